"""A text as lines and rows of cells: what the ways of parting cells hand to the reader of texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Piece(NamedTuple):
    """The text of a cell, and how many columns it takes."""

    text: str
    span: int = 1


Row = tuple[Piece, ...]
Printed = str | Row
"""A line of a text: without cells, or the cells of a row."""


@dataclass(slots=True)
class PrintedLines:
    """The lines of a text with its tables as rows, and the lines whose cells nothing places."""

    lines: list[Printed] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def row_of(texts: list[str]) -> Row:
    """A row of cells of one column each."""
    return tuple(map(Piece, texts))

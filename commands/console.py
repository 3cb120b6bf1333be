"""Terminals: results on stdout, progress and warnings on stderr, texts of documents inert."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.words.text import inert
from say import told

_PIPED_WIDTH = 160


class _Spoken(Console):
    """A console that says sentences of the catalogue in the chosen language."""

    def print(self, *objects: Any, **how: Any) -> None:
        """As rich prints; texts that are handed over bare are our own."""
        super().print(*(told(each) if isinstance(each, str) else each for each in objects), **how)


out = _Spoken(highlight=False, soft_wrap=True, markup=False)
if not out.is_terminal:
    out.width = _PIPED_WIDTH  # a file or a pager has no width of its own: fewer wrapped cells
err = _Spoken(stderr=True, highlight=False, soft_wrap=True, markup=False)


def printed(text: object, limit: int | None = None) -> Text:
    """A text as it stands, a document's or a code: no markup is read in it, it is inert.

    Whatever it says, it is nobody's sentence: it is never said in another language.
    """
    return Text("" if text is None else inert(str(text), limit))


def said(sentence: str) -> Text:
    """A sentence of the program's own in the language that is spoken; texts in it are inert."""
    return printed(told(sentence))


def table(
    headers: Iterable[str], rows: Iterable[Iterable[object]], *, header: bool = True
) -> Table:
    """A plain table that wraps its cells; each is inert, and stays as it is unless it is `said`."""
    made = Table(box=None, pad_edge=False, header_style="bold", show_edge=False, show_header=header)
    for name in headers:
        made.add_column(told(name), overflow="fold")
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else printed(cell) for cell in row))
    return made

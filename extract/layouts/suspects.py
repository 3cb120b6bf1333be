"""Tables that look like a target form and fit no layout: signalled, never half-read."""

from __future__ import annotations

from dataclasses import dataclass

from extract.labels import level_of, role_of
from extract.layouts.rows import Rows
from extract.model import Grid
from extract.text import inert, key

_LEVEL_HEADERS = 2
_LEVEL_NAMES = 3


@dataclass(frozen=True, slots=True)
class Suspect:
    """The row that gives a table away, as text, and how many rows with text follow it."""

    header: str
    rows: int


def suspect(grid: Grid) -> Suspect | None:
    """Does a table speak of indicator levels? Two of their headers in a row, or three names.

    Tables without them are no target forms and passed over in silence.
    """
    rows = Rows(grid)
    names: set[str] = set()
    for row in range(rows.n_rows):
        texts = rows.texts(row)
        headers = {role_of("columns", cell.text) for cell in texts} & {"level1", "level2", "name"}
        names |= {key(cell.text) for cell in texts if level_of(cell.text)}
        if len(headers) >= _LEVEL_HEADERS or len(names) >= _LEVEL_NAMES:
            following = sum(bool(rows.texts(r)) for r in range(row + 1, rows.n_rows))
            return Suspect(
                header=inert(" | ".join(cell.text for cell in texts), 400), rows=following
            )
    return None

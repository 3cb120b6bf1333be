"""Rows of a grid, and which of them a further piece prints again at its top."""

from __future__ import annotations

from extract.model import Cell, Grid
from extract.tables.grid_rows import Rows
from extract.words.text import key

_LONG = 6
"""Cells of a header from which all but one tell that it is printed again."""
_SHORT = 4
"""Cells of a header from which they do so where the one is the beginning of the other."""


def rows_of(grid: Grid) -> list[list[Cell]]:
    """The cells that start in each row, left to right."""
    return Rows(grid).starting()


def texts_of(row: list[Cell]) -> list[str]:
    """The texts of a row, left to right."""
    return [cell.text for cell in row]


def repeats(first: Grid, grid: Grid) -> int:
    """How many rows at the top of a grid repeat those at the top of the first piece."""
    return same_rows(rows_of(first), rows_of(grid))


def same_rows(before: list[list[Cell]], after: list[list[Cell]]) -> int:
    """How many rows two lists of rows begin with alike; rows without text do not count."""
    count = 0
    for one, other in zip(before, after, strict=False):
        texts = [key(cell.text) for cell in one]
        if not any(texts) or not _alike(texts, [key(cell.text) for cell in other]):
            break
        count += 1
    return count


def _alike(one: list[str], other: list[str]) -> bool:
    """Are the texts of two rows the same? Of a long header one may be printed over, or cut off."""
    if len(one) < _SHORT or len(one) != len(other):
        return one == other
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1:
        return not differing
    [(whole, printed)] = differing
    return len(one) >= _LONG or (bool(printed) and whole.startswith(printed))

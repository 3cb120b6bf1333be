"""Where a cell stands in a format without pages: table, row and column, counted from 1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract.model import Grid


def place_of(table: int, row: int, column: int) -> str:
    """The place of a cell; all three count from 0.

    >>> place_of(2, 4, 1)
    'table 3 row 5 col 2'
    """
    return f"table {table + 1} row {row + 1} col {column + 1}"


def with_places(grids: Iterable[Grid], *, first: int = 0) -> tuple[Grid, ...]:
    """The grids, each cell with its place; the `first` of them is the table of that number."""
    return tuple(
        replace(
            grid,
            cells=tuple(replace(c, place=place_of(n, c.row, c.col)) for c in grid.cells),
        )
        for n, grid in enumerate(grids, first)
    )

"""A grid as the layouts see it: row by row, with merged cells known from every row they cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extract.model import Cell, Grid
from extract.text import key


class Rows:
    """Cells by the row they start in, and by the place they cover."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.n_rows = grid.n_rows
        self.n_cols = grid.n_cols
        self._starting: dict[int, list[Cell]] = defaultdict(list)
        self._covering: dict[int, list[Cell]] = defaultdict(list)
        for cell in sorted(grid.cells, key=lambda c: (c.row, c.col)):
            self._starting[cell.row].append(cell)
            for row in range(cell.row, cell.row + cell.rowspan):
                self._covering[row].append(cell)

    def covering(self, row: int) -> list[Cell]:
        """The cells that cover this row, also from above, left to right."""
        return sorted(self._covering[row], key=lambda c: c.col)

    def texts(self, row: int) -> list[Cell]:
        """The cells that start in this row and hold text."""
        return [cell for cell in self._starting[row] if key(cell.text)]

    def below(self, cell: Cell, stop: int) -> Iterator[Cell]:
        """Cells under a cell, within its columns, row by row as far as `stop`."""
        for row in range(cell.row + cell.rowspan, stop):
            for other in self._starting[row]:
                if overlap(cell, other):
                    yield other


def overlap(one: Cell, other: Cell) -> int:
    """How many columns two cells share.

    >>> overlap(Cell(text="", row=0, col=1, colspan=2), Cell(text="", row=1, col=2))
    1
    """
    return max(
        0,
        min(one.col + one.colspan, other.col + other.colspan) - max(one.col, other.col),
    )


def under(rows: Rows, column: Cell, row: int) -> Cell | None:
    """The cell of a row that lies under a header cell: the one sharing most columns with it."""
    best = max(rows.covering(row), key=lambda cell: overlap(column, cell), default=None)
    return best if best and overlap(column, best) else None

"""A grid as the layouts see it: row by row, with merged cells known from every row they cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from extract.model import Cell, Grid
from extract.words.text import key


class Rows:
    """Cells by the row they start in, and by the place they cover."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.n_rows = grid.n_rows
        self.n_cols = grid.n_cols
        self._starting: dict[int, list[Cell]] = defaultdict(list)
        self._covering: dict[int, list[Cell]] = defaultdict(list)
        self._texts: dict[int, list[Cell]] = defaultdict(list)
        for cell in sorted(grid.cells, key=attrgetter("col", "row")):
            first = cell.row
            self._starting[first].append(cell)
            self._covering[first].append(cell)
            for row in range(first + 1, first + cell.rowspan):
                self._covering[row].append(cell)
            if cell.text and key(cell.text):
                self._texts[first].append(cell)
        self._at: dict[int, dict[int, Cell]] = {}

    def covering(self, row: int) -> list[Cell]:
        """The cells that cover this row, also from above, left to right."""
        return self._covering[row]

    def texts(self, row: int) -> list[Cell]:
        """The cells that start in this row and hold text, left to right."""
        return self._texts.get(row, [])

    def width(self, row: int) -> int:
        """Where the last cell that starts in this row ends, with text or without."""
        return max((c.col + c.colspan for c in self._starting.get(row, ())), default=0)

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a place."""
        if row not in self._at:
            self._at[row] = {
                c: cell
                for cell in self._covering[row]
                for c in range(cell.col, cell.col + cell.colspan)
            }
        return self._at[row].get(col)

    def beside(self, cell: Cell) -> Iterator[Cell]:
        """The cells with text to the right of a cell, in the row it starts in."""
        return (other for other in self.texts(cell.row) if other.col > cell.col)

    def below(self, cell: Cell, stop: int) -> Iterator[Cell]:
        """Cells under a cell, within its columns, row by row as far as `stop`."""
        for row in range(cell.row + cell.rowspan, stop):
            for other in self._starting.get(row, ()):
                if overlap(cell, other):
                    yield other


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A grid as the key of what is known of it: the very same one, not one like it."""

    grid: Grid

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.grid is other.grid

    def __hash__(self) -> int:
        return id(self.grid)


def rows_in(grid: Grid) -> Rows:
    """The rows of a grid, taken apart once for all that ask for them in turn."""
    return _rows_in(_Same(grid))


@lru_cache(maxsize=4)
def _rows_in(same: _Same) -> Rows:
    return Rows(same.grid)


def overlap(one: Cell, other: Cell) -> int:
    """How many columns two cells share.

    >>> overlap(Cell(text="", row=0, col=1, colspan=2), Cell(text="", row=1, col=2))
    1
    """
    first, second = one.col, other.col
    end, other_end = first + one.colspan, second + other.colspan
    if end <= second or other_end <= first:
        return 0
    return min(end, other_end) - max(first, second)


def under(rows: Rows, column: Cell, row: int) -> Cell | None:
    """The cell of a row that lies under a header cell: the one sharing most columns with it."""
    if column.colspan == 1:
        return rows.at(row, column.col)
    best, most = None, 0
    for cell in rows.covering(row):
        shared = overlap(column, cell)
        if shared > most:
            best, most = cell, shared
    return best

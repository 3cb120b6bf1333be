"""A grid as the layouts see it: row by row, with merged cells known from every row they cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Generic, TypeVar

from extract.model import Cell, Grid
from extract.words.text import key

_Thing = TypeVar("_Thing")


class _Places:
    """Cells by the row they start in, and by the place they cover."""

    def __init__(self, cells: tuple[Cell, ...]) -> None:
        self.n_rows = max([cell.row + cell.rowspan for cell in cells], default=0)
        self.n_cols = max([cell.col + cell.colspan for cell in cells], default=0)
        self.starting = starting = defaultdict[int, list[Cell]](list)
        self.covering = covering = defaultdict[int, list[Cell]](list)
        self.texts = texts = defaultdict[int, list[Cell]](list)
        self.over = over = defaultdict[int, list[Cell]](list)
        self.at: dict[int, dict[int, Cell]] = {}
        for cell in sorted(sorted(cells, key=attrgetter("row")), key=attrgetter("col")):
            first, has_text = cell.row, bool(cell.text and key(cell.text))
            starting[first].append(cell)
            covering[first].append(cell)
            if has_text:
                texts[first].append(cell)
                over[first].append(cell)
            if cell.rowspan > 1:
                for row in range(first + 1, first + cell.rowspan):
                    covering[row].append(cell)
                    if has_text:
                        over[row].append(cell)


@dataclass(frozen=True, slots=True, eq=False)
class TheVery(Generic[_Thing]):
    """A grid or its cells as the key of what is known of them: not of others that are alike."""

    thing: _Thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TheVery) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)


@lru_cache(maxsize=1 << 10)
def _places(cells: TheVery[tuple[Cell, ...]]) -> _Places:
    return _Places(cells.thing)


def forget_places() -> None:
    """Let go of the cells of a document that is read."""
    _places.cache_clear()


class Rows:
    """The cells of a grid row by row.

    Where they stand is told once for all that ask, of a grid and of its copies with other lines.
    """

    def __init__(self, grid: Grid) -> None:
        places = _places(TheVery(grid.cells))
        self.grid = grid
        self.n_rows, self.n_cols = places.n_rows, places.n_cols
        self._starting, self._covering = places.starting, places.covering
        self._texts, self._over, self._at = places.texts, places.over, places.at

    def starting(self) -> list[list[Cell]]:
        """The cells that start in each row, left to right."""
        return [self._starting.get(row, []) for row in range(self.n_rows)]

    def covering(self, row: int) -> list[Cell]:
        """The cells that cover this row, also from above, left to right."""
        return self._covering[row]

    def texts(self, row: int) -> list[Cell]:
        """The cells that start in this row and hold text, left to right."""
        return self._texts.get(row, [])

    def texts_over(self, row: int) -> list[Cell]:
        """The cells that cover this row, also from above, and hold text, left to right."""
        return self._over.get(row, [])

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
            yield from sharing(cell, self._starting.get(row, ()))


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


def sharing(column: Cell, cells: Iterable[Cell]) -> list[Cell]:
    """Those of some cells that share a column with a cell.

    >>> head = Cell(text="", row=0, col=1, colspan=2)
    >>> sharing(head, [Cell(text="", row=1, col=n) for n in range(4)])[1].col
    2
    """
    first, end = column.col, column.col + column.colspan
    return [cell for cell in cells if cell.col < end and cell.col + cell.colspan > first]


def under(rows: Rows, column: Cell, row: int) -> Cell | None:
    """The cell of a row that lies under a header cell: the one sharing most columns with it."""
    cell = rows.at(row, column.col)
    if column.colspan == 1 or (cell and cell.col + cell.colspan >= column.col + column.colspan):
        return cell
    best, most = None, 0
    for cell in rows.covering(row):
        shared = overlap(column, cell)
        if shared > most:
            best, most = cell, shared
    return best

"""The pieces of a table that page edges cut: what goes on, and under which columns.

Rows are never put together over a page edge: an amount belongs to the line it is printed on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial

import regex

from extract.budgets.columns import Leaf
from extract.budgets.header import Header, is_row_of_numbers, keys_of
from extract.budgets.roles import LABELS, Role
from extract.budgets.title import Title, department_of, is_note, title_of
from extract.model import Grid, Line
from extract.tables.column_edges import column_edges, same_width
from extract.tables.grid_rows import Rows
from extract.words.text import key

_PAGE = regex.compile(r"第?[-—–]?\d{1,4}[-—–]?页?")
_FEW = 2
"""Lines that may stand above every page of a table: its unit, its office."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A grid with the columns it is read by, and the row its amounts begin in.

    No `leaves`: its columns are not those of its table, and nothing of it is read.
    """

    grid: Grid
    leaves: tuple[Leaf, ...]
    first: int


@dataclass(slots=True)
class OpenBudget:
    """A table as gathered so far: its head, the lines above it, its pieces."""

    header: Header
    heading: tuple[Line, ...]
    title: Title | None
    pieces: list[Piece] = field(default_factory=list)

    @property
    def last(self) -> Grid:
        """The piece that ends it so far."""
        return self.pieces[-1].grid

    def goes_on_in(self, grid: Grid, header: Header | None, title: Title | None) -> bool:
        """Is a grid the next piece of this table?

        Without a head and a title of its own it goes on at the top of the next page, or at once on
        the same. A head goes on only where it is this one printed again; a title too, and then only
        for the same office and with other rows.
        """
        if not _follows(self.last, grid) or not same_width(upright(self.last), upright(grid)):
            return False
        if header is None or self._is_part(header):
            return title is None and self._is_bare(grid) and bool(_moved(self.pieces[0], grid))
        if header.texts != self.header.texts:
            return False
        if title is None:
            return True
        same = self.title is not None and title.bare == self.title.bare
        offices = [department_of(line.text) for line in grid.heading]
        own = [department_of(line.text) for line in self.heading]
        moved = bool(set(filter(None, offices)) - set(own))
        return same and not moved and not self._begins_again(grid, header)

    def _is_bare(self, grid: Grid) -> bool:
        """Does nothing stand above a piece but what stands above every page?"""
        own = {key(line.text) for line in self.heading}
        texts = printed_lines(grid.heading)
        new = [text for text in texts if key(text) not in own]
        return not any(map(title_of, texts)) and len(new) <= _FEW

    def _is_part(self, header: Header) -> bool:
        """Are the rows of a head some of this one's only, printed again without the others?"""
        again = all(any(map(partial(_alike, row), self.header.texts)) for row in header.texts)
        return again and len(header.texts) < len(self.header.texts)

    def _begins_again(self, grid: Grid, header: Header) -> bool:
        first = self.pieces[0]
        again = _first_row(grid, header.below)
        return bool(again) and again[:2] == _first_row(first.grid, first.first)[:2]

    def add(self, grid: Grid, header: Header | None) -> None:
        """Take a piece in, under its own head or under the first one's columns."""
        if header is not None and not self._is_part(header):
            self.pieces.append(Piece(grid, header.leaves, header.below))
            return
        leaves = _moved(self.pieces[0], grid)
        self.pieces.append(Piece(grid, leaves, _repeated(self.header, grid)))


def _first_row(grid: Grid, row: int) -> tuple[str, ...]:
    """The first row of a table from a row on that does not only number its columns."""
    rows = Rows(grid)
    while row < rows.n_rows and is_row_of_numbers(rows, row):
        row += 1
    return keys_of(rows, row) if row < rows.n_rows else ()


def _follows(before: Grid, grid: Grid) -> bool:
    """Does a grid stand right behind another: at once below it, or on the next page?"""
    if before.page is None or grid.page is None or grid.page == before.page:
        return not printed_lines(grid.heading)
    below = printed_lines(before.below)
    ended = any(is_note(text) or title_of(text) for text in below) or len(below) > 1
    return grid.page == before.page + 1 and not ended


def printed_lines(lines: Iterable[Line]) -> list[str]:
    """What lines say, the number of a page aside, which an export leaves among the rows."""
    return [line.text for line in lines if not _PAGE.fullmatch(key(line.text))]


def _alike(printed: tuple[str, ...], head: tuple[str, ...]) -> bool:
    """Is a row of heads printed again? Of a text that is cut off there its beginning counts."""
    return len(printed) == len(head) and all(map(str.startswith, head, printed))


def _repeated(header: Header, grid: Grid) -> int:
    """The first row of a piece that is none of the head printed again."""
    rows = Rows(grid)
    first = 0
    while first < rows.n_rows:
        texts = keys_of(rows, first)
        if not texts or not (
            any(map(partial(_alike, texts), header.texts)) or is_row_of_numbers(rows, first)
        ):
            break
        first += 1
    return first


def _moved(first: Piece, grid: Grid) -> tuple[Leaf, ...]:
    """The columns of the first piece, as the grid columns of a further one that lie under them.

    By where they stand between the table's edges; without boxes by their number. Nothing where a
    column of amounts would have none, or two.
    """
    before, edges = _shares(first.grid), _shares(grid)
    if not before or not edges:
        return first.leaves if grid.n_cols == first.grid.n_cols else ()
    found: list[list[int]] = [[] for _ in first.leaves]
    for col in range(grid.n_cols):
        middle = (edges[col] + edges[col + 1]) / 2
        for n, leaf in enumerate(first.leaves):
            if before[leaf.first] <= middle < before[leaf.end]:
                found[n].append(col)
    return _as_leaves(first.leaves, found)


def _as_leaves(leaves: tuple[Leaf, ...], found: list[list[int]]) -> tuple[Leaf, ...]:
    moved = []
    for leaf, cols in zip(leaves, found, strict=True):
        alone = len(cols) == 1 or (cols and leaf.end - leaf.first >= len(cols))
        if leaf.role is Role.AMOUNT and not alone:
            return ()
        first = cols[0] if cols else -1
        moved.append(replace(leaf, first=first, end=cols[-1] + 1 if cols else -1))
    return tuple(moved) if any(leaf.role in LABELS for leaf in moved) or found else ()


def _shares(grid: Grid) -> list[float]:
    """Where the edges of columns stand, as shares of the table's width; empty without boxes."""
    edges = column_edges(upright(grid))
    if not edges or edges[-1] <= edges[0]:
        return []
    width = edges[-1] - edges[0]
    return [(edge - edges[0]) / width for edge in edges]


def upright(grid: Grid) -> Grid:
    """A grid with its boxes turned as it is read, where it is printed sideways."""
    if not grid.turns:
        return grid
    cells = tuple(replace(c, box=c.box and c.box.turned(grid.turns)) for c in grid.cells)
    return replace(grid, cells=cells)

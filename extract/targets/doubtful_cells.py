"""Rows of indicators whose cells may stand in the wrong columns: refused, never published shifted.

A further page may have columns of other widths, and no rule may part two rows.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.model import Cell, Code, Issue
from extract.tables.grid_rows import overlap, under
from extract.targets.column import Header
from extract.targets.lost_cells import Whole
from extract.targets.printed_row import text_of
from extract.targets.realigned_row import Cells
from extract.targets.shapes import is_value
from extract.targets.value_columns import ColumnSet
from extract.words.heads import LEVELS, levels_run_together
from extract.words.labels import level_of, role_of
from extract.words.text import key
from extract.words.why import Why

_SIGNED = regex.compile(r"[<>=≥≤≧≦⩾⩽≠]+\s*\d")


class DoubtfulCells:
    """Tells whether the cells of a row stand where its header says."""

    def __init__(self, whole: Whole, header: Header, column_sets: tuple[ColumnSet, ...]) -> None:
        self.whole = whole
        self.header = header
        self.column_sets = column_sets

    def is_others(self, column_set: ColumnSet, cell: Cell) -> bool:
        """Does a cell stand in the columns of another set, and in none of this one?"""
        others = [c for each in self.column_sets if each is not column_set for c in each.own]
        mine = any(overlap(column.cell, cell) for column in column_set.columns)
        return not mine and any(overlap(column.cell, cell) for column in others)

    def shifted(self, column_set: ColumnSet, cells: Cells, unread: list[Issue]) -> Why | None:
        """Why a row stands in the wrong columns; None where it does not. No value names a level.

        On a further page, where columns may have other widths, no cell is left over, and no level's
        name stands where indicators and values do.
        """
        name = key(text_of(cells, "name"))
        if _SIGNED.match(name) or (is_value(name) and not key(text_of(cells, "value"))):
            return Why.VALUE_AS_NAME
        if any(is_value(text_of(cells, role)) for role in LEVELS):
            return Why.VALUE_AS_LEVEL
        if any(levels_run_together(text_of(cells, role)) for role in LEVELS):
            return Why.LEVELS_IN_ONE_CELL
        here = {cell.page for cell in cells.values() if cell}
        if self.whole.exported or here <= {column_set.columns[0].cell.page}:
            return None
        second = text_of(cells, "level2")
        free = not key(second) or level_of(second) == "level1"
        named = any(level_of(text_of(cells, role)) for role in ("name", "value"))
        return Why.OTHER_COLUMNS if unread or (free and named) else None

    def unread(self, column_set: ColumnSet, cells: Cells, texts: list[Cell]) -> Iterator[Issue]:
        """Cells with text that no column of the header took in, a label beside the block aside."""
        taken = {id(cell) for cell in cells.values()}
        for cell in texts:
            if id(cell) in taken or role_of("blocks", cell.text):
                continue
            if not any(overlap(other, cell) for other in self._beside(column_set)):
                yield Issue(code=Code.CELL_UNREAD, text=cell.text, page=cell.page)

    def _beside(self, column_set: ColumnSet) -> list[Cell]:
        """The headers of columns that are not of a set."""
        named = (*self.header.listed, *self.header.strangers, *self.header.columns)
        return [column.cell for column in named if column not in column_set.columns]


def unparted(whole: Whole, header: Header) -> frozenset[int]:
    """Rows that no rule parts: the name of a second level begins beside an indicator from above.

    Their texts stand in one cell, and no one can tell which is whose.
    """
    rows = whole.rows
    names = [column.cell for column in header.columns if column.role == "name"]
    levels = [column.cell for column in header.columns if column.role == "level2"]
    found: set[int] = set()
    for row in range(header.below, 0 if whole.exported else rows.n_rows):
        begun = any(
            (cell := under(rows, each, row)) and cell.row == row and key(cell.text)
            for each in levels
        )
        for name in (under(rows, each, row) for each in names if begun):
            if name and name.row < row and key(name.text):
                found.update(range(name.row, name.row + name.rowspan))
    return frozenset(found)

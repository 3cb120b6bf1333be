"""Rows of indicators whose cells may stand in the wrong columns: refused, never published shifted.

A text export may have lost cells anywhere; a further page may have columns of other widths.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.model import Cell, Code, Issue
from extract.tables.grid_rows import Rows, overlap, under
from extract.targets.header import Column, Header
from extract.targets.lost_cells import Cells
from extract.targets.printed_row import is_value, text_of
from extract.targets.value_columns import Side
from extract.words.heads import LEVELS, levels_run_together
from extract.words.labels import level_of, role_of
from extract.words.text import key

_SIGNED = regex.compile(r"[<>=≥≤≧≦⩾⩽≠]+\s*\d")


class Places:
    """Tells whether the cells of a row stand where its header says."""

    def __init__(
        self, rows: Rows, header: Header, sides: tuple[Side, ...], moved: frozenset[int]
    ) -> None:
        self.rows = rows
        self.header = header
        self.sides = sides
        self.moved = moved

    def is_others(self, side: Side, cell: Cell) -> bool:
        """Does a cell stand in another side's columns, and in none of this one?"""
        others = [c for each in self.sides if each is not side for c in each.own]
        mine = any(overlap(column.cell, cell) for column in side.columns)
        return not mine and any(overlap(column.cell, cell) for column in others)

    def is_displaced(self, row: int, texts: list[Cell]) -> bool:
        """With several sides nothing tells where the cells of a row that lost some belong."""
        last = max((c.cell for each in self.sides for c in each.columns), key=lambda c: c.col)
        end = under(self.rows, last, row)
        if self.rows.grid.spans_known:
            return False
        columns = [c for each in self.sides for c in each.columns if c.role in LEVELS]
        if self._is_torn(row, columns):
            return True
        if (end and key(end.text)) or texts[0].col >= self.header.levels_end:
            return False
        stands = next((c.role for c in columns if overlap(c.cell, texts[0])), None)
        level = level_of(texts[0].text)
        if level == "either":
            second = len(texts) > 1 and level_of(texts[1].text)
            return stands == "level1" and not second
        return level != stands

    def _is_torn(self, row: int, levels: list[Column]) -> bool:
        """Were cells between the sides lost too, so that texts stand in columns of another role?"""
        placed = {
            role: [
                cell.text
                for each in self.sides
                for column in each.columns
                if column.role == role and (cell := under(self.rows, column.cell, row))
            ]
            for role in ("name", "value")
        }
        if any(map(level_of, (*placed["name"], *placed["value"]))):
            return True
        if any(map(is_value, placed["name"])):
            return True
        names = (under(self.rows, column.cell, row) for column in levels)
        return row in self.moved and any(c and key(c.text) and not level_of(c.text) for c in names)

    def is_shifted(self, side: Side, cells: Cells, unread: list[Issue]) -> bool:
        """Does a row stand in the wrong columns? A value never names a level.

        On a further page, where columns may have other widths, no cell is left over, and no level's
        name stands where indicators and values do.
        """
        name = key(text_of(cells, "name"))
        if _SIGNED.match(name) or (is_value(name) and not key(text_of(cells, "value"))):
            return True  # a value stands in the column of indicators
        if any(is_value(text_of(cells, role)) for role in LEVELS):
            return True
        if any(levels_run_together(text_of(cells, role)) for role in LEVELS):
            return True  # several rows that no rule parts
        here = {cell.page for cell in cells.values() if cell}
        if not self.rows.grid.spans_known or here <= {side.columns[0].cell.page}:
            return False
        second = text_of(cells, "level2")
        free = not key(second) or level_of(second) == "level1"
        named = any(level_of(text_of(cells, role)) for role in ("name", "value"))
        return bool(unread) or (free and named)

    def lost_cells(self, row: int, cells: Cells) -> bool:
        """Is a row of unknown levels shorter than its header, where other rows lost cells?"""
        if self.rows.grid.spans_known or not self.moved:
            return False
        names = [text for role in LEVELS if key(text := text_of(cells, role))]
        short = self.rows.width(row) < self.rows.width(self.header.row)
        return short and bool(names) and not any(map(level_of, names))

    def unread(self, side: Side, cells: Cells, texts: list[Cell]) -> Iterator[Issue]:
        """Cells with text that no column of the header took in, a label beside the block aside."""
        named = (*self.header.listed, *self.header.strangers, *self.header.columns)
        others = [column.cell for column in named if column not in side.columns]
        for cell in texts:
            aside = any(overlap(other, cell) for other in others)
            if cell not in cells.values() and not aside and not role_of("blocks", cell.text):
                yield Issue(code=Code.CELL_UNREAD, text=cell.text, page=cell.page)


def unparted(rows: Rows, header: Header) -> frozenset[int]:
    """Rows that no rule parts: the name of a second level begins beside an indicator from above.

    Their texts stand in one cell, and no one can tell which is whose.
    """
    names = [column.cell for column in header.columns if column.role == "name"]
    levels = [column.cell for column in header.columns if column.role == "level2"]
    found: set[int] = set()
    for row in range(header.below, rows.n_rows if rows.grid.spans_known else 0):
        begun = any(
            (cell := under(rows, each, row)) and cell.row == row and key(cell.text)
            for each in levels
        )
        for name in (under(rows, each, row) for each in names if begun):
            if name and name.row < row and key(name.text):
                found.update(range(name.row, name.row + name.rowspan))
    return frozenset(found)

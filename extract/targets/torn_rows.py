"""Rows of an export that lost cells which nothing puts back: refused, never published shifted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Cell
from extract.tables.grid_rows import Rows, overlap, under
from extract.targets.column import Column, Header
from extract.targets.shapes import is_value
from extract.words.heads import LEVELS
from extract.words.labels import level_of
from extract.words.text import key


@dataclass(frozen=True, slots=True)
class SeveralSets:
    """Where the texts of a block with several column sets stand; `moved` are the rows put back."""

    rows: Rows
    header: Header
    column_sets: Sequence[Sequence[Column]]
    moved: frozenset[int]

    def is_displaced(self, row: int, texts: list[Cell]) -> bool:
        """Nothing tells to which set the cells of a row that lost some belong."""
        if self._stands_under_others(row):
            return True
        last = max(
            (column.cell for column_set in self.column_sets for column in column_set),
            key=lambda c: c.col,
        )
        end = under(self.rows, last, row)
        if (end and key(end.text)) or texts[0].col >= self.header.levels_end:
            return False
        stands = next((c.role for c in self._levels if overlap(c.cell, texts[0])), None)
        level = level_of(texts[0].text)
        if level == "either":
            second = len(texts) > 1 and level_of(texts[1].text)
            return stands == "level1" and not second
        return level != stands

    @property
    def _levels(self) -> list[Column]:
        return [
            column
            for column_set in self.column_sets
            for column in column_set
            if column.role in LEVELS
        ]

    def _stands_under_others(self, row: int) -> bool:
        """Were cells between the sets lost too, so that texts stand in columns of another role?"""
        names, values = self._texts("name", row), self._texts("value", row)
        if any(map(level_of, (*names, *values))) or any(map(is_value, names)):
            return True
        levels = (under(self.rows, column.cell, row) for column in self._levels)
        return row in self.moved and any(c and key(c.text) and not level_of(c.text) for c in levels)

    def _texts(self, role: str, row: int) -> list[str]:
        columns = (
            column
            for column_set in self.column_sets
            for column in column_set
            if column.role == role
        )
        cells = (under(self.rows, column.cell, row) for column in columns)
        return [cell.text for cell in cells if cell]


def is_short_of_levels(rows: Rows, header: Header, columns: Sequence[Column], row: int) -> bool:
    """Is a row of unknown levels shorter than its header, where other rows lost cells?"""
    cells = [under(rows, column.cell, row) for column in columns if column.role in LEVELS]
    names = [cell.text for cell in cells if cell and key(cell.text)]
    short = rows.width(row) < rows.width(header.row)
    return short and bool(names) and not any(map(level_of, names))

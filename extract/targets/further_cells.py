"""Cells of an indicator's row that no part of its target is read from, kept under their headers.

Explanations, standards, remarks, what was reached in other years, and columns that nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.model import FurtherCell
from extract.tables.grid_rows import Rows, under
from extract.targets.column import Column, Header
from extract.targets.realigned_row import Cells
from extract.targets.value_columns import ColumnSet
from extract.words.labels import FURTHER_COLUMNS, section
from extract.words.text import clean, key, one_line


def further_columns(header: Header, column_sets: Iterable[ColumnSet]) -> tuple[Column, ...]:
    """The columns of a block that tell more of its indicators, left to right."""
    read = {
        column.cell
        for each in column_sets
        for column in each.columns
        if column.role not in FURTHER_COLUMNS
    }
    columns = (*header.columns, *header.strangers)
    found = (c for c in columns if c.cell not in read and not stands_beside(c, header))
    return tuple(sorted(found, key=lambda column: column.cell.col))


def stands_beside(column: Column, header: Header) -> bool:
    """Is a column the label at a block's side, 绩效指标, or what a page's edge left of it?"""
    first = min(other.cell.col for other in header.columns)
    part = key(column.cell.text)
    named = any(part in label for label in section("blocks"))
    return column.cell.col < first and named and not header.is_list


def further_cells(
    rows: Rows, row: int, columns: Iterable[Column], cells: Cells
) -> Iterator[FurtherCell]:
    """What a row prints under these columns, in cells that give no part of its target."""
    used = [cell for role, cell in cells.items() if cell and role not in FURTHER_COLUMNS]
    for column in columns:
        cell = under(rows, column.cell, row)
        if cell and key(cell.text) and not any(cell is each for each in used):
            text = one_line(clean(cell.text))
            yield FurtherCell(role=column.role or None, label=label_of(column), text=text)


def label_of(column: Column) -> str:
    """A column's header, below the one over it where there are two."""
    cells = (column.above, column.cell) if column.above else (column.cell,)
    return " ".join(one_line(clean(cell.text)) for cell in cells if cell)

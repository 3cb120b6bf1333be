"""Cells of a list that are merged downwards, put together where a page edge cut them.

A producer prints the text of a merged cell once, on either side of the edge: on both it holds for
the whole run of rows.
"""

from __future__ import annotations

from extract.model import Cell
from extract.tables.grid_rows import Rows, under
from extract.targets.column import Column, Header
from extract.targets.lost_cells import Whole
from extract.targets.passed_over import RowKinds
from extract.words.text import key

Starts = dict[Column, dict[int, Cell]]
"""For each column of whole projects, the rows at which a cell with text takes effect."""


def starts_of(whole: Whole, header: Header) -> Starts:
    """Where the cells of the listed columns begin, each with the cell that holds its text."""
    rows = whole.rows
    kinds = RowKinds(rows, header)
    body = [
        row for row in range(header.below, rows.n_rows) if not kinds.repeats_header(rows.texts(row))
    ]
    sums = frozenset(row for row in body if _is_sum(rows, header, row))
    return {column: _starts(whole, column, body, sums) for column in header.listed}


def _is_sum(rows: Rows, header: Header, row: int) -> bool:
    """Does a row print something of a project or an office, and nothing of an indicator?"""
    cells = [(column, under(rows, column.cell, row)) for column in header.columns]
    filled = any(cell and key(cell.text) for _, cell in cells)
    return bool(rows.texts(row)) and not filled


def _starts(whole: Whole, column: Column, body: list[int], sums: frozenset[int]) -> dict[int, Cell]:
    found = [(row, under(whole.rows, column.cell, row)) for row in body]
    cells = [(row, cell) for row, cell in found if cell and cell.row == row]
    if whole.exported or not any(cell.rowspan > 1 for _, cell in cells):
        return {row: cell for row, cell in cells if key(cell.text)}
    starts: dict[int, Cell] = {}
    first: int | None = None
    page: int | None = None
    for row, cell in cells:
        cut = first is not None and cell.page != page
        page = cell.page
        if first is not None and cut and not (key(cell.text) and first in starts):
            # The rest of the run above: its text stands on this page, or stood on the last.
            if key(cell.text):
                starts[first] = cell
            continue
        first = None if row in sums else row  # an office's sum: no page cuts it from a project
        if key(cell.text):
            starts[row] = cell
    return starts

"""Rows of a list that lost their empty leading cells, moved back under their columns."""

from __future__ import annotations

from dataclasses import replace

from extract.labels import level_of
from extract.layouts.header import LEVELS, Header
from extract.layouts.rows import Rows
from extract.model import Cell
from extract.text import key


def put_back(rows: Rows, header: Header) -> tuple[Rows, frozenset[int]]:
    """The rows with displaced ones put back, and which those are.

    A row is displaced where it begins with the name of a level left of all columns of levels, and
    has room at its end; only text exports lose cells.
    """
    if rows.grid.spans_known:
        return rows, frozenset()
    places = {column.role: column.cell.col for column in header.columns if column.role in LEVELS}
    shifts: dict[int, int] = {}
    for row in range(header.below, rows.n_rows):
        texts = rows.texts(row)
        if texts and (to := _place(texts, places)) is not None:
            by = to - texts[0].col
            if by > 0 and texts[-1].col + by < rows.n_cols:
                shifts[row] = by
    if not shifts:
        return rows, frozenset()
    cells = [
        replace(cell, col=cell.col + shifts.get(cell.row, 0))
        for cell in rows.grid.cells
        if cell.row not in shifts or key(cell.text)
    ]
    return Rows(replace(rows.grid, cells=tuple(cells))), frozenset(shifts)


def _place(texts: list[Cell], places: dict[str, int]) -> int | None:
    """The column of levels that a row's first text belongs to."""
    level = level_of(texts[0].text)
    if level == "either":
        # 成本指标 is a first level where a second follows it.
        follows = len(texts) > 1 and level_of(texts[1].text) == "level2"
        level = "level1" if follows else "level2"
    return places.get(level or "")

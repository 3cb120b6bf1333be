"""Rows of a text export that lost empty leading cells, moved back under their columns."""

from __future__ import annotations

from dataclasses import replace

from extract.labels import level_of
from extract.layouts.header import LEVELS, Header
from extract.layouts.rows import Rows
from extract.model import Cell
from extract.text import key


def put_back(rows: Rows, headers: tuple[Header, ...]) -> tuple[Rows, frozenset[int]]:
    """The rows with displaced ones put back, and which those are.

    A row is displaced where it begins with the name of a level left of its column, and has room at
    its end. Inside the columns of a simple block more can be told: realign.py does.
    """
    if rows.grid.spans_known or not headers:
        return rows, frozenset()
    shifts: dict[int, int] = {}
    ends = [*(header.row for header in headers[1:]), rows.n_rows]
    for header, end in zip(headers, ends, strict=True):
        places = _places(header)
        simple = header.roles.count("name") == header.roles.count("value") == 1
        first = min(places.values(), default=0)
        for row in range(header.below, end):
            texts = rows.texts(row)
            to = _place(texts, places) if texts else None
            if to is None or (simple and not header.is_list and texts[0].col >= first):
                continue
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


def _places(header: Header) -> dict[str, int]:
    """Where the leftmost column of each level stands."""
    columns = (column for column in reversed(header.columns) if column.role in LEVELS)
    return {column.role: column.cell.col for column in columns}


def _place(texts: list[Cell], places: dict[str, int]) -> int | None:
    """The column of levels that a row's first text belongs to."""
    level = level_of(texts[0].text)
    if level == "either":
        # 成本指标 is a first level where a second follows it.
        follows = len(texts) > 1 and level_of(texts[1].text) == "level2"
        level = "level1" if follows else "level2"
    return places.get(level or "")

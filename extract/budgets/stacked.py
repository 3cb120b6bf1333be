"""Several tables in one grid: sheets stack them, pages without side rules join them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extract.budgets.amounts import amount_of
from extract.budgets.header import Header, Role, header_of, keys_of, role_word
from extract.budgets.title import title_of
from extract.model import Grid, Line
from extract.tables.grid_rows import Rows
from extract.words.text import clean, key

_LONGEST = 200
_FEWEST = 3
"""Heads of a row that is a head: a code or name, and amounts."""


def take_apart(grid: Grid) -> tuple[Grid, ...]:
    """The tables of a grid, each as a grid of its own; most are one."""
    rows = Rows(grid)
    if not any(_opens(rows, row) for row in range(1, rows.n_rows)):
        return (grid,)
    header = header_of(grid)
    starts = _starts(rows, header) if header else []
    bounds = [0, *starts, rows.n_rows]
    return tuple(_cut(grid, rows, start, end) for start, end in pairwise(bounds)) or (grid,)


def _starts(rows: Rows, header: Header) -> list[int]:
    """The rows below the first head in which a table begins: at its title, else at its head."""
    found: list[int] = []
    filled = True  # was an amount printed since the last table began?
    for row in range(header.below, rows.n_rows):
        if _opens(rows, row) and keys_of(rows, row) not in header.texts:
            if filled or _is_title(rows, row):
                found.append(row)
                filled = False
        elif any(amount_of(cell.text) is not None for cell in rows.texts(row)):
            filled = True
    return found


def _is_title(rows: Rows, row: int) -> bool:
    texts = rows.texts(row)
    wide = len(texts) == 1 and texts[0].colspan >= rows.n_cols > 1
    return wide and title_within(texts[0].text) is not None


def _opens(rows: Rows, row: int) -> bool:
    """Does a table begin in a row: with its title over the whole width, or with its head?"""
    texts = rows.texts(row)
    if len(texts) < _FEWEST:
        return _is_title(rows, row)
    roles = [role_word(cell.text) for cell in texts]
    if any(amount_of(cell.text) is not None for cell in texts) or None in roles:
        return False
    return Role.AMOUNT in roles and bool({Role.CODE, Role.NAME} & set(roles))


def title_within(text: str) -> tuple[str, str] | None:
    """The title that a text begins with, and what stands behind it: number, office, unit.

    >>> title_within("支出决算表公开03表部门：某局金额单位：万元")
    ('支出决算表', '公开03表部门：某局金额单位：万元')
    """
    printed = clean(text).replace("\n", "")
    if len(printed) > _LONGEST:
        return None
    for n, char in enumerate(printed, 1):
        if char == "表" and title_of(printed[:n]):
            return printed[:n], printed[n:].strip()
    return None


def _cut(grid: Grid, rows: Rows, start: int, end: int) -> Grid:
    """Rows of a grid as a grid; a title over its width becomes the lines above."""
    texts = rows.texts(start)
    told = title_within(texts[0].text) if start and len(texts) == 1 else None
    first = start + 1 if told else start
    page = next((c.page for c in grid.cells if start <= c.row < end), grid.page)
    heading = tuple(Line(text=text, page=page) for text in told if key(text)) if told else ()
    return replace(
        grid,
        page=page,
        heading=grid.heading if start == 0 else heading,
        below=grid.below if end == rows.n_rows else (),
        cells=tuple(
            replace(cell, row=cell.row - first, rowspan=min(cell.rowspan, end - cell.row))
            for cell in grid.cells
            if first <= cell.row < end
        ),
    )

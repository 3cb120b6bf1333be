"""Several tables in one grid: sheets stack them, pages without side rules join them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extract.budgets.amounts import amount_of
from extract.budgets.header import Header, header_of, keys_of
from extract.budgets.roles import Role, role_word
from extract.budgets.title import is_heading, title_of
from extract.model import Grid, Line
from extract.tables.grid_rows import Rows
from extract.words.text import clean, key

_LONGEST = 200
_HEADING = 3
"""Rows among which the title of a table on a sheet stands."""
_FEWEST = 3
"""Heads of a row that is a head: a code or name, and amounts."""


def take_apart(grid: Grid) -> tuple[Grid, ...]:
    """The tables of a grid, each as a grid of its own; most are one."""
    return tuple(part for beside in _side_by_side(grid) for part in _stacked(beside))


def _side_by_side(grid: Grid) -> tuple[Grid, ...]:
    """A sheet's tables beside each other: columns without any text part them, each has its title.

    Columns without text at the sides of a sheet belong to no table. Pages draw their tables.
    """
    if grid.page is not None:
        return (grid,)
    filled = {col for c in grid.cells if key(c.text) for col in range(c.col, c.col + c.colspan)}
    starts = [col for col in sorted(filled) if col - 1 not in filled]
    ends = [col + 1 for col in sorted(filled) if col + 1 not in filled]
    if (starts, ends) == ([0], [grid.n_cols]):
        return (grid,)
    parts = tuple(_columns(grid, start, end) for start, end in zip(starts, ends, strict=True))
    if len(parts) == 1 or all(_is_titled(part) for part in parts):
        return parts
    return (grid,)


def _is_titled(grid: Grid) -> bool:
    return any(title_of(cell.text) for cell in grid.cells if cell.row <= _HEADING)


def _columns(grid: Grid, start: int, end: int) -> Grid:
    cells = tuple(
        replace(cell, col=cell.col - start, colspan=min(cell.colspan, end - cell.col))
        for cell in grid.cells
        if start <= cell.col < end
    )
    return replace(grid, cells=cells)


def _stacked(grid: Grid) -> tuple[Grid, ...]:
    rows = Rows(grid)
    if not any(_opens(rows, row) for row in range(1, rows.n_rows)):
        return (grid,)
    starts = _starts(rows, header_of(grid))
    if not starts:
        return (grid,)
    bounds = [0, *starts, rows.n_rows]
    parts = (_cut(grid, rows, start, end) for start, end in pairwise(bounds))
    return tuple(_side_by_side(part)[0] for part in parts)


def _starts(rows: Rows, header: Header | None) -> list[int]:
    """The rows below the first head in which a table begins: at its title, else at its head.

    Among tables of several widths the first one's head is not told from its rows.
    """
    found: list[int] = []
    filled = header is not None  # was an amount printed since the last table began?
    again = header.texts if header else ()
    for row in range(header.below if header else 1, rows.n_rows):
        if _opens(rows, row) and keys_of(rows, row) not in again:
            if filled or _is_title(rows, row):
                found.append(_first_line(rows, row, after=found[-1] if found else 0))
                filled = False
        elif any(amount_of(cell.text) is not None for cell in rows.texts(row)):
            filled = True
    return found


def _first_line(rows: Rows, row: int, *, after: int) -> int:
    """The row in which the lines above a table begin: its number may stand above its title."""
    while row - 1 > after and is_heading([cell.text for cell in rows.texts(row - 1)]):
        row -= 1
    return row


def _is_title(rows: Rows, row: int) -> bool:
    texts = rows.texts(row)
    return len(texts) == 1 and title_within(texts[0].text) is not None


def _opens(rows: Rows, row: int) -> bool:
    """Does a table begin in a row: with its title over the whole width, or with its head?"""
    texts = rows.texts(row)
    if len(texts) < _FEWEST:
        return _is_title(rows, row)
    roles: set[Role] = set()
    for cell in texts:  # most rows end at their first text: they are asked one by one
        role = role_word(cell.text)
        if role is None or amount_of(cell.text) is not None:
            return False
        roles.add(role)
    return Role.AMOUNT in roles and bool({Role.CODE, Role.NAME} & roles)


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

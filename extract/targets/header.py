"""The header of an indicator block: which column stands where, over one or more rows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from extract.model import Cell
from extract.tables.grid_rows import Rows, overlap
from extract.targets.column import OWNERS, Column, Header
from extract.targets.column_meanings import understood
from extract.targets.inferred_header import inferred_columns
from extract.targets.shapes import only_money_unit, value_shaped
from extract.words.heads import LEVELS, NAMES, column_roles, roles_head_block
from extract.words.labels import column_role, goal_role, level_of, role_of, section, sums_all
from extract.words.money_labels import UNCLASSIFIED, funding_role, money_column, speaks_of_money
from extract.words.text import key

_NAMED = ("name", *LEVELS)
_PLANNED = ("plan", "amount")
_FEW = 2
_NEAR = 60
"""Rows below a header in which names of levels stand, if any do."""


def find_headers(rows: Rows) -> tuple[Header, ...]:
    """Every header of an indicator block in a table, from top to bottom, printed again or not."""
    found: list[Header] = []
    for row in range(rows.n_rows):
        if not (found and row < found[-1].below) and rows.texts(row):
            header = _header(rows, row)
            if header is not None:
                found.append(header)
    return tuple(found) or _inferred(rows)


def _inferred(rows: Rows) -> tuple[Header, ...]:
    """The header of a block whose columns only what they hold tells."""
    told = inferred_columns(rows)
    if told is None:
        return ()
    row, below, columns = told
    header = _sorted_out(row, below, columns)
    return (replace(header, inferred=True),) if header else ()


def _header(rows: Rows, row: int) -> Header | None:
    """The header that a row is the first of; None where it heads no block."""
    top = rows.texts_over(row)
    found = column_roles([cell.text for cell in top])
    roles = list(zip(top, found, strict=True))
    if not (roles_head_block(found) or _is_proven(rows, row, roles) or _heads_places(roles)):
        return None
    core = [cell for cell, role in roles if role in (*LEVELS, *NAMES)]
    below = max(cell.row + cell.rowspan for cell in core)
    if below == row + 1 and _goes_down(rows, row, top):
        below = row + 2
    columns: list[Column] = []
    for cell, role in roles:
        under = [c for r in range(row + 1, below) for c in rows.texts(r) if _parent(top, c) is cell]
        own = [column_role(leaf.text) for leaf in under]
        # Beside a heading that names the value itself, others below 指标值 are strangers.
        told = "" if role == "value" and "value" in own else role
        for leaf in under or [cell]:
            named = column_role(leaf.text) or told
            columns.append(Column(role=named, cell=leaf, above=cell if under else None))
    row = min(cell.row for cell in core)
    return _sorted_out(row, below, understood(rows, row, below, columns))


def _is_proven(rows: Rows, row: int, roles: list[tuple[Cell, str]]) -> bool:
    """Does a row that heads names and values, or levels and values, stand over names of levels?

    评价内容 | 指标名称 | 目标值 names no level, 一级指标 | 二级指标 | 目标值 no indicator.
    """
    found = {role for _, role in roles}
    if "value" not in found or found.isdisjoint(_NAMED):
        return False
    end = min(cell.col for cell, role in roles if role == "value")
    named = {
        (cell.row, cell.col)
        for at in range(row + 1, min(row + _NEAR, rows.n_rows))
        for cell in rows.texts(at)
        if cell.col < end and level_of(cell.text)
    }
    return len(named) >= _FEW


def _heads_places(roles: list[tuple[Cell, str]]) -> bool:
    """指标 | 全市合计 | 禾溪县 | 柳川区: a name, and right of it places and their sum, no more."""
    first, *others = roles
    if first[1] != "name" or any(role for _, role in others):
        return False
    places = _scopes()
    named = [cell for cell, _ in others if key(cell.text).endswith(places)]
    if len(named) < _FEW:
        return False
    return len(named) + sum(sums_all(cell.text) for cell, _ in others) == len(others)


@cache
def _scopes() -> tuple[str, ...]:
    return tuple(section("scopes"))


def _goes_down(rows: Rows, row: int, top: list[Cell]) -> bool:
    """Does the next row print second headings, below empty or wide cells of this one?"""
    texts = rows.texts(row + 1) if row + 1 < rows.n_rows else []
    values = (value_shaped(cell.text) and not column_role(cell.text) for cell in texts)
    if len(texts) < _FEW or any(values):
        return False
    for cell in texts:
        over = next((other for other in top if overlap(other, cell)), None)
        if over is not None and column_role(over.text) in (*LEVELS, *NAMES):
            return False
    return any(
        all(overlap(other, cell) == 0 or other.colspan > 1 for other in top) for cell in texts
    )


def _parent(top: list[Cell], cell: Cell) -> Cell | None:
    """The header cell above a second heading: over it, or the last one to its left."""
    left = [other for other in top if other.col <= cell.col]
    return left[-1] if left else None


def _sorted_out(row: int, below: int, columns: list[Column]) -> Header | None:
    """Tell columns of indicators from those of whole projects, and from strangers."""
    indicators = [column for column in columns if column.role]
    if not any(column.role == "name" for column in indicators):
        # 绩效指标描述 is the indicator where no column names one.
        indicators = _with_described_name(indicators)
    if not any(column.role == "name" for column in indicators):
        return None
    own = (*LEVELS, "name", "value")
    first = min((c.cell.col for c in indicators if c.role in own), default=0)
    listed = [named for c in columns if (named := _of_projects(c, first))]
    cells = [column.cell for column in listed]
    listing = any(column.role in OWNERS for column in listed)
    if not listing:
        listed, cells = [], []
    return Header(
        row=row,
        below=below,
        columns=tuple(c for c in indicators if c.cell not in cells),
        listed=tuple(listed),
        strangers=tuple(
            c
            for c in columns
            if not c.role and c.cell not in cells and not role_of("blocks", c.cell.text)
        ),
    )


def _with_described_name(columns: list[Column]) -> list[Column]:
    """绩效指标描述, else 指标说明 right of the levels, names indicators where nothing else does."""
    if any(column.role == "description" for column in columns):
        return [replace(c, role="name") if c.role == "description" else c for c in columns]
    last = max((n for n, c in enumerate(columns) if c.role in LEVELS), default=-1)
    between = columns[last + 1 : last + 2]
    told = last >= 0 and [c.role for c in between] == ["explanation"]
    return [replace(c, role="name") if told and c in between else c for c in columns]


def _of_projects(column: Column, first: int) -> Column | None:
    """The column as one of whole projects, by its label; 单位 left of an indicator is an office."""
    text = column.cell.text
    role = role_of("facts", text) or funding_role(text) or goal_role(text)
    if column.cell.col < first:
        role = role_of("list_owners", text) or role
    parts = column.above is not None and _of_money(column.above.text)
    summed = parts and role_of("aside", text) == "total"
    planned = money_column(text) in _PLANNED or role_of("list_money", text) is not None
    named = column.cell.col < first and speaks_of_money(text)
    named |= parts and money_column(text) is None and only_money_unit(text) is None
    if role_of("blocks", text) == "funding" or summed or (role is None and planned):
        role = "total"
    elif role is None and not column.role and named:
        role = UNCLASSIFIED
    if role is None or (column.role and column.role != "unit"):
        return None
    return replace(column, role=role)


def _of_money(text: str) -> bool:
    """Does a heading say of those below it that they are money: 项目资金, 预算金额, 经费?"""
    block = role_of("blocks", text) == "funding" or role_of("list_money", text) is not None
    return block or (funding_role(text) or "").startswith("total") or money_column(text) in _PLANNED

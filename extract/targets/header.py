"""The header of an indicator block: which column stands where, over one or more rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.model import Cell
from extract.tables.grid_rows import Rows, overlap
from extract.targets.shapes import value_shaped
from extract.words.heads import LEVELS, NAMES, column_roles, heads_block
from extract.words.labels import column_role, goal_role, level_of, role_of
from extract.words.money_labels import UNCLASSIFIED, funding_role, money_column, speaks_of_money
from extract.words.text import key

OWNERS = ("project_name", "department_name", "office_or_project")
_PLANNED = ("plan", "amount")
_SHARE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its role, the lowest header cell over it, and the cell above that, if any."""

    role: str
    cell: Cell
    above: Cell | None = None

    @property
    def end(self) -> int:
        """The first column right of it."""
        return self.cell.col + self.cell.colspan


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header rows of an indicator block, `row` up to `below`, and what they name."""

    row: int
    below: int
    columns: tuple[Column, ...]
    """Columns of indicators, left to right."""
    listed: tuple[Column, ...] = ()
    """Columns of whole projects, where the table is a list of them."""
    strangers: tuple[Column, ...] = ()
    """Columns whose header no role fits; their role is empty."""

    @property
    def roles(self) -> tuple[str, ...]:
        """Column roles, left to right."""
        return tuple(column.role for column in self.columns)

    @property
    def labels(self) -> frozenset[str]:
        """What the header prints, for telling whether it is printed again."""
        columns = (*self.columns, *self.listed, *self.strangers)
        cells = (cell for column in columns for cell in (column.cell, column.above) if cell)
        return frozenset(key(cell.text) for cell in cells)

    @property
    def levels_end(self) -> int:
        """The column at which the level columns end, before the first column of names."""
        name = min(c.cell.col for c in self.columns if c.role == "name")
        levels = [c.end for c in self.columns if c.role in LEVELS and c.cell.col < name]
        return max(levels, default=name)

    @property
    def is_list(self) -> bool:
        """Does it name a project or an office for every row?"""
        return any(column.role in OWNERS for column in self.listed)


def find_headers(rows: Rows) -> tuple[Header, ...]:
    """Every header of an indicator block in a table, from top to bottom, printed again or not."""
    found: list[Header] = []
    for row in range(rows.n_rows):
        if not (found and row < found[-1].below) and rows.texts(row):
            header = _header(rows, row)
            if header is not None:
                found.append(header)
    return tuple(found)


def _header(rows: Rows, row: int) -> Header | None:
    """The header that a row is the first of; None where it heads no block."""
    top = [cell for cell in rows.covering(row) if key(cell.text)]
    texts = [cell.text for cell in top]
    if not heads_block(texts):
        return None
    roles = dict(zip(top, column_roles(texts), strict=True))
    core = [cell for cell, role in roles.items() if role in (*LEVELS, *NAMES)]
    below = max(cell.row + cell.rowspan for cell in core)
    if below == row + 1 and _goes_down(rows, row, top):
        below = row + 2
    columns: list[Column] = []
    for cell in top:
        under = [c for r in range(row + 1, below) for c in rows.texts(r) if _parent(top, c) is cell]
        role = roles[cell]
        own = [column_role(leaf.text) for leaf in under]
        # Beside a heading that names the value itself, others below 指标值 are strangers.
        role = "" if role == "value" and "value" in own else role
        for leaf in under or [cell]:
            named = column_role(leaf.text) or role
            columns.append(Column(role=named, cell=leaf, above=cell if under else None))
    row = min(cell.row for cell in core)
    columns = _both_levels(rows, below, columns)
    return _sorted_out(row, below, _second_meanings(rows, below, columns))


def _second_meanings(rows: Rows, below: int, columns: list[Column]) -> list[Column]:
    """Headers of two meanings, by what stands beside and below them (labels.toml).

    Right of a column that names the indicator 指标内容 describes it, and 指标类型 is the value's;
    考核标准 is the value where no other column is, and what stands below it looks like values.
    """
    name = next((c for c in columns if c.role == "name" and not _second(c)), None)
    if name is None:
        return columns
    valued = any(column.role == "value" for column in columns)
    found: list[Column] = []
    for column in columns:
        second = _second(column)
        right = column.cell.col > name.cell.col
        if second in ("description", "type") and right:
            column = replace(column, role=second)  # noqa: PLW2901 -- the same column, understood
        elif second == "value" and right and not valued and _holds_values(rows, below, column):
            column = replace(column, role=second)  # noqa: PLW2901 -- the same column, understood
            valued = True
        found.append(column)
    return found


def _both_levels(rows: Rows, below: int, columns: list[Column]) -> list[Column]:
    """One header over both levels, 指标类别, where two columns of names stand below it."""
    levels = [column for column in columns if column.role in LEVELS]
    if len(levels) != 1:
        return columns
    [wide] = levels
    second = wide.cell.col + 1
    headed = any(column.cell.col == second for column in columns)
    cells = (rows.at(row, second) for row in range(below, rows.n_rows))
    named = any(cell and cell.col == second and level_of(cell.text) for cell in cells)
    if headed or not named or wide.cell.colspan > len(LEVELS):
        return columns
    parts = [
        replace(wide, role=role, cell=replace(wide.cell, col=wide.cell.col + n, colspan=1))
        for n, role in enumerate(LEVELS)
    ]
    at = columns.index(wide)
    return [*columns[:at], *parts, *columns[at + 1 :]]


def _second(column: Column) -> str | None:
    return role_of("column_seconds", column.cell.text)


def _holds_values(rows: Rows, below: int, column: Column) -> bool:
    """Does one text in three at least below a header look like a value?"""
    cells = rows.below(column.cell, rows.n_rows)
    texts = [cell.text for cell in cells if cell.row >= below and key(cell.text)]
    return bool(texts) and _SHARE * sum(map(value_shaped, texts)) >= len(texts)


def _goes_down(rows: Rows, row: int, top: list[Cell]) -> bool:
    """Does the next row print second headings, below empty or wide cells of this one?"""
    texts = rows.texts(row + 1) if row + 1 < rows.n_rows else []
    if len(texts) < 2 or any(value_shaped(cell.text) for cell in texts):
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
        indicators = [_as_name(c) if c.role == "description" else c for c in indicators]
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


def _as_name(column: Column) -> Column:
    return replace(column, role="name")


def _of_projects(column: Column, first: int) -> Column | None:
    """The column as one of whole projects, by its label; 单位 left of an indicator is an office."""
    text = column.cell.text
    role = role_of("facts", text) or funding_role(text) or goal_role(text)
    if column.cell.col < first:
        role = role_of("list_owners", text) or role
    parts = column.above is not None and role_of("blocks", column.above.text) == "funding"
    summed = parts and role_of("aside", text) == "total"
    planned = money_column(text) in _PLANNED or role_of("list_money", text) is not None
    if role_of("blocks", text) == "funding" or summed or (role is None and planned):
        role = "total"
    elif role is None and not column.role and column.cell.col < first and speaks_of_money(text):
        role = UNCLASSIFIED
    if role is None or (column.role and column.role != "unit"):
        return None
    return replace(column, role=role)

"""The family of budget tables (预算公开表): which grids are its own, and what they become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from extract.budgets.amounts import is_code, looks_like_money
from extract.budgets.gate_words import gate
from extract.budgets.header import Header, header_of
from extract.budgets.pieces import OpenBudget, Piece, printed_lines
from extract.budgets.roles import Role
from extract.budgets.stacked import take_apart
from extract.budgets.table import assembled, kind_by_header, lines_above, title_above
from extract.budgets.title import Title, is_heading, other_title
from extract.budgets.words import is_total
from extract.budgets.years import year_of_titles
from extract.model import BudgetKind, BudgetTable, Code, Grid, Issue, Line, Outcome, Phase
from extract.words.gate import Gate
from extract.words.labels import goal_role, level_of, role_of
from extract.words.text import inert, key, one_line

_MANY = 4
"""Amounts from which a titled table without a known head is one that should have been read."""
_NEAR = 2
_ITEM = 7
"""Digits of the code of an item."""
_FIRST = "235"
"""Digits that codes of expenditure begin with: by function, by economic class of two kinds."""
_SIDES = ("收入", "支出")


class Budgets:
    """Tables of budgets: tried before forms of targets, which they never are."""

    name = "budgets"

    @property
    def gate(self) -> Gate:
        """The words by which its tables are told."""
        return gate()

    def read(self, grids: Sequence[Grid]) -> Outcome:
        """The budget tables of grids in printed order; other grids are left."""
        found = _Found()
        for grid in grids:
            parts = take_apart(grid)
            apart = parts != (grid,) and any(map(found.is_own, parts))
            for part in parts if apart else (grid,):
                found.take(part)
        published = year_of_titles(table.title for table in found.tables)
        tables = _with_phase(
            assembled(table, kind, published)
            for table, kind in zip(found.tables, found.kinds, strict=True)
        )
        return Outcome(budget_tables=tables, issues=tuple(found.issues), left=tuple(found.left))


def _with_phase(tables: Iterable[BudgetTable]) -> tuple[BudgetTable, ...]:
    """Tables that name no phase have that of the table before them, else of those behind.

    Final accounts say 决算 in every title or column, budgets often say nothing.
    """
    tables = tuple(tables)
    phase = next((table.phase for table in tables if table.phase), Phase.BUDGET)
    found = []
    for table in tables:
        phase = table.phase or phase
        found.append(replace(table, phase=phase))
    return tuple(found)


@dataclass(slots=True)
class _Found:
    """Tables gathered so far, with their kinds, and what is another family's."""

    tables: list[OpenBudget] = field(default_factory=list)
    kinds: list[BudgetKind] = field(default_factory=list)
    left: list[Grid] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    is_open: bool = False
    """Was the last grid a piece of the last table?"""

    def take(self, grid: Grid) -> None:
        """Add a grid to its table, open one with it, or leave it."""
        if speaks_of_targets(grid):
            self.is_open = False
            self.left.append(grid)
            return
        header = header_of(grid)
        lines = lines_above(grid, header)
        at = title_above(lines)
        title = at[1] if at else None
        other = _other_title(lines[at[0] if at else 0 :])
        if other and any(looks_like_money(cell.text) for cell in grid.cells):
            self.is_open = False
            self.issues.append(
                Issue(code=Code.BUDGET_TABLE_PASSED, text=inert(other, 80), page=grid.page)
            )
            return
        if self.is_open and self.tables[-1].goes_on_in(grid, header, title):
            self.tables[-1].add(grid, header)
            return
        kind = _kind(header, title)
        if header and kind:
            self._open(OpenBudget(header=header, heading=lines, title=title), kind, grid)
        else:
            near = title if at and _is_near(lines[at[0] + 1 :]) else None
            self._leave(grid, near, header, after=self.is_open)
            self.is_open = False

    def is_own(self, grid: Grid) -> bool:
        """Is a part of a grid a budget table by itself?"""
        header = None if speaks_of_targets(grid) else header_of(grid)
        at = title_above(lines_above(grid, header))
        return _kind(header, at[1] if at else None) is not None

    def _open(self, table: OpenBudget, kind: BudgetKind, grid: Grid) -> None:
        table.pieces.append(Piece(grid, table.header.leaves, table.header.below))
        self.tables.append(table)
        self.kinds.append(kind)
        self.is_open = True

    def _leave(
        self, grid: Grid, title: Title | None, header: Header | None, *, after: bool
    ) -> None:
        """A grid that is no budget table; said where it looks like one that should be read.

        A title right above calls it one, its heads or rows do, or it stands at once behind one.
        Codes below a title, or below the head of codes, are rows whose amounts a page's edge took.
        """
        self.left.append(grid)
        money = sum(looks_like_money(cell.text) for cell in grid.cells)
        coded = sum(is_code(cell.text) for cell in grid.cells)
        cut = coded >= _MANY and header is None and _heads_codes(grid)
        money += coded if title else 0
        behind = after and header is None and len(printed_lines(grid.heading)) <= _NEAR
        known = title or behind or (_has_codes(header) if header else _has_rows(grid))
        if cut or (money >= _MANY and known):
            text = inert(title.text if title else " | ".join(_first_texts(grid)), 80)
            self.issues.append(Issue(code=Code.BUDGET_TABLE_UNREAD, text=text, page=grid.page))


def _is_near(between: Sequence[Line]) -> bool:
    """Does a title's table follow it? Its number, office and unit stand between both."""
    return len([line for line in between if not is_heading([line.text])]) <= _NEAR


def _other_title(lines: Sequence[Line]) -> str | None:
    """The title right above a table by which it is of a kind that the data has not."""
    for n, line in reversed(list(enumerate(lines))):
        if title := other_title(line.text):
            return title if _is_near(lines[n + 1 :]) else None
    return None


def _heads_codes(grid: Grid) -> bool:
    """Does a cell of the first rows head codes by a whole word: 科目编码?"""
    first = (key(cell.text) for cell in grid.cells if cell.row <= _NEAR)
    return any(text.endswith(("科目编码", "科目代码")) for text in first)


def _has_rows(grid: Grid) -> bool:
    """Does a grid hold rows as budgets have them: totals of income and expenditure, or classes?

    Classes are codes left of names: one within another (208, 20805), or several items (2130201).
    The head of a department's form, cut off from its indicators by a page edge, sums income and
    expenditure too, below its title and the department's name.
    """
    if any("绩效" in key(line.text) for line in grid.heading):
        return False
    if any(role_of("facts", c.text) == "department_name" for c in grid.cells if c.col == 0):
        return False
    labels = {key(cell.text) for cell in grid.cells}
    totals = {side for side in _SIDES if any(side in each and is_total(each) for each in labels)}
    codes = set(_codes_of_names(grid))
    nested = any(code[:-2] in codes for code in codes)
    items = sum(len(code) == _ITEM for code in codes)
    return len(totals) == len(_SIDES) or nested or items >= _NEAR


def _codes_of_names(grid: Grid) -> Iterator[str]:
    """The codes of classes that stand left of names, in one column or in several: 208 05 05."""
    rows: dict[int, list[str]] = {}
    for cell in sorted(grid.cells, key=lambda c: c.col):
        if text := key(cell.text):
            rows.setdefault(cell.row, []).append(text)
    for texts in rows.values():
        code = ""
        for text in texts:
            if code and not any(map(str.isdigit, text)):
                if is_code(code) and code[0] in _FIRST:
                    yield code
                break
            code = code + text if text.isdigit() else ""


def _first_texts(grid: Grid) -> list[str]:
    return [one_line(cell.text) for cell in islice((c for c in grid.cells if key(c.text)), 6)]


def _has_codes(header: Header) -> bool:
    """Do heads name codes, and what a budget counts?"""
    coded = any(leaf.role is Role.CODE and leaf.known for leaf in header.leaves)
    return coded and any(leaf.known for leaf in header.amounts)


def _kind(header: Header | None, title: Title | None) -> BudgetKind | None:
    if header is None:
        return None
    return title.kind if title else kind_by_header(header)


def speaks_of_targets(grid: Grid) -> bool:
    """Does a table hold what only forms of targets do? Their money is theirs.

    A form's head, cut off from its rows by a page edge, begins a row with 项目名称, another with
    主管部门.
    """
    first = {cell.row: cell.text for cell in reversed(grid.cells) if cell.col == 0 and cell.text}
    if {"project_name", "supervisor"} <= {role_of("facts", text) for text in first.values()}:
        return True
    texts = {key(cell.text) for cell in grid.cells if cell.text}
    if any(goal_role(text) or "绩效目标" in text for text in texts):
        return True
    levels = {text for text in texts if level_of(text)}
    # 数量 alone is a column of what is bought.
    return len(levels) > 1 or any("指标" in text for text in levels)


BUDGETS = Budgets()

"""Within a budget table: balance, columns, codes (预算公开表的表内核对)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from normalize.records import BudgetLineRecord, BudgetTableRecord
from reconcile.books import Books
from reconcile.budget_rows import (
    BudgetRow,
    Sum,
    by_code,
    heads_with_subtotal,
    rows_of,
    told,
    total_row,
    without_counted_again,
)
from reconcile.model import Finding, Rule, Severity, Verdict

_ROUNDED = "0.005 of the printed unit an addend, at least 0.01"
_SIDED = ("income_expenditure", "fiscal_income_expenditure")
_FUNDS = ("fund_general", "fund_government", "fund_capital")
_INCOME = (
    *("income_fiscal", "income_superior", "income_institutional", "income_business"),
    *("income_affiliated", "income_other"),
)
_COLUMNS: dict[str, tuple[str, ...]] = {
    "three_public": ("trips_abroad", "vehicles", "reception"),
    "general_basic": ("personnel", "public"),
    "projects": (),
    "procurement": (),
}
"""Kinds whose totals are always made of the same columns; of some of none that are sure."""
_VEHICLES = ("vehicle_purchase", "vehicle_running")
_WITH_INCOME = ("fund_expenditure", "capital_expenditure")
"""Kinds that print their income beside their expenditure."""
_PERSONNEL = ("301", "303")
_SECTION, _ITEM = 5, 7


def check_balance(books: Books) -> Iterator[Finding]:
    """收入总计 = 支出总计 of a table of two sides."""
    for table in books.tables:
        if table.kind not in _SIDED:
            continue
        rows = rows_of(books.amounts[table.table_id], table.phase)
        income, expenditure = total_row(rows, "income"), total_row(rows, "expenditure")
        left = income.lines.get("total") if income else None
        right = expenditure.lines.get("total") if expenditure else None
        if left and right:
            yield from told(table, [Sum(left, [right])], "Income and expenditure")


def check_columns(books: Books) -> Iterator[Finding]:
    """合计 of a row = its columns: 基本 + 项目, sources, 出国 + 用车 + 接待, 购置 + 运行."""
    for table in books.tables:
        lines = books.amounts[table.table_id]
        sure = table.cells_failed == 0 and not any("column_unknown" in x.flags for x in lines)
        sums = column_sums(table, lines)
        yield from told(table, sums, "Rows and their columns", sure=sure)


def column_sums(table: BudgetTableRecord, lines: Sequence[BudgetLineRecord]) -> Iterator[Sum]:
    """The total of each row against its columns."""
    below = heads_with_subtotal(lines)
    for phase in dict.fromkeys(line.phase for line in lines) or (table.phase,):
        for row in rows_of(lines, phase):
            yield from _sums_of(table, row, below)


def _sums_of(table: BudgetTableRecord, row: BudgetRow, below: Mapping[str, str]) -> Iterator[Sum]:
    total = row.lines.get("total")
    whole = without_counted_again(row, below)
    parts = _parts(table, whole)
    if total and parts:
        with_balance = [*parts, *_lines(whole, ("opening_balance",))]
        choices = [Sum(total, each) for each in (parts, with_balance)]
        yield next((each for each in choices if each.verdict is not Verdict.FAILS), choices[0])
    vehicles = row.lines.get("vehicles")
    own = _lines(row, _VEHICLES)
    if vehicles and own:
        yield Sum(vehicles, own)


def _parts(table: BudgetTableRecord, row: BudgetRow) -> list[BudgetLineRecord]:
    """The columns that make a row's total; none where the table does not break it down."""
    if table.kind in _COLUMNS:
        found = _lines(row, _COLUMNS[table.kind])
        # Without a column for all that vehicles cost, both of theirs are columns of the total.
        alone = table.kind == "three_public" and "vehicles" not in row.lines
        return [*found, *_lines(row, _VEHICLES)] if alone else found
    if table.kind == "income":
        fiscal = _lines(row, ("income_fiscal",)) or _lines(row, _FUNDS)
        rest = _lines(row, _INCOME[1:])
        return [*fiscal, *rest, *row.others] if fiscal or rest else []
    if row.side == "income" or (row.others and table.kind in _WITH_INCOME):
        return []
    return _spent(row) or _lines(row, _FUNDS)


def _spent(row: BudgetRow) -> list[BudgetLineRecord]:
    basic = _lines(row, ("basic",)) or _lines(row, ("personnel", "public"))
    project = _lines(row, ("project",))
    others = [line for line in row.others if line.measure != "total"]
    return [*basic, *project, *others] if basic or project else []


def _lines(row: BudgetRow, measures: tuple[str, ...]) -> list[BudgetLineRecord]:
    return [row.lines[measure] for measure in measures if measure in row.lines]


def check_codes(books: Books) -> Iterator[Finding]:
    """A class is the sum of its sections, a section of its items, the total of the classes."""
    for table in books.tables:
        lines = books.amounts[table.table_id]
        sure = table.cells_failed == 0 and table.cells_emitted > 0
        sums = code_sums(table, lines)
        yield from told(table, sums, "Codes and those below them", sure=sure)


def code_sums(table: BudgetTableRecord, lines: Sequence[BudgetLineRecord]) -> Iterator[Sum]:
    """The amounts of each code against those of the codes below it."""
    rows = rows_of(lines, table.phase)
    coded = by_code(rows)
    for row in coded.values():
        yield from _below(row, coded)
    yield from _classes(rows, coded)


def _below(row: BudgetRow, coded: Mapping[str, BudgetRow]) -> Iterator[Sum]:
    code = row.code or ""
    length = {3: _SECTION, 5: _ITEM}.get(len(code))
    children = [r for c, r in coded.items() if len(c) == length and c.startswith(code)]
    yield from _by_measure(row, children)


def _by_measure(row: BudgetRow, children: list[BudgetRow]) -> Iterator[Sum]:
    if not children:
        return
    for measure, line in row.lines.items():
        parts = [child.lines[measure] for child in children if measure in child.lines]
        if parts:
            yield Sum(line, parts)


def _classes(rows: list[BudgetRow], coded: Mapping[str, BudgetRow]) -> Iterator[Sum]:
    classes = [row for code, row in coded.items() if len(code) == 3]
    total = total_row(rows)
    if total is not None:
        yield from _by_measure(total, classes)
    for row in rows:
        if row.is_total and row.code is None and "经费" in row.label:
            staff = "人员" in row.label
            own = [each for each in classes if ((each.code or "") in _PERSONNEL) is staff]
            yield from _by_measure(row, own)


BUDGET_TABLE_RULES = (
    Rule(
        id="budget_balance",
        title="The income of a budget table is its expenditure",
        title_zh="预算公开表收支平衡",
        compares="收入总计 with 支出总计 of 收支总表 and 财政拨款收支总表",
        tolerance="0.01 of the printed unit",
        severity=Severity.ERROR,
        example="收入总计 582,276.35 = 支出总计 582,276.35: holds",
        check=check_balance,
    ),
    Rule(
        id="budget_columns",
        title="The total of a row of a budget table is the sum of its columns",
        title_zh="预算公开表各栏之和等于合计",
        compares=(
            "合计 with 基本支出 + 项目支出, with the sources of income, with 人员经费 + 公用经费, "
            "with 出国 + 用车 + 接待; 用车 with 购置 + 运行"
        ),
        tolerance=_ROUNDED,
        severity=Severity.ERROR,
        example="合计 2,940.05 = 基本支出 2,336.91 + 项目支出 603.14: holds",
        check=check_columns,
    ),
    Rule(
        id="budget_codes",
        title="A code of a budget table is the sum of the codes below it",
        title_zh="预算公开表类款项逐级相加",
        compares="类 with its 款, 款 with its 项, 合计 with all 类, column by column",
        tolerance=_ROUNDED,
        severity=Severity.ERROR,
        example="302 24,840,779 against its 款 24,840,778, in 元: fails",
        check=check_codes,
    ),
)

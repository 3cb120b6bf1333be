"""Between budget tables, and between them and the forms of targets (表间核对、表与绩效目标核对)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from normalize.records import BudgetLineRecord, BudgetTableRecord, FormRecord, FundingRecord
from reconcile.books import Books, Department
from reconcile.budget_rows import (
    BudgetRow,
    Sum,
    by_code,
    printed,
    rows_of,
    told,
    total_row,
    unit_of,
)
from reconcile.model import Finding, Rule, Severity, Side, Verdict
from reconcile.sums import listed
from reconcile.sums import printed as money_printed
from reconcile.tolerance import at_most, judge, printed_unit, tolerance
from reconcile.words import bare_name, fold, same_body

_CLASS = 3


@dataclass(frozen=True, slots=True)
class _Set:
    """The tables of one budget or final account, one of each kind, with their rows."""

    tables: Mapping[str, BudgetTableRecord]
    rows: Mapping[str, list[BudgetRow]]

    def total(self, kind: str, measure: str = "total") -> BudgetLineRecord | None:
        """An amount of the total row of a table."""
        row = total_row(self.rows.get(kind, ())) or _only(self.rows.get(kind, []))
        return row.lines.get(measure) if row else None

    def labelled(self, kind: str, side: str, *endings: str) -> list[BudgetLineRecord]:
        """The totals of a side of a table whose label ends so, in the order of the endings."""
        rows = [row for row in self.rows.get(kind, ()) if row.side == side and row.is_total]
        return [
            row.lines["total"]
            for ending in endings
            for row in rows
            if fold(row.label).endswith(ending) and "total" in row.lines
        ]


def _only(rows: list[BudgetRow]) -> BudgetRow | None:
    return rows[0] if len(rows) == 1 else None


def _sets(books: Books, tables: Iterable[BudgetTableRecord]) -> Iterator[_Set]:
    """The tables of each document and phase; kinds that stand there twice are left out."""
    groups: dict[tuple[str, str | None], list[BudgetTableRecord]] = defaultdict(list)
    for table in tables:
        groups[table.document_id, table.phase].append(table)
    for each in groups.values():
        kinds = [table.kind for table in each]
        single = {table.kind: table for table in each if kinds.count(table.kind) == 1}
        rows = {
            kind: rows_of(books.amounts[table.table_id], table.phase)
            for kind, table in single.items()
        }
        yield _Set(single, rows)


def check_between_tables(books: Books) -> Iterator[Finding]:
    """Totals and classes that several tables of a publication print are the same in all."""
    for found in _sets(books, books.tables):
        for kind, what, left, choices in _pairs(found):
            sums = [Sum(left, each) for each in choices if each] if left else []
            if sums:
                close = (each for each in sums if each.verdict is not Verdict.FAILS)
                yield from told(found.tables[kind], [next(close, sums[0])], what)
        yield from _by_function(found)


_Pair = tuple[str, str, BudgetLineRecord | None, list[list[BudgetLineRecord]]]
"""Kind, what is compared, an amount of its table, and what another may print for it."""


def _pairs(found: _Set) -> Iterator[_Pair]:
    whole, fiscal = "income_expenditure", "fiscal_income_expenditure"
    income = found.labelled(whole, "income", "收入合计", "收入总计", "总计", "合计")
    what = "Income by source, and in 收支总表"
    yield "income", what, found.total("income"), [[line] for line in income]
    spent = found.labelled(whole, "expenditure", "支出合计", "支出总计", "总计", "合计")
    what = "Expenditure, and in 收支总表"
    yield "expenditure", what, found.total("expenditure"), [[line] for line in spent]
    rows = [row for row in found.rows.get(fiscal, ()) if row.side == "expenditure" and row.is_total]
    funds = [[row.lines["fund_general"]] for row in rows if "fund_general" in row.lines]
    what = "一般公共预算, and in 财政拨款收支总表"
    yield "general_expenditure", what, found.total("general_expenditure"), funds
    basic = found.total("general_expenditure", "basic")
    what = "基本支出 by function, and by economic class"
    yield "general_expenditure", what, basic, [_basic(found)]


def _basic(found: _Set) -> list[BudgetLineRecord]:
    """基本支出 by economic class: its total, or in accounts 人员经费合计 and 公用经费合计."""
    total = found.total("general_basic")
    if total is not None:
        return [total]
    rows = [row for row in found.rows.get("general_basic", ()) if row.is_total and not row.code]
    lines = [next(iter(row.lines.values())) for row in rows if row.lines]
    return lines if len(lines) == len({"人员经费", "公用经费"}) else []


def _by_function(found: _Set) -> Iterator[Finding]:
    """Each class of 支出总表 is what 收支总表 prints under its name."""
    named = {
        bare_name(row.label): row.lines["total"]
        for row in found.rows.get("income_expenditure", ())
        if row.side == "expenditure" and "total" in row.lines
    }
    classes = by_code(found.rows.get("expenditure", ()))
    sums = [
        Sum(row.lines["total"], [named[bare_name(row.label)]])
        for code, row in classes.items()
        if len(code) == _CLASS and "total" in row.lines and bare_name(row.label) in named
    ]
    if sums:
        yield from told(found.tables["expenditure"], sums, "Classes, and in 收支总表")


def check_department(books: Books) -> Iterator[Finding]:
    """A department's form and its projects against the tables of its budget."""
    for department in books.departments:
        tables = _tables_of(books, department.form)
        found = next(iter(_sets(books, tables)), None)
        for item, measure in (("expenditure_total", "total"), ("expenditure_project", "project")):
            line = books.line(department.form, item)
            if line is None or line.amount is None:
                continue
            amount = found.total("expenditure", measure) if found else None
            if found and amount is None and measure == "total":
                amounts = found.labelled("income_expenditure", "expenditure", "支出合计", "总计")
                amount = amounts[0] if amounts else None
            yield _compared(department.form, line, amount, found)
        yield from _projects(books, department, found)


def _compared(
    form: FormRecord, line: FundingRecord, amount: BudgetLineRecord | None, found: _Set | None
) -> Finding:
    left = Side(text=money_printed(line), value=line.amount)
    if amount is None or amount.amount is None or line.amount is None:
        return Finding(
            form=form,
            left=left,
            right=Side(text=""),
            verdict=Verdict.NOT_COMPARABLE,
            message="Its budget tables print no such total." if found else _NO_TABLES,
        )
    allowed = tolerance(1, max(printed_unit([line]), unit_of([amount])))
    verdict = judge(line.amount, amount.amount, allowed)
    return Finding(
        form=form,
        table=found.tables.get("expenditure") if found else None,
        left=left,
        right=Side(text=printed(amount), value=amount.amount),
        tolerance=allowed,
        verdict=verdict,
        message=_DIFFER if verdict is Verdict.FAILS else "The form and the budget table agree.",
    )


_NO_TABLES = "No budget table of this department is known."
_DIFFER = "The form and the budget table print different amounts."


def _projects(books: Books, department: Department, found: _Set | None) -> Iterator[Finding]:
    """项目支出 of the budget is no less than its projects; each has its line in 项目支出表."""
    lines = [books.line(project, "total") for project in department.projects]
    given = [line for line in lines if line is not None and line.amount is not None]
    if not given or found is None:
        return
    project = found.total("expenditure", "project") or found.total("projects")
    if project is not None and project.amount is not None:
        total = sum((line.amount for line in given if line.amount is not None), Decimal(0))
        allowed = tolerance(len(given), max(printed_unit(given), unit_of([project])))
        verdict = at_most(total, project.amount, allowed)
        yield Finding(
            form=department.form,
            table=found.tables.get("expenditure") or found.tables.get("projects"),
            left=Side(text=listed(map(money_printed, given)), value=total),
            right=Side(text=printed(project), value=project.amount),
            tolerance=allowed,
            verdict=verdict,
            message=(
                "The projects have more money than the budget gives to projects."
                if verdict is Verdict.FAILS
                else "The projects are within the budget's 项目支出."
            ),
        )


def check_project_lines(books: Books) -> Iterator[Finding]:
    """The money of a project's form is within its line of 项目支出表."""
    for department in books.departments:
        for found in _sets(books, _tables_of(books, department.form)):
            if "projects" not in found.rows:
                continue
            named = {bare_name(row.label): row for row in found.rows["projects"]}
            for project in department.projects:
                line = books.line(project, "total")
                if line is None or line.amount is None:
                    continue
                row = named.get(bare_name(project.project_name or ""))
                yield _project_line(project, line, row, found.tables["projects"])


def _project_line(
    project: FormRecord, line: FundingRecord, row: BudgetRow | None, table: BudgetTableRecord
) -> Finding:
    left = Side(text=f"{project.project_name} {money_printed(line)}", value=line.amount)
    amount = row.lines.get("total") if row else None
    if amount is None or amount.amount is None or line.amount is None:
        return Finding(
            form=project,
            table=table,
            left=left,
            right=Side(text=table.title or ""),
            verdict=Verdict.NOTE,
            message="项目支出表 has no line of this name.",
        )
    allowed = tolerance(1, max(printed_unit([line]), unit_of([amount])))
    verdict = at_most(line.amount, amount.amount, allowed)
    return Finding(
        form=project,
        table=table,
        left=left,
        right=Side(text=printed(amount), value=amount.amount),
        tolerance=allowed,
        verdict=verdict,
        message=(
            "The form has more money than the line of the project."
            if verdict is Verdict.FAILS
            else "The form is within the line of the project."
        ),
    )


def _tables_of(books: Books, form: FormRecord) -> list[BudgetTableRecord]:
    """The budget of a department: the tables beside its form, else those of its name and year."""
    budgets = [table for table in books.all_tables if table.phase == "budget"]
    beside = [table for table in budgets if table.document_id == form.document_id]
    if beside:
        return beside
    name = form.department_name
    return [
        table
        for table in budgets
        if table.fiscal_year == form.fiscal_year and same_body(table.department_name, name)
    ]


BUDGET_CHAIN_RULES = (
    Rule(
        id="budget_tables_agree",
        title="The tables of a budget print the same totals",
        title_zh="预算公开表之间一致",
        compares=(
            "收入总表 and 支出总表 with 收支总表, by class too; 一般公共预算支出表 with "
            "财政拨款收支总表 and 基本支出表"
        ),
        tolerance="0.01 of the printed unit",
        severity=Severity.ERROR,
        example="326.72 in 支出决算表 against 326.71 in 收入支出决算总表: holds_rounded",
        check=check_between_tables,
    ),
    Rule(
        id="budget_department",
        title="A department's form has the money of its budget",
        title_zh="部门绩效目标表与预算公开表一致",
        compares=(
            "支出 and 项目支出 of a department's form with 支出总表; the projects' money with "
            "项目支出, which may hold projects without a form"
        ),
        tolerance="0.005 of the coarser unit an addend, at least 0.01",
        severity=Severity.ERROR,
        example="项目支出 921.50 of the form against 921.50 of 支出总表: holds",
        check=check_department,
    ),
    Rule(
        id="budget_project_line",
        title="A project's form is within its line of the budget",
        title_zh="项目绩效目标表资金不超过项目支出表",
        compares="年度资金总额 of a project's form with 合计 of its line in 项目支出表",
        tolerance="0.01 of the coarser unit",
        severity=Severity.WARNING,
        example="form 130.00 against 120.00 in 项目支出表: fails",
        check=check_project_lines,
    ),
)

"""Within a department's form: income and expenditure with their parts (部门预算平衡)."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.books import Books
from reconcile.model import Finding, Rule, Severity, Side, Verdict
from reconcile.sums import check_total, printed
from reconcile.tolerance import judge, printed_unit, tolerance

# A label such as 上年结转 names the same item in the forms of projects.
_INCOME = ("income_fiscal_appropriation", "fiscal_appropriation", "income_other", "other")
_INCOME_PARTS = (*_INCOME, "carry_over")
_EXPENDITURE_PARTS = ("expenditure_basic", "expenditure_project")
_ROUNDED = "0.005 of the printed unit an addend, at least 0.01"


def check_income_parts(books: Books) -> Iterator[Finding]:
    """收入预算合计 = 财政拨款 + 其他经费."""
    yield from _check_parts(books, "income_total", _INCOME_PARTS)


def check_expenditure_parts(books: Books) -> Iterator[Finding]:
    """支出预算合计 = 基本支出 + 项目支出."""
    yield from _check_parts(books, "expenditure_total", _EXPENDITURE_PARTS)


def _check_parts(books: Books, item: str, parts: tuple[str, ...]) -> Iterator[Finding]:
    for department in books.departments:
        form = department.form
        found = check_total(
            form,
            books.line(form, item),
            books.lines(form, parts),
            books.lines(form, ("unclassified",)),
            books.unread.get(form.form_id, ()),
        )
        if found is not None:
            yield found


def check_income_expenditure(books: Books) -> Iterator[Finding]:
    """收入预算合计 = 支出预算合计."""
    for department in books.departments:
        form = department.form
        income = books.line(form, "income_total")
        expenditure = books.line(form, "expenditure_total")
        if income is None or expenditure is None:
            continue
        if income.amount is None or expenditure.amount is None:
            continue
        allowed = tolerance(1, printed_unit([income, expenditure]))
        verdict = judge(income.amount, expenditure.amount, allowed)
        yield Finding(
            form=form,
            left=Side(text=printed(income), value=income.amount),
            right=Side(text=printed(expenditure), value=expenditure.amount),
            tolerance=allowed,
            verdict=verdict,
            message=(
                "Income and expenditure are not the same."
                if verdict is Verdict.FAILS
                else "Income equals expenditure."
            ),
        )


DEPARTMENT_RULES = (
    Rule(
        id="income_parts",
        title="The income total is the sum of its parts",
        title_zh="收入合计等于各项收入之和",
        compares="收入预算合计 with 财政拨款 + 其他经费 (+ 上年结转) of a department's form",
        tolerance=_ROUNDED,
        severity=Severity.ERROR,
        example="13158.93 = 4019.79 + 9139.14: holds",
        check=check_income_parts,
    ),
    Rule(
        id="expenditure_parts",
        title="The expenditure total is the sum of its parts",
        title_zh="支出合计等于基本支出与项目支出之和",
        compares="支出预算合计 with 基本支出 + 项目支出 of a department's form",
        tolerance=_ROUNDED,
        severity=Severity.ERROR,
        example="1362.50 against 712.50 + 650.50 = 1363.00: fails",
        check=check_expenditure_parts,
    ),
    Rule(
        id="income_expenditure",
        title="Income equals expenditure",
        title_zh="收支平衡",
        compares="收入预算合计 with 支出预算合计 of a department's form",
        tolerance="0.01 of the printed unit",
        severity=Severity.ERROR,
        example="13158.93 = 13158.93: holds",
        check=check_income_expenditure,
    ),
)

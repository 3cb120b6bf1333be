"""Within a form: cost targets against its money (成本指标与预算资金)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from normalize.records import FormRecord, FundingRecord, IndicatorRecord
from reconcile.books import Books
from reconcile.model import Finding, Rule, Severity, Side, Verdict
from reconcile.rows import target
from reconcile.rules.funding import HORIZONS
from reconcile.sums import listed, printed
from reconcile.tolerance import against, at_most, judge
from reconcile.words import alike, fold, subject, unnumbered, words

_LEVELS = ("COST", "ECONOMIC_COST")
_CAPS = ("<=", "<", "=", None)
# A cost target about more than half of the project's name is about the project.
_ABOUT = 0.5


def check_total_cost(books: Books) -> Iterator[Finding]:
    """总成本 ≤ X = the funding total; in a department's form, the expenditure total."""
    for form, total in _money(books):
        rows = _costs(books, form, total.horizon)
        row = _equal(rows, total) or _speaking(form, rows, total)
        if row is not None:
            yield _compare(form, row, total)
        elif rows:
            yield _together(form, rows, total)


def check_partial_cost(books: Books) -> Iterator[Finding]:
    """The cost of a part of the project is no more than its money."""
    for form, total in _money(books):
        rows = _costs(books, form, total.horizon)
        whole = _equal(rows, total) or _speaking(form, rows, total)
        for row in rows:
            if row is whole or row.value_base is None or total.amount is None:
                continue
            allowed = against(row, total)
            verdict = at_most(row.value_base, total.amount, allowed)
            said = (
                "The cost of a part is more than the whole money."
                if verdict is Verdict.FAILS
                else "The cost of a part is within the money."
            )
            yield _found(form, row, total, verdict, said)


def _money(books: Books) -> Iterator[tuple[FormRecord, FundingRecord]]:
    for form in books.forms:
        item = "expenditure_total" if form.kind == "department" else "total"
        for horizon in HORIZONS:
            total = books.line(form, item, horizon)
            if total is not None and total.amount:
                yield form, total


def _costs(books: Books, form: FormRecord, horizon: str) -> list[IndicatorRecord]:
    """Rows that cap an amount of money for the form or a part of it; no unit costs."""
    return [
        row
        for row in books.rows(form)
        if row.horizon == horizon and row.scope_text is None and _is_cost(row)
    ]


def _is_cost(row: IndicatorRecord) -> bool:
    if row.unit != "元" or row.value_base is None or row.value_base_upper is not None:
        return False
    name = fold(row.name)
    whole = _says(name, "total")
    by_level = row.level2 in _LEVELS or (row.level1 == "COST" and row.level2 is None)
    plain = not row.per or (row.per == ("年",) and whole)
    unit_cost = not whole and _says(name, "unit")
    return row.operator in _CAPS and plain and (by_level or whole) and not unit_cost


@cache
def _says(name: str, section: str) -> bool:
    return any(word in name for word in words("cost")[section])


def _equal(rows: list[IndicatorRecord], total: FundingRecord) -> IndicatorRecord | None:
    """The row that equals the total within the rounding, the nearest of several."""
    near = [row for row in rows if _miss(row, total) <= against(row, total)]
    return min(near, key=lambda row: (_miss(row, total), row.row_no), default=None)


def _speaking(
    form: FormRecord, rows: list[IndicatorRecord], total: FundingRecord
) -> IndicatorRecord | None:
    """The row whose name says that it is the cost of the whole, the nearest of several."""
    speaking = [row for row in rows if _is_whole(form, row)]
    return min(speaking, key=lambda row: (_miss(row, total), row.row_no), default=None)


def _is_whole(form: FormRecord, row: IndicatorRecord) -> bool:
    """Whether a cost target is about the whole form: about nothing else, or about its project."""
    name = fold(row.name)
    about, project = subject(name), subject(unnumbered(form.project_name))
    if not about:
        return True
    if not project or _says(name, "part"):
        return False
    return project in about or (_says(name, "total") and alike(about, project) > _ABOUT)


def _miss(row: IndicatorRecord, total: FundingRecord) -> Decimal:
    return abs((row.value_base or Decimal(0)) - (total.amount or Decimal(0)))


def _compare(form: FormRecord, row: IndicatorRecord, total: FundingRecord) -> Finding:
    allowed = against(row, total)
    verdict = judge(row.value_base or Decimal(0), total.amount or Decimal(0), allowed)
    said = (
        "The cost target is not the budgeted money."
        if verdict is Verdict.FAILS
        else "The cost target is the budgeted money."
    )
    return _found(form, row, total, verdict, said)


def _found(
    form: FormRecord, row: IndicatorRecord, total: FundingRecord, verdict: Verdict, said: str
) -> Finding:
    """A cost beside the money of its form."""
    return Finding(
        form=form,
        indicator_id=row.indicator_id,
        left=Side(text=target(row), value=row.value_base),
        right=Side(text=printed(total), value=total.amount),
        tolerance=against(row, total),
        verdict=verdict,
        message=said,
    )


def _together(form: FormRecord, rows: list[IndicatorRecord], total: FundingRecord) -> Finding:
    """Cost targets of parts: together they are the budgeted money, or they prove nothing."""
    added = sum((row.value_base or Decimal(0) for row in rows), Decimal(0))
    allowed = max(against(row, total) for row in rows) * (len(rows) + 1) / 2
    verdict = judge(added, total.amount or Decimal(0), allowed)
    closes = verdict is not Verdict.FAILS
    return Finding(
        form=form,
        left=Side(text=listed((target(row) for row in rows), "; "), value=added),
        right=Side(text=printed(total), value=total.amount),
        tolerance=allowed,
        verdict=verdict if closes else Verdict.NOT_COMPARABLE,
        message=(
            "The cost targets of the parts sum to the budgeted money."
            if closes
            else "No cost target speaks of the whole."
        ),
    )


COST_RULES = (
    Rule(
        id="total_cost",
        title="The total cost target is the budgeted money",
        title_zh="总成本指标与预算资金一致",
        compares=(
            "the cost target of the whole with 年度资金总额, in a department's form with "
            "支出预算合计: the target that equals it, else the one whose name speaks of the whole, "
            "else all together"
        ),
        tolerance="0.01 of the coarser printed unit",
        severity=Severity.WARNING,
        example="阶段性预算成本控制在1223946元 ≤1223946元 against 132.58 万元: fails",
        check=check_total_cost,
    ),
    Rule(
        id="partial_cost",
        title="The cost of a part is within the budgeted money",
        title_zh="分项成本指标不超过预算资金",
        compares="every other cost target in 元 with the money of the form",
        tolerance="0.01 of the coarser printed unit",
        severity=Severity.WARNING,
        example="全年工资及五险支出 ≤495万元 against 275.86 万元: fails",
        check=check_partial_cost,
    ),
)

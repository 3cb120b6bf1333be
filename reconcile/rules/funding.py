"""Within a form: its money with its parts, its weights (资金构成与分值)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from normalize.records import FormRecord, IndicatorRecord
from reconcile.books import Books
from reconcile.model import Finding, Rule, Severity, Side, Verdict
from reconcile.sums import check_total, listed

HORIZONS = ("annual", "mid_term")
_PARTS = ("fiscal_appropriation", "other", "carry_over")
# 10 of 100 points belong to the rate of execution, which many forms print outside the rows.
_FULL = (Decimal(90), Decimal(100))


def check_funding_parts(books: Books) -> Iterator[Finding]:
    """年度资金总额 = 财政拨款 + 其他资金 + 上年结转, in every form and for every horizon."""
    for form in books.forms:
        for horizon in HORIZONS:
            found = check_total(
                form,
                books.line(form, "total", horizon),
                books.lines(form, _PARTS, horizon),
                books.lines(form, ("unclassified",), horizon),
                books.unread.get(form.form_id, ()),
            )
            if found is not None:
                yield found


def check_weights(books: Books) -> Iterator[Finding]:
    """The weights of a form sum to 90 or 100, a set for each horizon and each place."""
    for form in books.forms:
        for horizon in HORIZONS:
            printed = [row for row in books.rows(form) if row.horizon == horizon]
            for scope in dict.fromkeys(row.scope_text for row in printed):
                rows = [row for row in printed if row.scope_text == scope]
                if any(row.weight for row in rows):
                    yield _weights(form, rows)


def _weights(form: FormRecord, rows: list[IndicatorRecord]) -> Finding:
    weights = [Decimal(str(row.weight)) for row in rows if row.weight is not None]
    total = sum(weights, Decimal(0))
    nearest = min(_FULL, key=lambda full: abs(full - total))
    if total in _FULL:
        verdict, message = Verdict.HOLDS, f"The weights sum to {nearest}."
    elif len(weights) < len(rows):
        verdict = Verdict.NOT_COMPARABLE
        message = f"{len(rows) - len(weights)} of {len(rows)} rows have no weight."
    else:
        verdict, message = Verdict.FAILS, "The weights sum to neither 90 nor 100."
    return Finding(
        form=form,
        left=Side(text=listed(f"{weight.normalize():f}" for weight in weights), value=total),
        right=Side(text=f"{nearest}", value=nearest),
        tolerance=Decimal(0),
        verdict=verdict,
        message=message,
    )


FUNDING_RULES = (
    Rule(
        id="funding_parts",
        title="The funding total is the sum of its parts",
        title_zh="资金总额等于各项资金之和",
        compares="年度资金总额 with 财政拨款 + 其他资金 + 上年结转 of a form",
        tolerance="0.005 of the printed unit an addend, at least 0.01",
        severity=Severity.ERROR,
        example="200.00 against 100.00 + 60.00 + 30.00: fails; 53 against 0 + 0: parts_all_zero",
        check=check_funding_parts,
    ),
    Rule(
        id="weights",
        title="The weights sum to 90 or 100",
        title_zh="分值合计为90或100",
        compares="分值权重 of all rows of a form with 90 and 100",
        tolerance="none",
        severity=Severity.ERROR,
        example="10 + 20 + 30 + 20 + 10 = 90: holds",
        check=check_weights,
    ),
)

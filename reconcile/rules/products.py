"""Arithmetic among the targets of a form, found by dimension: unit cost × quantity (单价×数量)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, product

from normalize.records import FormRecord, FundingRecord, IndicatorRecord
from reconcile.books import Books
from reconcile.model import Finding, Rule, Severity, Side, Verdict
from reconcile.rows import amount, number, target
from reconcile.sums import printed
from reconcile.tolerance import judge, printed_unit, tolerance
from reconcile.words import fold, words

_YEARLY = {"年": 1, "季度": 4, "个月": 12, "月": 12}
"""Denominators that a yearly target repeats so many times."""
_COUNTERS = ("个", "名", "位", "人")
"""Units of a count whose name says what is counted: 村数量 =16个."""
_NARROW = Decimal("0.01")
"""A product that misses an amount by less than this share of it was meant to be that amount."""
_MOST_ROWS, _MOST_COMBINED = 120, 500
"""Rows and combinations of rows that are tried in one form: no form a person wrote has more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    """A number that a product may come to: a money line or a row."""

    text: str
    value: Decimal
    tolerance: Decimal
    row: IndicatorRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """A product of rows and the amount it comes to, or misses."""

    price: IndicatorRecord
    factors: tuple[IndicatorRecord, ...]
    repeated: int
    value: Decimal
    amount: _Amount
    verdict: Verdict

    @property
    def rank(self) -> tuple[bool, Decimal, bool, int]:
        """The best of several: one that holds, the nearest, the form's own money before a row."""
        missed = abs(self.value - self.amount.value)
        fails = self.verdict is Verdict.FAILS
        return fails, missed, self.amount.row is not None, self.repeated


def check_product(books: Books) -> Iterator[Finding]:
    """元/台 × 台, 元/人/年 × 人, 万元/村 × a count of 村 = the funding total or another row."""
    for form in books.forms:
        rows = _countable(books, form)
        best: dict[str, _Match] = {}
        for match in _matches(books, form, rows):
            known = best.get(match.price.indicator_id)
            if known is None or match.rank < known.rank:
                best[match.price.indicator_id] = match
        explained = {m.amount.text for m in best.values() if m.verdict is not Verdict.FAILS}
        for match in best.values():
            if match.verdict is not Verdict.FAILS or match.amount.text not in explained:
                yield _finding(form, match)


def _countable(books: Books, form: FormRecord) -> list[IndicatorRecord]:
    """The rows with one number and a unit that are for the year and the whole form."""
    rows = (
        row
        for row in books.rows(form)
        if row.kind == "quantitative" and row.horizon == "annual" and row.scope_text is None
    )
    return list(islice((row for row in rows if amount(row) and row.unit), _MOST_ROWS))


def _matches(books: Books, form: FormRecord, rows: list[IndicatorRecord]) -> Iterator[_Match]:
    for price in rows:
        if price.per and price.dimension == "money":
            amounts = _amounts(books, form, price, rows)
            for factors, repeated in _quantities(price, rows):
                value = Decimal(str(amount(price))) * repeated
                for factor in factors:
                    value *= amount(factor) or Decimal(0)
                for each in amounts:
                    if each.row in factors:
                        continue
                    verdict = judge(value, each.value, each.tolerance)
                    if abs(value - each.value) <= abs(each.value) * _NARROW:
                        yield _Match(
                            price=price,
                            factors=factors,
                            repeated=repeated,
                            value=value,
                            amount=each,
                            verdict=verdict,
                        )


def _quantities(
    price: IndicatorRecord, rows: list[IndicatorRecord]
) -> Iterator[tuple[tuple[IndicatorRecord, ...], int]]:
    """Rows to multiply a unit cost with, one a denominator, and how often a year repeats it."""
    choices: list[list[IndicatorRecord | int]] = []
    for unit in price.per:
        counted = [row for row in rows if row is not price and _counts(row, unit)]
        choices.append([*([_YEARLY[unit]] if unit in _YEARLY else []), *counted])
    for chosen in islice(product(*choices), _MOST_COMBINED):
        factors = tuple(each for each in chosen if isinstance(each, IndicatorRecord))
        repeated = 1
        for each in chosen:
            repeated *= each if isinstance(each, int) else 1
        if factors and len({row.indicator_id for row in factors}) == len(factors):
            yield factors, repeated


def _counts(row: IndicatorRecord, unit: str) -> bool:
    """Whether a row is a quantity of what stands below the slash of a unit cost."""
    if row.per or row.unit is None:
        return False
    if unit in row.unit.split("/"):
        return True
    return row.unit in _COUNTERS and unit not in _YEARLY and unit in fold(row.name)


def _amounts(
    books: Books, form: FormRecord, price: IndicatorRecord, rows: list[IndicatorRecord]
) -> list[_Amount]:
    total = _total(books, form) if price.unit == "元" else None
    found = []
    if total is not None and total.amount:
        step = tolerance(1, printed_unit([total]))
        found.append(_Amount(text=printed(total), value=total.amount, tolerance=step))
    for row in rows:
        value = amount(row)
        if row.unit == price.unit and not row.per and value is not None:
            step = tolerance(1, Decimal(row.scale or 1))
            found.append(_Amount(text=target(row), value=value, tolerance=step, row=row))
    return found


def _total(books: Books, form: FormRecord) -> FundingRecord | None:
    return books.line(form, "expenditure_total" if form.kind == "department" else "total")


def _finding(form: FormRecord, match: _Match) -> Finding:
    texts = [target(match.price), *map(target, match.factors)]
    if match.repeated != 1:
        texts.append(f"{match.repeated} a year")
    fails = match.verdict is Verdict.FAILS
    return Finding(
        form=form,
        indicator_id=match.price.indicator_id,
        left=Side(text=" × ".join(texts), value=match.value),
        right=Side(text=match.amount.text, value=match.amount.value),
        tolerance=match.amount.tolerance,
        verdict=match.verdict,
        message=(
            f"Unit cost times quantity is {number(match.value)} 元, "
            + ("narrowly beside the amount." if fails else "which is the amount.")
        ),
    )


def check_share(books: Books) -> Iterator[Finding]:
    """A share of an amount of money is another amount; reported only where it holds."""
    for form in books.forms:
        rows = _countable(books, form)
        bases = [row for row in rows if row.unit == "元" and not row.per]
        for share in rows:
            if share.unit != "%" or not _is_share(share):
                continue
            for base in bases:
                found = _share(books, form, share, base, rows)
                if found is not None:
                    yield found
                    break


def _is_share(row: IndicatorRecord) -> bool:
    of_money = row.level2 in ("COST", "ECONOMIC_COST")
    part = Decimal(0) < (amount(row) or Decimal(0)) < Decimal(100)
    return part and (of_money or any(word in row.name for word in words("share")["of"]))


def _share(
    books: Books,
    form: FormRecord,
    share: IndicatorRecord,
    base: IndicatorRecord,
    rows: list[IndicatorRecord],
) -> Finding | None:
    value = (amount(share) or Decimal(0)) * (amount(base) or Decimal(0)) / 100
    for each in _amounts(books, form, base, rows):
        verdict = judge(value, each.value, each.tolerance)
        if each.row is not base and verdict is not Verdict.FAILS:
            return Finding(
                form=form,
                indicator_id=share.indicator_id,
                left=Side(text=f"{target(share)} × {target(base)}", value=value),
                right=Side(text=each.text, value=each.value),
                tolerance=each.tolerance,
                verdict=verdict,
                message=f"The share is {number(value)} 元, which is the amount.",
            )
    return None


PRODUCT_RULES = (
    Rule(
        id="product",
        title="Unit cost times quantity is the amount",
        title_zh="单价与数量之积等于金额",
        compares=(
            "money per unit × a quantity in that unit (of 个 and 名, one whose name says what is "
            "counted; a year counts once, a month twelve times) with the funding total and the "
            "amounts among the rows; listed only where it holds or misses by less than 1 %"
        ),
        tolerance="0.01 of the unit the amount is printed in",
        severity=Severity.WARNING,
        example="≤8740元/台 × ≤19台 = 166060 元 against 16.606 万元: holds",
        check=check_product,
    ),
    Rule(
        id="share",
        title="A share of an amount is another amount",
        title_zh="比例与基数之积等于金额",
        compares=(
            "a percentage × an amount in 元 with the funding total and other amounts; listed only "
            "where it holds"
        ),
        tolerance="0.01 of the unit the amount is printed in",
        severity=Severity.NOTE,
        example="≤20% × ≥500万元 = 100 万元: holds",
        check=check_share,
    ),
)

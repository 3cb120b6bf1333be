"""Books and rules → checks, in published order and with ids that are content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Context, Decimal
from typing import NamedTuple

from normalize.records import CheckRecord
from reconcile.books import Books
from reconcile.model import Finding, Rule, Verdict
from reconcile.rules import RULES

_PLACES = Decimal("0.0000000001")  # decimal(38,10), the type of the numbers of a check
_MOST = Decimal(10) ** 28
_WIDE = Context(prec=40)


class UnknownRuleError(ValueError):
    """A rule was named that is not in the catalogue."""


def reconcile(
    books: Books, rules: Iterable[Rule] = RULES, *, not_comparable: bool = False
) -> tuple[CheckRecord, ...]:
    """Every check of the books, by year, document, form, row and rule.

    What cannot be compared is left out unless `not_comparable`. The records are only read.
    """
    place = books.place
    found = [
        Found(order, rule, finding)
        for order, rule in enumerate(rules)
        for finding in rule.check(books)
        if not_comparable or finding.verdict is not Verdict.NOT_COMPARABLE
    ]
    return in_order(found, place)


class Found(NamedTuple):
    """A finding with its rule, and that rule's place in the catalogue."""

    order: int
    rule: Rule
    finding: Finding


def in_order(found: Iterable[Found], place: Mapping[str, int]) -> tuple[CheckRecord, ...]:
    """Findings as records: by the place of their form or table, row, rule and text, numbered."""
    numbers: Counter[tuple[str, str]] = Counter()
    checks = []
    for _, rule, finding in sorted(
        found,
        key=lambda each: (
            place[each.finding.subject_id],
            each.finding.indicator_id or "",
            each.order,
            each.finding.left.text,
        ),
    ):
        numbers[finding.subject_id, rule.id] += 1
        checks.append(_record(rule, finding, numbers[finding.subject_id, rule.id]))
    return tuple(checks)


def select(
    only: Sequence[str] = (), skip: Sequence[str] = (), rules: Sequence[Rule] = RULES
) -> tuple[Rule, ...]:
    """The rules named, or all; without those to skip. Raises UnknownRuleError.

    >>> [rule.id for rule in select(only=("weights", "product"), skip=("product",))]
    ['weights']
    """
    known = {rule.id for rule in rules}
    if strangers := sorted({*only, *skip} - known):
        raise UnknownRuleError(
            f"No rule is called {', '.join(strangers)}; the rules are {', '.join(sorted(known))}."
        )
    return tuple(rule for rule in rules if (not only or rule.id in only) and rule.id not in skip)


def _record(rule: Rule, finding: Finding, number: int) -> CheckRecord:
    left, right = _exact(finding.left.value), _exact(finding.right.value)
    return CheckRecord(
        check_id=f"{finding.subject_id}-{rule.id}-{number:02d}",
        fiscal_year=finding.subject.fiscal_year,
        document_id=finding.subject.document_id,
        form_id=finding.form.form_id if finding.form else None,
        table_id=finding.table.table_id if finding.table else None,
        indicator_id=finding.indicator_id,
        rule=rule.id,
        severity=rule.severity.value,
        left_text=finding.left.text,
        left=left,
        right_text=finding.right.text,
        right=right,
        difference=None if left is None or right is None else _exact(left - right),
        tolerance=_exact(finding.tolerance),
        verdict=finding.verdict.value,
        message=finding.message,
    )


def _exact(value: Decimal | None) -> Decimal | None:
    """A number as its column holds it; None where it is too large for one."""
    if value is None or abs(value) >= _MOST:
        return None
    exact = value.quantize(_PLACES, context=_WIDE).normalize(context=_WIDE)
    return exact if exact.as_tuple().exponent <= 0 else exact.quantize(Decimal(1), context=_WIDE)  # type: ignore[operator]  # finite: an integer

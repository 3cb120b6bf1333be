"""A value that is said for a month, a quarter or a week, for the whole year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from normalize.vocabulary import read

_IN_A_YEAR: dict[str, int] = dict(read("units")["in_a_year"])


def value_annual(value: Decimal | None, per: Sequence[str]) -> Decimal | None:
    """`value` per year; None where `per` holds no span of time with a fixed number in a year.

    `value` is in its unit, exact, for each of `per` (元 for 人 and 月). Two spans say nothing.
    Source: docs/values.md, The record.

    >>> value_annual(Decimal("860"), ("人", "月")), value_annual(Decimal("2"), ("季度",))
    (Decimal('10320'), Decimal('8'))
    >>> value_annual(Decimal("30"), ("人", "天")), value_annual(Decimal("5"), ("年", "月"))
    (None, None)
    """
    spans = [_IN_A_YEAR[name] for name in per if name in _IN_A_YEAR]
    return value * spans[0] if value is not None and len(spans) == 1 else None

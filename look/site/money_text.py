"""Amounts as charts write them, in the units that forms are printed in."""

from __future__ import annotations

from decimal import Decimal

_UNITS = ((Decimal(10**8), "亿元"), (Decimal(10**4), "万元"), (Decimal(1), "元"))


def in_words(amount: Decimal) -> str:
    """An amount in 元 with two decimals of its unit at the most.

    >>> in_words(Decimal("52307500")), in_words(Decimal("126000000")), in_words(Decimal("80"))
    ('5,230.75 万元', '1.26 亿元', '80 元')
    """
    by, unit = next((each for each in _UNITS if abs(amount) >= each[0]), _UNITS[-1])
    said = f"{amount / by:,.2f}".rstrip("0").rstrip(".")
    return f"{said} {unit}"

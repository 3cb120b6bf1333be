"""A number as a cell without a format shows it."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

_ROOM = 11
"""Characters that such a cell shows of a number with a fraction, its point among them."""


def exact(value: float) -> Decimal:
    """The number that a person sees in a stored one: fifteen digits count, as in the programs.

    >>> exact(0.1 + 0.2), exact(999.995)
    (Decimal('0.3'), Decimal('999.995'))
    """
    return Decimal(f"{value:.15g}")


def plain(number: Decimal) -> str:
    """Digits without an exponent and without noughts that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def general(value: float) -> str:
    """Whole numbers in full, fractions as far as there is room.

    The programs show whole numbers of twelve digits and more with an exponent; the digits
    themselves are the same number, and are those of a code or an amount that somebody typed.

    >>> general(3.0), general(1 / 3), general(123456789012), general(-0.5)
    ('3', '0.333333333', '123456789012', '-0.5')
    """
    if not math.isfinite(value):
        return "#NUM!"
    number = exact(value)
    if number == number.to_integral_value():
        return plain(number) if number else "0"
    whole = len(str(abs(int(number))))
    places = max(_ROOM - whole - 1, 0)
    leading = -number.adjusted() - 1  # noughts behind the point: tiny numbers keep their digits
    places = max(places, leading + 5) if leading > 4 else places
    return plain(number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))

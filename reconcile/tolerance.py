"""How far two printed amounts may lie apart and still agree (容差).

Money is printed with two decimals of its unit, 万元 as a rule: each addend carries half of the last
place, so a sum of n addends is compared with its total at 0.005 × (n + 1), and two amounts at no
less than 0.01, since some prints cut decimals off instead of rounding them.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from normalize.records import FundingRecord, IndicatorRecord
from reconcile.model import Verdict

_HALF, _LEAST = Decimal("0.005"), Decimal("0.01")
_WAN = Decimal(10_000)
# Units of amounts, the longest first.
_UNITS = (
    ("亿元", Decimal(100_000_000)),
    ("百万元", Decimal(1_000_000)),
    ("万元", _WAN),
    ("千元", Decimal(1000)),
    ("元", Decimal(1)),
)


def tolerance(addends: int, unit: Decimal = _WAN) -> Decimal:
    """What a sum of so many addends, printed in `unit`, may lie beside its total, in 元.

    >>> tolerance(1), tolerance(2), tolerance(13)
    (Decimal('100.00'), Decimal('150.000'), Decimal('700.000'))
    >>> tolerance(2, Decimal(1))
    Decimal('0.015')
    """
    return max(_LEAST, _HALF * (addends + 1)) * unit


def printed_unit(lines: Iterable[FundingRecord]) -> Decimal:
    """The coarsest unit that money lines are printed in, 万元 where none is."""
    return max((_unit(line) for line in lines), default=_WAN)


def _unit(line: FundingRecord) -> Decimal:
    for text in (line.amount_text, line.unit_text or ""):
        for name, factor in _UNITS:
            if name in text:
                return factor
    return _WAN


def against(row: IndicatorRecord, line: FundingRecord) -> Decimal:
    """The tolerance between a target and a money line: the coarser print decides."""
    return tolerance(1, max(Decimal(row.scale or 1), printed_unit([line])))


def judge(left: Decimal, right: Decimal, allowed: Decimal) -> Verdict:
    """Equal, equal within the rounding, or not.

    >>> judge(Decimal("10254.476"), Decimal("10254.47"), Decimal("0.07")).value
    'holds_rounded'
    """
    if left == right:
        return Verdict.HOLDS
    return Verdict.HOLDS_ROUNDED if abs(left - right) <= allowed else Verdict.FAILS


def at_most(left: Decimal, right: Decimal, allowed: Decimal) -> Verdict:
    """Not more, more by no more than the rounding, or more."""
    return Verdict.HOLDS if left < right else judge(left, right, allowed)

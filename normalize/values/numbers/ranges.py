"""Two numbers that bound one target: 80%-90%, 80%≤X≤90%, ≥80%且≤90%, (80%,90%]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from normalize.values.closed_sets import Flag, Operator
from normalize.values.numbers.numerals import base
from normalize.values.numbers.quantity import Quantity, Span
from normalize.values.numbers.right_of_number import read_behind
from normalize.values.numbers.shares import in_hundredths
from normalize.values.why import Why

_LINK = re.compile(r"(?:-{1,2}|~+|至|到|—)[-+]?")
_AND = re.compile(r"[和与及、]|至|到")
_JOIN = re.compile(r"(?:且|并且|并|同时|而且|[,;、])*")
_CHAIN = re.compile(r"(?P<low>≤|<=?|≥|>=?)(?P<subject>[^<>≤≥=\d]{0,16})(?P<high>≤|<=?|≥|>=?)")
_INCLUSIVE = frozenset({Operator.GE, Operator.LE})
_LEADS_TO_RANGE = frozenset({"控制在", "达到", "达", "保持在", "稳定在", "维持在"})
"""Words that may stand before a range and limit it from neither side."""
_UPWARD = frozenset({Operator.GE, Operator.GT})
_DOWNWARD = frozenset({Operator.LE, Operator.LT})


class _Ends(NamedTuple):
    """Two ends as written, before they share their unit; `downward`: the higher one comes first."""

    left: Quantity
    right: Quantity
    bounds: tuple[bool, bool]
    raw: str
    downward: bool = False
    chained: bool = False
    subject: str = ""
    flags: frozenset[Flag] = frozenset()


def merge_ranges(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Neighbours that are two ends of a range become one quantity with `upper`.

    `found` stands in written order; the ranges come back in the same order.
    Source: docs/values.md, Operator and Numbers.

    >>> from normalize.values.numbers.quantities_in_text import find_quantities
    >>> text = "20-30万元"
    >>> [(q.number, q.upper, q.scale) for q in merge_ranges(text, find_quantities(text))]
    [('20', '30', 10000)]
    """
    merged: list[Quantity] = []
    for quantity in found:
        left = merged[-1] if merged else None
        if left is None or left.upper is not None:
            merged.append(quantity)
        elif text[left.end : quantity.at] == "±":
            merged[-1] = _with_tolerance(text, left, quantity)
        elif _joins(text, left, quantity):
            merged[-1] = _joined(text, left, quantity)
        else:
            merged.append(quantity)
    return [in_hundredths(q) for q in merged if not q.tentative or q.upper is not None]


def _with_tolerance(text: str, left: Quantity, right: Quantity) -> Quantity:
    """20±2元, (20±2)元: the number, with the unit that stands behind its tolerance."""
    used = left.used
    if right.unit is None and _in_interval(text, left) and text[right.end : right.end + 1] == ")":
        right = _with_unit_behind(text, right._replace(end=right.end + 1))
        used = (*used, (left.start - 1, left.start), (right.stop, right.end))
    unit, raw = left.unit or right.unit, left.unit_raw or right.unit_raw
    scale = right.scale if left.unit is None and left.scale == 1 else left.scale
    return left.flagged(Flag.PLUS_MINUS)._replace(unit=unit, unit_raw=raw, scale=scale, used=used)


def _joins(text: str, left: Quantity, right: Quantity) -> bool:
    """Do two neighbours bound one target?"""
    if left.number is None or right.number is None or right.rank or not _units_agree(left, right):
        return False
    between = text[left.end : right.at]
    if _LINK.fullmatch(between) or (between == "" and text[right.at - 1] in "-~"):
        return True
    if (left.among or right.among) and _AND.fullmatch(between):
        return True
    if chain := _chain(text, left, right):
        return (chain["low"][0] in "≤<") == (chain["high"][0] in "≤<")
    if between == "," and left.operator is None and right.operator is None:
        return _in_interval(text, left) and text[right.end : right.end + 1] in {")", "]"}
    joined = _JOIN.fullmatch(text[left.end : right.start]) and left.operator and right.operator
    return bool(joined) and _opposite(left, right)


def _chain(text: str, left: Quantity, right: Quantity) -> re.Match[str] | None:
    """80%≤X≤90%: two signs around a subject, the first of them read as trailing the number."""
    trailing = Flag.OPERATOR_TRAILING in left.flags
    end = left.end - len(left.operator_raw or "") if trailing else left.end
    return _CHAIN.fullmatch(text[end : right.at])


def _in_interval(text: str, left: Quantity) -> bool:
    return text[left.start - 1 : left.start] in {"(", "["}


def _units_agree(left: Quantity, right: Quantity) -> bool:
    return left.unit is None or right.unit is None or left.unit.name == right.unit.name


def _opposite(left: Quantity, right: Quantity) -> bool:
    """≥80%且≤90%: does one end limit from below, and the other, higher one from above?"""
    low, high = (left, right) if left.operator in _UPWARD else (right, left)
    if low.operator not in _UPWARD or high.operator not in _DOWNWARD:
        return False
    scale = high.scale if low.unit is None and low.scale == 1 else low.scale
    one, other = base(low.number or "0", scale), base(high.number or "0", high.scale)
    return one is not None and other is not None and one < other


def _joined(text: str, left: Quantity, right: Quantity) -> Quantity:
    """The range of two ends: one unit, one scale, lower bound first."""
    ends = _ends(text, left, right)
    low, high = _share_unit(ends.left, ends.right)
    number, upper, bounds = low.number, high.number, ends.bounds
    if ends.downward:
        number, upper, bounds = upper, number, bounds[::-1]
    noticed = low.flags | high.flags | ends.flags
    if _is_reversed(number, upper, low.scale):
        number, upper, bounds = upper, number, bounds[::-1]
        noticed |= {Flag.RANGE_REVERSED}
    return low._replace(
        end=high.end,
        stop=high.stop,
        number=number,
        upper=upper,
        operator=Operator.BETWEEN,
        operator_raw=ends.raw or "-",
        operator_why=Why.TWO_ENDS,
        leading=True,
        limited=bool(ends.chained or left.leading or right.leading or left.among or right.among),
        bounds=bounds,
        direction=low.direction or high.direction,
        han=low.han or high.han,
        kept=_kept_subject(text, left.stop, ends.subject),
        flags=noticed - {Flag.OPERATOR_TRAILING},
        used=low.used + high.used,
    )


def _ends(text: str, left: Quantity, right: Quantity) -> _Ends:
    """How the two ends are written, and so which of them are part of the range."""
    if chain := _chain(text, left, right):
        bounds = (_includes(chain["low"]), _includes(chain["high"]))
        raw = chain["low"] + chain["high"]
        downward = chain["low"][0] in "≥>"
        return _Ends(left, right, bounds, raw, downward, chained=True, subject=chain["subject"])
    between = text[left.end : right.at]
    raw = between
    if left.operator and right.operator:
        raw = f"{left.operator_raw}{right.operator_raw}"
    if left.operator in _UPWARD | _DOWNWARD and right.operator in _UPWARD | _DOWNWARD:
        bounds = (left.operator in _INCLUSIVE, right.operator in _INCLUSIVE)
        return _Ends(left, right, bounds, raw, downward=left.operator in _DOWNWARD)
    if between == "," and _in_interval(text, left):
        bounds = (text[left.start - 1] == "[", text[right.end] == "]")
        right = right._replace(end=right.end + 1)
        right = _with_unit_behind(text, right) if right.unit is None else right
        return _Ends(left._replace(start=left.start - 1), right, bounds, raw)
    bounds = (not left.excluded, not right.excluded)
    return _Ends(left, right, bounds, raw, flags=_linked_flags(left, right, between))


def _includes(run: str) -> bool:
    return "=" in run or run in "≤≥"


def _linked_flags(left: Quantity, right: Quantity, link: str) -> frozenset[Flag]:
    """Doubts over a plain range: an operator before it, a dash that may be a minus."""
    flags: set[Flag] = set()
    limited = left.operator or (right.operator if right.operator not in _DOWNWARD else None)
    if limited and limited != Operator.EQ and left.operator_raw not in _LEADS_TO_RANGE:
        flags.add(Flag.OPERATOR_CONFLICT)
    if link == "-" and left.operator is None and (left.number or "").startswith("-"):
        flags.add(Flag.AMBIGUOUS_SEPARATOR)  # -5%-10%: from -5 % or from 5 %?
    return frozenset(flags)


def _is_reversed(number: str | None, upper: str | None, scale: int) -> bool:
    low = None if number is None else base(number, scale)
    high = None if upper is None else base(upper, scale)
    return low is not None and high is not None and low > high


def _with_unit_behind(text: str, right: Quantity) -> Quantity:
    """[3,5]个: the unit of both ends stands behind the bracket."""
    behind = read_behind(text, right.end, limited=False)
    return right._replace(
        scale=behind.scale,
        unit=behind.unit,
        unit_raw=behind.raw,
        per=tuple(behind.per),
        end=behind.end,
    )


def _kept_subject(text: str, stop: int, subject: str) -> Span | None:
    """80%≤满意度≤90%: the subject in the middle is not used up; a lone X is."""
    if not subject or (len(subject) == 1 and subject.isascii()):
        return None
    at = text.index(subject, stop)
    return at, at + len(subject)


def _share_unit(left: Quantity, right: Quantity) -> tuple[Quantity, Quantity]:
    """The right side's unit holds for the left one that has none, and the other way round."""
    if right.unit is None and left.unit is not None:
        right = right._replace(
            unit=left.unit,
            unit_raw=left.unit_raw,
            scale=left.scale if right.scale == 1 else right.scale,
            per=right.per or left.per,
        )
    shared = left.unit is None and left.scale == 1 and right.scale > 1 and _fits(left, right)
    left = left._replace(
        scale=right.scale if shared else left.scale,
        unit=right.unit,
        unit_raw=right.unit_raw or left.unit_raw,
        per=left.per + tuple(name for name in right.per if name not in left.per),
    )
    if left.scale == right.scale:
        return left, right
    return _in_ones(left), _in_ones(right)


def _fits(left: Quantity, right: Quantity) -> bool:
    """20-30万元 shares its 万; 8000-1万元 does not: 8000 万 would lie far above 1 万."""
    low, high = Decimal(left.number or 0), Decimal(right.number or 0)
    return low <= high or low < right.scale / 10


def _in_ones(quantity: Quantity) -> Quantity:
    """The same quantity with its multiplier worked in."""
    found = quantity.base
    return quantity._replace(number=None if found is None else format(found, "f"), scale=1)

"""Two numbers that bound one target: 80%-90%, 80%≤X≤90%, ≥80%且≤90%, (80%,90%]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from normalize.values.closed_sets import Flag, Operator
from normalize.values.numbers.numerals import base
from normalize.values.numbers.quantity import Quantity
from normalize.values.numbers.right_of_number import read_behind

_LINK = re.compile(r"(?:-{1,2}|~+|至|到|—)-?")
_AND = re.compile(r"[和与及、]|至|到")
_JOIN = re.compile(r"(?:且|并且|并|同时|而且|[,;、])*")
_CHAIN = re.compile(r"(≤|<=?|≥|>=?)([^<>≤≥=\d]{0,16})(≤|<=?|≥|>=?)")
_UPWARD = frozenset({Operator.GE, Operator.GT})
_DOWNWARD = frozenset({Operator.LE, Operator.LT})


def merge_ranges(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Neighbours that are two ends of a range become one quantity with `upper`.

    `found` stands in written order; the ranges come back in the same order.
    Source: VALUES.md sections 2.2 and 4.

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
            left.flags |= {Flag.PLUS_MINUS}
            left.unit, left.unit_raw = (
                left.unit or quantity.unit,
                left.unit_raw or quantity.unit_raw,
            )
        elif _joins(text, left, quantity):
            _join(text, left, quantity)
        else:
            merged.append(quantity)
    return [quantity for quantity in merged if not quantity.tentative or quantity.upper is not None]


def _joins(text: str, left: Quantity, right: Quantity) -> bool:  # noqa: PLR0911 -- one return a way to write a range
    if left.number is None or right.number is None or right.rank or not _units_agree(left, right):
        return False
    between = text[left.end : right.at]
    if _LINK.fullmatch(between) or (between == "" and text[right.at - 1] in "-~"):
        return True
    if (left.among or right.among) and _AND.fullmatch(between):
        return True
    if _CHAIN.fullmatch(text[_bare_end(left) : right.at]):
        return _chained(text, left, right)
    if between == "," and left.operator is None and right.operator is None:
        return text[left.start - 1 : left.start] in {"(", "["} and text[
            right.end : right.end + 1
        ] in {")", "]"}
    if _JOIN.fullmatch(text[left.end : right.start]) and left.operator and right.operator:
        return _opposite(left, right)
    return False


def _bare_end(quantity: Quantity) -> int:
    """Where the quantity ends without a trailing sign."""
    trailing = Flag.OPERATOR_TRAILING in quantity.flags
    return quantity.end - len(quantity.operator_raw or "") if trailing else quantity.end


def _units_agree(left: Quantity, right: Quantity) -> bool:
    return left.unit is None or right.unit is None or left.unit.name == right.unit.name


def _chained(text: str, left: Quantity, right: Quantity) -> bool:
    signs = _CHAIN.fullmatch(text[_bare_end(left) : right.at])
    return (signs is not None and signs[1][0] in "≤<" and signs[3][0] in "≤<") or (
        signs is not None and signs[1][0] in "≥>" and signs[3][0] in "≥>"
    )


def _opposite(left: Quantity, right: Quantity) -> bool:
    low, high = (left, right) if left.operator in _UPWARD else (right, left)
    if low.operator not in _UPWARD or high.operator not in _DOWNWARD:
        return False
    scale = high.scale if low.unit is None and low.scale == 1 else low.scale
    one, other = base(low.number or "0", scale), base(high.number or "0", high.scale)
    return one is not None and other is not None and one < other


def _join(text: str, left: Quantity, right: Quantity) -> None:
    """Fold `right` into `left`: one unit, one scale, lower bound first."""
    chain = _CHAIN.fullmatch(text[_bare_end(left) : right.at])
    swapped = False
    if chain:
        left.bounds = ("=" in chain[1] or chain[1] in "≤≥", "=" in chain[3] or chain[3] in "≤≥")
        swapped = chain[1][0] in "≥>"
    elif left.operator in _UPWARD | _DOWNWARD and right.operator in _UPWARD | _DOWNWARD:
        swapped = left.operator in _DOWNWARD
        left.bounds = (
            left.operator in {Operator.GE, Operator.LE},
            right.operator in {Operator.GE, Operator.LE},
        )
    elif text[left.end : right.at] == "," and text[left.start - 1 : left.start] in {"(", "["}:
        left.bounds = (text[left.start - 1] == "[", text[right.end] == "]")
        left.start -= 1
        right.end += 1
        if right.unit is None:
            _unit_behind(text, right)
    else:
        left.bounds = (not left.excluded, not right.excluded)
        limited = left.operator or (right.operator if right.operator not in _DOWNWARD else None)
        if (
            limited
            and limited != Operator.EQ
            and left.operator_raw not in {"控制在", "达到", "达", "保持在", "稳定在", "维持在"}
        ):
            left.flags.add(Flag.OPERATOR_CONFLICT)
    raw = text[left.end : right.at] if not chain else f"{chain[1]}{chain[3]}"
    if raw == "-" and left.operator is None and (left.number or "").startswith("-"):
        left.flags.add(Flag.AMBIGUOUS_SEPARATOR)  # -5%-10%: from -5 % or from 5 %?
    if left.operator and right.operator and not chain:
        raw = f"{left.operator_raw}{right.operator_raw}"
    _share_unit(left, right)
    left.upper = right.number
    if swapped:
        left.bounds = (left.bounds[1], left.bounds[0])
        left.number, left.upper = left.upper, left.number
    low, high = left.base, left.base_upper
    if low is not None and high is not None and low > high:
        left.number, left.upper = left.upper, left.number
        left.bounds = (left.bounds[1], left.bounds[0])
        left.flags.add(Flag.RANGE_REVERSED)
    left.limited = bool(chain or left.leading or right.leading or left.among or right.among)
    left.operator, left.operator_raw = Operator.BETWEEN, raw or "-"
    left.leading = True
    left.flags |= right.flags
    left.flags.discard(Flag.OPERATOR_TRAILING)
    left.direction = left.direction or right.direction
    left.han = left.han or right.han
    left.used += right.used
    if chain and chain[2]:
        _keep_subject(text, left, chain[2])
    left.end, left.stop = right.end, right.stop


def _unit_behind(text: str, right: Quantity) -> None:
    """[3,5]个: the unit of both ends stands behind the bracket."""
    behind = read_behind(text, right.end, limited=False)
    right.scale, right.unit, right.unit_raw = behind.scale, behind.unit, behind.raw
    right.per, right.end = list(behind.per), behind.end


def _keep_subject(text: str, left: Quantity, subject: str) -> None:
    """80%≤满意度≤90%: the subject in the middle is not used up; a lone X is."""
    if len(subject) == 1 and subject.isascii():
        return
    at = text.index(subject, left.stop)
    left.kept = (at, at + len(subject))


def _share_unit(left: Quantity, right: Quantity) -> None:
    """The right side's unit holds for the left one that has none, and the other way round."""
    if right.unit is None and left.unit is not None:
        right.unit, right.unit_raw = left.unit, left.unit_raw
        right.scale = left.scale if right.scale == 1 else right.scale
        right.per = right.per or left.per
    if left.unit is None and left.scale == 1 and right.scale > 1 and _fits(left, right):
        left.scale = right.scale
    left.unit, left.unit_raw = right.unit, right.unit_raw or left.unit_raw
    left.per = left.per + [name for name in right.per if name not in left.per]
    if left.scale != right.scale:
        left.number, right.number = _plain(left), _plain(right)
        left.scale = right.scale = 1


def _fits(left: Quantity, right: Quantity) -> bool:
    """20-30万元 shares its 万; 8000-1万元 does not: 8000 万 would lie far above 1 万."""
    low, high = Decimal(left.number or 0), Decimal(right.number or 0)
    return low <= high or low < right.scale / 10


def _plain(quantity: Quantity) -> str | None:
    found = quantity.base
    return None if found is None else format(found, "f")

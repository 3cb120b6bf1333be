"""A number and what stands around it → one quantity: operator, unit, denominators, doubts."""

from __future__ import annotations

from normalize.values.closed_sets import Flag, Operator
from normalize.values.numbers.left_of_number import Before
from normalize.values.numbers.operators import exclusive, mirrored, same_direction, sign
from normalize.values.numbers.quantity import Quantity
from normalize.values.numbers.right_of_number import Behind, mirrored_sign, trailing_sign
from normalize.values.units.units import UNITS

_RANKED = frozenset({"人", "名次", "%", "级"})
RANK = UNITS["名次"]


def combined(  # noqa: PLR0913, PLR0917 -- what stands around a number, joined once
    text: str, before: Before, behind: Behind, at: int, end: int, number: str | None
) -> Quantity:
    """The quantity at `at` to `end`; `number` is None where its digits cannot be read safely.

    `at` and `end` are character offsets of the digits. Source: VALUES.md sections 2.2 and 2.3.
    """
    quantity = Quantity(start=before.start, end=behind.end, at=at, stop=end, number=number)
    quantity.scale, quantity.unit, quantity.unit_raw = behind.scale, behind.unit, behind.raw
    quantity.per = before.per + [name for name in behind.per if name not in before.per]
    quantity.used = before.used
    quantity.direction = before.direction or behind.direction
    quantity.among = before.among or behind.among
    quantity.excluded = bool(behind.excluded)
    quantity.leading = bool(before.sign or (before.word and not before.weak))
    quantity.flags.update(before.flags)
    quantity.flags.update(behind.flags)
    if before.minus and number is not None:
        quantity.number = "-" + number
    if before.currency and quantity.unit is None:
        name = before.currency
        quantity.unit, quantity.unit_raw = UNITS[name], (behind.raw or "") + name
    elif before.currency and quantity.unit and quantity.unit.name != before.currency:
        quantity.flags.add(Flag.UNIT_CONFLICT)
    if before.first or before.ordinal:
        _ranked(quantity, before)
    elif quantity.direction and quantity.unit_raw in {"位", "名"}:
        quantity.unit = RANK
    _operate(text, quantity, before, behind)
    return quantity


def _ranked(quantity: Quantity, before: Before) -> None:
    """前3名 is a rank of at most 3, 第3名 a rank; 前10% stays a share."""
    unit = quantity.unit
    if unit is not None and unit.name not in _RANKED and unit.dimension is not None:
        return
    if unit is None or unit.name in {"人", "名次", "级"}:
        quantity.unit = RANK
        quantity.flags.discard(Flag.UNIT_UNKNOWN)
    quantity.rank = True
    if before.first and not before.sign and not before.word:
        quantity.operator, quantity.operator_raw = Operator.LE, "前"
        quantity.flags.add(Flag.OPERATOR_WORD)


def _operate(text: str, quantity: Quantity, before: Before, behind: Behind) -> None:
    """Sign, word before and word behind → one operator (VALUES.md section 2.2)."""
    ahead, after = before.operator, behind.operator
    if before.sign:
        _, mistyped = sign(before.sign)
        if ahead is None:
            quantity.flags.add(Flag.OPERATOR_CONFLICT)
        elif mistyped:
            quantity.flags.add(Flag.OPERATOR_TYPO)
        word = before.word and not before.weak and before.operator
        for other in (after, word):
            if other and ahead and not same_direction(ahead, other):
                quantity.flags.add(Flag.OPERATOR_CONFLICT)
        quantity.operator, quantity.operator_raw = ahead, before.sign
    elif ahead is not None and (after is None or not before.weak):
        if after and not same_direction(ahead, after):
            quantity.flags.add(Flag.OPERATOR_CONFLICT)
        quantity.operator, quantity.operator_raw = ahead, before.word
        quantity.flags.add(Flag.OPERATOR_WORD)
    elif after is not None:
        quantity.operator, quantity.operator_raw = after, behind.word
        quantity.flags.add(Flag.OPERATOR_WORD)
    elif quantity.operator is None:
        run = trailing_sign(text, behind.end)
        if run:
            quantity.operator, quantity.operator_raw = sign(run)[0], run
            quantity.flags.add(Flag.OPERATOR_TRAILING)
            quantity.end += len(run)
        elif mirror := mirrored_sign(text, behind.end):
            quantity.operator, quantity.operator_raw = mirrored(sign(mirror)[0]), mirror
            quantity.end += len(mirror)
    if behind.excluded and quantity.operator_raw != before.sign:
        quantity.operator = exclusive(quantity.operator)

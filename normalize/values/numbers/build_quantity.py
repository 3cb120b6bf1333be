"""A number and what stands around it → one quantity: operator, unit, denominators, doubts.

The only place where a quantity is put together from a text; ranges join two that were built here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from normalize.values.closed_sets import Direction, Flag, Operator
from normalize.values.numbers.left_of_number import Before
from normalize.values.numbers.operators import exclusive, mirrored, same_direction, sign
from normalize.values.numbers.quantity import Quantity
from normalize.values.numbers.right_of_number import Behind, mirrored_sign, trailing_sign
from normalize.values.units.units import UNITS, Unit
from normalize.values.why import Why

_RANKABLE = frozenset({"人", "名次", "级"})
_COUNTED_AS_RANKS = frozenset({"位", "名"})
RANK = UNITS["名次"]


class _Limit(NamedTuple):
    """An operator, the characters that gave it, and how many of them stand behind the number."""

    operator: Operator | None = None
    raw: str | None = None
    why: Why | None = None
    behind: int = 0
    flags: tuple[Flag, ...] = ()


def build_quantity(  # noqa: PLR0913, PLR0917 -- what stands around a number, joined once
    text: str,
    before: Before,
    behind: Behind,
    at: int,
    end: int,
    number: str | None,
    flags: Iterable[Flag] = (),
) -> Quantity:
    """The quantity at `at` to `end`; `number` is None where its digits cannot be read safely.

    `at` and `end` are character offsets of the digits. Source: docs/values.md, Operator and Unit.
    """
    direction = before.direction or behind.direction
    rank = (before.first or before.ordinal) and _may_be_rank(behind.unit, before.currency)
    limit = _limit(text, before, behind, first=rank and before.first)
    unit, unit_raw = _unit(before, behind, direction, rank=rank)
    noticed = {*before.flags, *behind.flags, *limit.flags, *flags}
    if before.currency and behind.unit is not None and behind.unit.name != before.currency:
        noticed.add(Flag.UNIT_CONFLICT)
    return Quantity(
        start=before.start,
        end=behind.end + limit.behind,
        at=at,
        stop=end,
        number="-" + number if before.minus and number is not None else number,
        scale=behind.scale,
        unit=unit,
        unit_raw=unit_raw,
        per=(*before.per, *(name for name in behind.per if name not in before.per)),
        operator=limit.operator,
        operator_raw=limit.raw,
        operator_why=limit.why,
        leading=bool(before.sign or (before.word and not before.weak)),
        among=before.among or behind.among,
        excluded=bool(behind.excluded),
        direction=direction,
        rank=rank,
        flags=frozenset(noticed),
        used=tuple(before.used),
    )


def _may_be_rank(unit: Unit | None, currency: str) -> bool:
    """前3名 is a rank of at most 3, 第3名 a rank; 前10% stays a share, 前3公里 a length."""
    if unit is None:
        return not currency
    return unit.name in _RANKABLE or unit.name == "%" or unit.dimension is None


def _unit(
    before: Before, behind: Behind, direction: Direction | None, *, rank: bool
) -> tuple[Unit | None, str | None]:
    """The unit behind the number, the currency before it, or the rank that 前 and 第 make of it."""
    unit, raw = behind.unit, behind.raw
    if unit is None and before.currency:
        unit, raw = UNITS[before.currency], (raw or "") + before.currency
    if rank:
        return (RANK if unit is None or unit.name in _RANKABLE else unit), raw
    if not (before.first or before.ordinal) and direction and raw in _COUNTED_AS_RANKS:
        return RANK, raw  # 提升2位: a rise by two places
    return unit, raw


def _limit(text: str, before: Before, behind: Behind, *, first: bool) -> _Limit:
    """Sign, word before and word behind → one operator (docs/values.md, Operator).

    `first`: 前 makes it a rank of at most so much, unless a word behind says otherwise.
    """
    ahead, after = before.operator, behind.operator
    if before.sign:
        return _signed(before, behind)
    if ahead is not None and (after is None or not before.weak):
        flags = [Flag.OPERATOR_WORD]
        if after and not same_direction(ahead, after):
            flags.append(Flag.OPERATOR_CONFLICT)
        limit = _Limit(ahead, before.word, Why.WORD_BEFORE, flags=tuple(flags))
    elif after is not None:
        limit = _Limit(after, behind.word, Why.WORD_BEHIND, flags=(Flag.OPERATOR_WORD,))
    elif first:
        limit = _Limit(Operator.LE, "前", Why.FIRST_RANKS, flags=(Flag.OPERATOR_WORD,))
    else:
        limit = _sign_behind(text, behind.end)
    return limit._replace(operator=exclusive(limit.operator)) if behind.excluded else limit


def _signed(before: Before, behind: Behind) -> _Limit:
    """A sign decides; a word of another direction is a conflict."""
    operator, mistyped = sign(before.sign)
    flags: list[Flag] = []
    if operator is None:
        flags.append(Flag.OPERATOR_CONFLICT)
    elif mistyped:
        flags.append(Flag.OPERATOR_TYPO)
    word = before.word and not before.weak and before.operator
    others = [other for other in (behind.operator, word) if other]
    if operator and not all(same_direction(operator, other) for other in others):
        flags.append(Flag.OPERATOR_CONFLICT)
    return _Limit(operator, before.sign, Why.SIGN_BEFORE, flags=tuple(flags))


def _sign_behind(text: str, at: int) -> _Limit:
    """95%≥ at the end of a clause, 90%≤满意度 with what it limits behind it."""
    if run := trailing_sign(text, at):
        return _Limit(sign(run)[0], run, Why.SIGN_BEHIND, len(run), (Flag.OPERATOR_TRAILING,))
    if run := mirrored_sign(text, at):
        return _Limit(mirrored(sign(run)[0]), run, Why.SIGN_MIRRORED, len(run))
    return _Limit()

"""Is a numeral a number where it stands, or a name (12345热线, 一带一路)?"""

from __future__ import annotations

import re

from normalize.values.clauses import clause_start, rest_of_clause
from normalize.values.closed_sets import Dimension, Flag
from normalize.values.numbers.left_of_number import Before
from normalize.values.numbers.numerals import HAN
from normalize.values.numbers.quantity import Quantity, Span
from normalize.values.numbers.right_of_number import UNWANTED
from normalize.values.units.units import Unit
from normalize.vocabulary import read

_TO_HAN = re.compile(rf"(?:[-~至到和与、]|--)[{HAN}\d]")
_WORDS = read("words")
_OPEN = frozenset(_WORDS["han"]["open_units"])
_SHY = frozenset(_WORDS["han"]["shy_units"])
_VERBS = tuple(_WORDS["activity"]["verbs"])
_CIRCLE = re.compile(r"[\u4e00-\u9fff]{1,6}圈")  # 15分钟生活圈 is a thing, no length of time
_MEANWHILE = re.compile(r"内?(?:均|都)?(?:无|不|未|没有|零)")
"""5年内不返修, 7天无理由: what is not to happen in a time sets no limit of 7 days."""
_ENDS_A_NUMBER = frozenset(",;、。)]~-:/≥≤<>=±—")
_LINKS = frozenset("至到和与且或及")
_NOT_A_LOWER_END = frozenset({"", "少", "多", "今"})
"""至少, 至多, 至今 behind a numeral, and 至 at the end, do not begin its upper end."""
_HALVES = frozenset({"年", "个月", "天", "小时"})


def counts(text: str, quantity: Quantity, before: Before, *, limited: bool) -> bool:
    """Is an Arabic number a target, and not an identifier in a sentence (12345热线, 5A级)?

    Source: docs/values.md, Numbers.
    """
    if before.ordinal and not quantity.rank:
        return False
    end = quantity.end
    if quantity.unit is not None and quantity.unit.dimension is Dimension.TIME:
        return (
            _CIRCLE.match(text, end) is None
            and _MEANWHILE.match(text, end - text.startswith("内", end - 1)) is None
        )
    if quantity.unit is not None or limited or quantity.number is None:
        return True
    if quantity.number == "0" and text.startswith(UNWANTED, end):
        return True  # 0事故
    stated = bool(quantity.operator or Flag.APPROXIMATE in quantity.flags) or quantity.scale > 1
    return stated or _stands_alone(text, end)


def _stands_alone(text: str, end: int) -> bool:
    """Does nothing follow that the number could name: a clause's end, a sign, a linked number?"""
    following, next_one = text[end : end + 1], text[end + 1 : end + 2]
    if not following or following in _ENDS_A_NUMBER or text[end:] == ".":
        return True
    return following in _LINKS and bool(next_one) and not next_one.isalpha()


def han_counts(text: str, quantity: Quantity, before: Before, digits: str, low: int) -> bool:
    """Han numerals are numbers by position only (docs/values.md, Numbers).

    `digits` is the numeral as written; nothing left of `low` is looked at.
    """
    unit = quantity.unit
    rest = rest_of_clause(text, quantity.end)
    if before.ordinal or (before.first and not quantity.rank):
        return quantity.rank and unit is not None and quantity.unit_raw is not None
    if digits == "半":
        return unit is not None and unit.name in _HALVES and rest == ""
    stated = bool(before.sign or before.word or before.first or quantity.operator)
    if unit is None:
        scaled = digits[-1] in "万亿" and len(digits) > 1
        return begins_range(text, quantity) or ((stated or scaled) and not rest)
    if digits == "二" and rest and not stated:
        return False  # 二次供水: counting things is done with 两
    if stated or Flag.APPROXIMATE in quantity.flags:
        return not (rest and unit.name in _SHY and not before.sign)
    return _counts_things(unit, _lead(text, quantity, before, low), rest, quantity.number)


def _counts_things(unit: Unit, lead: str, rest: str, number: str | None) -> bool:
    """Does a Han numeral with a unit and no limit count, between what leads to it and the rest?"""
    if not rest or (rest[0] in "至到-~" and rest[1:2] not in _NOT_A_LOWER_END):
        return not (lead and unit.name in _SHY)
    if lead.endswith(_VERBS):
        return unit.name in _OPEN or (unit.name not in _SHY and unit.name != "个")
    return not lead and number != "1" and unit.name in _OPEN


def _lead(text: str, quantity: Quantity, before: Before, low: int) -> str:
    """What stands before the number in its clause, without what was read as part of it (每村)."""
    begin = clause_start(text, low, quantity.start)
    if not before.used:
        return text[begin : quantity.start]
    unused = (c for n, c in enumerate(text[: quantity.start]) if not _inside(n, before.used))
    return "".join(unused)[begin:]


def begins_range(text: str, quantity: Quantity) -> bool:
    """Is a Han numeral without a unit the lower end of a range (三至五个)?"""
    return quantity.unit is None and _TO_HAN.match(text, quantity.end) is not None


def _inside(at: int, spans: list[Span]) -> bool:
    return any(a <= at < b for a, b in spans)

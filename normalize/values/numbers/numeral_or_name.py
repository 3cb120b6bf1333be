"""Is a numeral a number where it stands, or a name (12345热线, 一带一路)?"""

from __future__ import annotations

import re

from normalize.values.clauses import clause_start, rest_of_clause
from normalize.values.closed_sets import Dimension, Flag
from normalize.values.numbers.left_of_number import Before
from normalize.values.numbers.numerals import HAN
from normalize.values.numbers.quantity import Quantity, Span
from normalize.values.numbers.right_of_number import UNWANTED
from normalize.vocabulary import read

_TO_HAN = re.compile(rf"(?:[-~至到和与、]|--)[{HAN}\d]")
_WORDS = read("words")
_OPEN = frozenset(_WORDS["han"]["open_units"])
_SHY = frozenset(_WORDS["han"]["shy_units"])
_VERBS = tuple(_WORDS["activity"]["verbs"])
_CIRCLE = re.compile(r"[\u4e00-\u9fff]{1,6}圈")  # 15分钟生活圈 is a thing, no length of time
_MEANWHILE = re.compile(r"内(?:均|都)?(?:无|不|未|没有|零)")  # 5年内不返修 sets no limit of 5 years
_HALVES = frozenset({"年", "个月", "天", "小时"})


def counts(text: str, quantity: Quantity, before: Before, *, limited: bool) -> bool:  # noqa: PLR0911 -- one return a position
    """Is an Arabic number a target, and not an identifier in a sentence (12345热线, 5A级)?

    Source: docs/values.md, Numbers.
    """
    if before.ordinal and not quantity.rank:
        return False
    end = quantity.end
    if quantity.unit is not None and quantity.unit.dimension is Dimension.TIME:
        return _CIRCLE.match(text, end) is None and _MEANWHILE.match(text, end - 1) is None
    if quantity.unit is not None or limited or quantity.number is None:
        return True
    if quantity.number == "0" and text.startswith(UNWANTED, end):
        return True  # 0事故
    following = text[end : end + 1]
    if not following or following in ",;、。)]~-:/≥≤<>=±":
        return True
    if following in "至到和与且或及" and text[end + 1 : end + 2] and not text[end + 1].isalpha():
        return True
    if following == "—" or text[end:] == ".":
        return True
    return bool(quantity.operator or quantity.flags & {Flag.APPROXIMATE}) or quantity.scale > 1


def han_counts(text: str, quantity: Quantity, before: Before, digits: str, low: int) -> bool:  # noqa: PLR0911 -- one return a position
    """Han numerals are numbers by position only (docs/values.md, Numbers)."""
    unit = quantity.unit
    stated = bool(before.sign or before.word or before.first)
    if before.ordinal or (before.first and not quantity.rank):
        return quantity.rank and unit is not None and quantity.unit_raw is not None
    if digits == "半":
        return (
            unit is not None and unit.name in _HALVES and rest_of_clause(text, quantity.end) == ""
        )
    if unit is None:
        scaled = digits[-1] in "万亿" and len(digits) > 1
        limited = stated or scaled or quantity.operator is not None
        return begins_range(text, quantity) or (limited and not rest_of_clause(text, quantity.end))
    rest = rest_of_clause(text, quantity.end)
    stated = stated or quantity.operator is not None
    if digits == "二" and rest and not stated:
        return False  # 二次供水: counting things is done with 两
    if stated or Flag.APPROXIMATE in quantity.flags:
        return not (rest and unit.name in _SHY and not before.sign)
    lead = text[clause_start(text, low, quantity.start) : quantity.start]
    if before.used:
        lead = "".join(
            c for n, c in enumerate(text[: quantity.start]) if not _inside(n, before.used)
        )[clause_start(text, low, quantity.start) :]
    if not rest or (rest[0] in "至到-~" and rest[1:2] not in "少多今"):
        return not (lead and unit.name in _SHY)
    if lead.endswith(_VERBS) or (not lead and quantity.number != "1"):
        return unit.name in _OPEN or (bool(lead) and unit.name not in _SHY and unit.name != "个")
    return False


def begins_range(text: str, quantity: Quantity) -> bool:
    """Is a Han numeral without a unit the lower end of a range (三至五个)?"""
    return quantity.unit is None and _TO_HAN.match(text, quantity.end) is not None


def _inside(at: int, spans: list[Span]) -> bool:
    return any(a <= at < b for a, b in spans)

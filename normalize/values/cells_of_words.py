"""Cells that hold no number: nothing, a placeholder, a written-out zero, a quality in words."""

from __future__ import annotations

import re

from normalize.values.cell_reading import Reading, finish
from normalize.values.closed_sets import Dimension, Flag, Kind, Operator
from normalize.values.numbers.numerals import HAN, HAN_DIGITS, han_number
from normalize.values.numbers.operators import SIGNS, sign
from normalize.values.numbers.quantity import Quantity
from normalize.values.qualities import read_quality
from normalize.values.units.units import measure
from normalize.vocabulary import read

_WORDS = read("words")
_MISSING = frozenset(_WORDS["missing"]["words"])
_NONE = frozenset(_WORDS["none"]["words"])
_COUNTED = tuple(_WORDS["none"]["counted"])
_NO_MARK = re.compile(r"[-/~.\\_|\s—*×]*")
_PLACEHOLDER = re.compile(
    "(?:"
    + "|".join(re.escape(w) for w in sorted(_WORDS["placeholder"]["words"], key=len, reverse=True))
    + ")+"
)
MARKED = re.compile(r"[XxN×*_□○]{2}|(?<!\d)\*|\*(?!\d)|__|^[XxN×□○]|[≥≤<>=][XxN×□○]|…")
"""Marks that a template leaves to be filled in: ××, ____, □."""
NEGATED = re.compile(r"(?:期?间|均|都|内)?(?:无(?!偿)|不|未|没有|零)")
"""Behind a time, the start of what must not happen in it (全年无事故, 5年内不返修)."""
_BLANK_UNIT = re.compile(r"[≥≤<>=\s%‰()年月日前内底至\-~,、]*")
_ZERO = re.compile('[“"]?零[”"]?(?=' + "|".join(_COUNTED) + ")|(?:为|达到|保持)?零$")
_DIGIT = re.compile(r"\d")
_LONGEST_UNIT = 8
_BARE_UNITS = frozenset(_WORDS["unfilled"]["counts"])
_MEASURED = frozenset(Dimension) - {Dimension.COUNT, Dimension.TIME, Dimension.RANK}
_HAN_WHOLE = re.compile(rf"[{HAN}]{{1,24}}(?:点[{HAN_DIGITS}]{{1,12}})?")


def empty(text: str) -> Reading | None:
    """Nothing written: an empty cell, a dash, a template's placeholder, a lone operator.

    Source: VALUES.md section 2.1.
    """
    if text in _MISSING or _NO_MARK.fullmatch(text):
        flags = {Flag.PLACEHOLDER} if "**" in text or "×" in text or "__" in text else set()
        return Reading(text, Kind.MISSING, flags=flags)
    if _unfilled(text):
        return Reading(text, Kind.MISSING, flags={Flag.PLACEHOLDER})
    if text in _NONE:
        return Reading(text, Kind.MISSING, flags={Flag.NONE_WORD})
    if text[0] in SIGNS:
        bare = text.lstrip(SIGNS)
        if not _DIGIT.search(bare) and (not bare or _unit_only(bare)):
            raw = text[: len(text) - len(bare)]
            return Reading(
                text,
                Kind.MISSING,
                operator=sign(raw)[0],
                operator_raw=raw,
                flags={Flag.OPERATOR_WITHOUT_NUMBER},
            )
    if MARKED.search(text) and not _DIGIT.search(text):
        bare = _PLACEHOLDER.sub("", text).strip(SIGNS + " ")
        if not bare or _BLANK_UNIT.fullmatch(bare) or _unit_only(bare):
            return Reading(text, Kind.MISSING, flags={Flag.PLACEHOLDER})
    return None


def _unfilled(text: str) -> bool:
    """A unit whose number was never put in: %, 万元/年, 人次; 对 and 平台 may be words."""
    if len(text) > _LONGEST_UNIT or text[0] in "十百半":
        return False
    unit = measure(text)
    if unit is None or unit.unit is None:
        return False
    return bool(unit.per) or unit.unit.dimension in _MEASURED or text in _BARE_UNITS


def _unit_only(text: str) -> bool:
    return measure(text.strip("() ")) is not None


def worded(text: str) -> Reading:
    """Words: a written-out zero, else a quality (VALUES.md sections 2.1 and 2.5)."""
    if len(text) > 1 or text == "〇":
        spelled = _spelled(text)
        if spelled:
            return spelled
    zero = _ZERO.search(text) if "零" in text else None
    if zero:
        begin, end = zero.span()
        at = text.index("零", begin)
        quantity = Quantity(start=begin, end=end, at=at, stop=at + 1, number="0")
        reading = Reading(text, Kind.QUANTITATIVE, main=quantity, flags={Flag.ZERO_WORD})
        if zero[0].startswith("为"):
            reading.operator, reading.operator_raw = Operator.EQ, "为"
        return finish(reading, [(begin, end)], [])
    quality = read_quality(text)
    reading = Reading(text, Kind.QUALITATIVE, quality=quality, flags=set(quality.flags))
    reading.operator, reading.operator_raw = quality.operator, quality.operator_raw
    if text[0] in SIGNS and quality.operator is None:
        reading.flags.add(Flag.OPERATOR_WITHOUT_NUMBER)
    if text[0] in "无零" and any(word in text for word in _COUNTED if len(word) > 1):
        reading.flags.add(Flag.NONE_WORD)
    if MARKED.search(text) and _PLACEHOLDER.search(text):
        reading.flags.add(Flag.PLACEHOLDER)
    if _DIGIT.search(text):
        reading.residual = text
        reading.flags.add(Flag.RESIDUAL)
    return reading


def _spelled(text: str) -> Reading | None:
    """A whole cell of Han numerals: the number they spell, or a doubt where they spell none."""
    if not _HAN_WHOLE.fullmatch(text):
        return None
    number = "0" if text == "〇" else han_number(text)
    if number is None:
        return Reading(
            text, Kind.QUALITATIVE, quality=read_quality(text), residual=text,
            flags={Flag.OCR_SUSPECT, Flag.RESIDUAL},
        )  # fmt: skip
    quantity = Quantity(start=0, end=len(text), at=0, stop=len(text), number=number, han=True)
    flags = {Flag.ZERO_WORD} if number == "0" else {Flag.HAN_NUMERAL}
    return Reading(text, Kind.QUANTITATIVE, main=quantity, flags=flags)


def counts_nothing(name: str) -> bool:
    """Does a name count what should not happen (事故, 投诉), so that 无 means 0?

    Source: VALUES.md section 7.
    """
    return any(word in name for word in _COUNTED if len(word) > 1)

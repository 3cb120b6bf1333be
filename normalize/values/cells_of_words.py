"""Cells that hold no number: nothing, a placeholder, a written-out zero, a quality in words."""

from __future__ import annotations

import re

from normalize.values.cell_reading import CellReading, finish
from normalize.values.closed_sets import Dimension, Flag, Kind, Operator
from normalize.values.numbers.numerals import HAN, HAN_DIGITS, han_number
from normalize.values.numbers.operators import SIGNS, sign
from normalize.values.numbers.quantity import Quantity
from normalize.values.qualities import read_quality
from normalize.values.units.units import measure
from normalize.values.why import Why
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
_PLACEHELD = frozenset({Flag.PLACEHOLDER})
_DIGIT = re.compile(r"\d")
_LONGEST_UNIT = 8
_BARE_UNITS = frozenset(_WORDS["unfilled"]["counts"])
_MEASURED = frozenset(Dimension) - {Dimension.COUNT, Dimension.TIME, Dimension.RANK}
_HAN_WHOLE = re.compile(rf"[{HAN}]{{1,24}}(?:点[{HAN_DIGITS}]{{1,12}})?")


def empty(text: str) -> CellReading | None:
    """Nothing written: an empty cell, a dash, a template's placeholder, a lone operator.

    Source: docs/values.md, Kind.
    """
    if text in _MISSING or _NO_MARK.fullmatch(text):
        marked = "**" in text or "×" in text or "__" in text
        return CellReading(
            text, Kind.MISSING, flags=_PLACEHELD if marked else frozenset(), why=Why.NOTHING_WRITTEN
        )
    if _unfilled(text):
        return CellReading(text, Kind.MISSING, flags=_PLACEHELD, why=Why.UNIT_ALONE)
    if text in _NONE:
        return CellReading(text, Kind.MISSING, flags=frozenset({Flag.NONE_WORD}), why=Why.NONE_WORD)
    return _lone_sign(text) or _lone_marks(text)


def _lone_sign(text: str) -> CellReading | None:
    """≥, ≤%: a sign without its number."""
    bare = text.lstrip(SIGNS)
    if bare == text or _DIGIT.search(bare) or not (bare == "" or _unit_only(bare)):
        return None
    raw = text[: len(text) - len(bare)]
    return CellReading(
        text,
        Kind.MISSING,
        operator=sign(raw)[0],
        operator_raw=raw,
        flags=frozenset({Flag.OPERATOR_WITHOUT_NUMBER}),
        why=Why.SIGN_ALONE,
    )


def _lone_marks(text: str) -> CellReading | None:
    """××个, ____: a template's marks, with no more than a unit or a date's characters."""
    if _DIGIT.search(text) or not MARKED.search(text):
        return None
    bare = _PLACEHOLDER.sub("", text).strip(SIGNS + " ")
    if bare and not _BLANK_UNIT.fullmatch(bare) and not _unit_only(bare):
        return None
    return CellReading(text, Kind.MISSING, flags=_PLACEHELD, why=Why.MARKS_OF_TEMPLATE)


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


def worded(text: str) -> CellReading:
    """Words: a written-out zero, else a quality (docs/values.md, Kind and Quality)."""
    if len(text) > 1 or text == "〇":
        spelled = _spelled(text)
        if spelled:
            return spelled
    zero = _ZERO.search(text) if "零" in text else None
    return _written_zero(text, *zero.span()) if zero else _quality(text)


def _written_zero(text: str, begin: int, end: int) -> CellReading:
    """零事故, 保持零: a zero that what is counted, or the end of the cell, makes a number."""
    at = text.index("零", begin)
    quantity = Quantity(start=begin, end=end, at=at, stop=at + 1, number="0")
    equals = text.startswith("为", begin)
    reading = CellReading(
        text,
        Kind.QUANTITATIVE,
        main=quantity._replace(operator_why=Why.WORD_BEFORE) if equals else quantity,
        operator=Operator.EQ if equals else None,
        operator_raw="为" if equals else None,
        flags=frozenset({Flag.ZERO_WORD}),
        why=Why.ZERO_SPELLED,
        number_why=Why.ONLY_NUMBER,
    )
    return finish(reading, [(begin, end)])


def _quality(text: str) -> CellReading:
    """Words that hold no number: their quality, and what a template or a sign left in them."""
    quality = read_quality(text)
    flags = set(quality.flags)
    if text[0] in SIGNS and quality.operator is None:
        flags.add(Flag.OPERATOR_WITHOUT_NUMBER)
    if text[0] in "无零" and counts_nothing(text):
        flags.add(Flag.NONE_WORD)
    if MARKED.search(text) and _PLACEHOLDER.search(text):
        flags.add(Flag.PLACEHOLDER)
    unread = _DIGIT.search(text) is not None
    if unread:
        flags.add(Flag.RESIDUAL)
    return CellReading(
        text,
        Kind.QUALITATIVE,
        quality=quality,
        operator=quality.operator,
        operator_raw=quality.operator_raw,
        residual=text if unread else None,
        flags=frozenset(flags),
    )


def _spelled(text: str) -> CellReading | None:
    """A whole cell of Han numerals: the number they spell, or a doubt where they spell none."""
    if not _HAN_WHOLE.fullmatch(text):
        return None
    number = "0" if text == "〇" else han_number(text)
    if number is None:
        return CellReading(
            text, Kind.QUALITATIVE, quality=read_quality(text), residual=text,
            flags=frozenset({Flag.OCR_SUSPECT, Flag.RESIDUAL}), why=Why.NUMERAL_UNSURE,
        )  # fmt: skip
    quantity = Quantity(start=0, end=len(text), at=0, stop=len(text), number=number, han=True)
    flag = Flag.ZERO_WORD if number == "0" else Flag.HAN_NUMERAL
    return CellReading(
        text,
        Kind.QUANTITATIVE,
        main=quantity,
        flags=frozenset({flag}),
        why=Why.NUMERAL_SPELLED,
        number_why=Why.ONLY_NUMBER,
    )


def counts_nothing(name: str) -> bool:
    """Does a name count what should not happen (事故, 投诉), so that 无 means 0?

    Source: docs/values.md, Choices.
    """
    return any(word in name for word in _COUNTED if len(word) > 1)

"""Cells that hold words: a numeral or a zero written out, a quality."""

from __future__ import annotations

import re

from normalize.values.cell_reading import CellReading, finish
from normalize.values.closed_sets import Flag, Kind, Operator
from normalize.values.empty_cells import MARKED, PLACEHOLDER
from normalize.values.numbers.numerals import HAN, HAN_DIGITS, han_number
from normalize.values.numbers.operators import SIGNS
from normalize.values.numbers.quantity import Quantity
from normalize.values.qualities import read_quality
from normalize.values.why import Why
from normalize.vocabulary import read

_WORDS = read("words")
_COUNTED = tuple(_WORDS["none"]["counted"])
NEGATED = re.compile(r"(?:期?间|均|都|内)?(?:无(?!偿)|不|未|没有|零)")
"""Behind a time, the start of what must not happen in it (全年无事故, 5年内不返修)."""
_ZERO = re.compile('[“"]?零[”"]?(?=' + "|".join(_COUNTED) + ")|(?:为|达到|保持)?零$")
_DIGIT = re.compile(r"\d")
_HAN_WHOLE = re.compile(rf"[{HAN}]{{1,24}}(?:点[{HAN_DIGITS}]{{1,12}})?")


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
    if MARKED.search(text) and PLACEHOLDER.search(text):
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

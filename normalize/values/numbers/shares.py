"""Numbers not written as one numeral: 百分之九十, 三分之二, 1:18, 翻一番, a misread 9O%."""

from __future__ import annotations

import re

from normalize.values.clauses import rest_of_clause
from normalize.values.closed_sets import Dimension, Direction, Flag
from normalize.values.doubts import refused
from normalize.values.numbers.build_quantity import combined
from normalize.values.numbers.left_of_number import read_before
from normalize.values.numbers.numerals import HAN, HAN_DIGITS, han_number, ratio
from normalize.values.numbers.quantity import Quantity, Span
from normalize.values.numbers.right_of_number import read_behind
from normalize.values.units.units import UNITS, Unit

_SHARE = re.compile(rf"([百千万])分之([{HAN}]+(?:点[{HAN_DIGITS}]+)?|\d+(?:\.\d+)?)|百分百")
_SHARE_TO = re.compile(rf"[{HAN}]+(?:点[{HAN_DIGITS}]+)?(?=$|[,;。、之以的])")
"""百分之十五至二十: the upper end of a share, its 百分之 not repeated."""
_PART = re.compile(
    rf"([{HAN}]+|\d+)分之([{HAN}]+|\d+)|一半|半数|(?<![\d./])(\d{{1,3}})/(\d{{1,3}})(?![\d./])"
)
_MISREAD = re.compile(
    r"(?<![A-Za-z])(?:[\dOoIl|]*(?:\d[OoIl|]|[OoIl|]\.?\d)[\dOoIl|.]*(?=%|‰|$|[\u4e00-\u9fff])"
    r"|\d+[SBZsbz]\d*(?=%|‰))"
)
_DOUBLED = re.compile(r"翻(?:了)?([一两二三四1-4])?番")
_PAIR = re.compile(r"(?<![\d:])(\d+(?:\.\d+)?)[:比](\d+(?:\.\d+)?)(?![\d:])")
_SHARES = {"百": UNITS["%"], "千": UNITS["‰"], "万": UNITS["‱"]}


def find_refused(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """A number that cannot be read safely is kept as text, with its operator and unit.

    Adds to `found` and `taken`, spans of characters. Source: VALUES.md sections 2.6 and 7.
    """
    for at, end, flag in refused(text):
        if any(a < end and at < b for a, b in taken):
            continue
        before = read_before(text, 0, at)
        behind = read_behind(text, end, limited=False)
        quantity = combined(text, before, behind, at, end, None)
        quantity.flags.add(flag)
        found.append(quantity)
        taken.append((at, end))


def find_doublings(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """翻一番 is twice as much, 翻两番 four times (VALUES.md section 2.3).

    Adds to `found` and `taken`; the unit is 倍.
    """
    for match in _DOUBLED.finditer(text):
        times = han_number(match[1] or "一")
        number = str(2 ** int(match[1] if match[1] and match[1].isdigit() else times or 1))
        _add_share(text, match, found, number, UNITS["倍"], match[0])
        found[-1].direction = Direction.UP
        found[-1].flags.add(Flag.HAN_NUMERAL)
        taken.append(match.span())


def find_shares(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """百分之九十五 and its like, then fractions (三分之二, 1/3) (VALUES.md sections 2.3 and 4).

    Adds to `found` and `taken`; 百分之 is %, 千分之 ‰, a fraction has no unit.
    """
    for match in _SHARE.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        written = match[2]
        number = "100" if written in {None, "百"} else han_number(written) or written
        if not re.fullmatch(r"\d+(\.\d+)?", number):
            continue
        raw = match[0][:3] if written else match[0]
        _add_share(text, match, found, number, _SHARES[match[1] or "百"], raw)
        if written is None or not written[0].isascii():
            found[-1].flags.add(Flag.HAN_NUMERAL)
        taken.append(match.span())
        upper = _SHARE_TO.match(text, match.end() + 1) if _linked(text, match.end()) else None
        if upper and (number := han_number(upper[0]) or ""):
            _add_share(text, upper, found, number, _SHARES[match[1] or "百"], raw)
            taken.append(upper.span())
    for match in _PART.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        below, above = (match[1] or match[4]), (match[2] or match[3])
        if below is None:
            below, above = "2", "1"
        number = (
            ratio(han_number(above) or above, han_number(below) or below)
            if _fraction(match)
            else None
        )
        if number is None or not re.fullmatch(r"[\d./]+", number) or _in_word(text, match):
            continue
        _add_share(text, match, found, number, None, None)
        found[-1].flags.add(Flag.FRACTION)
        if not match[0][0].isascii():
            found[-1].flags.add(Flag.HAN_NUMERAL)
        taken.append(match.span())


def _linked(text: str, at: int) -> bool:
    return text[at : at + 1] in {"至", "到", "-", "~"}


def _fraction(match: re.Match[str]) -> bool:
    for part in (match[1], match[2]):
        if part and not part.isascii() and not han_number(part):
            return False
    return match[3] is None or 0 < int(match[3]) < int(match[4])


def _in_word(text: str, match: re.Match[str]) -> bool:
    """一半 and 半数 count at the end of a clause or before 以上 only."""
    return (
        match[1] is None
        and match[3] is None
        and rest_of_clause(text, match.end())[:2] not in {"", "以上", "以下", "以内"}
    )


def _add_share(  # noqa: PLR0913, PLR0917 -- what stands around a number, joined once
    text: str,
    match: re.Match[str],
    found: list[Quantity],
    number: str,
    unit: Unit | None,
    raw: str | None,
) -> None:
    low = max((q.end for q in found if q.end <= match.start()), default=0)
    before = read_before(text, low, match.start())
    behind = read_behind(text, match.end(), limited=False)
    quantity = combined(text, before, behind, match.start(), match.end(), number)
    if unit is None:
        quantity.unit = behind.unit  # the first third is no rank
    else:
        quantity.unit, quantity.unit_raw, quantity.scale = unit, raw, 1
    found.append(quantity)


def find_pairs(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """A ratio written 1:18 is no number of its own: both sides go to `parts`.

    Adds to `found` and `taken`. Source: VALUES.md section 2.6.
    """
    for match in _PAIR.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        before = read_before(text, 0, match.start())
        behind = read_behind(text, match.end(), limited=False)
        quantity = combined(text, before, behind, match.start(), match.end(), None)
        if behind.unit is None and (
            before.sign or before.word or rest_of_clause(text, behind.end) == ""
        ):
            quantity.flags.add(Flag.RATIO_PAIR)
            found.append(quantity)
        taken.append(match.span())


def find_misread(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """O for 0, l for 1: suspect, never repaired (VALUES.md sections 2.6 and 7).

    Adds to `found` and `taken`.
    """
    for match in _MISREAD.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        before = read_before(text, 0, match.start())
        behind = read_behind(text, match.end(), limited=False)
        if behind.unit is None and not before.sign:
            continue
        share = behind.unit is not None and behind.unit.dimension is Dimension.RATIO
        if not share and not before.sign and match.start():
            continue
        quantity = combined(text, before, behind, match.start(), match.end(), None)
        quantity.flags.add(Flag.OCR_SUSPECT)
        found.append(quantity)
        taken.append(match.span())

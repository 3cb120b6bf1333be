"""Numbers not written as one numeral: 百分之九十, 三分之二, 1:18, 翻一番, a misread 9O%."""

from __future__ import annotations

import re

from normalize.values.clauses import rest_of_clause
from normalize.values.closed_sets import Dimension, Direction, Flag
from normalize.values.numbers.build_quantity import build_quantity
from normalize.values.numbers.left_of_number import read_before
from normalize.values.numbers.numerals import HAN, HAN_DIGITS, base, han_number, ratio
from normalize.values.numbers.quantity import Quantity, Span
from normalize.values.numbers.right_of_number import read_behind
from normalize.values.numbers.unreadable_numbers import unreadable
from normalize.values.units.units import UNITS, Unit

_SHARE = re.compile(
    rf"(?P<of>[百千万])分之(?P<share>[{HAN}]+(?:点[{HAN_DIGITS}]+)?|\d+(?:\.\d+)?)|百分百"
)
_SHARE_TO = re.compile(rf"[{HAN}]+(?:点[{HAN_DIGITS}]+)?(?=$|[,;。、之以的])")
"""百分之十五至二十: the upper end of a share, its 百分之 not repeated."""
_PART = re.compile(
    rf"""(?P<han_below>[{HAN}]+|\d+)分之(?P<han_above>[{HAN}]+|\d+)         # 三分之二
    | 一半 | 半数
    | (?<![\d./])(?P<above>\d{{1,3}})/(?P<below>\d{{1,3}})(?![\d./])       # 1/3
    """,
    re.VERBOSE,
)
_MISREAD = re.compile(
    r"""(?<![A-Za-z])
    (?: [\dOoIl|]*(?:\d[OoIl|]|[OoIl|]\.?\d)[\dOoIl|.]*(?=%|‰|$|[\u4e00-\u9fff])  # 9O%, l00人
      | \d+[SBZsbz]\d*(?=%|‰)                                                       # 9S%
      | [Il|][Oo]{2}(?=%|‰)                                                         # lOO%
    )""",
    re.VERBOSE,
)
_TENTHS = re.compile(rf"(?<![{HAN}十百])([一二三四五六七八九])成([一二三四五六七八九半])")
"""九成五, 七成半: tenths with a digit behind them, which is that of the hundredths."""
_DOUBLED = re.compile(r"翻(?:了)?([一两二三四1-4])?番")
_PAIR = re.compile(r"(?<![\d:])(\d+(?:\.\d+)?)[:比](\d+(?:\.\d+)?)(?![\d:])")
_SHARES = {"百": UNITS["%"], "千": UNITS["‰"], "万": UNITS["‱"]}


def find_refused(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """A number that cannot be read safely is kept as text, with its operator and unit.

    Adds to `found` and `taken`, spans of characters. Source: docs/values.md, Flags and Choices.
    """
    for at, end, flag in unreadable(text):
        if any(a < end and at < b for a, b in taken):
            continue
        before = read_before(text, 0, at)
        behind = read_behind(text, end, limited=False)
        found.append(build_quantity(text, before, behind, at, end, None, (flag,)))
        taken.append((at, end))


def find_doublings(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """翻一番 is twice as much, 翻两番 four times (docs/values.md, Unit).

    Adds to `found` and `taken`; the unit is 倍.
    """
    for match in _DOUBLED.finditer(text):
        times = han_number(match[1] or "一")
        number = str(2 ** int(match[1] if match[1] and match[1].isdigit() else times or 1))
        doubled = _share(text, match, found, number, UNITS["倍"], match[0])
        found.append(doubled._replace(direction=Direction.UP).flagged(Flag.HAN_NUMERAL))
        taken.append(match.span())


def find_shares(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """百分之九十五 and its like, 九成五, then fractions: 三分之二, 1/3.

    Source: docs/values.md, Unit and Numbers.

    Adds to `found` and `taken`; 百分之 is %, 千分之 ‰, a fraction has no unit.
    """
    for match in _SHARE.finditer(text):
        if not _is_taken(match, taken):
            _percentage(text, match, taken, found)
    for match in _TENTHS.finditer(text):
        if not _is_taken(match, taken):
            hundredths = "5" if match[2] == "半" else han_number(match[2])
            number = f"{han_number(match[1])}{hundredths}"
            share = _share(text, match, found, number, UNITS["%"], match[0])
            found.append(share.flagged(Flag.HAN_NUMERAL, Flag.FRACTION))
            taken.append(match.span())
    for match in _PART.finditer(text):
        if not _is_taken(match, taken):
            _part(text, match, taken, found)


def in_hundredths(quantity: Quantity) -> Quantity:
    """九成 is 90 %: tenths are read in the unit that every other share has.

    Source: docs/values.md, Unit.

    >>> tenths = Quantity(0, 2, 0, 1, "9", unit=UNITS["成"])
    >>> in_hundredths(tenths).number, in_hundredths(tenths).unit.name
    ('90', '%')
    """
    if quantity.unit is not UNITS["成"] or quantity.scale != 1:
        return quantity
    number, upper = _tenfold(quantity.number), _tenfold(quantity.upper)
    hundredths = quantity._replace(number=number, upper=upper, unit=UNITS["%"])
    return hundredths._replace(stop=quantity.stop + len("成")).flagged(Flag.FRACTION)


def _tenfold(number: str | None) -> str | None:
    hundredths = None if number is None else base(number, 10)
    return None if hundredths is None else format(hundredths, "f")


def _is_taken(match: re.Match[str], taken: list[Span]) -> bool:
    return any(a < match.end() and match.start() < b for a, b in taken)


def _percentage(text: str, match: re.Match[str], taken: list[Span], found: list[Quantity]) -> None:
    """百分之九十五, 百分百, and the upper end of 百分之十五至二十."""
    written = match["share"]
    number = "100" if written in {None, "百"} else han_number(written) or written
    if not re.fullmatch(r"\d+(\.\d+)?", number):
        return
    unit = _SHARES[match["of"] or "百"]
    raw = match[0][:3] if written else match[0]
    share = _share(text, match, found, number, unit, raw)
    spelled = written is None or not written[0].isascii()
    found.append(share.flagged(Flag.HAN_NUMERAL) if spelled else share)
    taken.append(match.span())
    upper = _SHARE_TO.match(text, match.end() + 1) if _linked(text, match.end()) else None
    if upper and (number := han_number(upper[0]) or ""):
        found.append(_share(text, upper, found, number, unit, raw))
        taken.append(upper.span())


def _part(text: str, match: re.Match[str], taken: list[Span], found: list[Quantity]) -> None:
    """三分之二, 1/3, 一半: a number without a unit."""
    below, above = (match["han_below"] or match["below"]), (match["han_above"] or match["above"])
    if below is None:
        below, above = "2", "1"
    if not _is_fraction(match):
        return
    number = ratio(han_number(above) or above, han_number(below) or below)
    if number is None or not re.fullmatch(r"[\d./]+", number) or _in_word(text, match):
        return
    part = _share(text, match, found, number, None, None).flagged(Flag.FRACTION)
    found.append(part if match[0][0].isascii() else part.flagged(Flag.HAN_NUMERAL))
    taken.append(match.span())


def _linked(text: str, at: int) -> bool:
    return text[at : at + 1] in {"至", "到", "-", "~"}


def _is_fraction(match: re.Match[str]) -> bool:
    for part in (match["han_below"], match["han_above"]):
        if part and not part.isascii() and not han_number(part):
            return False
    return match["above"] is None or 0 < int(match["above"]) < int(match["below"])


def _in_word(text: str, match: re.Match[str]) -> bool:
    """一半 and 半数 count at the end of a clause or before 以上 only."""
    return (
        match["han_below"] is None
        and match["above"] is None
        and rest_of_clause(text, match.end())[:2] not in {"", "以上", "以下", "以内"}
    )


def _share(  # noqa: PLR0913, PLR0917 -- what stands around a number, joined once
    text: str,
    match: re.Match[str],
    found: list[Quantity],
    number: str,
    unit: Unit | None,
    raw: str | None,
) -> Quantity:
    low = max((q.end for q in found if q.end <= match.start()), default=0)
    before = read_before(text, low, match.start())
    behind = read_behind(text, match.end(), limited=False)
    quantity = build_quantity(text, before, behind, match.start(), match.end(), number)
    if unit is None:
        return quantity._replace(unit=behind.unit)  # the first third is no rank
    return quantity._replace(unit=unit, unit_raw=raw, scale=1)


def find_pairs(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """A ratio written 1:18 is no number of its own: both sides go to `parts`.

    Adds to `found` and `taken`. Source: docs/values.md, Flags.
    """
    for match in _PAIR.finditer(text):
        if _is_taken(match, taken):
            continue
        before = read_before(text, 0, match.start())
        behind = read_behind(text, match.end(), limited=False)
        if behind.unit is None and (
            before.sign or before.word or rest_of_clause(text, behind.end) == ""
        ):
            noted = (Flag.RATIO_PAIR,)
            found.append(build_quantity(text, before, behind, *match.span(), None, noted))
        taken.append(match.span())


def find_misread(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """O for 0, l for 1: suspect, never repaired (docs/values.md, Flags and Choices).

    Adds to `found` and `taken`.
    """
    for match in _MISREAD.finditer(text):
        if _is_taken(match, taken):
            continue
        before = read_before(text, 0, match.start())
        behind = read_behind(text, match.end(), limited=False)
        if behind.unit is None and not before.sign:
            continue
        share = behind.unit is not None and behind.unit.dimension is Dimension.RATIO
        if not share and not before.sign and match.start():
            continue
        suspected = (Flag.OCR_SUSPECT,)
        found.append(build_quantity(text, before, behind, *match.span(), None, suspected))
        taken.append(match.span())

"""Numbers as written → decimal strings; Han numerals by place, never by replacing characters."""

from __future__ import annotations

import re
from decimal import Context, Decimal

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8,
    "玖": 9, "○": 0,
}  # fmt: skip
_PLACES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_SECTIONS = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
HAN_DIGITS = "零〇一二三四五六七八九"
HAN = "".join(_DIGITS) + "".join(_PLACES) + "".join(_SECTIONS)
"""Every character a Han numeral may consist of."""

_EXACT = Context(prec=200)
_SCALES = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
SCALED = "万亿|千万|百万|十万|亿|万|千|百"
"""The multipliers of a number written with several of them, as alternatives of a pattern."""
_MIXED = re.compile(r"(\d+(?:\.\d+)?)(" + "|".join(sorted(_SCALES, key=len, reverse=True)) + "|$)")
_LIMIT = Decimal(10) ** 28  # decimal128(38,10) holds 28 digits before the point


def _section(text: str) -> int | None:  # noqa: PLR0911 -- every way to be no numeral returns at once
    """A numeral below 万: 三千五百, 一百零五, 十五."""
    total, digit, place, zero = 0, -1, 10**4, False
    for n, char in enumerate(text):
        if char in _DIGITS:
            if digit > 0 or (digit == 0 and char in "零〇"):
                return None
            if _DIGITS[char] == 0 and n and not zero:
                zero, digit = True, -1
                continue
            digit = _DIGITS[char]
        elif char not in _PLACES:
            return None
        else:
            value = _PLACES[char]
            if value >= place or digit == 0:
                return None
            if digit < 0:
                if value != 10 or (n and not zero):  # 十五 leads with its place, 百 never does
                    return None
                digit = 1
            total, place, digit, zero = total + digit * value, value, -1, False
    if digit < 0:
        return total if not zero else None
    if total and not zero and place != 10:  # 三百五 is spoken for 350: no strict numeral
        return None
    return total + digit


def han_integer(text: str) -> int | None:
    """A Han numeral as an integer, None where it is not a well-formed one.

    Source: docs/values.md, Numbers.

    >>> han_integer("二十"), han_integer("一亿两千万"), han_integer("三千零五")
    (20, 120000000, 3005)
    >>> han_integer("三四"), han_integer("千万"), han_integer("万")
    (None, None, None)
    """
    total = 0
    rest = text
    for char, value in (("亿", 10**8), ("万", 10**4)):
        head, sep, tail = rest.replace("億", "亿").replace("萬", "万").partition(char)
        if sep:
            part = han_integer(head) if char == "亿" and "万" in head else _clean_section(head)
            if not part:
                return None
            total, rest = total + part * value, tail
            if not rest:
                return total
            if rest[0] in "零〇":
                rest = rest[1:]
            elif (_clean_section(rest) or value) < value // 10 and not set(rest) & set(_SECTIONS):
                return None  # 一万二 is spoken for 12000
        elif total and char == "万":
            rest = head
    part = _clean_section(rest)
    return None if part is None else total + part


def _clean_section(text: str) -> int | None:
    if not text or any(c in _SECTIONS for c in text):
        return None
    return _section(text)


def han_number(text: str) -> str | None:
    """A Han numeral with or without decimals (三点五) as a decimal string.

    Source: docs/values.md, Numbers.

    >>> han_number("三点五"), han_number("九十五"), han_number("零")
    ('3.5', '95', '0')
    """
    if text.isascii():
        return None
    whole, point, decimals = text.partition("点")
    number = han_integer(whole)
    if number is None or (point and not decimals) or any(c not in _DIGITS for c in decimals):
        return None
    if not point:
        return str(number)
    return f"{number}." + "".join(str(_DIGITS[c]) for c in decimals)


def han_year(text: str) -> int | None:
    """Four digits of a year written out (docs/values.md, Period).

    >>> han_year("二〇二四")
    2024
    """
    if len(text) != 4 or any(c not in _DIGITS for c in text):
        return None
    return int("".join(str(_DIGITS[c]) for c in text))


def mixed_number(text: str) -> str | None:
    """Arabic digits with several multipliers (1亿2000万, 3万5千) as one number.

    In units of one: the multipliers are worked in (docs/values.md, Numbers).

    >>> mixed_number("1亿2000万"), mixed_number("1亿3千万"), mixed_number("5万3000")
    ('120000000', '130000000', '53000')
    """
    total, place = Decimal(0), Decimal(10**13)
    for match in _MIXED.finditer(text):
        scale = _SCALES.get(match[2], 1)
        part = Decimal(match[1]) * scale
        if part >= place:
            return None
        total, place = total + part, Decimal(scale)
    return format(total.normalize(), "f")


def base(number: str, scale: int) -> Decimal | None:
    """Number × scale, exact; None where decimal128(38,10) cannot hold it.

    Source: docs/values.md, The record.

    >>> base("16.606", 10000), base("98.50", 1), base("0.00345", 10000)
    (Decimal('166060'), Decimal('98.5'), Decimal('34.5'))
    >>> base("0.00000000001", 1) is None, base("9" * 29, 1) is None
    (True, True)
    """
    if len(number) < 20 and scale == 1 and "." not in number:
        return Decimal(int(number))
    if len(number) > 150:
        return None
    value = _EXACT.multiply(Decimal(number), Decimal(scale))
    if "." in number or value.is_zero():
        value = _canonical(value)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -10 or abs(value) >= _LIMIT:
        return None
    return value


def _canonical(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent; zero has no sign."""
    if value.is_zero():
        return Decimal(0)
    short = value.normalize(_EXACT)
    exponent = short.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        return short.quantize(Decimal(1), context=_EXACT)
    return short


def ratio(above: str, below: str) -> str | None:
    """A fraction to ten decimals, the precision that value_base keeps.

    Source: docs/values.md, The record and Numbers.

    >>> ratio("2", "3"), ratio("3", "4"), ratio("1", "0")
    ('0.6666666667', '0.75', None)
    """
    if len(above) + len(below) > 40 or Decimal(below).is_zero():
        return None
    value = _EXACT.divide(Decimal(above), Decimal(below))
    return format(_canonical(value.quantize(Decimal("1E-10"), context=_EXACT)), "f")

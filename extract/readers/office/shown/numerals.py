"""Numbers in Chinese numerals, as [DBNum1] (一百二十) and [DBNum2] (壹佰贰拾) show them."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = ("", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖")
_TENS = ("", ("", "十", "百", "千"), ("", "拾", "佰", "仟"))
_MYRIADS = ("", "万", "亿", "兆")
_LARGEST = 10**16


def in_numerals(number: int, kind: int) -> str:
    """A whole number in words.

    >>> in_numerals(120, 1), in_numerals(10005, 1), in_numerals(12, 2), in_numerals(0, 1)
    ('一百二十', '一万〇五', '壹拾贰', '〇')
    """
    digits = _DIGITS[kind]
    if number == 0 or number >= _LARGEST:
        return "".join(digits[int(digit)] for digit in str(number))
    text, skipped = "", False
    for n, digit in enumerate(str(number)):
        place = len(str(number)) - n - 1
        if digit == "0":
            skipped = bool(text)
        else:
            text += (digits[0] if skipped else "") + digits[int(digit)] + _TENS[kind][place % 4]
            skipped = False
        if place % 4 == 0 and place and number // 10**place % 10_000:
            text += _MYRIADS[place // 4]
    return text


def in_numerals_with_fraction(number: Decimal, kind: int) -> str:
    """A number that is not negative, its fraction digit by digit.

    >>> in_numerals_with_fraction(Decimal("12.50"), 1)
    '一十二.五'
    """
    whole, _, places = f"{number:f}".partition(".")
    places = places.rstrip("0")
    fraction = "." + "".join(_DIGITS[kind][int(digit)] for digit in places) if places else ""
    return in_numerals(int(whole), kind) + fraction


def digit_by_digit(number: int, kind: int) -> str:
    """A year: 二〇二四.

    >>> digit_by_digit(2024, 1)
    '二〇二四'
    """
    return "".join(_DIGITS[kind][int(digit)] for digit in str(number))

"""Printed amounts → 元, exact."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

import regex

from extract.model import Code
from extract.words.text import clean, fold

YUAN = MappingProxyType(
    {
        "元": 1,
        "千元": 1000,
        "万元": 10_000,
        "百万元": 1_000_000,
        "亿元": 100_000_000,
        "万": 10_000,
        "亿": 100_000_000,
    }
)
# Separators only where they part groups of three: 396 00 is a doubt, not 39600.
_AMOUNT = regex.compile(
    r"[¥￥]?\s*(?P<number>-?(?:\d{1,3}(?:(?P<sep>[, ])\d{3})(?:(?P=sep)\d{3})*|\d+)(?:\.\d+)?)"
    r"\s*(?P<unit>亿元|[万千]?元|[万亿])?(?:\s*\([^()]*\))?"
)
"""An amount, its unit, and a remark in brackets behind it: 854万（高标准农田400万元）."""
_TWICE = regex.compile(r"(?P<once>\d[\d,.]*(?:亿元|[万千]?元|[万亿]))(?P=once)")
"""The same amount with its unit struck twice, as editors paste it; without a unit it is another."""
_ELSEWHERE = regex.compile(
    r"(?:具体)?(?:参|详|另)?(?:见|按|如)[^\d]{0,6}(?:附件|附表|文件|明细|清单).*"
)
_NOTHING = regex.compile(r"[-—–―/]*|无")
_MOST = Decimal(10) ** 15  # a thousand times the national budget in 元; decimal128(24,4) holds more
_MOST_DECIMALS = 12  # with _MOST below the 28 digits of Decimal's context: no product is rounded
_SMALLEST = Decimal("0.0001")


class Unread(Exception):  # noqa: N818 -- an outcome with a code of the issue catalogue
    """An amount that is printed but cannot be given in 元; `code` is the issue's."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


@lru_cache(maxsize=1 << 12)  # a sum and its only part are printed alike, and so is 0.00
def parse_amount(text: str, unit: str | None) -> Decimal | None:
    """An amount in 元; None where the print is empty or a dash.

    The unit is the one printed with the amount or for its block, never guessed; nothing is nothing
    in every unit. What stands in brackets behind an amount is a remark.

    >>> parse_amount("￥1 234", "元"), parse_amount("３９６．００", "万元")
    (Decimal('1234.0000'), Decimal('3960000.0000'))
    >>> parse_amount("9,139.15", "万元"), parse_amount("－", "万元"), parse_amount("2 万元", "元")
    (Decimal('91391500.0000'), None, Decimal('20000.0000'))
    >>> parse_amount("250万", None), parse_amount("0", None), parse_amount("12万（含结转）", "元")
    (Decimal('2500000.0000'), Decimal('0.0000'), Decimal('120000.0000'))

    Raises Unread where it is no amount, has no unit, or does not fit decimal128(24,4) exactly.
    """
    printed = fold(clean(text)).strip()
    if _NOTHING.fullmatch(printed):
        return None
    if not printed.isascii():  # else it says no unit and no word
        if _ELSEWHERE.fullmatch(printed):
            raise Unread(Code.AMOUNT_ELSEWHERE)
        printed = _TWICE.sub(r"\g<once>", printed)
    match = _AMOUNT.fullmatch(printed)
    if match is None:
        raise Unread(Code.AMOUNT_UNREAD)
    number = Decimal(match["number"].replace(",", "").replace(" ", ""))
    factor = YUAN.get(match["unit"] or unit or "", None if number else 1)
    if factor is None:
        raise Unread(Code.UNIT_MISSING)
    if abs(number) >= _MOST or -int(number.as_tuple().exponent) > _MOST_DECIMALS:
        raise Unread(Code.AMOUNT_INEXACT)
    amount = number * factor
    exact = amount.quantize(_SMALLEST)
    if exact != amount:
        raise Unread(Code.AMOUNT_INEXACT)
    return exact

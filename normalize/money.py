"""Printed amounts → 元, exact."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

import regex

from extract.model import Code
from extract.words.text import clean, fold

YUAN = MappingProxyType({"元": 1, "千元": 1000, "万元": 10_000, "亿元": 100_000_000})
# Separators only where they part groups of three: 396 00 is a doubt, not 39600.
_AMOUNT = regex.compile(
    r"[¥￥]?\s*(?P<number>-?(?:\d{1,3}(?:(?P<sep>[, ])\d{3})(?:(?P=sep)\d{3})*|\d+)(?:\.\d+)?)"
    r"\s*(?P<unit>亿元|[万千]?元)?"
)
_SEPARATORS = regex.compile(r"[, ]")
_NOTHING = regex.compile(r"[-—–―/]*")
_MOST = Decimal(10) ** 15  # a thousand times the national budget in 元; decimal128(24,4) holds more
_MOST_DECIMALS = 12  # with _MOST below the 28 digits of Decimal's context: no product is rounded
_SMALLEST = Decimal("0.0001")


class Unread(Exception):  # noqa: N818 -- an outcome with a code of the issue catalogue
    """An amount that is printed but cannot be given in 元; `code` is the issue's."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


def parse_amount(text: str, unit: str | None) -> Decimal | None:
    """An amount in 元; None where the print is empty or a dash.

    The unit is the one printed with the amount or for its block, never guessed.

    >>> parse_amount("￥1 234", "元"), parse_amount("３９６．００", "万元")
    (Decimal('1234.0000'), Decimal('3960000.0000'))
    >>> parse_amount("9,139.15", "万元"), parse_amount("－", "万元"), parse_amount("2 万元", "元")
    (Decimal('91391500.0000'), None, Decimal('20000.0000'))

    Raises Unread where it is no amount, has no unit, or does not fit decimal128(24,4) exactly.
    """
    printed = fold(clean(text)).strip()
    if _NOTHING.fullmatch(printed):
        return None
    match = _AMOUNT.fullmatch(printed)
    if match is None:
        raise Unread(Code.AMOUNT_UNREAD)
    factor = YUAN.get(match["unit"] or unit or "")
    if factor is None:
        raise Unread(Code.UNIT_MISSING)
    number = Decimal(_SEPARATORS.sub("", match["number"]))
    if abs(number) >= _MOST or -int(number.as_tuple().exponent) > _MOST_DECIMALS:
        raise Unread(Code.AMOUNT_INEXACT)
    amount = number * factor
    exact = amount.quantize(_SMALLEST)
    if exact != amount:
        raise Unread(Code.AMOUNT_INEXACT)
    return exact

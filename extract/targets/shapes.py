"""What a text looks like, where no label tells: a value, an amount of money."""

from __future__ import annotations

from functools import lru_cache

import regex

from extract.words.labels import level_of
from extract.words.text import clean, fold, key

_VALUE = regex.compile(
    r"^\$?\s*(?:[<>=≥≤＜＞＝≧≦⩾⩽≠]|\\[gl]e|[-—/]?\d)|\d\s*(?:%|％|‰|\p{Han}{1,4})$"
)
_AMOUNT = regex.compile(
    r"^[-+¥]?[\d,.\s]*\d[\d,.\s]*(?:[万亿千]元|[元万亿])?(?:\s*\([^()]*\))?$|^[-—/–]+$"
)
_DATE = regex.compile(r"^(?:19|20)\d\d\.\d{1,2}\.\d{1,2}$")
_MONEY = "元"
"""Stands in every unit of money, and no other sign is folded to it."""
_ONLY_UNIT = regex.compile(r"[(]?(?:单位:?)?(?:人民币)?(?P<unit>万元|千元|亿元|元)[)]?")
_UNIT = regex.compile(r"(?:\(|(?:单位|金额):)(?:人民币)?(万元|千元|亿元|元)(?=[()，,]|$)")
_CAPTION = regex.compile(r"[(]?\p{Han}{0,4}(?:单位|金额):(?:人民币)?(?:万元|千元|亿元|元)[)]?")


@lru_cache(maxsize=1 << 14)
def value_shaped(text: str) -> bool:
    """Does a text look like a value: a sign, a number, a number with its unit?

    >>> value_shaped("≥3个"), value_shaped("12月底前"), value_shaped("道路硬化面积")
    (True, True, False)
    """
    return bool(_VALUE.search(text.strip()))


def is_value(text: str) -> bool:
    """Does a text look like a value, and is no level's name?

    >>> is_value("12个"), is_value("1.产出指标")
    (True, False)
    """
    return value_shaped(text) and not level_of(text)


def amount_shaped(text: str) -> bool:
    """Does a text look like an amount of money, or the dash that stands for none?

    >>> amount_shaped("1,450.00"), amount_shaped("－"), amount_shaped("85%")
    (True, True, False)
    >>> amount_shaped("250万"), amount_shaped("16万元（含结转）"), amount_shaped("2024.03.01")
    (True, True, False)
    """
    printed = fold(clean(text)).strip()
    return bool(_AMOUNT.match(printed)) and not _DATE.match(printed)


def money_unit(text: str) -> str | None:
    """The money unit that a block label or a line above the table names.

    >>> money_unit("项目资金 (万元)（20分）"), money_unit("（单位：元）"), money_unit("项目资金")
    ('万元', '元', None)
    """
    match = _UNIT.search(key(text)) if _MONEY in text else None
    return match[1] if match else None


def is_unit_caption(text: str) -> bool:
    """Does a text say of what unit amounts are, with its label, and nothing else?

    >>> [is_unit_caption(text) for text in ("金额:元", "（单位：人民币万元）", "金额：20元", "元")]
    [True, True, False, False]
    """
    return _MONEY in text and bool(_CAPTION.fullmatch(key(text)))


def only_money_unit(text: str) -> str | None:
    """The money unit where a text is nothing else; a name may hold one in brackets.

    >>> [only_money_unit(text) for text in ("（万元）", "单位：元", "农田（亿元）项目")]
    ['万元', '元', None]
    """
    match = _ONLY_UNIT.fullmatch(fold(clean(text)).strip()) if _MONEY in text else None
    return match["unit"] if match else None

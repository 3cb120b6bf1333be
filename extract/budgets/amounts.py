"""Which cells are amounts, which hold nothing: shapes only, no values."""

from __future__ import annotations

from functools import lru_cache

import regex

from extract.words.text import clean, fold

_PLAIN = regex.compile(r"[¥￥]?[-−–－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_GROUPED = regex.compile(r"[¥￥]?[-−–－]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SHARE = regex.compile(r"[-−–－]?\d+(?:\.\d+)?%")
_NOTHING = regex.compile(r"[-−—–―－/—*]*")
_BROKEN_AT_MARK = regex.compile(r"(?<=[.,])\s+|\s+(?=[.,])")
_SPACE = regex.compile(r"\s+")
_DOUBTFUL = regex.compile(r"\([¥￥]?[\d,]+\.\d+\)|\d{1,3}(?:\s\d{3})+\.\d+")
"""In brackets, or in groups with blanks between them."""
_CODE = regex.compile(r"\d{3}(?:\d\d){0,3}")
_CODE_AND_NAME = regex.compile(
    r"[\[(【]?(?P<code>[235]\d\d(?:\d\d){0,2})[\])】]?\s*[-—_:、.]*\s*(?P<name>\p{Han}.*)",
    regex.DOTALL,
)
"""Classes of functions begin with 2, of what is bought by offices with 3, by governments with 5."""
_DIGIT = regex.compile(r"\d")
_KEPT = 1 << 12
"""Texts remembered: a cell is asked by several rules, and amounts come again in several tables."""


@lru_cache(maxsize=_KEPT)
def is_nothing(text: str) -> bool:
    """Is a cell empty, or a dash?

    >>> is_nothing(" "), is_nothing("—"), is_nothing("0.00")
    (True, True, False)
    """
    return bool(_NOTHING.fullmatch(_SPACE.sub("", fold(text))))


@lru_cache(maxsize=_KEPT)
def amount_of(text: str) -> str | None:
    r"""The amount of a cell as printed, in one piece; None where it is none, or leaves a doubt.

    A space or a line's end within is put out where only one number can be meant: beside a point or
    comma, or between whole groups of three. Two numbers in a cell are never made one, and brackets
    are no minus.

    >>> amount_of("1,234,\n567.00"), amount_of("－12.5"), amount_of("1,171.\n85")
    ('1,234,567.00', '-12.5', '1,171.85')
    >>> [amount_of(text) for text in ("12 34", "(12.00)", "12.50 13.20", "1,2345", "无")]
    [None, None, None, None, None]
    """
    folded = fold(clean(text)).strip().replace("−", "-").replace("–", "-")
    if _PLAIN.fullmatch(folded):
        return folded
    joined = _BROKEN_AT_MARK.sub("", folded)
    if _PLAIN.fullmatch(joined):
        return joined
    closed = _SPACE.sub("", folded)
    return closed if _GROUPED.fullmatch(closed) and not _two_groups(joined) else None


def _two_groups(text: str) -> bool:
    """May blanks part two numbers, each whole by itself?"""
    parts = text.split()
    return len(parts) > 1 and all(_PLAIN.fullmatch(part) for part in parts)


@lru_cache(maxsize=_KEPT)
def share_of(text: str) -> str | None:
    """A percentage as printed; None where it is none.

    >>> share_of("-5.2%"), share_of("5.2")
    ('-5.2%', None)
    """
    folded = _SPACE.sub("", fold(text))
    return folded if _SHARE.fullmatch(folded) else None


@lru_cache(maxsize=_KEPT)
def looks_like_money(text: str) -> bool:
    """Is a text an amount and no code, row number or year? Also where it is in doubt which one.

    >>> [looks_like_money(text) for text in ("12.50", "1,234", "201", "2080505", "0")]
    [True, True, False, False, False]
    >>> looks_like_money("(12.50)"), looks_like_money("1 234 567.00"), looks_like_money("12 34")
    (True, True, False)
    """
    amount = amount_of(text)
    if amount is None:
        return bool(_DOUBTFUL.fullmatch(fold(clean(text)).strip()))
    return "." in amount or "," in amount


@lru_cache(maxsize=_KEPT)
def is_code(text: str) -> bool:
    """Is a text shaped as a code of a class, section or item?

    >>> is_code("208"), is_code("20805"), is_code("05"), is_code("1,208")
    (True, True, False, False)
    """
    return bool(_CODE.fullmatch(_SPACE.sub("", fold(text))))


@lru_cache(maxsize=_KEPT)
def code_and_name(text: str) -> tuple[str, str] | None:
    """The code and the name that one cell holds; None where it holds something else.

    >>> code_and_name("2010301 行政运行"), code_and_name("[30101]基本工资")
    (('2010301', '行政运行'), ('30101', '基本工资'))
    >>> [code_and_name(text) for text in ("2025年预算", "20103", "行政运行")]
    [None, None, None]
    """
    found = _CODE_AND_NAME.fullmatch(fold(clean(text)).strip())
    return (found["code"], found["name"].strip()) if found else None


def has_digits(text: str) -> bool:
    """Does a text hold any digit?"""
    return bool(_DIGIT.search(fold(text)))

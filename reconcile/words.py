"""Names as they are compared: folded, without what only tells two forms of a name apart."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from unicodedata import normalize

import regex

_SPACE = regex.compile(r"\s+")
_NUMBERED = regex.compile(r"(?:[-_—]?(?<!\d)\d{1,2}|[(][一二三四五六七八九十\d]{1,2}[)]|[ⅠⅡⅢIV]+)$")
_LISTED = regex.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}[、.](?!\d))+"
)
_DIGITS = regex.compile(r"\d[\d,.]*\s*[十百千万亿]*(?:元|%)?")


@cache
def words(section: str) -> Mapping[str, tuple[str, ...]]:
    """A section of words.toml, its lists with the longest word first."""
    text = Path(__file__).parent.joinpath("words.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)[section]
    return MappingProxyType(
        {name: tuple(sorted(each, key=len, reverse=True)) for name, each in lists.items()}
    )


def fold(text: str | None) -> str:
    """A name for comparing: widths folded, no white space.

    >>> fold("村（居） 民满意度"), fold(None)
    ('村(居)民满意度', '')
    """
    return _SPACE.sub("", normalize("NFKC", text or ""))


def bare_name(name: str) -> str:
    """A row's name without the number of its list.

    >>> bare_name("八、社会保障和就业支出"), bare_name("（一）教育支出")
    ('社会保障和就业支出', '教育支出')
    """
    return _LISTED.sub("", fold(name))


def unnumbered(name: str | None) -> str:
    """A project's name without the number that tells it from its twin.

    >>> unnumbered("招商引资经费1"), unnumbered("道路建设（二）"), unnumbered("招商引资经费")
    ('招商引资经费', '道路建设', '招商引资经费')
    """
    return _NUMBERED.sub("", fold(name))


def subject(name: str) -> str:
    """What a cost target is about, without the words that every cost target has.

    >>> subject("总成本控制在预算166060元以内"), subject("全年招商引资经费控制在20万元以内")
    ('', '招商引资')
    >>> subject("全年工资及五险支出")
    '工资及五险'
    """
    left = _DIGITS.sub("", fold(name))
    for word in words("cost")["common"]:
        left = left.replace(word, "")
    return regex.sub(r"[^\p{L}]", "", left)


def alike(one: str, other: str) -> float:
    """Share of the pairs of characters of `one` that stand in `other` as well.

    >>> alike("设备购置", "教学仪器设备购置"), alike("印刷", "教学仪器设备购置")
    (1.0, 0.0)
    """
    pairs = [one[n : n + 2] for n in range(len(one) - 1)] or [one]
    return sum(pair in other for pair in pairs) / len(pairs)


def same_body(one: str | None, other: str | None) -> bool:
    """Whether two names name one public body: equal, or one is the other with its region before.

    >>> same_body("赣州经济技术开发区凤岗镇人民政府", "凤岗镇人民政府"), same_body("局", "教育局")
    (True, False)
    """
    short, long = sorted((fold(one), fold(other)), key=len)
    return len(short) >= 3 and long.endswith(short)

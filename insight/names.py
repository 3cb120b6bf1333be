"""Names of two years side by side: what is left of them without what offices change at will."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import regex

from reconcile.words import fold

_YEARS = regex.compile(
    r"[(]?(?:19|20)\d{2}(?:[-—~至](?:19|20)?\d{2})?(?:年度|学年|年)?(?:预算)?[)]?"
)
_REGION = regex.compile(r"^\p{Han}{2,6}?(?:自治区|自治州|自治县|省|市|州|县|旗|区)(?=\p{Han}{3})")
_ORDER = regex.compile(r"第?[一二三四五六七八九十\d]+(?:期|批|季度|标段|阶段|号|组)?")
_NUMBER = regex.compile(r"\d[\d,.]*[万亿]?")
_MARKS = regex.compile(r"[^\p{L}\p{N}]")
_SITE = regex.compile(r"\p{Han}{2,3}?(?:镇|乡(?!村)|街道|社区)|^\p{Han}{2,3}?村")


@cache
def _words(section: str) -> MappingProxyType[str, Any]:
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text)[section])


@cache
def _listed(section: str, name: str) -> tuple[str, ...]:
    """A list of words, the longest first."""
    return tuple(sorted(_words(section)[name], key=len, reverse=True))


@cache
def _alike() -> tuple[tuple[str, str], ...]:
    """Words and what stands for them, the longest first."""
    pairs = [(word, group[0]) for group in _words("project")["alike"] for word in group[1:]]
    return tuple(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))


def region(body: str) -> str:
    """The region that a public body's name begins with; empty where it names none.

    >>> region("禾溪县农业农村局"), region("教育局")
    ('禾溪县', '')
    """
    found = _REGION.match(fold(body))
    return found[0] if found else ""


@lru_cache(maxsize=1 << 13)
def core(name: str, place: str = "") -> str:
    """A project's name without years, generic words and the region `place`.

    >>> core("禾溪县2025年农村公路养护专项资金", "禾溪县"), core("教师培训工作经费")
    ('农村公路养护', '教师培训')
    """
    left = _MARKS.sub("", _YEARS.sub("", fold(name)))
    if place:
        left = left.removeprefix(place)
    whole = left
    for word in _listed("project", "generic"):
        left = left.replace(word, "")
    return left or whole


@lru_cache(maxsize=1 << 13)
def meaning(name: str) -> str:
    """A core with the words that offices exchange brought to one of them.

    >>> meaning("农村公路管护"), meaning("农村公路养护")
    ('村庄公路维护', '村庄公路维护')
    """
    for word, stands in _alike():
        name = name.replace(word, stands)
    return name


@lru_cache(maxsize=1 << 13)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text; of one character, itself."""
    return frozenset(text[n : n + 2] for n in range(len(text) - 1)) or frozenset({text})


def likeness(one: str, other: str) -> float:
    """How much of two texts is alike: their common pairs of characters, Dice's coefficient.

    >>> likeness("农村公路养护", "农村公路养护"), likeness("农村公路养护", "农村公路建设")
    (1.0, 0.6)
    """
    if not one or not other:
        return 0.0
    first, second = pairs(one), pairs(other)
    return 2 * len(first & second) / (len(first) + len(second))


def within(part: str, whole: str) -> float:
    """The share of a name's pairs of characters that another name has too.

    >>> within("动物检疫监督", "动物卫生监督无害化处理")
    0.4
    """
    own = pairs(part)
    return len(own & pairs(whole)) / len(own) if part and whole else 0.0


def are_apart(one: str, other: str) -> bool:
    """Whether two names say themselves that they are two things: other numbers, places, kinds.

    >>> are_apart("小学教学设备购置", "中学教学设备购置"), are_apart("水库加固一期", "水库加固二期")
    (True, True)
    >>> are_apart("石桥镇污水管网", "柳湾镇污水管网"), are_apart("教师培训", "全县教师培训")
    (True, False)
    """
    if _ORDER.findall(one) != _ORDER.findall(other):
        return True
    one, other = meaning(one), meaning(other)
    first, second = _differing(one, other), _differing(other, one)
    if not first or not second:
        return False
    for group in _words("project")["apart"]:
        here = {word for word in group if word in first}
        there = {word for word in group if word in second}
        if here and there and here != there:
            return True
    here, there = set(_SITE.findall(one)), set(_SITE.findall(other))
    return bool(here - there and there - here)


def _differing(one: str, other: str) -> str:
    """What of `one` stands between the beginning and the end that both share.

    A word of two characters is not cut: what precedes a difference stays with it.
    """
    most = min(len(one), len(other))
    start = next((n for n in range(most) if one[n] != other[n]), most)
    end = next((n for n in range(most - start) if one[-1 - n] != other[-1 - n]), most - start)
    if len(one) - start - end <= 0:
        return ""
    return one[max(0, start - 1) : min(len(one), len(one) - end + 1)]


@lru_cache(maxsize=1 << 14)
def indicator_key(name: str) -> str:
    """An indicator's name without numbers and marks: 总成本控制在1200万元以内 of any year.

    >>> indicator_key("总成本控制在1200万元以内") == indicator_key("总成本控制在1,350万元以内")
    True
    """
    return _MARKS.sub("", _NUMBER.sub("", fold(name)))


@lru_cache(maxsize=1 << 14)
def is_common(key: str) -> bool:
    """Whether an indicator says nothing but what indicators of any project say.

    >>> is_common("工程一次性验收合格率"), is_common("新建高标准农田面积")
    (True, False)
    """
    left = key
    for word in _listed("indicator", "common"):
        left = left.replace(word, "")
    return len(left) < 2

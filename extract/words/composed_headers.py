"""Column headers composed of known words: 绩效指标性质, 全年（计划）目标值, 上年指标值, 全县指标值.

The genre makes its headers by putting words before a known one, or ends them in a word that tells
what they are: 指标值确定依据. The words are data (labels.toml); the grammar is here, on keys.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import regex

from extract.words.section import Section

_LONGEST = 16
"""A longer text is no header made of words, but a sentence."""
_LONGEST_PLACE = 40
"""A longer text is no place with the name of a value behind it."""
_SHORTEST = 3
"""A shorter word at the end tells too little: 单位 ends both 计量单位 and 项目单位."""
_PLACED = "value"
_OF_ANOTHER_YEAR = ("value", "actual")
_LEVEL = regex.compile(
    r"^(?:第?(?P<n>[1-4一二三四])层级?|(?P<n>[1-4])级|第(?P<n>[1-4一二三四])级)(?=指标|目标|$)"
    r"|^(?:绩效)?(?:指标(?:层级|级次|级别|分级)|层级)(?P<n>[1-4一二三四])$"
    r"|^(?:绩效)?指标[(]?(?P<n>[1-4一二三四])级[)]?$"
)
"""一层, 第二级指标; 指标层级三, 指标（四级）."""
_OF_A_LEVEL = regex.compile(
    r"(?P<level>[一二三四])级(?:绩效|评价|考核)?(?:指标|目标)(?:内容|名称|项目|描述|项)"
)
"""二级指标名称, 三级指标内容: the number of the level tells, whatever else is said of it."""
_ROLE_OF_LEVEL = {"一": "level1", "二": "level2", "三": "name", "四": "name"}
_YEAR = re.compile(r"20\d\d年度?")
_NUMERALS = str.maketrans("1234", "一二三四")
_MARK = re.compile(r"[()/、·-]")


def levelled(printed: str) -> str:
    """The key of a level's header with its number in Han: it is the same label.

    >>> levelled("1级指标"), levelled("第二级指标"), levelled("1级公路"), levelled("指标层级三")
    ('一级指标', '二级指标', '1级公路', '三级')
    """
    match = _LEVEL.match(printed) if "级" in printed or "层" in printed else None
    if match is None:
        return printed
    number = match["n"].translate(_NUMERALS)
    return f"{number}级{printed[match.end() :]}"


class HeaderWords(NamedTuple):
    """Words that headers are made of and what they say (labels.toml), by their keys.

    `before` may stand before a whole header or before one of the `tails`; `endings` and
    `beginnings` tell by themselves.
    """

    before: Section
    tails: Section
    endings: Section
    beginnings: Section
    planned: tuple[str, ...]
    """Those of `before` that tell of what is meant to be done."""


def composed_role(printed: str, listed: Mapping[str, str], words: HeaderWords) -> str | None:
    """The role of a header by the words that it is made of; None where one of them is unknown.

    `listed` are whole headers and their roles.
    """
    text = _YEAR.sub("", _MARK.sub("", printed))
    if len(text) > _LONGEST:
        return None
    if level := _OF_A_LEVEL.fullmatch(text):
        return _ROLE_OF_LEVEL[level["level"]]
    found: set[str] = set()
    rest = text
    while rest:
        role = listed.get(rest) if len(rest) >= _SHORTEST else None
        role = role or (words.tails.get(rest) if found else None)
        if role is not None and not any(word in rest for word in words.planned):
            role = _done(role, found)
        if role is not None:
            return "prior" if "prior" in found and role in _OF_ANOTHER_YEAR else role
        word = words.before.beginning(rest)
        if word is None:
            break
        found.add(words.before[word])
        rest = rest.removeprefix(word)
    first = words.beginnings.beginning(text)
    if first is not None:
        return words.beginnings[first]
    last = words.endings.ending(text)
    return words.endings[last] if last is not None and last != text else None


def _done(role: str | None, words: set[str]) -> str | None:
    """完成指标值 is what was done; 预期实现值 and 计划完成值 are what is meant."""
    return "actual" if role == "value" and "done" in words and "planned" not in words else role


def placed(printed: str, listed: Section, places: Mapping[str, str]) -> bool:
    """Is a header a place or an office with the name of a value behind it: 全县指标值?"""
    if len(printed) > _LONGEST_PLACE or printed[-1:] not in listed.last_characters(_PLACED):
        return False
    for end in range(1, len(printed) - _SHORTEST + 1):  # the longest name first
        if listed.get(printed[end:]) == _PLACED:
            return printed[:end].endswith(tuple(places))
    return False

"""The words of budget tables, read once from words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import regex

from extract.model import Measure
from extract.words.labels import SUMS
from extract.words.text import key

_YEAR = regex.compile(r"20\d\d(?:年度|年)?")
_UNIT_BESIDE = regex.compile(r"\((?:[^()]*单位:)?(?:人民币)?(?:亿元|[千万]?元|百万元|%)\)")
_QUOTES = regex.compile(r"[“”\"'‘’「」《》]")
_ENUMERATED = regex.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d))"
)
_SORTED_BY = regex.compile(r"\(按[^()]*\)$")
_OF_THE_YEAR = regex.compile(r"^(?:本年度?|当年度?)")
_REMARK = regex.compile(r"\([^()]*\)$|安排$")
_IN_ENGLISH = regex.compile(r"(?<=[\p{Han})])[a-z][a-z .,&/()'-]*$", regex.IGNORECASE)
"""The same head once more below it, in another language."""
_OF_WHICH = regex.compile(r"^(?:其中|内|含):?")


def section(name: str) -> Mapping[str, Any]:
    """One section of words.toml.

    >>> section("generic")["words"][0]
    '合计'
    """
    found: Mapping[str, Any] = _sections()[name]
    return found


@cache
def _sections() -> Mapping[str, Any]:
    text = Path(__file__).parent.joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def measures() -> Mapping[str, Measure]:
    """Every head that tells what a column counts.

    Raises ValueError where a word stands under two measures.

    >>> measures()["公务接待费"]
    <Measure.RECEPTION: 'reception'>
    """
    found: dict[str, Measure] = {}
    for name, words in section("measures").items():
        for word in words:
            if found.setdefault(word, Measure(name)) != name:
                raise ValueError(f"{word}: stands under {found[word]} and {name}")
    return found


_LONGEST_HEAD = 20


@cache
def measure_by_parts(head: str) -> Measure | None:
    """The measure whose parts a head's key holds; None where it holds none, or is a sentence.

    >>> measure_by_parts("公务用车购置和运行维护支出"), measure_by_parts("公务员培训")
    (<Measure.VEHICLES: 'vehicles'>, None)
    """
    if len(head) > _LONGEST_HEAD:
        return None
    for name, choices in section("parts").items():
        if any(all(part in head for part in choice) for choice in choices):
            return Measure(name)
    return None


@cache
def words(name: str, entry: str) -> frozenset[str]:
    """The words of an entry of a section."""
    return frozenset(section(name)[entry])


@lru_cache(maxsize=1 << 14)  # asked of every cell by several rules
def head_key(text: str) -> str:
    r"""The key of a column's head: without year, unit, quotes, number, 其中 and by what it sorts.

    >>> head_key("2025年预算数（万元）"), head_key("其中：教育收费"), head_key("“三公”经费 合计")
    ('预算数', '教育收费', '三公经费合计')
    >>> head_key("支出功能科目（按大类）")
    '支出功能科目'
    >>> head_key("科目编码\nCode"), head_key("合计 Total")
    ('科目编码', '合计')
    """
    bare = _SORTED_BY.sub("", _QUOTES.sub("", _UNIT_BESIDE.sub("", _IN_ENGLISH.sub("", key(text)))))
    bare = _ENUMERATED.sub("", bare)
    return _OF_WHICH.sub("", _YEAR.sub("", bare)).strip(":")


def plainer(head: str) -> str:
    """A head's key without what only narrows it: 本年, 安排, a remark in brackets at its end.

    >>> plainer("当年财政拨款安排"), plainer("事业收入(不含专户资金)")
    ('财政拨款', '事业收入')
    """
    return _REMARK.sub("", _OF_THE_YEAR.sub("", head))


def is_of_which(text: str) -> bool:
    """Is a head or a row a part that is counted again elsewhere?

    >>> is_of_which("其中：捐赠收入"), is_of_which("其他收入")
    (True, False)
    """
    return key(text).startswith("其中")


def is_enumerated(text: str) -> bool:
    """Does a text begin with a number of a list, as rows do and heads do not?

    >>> [is_enumerated(text) for text in ("一、一般公共服务支出", "（一）财政拨款", "一般")]
    [True, True, False]
    """
    return bool(_ENUMERATED.match(key(text)))


def is_total(label: str) -> bool:
    """Is a row's label that of a total?

    >>> is_total("收 入 总 计"), is_total("本年支出合计"), is_total("合计"), is_total("总计划")
    (True, True, True, False)
    """
    bare = head_key(label)
    return bare.endswith(SUMS)

"""Printed label → role. The words are data (labels.toml); this module only compares keys."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path

import regex

from extract.words.composed_headers import HeaderWords, composed_role, levelled, placed
from extract.words.composed_labels import (
    composed_aside,
    composed_block,
    composed_fact,
    composed_goal,
    composed_owner,
    ended_fact,
)
from extract.words.section import Section
from extract.words.text import key, level_keys, split_bracket, undoubled, unnumbered

FURTHER_COLUMNS = frozenset(
    (
        *("note", "explanation", "standard", "description", "deviation"),
        *("expected", "likelihood", "prior"),
    )
)
"""Roles of columns that tell more of an indicator: no part of its target is read from them."""
DATED = regex.compile(r"^(?:20\d\d年度?|\d{1,2}月?[-—–~～至]\d{1,2}月[份底末]?)+")
"""A span of time before a header: 2024年目标值, 1-7月执行数."""
_SAYS_LEVEL = regex.compile(r"(?:指标|目标|类|层面?|维度|方面)等?$")
"""How a name ends that can only be a level's, whatever stands before: 项目质量指标, 产出数量类."""
_EXPECTED = ("产出", "效益", "效果", "经济效益", "社会效益", "生态效益")
"""预期产出 is a level; 预期收入 is an indicator."""
_YEARS = regex.compile(r"^20\d\d年?度?[-—–~～至到]+20\d\d年?度?")
"""A span of years before a goal's label: 2023-2025年目标."""
_NUMBERED = regex.compile(r"(?:\d{1,2}|[一二三四五六七八九十])$")
GOALS = ("goal", "goal_long_term", "goal_revised", "achieved")
"""Roles of labels of goals; `achieved` is what came of one."""
SUMS = ("合计", "总计", "小计")
"""How the name of a row or a column ends that sums others."""
_POINTS = regex.compile(r"\d{1,3}分$")


class LabelError(Exception):
    """labels.toml contradicts itself; the message names the label."""


@cache
def section(name: str) -> Section:
    """Key of a label → its role, for one section of labels.toml.

    >>> section("facts")["项目名称"]
    'project_name'
    """
    return _index(name, _sections()[name])


@cache
def _sections() -> Mapping[str, dict[str, list[str]]]:
    text = Path(__file__).parent.joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _index(name: str, roles: dict[str, list[str]]) -> Section:
    index = Section()
    for role, labels in roles.items():
        for label in labels:
            if key(label) in index:
                raise LabelError(f"[{name}] {label}: stands under {index[key(label)]} and {role}")
            index[key(label)] = role
    return index


@lru_cache(maxsize=1 << 14)
def role_of(name: str, text: str) -> str | None:
    """The role that a printed text names in a section, with or without a bracket behind it.

    >>> role_of("columns", "分值 （90）")
    'weight'
    >>> role_of("columns", "完成质量") is None
    True
    """
    roles = section(name)
    whole = undoubled(key(text))
    once = split_bracket(whole)[0].rstrip(":")
    stem = split_bracket(once)[0].rstrip(":")
    listed = roles.get(whole) or roles.get(once) or roles.get(stem)
    return listed or (_labelled(name, whole, stem) if name in _COMPOSED else None)


def _labelled(name: str, whole: str, stem: str) -> str | None:
    """The role of a label that is listed but for its number or points, or composed of words."""
    roles = section(name)
    undated = _undated(stem) if name == "blocks" else stem
    pointless = _POINTS.sub("", stem) if stem.endswith("分") else stem
    for each in dict.fromkeys((whole, stem, unnumbered(stem), pointless, undated)):
        role = roles.get(each) or _COMPOSED[name](each)
        if role is not None:
            return role
    return None


def _undated(printed: str) -> str:
    """A key without the span of time before it."""
    return DATED.sub("", printed) if printed[:1].isdecimal() else printed


_COMPOSED: Mapping[str, Callable[[str], str | None]] = {
    "facts": lambda each: (
        composed_fact(each, section("fact_words")) or ended_fact(each, section("fact_endings"))
    ),
    "blocks": lambda each: composed_block(
        each, section("goal_words"), section("money_block_words")
    ),
    "aside": lambda each: composed_aside(each, section("aside_words")),
}
"""The sections whose labels may be composed of words, and how."""


@lru_cache(maxsize=1 << 14)
def column_role(text: str) -> str | None:
    """The role of a column by its header, also one composed of known words.

    A span of time before a header is passed over.

    >>> column_role("1-7月执行数"), column_role("*指标值（必填）"), column_role("2024年目标值")
    ('actual_to_date', 'value', 'value')
    >>> [column_role(text) for text in ("１级指标", "绩效度量单位", "上年指标值", "全县指标值")]
    ['level1', 'unit', 'prior', 'value']
    >>> column_role("指标值确定依据"), column_role("项目单位") is None
    ('note', True)
    """
    printed = levelled(_undated(key(text)))
    return role_of("columns", text) or role_of("columns", printed) or _composed(printed)


def _composed(printed: str) -> str | None:
    columns, words = section("columns"), _header_words()
    for each in dict.fromkeys((printed, split_bracket(printed)[0])):
        role = composed_role(each, columns, words)
        if role is None and placed(each, columns, section("scopes")):
            role = "value"
        if role is not None:
            return role
    return None


@cache
def _header_words() -> HeaderWords:
    before = section("column_words")
    return HeaderWords(
        before=before,
        tails=section("column_tails"),
        endings=section("column_endings"),
        beginnings=section("column_beginnings"),
        planned=tuple(word for word, said in before.items() if said == "planned"),
    )


def owner_of(text: str) -> str | None:
    """Whose name a label at the left of a row asks for that says no 名称: 项目, 预算项目, 单位.

    >>> owner_of("预算项目"), owner_of("单位"), owner_of("项目支出")
    ('project_name', 'department_name', None)
    """
    printed = split_bracket(key(text))[0].rstrip(":")
    listed = role_of("list_owners", text)
    return listed or composed_owner(printed, section("fact_words"))


def part_of_year(text: str) -> bool:
    """Does a header name a part of the year: 半年（计划）目标值, 一季度?

    >>> part_of_year("上半年目标值"), part_of_year("全年目标值")
    (True, False)
    """
    printed = key(text)
    return any(role == "part" and word in printed for word, role in section("column_words").items())


def horizon_word(text: str) -> str | None:
    """`annual` or `long_term` where a heading names a span of time; None where none or both.

    >>> [horizon_word(x) for x in ("年度绩效指标", "实施期目标（2024年-2026年）", "指标值")]
    ['annual', 'long_term', None]
    """
    printed = split_bracket(key(text))[0]
    words = section("goal_words")
    found = {words[word] for word in words if word in printed} & {"annual", "long_term"}
    return found.pop() if len(found) == 1 else None


def goal_role(text: str) -> str | None:
    """`goal` or `goal_long_term` where a label names a goal; None for any other text.

    >>> goal_role("年度总目标"), goal_role("项目总目标（2024年-2026年）"), goal_role("年度目标2：")
    ('goal', 'goal_long_term', 'goal')
    >>> goal_role("目标1：通车") or goal_role("目标1")
    >>> goal_role("年度主要目标和成果"), goal_role("中期滚动目标（2024年--2026年）")
    ('goal', 'goal_long_term')
    """
    role = goal_label(text)
    return role if role in ("goal", "goal_long_term") else None


@lru_cache(maxsize=1 << 14)
def goal_label(text: str) -> str | None:
    """The role of a label of a goal or of what stands beside one; None for any other text.

    `goal`, `goal_long_term`; `goal_revised`, as changed in the year; `achieved`, what came of it.

    >>> goal_label("年度总体目标完成情况综述"), goal_label("全年（调整）绩效目标")
    ('achieved', 'goal_revised')
    """
    listed = section("blocks").get(undoubled(key(text))) or role_of("blocks", text)
    if listed:
        return listed if listed in GOALS else None
    rest = _NUMBERED.sub("", unnumbered(split_bracket(key(text))[0]))
    if rest == "目标" != key(text):
        return None
    undated = DATED.sub("", _YEARS.sub("", rest)) if rest[:1].isdecimal() else rest
    role = composed_goal(undated, section("goal_words"))
    return "goal_long_term" if role == "goal" and _YEARS.match(rest) else role


def sums_all(text: str) -> bool:
    """Does the name of a row or a column say that it sums the others: 合计, 全省合计?

    >>> sums_all("全市合计"), sums_all("小计（万元）"), sums_all("合计划拨")
    (True, True, False)
    """
    return split_bracket(key(text))[0].endswith(SUMS)


def hidden_by(text: str) -> str | None:
    """`name` or `goal` where a label that nobody knows speaks of one.

    >>> hidden_by("子课题名称全文"), hidden_by("年度愿景目标值"), hidden_by("联系地址")
    ('name', 'goal', None)
    """
    words, printed = section("hidden_words"), key(text)
    return next((role for word, role in words.items() if word in printed), None)


@lru_cache(maxsize=1 << 14)
def level_of(text: str) -> str | None:
    """Which level a printed name belongs to (`level1`, `level2`, `either`), None where to none.

    >>> level_of("时效指标"), level_of("产出指标（50分）"), level_of("质量"), level_of("质量合格率")
    ('level2', 'level1', 'level2', None)
    >>> level_of("产出数量指标"), level_of("服务对象满意度指标等"), level_of("项目质量")
    ('level2', 'level2', None)
    """
    levels = section("levels")
    name, stem = level_keys(text)
    return levels.get(name) or levels.get(stem) or _level_composed(name, stem)


def _level_composed(name: str, stem: str) -> str | None:
    """The level of a known name with known words before it, or 等, 类 behind it: 产出数量指标."""
    levels, words = section("levels"), section("level_prefixes")
    expected = name.removeprefix("预期").removeprefix("预计")
    whole = name in section("level_words") or (expected != name and expected in _EXPECTED)
    if not (whole or _SAYS_LEVEL.search(name)):
        return None
    rest, found = stem, set[str]()
    while rest not in levels:
        word = words.beginning(rest)
        if word is None:
            return None
        found.add(words[word])
        rest = rest.removeprefix(word)
    return "either" if "served" in found and levels[rest] == "level1" else levels[rest]


@lru_cache(maxsize=1 << 14)
def is_level(text: str) -> bool:
    """Is a text the name of a level, of forms or of a framework?"""
    return bool(level_of(text)) or is_framework_level(text)


def is_framework_level(text: str) -> bool:
    """Is a text a level of a framework by which spending is evaluated: 决策, 过程, 项目立项?

    >>> is_framework_level("项目决策（10分）"), is_framework_level("立项依据")
    (True, False)
    """
    name, stem = level_keys(text)
    words = section("level_words")
    return any(each in words for each in (name, stem.removesuffix("指标")))

"""Printed label → role. The words are data (labels.toml); this module only compares keys."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

import regex

from extract.words.composed_headers import composed_role, levelled, placed
from extract.words.text import key, level_keys, split_bracket, undoubled

PASSED_OVER = frozenset(
    ("note", "standard", "description", "deviation", "expected", "likelihood", "prior")
)
"""Roles of columns that the data has no place for."""
_LONGEST_HEADER = 60
_DATED = regex.compile(r"^(?:20\d\d年度?|\d{1,2}月?[-—–~～至]\d{1,2}月[份底末]?)+")
_NUMBERED = regex.compile(r"(?:\d{1,2}|[一二三四五六七八九十])$")
_OTHER_YEAR = regex.compile(r"^(20\d\d)年?度?")


class LabelError(Exception):
    """labels.toml contradicts itself; the message names the label."""


@cache
def section(name: str) -> Mapping[str, str]:
    """Key of a label → its role, for one section of labels.toml.

    >>> section("facts")["项目名称"]
    'project_name'
    """
    text = files("extract.words").joinpath("labels.toml").read_text(encoding="utf-8")
    return MappingProxyType(_index(name, tomllib.loads(text)[name]))


def _index(name: str, roles: dict[str, list[str]]) -> dict[str, str]:
    index: dict[str, str] = {}
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
    return roles.get(whole) or roles.get(split_bracket(whole)[0].rstrip(":"))


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
    printed = levelled(_DATED.sub("", key(text)))
    return role_of("columns", text) or role_of("columns", printed) or _composed(printed)


def _composed(printed: str) -> str | None:
    columns, words = section("columns"), section("column_words")
    for each in dict.fromkeys((printed, split_bracket(printed)[0])):
        role = composed_role(
            each, columns, words, section("column_endings"), section("column_beginnings")
        )
        if role is None and placed(each, columns, section("scopes")):
            role = "value"
        if role is not None:
            return role
    return None


def part_of_year(text: str) -> bool:
    """Does a header name a part of the year: 半年（计划）目标值, 一季度?

    >>> part_of_year("上半年目标值"), part_of_year("全年目标值")
    (True, False)
    """
    printed = key(text)
    return any(role == "part" and word in printed for word, role in section("column_words").items())


@lru_cache(maxsize=1 << 14)
def money_column(text: str, year: int | None = None) -> str | None:
    """What a heading says of the money below it; a year not the form's own is another year's.

    >>> money_column("全年执行数"), money_column("占比（%）"), money_column("财政拨款") is None
    ('executed', 'share', True)
    >>> money_column("2023年", 2024), money_column("2024年预算金额", 2024), money_column("2024年")
    ('prior', 'plan', 'prior')
    """
    printed = split_bracket(key(text))[0]
    dated = _OTHER_YEAR.match(printed)
    if not dated:
        return role_of("money_columns", text) or role_of("money_columns", _DATED.sub("", printed))
    rest = printed[dated.end() :]
    role = role_of("money_columns", rest)
    if rest and role is None:
        return None
    if role == "share":
        return role
    own = year is not None and int(dated[1]) == year
    return "prior" if not own else "plan" if role in (None, "amount") else role


def horizon_word(text: str) -> str | None:
    """`annual` or `long_term` where a heading names a span of time; None where none or both.

    >>> [horizon_word(x) for x in ("年度绩效指标", "实施期目标（2024年-2026年）", "指标值")]
    ['annual', 'long_term', None]
    """
    printed = split_bracket(key(text))[0]
    words = section("goal_words")
    found = {words[word] for word in words if word in printed} - {"neutral"}
    return found.pop() if len(found) == 1 else None


def names_columns(text: str) -> bool:
    """Does a line outside all tables print the header of an indicator block?

    Such a line tells of a table that no rules, tabs or cells hold together.

    >>> names_columns("| 一级指标 | 二级指标 | 三级指标 | 指标值 |")
    True
    >>> names_columns("共设一级指标3个、二级指标8个，三级指标20个，指标值均已确定。")
    False
    """
    printed = key(text)
    if len(printed) > _LONGEST_HEADER or "。" in printed or any(c.isdigit() for c in printed):
        return False
    roles = section("columns")
    words = {role for label, role in roles.items() if len(label) > 2 and label in printed}
    return len(words & {"level1", "level2", "name", "value"}) > 2


@lru_cache(maxsize=1 << 14)
def goal_role(text: str) -> str | None:
    """`goal` or `goal_long_term` where a label names a goal; None for any other text.

    >>> goal_role("年度总目标"), goal_role("项目总目标（2024年-2026年）"), goal_role("年度目标2：")
    ('goal', 'goal_long_term', 'goal')
    >>> goal_role("目标1：通车") or goal_role("目标1")
    """
    listed = role_of("blocks", text)
    if listed:
        return listed if listed.startswith("goal") else None
    words = section("goal_words")
    rest, found = _NUMBERED.sub("", split_bracket(key(text))[0]), set()
    if not rest.endswith("目标") or (rest == "目标" != key(text)):
        return None
    rest = rest.removesuffix("目标")
    while rest:
        word = max((word for word in words if rest.startswith(word)), key=len, default=None)
        if word is None:
            return None
        found.add(words[word])
        rest = rest.removeprefix(word)
    return "goal_long_term" if "long_term" in found and "annual" not in found else "goal"


@lru_cache(maxsize=1 << 14)
def level_of(text: str) -> str | None:
    """Which level a printed name belongs to (`level1`, `level2`, `either`), None where to none.

    >>> level_of("时效指标"), level_of("产出指标（50分）"), level_of("质量"), level_of("质量合格率")
    ('level2', 'level1', 'level2', None)
    """
    levels = section("levels")
    name, stem = level_keys(text)
    return levels.get(name) or levels.get(stem)


def levels_in(text: str) -> int:
    """How many different names of levels run into each other; none where a text says more.

    A stop between them tells that one cell means both: 经济效益指标、社会效益指标.

    >>> levels_in("产出指标 效益指标 满意度指标"), levels_in("产出指标产出指标")
    (3, 1)
    >>> levels_in("社会公众或服务对象满意度指标"), levels_in("产出指标完成率")
    (1, 0)
    """
    rest, found = key(text), set()
    names = section("levels")
    while rest:
        name = max((each for each in names if rest.startswith(each)), key=len, default=None)
        if name is None:
            return 0
        found.add(name)
        rest = rest.removeprefix(name)
    return len(found)


_PRINTED_DOWN = ("blocks", "facts", "columns", "levels", "funding")


def in_a_label(text: str) -> bool:
    """Is a text a label, or a part of one that a page edge or a narrow cell left over?

    >>> in_a_label("绩效指"), in_a_label("标"), in_a_label("课程")
    (True, True, False)
    """
    part = key(text)
    return bool(part) and (bool(goal_role(part)) or any(part in label for label in _labels()))


@cache
def _labels() -> frozenset[str]:
    return frozenset(label for name in _PRINTED_DOWN for label in section(name))

"""What heads a block of indicators, what is a label, what opens a form: said here, once.

A row is given by its texts from left to right, those of empty cells too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import cache, lru_cache

import regex

from extract.words.labels import (
    column_role,
    goal_label,
    goal_role,
    is_level,
    level_of,
    role_of,
    section,
)
from extract.words.money_labels import funding_role, money_column
from extract.words.text import key
from extract.words.titles import is_year_line

LEVELS = ("level1", "level2")
NAMES = ("name", "description")
"""A column that describes indicators names them where no other does."""
_LEVELS, _NAMES = frozenset(LEVELS), frozenset(NAMES)
CORE = (*LEVELS, "name", "value")
_MEASURED = {"operator", "unit", "weight"}
"""What stands beside the value of an indicator, and of nothing else that has a name and a value."""
_OPENERS = ("project_name", "department_name")
_LABELS = ("facts", "blocks", "columns", "levels", "money_sides")
_PRINTED_DOWN = ("blocks", "facts", "columns", "levels", "funding")
_LONGEST_HEADER = 60
_FEW = 2
_MOST = 3
_PARTS = 3
"""Texts of a row, at the least: two levels and a name."""


def column_roles(texts: Sequence[str]) -> list[str]:
    """What the texts of a header row name, empty where nothing.

    绩效指标 right of the levels is the column of indicators where no other is.

    >>> column_roles(["一级指标", "二级指标", "绩效指标", "指标值"])
    ['level1', 'level2', 'name', 'value']
    """
    roles = [column_role(text) or "" for text in texts]
    if _NAMES.isdisjoint(roles):
        levelled = not _LEVELS.isdisjoint(roles)
        first = max(n for n, role in enumerate(roles, 1) if role in LEVELS) if levelled else 0
        for n in range(first, len(texts)):
            if role_of("blocks", texts[n]) == "indicators":
                roles[n] = "name"
                break
    return roles


def heads_block(texts: Iterable[str]) -> bool:
    """Does a row head a block of indicators: their names, and their levels or measured values?

    >>> heads_block(["一级指标", "三级指标", "指标值"]), heads_block(["指标名称", "指标值"])
    (True, False)
    >>> heads_block(["指标名称", "计量单位", "指标值"])  # some print no levels
    True
    """
    return _heads_block(tuple(texts))


@lru_cache(maxsize=1 << 12)  # several rules ask it of every row of a table
def _heads_block(texts: tuple[str, ...]) -> bool:
    return _has_levels_or_values(set(map(column_role, texts))) and roles_head_block(
        column_roles(texts)
    )


def roles_head_block(roles: Iterable[str]) -> bool:
    """Does a row head a block of indicators, by the roles of its columns?

    >>> roles_head_block(column_roles(["一级指标", "三级指标", "指标值"]))
    True
    """
    found = set(roles)
    return not found.isdisjoint(NAMES) and _has_levels_or_values(found)


def _has_levels_or_values(roles: Set[str | None]) -> bool:
    return not roles.isdisjoint(LEVELS) or ("value" in roles and not roles.isdisjoint(_MEASURED))


def speaks_of_block(texts: Iterable[str]) -> bool:
    """May a row be a block's header, as far as to be signalled: two of levels and indicators?

    >>> speaks_of_block(["一级指标", "二级指标", "指标值"]), speaks_of_block(["指标", "指标值"])
    (True, False)
    """
    roles = {column_role(text) for text in texts if names_indicators(text)}
    return len(roles) >= _FEW


def line_heads_block(line: str) -> bool:
    """Does a line outside all tables print the header of an indicator block?

    Such a line tells of a table that no rules, tabs or cells hold together.

    >>> line_heads_block("| 一级指标 | 二级指标 | 三级指标 | 指标值 |")
    True
    >>> line_heads_block("共设一级指标3个、二级指标8个，三级指标20个，指标值均已确定。")
    False
    """
    printed = key(line)
    if len(printed) > _LONGEST_HEADER or "。" in printed or any(c.isdigit() for c in printed):
        return False
    named = (any(label in printed for label in labels) for labels in _core_labels())
    return sum(named) >= _MOST


@cache
def _core_labels() -> tuple[tuple[str, ...], ...]:
    """For each role that most headers have, the labels that tell it wherever they stand."""
    labels = [(label, role) for label, role in section("columns").items() if len(label) > _FEW]
    return tuple(tuple(label for label, role in labels if role == each) for each in CORE)


def headers_in_lines(lines: Iterable[str]) -> list[str]:
    """The headers of indicator blocks that lines outside all tables print, a line or several each.

    >>> headers_in_lines(["绩效指标", "一级指标", "", "三级指标", "指标值", "产出指标", "数量指标"])
    ['一级指标 | 三级指标 | 指标值']
    """
    found: list[str] = []
    labels: list[str] = []
    for line in (*filter(str.strip, lines), ""):
        if column_role(line):
            labels.append(line.strip())
            continue
        if len(labels) >= _MOST and heads_block(labels):
            found.append(" | ".join(labels))
        labels = []
        if line_heads_block(line):
            found.append(line)
    return found


def rows_in_lines(lines: Iterable[str]) -> list[str]:
    """Rows of indicators that lines outside all tables print: two levels, and texts behind them.

    >>> rows_in_lines(["效益指标 社会效益指标 受益人口 ≥1人", "产出指标和数量指标如下"])
    ['效益指标 社会效益指标 受益人口 ≥1人']
    """
    return [line for line in lines if _is_row(line.split())]


def _is_row(parts: list[str]) -> bool:
    return len(parts) >= _PARTS and all(map(is_level, parts[:2])) and not is_level(parts[2])


def names_indicators(text: str) -> bool:
    """Is a text the header of a column that names indicators or their levels?"""
    return role_of("columns", text) in (*LEVELS, "name")


def is_blocks_word(text: str) -> bool:
    """Does a text stand in blocks of indicators only: at their side, over a column, as a level?"""
    block = role_of("blocks", text) == "indicators"
    return block or role_of("columns", text) in CORE or bool(level_of(text))


@lru_cache(maxsize=1 << 14)
def is_label(text: str) -> bool:
    """Is a text a label, where the text of another one ends?

    A year alone is the text of a label, though it may head a column of money.

    >>> [is_label(text) for text in ("项目名称", "其中：财政拨款", "数量指标", "2024年", "改善")]
    [True, True, True, False, False]
    """
    if goal_label(text) or funding_role(text) or any(role_of(name, text) for name in _LABELS):
        return True
    return money_column(text) is not None and not is_year_line(text)


@lru_cache(maxsize=1 << 12)  # lines that head every page
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


def opens_form(texts: Iterable[str]) -> bool:
    """Does a row begin with the label of a project's or a department's name?

    >>> opens_form(["项目名称", "道路"]), opens_form(["", "项目名称"]), opens_form(["道路"])
    (True, True, False)
    """
    first = next((text for text in texts if key(text)), "")
    return role_of("facts", first) in _OPENERS


def opens_head(text: str) -> bool:
    """Does what stands above a block begin with a text: a fact, a goal, the label of a block?"""
    block = role_of("blocks", text)
    return bool(goal_role(text) or role_of("facts", text)) or block in ("indicators", "funding")


@cache
def _level_names() -> regex.Pattern[str]:
    # Longest first: 社会公众或服务对象满意度指标 is one name, not two.
    names = sorted(section("levels"), key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, names)))


def level_names(text: str) -> list[str]:
    """The names of levels that a text prints, each as often as it does: only indicator rows do.

    >>> level_names("产出指标 | 数量指标 | 数量指标")
    ['产出指标', '数量指标', '数量指标']
    """
    return _level_names().findall(key(text))


@lru_cache(maxsize=1 << 12)
def levels_run_together(text: str) -> bool:
    """Do different names of levels run into each other, and nothing else? No rule parts their rows.

    A stop between them tells that one cell means both: 经济效益指标、社会效益指标.

    >>> levels_run_together("产出指标 效益指标 满意度指标"), levels_run_together("产出指标产出指标")
    (True, False)
    >>> levels_run_together("社会公众或服务对象满意度指标"), levels_run_together("产出指标完成率")
    (False, False)
    """
    names = level_names(text)
    return len(set(names)) > 1 and "".join(names) == key(text)

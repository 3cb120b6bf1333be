"""Printed level names → codes (docs/values.md, Levels)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from extract.words.text import key, level_keys, one_line

_ENDING = "指标"
_MARKS = str.maketrans("", "", "-—–/·:")
"""What may stand between two levels in one cell: 产出-数量."""
_LONGEST_BEFORE = 8
"""Characters before a known name; what is longer is no name of a level."""


@cache
def _names(level: str) -> Mapping[str, list[str]]:
    """Code → its printed names, the one that stands for all of them first."""
    file = Path(__file__).parent / "vocabulary" / "levels.toml"
    text = file.read_text(encoding="utf-8")
    names: dict[str, list[str]] = tomllib.loads(text)[level]
    return MappingProxyType(names)


@cache
def _codes(level: str) -> Mapping[str, str]:
    return MappingProxyType(
        {key(name): code for code, names in _names(level).items() for name in names}
    )


def codes(level: str) -> tuple[str, ...]:
    """The codes of `level1` or `level2` in the order of levels.toml (docs/values.md, Levels).

    >>> codes("level1")
    ('COST', 'OUTPUT', 'BENEFIT', 'SATISFACTION', 'INPUT')
    """
    return tuple(dict.fromkeys(_codes(level).values()))


def level_code(level: str, text: str) -> str | None:
    """The code of a printed name at `level1` or `level2`, None where unknown.

    A name composed of a known one and words before it has its code: 部门效益指标, 产出数量. Source:
    docs/values.md, Levels.

    >>> level_code("level2", "<b>时效指标</b>"), level_code("level2", "成本指标")
    ('TIMELINESS', 'COST')
    >>> level_code("level1", "满意度指标（10分）"), level_code("level1", "其他指标")
    ('SATISFACTION', None)
    >>> level_code("level1", "产出数量"), level_code("level2", "产出数量")
    ('OUTPUT', 'QUANTITY')
    >>> level_code("level2", "经济效益和社会效益指标") is None  # two of them
    True
    """
    codes = _codes(level)
    name, stem = level_keys(text)
    return codes.get(name) or codes.get(stem) or _composed(level, stem.translate(_MARKS))


@lru_cache(maxsize=1 << 12)  # the same few names in all rows of all forms
def _composed(level: str, stem: str) -> str | None:
    """The code of the known name that a name ends in, or at `level1` of that which it begins with.

    产出数量 as a first level is 产出. What names two of a level is neither, and so is what the
    vocabulary says is no level of the list.
    """
    codes, seconds = _codes(level), _codes("level2")
    if stem in _names("no_level")["names"]:
        return None
    if level == "level1":
        for name, code in codes.items():
            if stem.removeprefix(name.removesuffix(_ENDING)) in seconds.keys() - {stem}:
                return code
    last = max(filter(stem.endswith, codes), key=len, default=None)
    before = stem.removesuffix(last) if last else ""
    if last is None or len(before) > _LONGEST_BEFORE:
        return None
    others = (name.removesuffix(_ENDING) for name in codes if codes[name] != codes[last])
    return None if any(other in before for other in others) else codes[last]


def level_label(level: str, code: str | None) -> str | None:
    """The Chinese name of a code of `level1` or `level2`, one for all of its spellings.

    Source: docs/values.md, Levels.

    >>> level_label("level2", level_code("level2", "满意度指标")), level_label("level1", None)
    ('服务对象满意度指标', None)
    """
    return None if code is None else _names(level)[code][0]


@lru_cache(maxsize=1 << 12)  # the same few pairs in all rows of all forms
def level_columns(level1: str, level2: str) -> Mapping[str, Any]:
    """The columns of a row's two printed levels: text, code, and the one name of the code.

    >>> columns = level_columns("产出指标", "满意度指标")
    >>> columns["level1"], columns["level2_text"], columns["level2_label"]
    ('OUTPUT', '满意度指标', '服务对象满意度指标')
    """
    columns: dict[str, Any] = {}
    for level, text in (("level1", level1), ("level2", level2)):
        code = level_code(level, text)
        columns[level], columns[f"{level}_label"] = code, level_label(level, code)
        columns[f"{level}_text"] = one_line(text)
    return MappingProxyType(columns)

"""Printed level names → codes (docs/values.md, Levels)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from extract.words.text import key, level_keys


@cache
def _codes(level: str) -> Mapping[str, str]:
    text = files("normalize.vocabulary").joinpath("levels.toml").read_text(encoding="utf-8")
    codes: dict[str, list[str]] = tomllib.loads(text)[level]
    return MappingProxyType({key(name): code for code, names in codes.items() for name in names})


def codes(level: str) -> tuple[str, ...]:
    """The codes of `level1` or `level2` in the order of levels.toml (docs/values.md, Levels).

    >>> codes("level1")
    ('COST', 'OUTPUT', 'BENEFIT', 'SATISFACTION', 'INPUT')
    """
    return tuple(dict.fromkeys(_codes(level).values()))


def level_code(level: str, text: str) -> str | None:
    """The code of a printed name at `level1` or `level2`, None where unknown.

    Source: docs/values.md, Levels.

    >>> level_code("level2", "<b>时效指标</b>"), level_code("level2", "成本指标")
    ('TIMELINESS', 'COST')
    >>> level_code("level1", "满意度指标（10分）"), level_code("level1", "其他指标")
    ('SATISFACTION', None)
    """
    codes = _codes(level)
    name, stem = level_keys(text)
    return codes.get(name) or codes.get(stem)

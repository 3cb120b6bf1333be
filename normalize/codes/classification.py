"""A code of a budget table in its classification: whole, its level, its names, year and source.

>>> entry = entry_of("20805")
>>> entry.name, entry.level, entry.year
('行政事业单位养老支出', <CodeLevel.SECTION: 'section'>, 2024)
>>> entry.names[1], entry.source
('行政事业单位离退休', '财政部：政府收支分类科目（2024年版）')
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import regex

from extract.model import Classification
from extract.words.text import key

_LEVELS = {3: "class", 5: "section", 7: "item"}
_MARKS = regex.compile(r"[()、，,]")
_TAIL = regex.compile(r"(?:支出|费用|经费|费|事务)$")


class CodeLevel(StrEnum):
    """The level of a code in its classification: 类, 款, 项."""

    CLASS = "class"
    SECTION = "section"
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A code of a classification: its name, and the publication that has it under this name.

    `names` are all names that it has had, the current one first.
    """

    code: str
    scheme: Classification
    name: str
    names: tuple[str, ...]
    year: int
    source: str

    @property
    def level(self) -> CodeLevel:
        """类, 款 or 项."""
        return CodeLevel(_LEVELS[len(self.code)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What a printed code is: its scheme and level by its shape, its entry where it is known."""

    code: str
    scheme: Classification
    level: CodeLevel
    entry: Entry | None


def coded(digits: str, named: Classification | None = None) -> Coded | None:
    """A whole code read; None where its shape is none of a classification's.

    `named` is the scheme that the table's heads name: a code of the other one is told by its own
    first digit, since heads are copied from one table to the next.

    >>> coded("2080505").level, coded("30101").scheme, coded("105236")
    (<CodeLevel.ITEM: 'item'>, <Classification.ECONOMIC: 'economic'>, None)
    """
    if len(digits) not in _LEVELS or digits[0] not in "235":
        return None
    scheme = Classification.FUNCTION if digits[0] == "2" else Classification.ECONOMIC
    if scheme is Classification.ECONOMIC and len(digits) == max(_LEVELS):
        return None
    if (
        named is Classification.FUNCTION
        and scheme is Classification.ECONOMIC
        and digits not in entries()
    ):
        return None
    return Coded(
        code=digits,
        scheme=scheme,
        level=CodeLevel(_LEVELS[len(digits)]),
        entry=entry_of(digits),
    )


def entry_of(code: str) -> Entry | None:
    """The entry of a whole code; None where no known classification has it."""
    return entries().get(code)


def is_contradicted(entry: Entry, printed: str) -> bool:
    """Do a code and the name printed beside it not belong together?

    Names change with the years and are cut short: only a name that is another code's of the same
    level, or that shares nothing with any name of this one, contradicts it.

    >>> entry = entry_of("20805")
    >>> [is_contradicted(entry, name) for name in ("行政事业单位养老", "抚恤", "离退休")]
    [False, True, False]
    """
    name = _bare(printed)
    own = [_bare(each) for each in entry.names]
    if not name or any(name in each or each in name for each in own):
        return False
    if entry.code in codes_named(name, len(entry.code), entry.scheme):
        return False
    if codes_named(name, len(entry.code), entry.scheme):
        return True
    return not any(_pairs(name) & _pairs(each) for each in own)


def codes_named(bare: str, length: int, scheme: Classification) -> frozenset[str]:
    """The codes of a level that have, or had, a name."""
    return _by_name().get((bare, length, scheme), frozenset())


@cache
def entries() -> Mapping[str, Entry]:
    """Every known code of both classifications."""
    found: dict[str, Entry] = {}
    for name, scheme in (
        ("functional", Classification.FUNCTION),
        ("economic", Classification.ECONOMIC),
    ):
        text = Path(__file__).parent.joinpath(f"{name}.toml").read_text(encoding="utf-8")
        found |= _entries(tomllib.loads(text), scheme)
    return MappingProxyType(found)


def _entries(file: Mapping[str, Any], scheme: Classification) -> dict[str, Entry]:
    lists = [{**file["publication"], "codes": file["codes"]}, *file.get("former", ())]
    names: dict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    for each in lists:
        for code, name in each["codes"].items():
            names[code].append((name, each))
    return {
        code: Entry(
            code=code,
            scheme=scheme,
            name=known[0][0],
            names=tuple(dict.fromkeys(name for name, _ in known)),
            year=known[0][1]["year"],
            source=f"{known[0][1]['publisher']}：{known[0][1]['title']}",
        )
        for code, known in names.items()
    }


@cache
def _by_name() -> Mapping[tuple[str, int, Classification], frozenset[str]]:
    found: dict[tuple[str, int, Classification], set[str]] = defaultdict(set)
    for entry in entries().values():
        for name in entry.names:
            found[_bare(name), len(entry.code), entry.scheme].add(entry.code)
    return MappingProxyType({name: frozenset(codes) for name, codes in found.items()})


@lru_cache(maxsize=1 << 12)  # of every amount in a row
def _bare(name: str) -> str:
    """A name as it is compared: without brackets, marks and its last 支出, 费."""
    return _TAIL.sub("", _MARKS.sub("", key(name)))


def _pairs(name: str) -> set[str]:
    return {name[n : n + 2] for n in range(len(name) - 1)}

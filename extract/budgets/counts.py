"""Rows that count cars, guests or groups among rows of money (相关统计数): units of their own."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extract.budgets.words import section
from extract.words.text import key

_UNIT = regex.compile(
    r"\((?P<unit>(?:[个人辆台套次批户件项处座场家亩]|人次|批次|团组|平方米|台\(套\))"
    r"(?:[,、/]?[个人辆台套次批户件])?)\)$"
)
_LEVELS = (
    regex.compile(r"^[一二三四五六七八九十]{1,3}[、.]"),
    regex.compile(r"^\([一二三四五六七八九十]{1,3}\)"),
    regex.compile(r"^\d{1,2}[、.](?!\d)"),
    regex.compile(r"^\(\d{1,2}\)"),
)
"""How lists are numbered, each within the one before."""
_DEEPEST = len(_LEVELS)
COUNT = "数"
"""The unit of a row that counts something and does not say in what."""


def unit_of_count(label: str) -> str | None:
    """The unit that a row's label prints behind it, or that its words are known by.

    >>> unit_of_count("5．国内公务接待批次（个）"), unit_of_count("公务用车保有量")
    ('个', '数')
    >>> unit_of_count("公务用车购置费"), unit_of_count("因公出国（境）")
    (None, None)
    """
    folded = key(label)
    found = _UNIT.search(folded)
    if found:
        return found["unit"]
    return COUNT if folded.endswith(tuple(section("rows")["counts"])) else None


@dataclass(slots=True)
class Counts:
    """The rows of a block so far: what counts goes on in the rows that are listed within it."""

    unit: str | None = None
    level: int = field(default=_DEEPEST)

    def unit_of(self, label: str) -> str | None:
        """The unit of the next row where it counts something; None where it is of money.

        >>> rows = Counts()
        >>> [rows.unit_of(text) for text in ("（一）车辆数合计（辆）", "1．机要用车", "四、采购")]
        ['辆', '辆', None]
        """
        if not label:
            return None
        level = _level(label)
        own = unit_of_count(label)
        if own is not None:
            self.unit, self.level = own, level
        elif level <= self.level:
            self.unit, self.level = None, _DEEPEST
        return self.unit


def _level(label: str) -> int:
    folded = key(label)
    return next((n for n, mark in enumerate(_LEVELS) if mark.match(folded)), _DEEPEST)

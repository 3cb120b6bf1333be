"""The names of levels that stand above a row, in its set of columns."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.targets.realigned_row import Cells
from extract.targets.value_columns import ColumnSet
from extract.words.labels import level_of, role_of
from extract.words.text import key

_BOTH = regex.compile(
    r"\s*(?P<first>\p{Han}{2,8}?)\s*(?:[-—–－/／>＞→·:：]+|[（(])\s*(?P<second>\p{Han}{2,14})\s*[)）]?\s*"
)
"""A first level and a second in one cell: 产出-数量, 效益（社会效益指标）."""


def both_levels(text: str) -> tuple[str, str] | None:
    """The first level and the second one that one cell prints; None where it does not print both.

    >>> both_levels("产出-数量"), both_levels("效益指标（社会效益指标）")
    (('产出', '数量'), ('效益指标', '社会效益指标'))
    >>> both_levels("经济效益/社会效益") or both_levels("产出指标（50分）")
    """
    match = _BOTH.fullmatch(text)
    if match is None or level_of(match["first"]) not in ("level1", "either"):
        return None
    second = level_of(match["second"]) in ("level2", "either")
    return (match["first"], match["second"]) if second else None


@dataclass(slots=True)
class LevelsAbove:
    """A set of columns, and the level names that stand above in it."""

    column_set: ColumnSet
    level1: str = ""
    level2: str = ""
    lost: bool = False
    """Did a row above fail that may have named a level?"""

    def stand_alone(self, name: str) -> None:
        """One name over both columns: it stands under no first level printed above."""
        if both := both_levels(name):
            (self.level1, self.level2), self.lost = both, False
            return
        second = level_of(name) == "level2"
        self.level1, self.level2 = ("", name) if second else (name, "")
        self.lost = False

    def stand_below(self, level1: str, level2: str) -> None:
        """Merged level cells: an empty one repeats the level above, inside one first level only."""
        one = not {"level1", "level2"} <= set(self.column_set.roles)
        if one and (both := both_levels(level1 or level2)):
            level1, level2 = both
        if not key(level2) and self._is_second(level1, one=one):
            if one and not self._is_parent(level1):
                self.level1 = ""
            level1, level2 = "", level1
        elif "level1" not in self.column_set.roles and level_of(level2) == "level1":
            level1, level2 = level2, ""
        if key(level1):
            if key(level1) != key(self.level1):
                self.level2 = ""
            self.level1, self.lost = level1, False
        if key(level2):
            self.level2 = level2

    def _is_second(self, name: str, *, one: bool) -> bool:
        """A second level's name; 成本指标 is one below another, where one column prints all."""
        level = level_of(name)
        below = one and level == "either" and not key(self.level1) and bool(key(self.level2))
        return level == "level2" or below

    def _is_parent(self, name: str) -> bool:
        """May a second level stand under the first level printed above it?"""
        word = role_of("level_parents", name)
        return word is None or word in self.level1


def spans_levels(cells: Cells) -> bool:
    """Does one cell stand in both columns of levels?"""
    return cells.get("level1") is not None and cells.get("level1") is cells.get("level2")

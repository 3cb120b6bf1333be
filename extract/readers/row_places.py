"""Where the texts of a row belong that lost its empty cells: names of levels tell, and counts.

Below a header of k columns beside those of levels, a row is names of levels and k texts. Where the
texts between two names are no multiple of k, cells were lost whose places nothing proves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.readers.printed_lines import Piece, Row
from extract.words.heads import CORE, LEVELS, column_roles, heads_block
from extract.words.labels import (
    FURTHER_COLUMNS,
    column_role,
    is_framework_level,
    is_level,
    level_of,
    role_of,
)
from extract.words.money_labels import money_column, speaks_of_money
from extract.words.text import key

_OWNERS = ("project_name", "department_name", "office_or_project")
_VALUE = regex.compile(r"^\s*(?:[<>=≥≤≧≦＜＞＝]|\d[\d.,]*\s*(?:[%％]|\p{Han}{0,3})$)")
_SERVED = "满意度"
_MOST = 200
"""Texts between two names of levels at the most."""
_AMOUNT = regex.compile(r"[-\d,，.\s]+(?:万?元)?")


@dataclass(frozen=True, slots=True)
class BlockHeader:
    """The header of a block of indicators, as a row, and what its columns are from the levels on.

    `side` counts the cells of labels at the block's side, before the levels.
    """

    roles: tuple[str, ...]
    row: Row
    side: int

    @property
    def levels(self) -> int:
        """How many columns of levels there are."""
        return sum(role in LEVELS for role in self.roles)

    @property
    def columns(self) -> int:
        """How many columns stand right of the levels."""
        return len(self.roles) - self.levels

    @property
    def fewest(self) -> int:
        """The columns that an indicator cannot do without: the last may be those of remarks."""
        own = [n for n, role in enumerate(self.roles) if role not in FURTHER_COLUMNS]
        return own[-1] + 1 - self.levels


def header_of(texts: Sequence[str]) -> BlockHeader | None:
    """The header that texts make, levels first; None where they make none.

    >>> header_of(["绩效指标", "一级指标", "三级指标", "指标值"]).roles
    ('level1', 'name', 'value')
    """
    side = 1 if texts and role_of("blocks", texts[0]) == "indicators" else 0
    own = texts[side:]
    roles = tuple(column_roles(own))
    levels = sum(role in LEVELS for role in roles)
    known = all(roles) and {"name", "value"} <= set(roles) and len(set(roles)) == len(roles)
    if not known or not levels or not heads_block(own) or set(roles[:levels]) - set(LEVELS):
        return None
    return BlockHeader(roles, tuple(map(Piece, texts)), side)


@dataclass(frozen=True, slots=True)
class ListHeader:
    """The header of a list of projects: columns of theirs, then those of indicators."""

    leads: tuple[str, ...]
    """What stands before the first level."""
    width: int

    def placed(self, texts: list[str]) -> Row:
        """A row whose indicator ends it, and whose project stands before the first level's name.

        A row without one is an office's sum: its amount stands under that of projects.
        """
        first = next((n for n, text in enumerate(texts) if is_level(text)), None)
        if first is None:
            return self._sum(texts)
        if first > len(self.leads):
            return tuple(map(Piece, texts))
        blank = [""] * (len(self.leads) - first)
        return tuple(map(Piece, (*blank, *texts)))

    def _sum(self, texts: list[str]) -> Row:
        money = [n for n, label in enumerate(self.leads) if _is_money(label)]
        amounts = [text for text in texts if _AMOUNT.fullmatch(text)]
        if len(money) != 1 or texts[-1:] != amounts or len(texts) > money[0] + 1:
            return tuple(map(Piece, texts))
        blank = [""] * (money[0] - len(texts) + 1)
        return tuple(map(Piece, (*texts[:-1], *blank, *amounts)))


def list_header_of(texts: Sequence[str]) -> ListHeader | None:
    """The header of a list of projects that texts make; None where they make none."""
    roles = column_roles(texts)
    first = next((n for n, role in enumerate(roles) if role in LEVELS), 0)
    owned = any(role_of("facts", text) in _OWNERS for text in texts[:first])
    if not owned or not heads_block(texts):
        return None
    return ListHeader(tuple(texts[:first]), len(texts))


def _is_money(label: str) -> bool:
    return bool(money_column(label) or role_of("list_money", label) or speaks_of_money(label))


def rows_in(
    tokens: Sequence[str], header: BlockHeader, above: str = ""
) -> tuple[list[Row], list[str]]:
    """The rows that tokens make, and those that lost cells: their levels stand above the next.

    `above` is the first level that stands over them.
    """
    found: list[Row] = []
    lost: list[str] = []
    at = 1 if tokens and role_of("blocks", tokens[0]) == "indicators" else 0
    while at < len(tokens):
        names, begin = _level_names(tokens, at, header.levels, above)
        above = names[0] or above
        stop = _end(tokens, begin, header)
        groups = _groups(tokens[begin:stop], header)
        if groups is None:
            stop = next(
                (k for k in range(begin + 1, len(tokens)) if is_level(tokens[k])), len(tokens)
            )
            lost.append(" | ".join(tokens[at:stop]))
        for n, group in enumerate(groups or ()):
            found.append(_row(names if n == 0 else ["", ""], group, header))
        if not groups and any(names):
            found.append(_row(names, [], header))
        at = stop
    return found, lost


def _end(tokens: Sequence[str], begin: int, header: BlockHeader) -> int:
    """Where the indicators that begin at a token end: before the next row's level."""
    firsts = (tokens[begin : begin + k] for k in (header.columns, header.fewest))
    if not any(_fits(first, header) for first in firsts if len(first) > 1):
        return len(tokens)
    for k in range(begin + 1, min(begin + _MOST, len(tokens))):
        if is_level(tokens[k]) and _groups(tokens[begin:k], header) is not None:
            return k
    return len(tokens)


def _level_names(tokens: Sequence[str], at: int, most: int, above: str) -> tuple[list[str], int]:
    """The names of levels that stand at a place, under the columns they belong to.

    成本指标 below 产出指标 is a second level where no other one follows it; so is a first level's
    name printed twice, 满意度指标 | 满意度指标.
    """
    names = ["", ""]
    begin = at
    while begin < len(tokens) and begin - at < most:
        text = tokens[begin]
        level = level_of(text)
        framework = is_framework_level(text)
        second = level == "level2" or (names[0] and (level == "either" or framework))
        second = second or (level == "level1" and _named_again(names[0], text))
        if level == "either" and not any(names) and level_of(above) == "level1" and most > 1:
            followed = begin + 1 < len(tokens) and is_level(tokens[begin + 1])
            second = not followed
        if second and not names[1]:
            names[1] = text
        elif (level or framework) and not names[0] and not names[1]:
            names[0] = text
        else:
            break
        begin += 1
    return names, begin


def _named_again(first: str, text: str) -> bool:
    """满意度指标 | 满意度指标, or 服务对象满意度指标 behind it: two levels named alike."""
    return bool(key(first)) and (key(text) == key(first) or (_SERVED in first and _SERVED in text))


def _groups(texts: Sequence[str], header: BlockHeader) -> list[Sequence[str]] | None:
    """The indicators that texts between two names of levels make; None where cells were lost."""
    for k in dict.fromkeys((header.columns, header.fewest)):
        if len(texts) % k == 0:
            groups = [texts[n : n + k] for n in range(0, len(texts), k)]
            if all(_fits(group, header) for group in groups):
                return groups
    return None


def _fits(group: Sequence[str], header: BlockHeader) -> bool:
    """Do numbers stand where points do, no value where the name does, no label anywhere?"""
    cells = dict(zip(header.roles[header.levels :], group, strict=False))
    points = [cells[role] for role in ("weight", "score") if role in cells]
    numbers = all(any(map(str.isdigit, text)) for text in points)
    others = [text for role, text in cells.items() if role != "name"]
    headed = any(map(column_role, others)) or column_role(cells["name"]) in CORE
    named = not _VALUE.search(cells["name"]) and not headed
    return numbers and named and not any(map(is_level, others))


def _row(levels: list[str], group: Sequence[str], header: BlockHeader) -> Row:
    own = [levels[0], levels[1]] if header.levels > 1 else ["".join(filter(None, levels))]
    blank = [""] * (header.columns - len(group))
    return tuple(map(Piece, (*[""] * header.side, *own, *group, *blank)))

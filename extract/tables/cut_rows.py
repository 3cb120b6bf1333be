"""Is the first row of a page a row of its own, or the rest of the last row of the page before?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from math import inf
from typing import NamedTuple

import regex

from extract.model import Cell
from extract.tables.repeated_rows import texts_of
from extract.words.heads import heads_block
from extract.words.labels import FURTHER_COLUMNS, column_role, is_level
from extract.words.text import key
from extract.words.why import Why

_ENDS_OPEN = regex.compile(r"\d[^\d%‰]*$")
"""How a number ends whose unit may go on below."""
_UNIT = regex.compile(r"[\p{Han}/()]{1,4}|\p{Han}{1,3}(?:/\p{Han}{1,3}){1,3}")
"""What is no value by itself, but the rest of a unit: 万元, 元/人/年."""
_UNBROKEN = regex.compile(r"\p{Ps}*(?:[A-Za-z0-9%.,/-]+|.)\p{Pe}?[，。、；：]?")
"""What stands together on a line: a Latin word, a character with its brackets and stops."""
_OPERATOR = regex.compile(r"[≥≤=<>±≧≦]")
_DIGIT = regex.compile(r"\d")
_ENDED = regex.compile(r"[。；;]$")
"""How a text ends that is finished."""
_SLACK = 0.3
"""Ems by which a line's room may be mistaken."""


class Rest(Enum):
    """What the first row of a piece is to the last row of the piece before."""

    NONE = auto()
    """A row of its own."""
    CERTAIN = auto()
    LIKELY = auto()
    """Its rest, as far as the places of all their lines tell."""
    DOUBTFUL = auto()


class Judged(NamedTuple):
    """What a row is to the one before, and the rule that told."""

    rest: Rest
    why: Why


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the texts at a page edge stand, by column (extract.model.Rim)."""

    room: dict[int, float]
    begins: set[int]


def rest_of_indicator(
    above: list[Cell], over: list[Cell], row: list[Cell], header: list[Cell], lines: Lines
) -> Judged:
    """Is `row` the rest of the indicator `above`?

    `over` holds the cell above each cell of the row with text, also one merged downwards.
    """
    if _is_bare_rest(over, row, header):
        return Judged(Rest.CERTAIN, Why.NO_NAME_OF_ITS_OWN)
    return _line_by_line(above, row, header, lines)


def _is_bare_rest(over: list[Cell], row: list[Cell], header: list[Cell]) -> bool:
    """Does nothing in the row make it one: no level, no value, or nothing at all above it?"""
    filled = [cell for cell in row if key(cell.text)]
    if not filled:
        return not any(role_under(header, c) == "value" for c in row if c.rowspan == 1)
    roles = {role_under(header, cell) for cell in filled}
    if roles & {"level1", "level2"}:
        return False
    if not any(key(cell.text) for cell in over):
        return True  # each cell of the row was printed whole, on one page or on the other
    return "name" in roles and roles <= {"name", "weight", *FURTHER_COLUMNS, None}


@dataclass(frozen=True, slots=True)
class _Halves:
    """The texts of two rows by column, and the role of each column."""

    upper: dict[int, str]
    lower: dict[int, str]
    roles: dict[int, str | None]

    @property
    def both(self) -> set[int]:
        """Columns with text in both rows."""
        return self.upper.keys() & self.lower.keys()

    def printed(self, columns: Iterable[int]) -> set[str | None]:
        """The roles of columns."""
        return {self.roles[col] for col in columns}

    @property
    def values(self) -> list[tuple[str, str]]:
        """The two parts of what would be values."""
        return [(self.upper[c], self.lower[c]) for c in self.both if self.roles[c] == "value"]

    @property
    def named(self) -> bool:
        """The lower names a level, and is a row of its own."""
        return bool(self.printed(self.lower) & {"level1", "level2"})

    @property
    def begun(self) -> bool:
        """A value begins in the lower, and none goes on."""
        return any(_OPERATOR.match(key(rest)) for _, rest in self.values)

    @property
    def lacking(self) -> bool:
        """A value without a name, or points that the upper has not: a row's rest, or a rare row."""
        above, below = self.printed(self.upper), self.printed(self.lower)
        return below == {"value"} or "weight" in below - above

    def levels_torn(self) -> bool:
        """Do texts stand above and below in a column of levels, none of them the name of one?"""
        levels = [c for c in self.both if self.roles[c] in ("level1", "level2")]
        return any(not (is_level(self.upper[c]) or is_level(self.lower[c])) for c in levels)

    def own(self, room: dict[int, float]) -> Judged:
        """What a row is that names a level, or begins a value: one of its own, or a torn level."""
        if self.levels_torn() and self.full(room):
            return Judged(Rest.DOUBTFUL, Why.HALVES_IN_DOUBT)
        begins = self.named or self.begun
        return Judged(Rest.NONE, Why.LEVEL_OF_ITS_OWN if begins else Why.NOTHING_GOES_ON)

    def broken_off(self) -> bool:
        """A text that breaks off above is finished below."""
        return any(_breaks_off(self.upper[col], self.lower[col]) for col in self.both)

    def full(self, room: dict[int, float]) -> bool:
        """None of the lower's texts found room on the line above."""
        return all(_found_no_room(room.get(col, inf), self.lower[col]) for col in self.both)

    def unit_torn_off(self, room: dict[int, float]) -> bool:
        """Is all of a value below what may be the unit of the number above?

        A unit on a line of its own leaves room behind its number; the other texts did not.
        """
        if not self.values or not all(map(_is_cut_unit, *zip(*self.values, strict=True))):
            return False
        others = [col for col in self.both if self.roles[col] != "value"]
        return bool(others) and all(
            _found_no_room(room.get(col, inf), self.lower[col]) for col in others
        )

    def are_one(self) -> bool:
        """What every indicator has stands in one only, or a number's unit goes on below."""
        whole = self.printed(self.upper.keys() ^ self.lower.keys())
        if whole & {"value", "weight"}:
            return bool(self.printed(self.both) & {"name", "value"})
        return bool(self.values) and all(map(_is_cut_unit, *zip(*self.values, strict=True)))

    def look_as_one(self, begins: set[int]) -> Judged:
        """By the values, and by the lines: halves stand side by side from their first line on."""
        if not self.values or "name" not in self.printed(self.upper):
            return Judged(Rest.NONE, Why.NOTHING_GOES_ON)
        if any(_is_whole(text) or _DIGIT.match(rest) for text, rest in self.values):
            return Judged(Rest.DOUBTFUL, Why.HALVES_IN_DOUBT)
        if "name" not in self.printed(self.lower):
            return Judged(Rest.CERTAIN, Why.PARTS_OF_ONE)
        if self.both <= begins:
            return Judged(Rest.LIKELY, Why.LINES_AS_ONE)
        return Judged(Rest.DOUBTFUL, Why.HALVES_IN_DOUBT)


def _line_by_line(above: list[Cell], row: list[Cell], header: list[Cell], lines: Lines) -> Judged:
    """Was a row cut with both halves of its cells filled?

    It is no row by itself where something is missing that every indicator has. Else the lines must
    tell: those above run full from side to side, those below begin together at the head of the
    page. Of 3,149 pairs of whole rows inside of pages 4 looked so
    (docs/reading.md, "Rows cut by a page edge").
    """
    halves = _Halves(
        upper={cell.col: cell.text for cell in above if key(cell.text)},
        lower={cell.col: cell.text for cell in row if key(cell.text)},
        roles={cell.col: role_under(header, cell) for cell in (*above, *row)},
    )
    if halves.named or halves.begun or not halves.both:
        return halves.own(lines.room)
    if halves.broken_off():
        return Judged(Rest.CERTAIN, Why.BRACKET_OPEN)
    if not halves.full(lines.room):
        if halves.lacking or halves.unit_torn_off(lines.room):
            return Judged(Rest.DOUBTFUL, Why.PART_MISSING)
        return Judged(Rest.NONE, Why.ROOM_WAS_LEFT)
    if halves.are_one():
        return Judged(Rest.CERTAIN, Why.PARTS_OF_ONE)
    return halves.look_as_one(lines.begins)


def _is_whole(value: str) -> bool:
    return bool(_OPERATOR.match(key(value)) or _ENDED.search(value))


def _is_cut_unit(value: str, rest: str) -> bool:
    """Does a number end above, and is all that stands below its unit?

    >>> [_is_cut_unit("≥4", rest) for rest in ("元/人/年", "万元", "群众明显受益")]
    [True, True, False]
    """
    return bool(_ENDS_OPEN.search(key(value)) and _UNIT.fullmatch(key(rest)))


def _breaks_off(text: str, rest: str) -> bool:
    """Is a bracket opened above and closed below?

    >>> _breaks_off("完成修缮（含往年结转任", "务）"), _breaks_off("修缮（一期）", "（二期）")
    (True, False)
    """
    opened, closed = key(text), key(rest).partition(")")
    return opened.rfind("(") > opened.rfind(")") and bool(closed[1]) and "(" not in closed[0]


def _found_no_room(room: float, rest: str) -> bool:
    """Would the first piece of a text that no line breaks have been too long for a line's end?"""
    first = _UNBROKEN.match(rest)
    wide = sum(0.5 if char.isascii() else 1.0 for char in first.group()) if first else 0.0
    return room < wide + _SLACK


def header_of(rows: list[list[Cell]]) -> list[Cell]:
    """The last header of an indicator block in rows; empty where there is none."""
    return next((row for row in reversed(rows) if _heads_values(row)), [])


def _heads_values(row: list[Cell]) -> bool:
    """Does a row head a block, and name its column of values? By it a cut row is told.

    Where a place heads each column of values, any of them may be empty: no row is told by them.
    """
    return heads_block(texts_of(row)) and "value" in {column_role(cell.text) for cell in row}


def role_under(header: list[Cell], cell: Cell) -> str | None:
    """The role of the column that a cell stands in."""
    over = next((h for h in header if h.col <= cell.col < h.col + h.colspan), None)
    return column_role(over.text) if over else None

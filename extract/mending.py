"""What a page edge cut in two is one again: labels, names of merged cells, and whole rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from math import inf

import regex

from extract.labels import PASSED_OVER, column_role, goal_role, role_of
from extract.model import Cell
from extract.text import key

_ENDS_OPEN = regex.compile(r"\d[^\d%‰]*$")
"""How a number ends whose unit may go on below."""
_UNIT = regex.compile(r"[\p{Han}/()]{1,4}")
"""What is no value by itself, but the rest of a unit."""
_UNBROKEN = regex.compile(r"\p{Ps}*(?:[A-Za-z0-9%.,/-]+|.)\p{Pe}?[，。、；：]?")
"""What stands together on a line: a Latin word, a character with its brackets and stops."""
_OPERATOR = regex.compile(r"[≥≤=<>±≧≦]")
_DIGIT = regex.compile(r"\d")
_ENDED = regex.compile(r"[。；;]$")
"""How a text ends that is finished."""
_BRACKET = regex.compile(r"\([^()]*\)")
_SLACK = 0.3
"""Ems by which a line's room may be mistaken."""
_WIDE = 0.35
"""A cell of running text (a goal) takes at least this share of the table's width."""


@dataclass(slots=True)
class Cut:
    """What is known of the places where pages cut a table.

    `starts`: the row with which each piece begins; `open_feet`: the columns that each piece left
    open at its foot; `room`: the ems left at the foot of the last piece's columns; `begins`: the
    columns whose text begins on the first line of the next. `rejoined` and `doubtful` are rows as
    extract.model.Grid has them.
    """

    starts: list[int] = field(default_factory=list)
    open_feet: list[set[int]] = field(default_factory=list)
    room: dict[int, float] = field(default_factory=dict)
    begins: set[int] = field(default_factory=set)
    rejoined: set[int] = field(default_factory=set)
    doubtful: set[int] = field(default_factory=set)


class Rest(Enum):
    """What the first row of a piece is to the last row of the piece before."""

    NONE = auto()
    """A row of its own."""
    CERTAIN = auto()
    LIKELY = auto()
    """Its rest, as far as the places of all their lines tell."""
    DOUBTFUL = auto()


def mend(rows: list[list[Cell]], more: list[list[Cell]], n_cols: int, cut: Cut) -> None:
    """Join what the cut between `rows` and `more` parted: labels, names, then a whole row."""
    if not more:
        return
    _mend_labels(rows, more[0])
    _fill_upwards(rows, more[0], cut)
    rest = _rest(rows, more, n_cols, cut)
    if rest is Rest.DOUBTFUL:
        cut.doubtful |= {len(rows) - 1, len(rows)}
    if rest is Rest.LIKELY:
        cut.rejoined.add(len(rows) - 1)
    if rest in (Rest.CERTAIN, Rest.LIKELY):
        for cell in more.pop(0):
            _append(rows, cell)


def _mend_labels(rows: list[list[Cell]], row: list[Cell]) -> None:
    """A label whose second half stands on the next page (`绩效指` | `标`) is whole on the first."""
    for place, cell in enumerate(row):
        above = _above(rows, cell)
        if above is None or not key(cell.text) or not key(above[2].text):
            continue
        r, k, upper = above
        both = upper.text + cell.text
        whole = any(role_of(name, upper.text) for name in ("blocks", "levels"))
        if _is_label(both) and (not whole or _BRACKET.fullmatch(key(cell.text))):
            rows[r][k] = replace(upper, text=both)
            row[place] = replace(cell, text="")


def _fill_upwards(rows: list[list[Cell]], row: list[Cell], cut: Cut) -> None:
    """A name that stands on the next page is the name of all of its cell, whose beginning is empty.

    Only where the cell was left open at the page's foot, and only of what names rows: a level, a
    project. What belongs to a single row is not filled.
    """
    header = _header(rows)
    for cell in row:
        if header and key(cell.text) and _role(header, cell) in (None, "level1", "level2"):
            for r, k in _nameless_above(rows, cell, cut):
                rows[r][k] = replace(rows[r][k], text=cell.text)


def _nameless_above(rows: list[list[Cell]], cell: Cell, cut: Cut) -> list[tuple[int, int]]:
    """The empty parts of a cell on the pages before, none where they are another cell's."""
    empty: list[tuple[int, int]] = []
    end = len(rows)
    for start, open_foot in zip(reversed(cut.starts), reversed(cut.open_feet), strict=True):
        above = _above(rows[:end], cell) if cell.col in open_foot else None
        if above is None:
            return empty  # closed by a rule: what stands there is another cell
        r, k, upper = above
        if key(upper.text):
            return []  # the name stands there already, or another cell's
        empty.append((r, k))
        if r > start:
            return empty
        end = start
    return empty


def _is_label(text: str) -> bool:
    return bool(goal_role(text)) or any(
        role_of(name, text) for name in ("blocks", "levels", "facts")
    )


def _above(rows: list[list[Cell]], cell: Cell) -> tuple[int, int, Cell] | None:
    """The cell at the foot of `rows` over a cell: its row, its place there, and itself."""
    last = len(rows) - 1
    for r in range(last, -1, -1):
        for k, other in enumerate(rows[r]):
            if other.col == cell.col and (r == last or r + other.rowspan > last):
                return r, k, other
    return None


def _rest(rows: list[list[Cell]], more: list[list[Cell]], n_cols: int, cut: Cut) -> Rest:
    """Is the first row of `more` the rest of the last of `rows`?

    Below the indicator header: it has neither level nor value, or a value and nothing else where
    the row above has none, or it goes on under full lines. Before it: running text goes on under
    running text, without a label.
    """
    header = _header(rows)
    over = [_above(rows, cell) for cell in more[0] if key(cell.text)]
    if not rows[-1] or not all(over):
        return Rest.NONE
    if not header:
        return Rest.CERTAIN if _is_rest_of_text(rows, more[0], n_cols) else Rest.NONE
    if _is_rest_of_indicator([found[2] for found in over if found], more[0], header):
        return Rest.CERTAIN
    return _line_by_line(rows[-1], more[0], header, cut)


def _is_rest_of_indicator(over: list[Cell], row: list[Cell], header: list[Cell]) -> bool:
    """`over` holds the cell above each cell of the row with text, also one merged downwards."""
    filled = [cell for cell in row if key(cell.text)]
    if not filled:
        return not any(_role(header, c) == "value" for c in row if c.rowspan == 1)
    roles = {_role(header, cell) for cell in filled}
    if roles & {"level1", "level2"}:
        return False
    if not any(key(cell.text) for cell in over):
        return True  # each cell of the row was printed whole, on one page or on the other
    return "name" in roles and roles <= {"name", "weight", *PASSED_OVER, None}


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

    def may_be_one(self, room: dict[int, float]) -> bool:
        """The lower names no level, and none of its texts found room on the line above."""
        if self.printed(self.lower) & {"level1", "level2"}:
            return False
        full = all(_found_no_room(room.get(col, inf), self.lower[col]) for col in self.both)
        begun = any(_OPERATOR.match(key(rest)) for _, rest in self.values)
        return bool(self.both) and full and not begun

    def are_one(self) -> bool:
        """What every indicator has stands in one only, or a text that breaks off is finished."""
        whole = self.printed(self.upper.keys() ^ self.lower.keys())
        if whole & {"value", "weight"}:
            return bool(self.printed(self.both) & {"name", "value"})
        if self.values and all(map(_is_cut_unit, *zip(*self.values, strict=True))):
            return True
        return any(_breaks_off(self.upper[col], self.lower[col]) for col in self.both)

    def look_as_one(self, begins: set[int]) -> Rest:
        """By the values, and by the lines: halves stand side by side from their first line on."""
        if not self.values or "name" not in self.printed(self.upper):
            return Rest.NONE
        if any(_is_whole(text) or _DIGIT.match(rest) for text, rest in self.values):
            return Rest.DOUBTFUL
        if "name" not in self.printed(self.lower):
            return Rest.CERTAIN
        return Rest.LIKELY if self.both <= begins else Rest.DOUBTFUL


def _line_by_line(above: list[Cell], row: list[Cell], header: list[Cell], cut: Cut) -> Rest:
    """Was a row cut with both halves of its cells filled (READING.md, traps)?

    It is no row by itself where something is missing that every indicator has. Else the lines must
    tell: those above run full from side to side, those below begin together at the head of the
    page. Of 3,149 pairs of whole rows inside of pages 4 looked so.
    """
    halves = _Halves(
        upper={cell.col: cell.text for cell in above if key(cell.text)},
        lower={cell.col: cell.text for cell in row if key(cell.text)},
        roles={cell.col: _role(header, cell) for cell in (*above, *row)},
    )
    if not halves.may_be_one(cut.room):
        return Rest.NONE
    return Rest.CERTAIN if halves.are_one() else halves.look_as_one(cut.begins)


def _is_whole(value: str) -> bool:
    return bool(_OPERATOR.match(key(value)) or _ENDED.search(value))


def _is_cut_unit(value: str, rest: str) -> bool:
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


def _is_rest_of_text(rows: list[list[Cell]], row: list[Cell], n_cols: int) -> bool:
    filled = [cell for cell in row if key(cell.text)]
    if any(_is_label(cell.text) or role_of("columns", cell.text) for cell in filled):
        return False
    if any(role_of("funding", cell.text) for cell in (*filled, *rows[-1])):
        return False
    text = [cell for cell in row if cell.colspan >= _WIDE * n_cols]
    above = [found[2] if (found := _above(rows, cell)) else None for cell in text]
    return bool(text) and all(
        upper and upper.colspan == cell.colspan and not _is_label(upper.text)
        for upper, cell in zip(above, text, strict=True)
    )


def _header(rows: list[list[Cell]]) -> list[Cell]:
    return next((row for row in reversed(rows) if is_header(row)), [])


def is_header(row: list[Cell]) -> bool:
    """Does a row head the columns of an indicator block?"""
    return {"name", "value"} <= {column_role(cell.text) for cell in row}


def _role(header: list[Cell], cell: Cell) -> str | None:
    """The role of the column that a cell stands in."""
    over = next((h for h in header if h.col <= cell.col < h.col + h.colspan), None)
    return column_role(over.text) if over else None


def _append(rows: list[list[Cell]], cell: Cell) -> None:
    """Add the rest of a cell to its first half, which stays where it was printed."""
    above = _above(rows, cell)
    if above and key(cell.text):
        r, k, upper = above
        rows[r][k] = replace(upper, text=_run_on(upper.text, cell.text))


def _run_on(first: str, rest: str) -> str:
    """Running text over a page edge: a paragraph ends where its sentence does."""
    if not first:
        return rest
    glue = " " if first[-1].isascii() and first[-1].isalpha() and rest[0].isascii() else ""
    return first + ("\n" if first[-1] in "。；！" and len(first) > 40 else glue) + rest

"""Rows that lack rules: goals over the whole width without uprights, rows between uprights alone.

Two rules equally long may be the top and foot of such a row, or the foot of one table and the top
of the next. What is printed between them tells which.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from math import inf

from extract.model import Box
from extract.readers.pdf.page import Glyph, Rule, Run, glyphs_of
from extract.readers.pdf.print.lines import TextLine, printed_lines
from extract.readers.pdf.ruled.cells import Face
from extract.readers.pdf.ruled.crossings import OVERRUN, Frame
from extract.readers.pdf.ruled.rules import SNAP
from extract.words.heads import opens_form, opens_head
from extract.words.titles import headline_of, is_year_line, title_of

_WHITE = 2.5
"""Ems of white that a row has between its lines, and above the first, at the most."""
_REACH = 8.0
"""Ems that a text of the first column may end left of the first upright."""
_LOWEST = 60.0
"""Points that uprights of a single row are high, at the most."""
_PAD = 4.0
"""Points left of a text at which the side of its column is put back, where nothing tells more."""
_MIDDLE = 0.8
"""Ems by which the white above and below a text set in the middle of its row differs."""


class Printed:
    """What stands where rules were left out on an upright page."""

    def __init__(self, runs: Sequence[Run], width: float) -> None:
        self._width = width
        self._runs = runs

    @cached_property
    def _level(self) -> list[Glyph]:
        level = [g for g in glyphs_of(self._runs) if g.turn == 0 and not g.text.isspace()]
        return sorted(level, key=lambda g: g.y)

    @cached_property
    def _heights(self) -> list[float]:
        return [g.y for g in self._level]

    def bounds_a_row(self, upper: Rule, lower: Rule) -> bool:
        """Does the print between two level rules fill a row?"""
        within = self._lines(upper.at, lower.at, upper)
        if not within or not _fills(within, upper.at, lower.at):
            return False
        if any(_heads_a_table(line.text) for line in within):
            return False
        below = self._lines(lower.at, lower.at + _WHITE * 2 * within[-1].em, lower)
        return not (below and opens_form([_first_word(below[0])]))

    def column_begins(self, side: float, end: float, top: float, bottom: float) -> float | None:
        """Where a first column begins that no rule bounds: left of `side`, the first upright.

        Text stands there in line with the rows. The table, which ends at `end`, most likely stands
        in the middle of its page.
        """
        left = [g for g in self._between(top, bottom) if g.x1 <= side + 1]
        ends = max((g.x1 for g in left), default=0.0)
        if not left or side - ends > _REACH * left[0].size:
            return None
        begins, mirrored = min(g.x0 for g in left), self._width - end
        centred = begins - _REACH * left[0].size < mirrored < begins
        return mirrored if centred else begins - _PAD

    def _lines(self, top: float, bottom: float, rule: Rule) -> list[TextLine]:
        return printed_lines(g for g in self._between(top, bottom) if rule.a <= g.x <= rule.b)

    def _between(self, top: float, bottom: float) -> list[Glyph]:
        return self._level[bisect_left(self._heights, top) : bisect_left(self._heights, bottom)]


def _first_word(line: TextLine) -> str:
    return next(iter(line.text.split()), "")


def _heads_a_table(text: str) -> bool:
    return bool(title_of(text) or headline_of(text) or is_year_line(text))


def _fills(lines: list[TextLine], top: float, bottom: float) -> bool:
    """Does a text fill a row line by line, or stand at its top or in its middle?"""
    em = lines[0].em
    above, below = lines[0].top - top, bottom - lines[-1].bottom
    whole = all(b.top - a.bottom <= _WHITE * em for a, b in pairwise(lines))
    return whole and (above <= _WHITE * em or abs(above - below) <= _MIDDLE * em)


def labels_apart(frame: Frame, texts: Mapping[Face, list[Run]]) -> Frame | None:
    """The frame with an upright behind the label of a row that has none; None where no row has one.

    The label stands in columns of its own: between it and its text white runs down the whole row,
    where an upright parts the rows above or below.
    """
    width = len(frame.xs) - 1
    apart = {
        face: edge
        for face, runs in texts.items()
        if face.colspan == width and (edge := _label_ends(frame, glyphs_of(runs))) is not None
    }
    if not apart:
        return None
    upright = [list(edge) for edge in frame.upright]
    for face, edge in apart.items():
        upright[edge][face.row : face.row + face.rowspan] = [True] * face.rowspan
    return replace(frame, upright=tuple(tuple(edge) for edge in upright))


def _label_ends(frame: Frame, glyphs: list[Glyph]) -> int | None:
    """The inner edge of a column that parts a row's label from its text."""
    printed = [g for g in glyphs if g.turn == 0 and not g.text.isspace()]
    for n, x in enumerate(frame.xs[1:-1], 1):
        left = [g for g in printed if g.x1 <= x]
        right = [g for g in printed if g.x0 >= x]
        if left and right and len(left) + len(right) == len(printed):
            label = "".join(line.text for line in printed_lines(left))
            if opens_head(label):
                return n
    return None


def lone_rows(rules: list[Rule], frames: list[Frame]) -> list[Box]:
    """Rows that only uprights part, and that no level rule bounds.

    Where a page holds one row of a table without a frame, nothing else of it is drawn: three
    uprights as high as each other, or two at the columns of another table.
    """
    alike: dict[tuple[int, int], list[Rule]] = {}
    for rule in rules:
        if not rule.flat and OVERRUN < rule.b - rule.a <= _LOWEST:
            alike.setdefault((round(rule.a / SNAP), round(rule.b / SNAP)), []).append(rule)
    columns = [x for frame in frames for x in frame.xs[1:-1]]
    found = []
    for uprights in alike.values():
        known = [u for u in uprights if any(abs(u.at - x) <= SNAP for x in columns)]
        if len(uprights) < 3 and len(known) < 2:
            continue
        if not any(_lies_in(u, frame) for u in uprights for frame in frames):
            top, bottom = min(u.a for u in uprights), max(u.b for u in uprights)
            found.append(Box(x0=0.0, top=top, x1=inf, bottom=bottom))
    return found


def _lies_in(upright: Rule, frame: Frame) -> bool:
    across = frame.xs[0] - SNAP <= upright.at <= frame.xs[-1] + SNAP
    return across and upright.a < frame.ys[-1] - SNAP and upright.b > frame.ys[0] + SNAP

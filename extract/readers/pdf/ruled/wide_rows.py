"""Rows that lack rules: goals over the whole width without uprights, rows between uprights alone.

Two rules equally long may be the top and foot of such a row, or the foot of one table and the top
of the next. What is printed between them tells which.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

from extract.model import Box
from extract.readers.pdf.page import Glyph, Rule
from extract.readers.pdf.print.lines import TextLine, printed_lines
from extract.readers.pdf.ruled.cells import Face
from extract.readers.pdf.ruled.crossings import OVERRUN, Frame
from extract.readers.pdf.ruled.rules import SNAP
from extract.words.heads import opens_form, opens_head
from extract.words.titles import headline_of, is_year_line, title_of

_WHITE = 2.5
"""Ems of white that a row has between its lines, and above the first, at the most."""
_MIDDLE = 0.8
"""Ems by which the white above and below a text set in the middle of its row differs."""


def rows_by_print(glyphs: tuple[Glyph, ...]) -> Callable[[Rule, Rule], bool]:
    """Tells of two level rules of an upright page whether the print between them fills a row."""
    level = sorted((g for g in glyphs if g.turn == 0 and not g.text.isspace()), key=lambda g: g.y)
    heights = [g.y for g in level]

    def lines(top: float, bottom: float, rule: Rule) -> list[TextLine]:
        near = level[bisect_left(heights, top) : bisect_left(heights, bottom)]
        return printed_lines([g for g in near if rule.a <= g.x <= rule.b])

    def bounds_a_row(upper: Rule, lower: Rule) -> bool:
        within = lines(upper.at, lower.at, upper)
        if not within or not _fills(within, upper.at, lower.at):
            return False
        if any(_heads_a_table(line.text) for line in within):
            return False
        below = lines(lower.at, lower.at + _WHITE * 2 * within[-1].em, lower)
        return not (below and opens_form([_first_word(below[0])]))

    return bounds_a_row


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


def labels_apart(frame: Frame, texts: Mapping[Face, list[Glyph]]) -> Frame | None:
    """The frame with an upright behind the label of a row that has none; None where no row has one.

    The label stands in columns of its own: between it and its text white runs down the whole row,
    where an upright parts the rows above or below.
    """
    width = len(frame.xs) - 1
    apart = {
        face: edge
        for face, glyphs in texts.items()
        if face.colspan == width and (edge := _label_ends(frame, glyphs)) is not None
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
    """Rows of a table that only uprights part, at its columns, and that no level rule bounds.

    Where a page holds one row more of a table without a frame, nothing else of it is drawn.
    """
    found: dict[Box, None] = {}
    uprights = [r for r in rules if not r.flat and r.b - r.a > OVERRUN]
    for frame in frames:
        left, right = frame.xs[0], frame.xs[-1]
        apart = [
            u
            for u in uprights
            if (u.b < frame.ys[0] + SNAP or u.a > frame.ys[-1] - SNAP)
            and any(abs(u.at - x) <= SNAP for x in frame.xs[1:-1])
            and not any(_lies_in(u, other) for other in frames)
        ]
        for u in apart:
            if sum(abs(v.a - u.a) <= SNAP and abs(v.b - u.b) <= SNAP for v in apart) > 1:
                found[Box(x0=left, top=u.a, x1=right, bottom=u.b)] = None
    return [*found]


def _lies_in(upright: Rule, frame: Frame) -> bool:
    across = frame.xs[0] - SNAP <= upright.at <= frame.xs[-1] + SNAP
    return across and upright.a < frame.ys[-1] - SNAP and upright.b > frame.ys[0] + SNAP

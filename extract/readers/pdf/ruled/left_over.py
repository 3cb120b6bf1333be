"""What the cells of a page's tables leave out, and what is printed about them that none holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import inf
from operator import attrgetter

from extract.model import Box
from extract.readers.pdf.page import Glyph, Page, Rule, Run, as_runs, glyphs_of
from extract.readers.pdf.print.around import Columns, around
from extract.readers.pdf.print.inventory import (
    covered,
    drawn_beside,
    filled_in,
    have_gaps,
    may_be_off,
    meaningless,
    number_below,
    off_the_line,
    pictured,
    printed_over,
    run_off,
    run_together,
    turned_away,
    underlined,
)
from extract.readers.pdf.print.page_numbers import is_page_number
from extract.readers.pdf.print.run_lines import run_lines
from extract.readers.pdf.print.unread import Unread
from extract.readers.pdf.ruled.cells import Face
from extract.readers.pdf.ruled.crossings import Frame
from extract.readers.pdf.ruled.rules import join
from extract.readers.pdf.ruled.slants import crossed_out
from extract.readers.pdf.ruled.specks import on_a_rule, specks_beside
from extract.readers.pdf.ruled.underlines import runs_of

_PADDING = 6.0
"""The most that a cell's text is set in from its side, where it fills its lines."""
_DIGIT = 14.0
"""Points: a rule that is longer is no digit, point or sign."""
_ON_FOOT = 0.1
"""Ems above a table's foot at which no line of its texts stands."""
_HUGGING = 0.18
"""Ems above a rule within which a text is nearer to it than its descent."""
_UNKNOWN = ("\ufffd", "(cid:")
"""How engines write characters without a meaning."""
_TEXT, _BASELINE, _TURN = map(attrgetter, ("text", "y", "turn"))
_SIZE, _LEAST = attrgetter("size"), attrgetter("least")


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of a table: where it, its cells and its columns' texts lie, and what it lost."""

    outline: Box
    cells: tuple[Box, ...]
    columns: Columns
    runs: tuple[Run, ...]
    unread: tuple[Unread, ...]

    @property
    def glyphs(self) -> list[Glyph]:
        """Its characters one by one."""
        return glyphs_of(self.runs)


def unread_about(page: Page, made: Sequence[Texts], outside: list[Glyph]) -> list[Unread]:
    """What of a page is in no value, in its tables and about them."""
    found: list[Unread] = []
    for n, each in enumerate(made):
        floor = min((m.outline.top for m in made[n + 1 :]), default=page.height)
        found += each.unread
        if page.images or page.outlines:
            found += pictured(page, each.cells, each.glyphs)
        ceiling = max((m.outline.bottom for m in made[:n]), default=0.0)
        found += around(outside, each.outline, each.columns, (ceiling, floor))
    outlines = [each.outline for each in made]
    about = (filled_in, covered, run_off)
    return [*found, *(each for told in about for each in told(page, outlines))]


def drawn_digits(page: Page, rules: list[Rule], made: Sequence[Texts]) -> list[Unread]:
    """Small shapes in a table that may be part of the numbers beside them."""
    found = page.specks and specks_beside(page.specks, [g for each in made for g in each.glyphs])
    if not found:
        return []
    long = [rule for rule in (*rules, *join(page.rules)) if rule.b - rule.a > _DIGIT]
    return [drawn_beside(box, glyph) for box, glyph in found if not on_a_rule(box, long)]


def crossed(page: Page) -> list[list[Glyph]]:
    """Texts that oblique lines go through."""
    return crossed_out(page.slants, runs_of(page.glyphs)) if page.slants else []


def left_out(
    frame: Frame,
    kept: list[Face],
    inside: dict[Face, list[Run]],
    columns: Columns,
) -> Iterator[Unread]:
    """What the texts of a table's cells leave out; `columns`: where those of each begin."""
    yield from _underlined(frame, inside)
    yield from _too_high(frame, inside)
    printed = list(chain.from_iterable(inside.values()))
    near = frame.ys[-1] - _ON_FOOT * max(map(_SIZE, printed), default=0.0)
    if max(map(_BASELINE, printed), default=near) > near:
        yield from _numbers_below(frame, inside, near)
    told = "".join(map(_TEXT, printed))
    unknown = any(each in told for each in _UNKNOWN)
    for face in kept:
        runs = inside[face]
        if unknown or len(runs) > 1 or (runs and runs[0].least < runs[0].size):
            yield from _lost_in(face, runs, columns)


def _underlined(frame: Frame, inside: dict[Face, list[Run]]) -> Iterator[Unread]:
    """Texts right above a rule that parts their column alone: it may be an underline."""
    drawn = [sum(rule) for rule in frame.flat]
    end = len(frame.ys) - 1
    for face, runs in inside.items():
        foot = face.row + face.rowspan
        if not runs or foot >= end or drawn[foot] > face.colspan:
            continue
        level = [g for g in glyphs_of(runs) if g.turn == 0 and not g.text.isspace()]
        if not level or not all(frame.flat[foot][face.col : face.col + face.colspan]):
            continue
        last = max(level, key=lambda g: g.y)
        if 0 < frame.ys[foot] - last.y < _HUGGING * last.size:
            yield underlined([g for g in level if g.y == last.y])


def _too_high(frame: Frame, inside: dict[Face, list[Run]]) -> Iterator[Unread]:
    """A last line so low that it stands on its cell's foot, above an empty cell: is it of that?"""
    empty = {(face.row, face.col, face.colspan) for face, runs in inside.items() if not runs}
    for face, runs in inside.items():
        foot = face.row + face.rowspan
        if len(runs) < 2 or (foot, face.col, face.colspan) not in empty:
            continue
        low = max(map(_BASELINE, runs))
        last = [run for run in runs if run.y == low and run.turn == 0]
        if len(last) < len(runs) and last and frame.ys[foot] - low < _HUGGING * last[0].sizes[0]:
            yield from printed_over(glyphs_of(last))


def _numbers_below(frame: Frame, inside: dict[Face, list[Run]], near: float) -> Iterator[Unread]:
    """A number alone at a table's foot or below it, in a cell whose line above had room for it.

    No baseline above `near` is so low.
    """
    foot = frame.ys[-1]
    for face, runs in inside.items():
        if max(map(_BASELINE, runs), default=near) <= near:
            continue
        glyphs = glyphs_of(runs)
        low = [g for g in glyphs if g.turn == 0 and g.y > foot - _ON_FOOT * g.size]
        rest = [g for g in glyphs if g not in low]
        if low and rest and is_page_number("".join(g.text for g in low)):
            room = room_on(as_runs(g for g in rest if g.turn == 0), *sides_of(frame, face))
            if room > sum(g.x1 - g.x0 for g in low) / low[0].size:
                yield number_below(low)


def _lost_in(face: Face, runs: list[Run], columns: Columns) -> Iterator[Unread]:
    """What the text of a cell leaves out, or runs together."""
    text = "".join(map(_TEXT, runs))
    if any(each in text for each in _UNKNOWN):
        yield from meaningless(glyphs_of(runs))
    if len(runs) == 1 and runs[0].size == runs[0].least:
        return
    turns = set(map(_TURN, runs))
    if 0 in turns and len(turns) > 1:
        yield from turned_away(glyphs_of(runs))
    if may_be_off(set(map(_BASELINE, runs)), {*map(_SIZE, runs), *map(_LEAST, runs)}):
        yield from off_the_line(glyphs_of(runs))
    if face.colspan > 1 and have_gaps(runs):
        own = range(face.col, face.col + face.colspan)
        yield from run_together(glyphs_of(runs), columns.lefts(own))


def sides_of(frame: Frame, face: Face) -> tuple[float, float]:
    """The left and the right side of a cell."""
    return frame.xs[face.col], frame.xs[face.col + face.colspan]


def room_on(runs: list[Run], left: float, right: float) -> float:
    """Ems left on the last line of a cell, as far as its text may reach."""
    lines = run_lines(runs)
    if not lines:
        return inf
    last = lines[-1]
    padding = 2 * min(_PADDING, min(line.x0 for line in lines) - left)
    return ((right - left) - (last.x1 - last.x0) - padding) / last.em

"""Runs → the tables that hold them, by their origins; what hangs out of a cut table, too."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Sequence
from itertools import groupby
from operator import attrgetter

from extract.readers.pdf.page import Glyph, Run, glyphs_of
from extract.readers.pdf.print.page_numbers import is_page_number
from extract.readers.pdf.ruled.cell_of_character import runs_on
from extract.readers.pdf.ruled.cells import Face
from extract.readers.pdf.ruled.crossings import Frame
from extract.words.heads import in_a_label
from extract.words.labels import is_level

_THROUGH = 0.35
"""Ems of a character that are above a rule which goes through it."""
_SET_IN = 2.0
"""Points by which the lines of one cell begin apart."""
HANG = 1.6
"""Ems below an open foot, or the line before, at which a cell's text may go on. At 0.5 the
second line of a label that a page cuts (项目资金 | （万元） in the printed publication
chromium-spaced) stands outside of its table."""

_COLUMNS = 3
"""Columns of a block of indicators, at the least."""
Outline = tuple[Frame, list[Face]]
_Table = tuple[float, float, float, float, Container[Glyph], list[Run]]
"""Left, top, right, bottom; what hangs out of it below; its runs."""
_START, _BASELINE, _TOP = map(attrgetter, ("x", "y", "top"))


def assigned(runs: list[Run], outlines: list[Outline]) -> tuple[list[list[Run]], list[Run]]:
    """Runs by the table that holds their origins, the smallest where tables lie in tables."""
    inside: list[list[Run]] = [[] for _ in outlines]
    order = sorted(range(len(outlines)), key=lambda n: _area(outlines[n][0]))
    frames = [(outlines[n][0], inside[n]) for n in order]
    lowest = max((frame.ys[0] for frame, _ in frames), default=0.0)
    tables: list[_Table] = [
        (
            *(frame.xs[0], frame.ys[0], frame.xs[-1], frame.ys[-1]),
            _hanging(frame, runs) if lowest < frame.ys[-1] else frozenset(),
            own,
        )
        for frame, own in frames
    ]
    outside: list[Run] = []
    before: Run | None = None
    for _, level in groupby(runs, key=_BASELINE):
        line = list(level)
        owner = _owner(line, tables, outside)
        if owner is None:
            _part(line, before, tables, outside)
        else:
            owner += line
        before = line[-1]
    return inside, outside


def _owner(line: list[Run], tables: Sequence[_Table], outside: list[Run]) -> list[Run] | None:
    """The runs among which those that stand level belong as one: those of the first table that
    holds them all, those `outside` where none is near; None where each is to be asked.
    """
    y, first, last = line[0].y, min(map(_START, line)), max([run.xs[-1] for run in line])
    for left, top, right, bottom, hanging, own in tables:
        if top <= y <= bottom and left <= first and last <= right:
            return own
        if y >= top and (y <= bottom or hanging or min(map(_TOP, line)) < bottom):
            return None
    return outside


def _part(
    line: list[Run], before: Run | None, tables: Sequence[_Table], outside: list[Run]
) -> None:
    """Give each character of some level runs to the table that holds it; `before`: what is drawn
    before them.
    """
    last = before.glyphs[-1] if before else None
    for run in line:
        for n, glyph in enumerate(run.glyphs):
            owner = _holder(glyph, last, tables)
            (outside if owner is None else owner).append(run.part(n, n + 1))
            last = glyph


def _holder(glyph: Glyph, before: Glyph | None, tables: Sequence[_Table]) -> list[Run] | None:
    """The runs of the table that holds a character."""
    x, y = glyph.x, glyph.y
    for left, top, right, bottom, hanging, own in tables:
        level = top <= y <= bottom or (y > bottom and _struck(glyph, bottom))
        if left <= x <= right and (level or glyph in hanging):
            return own
        # One character too many for its cell begins before the table, most of it inside.
        if level and x < left < (glyph.x0 + glyph.x1) / 2:
            return own
        # A line too long for the last column runs on over the table's side.
        goes_on = before and own and before is own[-1].glyphs[-1] and runs_on(before, glyph)
        if level and x > right and goes_on:
            return own
    return None


def _struck(glyph: Glyph, rule: float) -> bool:
    """Does the rule go through a character? A line may stand on the foot of its table."""
    return glyph.top < rule - _THROUGH * glyph.size


def _hanging(frame: Frame, runs: list[Run]) -> set[Glyph]:
    """Characters below cells that a page edge left open at their foot, and that belong to them.

    No table stands below: else no page edge cut this one. The text of a cut cell goes on at its own
    pace, line below line. A workbook prints the whole
    text of a merged cell at its middle, be that beyond the page: labels are known there as such.
    """
    hanging: set[Glyph] = set()
    if not any(frame.open_foot):
        return hanging
    glyphs = glyphs_of(runs)
    reach = [frame.ys[-1]] * len(frame.open_foot)
    below = [g for g in glyphs if g.y > frame.ys[-1] and not g.text.isspace()]
    for _, line in groupby(sorted(below, key=lambda g: round(g.y)), key=lambda g: round(g.y)):
        near = [(bisect_right(frame.xs, g.x) - 1, g) for g in line]
        texts: dict[int, str] = defaultdict(str)
        for col, glyph in sorted(near, key=lambda entry: entry[1].x):
            texts[col] += glyph.text
        if _is_number_of_page(near, texts, glyphs, frame):
            continue
        if not all(0 <= col < len(reach) and frame.open_foot[col] for col in texts):
            continue
        if _is_a_row(texts, len(reach)):
            break
        goes_on = all(g.y - reach[col] < HANG * g.size for col, g in near)
        if goes_on or all(in_a_label(text) for text in texts.values()):
            hanging.update(glyph for _, glyph in near)
            for col, glyph in near:
                reach[col] = max(reach[col], glyph.y) if goes_on else reach[col]
    return hanging


def _is_a_row(texts: dict[int, str], columns: int) -> bool:
    """Is a line below an open foot a row of its own: a text in each column, and a level's name?"""
    return len(texts) == columns >= _COLUMNS and any(map(is_level, texts.values()))


def _is_number_of_page(
    near: list[tuple[int, Glyph]], texts: dict[int, str], glyphs: list[Glyph], frame: Frame
) -> bool:
    """Is a line below an open foot the page's number, and no rest of a cell's text?

    It stands alone, and apart from where the texts of its column begin.
    """
    if len(texts) != 1 or not is_page_number("".join(texts.values())):
        return False
    [col] = texts
    if not 0 <= col < len(frame.xs) - 1:
        return True
    left, right = frame.xs[col], frame.xs[col + 1]
    own = [g.x0 for g in glyphs if left <= g.x < right and frame.ys[0] < g.y < frame.ys[-1]]
    begins = min(glyph.x0 for _, glyph in near)
    return abs(begins - min(own, default=left)) > _SET_IN


def _area(frame: Frame) -> float:
    return (frame.xs[-1] - frame.xs[0]) * (frame.ys[-1] - frame.ys[0])

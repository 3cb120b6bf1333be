"""Runs → lines of text: what is plainly one line is not taken apart into characters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from extract.readers.pdf.page import Run, glyphs_of
from extract.readers.pdf.print.lines import (
    GAP,
    HIGH,
    RADICAL,
    SMALL,
    TextLine,
    line_of,
    printed_lines,
)
from extract.words.text import ideographs

_BASELINE, _START, _SIZE = attrgetter("y"), attrgetter("x"), attrgetter("size")


def run_lines(runs: Sequence[Run]) -> list[TextLine]:
    """Lines from the top down, each read from left to right: those that `printed_lines` finds."""
    level = sorted(runs, key=_BASELINE)
    least = HIGH * max(map(_SIZE, runs), default=0.0)
    rows = [level[:1]] if level else []
    for above, run in pairwise(level):
        if run.y == above.y:
            rows[-1].append(run)
        elif run.y - above.y < least:
            return printed_lines(glyphs_of(runs))
        else:
            rows.append([run])
    return [line for row in rows if (line := _plain_line(row) or _line(row)).text]


def _line(row: list[Run]) -> TextLine:
    return line_of(sorted(glyphs_of(row), key=lambda g: g.x))


def _plain_line(row: list[Run]) -> TextLine | None:
    """The line that runs on one baseline are; None where it is to be looked at by its characters:
    where sizes differ, runs lie in each other, a gap or a character may be a space.
    """
    if len(row) == 1:
        [run] = row
        if run.least < SMALL * run.size:
            return None
        text, left, right = run.text, run.lefts[0], max(run.rights)
        top, bottom, sizes = run.top, run.bottom, run.sizes
    else:
        row.sort(key=_START)
        smallest = min(run.least for run in row)
        if smallest < SMALL * max(map(_SIZE, row)):
            return None
        for before, run in pairwise(row):
            if run.x <= before.xs[-1] or run.lefts[0] - before.rights[-1] > GAP * smallest:
                return None
        text = "".join([run.text for run in row])
        left, right = min(run.lefts[0] for run in row), max(max(run.rights) for run in row)
        top, bottom = min(run.top for run in row), max(run.bottom for run in row)
        sizes = [size for run in row for size in run.sizes]
    if " " in text or not text.isprintable():
        return None
    text = ideographs(text) if RADICAL.search(text) else text
    return TextLine(text, left, top, right, bottom, sum(sizes) / len(sizes))

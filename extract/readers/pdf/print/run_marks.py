"""Runs that are no text of the table: pages that hold none are told by their runs alone."""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub

from extract.model import Box
from extract.readers.pdf.page import OBLIQUE, Glyph, Run, as_runs, glyphs_of
from extract.readers.pdf.print.marks import (
    BAND,
    LARGE,
    MOSTLY,
    REACH,
    SHIFTS,
    alike_in_bands,
    parted_by_place,
    split_marks,
    tell_apart,
)

_SURELY = 0.75
"""Points: two characters of a run that begin further apart are not one struck twice: it may be no
wider than 0.4 of them, and reach no more than a point into the next."""

_WIDE = 1.8
"""Points: as a character of a run reaches less than a point into the next, those as wide as this
that begin at their left sides begin `_SURELY` apart, and none lies over the next but for a part."""


def runs_by_place(runs: Sequence[Run]) -> tuple[list[Run], list[Glyph]]:
    """Runs but for what is struck again in them, and characters that lie over different ones."""
    if _stand_apart(runs):
        return list(runs), []
    kept, over = parted_by_place(glyphs_of(runs))
    return as_runs(kept), over


def _stand_apart(runs: Sequence[Run]) -> bool:
    """Is nothing at all printed at nearly the same place? In doubt it may be."""
    if not runs or not all(map(_is_clear, runs)):
        return not runs
    shifts = SHIFTS[:1] if alike_in_bands({run.y for run in runs}) else SHIFTS
    for shift in shifts:
        bands = [(run.y + shift) // REACH * BAND for run in runs]
        places = sorted(
            [
                (band + run.x, band + run.xs[-1], n)
                for n, (band, run) in enumerate(zip(bands, runs, strict=True))
            ]
        )
        begins, ends, order = zip(*places, strict=True)
        near = [n for n, white in enumerate(map(sub, begins[1:], ends)) if white <= REACH]
        for n in near:
            before, behind = runs[order[n]], runs[order[n + 1]]
            if begins[n + 1] <= ends[n] or not _differ(before, behind):
                return False
    return True


def _is_clear(run: Run) -> bool:
    """Does no character of a run lie over another one of it?"""
    lefts, rights = run.lefts, run.rights
    if len(lefts) < 2 or (run.xs is lefts and min(map(sub, rights, lefts)) >= _WIDE):
        return True
    if min(map(sub, run.xs[1:], run.xs)) <= _SURELY:
        return False
    common = max(map(sub, rights, lefts[1:]))
    return bool(common <= 0.0 or common <= MOSTLY * min(map(sub, rights, lefts)))


def _differ(before: Run, behind: Run) -> bool:
    """Is the last character of a run another one, at another place, than the first of the next?"""
    last, first = before.glyphs[-1], behind.glyphs[0]
    return tell_apart(last, first) and tell_apart(first, last)


def split_runs(
    runs: list[Run], shades: tuple[Box, ...] = (), *, large: float = LARGE
) -> tuple[list[Run], list[Glyph]]:
    """Runs parted into text and what is laid over it, as `split_marks` parts their characters."""
    if not runs or _are_plain(runs, large):
        return runs, []
    text, marks = split_marks(glyphs_of(runs), shades, large=large)
    return as_runs(text) if marks else runs, marks


def _are_plain(runs: list[Run], large: float) -> bool:
    """Is none of them oblique, pale, or large whatever the usual size?"""
    if any(run.pale or run.turn == OBLIQUE for run in runs):
        return False
    return max(run.size for run in runs) <= large * min(run.least for run in runs)

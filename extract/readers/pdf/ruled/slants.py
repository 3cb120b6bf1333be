"""Oblique lines through text: a value that somebody crossed out stands there all the same."""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.pdf.page import Glyph, Slant
from extract.readers.pdf.ruled.underlines import em_of

_MOST = 2_000
"""Oblique lines of a page that are looked at: drawings and hatchings have more."""
_RIM = 0.2
"""The share of a character's width at its sides where a line passes it by."""
_BODY = (-0.05, 0.65)
"""Ems above a baseline between which a character has its ink."""
_FEW, _SHARE = 2, 0.3
"""Characters of a text, at the least, and their share of it, that a line goes through."""


def crossed_out(slants: Sequence[Slant], runs: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """The texts that an oblique line goes through; one in the corner of a cell passes them by."""
    found = []
    for run in runs if slants and len(slants) <= _MOST else ():
        left, right = run[0].x0, max(g.x1 for g in run)
        top, foot = min(g.top for g in run), max(g.bottom for g in run)
        near = [
            s
            for s in slants
            if s.x0 < right and s.x1 > left and min(s.y0, s.y1) < foot and max(s.y0, s.y1) > top
        ]
        em = em_of(run) if near else 0.0
        through = [g for g in run if any(_through(s, g, em) for s in near)]
        if len(through) >= min(_FEW, len(run)) and len(through) >= _SHARE * len(run):
            found.append(through)
    return found


def _through(slant: Slant, glyph: Glyph, em: float) -> bool:
    """Does a line go through the ink of a character?"""
    rim = _RIM * (glyph.x1 - glyph.x0)
    low, high = (glyph.y - part * em for part in _BODY)
    a, b = max(slant.x0, glyph.x0 + rim), min(slant.x1, glyph.x1 - rim)
    if a > b:
        return False
    rise = (slant.y1 - slant.y0) / (slant.x1 - slant.x0)
    ends = sorted(slant.y0 + rise * (x - slant.x0) for x in (a, b))
    return ends[0] < low and ends[1] > high

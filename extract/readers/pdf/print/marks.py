"""Print that is no text of the table: characters struck twice, watermarks, seals."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from operator import itemgetter
from statistics import median

from extract.model import Box
from extract.readers.pdf.page import OBLIQUE, Glyph

LARGE = 2.2
"""Characters this many times the usual size, within a table, are laid over it."""
_REACH = 4.0
"""Points within which a second strike falls, whatever the size."""
_BAND = 1e6
"""Farther than any two places on a page."""
_ORIGIN, _LOOKS = itemgetter(1, 2), itemgetter(7, 8, 9)
"""Fields of a glyph by their place, as a page has thousands: origin; turn, paleness and size."""


def struck_once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Bold faked by drawing again is dropped: by position, never by text (叠叠 is legal).

    What is printed at nearly the same place stands side by side when sorted; two sortings, half a
    band apart, since the second strike may fall across a band's edge.
    """
    kept = list(glyphs)
    for shift in (0.0, _REACH / 2):
        # The band and the place in it as one number: a page is sorted four times as fast by it.
        places = [(y + shift) // _REACH * _BAND + x for x, y in map(_ORIGIN, kept)]
        order = sorted(range(len(kept)), key=places.__getitem__)
        again = {
            max(m, n)
            for m, n in pairwise(order)
            if places[n] - places[m] <= _REACH and _same_place(kept[m], kept[n])
        }
        if again:
            kept = [g for n, g in enumerate(kept) if n not in again]
    return kept


def _same_place(one: Glyph, other: Glyph) -> bool:
    """Within a fraction of the character's size; a narrow one (`ll`) has less to spare."""
    if one.text != other.text or abs(one.x - other.x) > _REACH:
        return False
    near = min(0.15 * one.size, 0.4 * max(one.x1 - one.x0, one.bottom - one.top), _REACH)
    return abs(one.x - other.x) < near and abs(one.y - other.y) < near


def split_marks(
    glyphs: list[Glyph], shades: tuple[Box, ...] = (), *, large: float = LARGE
) -> tuple[list[Glyph], list[Glyph]]:
    """Characters parted into text and what is laid over it.

    Oblique characters, ones `large` times the usual size, and pale ones not printed on a dark
    ground; where most of them are pale, paleness tells nothing.
    """
    if not glyphs or _plain(glyphs, large):
        return glyphs, []
    printed = [g for g in glyphs if not g.text.isspace()]
    if not printed:
        return glyphs, []
    usual = median(g.size for g in printed)
    pale_tells = sum(g.pale for g in printed) < len(printed) / 2
    text: list[Glyph] = []
    marks: list[Glyph] = []
    for glyph in glyphs:
        over = glyph.turn == OBLIQUE or glyph.size > large * usual
        faint = glyph.pale and pale_tells and not any(_on(glyph, shade) for shade in shades)
        (marks if over or faint else text).append(glyph)
    return text, marks


def _plain(glyphs: list[Glyph], large: float) -> bool:
    """Is none of the characters oblique, pale, or large whatever the usual size? So most pages."""
    turns, pales, sizes = zip(*map(_LOOKS, glyphs), strict=True)
    return not any(pales) and OBLIQUE not in turns and max(sizes) <= large * min(sizes)


def _on(glyph: Glyph, shade: Box) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return shade.x0 <= x <= shade.x1 and shade.top <= y <= shade.bottom

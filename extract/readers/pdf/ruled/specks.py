"""Small ink beside digits and signs that is no text: a digit, a point, a minus drawn as a shape.

A number without one of its parts is another number. Rules, underlines and what stands around a
character are none of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extract.model import Box
from extract.readers.pdf.page import Glyph, Rule
from extract.readers.pdf.ruled.underlines import em_of

_MOST = 5_000
"""Small shapes of a page that are looked at."""
_NUMERIC = frozenset("0123456789０１２３４５６７８９.,%％‰≥≤=＝><＞＜＋+-－±")
_OPENS = frozenset("><＞＜")
"""Signs that a line below makes others of: ≥, ≤."""
_BAND = (-0.12, 0.95)
"""Ems above a baseline between which a line has its ink."""
_BESIDE = (-0.3, 0.5)
"""Ems between a character and ink that is part of its number."""
_UNDER = (-0.05, 0.3)
"""Ems below a baseline at which a line makes another sign of the one above."""
_FLAT = 2.0
"""Points: a line is no thicker."""
_ON_RULE = 1.5
"""Points within which ink belongs to a rule."""


def specks_beside(specks: Sequence[Box], glyphs: Sequence[Glyph]) -> list[tuple[Box, Glyph]]:
    """Small shapes that stand in a line of print beside a digit or a sign, with that character."""
    if not specks or len(specks) > _MOST:
        return []
    numeric = sorted((g for g in glyphs if g.turn == 0 and g.text in _NUMERIC), key=lambda g: g.y)
    heights = [g.y for g in numeric]
    largest = max((g.size for g in numeric), default=0.0)
    found = []
    for box in specks:
        first = bisect_left(heights, box.top - largest)
        near = numeric[first : bisect_right(heights, box.bottom + largest)]
        tests = (_beside, _makes_another)
        beside = next((g for g in near if any(test(box, g) for test in tests)), None)
        beside = beside or _numerator(box, near)
        if beside and not any(_around(box, g) for g in near):
            found.append((box, beside))
    return found


def on_a_rule(box: Box, rules: Sequence[Rule]) -> bool:
    """Is a shape a piece of one of these longer rules, or does it touch one?"""
    return any(_on(box, rule) for rule in rules)


def _numerator(box: Box, near: Sequence[Glyph]) -> Glyph | None:
    """The digit above a short line that has another right below it: one over three."""
    y = (box.top + box.bottom) / 2
    if box.bottom - box.top > _FLAT:
        return None
    over = [g for g in near if _within(box, g)]
    below = any(0.5 < (g.y - y) / g.size < 1.0 for g in over)
    return next((g for g in over if below and -0.1 < (y - g.y) / g.size < 0.5), None)


def _beside(box: Box, glyph: Glyph) -> bool:
    """In the band of a character's line, and right before or behind it?"""
    em = em_of([glyph]) if glyph.text.isdigit() else glyph.size
    low, high = (glyph.y - part * em for part in _BAND)
    if not high < (box.top + box.bottom) / 2 < low or box.bottom - box.top > 1.2 * em:
        return False
    gap = max(box.x0 - glyph.x1, glyph.x0 - box.x1) / em
    return _BESIDE[0] < gap < _BESIDE[1] and not _within(box, glyph)


def _makes_another(box: Box, glyph: Glyph) -> bool:
    """A short line right below a sign that opens to one side."""
    below = ((box.top + box.bottom) / 2 - glyph.y) / glyph.size
    flat = box.bottom - box.top < 0.25 * glyph.size
    alone = box.x1 - box.x0 < 1.6 * (glyph.x1 - glyph.x0)
    within = glyph.x0 - 1 < (box.x0 + box.x1) / 2 < glyph.x1 + 1
    return glyph.text in _OPENS and flat and alone and within and _UNDER[0] < below < _UNDER[1]


def _within(box: Box, glyph: Glyph) -> bool:
    return glyph.x0 < (box.x0 + box.x1) / 2 < glyph.x1


def _around(box: Box, glyph: Glyph) -> bool:
    """A ring or a box around a character."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box.x0 < x < box.x1 and box.top < y < box.bottom


def _on(box: Box, rule: Rule) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    across, along = (y, x) if rule.flat else (x, y)
    return abs(rule.at - across) < _ON_RULE and rule.a - _ON_RULE < along < rule.b + _ON_RULE

"""Rules that underline text: they hug its baseline, are no wider than it, and part nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from extract.readers.pdf.page import Glyph, Rule

_BELOW = 0.22
"""Ems below a baseline within which a rule underlines it; the foot of a cell lies further down."""
_ABOVE = 0.05
_BEYOND = 1.0
"""Points by which an underline may be longer than its text."""
_TOUCH = 1.0
"""Points within which a rule's end touches another rule."""
_GAP = 1.2
"""Ems between the texts that one underline holds together."""


def without_underlines(rules: tuple[Rule, ...], glyphs: tuple[Glyph, ...]) -> list[Rule]:
    """The rules of an upright page, but for those under a text and no longer than it."""
    uprights = sorted(rule.at for rule in rules if not rule.flat)
    free = {rule for rule in rules if rule.flat and not _between(rule, uprights)}
    if not free:
        return list(rules)
    lines = _baselines(glyphs)
    heights = [y for y, *_ in lines]
    return [rule for rule in rules if not (rule in free and _underlines(rule, lines, heights))]


def _between(rule: Rule, uprights: list[float]) -> bool:
    """Do both ends of a level rule lie where upright ones stand, as those of cells do?"""
    ends = (
        bisect_right(uprights, at + _TOUCH) - bisect_left(uprights, at - _TOUCH) for at in rule[2:]
    )
    return all(ends)


_Line = tuple[float, float, float, float]


def _underlines(rule: Rule, lines: list[_Line], heights: list[float]) -> bool:
    """Lines are (baseline, size, left, right)."""
    first = bisect_left(heights, rule.at - 20.0)
    last = bisect_right(heights, rule.at + 2.0)
    return any(
        -_ABOVE * size < rule.at - y < _BELOW * size
        and left - _BEYOND <= rule.a
        and rule.b <= right + _BEYOND
        for y, size, left, right in lines[first:last]
    )


def _baselines(glyphs: tuple[Glyph, ...]) -> list[_Line]:
    """The texts of a page, parted by white, from the top down."""
    level = sorted(
        (g for g in glyphs if g.turn == 0 and not g.text.isspace()),
        key=lambda g: (round(g.y, 1), g.x0),
    )
    found: list[_Line] = []
    run: list[Glyph] = []
    for glyph in level:
        if run and not _follows(run[-1], glyph):
            found.append(_line(run))
            run = []
        run.append(glyph)
    return sorted([*found, _line(run)] if run else found)


def _follows(before: Glyph, glyph: Glyph) -> bool:
    return abs(before.y - glyph.y) <= 0.5 and glyph.x0 - before.x1 <= _GAP * before.size


def _line(run: list[Glyph]) -> _Line:
    size = max(g.size for g in run)
    return run[0].y, size, min(g.x0 for g in run), max(g.x1 for g in run)

"""Rules that underline text, or strike it through: no wider than it is, they part nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from extract.readers.pdf.page import Glyph, Rule

_BELOW = 0.22
"""Ems below a baseline within which a rule underlines it; the foot of a cell lies further down."""
_ABOVE = 0.05
_BEYOND = 1.0
"""Points by which an underline may be longer than its text."""
_STRUCK = (0.15, 0.6)
"""Ems above a baseline between which a rule goes through the text."""
_LEAST = 0.5
"""The share of a text that a rule strikes through, at the least."""
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


def struck_through(
    rules: tuple[Rule, ...], glyphs: tuple[Glyph, ...]
) -> tuple[list[Rule], list[list[Glyph]]]:
    """The rules of an upright page that go through a text and part nothing, and those texts."""
    uprights = sorted(rule.at for rule in rules if not rule.flat)
    free = [rule for rule in rules if rule.flat and not _between(rule, uprights)]
    if not free:
        return [], []
    runs = sorted(_runs(glyphs), key=lambda run: run[0].y)
    heights = [run[0].y for run in runs]
    through, struck = [], []
    for rule in free:
        near = runs[bisect_left(heights, rule.at) : bisect_right(heights, rule.at + 20.0)]
        under = [found for run in near if (found := _under(rule, run))]
        if under:
            through.append(rule)
            struck += under
    return through, struck


def _under(rule: Rule, run: list[Glyph]) -> list[Glyph]:
    """The characters of a text that a rule goes through; none where it is longer than the text."""
    _, size, left, right = _line(run)
    low, high = (part * size for part in _STRUCK)
    if not low < run[0].y - rule.at < high or rule.a < left - size or rule.b > right + size:
        return []
    found = [g for g in run if rule.a < (g.x0 + g.x1) / 2 < rule.b]
    wide = sum(g.x1 - g.x0 for g in found)
    return found if wide > _LEAST * (rule.b - rule.a) else []


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
    return sorted(map(_line, _runs(glyphs)))


def _runs(glyphs: tuple[Glyph, ...]) -> list[list[Glyph]]:
    """The characters of each text."""
    level = sorted(
        (g for g in glyphs if g.turn == 0 and not g.text.isspace()),
        key=lambda g: (round(g.y, 1), g.x0),
    )
    found: list[list[Glyph]] = []
    for glyph in level:
        if found and _follows(found[-1][-1], glyph):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return found


def _follows(before: Glyph, glyph: Glyph) -> bool:
    return abs(before.y - glyph.y) <= 0.5 and glyph.x0 - before.x1 <= _GAP * before.size


def _line(run: list[Glyph]) -> _Line:
    size = max(g.size for g in run)
    return run[0].y, size, min(g.x0 for g in run), max(g.x1 for g in run)

"""Rules that underline text, or strike it through: no wider than it is, they part nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from extract.readers.pdf.page import UNEVEN, Glyph, Rule, Run, glyphs_of
from extract.readers.pdf.print.lines import cjk

_BELOW = 0.22
"""Ems below a baseline within which a rule underlines it; the foot of a cell lies further down."""
_ABOVE = 0.05
_BEYOND = 1.0
"""Points by which an underline may be longer than its text."""
_STRUCK = (0.15, 0.6)
"""Ems above a baseline between which a rule goes through the text."""
_LEAST = 0.5
"""The share of a text that a rule strikes through, at the least."""
_BASELINE, _SIZE = attrgetter("y"), attrgetter("size")
_NARROW = 2.2
"""How many times as high as wide a digit is."""
_ALONE = 2.0
"""So many times as long as the only text that it goes through may a line be that strikes it."""
_SHORT = 6.0
"""Points: what is shorter strikes no text."""
_RARE = 0.2
"""The share of a page's rules that may go through whole rows; where more do, the rows stand low."""
_TOUCH = 1.0
"""Points within which a rule's end touches another rule."""
_GAP = 1.2
"""Ems between the texts that one underline holds together."""


def without_underlines(rules: tuple[Rule, ...], runs: Sequence[Run]) -> list[Rule]:
    """The rules of an upright page, but for those under a text and no longer than it."""
    near = _close_below(rules, runs)
    uprights = sorted(rule.at for rule in rules if not rule.flat) if near else []
    free = {rule for rule in near if not _between(rule, uprights)}
    if not free:
        return list(rules)
    lines = _baselines(runs)
    heights = [y for y, *_ in lines]
    return [rule for rule in rules if not (rule in free and _underlines(rule, lines, heights))]


def _close_below(rules: Sequence[Rule], runs: Sequence[Run]) -> list[Rule]:
    """The level rules at heights where one may underline a text: on many pages none."""
    upright = [run for run in runs if run.turn == 0]
    baselines = sorted(set(map(_BASELINE, upright)))
    largest = max(map(_SIZE, upright), default=0.0)
    near = {
        at
        for at in {rule.at for rule in rules if rule.flat}
        if bisect_right(baselines, at + _ABOVE * largest)
        > bisect_left(baselines, at - _BELOW * largest)
    }
    return [rule for rule in rules if rule.flat and rule.at in near] if near else []


def struck_through(
    rules: tuple[Rule, ...], prints: Sequence[Run]
) -> tuple[list[Rule], list[list[Glyph]]]:
    """The level rules of an upright page that go through texts and part nothing, and those texts.

    One that ends where cells do may be a rule that texts overflow: it strikes where it goes through
    all texts beside it, several of them, and few of the page's rules do.
    """
    level = _in_text([rule for rule in rules if rule.flat], prints)
    if not level:
        return [], []
    uprights = sorted(rule.at for rule in rules if not rule.flat)
    count = sum(rule.flat for rule in rules)
    runs = sorted(runs_of(glyphs_of(prints)), key=lambda run: run[0].y)
    heights = [run[0].y for run in runs]
    through, struck, whole = [], [], []
    for rule in level:
        near = runs[bisect_left(heights, rule.at) : bisect_right(heights, rule.at + 20.0)]
        near = [run for run in near if _body(rule, run)]
        if not near:
            continue
        under = [] if _between(rule, uprights) else [x for run in near if (x := _under(rule, run))]
        if not under and _all_struck(rule, near, runs, heights):
            whole.append(rule)
            under = [run for run in near if _body(rule, run, em_of(run)) and _covers(rule, run)]
        if under:
            through.append(rule)
            struck += under
    if len(whole) > max(_RARE * count, 1):
        return [rule for rule in through if rule not in whole], [
            run for run in struck if not any(_body(rule, run) for rule in whole)
        ]
    return through, struck


def _in_text(level: list[Rule], runs: Sequence[Run]) -> list[Rule]:
    """The rules that lie where some character has its ink: on most pages none."""
    upright = sorted((run for run in runs if run.turn == 0), key=_BASELINE) if level else []
    heights = list(map(_BASELINE, upright))
    high = _STRUCK[1] * max(map(_SIZE, upright), default=0.0)
    low, top = _STRUCK
    near = {
        at: there
        for at in {rule.at for rule in level}
        if (
            there := [
                run
                for run in upright[bisect_right(heights, at) : bisect_left(heights, at + high)]
                if low * run.least < run.y - at < top * run.size
            ]
        )
    }
    return [
        rule
        for rule in level
        if rule.at in near
        and rule.b - rule.a > _SHORT
        and any(_body(rule, [g], g.size) for run in near[rule.at] for g in run.glyphs)
    ]


def em_of(run: list[Glyph]) -> float:
    """The size of a text; no more than its widest characters tell: some fonts have high boxes."""
    wide = max((g.x1 - g.x0) * (1.0 if cjk(g.text) else _NARROW) for g in run)
    return min(max(g.size for g in run), wide)


def _body(rule: Rule, run: list[Glyph], size: float = 0.0) -> bool:
    """Does a rule lie where the characters of a text have their ink, above the baseline?"""
    size = size or max(g.size for g in run)
    low, high = (part * size for part in _STRUCK)
    return low < run[0].y - rule.at < high and rule.a < run[-1].x1 and rule.b > run[0].x0


def _covers(rule: Rule, run: list[Glyph]) -> bool:
    return rule.a < run[0].x0 + _TOUCH and rule.b > run[-1].x1 - _TOUCH


def _all_struck(
    rule: Rule, near: list[list[Glyph]], runs: list[list[Glyph]], heights: list[float]
) -> bool:
    """Does a rule go through all texts, from end to end, that stand at its height?"""
    near = [run for run in near if _body(rule, run, em_of(run))]
    if not near:
        return False
    em = max(map(em_of, near))
    about = runs[bisect_left(heights, rule.at - em) : bisect_right(heights, rule.at + 1.5 * em)]
    beside = [run for run in about if run[0].x0 < rule.b and run[-1].x1 > rule.a]
    apart = [r for r in beside if not (_body(rule, r, em_of(r)) and _covers(rule, r))]
    alone = rule.b - rule.a < _ALONE * (near[0][-1].x1 - near[0][0].x0)
    return not apart and (len(beside) > 1 or (len(beside[0]) > 1 and alone))


def _under(rule: Rule, run: list[Glyph]) -> list[Glyph]:
    """The characters of a text that a rule goes through; none where it is longer than the text."""
    _, size, left, right = _line(run)
    if rule.a < left - size or rule.b > right + size:
        return []
    found = [g for g in run if rule.a < (g.x0 + g.x1) / 2 < rule.b]
    wide = sum(g.x1 - g.x0 for g in found)
    return found if wide > _LEAST * (rule.b - rule.a) else []


def _between(rule: Rule, uprights: list[float]) -> bool:
    """Do both ends of a level rule lie where upright ones stand, as those of cells do?"""
    return _touches(rule.a, uprights) and _touches(rule.b, uprights)


def _touches(at: float, uprights: list[float]) -> bool:
    return bisect_right(uprights, at + _TOUCH) > bisect_left(uprights, at - _TOUCH)


_Line = tuple[float, float, float, float]
_Piece = tuple[float, float, float, float, float, float, float, float]
"""Rounded baseline, left sides of the first and the last character; baseline and size; right side
and size of the last character, and the outermost right side."""


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


def _baselines(runs: Sequence[Run]) -> list[_Line]:
    """The texts of a page, parted by white, from the top down."""
    pieces = sorted(_pieces(runs))
    if any(a[0] == b[0] and b[1] <= a[2] for a, b in pairwise(pieces)):
        return sorted(map(_line, runs_of(glyphs_of(runs))))  # some lie in each other
    found: list[list[_Piece]] = []
    for piece in pieces:
        if found and _goes_on(found[-1][-1], piece):
            found[-1].append(piece)
        else:
            found.append([piece])
    return sorted(
        (text[0][3], max(p[4] for p in text), min(p[1] for p in text), max(p[7] for p in text))
        for text in found
    )


def _pieces(runs: Sequence[Run]) -> Iterator[_Piece]:
    """Upright runs without a space."""
    for run in runs:
        if run.turn != 0:
            continue
        lefts, rights, y = run.lefts, run.rights, run.y
        plain = run.size < UNEVEN * run.least and " " not in run.text and run.text.isprintable()
        if plain:
            ends = rights[-1], run.sizes[-1], max(rights)
            yield round(y, 1), lefts[0], lefts[-1], y, run.size, *ends
            continue
        for glyph in run.glyphs:
            if not glyph.text.isspace():
                left, right, size = glyph.x0, glyph.x1, glyph.size
                yield round(y, 1), left, left, y, size, right, size, right


def _goes_on(before: _Piece, piece: _Piece) -> bool:
    return abs(before[3] - piece[3]) <= 0.5 and piece[1] - before[5] <= _GAP * before[6]


def runs_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters of each upright text, which white parts from the next on its line."""
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

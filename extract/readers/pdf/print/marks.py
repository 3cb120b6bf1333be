"""Print that is no text of the table: characters struck twice, watermarks, seals."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from operator import itemgetter, sub
from statistics import median

from extract.model import Box
from extract.readers.pdf.page import OBLIQUE, Glyph

LARGE = 2.2
"""Characters this many times the usual size, within a table, are laid over it."""
_GREY = 1.25
"""Grey text is not more than this many times larger or smaller than the rest."""
_LINE = 0.15
"""Ems by which the baselines of one line differ."""
_CLOSE = 0.4
"""Ems within which a text goes on behind another on its line."""
_OFTEN = 3
"""So many pale texts of one wording, on no line of the table, are a mark that is repeated."""
_NO_DOUBT = frozenset("○◯〇□■△◇☐☑▢.,:;'’‘·ijlrtf")
"""What is printed around a character, to make another one of both; and characters that are narrower
than many a file tells."""
_AS_LARGE, _LEVEL, MOSTLY = 0.8, 0.25, 0.65
"""Two texts are printed over each other: their sizes, ems between their baselines, and the share of
a character's width that lies over another's."""
REACH = 4.0
"""Points within which a second strike falls, whatever the size."""
BAND = 1e6
"""Farther than any two places on a page."""
SHIFTS = (0.0, REACH / 2)
_ORIGIN, _BASELINE, _LOOKS = itemgetter(1, 2), itemgetter(2), itemgetter(7, 8, 9)
"""Fields of a glyph by their place, as a page has thousands: origin; turn, paleness and size."""


def struck_once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Bold faked by drawing again is dropped: by position, never by text (叠叠 is legal)."""
    return parted_by_place(glyphs)[0]


def parted_by_place(glyphs: Iterable[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """Characters but for those struck again, and those of them that lie over different ones.

    What is printed at nearly the same place stands side by side when sorted; two sortings, half a
    band apart, since the second strike may fall across a band's edge.
    """
    kept = list(glyphs)
    over: dict[int, Glyph] = {}
    alike = alike_in_bands(set(map(_BASELINE, kept)))
    for shift in SHIFTS:
        # The band and the place in it as one number: a page is sorted four times as fast by it.
        places = [(y + shift) // REACH * BAND + x for x, y in map(_ORIGIN, kept)]
        in_order = sorted(places)
        gaps = map(sub, in_order[1:], in_order)
        near = [at for at, gap in enumerate(gaps) if gap <= REACH]
        order = sorted(range(len(kept)), key=places.__getitem__) if near else []
        again = set()
        for at in near:
            m, n = order[at], order[at + 1]
            if _same_place(kept[m], kept[n]):
                again.add(_weaker(m, n, kept))
            elif _lie_over(kept[m], kept[n]):
                over |= {id(kept[m]): kept[m], id(kept[n]): kept[n]}
        if again:
            kept = [g for n, g in enumerate(kept) if n not in again]
        elif alike:
            break
    left = set(map(id, kept)) if over else set()
    return kept, [g for at, g in over.items() if at in left]


def alike_in_bands(baselines: set[float]) -> bool:
    """Do both sortings part characters on these baselines in the same bands?

    Where nothing is struck again, the second one finds nothing that the first has not found.
    """
    heights = sorted(baselines)
    one, other = ([(y + shift) // REACH for y in heights] for shift in SHIFTS)
    return all(
        (a == b) is (c == d) for (a, b), (c, d) in zip(pairwise(one), pairwise(other), strict=True)
    )


def tell_apart(one: Glyph, other: Glyph) -> bool:
    """Is a character neither another one's second strike nor printed over it?"""
    return not _same_place(one, other) and not _lie_over(one, other)


def _weaker(m: int, n: int, glyphs: list[Glyph]) -> int:
    """Of two strikes of a character the one that is dropped: the later, but for a pale one."""
    first, second = min(m, n), max(m, n)
    return first if glyphs[first].pale and not glyphs[second].pale else second


def _lie_over(one: Glyph, other: Glyph) -> bool:
    """Do two characters as large as each other lie over one another, for the most part?

    A ring, a box may be printed around a character.
    """
    common = min(one.x1, other.x1) - max(one.x0, other.x0)
    if common <= 0.0 or one.turn or other.turn or one.pale is not other.pale:
        return False
    texts = one.text + other.text
    if (
        texts.isspace()
        or one.text.isspace()
        or other.text.isspace()
        or not _NO_DOUBT.isdisjoint(texts)
    ):
        return False
    largest = max(one.size, other.size)
    if min(one.size, other.size) < _AS_LARGE * largest or abs(one.y - other.y) > _LEVEL * largest:
        return False
    return common > MOSTLY * min(one.x1 - one.x0, other.x1 - other.x0)


def _same_place(one: Glyph, other: Glyph) -> bool:
    """Within a fraction of the character's size; a narrow one (`ll`) has less to spare."""
    if one.text != other.text or abs(one.x - other.x) > REACH:
        return False
    near = min(0.15 * one.size, REACH)
    across, down = 0.4 * (one.x1 - one.x0), 0.4 * (one.bottom - one.top)
    return abs(one.x - other.x) < min(near, across) and abs(one.y - other.y) < min(near, down)


def split_marks(
    glyphs: list[Glyph], shades: tuple[Box, ...] = (), *, large: float = LARGE
) -> tuple[list[Glyph], list[Glyph]]:
    """Characters parted into text and what is laid over it.

    Oblique characters, ones `large` times the usual size, and pale ones, but for text that is
    printed grey.
    """
    if not glyphs or _plain(glyphs, large):
        return glyphs, []
    printed = [g for g in glyphs if not g.text.isspace()]
    if not printed:
        return glyphs, []
    usual = median(g.size for g in printed)
    pale_tells = sum(g.pale for g in printed) < len(printed) / 2
    grey = _grey(printed, usual) if pale_tells else set()
    text: list[Glyph] = []
    marks: list[Glyph] = []
    for glyph in glyphs:
        over = glyph.turn == OBLIQUE or glyph.size > large * usual
        faint = (
            glyph.pale
            and pale_tells
            and glyph not in grey
            and not any(_on(glyph, shade) for shade in shades)
        )
        (marks if over or faint else text).append(glyph)
    return text, marks


def _grey(printed: list[Glyph], usual: float) -> set[Glyph]:
    """Pale characters that are text: as large as the rest, on a line with other text.

    What is laid over a page says the same wherever it stands (样张, 样张, 样张), and keeps to no
    line.
    """
    pale = sorted((g for g in printed if g.pale and g.turn == 0), key=lambda g: (g.y, g.x))
    runs: list[list[Glyph]] = []
    for glyph in pale:
        if runs and _follows(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    words = ["".join(g.text for g in run) for run in runs]
    dark = [g for g in printed if not g.pale]
    lines = [[g for g in dark if abs(g.y - run[0].y) < _LINE * run[0].size] for run in runs]
    repeated = len(words) >= _OFTEN and len(set(words)) == 1 and not all(lines)
    grey: set[Glyph] = set()
    for run, word, beside in zip(runs, words, lines, strict=True):
        first = run[0]
        goes_on = any(-_LINE < (first.x0 - g.x1) / first.size < _CLOSE for g in beside)
        others = any(
            abs(other[0].y - first.y) < _LINE * first.size and said != word
            for other, said in zip(runs, words, strict=True)
        )
        as_large = max(first.size, usual) < _GREY * min(first.size, usual)
        if any(_over(glyph, dark) for glyph in run):
            continue
        if as_large and (goes_on or (not repeated and (beside or others))):
            grey.update(run)
    return grey


def _over(glyph: Glyph, others: list[Glyph]) -> bool:
    """Does a character lie upon another?"""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return any(g.x0 < x < g.x1 and g.top < y < g.bottom for g in others)


def _follows(before: Glyph, glyph: Glyph) -> bool:
    level = abs(before.y - glyph.y) < _LINE * glyph.size
    return level and glyph.x0 - before.x1 < glyph.size


def _plain(glyphs: list[Glyph], large: float) -> bool:
    """Is none of the characters oblique, pale, or large whatever the usual size? So most pages."""
    turns, pales, sizes = zip(*set(map(_LOOKS, glyphs)), strict=True)
    return not any(pales) and OBLIQUE not in turns and max(sizes) <= large * min(sizes)


def _on(glyph: Glyph, shade: Box) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return shade.x0 <= x <= shade.x1 and shade.top <= y <= shade.bottom

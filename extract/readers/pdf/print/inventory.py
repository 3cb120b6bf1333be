"""What became of all that is printed on a page: every mark has one fate, or is unread.

Nothing decides here what a cell holds; here is counted what no cell and no line holds, where a
table could lose it: in its outline, beside it, right below its foot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from operator import sub
from statistics import median

from extract.model import Box
from extract.readers.pdf.page import OBLIQUE, UNEVEN, Glyph, Page, Run
from extract.readers.pdf.print.lines import TextLine, printed_lines
from extract.readers.pdf.print.unread import (
    MOST,
    Unread,
    Why,
    holds,
    lines_of,
    of_glyphs,
    of_line,
    within,
)

_CID = "(cid:"
"""How pdfminer writes the number of a character that has no meaning."""
_APART = 1.2
"""Ems of white that part the texts of two columns on one line."""
_LEVEL = 2.0
"""Points by which the left sides of texts in one column differ."""
_FEW = 2
"""Characters of a text, at the least."""
_AS_TEXT = 1.8
"""What is larger than so many times the text of its table is laid over it."""
_TINY = 0.35
"""Print smaller than this share of what stands beside it is not read by anybody."""
_OFF, _ALIKE, _BESIDE = (0.2, 0.6), 0.85, 0.3
"""Ems by which a character is off its line, the size it must have then, and its distance."""
_LITTLE, _LIFTED, _LINE = 0.8, 0.7, 1.0
"""Size of a digit that is put in above a line, and the ems by which it stands higher."""
_SMALL = 4.0
"""Points: a shape lower or narrower is a tick, a bullet, an ornament."""


def in_no_cell(glyphs: Sequence[Glyph]) -> list[Unread]:
    """Characters within a table's outline that no face of it holds."""
    return [of_line(Why.NO_CELL, line) for line in lines_of(glyphs)]


def have_gaps(runs: Sequence[Run]) -> bool:
    """Is there white between two characters drawn one after the other on a line?"""
    return any(
        b.lefts[0] - a.rights[-1] > _APART * a.sizes[-1] and -1.0 < a.y - b.y < 1.0
        for a, b in pairwise(runs)
    ) or any(run.size >= UNEVEN * run.least for run in runs)


def printed_over(glyphs: Sequence[Glyph]) -> list[Unread]:
    """Characters that run over the side of the table, or over the text of another cell."""
    return [of_line(Why.OVER, line) for line in lines_of(glyphs)]


def underlined(glyphs: Sequence[Glyph]) -> Unread:
    """The last line of a cell, right above a rule that may be its own."""
    return of_glyphs(Why.UNDERLINED, glyphs)


def number_below(glyphs: Sequence[Glyph]) -> Unread:
    """A number at the foot of a table that may be the page's."""
    return of_glyphs(Why.BELOW, glyphs)


def turned_away(glyphs: Iterable[Glyph]) -> list[Unread]:
    """Characters of a cell that stand at a quarter turn where others stand upright."""
    away = [g for g in glyphs if g.turn not in (0, OBLIQUE) and not g.text.isspace()]
    if not away:
        return []
    return [of_glyphs(Why.TURNED, away)]


def meaningless(glyphs: Iterable[Glyph]) -> list[Unread]:
    """Characters of a cell that no font gives a meaning."""
    lost = [g for g in glyphs if g.text == "\ufffd" or g.text.startswith(_CID)]
    return [of_glyphs(Why.MEANINGLESS, lost)] if lost else []


def run_together(glyphs: Sequence[Glyph], lefts: Sequence[float]) -> list[Unread]:
    """Lines of a cell that spans columns, with texts where several of the columns begin theirs.

    `lefts`: where the texts of the columns that the cell spans begin in other rows.
    """
    found = []
    for line in printed_lines(glyphs):
        row = sorted((g for g in glyphs if _within(g, line)), key=lambda g: g.x0)
        starts = [row[0].x0] if row else []
        starts += [b.x0 for a, b in pairwise(row) if b.x0 - a.x1 > _APART * line.em]
        level = [x for x in starts if any(abs(x - left) <= _LEVEL for left in lefts)]
        if len(level) > 1 and len(level) == len(starts):
            found.append(of_line(Why.TOGETHER, line))
    return found


def pictured(page: Page, cells: Sequence[Box], text: Sequence[Glyph]) -> list[Unread]:
    """Pictures and shapes in the cells of a table, where no text is printed upon them."""
    found = []
    kinds = ((Why.PICTURED, page.images), (Why.OUTLINED, page.outlines))
    for why, boxes in kinds:
        for box in boxes:
            inside = next((cell for cell in cells if holds(cell, box)), None)
            if inside is None or min(box.x1 - box.x0, box.bottom - box.top) < _SMALL:
                continue
            if not any(within(g, box) for g in text):
                found.append(Unread(why=why, text="", box=box))
    return found


def filled_in(page: Page, tables: Sequence[Box]) -> list[Unread]:
    """Form fields and notes in a table: they are read as printed here, and elsewhere may differ."""
    return [
        Unread(why=Why.FIELD, text=field.value[:MOST], box=field.box)
        for field in page.fields
        if any(holds(table, field.box) for table in tables)
    ]


def run_off(page: Page, tables: Sequence[Box]) -> list[Unread]:
    """Lines that begin in a table's rows and run off the page, where nobody can read their end."""
    off = [g for g in page.beyond if any(t.top < g.y < t.bottom for t in tables)]
    return [of_line(Why.BEYOND, line) for line in printed_lines(off)]


def withdrawn(glyphs: Iterable[Sequence[Glyph]], tables: Sequence[Box]) -> list[Unread]:
    """Texts of a table with a line through them: is it withdrawn, is it a rule too high?"""
    inside = [run for run in glyphs if any(within(run[0], table) for table in tables)]
    return [of_glyphs(Why.STRUCK, run) for run in inside]


def overprinted(glyphs: Sequence[Glyph], tables: Sequence[Box]) -> list[Unread]:
    """Texts of a table that are printed over each other: which of them holds?"""
    inside = [g for g in glyphs if any(within(g, table) for table in tables)]
    return [of_line(Why.OVERPRINT, line) for line in lines_of(inside)]


def drawn_beside(box: Box, glyph: Glyph) -> Unread:
    """A small shape beside a character of a number."""
    return Unread(why=Why.OUTLINED, text=glyph.text, box=box)


def faint(marks: Sequence[Glyph], cells: Sequence[Box], text: Sequence[Glyph]) -> list[Unread]:
    """Marks that are all that a cell holds: a text in one cell is no mark laid over a table.

    What says the same in several cells is one.
    """
    usual = median([g.size for g in text] or [0.0])
    runs: list[list[Glyph]] = []
    for glyph in marks:
        if runs and _goes_on(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    found = []
    said = ["".join(g.text for g in run).strip() for run in runs]
    for run, words in zip(runs, said, strict=True):
        cell = next((c for c in cells if within(run[0], c)), None)
        as_large = max(g.size for g in run) < _AS_TEXT * usual
        if cell is None or not as_large or said.count(words) > 1 or len(words) < _FEW:
            continue
        if all(_inside(g, cell) for g in run) and not any(_inside(g, cell) for g in text):
            found.append(of_glyphs(Why.FAINT, run))
    return found


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    reach = 1.5 * max(before.size, glyph.size)
    return abs(glyph.x - before.x) < reach and abs(glyph.y - before.y) < reach


def _inside(glyph: Glyph, cell: Box) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return cell.x0 < x < cell.x1 and cell.top < y < cell.bottom


def may_be_off(baselines: set[float], sizes: set[float]) -> bool:
    """Can characters that stand so, and are so large, be off a line or tiny? Those of most cells
    cannot, and nobody needs to look at them one by one.
    """
    if len(sizes) > 1 and min(sizes) < _TINY * max(sizes):
        return True
    if len(baselines) < 2:
        return False
    # Spaces and turned ones among them may be the largest, so any may be that of the text.
    least, most = 0.99 * _OFF[0] * min(sizes), 1.01 * _LINE * max(sizes)
    heights = sorted(baselines)
    if min(map(sub, heights[1:], heights)) >= most:
        return False
    return any(least < b - a < most for a, b in combinations(heights, 2))


def off_the_line(glyphs: Sequence[Glyph]) -> list[Unread]:
    """Characters of a cell that belong to no line of it, though they stand beside one.

    As large as the text beside, and higher or lower: an exponent, a mark, an insertion; or so small
    that nobody reads them.
    """
    printed = [g for g in glyphs if g.turn == 0 and not g.text.isspace()]
    if len(printed) < 2:
        return []
    largest = max(g.size for g in printed)
    tiny = [
        g
        for g in printed
        if g.size < _TINY * largest and g.x1 - g.x0 < _TINY * largest and g.text.isalnum()
    ]
    found = [of_glyphs(Why.TINY, tiny)] if tiny else []
    row = sorted(printed, key=lambda g: g.x0)
    off = [
        b
        for a, b in pairwise(row)
        if _OFF[0] < abs(a.y - b.y) / largest < _OFF[1]
        and min(a.size, b.size) > _ALIKE * largest
        and -_BESIDE < (b.x0 - a.x1) / largest < _BESIDE
    ]
    off += _inserted(printed, largest)
    return [*found, *([of_glyphs(Why.OFF_LINE, off)] if off else [])]


def _inserted(printed: Sequence[Glyph], largest: float) -> list[Glyph]:
    """Small digits on a line of their own, so near above a line that they may be put in there."""
    small = [g for g in printed if g.size < _LITTLE * largest]
    if not small or not all(g.text.isdigit() for g in small):
        return []
    rest = [g for g in printed if g.size >= _LITTLE * largest]
    return [
        s
        for s in small
        if any(_LIFTED < (g.y - s.y) / largest < _LINE and g.x0 < s.x0 < g.x1 + 1 for g in rest)
    ]


def covered(page: Page, tables: Sequence[Box]) -> list[Unread]:
    """Text in a table that something painted later hides."""
    hidden = [g for g in page.covered if not g.text.isspace()]
    inside = [g for g in hidden if any(within(g, table) for table in tables)]
    return [of_line(Why.COVERED, line) for line in lines_of(inside)]


def _within(glyph: Glyph, line: TextLine) -> bool:
    middle = (glyph.top + glyph.bottom) / 2
    return not glyph.text.isspace() and line.top - 0.1 <= middle <= line.bottom + 0.1

"""What became of all that is printed on a page: every mark has one fate, or is unread.

Nothing decides here what a cell holds; here is counted what no cell and no line holds, where a
table could lose it: in its outline, beside it, right below its foot.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise
from statistics import median
from typing import NamedTuple

import regex

from extract.model import Box
from extract.readers.pdf.page import OBLIQUE, Glyph, Page
from extract.readers.pdf.print.lines import TextLine, printed_lines
from extract.readers.pdf.print.page_numbers import is_page_number
from extract.words.labels import is_level


class Why(StrEnum):
    """Why something printed is in no value; the words stand in the issue."""

    NO_CELL = "in no cell of the table (在表格的任何单元格之外)"
    OVER = "printed over the side of the table or over another cell (超出单元格)"
    BESIDE = "beside the table, in line with its rows (在表格旁边)"
    TURNED = "turned beside upright text (与横排文字方向不同)"
    BELOW = "right below the table, in its columns (在表格下方，无框线)"
    ABOVE = "above the table, as a row of it (在表格上方)"
    TOGETHER = "texts of several columns in one cell (多列文字在同一单元格)"
    OUTLINED = "drawn as shapes, not as text (以图形绘制的文字)"
    PICTURED = "a picture (图片)"
    FIELD = "a form field or a note, which each viewer prints in its own way (表单域或批注)"
    STRUCK = "struck through, as if it were withdrawn (被划去的文字)"
    COVERED = "painted over, and in the file all the same (被遮盖的文字)"
    BEYOND = "runs off the page, or is cut off (超出页面或被裁切)"
    CUT = "a table that runs off the sheet, and may go on there (表格超出图像边缘)"
    UNDERLINED = "a rule that may underline it, or part two rows (下划线或框线)"
    OVERPRINT = "texts printed over each other (重叠的文字)"
    OFF_LINE = "off the line of the text beside it (偏离所在行)"
    TINY = "too small to be read (字号过小)"
    FAINT = "pale or oblique as a mark, alone in its cell (单元格内仅有浅色或倾斜文字)"
    CONTRADICTED = "given as another text than it shows (替代文字与所印不符)"
    NO_GLYPH = "shown by the page's content, and in no font (字体中没有的字符)"
    MEANINGLESS = "characters without a meaning (字符没有编码含义)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Print that no value carries: its text as far as it is known, its box, and why."""

    why: Why
    text: str
    box: Box


_CID = "(cid:"
"""How pdfminer writes the number of a character that has no meaning."""
MOST = 40
"""Characters of a text that an issue shows."""
_NEAR = 2.6
"""Ems below a table's foot, or below the row before, within which a row without rules stands."""
_APART = 1.2
"""Ems of white that part the texts of two columns on one line."""
_VALUE, _COLON = regex.compile(r"[≥≤=＝><＞＜]|\d"), regex.compile("[:：]")
_CLOSE = 1.6
"""Ems below a table's foot within which a lone value is one of its last row, or of a lost one."""
_LEVEL = 2.0
"""Points by which the left sides of texts in one column differ."""
_ASIDE = 3.0
"""Ems from a table's side within which a text may be of its rows."""
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
    return [_of_line(Why.NO_CELL, line) for line in _lines(glyphs)]


def _has_gaps(glyphs: Sequence[Glyph]) -> bool:
    """Is there white between two characters drawn one after the other on a line?"""
    return any(
        b.x0 - a.x1 > _APART * a.size and -1.0 < a.y - b.y < 1.0 for a, b in pairwise(glyphs)
    )


def printed_over(glyphs: Sequence[Glyph]) -> list[Unread]:
    """Characters that run over the side of the table, or over the text of another cell."""
    return [_of_line(Why.OVER, line) for line in _lines(glyphs)]


def underlined(glyphs: Sequence[Glyph]) -> Unread:
    """The last line of a cell, right above a rule that may be its own."""
    return _of_glyphs(Why.UNDERLINED, glyphs)


def number_below(glyphs: Sequence[Glyph]) -> Unread:
    """A number at the foot of a table that may be the page's."""
    return _of_glyphs(Why.BELOW, glyphs)


def turned_away(glyphs: Iterable[Glyph]) -> list[Unread]:
    """Characters of a cell that stand at a quarter turn where others stand upright."""
    away = [g for g in glyphs if g.turn not in (0, OBLIQUE) and not g.text.isspace()]
    if not away:
        return []
    return [_of_glyphs(Why.TURNED, away)]


def meaningless(glyphs: Iterable[Glyph]) -> list[Unread]:
    """Characters of a cell that no font gives a meaning."""
    lost = [g for g in glyphs if g.text == "\ufffd" or g.text.startswith(_CID)]
    return [_of_glyphs(Why.MEANINGLESS, lost)] if lost else []


def run_together(glyphs: Sequence[Glyph], lefts: Sequence[float]) -> list[Unread]:
    """Lines of a cell that spans columns, with texts where several of the columns begin theirs.

    `lefts`: where the texts of the columns that the cell spans begin in other rows.
    """
    found = []
    for line in printed_lines(glyphs) if _has_gaps(glyphs) else ():
        row = sorted((g for g in glyphs if _within(g, line)), key=lambda g: g.x0)
        starts = [row[0].x0] if row else []
        starts += [b.x0 for a, b in pairwise(row) if b.x0 - a.x1 > _APART * line.em]
        level = [x for x in starts if any(abs(x - left) <= _LEVEL for left in lefts)]
        if len(level) > 1 and len(level) == len(starts):
            found.append(_of_line(Why.TOGETHER, line))
    return found


def around(
    glyphs: Sequence[Glyph],
    table: Box,
    columns: Columns,
    between: tuple[float, float],
) -> list[Unread]:
    """Print outside a table that its rows may have lost: beside it, or above or below.

    Right below in its columns stands a row without rules; wherever a level is named beside other
    texts, one stands. `between`: where the table above ends and the next one begins.
    """
    ceiling, floor = between
    near = [g for g in glyphs if not g.text.isspace() and ceiling < g.bottom < floor]
    near.sort(key=_middle)
    middles = [_middle(g) for g in near]
    lines = [_runs(near, middles, line) for line in printed_lines(near)]
    beside = [run for runs in lines for run in runs if _beside(run, table)]
    found = [_of_line(Why.BESIDE, run) for run in beside]
    reach, going_on = table.bottom, True
    for runs in lines:
        top, bottom = min(run.top for run in runs), max(run.bottom for run in runs)
        if bottom < table.top + 1 and _names_a_level(runs):
            found += [_of_line(Why.ABOVE, run) for run in runs]
        if runs[0].bottom <= table.bottom + 1:
            continue
        apart = (top - reach) / runs[0].em
        going_on = going_on and apart <= _NEAR and _is_row(runs, columns, apart)
        if going_on or _names_a_level(runs):
            found += [_of_line(Why.BELOW, run) for run in runs]
            reach = bottom
    return found


class Columns(NamedTuple):
    """Where the columns of a table begin and end, and where their texts begin."""

    edges: tuple[float, ...]
    lefts: tuple[float, ...]


def _is_row(runs: Sequence[TextLine], columns: Columns, apart: float) -> bool:
    """Do texts stand in the columns of the table above them, at its places? Or a value alone.

    A line for signatures has its own columns, and colons.
    """
    level = [run for run in runs if any(abs(run.x0 - at) <= _LEVEL for at in columns.lefts)]
    if len(level) > 1:
        return True
    if len(runs) == 1:
        value = bool(level) and runs[0].x0 > columns.edges[1] and apart < _CLOSE
        return value and bool(_VALUE.match(runs[0].text)) and not is_page_number(runs[0].text)
    pairs = list(pairwise(columns.edges))
    middles = [(a + b) / 2 for run in runs for a, b in pairs if a <= run.x0 and run.x1 <= b]
    centred = [
        run for run in runs if any(abs((run.x0 + run.x1) / 2 - at) <= _LEVEL for at in middles)
    ]
    return len(centred) > 1 and not any(_COLON.search(run.text) for run in runs)


def _names_a_level(runs: Sequence[TextLine]) -> bool:
    return len(runs) > 1 and any(is_level(run.text) for run in runs)


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _runs(glyphs: Sequence[Glyph], middles: Sequence[float], line: TextLine) -> list[TextLine]:
    """A line in its parts, which white parts from each other; characters by their `middles`."""
    first, last = bisect_left(middles, line.top - 0.1), bisect_right(middles, line.bottom + 0.1)
    row = sorted(glyphs[first:last], key=lambda g: g.x0)
    parts: list[list[Glyph]] = []
    for glyph in row:
        if parts and glyph.x0 - parts[-1][-1].x1 <= _APART * line.em:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    if len(parts) < 2:
        return [line]
    return [run for part in parts for run in printed_lines(part)] or [line]


def _beside(run: TextLine, table: Box) -> bool:
    """Does a text stand at a table's side, level with its rows and near to it?"""
    level = table.top < (run.top + run.bottom) / 2 < table.bottom
    right, left = run.x0 - table.x1, table.x0 - run.x1
    return level and (-1.0 < right < _ASIDE * run.em or -1.0 < left < _ASIDE * run.em)


def pictured(page: Page, cells: Sequence[Box], text: Sequence[Glyph]) -> list[Unread]:
    """Pictures and shapes in the cells of a table, where no text is printed upon them."""
    found = []
    kinds = ((Why.PICTURED, page.images), (Why.OUTLINED, page.outlines))
    for why, boxes in kinds:
        for box in boxes:
            inside = next((cell for cell in cells if _holds(cell, box)), None)
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
        if any(_holds(table, field.box) for table in tables)
    ]


def run_off(page: Page, tables: Sequence[Box]) -> list[Unread]:
    """Lines that begin in a table's rows and run off the page, where nobody can read their end."""
    off = [g for g in page.beyond if any(t.top < g.y < t.bottom for t in tables)]
    return [_of_line(Why.BEYOND, line) for line in printed_lines(off)]


def withdrawn(glyphs: Iterable[Sequence[Glyph]], tables: Sequence[Box]) -> list[Unread]:
    """Texts of a table with a line through them: is it withdrawn, is it a rule too high?"""
    inside = [run for run in glyphs if any(within(run[0], table) for table in tables)]
    return [_of_glyphs(Why.STRUCK, run) for run in inside]


def overprinted(glyphs: Sequence[Glyph], tables: Sequence[Box]) -> list[Unread]:
    """Texts of a table that are printed over each other: which of them holds?"""
    inside = [g for g in glyphs if any(within(g, table) for table in tables)]
    return [_of_line(Why.OVERPRINT, line) for line in _lines(inside)]


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
            found.append(_of_glyphs(Why.FAINT, run))
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
    return any(least < b - a < most for a, b in combinations(sorted(baselines), 2))


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
    found = [_of_glyphs(Why.TINY, tiny)] if tiny else []
    row = sorted(printed, key=lambda g: g.x0)
    off = [
        b
        for a, b in pairwise(row)
        if _OFF[0] < abs(a.y - b.y) / largest < _OFF[1]
        and min(a.size, b.size) > _ALIKE * largest
        and -_BESIDE < (b.x0 - a.x1) / largest < _BESIDE
    ]
    off += _inserted(printed, largest)
    return [*found, *([_of_glyphs(Why.OFF_LINE, off)] if off else [])]


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
    return [_of_line(Why.COVERED, line) for line in _lines(inside)]


def _lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    printed = [g for g in glyphs if not g.text.isspace() and g.turn != OBLIQUE]
    return printed_lines(printed)


def _within(glyph: Glyph, line: TextLine) -> bool:
    middle = (glyph.top + glyph.bottom) / 2
    return not glyph.text.isspace() and line.top - 0.1 <= middle <= line.bottom + 0.1


def _holds(cell: Box, box: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return cell.x0 < x < cell.x1 and cell.top < y < cell.bottom


def within(glyph: Glyph, box: Box) -> bool:
    """Does the middle of a character lie in a box, or right at its side?"""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box.x0 - 1 <= x <= box.x1 + 1 and box.top - 1 <= y <= box.bottom + 1


def _of_line(why: Why, line: TextLine) -> Unread:
    box = Box(x0=line.x0, top=line.top, x1=line.x1, bottom=line.bottom)
    return Unread(why=why, text=line.text[:MOST], box=box)


def _of_glyphs(why: Why, glyphs: Sequence[Glyph]) -> Unread:
    box = Box(
        x0=min(g.x0 for g in glyphs),
        top=min(g.top for g in glyphs),
        x1=max(g.x1 for g in glyphs),
        bottom=max(g.bottom for g in glyphs),
    )
    return Unread(why=why, text="".join(g.text for g in glyphs)[:MOST], box=box)

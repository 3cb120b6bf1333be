"""What became of all that is printed on a page: every mark has one fate, or is unread.

Nothing decides here what a cell holds; here is counted what no cell and no line holds, where a
table could lose it: in its outline, beside it, right below its foot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from extract.model import Box
from extract.readers.pdf.page import OBLIQUE, Glyph, Page
from extract.readers.pdf.print.lines import TextLine, printed_lines


class Why(StrEnum):
    """Why something printed is in no value; the words stand in the issue."""

    NO_CELL = "in no cell of the table (在表格的任何单元格之外)"
    OVER = "printed over the side of the table or over another cell (超出单元格)"
    BESIDE = "beside the table, in line with its rows (在表格旁边)"
    TURNED = "turned beside upright text (与横排文字方向不同)"
    BELOW = "right below the table, in its columns (在表格下方，无框线)"
    TOGETHER = "texts of several columns in one cell (多列文字在同一单元格)"
    OUTLINED = "drawn as shapes, not as text (以图形绘制的文字)"
    PICTURED = "a picture (图片)"
    FIELD = "a form field or a note, which each viewer prints in its own way (表单域或批注)"
    STRUCK = "struck through, as if it were withdrawn (被划去的文字)"
    COVERED = "painted over, and in the file all the same (被遮盖的文字)"
    BEYOND = "runs off the page, or is cut off (超出页面或被裁切)"
    UNDERLINED = "a rule that may underline it, or part two rows (下划线或框线)"
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
_LEVEL = 2.0
"""Points by which the left sides of texts in one column differ."""
_ASIDE = 3.0
"""Ems from a table's side within which a text may be of its rows."""
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
    glyphs: Sequence[Glyph], table: Box, lefts: Sequence[float], floor: float
) -> list[Unread]:
    """Print outside a table that its rows may have lost: beside it, or right below in its columns.

    `lefts`: where the texts of its columns begin; `floor`: where the next table begins.
    """
    near = [g for g in glyphs if not g.text.isspace() and table.top < g.bottom < floor]
    lines = [_runs(near, line) for line in printed_lines(near)]
    beside = [run for runs in lines for run in runs if _beside(run, table)]
    below = [runs for runs in lines if runs[0].bottom > table.bottom + 1]
    found = [_of_line(Why.BESIDE, run) for run in beside]
    reach = table.bottom
    for runs in below:
        top, bottom = min(run.top for run in runs), max(run.bottom for run in runs)
        level = sum(any(abs(run.x0 - left) <= _LEVEL for left in lefts) for run in runs)
        if top - reach > _NEAR * runs[0].em or level < 2:
            break
        found += [_of_line(Why.BELOW, run) for run in runs]
        reach = bottom
    return found


def _runs(glyphs: Sequence[Glyph], line: TextLine) -> list[TextLine]:
    """A line in its parts, which white parts from each other."""
    row = sorted((g for g in glyphs if _within(g, line)), key=lambda g: g.x0)
    parts: list[list[Glyph]] = []
    for glyph in row:
        if parts and glyph.x0 - parts[-1][-1].x1 <= _APART * line.em:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
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

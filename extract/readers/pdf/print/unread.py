"""Print that no value carries: what it is, where it stands, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from extract.model import Box
from extract.readers.pdf.page import OBLIQUE, Glyph
from extract.readers.pdf.print.lines import TextLine, printed_lines

MOST = 40
"""Characters of a text that an issue shows."""


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


def of_line(why: Why, line: TextLine) -> Unread:
    """A line of print that no value carries."""
    box = Box(x0=line.x0, top=line.top, x1=line.x1, bottom=line.bottom)
    return Unread(why=why, text=line.text[:MOST], box=box)


def of_glyphs(why: Why, glyphs: Sequence[Glyph]) -> Unread:
    """Characters that no value carries, as drawn."""
    box = Box(
        x0=min(g.x0 for g in glyphs),
        top=min(g.top for g in glyphs),
        x1=max(g.x1 for g in glyphs),
        bottom=max(g.bottom for g in glyphs),
    )
    return Unread(why=why, text="".join(g.text for g in glyphs)[:MOST], box=box)


def lines_of(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The lines that upright characters stand on."""
    printed = [g for g in glyphs if not g.text.isspace() and g.turn != OBLIQUE]
    return printed_lines(printed)


def within(glyph: Glyph, box: Box) -> bool:
    """Does the middle of a character lie in a box, or right at its side?"""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box.x0 - 1 <= x <= box.x1 + 1 and box.top - 1 <= y <= box.bottom + 1


def holds(cell: Box, box: Box) -> bool:
    """Does the middle of a box lie in another?"""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return cell.x0 < x < cell.x1 and cell.top < y < cell.bottom

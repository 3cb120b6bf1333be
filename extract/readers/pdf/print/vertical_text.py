"""Text printed downwards, column by column from right to left (Word's vertical text direction)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.pdf.page import OBLIQUE, Glyph, Run, glyphs_of
from extract.words.heads import in_a_label

_LONGEST = 16
"""Characters of a vertical label; longer text is printed in lines."""


def downwards(runs: Sequence[Run]) -> str | None:
    """The text of a cell in columns; None where its characters stand in lines.

    The order of drawing tells: each character steps down, a new column steps up and to the left.
    One column alone reads the same as lines of one character each.
    """
    if len(runs) < 2 or len(runs[0]) > 1 or runs[1].y <= runs[0].y:
        return None
    glyphs = glyphs_of(runs)
    if len(glyphs) < 3 or not _steps_down(glyphs[0], glyphs[1]):
        return None
    drawn = [g for g in glyphs if g.turn != OBLIQUE and not g.text.isspace()]
    columns = 1
    for one, other in pairwise(drawn):
        if _steps_down(one, other):
            continue
        if not _starts_column(one, other):
            return None
        columns += 1
    return "".join(g.text for g in drawn) if columns > 1 else None


def _steps_down(one: Glyph, other: Glyph) -> bool:
    em = max(one.size, other.size)
    return 0.6 * em < other.y - one.y < 2.5 * em and abs(other.x - one.x) < 0.5 * em


def _starts_column(one: Glyph, other: Glyph) -> bool:
    em = max(one.size, other.size)
    return 0.8 * em < one.x - other.x < 3.5 * em and other.y <= one.y + 0.2 * em


def leftwards(line: str) -> str:
    """A label in columns of one character each, given as a line: from right to left where only so
    it is a label, or a part of one that a page edge cut.

    >>> leftwards("标指效绩"), leftwards("绩效指标"), leftwards("目体总度年"), leftwards("上水")
    ('绩效指标', '绩效指标', '年度总体目', '上水')
    """
    if not 1 < len(line) <= _LONGEST or in_a_label(line) or not in_a_label(line[::-1]):
        return line
    return line[::-1]

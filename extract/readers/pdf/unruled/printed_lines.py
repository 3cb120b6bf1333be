"""The lines of a page cut where white parts them, for tables without rules between columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from extract.readers.pdf.headings import MARGIN
from extract.readers.pdf.page import Glyph, Page, main_turn, turned
from extract.readers.pdf.print.lines import TextLine, printed_lines
from extract.readers.pdf.print.marks import split_marks, struck_once
from extract.readers.pdf.print.page_numbers import is_page_number
from extract.words.text import fold

_APART = 0.6
"""Ems of white that part two cells of a line; within a cell less is left."""
WIDE = frozenset(
    [
        "收入",
        "支出",
        "项目",
        "科目",
        "合计",
        "总计",
        "小计",
        "栏次",
        "行次",
        "名称",
        "编码",
        "金额",
        "备注",
        "单位",
        "序号",
        "收入总计",
        "支出总计",
        "收入合计",
        "支出合计",
    ]
)
"""Words whose characters are printed far apart; none of them is a cell by itself."""
_WIDEST = 4


class Ambiguous(Exception):  # noqa: N818 -- no error: the page keeps its signal
    """More than one reading of the table is left, or none."""


@dataclass(frozen=True, slots=True)
class Print:
    """A printed line of a page: its baseline, and its cells or words far apart."""

    y: float
    runs: tuple[TextLine, ...]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(run.bottom for run in self.runs)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(run.top for run in self.runs)


def sure(*, that: bool) -> None:
    """Raise Ambiguous where something that must hold does not."""
    if not that:
        raise Ambiguous


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines of a page turned `upright`, by how many `turns`."""

    lines: list[Print]
    turns: int
    upright: Page


def printed(page: Page, most: int) -> Printed:
    """The lines of a page; raises where it has more than so many characters, marks laid over its
    text, or text in another direction.
    """
    sure(that=sum(map(len, page.runs)) <= most)
    turns = main_turn(page.runs)
    upright = turned(page, turns)
    text, marks = split_marks(struck_once(upright.glyphs), upright.shades, large=inf)
    sure(that=not marks and all(g.turn == 0 for g in text if not g.text.isspace()))
    return Printed(prints_of(text), turns, upright)


def prints_of(glyphs: Sequence[Glyph]) -> list[Print]:
    """Lines from the top down, each cut where white parts it."""
    prints: list[Print] = []
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if glyph.text.isspace():
            continue
        if lines and glyph.y - lines[-1][0].y < 0.45 * glyph.size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    spaces = [g for g in glyphs if g.text.isspace()]
    for line in lines:
        line.sort(key=lambda g: g.x)
        cuts = _whole_words(line, [b.x0 for a, b in pairwise(line) if _part(a, b)])
        runs = []
        for left, right in pairwise([-inf, *cuts, inf]):
            run = [g for g in line if left <= g.x0 < right]
            end = max(g.x1 for g in run)
            run += [
                g for g in spaces if abs(g.y - line[0].y) < 1 and run[0].x0 < g.x0 <= end + g.size
            ]
            runs += printed_lines(run)
        sure(that=len(runs) == len(cuts) + 1)
        prints.append(Print(line[0].y, tuple(runs)))
    return prints


def _part(one: Glyph, other: Glyph) -> bool:
    return other.x0 - one.x1 >= _APART * one.size


def _whole_words(line: list[Glyph], cuts: list[float]) -> list[float]:
    """The places where a line is cut, but for those within a word that is printed wide: 收　入."""
    parts = [
        "".join(g.text for g in line if left <= g.x0 < right)
        for left, right in pairwise([-inf, *cuts, inf])
    ]
    kept: list[float] = []
    n = 0
    while n < len(parts):
        end = n + 1
        for more in range(min(_WIDEST, len(parts) - n), 1, -1):
            if fold("".join(parts[n : n + more])) in WIDE:
                end = n + more
                break
        kept += cuts[end - 1 : end]
        n = end
    return kept


def is_numbered(line: Print, height: float) -> bool:
    """Is a line the number of its page, in the margin at its foot?"""
    margin = line.top > (1 - MARGIN) * height
    return margin and len(line.runs) == 1 and is_page_number(line.runs[0].text)

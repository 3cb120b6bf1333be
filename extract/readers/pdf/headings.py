"""Lines that belong to no table: which are headings of the table below, which running heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from extract.model import Box, Grid, Line
from extract.readers.pdf.print.joined import joined
from extract.readers.pdf.print.lines import TextLine
from extract.readers.pdf.print.page_numbers import is_page_number
from extract.readers.pdf.ruled.tables import PageTables
from extract.words.labels import section
from extract.words.text import key

MARGIN = 0.12
"""Running heads and page numbers stand in the outer eighth of a page. At a ninth a line there
becomes a heading of the printed publication docx-vertical."""
MOST = 12
"""Lines of a heading; more is the text of the publication."""
_FULL = 0.85
"""A line of at least this share of the width had no room for more."""
_STOPS = ("。", "；", "！")
_TITLE = range(6, 41)
"""Characters of a title; fewer may be the end of one that took two lines."""
_DIGITS = regex.compile(r"\d+")
_BRACKET = regex.compile(r"(?<=表)\([^()]*\)$")
_NUMBER = regex.compile(
    r"\p{Han}{0,4}[\d一二三四五六七八九十]{1,3}表|\p{Han}{0,4}表[\d一二三四五六七八九十]{1,3}"
)
"""The number of a table: 公开02表, 表2."""
_BEGINS = regex.compile(
    rf"(?:{_NUMBER.pattern})|(?:编制|填报|公开|预算|金额)?(?:部门|单位)(?:名称)?:.*"
)
"""The number of a table, its office, its unit: no line above carries on in one."""
_YEAR_LINE = regex.compile(r"\(?20\d\d年?度?\)?")


def grids_of(pages: Sequence[PageTables]) -> list[Grid]:
    """The tables of pages (ascending, possibly with gaps) with the lines printed above each."""
    running = _running(pages)
    grids: list[Grid] = []
    carried: list[Line] = []
    before = 0
    for page in pages:
        if page.number != before + 1:
            carried = []
        before = page.number
        lines = [line for line in page.lines if not _skipped(page, line, running)]
        for n, table in enumerate(page.tables):
            floor = page.tables[n - 1].bottom if n else 0.0
            between = [x for x in lines if floor <= _middle(x) < table.top]
            above = [_line(page, x) for x in _unwrapped(between, table.width)]
            heading = (carried + above)[-MOST:]
            carried = []
            foot = page.tables[n + 1].top if n + 1 < len(page.tables) else page.height
            under = [x for x in lines if table.bottom <= _middle(x) < foot][:MOST]
            grids.append(
                Grid(
                    cells=table.cells,
                    page=page.number,
                    heading=tuple(heading),
                    spans_known=table.ruled,
                    turns=page.turns,
                    rim=table.rim,
                    below=tuple(_line(page, x) for x in _unwrapped(under, table.width)),
                )
            )
        floor = max((t.bottom for t in page.tables), default=0.0)
        below = [x for x in lines if _middle(x) >= floor]
        width = max((t.width for t in page.tables), default=0.8 * page.width)
        carried = carried + [_line(page, x) for x in _unwrapped(below, width)]
        carried = carried[-MOST:]
    return grids


def _unwrapped(lines: list[TextLine], width: float) -> list[TextLine]:
    """Headings that took two lines as one: same size, close by, and too long for one line."""
    whole: list[TextLine] = []
    for line in lines:
        if whole and _wraps(whole[-1], line, width):
            whole[-1] = _one(whole[-1], line)
        else:
            whole.append(line)
    return whole


def _one(first: TextLine, second: TextLine) -> TextLine:
    return TextLine(
        joined([first, second], first.x0, first.x1),
        min(first.x0, second.x0),
        first.top,
        max(first.x1, second.x1),
        second.bottom,
        second.em,
    )


def _wraps(line: TextLine, following: TextLine, width: float) -> bool:
    same_size = abs(line.em - following.em) < 0.06 * line.em
    near = following.top - line.bottom < line.em
    long = (line.x1 - line.x0) + (following.x1 - following.x0) > 0.95 * width
    centred = abs(line.x0 + line.x1 - following.x0 - following.x1) < 4 * line.em
    flush = abs(line.x0 - following.x0) < 3 * line.em
    begins = any(r.fullmatch(key(following.text)) for r in (_YEAR_LINE, _BEGINS))
    own = _titular(line.text) or begins
    if _titular(following.text) and key(following.text) not in section("titles"):
        # It names its subject itself: the line above is a part of it only where full.
        own |= line.x1 - line.x0 < _FULL * width or line.text.endswith(_STOPS)
    return same_size and near and long and (centred or flush) and not own


def _middle(line: TextLine) -> float:
    return (line.top + line.bottom) / 2


def _line(page: PageTables, line: TextLine) -> Line:
    box = Box(
        x0=round(line.x0, 2),
        top=round(line.top, 2),
        x1=round(line.x1, 2),
        bottom=round(line.bottom, 2),
    )
    shown = box.turned(-page.turns, page.width, page.height)
    return Line(text=line.text, page=page.number, box=shown)


def in_margin(page: PageTables, line: TextLine) -> bool:
    """Does a line stand where running heads and page numbers do?"""
    return line.bottom < MARGIN * page.height or line.top > (1 - MARGIN) * page.height


def _skipped(page: PageTables, line: TextLine, running: set[tuple[str, int]]) -> bool:
    if not in_margin(page, line):
        # A short page's number stands below its table, wherever that ends.
        last = line is page.lines[-1] and all(table.bottom <= line.top for table in page.tables)
        return last and bool(page.tables) and is_page_number(line.text)
    return is_page_number(line.text) or _place(line) in running


def _running(pages: Sequence[PageTables]) -> set[tuple[str, int]]:
    """Lines that stand in the margin at the same place on several pages.

    A title, a year line, a table's number, office and unit do so too, where every table starts a
    page: those are kept.
    """
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update(
            {_place(x) for x in page.lines if in_margin(page, x) and not _titular(x.text)}
        )
    return {place for place, count in counts.items() if count > 1}


def _place(line: TextLine) -> tuple[str, int]:
    """A line's text without its numbers, and its height on the page within some points."""
    return _DIGITS.sub("0", key(line.text)), round(line.top / 6)


def _titular(text: str) -> bool:
    """Is a line a title: of a form, or of any other table, which names itself a 表?

    A unit or a year may stand in brackets behind it: 项目支出绩效目标表（单位：万元）.
    """
    folded = _BRACKET.sub("", key(text))
    named = folded.endswith("表") and len(folded) in _TITLE
    return (
        named
        or bool(_YEAR_LINE.fullmatch(folded) or _BEGINS.fullmatch(folded))
        or folded.endswith(tuple(section("titles")))
    )

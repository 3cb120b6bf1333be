"""What each step of the table finder makes of a page: rules → crossings → cells, for pictures.

Nothing here decides anything: the reader's own functions are asked, one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extract.model import Box, Cell
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.engines.plumber import PlumberEngine
from extract.readers.pdf.fates import Fate, Inked, counted, ink_of
from extract.readers.pdf.page import Page, Rule, main_turn, turned
from extract.readers.pdf.print.unread import Unread
from extract.readers.pdf.ruled.crossings import frames
from extract.readers.pdf.ruled.rules import join
from extract.readers.pdf.ruled.tables import tables_of
from extract.readers.pdf.ruled.underlines import without_underlines
from extract.readers.pdf.ruled.wide_rows import Printed
from extract.words.gate import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """A page step by step; all boxes in points from the top left of the page as shown.

    A rule is a box without width or height, a crossing one without both. `named` tells whether the
    page's text holds a word of the gate, `sideways` whether its text runs down or up. `accounted`
    are the characters that have a fate, which are all of its `characters`: spaces aside. `fates`
    counts what became of all that is on the page, `ink` has each with its box; `unread` is what no
    value carries.
    """

    number: int
    width: float
    height: float
    characters: int
    named: bool
    sideways: bool
    rules: tuple[Box, ...]
    crossings: tuple[Box, ...]
    tables: tuple[tuple[Cell, ...], ...]
    unread: tuple[Unread, ...]
    accounted: int
    fates: Mapping[Fate, int]
    ink: tuple[Inked, ...]


def steps_of(engine: PdfiumEngine | PlumberEngine, number: int, gate: Gate) -> Steps:
    """The steps on a page; raises PageUnreadable, PageTooLarge."""
    text = engine.text(number)
    return steps_of_page(engine.page(number), text, gate)


def steps_of_page(page: Page, text: str, gate: Gate) -> Steps:
    """The steps on a page that was taken apart, with its text; raises PageTooLarge."""
    turns = main_turn(page.runs)
    upright = turned(page, turns)
    joined = join(without_underlines(upright.rules, upright.runs))
    prints = Printed(upright.runs, upright.width)
    found, ink = tables_of(page), ink_of(page)
    points = [point for frame in frames(joined, prints) for point in frame.crossings()]
    return Steps(
        number=page.number,
        width=page.width,
        height=page.height,
        characters=len("".join(text.split())),
        named=gate.speaks(text),
        sideways=bool(turns % 2),
        rules=tuple(_shown(_box(rule), upright, turns) for rule in joined),
        crossings=tuple(
            _shown(Box(x0=x, top=y, x1=x, bottom=y), upright, turns) for x, y in points
        ),
        tables=tuple(table.cells for table in found.tables),
        unread=found.unread,
        accounted=page.hidden + sum(each.character for each in ink),
        fates=counted(page, ink),
        ink=ink,
    )


def _box(rule: Rule) -> Box:
    if rule.flat:
        return Box(x0=rule.a, top=rule.at, x1=rule.b, bottom=rule.at)
    return Box(x0=rule.at, top=rule.a, x1=rule.at, bottom=rule.b)


def _shown(box: Box, upright: Page, turns: int) -> Box:
    return box.turned(-turns, upright.width, upright.height)

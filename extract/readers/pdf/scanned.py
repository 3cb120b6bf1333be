"""Pages that are pictures: read from them, where the engine for that is installed.

What such a page gives goes the common way, rules → crossings → cells → tables. Each cell keeps how
well it was seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extract.model import Box, Cell, Code, Issue, Lay, Ocr, worst
from extract.readers.pdf.engines.ocr import models
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.page import Page, Seen
from extract.readers.pdf.print.unread import Unread, Why
from extract.readers.pdf.ruled.tables import PageTables, tables_of
from extract.words.gate import Gate
from extract.words.mended import mended
from extract.words.text import fold

PAGES = 6
"""A page that is read from its picture takes the time of so many others."""
_NUMBERS = regex.compile(r"\d+(?:[.,]\d+)*")
_LABELS = 3
"""So many labels of a form stand on no cover."""
_WRONG = 0.1
"""Share of a picture's numbers that hidden text may lack: its engine misread some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FromPicture:
    """A page that was read from its picture, its text, and how it lies in it."""

    page: Page
    tables: PageTables
    text: str
    lay: Lay
    issues: tuple[Issue, ...]

    @property
    def title(self) -> str:
        """The first line of the page."""
        return next(iter(self.text.split("\n")), "")


def without_table(read: FromPicture, gate: Gate) -> bool:
    """Does a page speak of a form, by its labels, while no table was found on it?

    A header that is printed without rules is told as on other pages.
    """
    if read.tables.tables or gate.prints_header(read.text):
        return False
    return gate.speaks_up(read.text) and gate.labels_in(read.text) >= _LABELS


def may_read(mode: Ocr) -> bool:
    """May pages be read from their pictures here?"""
    return mode is not Ocr.NEVER and models.available()


def advice(mode: Ocr) -> str:
    """What to do about pages that are pictures and were not read."""
    if mode is Ocr.NEVER:
        return "Every page is a picture: read it with --ocr auto, or have a person look."
    if not models.available():
        return (
            f"Every page is a picture: install what reads them, the extra [{models.EXTRA}] "
            "(docs/installing.md), and run again."
        )
    return "Every page is a picture too coarse to read: scan it again with 200 dpi or more."


def from_picture(engine: PdfiumEngine, number: int, hidden: str) -> FromPicture | None:
    """A page of a PDF read from its picture; None where that is too coarse to read.

    `hidden`: text that the file holds for the page, and does not show. Raises PageTooLarge,
    PageUnreadable.
    """
    from extract.readers.pdf.engines.ocr.of_pdf import pictured  # noqa: PLC0415 -- an extra

    found = pictured(engine, number)
    return told(found.page, found.lay, hidden) if found else None


def told(page: Page, lay: Lay, hidden: str = "") -> FromPicture:
    """What a page read from a picture holds, and what is to be said of it."""
    tables = with_sights(tables_of(page), page.seen)
    unread = (*tables.unread, *(Unread(why=Why.CUT, text="", box=box) for box in page.cut))
    tables = replace(tables, unread=tuple(replace(u, box=lay.shown(u.box)) for u in unread))
    tables, mends = with_mended(tables, lay)
    text = "\n".join(each.text for each in page.seen)
    issues = [Issue(code=Code.READ_FROM_PICTURE, page=page.number), *mends]
    if missing := _differing(hidden, text):
        issues.append(Issue(code=Code.HIDDEN_TEXT_DIFFERS, text=missing, page=page.number))
    return FromPicture(page=page, tables=tables, text=text, lay=lay, issues=tuple(issues))


def with_mended(found: PageTables, lay: Lay) -> tuple[PageTables, list[Issue]]:
    """Labels that were seen in doubt, one character away from a known one, as that one."""
    tables = tuple(
        replace(table, cells=tuple(map(_as_meant, table.cells))) for table in found.tables
    )
    issues = [
        Issue(
            code=Code.OCR_MENDED,
            text=f"{seen.text} → {meant.text}",
            page=lay.page,
            box=lay.shown(seen.box) if seen.box else None,
        )
        for before, after in zip(found.tables, tables, strict=True)
        for seen, meant in zip(before.cells, after.cells, strict=True)
        if seen.text != meant.text
    ]
    return replace(found, tables=tables), issues


def _as_meant(cell: Cell) -> Cell:
    sight = cell.sight
    if sight is None or (sight.probability >= models.SURE and sight.second is None):
        return cell
    word = mended(cell.text)
    return replace(cell, text=word, sight=replace(sight, mended=True)) if word else cell


def _differing(hidden: str, text: str) -> str:
    """Numbers of a picture that its hidden text does not have; empty where it has nearly all."""
    if not hidden.strip():
        return ""
    seen = Counter(_NUMBERS.findall(fold(text)))
    lost = seen - Counter(_NUMBERS.findall(fold(hidden)))
    if lost.total() <= _WRONG * seen.total():
        return ""
    return ", ".join(list(lost)[:5])


def with_sights(found: PageTables, seen: Sequence[Seen]) -> PageTables:
    """The tables of a page with how well each of their cells was seen."""
    tables = tuple(
        replace(table, cells=tuple(_with_sight(cell, seen) for cell in table.cells))
        for table in found.tables
    )
    return replace(found, tables=tables)


def _with_sight(cell: Cell, seen: Sequence[Seen]) -> Cell:
    box = cell.box
    if box is None or not cell.text:
        return cell
    own = [each for each in seen if _within(each.box, box)]
    sight = worst(each.sight for each in own)
    if sight is None or sight.second is None:
        return replace(cell, sight=sight)
    second = "".join(each.text if each.sight.second is None else each.sight.second for each in own)
    return replace(cell, sight=replace(sight, second=second))


def _within(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom

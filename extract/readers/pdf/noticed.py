"""What is noticed of a page beside its tables: print that is lost, and forms that are no table."""

from __future__ import annotations

import regex

from extract.model import Code, Issue
from extract.readers.pdf.before.content_streams import Contents
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.gate import prints_amounts
from extract.readers.pdf.limits import PageTooLarge, PageUnreadable
from extract.readers.pdf.one_pass import Pass
from extract.readers.pdf.print.unread import MOST, Why
from extract.readers.pdf.ruled.tables import PageTables
from extract.readers.pdf.unruled.amount_table import Loose
from extract.readers.told_lines import first_told
from extract.words.gate import Gate
from extract.words.text import ideographs

_TOLD = regex.compile(r"[\p{Han}≥≤＞＜≠％‰]")
"""Characters whose codes a font tells for certain; those of Latin may be anything."""
_SIDES = 3
"""Rules that a piece of a table has at the least: two sides and a foot."""


def note_lost_characters(contents: Contents, read: str, number: int, done: Pass) -> None:
    """The content stream shows characters that no engine gives: an independent witness."""
    peek = contents.peek(number)
    missing = _TOLD.findall("".join(peek.characters.difference(read))) if peek else []
    lost = sorted(set(missing) - set(ideographs(read))) if missing else []
    if lost:
        said = f"{''.join(lost)} — {Why.NO_GLYPH}"
        done.issues.append(Issue(code=Code.PRINT_UNREAD, text=said, page=number))


def note_contradictions(contents: Contents, found: PageTables, done: Pass) -> None:
    """The content stream of a page with tables gives texts in place of others than it shows."""
    for text in dict.fromkeys(contents.contradicted(found.number)):
        said = f"{text[:MOST]} — {Why.CONTRADICTED}"
        done.issues.append(Issue(code=Code.PRINT_UNREAD, text=said, page=found.number))


def note_lost_piece(
    engine: PdfiumEngine, number: int, text: str, contents: Contents, done: Pass
) -> None:
    """A table ran to the foot of the page before; here are rules and text, and no table of them."""
    if contents.paints_nothing(number):
        return
    try:
        rules = engine.page(number, bare=True).rules
    except (PageTooLarge, PageUnreadable):
        return  # noted already, where its text was read
    if len(rules) >= _SIDES:
        first = next(iter(text.split("\n")), "").strip()
        done.issues.append(Issue(code=Code.UNRULED_FORM, text=first, page=number))


def follow_amounts(  # noqa: PLR0913, PLR0917 -- a page, what is known of it, and its document
    loose: Loose, found: PageTables | None, text: str, number: int, done: Pass, gate: Gate
) -> None:
    """Rows of amounts under a budget's heads, or going on from the page before: read, or said."""
    read = bool(found and found.tables)
    if read or not (loose.doubtful or prints_amounts(text, gate, after=loose.goes_on)):
        loose.next(found)
        return
    first = next(iter(text.strip().splitlines()), "").strip()
    done.issues.append(Issue(code=Code.BUDGET_TABLE_UNREAD, text=first, page=number))
    loose.missed()


def note_told_lines(
    found: PageTables | None, text: str, number: int, done: Pass, gate: Gate
) -> None:
    """A form told line by line, 数量指标：巡查≥24次, and no table of it."""
    if not (found and found.tables) and gate.speaks(text):
        told = first_told(text.splitlines())
        if told:
            done.issues.append(Issue(code=Code.UNRULED_FORM, text=told, page=number))

"""The PDF reader: bytes → ruled tables, page by page, and what it noticed on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from extract.model import Code, Issue, Reading, Reason, Refused, Source
from extract.readers.pdf.before.content_streams import Contents
from extract.readers.pdf.before.soundness import Loss
from extract.readers.pdf.engines.opening import opened, reopened
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.engines.plumber import PlumberEngine
from extract.readers.pdf.gate import (
    giveaway,
    hangs_out,
    may_go_on,
    passed_over,
    unruled,
    worth_reading,
)
from extract.readers.pdf.headings import grids_of, is_page_number
from extract.readers.pdf.limits import PageTooLarge, PageUnreadable
from extract.readers.pdf.page import Page
from extract.readers.pdf.ruled.tables import PageTables, tables_of
from extract.readers.pdf.unruled.form import without_rules
from extract.readers.progress import announce
from extract.words.gate import Gate

_PICTURE = 0.5
"""A page without text that images cover this far is a scan."""

_MEANINGLESS = regex.compile(r"[\ufffd\ue000-\uf8e4\uf8ff\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# U+F8E5 to U+F8FE are pieces of tall brackets, which formulas have in plenty.
NO_MEANING = "\ufffd" * 20
"""The text of a page whose font does not tell what its glyphs mean."""


@dataclass(slots=True)
class _Pass:
    """One way through a document: pages read, pages not read and why."""

    pages: list[PageTables] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    texts: int = 0
    unread: dict[int, Reason] = field(default_factory=dict)


_SIDES = 3
"""Rules that a piece of a table has at the least: two sides and a foot."""


class PdfReader:
    """Reads PDF; one of the ordered tuple of readers."""

    format = "pdf"

    def claims(self, head: bytes, name: str) -> bool:  # noqa: ARG002 -- content tells, names lie
        """A PDF says so within its first 1024 bytes."""
        return b"%PDF-" in head[:1024]

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All ruled tables, those on pages that the gate lets through.

        Raises Refused where nothing of the document can be read.
        """
        engine, data, issues = opened(source.data)
        contents = Contents(data, len(engine))
        if contents.count > len(engine):  # its page tree lies, and PDFium believes it
            lie = f"{contents.count} pages, not {len(engine)}"
            contents.close()
            engine.close()
            engine, data, issues = reopened(data, lie)
            contents = Contents(data, len(engine))
        total = len(engine)
        announce(total)
        second = PlumberEngine(data)
        try:
            done = _Pass(issues=list(issues))
            for _ in _pages(engine, second, contents, done, gate):
                pass
            done.issues += [Issue(code=Code.PAGE_UNREADABLE)] * contents.strays()
            proven = contents.proves or engine.encrypted
            if not proven or (contents.damaged and not done.issues):
                done.issues.append(Issue(code=Code.FILE_DAMAGED))
        finally:
            contents.close()
            second.close()
            engine.close()
        _refuse_if_unread(done)
        grids = tuple(grids_of(done.pages))
        with_tables = {grid.page for grid in grids}
        done.issues += [
            Issue(code=Code.MARKS_DROPPED, text=str(p.marks), page=p.number)
            for p in done.pages
            if p.marks and p.number in with_tables
        ]
        return Reading(
            format=self.format,
            grids=grids,
            pages=total,
            issues=tuple(done.issues),
            incomplete=_incomplete(done, total) if proven else Reason.DAMAGED,
        )


def _pages(
    engine: PdfiumEngine, second: PlumberEngine, contents: Contents, done: _Pass, gate: Gate
) -> Iterator[PageTables]:
    """Pages with what is on them, those the gates pass over left out."""
    going_on = False
    for number in range(1, len(engine) + 1):
        if not gate.is_open and passed_over(contents.peek(number), gate, going_on=going_on):
            done.texts += 1
            going_on = False
            continue
        found, text = None, ""
        try:
            contents.weigh(number)
            text = _text(engine, number, contents.loss(number))
            page = _second_thoughts(engine, second, contents, number, text, done)
            wanted = worth_reading(engine, number, text, gate, going_on=going_on)
            if page is None and wanted:
                page = engine.page(number)
            if page is not None:
                found = tables_of(page)
                if unruled(found, text, gate):
                    last = number == len(engine)
                    found = _by_columns(found, page, second, done, last=last)
        except PageTooLarge:
            _unread(done, Issue(code=Code.PAGE_TOO_LARGE, page=number), Reason.RESOURCE_LIMIT)
        except PageUnreadable:
            _unread(done, Issue(code=Code.PAGE_UNREADABLE, page=number), Reason.DAMAGED)
        if going_on and text.strip() and not (found and found.tables):
            _note_lost_piece(engine, number, text, done)
        going_on = may_go_on(found, text, gate, by_continuation=going_on)
        if found is not None:
            if unruled(found, text, gate) or hangs_out(found):
                done.issues.append(
                    Issue(code=Code.UNRULED_FORM, text=giveaway(found, gate), page=number)
                )
            done.pages.append(found)
            yield found


def _text(engine: PdfiumEngine, number: int, loss: Loss) -> str:
    """The raw text of a page; raises PageUnreadable where some of it is lost."""
    if loss is Loss.TEXT:
        raise PageUnreadable
    return engine.text(number) if loss is Loss.NONE else NO_MEANING


def _by_columns(
    found: PageTables, page: Page, second: PlumberEngine, done: _Pass, *, last: bool
) -> PageTables:
    """A page that prints a form without rules, read where only one reading is left of it."""
    table = without_rules(found, page, second.page, last=last)
    if table is None:
        return found
    done.issues.append(Issue(code=Code.SECOND_READER, page=found.number))
    return table


def _note_lost_piece(engine: PdfiumEngine, number: int, text: str, done: _Pass) -> None:
    """A table ran to the foot of the page before; here are rules and text, and no table of them."""
    try:
        rules = engine.page(number, bare=True).rules
    except (PageTooLarge, PageUnreadable):
        return  # noted already, where its text was read
    if len(rules) >= _SIDES:
        first = next(iter(text.split("\n")), "").strip()
        done.issues.append(Issue(code=Code.UNRULED_FORM, text=first, page=number))


def _unread(done: _Pass, issue: Issue, reason: Reason) -> None:
    done.issues.append(issue)
    if issue.page is not None:
        done.unread[issue.page] = reason


def _second_thoughts(  # noqa: PLR0913, PLR0917 -- three ways to look at one page
    engine: PdfiumEngine,
    second: PlumberEngine,
    contents: Contents,
    number: int,
    text: str,
    done: _Pass,
) -> Page | None:
    """Where PDFium's text is nothing or gibberish: the page as the second engine reads it.

    None where PDFium's word stands. Raises PageUnreadable where neither makes sense of the page.
    """
    bad = gibberish(text)
    numbered = is_page_number(text)  # a scan can bear a printed number, and no other text
    if text.strip() and not bad and not numbered:
        done.texts += 1
        return None
    if not bad:
        first = engine.page(number)
        if first.pictures >= _PICTURE:
            _unread(done, Issue(code=Code.NEEDS_OCR_PAGE, page=number), Reason.NEEDS_OCR)
            return None
        if numbered:
            done.texts += 1
            return None
        if not engine.has_content(number) and not contents.shows_text(number):
            return None
    other = second.text(number)
    if not other.strip() or gibberish(other):
        if bad or not engine.has_content(number):  # its content shows text that neither can read
            raise PageUnreadable
        return None
    done.texts += 1
    done.issues.append(Issue(code=Code.SECOND_READER, page=number))
    return second.page(number)


def gibberish(text: str) -> bool:
    """Are so many characters without a meaning that a page's text is none?

    >>> gibberish("\\ue001" * 30), gibberish("目录" * 200 + "\\ue001"), gibberish("(cid:12)" * 9)
    (True, False, True)
    """
    bad = len(_MEANINGLESS.findall(text)) + 8 * text.count("(cid:")
    return bad >= 20 and bad > 0.05 * len(text)


def _refuse_if_unread(done: _Pass) -> None:
    """Refuse a document of which no page could be read."""
    if done.texts or not done.unread:
        return
    reasons = list(done.unread.values())
    reason = max(set(reasons), key=reasons.count)
    advice = {
        Reason.NEEDS_OCR: "Every page is a picture: run text recognition on the file first.",
        Reason.RESOURCE_LIMIT: "Its pages hold more than any printed page: have a person look.",
    }.get(reason, "No page can be read: fetch the file again from its publisher.")
    raise Refused(reason, advice)


def _incomplete(done: _Pass, total: int) -> Reason | None:
    """Why the document counts as read in part. A picture alone on the first page is a cover."""
    unread = dict(done.unread)
    if total > 1 and unread.get(1) is Reason.NEEDS_OCR:
        del unread[1]
    if any(
        issue.code is Code.END_MISSING
        or (issue.code is Code.PAGE_UNREADABLE and issue.page is None)
        for issue in done.issues
    ):
        return Reason.DAMAGED
    return next(iter(unread.values()), None)


PDF = PdfReader()

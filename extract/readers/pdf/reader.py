"""The PDF reader: bytes → ruled tables, page by page, and what it noticed on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import Code, Issue, Member, Reading, Reason, Source
from extract.readers.archives.opened import members_of
from extract.readers.collector import collector_at_rest
from extract.readers.foreign_formats import foreign_format
from extract.readers.pdf.as_pictured import as_scanned
from extract.readers.pdf.attachments import attached, may_attach
from extract.readers.pdf.before.content_streams import Contents
from extract.readers.pdf.engines.ocr.models import read_by
from extract.readers.pdf.engines.opening import opened, reopened
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.engines.plumber import PlumberEngine
from extract.readers.pdf.gate import (
    Look,
    giveaway,
    hangs_out,
    may_go_on,
    may_print_amounts,
    sets_amounts_apart,
    unruled,
    worth_reading,
)
from extract.readers.pdf.headings import grids_of
from extract.readers.pdf.layered import as_first_shown
from extract.readers.pdf.limits import PageTooLarge, PageUnreadable
from extract.readers.pdf.noticed import (
    follow_amounts,
    note_contradictions,
    note_lost_characters,
    note_lost_piece,
    note_told_lines,
)
from extract.readers.pdf.one_pass import Pass, incomplete, refuse_if_unread, unread
from extract.readers.pdf.page import Page
from extract.readers.pdf.ruled.tables import PageTables, tables_of
from extract.readers.pdf.second_thoughts import second_thoughts, text_of
from extract.readers.pdf.unread_print import print_issues
from extract.readers.pdf.unruled.amount_table import Loose
from extract.readers.pdf.unruled.form import without_rules
from extract.readers.progress import announce
from extract.words.gate import Gate

_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_TAIL = 1024
"""Bytes of a PDF's end among which it says where its table of objects lies."""


class PdfReader:
    """Reads PDF; one of the ordered tuple of readers."""

    format = "pdf"

    def claims(self, source: Source) -> bool:
        """A PDF says so within its first 1024 bytes, and a zip that holds one is a zip.

        One whose head is damaged is known by its end.
        """
        data = source.data
        told = b"%PDF-" in data[:1024] or (_END.search(data[-_TAIL:]) and b" obj" in data)
        return bool(told) and foreign_format(data) is None

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All ruled tables, those on pages that the gate lets through.

        Raises Refused where nothing of the document can be read.
        """
        engine, data, issues = opened(source.data)
        whole = Code.FILE_DAMAGED not in [issue.code for issue in issues]
        contents = Contents(data, len(engine))
        if contents.count > len(engine):  # its page tree lies, and PDFium believes it
            lie = f"{contents.count} pages, not {len(engine)}"
            contents.close()
            engine.close()
            engine, data, issues = reopened(data, lie)
            contents = Contents(data, len(engine))
        total = len(engine)
        engine, data = as_first_shown(engine, data, contents)
        announce(total)
        second = PlumberEngine(data)
        try:
            done = Pass(issues=list(issues), ocr=source.ocr)
            with collector_at_rest():
                for _ in _pages(engine, second, contents, done, gate):
                    pass
            done.issues += [Issue(code=Code.PAGE_UNREADABLE)] * contents.strays()
            members = _attached(source, contents, done)
            inside = contents.is_portfolio and not members
            proven = whole and (contents.proves or engine.encrypted)
            if not proven or (contents.damaged and not done.issues):
                done.issues.append(Issue(code=Code.FILE_DAMAGED))
        finally:
            contents.close()
            second.close()
            engine.close()
        refuse_if_unread(done)
        grids = tuple(grids_of(done.pages))
        done.issues += print_issues(done.pages, {grid.page for grid in grids})
        return Reading(
            format=self.format,
            grids=grids,
            pages=total,
            issues=tuple(done.issues),
            members=members,
            read_by=read_by() if done.lays else None,
            lays=tuple(done.lays),
            incomplete=incomplete(done, total, inside) if proven else Reason.DAMAGED,
        )


def _pages(
    engine: PdfiumEngine, second: PlumberEngine, contents: Contents, done: Pass, gate: Gate
) -> Iterator[PageTables]:
    """Pages with what is on them, those the gates pass over left out."""
    going_on = of_form = False
    loose, look = Loose(), Look()
    for number in range(1, len(engine) + 1):
        if look.passes_over(contents, number, gate, going_on=going_on, amounts=loose.goes_on):
            done.texts += 1
            going_on = of_form = False
            loose.next(None)
            continue
        found, text = None, ""
        try:
            contents.weigh(number)
            text = text_of(engine, number, contents.loss(number))
            page = second_thoughts(engine, second, contents, number, text, done)
            amounts = may_print_amounts(text, gate, after=loose.goes_on) and (
                page is not None or sets_amounts_apart(engine, number, text)
            )
            if page is None and (
                amounts or worth_reading(engine, number, text, contents, gate, going_on=going_on)
            ):
                page = engine.page(number)
            if page is not None:
                found = tables_of(page)
                if found.tables:
                    read = text + "".join(run.text for run in page.runs)
                    note_lost_characters(contents, read, number, done)
                    note_contradictions(contents, found, done)
                if unruled(found, text, gate):
                    last = number == len(engine)
                    found = _by_columns(found, page, second, done, last=last)
                elif amounts:
                    found = loose.read(found, page, second.page)
        except PageTooLarge:
            unread(done, Issue(code=Code.PAGE_TOO_LARGE, page=number), Reason.RESOURCE_LIMIT)
        except PageUnreadable:
            unread(done, Issue(code=Code.PAGE_UNREADABLE, page=number), Reason.DAMAGED)
        found, text = as_scanned(engine, number, text, contents, found, done, gate)
        if of_form and text.strip() and not (found and found.tables):
            note_lost_piece(engine, number, text, contents, done)
        follow_amounts(loose, found, text, number, done, gate)
        note_told_lines(found, text, number, done, gate)
        going_on = may_go_on(found, text, gate, by_continuation=going_on)
        of_form = going_on and (of_form or gate.speaks_up(text))
        if found is not None:
            if unruled(found, text, gate) or hangs_out(found):
                done.issues.append(
                    Issue(code=Code.UNRULED_FORM, text=giveaway(found, gate), page=number)
                )
            done.pages.append(found)
            yield found


def _attached(source: Source, contents: Contents, done: Pass) -> tuple[Member, ...]:
    """Documents that are attached to the file; they are only named below a depth."""
    document = contents.document
    found = attached(source.data) if document is not None and may_attach(document) else None
    if found is None:
        return ()
    try:
        if source.opens:
            return members_of(found)
        done.issues += [
            Issue(code=Code.ATTACHMENT_FOUND, text=each.name) for each in found.entries()
        ]
        return ()
    finally:
        found.close()


def _by_columns(
    found: PageTables, page: Page, second: PlumberEngine, done: Pass, *, last: bool
) -> PageTables:
    """A page that prints a form without rules, read where only one reading is left of it."""
    table = without_rules(found, page, second.page, last=last)
    if table is None:
        return found
    done.issues.append(Issue(code=Code.SECOND_READER, page=found.number))
    return table


PDF = PdfReader()

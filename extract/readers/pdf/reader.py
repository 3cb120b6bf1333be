"""The PDF reader: bytes → ruled tables, page by page, and what it noticed on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from extract.model import Code, Issue, Lay, Member, Ocr, Reading, Reason, Refused, Source
from extract.readers.archives.opened import members_of
from extract.readers.foreign_formats import foreign_format
from extract.readers.pdf.attachments import attached, may_attach
from extract.readers.pdf.before.content_streams import Contents
from extract.readers.pdf.before.peek import Peek
from extract.readers.pdf.before.soundness import Loss
from extract.readers.pdf.engines.ocr.models import read_by
from extract.readers.pdf.engines.opening import opened, reopened
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.engines.plumber import PlumberEngine
from extract.readers.pdf.gate import (
    giveaway,
    hangs_out,
    may_go_on,
    may_print_amounts,
    passed_over,
    prints_amounts,
    unruled,
    worth_reading,
)
from extract.readers.pdf.headings import grids_of
from extract.readers.pdf.layered import as_first_shown
from extract.readers.pdf.limits import PageTooLarge, PageUnreadable
from extract.readers.pdf.page import Page
from extract.readers.pdf.print.inventory import MOST, Why
from extract.readers.pdf.print.page_numbers import is_page_number
from extract.readers.pdf.ruled.tables import PageTables, tables_of
from extract.readers.pdf.scanned import PAGES, FromPicture, from_picture, may_read, without_table
from extract.readers.pdf.scanned import advice as advice_on_pictures
from extract.readers.pdf.unread_print import print_issues
from extract.readers.pdf.unruled.amount_table import Loose
from extract.readers.pdf.unruled.form import without_rules
from extract.readers.progress import announce
from extract.readers.told_lines import first_told
from extract.words.gate import Gate
from extract.words.text import ideographs

_PICTURE = 0.5
"""A page without text that images cover this far is a scan."""

_LABEL = 0.08
"""Under a form's words a picture over this share of a page may be its table; a seal is smaller."""
_TOLD = regex.compile(r"[\p{Han}≥≤＞＜≠％‰]")
"""Characters whose codes a font tells for certain; those of Latin may be anything."""
_FEW = 200
"""Characters of a page that a running head, a stamp and a page number may have together."""
_MEANINGLESS = regex.compile(r"[\ufffd\ue000-\uf8e4\uf8ff\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# U+F8E5 to U+F8FE are pieces of tall brackets, which formulas have in plenty.
_MOJIBAKE = regex.compile("[\u00a1-\u00ff]")
"""What GBK looks like, byte by byte, in a font whose name tells nobody that it is GBK."""
NO_MEANING = "\ufffd" * 20
"""The text of a page whose font does not tell what its glyphs mean."""


@dataclass(slots=True)
class _Pass:
    """One way through a document: pages read, pages not read and why."""

    pages: list[PageTables] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    texts: int = 0
    unread: dict[int, Reason] = field(default_factory=dict)
    ocr: Ocr = Ocr.AUTO
    lays: list[Lay] = field(default_factory=list)


_SIDES = 3
"""Rules that a piece of a table has at the least: two sides and a foot."""


class PdfReader:
    """Reads PDF; one of the ordered tuple of readers."""

    format = "pdf"

    def claims(self, source: Source) -> bool:
        """A PDF says so within its first 1024 bytes, and a zip that holds one is a zip."""
        return b"%PDF-" in source.data[:1024] and foreign_format(source.data) is None

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
            done = _Pass(issues=list(issues), ocr=source.ocr)
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
        _refuse_if_unread(done)
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
            incomplete=_incomplete(done, total, inside) if proven else Reason.DAMAGED,
        )


def _pages(
    engine: PdfiumEngine, second: PlumberEngine, contents: Contents, done: _Pass, gate: Gate
) -> Iterator[PageTables]:
    """Pages with what is on them, those the gates pass over left out."""
    going_on = of_form = False
    loose = Loose()
    for number in range(1, len(engine) + 1):
        peek = contents.peek(number)
        if not gate.is_open and passed_over(peek, gate, going_on=going_on, amounts=loose.goes_on):
            done.texts += 1
            going_on = of_form = False
            loose.next(None)
            continue
        found, text = None, ""
        try:
            contents.weigh(number)
            text = _text(engine, number, contents.loss(number))
            page = _second_thoughts(engine, second, contents, number, text, done)
            amounts = may_print_amounts(text, gate, after=loose.goes_on)
            if page is None and (
                amounts or worth_reading(engine, number, text, peek, gate, going_on=going_on)
            ):
                page = engine.page(number)
            if page is not None:
                found = tables_of(page)
                if peek is not None and found.tables:
                    read = text + "".join(glyph.text for glyph in page.glyphs)
                    _note_lost_characters(peek.characters, read, number, done)
                _note_contradictions(contents, peek, found, done)
                if unruled(found, text, gate):
                    last = number == len(engine)
                    found = _by_columns(found, page, second, done, last=last)
                elif amounts:
                    found = loose.read(found, page, second.page)
        except PageTooLarge:
            _unread(done, Issue(code=Code.PAGE_TOO_LARGE, page=number), Reason.RESOURCE_LIMIT)
        except PageUnreadable:
            _unread(done, Issue(code=Code.PAGE_UNREADABLE, page=number), Reason.DAMAGED)
        found, text = _as_scanned(engine, number, text, peek, found, done, gate)
        if of_form and text.strip() and not (found and found.tables):
            _note_lost_piece(engine, number, text, peek, done)
        _follow_amounts(loose, found, text, number, done, gate)
        _note_told_lines(found, text, number, done, gate)
        going_on = may_go_on(found, text, gate, by_continuation=going_on)
        of_form = going_on and (of_form or gate.speaks_up(text))
        if found is not None:
            if unruled(found, text, gate) or hangs_out(found):
                done.issues.append(
                    Issue(code=Code.UNRULED_FORM, text=giveaway(found, gate), page=number)
                )
            done.pages.append(found)
            yield found


def _attached(source: Source, contents: Contents, done: _Pass) -> tuple[Member, ...]:
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


def _shows_a_scan(  # noqa: PLR0913, PLR0917 -- a page in two readings, and what is known of it
    engine: PdfiumEngine,
    number: int,
    text: str,
    peek: Peek | None,
    found: PageTables | None,
    gate: Gate,
) -> bool:
    """Does a page show a picture where a table could be, and has no table of its own?

    A running head, a scanner's stamp, even the title of a form stand on scans too.
    """
    few = len("".join(text.split())) < _FEW
    if (found and found.tables) or not (few or gate.speaks(text)):
        return False
    if peek is not None and peek.paints_nothing():
        return False
    try:
        page = engine.page(number, bare=True)
    except (PageTooLarge, PageUnreadable):
        return False
    area = page.width * page.height or 1.0
    largest = max(((b.x1 - b.x0) * (b.bottom - b.top) for b in page.images), default=0.0)
    least = _PICTURE if not gate.speaks(text) else _LABEL
    return largest / area > least and engine.looks_like_paper(number)


def _as_scanned(  # noqa: PLR0913, PLR0917 -- a page, what is known of it, and its document
    engine: PdfiumEngine,
    number: int,
    text: str,
    peek: Peek | None,
    found: PageTables | None,
    done: _Pass,
    gate: Gate,
) -> tuple[PageTables | None, str]:
    """The tables and text of a page; of one that is a picture, those of the picture."""
    if number not in done.unread and _shows_a_scan(engine, number, text, peek, found, gate):
        _unread(done, Issue(code=Code.NEEDS_OCR_PAGE, page=number), Reason.NEEDS_OCR)
    read = _from_its_picture(engine, number, text, done)
    if read is None:
        return found, text
    if without_table(read, gate):
        done.issues.append(Issue(code=Code.UNRULED_FORM, text=read.title, page=number))
    elif not read.tables.tables and gate.speaks(text):
        # its own text announces what the picture does not give
        _unread(done, Issue(code=Code.NEEDS_OCR_PAGE, page=number), Reason.NEEDS_OCR)
    return read.tables, read.text


def _from_its_picture(
    engine: PdfiumEngine, number: int, text: str, done: _Pass
) -> FromPicture | None:
    """A page that was found to be a picture, read from it where that can be done."""
    always = done.ocr is Ocr.ALWAYS and engine.page(number, bare=True).pictures >= _PICTURE
    scanned = done.unread.get(number) is Reason.NEEDS_OCR or always
    if not scanned or not may_read(done.ocr):
        return None
    announce(len(engine) + PAGES * (len(done.lays) + 1))
    try:
        read = from_picture(engine, number, text)
    except PageTooLarge:
        done.unread.pop(number, None)
        _unread(done, Issue(code=Code.PAGE_TOO_LARGE, page=number), Reason.RESOURCE_LIMIT)
        return None
    if read is None:
        return None
    done.unread.pop(number, None)
    done.texts += 1
    needed = (Code.NEEDS_OCR_PAGE, Code.PAGE_TOO_LARGE)
    done.issues = [i for i in done.issues if i.page != number or i.code not in needed]
    done.issues += read.issues
    done.lays.append(read.lay)
    return read


def _note_lost_characters(shown: frozenset[str], read: str, number: int, done: _Pass) -> None:
    """The content stream shows characters that no engine gives: an independent witness."""
    missing = _TOLD.findall("".join(shown.difference(read)))
    lost = sorted(set(missing) - set(ideographs(read))) if missing else []
    if lost:
        said = f"{''.join(lost)} — {Why.NO_GLYPH}"
        done.issues.append(Issue(code=Code.PRINT_UNREAD, text=said, page=number))


def _note_contradictions(
    contents: Contents, peek: Peek | None, found: PageTables, done: _Pass
) -> None:
    """The content stream of a page with tables gives texts in place of others than it shows."""
    gives = peek is None or peek.gives_texts()
    given = contents.contradicted(found.number) if gives and found.tables else []
    for text in dict.fromkeys(given):
        said = f"{text[:MOST]} — {Why.CONTRADICTED}"
        done.issues.append(Issue(code=Code.PRINT_UNREAD, text=said, page=found.number))


def _note_lost_piece(
    engine: PdfiumEngine, number: int, text: str, peek: Peek | None, done: _Pass
) -> None:
    """A table ran to the foot of the page before; here are rules and text, and no table of them."""
    if peek is not None and peek.paints_nothing():
        return
    try:
        rules = engine.page(number, bare=True).rules
    except (PageTooLarge, PageUnreadable):
        return  # noted already, where its text was read
    if len(rules) >= _SIDES:
        first = next(iter(text.split("\n")), "").strip()
        done.issues.append(Issue(code=Code.UNRULED_FORM, text=first, page=number))


def _follow_amounts(  # noqa: PLR0913, PLR0917 -- a page, what is known of it, and its document
    loose: Loose, found: PageTables | None, text: str, number: int, done: _Pass, gate: Gate
) -> None:
    """Rows of amounts under a budget's heads, or going on from the page before: read, or said."""
    said = loose.doubtful or prints_amounts(text, gate, after=loose.goes_on)
    if (found and found.tables) or not said:
        loose.next(found)
        return
    first = next(iter(text.strip().splitlines()), "").strip()
    done.issues.append(Issue(code=Code.BUDGET_TABLE_UNREAD, text=first, page=number))
    loose.missed()


def _note_told_lines(
    found: PageTables | None, text: str, number: int, done: _Pass, gate: Gate
) -> None:
    """A form told line by line, 数量指标：巡查≥24次, and no table of it."""
    if not (found and found.tables) and gate.speaks(text):
        told = first_told(text.splitlines())
        if told:
            done.issues.append(Issue(code=Code.UNRULED_FORM, text=told, page=number))


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
        if bad or contents.peek(number) is not None:  # it shows words that neither can read
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
    foreign = len(_MOJIBAKE.findall(text))
    return (bad >= 20 and bad > 0.05 * len(text)) or (foreign >= 20 and foreign > 0.4 * len(text))


def _refuse_if_unread(done: _Pass) -> None:
    """Refuse a document of which no page could be read."""
    if done.texts or not done.unread:
        return
    reasons = list(done.unread.values())
    reason = max(set(reasons), key=reasons.count)
    advice = {
        Reason.NEEDS_OCR: advice_on_pictures(done.ocr),
        Reason.RESOURCE_LIMIT: "Its pages hold more than any printed page: have a person look.",
    }.get(reason, "No page can be read: fetch the file again from its publisher.")
    raise Refused(reason, advice)


def _incomplete(done: _Pass, total: int, inside: bool) -> Reason | None:
    """Why the document counts as read in part. A picture alone on the first page is a cover.

    `inside`: what it publishes is attached to it.
    """
    if inside:
        return Reason.UNSUPPORTED_FORMAT
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

"""Pages that are a picture, and what is read of them where that can be done."""

from __future__ import annotations

from extract.model import Code, Issue, Ocr, Reason
from extract.readers.pdf.before.content_streams import Contents
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.limits import PageTooLarge, PageUnreadable
from extract.readers.pdf.one_pass import Pass, unread
from extract.readers.pdf.ruled.tables import PageTables
from extract.readers.pdf.scanned import PAGES, FromPicture, from_picture, may_read, without_table
from extract.readers.progress import announce
from extract.words.gate import Gate

PICTURE = 0.5
"""A page without text that images cover this far is a scan."""

_LABEL = 0.08
"""Under a form's words a picture over this share of a page may be its table; a seal is smaller."""
FEW = 200
"""Characters of a page that a running head, a stamp and a page number may have together."""


def _shows_a_scan(  # noqa: PLR0913, PLR0917 -- a page in two readings, and what is known of it
    engine: PdfiumEngine,
    number: int,
    text: str,
    contents: Contents,
    found: PageTables | None,
    gate: Gate,
) -> bool:
    """Does a page show a picture where a table could be, and has no table of its own?

    A running head, a scanner's stamp, even the title of a form stand on scans too.
    """
    few = len("".join(text.split())) < FEW
    if (found and found.tables) or not (few or gate.speaks(text)):
        return False
    if contents.paints_nothing(number):
        return False
    try:
        page = engine.page(number, bare=True)
    except (PageTooLarge, PageUnreadable):
        return False
    area = page.width * page.height or 1.0
    largest = max(((b.x1 - b.x0) * (b.bottom - b.top) for b in page.images), default=0.0)
    least = PICTURE if not gate.speaks(text) else _LABEL
    return largest / area > least and engine.looks_like_paper(number)


def as_scanned(  # noqa: PLR0913, PLR0917 -- a page, what is known of it, and its document
    engine: PdfiumEngine,
    number: int,
    text: str,
    contents: Contents,
    found: PageTables | None,
    done: Pass,
    gate: Gate,
) -> tuple[PageTables | None, str]:
    """The tables and text of a page; of one that is a picture, those of the picture."""
    if number not in done.unread and _shows_a_scan(engine, number, text, contents, found, gate):
        unread(done, Issue(code=Code.NEEDS_OCR_PAGE, page=number), Reason.NEEDS_OCR)
    read = _from_its_picture(engine, number, text, done)
    if read is None:
        return found, text
    if without_table(read, gate):
        done.issues.append(Issue(code=Code.UNRULED_FORM, text=read.title, page=number))
    elif not read.tables.tables and gate.speaks(text):
        # its own text announces what the picture does not give
        unread(done, Issue(code=Code.NEEDS_OCR_PAGE, page=number), Reason.NEEDS_OCR)
    return read.tables, read.text


def _from_its_picture(
    engine: PdfiumEngine, number: int, text: str, done: Pass
) -> FromPicture | None:
    """A page that was found to be a picture, read from it where that can be done."""
    always = done.ocr is Ocr.ALWAYS and engine.page(number, bare=True).pictures >= PICTURE
    scanned = done.unread.get(number) is Reason.NEEDS_OCR or always
    if not scanned or not may_read(done.ocr):
        return None
    announce(len(engine) + PAGES * (len(done.lays) + 1))
    try:
        read = from_picture(engine, number, text)
    except PageTooLarge:
        done.unread.pop(number, None)
        unread(done, Issue(code=Code.PAGE_TOO_LARGE, page=number), Reason.RESOURCE_LIMIT)
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

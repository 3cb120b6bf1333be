"""Bytes → an open document, repaired where PDFium will not read it as it is."""

from __future__ import annotations

from extract.model import Code, Issue, Reason, Refused
from extract.readers.pdf.engines import repair
from extract.readers.pdf.engines.pdfium import PdfiumEngine, PdfiumError, is_locked
from extract.readers.pdf.limits import MAX_PAGES

_UNLOCK = (
    "The file is locked, by a password or in an unusual way: publish it without a lock, or open it "
    "and save it again unlocked."
)
_FETCH = "The file is damaged beyond repair: fetch it again from its publisher."


_Opened = tuple[PdfiumEngine, bytes, list[Issue]]


def opened(data: bytes) -> _Opened:
    """The document, the bytes it was read from, and what had to be done; raises Refused."""
    try:
        engine = PdfiumEngine(data)
    except PdfiumError as error:
        try:
            engine, saved, issues = reopened(data, str(error))
        except Refused as refusal:
            raise Refused(Reason.ENCRYPTED, _UNLOCK) if is_locked(error) else refusal from error
        return engine, saved, [*issues, *_cut(data)]
    noted: list[Issue] = []
    if engine.encrypted and (unlocked := _unlocked(data)):
        # Both readers must mean the same by it: of an odd crypt filter PDFium makes empty pages.
        engine.close()
        engine, data, noted = unlocked
    pages = len(engine)
    if pages > MAX_PAGES:
        engine.close()
        raise Refused(
            Reason.RESOURCE_LIMIT, f"The file claims {pages} pages: split it into its publications."
        )
    if pages and (b"%%EOF" in data[-4096:] or b"startxref" in data[-4096:]):
        return engine, data, noted
    # No pages, or an end cut off: PDFium may have rebuilt less than there is.
    mended = _rewritten(data)
    if mended is not None:
        second = reopened(mended.data, f"{pages} pages of a cut file")
        if len(second[0]) > pages:
            engine.close()
            return second[0], second[1], [*second[2], *_cut(data)]
        second[0].close()
    if not pages:
        engine.close()
        raise Refused(Reason.NOT_A_DOCUMENT, "The file has no pages: fetch it again.")
    return engine, data, _cut(data)


def _unlocked(data: bytes) -> _Opened | None:
    """A document that opens without a password, decrypted by qpdf; None where it cannot.

    What qpdf finds broken in it would not be seen any more in what it writes: it is noted.
    """
    try:
        saved = repair.rewritten(data)
    except PermissionError:
        return None  # only its attachments are locked
    if saved is None:
        return None
    try:
        return PdfiumEngine(saved.data), saved.data, _broken(saved)
    except PdfiumError:
        return None


def _broken(saved: repair.Rewritten) -> list[Issue]:
    """What was broken in a file before it was written anew."""
    pages = [Issue(code=Code.PAGE_UNREADABLE)] * saved.pages_lost
    return pages if saved.sound else [*pages, Issue(code=Code.FILE_DAMAGED)]


def _cut(data: bytes) -> list[Issue]:
    """The end of the file is missing, and what stood there with it."""
    return [] if b"%%EOF" in data[-4096:] else [Issue(code=Code.END_MISSING)]


def reopened(data: bytes, error: str) -> _Opened:
    """The document written anew because of an error of which a note is made; raises Refused."""
    saved = _rewritten(data)
    if saved is None:
        raise Refused(Reason.DAMAGED, _FETCH)
    try:
        engine = PdfiumEngine(saved.data)
    except PdfiumError as still:
        raise Refused(Reason.DAMAGED, _FETCH) from still
    lost = [Issue(code=Code.PAGE_UNREADABLE)] * saved.pages_lost
    return engine, saved.data, [Issue(code=Code.REPAIRED, text=error), *lost]


def _rewritten(data: bytes) -> repair.Rewritten | None:
    try:
        return repair.rewritten(data)
    except PermissionError as error:
        raise Refused(Reason.ENCRYPTED, _UNLOCK) from error

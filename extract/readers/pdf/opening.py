"""Bytes → an open document, repaired where PDFium will not read it as it is."""

from __future__ import annotations

from extract.model import Issue, Reason, Refused
from extract.readers.pdf import repair
from extract.readers.pdf.limits import MAX_PAGES
from extract.readers.pdf.pdfium import PdfiumEngine, PdfiumError

_UNLOCK = "The file asks for a password: publish it without one, or save it again unlocked."
_FETCH = "The file is damaged beyond repair: fetch it again from its publisher."


def opened(data: bytes) -> tuple[PdfiumEngine, bytes, list[Issue]]:
    """The document, the bytes it was read from, and what had to be done; raises Refused."""
    try:
        engine = PdfiumEngine(data)
    except PdfiumError as error:
        return _reopened(data, str(error))
    pages = len(engine)
    if pages > MAX_PAGES:
        engine.close()
        raise Refused(
            Reason.RESOURCE_LIMIT, f"The file claims {pages} pages: split it into its publications."
        )
    if pages and b"%%EOF" in data[-2048:]:
        return engine, data, []
    # No pages, or an end cut off: PDFium may have rebuilt less than there is.
    saved = _rewritten(data)
    if saved is not None:
        second = PdfiumEngine(saved)
        if len(second) > pages:
            engine.close()
            return second, saved, [Issue(code="repaired", text=f"{len(second)} > {pages}")]
        second.close()
    if not pages:
        engine.close()
        raise Refused(Reason.NOT_A_DOCUMENT, "The file has no pages: fetch it again.")
    return engine, data, [Issue(code="end_missing")]


def _reopened(data: bytes, error: str) -> tuple[PdfiumEngine, bytes, list[Issue]]:
    saved = _rewritten(data)
    if saved is None:
        raise Refused(Reason.DAMAGED, _FETCH)
    try:
        engine = PdfiumEngine(saved)
    except PdfiumError as still:
        raise Refused(Reason.DAMAGED, _FETCH) from still
    return engine, saved, [Issue(code="repaired", text=error)]


def _rewritten(data: bytes) -> bytes | None:
    try:
        return repair.rewritten(data)
    except PermissionError as error:
        raise Refused(Reason.ENCRYPTED, _UNLOCK) from error

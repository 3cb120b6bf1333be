"""First engine: PDFium, through the raw ctypes bindings, since the calls are what costs.

PDFium is not thread-safe: one process each, never threads. One page is open at a time.
"""

from __future__ import annotations

from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extract.readers.pdf.engines.pdfium_paths import Drawn, walk
from extract.readers.pdf.engines.pdfium_text import characters, glyphs
from extract.readers.pdf.engines.stand_in import stand_in
from extract.readers.pdf.limits import PageUnreadable
from extract.readers.pdf.matrix import as_shown
from extract.readers.pdf.page import Page

PdfiumError = pypdfium2.PdfiumError


def is_locked(error: Any) -> bool:
    """Can a document not be opened because of its encryption?"""
    return error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


class PdfiumEngine:
    """A document open in PDFium; pages are numbered from 1."""

    name = "pdfium"

    def __init__(self, data: bytes) -> None:
        """Raise PdfiumError where PDFium cannot open the bytes, with the empty password too."""
        stand_in()
        self._document = pypdfium2.PdfDocument(data)
        self._number = 0
        self._page: Any = None  # ctypes pointers have no useful static type
        self._text: Any = None
        self._drawn: Drawn | None = None

    def __len__(self) -> int:
        return len(self._document)

    @property
    def encrypted(self) -> bool:
        """Is the document encrypted, with whatever password it was opened?"""
        return bool(pdfium.FPDF_GetSecurityHandlerRevision(self._document) != -1)

    def text(self, number: int) -> str:
        """The raw text of a page in PDFium's order; raises PageUnreadable, PageTooLarge."""
        self._open(number)
        return "".join(characters(self._text))

    def page(self, number: int, *, bare: bool = False) -> Page:
        """Everything the grid needs of a page; raises PageUnreadable, PageTooLarge.

        `bare` leaves its characters out, which cost more than all the rest.
        """
        self._open(number)
        rotation = pdfium.FPDFPage_GetRotation(self._page) * 90
        crop = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(self._page, crop)
        matrix = as_shown(rotation, crop.left, crop.bottom, crop.right, crop.top)
        width, height = crop.right - crop.left, crop.top - crop.bottom
        if rotation % 180:
            width, height = height, width
        if self._drawn is None:
            self._drawn = walk(self._page, matrix, width, height)
        drawn = self._drawn
        return Page(
            number=number,
            width=width,
            height=height,
            glyphs=() if bare else tuple(glyphs(self._text, matrix, width, height)),
            rules=tuple(drawn.rules),
            shades=tuple(drawn.shades),
            pictures=drawn.pictures / (width * height or 1.0),
        )

    def has_content(self, number: int) -> bool:
        """Does a page hold any drawn object at all?"""
        self._open(number)
        return bool(pdfium.FPDFPage_CountObjects(self._page) > 0)

    def close(self) -> None:
        """Give the open page and the document back."""
        self._leave()
        self._document.close()

    def _open(self, number: int) -> None:
        if number == self._number:
            return
        self._leave()
        self._page = pdfium.FPDF_LoadPage(self._document, number - 1)
        if not self._page:
            raise PageUnreadable
        self._text = pdfium.FPDFText_LoadPage(self._page)
        if not self._text:
            self._leave()
            raise PageUnreadable
        self._number = number

    def _leave(self) -> None:
        if self._text:
            pdfium.FPDFText_ClosePage(self._text)
        if self._page:
            pdfium.FPDF_ClosePage(self._page)
        self._page = self._text = self._drawn = None
        self._number = 0

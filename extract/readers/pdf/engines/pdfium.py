"""First engine: PDFium, through the raw ctypes bindings, since the calls are what costs.

PDFium is not thread-safe: one process each, never threads. One page is open at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extract.readers.pdf.engines.pdfium_lines import parted_lines
from extract.readers.pdf.engines.pdfium_notes import fields, flatten, printed_notes
from extract.readers.pdf.engines.pdfium_paths import Drawn, walk
from extract.readers.pdf.engines.pdfium_picture import SCALE, Picture
from extract.readers.pdf.engines.pdfium_text import characters, runs
from extract.readers.pdf.engines.pdfium_unseen import Unseen
from extract.readers.pdf.engines.stand_in import stand_in
from extract.readers.pdf.limits import PageUnreadable
from extract.readers.pdf.matrix import Matrix, as_shown
from extract.readers.pdf.page import Field, Page

_THUMB = 0.5
"""Pixels a point: enough to tell paper from a photograph."""
_BRIGHT, _DARK = 190, 160
_PAPER, _INK = 0.55, 0.004
"""Shares of a scan's pixels that are bright and that are dark, at the least."""
_RULE = 20.0
"""Points: a picture that is thinner is a rule, or a speck."""
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
        self._read: Sequence[str] | None = None
        self._drawn: Drawn | None = None
        self._fields: list[Field] = []
        self.layers_off: frozenset[bytes] = frozenset()
        """Names of the layers that are switched off: set by whoever knows them."""

    def __len__(self) -> int:
        return len(self._document)

    @property
    def encrypted(self) -> bool:
        """Is the document encrypted, with whatever password it was opened?"""
        return bool(pdfium.FPDF_GetSecurityHandlerRevision(self._document) != -1)

    def text(self, number: int) -> str:
        """The raw text of a page in PDFium's order; raises PageUnreadable, PageTooLarge."""
        self._open(number)
        text = self._characters()
        return text if isinstance(text, str) else "".join(text)

    def lines(self, number: int) -> Iterator[list[str] | None]:
        """The lines of a page's raw text, each as the texts that white parts; None is one that is
        not told so. Raises PageUnreadable, PageTooLarge.
        """
        self._open(number)
        return parted_lines(self._text, self._characters())

    def page(self, number: int, *, bare: bool = False, inked: bool = False) -> Page:
        """Everything the grid needs of a page; raises PageUnreadable, PageTooLarge.

        `bare` leaves its characters out, which cost more than all the rest; `inked` those that a
        scan bears unseen.
        """
        self._open(number)
        matrix, width, height = self._space()
        if self._drawn is None:
            self._drawn = walk(self._page, matrix, width, height)
        drawn = self._drawn
        picture = Picture(lambda: self._document[number - 1].render(scale=SCALE, grayscale=True))
        unseen = Unseen(self._text, drawn, self.layers_off, picture)
        unseen.inked = inked
        found = (
            ()
            if bare
            else tuple(runs(self._text, self._characters(), matrix, width, height, unseen))
        )
        return Page(
            number=number,
            width=width,
            height=height,
            runs=found,
            rules=tuple(drawn.rules),
            shades=tuple(drawn.shades),
            pictures=drawn.pictures / (width * height or 1.0),
            images=tuple(drawn.images),
            outlines=tuple(drawn.outlines),
            slants=tuple(drawn.slants),
            specks=tuple(drawn.specks),
            fields=tuple(self._fields),
            hidden=unseen.count,
            covered=tuple(unseen.under),
            beyond=tuple(unseen.beyond),
        )

    def _characters(self) -> Sequence[str]:
        """Those of the open page, one to an index; raises PageTooLarge."""
        if self._read is None:
            self._read = characters(self._text)
        return self._read

    def _space(self) -> tuple[Matrix, float, float]:
        """From the page's own space to the page as shown, and its size."""
        rotation = pdfium.FPDFPage_GetRotation(self._page) * 90
        crop = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(self._page, crop)
        matrix = as_shown(rotation, crop.left, crop.bottom, crop.right, crop.top)
        width, height = crop.right - crop.left, crop.top - crop.bottom
        return (matrix, height, width) if rotation % 180 else (matrix, width, height)

    def looks_like_paper(self, number: int) -> bool:
        """Does a page look like a scan: mostly bright, with some ink? Photographs do not."""
        bitmap = self._document[number - 1].render(scale=_THUMB, grayscale=True)
        shades = bytes(bitmap.buffer)
        bright = sum(map(shades.count, range(_BRIGHT, 256)))
        dark = sum(map(shades.count, range(_DARK)))
        total = max(len(shades), 1)
        return bright > _PAPER * total and dark > _INK * total

    def finest_picture(self, number: int) -> tuple[int, float]:
        """The most pixels that a picture of the page has, and the most pixels a point."""
        self._open(number)
        page = self._document[number - 1]
        most, finest = 0, 0.0
        for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
            wide, tall = each.get_px_size()
            left, bottom, right, top = each.get_bounds()
            most = max(most, wide * tall)
            if right - left > _RULE and top - bottom > _RULE:
                finest = max(finest, max(wide, tall) / max(right - left, top - bottom))
        page.close()
        return most, finest

    def drawn(self, number: int, scale: float) -> Any:
        """A picture of the page as shown, RGB (uint8, height by width by 3)."""
        page = self._document[number - 1]
        try:
            return (
                page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
                .to_numpy()[:, :, :3]
                .copy()
            )
        finally:
            page.close()

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
        self._load(number)
        if printed_notes(self._page):
            self._fields = fields(self._page, self._space()[0])
            if flatten(self._page):
                pdfium.FPDF_ClosePage(self._page)
                self._load(number)
        self._text = pdfium.FPDFText_LoadPage(self._page)
        if not self._text:
            self._leave()
            raise PageUnreadable
        self._number = number

    def _load(self, number: int) -> None:
        self._page = pdfium.FPDF_LoadPage(self._document, number - 1)
        if not self._page:
            raise PageUnreadable

    def _leave(self) -> None:
        if self._text:
            pdfium.FPDFText_ClosePage(self._text)
        if self._page:
            pdfium.FPDF_ClosePage(self._page)
        self._page = self._text = self._drawn = self._read = None
        self._fields = []
        self._number = 0

"""First engine: PDFium, through the raw ctypes bindings, since the calls are what costs.

PDFium is not thread-safe: one process each, never threads. One page is open at a time.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extract.readers.pdf.limits import MAX_GLYPHS, PageTooLarge, PageUnreadable
from extract.readers.pdf.matrix import Matrix, as_shown
from extract.readers.pdf.page import OBLIQUE, Glyph, Page, is_pale
from extract.readers.pdf.pdfium_paths import walk

PdfiumError = pypdfium2.PdfiumError


class PdfiumEngine:
    """A document open in PDFium; pages are numbered from 1."""

    name = "pdfium"

    def __init__(self, data: bytes) -> None:
        """Raise PdfiumError where PDFium cannot open the bytes, with the empty password too."""
        self._document = pypdfium2.PdfDocument(data)
        self._number = 0
        self._page: Any = None  # ctypes pointers have no useful static type
        self._text: Any = None

    def __len__(self) -> int:
        return len(self._document)

    def text(self, number: int) -> str:
        """The raw text of a page in PDFium's order; raises PageUnreadable, PageTooLarge."""
        self._open(number)
        count = pdfium.FPDFText_CountChars(self._text)
        if count > MAX_GLYPHS:
            raise PageTooLarge
        return self._characters(count) if count > 0 else ""

    def page(self, number: int) -> Page:
        """Everything the grid needs of a page; raises PageUnreadable, PageTooLarge."""
        self._open(number)
        rotation = pdfium.FPDFPage_GetRotation(self._page) * 90
        crop = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(self._page, crop)
        matrix = as_shown(rotation, crop.left, crop.bottom, crop.right, crop.top)
        width, height = crop.right - crop.left, crop.top - crop.bottom
        if rotation % 180:
            width, height = height, width
        drawn = walk(self._page, matrix, width, height)
        return Page(
            number=number,
            width=width,
            height=height,
            glyphs=tuple(self._glyphs(matrix, width, height)),
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
        self._page = self._text = None
        self._number = 0

    def _characters(self, count: int) -> str:
        """The page's characters, one to an index: in bulk, singly where the bulk is not one each.

        A glyph without unicode is missing from the bulk, one beyond U+FFFF stands there twice.
        """
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._text, 0, count, buffer)
        if written == count + 1:
            bulk = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="replace")
            if len(bulk) == count:
                return bulk
        return "".join(self._character(n) for n in range(count))

    def _character(self, index: int) -> str:
        code = pdfium.FPDFText_GetUnicode(self._text, index)
        usable = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
        return chr(code) if usable else "\ufffd"

    def _glyphs(self, matrix: Matrix, width: float, height: float) -> list[Glyph]:
        """Printed characters in PDFium's order; those PDFium made up (no width) are left out."""
        count = pdfium.FPDFText_CountChars(self._text)
        if count > MAX_GLYPHS:
            raise PageTooLarge
        x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
        origin, loose = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
        page, own = self._text, _own_turns(matrix)
        glyphs: list[Glyph] = []
        pale, run_y, run_x = False, -1.0, 0.0
        for index, text in enumerate(self._characters(count) if count > 0 else ""):
            loose(page, index, at_box)
            left, top, right, bottom = box.left, box.top, box.right, box.bottom
            if right - left <= 0.0 or top - bottom <= 0.0:
                continue
            origin(page, index, at_x, at_y)
            at = matrix.point(x.value, y.value)
            if not (0.0 <= at[0] <= width and 0.0 <= at[1] <= height):
                continue
            turn = 0 if abs(left - x.value) < 0.1 else self._turn(index)
            if y.value != run_y or not -1.0 < left - run_x < top - bottom:
                pale = self._pale(index)
            run_y, run_x = y.value, right
            shown = matrix.box(left, bottom, right, top)
            turn = turn if turn == OBLIQUE else (turn + own) % 4
            glyphs.append(Glyph(text, *at, *shown, turn, pale))
        return _spread(glyphs)

    def _turn(self, index: int) -> int:
        """Quarter turns clockwise in which a character stands in the page's own space."""
        angle = pdfium.FPDFText_GetCharAngle(self._text, index) * 2 / 3.141592653589793
        quarter = round(angle)
        return quarter % 4 if abs(angle - quarter) < 0.05 else OBLIQUE

    def _pale(self, index: int) -> bool:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not pdfium.FPDFText_GetFillColor(self._text, index, red, green, blue, alpha):
            return False
        return is_pale(red.value / 255, green.value / 255, blue.value / 255, alpha.value / 255)


def _own_turns(matrix: Matrix) -> int:
    """Quarter turns clockwise that a page's /Rotate gives everything on it."""
    if matrix.a:
        return 0 if matrix.a > 0 else 2
    return 1 if matrix.b > 0 else 3


def _spread(glyphs: list[Glyph]) -> list[Glyph]:
    """Characters of one /ActualText all stand at one place: spread them over its box."""
    result: list[Glyph] = []
    start = 0
    for end in range(1, len(glyphs) + 1):
        if end < len(glyphs) and glyphs[end][1:7] == glyphs[start][1:7]:
            continue
        run = glyphs[start:end]
        if len(run) > 1:
            step = (run[0].x1 - run[0].x0) / len(run)
            run = [
                g._replace(x=g.x + n * step, x0=g.x0 + n * step, x1=g.x0 + (n + 1) * step)
                for n, g in enumerate(run)
            ]
        result.extend(run)
        start = end
    return result

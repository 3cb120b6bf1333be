"""Pages as pictures, as PDFium shows them: for people to compare with what was read."""

from __future__ import annotations

from PIL import Image
from pypdfium2 import PdfDocument

from extract.readers.pdf.opening import opened
from extract.readers.pdf.pdfium import PdfiumError

_LONGEST = 5000
"""Pixels of the longer side: a page may claim to be as large as a house."""


class Pictures:
    """The pages of a document as pictures; numbers count from 1. Raises Refused, as readers do."""

    def __init__(self, data: bytes) -> None:
        engine, readable, _ = opened(data)
        engine.close()
        self._document = PdfDocument(readable)

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page as shown, in points."""
        width, height = self._document.get_page_size(number - 1)
        return float(width), float(height)

    def of(self, number: int, scale: float, *, grey: bool = False) -> Image.Image | None:
        """A page at `scale` pixels a point, fewer if it is huge; None where it cannot be drawn."""
        try:
            page = self._document[number - 1]
        except PdfiumError:
            return None
        try:
            least = min(scale, _LONGEST / max(page.get_width(), page.get_height(), 1.0))
            drawn = page.render(scale=least, grayscale=grey, may_draw_forms=False)
            picture: Image.Image = drawn.to_pil()
        except (PdfiumError, ValueError, MemoryError):
            return None
        finally:
            page.close()
        return picture

    def close(self) -> None:
        """Give the document back."""
        self._document.close()

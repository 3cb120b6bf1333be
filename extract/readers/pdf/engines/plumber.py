"""Second engine: pdfplumber, for pages that PDFium reads as empty and as a cross-check.

It is opened only when a page is asked of it.
"""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extract.model import Box
from extract.readers.pdf.limits import MAX_GLYPHS, MAX_RULES, PageTooLarge, PageUnreadable
from extract.readers.pdf.page import BACKDROP, OBLIQUE, Glyph, Page, Rule, as_runs, is_pale
from extract.readers.pdf.ruled.rules import THIN, is_bar, of_box

# pdfminer meets broken structures with any of these.
_BROKEN = (
    PDFException,
    PdfminerException,
    MalformedPDFException,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)


class PlumberEngine:
    """A document in pdfplumber; pages are numbered from 1."""

    name = "pdfplumber"

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None  # pdfplumber's objects are dicts of anything

    def __len__(self) -> int:
        try:
            return len(self._opened().pages)
        except _BROKEN:
            return 0

    def text(self, number: int) -> str:
        """The characters of a page in its own order; empty where pdfplumber cannot read it."""
        try:
            return "".join(char["text"] for char in self._page(number).chars)
        except _BROKEN:
            return ""

    def page(self, number: int) -> Page:
        """Everything the grid needs of a page; raises PageUnreadable, PageTooLarge."""
        try:
            page = self._page(number)
            page.objects  # noqa: B018 -- it parses the page, and is kept
            left, top, right, bottom = _crop(page)
        except _BROKEN as error:
            raise PageUnreadable from error
        if len(page.chars) > MAX_GLYPHS or len(page.rects) + len(page.lines) > MAX_RULES:
            raise PageTooLarge
        found = Page(
            number=number,
            width=right - left,
            height=bottom - top,
            runs=tuple(as_runs(_glyph(c, left, top, page.height) for c in page.chars)),
            rules=tuple(
                Rule(r.flat, r.at - top, r.a - left, r.b - left)
                if r.flat
                else Rule(r.flat, r.at - left, r.a - top, r.b - top)
                for r in _rules(page)
            ),
            pictures=sum(i["width"] * i["height"] for i in page.images)
            / ((right - left) * (bottom - top) or 1.0),
            shades=_shades(page, left, top),
        )
        page.close()
        return found

    def close(self) -> None:
        """Give the document back."""
        if self._document is not None:
            with suppress(*_BROKEN):  # it looks at every page again
                self._document.close()

    def _opened(self) -> Any:
        if self._document is None:
            self._document = pdfplumber.open(BytesIO(self._data))
        return self._document

    def _page(self, number: int) -> Any:
        pages = self._opened().pages
        if number > len(pages):
            raise IndexError(number)
        return pages[number - 1]


def _crop(page: Any) -> tuple[float, float, float, float]:
    """The crop box, left, top, right, bottom, in pdfplumber's own space."""
    left, top, right, bottom = page.cropbox
    return float(left), float(top), float(right), float(bottom)


def _glyph(char: dict[str, Any], left: float, top: float, height: float) -> Glyph:
    a, b, c, d, e, f = char["matrix"]
    turn = OBLIQUE
    if abs(b) < 0.05 * abs(a):
        turn = 0 if a > 0 else 2
    elif abs(a) < 0.05 * abs(b):
        turn = 3 if b > 0 else 1
    del c, d
    return Glyph(
        char["text"],
        e - left,
        height - f - top,
        char["x0"] - left,
        char["top"] - top,
        char["x1"] - left,
        char["bottom"] - top,
        turn,
        _pale(char.get("non_stroking_color")),
        char["width"] if turn in (1, 3) else char["height"],
    )


def _pale(color: Any) -> bool:
    """Brightness of a colour of one, three or four parts; other colour spaces are unknown."""
    if isinstance(color, int | float):
        color = (color,)
    parts = [float(p) for p in color or () if isinstance(p, int | float)]
    if len(parts) == 1:
        return is_pale(*parts * 3)
    if len(parts) == 3:
        return is_pale(*parts)
    return False


def _rules(page: Any) -> list[Rule]:
    """Thin boxes, lines, and the edges of stroked boxes."""
    rules = []
    for item in [*page.lines, *page.rects, *page.curves]:
        wide, tall = item["x1"] - item["x0"], item["bottom"] - item["top"]
        bar = item["fill"] and is_bar(item["x0"], item["top"], item["x1"], item["bottom"])
        if min(wide, tall) <= THIN or bar:
            rules += of_box(item["x0"], item["top"], item["x1"], item["bottom"])
        elif item["stroke"] and item["object_type"] == "rect":
            rules += [
                Rule(True, item["top"], item["x0"], item["x1"]),
                Rule(True, item["bottom"], item["x0"], item["x1"]),
                Rule(False, item["x0"], item["top"], item["bottom"]),
                Rule(False, item["x1"], item["top"], item["bottom"]),
            ]
    return rules


def _shades(page: Any, left: float, top: float) -> tuple[Box, ...]:
    return tuple(
        Box(
            x0=r["x0"] - left,
            top=r["top"] - top,
            x1=r["x1"] - left,
            bottom=r["bottom"] - top,
        )
        for r in [*page.rects, *page.images]
        if min(r["width"], r["height"]) > THIN
        and (
            r["width"] * r["height"] < BACKDROP * page.width * page.height
            if r["object_type"] == "image"
            else r["fill"] and not _pale(r["non_stroking_color"])
        )
    )

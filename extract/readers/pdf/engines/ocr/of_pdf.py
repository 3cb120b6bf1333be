"""The pages of a PDF as pictures, as fine as the pictures on them, and the text that shows on them.

The picture is drawn in the process that reads, where fonts that a file does not bring are boxes:
text that PDFium gives is painted over, and its characters are added to those of the picture.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np

from extract.readers.pdf.engines.ocr.engine import Pictured, page_of
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.limits import PageTooLarge
from extract.readers.pdf.page import Glyph, Page, as_runs

COARSEST, FINEST = 60 / 72, 300 / 72
"""Pixels a point: of less no character can be told, more than 300 dpi tells nothing more."""
LONGEST = 5200
"""Pixels of the longer side."""
MOST_PIXELS = 160_000_000
"""Pixels of a picture on a page: what has more is not unpacked."""
_NO_MORE = 1 - 1e-6
"""A page is drawn in whole pixels, rounded up: with one more than its picture has, each pixel of
the picture would be mixed with the next."""
_EDGE = 1.5
"""Points around a character that are painted over with it."""


def pictured(engine: PdfiumEngine, number: int) -> Pictured | None:
    """A page of a PDF read from its picture; None where that is too coarse to read.

    Raises PageTooLarge, PageUnreadable.
    """
    shown = engine.page(number, inked=True)
    pixels, finest = engine.finest_picture(number)
    if pixels > MOST_PIXELS:
        raise PageTooLarge
    if finest < COARSEST:
        return None
    longer = max(shown.width, shown.height, 1.0)
    scale = min(finest, FINEST, LONGEST / longer) * _NO_MORE
    picture = engine.drawn(number, scale)
    printed = tuple(glyph for glyph in shown.glyphs if not glyph.text.isspace())
    for glyph in printed:
        _painted_over(picture, glyph, scale)
    found = page_of(picture, scale, number)
    if not printed or found.coarse:
        return None if found.coarse else found
    return replace(found, page=_with_text(found, printed))


def _painted_over(picture: Any, glyph: Glyph, scale: float) -> None:
    x0, x1 = (round((x + d) * scale) for x, d in ((glyph.x0, -_EDGE), (glyph.x1, _EDGE)))
    top, bottom = round((glyph.top - _EDGE) * scale), round((glyph.bottom + _EDGE) * scale)
    area = picture[max(top, 0) : max(bottom, 0), max(x0, 0) : max(x1, 0)]
    if area.size:
        area[...] = np.percentile(area.reshape(-1, area.shape[-1]), 90, axis=0)


def _with_text(found: Pictured, printed: tuple[Glyph, ...]) -> Page:
    """The page with the text that a PDF shows on it, at its places on the level page."""
    matrix = np.linalg.inv(np.array(found.lay.matrix).reshape(3, 3))
    corners = np.array([[g.x, g.y, g.x0, g.top, g.x1, g.bottom] for g in printed])
    level = cv2.perspectiveTransform(corners.reshape(1, -1, 2), matrix).reshape(-1, 6)
    moved = [
        glyph._replace(
            x=float(x), y=float(y), x0=float(x0), top=float(top), x1=float(x1), bottom=float(foot)
        )
        for glyph, (x, y, x0, top, x1, foot) in zip(printed, level, strict=True)
    ]
    return replace(found.page, runs=(*as_runs(moved), *found.page.runs))

"""Pages as they were taken apart → a PDF that shows them, for the program that draws pages.

Their characters are set in a Chinese font that the drawing finds, or names as missing; pictures are
grey. Nothing of a document gets into the file but characters and numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from extract.model import Box
from extract.readers.pdf.page import Glyph, Page

_TURNS = ((1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0))
"""The matrix of characters by the quarter turns in which they stand, clockwise."""
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts["
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)"
    "/Ordering(GB1)/Supplement 5>>/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light"
    "/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880"
    "/StemV 93>>/W[1 95 500]>>]>>"
)
_PAGES, _FONT_AT, _FIRST = 2, 3, 4
"""Numbers of objects in the file: the list of pages, the font, the first page."""
_LARGEST = 14_400.0
"""Points, the longest side of a page that programs show."""


def pages_as_pdf(pages: Iterable[Page]) -> bytes:
    """The file of some pages."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _FONT.encode("ascii")]
    kids = []
    for page in pages:
        drawn = "\n".join(_drawn(page)).encode("ascii")
        kids.append(f"{len(objects) + 1} 0 R")
        width, height = (min(max(side, 1.0), _LARGEST) for side in (page.width, page.height))
        head = (
            f"<</Type/Page/Parent {_PAGES} 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]"
            f"/Resources<</Font<</F {_FONT_AT} 0 R>>>>/Contents {len(objects) + 2} 0 R>>"
        )
        stream = b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn)
        objects += [head.encode("ascii"), stream]
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode("ascii")
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    starts = []
    for n, each in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (n, each)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def _drawn(page: Page) -> Iterable[str]:
    """The content of a page; y counts from its foot in a PDF."""
    yield "0.85 g"
    yield from (_filled(box, page.height) for box in page.images)
    yield "0 G 0.5 w"
    for rule in page.rules:
        ends = (
            (rule.a, rule.at, rule.b, rule.at) if rule.flat else (rule.at, rule.a, rule.at, rule.b)
        )
        yield _line(*ends, page.height)
    yield from (_line(*slant, page.height) for slant in page.slants)
    yield "0 g BT"
    yield from (_set(glyph, page.height) for glyph in page.glyphs if glyph.text.strip())
    yield "ET"


def _filled(box: Box, height: float) -> str:
    sides = (box.x0, height - box.bottom, box.x1 - box.x0, box.bottom - box.top)
    return f"{_numbers(*sides)} re f"


def _line(x0: float, y0: float, x1: float, y1: float, height: float) -> str:
    return f"{_numbers(x0, height - y0)} m {_numbers(x1, height - y1)} l S"


def _set(glyph: Glyph, height: float) -> str:
    matrix = _TURNS[glyph.turn] if 0 <= glyph.turn < len(_TURNS) else _TURNS[0]
    grey = "0.7 g " if glyph.pale else "0 g "
    text = glyph.text.encode("utf-16-be", "replace").hex()
    place = _numbers(*matrix, glyph.x, height - glyph.y)
    return f"{grey}/F {_numbers(glyph.size)} Tf {place} Tm <{text}> Tj"


def _numbers(*numbers: float) -> str:
    return " ".join(f"{each:.2f}" if math.isfinite(each) else "0" for each in numbers)

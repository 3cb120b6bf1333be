"""A form's pictures: its bands of the pages, as small files that stay readable."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PIL import Image, ImageOps

from extract.readers.pdf.engines.pictures import Pictures
from extract.readers.pictures import pages_shown

SCALE = 1.4
"""Pixels a point: 10-point print is 14 pixels high."""
SHARP = 2.2
"""The same for scans: whether a character is a 3 or an 8 is seen on more pixels."""
_SHADES = 16
_PAPER = 250
"""As bright as this is no ink."""
_MARGIN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A form's part of a page: from `top` to `bottom` in points; None for the page's own edge.

    `form` is the name that the form, or the budget table, has in the address of its page.
    """

    form: str
    page: int
    top: float | None
    bottom: float | None


class Sheets(Protocol):
    """The pages of a document, to be asked for in rising order."""

    @property
    def missing(self) -> frozenset[str]:
        """Chinese fonts that were asked for so far and that nobody has: boxes are drawn."""

    def page(self, number: int) -> tuple[Image.Image, float] | None:
        """A page in greys and the pixels of its point; None where it cannot be drawn."""

    def close(self) -> None:
        """Give the document back."""


class PdfSheets:
    """Pages of a PDF, drawn at `scale` pixels a point. Raises Refused where it cannot be opened."""

    def __init__(self, data: bytes, scale: float, fonts: Path | None) -> None:
        self._pages = Pictures(data, fonts)
        self._scale = scale

    @property
    def missing(self) -> frozenset[str]:
        """See Sheets."""
        return self._pages.missing

    def page(self, number: int) -> tuple[Image.Image, float] | None:
        """See Sheets."""
        if number > len(self._pages):
            return None
        page = self._pages.of(number, self._scale, grey=True)
        return None if page is None else (page, page.width / self._pages.size(number)[0])

    def close(self) -> None:
        """See Sheets."""
        self._pages.close()


class ScanSheets:
    """Pages of a png, jpeg or tiff. `page` raises Refused where the file is broken."""

    missing: frozenset[str] = frozenset()

    def __init__(self, data: bytes, scale: float) -> None:
        self._pages = pages_shown(data)
        self._scale = scale
        self._at = 0

    def page(self, number: int) -> tuple[Image.Image, float] | None:
        """See Sheets."""
        for picture, scale in self._pages:
            self._at += 1
            if self._at == number:
                less = min(1.0, self._scale / scale)
                size = (round(picture.width * less), round(picture.height * less))
                return picture.convert("L").resize(size, Image.Resampling.LANCZOS), scale * less
        return None

    def close(self) -> None:
        """See Sheets."""


def draw_bands(
    sheets: Sheets, bands: tuple[Band, ...], document_id: str, site: Path
) -> list[dict[str, Any]]:
    """Write the pictures of the bands, and tell of each what it shows; none for a lost page."""
    folder = site / "pictures" / document_id
    folder.mkdir(parents=True, exist_ok=True)
    found: list[dict[str, Any]] = []
    number, drawn = 0, None
    for band in sorted(bands, key=lambda each: each.page):
        if band.page != number:
            number, drawn = band.page, sheets.page(band.page)
        if drawn is None:
            continue
        page, scale = drawn
        left, top, right, bottom = _ink(page, band, scale)
        name = f"{band.form}-{band.page:03d}.png"
        _save(page.crop((left, top, right, bottom)), folder / name)
        found.append(
            {
                "form": band.form,
                "page": band.page,
                "src": f"pictures/{document_id}/{name}",
                "box": [round(edge / scale, 1) for edge in (left, top, right, bottom)],
                "size": [right - left, bottom - top],
            }
        )
    return found


def _ink(page: Image.Image, band: Band, scale: float) -> tuple[int, int, int, int]:
    """The band's edges in pixels, its blank margins left out."""
    top = int((band.top or 0) * scale)
    foot = page.height if band.bottom is None else int(band.bottom * scale) + 1
    foot = min(page.height, max(foot, top + 1))
    ink = ImageOps.invert(page.crop((0, top, page.width, foot)))
    box = ink.point([0] * (256 - _PAPER) + [255] * _PAPER).getbbox()
    if box is None:
        return 0, top, page.width, foot
    return (
        max(0, box[0] - _MARGIN),
        max(0, top + box[1] - _MARGIN),
        min(page.width, box[2] + _MARGIN),
        min(page.height, top + box[3] + _MARGIN),
    )


_LEVELS = [value * (_SHADES - 1) // 255 for value in range(256)]
_GREYS = [255 * shade // (_SHADES - 1) for shade in range(_SHADES) for _ in range(3)]


def _save(picture: Image.Image, path: Path) -> None:
    """Sixteen greys: half the size of a photograph's format, and no blur around strokes."""
    shades = Image.frombytes("P", picture.size, picture.point(_LEVELS).tobytes())
    shades.putpalette(_GREYS)
    shades.save(path, "PNG", bits=4, compress_level=6)

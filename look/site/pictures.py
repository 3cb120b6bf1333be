"""A form's pictures: its bands of the pages, as small files that stay readable.

Processes of their own draw them: nothing heavy is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageOps

from extract.model import Refused
from extract.readers.pdf.engines.pictures import Pictures
from extract.source import raw_bytes
from look.site.files import write_data

SCALE = 1.4
"""Pixels a point: 10-point print is 14 pixels high."""
_SHADES = 16
_PAPER = 250
"""As bright as this is no ink."""
_MARGIN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A form's part of a page: from `top` to `bottom` in points; None for the page's own edge."""

    form: int
    page: int
    top: float | None
    bottom: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The pictures wanted of a document: where its raw file should lie, and what it must be."""

    document_id: str
    sha256: str
    path: Path
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What came of it: pictures made, and why not all (`missing`, `changed`, `unreadable`)."""

    document_id: str
    pictures: int
    problem: str | None
    missing_fonts: frozenset[str]
    """Chinese fonts that the file does not bring along and nobody has: boxes are drawn."""


def draw(wanted: Wanted, site: Path, fonts: Path | None) -> Drawn:
    """Write the pictures of a document and the data file that says where each of them stands.

    `fonts` is a folder of fonts to draw with in place of the system's.
    A raw file that is missing or has other bytes than the dataset was read from gives no picture:
    a wrong one would be worse.
    """
    found: list[dict[str, object]] = []
    problem = None
    missing: frozenset[str] = frozenset()
    try:
        data = raw_bytes(wanted.path)
        if sha256(data).hexdigest() != wanted.sha256:
            problem = "changed"
        else:
            found, missing = _drawn(data, wanted, site, fonts)
            problem = None if len(found) == len(wanted.bands) else "unreadable"
    except OSError:
        problem = "missing"
    except Refused:
        problem = "unreadable"
    place = {"problem": problem, "pictures": found, "missing_fonts": sorted(missing)}
    write_data(site, f"pictures/{wanted.document_id}", place)
    return Drawn(
        document_id=wanted.document_id,
        pictures=len(found),
        problem=problem,
        missing_fonts=missing,
    )


def _drawn(
    data: bytes, wanted: Wanted, site: Path, fonts: Path | None
) -> tuple[list[dict[str, object]], frozenset[str]]:
    folder = site / "pictures" / wanted.document_id
    folder.mkdir(parents=True, exist_ok=True)
    pages = Pictures(data, fonts)
    found: list[dict[str, object]] = []
    try:
        number, page = 0, None
        for band in wanted.bands:
            if band.page != number:
                number = band.page
                page = pages.of(number, SCALE, grey=True) if number <= len(pages) else None
            if page is None:
                continue
            scale = page.width / pages.size(number)[0]
            left, top, right, bottom = _ink(page, band, scale)
            name = f"{band.form:03d}-{band.page:03d}.png"
            _save(page.crop((left, top, right, bottom)), folder / name)
            found.append(
                {
                    "form": band.form,
                    "page": band.page,
                    "src": f"pictures/{wanted.document_id}/{name}",
                    "box": [round(edge / scale, 1) for edge in (left, top, right, bottom)],
                    "size": [right - left, bottom - top],
                }
            )
    finally:
        pages.close()
    return found, pages.missing


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

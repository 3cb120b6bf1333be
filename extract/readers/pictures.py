"""Pictures that are documents of their own: scans and photographs as png, jpeg or tiff."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from extract.model import Code, Issue, Reading, Reason, Refused, Source
from extract.readers.pdf.engines.ocr import models
from extract.readers.pdf.headings import grids_of
from extract.readers.pdf.limits import PageTooLarge
from extract.readers.pdf.scanned import PAGES, FromPicture, advice, may_read, told, without_table
from extract.readers.pdf.unread_print import print_issues
from extract.readers.progress import announce
from extract.words.gate import Gate

_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_MOST_PIXELS = 160_000_000
"""A picture with more is not unpacked: it costs half a gigabyte and more."""
_MOST_PAGES = 500
_MOST_SEEN = 5200 * 3700
"""Pixels that are looked at: a sheet of A3 with 300 dpi. A roll of many sheets is not narrower."""
_A4 = (595.0, 842.0)
"""Points of the sides of a sheet: what a camera says of its picture's size means nothing."""
_ROLL = 1.8
"""So many times longer than wide, a picture is no sheet, but as wide as one."""
_DPI = (100, 1300)
_DAMAGED = "The picture is damaged: fetch it again from its publisher."
_BROKEN = (
    *(UnidentifiedImageError, OSError, EOFError, SyntaxError, ValueError),
    *(TypeError, KeyError, IndexError, ZeroDivisionError, Image.DecompressionBombError),
)
"""What is met in a picture that is cut or broken."""


class PictureReader:
    """Reads png, jpeg and tiff; one of the ordered tuple of readers."""

    format = "picture"

    def claims(self, source: Source) -> bool:
        """A picture says so in its first bytes."""
        return source.data.startswith(_MAGIC)

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All ruled tables of all pages; Refused where pictures are not read here."""
        if not may_read(source.ocr):
            raise Refused(Reason.NEEDS_OCR, advice(source.ocr))
        pages: list[FromPicture] = []
        issues: list[Issue] = []
        total = 0
        try:
            for total, (picture, scale) in enumerate(_quietly(source.data), 1):
                read = _read(picture, scale, total, issues)
                if read is None:
                    continue
                pages.append(read)
                issues += read.issues
                if without_table(read, gate):
                    issues.append(Issue(code=Code.UNRULED_FORM, text=read.title, page=total))
        except _BROKEN as error:
            if not pages:
                raise Refused(Reason.DAMAGED, _DAMAGED) from error
            issues.append(Issue(code=Code.FILE_DAMAGED))
        if not pages:
            raise Refused(Reason.NEEDS_OCR, advice(source.ocr))
        tables = [page.tables for page in pages]
        grids = tuple(grids_of(tables))
        unread = {Code.NEEDS_OCR_PAGE: Reason.NEEDS_OCR, Code.PAGE_TOO_LARGE: Reason.RESOURCE_LIMIT}
        unread[Code.FILE_DAMAGED] = Reason.DAMAGED
        return Reading(
            format=self.format,
            grids=grids,
            pages=total,
            issues=(*issues, *print_issues(tables, {grid.page for grid in grids})),
            read_by=models.read_by(),
            lays=tuple(page.lay for page in pages),
            incomplete=next((unread[i.code] for i in issues if i.code in unread), None),
        )


def _quietly(data: bytes) -> Iterator[tuple[Any, float]]:
    """The pages; what Pillow says of damaged notes beside the pixels is nobody's concern."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield from _pages(data)


def _pages(data: bytes) -> Iterator[tuple[Any, float]]:
    """Each page as RGB pixels, and how many of them a point has."""
    import numpy as np  # noqa: PLC0415 -- an extra needs it

    for shown, scale in _shown(data):
        yield np.asarray(shown), scale


def pages_shown(data: bytes) -> Iterator[tuple[Image.Image, float]]:
    """The pages as a person sees them, RGB, and the pixels of a point; Refused where broken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            yield from _shown(data)
    except _BROKEN as error:
        raise Refused(Reason.DAMAGED, _DAMAGED) from error


def _shown(data: bytes) -> Iterator[tuple[Image.Image, float]]:
    with _opened(data) as file:
        count = 1 if file.format == "MPO" else getattr(file, "n_frames", 1)
        if count > _MOST_PAGES:
            raise Refused(Reason.RESOURCE_LIMIT, f"The picture has {count} pages: split it.")
        announce(PAGES * count)
        for number, frame in enumerate(ImageSequence.Iterator(file)):
            if number == count:
                return
            if frame.width * frame.height > _MOST_PIXELS:
                size = f"{frame.width} by {frame.height} pixels"
                raise Refused(Reason.RESOURCE_LIMIT, f"The picture has {size}: scan with 300 dpi.")
            scale = _scale(frame)
            before = frame.width * frame.height
            shrunk = min(1.0, (_MOST_SEEN / before) ** 0.5)
            frame.draft("RGB", (round(frame.width * shrunk), round(frame.height * shrunk)))
            shown = ImageOps.exif_transpose(frame).convert("RGB")
            if shown.width * shown.height > _MOST_SEEN:
                longest = round(max(shown.size) * (_MOST_SEEN / shown.width / shown.height) ** 0.5)
                shown.thumbnail((longest, longest))
            yield shown, scale * (shown.width * shown.height / before) ** 0.5


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
    except Image.DecompressionBombError as error:
        advice_ = "The picture has too many pixels: scan with 300 dpi."
        raise Refused(Reason.RESOURCE_LIMIT, advice_) from error


def _scale(frame: Image.Image) -> float:
    """Pixels a point, by what the file says where that can be; else its sides are those of A4."""
    try:
        dpi = float(frame.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    if _DPI[0] <= dpi <= _DPI[1]:
        return dpi / 72
    short, long = sorted(frame.size)
    return short / _A4[0] if long > _ROLL * short else long / _A4[1]


def _read(picture: Any, scale: float, number: int, issues: list[Issue]) -> FromPicture | None:
    from extract.readers.pdf.engines.ocr.engine import page_of  # noqa: PLC0415 -- an extra

    try:
        found = page_of(picture, scale, number)
    except PageTooLarge:
        issues.append(Issue(code=Code.PAGE_TOO_LARGE, page=number))
        return None
    if found.coarse:
        issues.append(Issue(code=Code.NEEDS_OCR_PAGE, page=number))
        return None
    return told(found.page, found.lay)


PICTURES = PictureReader()

"""What a document's page shows beside its values: pictures, a drawing, or tables of cells.

Processes of their own make it, and nothing that is heavy is loaded before one is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from extract.model import Refused, Source
from extract.source import raw_bytes
from look.site.cells import write_no_tables, write_tables
from look.site.drawn_pages import drawn_bands
from look.site.files import write_data
from look.site.pictures import SCALE, SHARP, Band, PdfSheets, ScanSheets, Sheets, draw_bands
from look.site.raw_files import RawFile, write_as_text

PICTURED = ("pdf", "picture", "ofd")
"""Formats that have pages; all others are shown as the tables of their cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of a document: where its raw file should lie, and what it must be.

    `bands` are those of its pages, `places` those of the values of each of its forms. `scanned`:
    it was read from pictures.
    """

    document_id: str
    sha256: str
    format: str
    encoding: str | None
    scanned: bool
    raw: RawFile
    bands: tuple[Band, ...]
    places: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What came of it, and why it is not all (`missing`, `changed`, `unreadable`)."""

    document_id: str
    pictures: int = 0
    tables: int = 0
    problem: str | None = None
    missing_fonts: frozenset[str] = frozenset()
    """Chinese fonts that the file does not bring along and nobody has: boxes are drawn."""


def show(wanted: Wanted, site: Path, fonts: Path | None) -> Shown:
    """Write what is shown of a document; `fonts` is a folder to draw with in place of the system's.

    A raw file that is missing or has other bytes than the dataset was read from shows nothing:
    a wrong picture would be worse.
    """
    try:
        data = raw_bytes(wanted.raw.path)
        if sha256(data).hexdigest() != wanted.sha256:
            return _without(wanted, site, "changed")
        if wanted.raw.as_text:
            write_as_text(data, wanted.encoding, wanted.document_id, site)
        if wanted.format in PICTURED:
            return _pictures(data, wanted, site, fonts)
        source = Source(name=str(wanted.raw.path), data=data, sha256=wanted.sha256)
        tables = write_tables(source, wanted.document_id, wanted.places, site)
        return Shown(document_id=wanted.document_id, tables=tables)
    except OSError:
        return _without(wanted, site, "missing")
    except Refused:
        return _without(wanted, site, "unreadable")


def _without(wanted: Wanted, site: Path, problem: str) -> Shown:
    if wanted.format in PICTURED:
        place = {"problem": problem, "pictures": [], "missing_fonts": []}
        write_data(site, f"pictures/{wanted.document_id}", place)
    else:
        write_no_tables(wanted.document_id, problem, site)
    return Shown(document_id=wanted.document_id, problem=problem)


def _pictures(data: bytes, wanted: Wanted, site: Path, fonts: Path | None) -> Shown:
    missing: frozenset[str] = frozenset()
    if wanted.format == "ofd":
        found = drawn_bands(data, wanted.bands)
    else:
        sheets = _sheets(data, wanted, fonts)
        try:
            found = draw_bands(sheets, wanted.bands, wanted.document_id, site)
            missing = sheets.missing
        finally:
            sheets.close()
    problem = None if len(found) == len(wanted.bands) else "unreadable"
    place = {"problem": problem, "pictures": found, "missing_fonts": sorted(missing)}
    write_data(site, f"pictures/{wanted.document_id}", place)
    return Shown(
        document_id=wanted.document_id,
        pictures=len(found),
        problem=problem,
        missing_fonts=missing,
    )


def _sheets(data: bytes, wanted: Wanted, fonts: Path | None) -> Sheets:
    scale = SHARP if wanted.scanned else SCALE
    if wanted.format == "picture":
        return ScanSheets(data, scale)
    return PdfSheets(data, scale, fonts)

"""What an Office file is, told by its content: its parts, its streams, the root of its XML."""

from __future__ import annotations

from enum import StrEnum

from extract.model import Source
from extract.readers.office.package import part_names


class Kind(StrEnum):
    """What an Office file is, by the name of its format."""

    DOCX = "docx"
    XLSX = "xlsx"
    XLSB = "xlsb"
    PPTX = "pptx"
    ODF = "odf"
    UOF = "uof"


_BY_PARTS: tuple[tuple[str, Kind], ...] = (
    ("xl/workbook.bin", Kind.XLSB),
    ("word/", Kind.DOCX),
    ("xl/", Kind.XLSX),
    ("ppt/", Kind.PPTX),
)
"""By how the name of one of its parts begins; the first that fits."""


def kind_of_zip(source: Source) -> Kind | None:
    """Which Office file a zip is; None for any other file. Cheap, and never raises."""
    names = part_names(source.data)
    is_typed = "mimetype" in names and source.data.find(b"opendocument", 0, 200) > 0
    if is_typed or {"content.xml", "meta-inf/manifest.xml"} <= names:
        return Kind.ODF
    if "uof.xml" in names:
        return Kind.UOF
    if not names & {"[content_types].xml", "_rels/.rels"}:
        return None
    found = (kind for begin, kind in _BY_PARTS if any(name.startswith(begin) for name in names))
    return next(found, None)

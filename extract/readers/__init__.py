"""Bytes → grids: one reader a format, tried in the order of READERS, chosen by content.

What no reader claims is told apart last, so that a new reader needs nobody's leave.
"""

from __future__ import annotations

from typing import Protocol

from extract.model import Reading, Reason, Refused, Source
from extract.readers.archives.reader import ARCHIVE, MAIL
from extract.readers.foreign_formats import advice_for, foreign_format
from extract.readers.html import HTML
from extract.readers.ofd import OFD
from extract.readers.office import DOCX, MHTML, ODF, XLS, XLSX, XML
from extract.readers.office.old_words import DOC, RTF
from extract.readers.pdf import PDF
from extract.readers.pictures import PICTURES
from extract.readers.text import TEXT
from extract.words.gate import Gate


class Reader(Protocol):
    """Reads one format."""

    format: str

    def claims(self, source: Source) -> bool:
        """Is the file of this format? Content decides, not the name; cheap, and never raises."""

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All tables of the file in printed order that the gate lets through.

        Raises Refused, and nothing else, where the file cannot be read.
        """


READERS: tuple[Reader, ...] = (
    PDF,
    PICTURES,
    MAIL,
    MHTML,
    OFD,
    ODF,
    XML,
    HTML,
    DOCX,
    XLSX,
    XLS,
    DOC,
    RTF,
    ARCHIVE,
    TEXT,
)


def read(source: Source, *, gate: Gate) -> Reading:
    """Read a file with the first reader that claims it; Refused where none does."""
    if not source.data.strip(b"\x00 \t\r\n"):
        raise Refused(
            Reason.NO_CONTENT, "The file is empty: fetch it again from the place it was published."
        )
    for reader in READERS:
        if reader.claims(source):
            return reader.read(source, gate=gate)
    if foreign := foreign_format(source.data):
        raise Refused(
            Reason.UNSUPPORTED_FORMAT,
            f"This is {foreign}: {advice_for(foreign)}",
        )
    raise Refused(
        Reason.NOT_A_DOCUMENT,
        "Neither text nor a known document: open the file by hand, or fetch it again.",
    )

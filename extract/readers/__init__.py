"""Bytes → grids: one reader a format, tried in the order of READERS, chosen by content."""

from __future__ import annotations

from typing import Protocol

from extract.model import Reading, Reason, Refused, Source
from extract.readers.foreign_formats import foreign_format
from extract.readers.html import HTML
from extract.readers.pdf import PDF
from extract.readers.text import TEXT
from extract.words.gate import Gate

HEAD = 4096
"""How many bytes of a file a reader may look at to claim it."""


class Reader(Protocol):
    """Reads one format."""

    format: str

    def claims(self, head: bytes, name: str) -> bool:
        """Is a file that begins with these bytes of this format? Content decides, not the name."""

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All tables of the file in printed order that the gate lets through.

        Raises Refused, and nothing else, where the file cannot be read.
        """


READERS: tuple[Reader, ...] = (PDF, HTML, TEXT)


def read(source: Source, *, gate: Gate) -> Reading:
    """Read a file with the first reader that claims it; Refused where none does."""
    if not source.data.strip(b"\x00 \t\r\n"):
        raise Refused(
            Reason.NO_CONTENT, "The file is empty: fetch it again from the place it was published."
        )
    head = source.data[:HEAD]
    if foreign := foreign_format(head):
        raise Refused(
            Reason.UNSUPPORTED_FORMAT,
            f"This is {foreign}: save it as PDF or HTML and put that in its place.",
        )
    for reader in READERS:
        if reader.claims(head, source.name):
            return reader.read(source, gate=gate)
    raise Refused(
        Reason.NOT_A_DOCUMENT,
        "Neither text nor a known document: open the file by hand, or fetch it again.",
    )

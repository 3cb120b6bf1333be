"""Pages that a Word document holds whole, and that Word lays out when it opens it (altChunk)."""

from __future__ import annotations

from collections.abc import Iterator

from extract.model import Code, Refused, Source
from extract.readers.html import HTML
from extract.readers.html.unread import Aside
from extract.readers.office.package import Package
from extract.readers.office.saved_pages import is_saved_page, read_saved
from extract.readers.office.words.tables import Item, Table
from extract.words.gate import Gate

_UNREAD = Aside(Code.PRINT_UNREAD, "an embedded document")


def chunk_items(package: Package, name: str | None, gate: Gate) -> Iterator[Item]:
    """The lines and tables of such a page; anything else that is embedded is told."""
    data = package.read(name) if name else None
    if data is None:
        yield _UNREAD
        return
    source = Source(name=name or "", data=data, sha256="")
    try:
        if is_saved_page(data):
            grids = read_saved(source, gate, "docx").grids
        elif HTML.claims(source):
            grids = HTML.read(source, gate=gate).grids
        else:
            grids = ()
    except Refused:
        grids = ()
    if not grids:
        yield _UNREAD
    for grid in grids:
        yield from (line.text for line in grid.heading)
        yield Table(cells=list(grid.cells))

"""docx, docm → lines and tables, by a walk of our own over document.xml.

The body is read block by block and forgotten behind the walk: a document of a thousand forms takes
no more memory than its longest table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from extract.model import Reading, Reason, Refused
from extract.readers.office.chunks import chunk_items
from extract.readers.office.package import Package
from extract.readers.office.parts_of_xml import Element, forget, local, parse, walk
from extract.readers.office.relations import related, relations
from extract.readers.office.words.blocks import Blocks
from extract.readers.office.words.formats import Styles
from extract.readers.office.words.lines_and_tables import TOO_LONG, read_words
from extract.readers.office.words.notes_part import Notes
from extract.readers.office.words.numbering import Numbering
from extract.readers.office.words.page_heads import PageHeads, ends_section
from extract.readers.office.words.paragraphs import Paragraphs
from extract.readers.office.words.tables import Item
from extract.words.gate import Gate

_BLOCKS = ("p", "tbl", "sdt", "customXml", "AlternateContent", "altChunk", "body", "background")
_MOST_BLOCKS = 1_000_000
"""Paragraphs and tables of a document, empty ones and those of cells too."""


def read_document(package: Package, gate: Gate) -> Reading:
    """All tables of a document with the lines above each."""
    name = related(package, "", "officeDocument") or "word/document.xml"
    styles = Styles.of(_part(package, name, "styles"))
    paragraphs = Paragraphs(
        styles,
        Numbering.of(_part(package, name, "numbering")),
        Notes.of_package(package, name),
    )
    targets = relations(package, name)

    def chunk(number: str) -> Iterator[Item]:
        target = targets.get(number)
        return chunk_items(package, target.name if target else None, gate)

    blocks = Blocks(paragraphs, gate, chunk)
    heads = PageHeads(package, name, blocks)
    with package.open(name) as stream:
        return read_words("docx", _items(stream, blocks, heads, styles), gate)


def _items(stream: IO[bytes], blocks: Blocks, heads: PageHeads, styles: Styles) -> Iterator[Item]:
    """What a document prints in its order, the heads of the pages before their sections."""
    yield from heads.next()
    for element in _blocks(stream, styles):
        ends = ends_section(element)
        yield from blocks.items((element,))
        if ends:
            yield from heads.next()


def _part(package: Package, name: str, kind: str) -> Element | None:
    part = related(package, name, kind)
    data = package.read(part) if part else None
    return parse(data) if data else None


def _blocks(stream: IO[bytes], styles: Styles) -> Iterator[Element]:
    """The blocks right below the body, each forgotten when the next is asked for."""
    for n, element in enumerate(walk(stream, *_BLOCKS)):
        if n > _MOST_BLOCKS:
            raise Refused(Reason.RESOURCE_LIMIT, TOO_LONG)
        if local(element.tag) == "background":
            styles.is_paper_coloured = True
            continue
        parent = element.getparent()
        if parent is not None and isinstance(parent.tag, str) and local(parent.tag) == "body":
            yield element
            forget(element)

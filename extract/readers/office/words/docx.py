"""docx, docm → lines and tables, by a walk of our own over document.xml.

The body is read block by block and forgotten behind the walk: a document of a thousand forms takes
no more memory than its longest table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.model import Reading, Reason, Refused
from extract.readers.html.unread import Aside
from extract.readers.office.package import Package
from extract.readers.office.parts_of_xml import Element, forget, local, parse, walk
from extract.readers.office.reading import Office
from extract.readers.office.relations import related
from extract.readers.office.words.blocks import Blocks, Item
from extract.readers.office.words.formats import Styles
from extract.readers.office.words.numbering import Numbering
from extract.readers.office.words.paragraphs import Paragraphs
from extract.words.gate import Gate

_MOST_LINES = 40
"""Of the lines above a table those that can belong to it."""


def read_document(package: Package, gate: Gate) -> Reading:
    """All tables of a document with the lines above each."""
    name = related(package, "", "officeDocument") or "word/document.xml"
    paragraphs = Paragraphs(
        Styles.of(_part(package, name, "styles")), Numbering.of(_part(package, name, "numbering"))
    )
    blocks = Blocks(paragraphs, gate)
    with package.open(name) as stream:
        return read_words("docx", blocks.items(_blocks(stream)), gate)


def _part(package: Package, name: str, kind: str) -> Element | None:
    part = related(package, name, kind)
    data = package.read(part) if part else None
    return parse(data) if data else None


def _blocks(stream: object) -> Iterator[Element]:
    """The blocks right below the body, each forgotten when the next is asked for."""
    for element in walk(stream, "p", "tbl", "sdt", "customXml", "AlternateContent", "body"):  # type: ignore[arg-type]
        parent = element.getparent()
        if parent is not None and isinstance(parent.tag, str) and local(parent.tag) == "body":
            yield element
            forget(element)


def read_words(format_: str, items: Iterable[Item], gate: Gate) -> Reading:
    """Lines and tables in order → the Reading of a file."""
    office = Office(format_)
    above = number = hidden = 0
    for item in items:
        if isinstance(item, str):
            office.lines.append(item)
        elif isinstance(item, Aside):
            office.found.asides.append((len(office.lines), item))
        else:
            number += 1
            hidden += item.hidden
            heading = office.lines[max(above, len(office.lines) - _MOST_LINES) :]
            if grid := item.grid(number, heading):
                office.add(grid, item.asides)
                above = len(office.lines)
            else:
                office.found.asides += ((len(office.lines), aside) for aside in item.asides)
    if hidden:
        office.hidden.append(f"{hidden} row(s)")
    if not office.lines and not office.found.grids:
        _refuse_empty(office)
    return office.reading(gate)


def _refuse_empty(office: Office) -> None:
    if office.found.asides:
        raise Refused(
            Reason.NEEDS_OCR,
            "The document holds pictures and no text: run text recognition on it, or read it by "
            "hand.",
        )
    raise Refused(Reason.NO_CONTENT, "The document prints nothing: fetch it again.")

"""Word documents in one piece of XML: those of Word 2003, and newer ones unzipped (Flat OPC)."""

from __future__ import annotations

from extract.model import Reading, Reason, Refused
from extract.readers.office.parts_of_xml import Element, attribute, child, children, parse
from extract.readers.office.words.blocks import Blocks
from extract.readers.office.words.formats import Styles
from extract.readers.office.words.lines_and_tables import read_words
from extract.readers.office.words.numbering import Numbering
from extract.readers.office.words.paragraphs import Paragraphs
from extract.words.gate import Gate

_LACKING = "The document has no body: open it in an office program and save it as docx."


def read_2003(data: bytes, gate: Gate) -> Reading:
    """All tables of a document of Word 2003; it prints the numbers of its lists itself."""
    root = parse(data)
    return _read(child(root, "body"), Styles.of(child(root, "styles")), Numbering(), gate)


def read_flat(data: bytes, gate: Gate) -> Reading:
    """All tables of a document whose parts stand one behind the other in one file."""
    parts = {
        (attribute(part, "name") or "").lower(): _content(part)
        for part in children(parse(data), "part")
    }
    document = parts.get("/word/document.xml")
    return _read(
        child(document, "body") if document is not None else None,
        Styles.of(parts.get("/word/styles.xml")),
        Numbering.of(parts.get("/word/numbering.xml")),
        gate,
    )


def _content(part: Element) -> Element | None:
    data = child(part, "xmlData")
    return data[0] if data is not None and len(data) else None


def _read(body: Element | None, styles: Styles, numbering: Numbering, gate: Gate) -> Reading:
    if body is None:
        raise Refused(Reason.DAMAGED, _LACKING)
    blocks = Blocks(Paragraphs(styles, numbering), gate)
    return read_words("xml", blocks.items(body), gate)

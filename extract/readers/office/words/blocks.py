"""The body of a Word document: its lines and tables in order, text boxes in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from extract.readers.html.prose import lines_of
from extract.readers.office.parts_of_xml import Element, attribute, child, local
from extract.readers.office.words.paragraphs import Paragraphs
from extract.readers.office.words.tables import Content, Item, content_of, read_table
from extract.words.gate import Gate

_SILENT = frozenset(
    (
        *("pPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "bookmarkStart"),
        *("bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd", "docPr"),
    )
)


class Blocks:
    """Walks through the blocks of one document."""

    def __init__(
        self,
        paragraphs: Paragraphs,
        gate: Gate,
        chunk: Callable[[str], Iterator[Item]] | None = None,
    ) -> None:
        """`chunk` gives what stands in a page that the document holds whole, by its id."""
        self._paragraphs = paragraphs
        self._gate = gate
        self._chunk = chunk

    def items(self, elements: Iterable[Element]) -> Iterator[Item]:
        """The lines and tables of blocks, and what is printed between them and is neither."""
        for element in elements:
            name = local(element.tag) if isinstance(element.tag, str) else ""
            if name == "p":
                yield from self._of_paragraph(element)
            elif name == "tbl":
                table = read_table(element, self.content)
                yield table
                yield from table.forms
            elif name == "AlternateContent":
                chosen = child(element, "Choice")
                chosen = child(element, "Fallback") if chosen is None else chosen
                yield from self.items(chosen if chosen is not None else ())
            elif name == "altChunk" and self._chunk:
                yield from self._chunk(attribute(element, "id") or "")
            elif name and name not in _SILENT:
                yield from self.items(element)

    def _of_paragraph(self, element: Element) -> Iterator[Item]:
        read = self._paragraphs.read(element)
        yield from lines_of(read.text)
        yield from read.asides
        for box in read.boxes:
            yield from self.items(box)

    def content(self, cell: Element) -> Content:
        """What stands in a cell."""
        return content_of(self.items(cell), self._gate)

"""odt and flat odt → lines and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.model import Cell, Code
from extract.readers.html.prose import joined, lines_of
from extract.readers.html.unread import Aside
from extract.readers.office.odf import OdfStyle, OpenDocument, rows_of
from extract.readers.office.odf_text import OdfParagraphs, note_of, over
from extract.readers.office.parts_of_xml import Element, attribute, local
from extract.readers.office.words.tables import Item, Table, content_of
from extract.words.gate import Gate

_SILENT = frozenset(("tracked-changes", "sequence-decls", "forms", "variable-decls"))
_OVER_THE_TEXT = OdfStyle(ground="")
"""What lies behind the text of a frame is not known."""
_COVERED = "{*}covered-table-cell"
_MOST = 1_000
"""Columns of a row, and copies of one cell."""


class OdtBlocks:
    """Walks through the blocks of one document."""

    def __init__(self, document: OpenDocument, gate: Gate) -> None:
        self._paragraphs = OdfParagraphs(document)
        self._gate = gate

    def items(self, elements: Iterable[Element], below: OdfStyle | None = None) -> Iterator[Item]:
        """The lines and tables of blocks, and what is printed between them and is neither.

        `below` is the look of what they stand in.
        """
        for element in elements:
            name = local(element.tag) if isinstance(element.tag, str) else ""
            if name in ("p", "h"):
                read = self._paragraphs.read(element, below)
                yield from lines_of(read.text)
                yield from read.asides
                for box in read.boxes:
                    yield from self.items([box], _OVER_THE_TEXT)
            elif name == "annotation":
                yield from note_of(element)
            elif name == "table":
                table = self._table(element, below or self._paragraphs.paper)
                yield table
                yield from table.forms
            elif name in ("image", "object", "object-ole"):
                yield Aside(Code.PRINT_UNREAD, "a picture")
            elif name and name not in _SILENT and not _is_hidden(element):
                yield from self.items(element, below)

    def _table(self, element: Element, below: OdfStyle) -> Table:
        table = Table()
        row = 0
        own = self._paragraphs.style("table", attribute(element, "style-name"))
        below = over(own, below)
        for each, is_hidden in rows_of(element):
            cells = list(self._cells(each, row, table, below))
            if is_hidden:
                table.hidden += any(cell.text for cell in cells)
                continue
            table.cells += cells
            row += 1
        if next(element.iterdescendants(_COVERED), None) is None:
            table.cells = _in_free_columns(table.cells)
        return table

    def _cells(self, row: Element, number: int, table: Table, below: OdfStyle) -> Iterator[Cell]:
        column = 0
        below = over(self._paragraphs.style("table-row", attribute(row, "style-name")), below)
        for each in row:
            name = local(each.tag) if isinstance(each.tag, str) else ""
            if name not in ("table-cell", "covered-table-cell"):
                continue
            copies = _count(each, "number-columns-repeated")
            if name == "table-cell":
                style = self._paragraphs.style("table-cell", attribute(each, "style-name"))
                content = content_of(self.items(each, over(style, below)), self._gate)
                table.forms += content.forms
                table.asides += content.asides
                for copy in range(copies):
                    yield Cell(
                        text=joined(content.lines),
                        row=number,
                        col=column + copy,
                        rowspan=_count(each, "number-rows-spanned"),
                        colspan=_count(each, "number-columns-spanned"),
                    )
            column = min(column + copies, _MOST)


def _in_free_columns(cells: list[Cell]) -> list[Cell]:
    """Cells of a table that names none that others cover: each stands where nothing runs into.

    Some programs leave out what the format asks for, and tell spans as web pages do.
    """
    ends: dict[int, int] = {}  # by column: the row behind what runs down it
    placed: list[Cell] = []
    row, column = -1, 0
    for cell in cells:
        if cell.row != row:
            row, column = cell.row, 0
        while ends.get(column, 0) > row:
            column += 1
        placed.append(replace(cell, col=column))
        for each in range(column, column + cell.colspan):
            ends[each] = row + cell.rowspan
        column += cell.colspan
    return placed


def _is_hidden(element: Element) -> bool:
    """Is a section not shown? One that a condition hides says itself whether it does."""
    said = attribute(element, "display")
    return said == "none" or (said == "condition" and attribute(element, "is-hidden") == "true")


def _count(element: Element, name: str) -> int:
    text = attribute(element, name) or "1"
    return min(max(int(text), 1), _MOST) if text.isdigit() and len(text) < 9 else 1

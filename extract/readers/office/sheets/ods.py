"""ods and flat ods → sheets: what each cell shows stands in the file beside what it stores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import regex

from extract.model import Code
from extract.readers.html.prose import BREAK
from extract.readers.html.unread import Aside
from extract.readers.office.odf import OdfStyle, OpenDocument, rows_of
from extract.readers.office.odf_text import OdfParagraph, OdfParagraphs, note_of, over
from extract.readers.office.parts_of_xml import Element, attribute, children, descendants, local
from extract.readers.office.sheets.drawn import PICTURE, SMALL_CM, tell_text_box
from extract.readers.office.sheets.sheet import Merged, Sheet

_MOST = 1_048_576
_SIZE = regex.compile(r"(\d{1,6}(?:\.\d{1,9})?)(cm|mm|in|pt)")
_UNITS = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_DRAWN = OdfStyle(ground="")
"""What lies behind the text of a shape is not known."""
_ROWS, _COLUMNS = 2_000, 100
"""Copies of a row and of a cell with text that are read; more of one text are no table."""


@dataclass(slots=True)
class _Looks:
    """How the cells of one sheet look: as they say, or as their column does."""

    paragraphs: OdfParagraphs
    is_coloured: bool
    """May a condition lay a colour behind any of its cells?"""
    columns: list[tuple[int, int, str | None]] = field(default_factory=list)
    """First and last column, and the style of cells in them that name none."""

    def of(self, cell: Element, column: int) -> OdfStyle:
        """The look of a cell."""
        name = attribute(cell, "style-name")
        if name is None:
            spans = (name for first, last, name in self.columns if first <= column <= last)
            name = next(spans, None)
        style = self.paragraphs.style("table-cell", name)
        if self.is_coloured:
            return replace(style, ground="")
        return over(style, self.paragraphs.paper)

    def read(self, paragraph: Element, style: OdfStyle) -> OdfParagraph:
        """A paragraph in a cell of this look."""
        return self.paragraphs.read(paragraph, style)


def sheets_of(document: OpenDocument) -> Iterator[tuple[Sheet, bool]]:
    """The sheets of a workbook in their order, and whether each is shown."""
    paragraphs = OdfParagraphs(document)
    for table in children(document.body, "table"):
        sheet = Sheet(name=(attribute(table, "name") or "").strip())
        style = paragraphs.style("table", attribute(table, "style-name"))
        looks = _Looks(paragraphs, any(True for _ in children(table, "conditional-formats")))
        _columns(sheet, table, looks)
        row = 0
        for element, is_hidden in rows_of(table):
            copies = _count(element, "number-rows-repeated")
            for copy in range(min(copies, _ROWS)):
                if not _row(sheet, element, row + copy, looks):
                    break
                if is_hidden:
                    sheet.hidden_rows.add(row + copy)
            row += copies
        _drawn_on(sheet, table, paragraphs)
        yield sheet, not style.hidden


def _drawn_on(sheet: Sheet, table: Element, paragraphs: OdfParagraphs) -> None:
    """Tell what is drawn over the cells, on the sheet or held by one of its cells."""
    for shapes in children(table, "shapes"):
        for each in shapes:
            _drawn(sheet, each, None, paragraphs)


def _drawn(
    sheet: Sheet, shape: Element, at: tuple[int, int] | None, paragraphs: OdfParagraphs
) -> None:
    """One shape; `at` is the cell that holds it, if one does."""
    texts = [paragraphs.read(each, _DRAWN).text for each in descendants(shape, "p")]
    text = "\n".join(texts).replace(BREAK, "\n").strip()
    first = min((row for row, _ in sheet.texts), default=at[0] if at else 0)
    if text and at is not None:
        tell_text_box(sheet, at, first, text)
    elif text:
        sheet.strays.append(Aside(Code.PRINT_UNREAD, f"a text box: {text}"))
    elif any(True for _ in descendants(shape, "image")) and _length(shape) > SMALL_CM:
        sheet.strays.append(PICTURE)


def _length(shape: Element) -> float:
    """The longer side of a shape in centimetres; one that does not say is a page's."""
    sides = [_SIZE.fullmatch(attribute(shape, name) or "") for name in ("width", "height")]
    return max((float(s[1]) * _UNITS[s[2]] for s in sides if s), default=2 * SMALL_CM)


def _columns(sheet: Sheet, table: Element, looks: _Looks) -> None:
    column = 0
    for each in table.iter("{*}table-column"):
        if next(each.iterancestors("{*}table"), None) is not table:
            continue
        copies = _count(each, "number-columns-repeated")
        if attribute(each, "visibility") in ("collapse", "filter"):
            sheet.hidden_columns.append((column, column + copies - 1))
        if named := attribute(each, "default-cell-style-name"):
            looks.columns.append((column, column + copies - 1, named))
        column += copies


def _row(sheet: Sheet, row: Element, number: int, looks: _Looks) -> bool:
    """Read the cells of a row; False where none of them holds anything."""
    column, found = 0, False
    for each in row:
        name = local(each.tag) if isinstance(each.tag, str) else ""
        if name not in ("table-cell", "covered-table-cell"):
            continue
        copies = _count(each, "number-columns-repeated")
        if name == "table-cell":
            found |= _cell(sheet, each, (number, column, min(copies, _COLUMNS)), looks)
        column += copies
    return found


def _cell(sheet: Sheet, cell: Element, at: tuple[int, int, int], looks: _Looks) -> bool:
    row, column, copies = at
    rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
    if rows > 1 or columns > 1:
        sheet.merged.append(Merged(row, column, row + rows - 1, column + columns - 1))
    style = looks.of(cell, column)
    read = [looks.read(each, style) for each in children(cell, "p", "h")]
    notes = [note for each in children(cell, "annotation") for note in note_of(each)]
    for aside in (*(aside for each in read for aside in each.asides), *notes):
        sheet.say(row, column, aside)
    for each in children(cell, "frame", "custom-shape"):
        _drawn(sheet, each, (row, column), looks.paragraphs)
    text = "\n".join(each.text for each in read).replace(BREAK, "\n") if read else _stored(cell)
    if text.strip() and style.struck:
        sheet.say(row, column, Aside(Code.TEXT_WITHDRAWN, " ".join(text.split())))
        text = ""
    if not text.strip():
        return rows > 1 or columns > 1
    for copy in range(copies):
        sheet.put(row, column + copy, text, framed=style.framed)
    return True


def _stored(cell: Element) -> str:
    """What a cell stores, where the program that wrote it left out what it shows."""
    names = ("value", "date-value", "time-value", "string-value", "boolean-value")
    return next((said for name in names if (said := attribute(cell, name))), "")


def _count(element: Element, name: str) -> int:
    text = attribute(element, name) or "1"
    return min(max(int(text), 1), _MOST) if text.isdigit() and len(text) < 9 else 1

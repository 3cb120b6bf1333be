"""xlsx, xlsm → sheets: what each cell shows, merged cells, what is hidden.

Read piece by piece with lxml: a sheet of a hundred thousand rows takes no more memory than its
texts. Libraries that read workbooks give the stored number or leave its format aside; what a
person sees is made of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extract.model import Code, Reason, Refused
from extract.readers.html.unread import Aside
from extract.readers.office.escapes import unescaped
from extract.readers.office.ink import is_unseen
from extract.readers.office.package import Package
from extract.readers.office.parts_of_xml import (
    Element,
    attribute,
    child,
    children,
    forget,
    local,
    parse,
    walk,
)
from extract.readers.office.relations import related, relations
from extract.readers.office.sheets.cell_names import place_of_name
from extract.readers.office.sheets.comments import comments_on
from extract.readers.office.sheets.drawn import drawn_on
from extract.readers.office.sheets.rich_text import RichText, rich_text
from extract.readers.office.sheets.sheet import Merged, Sheet
from extract.readers.office.sheets.stored import Numbers
from extract.readers.office.sheets.styles import Style, styles_of
from extract.readers.office.shown import shown_text

_TRUE = ("1", "true", "on")
_PICTURE = regex.compile(r"^=?_?(?:xlfn\.)?_?DISPIMG\(", flags=regex.I)
_PLAIN = Style()
_COLOURING = ("conditionalFormatting", "tablePart", "picture")
"""What may lay a colour behind cells that no style of them says."""
_MOST_TEXTS = 1_000_000
"""Texts that the sheets of a workbook share: a sheet has no more rows."""


def sheets_of(package: Package) -> Iterator[tuple[Sheet, bool]]:
    """The sheets of a workbook in their order, and whether each is shown."""
    book_name = related(package, "", "officeDocument") or "xl/workbook.xml"
    book = parse(package.read(book_name) or _missing(package, book_name))
    targets = relations(package, book_name)
    properties = child(book, "workbookPr")
    epoch_1904 = properties is not None and attribute(properties, "date1904") in _TRUE
    numbers = Numbers(epoch_1904=epoch_1904)
    workbook = _Workbook(package, book_name, numbers)
    listed = child(book, "sheets")
    for each in children(listed, "sheet") if listed is not None else ():
        target = targets.get(attribute(each, "id") or "")
        if target is None or target.kind != "worksheet" or target.name not in package:
            continue  # a sheet that is one chart has no cells
        sheet = Sheet(name=(attribute(each, "name") or "").strip())
        is_shown = attribute(each, "state") not in ("hidden", "veryHidden")
        workbook.fill(sheet, target.name)
        yield sheet, is_shown


def _missing(package: Package, name: str) -> bytes:
    with package.open(name) as stream:  # refused: it is not there
        return stream.read()


class _Workbook:
    """What the sheets of a workbook share."""

    def __init__(self, package: Package, name: str, numbers: Numbers) -> None:
        self.package = package
        self.numbers = numbers
        styles = related(package, name, "styles") or "xl/styles.xml"
        self.styles = styles_of(package.read(styles))
        strings = related(package, name, "sharedStrings") or "xl/sharedstrings.xml"
        self.strings = list(_strings(package, strings)) if strings in package else []

    def fill(self, sheet: Sheet, name: str) -> None:
        """Read the cells of a sheet."""
        row, is_coloured = -1, False
        with self.package.open(name) as stream:
            for element in walk(stream, "row", "col", "mergeCell", *_COLOURING):
                match local(element.tag):
                    case "row":
                        row = self._row(sheet, element, row + 1)
                        forget(element)
                    case "col":
                        _column(sheet, element)
                    case "mergeCell":
                        _merge(sheet, element)
                    case _:
                        is_coloured = True
        if not is_coloured:
            sheet.leave_out_unseen()
        drawn_on(sheet, self.package, name)
        comments_on(sheet, self.package, name)

    def _row(self, sheet: Sheet, element: Element, following: int) -> int:
        row = _number(element.get("r"), following + 1) - 1
        height = element.get("ht")
        if element.get("hidden") in _TRUE or (height and _is_nought(height)):
            sheet.hidden_rows.add(row)
        column = -1
        for cell in element:
            if isinstance(cell.tag, str) and local(cell.tag) == "c":
                place = place_of_name(cell.get("r"))
                column = place[1] if place else column + 1
                if len(cell):
                    self._cell(sheet, cell, row, column)
        return row

    def _cell(self, sheet: Sheet, cell: Element, row: int, column: int) -> None:
        value = formula = inline = None
        for part in cell:
            match local(part.tag):
                case "v":
                    value = part.text or ""
                case "f":
                    formula = part
                case "is":
                    inline = part
        style = self.styles.get(_number(cell.get("s"), 0), _PLAIN)
        kind = cell.get("t") or "n"
        if inline is None and (value is None or (not value and formula is not None)):
            if kind == "str" and value is not None:
                return  # computed, and empty
            if formula is not None and not _is_array_part(formula):
                told = f"a formula without a stored result: ={formula.text or ''}"
                sheet.say(row, column, Aside(Code.CELL_UNREAD, told))
            return
        if formula is not None and _PICTURE.match(formula.text or ""):
            sheet.say(row, column, Aside(Code.PRINT_UNREAD, "a picture in the cell"))
            return
        text = self._text(sheet, (row, column), _Stored(kind, value or "", inline), style)
        if style.struck and text.strip():
            sheet.say(row, column, Aside(Code.TEXT_WITHDRAWN, text))
        elif text.strip():
            sheet.put(row, column, text, framed=style.framed)
            if is_unseen(style.ink, style.ground):
                sheet.pale[row, column] = text, ""

    def _text(self, sheet: Sheet, at: tuple[int, int], stored: _Stored, style: Style) -> str:
        """What a cell shows, by its type."""
        value = stored.value
        match stored.kind:
            case "s" | "inlineStr":
                rich = self._rich(stored)
                for aside in rich.asides:
                    sheet.say(*at, aside)
                if (pale := rich.unseen_on(style.ground))[0]:
                    sheet.pale[at] = pale
                text = shown_text(rich.text, style.code)
            case "str":
                text = shown_text(unescaped(value), style.code)
            case "b":
                text = "TRUE" if value.strip() in _TRUE else "FALSE"
            case "e":
                text = value
            case "d":
                text = self.numbers.of_day(value, style.code)
            case _:
                text = self.numbers.text(sheet, at, value, style.code)
        return text

    def _rich(self, stored: _Stored) -> RichText:
        if stored.inline is not None:
            return rich_text(stored.inline)
        number = _number(stored.value, -1)
        return self.strings[number] if 0 <= number < len(self.strings) else RichText("")


@dataclass(frozen=True, slots=True)
class _Stored:
    """What a cell stores: its type by the letter of the file, its value, its own text."""

    kind: str
    value: str
    inline: Element | None


def _strings(package: Package, name: str) -> Iterator[RichText]:
    with package.open(name) as stream:
        for n, element in enumerate(walk(stream, "si")):
            if n >= _MOST_TEXTS:
                raise Refused(
                    Reason.RESOURCE_LIMIT, "The workbook has millions of texts: split it."
                )
            yield rich_text(element)
            forget(element)


def _is_array_part(formula: Element) -> bool:
    """A cell of a shared or array formula that another one states, and that was never computed."""
    return formula.get("t") in ("array", "dataTable") and not (formula.text or "").strip()


def _column(sheet: Sheet, element: Element) -> None:
    width = element.get("width")
    if element.get("hidden") in _TRUE or (width and _is_nought(width)):
        first, last = _number(element.get("min"), 1), _number(element.get("max"), 1)
        sheet.hidden_columns.append((first - 1, last - 1))


def _merge(sheet: Sheet, element: Element) -> None:
    first, _, last = (element.get("ref") or "").partition(":")
    if (begin := place_of_name(first)) and (end := place_of_name(last)):
        (top, left), (bottom, right) = begin, end
        sheet.merged.append(
            Merged(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
        )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def _is_nought(text: str) -> bool:
    return text.strip("0") in ("", ".")

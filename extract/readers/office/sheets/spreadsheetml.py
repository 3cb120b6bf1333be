"""SpreadsheetML 2003, which reporting systems export under the name .xls → sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.model import Code
from extract.readers.html.unread import Aside
from extract.readers.office.ink import colour_of, is_unseen
from extract.readers.office.notes import comment
from extract.readers.office.parts_of_xml import (
    Element,
    attribute,
    child,
    children,
    forget,
    local,
    walk,
)
from extract.readers.office.sheets.sheet import Merged, Sheet
from extract.readers.office.sheets.stored import Numbers
from extract.readers.office.sheets.styles import Style
from extract.readers.office.shown import shown_text

_NAMED = {
    "General Number": "General",
    "General Date": "yyyy/m/d h:mm",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Medium Date": "d-mmm-yy",
    "Short Date": "yyyy/m/d",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm AM/PM",
    "Short Time": "h:mm",
    "Currency": '"¥"#,##0.00;"¥"-#,##0.00',
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Yes/No": '"Yes";"Yes";"No"',
    "True/False": '"True";"True";"False"',
    "On/Off": '"On";"On";"Off"',
}
"""Names that the format has for codes."""
_ON = ("1", "true", "on")
_MOST = 1_048_576
_STYLE = "Default"


@dataclass(slots=True)
class _Table:
    """A sheet as it is filled: where its last row and column were."""

    sheet: Sheet
    row: int = -1
    column: int = -1
    looks: dict[int, str] = field(default_factory=dict)
    """Styles of rows that name one."""


def sheets_of(data: bytes) -> Iterator[tuple[Sheet, bool]]:
    """The sheets of a workbook in their order, and whether each is shown."""
    styles: dict[str, Style] = {}
    numbers = Numbers()
    table = _Table(Sheet(name=""))
    for element in walk(data, "Style", "Column", "Row", "Worksheet", "Date1904"):
        match local(element.tag):
            case "Style":
                styles[attribute(element, "ID") or ""] = _style(element, styles)
            case "Date1904":
                numbers = Numbers(epoch_1904=True)
            case "Column":
                _column(table, element)
            case "Row":
                _row(table, element, styles, numbers)
                forget(element)
            case "Worksheet":
                table.sheet.name = (attribute(element, "Name") or "").strip()
                if child(element, "ConditionalFormatting") is None:
                    table.sheet.leave_out_unseen()
                yield table.sheet, _is_shown(element)
                table = _Table(Sheet(name=""))
                forget(element)


def _is_shown(worksheet: Element) -> bool:
    options = child(worksheet, "WorksheetOptions")
    visible = child(options, "Visible") if options is not None else None
    return visible is None or "Hidden" not in (visible.text or "")


def _style(element: Element, styles: dict[str, Style]) -> Style:
    style = styles.get(attribute(element, "Parent") or _STYLE, Style())
    if (number := child(element, "NumberFormat")) is not None:
        code = attribute(number, "Format") or "General"
        style = replace(style, code=_NAMED.get(code, code))
    if (font := child(element, "Font")) is not None:
        ink = colour_of(attribute(font, "Color") or "")
        style = replace(style, struck=attribute(font, "StrikeThrough") in _ON, ink=ink)
    if (interior := child(element, "Interior")) is not None and attribute(interior, "Pattern"):
        is_solid = attribute(interior, "Pattern") == "Solid"
        ground = colour_of(attribute(interior, "Color") or "") if is_solid else None
        style = replace(style, ground=ground)
    if (borders := child(element, "Borders")) is not None:
        style = replace(style, framed=any(True for _ in children(borders, "Border")))
    return style


def _column(table: _Table, element: Element) -> None:
    first = _number(element, "Index", table.column + 2) - 1
    table.column = min(first + _number(element, "Span", 0), _MOST)
    if attribute(element, "Hidden") in _ON or attribute(element, "Width") == "0":
        table.sheet.hidden_columns.append((first, table.column))


def _row(table: _Table, element: Element, styles: dict[str, Style], numbers: Numbers) -> None:
    row = _number(element, "Index", table.row + 2) - 1
    span = _number(element, "Span", 0)
    if attribute(element, "Hidden") in _ON or attribute(element, "Height") == "0":
        table.sheet.hidden_rows.update(range(row, min(row + span, row + 10_000) + 1))
    table.row = min(row + span, _MOST)
    column = -1
    for cell in children(element, "Cell"):
        column = _number(cell, "Index", column + 2) - 1
        across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
        if across or down:
            table.sheet.merged.append(Merged(row, column, row + down, column + across))
        name = attribute(cell, "StyleID") or attribute(element, "StyleID") or _STYLE
        _cell(table.sheet, cell, (row, column), styles.get(name, Style()), numbers)
        column += across


def _cell(sheet: Sheet, cell: Element, at: tuple[int, int], style: Style, numbers: Numbers) -> None:
    data, note = child(cell, "Data"), child(cell, "Comment")
    if note is not None and (told := "".join(note.itertext())).strip():
        sheet.say(*at, comment(told))
    if data is None:
        formula = attribute(cell, "Formula")
        if formula:
            told = f"a formula without a stored result: {formula}"
            sheet.say(*at, Aside(Code.CELL_UNREAD, told))
        return
    value = "".join(data.itertext())
    match attribute(data, "Type"):
        case "Number":
            text = numbers.text(sheet, at, value, style.code)
        case "DateTime":
            text = numbers.of_day(value, style.code)
        case "Boolean":
            text = "TRUE" if value.strip() in _ON else "FALSE"
        case _:
            text = shown_text(value, style.code)
    if not text.strip():
        return
    if style.struck:
        sheet.say(*at, Aside(Code.TEXT_WITHDRAWN, text))
        return
    sheet.put(*at, text, framed=style.framed)
    if is_unseen(style.ink, style.ground):
        sheet.pale[at] = text, ""


def _number(element: Element, name: str, otherwise: int) -> int:
    text = attribute(element, name) or ""
    return min(int(text), _MOST) if text.isdigit() and len(text) < 9 else otherwise

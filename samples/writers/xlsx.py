"""The truth as workbooks: cells as typed, and with what spreadsheets make of numbers and space."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

import regex

from samples.truth import Publication
from samples.writers.ooxml import OFFICE, content_types, packed, relations
from samples.writers.printed import Printed, forms_of, places

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NUMBER = regex.compile(
    r"(?P<sign>[≥≤=]?)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?)"
    r"(?P<unit>[^\d\s.,;\"\\-]{0,6})"
)
_DAY = regex.compile(r"(20\d\d)年(1?\d)月([123]?\d)日")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a workbook is written, and its troubles."""

    name: str
    deflated: bool = True
    one_sheet: bool = False
    """Form stands below form on one sheet, the lines above each in rows of one merged cell."""
    beside: bool = False
    """Forms of the same year stand side by side on one sheet, an empty column between them."""
    numbers: bool = False
    """Numbers and days are stored as such; signs, units and commas are in their formats."""
    hidden: bool = False
    """A hidden row and a hidden column of another draft, and that draft on a hidden sheet."""
    inline: bool = False
    """Texts stand in their cells, as programs that write without Excel do."""


STYLES = (
    Style(name="clean", deflated=False),
    Style(name="one sheet", one_sheet=True),
    Style(name="beside", beside=True),
    Style(name="numbers", numbers=True),
    Style(name="hidden", hidden=True, one_sheet=True),
    Style(name="inline", inline=True),
)


def write_xlsx(publication: Publication, style: Style) -> bytes:
    """One publication as the bytes of a workbook."""
    return write_workbook(forms_of(publication), style)


@dataclass(slots=True)
class _Sheet:
    """Cells by row and column, merged cells as their corners, what is hidden."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    framed: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    state: str = "visible"

    def put(self, row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> None:
        """A cell, merged with those right of it and below it."""
        self.cells[row, column] = text
        if rows > 1 or columns > 1:
            self.merged.append((row, column, row + rows - 1, column + columns - 1))


@dataclass(slots=True)
class _Book:
    """What the sheets of a workbook share: texts and number formats, each once."""

    style: Style
    texts: dict[str, int] = field(default_factory=dict)
    formats: dict[tuple[str, bool], int] = field(default_factory=lambda: {("General", False): 0})
    """Styles of cells: the code of a number format, and whether lines are drawn around."""


def write_workbook(forms: Iterable[Printed], style: Style) -> bytes:
    """Printed forms as the bytes of a workbook."""
    book = _Book(style)
    sheets = list(_sheets(tuple(forms), style))
    parts = {
        f"xl/worksheets/sheet{n}.xml": _worksheet(sheet, book) for n, sheet in enumerate(sheets, 1)
    }
    names = [f"worksheets/sheet{n}.xml" for n, _ in enumerate(sheets, 1)]
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" state="{sheet.state}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    targets = {f"rId{n}": ("worksheet", name) for n, name in enumerate(names, 1)}
    targets |= {"rId0": ("styles", "styles.xml"), "rIdS": ("sharedStrings", "sharedStrings.xml")}
    kinds = {f"/xl/{name}": "spreadsheetml.worksheet" for name in names}
    kinds |= {
        "/xl/workbook.xml": "spreadsheetml.sheet.main",
        "/xl/styles.xml": "spreadsheetml.styles",
        "/xl/sharedStrings.xml": "spreadsheetml.sharedStrings",
    }
    return packed(
        {
            "[Content_Types].xml": content_types(kinds),
            "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(targets),
            "xl/styles.xml": _styles(book),
            "xl/sharedStrings.xml": _strings(book),
            **parts,
        },
        deflated=style.deflated,
    )


def _sheets(forms: tuple[Printed, ...], style: Style) -> Iterator[_Sheet]:
    if style.beside and len(forms) > 1:
        yield _beside(forms)
    elif style.one_sheet:
        sheet, row = _Sheet("绩效目标表"), 0
        for form in forms:
            row = _put(sheet, form, row, 0) + 1
        yield sheet
        if style.hidden:
            _hide(sheet, forms)
            yield _Sheet("旧稿", {(0, 0): "指标值", (0, 1): "≥60%"}, state="hidden")
    else:
        for n, form in enumerate(forms, 1):
            sheet = _Sheet(f"表{n}")
            _put(sheet, form, 0, 0)
            yield sheet


def _beside(forms: Sequence[Printed]) -> _Sheet:
    sheet, column = _Sheet("绩效目标表"), 0
    for form in forms:
        _put(sheet, form, 0, column)
        column += form.width + 1
    return sheet


def _put(sheet: _Sheet, form: Printed, row: int, left: int) -> int:
    """A form with its lines above and below; gives the row behind it."""
    for line in form.lines:
        sheet.put(row, left, line, columns=form.width)
        row += 1
    for r, column, cell in places(form.rows):
        sheet.put(row + r, left + column, cell.text, cell.rowspan, cell.colspan)
        sheet.framed.add((row + r, left + column))
    row += len(form.rows)
    for note in form.notes:
        sheet.put(row, left, note, columns=form.width)
        row += 1
    return row


def _hide(sheet: _Sheet, forms: Sequence[Printed]) -> None:
    """A column behind the last, and a row behind the first form, that nobody sees."""
    width, first = max(form.width for form in forms), forms[0]
    below = len(first.lines) + len(first.rows) + len(first.notes)
    for column, text in enumerate(("效益指标", "社会效益指标", "旧稿中的指标", "≥60%")):
        sheet.put(below, column, text)
    sheet.hidden_rows.add(below)
    for row in range(below):
        sheet.put(row, width, "上年指标值")
    sheet.hidden_columns.add(width)


def _worksheet(sheet: _Sheet, book: _Book) -> str:
    columns = "".join(
        f'<col min="{c + 1}" max="{c + 1}" width="9" hidden="1"/>'
        for c in sorted(sheet.hidden_columns)
    )
    rows: dict[int, list[str]] = {}
    for (row, column), text in sorted(sheet.cells.items()):
        framed = (row, column) in sheet.framed
        rows.setdefault(row, []).append(_cell(_name(row, column), text, book, framed=framed))
    data = "".join(
        f'<row r="{row + 1}"{_HIDDEN if row in sheet.hidden_rows else ""}>{"".join(cells)}</row>'
        for row, cells in rows.items()
    )
    merged = "".join(
        f'<mergeCell ref="{_name(top, left)}:{_name(bottom, right)}"/>'
        for top, left, bottom, right in sheet.merged
    )
    return (
        f'<worksheet xmlns="{_MAIN}">{f"<cols>{columns}</cols>" if columns else ""}'
        f"<sheetData>{data}</sheetData>"
        f"{f'<mergeCells>{merged}</mergeCells>' if merged else ''}</worksheet>"
    )


_HIDDEN = ' hidden="1"'


def _cell(name: str, text: str, book: _Book, *, framed: bool) -> str:
    stored = stored_number(text) if book.style.numbers else None
    code = stored[1] if stored else "General"
    style = book.formats.setdefault((code, framed), len(book.formats))
    if stored:
        return f'<c r="{name}" s="{style}"><v>{stored[0]}</v></c>'
    if not text:
        return f'<c r="{name}" s="{style}"/>'
    if book.style.inline:
        written = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
        return f'<c r="{name}" s="{style}" t="inlineStr">{written}</c>'
    number = book.texts.setdefault(text, len(book.texts))
    return f'<c r="{name}" s="{style}" t="s"><v>{number}</v></c>'


def stored_number(text: str) -> tuple[str, str] | None:
    """A printed number or day as it is stored, and the code of the format that shows it so.

    >>> stored_number("≥95%"), stored_number("1,234.50"), stored_number("2024年12月31日")
    (('0.95', '"≥"0%'), ('1234.50', '#,##0.00'), ('45657', 'yyyy"年"m"月"d"日"'))
    """
    if found := _DAY.fullmatch(text):
        day = date(*map(int, found.groups()))
        return str((day - date(1899, 12, 30)).days), 'yyyy"年"m"月"d"日"'
    found = _NUMBER.fullmatch(text)
    if found is None or (found["digits"].startswith("0") and found["digits"].strip("0.")):
        return None  # a number with noughts before it is a code
    digits, unit = found["digits"], found["unit"]
    places = len(digits.partition(".")[2])
    code = ("#,##0" if "," in digits else "0") + ("." + "0" * places if places else "")
    value = Decimal(digits.replace(",", ""))
    if unit[:1] == "%":
        value, code, unit = value / 100, f"{code}%", unit[1:]
    before = f'"{found["sign"]}"' if found["sign"] else ""
    return str(value), f"{before}{code}" + (f'"{unit}"' if unit else "")


def _name(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


def _strings(book: _Book) -> str:
    texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in book.texts)
    return f'<sst xmlns="{_MAIN}">{texts}</sst>'


def _styles(book: _Book) -> str:
    codes = dict.fromkeys(code for code, _ in book.formats if code != "General")
    own = {code: number for number, code in enumerate(codes, 164)}
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
        for code, number in own.items()
    )
    cells = "".join(
        f'<xf numFmtId="{own.get(code, 0)}" fontId="0" fillId="0" borderId="{int(framed)}" '
        'xfId="0"/>'
        for code, framed in book.formats
    )
    sides = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
    numbers = f"<numFmts>{formats}</numFmts>" if formats else ""
    fills = "".join(f'<fill><patternFill patternType="{p}"/></fill>' for p in ("none", "gray125"))
    return (
        f'<styleSheet xmlns="{_MAIN}">{numbers}<fonts><font/></fonts><fills>{fills}</fills>'
        f"<borders><border/><border>{sides}</border></borders>"
        '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f"<cellXfs>{cells}</cellXfs>"
        '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )

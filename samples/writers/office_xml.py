"""The truth as XML of Office 2003: a workbook as reporting systems export it, a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from samples.writers.printed import Printed, Td, places

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SHEETS = "urn:schemas-microsoft-com:office:spreadsheet"
_WORDS = "http://schemas.microsoft.com/office/word/2003/wordml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What is written: a `workbook` or a `document`."""

    name: str
    kind: str


STYLES = (Style(name="workbook", kind="workbook"), Style(name="document", kind="document"))


def write_office_xml(forms: Iterable[Printed], style: Style) -> bytes:
    """Printed forms as the bytes of such a file."""
    if style.kind == "workbook":
        sheets = "".join(_sheet(form, n) for n, form in enumerate(forms, 1))
        written = f'<Workbook xmlns="{_SHEETS}" xmlns:ss="{_SHEETS}">{sheets}</Workbook>'
        return f'{_HEAD}<?mso-application progid="Excel.Sheet"?>\n{written}'.encode()
    body = "".join(map(_document_form, forms))
    written = f'<w:wordDocument xmlns:w="{_WORDS}"><w:body>{body}</w:body></w:wordDocument>'
    return f'{_HEAD}<?mso-application progid="Word.Document"?>\n{written}'.encode()


def _sheet(form: Printed, number: int) -> str:
    lines = "".join(
        f"<Row>{_data(Td(text=line, colspan=form.width), 1)}</Row>" for line in form.lines
    )
    rows: dict[int, str] = dict.fromkeys(range(len(form.rows)), "")
    for row, column, cell in places(form.rows):
        rows[row] += _data(cell, column + 1)
    written = "".join(f"<Row>{cells}</Row>" for cells in rows.values())
    return f'<Worksheet ss:Name="表{number}"><Table>{lines}{written}</Table></Worksheet>'


def _data(cell: Td, index: int) -> str:
    across = f' ss:MergeAcross="{cell.colspan - 1}"' if cell.colspan > 1 else ""
    down = f' ss:MergeDown="{cell.rowspan - 1}"' if cell.rowspan > 1 else ""
    data = f'<Data ss:Type="String">{escape(cell.text)}</Data>' if cell.text else ""
    return f'<Cell ss:Index="{index}"{across}{down}>{data}</Cell>'


def _document_form(form: Printed) -> str:
    lines = "".join(map(_paragraph, form.lines))
    return f"{lines}<w:tbl>{''.join(_rows(form))}</w:tbl><w:p/>"


def _rows(form: Printed) -> Iterator[str]:
    starts: dict[tuple[int, int], Td] = {}
    below: dict[tuple[int, int], Td] = {}
    for row, column, cell in places(form.rows):
        starts[row, column] = cell
        below |= {(row + n, column): cell for n in range(1, cell.rowspan)}
    for row in range(len(form.rows)):
        columns = sorted(column for r, column in (*starts, *below) if r == row)
        cells = (
            _cell(starts[row, column], "restart")
            if (row, column) in starts
            else _cell(below[row, column], None)
            for column in columns
        )
        yield f"<w:tr>{''.join(cells)}</w:tr>"


def _cell(cell: Td, begins: str | None) -> str:
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merged = f'<w:vmerge w:val="{begins}"/>' if begins else "<w:vmerge/>"
    texts = cell.text.split("\n") if begins else [""]
    inside = "".join(map(_paragraph, texts))
    return f"<w:tc><w:tcPr>{span}{merged if cell.rowspan > 1 else ''}</w:tcPr>{inside}</w:tc>"


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" if text else "<w:p/>"

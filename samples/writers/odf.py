"""The truth as OpenDocument: a text or a workbook, zipped or in one flat file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from samples.writers.printed import Printed, Td, places

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
_NAMESPACES += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
_STYLES = (
    "<office:automatic-styles>"
    '<style:style style:name="T1" style:family="text"><style:text-properties '
    'text:display="none"/></style:style><style:style style:name="framed" '
    'style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"/>'
    "</style:style></office:automatic-styles>"
)
_HIDDEN = '<text:span text:style-name="T1">内部：</text:span>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a document is written: `kind` is `text` or `spreadsheet`."""

    name: str
    kind: str
    flat: bool = False
    hidden: bool = False
    """Texts are preceded by hidden ones, and a hidden row stands in each table."""


STYLES = (
    Style(name="odt", kind="text"),
    Style(name="flat odt", kind="text", flat=True),
    Style(name="ods", kind="spreadsheet"),
    Style(name="hidden ods", kind="spreadsheet", hidden=True),
    Style(name="hidden odt", kind="text", flat=True, hidden=True),
)


def write_odf(forms: Iterable[Printed], style: Style) -> bytes:
    """Printed forms as the bytes of a document."""
    inside = "".join(_form(form, n, style) for n, form in enumerate(forms, 1))
    body = f"<office:body><office:{style.kind}>{inside}</office:{style.kind}></office:body>"
    kind = f"application/vnd.oasis.opendocument.{style.kind}"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    if style.flat:
        root = f'<office:document {_NAMESPACES} office:mimetype="{kind}">'
        return f"{head}{root}{_STYLES}{body}</office:document>".encode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(zipfile.ZipInfo("mimetype"), kind)
        content = f"<office:document-content {_NAMESPACES}>{_STYLES}{body}"
        package.writestr(
            zipfile.ZipInfo("content.xml"), f"{head}{content}</office:document-content>"
        )
        package.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), f"{head}<manifest/>")
    return out.getvalue()


def _form(form: Printed, number: int, style: Style) -> str:
    rows = "".join(_rows(form, style))
    if style.kind == "text":
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in form.lines)
        notes = "".join(f"<text:p>{escape(note)}</text:p>" for note in form.notes)
        return f"{lines}<table:table>{rows}</table:table>{notes}<text:p/>"
    above = "".join(_line(line, form.width) for line in form.lines)
    below = "".join(_line(note, form.width) for note in form.notes)
    return f'<table:table table:name="表{number}">{above}{rows}{below}</table:table>'


def _line(line: str, width: int) -> str:
    return f"<table:table-row>{_cell(Td(text=line, colspan=width), _PLAIN)}</table:table-row>"


_PLAIN = Style(name="no lines around", kind="spreadsheet")


def _rows(form: Printed, style: Style) -> Iterator[str]:
    starts = {(row, column): cell for row, column, cell in places(form.rows)}
    for row in range(len(form.rows)):
        cells = (
            _cell(starts[row, column], style)
            if (row, column) in starts
            else "<table:covered-table-cell/>"
            for column in range(form.width)
        )
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"
    if style.hidden:
        cell = _cell(Td(text="旧稿"), _PLAIN)
        yield f'<table:table-row table:visibility="collapse">{cell}</table:table-row>'


def _cell(cell: Td, style: Style) -> str:
    spans = "".join(
        f' table:number-{name}-spanned="{span}"'
        for name, span in (("rows", cell.rowspan), ("columns", cell.colspan))
        if span > 1
    )
    before = _HIDDEN if style.hidden and any(char.isdigit() for char in cell.text) else ""
    paragraphs = "".join(f"<text:p>{before}{escape(x)}</text:p>" for x in cell.text.split("\n"))
    framed = "" if style is _PLAIN else ' table:style-name="framed"'
    return f"<table:table-cell{framed}{spans}>{paragraphs}</table:table-cell>"

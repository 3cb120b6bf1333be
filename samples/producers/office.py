"""Sheets → a Word document and a workbook, for an office program to print."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from samples.producers.html import PROSE
from samples.producers.publications import Look, Publication
from samples.writers.pdf import Sheet, Spot

FONT = "Noto Serif CJK SC"
_A4 = (Pt(595), Pt(842))


def write_docx(publication: Publication) -> bytes:
    """The publication as a Word document."""
    document = Document()
    style: Any = document.styles["Normal"]
    style.font.size, style.font.name = Pt(9), FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = _A4
    if publication.look.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = reversed(_A4)
    section.left_margin = section.right_margin = Pt(70)
    document.add_paragraph(PROSE * publication.sentences)
    for sheet in publication.sheets():
        document.add_paragraph(PROSE * publication.prose)
        for line in sheet.heading:
            document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
        _fill(document.add_table(sheet.n_rows, len(sheet.widths)), sheet, publication.look)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _fill(table: Any, sheet: Sheet, look: Look) -> None:
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, sheet.widths, strict=True):
        column.width = Pt(width)
    for number, row in enumerate(table.rows):
        for cell, width in zip(row.cells, sheet.widths, strict=True):
            cell.width = Pt(width)
        if look.whole_rows:
            _mark(row._tr.get_or_add_trPr(), "w:cantSplit")
        if number < look.header_rows:
            _mark(row._tr.get_or_add_trPr(), "w:tblHeader")
    for spot in sheet.spots:
        cell = table.cell(spot.row, spot.col)
        if spot.rowspan > 1 or spot.colspan > 1:
            cell = cell.merge(table.cell(spot.row + spot.rowspan - 1, spot.col + spot.colspan - 1))
        upright = look.css == "vertical" and spot.row > 5 and spot.col == 0
        cell.text = spot.text.replace("\n", "") if upright else spot.text
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT[_VALIGN[look.valign]]
        if upright:
            direction = OxmlElement("w:textDirection")
            direction.set(qn("w:val"), "tbRlV")
            cell._tc.get_or_add_tcPr().append(direction)
        if spot.centred:
            for paragraph in cell.paragraphs:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


_VALIGN = {"middle": "CENTER", "top": "TOP", "bottom": "BOTTOM"}


def _mark(properties: Any, name: str) -> None:
    properties.append(OxmlElement(name))


def write_xlsx(publication: Publication) -> bytes:
    """The publication as a workbook: one form below the other on a sheet as wide as a page."""
    book = Workbook()
    page: Any = book.active
    look = publication.look
    widths = publication.sheets()[0].widths
    for n, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(n)].width = width / 5.2
    at = 1
    for number, sheet in enumerate(publication.sheets()):
        if number:
            page.row_breaks.append(Break(id=at - 1))
        for line in sheet.heading:
            page.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(widths))
            page.cell(at, 1, line).alignment = Alignment(horizontal="center")
            at += 1
        if look.header_rows and not number:
            page.print_title_rows = f"{at}:{at + look.header_rows - 1}"
        for spot in sheet.spots:
            _enter(page, at, spot, look)
        for row in range(sheet.n_rows):
            page.row_dimensions[at + row].height = _height(sheet, row)
        at += sheet.n_rows + 1
    page.page_setup.paperSize = 9
    page.page_setup.orientation = "landscape" if look.landscape else "portrait"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _enter(page: Any, at: int, spot: Spot, look: Look) -> None:
    row, col = at + spot.row, spot.col + 1
    line = Side(style="thin")
    valign = {"middle": "center"}.get(look.valign, look.valign)
    for r in range(row, row + spot.rowspan):
        for c in range(col, col + spot.colspan):
            page.cell(r, c).border = Border(left=line, right=line, top=line, bottom=line)
    cell = page.cell(row, col, spot.text)
    cell.data_type = "s"  # =100% is a text here, and no formula
    cell.font = Font(name=FONT, size=9)
    cell.alignment = Alignment(
        wrap_text=True, vertical=valign, horizontal="center" if spot.centred else "left"
    )
    if spot.rowspan > 1 or spot.colspan > 1:
        page.merge_cells(
            start_row=row, end_row=row + spot.rowspan - 1,
            start_column=col, end_column=col + spot.colspan - 1,
        )  # fmt: skip


def _height(sheet: Sheet, row: int) -> float:
    """Points that a row needs for the texts of its own cells."""
    lines = 1
    for spot in sheet.spots:
        if spot.row == row and spot.rowspan == 1:
            room = sum(sheet.widths[spot.col : spot.col + spot.colspan]) / 10.5
            lines = max(lines, sum(int(len(t) / room) + 1 for t in spot.text.split("\n")))
    return 13.0 * lines + 3

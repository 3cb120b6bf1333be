"""Sheets → PDF by fpdf2: its own table layout, an embedded font, rows kept whole on a page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TableBordersLayout

from samples.writers.pdf import Sheet


def write_fpdf(
    sheets: Iterable[Sheet],
    font: Path,
    *,
    borders: TableBordersLayout = TableBordersLayout.ALL,
    repeat_header: bool = False,
) -> bytes:
    """Draw sheets one below the other with the font of that file."""
    paper = FPDF(unit="pt", format="A4")
    paper.set_margins(80, 72)
    paper.add_font("song", fname=font)
    paper.set_font("song", size=9)
    paper.add_page()
    for sheet in sheets:
        for line in sheet.heading:
            paper.cell(0, 24, line, align="C", new_x="LMARGIN", new_y="NEXT")
        with paper.table(
            width=sum(sheet.widths),
            col_widths=sheet.widths,
            line_height=13,
            text_align="C",
            padding=2,
            borders_layout=borders,
            first_row_as_headings=repeat_header,
            headings_style=None if not repeat_header else paper.font_face(),
        ) as table:
            for n in range(sheet.n_rows):
                row = table.row()
                for spot in sorted(sheet.spots, key=lambda s: s.col):
                    if spot.row == n:
                        row.cell(spot.text, colspan=spot.colspan, rowspan=spot.rowspan)
        paper.ln(24)
    return bytes(paper.output())

"""The truth as the pages of a PDF: each printed form a sheet with its columns in points."""

from __future__ import annotations

from samples.truth import Publication
from samples.writers.pdf import Sheet, Spot, Style, write_pdf
from samples.writers.printed import Printed, forms_of, places

_WIDTHS = (62.0, 70.0, 92.0, 133.0, 78.0)
_PROSE = 40
"""A text longer than this is set flush left, as goals and long names are."""


def write_pages(publication: Publication, style: Style) -> bytes:
    """One publication as the bytes of a PDF, drawn in a style of samples.writers.pdf."""
    return write_pdf([_sheet(form) for form in forms_of(publication)], style)


def _sheet(form: Printed) -> Sheet:
    spots = [
        Spot(cell.text, row, col, cell.rowspan, cell.colspan, len(cell.text) <= _PROSE)
        for row, col, cell in places(form.rows)
    ]
    return Sheet(form.lines, _WIDTHS, tuple(spots))

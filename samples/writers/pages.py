"""The truth as the pages of a PDF: each printed form a sheet with its columns in points."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from samples.truth import Publication
from samples.writers.pdf import Sheet, Spot, Style, write_pdf
from samples.writers.pdf_forms import filler
from samples.writers.printed import Printed, forms_of, places

_WIDTHS = (62.0, 70.0, 92.0, 133.0, 78.0)
_CHAR, _PADDING = 9.0, 9.0
_FEWEST, _MOST = 2, 13
"""Characters of the narrowest column, and of the widest."""
_COLUMNS, _NARROW, _WIDE = 7, 435.0, 505.0
"""A table of more columns than this takes the right margin as well."""
_PROSE = 40
"""A text longer than this is set flush left, as goals and long names are."""


def write_pages(
    publication: Publication,
    style: Style,
    write: Callable[[Sequence[Sheet], Style], bytes] = write_pdf,
) -> bytes:
    """One publication as the bytes of a PDF, or of what `write` makes, in a style of pdf.py."""
    return write([_sheet(form) for form in forms_of(publication)], style)


def write_sheets(
    forms: Sequence[Printed],
    style: Style,
    *,
    lines_before: int = 0,
    write: Callable[[Sequence[Sheet], Style], bytes] = write_pdf,
) -> bytes:
    """Printed forms as the bytes of a PDF; a small table before them moves the pages' cuts.

    The notes below a form stand where a reader meets them: above the next one.
    """
    sheets = [filler(lines_before)] if lines_before else []
    above: tuple[str, ...] = ()
    for form in forms:
        spots = _spots(form)
        sheets.append(Sheet((*above, *form.lines), _widths(form), spots))
        above = form.notes
    return write(sheets, style)


def _widths(form: Printed) -> tuple[float, ...]:
    """Columns by what is printed in them: the more, the wider; labels wrap."""
    most = [1.0] * form.width
    for _, col, cell in places(form.rows):
        if cell.colspan == 1:
            most[col] = max(most[col], *(len(line) for line in cell.text.split("\n")))
    wish = [_CHAR * min(max(n, _FEWEST), _MOST) + _PADDING for n in most]
    room = _NARROW if form.width <= _COLUMNS else _WIDE
    spare = room - form.width * (_CHAR * _FEWEST + _PADDING)
    over = sum(each - _CHAR * _FEWEST - _PADDING for each in wish) or 1.0
    least = _CHAR * _FEWEST + _PADDING
    return tuple(least + (each - least) / over * spare for each in wish)


def _sheet(form: Printed) -> Sheet:
    return Sheet(form.lines, _WIDTHS, _spots(form))


def _spots(form: Printed) -> tuple[Spot, ...]:
    return tuple(
        Spot(cell.text, row, col, cell.rowspan, cell.colspan, len(cell.text) <= _PROSE)
        for row, col, cell in places(form.rows)
    )

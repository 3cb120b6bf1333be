"""xls, and et of before (BIFF) → sheets: what each cell shows, merged cells, what is hidden.

xlrd is asked for formats, hidden rows and merged cells as well, which faster readers leave out.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice, pairwise
from typing import Any

import xlrd

from extract.model import Code, Reason, Refused
from extract.readers.html.raised import is_mark, raised
from extract.readers.html.unread import Aside
from extract.readers.office.ink import WHITE, Colour, is_unseen
from extract.readers.office.notes import comment
from extract.readers.office.package import ENCRYPTED
from extract.readers.office.sheets.drawn import PICTURE, SMALL_CM, tell_text_box
from extract.readers.office.sheets.drawn_records import drawn_objects, is_coloured
from extract.readers.office.sheets.sheet import Merged, Sheet
from extract.readers.office.sheets.stored import Numbers
from extract.readers.office.sheets.styles import is_white
from extract.readers.office.shown import shown_text

_ADVICE = "The workbook is damaged, or of a kind nobody reads any more: save it as xlsx."
_SUPERSCRIPT = 1
_DIGIT = 7 * 2.54 / 96
_MOST_NOTES = 200
"""Comments of a sheet that are told one by one."""
_SOLID = 1
_ROW = 255  # twips, where a file does not say


def sheets_of(data: bytes) -> Iterator[tuple[Sheet, bool]]:
    """The sheets of a workbook in their order, and whether each is shown. Refused where broken."""
    with _damage_refused():
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
    numbers = Numbers(epoch_1904=bool(book.datemode))
    for n in range(book.nsheets):
        with _damage_refused():
            written = book.sheet_by_index(n)
            sheet = Sheet(name=written.name.strip())
            _Cells(book, written, sheet, numbers).fill()
            if not is_coloured(book.mem, book._sh_abs_posn[n]):
                sheet.leave_out_unseen()
            _drawn_on(sheet, book, written)
        yield sheet, written.visibility == 0
        book.unload_sheet(n)


@contextmanager
def _damage_refused() -> Iterator[None]:
    """Xlrd meets a damaged record with whatever error comes of it."""
    try:
        yield
    except (MemoryError, Refused):
        raise
    except Exception as error:
        told = str(error).lower() if isinstance(error, xlrd.XLRDError) else ""
        if "encrypt" in told or "password" in told:
            raise Refused(Reason.ENCRYPTED, ENCRYPTED) from error
        raise Refused(Reason.DAMAGED, _ADVICE) from error


def _drawn_on(sheet: Sheet, book: Any, written: Any) -> None:
    """Tell what is drawn on a sheet; the library knows where its records begin, and not these."""
    first = min((row for row, _ in sheet.texts), default=0)
    start = book._sh_abs_posn[written.number]
    for each in drawn_objects(book.mem, start):
        if not each.is_picture:
            if each.text.strip():
                tell_text_box(sheet, each.anchor.begin, first, each.text.strip())
            continue
        height = each.anchor.extent(0, lambda row: _height(written, row))
        width = each.anchor.extent(1, lambda column: _width(written, column))
        if max(height, width) > SMALL_CM:
            sheet.strays.append(PICTURE)


def _height(written: Any, row: int) -> float:
    """The height of a row in centimetres, from twips."""
    info = written.rowinfo_map.get(row)
    if info is not None:
        return 0.0 if info.hidden else info.height * 2.54 / 1440
    return (written.default_row_height or _ROW) * 2.54 / 1440


def _width(written: Any, column: int) -> float:
    """The width of a column in centimetres, from 256ths of a digit, which has 7 of 96 pixels."""
    info = written.colinfo_map.get(column)
    if info is not None and info.hidden:
        return 0.0
    return float(written.computed_column_width(column)) / 256 * _DIGIT


class _Cells:
    """Fills a sheet with what xlrd found."""

    def __init__(self, book: Any, written: Any, sheet: Sheet, numbers: Numbers) -> None:
        self.book, self.written = book, written
        self.sheet, self.numbers = sheet, numbers

    def fill(self) -> None:
        """Read the cells, merged ones and hidden ones."""
        sheet, written = self.sheet, self.written
        sheet.merged += (
            Merged(top, left, bottom - 1, right - 1)
            for top, bottom, left, right in written.merged_cells
        )
        sheet.hidden_rows |= {
            row for row, info in written.rowinfo_map.items() if info.hidden or info.height == 0
        }
        sheet.hidden_columns += (
            (column, column)
            for column, info in written.colinfo_map.items()
            if info.hidden or info.width == 0
        )
        for (row, column), note in islice(written.cell_note_map.items(), _MOST_NOTES):
            if note.text.strip():
                sheet.say(row, column, comment(note.text))
        for row in range(written.nrows):
            for column in range(written.row_len(row)):
                self._cell(row, column)

    def _cell(self, row: int, column: int) -> None:
        kind = self.written.cell_type(row, column)
        if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            return
        look = self.book.xf_list[self.written.cell_xf_index(row, column)]
        code = self.book.format_map[look.format_key].format_str
        value = self.written.cell_value(row, column)
        match kind:
            case xlrd.XL_CELL_TEXT:
                text = shown_text(self._runs((row, column), value, self._ground(look)), code)
            case xlrd.XL_CELL_BOOLEAN:
                text = "TRUE" if value else "FALSE"
            case xlrd.XL_CELL_ERROR:
                text = xlrd.error_text_from_code.get(value, "#N/A")
            case _:
                text = self.numbers.text(self.sheet, (row, column), repr(value), code)
        if not text.strip():
            return
        if self.book.font_list[look.font_index].struck_out:
            self.sheet.say(row, column, Aside(Code.TEXT_WITHDRAWN, text))
            return
        border = look.border
        sides = (border.left_line_style, border.right_line_style, border.top_line_style)
        framed = any((*sides, border.bottom_line_style))
        self.sheet.put(row, column, text, framed=framed)
        ink = WHITE if is_white(code) else self._ink(look.font_index)
        if is_unseen(ink, self._ground(look)):
            self.sheet.pale[row, column] = text, ""

    def _ink(self, font: int) -> Colour | None:
        found: Colour | None = self.book.colour_map.get(self.book.font_list[font].colour_index)
        return found

    def _ground(self, look: Any) -> Colour | None:
        """What lies behind the text of a cell; not known below a pattern."""
        behind = look.background
        if not behind.fill_pattern:
            return WHITE
        found: Colour | None = self.book.colour_map.get(behind.pattern_colour_index)
        return found if behind.fill_pattern == _SOLID else None

    def _runs(self, at: tuple[int, int], text: str, ground: Colour | None) -> str:
        """A text without what is struck through in it or unseen; raised figures as such."""
        runs = self.written.rich_text_runlist_map.get(at)
        if not runs:
            return text
        starts = [*runs, (len(text), 0)]
        shown = left = text[: starts[0][0]]
        struck = pale = ""
        for (start, font), (end, _) in pairwise(starts):
            look, piece = self.book.font_list[font], text[start:end]
            if look.struck_out:
                struck, piece = struck + piece, ""
            elif look.escapement == _SUPERSCRIPT and is_mark(piece, shown, text[end:]):
                self.sheet.say(*at, aside=Aside(Code.RAISED_MARK, piece))
                piece = ""
            elif look.escapement == _SUPERSCRIPT:
                piece = raised(piece)
            is_pale = bool(piece.strip()) and is_unseen(self._ink(font), ground)
            pale, left = (pale + piece, left) if is_pale else (pale, left + piece)
            shown += piece
        if struck.strip():
            self.sheet.say(*at, aside=Aside(Code.TEXT_WITHDRAWN, struck))
        if pale:
            self.sheet.pale[at] = pale, left
        return shown

"""An Excel workbook: typed cells, nothing of it a formula (Excel 导出)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from normalize.records import TABLES, columns
from publish.atomic import fresh
from publish.errors import PublishError
from publish.export.sheets import Labels, Sheet, sheets
from publish.export.values import exact, listed, single
from publish.tables.release import Release

LAST_ROW = 1_048_576
"""Rows of a sheet, its header among them; what is more goes on in a sheet of its own."""
LONGEST = 32_767
"""Characters of a cell."""
_DIGITS = 15
"""Significant digits that Excel keeps of a number."""
_FIRST_DATE = 1900
_NARROW, _WIDE = 14, 40

_Write = Callable[[Any, int, int, Any], None]


def export_xlsx(
    release: Release, file: Path, *, last_row: int = LAST_ROW, labels: Labels = "en"
) -> int:
    """Write a new workbook, a sheet a table; the number of texts that a cell could not hold whole.

    The wide table comes first, then what the columns mean, then every table.

    Numbers, dates and truth values are cells of their type; every text is text, also `=16人`. A
    decimal of more than 15 digits is text, since Excel would round it; lists are JSON text. A text
    beyond 32,767 characters is cut with a note in its place. Raises PublishError.
    """
    with fresh(file) as place:
        book = _Book(place, last_row)
        wide, *tables = sheets(release, labels)
        book.sheets(wide)
        book.about(release)
        for table in tables:
            book.sheets(table)
        try:
            book.workbook.close()
        except xlsxwriter.exceptions.XlsxWriterException as error:
            raise PublishError(f"{file} cannot be written ({error}).") from error
    return book.cut


class _Book:
    """Writes one workbook row by row, in constant memory."""

    def __init__(self, path: Path, last_row: int) -> None:
        options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
        self.workbook = xlsxwriter.Workbook(path, options)
        self.last_row = last_row
        self.bold = self.workbook.add_format({"bold": True})
        self.whole = self.workbook.add_format({"num_format": "#,##0"})
        self.parted = self.workbook.add_format({"num_format": "#,##0.0#########"})
        self.cut = 0

    def about(self, release: Release) -> None:
        """What this is, and every column with its meaning."""
        lines = [("jixiao", "绩效目标数据集", "performance targets", "", "")]
        lines += [(name, value, "", "", "") for name, value in sorted(release.versions.items())]
        lines += [("", "", "", "", ""), ("table", "column", "type", "meaning", "含义")]
        lines += [
            (table.name, name, column.type, column.en, column.zh)
            for table in TABLES
            for name, column, _ in columns(table.record)
        ]
        sheet = self.workbook.add_worksheet("about 说明")
        sheet.set_column(0, 4, _WIDE)
        for number, line in enumerate(lines):
            for place, said in enumerate(line):
                self._text(sheet, number, place, said)

    def sheets(self, table: Sheet) -> None:
        """A table's rows, in as many sheets as they need; an empty table gets its sheet, too."""
        writers = tuple(self._writer(column.type) for column in table.columns)
        sheet, number, count = self._sheet(table, 1), 1, 1
        for row in table.rows():
            if number == self.last_row:
                self._filtered(sheet, table, number)
                count += 1
                sheet, number = self._sheet(table, count), 1
            for place, (write, value) in enumerate(zip(writers, row, strict=True)):
                if value is not None:
                    write(sheet, number, place, value)
            number += 1
        self._filtered(sheet, table, number)

    @staticmethod
    def _filtered(sheet: Any, table: Sheet, rows: int) -> None:
        """Let a person narrow down the rows by what their columns hold."""
        sheet.autofilter(0, 0, max(rows - 1, 1), len(table.columns) - 1)

    def _sheet(self, table: Sheet, count: int) -> Any:
        sheet = self.workbook.add_worksheet(table.name if count == 1 else f"{table.name} ({count})")
        for place, column in enumerate(table.columns):
            wide = column.type == "string" and not column.name.endswith("_id")
            sheet.set_column(place, place, _WIDE if wide else _NARROW)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.header, self.bold)
        sheet.freeze_panes(1, 0)
        return sheet

    def _writer(self, declared: str) -> _Write:
        if declared.startswith("list<"):
            return lambda sheet, row, place, value: self._text(sheet, row, place, listed(value))
        if declared.startswith("decimal"):
            return self._decimal
        writers: dict[str, _Write] = {
            "string": self._text,
            "date32": self._date,
            "bool": lambda sheet, row, place, value: sheet.write_boolean(row, place, value),
            "float32": lambda sheet, row, place, value: self._number(
                sheet, row, place, single(value)
            ),
        }
        return writers.get(declared, self._number)

    def _text(self, sheet: Any, row: int, place: int, value: str) -> None:
        if len(value.encode("utf-16-le")) // 2 > LONGEST:  # Excel counts as UTF-16 does
            self.cut += 1
            note = f" … cut: {len(value):,} characters in the dataset"
            units = value.encode("utf-16-le")[: 2 * (LONGEST - len(note))]
            value = units.decode("utf-16-le", errors="ignore") + note
        sheet.write_string(row, place, value)

    def _number(self, sheet: Any, row: int, place: int, value: float) -> None:
        sheet.write_number(row, place, value)

    def _decimal(self, sheet: Any, row: int, place: int, value: Decimal) -> None:
        said = exact(value)
        if len(said.lstrip("-0.").replace(".", "")) > _DIGITS:
            sheet.write_string(row, place, said)
        else:
            format_ = self.parted if "." in said else self.whole
            sheet.write_number(row, place, float(said), format_)

    def _date(self, sheet: Any, row: int, place: int, value: Any) -> None:
        if value.year <= _FIRST_DATE:  # Excel's calendar begins there, with a day that never was
            sheet.write_string(row, place, value.isoformat())
        else:
            sheet.write_datetime(row, place, value)

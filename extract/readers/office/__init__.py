"""Office files → grids: workbooks, Word documents and their relatives, told by content.

Everything is read from the bytes at hand: no macro runs, no link is followed, no part is written.
"""

from __future__ import annotations

from extract.model import Reading, Source
from extract.readers.office.kinds import Kind, kind_of_zip
from extract.readers.office.package import Package
from extract.readers.office.sheets.workbook import read_sheets
from extract.readers.office.sheets.xlsx import sheets_of
from extract.readers.office.words.docx import read_document
from extract.words.gate import Gate


class DocumentReader:
    """Reads docx and docm, whatever the file is called."""

    format = "docx"

    def claims(self, source: Source) -> bool:
        """A zip whose parts are those of a Word document."""
        return kind_of_zip(source) is Kind.DOCX

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All tables in printed order."""
        return read_document(Package(source.data), gate)


class WorkbookReader:
    """Reads xlsx and xlsm."""

    format = "xlsx"

    def claims(self, source: Source) -> bool:
        """A zip whose parts are those of a workbook."""
        return kind_of_zip(source) is Kind.XLSX

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """The tables of all sheets that are shown, in order."""
        return read_sheets(self.format, sheets_of(Package(source.data)), gate)


DOCX = DocumentReader()
XLSX = WorkbookReader()

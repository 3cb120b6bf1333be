"""Office files → grids: workbooks, Word documents and their relatives, told by content.

Everything is read from the bytes at hand: no macro runs, no link is followed, no part is written.
"""

from __future__ import annotations

from extract.model import Reading, Reason, Refused, Source
from extract.readers.compound import root_streams
from extract.readers.office import odf
from extract.readers.office.kinds import Kind, kind_of_zip
from extract.readers.office.package import ENCRYPTED, Package
from extract.readers.office.saved_pages import is_saved_page, read_saved
from extract.readers.office.sheets import ods, spreadsheetml, xls, xlsx
from extract.readers.office.sheets.workbook import read_sheets
from extract.readers.office.words.docx import read_document
from extract.readers.office.words.lines_and_tables import read_words
from extract.readers.office.words.odt import OdtBlocks
from extract.readers.office.words.word_xml import read_2003, read_flat
from extract.readers.xml_root import xml_root
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
        return read_sheets(self.format, xlsx.sheets_of(Package(source.data)), gate)


class OldWorkbookReader:
    """Reads xls and et, and tells of a locked Office file, which lies in the same shell."""

    format = "xls"

    def claims(self, source: Source) -> bool:
        """A compound file with a workbook in its root, or with a locked document."""
        return bool(root_streams(source.data) & {"Workbook", "Book", "EncryptedPackage"})

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """The tables of all sheets that are shown, in order."""
        if "EncryptedPackage" in root_streams(source.data):
            raise Refused(Reason.ENCRYPTED, ENCRYPTED)
        return read_sheets(self.format, xls.sheets_of(source.data), gate)


class OpenDocumentReader:
    """Reads odt and ods, zipped and flat."""

    format = "odf"

    def claims(self, source: Source) -> bool:
        """A zip that says so, or XML whose root does."""
        return kind_of_zip(source) is Kind.ODF or odf.is_flat(source.data)

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All tables in printed order."""
        document = odf.opened(source.data)
        match document.kind:
            case "text":
                items = OdtBlocks(document, gate).items(document.body)
                return read_words(self.format, items, gate)
            case "spreadsheet":
                return read_sheets(self.format, ods.sheets_of(document), gate)
        raise Refused(
            Reason.UNSUPPORTED_FORMAT,
            f"This is an OpenDocument {document.kind}: save it as PDF or docx.",
        )


class SavedPageReader:
    """Reads pages that were saved in one file, whatever it is called."""

    format = "mhtml"

    def claims(self, source: Source) -> bool:
        """The head of a page with its pictures."""
        return is_saved_page(source.data)

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All tables of the page in printed order."""
        return read_saved(source, gate, self.format)


class XMLReader:
    """Reads Word documents and workbooks in one piece of XML, and names what else is made of it."""

    format = "xml"

    def claims(self, source: Source) -> bool:
        """XML whose root is that of no page, or a zip of parts that nobody reads."""
        return xml_root(source.data) is not None or kind_of_zip(source) in _PACKED

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All tables in printed order."""
        root = xml_root(source.data)
        match root:
            case ("wordDocument", _):
                return read_2003(source.data, gate)
            case ("package", namespace) if namespace.endswith("xmlPackage"):
                return read_flat(source.data, gate)
            case ("Workbook", _):
                return read_sheets(self.format, spreadsheetml.sheets_of(source.data), gate)
        if root:
            named = _ROOTS.get(root.name, f"XML ({root.name})")
        else:
            named = _PACKED.get(kind_of_zip(source), "an Office file")
        advice = f"This is {named}: save it as PDF, docx or xlsx and put that in its place."
        raise Refused(Reason.UNSUPPORTED_FORMAT, advice)


_UOF = "a document in the Chinese office format (uof)"
_ROOTS = {"UOF": _UOF, "svg": "a drawing (svg)"}
_PACKED: dict[Kind | None, str] = {
    Kind.UOF: _UOF,
    Kind.XLSB: "a binary workbook (xlsb)",
    Kind.PPTX: "a presentation (pptx)",
}
DOCX = DocumentReader()
XLSX = WorkbookReader()
XLS = OldWorkbookReader()
ODF = OpenDocumentReader()
MHTML = SavedPageReader()
XML = XMLReader()

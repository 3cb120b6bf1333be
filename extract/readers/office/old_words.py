"""The readers of Word documents of before 2007, and of rich text."""

from __future__ import annotations

from extract.model import Reading, Source
from extract.readers.office.doc.document import is_document, read_doc
from extract.readers.office.words.rtf import MAGIC, read_rtf
from extract.words.gate import Gate


class OldDocumentReader:
    """Reads doc, and wps that is one, whatever the file is called."""

    format = "doc"

    def claims(self, source: Source) -> bool:
        """A compound file with the text of a Word document."""
        return is_document(source.data)

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All tables in printed order."""
        return read_doc(source.data, gate)


class RichTextReader:
    """Reads rtf, whatever the file is called."""

    format = "rtf"

    def claims(self, source: Source) -> bool:
        """Rich text says so with its first bytes."""
        return source.data.startswith(MAGIC)

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All tables in printed order."""
        return read_rtf(source.data, gate)


DOC = OldDocumentReader()
RTF = RichTextReader()

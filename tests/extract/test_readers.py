"""Which reader gets a file: each looks at the whole of it, and what none takes is named."""

import io
import zipfile

import pytest

from extract import Grid, Reading, Refused, Source, read_document, readers
from extract.model import Cell, Reason
from extract.readers.foreign_formats import MAGIC
from extract.readers.html import HTML
from extract.readers.pdf import PDF
from extract.readers.text import TEXT as TEXT_READER
from samples.writers.pdf import STYLES, write_pdf
from samples.writers.pdf_forms import made_up, sheet

PAGE = "<!DOCTYPE html><table><tr><td>项目名称<td>道路</table>".encode()
TEXT = "项目名称\t道路\n".encode()
PRINTED = write_pdf([sheet(made_up(1))], STYLES[0])


def source(data: bytes) -> Source:
    return Source(name="x", data=data, sha256="")


def packed(name: str, data: bytes, how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("inside", [PRINTED, PAGE, TEXT], ids=["pdf", "html", "text"])
@pytest.mark.parametrize("magic", [magic for magic, _ in MAGIC], ids=[n for _, n in MAGIC])
def test_what_begins_as_another_format_is_that_whatever_it_holds(
    magic: bytes, inside: bytes
) -> None:
    data = magic + b" " * 30 + inside
    readers_of_pages_and_texts = (PDF, HTML, TEXT_READER)
    assert not any(reader.claims(source(data)) for reader in readers_of_pages_and_texts)
    if magic.startswith(b"{"):
        assert read_document(source(data)).reading.format == "rtf"
        return
    with pytest.raises(Refused) as refused:
        read_document(source(data))
    known = (Reason.UNSUPPORTED_FORMAT, Reason.DAMAGED, Reason.NEEDS_OCR)
    assert refused.value.reason in known


@pytest.mark.parametrize("inside", [PRINTED, PAGE, TEXT], ids=["pdf", "html", "text"])
def test_a_zip_that_stores_a_publication_as_it_is_is_a_zip(inside: bytes) -> None:
    reading = read_document(source(packed("附件1", inside))).reading
    assert (reading.format, [each.name for each in reading.members]) == ("zip", ["附件1"])


class _Last:
    """Tells a file by its last bytes, as a zip is told by the directory at its end."""

    format = "last"

    def claims(self, source: Source) -> bool:
        return zipfile.is_zipfile(io.BytesIO(source.data))

    def read(self, source: Source, *, gate: object) -> Reading:
        assert gate
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            cells = (Cell(text=archive.read("cell").decode(), row=0, col=0),)
        return Reading(format=self.format, grids=(Grid(cells=cells),))


def test_a_new_reader_is_asked_before_its_file_is_called_foreign(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readers, "READERS", (*(PDF, HTML, TEXT_READER), _Last()))
    data = packed("cell", "道路".encode() * 5000, zipfile.ZIP_DEFLATED)
    assert read_document(source(data)).reading.format == "last"
    with pytest.raises(Refused, match="zip container"):
        read_document(source(data[:-40]))

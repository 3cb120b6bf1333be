"""Files that would cost a reader its memory, or are none: a typed refusal, and soon."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest

from extract.model import Reason, Refused
from extract.readers.office.words import docx as docx_reader
from samples.truth import publications
from samples.writers import docx, odf, office_xml, saved_page, xls, xlsx
from samples.writers.printed import forms_of
from tests.extract.office.build import (
    S,
    W,
    cell,
    document,
    packed,
    paragraph,
    read,
    read_gated,
    relations,
    run,
    table,
    texts,
    workbook,
)

FORMS = forms_of(publications()[0])


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    """No file of these costs more than a few seconds."""
    started = time.process_time()
    yield
    assert time.process_time() - started < 20


def reason(data: bytes) -> Reason:
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.reason


def peak(data: bytes) -> float:
    """Most megabytes of Python's own that reading takes."""
    tracemalloc.start()
    try:
        read_gated(data)
    except Refused:
        pass
    finally:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return most / 1e6


TEXT = '<c r="A1" t="inlineStr"><is><t>项目名称</t></is></c>'


def test_spans_of_a_million_cost_no_more_than_what_is_shown() -> None:
    merged = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 200))
    rows = f'<row r="1">{TEXT}<c r="B1"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>'
    data = workbook(rows, after=f"<mergeCells>{merged}</mergeCells>")
    assert "项目名称" in texts(read(data))[0]
    assert peak(data) < 20


def test_a_million_empty_rows_are_passed_over() -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 100_000))
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    data = workbook(f'<row r="1">{TEXT}</row>{empty}{last}')
    [grid] = read(data).grids
    assert [c.place for c in grid.cells if c.text] == ["目标表!A1", "目标表!XFD1048576"]
    assert len(grid.cells) < 1_000


def test_a_sheet_with_millions_of_places_is_refused() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 5_000))
    wide = "".join(f'<c r="{name}1"><v>1</v></c>' for name in names(16_384, 15))
    assert reason(workbook(f'<row r="1">{wide}</row>{rows}')) is Reason.RESOURCE_LIMIT


def test_a_document_of_endless_lines_is_refused() -> None:
    line = "<w:p><w:r><w:t>1</w:t></w:r></w:p>"
    assert reason(document(line * 301_000)) is Reason.RESOURCE_LIMIT


def test_a_document_of_endless_empty_paragraphs_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(docx_reader, "_MOST_BLOCKS", 1_000)
    title = "<w:p><w:r><w:t>绩效</w:t></w:r></w:p>"
    assert reason(document(title + "<w:p/>" * 1_001)) is Reason.RESOURCE_LIMIT
    assert read(document(title + "<w:p/>" * 900)).incomplete is None


def names(last: int, step: int) -> Iterator[str]:
    for column in range(0, last, step):
        name, rest = "", column + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            name = chr(65 + digit) + name
        yield name


def test_a_row_of_a_document_that_claims_a_million_columns_is_read_as_far_as_it_goes() -> None:
    wide = cell(paragraph(run("项目名称")), '<w:gridSpan w:val="1000000"/>')
    before = '<w:trPr><w:gridBefore w:val="999999999"/></w:trPr>'
    [grid] = read(document(table(wide, before + cell(paragraph(run("道路")))))).grids
    assert max(c.col + c.colspan for c in grid.cells) <= 1_001


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="1000000000">{}</table:table-row>',
        "<table:table-row>{0}</table:table-row>" * 3,
    ],
)
def test_repeated_cells_of_opendocument_do_not_multiply_without_end(rows: str) -> None:
    many = (
        '<table:table-cell table:number-columns-repeated="1000000000"><text:p>1</text:p>'
        "</table:table-cell>"
    )
    spaces = '<text:s text:c="999999999"/>'
    sheet = (
        '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f"<office:spreadsheet><table:table>{rows.format(many)}<table:table-row><table:table-cell>"
        f"<text:p>a{spaces}b</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document>"
    )
    assert peak(sheet.encode()) < 300


def bomb(name: str, begins: str, unit: str = " ") -> bytes:
    """A part that unpacks to 300 megabytes, in an otherwise sound file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(f'<row r="1">{TEXT}</row>'))) as sound:
        parts = {each: sound.read(each) for each in sound.namelist() if each != name}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for each, data in parts.items() if name.startswith("xl/") else ():
            package.writestr(each, data)
        package.writestr("META-INF/manifest.xml", "<m/>")
        if not name.startswith("xl/"):
            package.writestr("_rels/.rels", relations({"officeDocument": name}))
        with package.open(name, "w") as part:
            part.write(begins.encode())
            piece = unit.encode() * (1_000_000 // len(unit.encode()))
            for _ in range(300):
                part.write(piece)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "begins", "unit"),
    [
        ("word/document.xml", f"<w:document {W}><w:body>", " "),
        ("content.xml", "<office>", " "),
        ("xl/sharedStrings.xml", f"<sst {S}>", "<si><t>项目</t></si>"),
    ],
)
def test_a_part_that_unpacks_to_more_than_any_document_is_refused(
    name: str, begins: str, unit: str
) -> None:
    data = bomb(name, begins, unit)
    assert len(data) < 3_000_000
    assert reason(data) in (Reason.RESOURCE_LIMIT, Reason.DAMAGED)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_are_never_resolved(declared: str) -> None:
    body = "<w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body>"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"{declared}<w:document {W}>{body}</w:document>",
    }
    assert reason(packed(parts)) is Reason.DAMAGED
    words = "http://schemas.microsoft.com/office/word/2003/wordml"
    root = f'<w:wordDocument xmlns:w="{words}">'
    assert reason(f'<?xml version="1.0"?>{declared}{root}{body}</w:wordDocument>'.encode()) is (
        Reason.DAMAGED
    )
    root = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
    sheet = "<Worksheet><Table><Row><Cell><Data>&c;</Data></Cell></Row></Table></Worksheet>"
    assert reason(f'<?xml version="1.0"?>{declared}{root}{sheet}</Workbook>'.encode()) is (
        Reason.DAMAGED
    )


@pytest.mark.parametrize(("second", "refused"), [("水渠", True), ("道路", False)])
def test_a_part_that_is_there_twice_is_read_where_both_are_alike(
    second: str, refused: bool
) -> None:
    packed_once = io.BytesIO(document(paragraph(run("道路"))))
    with zipfile.ZipFile(packed_once, "a") as package:
        first = package.read("word/document.xml").decode()
        with pytest.warns(UserWarning, match="Duplicate name"):
            package.writestr("word/document.xml", first.replace("道路", second))
    if refused:
        assert reason(packed_once.getvalue()) is Reason.DAMAGED
    else:
        read(packed_once.getvalue())


def test_a_locked_part_is_encrypted() -> None:
    data = bytearray(document(paragraph(run("道路"))))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(sign, start + 4)
    assert reason(bytes(data)) is Reason.ENCRYPTED


WRITTEN = {
    "docx": docx.write_document("公开", FORMS, docx.STYLES[1]),
    "xlsx": xlsx.write_workbook(FORMS, xlsx.STYLES[1]),
    "xls": xls.write_xls(FORMS, xls.STYLES[0]),
    "odt": odf.write_odf(FORMS, odf.STYLES[0]),
    "fodt": odf.write_odf(FORMS, odf.STYLES[1]),
    "xml": office_xml.write_office_xml(FORMS, office_xml.STYLES[0]),
    "mht": saved_page.write_saved("公开", FORMS, saved_page.STYLES[0]),
}


@pytest.mark.parametrize("kept", [0.1, 0.3, 0.66, 0.9, 0.99])
@pytest.mark.parametrize("name", ["docx", "xlsx", "odt", "fodt", "xml"])
def test_a_file_that_is_cut_off_is_never_read_in_part_without_a_word(
    name: str, kept: float
) -> None:
    data = WRITTEN[name]
    assert reason(data[: int(len(data) * kept)]) in (Reason.DAMAGED, Reason.UNSUPPORTED_FORMAT)


@pytest.mark.parametrize("name", WRITTEN)
def test_bytes_turned_at_random_never_raise_anything_but_a_refusal(name: str) -> None:
    data = WRITTEN[name]
    for seed in range(8):
        turned = bytearray(data)
        for n in range(1 + seed % 7):
            at = struct.unpack("<I", (seed * 2654435761 + n * 40503).to_bytes(8, "little")[:4])[0]
            turned[at % len(turned)] ^= 1 + seed % 255
        try:
            read(bytes(turned))
        except Refused:
            continue


def test_tables_nested_beyond_a_persons_making_are_refused() -> None:
    deep = "<w:p/>"
    for _ in range(120):
        deep = table(cell(deep + "<w:p/>"))
    assert reason(document(deep)) in (Reason.DAMAGED, Reason.RESOURCE_LIMIT)


def test_styles_in_a_ring_end() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    inside = "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>道路</w:t></w:r></w:p>"
    assert texts(read(document(table(cell(inside)), {"styles": styles}))) == [["道路"]]


def test_macros_links_and_dde_are_nothing_but_text() -> None:
    rows = f'<row r="1">{TEXT}<c r="B1" t="str"><f>cmd|\'/c calc\'!A1</f><v>道路</v></c></row>'
    more = {
        "xl/vbaProject.bin": b"\xd0\xcf",
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
    }
    assert texts(read(workbook(rows, more=more))) == [["项目名称", "道路"]]

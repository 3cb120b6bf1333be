"""Formats beside docx and xlsx: told by content, read as they are shown, or refused by name."""

from __future__ import annotations

from base64 import encodebytes
from quopri import encodestring

import pytest

from extract.model import Code, Reason, Refused
from extract.readers import READERS
from extract.readers.compound import root_streams
from extract.readers.office.shown import shown
from samples.layouts.publications import published
from samples.writers import saved_page, xls
from samples.writers.saved_page import write_saved
from samples.writers.xls import write_xls
from tests.extract.office.build import packed, read, read_gated, source, texts

FORMS = published("A3", "clean").printed
SHEETS = "urn:schemas-microsoft-com:office:spreadsheet"
WORDS = "http://schemas.microsoft.com/office/word/2003/wordml"
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)


def claimed(data: bytes) -> list[str]:
    """The formats of all readers that claim a file, the one that reads it first."""
    return [reader.format for reader in READERS if reader.claims(source(data))]


def sheet(rows: str, *, head: str = "", options: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{SHEETS}" xmlns:ss="{SHEETS}">{head}'
        f'<Worksheet ss:Name="目标表"><Table>{rows}</Table>{options}</Worksheet></Workbook>'
    ).encode()


def data(said: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell{more}><Data ss:Type="{kind}">{said}</Data></Cell>'


def test_a_workbook_of_2003_is_read_as_it_shows_its_cells() -> None:
    head = (
        '<Styles><Style ss:ID="Default"/><Style ss:ID="a"><NumberFormat ss:Format="Percent"/>'
        '</Style><Style ss:ID="b"><NumberFormat ss:Format="Long Date"/></Style></Styles>'
    )
    wide = data("道路", more=" ss:Index='3' ss:MergeAcross='1'")
    share = data("0.95", "Number", " ss:StyleID='a'")
    day = data("2024-12-31T00:00:00.000", "DateTime", " ss:StyleID='b'")
    rows = (
        f"<Row>{data('项目名称')}{wide}</Row><Row ss:Hidden='1'>{data('旧稿')}</Row>"
        f"<Row>{share}{day}{data('3', 'Number')}</Row>"
    )
    reading = read(sheet(rows, head=head))
    [grid] = reading.grids
    assert [(c.text, c.colspan) for c in grid.cells] == [
        ("项目名称", 1),
        ("", 1),
        ("道路", 1),
        ("95.00%", 1),
        ("2024年12月31日", 1),
        ("3", 1),
    ]
    assert grid.cells[-1].place == "目标表!C3"
    assert [issue.text for issue in reading.issues] == ["目标表: 1 row(s)"]


def test_a_hidden_sheet_of_2003_is_left_out_and_named() -> None:
    options = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    reading = read(sheet(f"<Row>{data('旧稿')}</Row>", options=options))
    assert (reading.grids, [i.text for i in reading.issues]) == ((), ["sheet 目标表"])


def test_a_formula_of_2003_without_a_result_is_told() -> None:
    rows = f"<Row>{data('项目名称')}{data('实施单位')}<Cell ss:Formula='=SUM(R1)'/></Row>"
    reading = read_gated(sheet(rows))
    assert [i.code for i in reading.issues] == [Code.CELL_UNREAD]
    assert reading.incomplete is not None


def test_a_document_of_2003_prints_the_numbers_of_its_lists_and_hides_what_is_deleted() -> None:
    deleted = (
        '<aml:annotation xmlns:aml="a" w:type="Word.Deletion"><aml:content><w:r>'
        "<w:delText>旧</w:delText></w:r></aml:content></aml:annotation>"
    )
    listed = '<w:pPr><w:listPr><wx:t xmlns:wx="x" wx:val="1."/></w:listPr></w:pPr>'
    text = "<w:r><w:t>修路</w:t></w:r>"
    body = f"<w:tbl><w:tr><w:tc><w:p>{listed}{deleted}{text}</w:p></w:tc></w:tr></w:tbl>"
    document = f'<w:wordDocument xmlns:w="{WORDS}"><w:body>{body}</w:body></w:wordDocument>'
    assert texts(read(document.encode())) == [["1. 修路"]]


def test_a_document_whose_parts_stand_in_one_file_is_read() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>道路</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    flat = (
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part '
        f'pkg:name="/word/document.xml"><pkg:xmlData><w:document xmlns:w="{word}"><w:body>{body}'
        "</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"
    )
    assert texts(read(flat.encode())) == [["道路"]]


def spreadsheet(rows: str, table: str = 'table:name="目标表"', styles: str = "") -> bytes:
    return (
        f"<office:document {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet><table:table {table}>{rows}</table:table>"
        "</office:spreadsheet></office:body></office:document>"
    ).encode()


def odf_cell(said: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{said}</text:p></table:table-cell>"


def test_an_opendocument_sheet_is_read_as_shown_with_its_repeated_cells() -> None:
    share = odf_cell("95%", "office:value='0.954'")
    twice = odf_cell("道路", "table:number-columns-repeated='2'")
    rows = (
        f"<table:table-row>{share}{twice}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
        "<table:table-row><table:table-cell office:value='7'/></table:table-row>"
    )
    [grid] = read(spreadsheet(rows)).grids
    assert [(c.text, c.place) for c in grid.cells if c.text] == [
        ("95%", "目标表!A1"),
        ("道路", "目标表!B1"),
        ("道路", "目标表!C1"),
        ("7", "目标表!A1048002"),
    ]


def test_hidden_rows_columns_and_tables_of_opendocument_are_left_out() -> None:
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{odf_cell('甲')}{odf_cell('旧')}</table:table-row>"
        f'<table:table-row table:visibility="filter">{odf_cell("乙")}</table:table-row>'
        f"<table:table-row>{odf_cell('丙')}</table:table-row>"
    )
    reading = read(spreadsheet(rows))
    assert texts(reading) == [["甲", "丙"]]
    assert [i.text for i in reading.issues] == ["目标表: 1 row(s), column(s) B"]
    styles = (
        '<style:style style:name="t" style:family="table"><style:table-properties '
        'table:display="false"/></style:style>'
    )
    hidden = spreadsheet(rows, 'table:name="旧稿" table:style-name="t"', styles)
    assert read(hidden).grids == ()


def test_what_a_table_in_a_cell_of_an_opendocument_says_of_itself_is_said() -> None:
    inside = (
        f"<table:table><table:table-row>{odf_cell('甲')}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{odf_cell("旧")}</table:table-row>'
        "<table:table-row><table:table-cell><office:image/></table:table-cell></table:table-row>"
        "</table:table>"
    )
    document = (
        f"<office:document {ODF}><office:body><office:text><table:table><table:table-row>"
        f"<table:table-cell>{inside}</table:table-cell>{odf_cell('乙')}</table:table-row>"
        f"<table:table-row>{odf_cell('三级指标')}{odf_cell('指标值')}"
        "</table:table-row></table:table></office:text></office:body></office:document>"
    )
    reading = read(document.encode())
    assert texts(reading) == [["甲", "乙", "三级指标", "指标值"]]
    said = [(issue.code, issue.text) for issue in reading.issues]
    assert (Code.PRINT_UNREAD, "a picture") in said
    assert (Code.TEXT_WITHDRAWN, "a hidden row") in said


def test_cells_of_an_opendocument_that_names_none_as_covered_stand_beside_what_runs_down() -> None:
    down, across = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
    rows = (
        (odf_cell("产出指标", down), odf_cell("数量指标"), odf_cell("里程")),
        (odf_cell("质量指标"), odf_cell("合格率")),
        (odf_cell("满意度指标", across), odf_cell("满意度")),
    )
    written = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    [grid] = read(spreadsheet(written).replace(b"office:spreadsheet", b"office:text")).grids
    assert [(cell.text, cell.row, cell.col) for cell in grid.cells if cell.row] == [
        ("质量指标", 1, 1),
        ("合格率", 1, 2),
        ("满意度指标", 2, 0),
        ("满意度", 2, 2),
    ]


def test_a_locked_opendocument_is_encrypted_and_a_presentation_refused_by_name() -> None:
    locked = packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": b"\x00\x01",
            "META-INF/manifest.xml": "<m><encryption-data/></m>",
        }
    )
    with pytest.raises(Refused) as refused:
        read(locked)
    assert refused.value.reason is Reason.ENCRYPTED
    slides = spreadsheet("").replace(b"office:spreadsheet", b"office:presentation")
    with pytest.raises(Refused, match="presentation"):
        read(slides)


def test_a_workbook_of_before_is_told_by_its_streams_and_shown_by_its_formats() -> None:
    written = write_xls(FORMS, xls.STYLES[1])
    assert root_streams(written) == {"Workbook"}
    assert claimed(written) == ["xls"]
    printed = {cell.text for form in FORMS for row in form.rows for cell in row if cell.text}
    assert printed <= {text for table in texts(read(written)) for text in table}
    assert shown(0.95, "\\≥0%") == "≥95%"


@pytest.mark.parametrize("kept", [100, 600, 1500, 3000])
def test_a_workbook_of_before_that_is_cut_off_is_damaged_or_named(kept: int) -> None:
    with pytest.raises(Refused) as refused:
        read(write_xls(FORMS, xls.STYLES[0])[:kept])
    assert refused.value.reason in (Reason.DAMAGED, Reason.UNSUPPORTED_FORMAT)


def test_streams_in_a_ring_end() -> None:
    written = bytearray(write_xls(FORMS, xls.STYLES[0]))
    start = 512 + 512  # the directory follows the one table of sectors
    for entry in range(2):
        for link in (68, 72, 76):
            written[start + entry * 128 + link : start + entry * 128 + link + 4] = b"\x01\0\0\0"
    assert root_streams(bytes(written)) <= {"Workbook", "Root Entry"}


@pytest.mark.parametrize("style", saved_page.STYLES, ids=lambda style: style.name)
def test_a_saved_page_is_claimed_by_no_other_reader_before_its_own(
    style: saved_page.Style,
) -> None:
    written = write_saved("公开", FORMS, style)
    assert claimed(written)[0] == "mhtml"
    reading = read_gated(written)
    assert reading.encoding == style.page.encoding
    assert reading.grids[0].cells[0].place == "table 1 row 1 col 1"


def test_a_workbook_saved_as_pages_is_read_sheet_by_sheet() -> None:
    table = "<table><tr><td>项目名称<td>道路<tr><td>实施单位<td>县局</table>"
    pages = {
        "book.htm": "<html><frameset><frame src=sheet001.htm></frameset></html>",
        "sheet001.htm": f"<html><body>{table}</body></html>",
        "tabstrip.htm": "<html><body></body></html>",
    }
    parts = "".join(
        f'--x\nContent-Type: text/html; charset="utf-8"\nContent-Location: file:///{name}\n\n{page}\n'
        for name, page in pages.items()
    )
    written = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n{parts}--x--\n"
    [grid] = read_gated(written.encode()).grids
    assert grid.cells[0].place == "sheet001.htm table 1 row 1 col 1"


def saved(page: bytes, end: str = "--x--\n") -> bytes:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    fields = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    return f"{head}{fields}".encode() + page + f"\n{end}".encode()


def test_a_saved_page_that_is_cut_or_garbled_says_so() -> None:
    rows = "".join(f"<tr><td>项目名称<td>道路{n}" for n in range(40))
    page = encodebytes(f"<html><body><table>{rows}</table></body></html>".encode())
    assert read_gated(saved(page)).incomplete is None
    assert read_gated(saved(page, end="")).incomplete is None  # the page itself says its end
    assert "道路1" in texts(read_gated(saved(page[:900], "")))[0]
    for damaged, code in (
        (saved(page[:900], ""), Code.END_MISSING),
        (saved(page[:901], ""), Code.END_MISSING),
        (saved(page.replace(b"P", b"\xd0")), Code.FILE_DAMAGED),
    ):
        reading = read_gated(damaged)
        assert reading.incomplete is Reason.DAMAGED
        assert code in [issue.code for issue in reading.issues]


@pytest.mark.parametrize("coding", ["base64", "quoted-printable", "8bit"])
def test_a_saved_page_that_is_damaged_is_never_read_without_a_word(coding: str) -> None:
    rows = "".join(f"<tr><td>项目名称</td><td>道路{n}</td></tr>\n" for n in range(40))
    page = f'<html lang="zh"><body><table>{rows}</table></body></html>'.encode()
    coded = {"base64": encodebytes, "quoted-printable": encodestring}.get(coding, bytes)(page)
    whole = saved(coded).replace(b"base64", coding.encode())
    assert read_gated(whole).incomplete is None
    start = whole.index(coded)
    middle = start + len(coded) // 2
    for damaged in (
        whole[:middle],
        whole[: middle + 8] + whole[middle + 12 :],
        whole.replace(f"{coding}\n".encode(), b"\n") if coding != "8bit" else whole[:middle],
        whole.replace(b"Content-Transfer", b"Content-Tronsfer") if coding != "8bit" else b"",
        whole.replace(b"MIME-Version: 1.0\nContent-Type: multipart", b"MIME-Version: 1.0\nC"),
        whole[:middle] + bytes(3) + whole[middle:],
        *([coded] if coding == "base64" else []),  # its head is lost: it is a text
    ):
        try:
            reading = read_gated(damaged)
        except Refused:
            continue
        assert reading.incomplete is Reason.DAMAGED or "道路39" in texts(reading)[0]


def test_a_section_of_an_opendocument_that_is_hidden_is_not_read() -> None:
    def section(said: str, project: str) -> str:
        cells = odf_cell("项目名称") + odf_cell(project)
        table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
        return f"<text:section {said}>{table}</text:section>"

    body = section('text:display="none"', "旧稿") + section('text:display="true"', "道路")
    written = (
        f"<office:document {ODF}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document>"
    )
    assert texts(read(written.encode())) == [["项目名称", "道路"]]


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ('<?xml version="1.0"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof"/>', "uof"),
        ('<?xml version="1.0"?><报表><行>项目名称\t道路</行></报表>', "XML (报表)"),
        ('<rss xmlns="http://purl.org/rss"><a>项目名称</a></rss>', "XML (rss)"),
    ],
)
def test_xml_that_nobody_reads_is_refused_by_name_and_never_read_as_text(
    written: str, named: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(written.encode())
    assert refused.value.reason is Reason.UNSUPPORTED_FORMAT
    assert named in refused.value.advice


@pytest.mark.parametrize(
    ("part", "named"),
    [("xl/workbook.bin", "xlsb"), ("ppt/presentation.xml", "pptx"), ("uof.xml", "uof")],
)
def test_zips_of_parts_that_nobody_reads_are_refused_by_name(part: str, named: str) -> None:
    with pytest.raises(Refused, match=named) as refused:
        read(packed({"[Content_Types].xml": "<Types/>", part: "<x/>"}))
    assert refused.value.reason is Reason.UNSUPPORTED_FORMAT


@pytest.mark.parametrize(
    "page",
    [
        "<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'></html>",
        "<html xmlns:w='urn:schemas-microsoft-com:office:word'><table><tr><td>道路</table></html>",
        "<?xml version='1.0'?><table><tr><td>道路</table>",
    ],
)
def test_pages_that_begin_as_xml_stay_pages(page: str) -> None:
    assert claimed(page.encode())[0] == "html"


def test_a_page_is_a_page_whatever_it_is_called() -> None:
    page = b"<html><body><table><tr><td>1</td></tr></table></body></html>"
    assert claimed(page)[0] == "html"

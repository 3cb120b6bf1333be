"""Text in the colour of what lies behind it, and notes beside the text, in every Office format."""

import struct

import pytest

from extract.model import Code, Reading
from samples.layouts.publications import published
from samples.writers import xls
from samples.writers.xls import write_xls
from tests.extract.office import build_doc as doc
from tests.extract.office.build import (
    W,
    cell,
    document,
    paragraph,
    read_gated,
    run,
    table,
    texts,
    workbook,
)

HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
ROW = ("产出指标", "数量指标", "里程")
UNSEEN = "in the colour of the paper: 60"
WHITE, RED, BLUE = "FFFFFF", "FF0000", "1F4E79"
CASES = [
    (WHITE, None, False),
    (WHITE, BLUE, True),
    (BLUE, BLUE, False),
    (RED, None, True),
    ("000000", "FFFF00", True),
]
"""The colour of letters, that behind their cell, and whether anybody sees them."""


def told(reading: Reading, code: Code = Code.HIDDEN_ROWS) -> list[str]:
    return [issue.text.rpartition("!B2: ")[2] for issue in reading.issues if issue.code is code]


def docx(ink: str, ground: str | None) -> bytes:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    value = cell(paragraph(run("7"), run("60", f'<w:color w:val="{ink}"/>')), shade)
    plain = ("".join(cell(paragraph(run(each))) for each in row) for row in (HEAD, ROW))
    head, row = plain
    return document(table(head, row + value))


def rtf(ink: str, ground: str | None) -> bytes:
    def light(colour: str) -> str:
        red, green, blue = bytes.fromhex(colour)
        return f"\\red{red}\\green{green}\\blue{blue};"

    colours = f"{{\\colortbl;{light(ink)}{light(ground or RED)}}}"
    ends = [f"\\cellx{2000 * (n + 1)}" for n in range(4)]
    if ground:
        ends[3] = "\\clcbpat2" + ends[3]

    def row(*cells: str) -> str:
        body = "".join(f"\\pard\\intbl {each}\\cell" for each in cells)
        return f"\\trowd{''.join(ends)}{body}\\row"

    rows = row(*HEAD) + row(*ROW, "7{\\cf1 60}")
    return f"{{\\rtf1\\ansi\\ansicpg936{colours}{rows}\\pard\\par}}".encode("gb18030")


def in_doc(ink: str, ground: str | None) -> bytes:
    def colour(written: str) -> bytes:
        return bytes.fromhex(written) + b"\0"

    value = doc.Letters("60", struct.pack("<H", 0x6870) + colour(ink))
    *cells, end = doc.row(*ROW, doc.cell("7", value))
    if ground:
        shades = b"\0\0\0\xff\0\0\0\xff\0\0" * 3 + b"\0\0\0\xff" + colour(ground) + b"\0\0"
        shaded = struct.pack("<HB", 0xD612, len(shades)) + shades
        end = doc.Paragraph(end.runs, end.properties + shaded)
    return doc.document([*doc.row(*HEAD), *cells, end, doc.line("")])


def odf(kind: str, ink: str, ground: str | None) -> bytes:
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = {"office": "office", "table": "table", "text": "text", "style": "style"}
    names = " ".join(f'xmlns:{k}="{urn}:{v}:1.0"' for k, v in spaces.items())
    names += f' xmlns:fo="{urn}:xsl-fo-compatible:1.0"'
    behind = f'<style:table-cell-properties fo:background-color="#{ground}"/>' if ground else ""
    styles = (
        '<style:style style:name="t" style:family="text"><style:text-properties '
        f'fo:color="#{ink}"/></style:style><style:style style:name="c" '
        f'style:family="table-cell">{behind}</style:style>'
    )

    def row(*cells: str) -> str:
        inside = "".join(
            f'<table:table-cell table:style-name="c"><text:p>{each}</text:p></table:table-cell>'
            for each in cells
        )
        return f"<table:table-row>{inside}</table:table-row>"

    value = '7<text:span text:style-name="t">60</text:span>'
    return (
        f"<office:document {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:{kind}><table:table table:name="表">{row(*HEAD)}{row(*ROW, value)}'
        f"</table:table></office:{kind}></office:body></office:document>"
    ).encode()


@pytest.mark.parametrize("made", [docx, rtf, in_doc, "odt", "ods"])
def test_what_is_written_in_the_colour_behind_it_is_left_out_and_told(made) -> None:  # type: ignore[no-untyped-def]
    for ink, ground, seen in CASES:
        kind = {"odt": "text", "ods": "spreadsheet"}.get(made if isinstance(made, str) else "")
        reading = read_gated(odf(kind, ink, ground) if kind else made(ink, ground))
        value = texts(reading)[0][-1]
        assert (value, [each.rpartition("D2: ")[2] for each in told(reading)]) == (
            ("760", []) if seen else ("7", [UNSEEN])
        ), (made, ink, ground)


def test_white_text_is_read_where_a_style_shape_or_page_may_lie_behind_it() -> None:
    white = paragraph(run("60", '<w:color w:val="FFFFFF"/>'))
    plain = "".join(cell(paragraph(run(each))) for each in ROW)
    painted = table(plain + cell(white)).replace(
        "<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="a"/></w:tblPr>', 1
    )
    shade = '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:fill="1F4E79"/></w:tcPr>'
    styles = (
        f'<w:styles {W}><w:style w:type="table" w:styleId="a">{shade}</w:tblStylePr></w:style>'
        "</w:styles>"
    )
    assert texts(read_gated(document(painted)))[0][-1] == ""
    assert texts(read_gated(document(painted, {"styles": styles})))[0][-1] == "60"
    page = document('<w:background w:color="1F4E79"/>' + table(plain + cell(white)))
    assert texts(read_gated(page))[0][-1] == "60"


def test_runs_of_a_cell_in_a_workbook_are_looked_at_one_by_one() -> None:
    strings = (
        '<si><r><t>7</t></r><r><rPr><color rgb="FFFFFFFF"/></rPr><t>60</t></r>'
        '<r><rPr><color rgb="FFFF0000"/></rPr><t>公里</t></r></si>'
    )
    head = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{each}</t></is></c>'
        for letter, each in zip("ABCD", HEAD, strict=True)
    )
    row = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>0</v></c></row>'
    rows = f'<row r="1">{head}</row>{row}'
    reading = read_gated(workbook(rows, strings=strings))
    assert "7公里" in texts(reading)[0]
    assert told(reading) == [UNSEEN]


def test_white_numbers_of_a_workbook_of_before_are_left_out_and_told() -> None:
    forms = published("A3", "clean").printed[:1]
    written = bytearray(write_xls(forms, xls.STYLES[1]))
    font = struct.pack("<HHHHH", 0x31, 20, 220, 0, 0x7FFF)
    at = -1
    for _ in range(4):
        at = written.index(font, at + 1)
    struct.pack_into("<H", written, at + 8, 9)  # the fourth font is white
    plain = read_gated(bytes(written))
    own = written.index(struct.pack("<5H", 0xE0, 20, 0, 164, 1))
    struct.pack_into("<H", written, own + 4, 3)
    reading = read_gated(bytes(written))
    gone = set(texts(plain)[0]) - set(texts(reading)[0])
    assert gone
    assert gone == {each.rpartition(": ")[2] for each in told(reading)}


NOTE = f"<w:footnotes {W}><w:footnote w:id='2'>{paragraph(run('含税'))}</w:footnote></w:footnotes>"
COMMENT = f"<w:comments {W}><w:comment w:id='1'>{paragraph(run('待定'))}</w:comment></w:comments>"


def test_footnotes_and_comments_of_a_document_are_told_and_are_no_text_of_a_value() -> None:
    marks = "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:commentReference w:id='1'/></w:r>"
    head = "".join(cell(paragraph(run(each))) for each in HEAD)
    row = "".join(cell(paragraph(run(each))) for each in ROW)
    rows = table(head, row + cell(paragraph(run("≥3公里"), marks)))
    reading = read_gated(document(rows, {"footnotes": NOTE, "comments": COMMENT}))
    assert texts(reading)[0][-1] == "≥3公里"
    assert told(reading, Code.RAISED_MARK) == ["a footnote: 含税"]
    assert told(reading) == ["a comment: 待定"]


def test_notes_of_rich_text_and_opendocument_are_told() -> None:
    noted = rtf(RED, None).replace(
        b"7{\\cf1 60}", "7{\\footnote 含税}{\\*\\annotation{\\*\\atnref 1}待定}".encode("gb18030")
    )
    flat = odf("text", RED, None).replace(
        b"7<text:span",
        "7<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>含税</text:p>"
        "</text:note-body></text:note><office:annotation><text:p>待定</text:p></office:annotation>"
        "<text:span".encode(),
    )
    for data, value in ((noted, "7"), (flat, "760")):
        reading = read_gated(data)
        assert texts(reading)[0][-1] == value
        assert told(reading, Code.RAISED_MARK) == ["a footnote: 含税"]
        assert told(reading) == ["a comment: 待定"]


def test_raised_figures_of_a_document_of_before_are_no_digits_of_a_number() -> None:
    raised = b"\x48\x2a\x01"
    for value, shown in (
        (doc.cell("≥90%", doc.Letters("1", raised)), "≥90%"),
        (doc.cell("≥20m", doc.Letters("2", raised)), "≥20m²"),
    ):
        data = doc.document([*doc.row(*HEAD), *doc.row(*ROW, value), doc.line("")])
        assert texts(read_gated(data))[0][-1] == shown

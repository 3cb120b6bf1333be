"""Everything printed on a form's page is in the data, or its document says that it is not."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random

import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract import Source, read_document
from extract.families import gate
from extract.model import Code, Document, Ocr, Reason
from extract.readers.pdf import PDF
from normalize.documents import Records, normalize_document
from samples.trouble.content import Row as ContentRow
from samples.trouble.form import Sheet, draw
from samples.trouble.papers.by_hand import HandPaper
from samples.trouble.ways import Way

ROWS = (
    ("产出指标", "数量指标", "补助村干部人数", "≥92人"),
    ("产出指标", "数量指标", "道路硬化面积", "=25000平方米"),
    ("产出指标", "时效指标", "完成时限", "12月底前"),
    ("效益指标", "社会效益指标", "受益人口", "≥11000人"),
)
HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
XS = (40.0, 120.0, 220.0, 380.0, 540.0)
TOP, HIGH = 700.0, 24.0
VALUE = XS[3] + 4
SONG = "STSong-Light"
Draw = Callable[[Canvas], None]


def line(row: int) -> float:
    """The baseline of a row; the head of the form is 0, the header of its columns 1."""
    return TOP - HIGH * row - 16


def text(page: Canvas, x: float, row: int, words: str, size: float = 9) -> None:
    page.setFont(SONG, size)
    page.drawString(x, line(row), words)


def form(page: Canvas, *, without: tuple[int, ...] = (), ruled: int = 5, foot: bool = True) -> None:
    """A form with its title; values of the rows `without` are left out, `ruled` rows have rules."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    page.setFont(SONG, 14)
    page.drawString(220, TOP + 30, "项目支出绩效目标表")
    for row, cells in enumerate((("项目名称", "农村道路"), HEAD, *ROWS)):
        edges = (XS[0], XS[1], XS[4]) if row == 0 else XS
        top = TOP - HIGH * row
        for n, words in enumerate(cells):
            if row <= ruled:
                page.line(edges[n], top, edges[n + 1], top)
                page.line(edges[n], top, edges[n], top - HIGH)
            if not (n == 3 and row in without):
                text(page, edges[n] + 4, row, words)
        if row <= ruled:
            page.line(XS[4], top, XS[4], top - HIGH)
            if foot or row < ruled:
                page.line(XS[0], top - HIGH, XS[4], top - HIGH)


def drawn(*more: Draw, **how: object) -> bytes:
    out = BytesIO()
    page = Canvas(out, pagesize=(595, 842), pageCompression=0)
    form(page, **how)  # type: ignore[arg-type]
    for each in more:
        each(page)
    page.save()
    return out.getvalue()


def read(data: bytes) -> Document:
    return read_document(Source(name="x.pdf", data=data, sha256="0" * 64))


def records(data: bytes) -> Records:
    return normalize_document(Source(name="x.pdf", data=data, sha256="0" * 64), read(data))


def values(data: bytes) -> list[str]:
    return [row.value for each in read(data).forms for row in each.indicators]


def said(data: bytes) -> list[str]:
    """What the document says that it did not read; it is then partial."""
    found = records(data)
    unread = [issue.text or "" for issue in found.issues if issue.code == "print_unread"]
    assert (found.document.status == "partial") == bool(unread)
    return unread


WHOLE = [row[3] for row in ROWS]


def test_a_form_without_trouble_is_read_and_says_nothing() -> None:
    assert values(drawn()) == WHOLE
    assert said(drawn()) == []


def test_slanted_text_is_text() -> None:
    def slanted(page: Canvas) -> None:
        page.saveState()
        page.transform(1, 0, 0.25, 1, VALUE, line(3))
        page.setFont(SONG, 9)
        page.drawString(0, 0, "=25000平方米")
        page.restoreState()

    assert values(drawn(slanted, without=(3,))) == WHOLE


def test_condensed_zeros_are_not_struck_twice() -> None:
    def condensed(page: Canvas) -> None:
        words = page.beginText(VALUE, line(3))
        words.setFont(SONG, 9)
        words.setHorizScale(25)
        words.textOut("=25000平方米")
        page.drawText(words)

    assert values(drawn(condensed, without=(3,))) == WHOLE


def test_text_over_the_tables_side_is_read_and_said() -> None:
    long = "每村每年不低于二万余平方米以上=25000平方米"
    data = drawn(lambda page: text(page, VALUE, 3, long), without=(3,))
    assert values(data)[1] == long
    assert "超出单元格" in said(data)[0]
    rows = records(data).indicators
    assert [row.row_no for row in rows if "print_unread" in row.flags] == [2]
    assert (rows[0].confidence, rows[1].confidence) == ("high", "low")


def test_text_that_runs_off_the_page_is_said() -> None:
    long = "每村每年不低于二万五千平方米并达到省定标准=25000平方米"
    data = drawn(lambda page: text(page, VALUE, 3, long), without=(3,))
    assert any("超出页面" in each for each in said(data))


def test_text_over_an_empty_cell_belongs_where_it_begins() -> None:
    long = "村内道路硬化并按期验收合格的总面积"

    out = BytesIO()
    page = Canvas(out, pagesize=(595, 842), pageCompression=0)
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    for row in range(3):
        for n, x in enumerate((40.0, 120.0, 400.0, 540.0)):
            page.line(x, TOP - HIGH * row, x, TOP - HIGH * (row + 1))
            if n < 3:
                text(page, x + 4, row, "" if row == 1 else f"{row}{n}")
        page.line(40, TOP - HIGH * row, 540, TOP - HIGH * row)
    page.line(40, TOP - HIGH * 3, 540, TOP - HIGH * 3)
    text(page, 44, 1, long)
    page.save()
    (grid,) = PDF.read(
        Source(name="x.pdf", data=out.getvalue(), sha256=""), gate=gate().opened()
    ).grids
    assert {(cell.row, cell.col): cell.text for cell in grid.cells if cell.row == 1} == {
        (1, 0): long,
        (1, 1): "",
        (1, 2): "",
    }


def test_an_underline_is_no_rule() -> None:
    def underlined(page: Canvas) -> None:
        page.setFont(SONG, 9)
        page.drawString(VALUE, line(3) + 6, "=25000")
        page.line(VALUE, line(3) + 4.6, VALUE + 33, line(3) + 4.6)
        page.drawString(VALUE, line(3) - 5, "平方米")

    assert values(drawn(underlined, without=(3,))) == WHOLE


def test_a_grey_row_is_text() -> None:
    def grey(page: Canvas) -> None:
        page.setFillGray(0.7)
        text(page, VALUE, 3, "=25000平方米")

    assert values(drawn(grey, without=(3,))) == WHOLE


def test_a_grey_unit_in_its_own_column_is_the_unit_and_no_part_of_the_value() -> None:
    def units(page: Canvas) -> None:
        right, bottom = 585.0, TOP - HIGH * 6
        page.line(right, TOP, right, bottom)
        for row in range(7):
            page.line(XS[4], TOP - HIGH * row, right, TOP - HIGH * row)
        text(page, XS[4] + 2, 1, "计量单位")
        text(page, VALUE, 2, "≥92")
        text(page, VALUE, 5, "≥11000")
        page.setFillGray(0.7)
        text(page, XS[4] + 2, 2, "人")
        text(page, XS[4] + 2, 5, "人")

    data = drawn(units, without=(2, 5))
    [first, *_, last] = records(data).indicators
    assert [(row.value_raw, row.unit_cell_raw, row.unit) for row in (first, last)] == [
        ("≥92", "人", "人"),
        ("≥11000", "人", "人"),
    ]
    assert said(data) == []


def test_a_mark_that_is_repeated_is_none() -> None:
    def marks(page: Canvas) -> None:
        page.setFillGray(0.8)
        for n in range(5):
            page.setFont(SONG, 9)
            page.drawString(150 + 70 * n, 690 - 21 * n, "样张")

    assert values(drawn(marks)) == WHOLE


def test_a_page_number_below_an_open_foot_is_no_digit() -> None:
    data = drawn(lambda page: text(page, 470, 6, "1", 8), foot=False)
    assert values(data) == WHOLE


def shown(
    page: Canvas, words: str, *, aside: float = 0.0, mode: int = 0, grey: float = 0.0
) -> None:
    """The third row's value in a mode of showing text and a grey."""
    page.saveState()
    page.setFillGray(grey)
    text = page.beginText(VALUE + aside, line(3))
    text.setFont(SONG, 9)
    text.setTextRenderMode(mode)
    text.textOut(words)
    page.drawText(text)
    page.restoreState()


@pytest.mark.parametrize("first", [{"mode": 3}, {"grey": 1.0}, {"grey": 0.9}])
@pytest.mark.parametrize("aside", [0.0, 2.0])
def test_text_shown_again_at_its_place_is_text(first: dict[str, float], aside: float) -> None:
    """PDFium keeps the first of two texts that say the same, be it invisible or white."""

    def twice(page: Canvas) -> None:
        shown(page, WHOLE[1], aside=aside, **first)  # type: ignore[arg-type]
        shown(page, WHOLE[1])

    data = drawn(twice, without=(3,))
    assert values(data) == WHOLE
    assert said(data) == []


def test_text_painted_over_and_shown_again_is_text() -> None:
    def corrected(page: Canvas) -> None:
        shown(page, WHOLE[1])
        page.setFillGray(1)
        page.rect(VALUE - 2, line(3) - 3, 120, 13, stroke=0, fill=1)
        shown(page, WHOLE[1])

    data = drawn(corrected, without=(3,))
    assert values(data) == WHOLE
    assert said(data) == []


def test_white_text_on_white_paper_is_not_read() -> None:
    data = drawn(lambda page: shown(page, "99999", aside=62, grey=1.0))
    assert values(data) == WHOLE


@pytest.mark.parametrize("way", [{"grey": 1.0}, {"mode": 3}])
@pytest.mark.parametrize(
    ("before", "behind"),
    [("", "05"), ("05", ""), ("5", "0")],
    ids=("behind the value", "before it", "on both sides"),
)
def test_padding_that_nobody_sees_is_no_digit_and_takes_none(
    way: dict[str, float], before: str, behind: str
) -> None:
    """Its baseline, its height and its place are those of print that is seen."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    wide = [pdfmetrics.stringWidth(each, SONG, 9) for each in (before, WHOLE[1])]

    def padded(page: Canvas) -> None:
        shown(page, before, **way)  # type: ignore[arg-type]
        shown(page, WHOLE[1], aside=wide[0])
        shown(page, behind, aside=sum(wide), **way)  # type: ignore[arg-type]

    data = drawn(padded, without=(3,))
    assert values(data) == WHOLE
    assert said(data) == []


@pytest.mark.parametrize("white", [(3, 5), (1, 3, 5), (5,)])
@pytest.mark.parametrize("black", [(5,), (3, 5), (2, 5)])
def test_white_print_below_black_takes_nothing_of_it(
    white: tuple[int, ...], black: tuple[int, ...]
) -> None:
    """Printed in other parts each time: PDFium leaves out single characters of the second."""
    unit = "元/人/年"

    def parts(page: Canvas, ends: tuple[int, ...], grey: float) -> None:
        page.setFillGray(grey)
        begin = 0
        for end in ends:
            aside = pdfmetrics.stringWidth(unit[:begin], SONG, 9)
            page.drawString(VALUE + aside, line(3) - 11, unit[begin:end])
            begin = end

    def value(page: Canvas) -> None:
        text(page, VALUE, 3, "=25000")
        parts(page, white, 1.0)
        parts(page, black, 0.0)

    data = drawn(value, without=(3,))
    assert values(data)[1] == f"=25000{unit}"
    assert said(data) == []


def test_white_text_on_a_ground_is_read() -> None:
    def ground(page: Canvas) -> None:
        page.setFillColorRGB(0.75, 0.85, 1)
        page.rect(VALUE - 2, line(3) - 3, 120, 13, stroke=0, fill=1)
        shown(page, WHOLE[1], grey=1.0)

    assert values(drawn(ground, without=(3,))) == WHOLE


@pytest.mark.parametrize("unit", ["m²", "人", "%", "亩"])
def test_a_footnotes_mark_behind_a_unit_is_none_of_it(unit: str) -> None:
    def raised(page: Canvas) -> None:
        text(page, VALUE, 3, f"=25000{unit}")
        page.setFont(SONG, 5)
        wide = pdfmetrics.stringWidth(f"=25000{unit}", SONG, 9)
        page.drawString(VALUE + wide, line(3) + 4, "1")

    assert values(drawn(raised, without=(3,)))[1] == f"=25000{unit}"


def test_a_blank_that_is_only_a_gap_joins_no_columns() -> None:
    """Drawings for characters: a name ends near its cell's side, and the next cell begins there."""
    way = Way(size=14)
    sheet = Sheet(HandPaper("type3"), way, Random(1))  # noqa: S311
    rows = [ContentRow("产出指标", "社会效益指标", "受益人口", "≥11000人")] * 2
    draw(sheet, rows, "农村道路")
    sheet.turn_over()
    found = read(sheet.paper.bytes()).forms[0].indicators
    assert [(row.level2, row.name, row.value) for row in found] == [
        ("社会效益指标", "受益人口", "≥11000人")
    ] * 2


@pytest.mark.parametrize(("mark", "read_as"), [("1", "=25000平方米"), ("①", "=25000平方米")])
def test_a_footnotes_mark_is_no_digit(mark: str, read_as: str) -> None:
    def raised(page: Canvas) -> None:
        text(page, VALUE, 3, "=25000")
        page.setFont(SONG, 5)
        page.drawString(VALUE + 30, line(3) + 4, mark)
        text(page, VALUE + 36, 3, "平方米")

    assert values(drawn(raised, without=(3,)))[1] == read_as


def test_square_metres_stay() -> None:
    def raised(page: Canvas) -> None:
        text(page, VALUE, 3, "=25000m")
        page.setFont(SONG, 5)
        page.drawString(VALUE + pdfmetrics.stringWidth("=25000m", SONG, 9), line(3) + 4, "2")

    assert values(drawn(raised, without=(3,)))[1] == "=25000m2"


def test_text_that_is_painted_over_is_not_read_and_said() -> None:
    def corrected(page: Canvas) -> None:
        page.setFillGray(1)
        page.rect(VALUE - 2, line(3) - 3, 120, 13, stroke=0, fill=1)
        page.setFillGray(0)
        text(page, VALUE, 3, "=77777平方米")

    data = drawn(corrected)
    assert values(data)[1] == "=77777平方米"
    assert "=25000平方米" in said(data)[0]


def test_invisible_text_is_not_read() -> None:
    def invisible(page: Canvas) -> None:
        words = page.beginText(VALUE + 60, line(3))
        words.setFont(SONG, 9)
        words.setTextRenderMode(3)
        words.textOut("99999")
        page.drawText(words)

    assert values(drawn(invisible)) == WHOLE


def layered(data: bytes) -> bytes:
    """A number on a layer that is switched off, over a value."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        layer = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("旧稿"))
        )
        document.Root.OCProperties = pikepdf.Dictionary(
            OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
        )
        page = document.pages[0].obj
        page.Resources.Properties = pikepdf.Dictionary(MC0=layer)
        content = page.Contents.read_bytes()
        name = min(page.Resources.Font.keys())
        more = b"\n/OC /MC0 BDC BT %s 9 Tf 450 %.1f Td (99999) Tj ET EMC" % (name.encode(), line(3))
        page.Contents = document.make_stream(content + more)
        document.save(out)
    return out.getvalue()


def test_a_layer_that_is_switched_off_is_not_read() -> None:
    assert values(layered(drawn())) == WHOLE


def noted(data: bytes, subtype: str, value: str) -> bytes:
    """A note or a field over the value of the third row, with its appearance."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        page = document.pages[0].obj
        fonts = page.Resources.Font
        name = next(name for name, font in fonts.items() if font.BaseFont == "/Helvetica")
        look = document.make_stream(
            b"BT %s 9 Tf 2 4 Td (%s) Tj ET" % (name.encode(), value.encode())
        )
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = pikepdf.Array([0, 0, 100, 14])
        look.Resources = pikepdf.Dictionary(Font=fonts)
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name(f"/{subtype}"),
            F=4,
            Rect=pikepdf.Array([VALUE, line(3) - 4, VALUE + 100, line(3) + 10]),
            AP=pikepdf.Dictionary(N=look),
        )
        if subtype == "Widget":
            note.FT, note.T, note.V = pikepdf.Name.Tx, "v", pikepdf.String(value)
        else:
            note.Contents = pikepdf.String(value)
        held = document.make_indirect(note)
        page.Annots = pikepdf.Array([held])
        if subtype == "Widget":
            document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([held]))
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("subtype", ["Widget", "FreeText"])
def test_fields_and_notes_are_read_where_they_are_printed_and_said(subtype: str) -> None:
    data = noted(drawn(without=(3,)), subtype, "25000")
    assert values(data)[1] == "25000"
    assert "25000" in said(data)[0]


def test_rows_below_the_rules_are_said() -> None:
    data = drawn(ruled=4)
    assert "≥11000人" in " ".join(said(data)) or values(data) == WHOLE


def test_texts_of_columns_in_one_cell_are_said() -> None:
    def together(page: Canvas) -> None:
        for x, words in zip(XS, ("效益指标", "社会效益指标", "群众满意度", "≥95%"), strict=False):
            text(page, x + 4, 6, words)
        page.line(XS[0], TOP - HIGH * 6, XS[0], TOP - HIGH * 7)
        page.line(XS[4], TOP - HIGH * 6, XS[4], TOP - HIGH * 7)
        page.line(XS[0], TOP - HIGH * 7, XS[4], TOP - HIGH * 7)

    assert said(drawn(together))


def test_a_value_that_is_drawn_as_a_shape_is_said() -> None:
    def shape(page: Canvas) -> None:
        path = page.beginPath()
        path.moveTo(VALUE, line(3))
        path.curveTo(VALUE + 4, line(3) + 10, VALUE + 8, line(3) + 10, VALUE + 12, line(3))
        path.close()
        page.drawPath(path, stroke=0, fill=1)

    assert any("图形" in each for each in said(drawn(shape, without=(3,))))


def picture(words: bool = True) -> ImageReader:
    """A small scan: white paper with some ink."""
    paper = Image.new("L", (800, 600), 250)
    pen = ImageDraw.Draw(paper)
    for n in range(12 if words else 0):
        pen.line((40, 40 + 45 * n, 760, 40 + 45 * n), fill=20, width=3)
        pen.rectangle((60, 52 + 45 * n, 260, 66 + 45 * n), fill=30)
    return ImageReader(paper)


def test_a_picture_in_a_cell_is_said() -> None:
    def pictured(page: Canvas) -> None:
        page.drawImage(picture(), VALUE, line(3) - 4, 60, 14)

    assert any("图片" in each for each in said(drawn(pictured, without=(3,))))


def scan(words: str, low: float, high: float) -> bytes:
    out = BytesIO()
    page = Canvas(out, pagesize=(595, 842))
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    page.setFont(SONG, 12)
    page.drawString(200, 800, words)
    page.drawImage(picture(), 20, low, 555, high)
    page.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("words", "high"), [("禾溪县2024年部门预算公开", 760), ("项目支出绩效目标表", 300)]
)
def test_a_scan_with_text_on_it_is_no_page_without_forms(words: str, high: float) -> None:
    source = Source(name="x.pdf", data=scan(words, 20, high), sha256="0" * 64, ocr=Ocr.NEVER)
    assert read_document(source).reading.incomplete is Reason.NEEDS_OCR


def test_a_title_above_a_picture_that_gives_no_form_is_not_read_in_full() -> None:
    """Whether what reads pictures is installed or not."""
    assert read(scan("项目支出绩效目标表", 20, 300)).reading.incomplete is Reason.NEEDS_OCR


def test_rules_that_are_pictures_are_rules() -> None:
    out = BytesIO()
    page = Canvas(out, pagesize=(595, 842))
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    page.setFont(SONG, 14)
    page.drawString(220, TOP + 30, "项目支出绩效目标表")
    ink = ImageReader(Image.new("L", (2, 2), 0))
    for row, cells in enumerate((("项目名称", "农村道路"), HEAD, *ROWS)):
        edges = (XS[0], XS[1], XS[4]) if row == 0 else XS
        for x in edges:
            page.drawImage(ink, x, TOP - HIGH * (row + 1), 0.8, HIGH)
        for y in (TOP - HIGH * row, TOP - HIGH * (row + 1)):
            page.drawImage(ink, XS[0], y, XS[4] - XS[0], 0.8)
        for n, words in enumerate(cells):
            text(page, edges[n] + 4, row, words)
    page.save()
    assert values(out.getvalue()) == WHOLE


def test_a_portfolio_is_more_than_its_cover() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(drawn())) as document:
        document.attachments["附件2.pdf"] = drawn()
        document.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection)
        document.save(out)
    document = read(out.getvalue())
    assert [each.name for each in document.reading.members] == ["附件2.pdf"]
    assert document.reading.incomplete is None
    below = read_document(Source(name="a.pdf", data=out.getvalue(), sha256="0" * 64, opens=False))
    assert below.reading.members == ()
    assert below.reading.incomplete is Reason.UNSUPPORTED_FORMAT
    assert [i.text for i in below.issues if i.code is Code.ATTACHMENT_FOUND] == ["附件2.pdf"]

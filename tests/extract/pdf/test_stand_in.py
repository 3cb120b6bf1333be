"""Fonts that a file does not bring along: what is read never hangs on those of the machine."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract import Source, read_document
from extract.readers.pdf.engines import stand_in
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.engines.stand_in.__main__ import WIDTHS, box_font

ROWS = (
    ("项目支出绩效目标表",),
    ("项目名称", "护林员补助"),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "护林员人数", "≥100人"),
    ("产出指标", "质量指标", "补助标准", "36000元/人/月/年"),
    ("产出指标", "时效指标", "发放及时率", "①"),
    ("效益指标", "社会效益指标", "巡护面积", "12万亩"),
)


def one_object_a_character() -> bytes:
    """A form in a font that is not embedded, each of its characters shown by itself."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    page = Canvas(out, pagesize=(520, 400))
    page.setFont("STSong-Light", 10)
    for n, row in enumerate(ROWS):
        top = 360 - 30 * n
        for col, text in enumerate(row):
            left = 20 + 120 * col
            wide = 120 if len(row) == 4 or col == 0 else 360
            if n:
                page.rect(left, top - 10, wide, 30)
            at = left + 4.0
            for char in text:
                page.drawString(at, top, char)
                at += 5.0 if char.isascii() else 10.0
    page.save()
    return out.getvalue()


def objects(*fonts: dict[str, object], shown: bytes) -> bytes:
    """A page that shows strings in the fonts F0, F1 ..."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(500, 200)).obj
    page.Contents = document.make_stream(shown)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary())
    for n, font in enumerate(fonts):
        page.Resources.Font[f"/F{n}"] = document.make_indirect(pikepdf.Dictionary(font))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(data: bytes) -> str:
    engine = PdfiumEngine(data)
    try:
        return engine.text(1)
    finally:
        engine.close()


@pytest.mark.parametrize("style", stand_in.Style)
def test_the_fonts_are_those_that_the_script_makes(style: stand_in.Style) -> None:
    path = Path(stand_in.__file__).parent / style.file
    assert box_font(WIDTHS[style]) == path.read_bytes()


def test_a_form_of_single_characters_in_a_font_that_is_not_there_is_read_whole() -> None:
    data = one_object_a_character()
    document = read_document(Source(name="x.pdf", data=data, sha256=""))
    (form,) = document.forms
    values = [row.value for row in form.indicators]
    assert values == ["≥100人", "36000元/人/月/年", "①", "12万亩"]


IDENTITY = {
    "/Type": pikepdf.Name.Font,
    "/Subtype": pikepdf.Name.Type0,
    "/BaseFont": pikepdf.Name("/FangSong"),
    "/Encoding": pikepdf.Name("/Identity-H"),
}


@pytest.fixture
def beyond() -> bytes:
    """Characters beyond U+FFFF, one to an object, in a font that is not embedded."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(500, 200)).obj
    page.Contents = document.make_stream(
        b"BT /F0 12 Tf 20 100 Td <1001> Tj 12 0 Td <1002> Tj 12 0 Td <10011002> Tj ET"
    )
    system = pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0)
    below = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=pikepdf.Name("/FangSong"),
        CIDSystemInfo=system,
        DW=1000,
    )
    table = (
        b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        b"2 beginbfchar <1001> <d842dfb7> <1002> <5e74> endbfchar endcmap"
    )
    font = IDENTITY | {
        "/DescendantFonts": pikepdf.Array([below]),
        "/ToUnicode": document.make_stream(table),
    }
    fonts = pikepdf.Dictionary({"/F0": pikepdf.Dictionary(font)})
    page.Resources = pikepdf.Dictionary(Font=fonts)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_characters_beyond_the_first_plane_are_one_each(beyond: bytes) -> None:
    assert text_of(beyond) == "𠮷年𠮷年"
    engine = PdfiumEngine(beyond)
    glyphs = engine.page(1).glyphs
    engine.close()
    assert [(glyph.text, glyph.x) for glyph in glyphs] == [
        *(("𠮷", 20.0), ("年", 32.0), ("𠮷", 44.0), ("年", 56.0)),
    ]


def test_glyph_numbers_of_a_font_that_is_not_there_are_boxes_too() -> None:
    """PDFium believes a /CIDToGIDMap where there is no font whose glyphs it numbers."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(500, 200)).obj
    page.Contents = document.make_stream(b"BT /F0 12 Tf 20 100 Td <0001> Tj 12 0 Td <0002> Tj ET")
    numbers = bytearray(6)
    numbers[2:6] = (40_000).to_bytes(2, "big") + (65_000).to_bytes(2, "big")
    below = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=pikepdf.Name("/SimSun"),
        CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        CIDToGIDMap=document.make_stream(bytes(numbers)),
    )
    table = (
        b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        b"2 beginbfchar <0001> <2265> <0002> <5e74> endbfchar endcmap"
    )
    font = IDENTITY | {
        "/DescendantFonts": pikepdf.Array([below]),
        "/ToUnicode": document.make_stream(table),
    }
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({"/F0": pikepdf.Dictionary(font)}))
    out = BytesIO()
    document.save(out)
    assert text_of(out.getvalue()) == "≥年"


LATIN = {
    "/Type": pikepdf.Name.Font,
    "/Subtype": pikepdf.Name.TrueType,
    "/BaseFont": pikepdf.Name("/Calibri"),
    "/Encoding": pikepdf.Name.WinAnsiEncoding,
}


@pytest.mark.parametrize("name", ["/Calibri", "/TimesNewRoman", "/CourierNew", "/Helvetica"])
@pytest.mark.parametrize("step", [5.0, 5.56, 6.0])
def test_a_number_in_a_font_without_widths_gains_no_space(name: str, step: float) -> None:
    digits = b"".join(b"(%d) Tj %.2f 0 Td " % (digit, step) for digit in range(1, 8))
    shown = b"BT /F0 10 Tf 20 100 Td " + digits + b"ET"
    assert text_of(objects(LATIN | {"/BaseFont": pikepdf.Name(name)}, shown=shown)) == "1234567"


def test_signs_that_a_standard_font_does_not_draw_are_read_when_they_stand_alone() -> None:
    differences = pikepdf.Array([128, pikepdf.Name.greaterequal, pikepdf.Name.lessequal])
    encoding = pikepdf.Dictionary(
        BaseEncoding=pikepdf.Name.WinAnsiEncoding, Differences=differences
    )
    font = LATIN | {
        "/Subtype": pikepdf.Name.Type1,
        "/BaseFont": pikepdf.Name.Helvetica,
        "/Encoding": encoding,
    }
    shown = b"BT /F0 12 Tf 20 100 Td <80> Tj 12 0 Td (12) Tj 14 0 Td <81> Tj ET"
    assert text_of(objects(font, shown=shown)) == "≥12≤"

"""Print that two readings are left of, or that its file tells otherwise than it shows."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.model import Cell
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.page import Glyph, Rule, as_runs
from extract.readers.pdf.ruled.underlines import struck_through
from extract.tables.cut_rows import Lines, Rest, rest_of_indicator
from tests.extract.pdf.test_conservation import (
    HEAD,
    HIGH,
    SONG,
    TOP,
    VALUE,
    WHOLE,
    XS,
    Draw,
    drawn,
    line,
    records,
    said,
    shown,
    text,
    values,
)


def with_points(value: str, aside: float = 3.0) -> bytes:
    """A form with a fifth column of points behind its values, the last one `value`."""

    def points(page: Canvas) -> None:
        right, bottom = 585.0, TOP - HIGH * 6
        page.line(right, TOP, right, bottom)
        for row in range(7):
            page.line(XS[4], TOP - HIGH * row, right, TOP - HIGH * row)
        for row, words in enumerate(("分值", "10", "20", "10"), 1):
            text(page, XS[4] + aside, row, words)
        text(page, VALUE, 5, value)
        text(page, XS[4] + aside, 5, "10")

    return drawn(points, without=(5,))


def test_a_value_that_touches_the_next_cells_text_takes_none_of_its_digits() -> None:
    words = f"{'略' * 14}≥110000"  # its last digit lies on the rule, and ends 4 points behind it
    found = records(with_points(words, aside=4.6)).indicators
    assert (found[-1].value_raw, found[-1].weight_raw) == (words, "10")


@pytest.mark.parametrize("aside", [0.0, 3.0])
@pytest.mark.parametrize("raised", [4.0, 5.5])
def test_a_hidden_copy_aside_moves_no_digit_behind_a_footnotes_mark(
    aside: float, raised: float
) -> None:
    """PDFium knows the copy alone; the text that is shown stands beside it."""

    def copied(page: Canvas) -> None:
        shown(page, "100", aside=aside, mode=3)
        shown(page, "100")
        page.setFont(SONG, 5)
        page.drawString(VALUE + pdfmetrics.stringWidth("100", SONG, 9), line(3) + raised, "1")

    data = drawn(copied, without=(3,))
    assert values(data)[1] == "100"
    glyphs = PdfiumEngine(data).page(1).glyphs
    assert VALUE in [pytest.approx(g.x) for g in glyphs if g.text == "1" and 229 < g.y < 231]


def test_a_row_of_which_only_the_unit_goes_on_is_no_row_in_silence() -> None:
    """A unit stands on a line of its own, and leaves room behind the number above."""
    header = [Cell(text=words, row=0, col=n) for n, words in enumerate(HEAD)]
    above = ["效益指标", "经济效益指标", "护成干路数群率完人", "＞2"]
    below = ["", "", "覆利", "平方米"]
    rows = [
        [Cell(text=words, row=row, col=n) for n, words in enumerate(texts)]
        for row, texts in enumerate((above, below), 1)
    ]
    lines = Lines(room={2: 0.4, 3: 12.0}, begins={2, 3})
    filled = rows[1][2:]
    assert rest_of_indicator(rows[0], filled, rows[1], header, lines).rest is Rest.DOUBTFUL
    lines = Lines(room={2: 4.0, 3: 12.0}, begins={2, 3})
    assert rest_of_indicator(rows[0], filled, rows[1], header, lines).rest is Rest.NONE


def at(x: float, up: float, words: str, size: float = 9) -> Draw:
    """A text so far behind the place of the third row's value, and so far above its baseline."""

    def draw(page: Canvas) -> None:
        page.setFont(SONG, size)
        page.drawString(VALUE + x, line(3) + up, words)

    return draw


def across(words: str) -> float:
    """Points that a text of the value's size takes."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    return float(pdfmetrics.stringWidth(words, SONG, 9))


VALUE_3 = WHOLE[1]
DIGITS = across("=25000")


@pytest.mark.parametrize("up", [4.0, 5.5])
@pytest.mark.parametrize("mark", ["[1]", "（1）", "注1", "1,2", "①", "12"])
def test_marks_of_footnotes_are_no_part_of_a_value(mark: str, up: float) -> None:
    def marked(page: Canvas) -> None:
        at(0, 0, VALUE_3)(page)
        at(across(VALUE_3), up, mark, 5)(page)

    data = drawn(marked, without=(3,))
    assert (values(data), said(data)) == (WHOLE, [])


@pytest.mark.parametrize(("x", "up"), [(-3.0, 4.0), (DIGITS, -2.0)], ids=["before", "lowered"])
def test_a_mark_before_a_value_or_below_its_line_is_no_digit(x: float, up: float) -> None:
    def marked(page: Canvas) -> None:
        at(0, 0, "=25000")(page)
        at(DIGITS + 3, 0, "平方米")(page)
        at(x, up, "1", 5)(page)

    assert values(drawn(marked, without=(3,)))[1] == VALUE_3


def test_lowered_digits_of_letters_are_theirs() -> None:
    def marked(page: Canvas) -> None:
        at(0, 0, "PM")(page)
        at(across("PM"), -2, "2.5", 5)(page)
        at(across("PM") + 9, 0, "≤35")(page)

    assert values(drawn(marked, without=(3,)))[1].replace(" ", "") == "PM2.5≤35"


def _lines(*ends: tuple[float, float, float, float]) -> Draw:
    def draw(page: Canvas) -> None:
        for x0, y0, x1, y1 in ends:
            page.line(x0, line(3) + y0, x1, line(3) + y1)

    return draw


END = VALUE + across(VALUE_3)
DOUBTFUL: dict[str, tuple[Draw, str]] = {
    "crossed out": (_lines((VALUE, -2, END, 8)), "被划去"),
    "crossed out by a row's width": (_lines((XS[0], 3, XS[4], 3)), "被划去"),
    "crossed out by a longer line": (_lines((VALUE, 3, END + 20, 3)), "被划去"),
    "another digit over one": (at(across("="), 0, "8"), "重叠"),
    "another digit over the last one": (at(across("=2500"), 0, "8"), "重叠"),
    "dashes over the value": (at(0, 0, "——————"), "重叠"),
    "a digit higher than the line": (at(across(VALUE_3), 4, "1"), "偏离所在行"),
    "a digit put in above": (at(across("=2"), 7.5, "5", 6), "偏离所在行"),
    "a remark too small": (at(across(VALUE_3), 0, "试点", 1), "字号过小"),
    "a sign made another": (_lines((VALUE, -1, VALUE + 5, -1)), "以图形绘制"),
    "a value two rows below": (lambda page: text(page, VALUE, 6, "≥95%"), "在表格下方"),
}


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_print_that_leaves_two_readings_is_said(kind: str) -> None:
    draw, why = DOUBTFUL[kind]
    value = VALUE_3.replace("=", ">") if kind == "a sign made another" else VALUE_3
    told = said(drawn(at(0, 0, value), draw, without=(3,)))
    assert any(why in each for each in told), told


def test_lines_that_cross_nothing_out_say_nothing() -> None:
    corner, underline = (XS[2], 15, XS[2] + 14, 8), (VALUE, -1.5, END, -1.5)
    data = drawn(_lines(corner, underline, (END + 5, -4, XS[4] - 5, 12)))
    assert (values(data), said(data)) == (WHOLE, [])


@pytest.mark.parametrize("part", ["ring", "point", "minus", "picture"])
def test_a_part_of_a_number_that_is_no_text_is_said(part: str) -> None:
    def number(page: Canvas) -> None:
        x, y = VALUE + across("=25"), line(3)
        at(0, 0, "5%" if part == "minus" else "=25")(page)
        at(across("=25") + 5, 0, "" if part == "minus" else "00平方米")(page)
        if part == "ring":
            page.ellipse(x + 0.5, y, x + 3.5, y + 6.5)
        elif part == "point":
            page.circle(x + 1, y + 0.6, 0.6, stroke=0, fill=1)
        elif part == "minus":
            page.line(VALUE - 4, y + 3, VALUE - 1, y + 3)
        else:
            page.drawImage(ImageReader(Image.new("RGB", (8, 14))), x + 0.4, y, 3.6, 6.5)

    assert any("以图形绘制" in each for each in said(drawn(number, without=(3,))))


def test_a_rule_above_digits_of_a_font_with_high_boxes_strikes_nothing() -> None:
    """The rule of a row, in pieces from cell to cell, is near above only as the boxes tell."""
    high = Glyph("1", 50.0, 100.0, 50.0, 82.0, 55.0, 104.0, 0, False, 22.0)
    digits = tuple(high._replace(x=x, x0=x, x1=x + 5.0) for x in (50.0, 55.0, 60.0))
    sides = (Rule(False, 40.0, 80.0, 110.0), Rule(False, 80.0, 80.0, 110.0))
    assert struck_through((Rule(True, 91.0, 40.0, 80.0), *sides), as_runs(digits)) == ([], [])
    low = tuple(g._replace(size=10.0, top=92.0) for g in digits)
    assert struck_through((Rule(True, 97.0, 48.0, 68.0),), as_runs(low))[0]


def test_rings_and_rules_about_a_number_are_none_of_it() -> None:
    def ringed(page: Canvas) -> None:
        page.circle(VALUE + across("=2500") + 2.1, line(3) + 3, 5)
        page.setDash(2, 1)
        page.line(VALUE, line(2) - 1.6, VALUE + across(WHOLE[0]), line(2) - 1.6)

    data = drawn(ringed)
    assert (values(data), said(data)) == (WHOLE, [])


@pytest.mark.parametrize(
    ("given", "is_said"),
    [("=99000平方米", True), ("=25000平方米以上", True), ("＝25000平方米", False)],
)
def test_a_text_given_in_place_of_another_is_said(given: str, is_said: bool) -> None:
    def marked(page: Canvas) -> None:
        code = given.encode("utf-16-be").hex()
        page._code.append(f"/Span <</ActualText <feff{code}>>> BDC")
        at(0, 0, VALUE_3)(page)
        page._code.append("EMC")

    assert any("替代文字" in each for each in said(drawn(marked, without=(3,)))) is is_said


@pytest.mark.parametrize("way", ["tilted", "pale"])
def test_a_mark_that_is_all_a_cell_holds_is_said(way: str) -> None:
    def alone(page: Canvas) -> None:
        page.saveState()
        page.translate(VALUE, line(3))
        page.rotate(5 if way == "tilted" else 0)
        page.setFillGray(0.7 if way == "pale" else 0.0)
        page.setFont(SONG, 9 if way == "tilted" else 14)
        page.drawString(0, 0, VALUE_3)
        page.restoreState()

    assert any("单元格内仅有" in each for each in said(drawn(alone, without=(3,))))


def test_text_that_a_picture_is_cut_to_is_read_and_such_without_ink_is_not() -> None:
    def cut(page: Canvas) -> None:
        page.saveState()
        words = page.beginText(VALUE, line(3))
        words.setFont(SONG, 9)
        words.setTextRenderMode(7)
        words.textOut(VALUE_3)
        page.drawText(words)
        page.rect(VALUE - 2, line(3) - 4, 150, 16, stroke=0, fill=1)
        page.restoreState()

    def nothing(page: Canvas) -> None:
        page.saveState()
        shown(page, "=99999", mode=7)
        page.restoreState()

    assert values(drawn(cut, without=(3,))) == WHOLE
    assert values(drawn(nothing)) == WHOLE


def test_a_white_copy_that_says_other_digits_takes_nothing_of_the_black_one() -> None:
    data = drawn(
        lambda page: shown(page, "=99999平方米", grey=1.0),
        lambda page: shown(page, VALUE_3),
        without=(3,),
    )
    assert values(data) == WHOLE


@pytest.mark.parametrize("row", [6, 8])
@pytest.mark.parametrize("centred", [False, True])
def test_a_row_without_rules_below_the_table_is_said(row: int, centred: bool) -> None:
    def below(page: Canvas) -> None:
        page.setFont(SONG, 9)
        for left, right, words in zip(
            XS, XS[1:], ("满意度指标", "服务对象", "群众", "≥95%"), strict=False
        ):
            if centred:
                page.drawCentredString((left + right) / 2, line(row), words)
            else:
                page.drawString(left + 4, line(row), words)

    assert [each.split(" — ")[0] for each in said(drawn(below))][-1] == "≥95%"


@pytest.mark.parametrize("right", [11, 4])
def test_a_line_for_signatures_below_the_table_is_no_row(right: float) -> None:
    def signed(page: Canvas) -> None:
        page.setFont(SONG, 9)
        for x, words in zip(XS, ("填表人：张", "电话：1234", "填表日期：3月"), strict=False):
            page.drawString(x + right, line(6), words)  # also level with the texts of columns

    assert said(drawn(signed)) == []


@pytest.mark.parametrize("x", [0.0, 20.0])
def test_a_number_below_an_open_foot_that_may_be_the_pages_is_said(x: float) -> None:
    data = drawn(lambda page: text(page, VALUE + x, 6, "1"), foot=False)
    assert values(data) == WHOLE or any("在表格下方" in each for each in said(data))


def test_a_note_that_shows_a_text_is_read_and_one_that_puts_a_digit_in_is_said() -> None:
    box = [VALUE, line(3) - 3, VALUE + 100, line(3) + 10]

    def with_note(kind: str, content: bytes, **more: object) -> bytes:
        with pikepdf.open(BytesIO(drawn(without=(3,) if content else ()))) as pdf:
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            look = pdf.make_stream(content)
            look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            look.BBox = [0, 0, 100, 13]
            look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(kind), Rect=box, F=4, **more
            )
            if content:
                note.AP = pikepdf.Dictionary(N=look)
            pdf.pages[0].Annots = pdf.make_indirect([note])
            out = BytesIO()
            pdf.save(out)
        return out.getvalue()

    assert values(with_note("/Text", b"BT /F1 9 Tf 0 3 Td (=25000) Tj ET"))[1] == "=25000"
    inserted = with_note("/Caret", b"", Contents=pikepdf.String("3"))
    assert any("表单域或批注" in each for each in said(inserted))
    assert said(with_note("/Text", b"", Contents=pikepdf.String("3"))) == []


def test_a_row_below_a_foot_without_a_rule_is_not_the_rest_of_the_last_row() -> None:
    def below(page: Canvas) -> None:
        for x, words in zip(XS, ("效益指标", "社会效益指标", "就业人数", "100"), strict=False):
            text(page, x + 4, 6, words)

    def wrapped(page: Canvas) -> None:
        text(page, XS[2] + 4, 6, "（常住）")

    assert values(drawn(below, foot=False)) == WHOLE
    assert said(drawn(below, foot=False))
    assert said(drawn(wrapped, foot=False)) == []

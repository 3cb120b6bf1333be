"""Print that two readings are left of, or that its file tells otherwise than it shows."""

from __future__ import annotations

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from extract.model import Cell
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.tables.cut_rows import Lines, Rest, rest_of_indicator
from tests.extract.pdf.test_conservation import (
    HEAD,
    HIGH,
    SONG,
    TOP,
    VALUE,
    XS,
    drawn,
    line,
    records,
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

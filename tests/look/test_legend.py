"""The legend beside a picture of a page, in the language that is spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import ImageChops

from extract.readers.pdf.fates import Fate
from extract.source import load
from look.cell_roles import Role
from look.chinese_words import Words, drawn_words
from look.explain import PageSeen, PdfPages, see
from look.legend import COLOURS, FATES, _Chinese, _drawn, legend
from say import Language, use

SCHOOLS = Path(__file__).parents[2] / "data" / "raw" / "2024" / "jiaoyu.pdf"


@pytest.fixture
def page() -> Iterator[PageSeen]:
    source = load(SCHOOLS)
    pages = PdfPages(source.data, see(source))
    yield pages.see(1)
    pages.close()
    use(Language.EN)


def test_every_word_of_the_legend_is_said_in_chinese(page: PageSeen) -> None:
    use(Language.ZH)
    lines: list[Words] = []
    _drawn(page, "Page 1 of 3, form 2", _Chinese(lines))
    text = " ".join(each.text for each in lines)
    assert "第 1 页，共 3 页，第 2 张表" in text
    assert "指标名称（12）" in text
    assert not re.search(r"[A-Za-z]{3,}", text), text
    said = _Chinese([])
    for meaning in (*(COLOURS[each][1] for each in Role if each in COLOURS), *_meanings()):
        assert not re.search(r"[A-Za-z]{3,}", said.counted(meaning, 1)), meaning


def _meanings() -> Iterator[str]:
    yield from (FATES[each][1] for each in Fate if each in FATES)
    yield "print in no value, or in doubt"


def test_without_a_chinese_font_the_legend_stays_english(page: PageSeen, tmp_path: Path) -> None:
    english = legend(page, "Page 1 of 3", tmp_path)
    use(Language.ZH)
    without = legend(page, "Page 1 of 3", tmp_path)
    assert without.size == english.size
    assert ImageChops.difference(without, english).getbbox() is None


def test_chinese_is_drawn_where_there_is_a_font() -> None:
    drawn = drawn_words([Words(10, 10, 20, (0, 0, 0), "指标")], 200, 50, None)
    if drawn is None:
        pytest.skip("no Chinese font here: fonts-noto-cjk")
    ink = ImageChops.invert(drawn.convert("L")).getbbox()
    assert ink is not None
    left, top, right, bottom = ink
    assert (left >= 8, right <= 52, top >= 8, bottom <= 32) == (True,) * 4

"""Every character on a form's page has one fate, and counting them again adds up."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract import Source
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.fates import Fate, counted, ink_of
from extract.source import load
from look.account import account
from samples.trouble.documents import trouble
from tests.extract.pdf.test_conservation import SONG, VALUE, drawn, layered, line, shown, text

ROOT = Path(__file__).parent.parent.parent
PRINTED = sorted((ROOT / "tests" / "extract" / "pdf" / "printed").glob("*.pdf"))


def source(data: bytes) -> Source:
    return Source(name="x.pdf", data=data, sha256="0" * 64)


def fates(data: bytes) -> dict[Fate, int]:
    engine = PdfiumEngine(data)
    page = engine.page(1)
    found = dict(counted(page, ink_of(page)))
    engine.close()
    return found


PLAIN = fates(drawn())


def test_a_plain_form_is_cells_and_its_title() -> None:
    assert set(PLAIN) == {Fate.CELL, Fate.LINE}
    assert PLAIN[Fate.LINE] == len("项目支出绩效目标表")


def struck_twice(page: Canvas) -> None:
    page.setFont(SONG, 9)
    page.drawString(VALUE + 0.3, line(5), "≥11000人")


def watermark(page: Canvas) -> None:
    page.saveState()
    page.setFillGray(0.8)
    page.setFont(SONG, 40)
    page.rotate(30)
    page.drawString(500, 300, "样张")
    page.restoreState()


def sideways(page: Canvas) -> None:
    page.saveState()
    page.translate(560, 300)
    page.rotate(90)
    page.setFont(SONG, 9)
    page.drawString(0, 0, "附件二")
    page.restoreState()


def beside(page: Canvas) -> None:
    text(page, 545, 3, "左右")


@pytest.mark.parametrize(
    ("draw", "fate", "count"),
    [
        (lambda page: shown(page, "99999", aside=62, mode=3), Fate.HIDDEN, 5),
        (lambda page: shown(page, "99999", aside=62, grey=1.0), Fate.HIDDEN, 5),
        (watermark, Fate.MARK, 2),
        (sideways, Fate.TURNED, 3),
        (beside, Fate.UNREAD, 2),
    ],
)
def test_what_is_added_has_its_own_fate(draw: object, fate: Fate, count: int) -> None:
    assert fates(drawn(draw)) == PLAIN | {fate: count}  # type: ignore[arg-type]


def test_what_pdfium_gives_twice_is_struck_again() -> None:
    """Two texts that differ in how they end: PDFium keeps both."""
    found = fates(drawn(struck_twice, lambda page: text(page, VALUE + 0.3, 4, "12月底前。")))
    assert found.get(Fate.AGAIN, 0) == len("12月底前")


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_printed_publications_add_up(path: Path) -> None:
    found = account(load(path))
    assert (found.wrong, found.fates.get(Fate.UNREAD, 0)) == ([], 0)
    assert found.pages


@pytest.mark.parametrize("seed", range(30))
def test_troubled_forms_add_up(seed: int) -> None:
    assert account(source(trouble(seed).data)).wrong == []


def test_what_lies_on_a_layer_that_is_off_is_counted_as_hidden() -> None:
    found = account(source(layered(drawn())))
    assert (found.wrong, dict(found.fates)) == ([], PLAIN | {Fate.HIDDEN: 5})

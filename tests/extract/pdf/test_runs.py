"""What is told of many characters or streams at once is what each of them tells alone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pikepdf
import pytest

from extract.readers.pdf.before import shown_strings, streams
from extract.readers.pdf.before.content_streams import Contents
from extract.readers.pdf.engines import pdfium_text
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.page import Glyph, Page, Run, as_runs, glyphs_of
from extract.readers.pdf.print import lines, marks, run_lines, run_marks
from extract.readers.pdf.ruled import left_over, table_of_character
from extract.readers.pdf.ruled.tables import tables_of
from samples.writers.pdf import STYLES, write_pdf
from samples.writers.pdf_forms import made_up, sheet

PRINTED = Path(__file__).parent / "printed"
NAMES = ("chromium-spaced", "docx-lines", "docx-vertical", "weasyprint-narrow", "xlsx-landscape")


def pages(data: bytes) -> list[Page]:
    engine = PdfiumEngine(data)
    found = [engine.page(number) for number in range(1, len(engine) + 1)]
    engine.close()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_characters_of_a_run_are_placed_as_each_alone(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (PRINTED / f"{name}.pdf").read_bytes()
    in_runs = pages(data)
    assert any(len(run) > 3 for page in in_runs for run in page.runs)
    monkeypatch.setattr(
        pdfium_text.RunOn, "__call__", lambda _, _index, glyph, *_rest, **_more: as_runs([glyph])[0]
    )
    assert [page.glyphs for page in pages(data)] == [page.glyphs for page in in_runs]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_told_of_lines_at_once_is_what_each_character_tells(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = pages((PRINTED / f"{name}.pdf").read_bytes())
    at_once = list(map(tables_of, found))
    monkeypatch.setattr(lines, "_far_apart", lambda _: [])
    monkeypatch.setattr(run_marks, "_stand_apart", lambda _: False)
    monkeypatch.setattr(run_lines, "_plain_line", lambda _: None)
    monkeypatch.setattr(marks, "alike_in_bands", lambda _: False)
    monkeypatch.setattr(table_of_character, "_owner", lambda *_: None)
    monkeypatch.setattr(left_over, "may_be_off", lambda *_: True)
    assert list(map(tables_of, found)) == at_once
    alone = [replace(page, runs=tuple(each_alone(page))) for page in found]
    assert list(map(tables_of, alone)) == at_once


def test_runs_end_where_white_parts_them_and_where_their_line_or_colour_does() -> None:
    """They are cut as they were put together, and the characters stay the same objects."""
    first = Glyph("甲", 10, 50, 10, 41, 20, 52, 0, False, 11)
    beside = first._replace(text="乙", x=20, x0=20, x1=30, top=43, size=9)
    apart = beside._replace(text="丙", x=32, x0=32, x1=42)
    pale, above = beside._replace(pale=True), beside._replace(y=49)
    turned = [first._replace(turn=1), beside._replace(turn=1)]
    drawn = [first, beside, apart, first, pale, first, above, *turned]
    runs = as_runs(drawn)
    assert [run.text for run in runs] == ["甲乙", "丙", "甲", "乙", "甲", "乙", "甲", "乙"]
    assert all(a is b for a, b in zip(glyphs_of(runs), drawn, strict=True))
    assert runs[0].part(1, 2).glyphs == [beside]
    assert (runs[0].top, runs[0].size, runs[0].least) == (41, 11, 9)


@pytest.mark.parametrize(("degrees", "turn"), [(90, "0 1 -1 0"), (180, "-1 0 0 -1")])
def test_a_page_that_is_shown_turned_is_read_by_runs_as_well(
    degrees: int, turn: str, tmp_path: Path
) -> None:
    file = tmp_path / "turned.pdf"
    with pikepdf.open(PRINTED / "weasyprint-narrow.pdf") as document:
        for page in document.pages:
            _, _, wide, high = map(float, page.mediabox)
            box = [-high, 0, 0, wide] if degrees == 90 else [-wide, -high, 0, 0]
            page.mediabox, page.Rotate = pikepdf.Array(box), degrees
            page.contents_add(b"q %b 0 0 cm\n" % turn.encode(), prepend=True)
            page.contents_add(b"\nQ")
        document.save(file)
    upright = pages((PRINTED / "weasyprint-narrow.pdf").read_bytes())
    for page, other in zip(upright, pages(file.read_bytes()), strict=True):
        assert "".join(run.text for run in other.runs) == "".join(run.text for run in page.runs)
        assert len(other.runs) <= len(page.runs) + 5  # some baselines differ by rounding
        assert {run.turn for run in other.runs} == {0}


def test_a_text_that_its_cell_cuts_does_not_part_the_rest_of_a_sheet() -> None:
    """Workbooks clip what is too long for its cell: only that is asked about by characters."""
    for page in pages((PRINTED / "xlsx-long.pdf").read_bytes()):
        assert len(page.glyphs) > 3 * len(page.runs)


def each_alone(page: Page) -> Iterator[Run]:
    """The characters of a page as runs of one each."""
    for run in page.runs:
        yield from (run.part(n, n + 1) for n in range(len(run)))


@pytest.mark.parametrize(
    "text",
    [rb"a\\\(b\)\101\53", rb"\\\\\(", rb"\7\18\n\777", b"\\\r\nx\\\xe4", rb"\\134\x41\u0041"],
)
def test_escapes_in_one_go_stand_for_what_each_does(
    text: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = shown_strings.shown(b"(%b) Tj" % text, 1)
    monkeypatch.setattr(shown_strings, "_AS_NUMBERS", ())
    monkeypatch.setattr(shown_strings, "_ODD_ESCAPE", shown_strings.re.compile(rb""))
    assert shown_strings.shown(b"(%b) Tj" % text, 1) == at_once


def test_a_font_is_looked_at_once_in_a_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Also where all pages share their fonts by one object, as nearly all producers write it."""
    file = tmp_path / "fonts.pdf"
    file.write_bytes(write_pdf([sheet(made_up(n), new_page=True) for n in range(6)], STYLES[0]))
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        shared = document.make_indirect(document.pages[0].Resources.Font)
        for page in document.pages:
            page.Resources.Font = shared
        document.save(file)
        total, names = len(document.pages), len(shared.keys())
    look = Mock(side_effect=streams.font_of)
    monkeypatch.setattr(streams, "font_of", look)
    contents = Contents(file.read_bytes(), total)
    assert all(contents.peek(number) for number in range(1, total + 1))
    assert 0 < look.call_count <= names < total
    contents.close()

"""Pages that are pictures, read from them: the truth is what their born-digital page says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from extract.model import Box, Cell, Code, Lay, Ocr, Reason, Sight, Source
from extract.readers.pdf.engines.ocr import models
from extract.readers.pdf.engines.ocr.models import Sign
from extract.readers.pdf.page import Rule
from extract.readers.pdf.ruled.tables import PageTables, Table
from extract.readers.pdf.scanned import with_mended
from extract.readers.pictures import pages_shown
from extract.targets.printed_row import Standing, raw_indicator
from extract.targets.value_columns import ColumnSet
from look.explain import PdfPages, see
from normalize.documents import Records
from pipeline import read_source
from samples.layouts.dress import file
from samples.scans import LOOKS, FontsMissing, Look, scanned, sheets_of

pytestmark = pytest.mark.skipif(
    not models.available(), reason="what reads pictures is not installed: the extra [ocr]"
)
SEEN = ("level1_text", "level2_text", "name", "value_raw", "number", "operator", "unit", "weight")


@cache
def born(layout: str = "A3") -> bytes:
    return file(layout, "clean", "pdf", "strokes").data


@cache
def read(data: bytes, ocr: Ocr = Ocr.AUTO) -> Records:
    return read_source(Source(name="x.pdf", data=data, sha256="0" * 64, ocr=ocr))


@cache
def scan(look: Look, layout: str = "A3") -> bytes:
    try:
        return scanned(born(layout), look)
    except FontsMissing as missing:
        pytest.skip(f"no Chinese font to draw with: {missing}")


def pictures(look: Look) -> list[Image.Image]:
    try:
        return sheets_of(born(), look)
    except FontsMissing as missing:
        pytest.skip(f"no Chinese font to draw with: {missing}")


def look(name: str) -> Look:
    return next(each for each in LOOKS if each.name == name)


def rows(records: Records) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, field) for field in SEEN) for row in records.indicators]


def saved(*sheets: Image.Image, format_: str) -> bytes:
    out = BytesIO()
    first, *others = sheets
    if format_ == "TIFF":
        first.save(out, format_, save_all=True, append_images=others, compression="tiff_lzw")
    else:
        first.save(out, format_)
    return out.getvalue()


@pytest.mark.parametrize("name", ["office 200", "sealed 200", "turned 200", "photograph"])
def test_a_scan_gives_the_rows_of_the_page_that_it_was_made_of(name: str) -> None:
    records = read(scan(look(name)))
    assert rows(records) == rows(read(born()))
    assert all("ocr" in row.flags for row in records.indicators)
    assert records.document.read_by == models.read_by()


def test_a_row_that_is_in_doubt_is_never_sure_and_keeps_its_other_reading() -> None:
    records = read(scan(look("fax 200")))
    doubtful = [row for row in records.indicators if "ocr_doubtful" in row.flags]
    assert all(row.confidence == "low" for row in doubtful)
    assert all(
        "ocr_doubtful" in row.flags
        for row in records.indicators
        if row.ocr_second is not None or (row.ocr_probability or 0) < 0.9
    )


def test_a_label_seen_in_doubt_is_the_one_that_it_can_be_and_a_number_stays_as_seen() -> None:
    box = Box(x0=0, top=0, x1=9, bottom=9)
    doubt, level = Sight(probability=0.5, doubtful=True), (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)
    texts = ("数暈指标", "级指标", "5316F")
    cells = [
        Cell(text=text, row=0, col=n, page=1, box=box, sight=doubt) for n, text in enumerate(texts)
    ]
    table = Table(cells=tuple(cells), top=0, bottom=9, width=9)
    page = PageTables(
        number=1, width=9, height=9, turns=0, tables=(table,), lines=(), marks=0, unread=()
    )
    found, issues = with_mended(page, Lay(page=1, matrix=level))
    assert [cell.text for cell in found.tables[0].cells] == ["数量指标", "级指标", "5316F"]
    assert [(issue.text, issue.box) for issue in issues] == [("数暈指标 → 数量指标", box)]


def test_where_much_of_a_page_is_in_doubt_nothing_of_it_is_sure() -> None:
    # 20.58 was seen with 0.97 where ≥0.58 had lost its strokes, as had other lines of the page
    from extract.readers.pdf.engines.ocr.engine import is_worn  # noqa: PLC0415 -- an extra
    from extract.readers.pdf.engines.ocr.reading import Look as Shown  # noqa: PLC0415 -- an extra

    def page(doubts: int) -> list[Shown]:
        signs = (Sign("≥", 1.0, 0.3), Sign("5", 1.0, 0.6))
        return [Shown(signs, 0.7 if n < doubts else 1.0) for n in range(40)]

    assert is_worn(page(6))
    assert not is_worn(page(3))


def test_a_percent_sign_with_a_ring_behind_it_is_per_mille_in_doubt() -> None:
    from extract.readers.pdf.engines.ocr.reading import Look as Shown  # noqa: PLC0415 -- an extra
    from extract.readers.pdf.engines.ocr.reading import with_mille  # noqa: PLC0415 -- an extra

    signs = tuple(Sign(text, 0.99, n / 5) for n, text in enumerate("≤2%0", 1))
    found = with_mille(Shown(signs, 0.99))
    assert (found.text, found.second, found.doubtful) == ("≤2‰", "≤2%0", True)
    sentence = Shown(tuple(Sign(text, 0.99, 0.5) for text in "培训，就业率68.4%。"), 0.99)
    assert with_mille(sentence) == sentence


def test_a_row_that_prints_a_name_only_is_as_sure_as_its_name() -> None:
    # beside the strokes of a seal a rule was left, which looked like a row of its own
    doubt = Sight(probability=0.4, doubtful=True)
    name, empty = Cell(text="|", row=0, col=2, sight=doubt), Cell(text="", row=0, col=3)
    standing = Standing(
        level1="", level2="", columns=ColumnSet(columns=(), own=()), page=1, moved=False
    )
    clear = replace(name, sight=None)
    assert raw_indicator({"name": name, "value": empty}, standing, ()).sight == doubt
    assert raw_indicator({"name": clear, "value": empty}, standing, ()).sight is None


def test_print_that_shows_through_a_seal_is_sure_and_what_a_seal_may_hide_is_in_doubt() -> None:
    from extract.readers.pdf.engines.ocr.seals import Stamp, stamps_on  # noqa: PLC0415 -- an extra
    from extract.readers.pdf.engines.ocr.strips import Spot, Strip  # noqa: PLC0415 -- an extra

    def stamps(*, shows: bool) -> list[Stamp]:
        grey, seals = np.full((300, 400), 255, np.uint8), np.zeros((300, 400), np.uint8)
        spots = [Spot(20, top, 180, top + 30) for top in range(20, 220, 40)]
        for spot in spots:
            grey[spot.top : spot.bottom, spot.x0 : spot.x1 : 6] = 0
            grey[spot.top : spot.bottom, spot.x0 + 1 : spot.x1 : 6] = 0
        seals[0:180, 90:98] = 255
        if not shows:
            grey[seals > 0] = 255
        beside = Spot(250, 20, 350, 50)
        return stamps_on(grey, seals, [Strip((each,), 30.0) for each in (*spots, beside)], 30.0)

    none = [Stamp.NONE, Stamp.NONE]  # below the seal, and beside it
    assert stamps(shows=True) == [Stamp.SHOWS] * 4 + none
    assert stamps(shows=False) == [Stamp.HIDES] * 4 + none


@pytest.mark.parametrize(("name", "doubted"), [("sealed 200", False), ("covered 200", True)])
def test_rows_under_a_seal_are_in_doubt_where_its_ink_covers(name: str, doubted: bool) -> None:
    records = read(scan(look(name), "A5"))
    printed = {(row.name, row.value_raw) for row in read(born("A5")).indicators}
    assert any("ocr_doubtful" in row.flags for row in records.indicators) is doubted
    sure = [row for row in records.indicators if row.confidence == "high"]
    assert {(row.name, row.value_raw) for row in sure} <= printed


def test_values_stand_in_their_boxes_on_the_page_as_shown() -> None:
    straight = {row.name: row for row in read(born()).indicators}
    for row in read(scan(look("office 200"))).indicators:
        there = straight[row.name]
        assert row.x0 is not None
        assert row.top is not None
        assert abs(row.x0 - (there.x0 or 0)) < 12
        assert abs(row.top - (there.top or 0)) < 12


def test_the_same_scan_gives_the_same_records() -> None:
    data = scan(look("coarse 150"))
    assert read(data) == read.__wrapped__(data)


def test_without_leave_pictures_are_refused_with_what_to_do() -> None:
    document = read(scan(look("office 200")), Ocr.NEVER).document
    assert (document.status, document.reason) == ("refused", Reason.NEEDS_OCR)
    assert "--ocr auto" in (document.message or "")


@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_a_picture_is_a_document_of_its_own(format_: str) -> None:
    [sheet] = pictures(look("office 200"))
    records = read(saved(sheet, format_=format_))
    assert (records.document.format, records.document.status) == ("picture", "ok")
    assert rows(records) == rows(read(born()))


def test_each_page_of_a_tiff_is_read() -> None:
    [sheet] = pictures(look("coarse 150"))
    records = read(saved(sheet, sheet, format_="TIFF"))
    assert records.document.pages == 2
    assert [form.page_first for form in records.forms] == [1, 2]


@pytest.mark.parametrize("grey", [255, 0, 128])
def test_a_sheet_without_print_holds_no_form(grey: int) -> None:
    records = read(saved(Image.new("L", (1240, 1754), grey), format_="PNG"))
    assert records.document.status == "no_forms"


def test_a_picture_too_coarse_to_read_is_refused() -> None:
    [sheet] = pictures(look("coarse 150"))
    small = sheet.resize((sheet.width * 40 // 150, sheet.height * 40 // 150))
    document = read(saved(small, format_="PNG")).document
    assert (document.status, document.reason) == ("refused", Reason.NEEDS_OCR)


def test_a_picture_of_too_many_pixels_is_refused_and_a_long_roll_stays_as_wide_as_a_sheet() -> None:
    document = read(saved(Image.new("1", (20000, 9000), 1), format_="PNG")).document
    assert (document.status, document.reason) == ("refused", Reason.RESOURCE_LIMIT)
    [(roll, scale)] = pages_shown(saved(Image.new("L", (1400, 20000), 255), format_="PNG"))
    assert roll.width > 1000
    assert roll.width / scale == pytest.approx(595, rel=0.01)


def test_a_damaged_picture_is_refused() -> None:
    [sheet] = pictures(look("coarse 150"))
    document = read(saved(sheet, format_="PNG")[:4000]).document
    assert (document.status, document.reason) == ("refused", Reason.DAMAGED)


def test_explain_shows_the_cells_of_a_page_that_was_read_from_its_picture() -> None:
    data = scan(look("office 200"))
    source = Source(name="x.pdf", data=data, sha256="0" * 64)
    pages = PdfPages(data, see(source))
    try:
        page = pages.see(1)
    finally:
        pages.close()
    values = {row.value_raw for row in read(data).indicators}
    assert values <= {placed.cell.text for placed in page.cells}


def test_amounts_in_doubt_are_told_with_their_place() -> None:
    records = read(scan(look("covered 200"), "A5"))
    told = [issue for issue in records.issues if issue.code == Code.OCR_DOUBTFUL]
    assert all(issue.page == 1 for issue in told)


def test_long_lines_are_read_by_themselves_and_short_ones_together() -> None:
    widths = [60, 100, 100, 300, 700, 3000]
    batches = list(models.batches(range(len(widths)), widths))
    assert [n for batch in batches for n in batch] == list(range(len(widths)))
    assert all(len(b) == 1 or len(b) * max(widths[n] for n in b) <= 640 for b in batches)
    assert [len(batch) for batch in batches] == [3, 1, 1, 1]


def test_a_table_that_is_cut_by_the_edge_of_the_sheet_is_partial_and_a_whole_one_is_not() -> None:
    [sheet] = pictures(look("office 200"))
    cut = sheet.crop((0, sheet.height // 5, sheet.width, sheet.height))
    records = read(saved(cut, format_="PNG"))
    assert (records.document.status, records.document.reason) == ("partial", Reason.UNREAD_PARTS)
    [issue] = [each for each in records.issues if each.code == Code.PRINT_UNREAD]
    assert "runs off the sheet" in issue.text
    assert read(saved(sheet, format_="PNG")).document.status == "ok"


@pytest.mark.parametrize(("right", "off"), [(90.0, False), (100.0, True), (99.0, False)])
def test_rules_that_another_stops_or_that_end_before_the_border_run_off_nothing(
    right: float, *, off: bool
) -> None:
    from extract.readers.pdf.engines.ocr.cropped import Border, runs_off  # noqa: PLC0415 -- an extra

    sides = [Rule(False, at, 20.0, 80.0) for at in (10.0, 50.0)]
    sides += [Rule(False, 99.0, 20.0, 80.0)] if right == 99 else []
    flats = [Rule(True, at, 10.0, right) for at in (20.0, 50.0, 80.0)]
    found = list(runs_off([*sides, *flats], Border(300, 300, np.eye(3), 3.0)))
    assert found == ([Box(x0=50.0, top=20.0, x1=100.0, bottom=80.0)] if off else [])

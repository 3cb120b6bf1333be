"""What stands beside a budget table: its number, its note, and the way its page is turned."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from samples.budgets.tables import Drawn, drawn_tables
from samples.writers.printed import Printed
from tests.budget_scorecard import FORMATS
from tests.extract.budgets.read import read, records_of, truth

FINAL = [table for table in drawn_tables() if table.phase == "final" and table.amounts]


def numbered(table: Drawn, number: str) -> Printed:
    lines = (number, *(line for line in table.printed.lines if not line.startswith("公开")))
    return replace(table.printed, lines=lines)


def page_by_page(tables: list[Printed], top: float) -> bytes:
    """Each table on a page of its own, of which nothing above `top` is left."""
    out = BytesIO()
    with pikepdf.new() as document:
        for table in tables:
            with pikepdf.open(BytesIO(FORMATS["pdf"]([table]))) as one:
                document.pages.append(one.pages[0])
            left, bottom, right, _ = map(float, document.pages[-1].mediabox)
            document.pages[-1].mediabox = pikepdf.Array([left, bottom, right, top])
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("number", ["公开0{}表", "表{}", "部门公开表{}"])
def test_a_number_at_the_top_of_every_page_is_its_tables_and_no_running_head(number: str) -> None:
    numbers = [number.format(n) for n, _ in enumerate(FINAL, 1)]
    printed = [numbered(table, each) for table, each in zip(FINAL, numbers, strict=True)]
    for data in (page_by_page(printed, 800.0), FORMATS["html"](printed)):
        records = records_of(data)
        assert [table.number_text for table in records.budget_tables] == numbers
        assert {table.unit_text for table in records.budget_tables} == {"万元"}
        assert read(records) == truth(FINAL)


@pytest.mark.parametrize("format_", ["text", "html", "docx", "xlsx", "odf", "mhtml"])
def test_a_note_below_a_table_is_its_own(format_: str) -> None:
    note = "注：本表反映部门本年度各项支出情况。"
    printed = [replace(table.printed, notes=(note,)) for table in FINAL[:2]]
    records = records_of(FORMATS[format_](printed))
    assert [table.note_text for table in records.budget_tables] == [note, note]


def turned(data: bytes, angle: int, *, shown: bool) -> bytes:
    """Pages printed sideways, shown upright by their /Rotate or left as they are printed."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        for page in document.pages:
            width, height = (float(page.mediabox[n]) for n in (2, 3))
            moved = f"0 1 -1 0 {height} 0" if angle == 90 else f"0 -1 1 0 0 {width}"
            page.contents_add(f"q {moved} cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.mediabox = pikepdf.Array([0, 0, height, width])
            if shown:
                page.Rotate = angle
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("angle", [90, 270])
@pytest.mark.parametrize("shown", [True, False])
def test_pages_that_are_turned_are_read_amount_by_amount(angle: int, *, shown: bool) -> None:
    data = FORMATS["pdf"]([table.printed for table in FINAL])
    assert read(records_of(turned(data, angle, shown=shown))) == truth(FINAL)

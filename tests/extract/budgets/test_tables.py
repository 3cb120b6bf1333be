"""Every kind of budget table in every format: kind, phase, unit and each amount in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from samples.budgets.tables import Drawn, drawn_tables
from samples.layouts.others import WRITERS
from samples.writers import docx, html, pdf, xlsx
from samples.writers.html import write_page
from samples.writers.pages import write_sheets
from samples.writers.printed import Printed
from samples.writers.text_tables import EXPORTS, write_tables
from tests.extract.budgets.read import read, records_of, truth

TABLES = {table.name: table for table in drawn_tables()}
_CUTTING = ("watermark", "repeated_header", "open_sides")
WHOLE = [style for style in pdf.STYLES if style.name not in _CUTTING]
"""Styles that cut no head off, lay no mark over one and leave no side open."""
PHASES = pytest.mark.parametrize("phase", ["budget", "final"])


def of(phase: str) -> list[Drawn]:
    return [table for table in drawn_tables() if table.phase == phase]


def printed(phase: str) -> tuple[Printed, ...]:
    return tuple(table.printed for table in of(phase))


@pytest.mark.parametrize("format_", WRITERS)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_amount_by_amount(name: str, format_: str) -> None:
    table = TABLES[name]
    records = records_of(WRITERS[format_]((table.printed,)))
    assert read(records) == truth([table])
    [one] = records.budget_tables
    assert (one.kind, one.phase, one.unit_text) == (table.kind, table.phase, table.unit)
    assert (one.is_empty, records.document.status) == (not table.amounts, "ok")
    assert one.cells_seen == one.cells_emitted + one.cells_ignored
    assert [i.code for i in records.issues if i.severity != "note"] == []


@pytest.mark.parametrize("style", WHOLE, ids=lambda style: style.name)
@PHASES
def test_a_publication_is_read_in_every_style_of_print(phase: str, style: pdf.Style) -> None:
    records = records_of(write_sheets(printed(phase), style))
    kinds = [(t.kind, t.phase, t.unit_text) for t in records.budget_tables]
    assert kinds == [(t.kind, t.phase, t.unit) for t in of(phase)]
    assert read(records) == truth(of(phase))
    assert records.document.status == "ok"


@pytest.mark.parametrize("name", [each.name for each in of("budget")][:3])
def test_title_and_unit_at_the_foot_of_a_page_of_prose_are_those_of_the_next_pages_table(
    name: str,
) -> None:
    table = TABLES[name]
    prose = "按照预算编制的要求，现将有关收支安排情况说明如下，比上年略有增长。\n" * 30

    def below_prose(sheets: Sequence[pdf.Sheet], style: pdf.Style) -> bytes:
        [sheet] = sheets
        head = "\n".join((prose, *sheet.heading))
        return pdf.write_pdf([head, replace(sheet, heading=())], style)

    style = pdf.STYLES[0]
    records = records_of(write_sheets((table.printed,), style, write=below_prose))
    [one] = records.budget_tables
    assert (one.kind, one.unit_text) == (table.kind, table.unit)
    assert read(records) == truth([table])


@pytest.mark.parametrize("style", html.STYLES, ids=lambda style: style.name)
@PHASES
def test_a_publication_is_read_in_every_style_of_page(phase: str, style: html.Style) -> None:
    tables = printed(phase)
    records = records_of(write_page(tables[0].lines[0], tables, style))
    assert read(records) == truth(of(phase))


@pytest.mark.parametrize("style", docx.STYLES, ids=lambda style: style.name)
@PHASES
def test_a_publication_is_read_in_every_style_of_word_document(
    phase: str, style: docx.Style
) -> None:
    records = records_of(docx.write_document("预算公开", printed(phase), style))
    assert read(records) == truth(of(phase))


@pytest.mark.parametrize("style", xlsx.STYLES, ids=lambda style: style.name)
@PHASES
def test_a_publication_is_read_in_every_style_of_workbook(phase: str, style: xlsx.Style) -> None:
    records = records_of(xlsx.write_workbook(printed(phase), style))
    kinds = [(t.kind, t.phase, t.unit_text) for t in records.budget_tables]
    assert kinds == [(t.kind, t.phase, t.unit) for t in of(phase)]
    assert read(records) == truth(of(phase))
    places = [line.place for line in records.budget_lines]
    assert None not in places


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
@PHASES
def test_an_export_that_displaces_heads_is_said_and_gives_no_wrong_amount(
    phase: str, export: object
) -> None:
    for table in of(phase):
        records = records_of(write_tables((table.printed,), export))  # type: ignore[arg-type]
        assert read(records) <= truth([table])
        lost = truth([table]) - read(records)
        assert not lost or records.document.status == "partial"


@pytest.mark.parametrize("style", [pdf.STYLES[0], pdf.STYLES[7]], ids=lambda style: style.name)
@pytest.mark.parametrize("cut", range(3, 45, 6))
@PHASES
def test_wherever_a_page_is_cut_no_amount_moves_and_none_is_lost_in_silence(
    phase: str, cut: int, style: pdf.Style
) -> None:
    records = records_of(write_sheets(printed(phase), style, lines_before=cut))
    assert read(records) <= truth(of(phase))
    lost = truth(of(phase)) - read(records)
    assert not lost or records.document.status == "partial"


def test_an_amount_is_exact_in_yuan_with_its_page_and_box() -> None:
    records = records_of(WRITERS["pdf"]((TABLES["budget_income_expenditure"].printed,)))
    line = next(x for x in records.budget_lines if x.row_label_text == "三、农林水支出")
    assert line.amount == Decimal("13343000.0000")
    assert (line.page, line.place) == (1, "p. 1")
    assert None not in {line.x0, line.top, line.x1, line.bottom}


def test_a_percentage_is_kept_and_is_no_money() -> None:
    table = TABLES["budget_general_expenditure_with_last_year"]
    records = records_of(WRITERS["html"]((table.printed,)))
    shares = [x for x in records.budget_lines if x.unit_text == "%"]
    assert [x.amount_text for x in shares] == [
        *("4.20%", "4.20%", "4.20%", "3.72%", "3.72%", "-1.71%", "6.69%", "3.74%")
    ]
    assert {(x.amount, x.flags) for x in shares} == {(None, ("share",))}


def test_a_row_of_two_classifications_has_the_code_of_the_department() -> None:
    table = TABLES["budget_general_basic_two_classifications"]
    records = records_of(WRITERS["pdf"]((table.printed,)))
    line = next(x for x in records.budget_lines if x.row_label_text == "基本工资")
    assert (line.economic_code, line.code_text, line.code_level) == (
        "30101",
        "30101 50101",
        "section",
    )


def test_the_sentence_of_an_empty_table_is_its_note() -> None:
    for name in ("budget_fund_expenditure_empty", "budget_capital_expenditure_empty"):
        records = records_of(WRITERS["html"]((TABLES[name].printed,)))
        [table] = records.budget_tables
        assert table.is_empty
        assert "2025年没有" in (table.note_text or "")

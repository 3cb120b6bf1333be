"""Shapes of budget tables that publications print, and what is wrong with some of them."""

from __future__ import annotations

import pytest

from extract.budgets.gate_words import gate
from extract.readers.pdf.gate import prints_amounts
from normalize.documents import Records
from samples.layouts.drawing import lines_of, merged
from samples.layouts.others import WRITERS
from samples.layouts.publications import published
from samples.writers.printed import Printed
from tests.extract.budgets.read import records_of

FORMATS = pytest.mark.parametrize("format_", ["html", "pdf"])
LINES = ("部门支出总表", "单位：万元")
HEAD = "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出\n"


def read(drawn: str, *lines: str, format_: str = "html") -> Records:
    rows = merged(line.cells for line in lines_of(drawn))
    return records_of(WRITERS[format_]((Printed(lines=lines or LINES, rows=rows),)))


def amounts(records: Records) -> list[tuple[str, str, str | None, str]]:
    return [(x.row_label_text, x.measure, x.phase, x.amount_text) for x in records.budget_lines]


@FORMATS
def test_three_public_expenses_may_stand_below_each_other(format_: str) -> None:
    drawn = """
项目 | 预算数 | 决算数
合计 | 12.80 | 12.50
1.因公出国（境）费 | 0.00 | 0.00
2.公务接待费 | 3.20 | 3.10
3.公务用车购置及运行费 | 9.60 | 9.40
其中：（1）公务用车运行维护费 | 9.60 | 9.40
（2）公务用车购置费 | 0.00 | 0.00
"""
    records = read(drawn, "“三公”经费支出决算表", "单位：万元", format_=format_)
    [table] = records.budget_tables
    assert (table.kind, table.phase, table.lines) == ("three_public", "final", 12)
    assert amounts(records)[4:6] == [
        ("2.公务接待费", "total", "budget", "3.20"),
        ("2.公务接待费", "total", "final", "3.10"),
    ]


@FORMATS
def test_last_year_is_told_by_the_heads_where_the_title_names_no_year(format_: str) -> None:
    drawn = """
科目编码 | 科目名称 | 2023年预算数 | 2024年预算数 | <
^ | ^ | ^ | 合计 | 基本支出
201 | 一般公共服务支出 | 90.00 | 100.00 | 100.00
20106 | 财政事务 | 90.00 | 100.00 | 100.00
"""
    records = read(drawn, "一般公共预算支出表", "单位：万元", format_=format_)
    assert [x.measure for x in records.budget_lines[:3]] == ["previous_year", "total", "basic"]
    assert {x.fiscal_year for x in records.budget_lines} == {2024}


def test_title_office_and_unit_may_be_rows_of_the_table() -> None:
    drawn = f"""
2025年部门支出总表 | < | < | < | <
部门： | 禾溪县水利局 | | | 单位：万元
{HEAD}213 | 农林水支出 | 100.00 | 40.00 | 60.00
"""
    records = read(drawn, "附件")
    [table] = records.budget_tables
    assert (table.kind, table.unit_text, table.fiscal_year) == ("expenditure", "万元", 2025)
    assert [x.amount_text for x in records.budget_lines] == ["100.00", "40.00", "60.00"]


def test_a_part_of_a_code_that_stands_in_rows_above_is_put_before_it() -> None:
    drawn = """
科目编码 | < | < | 科目名称 | 合计
类 | 款 | 项 | ^ | ^
208 | | | 社会保障和就业支出 | 52.10
 | 05 | | 行政事业单位养老支出 | 52.10
 | | 05 | 机关事业单位基本养老保险缴费支出 | 52.10
"""
    records = read(drawn)
    found = [(x.function_code, x.code_text, x.code_level, x.flags) for x in records.budget_lines]
    assert found == [
        ("208", "208", "class", ()),
        ("20805", "05", "section", ("code_completed",)),
        ("2080505", "05", "item", ("code_completed",)),
    ]


def test_a_code_and_a_name_that_disagree_are_said_and_nothing_is_changed() -> None:
    records = read(f"{HEAD}20805 | 抚恤 | 52.10 | 52.10 | \n")
    [issue] = [i for i in records.issues if i.code == "budget_code_contradicted"]
    assert issue.text == "20805 抚恤 (行政事业单位养老支出)"
    line = records.budget_lines[0]
    assert (line.row_label_text, line.function_code, line.confidence) == ("抚恤", "20805", "low")
    assert records.document.status == "ok"


def test_without_a_printed_unit_no_amount_is_given_in_yuan() -> None:
    records = read(f"{HEAD}213 | 农林水支出 | 100.00 | 40.00 | 60.00\n", "部门支出总表")
    assert {(x.unit_text, x.amount) for x in records.budget_lines} == {(None, None)}
    assert "budget_unit_missing" in [issue.code for issue in records.issues]


@pytest.mark.parametrize("printed", ["12.50 13.20", "(12.50)", "12,5.0", "约12", "12.5.0"])
def test_what_is_no_single_amount_fails_and_is_said(printed: str) -> None:
    records = read(f"{HEAD}213 | 农林水支出 | {printed} | 40.00 | 60.00\n")
    [table] = records.budget_tables
    assert (table.cells_seen, table.cells_emitted, table.cells_failed) == (3, 2, 1)
    assert [x.amount_text for x in records.budget_lines] == ["40.00", "60.00"]
    assert records.document.status == "partial"
    assert printed in next(i.text for i in records.issues if i.code == "budget_amount_unread")


@pytest.mark.parametrize(
    ("printed", "read_as"), [("-12.50", "-12.50"), ("1,234.⏎50", "1,234.50"), ("0", "0")]
)
def test_a_minus_a_broken_line_and_a_zero_are_amounts(printed: str, read_as: str) -> None:
    records = read(f"{HEAD}213 | 农林水支出 | {printed} | 40.00 | 60.00\n")
    assert records.budget_lines[0].amount_text == read_as


def test_amounts_under_columns_of_names_give_no_amount_at_all() -> None:
    records = read(
        f"{HEAD}213 | 农林水支出 | 100.00 | 40.00 | 60.00\n合计 | 100.00 | 40.00 | 60.00 |\n"
    )
    assert len(records.budget_lines) == 3
    assert records.document.status == "partial"


@FORMATS
def test_a_titled_table_without_a_head_is_said(format_: str) -> None:
    drawn = """
213 | 农林水支出 | 100.00 | 40.00 | 60.00
21303 | 水利 | 100.00 | 40.00 | 60.00
"""
    records = read(drawn, format_=format_)
    assert (records.budget_lines, records.document.status) == ((), "partial")
    assert "budget_table_unread" in [issue.code for issue in records.issues]


@FORMATS
def test_an_unknown_column_keeps_its_amounts_and_is_noted(format_: str) -> None:
    drawn = """
科目编码 | 科目名称 | 合计 | 基本支出 | 特别安排
213 | 农林水支出 | 100.00 | 40.00 | 60.00
"""
    records = read(drawn, format_=format_)
    line = records.budget_lines[-1]
    assert (line.measure, line.measure_text, line.flags) == (
        "unclassified",
        "特别安排",
        ("column_unknown",),
    )
    assert (records.document.status, [i.code for i in records.issues]) == (
        "ok",
        ["budget_column_unknown"],
    )


@FORMATS
def test_forms_of_targets_beside_budget_tables_keep_what_they_were(format_: str) -> None:
    form = published("A3", "clean").printed
    rows = merged(line.cells for line in lines_of(f"{HEAD}213 | 农林水支出 | 1.00 | | 1.00\n"))
    both = (Printed(lines=LINES, rows=rows), *form)
    alone, beside = (records_of(WRITERS[format_](x)) for x in (tuple(form), both))
    assert [f.title for f in beside.forms] == [f.title for f in alone.forms]
    assert len(beside.indicators) == len(alone.indicators) > 0
    assert (beside.document.status, len(beside.budget_tables)) == ("ok", 1)


def test_rows_of_amounts_on_a_page_without_rules_are_told_from_sentences() -> None:
    rows = "".join(f"2010{n} 人大事务 1,200.0{n} 800.00 400.00\n" for n in range(1, 7))
    assert prints_amounts(f"支出决算表\n科目编码 科目名称 合计 基本支出\n{rows}", gate())
    told = "2024年一般公共预算支出1,200.00万元，其中基本支出800.00万元，项目支出400.00万元。\n"
    assert not prints_amounts(told * 9, gate())

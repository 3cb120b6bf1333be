"""Budget tables that lost heads or columns: no amount is given to what it does not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from extract import Source, read_document
from normalize.documents import Records, normalize_document
from samples.budgets.damage import damaged
from samples.budgets.tables import Drawn, drawn_tables
from samples.layouts.drawing import lines_of, merged
from samples.writers.printed import Printed
from tests.budget_scorecard import FORMATS
from tests.extract.budgets.read import Line, read, records_of, truth
from tests.extract.budgets.test_cut import is_said
from tests.extract.budgets.test_shapes import amounts
from tests.extract.budgets.test_shapes import read as read_drawn

PROJECTS = next(table for table in drawn_tables() if table.name == "budget_projects")
"""Its title names the year."""


def results(kind: str, format_: str, beside: Iterable[Drawn] = ()) -> dict[str, Counter[Line]]:
    """Wrong amounts, and those lost without a word, of all tables after a damage."""
    found: dict[str, Counter[Line]] = {"wrong": Counter(), "silent": Counter(), "right": Counter()}
    for each in damaged():
        if each.kind != kind:
            continue
        tables = [*(t for t in beside if t.phase == each.table.phase), each.table]
        records = records_of(FORMATS[format_]([table.printed for table in tables]))
        printed, told = truth(tables), read(records)
        found["wrong"] += told - printed
        found["right"] += told & printed
        if not is_said(records):
            found["silent"] += printed - told
    return found


@pytest.mark.parametrize(
    ("kind", "format_", "right"),
    [
        ("lowest row of heads", "html", 171),
        ("lowest row of heads", "pdf", 171),
        ("upper row of heads", "html", 300),
        ("all heads", "html", 0),
    ],
)
def test_a_missing_row_of_heads_is_said_and_no_amount_is_mislabelled(
    kind: str, format_: str, right: int
) -> None:
    found = results(kind, format_)
    assert not found["wrong"]
    assert not found["silent"]
    assert found["right"].total() >= right


def test_rows_without_heads_and_title_are_said_where_they_print_classes_or_totals() -> None:
    found = results("heads and title", "html")
    assert not found["wrong"]
    # Bare numbers, and amounts beside names of projects, may be of any table.
    silent = {line[0] for line in found["silent"]}
    assert silent == {"three_public", "projects", "procurement", "fiscal_expenditure"}


def test_where_this_years_columns_are_cut_off_last_years_is_not_taken_for_it() -> None:
    found = results("right columns", "html", [PROJECTS])
    assert not found["wrong"]
    assert not found["silent"]


def codes(records: Records) -> list[str]:
    return [issue.code for issue in records.issues]


def test_a_table_of_last_years_amounts_only_says_so() -> None:
    records = read_drawn(
        "科目编码 | 科目名称 | 2024年预算数\n213 | 农林水支出 | 1417.33", "2025年一般公共预算支出表"
    )
    assert [line[1] for line in amounts(records)] == ["previous_year"]
    assert "budget_columns_missing" in codes(records)
    healthy = read_drawn(
        "科目编码 | 科目名称 | 2024年预算数 | 2025年预算数\n213 | 农林水支出 | 1417.33 |",
        "2025年一般公共预算支出表",
    )
    assert "budget_columns_missing" not in codes(healthy)


def test_amounts_under_a_head_that_stands_over_several_columns_fail() -> None:
    records = read_drawn(
        "科目编码 | 科目名称 | 合计 | 项目支出 | <\n213 | 农林水支出 | 9.00 | 5.00 | 4.00",
        "部门支出总表",
        "单位：万元",
    )
    [table] = records.budget_tables
    assert [line[1] for line in amounts(records)] == ["total"]
    assert (table.cells_seen, table.cells_emitted, table.cells_failed) == (3, 1, 2)
    assert "budget_column_unread" in codes(records)


def test_one_head_over_codes_and_names_is_read_as_both() -> None:
    records = read_drawn(
        "科目 | < | 合计\n213 | 农林水支出 | 9.00\n21303 | 水利 | 9.00",
        "部门支出总表",
        "单位：万元",
    )
    assert [(x.function_code, x.row_label_text) for x in records.budget_lines] == [
        ("213", "农林水支出"),
        ("21303", "水利"),
    ]


def test_totals_name_the_side_of_a_block_where_no_head_does() -> None:
    records = read_drawn(
        "项目 | 预算数 | 项目 | 预算数\n财政拨款 | 9.00 | 农林水支出 | 9.00\n"
        "收入总计 | 9.00 | 支出总计 | 9.00",
        "部门收支总表",
        "单位：万元",
    )
    assert [line.side for line in records.budget_lines] == ["income", "expenditure"] * 2


def test_last_years_columns_alone_contradict_the_year_that_is_stated() -> None:
    rows = merged(
        line.cells
        for line in lines_of("科目编码 | 科目名称 | 2024年预算数\n213 | 农林水支出 | 14.00")
    )
    data = FORMATS["html"]([Printed(lines=("一般公共预算支出表", "单位：万元"), rows=rows)])
    for stated, said in ((2025, ["2025 / 2024"]), (2024, []), (None, [])):
        source = Source(name="a", data=data, sha256="0" * 64, fiscal_year=stated)
        records = normalize_document(source, read_document(source))
        told = [issue.text for issue in records.issues if issue.code == "year_contradicted"]
        assert told == said

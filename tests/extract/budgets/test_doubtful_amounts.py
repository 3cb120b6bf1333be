"""Amounts that one cell alone leaves in doubt: read where their table proves them, else said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.documents import Records
from tests.extract.budgets.test_shapes import HEAD, read

COMPARED = """
科目编码 | 科目名称 | 2024年预算数 | 2025年预算数 | 比上年增减额
213 | 农林水支出 | 1,417.33 | 1,365.00 | {0}
2130301 | 行政运行 | 402.11 | 445.00 | 42.89
"""


def unread(records: Records) -> list[str]:
    return [issue.text or "" for issue in records.issues if issue.code == "budget_amount_unread"]


def test_an_amount_in_brackets_is_negative_where_a_sum_says_so() -> None:
    records = read(COMPARED.format("（52.33）"))
    change = [(x.amount_text, x.amount) for x in records.budget_lines if x.measure == "change"]
    assert change == [("(52.33)", Decimal(-523300)), ("42.89", Decimal(428900))]
    assert records.document.status == "ok"


def test_a_class_that_is_the_sum_of_its_sections_proves_brackets() -> None:
    rows = (
        "208 | 社会保障和就业支出 | 7.00 | |\n20805 | 养老 | 9.00 | |\n20808 | 抚恤 | (2.00) | |\n"
    )
    assert [x.amount for x in read(HEAD + rows).budget_lines][-1] == Decimal(-20000)


@pytest.mark.parametrize("printed", ["(52.30)", "(9.00)"])
def test_brackets_that_no_sum_proves_are_said(printed: str) -> None:
    records = read(COMPARED.format(printed))
    [table] = records.budget_tables
    assert (table.cells_seen, table.cells_emitted, table.cells_failed) == (6, 5, 1)
    assert unread(records) == [f"农林水支出 {printed}"]


def test_blanks_part_thousands_where_the_table_proves_it() -> None:
    row = "213 | 农林水支出 | {0} | 40 000.00 | 12 345.00\n"
    records = read(HEAD + row.format("15 400 000.00"), "部门支出总表", "单位：元")
    assert [x.amount for x in records.budget_lines] == [15_400_000, 40_000, 12_345]
    # Alone 12 may be the number of a row, and 345.00 its amount.
    records = read(HEAD + row.format("").replace("40 000.00", ""))
    assert unread(records) == ["农林水支出 12 345.00"]


def test_digits_that_a_narrow_cell_broke_are_one_number() -> None:
    row = "213 | 农林水支出 | {0} | 5601233.15 | 9972568.11\n208 | 社会保障和就业支出 | 3.20 | |\n"
    records = read(HEAD + row.format("15573801.2⏎6"), "部门支出总表", "单位：元")
    assert records.budget_lines[0].amount == Decimal("15573801.26")
    for printed in ("12⏎345.00", "12.50⏎13.20", "15573801⏎6"):
        [said] = unread(read(HEAD + row.format(printed)))
        assert said.startswith("农林水支出")


def test_a_column_of_money_under_an_unknown_head_keeps_a_word_among_it_in_sight() -> None:
    drawn = (
        "科目编码 | 科目名称 | 合计 | 树木费\n"
        "213 | 农林水支出 | 9.00 | 4.00\n"
        "208 | 养老 | 3.00 | 1.00\n210 | 卫生健康支出 | 2.00 | 约2\n"
    )
    records = read(drawn)
    assert len(records.budget_lines) == 5
    assert unread(records) == ["卫生健康支出 约2"]

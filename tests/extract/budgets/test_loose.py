"""Budget tables printed without rules: read where one reading is left of them, else said."""

from __future__ import annotations

from collections import Counter

import pytest

from normalize.documents import Records
from samples.budgets.tables import Drawn, drawn_tables
from samples.layouts.drawing import lines_of, merged
from samples.writers.loose import LOOSE, Loose, write_loose
from samples.writers.printed import Printed
from tests.extract.budgets.read import read, records_of, truth

PLAIN = LOOSE[0]
FILLED = [table for table in drawn_tables() if table.amounts]


def told(table: Drawn, style: Loose) -> str:
    """right, or said with nothing wrong; everything else is a wrong amount or a silent loss."""
    records = records_of(write_loose([table.printed], style))
    if read(records) == truth([table]) and len(records.budget_tables) == 1:
        return "right"
    said = any(issue.code == "budget_table_unread" for issue in records.issues)
    return "said" if said and not read(records) - truth([table]) else "wrong"


@pytest.mark.parametrize("style", LOOSE, ids=lambda style: style.name)
def test_no_amount_of_a_table_without_rules_is_wrong_or_lost_without_a_word(style: Loose) -> None:
    counts = Counter(told(table, style) for table in FILLED)
    assert counts["wrong"] == 0
    # Heads that touch may be one or two: where they do, a table is said and not read.
    said = {"over_pages_without_heads": 4, "over_pages": 0, "close": 0, "run_together": 13}
    assert counts["right"] >= len(FILLED) - said.get(style.name, 1)


HEAD = """
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
"""
ROWS = """
213 | 农林水支出 | 1334.30 | 412.80 | 921.50
21303 | 水利 | 1334.30 | 412.80 | 921.50
2130301 | 行政运行 | 412.80 | 412.80 |
2130306 | 水利工程运行与维护 | 921.50 | | 921.50
"""


def printed(drawn: str, *, head: str = HEAD) -> Records:
    rows = merged(line.cells for line in lines_of(head + drawn.lstrip("\n")))
    form = Printed(lines=("部门支出总表", "单位：万元"), rows=rows)
    return records_of(write_loose([form], PLAIN))


def test_an_empty_column_takes_no_amount_from_its_neighbours() -> None:
    drawn = ROWS.replace("| 412.80 | 921.50", "| | 921.50").replace(
        "412.80 | 412.80 |", "412.80 | |"
    )
    records = printed(drawn)
    assert [(x.measure, x.amount_text) for x in records.budget_lines] == [
        ("total", "1334.30"),
        ("project", "921.50"),
        ("total", "1334.30"),
        ("project", "921.50"),
        ("total", "412.80"),
        ("total", "921.50"),
        ("project", "921.50"),
    ]


def test_rows_without_a_head_are_said() -> None:
    records = printed(ROWS, head="")
    assert not records.budget_lines
    assert [i.code for i in records.issues if i.severity == "error"] == ["budget_table_unread"]


def test_two_amounts_run_together_are_said() -> None:
    records = printed(ROWS.replace("| 412.80 | 921.50", "| 412.80 921.50 |", 1))
    assert not records.budget_lines
    assert [i.code for i in records.issues if i.severity == "error"] == ["budget_table_unread"]

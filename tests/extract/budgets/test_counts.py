"""Rows of cars, guests and groups in a table of money: their numbers are no money."""

from __future__ import annotations

from decimal import Decimal

from tests.extract.budgets.test_shapes import read


def test_what_is_counted_among_money_has_its_own_unit_and_no_amount() -> None:
    drawn = """
项目 | 行次 | 决算统计数
栏次 | | 1
一、“三公”经费支出 | 1 | 12.40
（1）公务用车购置费 | 2 | 10.20
（二）相关统计数 | 3 | —
5．国内公务接待批次（个） | 4 | 25
三、车辆数合计 | 5 | 4
（一）机要通信用车 | 6 | 1
四、政府采购支出合计 | 7 | 172.50
"""
    records = read(drawn, "“三公”经费、机关运行经费情况表", "单位：万元")
    assert [(x.amount_text, x.unit_text, x.amount) for x in records.budget_lines] == [
        ("12.40", "万元", Decimal(124000)),
        ("10.20", "万元", Decimal(102000)),
        ("25", "个", None),
        ("4", "数", None),
        ("1", "数", None),
        ("172.50", "万元", Decimal(1725000)),
    ]
    assert not records.issues


def test_a_table_that_prints_its_title_inside_and_no_head_is_said() -> None:
    drawn = """
政府采购预算表 | < | < | <
甲 | 20.00 | 30.00 | 4.00
乙 | 21.00 | 31.00 | 5.00
"""
    records = read(drawn, "公开目录")
    assert [issue.code for issue in records.issues if issue.severity == "error"] == [
        "budget_table_unread"
    ]


def test_what_stands_between_a_title_and_its_table_parts_them_not() -> None:
    rows = "223 | 国有资本 | 22.00 | 22.00\n22301 | 遗留问题 | 22.00 | 22.00\n"
    above = ("国有资本经营预算支出表", "公开08表", "部门：禾溪县水利局", "2025年", "单位：万元")
    records = read(rows, *above)
    assert not records.budget_lines
    assert [issue.code for issue in records.issues if issue.severity == "error"] == [
        "budget_table_unread"
    ]

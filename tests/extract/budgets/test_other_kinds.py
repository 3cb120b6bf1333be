"""Tables of money of kinds that the data has not: said, and never taken for another kind."""

from __future__ import annotations

import pytest

from tests.extract.budgets.test_shapes import FORMATS, read

TRANSFERS = """
单位名称（项目） | 资金来源 | < | < | 地区 | <
^ | 合计 | 一般公共预算 | 政府性基金 | 禾溪县 | 柳川区
农村公路养护补助 | 90.00 | 60.00 | 30.00 | 40.00 | 50.00
"""
ASSETS = """
单位名称 | 资产名称 | 计量单位 | 数量 | 单价 | 金额
禾溪县水利局 | 台式电脑 | 台 | 10 | 0.50 | 5.00
禾溪县水利局 | 打印机 | 台 | 2 | 0.20 | 0.40
"""


@FORMATS
@pytest.mark.parametrize(
    ("drawn", "title"),
    [
        (TRANSFERS, "市对下转移支付支出预算表"),
        (ASSETS, "新增资产配置支出预算表"),
        (ASSETS, "国有资产占有使用情况表"),
    ],
)
def test_a_table_of_transfers_or_assets_is_passed_over_with_a_word(
    drawn: str, title: str, format_: str
) -> None:
    records = read(drawn, title, "单位：万元", format_=format_)
    assert not records.budget_lines
    # A number of computers is no indicator of a form.
    assert not records.forms
    assert [(i.severity, i.code, i.text) for i in records.issues] == [
        ("warning", "budget_table_passed", title)
    ]


def test_what_is_bought_has_a_kind_whatever_it_is_bought_with() -> None:
    drawn = "采购项目名称 | 采购预算金额合计\n水闸维修 | 60.00"
    records = read(drawn, "国有资产政府采购预算表", "单位：万元")
    assert [table.kind for table in records.budget_tables] == ["procurement"]

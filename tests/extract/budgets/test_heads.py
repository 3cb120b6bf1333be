"""Heads of budget tables: what a column counts, and what it does not."""

from __future__ import annotations

from normalize.documents import Records
from tests.extract.budgets.test_shapes import amounts, read


def measures(records: Records) -> list[str]:
    return [line[1] for line in amounts(records)]


def test_a_balance_stays_one_whatever_fund_it_is_of() -> None:
    drawn = """
部门（单位）代码 | 部门（单位）名称 | 合计 | 本年收入 | < | 上年结转结余 | < | <
^ | ^ | ^ | 小计 | 一般公共预算 | 小计 | 一般公共预算 | 单位资金
204 | 禾溪县教育局 | 130.00 | 100.00 | 100.00 | 30.00 | 20.00 | 10.00
"""
    records = read(drawn, "部门收入总表", "单位：万元")
    assert measures(records) == ["total", "total", "fund_general", *["opening_balance"] * 3]
    # The code is the office's: it is kept as printed, and is no class of expenditure.
    assert {(x.code_text, x.function_code) for x in records.budget_lines} == {("204", None)}
    assert not records.issues


def test_a_head_with_further_words_is_told_by_its_parts() -> None:
    drawn = """
单位名称 | 三公经费小计 | 因公出国（境）安排 | 公务用车购置和运行支出 | 公车运行支出 | 公务接待安排
禾溪县水利局 | 12.80 | 0.00 | 9.60 | 9.60 | 3.20
"""
    records = read(drawn, "“三公”经费预算表", "单位：万元")
    told = ["total", "trips_abroad", "vehicles", "vehicle_running", "reception"]
    assert measures(records) == told
    assert not records.issues


def test_what_is_bought_has_a_number_that_is_no_money() -> None:
    drawn = """
采购项目名称 | 采购品目 | 计量单位 | 数量 | 采购预算金额合计 | 一般公共预算 | 单位资金
水闸维修 | 水泵 | 台 | 6 | 60.00 | 50.00 | 10.00
"""
    records = read(drawn, "政府采购预算表", "单位：万元")
    [table] = records.budget_tables
    assert (table.kind, table.cells_seen) == ("procurement", 3)
    assert measures(records) == ["total", "fund_general", "unclassified"]


def test_a_percentage_of_the_budget_is_a_share() -> None:
    drawn = """
科目编码 | 科目名称 | 年初预算数 | 决算支出数 | 完成年初预算的%
213 | 农林水支出 | 100.00 | 90.00 | 90.00
"""
    records = read(drawn, "一般公共预算财政拨款支出决算表", "单位：万元")
    assert [(x.phase, x.unit_text) for x in records.budget_lines] == [
        ("budget", "万元"),
        ("final", "万元"),
        ("final", "%"),
    ]
    assert not records.issues


def test_goods_and_services_are_public_expenses_only_of_basic_expenditure() -> None:
    drawn = """
科目编码 | 科目名称 | 总计 | 基本支出 | < | 商品和服务支出
^ | ^ | ^ | 小计 | 商品和服务支出 | ^
2130301 | 行政运行 | 588.00 | 68.00 | 68.00 | 520.00
"""
    records = read(drawn, "部门支出总表", "单位：万元")
    assert measures(records) == ["total", "basic", "public", "unclassified"]


def test_codes_of_a_catalogue_of_services_are_no_classes_of_expenditure() -> None:
    drawn = """
购买服务项目名称 | 购买服务指导性目录代码 | 采购数量 | 购买服务预算金额
林业有害生物监测 | 20402 | 30 | 30.00
"""
    records = read(drawn, "政府购买服务预算表", "单位：万元")
    assert [(x.code_text, x.function_code, x.amount_text) for x in records.budget_lines] == [
        ("20402", None, "30.00")
    ]
    assert not records.issues


def test_a_head_is_told_without_what_only_narrows_it() -> None:
    drawn = """
科目编码 | < | < | < | 合计 | 当年财政拨款安排 | 上年结转安排 | 事业收入（不含专户） | 非税收入拨款
类 | 款 | 项 | 单位代码 | ^ | ^ | ^ | ^ | ^
213 | 03 | 01 | 332301 | 10.00 | 4.00 | 3.00 | 2.00 | 1.00
"""
    records = read(drawn, "一般公共预算支出预算表", "单位：万元")
    told = ["total", "total", "opening_balance", "income_institutional", "unclassified"]
    assert measures(records) == told
    # The office's code is none of the subject's.
    codes = {(x.code_text, x.function_code) for x in records.budget_lines}
    assert codes == {("213 03 01", "2130301")}


def test_a_row_of_heads_most_of_which_are_unknown_is_one_above_rows_of_money() -> None:
    drawn = """
项目 | 采购金额合计 | 苗木类 | 围栏类 | 标牌类 | 其余类
水闸维修 | 65.00 | 20.00 | 45.00 | |
"""
    records = read(drawn, "部门政府采购预算表", "单位：万元")
    assert measures(records) == ["total", "unclassified", "unclassified"]
    assert "budget_column_unknown" in [issue.code for issue in records.issues]


def test_labels_under_an_unknown_head_are_not_those_of_another_block() -> None:
    drawn = """
收入 | < | 支出 | < | < | <
项目 | 预算数 | 大类（甲） | 预算数 | 大类（乙） | 预算数
一、财政拨款 | 9.00 | 一、农林水 | 7.00 | 一、人员 | 5.00
收入总计 | 9.00 | 支出总计 | 9.00 | 支出总计 | 9.00
"""
    records = read(drawn, "部门综合预算收支总表", "单位：万元")
    assert [(x.side, x.row_label_text, x.amount_text) for x in records.budget_lines[:3]] == [
        ("income", "一、财政拨款", "9.00"),
        ("expenditure", "一、农林水", "7.00"),
        ("expenditure", "一、人员", "5.00"),
    ]

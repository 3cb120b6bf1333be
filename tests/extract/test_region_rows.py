"""G4: a row for each region, a column for each indicator; and the other way round (B3)."""

from __future__ import annotations

from extract.document import read_document
from extract.model import Form, Source
from extract.readers.html import HTML
from extract.readers.text import tables
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart
from extract.targets.gate_words import gate

TITLE = "2024年水利发展资金区域绩效目标分解表"


def forms_of_page(rows: str, title: str = TITLE) -> tuple[Form, ...]:
    html = f"<meta charset=utf-8><p>{title}</p><p>单位：万元</p><table border=1>{rows}</table>"
    [grid] = HTML.read(Source(name="a.html", data=html.encode(), sha256=""), gate=gate()).grids
    return recognise(take_apart(grid)[0])


def rows_of(form: Form) -> list[tuple[str | None, str, str, str]]:
    return [(row.scope, row.level1, row.name, row.value) for row in form.indicators]


def test_regions_within_regions_projects_and_sums_of_some() -> None:
    [found] = forms_of_page(
        "<tr><td rowspan=2>市（州）<td rowspan=2>县（市、区）<td rowspan=2>项目名称"
        "<td rowspan=2>资金<td colspan=2>产出指标"
        "<tr><td>渠道长度（公里）<td>完工率"
        "<tr><td rowspan=2>柳江市<td>小计<td><td>120<td>5<td>100%"
        "<tr><td>禾溪县<td>2024年渠道<td>120<td>5<td>100%"
        "<tr><td colspan=3>合计<td>210<td>9<td>-"
    )
    assert rows_of(found) == [
        ("柳江市小计", "产出指标", "渠道长度（公里）", "5"),
        ("柳江市小计", "产出指标", "完工率", "100%"),
        ("柳江市禾溪县", "产出指标", "渠道长度（公里）", "5"),
        ("柳江市禾溪县", "产出指标", "完工率", "100%"),
        ("合计", "产出指标", "渠道长度（公里）", "9"),
    ]
    assert [(line.item, line.label, line.amount, line.unit) for line in found.funding] == [
        ("unclassified", "柳江市小计 资金", "120", "万元"),
        ("unclassified", "柳江市禾溪县 资金", "120", "万元"),
        ("total", "合计 资金", "210", "万元"),
    ]
    [named, _] = [row for row in found.indicators if row.scope == "柳江市禾溪县"]
    assert [(cell.role, cell.text) for cell in named.further] == [(None, "2024年渠道")]
    assert (found.rows_seen, found.rows_ignored, list(found.issues)) == (6, 1, [])


def test_units_below_the_headings_and_offices_without_a_level() -> None:
    [found] = forms_of_page(
        "<tr><td rowspan=2>单位<td>资金总额<td>建设数量<td>满意度<tr><td>万元<td>个<td>%"
        "<tr><td>禾溪县第一小学<td>120<td>10<td>≥90<tr><td>柳川区中学<td>90<td>7<td>≥90",
        "2024年义务教育补助资金绩效目标表",
    )
    assert [(row.scope, row.name, row.value, row.unit) for row in found.indicators] == [
        ("禾溪县第一小学", "建设数量", "10", "个"),
        ("禾溪县第一小学", "满意度", "≥90", "%"),
        ("柳川区中学", "建设数量", "7", "个"),
        ("柳川区中学", "满意度", "≥90", "%"),
    ]
    assert [(line.amount, line.unit) for line in found.funding] == [("120", "万元"), ("90", "万元")]


def test_what_has_no_place_is_said() -> None:
    [found] = forms_of_page(
        "<tr><td rowspan=2>地区<td colspan=2>产出指标<tr><td>甲（个）<td>乙（个）"
        "<tr><td>禾溪县<td colspan=2>共5个<tr><td><td>3<td>4<tr><td>柳川区<td>1<td>2"
    )
    assert rows_of(found) == [
        ("柳川区", "产出指标", "甲（个）", "1"),
        ("柳川区", "产出指标", "乙（个）", "2"),
    ]
    assert [(issue.code, issue.text) for issue in found.issues] == [
        ("cell_unread", "禾溪县 | 共5个"),
        ("row_failed", "3 | 4"),
    ]


def test_regions_as_columns_need_no_levels_but_a_title() -> None:
    rows = "<tr><td>指标<td>全市合计<td>禾溪县<td>柳川区<tr><td>造林面积（亩）<td>190<td>100<td>90"
    [found] = forms_of_page(rows)
    assert [(row.scope, row.value) for row in found.indicators] == [
        ("全市合计", "190"),
        ("禾溪县", "100"),
        ("柳川区", "90"),
    ]
    assert forms_of_page(rows, "2024年统计公报") == ()


def test_a_table_of_money_alone_is_no_form_and_an_export_with_lost_cells_is_not_read() -> None:
    money = "<tr><td>地区<td>合计<td>中央资金<td>省级资金<tr><td>禾溪县<td>120<td>100<td>20"
    assert forms_of_page(money, "2024年转移支付资金分配表（绩效目标另附）") == ()
    [grid] = tables(
        f"{TITLE}\n地区\t产出指标\t\t效益指标\n\t渠道（公里）\t完工率\n禾溪县\t5\t100%\t3000\n"
    )
    assert recognise(take_apart(grid)[0]) == ()


def test_years_and_what_was_done_below_an_indicator() -> None:
    heads = "<tr><td rowspan=2>地区<td colspan=2>渠道（公里）<td colspan=2>完工率（%）"
    rows = "<tr><td>禾溪县<td>5<td>6<td>90<td>100<tr><td>柳川区<td>4<td>5<td>90<td>100"
    [found] = forms_of_page(f"{heads}<tr>{'<td>2023年<td>2024年' * 2}{rows}")
    assert [(row.scope, row.name, row.value) for row in found.indicators] == [
        ("禾溪县", "渠道（公里）", "6"),
        ("禾溪县", "完工率（%）", "100"),
        ("柳川区", "渠道（公里）", "5"),
        ("柳川区", "完工率（%）", "100"),
    ]
    assert [cell.label for cell in found.indicators[0].further] == [
        "渠道（公里） 2023年",
        "完工率（%） 2023年",
    ]
    [found] = forms_of_page(f"{heads}<tr>{'<td>2024年<td>2025年' * 2}{rows}")
    assert [issue.code for issue in found.issues] == ["column_unread", "column_unread"]
    assert found.indicators[0].value == "5"
    [found] = forms_of_page(f"{heads}<tr>{'<td>目标值<td>完成值' * 2}{rows}")
    assert [(row.value, row.actual) for row in found.indicators[:2]] == [("5", "6"), ("90", "100")]


def test_regions_that_no_layout_reads_are_said() -> None:
    heads = "<tr><td rowspan=2>地区<td colspan=2>产出指标<tr><td>2025年<td>2026年"
    rows = f"{heads}<tr><td>禾溪县<td>10<td>20"
    html = f"<meta charset=utf-8><p>{TITLE}</p><table border=1>{rows}</table>"
    [issue] = read_document(Source(name="a.html", data=html.encode(), sha256="")).issues
    assert issue.code == "unrecognised_form"


def test_rows_of_money_between_indicators_of_regions_are_money() -> None:
    [found] = forms_of_page(
        "<tr><td>一级指标<td>二级指标<td>三级指标<td>全市合计<td>禾溪县<td>柳川区"
        "<tr><td colspan=3>资金金额<td>210<td>120<td>90"
        "<tr><td colspan=3>其中：中央资金（元）<td>110<td>60<td>50"
        "<tr><td>成本指标<td>经济成本指标<td>补助资金总额<td>210<td>120<td>90"
    )
    assert [(line.item, line.label, line.amount, line.unit) for line in found.funding] == [
        ("total", "全市合计 资金金额", "210", "万元"),
        ("unclassified", "禾溪县 资金金额", "120", "万元"),
        ("unclassified", "柳川区 资金金额", "90", "万元"),
        ("unclassified", "全市合计 其中：中央资金（元）", "110", "元"),
        ("unclassified", "禾溪县 其中：中央资金（元）", "60", "元"),
        ("unclassified", "柳川区 其中：中央资金（元）", "50", "元"),
    ]
    assert [(row.name, row.value) for row in found.indicators] == [
        ("补助资金总额", "210"),
        ("补助资金总额", "120"),
        ("补助资金总额", "90"),
    ]


def test_a_target_beside_what_was_done_of_it_is_no_indicator_of_its_own() -> None:
    for heads in ("<td>目标值<td>实际完成值", "<td>2023年<td>2024年"):
        rows = f"<tr><td rowspan=2>地区<td colspan=2>产出指标<tr>{heads}<tr><td>禾溪县<td>10<td>20"
        assert forms_of_page(rows) == ()

"""Heads, units, years and levels in the wordings of other offices, each read to its value."""

from __future__ import annotations

from extract import Source, read_document
from extract.model import Form
from extract.words.money_labels import funding_role
from normalize.forms import normalize_form
from normalize.issues import is_loss

BLOCK = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t新建公厕\t≥12座\n"


def read(data: str, kind: str = "text") -> Form:
    document = read_document(Source(name=f"form.{kind}", data=data.encode(), sha256=""))
    [found] = document.forms
    assert [each for each in (*document.issues, *found.issues) if is_loss(each)] == []
    return found


def page(rows: str) -> Form:
    return read(f"<p>2024年项目支出绩效目标表</p><table border=1>{rows}</table>", "html")


def yuan(found: Form) -> list[int]:
    records = normalize_form(found, document_id="a", number=1, year=2024)
    return [int(line.amount) for line in records.funding if line.amount is not None]


def test_a_caption_beside_others_tells_the_unit_and_takes_no_name() -> None:
    found = read(
        "项目绩效目标表\n编制单位:禾溪县城管局\t2024年\t金额:元\n项目名称\t公厕改造\n项目金额\t3860000\n"
        f"年度目标\t新建公厕12座\n{BLOCK}"
    )
    assert yuan(found) == [3860000]
    assert found.fact("department_name") == "禾溪县城管局"
    assert list(found.issues) == []
    found = read(
        f"项目绩效目标表\n项目名称：公厕改造\t\t单位：万元\n项目金额\t38\n年度目标\t新建\n{BLOCK}"
    )
    assert (found.fact("project_name"), yuan(found)) == ("公厕改造", [380000])


def test_the_year_behind_an_office_is_no_part_of_its_name() -> None:
    for line in ("填报单位：禾溪县城管局　2024年　单位：万元", "填报单位：禾溪县城管局年度：2024"):
        found = read(f"项目绩效目标表\n{line}\n项目名称\t公厕改造\n年度目标\t新建\n{BLOCK}")
        assert found.fact("department_name") == "禾溪县城管局"


def test_of_a_span_of_years_the_first_is_the_forms_own() -> None:
    found = read(
        "2024-2026年项目支出绩效目标表\n项目名称\t公厕改造\n三年总体目标\t新建\n"
        "一级指标\t二级指标\t三级指标\t2024年目标值\t2025年目标值\n"
        "产出指标\t数量指标\t新建公厕\t≥12座\t≥10座\n"
    )
    assert (found.fiscal_year, [row.value for row in found.indicators]) == (2024, ["≥12座"])


def test_one_column_of_levels_puts_no_benefit_under_costs() -> None:
    rows = "<tr><td>项目名称<td colspan=2>送戏下乡<tr><td>指标类型<td>具体指标<td>目标值"
    for level in ("数量指标", "质量指标", "成本指标", "社会效益指标", "满意度指标"):
        rows += f"<tr><td>{level}<td>{level[:-2]}甲<td>≥12"
    printed = [(row.level1, row.level2) for row in page(rows).indicators]
    assert printed[2:4] == [("", "成本指标"), ("", "社会效益指标")]


def test_what_explains_an_indicator_names_it_where_nothing_else_does() -> None:
    found = page(
        "<tr><td>专项名称<td colspan=3>公厕改造<tr><td>资金额度（万元）<td colspan=3>530"
        "<tr><td rowspan=2>其中<td>彩票公益金<td colspan=2>300<tr><td>一般公共预算<td colspan=2>230"
        "<tr><td>绩效总目标<td colspan=3>新建公厕"
        "<tr><td>一级指标<td>二级指标<td>指标说明<td>指标值"
        "<tr><td>产出指标<td>数量指标<td>新建公厕<td>≥12座<tr><td>效益指标<td>社会效益指标<td>受益人口<td>1人"
    )
    assert [row.name for row in found.indicators] == ["新建公厕", "受益人口"]
    assert yuan(found) == [5300000, 3000000, 2300000]


def test_a_wide_head_of_money_keeps_its_unit() -> None:
    found = page(
        "<tr><td colspan=2>项目名称<td colspan=2>公厕改造<tr><td rowspan=2 colspan=2>资金总额（元）"
        "<td>全年预算安排<td>86,500.00<tr><td>本级财政资金<td>76,500.00"
        "<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值"
        "<tr><td>产出指标<td>数量指标<td>新建公厕<td>≥12座"
    )
    assert yuan(found) == [86500, 76500]


def test_a_projects_code_is_no_part_of_its_name() -> None:
    found = read(
        f"项目绩效目标表\n项目名称及编码\t[511723240001]公厕改造\n年度目标\t新建公厕\n{BLOCK}"
    )
    record = normalize_form(found, document_id="a", number=1, year=2024).form
    assert (record.project_code, record.project_name) == ("511723240001", "公厕改造")


def test_a_goal_of_the_years_of_a_plan_is_no_annual_one() -> None:
    found = read(f"项目绩效目标表\n项目名称\t公厕\n三年规划目标\t36座\n当年工作目标\t12座\n{BLOCK}")
    assert (found.goal_long_term, found.goal) == ("36座", "12座")


def test_sources_by_years_are_lines_of_their_year() -> None:
    found = page(
        "<tr><td colspan=2>项目名称<td colspan=3>公厕改造<tr><td rowspan=3>投资计划（万元）"
        "<td>资金渠道<td>总计<td>2024年<td>2025年<tr><td>合计<td>90<td>30<td>60<tr><td>县级安排<td>40<td>10<td>30"
        "<tr><td>一级指标<td>二级指标<td>三级指标<td colspan=2>指标值"
        "<tr><td>产出指标<td>数量指标<td>新建公厕<td colspan=2>≥12座"
    )
    assert [(line.item, line.label) for line in found.funding if line.amount == "30"] == [
        ("total", "合计 2024年"),
        ("unclassified", "县级安排 2025年"),
    ]
    assert sorted(yuan(found)) == [100000, 300000, 300000, 400000, 600000, 900000]


def test_amounts_below_headings_without_a_label_are_the_blocks() -> None:
    found = page(
        "<tr><td>项目名称<td colspan=3>公厕改造<tr><td rowspan=2>预算执行情况（万元）"
        "<td>年初预算数<td>实际支出数<td>执行率<tr><td>38<td>36<td>94.7%"
        "<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值"
        "<tr><td>产出指标<td>数量指标<td>新建公厕<td>≥12座"
    )
    assert [line.item for line in found.funding] == ["total", "unclassified"]
    assert yuan(found) == [380000, 360000]


def test_money_of_another_year_is_no_total_of_the_form() -> None:
    found = read(
        "2024年项目绩效目标表\n项目名称\t公厕改造\t\t\n"
        "2024年预算安排（万元）\t50\t2023年预算安排（万元）\t40\n"
        f"年度目标\t新建公厕12座\n{BLOCK}"
    )
    assert [(line.item, line.amount) for line in found.funding] == [
        ("total", "50"),
        ("unclassified", "40"),
    ]


def test_the_whole_projects_money_stands_beside_the_years() -> None:
    found = read(
        "项目绩效目标表\n项目名称\t公厕改造\t\t\n项目总金额\t360万元\t本年度金额\t120万元\n"
        f"年度目标\t新建公厕12座\n{BLOCK}"
    )
    assert [(line.item, line.horizon.value) for line in found.funding] == [
        ("total", "mid_term"),
        ("total", "annual"),
    ]


def test_income_is_told_by_its_words() -> None:
    assert [
        funding_role(label)
        for label in ("收入总额", "财政拨款收入", "③上年结余结转", "年度安排资金")
    ] == ["income_total", "fiscal_appropriation", "carry_over", "total"]


def test_parts_in_one_cell_beside_the_sum() -> None:
    found = page(
        "<tr><td>项目名称<td colspan=3>公厕改造<tr><td>资金申请<td>资金总额：118万元"
        "<td colspan=2>其中：省级68万元，县级50万元"
        "<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值"
        "<tr><td>产出指标<td>数量指标<td>新建公厕<td>≥12座"
    )
    assert yuan(found) == [1180000, 680000, 500000]


def test_a_merged_cell_printed_in_all_columns_is_one() -> None:
    found = read(
        "# 公厕改造绩效自评表（2024年度）\n\n"
        "| 项目名称 | 公厕改造 | 公厕改造 | 公厕改造 | 公厕改造 |\n"
        "|---|---|---|---|---|\n| 项目资金（万元） | 年度资金总额 | 38 | 38 | 38 |\n"
        "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |\n"
        "| 产出指标 | 数量指标 | 新建公厕 | 12座 | 12座 |\n"
    )
    assert (found.fact("project_name"), yuan(found)) == ("公厕改造", [380000])
    assert [(row.value, row.actual) for row in found.indicators] == [("12座", "12座")]
    assert list(found.issues) == []


def test_governments_beside_a_sum_head_its_sources() -> None:
    found = page(
        "<tr><td>项目名称<td colspan=3>公厕改造<tr><td rowspan=2>资金规模及来源（万元）"
        "<td>总额<td>省级<td>县级<tr><td>60<td>40<td>20"
        "<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值"
        "<tr><td>产出指标<td>数量指标<td>新建公厕<td>≥12座"
    )
    assert [(line.item, line.label) for line in found.funding] == [
        ("total", "总额"),
        ("unclassified", "省级"),
        ("unclassified", "县级"),
    ]
    assert yuan(found) == [600000, 400000, 200000]


def test_halves_of_a_year_below_one_heading_of_values_are_both_read() -> None:
    found = page(
        "<tr><td>项目名称<td colspan=5>公厕改造"
        "<tr><td colspan=3>指标体系<td colspan=2>目标值<td rowspan=2>计量单位"
        "<tr><td>一级指标<td>二级指标<td>三级指标<td>上半年<td>全年"
        "<tr><td>产出指标<td>数量指标<td>新建公厕<td>≥5<td>≥12<td>座"
        "<tr><td>满意度指标<td>服务对象满意度指标<td>群众满意度<td>≥85<td>≥90<td>%"
    )
    printed = [(row.scope, row.value, row.unit) for row in found.indicators]
    assert printed == [
        ("上半年", "≥5", "座"),
        ("全年", "≥12", "座"),
        ("上半年", "≥85", "%"),
        ("全年", "≥90", "%"),
    ]


def test_a_departments_total_is_of_the_side_that_it_names() -> None:
    found = read(
        "2024年部门整体支出绩效目标表\n部门名称\t禾溪县城管局\n部门支出合计（万元）\t186\n"
        f"年度目标\t新建公厕12座\n{BLOCK}"
    )
    assert [line.item for line in found.funding] == ["expenditure_total"]

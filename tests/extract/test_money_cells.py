"""Money as publishers print it: several lines in a cell, sources side by side."""

from __future__ import annotations

import pytest

from extract.model import Code, Form, Horizon
from extract.readers.html import HTML
from extract.readers.text import tables
from extract.source import Source
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart
from extract.targets.gate_words import gate
from normalize.forms import normalize_form

BLOCK = "年度目标\t好\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t甲\t1\n"
PROJECT = "项目支出绩效目标表\n（2024年度）\n项目名称\t道路\n"


ROWS = (
    "<tr><td>年度目标<td colspan=5>好"
    "<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值<tr><td>产出指标<td>数量指标<td>甲<td>1"
)


def form(text: str) -> Form:
    [grid] = tables(PROJECT + text + BLOCK)
    [found] = recognise(take_apart(grid)[0])
    return found


def page(rows: str) -> Form:
    html = f"<p>项目支出绩效目标表</p><table><tr><td>项目名称<td colspan=5>道路{rows}</table>"
    source = Source(name="a.html", data=html.encode(), sha256="")
    [grid] = HTML.read(source, gate=gate()).grids
    [found] = recognise(take_apart(grid)[0])
    return found


def money(found: Form) -> list[tuple[str, str]]:
    return [(line.item, line.amount) for line in found.funding]


def yuan(found: Form) -> list[str]:
    records = normalize_form(found, document_id="a", number=1, year=2024)
    return [str(line.amount) for line in records.funding]


def test_labels_and_amounts_in_one_cell_are_lines_of_money() -> None:
    found = form("资金情况（万元）\t年度资金总额：16 其中：上级资金：12.5 其他资金：3.5\n")
    assert money(found) == [("total", "16"), ("unclassified", "12.5"), ("other", "3.5")]
    assert yuan(found) == ["160000.0000", "125000.0000", "35000.0000"]


def test_parts_by_two_principles_stand_beside_each_other() -> None:
    found = form(
        "资金情况\t\t年初预算数\t全年预算数\t全年执行数\n\t年度资金总额\t9万元\t9万元\t7万元\n"
        "\t按收入性质分：\t\t\t按支出性质分：\n"
        "\t其中：一般公共预算：6万元\t\t\t其中：基本支出：4万元\n\t政府性基金拨款：\t\t\t项目支出：5万元\n"
    )
    assert money(found)[3:] == [
        ("fiscal_appropriation", "6万元"),
        ("expenditure_basic", "4万元"),
        ("unclassified", ""),
        ("expenditure_project", "5万元"),
    ]
    assert found.issues == ()


BLOCK_OF_ROWS = (
    "<tr><td>年度目标<td colspan=5>好<tr><td>一级指标<td>二级指标<td>三级指标<td colspan=3>指标值"
    "<tr><td>产出指标<td>数量指标<td>甲<td colspan=3>1"
)


def test_several_lines_in_one_cell_are_several_amounts() -> None:
    found = page(
        "<tr><td>项目资金（万元）<td colspan=2>资金总额<br>其中：财政拨款<br>其他资金"
        f"<td colspan=3>16<br>12<br>4{BLOCK_OF_ROWS}"
    )
    assert money(found) == [("total", "16"), ("fiscal_appropriation", "12"), ("other", "4")]


def test_lines_that_fit_no_labels_are_never_run_together_into_one_amount() -> None:
    found = page(f"<tr><td>资金总额（万元）<td colspan=5>16<br>12{BLOCK_OF_ROWS}")
    assert money(found) == [("total", "16 / 12")]
    assert yuan(found) == ["None"]


def test_sources_side_by_side_may_have_parts_in_a_second_row() -> None:
    found = page(
        "<tr><td rowspan=3>专项资金情况<td rowspan=2>本年度预计投入（万元）"
        "<td colspan=2>财政资金（万元）"
        "<td colspan=2>其他<tr><td>中央<td>省级<td colspan=2>本级"
        f"<tr><td>25<td>15<td>6<td colspan=2>4{BLOCK_OF_ROWS}"
    )
    assert [(line.item, line.label, line.amount) for line in found.funding] == [
        ("total", "本年度预计投入（万元）", "25"),
        ("unclassified", "财政资金（万元） 中央", "15"),
        ("unclassified", "财政资金（万元） 省级", "6"),
        ("unclassified", "其他 本级", "4"),
    ]
    assert yuan(found)[0] == "250000.0000"


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("250万", "2500000.0000"),
        ("854万（道路500万元，桥梁354万元）", "8540000.0000"),
        ("854万元854万元（道路500万元）", "8540000.0000"),
        ("1.2亿", "120000000.0000"),
        ("0", "0.0000"),
        ("无", "None"),
        ("详见附件2", "None"),
        ("1616", "None"),  # no unit is printed: nothing is guessed
    ],
)
def test_an_amount_is_read_with_what_is_printed_behind_it(printed: str, amount: str) -> None:
    assert yuan(form(f"年度本级预算金额\t{printed}\n")) == [amount]


@pytest.mark.parametrize(
    "row",
    [
        "财政资金科目代码\t21305\n",
        "部门预算编码\t901001033\n",
        "年初职工人数：14人\n",
        "资金拨付时间\t2024.03.01\n",
        "专项实施内容\t计划开始时间\t计划完成时间\n岗位补贴\t2024.01.01\t2024.12.31\n",
    ],
)
def test_codes_dates_and_counts_are_no_money(row: str) -> None:
    assert money(form(row)) == []


def test_money_of_a_mid_term_is_not_the_year_s() -> None:
    found = form("中期市财政预算（万元）\t2845\t本年度申请市财政预算资金（万元）\t919\n")
    assert [(line.horizon, line.amount) for line in found.funding] == [
        (Horizon.MID_TERM, "2845"),
        (Horizon.ANNUAL, "919"),
    ]


def test_a_sum_may_open_the_block_of_money() -> None:
    found = form("资金来源\t合 计\t180万元\n\t上级补助\t100万元\n\t本级安排\t80万元\n")
    assert found.funding[0].item == "total"
    assert yuan(found) == ["1800000.0000", "1000000.0000", "800000.0000"]


def test_a_side_may_have_its_sum_at_once() -> None:
    found = form(
        "年度预算申请（万元）\t收入预算\t38.5\t支出预算\t38.5\n"
        "\t其中：一般公共预算\t29\t其中：基本支出\t22\n"
    )
    assert money(found)[:2] == [("income_total", "38.5"), ("expenditure_total", "38.5")]
    assert yuan(found) == ["385000.0000", "385000.0000", "290000.0000", "220000.0000"]


def test_a_part_has_the_unit_of_its_total() -> None:
    found = form("资金总额（万元）\t95\t其中：市级财政资金\t45\n")
    assert yuan(found) == ["950000.0000", "450000.0000"]


def test_a_changed_plan_is_a_column_of_its_own() -> None:
    found = form("预算（万元）\t\t年初预算\t调整预算\t执行数\n\t资金总额\t186\t172.5\t170\n")
    assert money(found) == [("total", "186"), ("unclassified", "172.5"), ("unclassified", "170")]


def test_an_amount_under_a_heading_that_nobody_knows_is_signalled() -> None:
    found = form(
        "预算（万元）\t\t年初预算\t执行数\t滚存盈亏\n\t资金总额\t186\t170\t12.5\n\t其他资金\t0\t0\t0\n"
    )
    lost = [issue.text for issue in found.issues if issue.code is Code.CELL_UNREAD]
    assert lost == ["12.5", "0"]


def test_the_sum_of_a_department_s_tasks_is_its_money() -> None:
    found = page(
        "<tr><td rowspan=4>年度主要任务<td>任务名称<td>主要内容<td colspan=2>预算金额（万元）"
        "<tr><td><td><td>总额<td>其中：财政拨款<tr><td>治理<td>巡查<td>860<td>800"
        "<tr><td colspan=2>金额合计<td>860<td>800<tr><td>年度目标<td colspan=4>好"
        "<tr><td>一级指标<td>二级指标<td>三级指标<td colspan=2>指标值"
        "<tr><td>产出指标<td>数量指标<td>甲<td colspan=2>1"
    )
    of_task = [("unclassified", "860"), ("unclassified", "800")]
    assert money(found) == [*of_task, ("total", "860"), ("fiscal_appropriation", "800")]
    assert yuan(found) == ["8600000.0000", "8000000.0000"] * 2


def test_tasks_may_be_numbered() -> None:
    found = page(
        "<tr><td rowspan=4>年度主要任务<td>序号<td>任务名称<td colspan=2>预算金额（万元）"
        "<tr><td><td><td>总额<td>财政拨款<tr><td>1<td>治理<td>860<td>800"
        "<tr><td colspan=2>合计<td>860<td>800<tr><td>年度目标<td colspan=4>好"
        "<tr><td>一级指标<td>二级指标<td>三级指标<td colspan=2>指标值"
        "<tr><td>产出指标<td>数量指标<td>甲<td colspan=2>1"
    )
    assert [(line.label, line.amount) for line in found.funding] == [
        ("治理 总额", "860"),
        ("治理 财政拨款", "800"),
        ("合计 总额", "860"),
        ("合计 财政拨款", "800"),
    ]


def test_the_tasks_of_an_export_end_where_the_next_label_stands() -> None:
    found = form(
        "年度主要任务\t任务名称\t主要内容\t预算金额（万元）\t\t\n\t\t\t总额\t财政拨款\t其他资金\n"
        "\t修渠\t2024年修渠五公里\t100\t80\t20\n\t金额合计\t\t100\t80\t20\n年度目标\t好\n"
    )
    assert [(line.item, line.label, line.amount) for line in found.funding] == [
        ("unclassified", "修渠 总额", "100"),
        ("unclassified", "修渠 财政拨款", "80"),
        ("unclassified", "修渠 其他资金", "20"),
        ("total", "金额合计 总额", "100"),
        ("fiscal_appropriation", "金额合计 财政拨款", "80"),
        ("other", "金额合计 其他资金", "20"),
    ]
    assert {line.unit for line in found.funding} == {"万元"}


def test_columns_of_money_are_known_by_what_their_words_say() -> None:
    found = page(
        "<tr><td rowspan=3>资金（万元）<td><td>年初预算安排<td>年中调整后预算<td>实际支付<td>支付率"
        "<tr><td>合计<td>1,150<td>1,080<td>1,076.4<td>99.67%"
        "<tr><td>其中：上级补助资金<td>800<td>800<td>800<td>100%<tr><td>年度目标<td colspan=5>好"
        "<tr><td>一级指标<td>二级指标<td>三级指标<td colspan=3>指标值"
        "<tr><td>产出指标<td>数量指标<td>甲<td colspan=3>1"
    )
    assert money(found)[:3] == [
        ("total", "1,150"),
        ("unclassified", "1,080"),
        ("unclassified", "1,076.4"),
    ]
    assert len(yuan(found)) == 6


def test_amounts_left_of_the_first_known_heading_are_no_labels() -> None:
    found = form("资金（万元）\t\t某某甲\t某某乙\t支付率\t分值\n\t合计\t1,150\t1,080\t99%\t10\n")
    amounts = {line.amount for line in found.funding}
    lost = {issue.text for issue in found.issues if issue.code is Code.CELL_UNREAD}
    assert {"1,150", "1,080"} <= amounts | lost


def test_parts_in_columns_are_in_the_unit_of_the_total_above_them() -> None:
    found = form(
        "预算执行\t\t年初预算数\t全年预算数\t全年执行数\n"
        "\t年度资金总额（万元）\t15\t16\t14\n\t其中：财政拨款\t9\t10\t8\n"
        "\t政府性基金\t6\t6\t6\n\t人均补助标准\t300\t300\t300\n"
    )
    amounts = yuan(found)
    assert amounts[3:9] == [f"{n}0000.0000" for n in (9, 10, 8, 6, 6, 6)]
    assert amounts[9:] == ["None"] * 3  # a rate is no part of the total, and no unit is printed


def test_numbered_parts_are_in_the_unit_of_the_total_above_them() -> None:
    found = form(
        "预算情况\t部门预算总额（万元）\t50\n\t1、资金来源：（1）政府预算资金\t30\n"
        "\t（2）单位资金\t20\n\t2、资金结构：（1）基本支出\t35\n\t（2）项目支出\t15\n"
    )
    assert [line.item for line in found.funding[1::2]] == [
        "fiscal_appropriation",
        "expenditure_basic",
    ]
    assert yuan(found) == [f"{n}0000.0000" for n in (50, 30, 20, 35, 15)]


def test_parts_without_colons_in_one_cell_are_lines_of_money() -> None:
    found = form("资金情况\t本年预算：36万元\t其中：财政资金 16万元；自有资金 20万元\n")
    assert [line.amount for line in found.funding] == ["36万元", "16万元", "20万元"]


def test_a_list_of_sources_names_no_category_of_the_project() -> None:
    found = form("资金来源（万元）\t资金来源项目\t金额\n\t合计\t20\n\t财政拨款\t18\n")
    assert not [fact for fact in found.facts if fact.role == "project_category"]
    assert [line.amount for line in found.funding if line.amount] == ["20", "18"]


def test_what_a_sum_is_made_of_is_read_by_its_own_units() -> None:
    found = form("项目资金：52万元，其中：上级补助40万元，县级配套12万元\n")
    assert money(found) == [
        ("total", "52万元"),
        ("unclassified", "40万元"),
        ("unclassified", "12万元"),
    ]


def test_amounts_in_a_sentence_among_the_money_are_not_passed_over_as_a_label() -> None:
    found = form("资金情况\t本年预算：36万元\t财政资金由县级安排16万元，另有20万元自筹\n")
    assert [line.amount for line in found.funding] == ["36万元"]
    assert [issue.code for issue in found.issues] == [Code.CELL_UNREAD]


def test_money_told_above_the_table_in_a_sentence_is_said() -> None:
    told = "项目资金：由上级安排40万元，县里再拿12万元\n"
    [grid] = tables(f"项目支出绩效目标表\n（2024年度）\n{told}项目名称\t道路\n{BLOCK}")
    [found] = recognise(take_apart(grid)[0])
    assert [issue.text for issue in found.issues if issue.code is Code.CELL_UNREAD] == [
        told.strip()
    ]


def test_a_telephone_below_a_description_is_no_money_of_a_task() -> None:
    found = page(
        "<tr><td rowspan=3>项目概况<td>资金用途<td>说明<td>专项资金"
        "<tr><td>时间<td>2024.1-12<td>三月<tr><td>项目负责人<td>某某<td>13000000000"
        "<tr><td>年度目标<td colspan=3>好<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值"
        "<tr><td>产出指标<td>数量指标<td>甲<td>1"
    )
    assert not any(line.amount == "13000000000" for line in found.funding)


def test_a_part_with_its_label_stands_in_its_column_and_points_beside_are_none() -> None:
    found = page(
        "<tr><td>自评总分（分）<td colspan=5>99.65"
        "<tr><td rowspan=2>预算执行情况<td>年初预算数（万元）<td>全年（调整）预算数（万元）"
        "<td>全年执行数（万元）<td>执行率（%）<td>执行率得分"
        "<tr><td>其中：财政拨款32,450.18<td>38,207.44<td>37,252.25<td>97.5<td>9.75"
        "<tr><td>年度目标<td colspan=5>好"
        "<tr><td>指标名称<td>计量单位<td>指标性质<td>指标值<td>分值<td>得分"
        "<tr><td>处理率<td>%<td>＝<td>100<td>10<td>10"
    )
    assert [(line.item, line.label.split()[-1], line.amount) for line in found.funding] == [
        ("fiscal_appropriation", "其中：财政拨款", "32,450.18"),
        ("unclassified", "全年（调整）预算数（万元）", "38,207.44"),
        ("unclassified", "全年执行数（万元）", "37,252.25"),
    ]
    assert not [issue for issue in found.issues if issue.code == Code.CELL_UNREAD]


def test_words_among_lines_of_money_are_no_amounts() -> None:
    found = form(
        "项目资金（万元）\t\t全年预算数\t全年执行数\n\t资金总额\t78\t77\n"
        "\t资金分配科学性\t符合规定\t符合规定\n\t其他资金\t详见附件\t2\n"
    )
    assert [(line.label, line.amount) for line in found.funding] == [
        ("资金总额 全年预算数", "78"),
        ("资金总额 全年执行数", "77"),
        ("其他资金 全年预算数", "详见附件"),
        ("其他资金 全年执行数", "2"),
    ]


def test_lines_of_money_run_together_are_parted_and_a_share_is_no_label() -> None:
    found = form("资金情况（万元）\t其中：财政拨款：3926.52政府性基金拨款：460.00其他资金：0\t\n")
    assert [line.amount for line in found.funding] == ["3926.52", "460.00", "0"]
    found = form("资金总额（万元）\t78\n\t95.00%\t9.5\n")
    assert [line.amount for line in found.funding] == ["78"]


def test_a_label_that_nobody_knows_is_money_in_a_block_of_money_and_a_count_is_none() -> None:
    found = page(
        "<tr><td rowspan=5>项目资金（万元）<td colspan=5>年度资金总额：612.80"
        "<tr><td colspan=5>　其中：财政拨款　500.00<tr><td colspan=5>　　　　事业收入　　112.80"
        "<tr><td colspan=5>县级配套：25<tr><td colspan=5>执行率：97.38"
        "<tr><td>受益村镇：12.5<td>职工人数：14<tr><td>年度目标1<td colspan=4>好" + ROWS
    )
    assert [(line.label, line.amount) for line in found.funding] == [
        ("年度资金总额", "612.80"),
        ("其中：财政拨款", "500.00"),
        ("事业收入", "112.80"),
        ("县级配套", "25"),
    ]
    assert [line.item for line in found.funding][2:] == ["unclassified", "unclassified"]
    lines = ("年度资金总额：83.85", "其中：上级补助：58.50", "县级配套   25.35", "其他资金：0.00")
    found = form("\t\n".join(("单位：万元", *lines, "种植面积：12.5", "")))
    assert [line.amount for line in found.funding] == ["83.85", "58.50", "25.35", "0.00"]
    found = page("<tr><td>资金总额（万元）<td>80<td colspan=4>建筑面积：120.50" + ROWS)
    assert [line.amount for line in found.funding] == ["80"]


def test_an_amount_that_no_label_parts_from_the_text_of_a_block_of_money_is_said() -> None:
    found = page(
        "<tr><td rowspan=2>项目资金（万元）<td colspan=5>年度资金总额：612.80"
        "<tr><td colspan=5>省厅追加2次合计112.80另行下达" + ROWS
    )
    unread = [issue.text for issue in found.issues if issue.code == Code.CELL_UNREAD]
    assert unread == ["省厅追加2次合计112.80另行下达"]


def test_lines_of_money_with_one_that_nobody_parts_are_said_and_people_are_no_money() -> None:
    lines = "年度资金总额：100<br>县级配套 20"
    found = page(f"<tr><td>项目资金（万元）<td colspan=5>{lines}" + ROWS)
    unread = [issue.text for issue in found.issues if issue.code == Code.CELL_UNREAD]
    assert (found.funding, unread) == ((), ["年度资金总额：100\n县级配套 20"])
    block = "<tr><td rowspan=2>项目资金（万元）<td colspan=5>资金总额：100<tr><td colspan=5>"
    found = page(f"{block}补助人次：20<td>培训班次：12" + ROWS)
    assert [line.amount for line in found.funding] == ["100"]


def test_amounts_in_a_sentence_are_lines_and_a_sum_behind_its_years_is_kept() -> None:
    told = "2024年预算安排36.5万元，其中：一般公共预算财政拨款30万元，其他资金6.5万元。"
    found = form(f"资金安排\t{told}\n")
    assert yuan(found) == ["365000.0000", "300000.0000", "65000.0000"]
    assert [line.item for line in found.funding] == ["total", "fiscal_appropriation", "other"]
    found = form("项目资金（万元）\t资金来源\t2024年\t2025年\t合计\n\t其他资金\t60\t45\t105\n")
    assert [(line.item, line.label, line.amount) for line in found.funding] == [
        ("other", "其他资金 2024年", "60"),
        ("unclassified", "其他资金 2025年", "45"),
        ("unclassified", "其他资金 合计", "105"),
    ]

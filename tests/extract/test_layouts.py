"""Forms from text grids: what is put back, what is passed over, what is signalled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import read_forms
from extract.model import Cell, Code, Form, Grid, Horizon, Kind, Line, Stage
from extract.readers.text import tables
from extract.targets import recognise
from extract.targets.form_table import FormTable
from extract.targets.forms_in_a_table import take_apart
from extract.targets.left_over import lookalike_of

TITLE = (Line(text="道路项目支出绩效目标表"),)
HEADER = "一级指标\t二级指标\t三级指标\t指标值\n"


def form(text: str) -> Form:
    [grid] = tables(text)
    [table] = take_apart(grid)
    [found] = recognise(table)
    return found


def project(rows: str, header: str = HEADER) -> Form:
    return form(f"项目支出绩效目标表\n(2024年度)\n项目名称\t道路\n{header}{rows}")


def rows_of(found: Form) -> list[tuple[str, str, str, str]]:
    return [(row.level1, row.level2, row.name, row.value) for row in found.indicators]


def codes(found: Form) -> list[str]:
    return [issue.code for issue in found.issues]


def test_levels_are_filled_down_inside_one_first_level() -> None:
    found = project("产出指标\t数量指标\t甲\t1个\n\t\t乙\t2个\n效益指标\t\t丙\t3个\n")
    assert rows_of(found) == [
        ("产出指标", "数量指标", "甲", "1个"),
        ("产出指标", "数量指标", "乙", "2个"),
        ("效益指标", "", "丙", "3个"),
    ]
    assert codes(found) == ["level_missing"]


@pytest.mark.parametrize(
    ("lost", "expected"),
    [
        ("时效指标\t完成时限\t12月底前\t\n", ("产出指标", "时效指标", "完成时限", "12月底前")),
        ("时效指标\t完成时限\t12月底前\n", ("产出指标", "时效指标", "完成时限", "12月底前")),
        ("节约纸张\t\t≥200张\n", ("产出指标", "数量指标", "节约纸张", "≥200张")),
        ("节约纸张\t≥200张\n", ("产出指标", "数量指标", "节约纸张", "≥200张")),
        ("成本指标\t总成本\t≤20万元\t\n", ("产出指标", "成本指标", "总成本", "≤20万元")),
        ("满意度指标\t群众满意度\t≥90%\t\n", ("满意度指标", "", "群众满意度", "≥90%")),
    ],
)
def test_a_row_that_lost_empty_cells_is_put_back_and_flagged(
    lost: str, expected: tuple[str, str, str, str]
) -> None:
    found = project(f"产出指标\t数量指标\t甲\t1个\n{lost}")
    assert rows_of(found)[1] == expected
    assert found.indicators[1].realigned
    assert "row_realigned" in codes(found)


@pytest.mark.parametrize(
    "row",
    [
        "产出指标\t数量指标\t道路长度\t\n",
        "自定指标\t自定二级\t道路长度\t3公里\n",
        "成本指标\t经济成本指标\t总成本\t≤20万元\n",
        "自定指标\t\t道路长度\t\n",
    ],
)
def test_a_row_that_stands_in_its_columns_is_left_as_printed(row: str) -> None:
    found = project(row)
    assert not found.indicators[0].realigned


def test_the_first_levels_own_cost_row_is_not_taken_for_a_second_level() -> None:
    found = project("成本指标\t经济成本指标\t甲\t1元\n产出指标\t数量指标\t乙\t2个\n")
    assert rows_of(found)[0][:2] == ("成本指标", "经济成本指标")


def test_footers_and_repeated_headers_are_passed_over_and_counted() -> None:
    found = project(f"产出指标\t数量指标\t甲\t1个\n{HEADER}填报人：略\t联系电话：略\n")
    assert (found.rows_seen, len(found.indicators), found.rows_ignored) == (3, 1, 2)


def test_a_line_of_signatures_between_the_columns_is_no_indicator() -> None:
    found = project(
        "产出指标\t数量指标\t甲\t1个\n科室经手（签字）：\t\t填报日期：2024年1月10日\t\n"
    )
    assert (len(found.indicators), found.rows_ignored) == (1, 1)


def test_a_row_with_neither_name_nor_value_fails_with_its_text() -> None:
    found = project("社会环境\t和谐稳定\t\t\n")
    assert (found.rows_seen, found.rows_failed) == (1, 1)
    assert codes(found) == ["row_failed"]


def test_rows_that_no_rule_parts_are_refused() -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    texts = ["产出指标", "质量指标", "合格率完成时间", "100%12月底前"]
    cells = [Cell(text=text, row=0, col=col) for col, text in enumerate(head)]
    cells += [
        Cell(text=text, row=1, col=col, rowspan=1 if col == 1 else 2)
        for col, text in enumerate(texts)
    ]
    cells += [Cell(text="时效指标", row=2, col=1)]
    cells += [Cell(text=text, row=3, col=col) for col, text in enumerate(["", "", "次数", "≥3次"])]
    [found] = recognise(FormTable(Grid(cells=tuple(cells), spans_known=True, heading=TITLE)))
    assert rows_of(found) == [("产出指标", "时效指标", "次数", "≥3次")]
    assert (found.rows_seen, found.rows_failed) == (3, 2)


def test_the_parts_of_a_total_are_in_its_unit() -> None:
    money = "年度资金总额（万元）\t9.00\t其中：财政拨款\t8.00\n上年结转\t1.00\n"
    found = form(
        f"项目支出绩效目标表\n项目名称\t道路\n{money}{HEADER}产出指标\t数量指标\t甲\t1个\n"
    )
    assert [(line.item, line.amount, line.unit) for line in found.funding] == [
        ("total", "9.00", "万元"),
        ("fiscal_appropriation", "8.00", "万元"),
        ("carry_over", "1.00", "万元"),
    ]


def test_rows_of_which_a_page_edge_leaves_doubt_are_refused_but_name_their_levels() -> None:
    below = "产出指标\t数量指标\t甲\t1个\n\t质量指标\t乙\t显\n\t\t丙\t著\n\t\t丁\t4个\n"
    [grid] = tables(f"项目支出绩效目标表\n(2024年度)\n项目名称\t道路\n{HEADER}{below}")
    [table] = take_apart(replace(grid, doubtful=frozenset({grid.n_rows - 3, grid.n_rows - 2})))
    [found] = recognise(table)
    assert [row[1:] for row in rows_of(found)] == [
        ("数量指标", "甲", "1个"),
        ("质量指标", "丁", "4个"),
    ]
    assert (found.rows_seen, found.rows_failed) == (4, 2)
    assert codes(found) == ["row_doubtful", "row_doubtful"]


def test_rows_that_were_not_filled_in_are_passed_over_and_hold_their_level() -> None:
    found = project("产出指标\t数量指标\t\t\n效益指标\t社会效益指标\t\t\n\t\t出行\t≥95%\n")
    assert (found.rows_ignored, rows_of(found)) == (
        2,
        [("效益指标", "社会效益指标", "出行", "≥95%")],
    )


@pytest.mark.parametrize("name", ["指标1：", "……", ""])
def test_a_template_that_gives_out_its_points_before_holds_no_indicators(name: str) -> None:
    header = HEADER.replace("\n", "\t分值\n")
    found = project(f"产出指标\t数量指标\t{name}\t\t10\n", header)
    assert (found.indicators, found.rows_ignored) == ((), 1)
    assert "blank_form" in codes(found)


def test_a_level_alone_on_a_line_holds_for_the_rows_below() -> None:
    found = project("产出指标\t数量指标\t甲\t1个\n效益指标\n\t社会效益指标\t乙\t2个\n")
    assert rows_of(found)[1][:2] == ("效益指标", "社会效益指标")


def test_a_failed_row_holds_its_levels_too() -> None:
    found = project("产出指标\t数量指标\t甲\t1\n效益指标\t新二级\t\t\n\t\t乙\t≥95%\n")
    assert found.rows_failed == 1
    assert rows_of(found)[1][:2] == ("效益指标", "新二级")


def test_a_row_of_totals_is_no_indicator() -> None:
    found = project("产出指标\t数量指标\t甲\t1个\n合计\t\t\t100\n")
    assert (len(found.indicators), found.rows_ignored) == (1, 1)


@pytest.mark.parametrize("row", ["\t\t负责人\t1人\n", "负责人\t数量指标\t到岗率\t100%\n"])
def test_an_indicator_about_contacts_is_no_footer(row: str) -> None:
    found = project(f"产出指标\t数量指标\t甲\t1个\n{row}")
    assert len(found.indicators) == 2


def test_a_name_alone_on_a_line_lost_its_value_and_fails() -> None:
    found = project("产出指标\t数量指标\t甲\t1个\n指标2：路灯320盏\n")
    assert found.rows_failed == 1


def test_columns_come_in_any_order_with_stars_brackets_and_strangers() -> None:
    header = "*一级指标\t* 二级指标\t分值权重（90）\t三级指标\t指标解释\t指标值（必填）\t新列\n"
    found = project("产出指标\t数量指标\t10\t道路长度\t略\t≥3公里\tx\n", header)
    [row] = found.indicators
    assert (row.name, row.value, row.weight) == ("道路长度", "≥3公里", "10")
    assert [i.text for i in found.issues if i.code == "column_unread"] == ["新列 (1)"]


def test_a_blank_template_is_a_form_without_rows_and_a_note() -> None:
    found = project("")
    assert (found.indicators, codes(found)) == ((), ["blank_form"])


def test_an_unknown_label_is_signalled_with_its_text() -> None:
    found = form(f"绩效目标表\n项目名称\t道路\n神秘栏目\t某值\n{HEADER}产出指标\t数量指标\t甲\t1\n")
    assert [i.text for i in found.issues if i.code == "unknown_fact"] == ["神秘栏目 某值"]
    assert [(f.role, f.label, f.text) for f in found.facts][1:] == [(None, "神秘栏目", "某值")]


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        ("子课题名称全文\t某道路\n", "子课题名称全文 某道路"),
        ("项目名称\t道路\n年度愿景\t修通道路\n", "年度愿景 修通道路"),
    ],
)
def test_an_unknown_label_that_hides_a_name_or_the_goal_is_an_error(rows: str, lost: str) -> None:
    found = form(f"绩效目标表\n{rows}{HEADER}产出指标\t数量指标\t甲\t1\n")
    assert [i.text for i in found.issues if i.code == "cell_unread"] == [lost]


def test_a_project_may_be_called_like_a_money_line() -> None:
    found = form(f"项目名称\t其他资金\n项目资金（万元）\t年度资金总额\t5\n{HEADER}\t\t甲\t1\n")
    assert found.fact("project_name") == "其他资金"
    assert [(line.item, line.amount) for line in found.funding] == [("total", "5")]


def test_an_empty_project_name_does_not_take_the_next_label() -> None:
    found = form(f"绩效目标表\n项目名称\t\t实施单位\t某局\n{HEADER}产出指标\t数量指标\t甲\t1\n")
    assert found.fact("project_name") is None
    assert found.fact("implementing_unit") == "某局"


def test_two_goals_side_by_side_keep_their_columns() -> None:
    found = form(
        "绩效目标表\n项目名称\t桥梁\t\n"
        f"绩效目标\t项目总目标\t年度总体目标\n\t三年建成\t今年开工\n{HEADER}产出指标\t数量指标\t甲\t1\n"
    )
    assert (found.goal_long_term, found.goal) == ("三年建成", "今年开工")
    assert found.layout == "A1p"


def test_two_halves_of_the_money_keep_their_horizon() -> None:
    found = form(
        "绩效目标表\n项目名称\t桥梁\t\t\t\n项目资金（元）\t实施期资金总额\t300\t年度资金总额\t100\n"
        f"\t其中：财政拨款\t200\t其中：财政拨款\t-\n{HEADER}产出指标\t数量指标\t甲\t1\n"
    )
    assert [(line.item, line.horizon, line.amount) for line in found.funding] == [
        ("total", Horizon.MID_TERM, "300"),
        ("total", Horizon.ANNUAL, "100"),
        ("fiscal_appropriation", Horizon.MID_TERM, "200"),
        ("fiscal_appropriation", Horizon.ANNUAL, "-"),
    ]


def test_the_money_unit_may_stand_above_the_table() -> None:
    found = form(
        f"绩效目标表\n单位：元\n项目名称\t桥\n年度资金总额\t5\n{HEADER}\t数量指标\t甲\t1\n"
    )
    assert found.funding[0].unit == "元"


def test_a_department_form_is_told_by_its_budget_without_a_title() -> None:
    found = form(
        "部门名称\t某局\n收入预算合计\t5\n支出预算合计\t5\n其中：财政拨款\t5\n"
        f"年度总体目标\t好\n{HEADER}产出指标\t数量指标\t甲\t1\n"
    )
    assert found.kind is Kind.DEPARTMENT
    assert [line.item for line in found.funding] == [
        "income_total",
        "expenditure_total",
        "income_fiscal_appropriation",
    ]


def test_two_blocks_side_by_side_that_name_no_spans_are_signalled_not_half_read() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n"
    [grid] = tables(f"项目支出绩效目标表\n{header}产出指标\t数量指标\t甲\t1\t数量指标\t甲\t3\n")
    assert recognise(FormTable(grid)) == ()
    assert lookalike_of(grid) is not None


def test_actual_values_and_scores_make_a_form_a_self_evaluation() -> None:
    header = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    found = project("产出指标\t数量指标\t甲\t≥3个\t4个\t10\t9.5\n", header)
    [row] = found.indicators
    assert (row.value, row.actual, row.weight, row.score) == ("≥3个", "4个", "10", "9.5")
    assert found.stage is Stage.SELF_EVALUATION


def test_tables_that_are_no_target_forms_are_passed_over_in_silence() -> None:
    [grid] = tables("收支总表\n项目\t金额\n基本支出\t5\n项目支出\t3\n")
    assert recognise(FormTable(grid)) == ()
    assert lookalike_of(grid) is None


def test_a_table_of_levels_that_fits_no_layout_is_suspect() -> None:
    [grid] = tables("某表\n一级指标\t二级指标\t三级指标\t去年\n产出指标\t数量指标\t甲\t3\n")
    assert recognise(FormTable(grid)) == ()
    doubt = lookalike_of(grid)
    assert doubt is not None
    assert (doubt.header, doubt.rows) == ("一级指标 | 二级指标 | 三级指标 | 去年", 1)


def test_several_forms_in_one_table_come_apart_with_their_titles() -> None:
    one = f"项目名称\t道路\n年度资金总额（万元）\t5\n{HEADER}产出指标\t数量指标\t甲\t1\n"
    two = f"桥梁项目绩效目标表\t\n（2025年度）\t\n项目名称\t桥梁\n{HEADER}\t\t乙\t2\n"
    [grid] = tables(one + two)
    first, second = (found for piece in take_apart(grid) for found in recognise(piece))
    assert (first.fact("project_name"), len(first.indicators)) == ("道路", 1)
    assert (second.fact("project_name"), second.title) == ("桥梁", "桥梁项目绩效目标表")
    assert (second.fiscal_year, second.rows_seen, first.rows_seen) == (2025, 1, 1)


def test_an_indicator_named_like_a_label_opens_no_form() -> None:
    rows = "产出指标\t数量指标\t树\t3棵\n\t\t预算单位\t12家\n单位名称\t\t\t\n\t\t灯\t5盏\n"
    found = project(rows)
    [grid] = tables(f"项目支出绩效目标表\n项目名称\t道路\n{HEADER}{rows}")
    assert len(take_apart(grid)) == 1
    assert found.rows_seen == 4


@pytest.mark.parametrize("amount", ["（100）", "5万", "约396", "396 00", "三百万", "396。00"])
def test_an_amount_that_is_none_stays_as_printed(amount: str) -> None:
    found = form(
        f"绩效目标表\n项目名称\t桥\n年度资金总额（万元）\t{amount}\n{HEADER}\t数量指标\t甲\t1\n"
    )
    assert [line.amount for line in found.funding] == [amount]


def test_a_money_line_that_no_item_fits_is_kept_unclassified() -> None:
    found = form(
        "绩效目标表\n项目名称\t桥\n项目资金（万元）\t年度资金总额\t300\n\t其中：省级补助\t200\n"
        f"年度目标\t好\n{HEADER}\t数量指标\t甲\t1\n"
    )
    assert [(line.item, line.label, line.amount) for line in found.funding] == [
        ("total", "年度资金总额", "300"),
        ("unclassified", "其中：省级补助", "200"),
    ]


def test_a_form_without_a_header_that_fits_a_layout_is_suspect() -> None:
    text = "项目名称\t道路\n主管部门\t某局\n年度目标\t通车\n三级指标\t指标值\n甲\t3\n"
    [grid] = tables(f"项目支出绩效目标表\n{text}")
    assert recognise(FormTable(grid)) == ()
    assert lookalike_of(grid) is not None


WORDS = st.sampled_from(
    ["", "产出指标", "成本指标", "时效指标", "一级指标", "指标值", "≥5个", "甲", "项目名称", "-"]
)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), max_size=8))
def test_whatever_rows_come_each_is_accounted_for(rows: list[list[str]]) -> None:
    body = "".join("\t".join(row) + "\n" for row in rows if len(row) > 1 and any(row))
    [grid] = tables(f"项目支出绩效目标表\n项目名称\t道路\n{HEADER}{body}")
    for table in take_apart(grid):
        forms = recognise(table)
        assert forms or lookalike_of(table.grid)
        for found in forms:
            accounted = len(found.indicators) + found.rows_ignored + found.rows_failed
            assert found.rows_seen == accounted


def test_points_printed_once_for_two_indicators_are_those_of_neither(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<meta charset=utf-8><p>项目支出绩效目标表</p><p>（2024年度）</p><table>"
        "<tr><td>项目名称</td><td colspan=4>道路</td></tr>"
        "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td><td>分值</td></tr>"
        "<tr><td>产出指标</td><td>数量指标</td><td>长度</td><td>≥3公里</td>"
        "<td rowspan=2>20</td></tr>"
        "<tr><td>产出指标</td><td>质量指标</td><td>合格率</td><td>≥98%</td></tr>"
        "<tr><td>产出指标</td><td>时效指标</td><td>时限</td><td>12月底前</td><td>10</td></tr>"
        "</table>",
        encoding="utf-8",
    )
    [found] = read_forms(page)
    assert [row.weight for row in found.indicators] == ["", "", "10"]
    assert [x.text for x in found.issues if x.code is Code.WEIGHT_UNREAD] == ["20"]


def test_indicators_packed_into_one_cell_are_signalled() -> None:
    [grid] = tables(
        "序号\t项目名称\t预算金额\t年度绩效目标\t绩效指标\n"
        "1\t道路\t20.00\t修好道路\t数量指标：≥5个；质量指标：合格率≥95%；满意度指标：≥90%\n"
    )
    doubt = lookalike_of(grid)
    assert doubt is not None
    assert doubt.rows == 1


@pytest.mark.parametrize(
    "targets",
    [
        "【总体目标】通车【产出指标-数量指标】指标1:里程(≥3公里)【效益指标-社会效益指标】指标1:出行(改善)",
        "指标1里程为3公里:指标2完成率为100%:指标3重点工作办结率100%……",
    ],
)
def test_indicators_told_in_one_cell_are_signalled_however_they_are_parted(targets: str) -> None:
    [grid] = tables(f"单位编码\t年度预算安排\t绩效目标\n037001\t1681680\t{targets}\n")
    assert lookalike_of(grid) is not None


def test_a_blank_template_numbers_its_indicators_and_says_nothing() -> None:
    [grid] = tables("项目\t绩效目标\n道路\t指标1： 指标2： ……\n")
    assert lookalike_of(grid) is None


@pytest.mark.parametrize(
    "signs",
    [
        "财政资金管理科室（盖章） 年 月 日\t\t\t绩效管理科室（盖章） 年 月 日",
        "财政部门审核意见\t\t\t(盖章) 年 月 日",
        "单位负责人（签字）：\t\t经办人：\t年 月 日",
    ],
)
def test_a_row_that_waits_for_seals_is_no_indicator(signs: str) -> None:
    found = project(f"产出指标\t数量指标\t甲\t1个\n{signs}\n")
    assert [row.name for row in found.indicators] == ["甲"]
    assert (found.rows_ignored, found.rows_failed) == (1, 0)


def test_an_indicator_about_seals_and_dates_stays_one() -> None:
    found = project("产出指标\t质量指标\t合同盖章\t2024年12月底前\n\t数量指标\t加盖公章\t5份\n")
    assert [row.value for row in found.indicators] == ["2024年12月底前", "5份"]


def test_dots_below_the_last_indicator_name_no_level() -> None:
    found = project("产出指标\t数量指标\t甲\t1个\n\t\t……\t\n\t质量指标\t乙\t2个\n……\t\t\t\n")
    assert [(row.level1, row.level2) for row in found.indicators] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
    ]
    assert (found.rows_ignored, found.rows_failed) == (2, 0)


def test_a_number_that_stands_alone_is_no_placeholder() -> None:
    found = project("产出指标\t数量指标\t甲\t1个\n\t\t\t10\n")
    assert "10" in {row.value for row in found.indicators} or found.rows_failed == 1


def test_a_first_levels_name_is_put_back_as_a_second_one_where_others_stand_so() -> None:
    found = project(
        "实施效果指标\t产出指标\t甲\t1个\n\t效益指标\t乙\t2个\n满意度指标\t丙\t≥90%\t\n"
    )
    assert rows_of(found)[2] == ("实施效果指标", "满意度指标", "丙", "≥90%")
    assert found.indicators[2].realigned


def test_a_value_in_the_column_of_indicators_fails_its_row() -> None:
    found = project("产出指标\t数量指标\t甲\t1个\n自定指标\t自定二级\t≥3公里\t\n")
    assert (len(found.indicators), found.rows_failed) == (1, 1)


def test_a_short_row_of_unknown_levels_fails_where_other_rows_lost_cells() -> None:
    header = "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t偏差原因\n"
    torn = "产出指标\t数量指标\t甲\t≥3个\t无\n质量指标\t乙\t≥98%\t无\n"
    found = project(f"经费保障\t人员保障\t其他\t有可能\n{torn}", header)
    assert [row.name for row in found.indicators] == ["甲", "乙"]
    assert found.rows_failed == 1


def test_rows_that_no_rule_parts_are_refused_and_not_one_indicator() -> None:
    found = project(
        "产出指标\t数量指标质量指标\t甲乙\t≥3个≥90%\n"
        "效益指标\t经济效益指标、社会效益指标\t丙\t增收\n"
    )
    assert [row.name for row in found.indicators] == ["丙"]
    assert found.rows_failed == 1

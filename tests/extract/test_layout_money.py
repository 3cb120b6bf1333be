"""Money in columns: the plan's own column gives the items, nothing else takes its place."""

from __future__ import annotations

import pytest

from extract.model import Form, Kind
from extract.readers.text import tables
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart

BLOCK = "年度目标\t好\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t甲\t1\n"


def form(text: str) -> Form:
    [grid] = tables(text + BLOCK)
    [table] = take_apart(grid)
    [found] = recognise(table)
    return found


def money(found: Form) -> list[tuple[str, str, str]]:
    return [(line.item, line.label, line.amount) for line in found.funding]


PROJECT = "项目支出绩效自评表\n（2024年度）\n项目名称\t道路\n"


def test_the_budget_of_the_year_is_the_total_and_what_was_spent_is_kept_apart() -> None:
    found = form(
        f"{PROJECT}项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"
        "\t年度资金总额\t100\t120\t90\t10\t75%\t7.5\n\t其中：财政拨款\t100\t120\t90\t-\t75%\t-\n"
    )
    assert money(found) == [
        ("total", "年度资金总额 年初预算数", "100"),
        ("unclassified", "年度资金总额 全年预算数", "120"),
        ("unclassified", "年度资金总额 全年执行数", "90"),
        ("fiscal_appropriation", "其中：财政拨款 年初预算数", "100"),
        ("unclassified", "其中：财政拨款 全年预算数", "120"),
        ("unclassified", "其中：财政拨款 全年执行数", "90"),
    ]
    assert {line.unit for line in found.funding} == {"万元"}


def test_the_changed_budget_is_the_total_where_no_other_is_printed() -> None:
    found = form(f"{PROJECT}资金（万元）\t全年预算数（A）\t全年执行数（B）\n年度资金总额\t12\t9\n")
    assert money(found)[0] == ("total", "年度资金总额 全年预算数（A）", "12")


def test_labels_and_amounts_in_turn_are_no_columns() -> None:
    found = form(f"{PROJECT}预算执行情况（万元）\t全年预算数\t12\t全年执行数\t9\t执行率\t75%\n")
    assert money(found) == [("total", "全年预算数", "12"), ("unclassified", "全年执行数", "9")]


def test_earlier_years_amounts_and_shares_never_become_this_years_money() -> None:
    found = form(
        "部门整体支出绩效目标表\n（2024年度）\n部门名称\t某局\n"
        "资金情况（万元）\t\t\t当年金额\t占比\t近两年收支金额\t\n\t\t\t\t\t2022年\t2023年\n"
        "\t收入构成\t财政拨款\t100\t91%\t80\t85\n\t\t合计\t110\t100%\t85\t90\n"
        "\t支出构成\t项目支出\t50\t45%\t35\t40\n\t\t合计\t110\t100%\t85\t90\n"
    )
    assert (found.kind, found.layout) == (Kind.DEPARTMENT, "C2")
    this_year = [(item, amount) for item, _, amount in money(found) if item != "unclassified"]
    assert this_year == [
        ("income_fiscal_appropriation", "100"),
        ("income_total", "110"),
        ("expenditure_project", "50"),
        ("expenditure_total", "110"),
    ]
    others = {label.split()[-1] for item, label, _ in money(found) if item == "unclassified"}
    assert others == {"2022年", "2023年"}


def test_a_year_column_is_the_plan_only_where_it_is_the_forms_own_year() -> None:
    table = "资金（万元）\t2023年\t2024年\n年度资金总额\t90\t100\n"
    own = form(f"项目支出绩效目标表\n（2024年度）\n项目名称\t道路\n{table}")
    unknown = form(f"项目支出绩效目标表\n项目名称\t道路\n{table}")
    assert [(i, a) for i, _, a in money(own)] == [("unclassified", "90"), ("total", "100")]
    assert {i for i, _, _ in money(unknown)} == {"unclassified"}


def test_a_label_with_the_next_label_at_its_side_heads_a_block() -> None:
    found = form(
        "项目支出绩效目标表\n项目名称\t道路\n项目总预算（万元）\t资金总额\t12\n\t其中：财政拨款\t12\n"
    )
    assert [(i, a) for i, _, a in money(found)] == [("total", "12"), ("fiscal_appropriation", "12")]


@pytest.mark.parametrize("label", ["中央补助", "省级资金", "地方财政资金"])
def test_money_of_other_governments_is_kept_under_its_label(label: str) -> None:
    found = form(
        "转移支付绩效目标表\n专项名称\t道路\n省级主管部门\t某厅\n"
        f"资金情况（万元）\t年度金额：\t12\n\t其中：{label}\t9\n"
    )
    assert money(found)[1] == ("unclassified", f"其中：{label}", "9")
    assert (found.kind, found.layout, found.fact("supervisor")) == (Kind.TRANSFER, "A7", "某厅")


def test_the_goal_is_what_was_meant_not_what_was_done() -> None:
    [grid] = tables(
        f"{PROJECT}年度总体目标完成情况\t预期目标\t\t目标实际完成情况\t\n\t通车\t\t已通车\t\n"
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\n产出指标\t数量指标\t甲\t1\t1\n"
    )
    [found] = recognise(take_apart(grid)[0])
    assert (found.goal, found.issues) == ("通车", ())


def test_a_year_in_the_words_of_a_goal_is_not_the_forms_year() -> None:
    table = "年度资金总额（万元）\t5\n年度目标\t到2026年建成三座桥\n"
    rows = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t甲\t1\n"
    for top, year in (("", None), ("资金年度\t2024年\n", 2024), ("（2025年度）\t\n", 2025)):
        [grid] = tables(f"项目支出绩效目标表\n项目名称\t道路\n{top}{table}{rows}")
        [found] = recognise(take_apart(grid)[0])
        assert found.fiscal_year == year


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("当年预算（万元）\t66\n", ("total", "66", "万元")),
        ("项目资金（万元）\t66\n", ("total", "66", "万元")),
        ("批复金额\t66万元\n", ("total", "66万元", None)),
        ("省级补助（万元）\t66\n", ("unclassified", "66", "万元")),
        ("金额单位：\t万元\n年度资金总额\t66\n", ("total", "66", "万元")),
        ("项目预算\t申请财政资金\t66万元\n", ("fiscal_appropriation", "66万元", None)),
    ],
)
def test_an_amount_beside_a_label_of_money_is_never_lost(
    line: str, read: tuple[str, str, str | None]
) -> None:
    found = form(f"{PROJECT}{line}")
    assert read in [(x.item, x.amount, x.unit) for x in found.funding]
    assert "unknown_label" not in [issue.code for issue in found.issues]


def test_a_number_written_as_money_under_no_label_is_signalled_as_lost() -> None:
    found = form(f"{PROJECT}神秘栏目\t1,286.40\n")
    assert ("cell_unread", "1,286.40") in [(issue.code, issue.text) for issue in found.issues]


def test_sources_side_by_side_have_their_amounts_in_the_row_below() -> None:
    found = form(f"{PROJECT}项目资金（万元）\t合计\t中央资金\t其他资金\n\t500\t480\t20\n")
    assert [(x.item, x.label, x.amount, x.unit) for x in found.funding] == [
        ("total", "合计", "500", "万元"),
        ("unclassified", "中央资金", "480", "万元"),
        ("other", "其他资金", "20", "万元"),
    ]
    assert "unknown_label" not in [issue.code for issue in found.issues]


def test_a_number_in_the_block_of_money_that_no_label_takes_is_signalled_as_lost() -> None:
    found = form(f"{PROJECT}年度资金总额（万元）\t66\t8\n")
    assert [x.amount for x in found.funding] == ["66"]
    assert ("cell_unread", "8") in [(issue.code, issue.text) for issue in found.issues]


def test_sources_beside_each_other_may_have_the_unit_at_the_left_of_their_amounts() -> None:
    found = form(f"{PROJECT}预算资金\t总额\t一般公共预算\t基金\t其他\n（万元）\t200\t150\t50\t0\n")
    assert money(found) == [
        ("total", "总额", "200"),
        ("fiscal_appropriation", "一般公共预算", "150"),
        ("unclassified", "基金", "50"),
        ("other", "其他", "0"),
    ]
    assert {line.unit for line in found.funding} == {"万元"}

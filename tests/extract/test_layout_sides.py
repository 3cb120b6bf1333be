"""Blocks with several values a row: two spans of time, a column for each place; odd headers."""

from __future__ import annotations

import pytest

from extract.model import Form, Horizon, Stage
from extract.readers.text import tables
from extract.targets import declined, recognise
from extract.targets.form_table import FormTable
from extract.targets.forms_in_a_table import take_apart
from extract.targets.left_over import lookalike_of
from extract.words.why import Why

TOP = "项目支出绩效目标表\n（2024年度）\n项目名称\t道路\n"
HEADER = "一级指标\t二级指标\t三级指标\t指标值\n"


def form(text: str) -> Form:
    [grid] = tables(text)
    [table] = take_apart(grid)
    [found] = recognise(table)
    return found


def rows_of(found: Form) -> list[tuple[str, str, str, str | None]]:
    return [(row.name, row.value, row.horizon.value, row.scope) for row in found.indicators]


def signals(found: Form) -> list[tuple[str, str]]:
    return [(issue.code.value, issue.text) for issue in found.issues]


TWO = "一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n"


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ("中期目标\t\t\t\t年度目标", ["mid_term", "annual"]),
        ("年度目标\t\t\t\t中期目标", ["annual", "mid_term"]),
    ],
)
def test_two_blocks_side_by_side_take_their_spans_from_the_goals_above_not_from_their_order(
    goals: str, expected: list[str]
) -> None:
    body = "产出指标\t数量指标\t甲\t9个\t数量指标\t甲\t3个\n\t\t乙\t8个\t\t\t\n"
    found = form(f"{TOP}{goals}\n远\t\t\t\t近\n{TWO}{body}")
    assert [row.horizon.value for row in found.indicators] == [*expected, expected[0]]
    assert [row.value for row in found.indicators] == ["9个", "3个", "8个"]
    assert found.layout == "A2"


def test_one_name_with_a_value_for_each_span_gives_a_row_for_each() -> None:
    header = "一级指标\t二级指标\t三级指标\t实施期指标值\t年度指标值\n"
    found = form(f"{TOP}{header}产出指标\t数量指标\t甲\t9个\t3个\n\t\t乙\t\t4个\n")
    assert rows_of(found) == [
        ("甲", "9个", "mid_term", None),
        ("甲", "3个", "annual", None),
        ("乙", "4个", "annual", None),
    ]


def test_blocks_one_after_the_other_keep_their_spans_apart() -> None:
    found = form(
        "部门整体绩效目标表\n部门名称\t某局\n长期绩效目标\t远\n"
        f"{HEADER}产出指标\t数量指标\t甲\t9个\n年度绩效目标\t近\n{HEADER}产出指标\t数量指标\t乙\t3个\n"
    )
    assert (found.layout, found.goal, found.goal_long_term) == ("A5", "近", "远")
    assert [row.horizon for row in found.indicators] == [Horizon.MID_TERM, Horizon.ANNUAL]
    assert found.rows_seen == 2


def test_the_labels_beside_two_blocks_tell_their_spans_where_both_goals_stand_above() -> None:
    side = "{}绩效指标\t一级指标\t二级指标\t指标内容\t指标值\n\t产出指标\t数量指标\t{}\t1个\n"
    found = form(
        "部门整体绩效目标表\n部门名称\t某局\n长期绩效目标\t远\n年度绩效目标\t近\n"
        + side.format("长期", "甲")
        + side.format("年度", "乙")
    )
    assert [(name, span) for name, _, span, _ in rows_of(found)] == [
        ("甲", "mid_term"),
        ("乙", "annual"),
    ]


def test_a_header_printed_again_opens_no_second_block() -> None:
    found = form(f"{TOP}{HEADER}产出指标\t数量指标\t甲\t1个\n{HEADER}\t质量指标\t乙\t2个\n")
    assert [row.level1 for row in found.indicators] == ["产出指标", "产出指标"]
    assert (found.rows_seen, found.rows_ignored) == (3, 1)


@pytest.mark.parametrize(
    "header",
    [
        "一级指标\t二级指标\t三级指标\t指标解释\t石桥镇\t柳湾镇\n",
        "一级指标\t二级指标\t三级指标\t指标解释\t指标值\t\n\t\t\t\t石桥镇\t柳湾镇\n",
    ],
)
def test_a_value_for_each_township_is_a_row_for_each_and_an_empty_one_is_counted(
    header: str,
) -> None:
    found = form(f"{TOP}{header}产出指标\t数量指标\t甲\t略\t1个\t2个\n\t\t乙\t略\t\t3个\n")
    assert rows_of(found) == [
        ("甲", "1个", "annual", "石桥镇"),
        ("甲", "2个", "annual", "柳湾镇"),
        ("乙", "3个", "annual", "柳湾镇"),
    ]
    assert (found.layout, found.rows_seen, found.rows_ignored) == ("B3", 4, 1)


def test_a_row_of_townships_without_any_value_fails_with_its_text() -> None:
    header = "一级指标\t二级指标\t三级指标\t石桥镇\t柳湾镇\n"
    found = form(f"{TOP}{header}产出指标\t数量指标\t甲\t\t\n")
    assert (found.indicators, found.rows_failed) == ((), 1)


@pytest.mark.parametrize(
    "header",
    [
        "一级指标\t二级指标\t三级指标\t指标值\t目标值\n",
        "一级指标\t二级指标\t三级指标\t2025年指标值\t2026年指标值\n",
        "一级指标\t二级指标\t三级指标\t神秘一\t神秘二\n",
    ],
)
def test_values_that_nothing_tells_apart_are_refused_with_a_reason(header: str) -> None:
    [grid] = tables(f"{TOP}{header}产出指标\t数量指标\t甲\t1个\t2个\n")
    assert recognise(FormTable(grid)) == ()
    assert declined(FormTable(grid)) in (Why.VALUES_NOT_TOLD_APART, Why.NO_VALUES)
    assert lookalike_of(grid) is not None


def test_the_value_of_an_earlier_year_is_passed_over_as_no_target() -> None:
    header = "一级指标\t二级指标\t三级指标\t2023年指标值\t2024年指标值\n"
    found = form(f"{TOP}{header}产出指标\t数量指标\t甲\t1个\t2个\n")
    assert rows_of(found) == [("甲", "2个", "annual", None)]
    assert signals(found) == []


def test_what_was_done_in_an_earlier_year_is_not_what_was_done_of_this_years_target() -> None:
    header = "一级指标\t二级指标\t三级指标\t2023年完成值\t2024年目标值\n"
    found = form(f"{TOP}{header}产出指标\t数量指标\t甲\t1个\t2个\n")
    [row] = found.indicators
    assert (row.value, row.actual, found.stage) == ("2个", None, Stage.TARGET)


def test_the_value_of_a_later_year_is_lost_and_signalled_with_what_it_held() -> None:
    header = "一级指标\t二级指标\t三级指标\t2024年指标值\t2025年指标值\n"
    body = "产出指标\t数量指标\t甲\t1个\t2个\n\t\t乙\t3个\t\n"
    found = form(f"{TOP}{header}{body}")
    assert rows_of(found) == [("甲", "1个", "annual", None), ("乙", "3个", "annual", None)]
    assert signals(found) == [("column_unread", "2025年指标值 (1)")]


def test_a_column_that_nobody_knows_leaves_the_others_right() -> None:
    header = "一级指标\t二级指标\t三级指标\t神秘列\t指标值\t备注\n"
    found = form(f"{TOP}{header}产出指标\t数量指标\t甲\tx\t≥1个\t\n")
    assert rows_of(found) == [("甲", "≥1个", "annual", None)]
    assert signals(found) == [("column_unread", "神秘列 (1)")]


def test_a_column_that_nobody_knows_and_nobody_filled_in_costs_nothing() -> None:
    header = "一级指标\t二级指标\t三级指标\t神秘列\t指标值\n"
    found = form(f"{TOP}{header}产出指标\t数量指标\t甲\t\t≥1个\n")
    assert signals(found) == [("unknown_label", "神秘列")]


@pytest.mark.parametrize("missing", ["一级指标", "二级指标"])
def test_a_level_without_a_column_is_empty_and_no_row_is_blamed(missing: str) -> None:
    header = HEADER.replace(f"{missing}\t", "")
    level = "数量指标" if missing == "一级指标" else "产出指标"
    found = form(f"{TOP}{header}{level}\t甲\t1个\n")
    [row] = found.indicators
    assert {row.level1, row.level2} == {level, ""}
    assert signals(found) == []


def test_a_value_in_three_columns_under_one_heading_keeps_its_parts() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标值\t\t\n\t\t\t符号\t数值\t单位\n"
    [row] = form(f"{TOP}{header}产出指标\t数量指标\t甲\t≥\t2\t个\n").indicators
    assert (row.operator, row.value, row.unit) == ("≥", "2", "个")


def test_a_unit_in_the_header_is_never_put_on_the_values() -> None:
    header = HEADER.replace("指标值", "*指标值（万元）")
    [row] = form(f"{TOP}{header}产出指标\t数量指标\t甲\t5\n").indicators
    assert (row.value, row.unit) == ("5", None)


def test_reasons_in_two_header_rows_are_passed_over_and_the_year_to_date_is_the_actual() -> None:
    header = (
        "一级指标\t二级指标\t三级指标\t年度指标值\t1-7月执行情况\t偏差原因分析\t\t完成可能性\n"
        "\t\t\t\t\t经费保障\t其他\t\n"
    )
    found = form(f"{TOP}{header}产出指标\t数量指标\t甲\t≥3公里\t2公里\t无\t√\t能\n")
    [row] = found.indicators
    assert (row.value, row.actual, found.stage, found.layout) == (
        "≥3公里",
        "2公里",
        Stage.MONITORING,
        "D0",
    )
    assert (signals(found), found.rows_seen) == ([], 1)


def test_words_below_the_sum_of_the_points_are_no_indicators() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标值\t分值\t得分\n"
    found = form(
        f"{TOP}{header}产出指标\t数量指标\t甲\t3\t90\t80\n总分\t\t\t\t100\t90\n改进措施及应用\t加强管理\n"
    )
    assert [row.name for row in found.indicators] == ["甲"]
    assert (found.rows_ignored, found.rows_failed) == (2, 0)


def test_numbers_where_names_are_to_be_filled_in_are_blanks() -> None:
    found = form(f"{TOP}{HEADER}产出指标\t数量指标\t指标1：\t\n\t\t……\t\n")
    assert (found.indicators, found.rows_ignored) == ((), 2)
    assert "blank_form" in [code for code, _ in signals(found)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("三级指标\t指标值\n甲\t1\n", Why.NO_HEADER),
        (f"{HEADER}产出指标\t数量指标\t甲\t1\n", Why.NO_FORM),
    ],
)
def test_a_table_that_no_layout_reads_says_what_it_lacks(text: str, why: Why) -> None:
    [grid] = tables(text)
    assert declined(FormTable(grid)) is why


def test_an_export_that_leaves_merged_cells_out_is_aligned_to_the_right_and_flagged() -> None:
    header = "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n"
    body = "产出指标\t数量指标\t甲\t4万吨\n乙\t=186个\n质量指标\t丙\t=100%\n"
    found = form(f"{TOP}{header}{body}")
    assert [(r.level1, r.level2, r.name, r.value) for r in found.indicators] == [
        ("产出指标", "数量指标", "甲", "4万吨"),
        ("产出指标", "数量指标", "乙", "=186个"),
        ("产出指标", "质量指标", "丙", "=100%"),
    ]
    assert all(row.realigned for row in found.indicators)


def test_a_value_never_becomes_the_level_of_the_rows_below() -> None:
    found = form(f"{TOP}{HEADER}产出指标\t数量指标\t甲\t1个\n=186个\t乙\t2\t3\n\t\t丙\t4个\n")
    assert [(row.level1, row.name) for row in found.indicators] == [
        ("产出指标", "甲"),
        ("产出指标", "丙"),
    ]
    assert found.rows_failed == 1


def test_a_table_whose_columns_of_levels_hold_no_levels_is_refused() -> None:
    rows = "".join(f"{n}\t正向\t名{n}\t{n}个\n" for n in "甲乙丙")
    [grid] = tables(f"{TOP}{HEADER}{rows}")
    [table] = take_apart(grid)
    assert recognise(table) == ()
    assert declined(table) is Why.LEVELS_LOST
    assert lookalike_of(grid) is not None

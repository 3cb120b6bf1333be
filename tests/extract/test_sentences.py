"""Indicators told in sentences: what is the name, what the value, and what nothing parts."""

from __future__ import annotations

import pytest

from extract.model import Code, Form
from extract.readers.text import tables
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart
from extract.targets.left_over import lookalike_of
from extract.targets.told_in_a_cell import goal_in, holds_several, told_in

TOP = "部门整体支出绩效目标表\n（2024年度）\n部门名称\t禾溪县林业站\n年度目标\t管好林子\n"


def form(text: str) -> Form:
    [grid] = tables(text)
    [table] = take_apart(grid)
    [found] = recognise(table)
    return found


@pytest.mark.parametrize(
    ("sentence", "name", "value"),
    [
        ("造林面积（≥300亩）", "造林面积", "≥300亩"),
        ("造林面积：300亩以上", "造林面积", "300亩以上"),
        ("造林面积≥300亩", "造林面积", "≥300亩"),
        ("造林面积不少于300亩", "造林面积", "不少于300亩"),
        ("成活率达到90%以上", "成活率", "达到90%以上"),
        ("成活率为90%", "成活率", "90%"),
        ("（成活率）90%", "成活率", "90%"),
        ("造林300亩", "造林", "300亩"),
        ("2024年比2023年增加造林300亩", "2024年比2023年增加造林", "300亩"),
        ("木材收入较上年增长6%", "木材收入", "较上年增长6%"),
        ("病虫害发生率下降到2%以内", "病虫害发生率", "下降到2%以内"),
        ("森林资源得到保护", "森林资源得到保护", ""),
        ("在3个村造林并于12月底前全部验收完毕", "在3个村造林并于12月底前全部验收完毕", None),
    ],
)
def test_a_sentence_is_parted_into_its_name_and_its_value(
    sentence: str, name: str, value: str | None
) -> None:
    [told] = told_in(sentence, "产出指标")
    assert (told.level1, told.level2, told.name, told.value) == ("产出指标", "", name, value)


@pytest.mark.parametrize(
    "text",
    [
        "指标1造林300亩；指标2抚育200亩。……",
        "指标1：造林300亩\n指标2：抚育200亩",
        "1.造林300亩；2.抚育200亩",
        "（1）造林300亩。（2）抚育200亩。",
        "①造林300亩②抚育200亩",
        "造林300亩；抚育200亩",
    ],
)
def test_sentences_are_counted_or_parted_by_stops(text: str) -> None:
    told = told_in(text, "产出指标", "数量指标")
    assert [(each.name, each.value) for each in told] == [("造林", "300亩"), ("抚育", "200亩")]


@pytest.mark.parametrize(
    "text",
    [
        "【产出指标-数量指标】造林（300亩）【满意度指标-服务对象满意度指标】农户（≥90%）",
        "一、产出指标：1、数量指标：造林300亩。二、满意度指标：1、服务对象满意度指标：农户≥90%。",
    ],
)
def test_marks_name_the_levels_of_what_stands_behind_them(text: str) -> None:
    assert [(t.level1, t.level2, t.name, t.value) for t in told_in(text)] == [
        ("产出指标", "数量指标", "造林", "300亩"),
        ("满意度指标", "服务对象满意度指标", "农户", "≥90%"),
    ]


def test_a_level_before_a_colon_is_a_mark_also_where_no_stop_stands_before_it() -> None:
    text = "数量指标：造林300亩；抚育200亩质量指标：成活率90%时效指标：按期完工率100%"
    assert [(t.level2, t.name, t.value) for t in told_in(text, "产出指标")] == [
        ("数量指标", "造林", "300亩"),
        ("数量指标", "抚育", "200亩"),
        ("质量指标", "成活率", "90%"),
        ("时效指标", "按期完工率", "100%"),
    ]


def test_a_level_in_brackets_before_a_sentence_is_its_second_level() -> None:
    told = told_in("指标1（经济效益）：增收2万元指标2（服务对象满意度）：满意", "效益指标")
    assert [(t.level1, t.level2, t.name, t.value) for t in told] == [
        ("效益指标", "经济效益", "增收", "2万元"),
        ("效益指标", "服务对象满意度", "", "满意"),
    ]


def test_the_goal_told_before_the_indicators_is_none_of_them() -> None:
    text = "【总体目标】管好林子【产出指标-数量指标】指标1：造林（300亩）指标2：抚育（200亩）"
    assert goal_in(text) == "管好林子"
    assert [t.name for t in told_in(text)] == ["造林", "抚育"]


def test_a_template_to_be_filled_in_tells_nothing() -> None:
    assert told_in("指标1：\n指标2：\n……", "产出指标") == []


@pytest.mark.parametrize(
    "text", ["完成各项指标任务，产出指标和效益指标均已达标。", "指标12个村", "全年造林300亩"]
)
def test_running_text_holds_no_indicators(text: str) -> None:
    assert not holds_several(text)


def test_sentences_beside_levels_make_a_form() -> None:
    found = form(
        f"{TOP}绩效指标\t产出指标\t指标1造林300亩；指标2成活率90%\n"
        "\t效益指标\t指标1（生态效益）：森林资源得到保护\n财政部门审核意见\t（盖章）\n"
    )
    assert (found.layout, found.goal) == ("G1", "管好林子")
    assert [(r.level1, r.level2, r.name, r.value) for r in found.indicators] == [
        ("产出指标", "", "造林", "300亩"),
        ("产出指标", "", "成活率", "90%"),
        ("效益指标", "生态效益", "森林资源得到保护", ""),
    ]
    assert (found.rows_seen, found.rows_ignored, found.rows_failed) == (4, 1, 0)


def test_a_sentence_that_nothing_parts_is_a_failed_row() -> None:
    found = form(f"{TOP}产出指标\t指标1造林300亩；指标2在3个村种树并于12月底前全部验收完毕\n")
    assert [row.name for row in found.indicators] == ["造林"]
    assert [(x.code, x.text) for x in found.issues if x.code is Code.ROW_FAILED] == [
        (Code.ROW_FAILED, "在3个村种树并于12月底前全部验收完毕")
    ]


def test_a_titled_table_with_names_of_levels_is_never_passed_over() -> None:
    [grid] = tables("绩效目标表\n（2024年度）\n产出指标\t效益指标\n造林300亩，抚育\t改善\n")
    assert lookalike_of(grid) is not None
    [untitled] = tables("工作总结\n产出指标\t效益指标\n造林300亩，抚育\t改善\n")
    assert lookalike_of(untitled) is None


def test_sentences_in_a_report_without_a_forms_title_are_no_targets() -> None:
    [grid] = tables(
        "绩效评价情况\n数量指标\t全年造林300亩\n质量指标\t成活率90%\n时效指标\t12月完成100%\n"
    )
    [table] = take_apart(grid)
    assert recognise(table) == ()

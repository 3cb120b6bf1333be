"""Goals: a head is never one, what was done is none, each span of time has its own."""

from __future__ import annotations

import pytest

from extract.model import Code, Form
from extract.readers.text import tables
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart

BLOCK = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t甲\t1\n"
PROJECT = "项目支出绩效目标表\n（2024年度）\n项目名称\t道路\n资金总额（万元）\t5\n"


def form(text: str) -> Form:
    [grid] = tables(PROJECT + text + BLOCK)
    [found] = recognise(take_apart(grid)[0])
    return found


@pytest.mark.parametrize(
    ("rows", "goal", "long_term"),
    [
        (
            "年度总体目标\t年初设定目标\t\t年度总体目标完成情况综述\n\t修路\t\t已修路5公里\n",
            "修路",
            None,
        ),
        ("年度总体目标\t年初设定目标\t\t年度总体目标完成情况综述\n\t\t\t已修路5公里\n", None, None),
        (
            "年初绩效目标\t全年（调整）绩效目标\t实际完成情况\n修路5公里\t修路4公里\t已修路4公里\n",
            "修路5公里",
            None,
        ),
        ("全年（调整）绩效目标\t实际完成情况\n修路4公里\t已修路4公里\n", "修路4公里", None),
        (
            "总体目标\t中期滚动目标（2024年--2026年）\t年度目标\n\t修路15公里\t修路5公里\n",
            "修路5公里",
            "修路15公里",
        ),
        ("总体目标\t项目总体目标\t年度目标\n修路15公里\t修路5公里\n", "修路5公里", "修路15公里"),
        ("总体目标\t修路15公里\n年度目标\t修路5公里\n", "修路5公里", "修路15公里"),
        ("专项长期绩效目标\t修路15公里\n专项年度绩效目标\t修路5公里\n", "修路5公里", "修路15公里"),
        ("年度主要目标和成果\t修路\n", "修路", None),
        ("年度绩效目标\n基本信息\n*年度绩效总目标\t修路\n", "修路", None),
        (
            "总体目标\t中期目标\t年度目标\n\t修路15公里\t修路\n绩效项目指标表\n",
            "修路",
            "修路15公里",
        ),
    ],
)
def test_each_text_is_the_goal_of_its_head(
    rows: str, goal: str | None, long_term: str | None
) -> None:
    found = form(rows)
    assert (found.goal, found.goal_long_term) == (goal, long_term)


def test_a_goal_under_an_unknown_head_is_an_error_with_its_text() -> None:
    text = "全年完成县乡道路硬化与安防设施建设，群众出行条件明显改善。"
    found = form(f"年度愿景\t{text}\n")
    assert found.goal is None
    assert (Code.CELL_UNREAD, text) in [(issue.code, issue.text) for issue in found.issues]


@pytest.mark.parametrize("text", ["目标1：……　目标2：……", "1、2、3、", "……", "**"])
def test_what_a_template_prints_for_a_goal_is_none(text: str) -> None:
    assert form(f"年度目标\t{text}\n").goal is None


def test_a_goal_may_be_a_number() -> None:
    assert form("年度目标\t43.2\n").goal == "43.2"


def test_a_goal_may_stand_in_one_cell_with_its_label() -> None:
    assert form("年度目标：修路。\t\n").goal == "修路。"

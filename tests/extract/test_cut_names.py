"""Headers, labels and names of levels that a page edge cut in two, and rows whose level was."""

from __future__ import annotations

from dataclasses import replace

from extract.model import Grid, Rim
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart
from tests.extract.test_stitch import (
    FIRST,
    GOAL,
    HEAD,
    LAST,
    MONEY,
    NAME,
    OFFICE,
    WHOLE,
    piece,
    row,
    rows,
    stitch,
)


def whole(*pieces: Grid) -> Grid:
    [grid] = stitch(pieces)
    return grid


def test_a_header_cut_within_its_row_is_one_header_and_no_indicator() -> None:
    upper = ["绩效指标|0", "一级指标|1", "二级指标|2", "三级指标|3", "年度指标|4", "分值|5"]
    rest = ["|0", "|1", "|2", "|3", "值|4", "|5"]
    grid = whole(piece(1, NAME, OFFICE, MONEY, GOAL, upper), piece(2, rest, FIRST, LAST))
    assert "年度指标值" in [cell.text for cell in grid.cells]
    [table] = take_apart(grid)
    [form] = recognise(table)
    assert [(each.name, each.value) for each in form.indicators] == [
        ("课程数", "≥1门"),
        ("学生满意度", "≥90%"),
    ]
    assert form.rows_failed == 0


def test_names_of_levels_cut_in_two_are_whole_whatever_they_end_in() -> None:
    halves = {
        ("效益指标", "社会效|益", "就业人数"): "社会效益",
        ("满意度指标", "服务对象满意度|指标", "学生满意度"): "服务对象满意度指标",
    }
    for (level1, level2, name), expected in halves.items():
        upper, lower = level2.split("|")
        first = piece(1, *WHOLE[:6], row(level1, upper, name[:2], "≥3人", "10"))
        grid = whole(first, piece(2, row("", lower, name[2:], "", ""), LAST))
        assert rows(grid)[6][:3] == [level1, expected, name]


def test_two_levels_on_two_pages_stay_two() -> None:
    first = piece(1, *WHOLE[:5], row("产出指标", "数量指标", "课程数", "≥1门", "40"))
    grid = whole(first, piece(2, row("", "质量指标", "合格率", "100%", "40"), LAST))
    assert [found[-3:] for found in rows(grid)[5:]] == [
        ["课程数", "≥1门", "40"],
        ["合格率", "100%", "40"],
        ["学生满意度", "≥90%", "10"],
    ]


def test_a_label_whose_end_stands_alone_on_the_next_page_is_whole() -> None:
    year = ["项目年度|0", "完成建设。|1-5"]
    end = ["目标|0", "|1-5"]
    grid = whole(piece(1, NAME, OFFICE, MONEY, year), piece(2, end, HEAD, FIRST, LAST))
    [table] = take_apart(grid)
    assert table.preamble.goal == "完成建设。"


def test_the_rest_of_the_last_row_is_joined_where_the_sum_of_points_follows_it() -> None:
    last = row("满意度指标", "服务对象满", "学生满意度（含", "≥90%", "50")
    rest = row("", "意度指标", "毕业生）", "左右", "")
    total = ["总分|0-4", "100|5"]
    grid = whole(piece(1, *WHOLE[:6], last), piece(2, rest, total))
    assert rows(grid)[6] == [
        "满意度指标",
        "服务对象满意度指标",
        "学生满意度（含毕业生）",
        "≥90%左右",
        "50",
    ]


def test_rows_whose_unknown_level_was_torn_are_doubtful() -> None:
    upper = row("产出指标", "文化传播能力提", "受众人数达到", "≥3500", "40")
    lower = row("", "升指标", "预期", "人", "")
    first = replace(piece(1, *WHOLE[:5], upper), rim=Rim(room=((2, 0.5), (3, 0.5), (4, 0.5))))
    assert whole(first, piece(2, lower, LAST)).doubtful == {5, 6}
    roomy = replace(first, rim=Rim(room=((2, 5.0), (3, 5.0), (4, 5.0))))
    assert whole(roomy, piece(2, lower, LAST)).doubtful == set()

"""Texts whose cells strokes, commas, spaces or line ends part; what nothing places is signalled."""

from __future__ import annotations

import hashlib

import pytest

from extract import read_document
from extract.model import Code, Document, Form, Source

ROWS = [
    ("产出指标", "数量指标", "改造渠道", "≥36公里"),
    ("产出指标", "质量指标", "验收合格率", "100%"),
    ("满意度指标", "服务对象满意度指标", "农户满意度", "≥92%"),
]


def read(text: str) -> Document:
    data = text.encode()
    return read_document(Source(name="a", data=data, sha256=hashlib.sha256(data).hexdigest()))


def form(text: str) -> Form:
    document = read(text)
    assert document.issues == ()
    [found] = document.forms
    return found


def rows_of(found: Form) -> list[tuple[str, str, str, str]]:
    return [(row.level1, row.level2, row.name, row.value) for row in found.indicators]


PIPES = """## 项目支出绩效目标表

（2024年度）

| 项目名称 | 灌区改造 |  |  |  |
|:--|---|---|---|---|
| 年度目标 | 改造渠道36公里。 |  |  |  |
| **绩效指标** | 一级指标 | 二级指标 | 三级指标 | 指标值 |
|  | 产出指标 | 数量指标 | 改造渠道 | ≥36公里 |
|  |  | 质量指标 | 验收合格率 | 100% |
|  | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥92% |
"""
REPEATED = """项目支出绩效目标表
| 项目名称 | 灌区改造 | 灌区改造 | 灌区改造 | 灌区改造 |
|---|---|---|---|---|
| 年度目标 | 改造渠道36公里。 | 改造渠道36公里。 | 改造渠道36公里。 | 改造渠道36公里。 |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 绩效指标 | 产出指标 | 数量指标 | 改造渠道 | ≥36公里 |
| 绩效指标 | 产出指标 | 质量指标 | 验收合格率 | 100% |
| 绩效指标 | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥92% |
"""
FILLED_UP = """| 项目支出绩效目标表 | ||||
| 项目名称 | 灌区改造 | |||
| 年度目标 | 改造渠道36公里。 | |||
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 改造渠道 | ≥36公里 | |
| 质量指标 | 验收合格率 | 100% | |||
| 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥92% | |
"""
BROKEN = """项目支出绩效目标表
项目名称 | 灌区改造 | ||
年度目标 | 改造渠道36公里。 | ||
绩效
指标 | 一级
指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 改造渠道 | ≥36公里 |
质量指标 | 验收合格率 | 100% | |
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥92% |
"""
BOXED = """项目支出绩效目标表
+----------+------------+--------------------+------------+---------+
| 项目名称 | 灌区改造   |                    |            |         |
+----------+------------+--------------------+------------+---------+
| 年度目标 | 改造渠道   |                    |            |         |
|          | 36公里。   |                    |            |         |
+==========+============+====================+============+=========+
| 绩效指标 | 一级指标   | 二级指标           | 三级指标   | 指标值  |
+----------+------------+--------------------+------------+---------+
|          | 产出指标   | 数量指标           | 改造渠道   | ≥36公里 |
+          +            +--------------------+------------+---------+
|          |            | 质量指标           | 验收合格率 | 100%    |
+          +------------+--------------------+------------+---------+
|          | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥92%    |
+----------+------------+--------------------+------------+---------+
"""
DRAWN = """项目支出绩效目标表
┌────────┬────────┐
│项目名称│灌区改造││││
├────────┼────────┤
│年度目标│改造渠道36公里。││││
│绩效指标│一级指标│二级指标│三级指标│指标值│
│        │产出指标│数量指标│改造渠道│≥36公里│
│        │        │质量指标│验收合格率│100%│
│        │满意度指标│服务对象满意度指标│农户满意度│≥92%│
└────────┴────────┘
"""
COMMAS = """项目支出绩效目标表,,,,
项目名称,灌区改造,,,
年度目标,"改造渠道36公里。",,,
绩效指标,一级指标,二级指标,三级指标,指标值
,产出指标,数量指标,改造渠道,≥36公里
,,质量指标,验收合格率,100%
,满意度指标,服务对象满意度指标,农户满意度,≥92%
"""
LINES = """项目支出绩效目标表

项目名称

灌区改造

年度目标

改造渠道36公里。

绩效指标

一级指标

二级指标

三级指标

指标值

产出指标

数量指标

改造渠道

≥36公里

质量指标

验收合格率

100%

满意度指标

服务对象满意度指标

农户满意度

≥92%
"""
SPACES = """项目支出绩效目标表
项目名称    灌区改造
年度目标    改造渠道36公里。
一级指标    二级指标    三级指标    指标值
产出指标    数量指标    改造渠道    ≥36公里
            质量指标    验收合格率  100%
满意度指标  服务对象满意度指标  农户满意度  ≥92%
"""
SINGLE = """项目支出绩效目标表
项目名称 灌区改造
年度目标 改造渠道36公里。
一级指标 二级指标 三级指标 指标值
产出指标 数量指标 改造渠道 ≥36公里
质量指标 验收合格率 100%
满意度指标 服务对象满意度指标 农户满意度 ≥92%
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PIPES, id="pipes, merged cells empty"),
        pytest.param(REPEATED, id="pipes, merged cells repeated"),
        pytest.param(FILLED_UP, id="pipes, merged cells left out"),
        pytest.param(BROKEN, id="pipes, rows cut by breaks in cells"),
        pytest.param(BOXED, id="rules of + and -"),
        pytest.param(DRAWN, id="drawn boxes"),
        pytest.param(COMMAS, id="commas"),
        pytest.param(COMMAS.replace(",", ";"), id="semicolons"),
        pytest.param(
            COMMAS.replace(",100%", ',="100%"').replace(",≥92%", ',"=""≥92%"""'),
            id="texts as formulas",
        ),
        pytest.param(LINES, id="one cell a line"),
        pytest.param(LINES.replace("\n\n", "\n"), id="one cell a line, no blank between"),
        pytest.param(SPACES, id="wide spaces"),
        pytest.param(SINGLE, id="single spaces"),
    ],
)
def test_a_form_is_read_whatever_parts_its_cells(text: str) -> None:
    found = form(text)
    assert found.title is not None
    assert found.title.endswith("项目支出绩效目标表")
    assert found.fact("project_name") == "灌区改造"
    assert (found.goal or "").replace("\n", "") == "改造渠道36公里。"
    assert rows_of(found) == ROWS


def test_names_that_run_into_indicators_are_parted_where_a_sign_stands_before_the_value() -> None:
    document = read(
        "项目支出绩效目标表\n（2024年度）\n一级指标二级指标三级指标指标值\n"
        "产出指标数量指标改造渠道≥36公里\n质量指标验收合格率100%\n满意度指标农户满意度≥92%\n"
    )
    [found] = document.forms
    assert rows_of(found) == [
        ("产出指标", "数量指标", "改造渠道", "≥36公里"),
        ("满意度指标", "", "农户满意度", "≥92%"),
    ]
    assert [(x.code, x.text) for x in document.issues] == [
        (Code.UNRULED_FORM, "质量指标验收合格率100%")
    ]


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (LINES.replace("100%\n", ""), "质量指标 | 验收合格率"),
        (FILLED_UP.replace("合格率 | 100% | |||", "合格率 | ||||"), "质量指标 | 验收合格率"),
        (SINGLE.replace("验收合格率 100%", "验收合格率 一次 100%"), "质量指标 验收合格率 一次"),
    ],
)
def test_cells_whose_places_nothing_proves_are_signalled(text: str, lost: str) -> None:
    document = read(text)
    [signal] = [issue for issue in document.issues if issue.code is Code.UNRULED_FORM]
    assert signal.text.startswith(lost)
    told = [row for form in document.forms for row in form.indicators]
    assert all((row.name, row.value) in {row[2:] for row in ROWS} for row in told)


def test_a_level_alone_on_its_row_is_that_of_the_rows_below() -> None:
    text = FILLED_UP.replace("| 质量指标 | 验收合格率", "| 质量指标 | ||||\n| 验收合格率")
    assert rows_of(form(text)) == ROWS


def test_points_and_a_remark_that_is_missing_do_not_move_a_row() -> None:
    text = (
        "项目支出绩效目标表\n| 项目名称 | 灌区改造 | ||||\n"
        "| 一级指标 | 二级指标 | 三级指标 | 分值 | 指标值 | 备注 |\n"
        "| 产出指标 | 数量指标 | 改造渠道 | 20 | ≥36公里 | |\n| 其中干渠 | ≥9公里 | ||||\n"
        "| 质量指标 | 验收合格率 | 20 | 100% | 抽检 | |\n"
    )
    document = read(text)
    [found] = document.forms
    assert [(row.level2, row.name, row.value, row.weight) for row in found.indicators] == [
        ("数量指标", "改造渠道", "≥36公里", "20"),
        ("质量指标", "验收合格率", "100%", "20"),
    ]
    assert [issue.text for issue in document.issues] == ["其中干渠 | ≥9公里"]


def test_a_list_whose_merged_cells_are_left_out_keeps_its_projects_apart() -> None:
    text = (
        "| 单位：万元 | |||||||\n"
        "| 单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
        "| 水利局 | 90 | |||||||\n"
        "| 水利站 | 渠道 | 60 | 通水 | 产出指标 | 数量指标 | 改造渠道 | ≥36公里 |\n"
        "| 质量指标 | 合格率 | 100% | ||||||\n"
        "| 水库 | 30 | 安全 | 产出指标 | 数量指标 | 巡查 | ≥24次 | |\n"
    )
    forms = read(text).forms
    assert [(each.fact("project_name"), each.goal) for each in forms] == [
        ("渠道", "通水"),
        ("水库", "安全"),
    ]
    assert [[row.name for row in each.indicators] for each in forms] == [
        ["改造渠道", "合格率"],
        ["巡查"],
    ]
    assert [[m.amount for m in each.funding] for each in forms] == [["60"], ["30"]]


@pytest.mark.parametrize(
    "prose",
    [
        "首页 | 政务公开 | 财政预算\n绩效目标办法\n（一）一级指标,二级指标,三级指标,均应量化。\n",
        "绩效目标，是指预算资金计划在一定期限内达到的产出和效果，包括产出指标，效益指标等。\n",
        "一级指标 二级指标 均应设定。\n指标值 应当合理。\n",
        "姓名,部门,电话\n甲,水利局,1\n",
    ],
)
def test_prose_and_other_lists_give_no_form_and_no_signal(prose: str) -> None:
    document = read(prose)
    assert (document.forms, document.issues) == ((), ())


def test_an_open_quote_never_swallows_what_stands_behind_it() -> None:
    text = COMMAS.replace('"改造渠道36公里。"', '"改造渠道36公里。')
    document = read(text)
    assert document.forms == () or rows_of(document.forms[0]) == ROWS
    assert document.forms or document.issues


@pytest.mark.parametrize(
    ("before", "behind"),
    [("【", "】"), ("", "："), ("【", "】：")],
    ids=["brackets", "colon", "both"],
)
def test_indicators_told_label_by_label_are_rows(before: str, behind: str) -> None:
    labels = ("一级指标", "二级指标", "三级指标", "指标值")
    cards = (
        "".join(f"{before}{label}{behind}{text}\n" for label, text in zip(labels, row, strict=True))
        for row in ROWS
    )
    text = "项目支出绩效目标表\n\n项目名称：灌区改造\n\n" + "\n".join(cards)
    found = form(text)
    assert found.fact("project_name") == "灌区改造"
    assert rows_of(found) == ROWS


def test_a_break_inside_a_markdown_cell_is_no_part_of_its_text() -> None:
    found = form(PIPES.replace("改造渠道 |", "改造<br>渠道 |").replace("≥36公里", "\\>36公里"))
    assert found.indicators[0].name == "改造\n渠道"
    assert found.indicators[0].value == ">36公里"

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


def money_of(found: Form) -> list[tuple[str, str, str | None]]:
    return [(line.label, line.amount, line.unit) for line in found.funding]


A_LINE = """项目支出绩效自评表
单位：万元
项目名称|村庄保洁
项目资金|年初预算数|全年预算数|全年执行数|执行率
年度资金总额|318.00|302.50|302.50|100%
其中：财政拨款|318.00|302.50|302.50|-
年度总体目标|预期目标|实际完成情况
村村有人保洁。|46个村都有人保洁。
一级指标|二级指标|三级指标|年度指标值|实际完成值
产出指标|数量指标|清运垃圾|≥9000吨|9460吨
时效指标|项目完成时间|12月|11月
成本指标|每村费用|≤6万元|5.8万元
满意度指标|满意度指标|村民满意度|≥90%|93%
""".replace("|", "\n")


def test_a_cell_a_line_with_heads_over_money_and_over_goals() -> None:
    found = form(A_LINE)
    assert (found.goal, found.goal_achieved) == ("村村有人保洁。", "46个村都有人保洁。")
    assert [line[:2] for line in money_of(found)] == [
        ("年度资金总额 年初预算数", "318.00"),
        ("年度资金总额 全年预算数", "302.50"),
        ("年度资金总额 全年执行数", "302.50"),
        ("其中：财政拨款 年初预算数", "318.00"),
        ("其中：财政拨款 全年预算数", "302.50"),
        ("其中：财政拨款 全年执行数", "302.50"),
    ]
    assert rows_of(found) == [
        ("产出指标", "数量指标", "清运垃圾", "≥9000吨"),
        ("产出指标", "时效指标", "项目完成时间", "12月"),
        ("产出指标", "成本指标", "每村费用", "≤6万元"),
        ("满意度指标", "满意度指标", "村民满意度", "≥90%"),
    ]


def test_heads_of_money_that_lost_an_amount_below_are_not_joined() -> None:
    document = read(A_LINE.replace("318.00\n302.50\n302.50\n-", "318.00\n302.50\n-"))
    [found] = document.forms
    assert "302.50" in [issue.text for issue in found.issues if issue.code == "cell_unread"]
    assert not any("全年" in line.label and line.amount for line in found.funding)


def test_two_forms_a_cell_a_line_are_two() -> None:
    second = A_LINE.replace("项目支出绩效自评表\n单位：万元\n", "").replace("村庄保洁", "河道保洁")
    first, other = read(A_LINE + second).forms
    assert [x.fact("project_name") for x in (first, other)] == ["村庄保洁", "河道保洁"]
    assert rows_of(first) == rows_of(other)


ALIGNED = """部门整体支出绩效目标表
（2024年度）

部门（单位）名称   禾溪县文旅局

年度主要任务
任务名称   主要内容       预算金额（万元）
                          总额      财政拨款   其他资金
惠民演出   送戏下乡       1,260     1,210      50
文物保护   修缮           845                  845
金额合计                  2,105     1,210      895

年度总体目标
    演出到村，文物安全。

一级指标     二级指标       三级指标           指标值
产出指标     数量指标       送戏下乡场次       ≥180场
             成本指标       每场补助           0.5万元
"""


def test_columns_that_spaces_align_are_read_across_blank_lines() -> None:
    found = form(ALIGNED)
    assert (found.fact("department_name"), found.goal) == ("禾溪县文旅局", "演出到村，文物安全。")
    assert money_of(found) == [
        ("惠民演出 总额", "1,260", "万元"),
        ("惠民演出 财政拨款", "1,210", "万元"),
        ("惠民演出 其他资金", "50", "万元"),
        ("文物保护 总额", "845", "万元"),
        ("文物保护 其他资金", "845", "万元"),
        ("金额合计 总额", "2,105", "万元"),
        ("金额合计 财政拨款", "1,210", "万元"),
        ("金额合计 其他资金", "895", "万元"),
    ]
    assert rows_of(found)[1] == ("产出指标", "成本指标", "每场补助", "0.5万元")


PADDED = """项目支出绩效自评表
项目名称        灌区改造
项目资金（万元）                  预算数     执行数
                年度资金总额      78         77
年度目标        预期目标                    实际完成情况
                渠道畅通，农田得灌。        渠道已通，农田得灌。
绩效指标        一级指标      二级指标      三级指标            指标值
                完成指标      数量指标      清淤长度            ≥36公里
                                            清淤次数            2次
                特色指标      管护          管护机制            健全
                满意度指标    满意度指标    农户满意度          ≥92%
"""


def test_rows_that_begin_below_their_headers_need_no_known_level() -> None:
    found = form(PADDED)
    assert (found.goal, found.goal_achieved) == ("渠道畅通，农田得灌。", "渠道已通，农田得灌。")
    assert money_of(found) == [
        ("年度资金总额 预算数", "78", "万元"),
        ("年度资金总额 执行数", "77", "万元"),
    ]
    assert rows_of(found) == [
        ("完成指标", "数量指标", "清淤长度", "≥36公里"),
        ("完成指标", "数量指标", "清淤次数", "2次"),
        ("特色指标", "管护", "管护机制", "健全"),
        ("满意度指标", "满意度指标", "农户满意度", "≥92%"),
    ]


def test_texts_that_wide_spaces_part_are_never_run_together() -> None:
    document = read(PADDED.replace("                特色", "           特色"))
    [found] = document.forms
    assert document.issues
    assert not any("  " in row.name for row in found.indicators)


TWO_ROWS = """项目绩效目标汇总表
单位：万元
项目名称    预算数    绩效目标        绩效指标
                                      一级指标    二级指标    三级指标    指标值
修渠        5         水渠畅通。      产出指标    数量指标    渠道长度    3公里
                                                  质量指标    合格率      100%
建桥        7         村村通行。      产出指标    数量指标    桥梁        1座
"""


def test_a_list_with_heads_in_two_rows_that_spaces_align() -> None:
    document = read(TWO_ROWS)
    assert [(x.fact("project_name"), x.goal, len(x.indicators)) for x in document.forms] == [
        ("修渠", "水渠畅通。", 2),
        ("建桥", "村村通行。", 1),
    ]
    assert [line.amount for x in document.forms for line in x.funding] == ["5", "7"]


def test_goals_that_do_not_answer_their_heads_are_said() -> None:
    document = read(PADDED.replace("渠道畅通，农田得灌。        ", ""))
    assert "渠道已通" in " ".join(issue.text for issue in document.issues)
    assert document.forms[0].goal is None


def test_a_titled_form_that_nothing_parts_is_said_and_prose_is_none() -> None:
    lines = "项目支出绩效目标表\n项目名称   修渠\n主管部门   水利局\n年度目标   通水\n指标   目标\n"
    assert [issue.code for issue in read(lines).issues] == [Code.UNRULED_FORM]
    prose = "关于印发项目支出绩效目标表的通知\n各单位：项目名称、主管部门和年度目标照表填写。\n"
    assert read(prose).issues == ()


def test_comma_separated_rows_below_a_title_of_its_own_line() -> None:
    text = (
        '禾溪县绩效目标\n财政项目支出绩效目标申报表,,,\n项目名称,修渠,,\n资金总额（元）,"9,864",,\n'
        "年度绩效目标,水渠通水。,,\n分解目标,,指标内容,指标目标值\n投入和管理,投入管理,专款专用率,=100%\n"
        "产出目标,数量,修渠,=3公里\n,质量,合格率,=100%\n影响力目标,长效管理,管护机制,建立\n"
    )
    found = form(text)
    assert rows_of(found)[0] == ("投入和管理", "投入管理", "专款专用率", "=100%")
    assert rows_of(found)[-1] == ("影响力目标", "长效管理", "管护机制", "建立")
    assert [line.amount for line in found.funding] == ["9,864"]


def test_the_lines_of_a_goal_one_below_the_other_are_all_the_goal() -> None:
    goal = ["1.改造渠道36公里", "2.减少漏损", "3.按期完成"]
    header = ["一级指标", "二级指标", "三级指标", "指标值"]
    cells = ["项目支出绩效目标表", "项目名称", "灌区改造", "年度总体目标", *goal, *header]
    found = form("\n".join([*cells, *(text for row in ROWS for text in row)]))
    assert found.goal == "\n".join(goal)
    assert rows_of(found) == ROWS


def test_the_label_at_the_side_of_aligned_tasks_stands_in_the_middle_of_them() -> None:
    found = form(
        "部门整体支出绩效目标申报表\n（2024年度）\n\n部门名称    禾溪县水利局\n\n"
        "            任务名称    主要内容    总额      财政拨款\n"
        "主要任务    灌区改造    改造渠道    186.00    180.00\n"
        "            防汛抗旱    巡查堤防    14.00     14.00\n"
        "            金额合计                200.00    194.00\n"
        "            （预算金额单位：万元）\n\n"
        "总体目标    按期完成\n\n"
        "一级指标    二级指标    三级指标    指标值\n"
        "产出指标    数量指标    改造渠道    ≥36公里\n"
        "            质量指标    合格率      100%\n"
    )
    assert [(line.item, line.label, line.amount, line.unit) for line in found.funding] == [
        ("unclassified", "灌区改造 总额", "186.00", "万元"),
        ("unclassified", "灌区改造 财政拨款", "180.00", "万元"),
        ("unclassified", "防汛抗旱 总额", "14.00", "万元"),
        ("unclassified", "防汛抗旱 财政拨款", "14.00", "万元"),
        ("total", "金额合计 总额", "200.00", "万元"),
        ("income_fiscal_appropriation", "金额合计 财政拨款", "194.00", "万元"),
    ]

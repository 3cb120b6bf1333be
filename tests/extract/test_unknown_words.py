"""Blocks whose headers or levels nobody knows word by word: read where their shape proves them."""

from __future__ import annotations

import pytest

from extract import read_document
from extract.model import Cell, Code, Form, Grid, Line, Source
from extract.readers.text import tables
from extract.targets import declined, recognise
from extract.targets.forms_in_a_table import take_apart
from extract.words.labels import column_role, level_of
from extract.words.why import Why

TOP = "项目支出绩效目标表\n（2024年度）\n项目名称\t道路\n"


def form(text: str) -> Form:
    [grid] = tables(text)
    [table] = take_apart(grid)
    [found] = recognise(table)
    return found


def rows_of(text: str) -> list[tuple[str, str, str, str]]:
    found = form(text)
    return [(row.level1, row.level2, row.name, row.value) for row in found.indicators]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("三级指标内容", "name"),
        ("二级指标名称", "level2"),
        ("参考分值", "weight"),
        ("权重占比（%）", "weight"),
        ("年度数值", "value"),
        ("产出值", "value"),
        ("数量值", "value"),
        ("全年（程）指标值", "value"),
        ("预期2024年实现值", "value"),
        ("2023年实际实现值", "actual"),
        ("计划完成数值", "value"),
        ("单项指标实际完成值", "actual"),
        ("单项指标得分", "score"),
    ],
)
def test_a_header_is_known_by_the_words_it_is_made_of(header: str, role: str) -> None:
    assert column_role(header) == role


@pytest.mark.parametrize("text", ["绩效指标", "本年目标", "数值", "得分点", "经济价值", "计划"])
def test_what_is_made_of_such_words_and_is_no_header_is_none(text: str) -> None:
    assert column_role(text) in (None, "note")


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("产出数量指标", "level2"),
        ("项目产出（30分）", "level1"),
        ("产出质量", "level2"),
        ("服务对象满意度指标等", "level2"),
        ("项目质量", None),
        ("群众满意度指标达标", None),
    ],
)
def test_a_level_is_known_by_the_words_it_is_made_of(name: str, level: str | None) -> None:
    assert level_of(name) == level


def test_the_value_stands_where_no_second_heading_does_between_its_sign_and_its_unit() -> None:
    found = form(
        f"{TOP}"
        "一级指标\t二级指标\t三级指标\t预期指标值\t\t\t实际完成值\n"
        "\t\t\t符号\t\t单位（文字描述）\t\n"
        "产出指标\t数量指标\t管护\t≥\t18\t公里\t20公里\n"
    )
    [row] = found.indicators
    assert (row.operator, row.value, row.unit, row.actual) == ("≥", "18", "公里", "20公里")


def test_years_beside_each_other_below_one_heading_in_text() -> None:
    text = (
        "项目支出绩效目标批复表\n（2024年度）\n项目名称\t道路\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t\t指标标准或依据\n"
        "\t\t\t\t2023年实际实现值\t预期2024年实现值\t\n"
        "\t产出指标\t数量指标\t管护\t16公里\t18公里\t\n"
        "\t\t\t巡查\t\t24次\t\n"
    )
    assert rows_of(text) == [
        ("产出指标", "数量指标", "管护", "18公里"),
        ("产出指标", "数量指标", "巡查", "24次"),
    ]


@pytest.mark.parametrize("levels", ["评价维度\t评价内容", "考核方面\t考核要点"])
def test_columns_left_of_the_names_are_their_levels_where_names_of_levels_stand(
    levels: str,
) -> None:
    text = (
        f"{TOP}{levels}\t指标名称\t目标值\n"
        "产出指标\t数量指标\t管护\t18公里\n\t质量指标\t合格率\t100%\n"
    )
    assert rows_of(text) == [
        ("产出指标", "数量指标", "管护", "18公里"),
        ("产出指标", "质量指标", "合格率", "100%"),
    ]


def test_a_second_level_of_names_where_no_third_is_printed() -> None:
    text = (
        f"{TOP}一级指标\t二级指标\t绩效标准\t当年预期实现值\n"
        "数量指标\t管护\t行业标准\t18公里\n\t巡查\t\t24次\n质量指标\t合格率\t\t100%\n"
    )
    assert [(row[1], row[2], row[3]) for row in rows_of(text)] == [
        ("数量指标", "管护", "18公里"),
        ("数量指标", "巡查", "24次"),
        ("质量指标", "合格率", "100%"),
    ]


def test_unknown_levels_are_read_where_names_and_values_stand_under_their_headers() -> None:
    text = (
        f"{TOP}一级指标\t二级指标\t三级指标\t指标值\n"
        "管护成效\t里程类\t管护\t18公里\n\t频次类\t巡查\t24次\n群众评价\t抽样类\t好评\t95%\n"
    )
    assert rows_of(text) == [
        ("管护成效", "里程类", "管护", "18公里"),
        ("管护成效", "频次类", "巡查", "24次"),
        ("群众评价", "抽样类", "好评", "95%"),
    ]


def test_unknown_levels_are_refused_where_rows_lost_cells() -> None:
    text = (
        f"{TOP}一级指标\t二级指标\t三级指标\t指标值\n"
        "管护成效\t里程类\t管护\t18公里\n频次类\t巡查\t24次\n群众评价\t抽样类\t好评\t95%\n"
    )
    [grid] = tables(text)
    [table] = take_apart(grid)
    assert (recognise(table), declined(table)) == ((), Why.LEVELS_LOST)


def test_a_right_row_under_an_unknown_second_level_is_not_realigned() -> None:
    text = (
        f"{TOP}一级指标\t二级指标\t三级指标\t指标值\t分值\t偏差原因\n"
        "产出指标\t数量指标\t管护\t18公里\t50\t\n满意度指标\t村民评议\t好评\t95%\t10\t\n"
    )
    found = form(text)
    assert [(row.level2, row.name, row.realigned) for row in found.indicators] == [
        ("数量指标", "管护", False),
        ("村民评议", "好评", False),
    ]


def test_a_row_is_never_moved_where_words_would_stand_as_its_points() -> None:
    text = (
        f"{TOP}评价指标\t评价内容\t指标名称\t指标说明\t目标值\t分值\t备注\n"
        "定量目标\t制度指标\t规章制度\t建立与否\t\t20\t\n\t质量指标\t合格率\t达标\t100%\t80\t\n"
    )
    found = form(text)
    assert [(row.level1, row.name, row.value, row.weight) for row in found.indicators] == [
        ("定量目标", "规章制度", "", "20"),
        ("定量目标", "合格率", "100%", "80"),
    ]


def test_rows_under_a_headline_that_is_no_title_are_a_projects() -> None:
    headline = "2024年水利绩效目标和指标\n"
    block = (
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t管护\t18公里\n"
        "\t质量指标\t合格率\t100%\n满意度指标\t服务对象满意度指标\t好评\t95%\n"
    )
    assert [row[2] for row in rows_of(headline + block)] == ["管护", "合格率", "好评"]


def grid_of(text: str) -> Grid:
    [grid] = tables(text)
    return grid


def test_a_block_without_any_word_above_it_is_nobodys() -> None:
    block = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t管护\t18公里\n"
    [table] = take_apart(grid_of(block))
    assert declined(table) is Why.NO_FORM


def test_a_form_whose_values_are_all_places_for_one_is_a_form_without_rows() -> None:
    found = form(
        f"{TOP}一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t苗木\t≥**株\n"
        "\t成本指标\t单价\t**元/株\n满意度指标\t服务对象满意度指标\t具体指标\t\n"
    )
    assert found.indicators == ()
    assert (found.rows_seen, found.rows_ignored, found.rows_failed) == (3, 3, 0)
    assert {issue.code for issue in found.issues} == {Code.ROW_WITHOUT_INDICATOR, Code.BLANK_FORM}


def test_values_of_half_the_year_and_of_the_year_beside_each_other_under_a_frameworks_levels() -> (
    None
):
    found = form(
        f"{TOP}一级指标\t二级指标\t三级指标\t半年（程）指标值\t全年（程）指标值\n"
        "决策\t项目立项\t立项规范\t100%\t100%\n过程\t资金管理\t执行率\t≥50%\t≥95%\n"
        "产出\t产出数量\t里程\t≥9公里\t≥18公里\n"
    )
    assert [(r.level1, r.level2, r.name, r.value, r.scope) for r in found.indicators[2:]] == [
        ("过程", "资金管理", "执行率", "≥50%", "半年（程）指标值"),
        ("过程", "资金管理", "执行率", "≥95%", "全年（程）指标值"),
        ("产出", "产出数量", "里程", "≥9公里", "半年（程）指标值"),
        ("产出", "产出数量", "里程", "≥18公里", "全年（程）指标值"),
    ]
    assert found.issues == ()


def test_a_name_over_both_columns_of_levels_stands_under_no_first_level_above_it() -> None:
    header = ("一级指标", "二级指标", "三级指标", "指标值")
    cells = [Cell(text=text, row=0, col=col) for col, text in enumerate(header)]
    for row, (one, name, value) in enumerate(
        (("产出指标", "管护", "18公里"), ("服务对象满意度指标", "好评", "95%")), 1
    ):
        cells.append(Cell(text=one, row=row, col=0, colspan=2))
        cells += [Cell(text=name, row=row, col=2), Cell(text=value, row=row, col=3)]
    cells.insert(4, Cell(text="", row=0, col=4))
    grid = Grid(cells=tuple(cells), spans_known=True, heading=(Line(text="绩效目标表"),))
    [table] = take_apart(grid)
    [found] = recognise(table)
    assert [(row.level1, row.level2, row.name, row.realigned) for row in found.indicators] == [
        ("产出指标", "", "管护", False),
        ("", "服务对象满意度指标", "好评", False),
    ]


def test_the_bare_word_for_indicators_heads_their_names_where_values_are_measured() -> None:
    found = form(
        f"{TOP}指标\t指标权重\t计量单位\t指标性质\t指标值\n安装终端\t20\t台\t≥\t480\n"
        "覆盖比例\t20\t%\t＝\t100\n"
    )
    assert [(row.name, row.operator, row.value, row.unit) for row in found.indicators] == [
        ("安装终端", "≥", "480", "台"),
        ("覆盖比例", "＝", "100", "%"),
    ]


def test_which_way_is_better_is_no_sign() -> None:
    found = form(
        f"{TOP}一级指标\t二级指标\t三级指标\t指标性质\t指标值\t计量单位\t指标方向\n"
        "产出指标\t数量指标\t管护\t≥\t18\t公里\t正向\n\t质量指标\t投诉\t≤\t3\t件\t反向\n"
    )
    rows = [(row.operator, row.value, row.unit, row.direction) for row in found.indicators]
    assert rows == [("≥", "18", "公里", "正向"), ("≤", "3", "件", "反向")]


def test_a_label_at_the_left_that_says_no_name_names_the_project() -> None:
    found = form(
        "绩效目标表\n（2024年度）\n预算项目\t造林\t\t\n年度目标\t绿\t\t\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t造林\t18亩\n"
    )
    assert found.fact("project_name") == "造林"


def test_one_unknown_header_may_stand_over_both_levels() -> None:
    source = (
        "<meta charset=utf-8><p>项目支出绩效目标表</p><table border=1>"
        "<tr><td>项目名称<td colspan=3>道路"
        "<tr><td colspan=2>指标层级<td>指标名称<td>目标值"
        "<tr><td>产出指标<td>数量指标<td>管护<td>18公里"
        "<tr><td>效益指标<td>社会效益指标<td>受益村<td>12个</table>"
    )
    [found] = read_document(Source(name="a.html", data=source.encode(), sha256="")).forms
    assert [(row.level1, row.level2, row.name, row.value) for row in found.indicators] == [
        ("产出指标", "数量指标", "管护", "18公里"),
        ("效益指标", "社会效益指标", "受益村", "12个"),
    ]


def test_kinds_of_indicators_are_headed_in_many_words() -> None:
    assert rows_of(
        f"{TOP}指标大类\t指标中类\t指标细目\t达标值\n产出指标\t数量指标\t管护\t18公里\n"
    ) == [("产出指标", "数量指标", "管护", "18公里")]


def test_levels_and_columns_named_in_other_words_are_read() -> None:
    found = form(
        f"{TOP}指标层级一\t指标层级二\t指标层级三\t达到指标值\t备注\n产出类\t产出数量\t养护里程\t≥12公里\t\n"
        "\t产出质量\t合格率\t100%\t\n满意度类\t群众满意度\t满意度\t≥90%\t\n"
    )
    assert [(x.level1, x.level2, x.name, x.value) for x in found.indicators] == [
        ("产出类", "产出数量", "养护里程", "≥12公里"),
        ("产出类", "产出质量", "合格率", "100%"),
        ("满意度类", "群众满意度", "满意度", "≥90%"),
    ]
    assert not any(x.realigned for x in found.indicators)  # a name like that of a level is a name


def test_what_was_reached_beside_a_target_is_no_target() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标值\t达到值\n"
    found = form(f"{TOP}{header}产出指标\t数量指标\t甲\t12个\t10个\n")
    assert [(x.value, x.actual) for x in found.indicators] == [("12个", "10个")]


@pytest.mark.parametrize(
    "heads",
    [
        "一级指标\t指标名称\t指标内容",
        "一级指标\t指标小类\t考核内容",
        "指标类别\t指标项\t指标要素",
    ],
)
def test_a_column_headed_as_names_that_holds_levels_is_one_of_levels(heads: str) -> None:
    rows = "产出指标\t数量指标\t渠道\t5公里\t\n产出指标\t质量指标\t合格率\t100%\t\n"
    assert rows_of(f"{TOP}{heads}\t指标值\t备注\n{rows}") == [
        ("产出指标", "数量指标", "渠道", "5公里"),
        ("产出指标", "质量指标", "合格率", "100%"),
    ]

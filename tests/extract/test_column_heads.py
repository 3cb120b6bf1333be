"""Headers in the words of many offices: composed of known ones, of two meanings, one a place."""

from __future__ import annotations

import pytest

from extract.model import Cell, Form, Grid, Horizon
from extract.readers.text import tables
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart
from extract.words.heads import in_a_label
from extract.words.labels import column_role
from normalize.levels import level_code

TOP = "项目支出绩效目标表\n（2024年度）\n项目名称\t道路\n"


def forms(text: str) -> tuple[Form, ...]:
    [grid] = tables(text)
    [table] = take_apart(grid)
    return recognise(table)


def form(header: str, *rows: str) -> Form:
    [found] = forms("\n".join((TOP.rstrip(), header, *rows)) + "\n")
    return found


def codes(found: Form) -> list[str]:
    return [issue.code for issue in found.issues]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("绩效指标性质", "operator"),
        ("绩效度量单位", "unit"),
        ("考核目标值", "value"),
        ("全年（计划）目标值", "value"),
        ("本年指标值", "value"),
        ("全县指标值", "value"),
        ("上年完成值", "prior"),
        ("近三年指标值", "prior"),
        ("指标值确定依据", "note"),
        ("责任科室", "note"),
        ("评分细则", "standard"),
        ("第一级指标", "level1"),
        ("３级指标", "name"),
    ],
)
def test_a_header_composed_of_known_words_is_known(header: str, role: str) -> None:
    assert column_role(header) == role


@pytest.mark.parametrize(
    "text", ["项目单位", "年度目标", "完成全年计划指标", "本年度完成县域内各项指标值"]
)
def test_words_that_make_no_header_are_none(text: str) -> None:
    assert column_role(text) is None


def test_a_digit_is_no_part_of_a_label_though_levels_may_be_numbered_with_one() -> None:
    assert column_role("1级指标") == "level1"
    assert not in_a_label("1")


def test_the_countys_value_beside_the_townships_is_a_row_of_its_own() -> None:
    found = form(
        "一级指标\t二级指标\t三级指标\t全县指标值\t石桥镇\t柳湾乡",
        "产出指标\t数量指标\t管网\t≥18公里\t≥10公里\t≥8公里",
    )
    assert [(row.value, row.scope) for row in found.indicators] == [
        ("≥18公里", "全县指标值"),
        ("≥10公里", "石桥镇"),
        ("≥8公里", "柳湾乡"),
    ]
    assert codes(found) == []


def test_a_value_for_a_part_of_the_year_is_told_from_that_of_the_year() -> None:
    found = form(
        "一级指标\t二级指标\t三级指标\t半年目标值\t全年目标值", "产出指标\t数量指标\t甲\t3次\t6次"
    )
    assert [(row.value, row.scope) for row in found.indicators] == [
        ("3次", "半年目标值"),
        ("6次", "全年目标值"),
    ]


def test_the_whole_projects_value_stands_beside_the_years() -> None:
    found = form(
        "一级指标\t二级指标\t三级指标\t总体目标值\t年度目标值", "产出指标\t数量指标\t甲\t9次\t3次"
    )
    assert [(row.value, row.horizon) for row in found.indicators] == [
        ("9次", Horizon.MID_TERM),
        ("3次", Horizon.ANNUAL),
    ]


@pytest.mark.parametrize("header", ["考核标准", "绩效标准", "绩效目标"])
def test_where_no_column_of_values_is_printed_the_standard_is_the_value(header: str) -> None:
    found = form(f"一级指标\t二级指标\t三级指标\t{header}", "产出指标\t数量指标\t甲\t≥3次")
    assert [row.value for row in found.indicators] == ["≥3次"]


def test_rules_for_giving_points_are_no_values() -> None:
    row = "产出指标\t数量指标\t甲\t完成得满分，未完成按比例扣分"
    assert forms(f"{TOP}一级指标\t二级指标\t三级指标\t考核标准\n{row}\n") == ()


def test_words_on_an_indicator_that_is_named_beside_them_are_passed_over() -> None:
    found = form(
        "一级指标\t二级指标\t三级指标\t指标值\t指标内容",
        "产出指标\t数量指标\t甲\t≥3次\t反映开展次数",
    )
    assert ([row.name for row in found.indicators], codes(found)) == (["甲"], [])


def test_a_column_for_offices_and_their_projects_gives_each_project_its_office() -> None:
    found = forms(
        "项目支出绩效目标表\n"
        "单位名称、项目名称\t项目年度绩效目标\t一级指标\t二级指标\t三级指标\t指标值\n"
        "1\t2\t3\t4\t5\t6\n"
        "某局\t\t\t\t\t\n"
        "路\t通车\t产出指标\t数量指标\t甲\t1公里\n"
        "桥\t通行\t产出指标\t数量指标\t乙\t1座\n"
    )
    assert [(f.fact("department_name"), f.fact("project_name"), f.goal) for f in found] == [
        ("某局", "路", "通车"),
        ("某局", "桥", "通行"),
    ]
    assert [(f.rows_seen, f.rows_ignored) for f in found] == [(3, 2), (1, 0)]


def test_a_lists_money_is_read_under_any_heading_that_names_money() -> None:
    [found] = forms(
        "项目支出绩效目标表\n"
        "单位名称\t项目名称\t金额（万元）\t一级指标\t二级指标\t三级指标\t指标值\n"
        "某局\t路\t26\t产出指标\t数量指标\t甲\t1公里\n"
    )
    assert [(x.item, x.amount, x.unit) for x in found.funding] == [("total", "26", "万元")]


def test_several_goals_each_with_its_number_are_one_goal_of_several_lines() -> None:
    cells = "年度目标\t目标1\t通车\n\t目标2\t通行\n"
    header = "一级指标\t二级指标\t三级指标\t指标值\n"
    [found] = forms(f"{TOP}{cells}{header}产出指标\t数量指标\t甲\t1公里\n")
    assert found.goal == "目标1 通车\n目标2 通行"


def test_a_block_without_levels_is_read_where_its_values_are_measured_in_columns() -> None:
    found = form(
        "指标名称\t指标权重\t计量单位\t指标性质\t指标值\t是否核心指标", "保安\t30\t人\t≥\t128\t是"
    )
    [row] = found.indicators
    assert (row.name, row.operator, row.value, row.unit, row.weight) == (
        "保安",
        "≥",
        "128",
        "人",
        "30",
    )
    assert (row.level1, row.level2, codes(found)) == ("", "", [])


def test_one_header_over_two_columns_of_levels_names_both() -> None:
    cells = (("指标类别", 0, 2), ("指标名称", 2, 1), ("指标值", 3, 1))
    texts = ("产出指标", "数量指标", "甲", "6个")
    grid = Grid(
        cells=(
            Cell(text="项目名称", row=0, col=0),
            Cell(text="道路", row=0, col=1, colspan=3),
            *(Cell(text=text, row=1, col=col, colspan=wide) for text, col, wide in cells),
            *(Cell(text=text, row=2, col=col) for col, text in enumerate(texts)),
        ),
        spans_known=True,
    )
    [table] = take_apart(grid)
    [found] = recognise(table)
    assert [(r.level1, r.level2, r.name, r.value) for r in found.indicators] == [texts]


def test_the_kind_of_an_indicator_is_a_level_only_where_no_other_column_is() -> None:
    found = form(
        "一级指标\t二级指标\t三级指标\t指标类型\t指标值", "产出指标\t数量指标\t甲\t定量\t≥3次"
    )
    [row] = found.indicators
    assert (row.level1, row.type) == ("产出指标", "定量")


@pytest.mark.parametrize("heading", ["金额（万元）", "资金（万元）", "项目经费（万元）"])
def test_a_list_without_offices_has_its_money_under_any_of_its_names(heading: str) -> None:
    [found] = forms(
        f"绩效目标一览表\n项目名称\t{heading}\t一级指标\t二级指标\t三级指标\t指标值\n"
        "路\t26\t产出指标\t数量指标\t甲\t1公里\n"
    )
    assert [(x.item, x.amount, x.unit) for x in found.funding] == [("total", "26", "万元")]


def test_money_of_a_source_without_an_item_stands_under_its_heading_in_a_list() -> None:
    [found] = forms(
        "绩效目标一览表\n项目名称\t省级资金（万元）\t一级指标\t二级指标\t三级指标\t指标值\n"
        "路\t26\t产出指标\t数量指标\t甲\t1公里\n"
    )
    assert [(x.item, x.label, x.amount) for x in found.funding] == [
        ("unclassified", "省级资金（万元）", "26")
    ]


def test_a_unit_left_of_an_indicator_is_no_office() -> None:
    found = form("指标值\t单位\t三级指标\t二级指标\t一级指标", "≥12\t家\t甲\t数量指标\t产出指标")
    [row] = found.indicators
    assert (row.level1, row.name, row.value, row.unit) == ("产出指标", "甲", "≥12", "家")


def test_a_lists_columns_may_be_headed_by_single_words() -> None:
    found = forms(
        "绩效目标表\n单位：万元\n单位\t项目\t预算金额\t一级指标\t二级指标\t三级指标\t指标值\n"
        "某校\t路\t26\t产出指标\t数量指标\t甲\t1公里\n"
        "某校小计\t\t26\t\t\t\t\n"
    )
    assert [(f.fact("department_name"), f.fact("project_name")) for f in found] == [("某校", "路")]
    assert (found[0].funding[0].amount, found[0].rows_ignored) == ("26", 1)


def test_quarters_beside_the_years_value_are_rows_of_their_own() -> None:
    found = form(
        "一级指标\t二级指标\t三级指标\t年度指标值\t一季度\t二季度",
        "产出指标\t数量指标\t甲\t6份\t3份\t3份",
    )
    assert [(row.value, row.scope) for row in found.indicators] == [
        ("6份", "年度指标值"),
        ("3份", "一季度"),
        ("3份", "二季度"),
    ]


def test_the_sum_of_places_stands_beside_them() -> None:
    found = form(
        "一级指标\t二级指标\t三级指标\t合计\t石桥小学\t柳湾中学", "产出指标\t数量指标\t甲\t5\t2\t3"
    )
    assert [row.scope for row in found.indicators] == ["合计", "石桥小学", "柳湾中学"]


@pytest.mark.parametrize(
    ("level1", "level2"),
    [("1.产出指标", "1.1数量指标"), ("（一）产出指标", "（1）数量指标"), ("*产出指标", "数量指标")],
)
def test_names_of_levels_may_bear_numbers_and_stars(level1: str, level2: str) -> None:
    found = form("一级指标\t二级指标\t三级指标\t指标值\t备注", f"{level1}\t{level2}\t甲\t1个\t")
    assert [(row.level1, row.level2) for row in found.indicators] == [(level1, level2)]
    assert level_code("level1", level1) == "OUTPUT"
    assert level_code("level2", level2) == "QUANTITY"


def test_goals_with_a_number_each_in_their_labels_are_one_goal() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标值\n"
    goals = "年度目标1：\t通车\n年度目标2：\t通行\n"
    [found] = forms(f"{TOP}{goals}{header}产出指标\t数量指标\t甲\t1公里\n")
    assert found.goal == "通车\n通行"


def test_a_year_beside_a_label_nobody_knows_is_no_money() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标值\n"
    line = "项目起始年份\t2024\t项目终止年份\t2026\n"
    [found] = forms(f"{TOP}{line}{header}产出指标\t数量指标\t甲\t1公里\n")
    assert found.funding == ()


def test_the_number_of_an_indicator_in_a_cell_of_its_own_is_not_its_name() -> None:
    header = (("一级指标", 0, 1), ("二级指标", 1, 1), ("三级指标", 2, 2), ("指标值", 4, 1))
    texts = ("产出指标", "数量指标", "指标1", "甲", "6个")
    grid = Grid(
        cells=(
            Cell(text="项目名称", row=0, col=0),
            Cell(text="道路", row=0, col=1, colspan=4),
            *(Cell(text=text, row=1, col=col, colspan=wide) for text, col, wide in header),
            *(Cell(text=text, row=2, col=col) for col, text in enumerate(texts)),
        ),
        spans_known=True,
    )
    [table] = take_apart(grid)
    [found] = recognise(table)
    assert [(row.name, row.value) for row in found.indicators] == [("甲", "6个")]
    assert codes(found) == []


@pytest.mark.parametrize(
    ("header", "role"),
    [("完成指标值", "actual"), ("计划完成指标值", "value"), ("完成目标值", "value")],
)
def test_a_value_that_is_completed_is_what_was_done(header: str, role: str) -> None:
    assert column_role(header) == role


@pytest.mark.parametrize("heads", ["定量指标值\t定性指标值", "定量目标\t定性目标值"])
def test_a_target_in_numbers_or_in_words_stands_in_one_of_two_columns(heads: str) -> None:
    found = form(
        f"一级指标\t二级指标\t三级指标\t{heads}",
        "产出指标\t数量指标\t渠道\t5公里\t/",
        "效益指标\t社会效益指标\t供水\t\t明显改善",
        "满意度指标\t服务对象满意度指标\t村民\t≥90%\t满意",
    )
    assert [row.value for row in found.indicators] == ["5公里", "明显改善", "≥90%"]
    assert [(issue.code, issue.text) for issue in found.issues] == [("cell_unread", "≥90% | 满意")]


def test_one_cell_prints_both_levels_under_words_of_targets() -> None:
    found = form(
        "目标分类\t目标细化\t目标内容",
        "产出-数量\t渠道\t5公里",
        "效益（社会效益）\t供水\t明显改善",
        "质量目标\t合格率\t100%",
    )
    assert [(row.level1, row.level2, row.name) for row in found.indicators] == [
        ("产出", "数量", "渠道"),
        ("效益", "社会效益", "供水"),
        ("效益", "质量目标", "合格率"),
    ]
    assert codes(found) == []

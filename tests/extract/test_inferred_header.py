"""Blocks under headers that nobody knows, or under none: told by what their columns hold."""

from __future__ import annotations

import pytest

from extract.model import Form
from extract.readers.html import HTML
from extract.readers.text import tables
from extract.source import Source
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart
from extract.targets.gate_words import gate

TOP = "绩效目标表\n（2024年度）\n项目名称\t薄弱学校改造\n"
BODY = (
    "产出指标\t数量指标\t改造校舍\t12所\n\t质量指标\t验收合格率\t100%\n"
    "满意度指标\t服务对象满意度指标\t家长满意度\t≥90%\n"
)
ROWS = [
    ("产出指标", "数量指标", "改造校舍", "12所"),
    ("产出指标", "质量指标", "验收合格率", "100%"),
    ("满意度指标", "服务对象满意度指标", "家长满意度", "≥90%"),
]


def forms(text: str) -> tuple[Form, ...]:
    [grid] = tables(text)
    [table] = take_apart(grid)
    return recognise(table)


def rows_of(text: str) -> list[tuple[str, str, str, str]]:
    [found] = forms(text)
    return [(row.level1, row.level2, row.name, row.value) for row in found.indicators]


@pytest.mark.parametrize("header", ["", "目标类别\t目标分项\t考核要点\t年度目标\n"])
def test_names_of_levels_tell_a_block_that_no_known_header_heads(header: str) -> None:
    assert rows_of(f"{TOP}{header}{BODY}") == ROWS


def test_points_under_a_header_of_theirs_are_no_values() -> None:
    body = "".join(
        f"{line}\t{points}\n" for line, points in zip(BODY.split("\n"), "543", strict=False)
    )
    [found] = forms(f"{TOP}目标类别\t目标分项\t考核要点\t年度目标\t分数\n{body}")
    assert [(row.value, row.weight) for row in found.indicators] == [
        ("12所", "5"),
        ("100%", "4"),
        ("≥90%", "3"),
    ]


def test_where_two_columns_may_hold_the_values_nothing_is_read() -> None:
    body = "".join(f"{line}\t{n}个\n" for n, line in enumerate(BODY.split("\n")[:3], 3))
    assert forms(f"{TOP}{body}") == ()
    assert forms(f"{TOP}甲\t乙\t丙\t丁\t戊\n{body}") == ()


def test_a_stranger_right_of_the_levels_names_the_indicators() -> None:
    header = "一级指标（权重）\t二级指标（权重）\t考核事项\t预期值\n"
    assert rows_of(f"{TOP}{header}{BODY}") == ROWS


def test_signs_and_units_below_one_heading_are_told_by_what_stands_there() -> None:
    [found] = forms(
        f"{TOP}一级指标\t二级指标\t三级指标\t目标值\t\t\n\t\t\t比较\t数值\t计量\n"
        "产出指标\t数量指标\t清淤\t≥\t18\t公里\n\t质量指标\t合格率\t=\t100\t%\n"
        "效益指标\t生态效益指标\t水质\t定性\t改善\t\n"
    )
    assert [(row.operator, row.value, row.unit) for row in found.indicators] == [
        ("≥", "18", "公里"),
        ("=", "100", "%"),
        ("定性", "改善", ""),
    ]


def test_a_level_printed_right_of_its_indicator_is_its_level() -> None:
    text = (
        f"{TOP}序号\t指标名称\t指标类型\t目标值\t度量单位\n1\t改造校舍\t数量指标\t≥12\t所\n"
        "2\t合格率\t质量指标\t100\t%\n3\t家长满意度\t满意度指标\t≥90\t%\n"
    )
    assert rows_of(text) == [
        ("", "数量指标", "改造校舍", "≥12"),
        ("", "质量指标", "合格率", "100"),
        ("满意度指标", "", "家长满意度", "≥90"),
    ]


def test_expected_output_and_effect_head_sentences() -> None:
    assert rows_of(
        f"{TOP}预期产出\t1.改造校舍12所；2.验收合格率不低于98%。\n预期效益\t1.挽回损失8万元。\n"
    ) == [
        ("预期产出", "", "改造校舍", "12所"),
        ("预期产出", "", "验收合格率", "不低于98%"),
        ("预期效益", "", "挽回损失", "8万元"),
    ]


@pytest.mark.parametrize("heads", ["年度指标值\t\t", "年度指标值"])
def test_sign_number_and_unit_below_one_wide_heading_are_told_apart(heads: str) -> None:
    [found] = forms(
        f"{TOP}一级指标\t二级指标\t三级指标\t{heads}\n"
        "产出指标\t数量指标\t监测点\t≥\t60\t个\n\t质量指标\t在线率\t≥\t95\t%\n"
        "效益指标\t社会效益指标\t避险转移\t定性\t及时\t\n"
    )
    assert [(row.operator, row.value, row.unit) for row in found.indicators] == [
        ("≥", "60", "个"),
        ("≥", "95", "%"),
        ("定性", "及时", ""),
    ]


def test_a_fourth_level_names_the_indicator() -> None:
    [found] = forms(
        f"{TOP}一级指标\t二级指标\t三级指标\t四级指标\t目标值\n产出\t产出数量\t基础设施\t厂房\t6万平方米\n"
        "\t\t\t道路\t2.4公里\n效益\t经济效益\t招商\t入园企业\t15家\n"
    )
    assert [(row.level2, row.name, row.value) for row in found.indicators] == [
        ("产出数量", "厂房", "6万平方米"),
        ("产出数量", "道路", "2.4公里"),
        ("经济效益", "入园企业", "15家"),
    ]


def test_names_of_first_levels_beside_each_other_head_no_block() -> None:
    heads = (
        "<tr><td rowspan=2>地区<td rowspan=2>金额（万元）<td colspan=3>产出指标"
        "<td colspan=2>效益指标<td>满意度指标"
        "<tr><td>造林面积<td>造林合格率<td>完成时间<td>森林覆盖率<td>生态环境<td>林农满意度"
    )
    place = "<tr><td>东山市<td>1200<td>3.5<td>≥90<td>12月<td>≥62<td>改善<td>≥85"
    html = f"<p>分区域绩效目标表</p><table>{heads}{place}{place}</table>"
    [grid] = HTML.read(Source(name="a.html", data=html.encode(), sha256=""), gate=gate()).grids
    [table] = take_apart(grid)
    assert table.header is None
    [form] = recognise(table)  # a table of regions (G4), each cell under its own name
    assert [(row.level1, row.name, row.value) for row in form.indicators[:6]] == [
        ("产出指标", "造林面积", "3.5"),
        ("产出指标", "造林合格率", "≥90"),
        ("产出指标", "完成时间", "12月"),
        ("效益指标", "森林覆盖率", "≥62"),
        ("效益指标", "生态环境", "改善"),
        ("满意度指标", "林农满意度", "≥85"),
    ]

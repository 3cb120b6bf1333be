"""G3: a row for each project, a column for each level; and one block in two halves."""

from __future__ import annotations

import pytest

from extract.model import Form, Source
from extract.readers.html import HTML
from extract.readers.text import tables
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart
from extract.targets.gate_words import gate

TITLE = "禾溪县2024年项目支出绩效目标一览表"


def forms_of_page(rows: str) -> tuple[Form, ...]:
    html = f"<meta charset=utf-8><p>{TITLE}</p><table border=1>{rows}</table>"
    [grid] = HTML.read(Source(name="a.html", data=html.encode(), sha256=""), gate=gate()).grids
    return recognise(take_apart(grid)[0])


def rows_of(form: Form) -> list[tuple[str, str, str, str]]:
    return [(row.level1, row.level2, row.name, row.value) for row in form.indicators]


HEADS = (
    "<tr><td rowspan=2>序号<td rowspan=2>项目名称<td rowspan=2>主管部门<td rowspan=2>金额（万元）"
    "<td rowspan=2>年度目标<td colspan=2>产出指标<td>效益指标"
    "<tr><td>数量指标<td>质量指标<td>社会效益指标"
)


def test_each_row_is_a_form() -> None:
    first, second = forms_of_page(
        f"{HEADS}<tr><td>1<td>修渠<td>禾溪县水利局<td>45<td>渠通<td>1.渠道≥5公里；2.闸门3座<td>合格率100%"
        "<td>受益群众满意度明显提升<tr><td>2<td>演练<td>禾溪县应急局<td>12.6<td>会用<td>演练4次<td>无<td>知晓率≥85%"
        "<tr><td colspan=3>合计<td>57.6<td><td><td><td>"
    )
    assert (first.fact("project_name"), first.fact("supervisor"), first.goal) == (
        "修渠",
        "禾溪县水利局",
        "渠通",
    )
    assert [(line.amount, line.unit) for line in first.funding] == [("45", "万元")]
    assert rows_of(first) == [
        ("产出指标", "数量指标", "渠道", "≥5公里"),
        ("产出指标", "数量指标", "闸门", "3座"),
        ("产出指标", "质量指标", "合格率", "100%"),
        ("效益指标", "社会效益指标", "受益群众满意度", "明显提升"),
    ]
    assert rows_of(second) == [
        ("产出指标", "数量指标", "演练", "4次"),
        ("效益指标", "社会效益指标", "知晓率", "≥85%"),
    ]
    assert (first.rows_seen, first.rows_ignored, first.rows_failed) == (5, 1, 0)


def test_what_goes_on_below_a_merged_name_is_the_same_project_s() -> None:
    [form] = forms_of_page(
        "<tr><td>项目名称<td>金额（万元）<td>数量指标<td>质量指标<td>满意度指标"
        "<tr><td rowspan=2>修渠<td rowspan=2>45<td>渠道≥5公里<td>合格率100%<td>农户满意度≥90%"
        "<tr><td>闸门≥3座<td>完好率100%<td>"
    )
    assert [row.name for row in form.indicators] == [
        "渠道",
        "合格率",
        "农户满意度",
        "闸门",
        "完好率",
    ]


@pytest.mark.parametrize("levels", [("产出指标", "效益指标"), ("产出指标", "满意度指标")])
def test_one_block_in_two_halves_side_by_side(levels: tuple[str, str]) -> None:
    heads = "一级指标\t二级指标\t三级指标\t目标值"
    left, right = levels
    text = (
        f"{TITLE}\n项目名称\t桶\t\t\t\t\t\t\n年度目标\t净\t\t\t\t\t\t\n{heads}\t{heads}\n"
        f"{left}\t数量指标\t垃圾桶\t≥30个\t{right}\t社会效益指标\t知晓率\t≥90%\n"
        f"{left}\t质量指标\t合格率\t100%\t{right}\t生态效益指标\t减量率\t≥4%\n"
    )
    [grid] = tables(text)
    [form] = recognise(take_apart(grid)[0])
    assert sorted(rows_of(form)) == sorted(
        [
            (left, "数量指标", "垃圾桶", "≥30个"),
            (left, "质量指标", "合格率", "100%"),
            (right, "社会效益指标", "知晓率", "≥90%"),
            (right, "生态效益指标", "减量率", "≥4%"),
        ]
    )
    assert {row.horizon.value for row in form.indicators} == {"annual"}


def test_goals_beside_columns_of_levels_are_no_indicators() -> None:
    [form] = forms_of_page(
        "<tr><td>项目名称<td>预算金额（万元）<td>绩效目标<td>数量指标<td>质量指标"
        "<tr><td>绿化<td>186<td>保持整洁。<td>绿地≥42公顷<td>成活率≥95%"
    )
    assert form.goal == "保持整洁。"
    assert rows_of(form) == [
        ("", "数量指标", "绿地", "≥42公顷"),
        ("", "质量指标", "成活率", "≥95%"),
    ]

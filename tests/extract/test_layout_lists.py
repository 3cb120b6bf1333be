"""Lists of many projects: one form each, cells filled down, totals counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import Box, Cell, Form, Grid, Kind, Line
from extract.readers.text import tables
from extract.tables import stitching
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart
from extract.targets.open_form import OpenForm


def stitch(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    return stitching.stitch(grids, OpenForm)


TITLE = "2024年项目支出绩效目标表\n单位：万元\n"
HEADER = (
    "单位名称\t项目名称\t预算数\t年度目标\t"
    "一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重\n"
)


def forms(text: str) -> tuple[Form, ...]:
    [grid] = tables(TITLE + text)
    [table] = take_apart(grid)
    return recognise(table)


def summary(found: tuple[Form, ...]) -> list[tuple[str | None, str | None, list[str], list[str]]]:
    return [
        (
            form.fact("department_name"),
            form.fact("project_name"),
            [line.amount for line in form.funding],
            [row.name for row in form.indicators],
        )
        for form in found
    ]


MERGED = (
    "合计\t\t17\t\t\t\t\t\t\t\t\n某局\t\t12\t\t\t\t\t\t\t\t\n"
    "某局\t路\t5\t通车\t产出指标\t数量指标\t甲\t≥\t3\t公里\t10\n\t\t\t\t\t质量指标\t乙\t=\t100\t%\t5\n"
    "\t桥\t7\t通行\t产出指标\t数量指标\t丙\t≥\t1\t座\t90\n"
)


def test_each_project_is_a_form_with_its_office_money_and_rows() -> None:
    found = forms(HEADER + MERGED)
    assert summary(found) == [("某局", "路", ["5"], ["甲", "乙"]), ("某局", "桥", ["7"], ["丙"])]
    assert [form.goal for form in found] == ["通车", "通行"]
    first = found[0].indicators[0]
    assert (first.operator, first.value, first.unit, first.weight) == ("≥", "3", "公里", "10")
    assert {line.unit for form in found for line in form.funding} == {"万元"}


def test_rows_of_totals_are_ignored_on_purpose_and_every_row_is_counted() -> None:
    found = forms(HEADER + MERGED)
    assert [(f.rows_seen, f.rows_ignored, f.rows_failed) for f in found] == [(4, 2, 0), (1, 0, 0)]


def test_a_list_that_prints_its_projects_in_every_row_gives_the_same_forms() -> None:
    rows = "某局\t路\t5\t通车\t产出指标\t数量指标\t{}\t≥\t3\t公里\t10\n"
    found = forms(HEADER + rows.format("甲") + rows.format("乙"))
    assert summary(found) == [("某局", "路", ["5"], ["甲", "乙"])]


def test_two_projects_of_one_name_with_different_money_are_two() -> None:
    row = "某局\t路\t{}\t通车\t产出指标\t数量指标\t甲\t≥\t3\t公里\t10\n"
    assert len(forms(HEADER + row.format(5) + row.format(6))) == 2


def test_a_project_without_indicators_is_a_blank_form_with_its_money() -> None:
    found = forms(HEADER + "某局\t路\t5\t通车\t\t\t\t\t\t\t\n")
    assert summary(found) == [("某局", "路", ["5"], [])]
    assert "blank_form" in [issue.code for issue in found[0].issues]


def test_a_row_that_lost_its_empty_cells_is_put_back_and_flagged() -> None:
    found = forms(HEADER + MERGED + "质量指标\t丁\t=\t100\t%\t5\n")
    row = found[-1].indicators[-1]
    assert (row.level1, row.level2, row.name, row.value, row.realigned) == (
        "产出指标",
        "质量指标",
        "丁",
        "100",
        True,
    )


def test_offices_without_projects_have_forms_of_their_own() -> None:
    header = "单位名称\t年度目标\t一级指标\t二级指标\t三级指标\t指标值\n"
    found = forms(
        f"{header}某局\t好\t产出指标\t数量指标\t甲\t1\n某委\t优\t产出指标\t数量指标\t乙\t2\n"
    )
    assert [form.kind for form in found] == [Kind.DEPARTMENT] * 2
    assert [form.fact("department_name") for form in found] == ["某局", "某委"]


def test_a_header_in_two_rows_names_its_columns_from_both() -> None:
    header = "单位名称\t项目名称\t预算数\t绩效目标\t绩效指标\t\t\t\n"
    header += "\t\t\t\t一级指标\t二级指标\t三级指标\t指标值\n"
    found = forms(f"{header}某局\t路\t5\t通车\t产出指标\t数量指标\t甲\t1\n")
    assert summary(found) == [("某局", "路", ["5"], ["甲"])]
    assert found[0].goal == "通车"


@pytest.mark.parametrize("text_on", [1, 2])
def test_a_cell_cut_by_a_page_edge_holds_for_all_its_rows_wherever_its_text_is(
    text_on: int,
) -> None:
    header = ["单位名称", "项目名称", "预算数", "一级指标", "二级指标", "三级指标", "指标值"]
    cells = [Cell(text=text, row=0, col=n, page=1) for n, text in enumerate(header)]
    runs = [
        (1, 2, 1, "某局", "路", "5"),
        (3, 1, 1, "某委", "桥", "7"),
        (4, 2, 2, "某委", "桥", "7"),
    ]
    for row, height, page, *texts in runs:
        cut = texts[0] == "某委" and page != text_on
        cells += [
            Cell(text="" if cut else text, row=row, col=n, rowspan=height, page=page)
            for n, text in enumerate(texts)
        ]
    for row in range(1, 6):
        rest = ["产出指标", "数量指标", f"名{row}", f"{row}个"]
        page = 1 if row < 4 else 2
        cells += [Cell(text=text, row=row, col=n, page=page) for n, text in enumerate(rest, 3)]
    grid = Grid(cells=tuple(cells), page=1, heading=(Line(text="绩效目标表"),), spans_known=True)
    found = [form for table in take_apart(grid) for form in recognise(table)]
    assert summary(tuple(found)) == [
        ("某局", "路", ["5"], ["名1", "名2"]),
        ("某委", "桥", ["7"], ["名3", "名4", "名5"]),
    ]


Placed = tuple[str, int, int, int]
"""A cell's text, column, row and height."""


def merged_list(foot: list[Placed], lower: list[Placed]) -> tuple[Form, ...]:
    """A list cut by a page's edge, `foot` the last cells above it and `lower` those below."""
    names = (
        "单位名称",
        "项目名称",
        "预算数",
        "年度目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
    )
    upper = [(name, n, 0, 1) for n, name in enumerate(names)]
    upper += [("某局", 0, 1, 2), ("路", 1, 1, 2), ("5", 2, 1, 2), ("通车", 3, 1, 2)]
    upper += [("产出指标", 4, 1, 2), ("数量指标", 5, 1, 1), ("甲", 6, 1, 1), ("3公里", 7, 1, 1)]
    upper += [("质量指标", 5, 2, 1), ("乙", 6, 2, 1), ("100%", 7, 2, 1), *foot]
    pages = tuple(
        Grid(cells=tuple(placed(page, *cell) for cell in cells), page=page, spans_known=True)
        for page, cells in ((1, upper), (2, lower))
    )
    [whole] = stitch(pages)
    heading = (Line(text="项目支出绩效目标表"), Line(text="单位：万元"))
    [table] = take_apart(replace(whole, heading=heading))
    return recognise(table)


def placed(page: int, text: str, col: int, row: int, height: int) -> Cell:
    box = Box(x0=60.0 * col, top=20.0 * row, x1=60.0 * (col + 1), bottom=20.0 * (row + height))
    return Cell(text=text, row=row, col=col, rowspan=height, page=page, box=box)


def a_sum(row: int) -> list[Placed]:
    return [("某局", 0, row, 1), ("", 1, row, 1), ("12", 2, row, 1)] + [
        ("", col, row, 1) for col in range(3, 8)
    ]


def bridge(row: int) -> list[Placed]:
    texts = ("某局", "桥", "7", "通行", "产出指标", "数量指标", "丙", "1座")
    again = ("", "", "", "", "", "质量指标", "丁", "100%")
    heights = (2, 2, 2, 2, 2, 1, 1, 1)
    first = [(text, n, row, heights[n]) for n, text in enumerate(texts)]
    return first + [(text, n, row + 1, 1) for n, text in enumerate(again) if text]


TWO = [("某局", "路", ["5"], ["甲", "乙"]), ("某局", "桥", ["7"], ["丙", "丁"])]


def test_an_offices_sum_at_the_top_of_a_page_is_not_the_rest_of_the_project_above() -> None:
    found = merged_list([], [*a_sum(0), *bridge(1)])
    assert summary(found) == TWO
    assert [form.rows_ignored for form in found] == [0, 1]


def test_what_stands_on_the_page_below_an_offices_sum_is_the_next_projects() -> None:
    found = merged_list(a_sum(3), bridge(0))
    assert summary(found) == TWO
    assert [form.goal for form in found] == ["通车", "通行"]


def test_a_row_that_lost_its_leading_cells_opens_no_project_named_by_a_sign() -> None:
    found = forms(HEADER + MERGED + "丁\t=\t42\t座\t10\n质量指标\t戊\t=\t100\t%\t5\n")
    assert [form.fact("project_name") for form in found] == ["路", "桥"]
    assert sum(form.rows_failed for form in found) == 1
    assert found[-1].indicators[-1].name == "戊"


def test_an_offices_sum_in_the_column_of_projects_is_no_project_whatever_numbers_the_rows() -> None:
    [grid] = tables(
        "项目绩效目标公开表\n（2024年度）\n单位：万元\t\t\t\t\t\t\n"
        "序号\t部门及项目\t金额\t指标类型\t指标名称\t目标值\t计量单位\n"
        "一\t交通运输局\t300\t\t\t\t\n1\t客运补贴\t120\t数量指标\t开通线路\t28\t条\n"
        "2\t渡口管护\t180\t数量指标\t管护渡口\t15\t处\n"
    )
    [table] = take_apart(grid)
    found = recognise(table)
    assert [form.fact("project_name") for form in found] == ["客运补贴", "渡口管护"]
    assert [[(m.amount, m.unit) for m in form.funding] for form in found] == [
        [("120", "万元")],
        [("180", "万元")],
    ]
    assert sum(form.rows_failed for form in found) == 0


def test_a_sum_named_in_the_column_of_numbers_is_no_money_of_the_last_project() -> None:
    found = forms(
        "序号\t项目名称\t预算数\t一级指标\t二级指标\t三级指标\t指标值\n"
        "1\t路\t5\t产出指标\t数量指标\t甲\t3公里\n2\t桥\t7\t产出指标\t数量指标\t丙\t1座\n合计\t\t12\t\t\t\t\n"
    )
    assert summary(found) == [(None, "路", ["5"], ["甲"]), (None, "桥", ["7"], ["丙"])]


def test_the_sum_below_a_heading_of_money_is_a_projects_total_and_a_strange_source_is_kept() -> (
    None
):
    found = forms(
        "项目名称\t预算金额\t\t\t年度目标\t一级指标\t二级指标\t三级指标\t指标值\n"
        "\t合计\t财政拨款\t县级配套\t\t\t\t\t\n路\t9\t5\t4\t通车\t产出指标\t数量指标\t甲\t3\n"
    )
    assert [(line.item, line.label, line.amount) for line in found[0].funding] == [
        ("total", "预算金额 合计", "9"),
        ("fiscal_appropriation", "财政拨款", "5"),
        ("unclassified", "预算金额 县级配套", "4"),
    ]

"""What heads a block, what is a label, what opens a form: cases on which rooms once differed."""

from __future__ import annotations

import pytest

from extract.model import Cell, Grid, Line
from extract.tables import stitching
from extract.tables.grid_rows import Rows
from extract.targets.header import find_headers
from extract.targets.left_over import lookalike_of
from extract.targets.open_form import OpenForm
from extract.words.heads import heads_block, is_label, opens_form, speaks_of_block


def stitch(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    return stitching.stitch(grids, OpenForm)


def grid(*rows: list[str], page: int | None = None) -> Grid:
    cells = [
        Cell(text=x, row=r, col=c, page=page)
        for r, row in enumerate(rows)
        for c, x in enumerate(row)
    ]
    return Grid(cells=tuple(cells), page=page, heading=(Line(text="绩效目标表", page=page),))


@pytest.mark.parametrize(
    ("texts", "heads"),
    [
        (["一级指标", "二级指标", "三级指标", "指标值"], True),
        (["一级指标", "二级指标", "三级指标", "年度"], True),  # the value is headed a row below
        (["一级指标", "二级指标", "绩效指标", "指标值"], True),  # no other names the indicator
        (["指标名称", "计量单位", "指标值"], True),  # no levels, but a measured value
        (["指标名称", "指标值"], False),  # as any statistic is headed
        (["一级指标", "二级指标", "指标值"], False),  # nothing names the indicators
        (["产出指标", "数量指标", "指标", "≥3"], False),  # an indicator named 指标
    ],
)
def test_a_row_heads_a_block_where_it_names_indicators_and_their_levels_or_measure(
    texts: list[str], heads: bool
) -> None:
    assert heads_block(texts) is heads


def test_a_header_is_known_to_a_table_that_goes_on_as_it_is_to_the_layouts() -> None:
    header = ["一级指标", "二级指标", "绩效指标", "指标值"]
    first = grid(header, ["产出指标", "数量指标", "道路", "≥3公里"], page=1)
    second = grid(header, ["效益指标", "社会效益指标", "受益人口", "≥9人"], page=2)
    [whole] = stitch((first, second))
    assert [cell.text for cell in whole.cells].count("指标值") == 1
    assert [found.row for found in find_headers(Rows(whole))] == [0]


def test_a_header_whose_levels_are_merged_from_above_is_found_in_its_second_row() -> None:
    cells = (
        Cell(text="一级指标", row=0, col=0, rowspan=2),
        Cell(text="绩效", row=0, col=1, colspan=2),
        Cell(text="三级指标", row=1, col=1),
        Cell(text="指标值", row=1, col=2),
        Cell(text="产出指标", row=2, col=0),
        Cell(text="道路", row=2, col=1),
        Cell(text="≥3公里", row=2, col=2),
    )
    [header] = find_headers(Rows(Grid(cells=cells, spans_known=True)))
    assert (header.below, header.roles) == (2, ("level1", "name", "value"))


def test_levels_without_indicators_head_no_block_and_are_signalled() -> None:
    header = ["一级指标", "二级指标", "指标值"]
    assert speaks_of_block(header)
    assert lookalike_of(grid(header, ["产出", "数量", "≥3公里"])) is not None


def test_a_year_alone_is_a_text_and_one_with_money_a_label() -> None:
    assert not is_label("2024年")
    assert is_label("2024年预算数")


def test_a_label_of_money_that_a_page_edge_cut_is_whole_again() -> None:
    first = grid(["项目名称", "道路"], ["财政", "500"], page=1)
    second = grid(["拨款", ""], ["年度目标", "通车"], page=2)
    [whole] = stitch((first, second))
    assert "财政拨款" in [cell.text for cell in whole.cells]


def test_a_header_of_places_heads_a_block_and_tells_of_no_cut_row() -> None:
    header = ["一级指标", "二级指标", "三级指标", "石桥镇", "柳湾镇"]
    assert heads_block(header)
    first = grid(header, ["产出指标", "数量指标", "道路", "3公里", ""], page=1)
    second = grid(header, ["", "", "桥", "", "2座"], page=2)
    [whole] = stitch((first, second))
    assert whole.n_rows == 3


def test_a_form_opens_at_the_first_text_of_a_row_though_an_empty_cell_stands_before() -> None:
    assert opens_form(["", "项目名称", "道路"])
    assert not opens_form(["序号", "项目名称"])

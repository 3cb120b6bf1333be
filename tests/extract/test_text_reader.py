"""The reader of text exports: what is a table, what its heading, what ends it."""

from __future__ import annotations

import contextlib
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.families import gate
from extract.model import Code, Grid, Refused, Source
from extract.readers import read
from extract.readers.text import tables


def source(data: bytes) -> Source:
    return Source(name="a.txt", data=data, sha256=hashlib.sha256(data).hexdigest())


def texts(grid: Grid) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return list(rows.values())


def test_lines_before_the_first_tab_are_the_heading() -> None:
    [grid] = tables("# 项目支出绩效目标表\n\n(2024年度)\n\n项目名称\t道路\n")
    assert [line.text for line in grid.heading] == ["# 项目支出绩效目标表", "(2024年度)"]


def test_a_title_without_a_blank_line_before_it_begins_a_new_table() -> None:
    grids = tables("项目名称\t道路\n项目支出绩效目标表\n项目名称\t桥梁\n")
    assert [texts(grid) for grid in grids] == [[["项目名称", "道路"]], [["项目名称", "桥梁"]]]


def test_a_line_without_tabs_inside_a_table_is_one_cell_over_its_width() -> None:
    [grid] = tables("项目名称\t道路\t\t\n年度绩效目标\n通车\n")
    assert [cell.colspan for cell in grid.cells if cell.row > 0] == [4, 4]


def test_a_sign_of_markdown_inside_a_goal_ends_no_table() -> None:
    [grid] = tables("项目名称\t道路\n年度目标\n# 一、通车\n一级指标\t三级指标\t指标值\n")
    assert [text for row in texts(grid) for text in row][3] == "# 一、通车"


def test_a_form_printed_one_cell_a_line_that_lost_cells_is_signalled() -> None:
    printed = "项目名称\n\n道路\n\n一级指标\n\n二级指标\n\n三级指标\n\n指标值\n\n产出指标\n\n里程\n"
    found = read(source(printed.encode()), gate=gate())
    assert [(x.code, x.text) for x in found.issues] == [(Code.UNRULED_FORM, "产出指标 | 里程")]


def test_labels_that_prose_mentions_one_by_one_head_nothing() -> None:
    prose = "一级指标\n共三个，\n三级指标\n共十个，\n指标值\n均已确定。\n"
    assert read(source(prose.encode()), gate=gate()).issues == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_part_lines(end: str) -> None:
    [grid] = tables(end.join(["项目名称\t道路", "年度目标\t通车", ""]))
    assert texts(grid) == [["项目名称", "道路"], ["年度目标", "通车"]]


@pytest.mark.parametrize("inside", ["\x0b", "\x0c", "\x85", "\u2028"])
def test_no_other_character_parts_a_row(inside: str) -> None:
    [grid] = tables(f"项目名称\t道{inside}路\n")
    assert len(texts(grid)) == 1


def test_the_encoding_read_is_recorded() -> None:
    data = "项目名称\t朱镕㎡道路建设\n年度目标\t按期建成通车\n".encode("gb18030")
    reading = read(source(data), gate=gate().opened())
    assert reading.encoding == "gb18030"
    assert reading.grids[0].cells[1].text == "朱镕㎡道路建设"


def test_lost_characters_are_counted() -> None:
    data = ("项目名称\t" + "道路" * 200).encode() + b"\xff" + b"\n"
    reading = read(source(data), gate=gate().opened())
    assert [(issue.code, issue.text) for issue in reading.issues] == [("characters_replaced", "1")]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Refused):
        assert read(source(data), gate=gate().opened()).format == "text"


@given(st.text(alphabet="一二三级指标值\t\n# 绩效目标表项", max_size=200))
def test_no_character_of_a_table_is_lost(text: str) -> None:
    grids = tables(text)
    kept = "".join(
        [line.text for grid in grids for line in grid.heading]
        + [cell.text for grid in grids for cell in grid.cells]
    )
    tabbed = [line for line in text.split("\n") if "\t" in line and line.strip()]
    for line in tabbed:
        assert all(cell.strip() in kept for cell in line.split("\t"))

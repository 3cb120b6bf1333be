"""Why something was decided: every rule is met, told in both languages, and found by a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from commands import cli
from extract.model import Box, Cell, Grid, Line, Rim
from extract.readers.text import tables
from extract.tables.cut_labels import Cut, mend
from extract.tables.cut_rows import Lines, rest_of_indicator
from extract.targets import declined, recognise
from extract.targets.form_table import FormTable
from extract.targets.open_form import OpenForm
from extract.words.why import Why
from say import catalogue

TOP = "项目支出绩效目标表\n项目名称\t道路\n年度目标\t通车\n"
HEADER = "一级指标\t二级指标\t三级指标\t指标值\n"
FIRST = "产出指标\t数量指标\t甲\t1个\n"
TWICE = "一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n"
TWO_GOALS = "项目支出绩效目标表\n项目名称\t道路\n\t中期目标\t\t\t年度目标\t\t\n" + TWICE
SECTION = "一级指标\t二级指标\t三级指标\t神秘\t指标值\t备注\n"
PLACES = "一级指标\t二级指标\t三级指标\t石桥镇\t柳湾镇\n"
LIST = "项目支出绩效目标表\n单位名称\t项目名称\t预算数\t" + HEADER


def of_text(text: str) -> set[Why | None]:
    """The rules that decided on the one table of a text export."""
    [grid] = tables(text)
    return of_table(grid)


def of_table(grid: Grid) -> set[Why | None]:
    forms = recognise(FormTable(grid))
    issues = {issue.why for form in forms for issue in form.issues}
    return issues or {declined(FormTable(grid))}


def merged(*cells: tuple[str, int, int, int, int], page: int | None = None) -> Grid:
    """A table whose merged cells are known: text, row, column, rows, columns of each cell."""
    found = [
        Cell(text=text, row=row, col=col, rowspan=down, colspan=across, page=page)
        for text, row, col, down, across in cells
    ]
    top = Line(text="项目支出绩效目标表")
    return Grid(cells=tuple(found), spans_known=True, heading=(top,), page=page)


HEAD = (
    *(("项目名称", 0, 0, 1, 1), ("道路", 0, 1, 1, 3)),
    *((text, 1, col, 1, 1) for col, text in enumerate(HEADER.split())),
)


@pytest.mark.parametrize(
    ("why", "text"),
    [
        (Why.NO_HEADER, "项目支出绩效目标表\n三级指标\t指标值\n甲\t1\n"),
        (Why.NO_VALUES, f"{TOP}一级指标\t二级指标\t三级指标\n产出指标\t数量指标\t甲\n"),
        (Why.VALUES_NOT_TOLD_APART, f"{TOP}{HEADER[:-1]}\t目标值\n{FIRST[:-1]}\t2个\n"),
        (Why.LEVELS_LOST, TOP + HEADER + "甲\t正向\t乙\t1个\n正向\t丁\t2个\n" * 2),
        (Why.NO_FORM, HEADER + FIRST),
        (Why.NAME_ALONE, f"{TOP}{HEADER}{FIRST}指标2：修路\n"),
        (Why.NO_SIDE_FILLED, f"{TOP}{PLACES}产出指标\t数量指标\t甲\t\t\n"),
        (Why.SIDE_UNKNOWN, f"{TWO_GOALS}1个\t数量指标\t丙\t\t\t\t\n"),
        (Why.TOO_MANY_CELLS, f"{TOP}{SECTION}数量指标\t丁\t戊\t己\t3个\t\n"),
        (Why.VALUE_AS_NAME, f"{TOP}{HEADER}{FIRST}效益指标\t社会效益指标\t≥3个\t\n"),
        (Why.VALUE_AS_LEVEL, f"{TOP}{HEADER}{FIRST}=186个\t乙\t2\t3\n"),
        (Why.LEVELS_IN_ONE_CELL, f"{TOP}{HEADER}{FIRST}产出指标 效益指标\t数量指标\t乙\t2个\n"),
        (Why.NAME_AND_VALUE_EMPTY, f"{TOP}{HEADER[:-1]}\t备注\n{FIRST[:-1]}\t无\n\t\t\t\t某事\n"),
        (Why.SENTENCE_NOT_PARTED, f"{TOP}产出指标\t指标1巡查9次；指标2于3月建2处并全部投用\n"),
        (Why.NO_PROJECT_YET, f"{LIST}\t\t\t{FIRST}"),
        (Why.PROJECT_TORN, f"{LIST}某局\t道路\t5\t{FIRST}≥\t桥\t七\t{FIRST}"),
    ],
)  # fmt: skip
def test_a_rule_that_refuses_a_table_or_fails_a_row_of_an_export_is_told(
    why: Why, text: str
) -> None:
    assert why in of_text(text)


def test_short_rows_of_unknown_levels_are_told_where_other_rows_lost_cells() -> None:
    header = f"绩效指标\t{HEADER[:-1]}\t偏差原因\n"
    torn = "产出指标\t数量指标\t甲\t≥3个\t无\n质量指标\t乙\t≥98%\t无\n"
    assert Why.SHORT_OF_LEVELS in of_text(f"{TOP}{header}经费保障\t人员保障\t其他\t有可能\n{torn}")


@pytest.mark.parametrize(
    ("why", "cells"),
    [
        (Why.ROWS_NOT_PARTED, [("产出指标", 2, 0, 2, 1), ("数量指标", 2, 1, 1, 1),
            ("质量指标", 3, 1, 1, 1), ("甲乙", 2, 2, 2, 1), ("1个", 2, 3, 2, 1)]),
        (Why.NAME_IS_VALUE, [("产出指标", 2, 0, 1, 1), ("数量指标", 2, 1, 1, 1),
            ("甲至少1个", 2, 2, 1, 2)]),
        (Why.LEVEL_LOST_ABOVE, [("≥3个", 2, 0, 1, 1), ("乙", 2, 1, 1, 1), ("丙", 2, 2, 1, 1),
            ("3个", 2, 3, 1, 1), ("丁", 3, 2, 1, 1), ("4个", 3, 3, 1, 1)]),
    ],
)  # fmt: skip
def test_a_rule_that_fails_a_row_between_rules_is_told(
    why: Why, cells: list[tuple[str, int, int, int, int]]
) -> None:
    assert why in of_table(merged(*HEAD, *cells))


def piece(page: int, *rows: list[str], left: float = 0.0, lines: tuple[str, ...] = ()) -> Grid:
    """A piece of a table on a page, its columns 100 points wide."""
    cells = [
        Cell(
            text=text,
            row=row,
            col=col,
            page=page,
            box=Box(x0=left + 100.0 * col, top=row, x1=left + 100.0 * col + 100, bottom=row + 1.0),
        )
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    ]
    heading = tuple(Line(text=text, page=page) for text in lines)
    return Grid(cells=tuple(cells), page=page, heading=heading, spans_known=True)


BLOCK = [["项目名称", "道路", "", "", ""], [*HEADER.split(), "分值"], [*FIRST.split(), "50"]]
MORE = ["效益指标", "社会效益指标", "乙", "2个", "40"]
BARE = ["", "", "丙", "3个", ""]


@pytest.mark.parametrize(
    ("why", "joined", "before", "after"),
    [
        (Why.TITLE_ABOVE, False, piece(1, *BLOCK), piece(2, MORE, lines=("项目支出绩效目标表",))),
        (Why.SAME_PAGE, False, piece(1, *BLOCK), piece(1, MORE)),
        (Why.NOT_NEXT_PAGE, False, piece(1, *BLOCK), piece(3, MORE)),
        (Why.OTHER_WIDTH, False, piece(1, *BLOCK), piece(2, MORE, left=250)),
        (Why.TEXT_BETWEEN, False, piece(1, *BLOCK), piece(2, MORE, lines=("说明如下", "一是甲"))),
        (Why.MANY_ROWS_AGAIN, False, piece(1, *BLOCK, MORE), piece(2, *BLOCK, MORE)),
        (Why.FORM_OPENS, False, piece(1, *BLOCK), piece(2, ["项目名称", "桥", "", "", ""])),
        (Why.POINTS_GIVEN_OUT, False, piece(1, *BLOCK, MORE), piece(2, [*BARE[:-1], "9"], BARE)),
        (Why.NO_FORMS_WORD, False, piece(1, *BLOCK), piece(2, BARE, lines=("一是甲",))),
        (
            Why.OTHER_TABLE,
            False,
            piece(1, ["收入", "支出"]),
            piece(2, ["甲", "乙"], lines=("一是甲",)),
        ),
        (Why.BLOCK_BELOW_HEAD, True, piece(1, BLOCK[0]), piece(1, *BLOCK[1:])),
        (Why.HEADER_AGAIN, True, piece(1, *BLOCK[1:]), piece(2, BLOCK[1], MORE)),
        (Why.FORMS_WORD, True, piece(1, *BLOCK), piece(2, MORE)),
        (Why.BARE_ROWS, True, piece(1, *BLOCK), piece(2, BARE)),
        (Why.SAME_COLUMNS, True, piece(1, ["收入", "支出"]), piece(2, ["甲", "乙"])),
    ],
)
def test_a_rule_that_joins_or_parts_two_pieces_is_told(
    why: Why, joined: bool, before: Grid, after: Grid
) -> None:
    table = OpenForm()
    table.add(before)
    assert table.goes_on_in(after, first_on_page=True) == (joined, why)


def test_a_piece_below_another_table_of_its_page_is_told() -> None:
    table = OpenForm()
    table.add(piece(1, *BLOCK))
    assert table.goes_on_in(piece(2, MORE), first_on_page=False) == (False, Why.NOT_AT_TOP)


COLUMNS = dict(enumerate([*HEADER.split(), "分值"]))


def cells_of(texts: list[str], row: int = 0) -> list[Cell]:
    return [Cell(text=text, row=row, col=col) for col, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("why", "above", "row", "room"),
    [
        (Why.NO_NAME_OF_ITS_OWN, ["", "", "改善", "好", "5"], ["", "", "环境", "", ""], 9),
        (Why.BRACKET_OPEN, ["", "", "修缮（含结转", "完", "5"], ["", "", "任务）", "成", "9"], 9),
        (Why.PARTS_OF_ONE, ["", "", "改善", "好", "5"], ["", "", "环境", "转", ""], 0),
        (Why.LINES_AS_ONE, ["", "", "改善", "明显", ""], ["", "", "环境", "提升", ""], 0),
        (Why.LEVEL_OF_ITS_OWN, ["", "", "甲", "好", "5"], ["", "质量指标", "乙", "好", "5"], 0),
        (Why.NOTHING_GOES_ON, ["", "", "", "好", "5"], ["", "", "乙", "不错", "5"], 0),
        (Why.ROOM_WAS_LEFT, ["", "", "甲", "好", "5"], ["", "", "乙", "好", "5"], 9),
        (Why.PART_MISSING, ["", "", "甲", "好", ""], ["", "", "乙", "好", "5"], 9),
        (Why.HALVES_IN_DOUBT, ["", "", "甲", "好。", "5"], ["", "", "乙", "好", "5"], 0),
    ],
)
def test_a_rule_that_joins_or_parts_two_rows_is_told(
    why: Why, above: list[str], row: list[str], room: float
) -> None:
    over = [cell for cell, text in zip(cells_of(above), row, strict=True) if text]
    lines = Lines(dict.fromkeys(range(5), room), set(range(5)))
    header = cells_of(list(COLUMNS.values()))
    assert rest_of_indicator(cells_of(above), over, cells_of(row), header, lines).why is why


@pytest.mark.parametrize(
    ("why", "rest"), [(Why.TEXT_GOES_ON, "路面硬化。"), (Why.NO_TEXT, "项目名称")]
)
def test_a_rule_that_joins_running_text_or_does_not_is_told(why: Why, rest: str) -> None:
    above = [[Cell(text="年度目标", row=0, col=0), Cell(text="完成", row=0, col=1, colspan=3)]]
    below = [[Cell(text="", row=0, col=0), Cell(text=rest, row=0, col=1, colspan=3)]]
    told = mend(above, below, 4, Cut(starts=[0], open_feet=[set()]))
    assert told
    assert told.why is why


def test_rows_of_which_a_page_edge_leaves_doubt_are_told() -> None:
    [grid] = tables(TOP + HEADER + FIRST)
    cut = Grid(cells=grid.cells, heading=grid.heading, doubtful=frozenset({3}), rim=Rim())
    assert Why.CUT_IN_DOUBT in of_table(cut)


def test_cells_in_other_columns_of_a_further_page_are_told() -> None:
    first = merged(*HEAD, ("产出指标", 2, 0, 1, 1), ("数量指标", 2, 1, 1, 1), page=1)
    texts = ("", "", "质量指标", "丁")
    later = [Cell(text=text, row=3, col=col, page=2) for col, text in enumerate(texts)]
    assert Why.OTHER_COLUMNS in of_table(Grid(cells=(*first.cells, *later), spans_known=True))


def test_every_rule_is_told_in_both_languages() -> None:
    told = {
        name.partition(".")[2]: both for name, both in catalogue().items() if "decided." in name
    }
    assert set(told) == set(Why)
    for en, zh in told.values():
        assert en.endswith(".")
        assert zh.endswith("。")


def test_every_rule_is_met_by_a_test_of_this_file() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [why.name for why in Why if f"Why.{why.name}" not in text] == []


def test_the_recipe_for_a_wrong_row_finds_its_rule() -> None:
    document = Path(__file__).parents[2] / "docs" / "adding.md"
    recipe = document.read_text(encoding="utf-8").partition("## A row is wrong: find the rule")[2]
    recipe = recipe.partition("\n## ")[0]
    [command] = [
        x.strip() for x in recipe.splitlines() if x.strip().startswith("python pipeline.py")
    ]
    shown = recipe.partition("```text\n")[2].partition("```")[0]
    output = CliRunner().invoke(cli, command.split()[2:]).output
    squeezed = "".join(output.split())
    assert shown
    assert all("".join(line.split()) in squeezed for line in shown.splitlines())

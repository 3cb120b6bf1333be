"""Pieces of a table that a page edge cut, drawn as grids: what goes on, and what does not."""

from dataclasses import replace

from extract.model import Box, Cell, Grid, Line, Rim
from extract.readers.text import tables
from extract.tables import stitching
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart
from extract.targets.open_form import OpenForm
from extract.words.text import key


def stitch(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    return stitching.stitch(grids, OpenForm)


XS = (80.0, 100.0, 160.0, 240.0, 380.0, 450.0, 500.0)
HEAD = ["绩效指标|0", "一级指标|1", "二级指标|2", "三级指标|3", "指标值|4", "分值（90）|5"]
NAME = ["项目名称|0-1", "某专项|2-5"]
OFFICE = ["主管部门|0-1", "教育部|2", "实施单位|3", "某校|4-5"]
MONEY = ["项目资金（万元）|0-1", "年度资金总额|2-3", "10.00|4-5"]
GOAL = ["年度总体目标|0", "完成建设。|1-5"]


def row(level1: str, level2: str, name: str, value: str, weight: str) -> list[str]:
    return [f"{text}|{n}" for n, text in enumerate(("", level1, level2, name, value, weight))]


FIRST = row("产出指标", "数量指标", "课程数", "≥1门", "40")
MORE = row("", "", "教材数", "≥2本", "40")
LAST = row("满意度指标", "服务对象满意度指标", "学生满意度", "≥90%", "10")


def piece(
    page: int | None, *rows: list[str], heading: str = "", xs: tuple[float, ...] = XS
) -> Grid:
    """Rows of `text|first-last column`, twenty points each, from the top of a page."""
    cells = []
    for r, cells_of_row in enumerate(rows):
        for entry in cells_of_row:
            text, _, span = entry.rpartition("|")
            first, _, last = span.partition("-")
            col, end = int(first), int(last or first) + 1
            box = Box(x0=xs[col], top=72 + 20.0 * r, x1=xs[end], bottom=92 + 20.0 * r)
            cells.append(
                Cell(
                    text=text,
                    row=r,
                    col=col,
                    colspan=end - col,
                    page=page,
                    box=box if page else None,
                )
            )
    lines = tuple(Line(text=t, page=page) for t in heading.split("|") if t)
    return Grid(cells=tuple(cells), page=page, heading=lines, spans_known=True)


def rows(grid: Grid) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        if key(cell.text):
            found[cell.row].append(cell.text)
    return found


def sizes(*grids: Grid) -> list[int]:
    """How many rows each stitched table has."""
    return [grid.n_rows for grid in stitch(grids)]


WHOLE = (NAME, OFFICE, MONEY, GOAL, HEAD, FIRST, MORE, LAST)


def test_a_form_is_one_again_wherever_between_its_rows_it_was_cut() -> None:
    for cut in range(1, len(WHOLE)):
        pieces = piece(1, *WHOLE[:cut], heading="某专项项目绩效目标表"), piece(2, *WHOLE[cut:])
        [grid] = stitch(pieces)
        assert rows(grid) == rows(piece(1, *WHOLE)), cut
        assert grid.heading == pieces[0].heading


def test_every_cell_keeps_its_own_page_and_box() -> None:
    second = piece(2, MORE, LAST)
    [grid] = stitch((piece(1, *WHOLE[:6]), second))
    assert [(c.page, c.box) for c in grid.cells[-12:]] == [(c.page, c.box) for c in second.cells]


def test_a_form_may_go_on_over_three_pages() -> None:
    assert sizes(piece(1, NAME), piece(2, *WHOLE[1:6]), piece(3, *WHOLE[6:])) == [8]


def test_a_new_form_on_the_next_page_stays_apart() -> None:
    assert sizes(piece(1, *WHOLE), piece(2, *WHOLE)) == [8, 8]


def test_a_new_form_stays_apart_even_where_the_one_before_is_still_open() -> None:
    assert sizes(piece(1, *WHOLE[:6]), piece(2, *WHOLE)) == [6, 8]


def test_bare_rows_after_a_complete_form_do_not_belong_to_it() -> None:
    assert sizes(piece(1, *WHOLE), piece(2, MORE)) == [8, 1]


def test_a_piece_under_a_title_of_its_own_does_not_go_on() -> None:
    assert sizes(piece(1, *WHOLE[:6]), piece(2, MORE, heading="另一项目绩效目标表")) == [6, 1]


def test_a_piece_further_down_or_pages_later_does_not_go_on() -> None:
    assert sizes(piece(1, *WHOLE[:6]), piece(1, MORE)) == [6, 1]
    assert sizes(piece(1, *WHOLE[:6]), piece(3, MORE)) == [6, 1]


def test_a_table_of_another_width_does_not_go_on() -> None:
    wide = tuple(2 * x for x in XS)
    assert sizes(piece(1, *WHOLE[:6]), piece(2, MORE, xs=wide)) == [6, 1]


def test_a_form_that_follows_on_the_same_page_is_a_form_of_its_own() -> None:
    second = piece(2, *WHOLE, heading="乙专项项目绩效目标表")
    assert sizes(piece(1, *WHOLE[:6]), piece(2, *WHOLE[6:]), second) == [8, 8]


def test_columns_are_joined_by_x_where_a_rule_is_missing() -> None:
    merged = ["|0", "|1-2", "教材数|3", "≥2本|4", "40|5"]
    fewer = piece(2, ["|0", "|1", "教材数|2", "≥2本|3", "40|4"], xs=(80, 100, 240, 380, 450, 500))
    [grid] = stitch((piece(1, *WHOLE[:6]), fewer))
    assert [(c.text, c.col, c.colspan) for c in grid.cells if c.row == 6] == [
        (c.text, c.col, c.colspan) for c in piece(2, merged).cells
    ]


def test_columns_that_shifted_a_little_are_the_same() -> None:
    shifted = (80.0, 102.0, 165.0, 246.0, 388.0, 459.0, 510.0)
    [grid] = stitch((piece(1, *WHOLE[:6]), piece(2, MORE, xs=shifted)))
    assert grid.n_cols == 6


def test_a_header_row_printed_again_is_dropped() -> None:
    assert sizes(piece(1, *WHOLE[:6]), piece(2, HEAD, MORE, LAST)) == [8]


def test_a_first_row_printed_again_is_dropped() -> None:
    assert sizes(piece(1, *WHOLE[:6]), piece(2, NAME, MORE, LAST)) == [8]


def test_forms_that_begin_with_the_same_title_row_stay_apart() -> None:
    title, other = ["项目支出绩效目标表|0-5"], ["项目名称|0-1", "乙专项|2-5"]
    assert sizes(piece(1, title, *WHOLE[:6]), piece(2, title, other, *WHOLE[1:])) == [7, 9]


def test_a_title_row_printed_again_over_a_continued_piece_is_dropped() -> None:
    title = ["项目支出绩效目标表|0-5"]
    assert sizes(piece(1, title, *WHOLE[:6]), piece(2, title, MORE, LAST)) == [9]


def test_rows_of_other_columns_that_hold_no_word_of_a_form_stay_apart() -> None:
    other = (80.0, 125.0, 190.0, 270.0, 310.0, 410.0, 500.0)
    assert sizes(piece(1, *WHOLE[:6]), piece(2, [f"{n}|{n}" for n in range(6)], xs=other)) == [6, 1]


def test_a_label_cut_in_two_is_whole() -> None:
    upper = ["绩效指|0", *HEAD[1:]]
    lower = ["标|0", *MORE[1:]]
    [grid] = stitch((piece(1, *WHOLE[:4], upper), piece(2, lower, LAST)))
    assert "绩效指标" in rows(grid)[4]
    assert rows(grid)[5] == ["教材数", "≥2本", "40"]


def test_a_goal_cut_in_mid_sentence_is_one_text() -> None:
    upper, lower = ["年度总体目|0", "建设课程，|1-5"], ["标|0", "完成教材。|1-5"]
    [grid] = stitch((piece(1, *WHOLE[:3], upper), piece(2, lower, *WHOLE[4:])))
    assert rows(grid)[3] == ["年度总体目标", "建设课程，完成教材。"]
    assert grid.n_rows == 8


def test_an_indicator_cut_in_two_is_joined_when_its_rest_has_neither_level_nor_value() -> None:
    rest = row("", "", "等的数量", "", "")
    [grid] = stitch((piece(1, *WHOLE[:6]), piece(2, rest, MORE, LAST)))
    assert rows(grid)[5] == ["产出指标", "数量指标", "课程数等的数量", "≥1门", "40"]
    assert grid.n_rows == 8


def test_a_row_with_a_value_of_its_own_is_a_row_of_its_own() -> None:
    [grid] = stitch((piece(1, *WHOLE[:6]), piece(2, MORE)))
    assert rows(grid)[6] == ["教材数", "≥2本", "40"]


def test_a_year_line_or_a_word_of_continuation_does_not_part_a_form() -> None:
    assert sizes(piece(1, *WHOLE[:6]), piece(2, *WHOLE[6:], heading="（续表）|单位：万元")) == [8]


def test_tables_of_money_go_on_only_where_all_their_columns_do() -> None:
    money = ["科目|0-2", "合计|3", "基本支出|4", "项目支出|5"]
    more = ["教育|0-2", "5|3", "3|4", "2|5"]
    assert sizes(piece(1, money, more), piece(2, more)) == [2, 1]
    same = piece(1, [f"{n}|{n}" for n in range(6)]), piece(2, [f"{n}0|{n}" for n in range(6)])
    assert sizes(*same) == [2]


def test_without_pages_bare_rows_belong_to_the_form_before_them() -> None:
    assert sizes(piece(None, *WHOLE[:6]), piece(None, MORE, LAST)) == [8]


def test_without_pages_a_form_with_a_name_of_its_own_stays_apart() -> None:
    assert sizes(piece(None, *WHOLE[:6]), piece(None, *WHOLE)) == [6, 8]
    assert sizes(piece(None, *WHOLE[:6]), piece(None, MORE, heading="乙项目绩效目标表")) == [6, 1]


def test_without_pages_a_table_that_speaks_of_something_else_stays_apart() -> None:
    other = piece(None, ["首页|0", "新闻|1"])
    assert sizes(piece(None, *WHOLE[:6]), other) == [6, 1]


def test_a_table_of_money_below_a_forms_indicators_is_no_piece_of_it() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标值\n"
    form = f"项目名称\t道路\t\t\n{header}产出指标\t数量指标\t长度\t≥3公里\n"
    money = "科目\t单位\t金额\t备注\n基本支出\t万元\t12\t\n"
    rest = "\t\t宽度\t≥6米\n满意度指标\t服务对象满意度\t满意度\t≥90%\n"
    assert len(stitch(tables(f"{form}\n{money}"))) == 2
    assert len(stitch(tables(f"{form}\n{rest}"))) == 1


def test_the_indicators_in_a_table_of_their_own_below_the_head_belong_to_it() -> None:
    head, block = piece(1, *WHOLE[:4], heading="某专项项目绩效目标表"), (HEAD, FIRST, MORE, LAST)
    assert sizes(head, piece(1, *block)) == [8]
    assert sizes(head, piece(1, *block, heading="绩效指标：")) == [8]
    assert sizes(head, piece(1, *block, heading="下表为各乡镇任务。")) == [4, 4]
    assert sizes(head, piece(1, *block, heading="乙项目绩效目标表")) == [4, 4]
    assert sizes(piece(1, *WHOLE), piece(1, *block)) == [8, 4]


def forms(*grids: Grid) -> list[tuple[str | None, int]]:
    """The project and the number of rows of each form that pieces are read to."""
    tables = (table for whole in stitch(grids) for table in take_apart(whole))
    found = [form for table in tables for form in recognise(table)]
    return [(form.fact("project_name"), len(form.indicators)) for form in found]


def test_forms_below_each_other_in_one_table_are_cut_anywhere_by_page_edges() -> None:
    other = ["项目名称|0-1", "乙专项|2-5"]
    chain = (*WHOLE, other, *WHOLE[1:], NAME, *WHOLE[1:])
    for cut in range(1, len(chain)):
        pieces = piece(1, *chain[:cut], heading="项目支出绩效目标表"), piece(2, *chain[cut:])
        assert forms(*pieces) == [("某专项", 3), ("乙专项", 3), ("某专项", 3)], cut


def test_a_header_printed_again_before_each_level_loses_no_row() -> None:
    block = (HEAD, FIRST, MORE, HEAD, MORE, HEAD, LAST)
    assert forms(piece(1, *WHOLE[:4], *block, heading="项目支出绩效目标表")) == [("某专项", 4)]


def test_a_title_printed_again_as_continued_opens_no_form() -> None:
    first = piece(1, *WHOLE[:6], heading="某专项项目绩效目标表")
    assert sizes(first, piece(2, NAME, HEAD, LAST, heading="某专项项目绩效目标表（续）")) == [8]


def test_a_form_of_the_same_name_on_the_next_page_is_another_form() -> None:
    other = ["年度资金总额|2-3", "77.00|4-5"]
    for more in ((["项目资金（万元）|0-1", *other], GOAL), (GOAL,)):
        second = piece(2, NAME, OFFICE, *more, HEAD, FIRST, LAST)
        assert sizes(piece(1, *WHOLE[:7]), second) == [7, second.n_rows], more
    again = piece(2, NAME, OFFICE, HEAD, LAST)
    assert sizes(piece(1, *WHOLE[:7]), again) == [9]


# A row cut line by line


def cut_form(
    upper: tuple[str, str, str],
    lower: tuple[str, str, str],
    *full: int,
    begins: tuple[int, ...] = (3, 4, 5),
) -> Grid:
    """A form whose last row was cut; name, value and points of its halves, columns that brim.

    `begins`: the columns whose text begins on the first line of the second page.
    """
    first = piece(1, *WHOLE[:5], row("产出指标", "数量指标", *upper))
    foot = Rim(room=tuple((col, 0.5) for col in full))
    head = Rim(begins=frozenset((0, col) for col in begins))
    second = piece(2, row("", "", *lower), LAST)
    [grid] = stitch((replace(first, rim=foot), replace(second, rim=head)))
    return grid


def cut_row(upper: tuple[str, str, str], lower: tuple[str, str, str], *full: int) -> list[str]:
    """The texts of the row, or of the two, that a cut form is read to."""
    grid = cut_form(upper, lower, *full)
    assert rows(grid)[-1][-3:] == ["学生满意度", "≥90%", "10"]
    return [text for found in rows(grid)[5:-1] for text in found if not text.endswith("指标")]


def test_a_row_cut_line_by_line_is_one_where_its_full_lines_go_on() -> None:
    halves = ("学科建设水平提", "≤3500元/平方", "3"), ("升情况", "米", "")
    assert cut_row(*halves, 3, 4) == ["学科建设水平提升情况", "≤3500元/平方米", "3"]


def test_a_row_of_its_own_stays_one_under_full_lines() -> None:
    upper, lower = ("学科建设水平提", "≤3500元/平方", "3"), ("教材数", "≥2本", "5")
    assert cut_row(upper, lower, 3, 4, 5) == [*upper, "教材数", "≥2本", "5"]
    assert len(cut_row(("课程", "≥1门", "3"), ("教材数", "显著", ""))) == 5


def test_a_cut_row_without_points_is_one_where_only_a_unit_goes_on() -> None:
    upper = ("学科建设水平提", "≤3500元/平方", "")
    assert cut_row(upper, ("升情况", "米", ""), 3, 4) == ["学科建设水平提升情况", "≤3500元/平方米"]
    assert len(cut_row(upper, ("升情况", "显著提升", ""), 3)) == 4
    assert len(cut_row(upper, ("升情况", "≥3门", ""), 3, 4)) == 4


PROSE = ("开展乡村医生基本公", "按照任务要求全部", ""), ("共卫生服务培训情况", "完成并通过验收", "")


def test_halves_full_of_prose_are_one_row_and_it_is_said() -> None:
    grid = cut_form(*PROSE, 3, 4)
    assert rows(grid)[5][-2:] == [
        "开展乡村医生基本公共卫生服务培训情况",
        "按照任务要求全部完成并通过验收",
    ]
    assert (grid.rejoined, grid.doubtful) == ({5}, frozenset())


def test_a_value_that_goes_on_under_no_name_is_one_with_the_row_above() -> None:
    upper, (_, rest, _) = PROSE
    assert cut_row(upper, ("", rest, ""), 4) == [upper[0], upper[1] + rest]


def test_a_bracket_that_closes_on_the_next_page_tells_that_a_row_was_cut() -> None:
    halves = ("举办培训（含线上举", "按照任务要求全部", ""), ("办的）", "完成", "")
    grid = cut_form(*halves, 3, 4, begins=(3,))
    assert rows(grid)[5][-2:] == ["举办培训（含线上举办的）", "按照任务要求全部完成"]
    assert grid.rejoined == frozenset()


def test_where_the_lines_do_not_tell_both_rows_are_doubtful() -> None:
    upper, lower = PROSE
    assert cut_form(upper, lower, 3, 4, begins=(3,)).doubtful == {5, 6}  # the value stands lower
    number = ("开展乡村医生基本公", "≥3500元/平方米", "")
    assert cut_form(number, lower, 3, 4).doubtful == {5, 6}  # no number ends in prose
    ended = ("开展乡村医生基本公", "按照任务要求完成。", "")
    assert cut_form(ended, lower, 3, 4).doubtful == {5, 6}
    dated = (lower[0], "12月底前完成验收", "")
    assert cut_form(upper, dated, 3, 4).doubtful == {5, 6}


def test_a_value_that_stands_alone_is_never_a_row_of_its_own() -> None:
    upper = ("空气质量优良天数比例", "≥65%（较上年同期口径", "5")
    grid = cut_form(upper, ("", "一致，按月统计）", ""))
    assert rows(grid)[5][-2:] == ["≥65%（较上年同期口径一致，按月统计）", "5"]
    assert cut_form(PROSE[0], ("", PROSE[1][1], "")).doubtful == {5, 6}


def test_points_that_stand_in_the_lower_of_two_rows_alone_make_both_doubtful() -> None:
    (name, value, _), lower = PROSE
    assert cut_form((name, value, ""), (*lower[:2], "5")).doubtful == {5, 6}
    assert cut_form((name, value, "5"), (*lower[:2], "5")).doubtful == set()


def test_the_rest_of_the_last_row_alone_on_a_page_belongs_to_a_complete_form() -> None:
    last = row("满意度指标", "服务对象满意", "学生满意度（含", "≥90%", "50")
    first = piece(1, *WHOLE[:6], last)
    [grid] = stitch((first, piece(2, row("", "度指标", "毕业生）", "左右", ""))))
    assert rows(grid)[-1] == [
        "满意度指标",
        "服务对象满意度指标",
        "学生满意度（含毕业生）",
        "≥90%左右",
        "50",
    ]


def test_rows_whose_lines_left_room_are_never_doubtful() -> None:
    for full in ((), (3,), (4,)):
        grid = cut_form(*PROSE, *full)
        assert (len(rows(grid)), grid.doubtful, grid.rejoined) == (8, frozenset(), frozenset())


WIDER = (80.0, 130.0, 210.0, 300.0, 400.0, 470.0, 500.0)
NARROW = (95.0, 200.0, 275.0, 305.0, 460.0, 500.0)


def indicators(*grids: Grid) -> tuple[list[tuple[str, str, str, str]], int]:
    """What is read of a form in pieces, and how many of its rows failed."""
    [whole] = stitch(grids)
    [table] = take_apart(whole)
    [form] = recognise(table)
    rows = [(row.level1, row.level2, row.name, row.value) for row in form.indicators]
    return rows, form.rows_failed


REST = [
    row("", "质量指标", "优秀率", "≥80%", "10"),
    row("效益指标", "社会效益指标", "就业率", "≥90%", "20"),
    row("", "", "毕业去向落实率", "≥85%", "20"),
]


def test_columns_of_other_widths_on_the_next_page_are_the_same_columns() -> None:
    found, failed = indicators(
        piece(1, NAME, GOAL, HEAD, FIRST, heading="项目支出绩效目标表"), piece(2, *REST, xs=WIDER)
    )
    assert failed == 0
    assert found == [
        ("产出指标", "数量指标", "课程数", "≥1门"),
        ("产出指标", "质量指标", "优秀率", "≥80%"),
        ("效益指标", "社会效益指标", "就业率", "≥90%"),
        ("效益指标", "社会效益指标", "毕业去向落实率", "≥85%"),
    ]


def test_where_nothing_tells_which_columns_go_on_the_rows_fail_and_none_stands_shifted() -> None:
    without_side = [[f"{text[:-1]}{int(text[-1]) - 1}" for text in cells[1:]] for cells in REST]
    found, failed = indicators(
        piece(1, NAME, GOAL, HEAD, FIRST, heading="项目支出绩效目标表"),
        piece(2, *without_side, xs=NARROW),
    )
    assert found == [("产出指标", "数量指标", "课程数", "≥1门")]
    assert failed == 3

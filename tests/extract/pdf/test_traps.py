"""Each trap of real pages by itself: one small page, one behaviour."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract import Source
from extract.families import gate
from extract.model import Grid
from extract.readers.pdf import PDF
from extract.readers.pdf.page import OBLIQUE, Glyph, Page, Rule, as_runs, main_turn, turned
from extract.readers.pdf.print.joined import joined
from extract.readers.pdf.print.lines import printed_lines
from extract.readers.pdf.print.marks import split_marks, struck_once
from extract.readers.pdf.print.vertical_text import downwards
from extract.readers.pdf.ruled.cells import Face, faces
from extract.readers.pdf.ruled.crossings import frames
from extract.readers.pdf.ruled.rules import join
from extract.readers.pdf.ruled.tables import tables_of

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def box(x0: float, top: float, x1: float, bottom: float) -> list[Rule]:
    return [
        Rule(True, top, x0, x1),
        Rule(True, bottom, x0, x1),
        Rule(False, x0, top, bottom),
        Rule(False, x1, top, bottom),
    ]


def word(text: str, x: float, y: float, em: float = 10.0, **more: object) -> list[Glyph]:
    """Characters one em wide in a row from an origin."""
    return [
        Glyph(c, left, y, left, y - 0.9 * em, left + em, y + 0.1 * em, 0, False, em)._replace(
            **more
        )
        for c, left in zip(text, (x + n * em for n in range(len(text))), strict=True)
    ]


def lines(*rows: str, right: float = 200.0, em: float = 10.0) -> str:
    """Rows of characters printed one below the other in a cell 0 to `right`, joined."""
    glyphs = [g for n, row in enumerate(rows) for g in word(row, 2, 20 + 14 * n, em)]
    return joined(printed_lines(glyphs), 0, right)


def grids(draw: object) -> tuple[Grid, ...]:
    """The tables of a page that a function draws."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 400))
    canvas.setFont("STSong-Light", 10)
    draw(canvas)  # type: ignore[operator]
    canvas.showPage()
    canvas.save()
    return PDF.read(Source(name="", data=out.getvalue(), sha256=""), gate=gate().opened()).grids


def two_by_two(canvas: Canvas) -> None:
    for n in range(3):
        canvas.line(50, 300 - 30 * n, 250, 300 - 30 * n)
        canvas.line(50 + 100 * n, 240, 50 + 100 * n, 300)
    for n, text in enumerate("甲乙丙丁"):
        canvas.drawString(60 + 100 * (n % 2), 280 - 30 * (n // 2), text)


def texts(grid: Grid) -> list[str]:
    return [cell.text for cell in grid.cells]


# Rules


def test_dashes_in_a_row_are_one_rule() -> None:
    assert join([Rule(True, 10, 6 * n, 6 * n + 4) for n in range(20)]) == [Rule(True, 10, 0, 118)]


def test_parallel_hairlines_are_one_rule_between_them() -> None:
    assert join([Rule(True, 10, 0, 90), Rule(True, 12, 0, 90)]) == [Rule(True, 11, 0, 90)]


def test_rows_six_points_apart_stay_two_rules() -> None:
    assert len(join([Rule(True, 10, 0, 90), Rule(True, 16, 0, 90)])) == 2


def test_pieces_of_two_tables_at_nearly_the_same_height_stay_apart() -> None:
    assert len(join([Rule(True, 10, 0, 90), Rule(True, 11, 200, 290)])) == 2


def test_pieces_with_a_gap_are_one_rule_only_where_they_are_dashes() -> None:
    dashes = [Rule(True, 10, 0, 6), Rule(True, 10, 15, 21)]
    assert join(dashes) == [Rule(True, 10, 0, 21)]
    assert join([*dashes, Rule(True, 10, 60, 99)]) == [
        Rule(True, 10, 0, 21),
        Rule(True, 10, 60, 99),
    ]
    assert len(join([Rule(True, 10, 0, 6), Rule(True, 10, 15.1, 21)])) == 2


# Faces


def test_a_rule_that_ends_right_before_an_upright_bounds_its_cell() -> None:
    rules = [*box(0, 0, 100, 40), Rule(False, 50, 0, 40)]
    for end, count in ((44, 3), (43, 2), (94, 4), (93, 3)):
        [frame] = frames([*rules, Rule(True, 20, 0, end)])
        assert len(faces(frame)) == count


def test_a_missing_rule_between_two_faces_is_a_merged_cell() -> None:
    [frame] = frames([*box(0, 0, 100, 40), Rule(True, 20, 0, 100), Rule(False, 50, 20, 40)])
    assert faces(frame) == [Face(0, 0, 1, 2), Face(1, 0, 1, 1), Face(1, 1, 1, 1)]


def test_a_piece_open_at_the_foot_gets_its_closing_rule() -> None:
    rules = [Rule(True, 0, 0, 100), Rule(True, 20, 0, 100)]
    [frame] = frames([*rules, *(Rule(False, x, 0, 45) for x in (0, 50, 100))])
    assert frame.open_foot == (True, True)
    assert len(faces(frame)) == 4


def test_a_single_cell_open_at_the_foot_beside_a_closed_one_is_closed() -> None:
    rules = [Rule(True, 0, 0, 100), Rule(True, 20, 0, 100), Rule(True, 45, 30, 100)]
    [frame] = frames([*rules, *(Rule(False, x, 0, 45) for x in (0, 30, 100))])
    assert len(faces(frame)) == 4
    assert frame.open_foot == (True, False)


def test_text_that_hangs_out_of_an_open_foot_belongs_to_its_cell() -> None:
    rules = [Rule(True, 0, 0, 100), Rule(True, 20, 0, 100), Rule(True, 45, 30, 100)]
    page = Page(
        number=1,
        width=100,
        height=80,
        runs=tuple(as_runs((*word("指", 5, 40), *word("标", 5, 54), *word("数", 40, 40)))),
        rules=(*rules, *(Rule(False, x, 0, 45) for x in (0, 30, 100))),
    )
    found = tables_of(page)
    assert [cell.text for cell in found.tables[0].cells] == ["", "", "指标", "数"]
    assert found.lines == ()


def test_open_sides_are_closed_where_the_rules_end() -> None:
    rules = [Rule(True, y, 0, 100) for y in (0, 20, 40)]
    [frame] = frames([*rules, Rule(False, 50, 0, 40)])
    assert (frame.xs, len(faces(frame))) == ((0, 50, 100), 4)


def test_a_row_without_any_vertical_belongs_to_the_open_table_around_it() -> None:
    rules = [Rule(True, y, 0, 100) for y in (0, 20, 40, 60)]
    [frame] = frames([*rules, Rule(False, 50, 0, 20), Rule(False, 50, 40, 60)])
    assert Face(1, 0, 1, 2) in faces(frame)


def test_a_rule_under_the_running_head_is_no_table() -> None:
    [frame] = frames([Rule(True, -20, 0, 100), *box(0, 0, 100, 40), Rule(False, 50, 0, 40)])
    assert frame.ys == (0, 40)


def test_what_lies_outside_a_stepped_outline_is_no_cell() -> None:
    [frame] = frames([*box(0, 0, 100, 20), *box(0, 20, 50, 40), Rule(False, 50, 0, 20)])
    assert len(faces(frame)) == 3


def test_where_rules_meet_can_be_drawn() -> None:
    [frame] = frames(box(0, 0, 100, 20))
    assert frame.crossings() == [(0, 0), (0, 20), (100, 0), (100, 20)]


# Rows that no rule parts


def unruled_rows(*rows: tuple[str, str, str]) -> list[str]:
    """Cells of a table of which only the header row is parted from the others by a rule."""
    foot = 20 + 14 * len(rows) + 4
    page = Page(
        number=1,
        width=400,
        height=400,
        runs=tuple(
            run
            for n, row in enumerate((("项目", "预算数", "决算数"), *rows))
            for col, text in enumerate(row)
            for run in as_runs(word(text, 5 + 120 * col, 14 + 14 * n, 8.0))
        ),
        rules=(
            *(Rule(True, y, 0, 360) for y in (0, 20, foot)),
            *(Rule(False, x, 0, foot) for x in (0, 120, 240, 360)),
        ),
    )
    [table] = tables_of(page).tables
    return [cell.text for cell in table.cells if cell.row > 0]


def test_numbers_below_each_other_part_the_rows_that_no_rule_parts() -> None:
    rows = [("道路", "12,000", "11,000"), ("学校", "9,500", "9,100"), ("水库", "300", "280")]
    assert unruled_rows(*rows) == [text for row in rows for text in row]


def test_rows_stay_one_where_a_line_may_belong_to_either_of_two() -> None:
    assert (
        len(
            unruled_rows(
                ("道路", "12", "11"), ("桥", "", "三"), ("学校", "9", "8"), ("水", "3", "2")
            )
        )
        == 3
    )


def test_lines_of_words_below_each_other_are_one_row() -> None:
    assert (
        len(unruled_rows(("道路", "按时", "是"), ("学校", "按期", "是"), ("水库", "全部", "否")))
        == 3
    )


# Text


def test_wrapped_han_is_joined_without_a_space() -> None:
    assert lines("服务对象满意度指", "标") == "服务对象满意度指标"


def test_wrapped_latin_words_are_joined_with_a_space() -> None:
    assert lines("public", "budget") == "public budget"


def test_a_number_that_fills_its_cell_goes_on_without_a_space() -> None:
    assert lines("123456", "789", right=66) == "123456789"


def test_two_numbers_below_each_other_are_two_where_the_first_could_have_gone_on() -> None:
    assert lines("24", "12", right=66) == "24 12"
    assert lines("12,000", "1,000", right=66) == "12,000 1,000"
    assert lines("392.50", "33.33", right=66) == "392.50 33.33"


def test_a_latin_line_that_opens_with_a_bracket_or_a_dash_is_set_apart() -> None:
    assert lines("annual revenue", "(net of tax)", right=150) == "annual revenue (net of tax)"
    assert lines("first item", "- second item", right=150) == "first item - second item"
    assert lines("12", "(平方米)", right=66) == "12(平方米)"


def test_exponents_and_indices_stay_in_their_line() -> None:
    glyphs = [
        *word("m", 0, 20),
        *word("2", 10, 16.5, 6),
        *word("H", 16, 20),
        *word("2", 26, 22.5, 6),
        *word("O", 32, 20),
    ]
    assert [line.text for line in printed_lines(glyphs)] == ["m2H2O"]


def test_spaces_of_justified_han_go_and_a_printed_one_before_han_stays() -> None:
    assert lines("服 务 平 台") == "服务平台"
    assert lines("5000 小时") == "5000 小时"


def set_apart(first: str, second: str, gap: float) -> str:
    """Two words on a line with a gap of so many ems between them, and nothing printed in it."""
    glyphs = [*word(first, 0, 20), *word(second, 10 * (len(first) + gap), 20)]
    return printed_lines(glyphs)[0].text


def test_a_gap_as_wide_as_a_space_is_one_and_the_gap_word_processors_leave_beside_han_is_not() -> (
    None
):
    assert set_apart("5000", "小时", 0.5) == "5000 小时"
    assert set_apart("2024", "年", 0.28) == "2024年"
    assert set_apart("Web", "of", 0.28) == "Web of"
    assert set_apart("1.", "总则", 0.6) == "1.总则"


def test_letters_set_apart_are_one_word_and_digits_one_number() -> None:
    spread = [g._replace(x=g.x + 3 * n, x0=g.x0 + 3 * n, x1=g.x1 + 3 * n)
              for n, g in enumerate(word("≥12000人次", 0, 20))]  # fmt: skip
    assert printed_lines(spread)[0].text == "≥12000人次"


def test_a_space_printed_at_the_end_of_a_wrapped_line_parts_latin_from_han_only() -> None:
    assert lines("Science ", "论文") == "Science 论文"
    assert lines("收录 SCI", "论文") == "收录 SCI 论文"
    assert lines("收录SCI", "论文") == "收录SCI论文"
    assert lines("平台 ", "建设") == "平台建设"
    assert lines("平台（1） ", "of") == "平台（1）of"


def test_a_vertical_label_reads_downwards() -> None:
    assert lines(*"年度总体目标", right=20) == "年度总体目标"


def drawn_down(*columns: str) -> list[Glyph]:
    """Columns from right to left, each drawn from the top down."""
    return [
        glyph
        for n, column in enumerate(columns)
        for r, char in enumerate(column)
        for glyph in word(char, 80 - 14 * n, 20 + 10 * r)
    ]


def test_columns_drawn_from_right_to_left_are_read_so_and_lines_from_left_to_right() -> None:
    assert downwards(as_runs(drawn_down("年度总体", "目标"))) == "年度总体目标"
    assert downwards(as_runs(drawn_down("年度", "总体", "目标"))) == "年度总体目标"
    assert downwards(as_runs([*word("绩效", 2, 20), *word("指标", 2, 34)])) is None


def test_a_paragraph_of_a_wide_cell_ends_where_its_line_does() -> None:
    full = "一二三四五六七八九十" * 3
    assert lines(full, "短。", full, right=310) == f"{full}短。\n{full}"


def test_flat_characters_stay_in_their_line() -> None:
    dash = word("一", 12, 20)[0]._replace(top=15.0, bottom=16.0)
    assert [x.text for x in printed_lines([*word("第", 2, 20), dash, *word("名", 22, 20)])] == [
        "第一名"
    ]


def test_radicals_written_for_ideographs_are_put_right_and_nothing_else() -> None:
    assert lines("⼈⺠①㎡") == "人民①㎡"


# Marks


def test_a_character_struck_twice_is_one_and_a_doubled_word_is_two() -> None:
    once = word("叠叠", 0, 20)
    assert struck_once([*once, *(g._replace(x=g.x + 0.4) for g in once)]) == once


def test_oblique_huge_and_pale_characters_in_a_table_are_marks() -> None:
    text = word("建设完成一流本科课程", 0, 20)
    marks = [
        *word("密", 0, 20, turn=OBLIQUE),
        *word("样", 0, 60, 60.0),
        *word("张", 40, 40, pale=True),
    ]
    assert split_marks([*text, *marks]) == (text, marks)


def test_a_table_printed_palely_throughout_is_text() -> None:
    text = word("建设完成", 0, 20, pale=True)
    assert split_marks(text) == (text, [])


# Pages


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_turning_a_page_back_and_forth_changes_nothing(turns: int) -> None:
    glyphs, rules = tuple(word("横排", 10, 20)), tuple(box(0, 0, 50, 40))
    page = Page(number=1, width=200, height=100, runs=tuple(as_runs(glyphs)), rules=rules)
    there = turned(page, turns)
    assert main_turn(there.runs) == (-turns) % 4
    back = turned(there, -turns)
    assert (back.glyphs, back.width) == (page.glyphs, page.width)
    assert sorted(back.rules) == sorted(page.rules)


def test_a_table_drawn_sideways_is_read_upright_with_boxes_as_shown() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(400, 0)
        canvas.rotate(90)
        two_by_two(canvas)

    [grid] = grids(draw)
    assert texts(grid) == ["甲", "乙", "丙", "丁"]
    # (50, 300) of the turned sheet lies at (100, 50) from the left and the foot of the page.
    first = grid.cells[0].box
    assert first is not None
    assert (first.x0, first.bottom) == (pytest.approx(100, abs=1), pytest.approx(350, abs=1))


def test_a_label_turned_on_its_side_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        two_by_two(canvas)
        canvas.line(30, 240, 30, 300)
        canvas.line(30, 240, 50, 240)
        canvas.line(30, 300, 50, 300)
        canvas.translate(44, 252)
        canvas.rotate(90)
        canvas.drawString(0, 0, "指标")

    [grid] = grids(draw)
    assert texts(grid) == ["指标", "甲", "乙", "丙", "丁"]
    assert grid.cells[0].rowspan == 2


def test_a_frame_around_a_text_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        two_by_two(canvas)
        canvas.rect(20, 20, 100, 40)
        canvas.drawString(25, 30, "注意")

    assert [texts(grid) for grid in grids(draw)] == [["甲", "乙", "丙", "丁"]]


def test_a_table_within_a_frame_around_the_page_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(10, 10, 380, 380)
        two_by_two(canvas)

    assert [texts(grid) for grid in grids(draw)] == [["甲", "乙", "丙", "丁"]]


def test_thick_fills_are_no_rules() -> None:
    def draw(canvas: Canvas) -> None:
        two_by_two(canvas)
        canvas.setFillGray(0.8)
        canvas.rect(50, 255, 200, 7, stroke=0, fill=1)

    [grid] = grids(draw)
    assert (grid.n_rows, grid.n_cols) == (2, 2)


def test_a_filled_bar_too_thick_for_a_line_and_too_thin_for_a_row_is_a_rule() -> None:
    def draw(canvas: Canvas) -> None:
        two_by_two(canvas)
        canvas.rect(50, 253, 200, 4, stroke=0, fill=1)

    [grid] = grids(draw)
    assert (grid.n_rows, grid.n_cols) == (3, 2)


def test_paths_that_paint_nothing_are_no_rules() -> None:
    def draw(canvas: Canvas) -> None:
        two_by_two(canvas)
        path = canvas.beginPath()
        path.rect(50, 254, 200, 1)
        canvas.drawPath(path, stroke=0, fill=0)
        canvas.clipPath(path, stroke=0, fill=0)

    [grid] = grids(draw)
    assert (grid.n_rows, grid.n_cols) == (2, 2)


def _picture(canvas: Canvas) -> None:
    canvas.drawInlineImage(Image.new("RGB", (4, 4), (20, 40, 90)), 50, 270, 200, 30)


def _gradient(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(50, 270, 200, 30)
    canvas.clipPath(path, stroke=0)
    canvas.linearGradient(50, 270, 250, 300, (Color(0, 0, 0.4), Color(0.2, 0.4, 0.6)))
    canvas.restoreState()


@pytest.mark.parametrize(
    "ground",
    [
        lambda canvas: canvas.rect(50, 270, 200, 30, stroke=0, fill=1),
        lambda canvas: canvas.rect(50, 270, 200, 30, stroke=1, fill=1),
        _picture,
        _gradient,
    ],
    ids=["filled", "filled and stroked", "picture", "gradient"],
)
def test_white_text_on_a_dark_ground_is_text(ground: Callable[[Canvas], None]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.2)
        ground(canvas)
        canvas.setFillGray(0)
        two_by_two(canvas)
        canvas.setFillGray(1)
        canvas.drawString(75, 280, "头")

    assert texts(grids(draw)[0])[0] == "甲头"


def test_headings_are_the_lines_between_two_tables() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 330, "绩效目标表")
        two_by_two(canvas)
        canvas.drawString(60, 220, "第二张表")
        canvas.translate(0, -150)
        two_by_two(canvas)

    assert [[x.text for x in g.heading] for g in grids(draw)] == [["绩效目标表"], ["第二张表"]]


def test_a_title_with_its_unit_is_no_running_head() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 400))
    for _ in range(2):
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(60, 380, "项目支出绩效目标表（单位：万元）")
        two_by_two(canvas)
        canvas.showPage()
    canvas.save()
    found = PDF.read(Source(name="", data=out.getvalue(), sha256=""), gate=gate().opened()).grids
    assert [[line.text for line in grid.heading] for grid in found] == [
        ["项目支出绩效目标表（单位：万元）"]
    ] * 2


def test_a_page_number_is_no_heading_and_a_line_repeated_in_the_margin_neither() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 400))
    for n in range(2):
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(60, 380, "某某部门预算")
        canvas.drawString(60, 330, f"第{'一二'[n]}张")
        two_by_two(canvas)
        canvas.drawString(200, 20, f"- {n} -")
        canvas.showPage()
    canvas.save()
    found = PDF.read(Source(name="", data=out.getvalue(), sha256=""), gate=gate().opened()).grids
    assert [[x.text for x in g.heading] for g in found] == [["第一张"], ["第二张"]]


def test_tables_of_an_empty_page_are_none() -> None:
    assert tables_of(Page(number=1, width=10, height=10)).tables == ()


def test_a_form_without_rules_is_spoken_of() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 400))
    canvas.setFont("STSong-Light", 10)
    for n, label in enumerate(("一级指标", "二级指标", "三级指标", "指标值")):
        canvas.drawString(40 + 80 * n, 300, label)
    canvas.showPage()
    canvas.save()
    reading = PDF.read(Source(name="", data=out.getvalue(), sha256=""), gate=gate())
    assert [(issue.code, issue.page) for issue in reading.issues] == [("unruled_form", 1)]

"""Tables become grids as a browser shows them."""

from collections.abc import Callable

import pytest

from extract.model import Grid, Reading

Read = Callable[..., Reading]


def rows(grid: Grid) -> list[list[str]]:
    """The texts of a grid by row, merged cells once."""
    found: list[list[str]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        found[cell.row].append(cell.text)
    return found


def places(grid: Grid) -> dict[str, tuple[int, int, int, int]]:
    return {c.text: (c.row, c.col, c.rowspan, c.colspan) for c in grid.cells}


def test_cells_stand_in_rows_and_columns_counted_from_zero(read: Read) -> None:
    [grid] = read("<table><tr><th>a<th>b<tr><td>c<td>d</table>").grids
    assert places(grid) == {
        "a": (0, 0, 1, 1),
        "b": (0, 1, 1, 1),
        "c": (1, 0, 1, 1),
        "d": (1, 1, 1, 1),
    }
    assert not grid.spans_known


def test_merged_cells_keep_their_spans_and_push_others_aside(read: Read) -> None:
    [grid] = read(
        "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e<td>f<td>g</table>"
    ).grids
    assert places(grid) == {
        "a": (0, 0, 2, 1),
        "b": (0, 1, 1, 2),
        "c": (1, 1, 1, 1),
        "d": (1, 2, 1, 1),
        "e": (2, 0, 1, 1),
        "f": (2, 1, 1, 1),
        "g": (2, 2, 1, 1),
    }
    assert grid.spans_known


def test_a_rowspan_past_the_last_row_ends_there(read: Read) -> None:
    [grid] = read("<table><tr><td rowspan=9>a<td>b<tr><td>c</table>").grids
    assert places(grid)["a"] == (0, 0, 2, 1)


def test_a_rowspan_ends_with_its_row_group(read: Read) -> None:
    [grid] = read("<table><thead><tr><td rowspan=9>a<td>b<tbody><tr><td>c<td>d</table>").grids
    assert places(grid)["c"] == (1, 0, 1, 1)


def test_rowspan_zero_runs_to_the_end_of_its_group(read: Read) -> None:
    [grid] = read(
        "<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d<tfoot><tr><td>e<td>f</table>"
    ).grids
    assert places(grid)["a"] == (0, 0, 3, 1)
    assert places(grid)["e"] == (3, 0, 1, 1)


@pytest.mark.parametrize("colspan", ["999999999", "1000", "3"])
def test_a_colspan_beyond_the_table_ends_with_the_columns_that_hold_text(
    read: Read, colspan: str
) -> None:
    [grid] = read(f"<table><tr><td colspan={colspan}>a<tr><td>b<td>c</table>").grids
    assert places(grid)["a"] == (0, 0, 1, 2)


@pytest.mark.parametrize("span", ["x", "-2", "", "0", "1.5", "１"])
def test_a_colspan_that_is_no_number_above_zero_is_one(read: Read, span: str) -> None:
    [grid] = read(f"<table><tr><td colspan='{span}'>a<td>b<tr><td>c<td>d</table>").grids
    assert places(grid)["b"] == (0, 1, 1, 1)


def test_a_colspan_that_would_run_over_a_merged_cell_ends_before_it(read: Read) -> None:
    [grid] = read("<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<td>e</table>").grids
    assert places(grid)["d"] == (1, 0, 1, 1)
    assert places(grid)["e"] == (1, 2, 1, 1)


def test_rows_with_missing_cells_stay_short(read: Read) -> None:
    [grid] = read("<table><tr><td>a<td>b<td>c<tr><td>d<tr><tr><td>e<td>f</table>").grids
    assert rows(grid) == [["a", "b", "c"], ["d"], [], ["e", "f"]]


def test_empty_columns_and_rows_at_the_end_are_left_out_by_the_hundred(read: Read) -> None:
    blank = "<td>&nbsp;</td>" * 300
    page = f"<table><tr><td>a<td>b{blank}<tr><td>c<td>{blank}{f'<tr>{blank}' * 300}</table>"
    [grid] = read(page).grids
    assert (grid.n_rows, grid.n_cols) == (2, 2)


def test_empty_cells_before_texts_stay(read: Read) -> None:
    [grid] = read("<table><tr><td><td>a<td><td>b<tr><td>c</table>").grids
    assert rows(grid) == [["", "a", "", "b"], ["c"]]


def test_the_head_stands_above_and_the_foot_below_wherever_they_are_written(read: Read) -> None:
    [grid] = read(
        "<table><tfoot><tr><td>f<td>3</tfoot><tbody><tr><td>b<td>2</tbody>"
        "<thead><tr><td>h<td>1</thead></table>"
    ).grids
    assert rows(grid) == [["h", "1"], ["b", "2"], ["f", "3"]]


def test_paragraphs_and_breaks_in_a_cell_are_lines(read: Read) -> None:
    [grid] = read(
        "<table><tr><td>年<br>度<td><p>目标1：治水。</p>\n<p>目标2：<span>修路</span>。</p>"
        "<div>目标3</div>：植树<ul><li>一<li>二</ul></table>"
    ).grids
    assert rows(grid) == [["年\n度", "目标1：治水。\n目标2：修路。\n目标3\n：植树\n一\n二"]]


def test_line_ends_of_the_source_are_no_spaces_between_han_characters(read: Read) -> None:
    [grid] = read(
        "<table><tr><td>加强河道\n   整治，\n改善ISO\n9001 体系<td>5000\n小时&nbsp; 以上</table>"
    ).grids
    assert rows(grid) == [["加强河道整治，改善ISO 9001 体系", "5000 小时 以上"]]


def test_raised_digits_stay_raised(read: Read) -> None:
    [grid] = read(
        "<table><tr><td>500m<sup>2</sup>、10<sup><span>-3</span></sup><td>注<sup>见下</sup></table>"
    ).grids
    assert rows(grid) == [["500m²、10⁻³", "注见下"]]


def test_characters_without_width_are_no_text(read: Read) -> None:
    [grid] = read("<table><tr><td>数\u200b量&shy;指&#8203;标\ufeff<td>\u200b<td>x</table>").grids
    assert rows(grid) == [["数量指标", "", "x"]]


def test_a_field_prints_its_value(read: Read) -> None:
    [grid] = read(
        "<table><tr><td>指标值<td><input value='≥95%'><input type=hidden value=7></table>"
    ).grids
    assert rows(grid) == [["指标值", "≥95%"]]


def test_hidden_rows_are_left_out_and_noted(read: Read) -> None:
    reading = read(
        "<table><tr><td>a<td>b<tr style='height:0;display: none'><td>草稿<td>1"
        "<tr hidden><td>旧<td>2<tr style='display:none'><td><td><tr><td>c<td>d</table>"
    )
    assert rows(reading.grids[0]) == [["a", "b"], ["c", "d"]]
    assert [(i.code, i.text) for i in reading.issues] == [("hidden_rows", "2")]


def test_hidden_cells_and_words_are_not_printed(read: Read) -> None:
    [grid] = read(
        "<table><tr><td>a<span style='mso-hide:all'>隐</span>"
        "<td style='display:none'>x<td>b</table>"
    ).grids
    assert rows(grid) == [["a", "b"]]


def test_comments_and_conditional_blocks_of_word_are_no_text(read: Read) -> None:
    [grid] = read(
        "<table><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
        "<tr><td>a<!-- b --><o:p>&nbsp;</o:p><td><![if !supportEmptyParas]>c<![endif]></td></tr>"
        "<![if supportMisalignedColumns]><tr style='display:none'><td width=9></td></tr><![endif]>"
        "<xml><o:Data>secret</o:Data></xml></table>"
    ).grids
    assert rows(grid) == [["a", "c"]]


def test_a_table_in_a_cell_is_a_table_of_its_own_and_no_text_of_the_cell(read: Read) -> None:
    outer, inner = read(
        "<table><tr><td>项目名称<td>河道<tr><td>主管部门<td>水务局<tr><td>指标<td>见表"
        "<table><tr><td>数量<td>5<tr><td>质量<td>6</table></table>"
    ).grids
    assert rows(outer) == [["项目名称", "河道"], ["主管部门", "水务局"], ["指标", "见表"]]
    assert rows(inner) == [["数量", "5"], ["质量", "6"]]


def test_layout_tables_are_seen_through_and_their_lines_head_the_tables_in_them(
    read: Read,
) -> None:
    first, second = read(
        "<table><tr><td>首页 | 公开<tr><td>栏目<td><h2>绩效目标表</h2><p>（2024年度）"
        "<table><tr><td>a<td>b</table><p>第二张<table><tr><td><table><tr><td>c<td>d</table></table>"
        "<tr><td>版权</table>"
    ).grids
    assert rows(first) == [["a", "b"]]
    assert rows(second) == [["c", "d"]]
    assert [line.text for line in first.heading][-2:] == ["绩效目标表", "（2024年度）"]
    assert [line.text for line in second.heading] == ["第二张"]


def test_a_title_in_a_frame_heads_the_next_table(read: Read) -> None:
    [grid] = read(
        "<table><tr><td>项目支出绩效目标表<tr><td>（2024年度）</table><table><tr><td>a<td>b</table>"
    ).grids
    assert [line.text for line in grid.heading] == ["项目支出绩效目标表", "（2024年度）"]


def test_captions_and_text_strayed_between_rows_stand_above_the_table(read: Read) -> None:
    [grid] = read(
        "<table><caption>目标表</caption><tr><td>a<td>b</tr>单位：万元<tr><td>c<td>d</table>"
    ).grids
    assert rows(grid) == [["a", "b"], ["c", "d"]]
    assert {line.text for line in grid.heading} == {"单位：万元", "目标表"}


def test_cells_without_rows_and_cells_in_a_web_form_are_read(read: Read) -> None:
    [grid] = read(
        "<table><td>a</td><td>b</td><tr><form><td>c</td><td>d</td></form></tr></table>"
    ).grids
    assert rows(grid) == [["a", "b"], ["c", "d"]]


DIVS = """<div id="x"><h3>项目支出绩效目标表</h3><p>(2024年度)</p><div {table}>
<div {row}><div {cell}>项目名称</div><div {cell}>河道整治</div></div>
<div {row}><div {cell}>一级指标</div><div {cell}>二级指标</div><div {cell}>指标值</div></div>
<div {row}><div {cell}>产出指标</div><div {cell}>数量<br>指标</div>
<div {cell}>≥5<b>公里</b></div></div>
</div></div>"""


@pytest.mark.parametrize(
    ("table", "row", "cell"),
    [
        ('style="display:table"', 'style="display:table-row"', 'style="display: table-cell"'),
        ('class="tbl"', 'class="tr odd"', 'class="td"'),
        ("", "", ""),
    ],
    ids=["by style", "by class", "by repetition"],
)
def test_tables_made_of_divs_are_read_by_their_rows(
    read: Read, table: str, row: str, cell: str
) -> None:
    [grid] = read(DIVS.format(table=table, row=row, cell=cell)).grids
    assert rows(grid) == [
        ["项目名称", "河道整治"],
        ["一级指标", "二级指标", "指标值"],
        ["产出指标", "数量\n指标", "≥5公里"],
    ]
    assert [line.text for line in grid.heading] == ["项目支出绩效目标表", "(2024年度)"]


@pytest.mark.parametrize(
    ("beside", "tables"),
    [
        ("<p>备注：</p>", 1),
        ("<p>备注：无</p>", 0),
        ("备注： <p>无</p>", 0),
        ('<div style="display:table-row-group">备注<p>：无</p></div>', 0),
        ("<script>备注：无</script><style>备注：无</style>", 1),
    ],
)
def test_rows_of_divs_are_a_table_where_nearly_nothing_stands_beside_them(
    read: Read, beside: str, tables: int
) -> None:
    page = DIVS.format(table="", row="", cell="").replace(
        "<div ><div >产出", f"{beside}<div><div>产出"
    )
    assert len(read(page).grids) == tables


def test_menus_made_of_divs_are_no_tables(read: Read) -> None:
    menu = "<div class=row><div>首页</div><div>政务公开</div></div>" * 5
    assert not read(f"<div>{menu}</div><p>{'部门预算公开说明' * 9}</p>").grids


def test_forms_made_of_divs_are_read_in_every_part_of_a_page(read: Read) -> None:
    form = DIVS.format(table="", row='class="row"', cell="")
    page = f"<div class=content>{form}</div><div class=content>{form}</div>"
    assert len(read(page).grids) == 2

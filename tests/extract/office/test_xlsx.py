"""Workbooks: cells are read as they are shown; what is hidden is left out and named."""

from decimal import Decimal

import pytest

from extract import read_document
from extract.model import Code, Reason, Refused
from extract.readers.office.shown import shown, shown_text
from tests.extract.office.build import (
    R,
    S,
    packed,
    read,
    read_gated,
    relations,
    source,
    texts,
    workbook,
)

HEAD = '<row r="1">' + "".join(
    f'<c r="{name}1" t="inlineStr"><is><t>{text}</t></is></c>'
    for name, text in zip("ABCD", ("项目名称", "道路", "实施单位", "县局"), strict=True)
)
HEAD += "</row>"


def text(name: str, said: str) -> str:
    return f'<c r="{name}" t="inlineStr"><is><t>{said}</t></is></c>'


def rows(*each: tuple[str, ...]) -> str:
    written = ""
    for n, row in enumerate(each, 1):
        cells = (text(f"{chr(64 + c)}{n}", said) for c, said in enumerate(row, 1) if said)
        written += f'<row r="{n}">{"".join(cells)}</row>'
    return written


FORM = (
    ("项目支出绩效目标表",),
    ("（2024年度）",),
    ("项目名称", "道路"),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "里程", "≥3公里"),
)


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        (0.95, "0%", "95%"),
        (99.995, "0.00E+00", "1.00E+02"),
        (0.954, "0%", "95%"),
        (0.9999999999, "0%", "100%"),
        (0.9549, "0.00%", "95.49%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (999.995, "#,##0.00", "1,000.00"),
        (1.005, "0.00", "1.01"),
        (0, "#,##0", "0"),
        (0.5, "#.##", ".5"),
        (3, "#.##", "3."),
        (1234567, "#,##0,", "1,235"),
        (10000000, '0\\.0,"万元"', "1000.0万元"),
        (12345, '0!.0,"万"', "1.2万"),
        (0.95, '"≥"0%', "≥95%"),
        (38508, '0"人"', "38508人"),
        (38508, "0人", "38508人"),
        (0, '[=0]"无";General', "无"),
        (7, '[=0]"无";General', "7"),
        (95, '[>=90]"优";[>=60]"合格";"不合格"', "优"),
        (60, '[>=90]"优";[>=60]"合格";"不合格"', "合格"),
        (-5, "0;(0)", "(5)"),
        (-5, "0.00;[Red]-0.00", "-5.00"),
        (0, '0;-0;"-"', "-"),
        (5, ";;;", ""),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (1234.5, "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ", "¥1,234.50"),
        (1234, "[$¥-804]#,##0", "¥1,234"),
        (5, "000000", "000005"),
        (123456789, "000-000-000", "123-456-789"),
        (0.75, "# ?/?", "3/4"),
        (2.5, "# ?/?", "2 1/2"),
        (12345, "0.00E+00", "1.23E+04"),
        (0.3, "General", "0.3"),
        (0.1 + 0.2, "General", "0.3"),
        (100, "General", "100"),
        (330102199001011, "General", "330102199001011"),
        (12, "G/通用格式", "12"),
        (12, 'G/通用格式"个"', "12个"),
        (45657, "yyyy/m/d", "2024/12/31"),
        (45657, 'yyyy"年"m"月"d"日"', "2024年12月31日"),
        (45657, 'yyyy"年"m"月"d"日";@', "2024年12月31日"),
        (45657, '[$-804]yyyy"年"m"月";@', "2024年12月"),
        (45657, "yyyy-mm-dd", "2024-12-31"),
        (45657, "[DBNum1][$-804]yyyy年m月d日", "二〇二四年十二月三十一日"),
        (45657.75, "yyyy/m/d h:mm", "2024/12/31 18:00"),
        (45657.75, "上午/下午h时mm分", "下午6时00分"),
        (1.5, "[h]:mm", "36:00"),
        (45657, "aaaa", "星期二"),
        (45657, "d-mmm-yy", "31-Dec-24"),
        (120, "[DBNum1]General", "一百二十"),
        (120, "[DBNum2][$-804]General", "壹佰贰拾"),
        (5, "@", "5"),
        (-1, "yyyy/m/d", "-1"),
        (5, '"共"0"项"', "共5项"),
        (12.5, '0.0"万元/年"', "12.5万元/年"),
        (65000, '0!.0,"万元"', "6.5万元"),
        (3, '"好"0!', "好3!"),
    ],
)
def test_a_number_is_shown_by_its_format(value: float, code: str, printed: str) -> None:
    assert shown(value, code) == printed


def test_days_of_1904_are_counted_from_there() -> None:
    assert shown(44195, "yyyy/m/d", epoch_1904=True) == "2024/12/31"


@pytest.mark.parametrize(
    "code", ["", "[", '"', "\\", ";", ";;;;", "[$", "*", "_", "0" * 5000, "/", "E+"]
)
def test_a_code_that_nobody_understands_shows_something_and_raises_nothing(code: str) -> None:
    for value in (0.0, -1.5, 1e15, 1e300, float("inf"), float("nan")):
        assert isinstance(shown(value, code), str)
    assert isinstance(shown_text("a", code), str)


def test_a_text_is_shown_by_the_section_for_texts() -> None:
    assert shown_text("3", '@"人"') == "3人"
    assert shown_text("内部", ";;;") == ""


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="0%"/></numFmts>'
    "<fonts><font/><font><strike/></font></fonts>"
    '<cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="4"/><xf fontId="1"/></cellXfs>'
)


def test_what_a_cell_shows_is_read_and_what_it_stores_is_told_where_that_is_another_number() -> (
    None
):
    data = workbook(
        HEAD + '<row r="2"><c r="A2" s="1"><v>0.954</v></c><c r="B2" s="1"><v>0.95</v></c>'
        '<c r="C2" s="2"><v>1234.5</v></c></row>',
        styles=STYLES,
    )
    reading = read(data)
    assert texts(reading)[0][4:7] == ["95%", "95%", "1,234.50"]
    [told] = [issue.text for issue in reading.issues if issue.code is Code.VALUE_ROUNDED]
    assert told == "目标表!A2 95% (0.954)"


def test_every_cell_has_its_place_by_sheet_and_name() -> None:
    [grid] = read(workbook(rows(*FORM))).grids
    assert {each.text: each.place for each in grid.cells}["≥3公里"] == "目标表!D5"
    assert [line.text for line in grid.heading] == ["项目支出绩效目标表", "（2024年度）"]


def test_merged_cells_are_one_and_what_stands_under_them_is_not_shown() -> None:
    data = workbook(
        rows(("甲", "乙"), ("丙", "丁")), after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    )
    reading = read(data)
    [grid] = reading.grids
    assert [issue.text for issue in reading.issues] == ["目标表: 1 cell(s) below merged ones"]
    assert [(c.text, c.row, c.rowspan) for c in grid.cells] == [
        ("甲", 0, 2),
        ("乙", 0, 1),
        ("丁", 1, 1),
    ]


def test_rows_columns_and_sheets_that_are_hidden_are_left_out_and_named() -> None:
    written = rows(("项目名称", "道路", "旧"), ("旧行",), ("甲", "乙"))
    data = workbook(
        written.replace('<row r="2">', '<row r="2" hidden="1">'),
        before='<cols><col min="3" max="3" hidden="1"/></cols>',
    )
    reading = read(data)
    assert texts(reading) == [["项目名称", "道路", "甲", "乙"]]
    assert [i.text for i in reading.issues if i.code is Code.HIDDEN_ROWS] == [
        "目标表: 1 row(s), column(s) C"
    ]
    hidden = workbook(rows(*FORM), sheet='name="旧稿" state="veryHidden"')
    assert [i.text for i in read(hidden).issues] == ["sheet 旧稿"]
    assert read(hidden).grids == ()


def test_a_merged_cell_that_begins_in_a_hidden_row_shows_its_text_below() -> None:
    written = rows(("甲", "乙"), ("", "丙"), ("丁", "戊"))
    data = workbook(
        written.replace('<row r="1">', '<row r="1" hidden="1">'),
        after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
    )
    assert texts(read(data)) == [["甲", "丙", "丁", "戊"]]


def test_a_formula_counts_by_its_stored_result_and_without_one_is_told() -> None:
    written = HEAD + (
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>"是"</f><v>是</v></c>'
        '<c r="C2"><f>SUM(A1)</f></c></row>'
    )
    reading = read_gated(workbook(written))
    assert texts(reading)[0][4:7] == ["2", "是", ""]
    [told] = [issue.text for issue in reading.issues if issue.code is Code.CELL_UNREAD]
    assert told == "目标表!C2: a formula without a stored result: =SUM(A1)"
    assert reading.incomplete is not None


@pytest.mark.parametrize(
    ("kind", "stored", "told"),
    [("", "<v></v>", True), ("", "<v/>", True), ('t="str"', "<v></v>", False)],
)
def test_an_empty_result_is_none_unless_it_is_a_text(kind: str, stored: str, told: bool) -> None:
    cell = f'<c r="A2"><v>7</v></c><c r="C2" {kind}><f>SUM(A1)</f>{stored}</c>'
    reading = read_gated(workbook(f'{HEAD}<row r="2">{cell}</row>'))
    assert (Code.CELL_UNREAD in [issue.code for issue in reading.issues]) is told


def test_runs_of_a_text_are_joined_and_how_they_are_pronounced_is_left_out() -> None:
    strings = (
        "<si><r><t>500m</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r></si>"
        "<si><t>道路</t><rPh sb='0' eb='2'><t>daolu</t></rPh></si>"
        "<si><r><rPr><strike/></rPr><t>80%</t></r><r><t>95%</t></r></si>"
        "<si><t>第一行_x000D_\n第二行</t></si>"
    )
    cells = "".join(f'<c t="s"><v>{n}</v></c>' for n in range(4))
    reading = read_gated(workbook(f"{HEAD}<row>{cells}</row>", strings=strings))
    assert texts(reading)[0][4:] == ["500m²", "道路", "95%", "第一行\n第二行"]
    assert [i.text for i in reading.issues if i.code is Code.TEXT_WITHDRAWN] == ["目标表!C2: 80%"]


def test_a_cell_that_is_struck_through_is_withdrawn() -> None:
    written = HEAD + '<row r="2"><c r="A2" s="3" t="inlineStr"><is><t>作废</t></is></c></row>'
    reading = read_gated(workbook(written, styles=STYLES))
    assert "作废" not in texts(reading)[0]
    assert [i.text for i in reading.issues if i.code is Code.TEXT_WITHDRAWN] == ["目标表!A2: 作废"]


def test_errors_and_truth_values_are_read_as_shown() -> None:
    written = (
        '<row><c t="e"><v>#REF!</v></c><c t="b"><v>1</v></c><c t="d"><v>2024-12-31</v></c></row>'
    )
    assert texts(read(workbook(written))) == [["#REF!", "TRUE", "2024/12/31"]]


def test_forms_side_by_side_are_tables_of_their_own_and_so_are_forms_below_each_other() -> None:
    beside = [row + ("",) * (5 - len(row)) + row for row in FORM]
    grids = read_gated(workbook(rows(*beside))).grids
    assert [grid.cells[0].place for grid in grids] == ["目标表!A3", "目标表!F3"]
    below = read_gated(workbook(rows(*FORM, (), *FORM))).grids
    assert [grid.cells[0].place for grid in below] == ["目标表!A3", "目标表!A9"]
    assert [line.text for line in below[1].heading] == ["项目支出绩效目标表", "（2024年度）"]


def test_forms_without_a_column_between_are_parted_where_titles_or_names_begin_anew() -> None:
    wide = [row + ("",) * (4 - len(row)) for row in FORM]
    beside = [row + row for row in wide]
    grids = read_gated(workbook(rows(*beside))).grids
    assert [grid.cells[0].place for grid in grids] == ["目标表!A3", "目标表!E3"]
    shared = [*FORM[:2], *(row + row for row in wide[2:])]  # one title over both
    for band in (shared, [*shared[:2], (), *shared[2:]]):
        grids = read_gated(workbook(rows(*band))).grids
        titles = [[line.text for line in grid.heading] for grid in grids]
        assert titles == [["项目支出绩效目标表", "（2024年度）"]] * 2
    halves = [*wide[:3], *(row + row for row in wide[3:])]  # a block in two halves opens once
    assert len(read_gated(workbook(rows(*halves))).grids) == 1
    crossed = [*beside, (*["说明"] * 3, "合并")]
    merged = '<mergeCells><mergeCell ref="D6:E6"/></mergeCells>'
    assert len(read_gated(workbook(rows(*crossed), after=merged)).grids) == 1


@pytest.mark.parametrize(
    ("stray", "gap", "kept"),
    [
        (("", "", "差异", "5"), 1, False),
        (("", "", "差异", "5"), 0, True),
        (("产出指标", "数量指标", "桥梁", "≥8座"), 1, True),
    ],
)
def test_what_stands_below_a_frame_behind_an_empty_row_is_none_of_its_rows(
    stray: tuple[str, ...], gap: int, kept: bool
) -> None:
    styles = (
        '<borders><border/><border><left style="thin"/></border></borders>'
        '<cellXfs><xf/><xf borderId="1"/></cellXfs>'
    )
    framed = rows(*FORM).replace("<c ", '<c s="1" ')
    numbered = rows(*[()] * (len(FORM) + gap), stray).rpartition("<row")
    reading = read_gated(workbook(framed + numbered[1] + numbered[2], styles=styles))
    told = [issue.text for issue in reading.issues if issue.code is Code.ROW_IGNORED]
    assert (stray[3] in texts(reading)[0], told) == (kept, [] if kept else ["差异 | 5"])


def test_an_empty_column_within_a_form_parts_nothing() -> None:
    wide = [(*row[:2], "", *row[2:]) for row in FORM]
    assert len(read_gated(workbook(rows(*wide))).grids) == 1


def test_text_boxes_above_a_table_are_lines_and_others_are_told() -> None:
    anchor = (
        "<x:twoCellAnchor><x:from><x:col>0</x:col><x:row>{row}</x:row></x:from><x:sp><x:txBody>"
        "<a:p><a:r><a:t>单位：万元</a:t></a:r></a:p></x:txBody></x:sp></x:twoCellAnchor>"
    )

    def drawn(row: int) -> bytes:
        return workbook(
            rows(*FORM[2:]),
            more={
                "xl/worksheets/_rels/sheet1.xml.rels": relations({"drawing": "../drawings/d.xml"}),
                "xl/drawings/d.xml": '<x:wsDr xmlns:x="x" xmlns:a="a">'
                f"{anchor.format(row=row)}</x:wsDr>",
            },
        )

    [grid] = read(drawn(0)).grids
    assert [line.text for line in grid.heading] == ["单位：万元"]
    told = [i.text for i in read_gated(drawn(2)).issues if i.code is Code.PRINT_UNREAD]
    assert told == ["目标表!A3: a text box: 单位：万元"]


def test_a_workbook_without_any_text_has_no_content() -> None:
    with pytest.raises(Refused) as refused:
        read(workbook('<row r="1"><c r="A1" s="1"/></row>'))
    assert refused.value.reason is Reason.NO_CONTENT


def test_a_workbook_of_pictures_needs_text_recognition() -> None:
    picture = "<x:wsDr xmlns:x='x'><x:twoCellAnchor><x:pic/></x:twoCellAnchor></x:wsDr>"
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations({"drawing": "../drawings/d.xml"}),
        "xl/drawings/d.xml": picture,
    }
    with pytest.raises(Refused) as refused:
        read(workbook("", more=more))
    assert refused.value.reason is Reason.NEEDS_OCR


@pytest.mark.parametrize("stored", ["0.3", "1E-2", "12"])
def test_general_numbers_are_shown_exactly(stored: str) -> None:
    [[printed]] = texts(read(workbook(f"<row><c><v>{stored}</v></c></row>")))
    assert Decimal(printed) == Decimal(stored)


def test_no_table_goes_on_on_another_sheet() -> None:
    form, words = rows(*FORM), rows(FORM[3], ("产出指标", "质量指标", "示例", "100%"))
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="worksheet{n}"/>' for n in (1, 2))
    book = packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}),
            "xl/workbook.xml": f"<workbook {S} {R}><sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(
                {f"worksheet{n}": f"worksheets/sheet{n}.xml" for n in (1, 2)}
            ),
            **{
                f"xl/worksheets/sheet{n}.xml": f"<worksheet {S}><sheetData>{data}</sheetData>"
                "</worksheet>"
                for n, data in enumerate((form, words), 1)
            },
        }
    )
    [first, *_] = read_document(source(book)).forms
    assert [row.name for row in first.indicators] == ["里程"]


def test_a_form_told_a_cell_a_line_in_one_column_is_signalled() -> None:
    lines = ("一级指标", "二级指标", "三级指标", "指标值", "产出指标", "数量指标", "里程", "≥3公里")
    reading = read_gated(workbook(rows(*((line,) for line in lines))))
    assert Code.UNRULED_FORM in {issue.code for issue in reading.issues}


@pytest.mark.parametrize(
    ("colour", "fill", "more", "shown"),
    [
        ('rgb="FFFFFFFF"', "none", "", False),
        ('theme="0"', "none", "", False),
        ('rgb="FFFFFFFF"', "solid", "", True),
        ('rgb="FFFFFFFF"', "none", "<conditionalFormatting/>", True),
        ('rgb="FFFF0000"', "none", "", True),
        ('theme="1"', "none", "", True),
    ],
)
def test_what_is_written_in_the_colour_of_the_paper_is_left_out_and_told(
    colour: str, fill: str, more: str, shown: bool
) -> None:
    styles = (
        f"<fonts><font/><font><color {colour}/></font></fonts>"
        f'<fills><fill><patternFill patternType="{fill}"/></fill></fills>'
        '<cellXfs><xf/><xf fontId="1" fillId="0"/></cellXfs>'
    )
    written = HEAD + '<row r="2"><c r="A2"><v>7</v></c><c r="B2" s="1"><v>60</v></c></row>'
    reading = read_gated(workbook(written, styles=styles, after=more))
    assert ("60" in texts(reading)[0]) is shown
    told = [issue.text for issue in reading.issues if issue.code is Code.HIDDEN_ROWS]
    assert told == ([] if shown else ["目标表!B2: in the colour of the paper: 60"])

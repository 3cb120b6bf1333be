"""Word documents: what is printed is read, in its place; what is not printed is not."""

import pytest

from extract import read_document
from extract.model import Code, Reason, Refused
from tests.extract.office.build import (
    W,
    cell,
    document,
    packed,
    paragraph,
    read,
    read_gated,
    relations,
    run,
    source,
    table,
    texts,
)

FORM = (
    cell(paragraph(run("项目名称"))) + cell(paragraph(run("道路")), '<w:gridSpan w:val="3"/>'),
    "".join(cell(paragraph(run(text))) for text in ("一级指标", "二级指标", "三级指标", "指标值")),
)


def row(*texts: str) -> str:
    return "".join(cell(paragraph(run(text))) for text in texts)


def told(data: bytes, code: Code) -> list[str]:
    return [issue.text for issue in read_gated(data).issues if issue.code is code]


def value(inside: str) -> str:
    """The text of a value's cell in a small form."""
    rows = (*FORM, row("产出指标", "数量指标", "里程") + cell(inside))
    return texts(read(document(table(*rows))))[0][-1]


def test_merged_cells_are_one_with_their_spans_and_every_cell_has_its_place() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    [grid] = read(
        document(
            paragraph(run("标题"))
            + table(
                cell(paragraph(run("甲")), f'{wide}<w:vMerge w:val="restart"/>') + row("乙"),
                cell("<w:p/>", f"{wide}<w:vMerge/>") + row("丙"),
                row("丁", "戊", "己"),
            )
        )
    ).grids
    first = grid.cells[0]
    assert (first.text, first.rowspan, first.colspan) == ("甲", 2, 2)
    assert [line.text for line in grid.heading] == ["标题"]
    places = {each.text: each.place for each in grid.cells}
    assert places["丙"] == "table 1 row 2 col 3"
    assert places["戊"] == "table 1 row 3 col 2"


def test_places_count_all_tables_as_printed() -> None:
    grids = read_gated(document(table(row("天气", "晴")) + "<w:p/>" + table(*FORM))).grids
    assert [grid.cells[0].place for grid in grids] == ["table 2 row 1 col 1"]


def wide(text: str, width: int) -> str:
    return cell(paragraph(run(text)), f'<w:tcW w:w="{width}" w:type="dxa"/>')


def test_rows_without_spans_stand_in_the_columns_that_their_widths_tell() -> None:
    rows = (
        wide("项目名称", 2000) + wide("道路", 6010),
        wide("一级", 2010) + wide("二级", 1990) + wide("三级", 2000) + wide("指标值", 2000),
        wide("金额", 4000) + wide("3万元", 4000),
    )
    [grid] = read(document(table(*rows))).grids
    placed = {each.text: (each.col, each.colspan) for each in grid.cells}
    assert placed["道路"] == (1, 3)
    assert placed["3万元"] == (2, 2)
    short = (wide("甲", 2000) + wide("乙", 2000), wide("丙", 2000))
    [grid] = read(document(table(*short))).grids
    assert [each.colspan for each in grid.cells] == [1, 1, 1]


def test_cells_before_a_row_begins_leave_their_columns_free() -> None:
    rows = (
        row("甲", "乙", "丙"),
        f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{row("丁", "戊")}',
    )
    [grid] = read(document(table(*rows))).grids
    assert {each.text: each.col for each in grid.cells}["丁"] == 1


RUBY = (
    "<w:p><w:r><w:ruby><w:rt><w:r><w:t>dao</w:t></w:r></w:rt><w:rubyBase><w:r>"
    "<w:t>道</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (paragraph(run("≥"), run("95%")), "≥95%"),
        (paragraph(run("第一行")) + paragraph(run("第二行")), "第一行\n第二行"),
        (paragraph("<w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r>"), "第一行\n第二行"),
        (paragraph('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', run("95%")), "≥95%"),
        (paragraph(run("\uf0b395%")), "≥95%"),
        (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run("是")), "☑是"),
        (paragraph(run("原80%", "<w:vanish/>"), run("≥95%")), "≥95%"),
        (paragraph(run("80%", "<w:strike/>"), run("≥95%")), "≥95%"),
        (paragraph(run("80%", '<w:strike w:val="0"/>')), "80%"),
        (paragraph("<w:del><w:r><w:delText>80%</w:delText></w:r></w:del>", run("95%")), "95%"),
        (paragraph(f"<w:ins>{run('95%')}</w:ins>"), "95%"),
        (paragraph(f"<w:moveFrom>{run('80%')}</w:moveFrom>", run("95%")), "95%"),
        (paragraph(f"<w:hyperlink>{run('95%')}</w:hyperlink>"), "95%"),
        (f"<w:sdt><w:sdtContent>{paragraph(run('95%'))}</w:sdtContent></w:sdt>", "95%"),
        (paragraph(run("250"), run("1", '<w:vertAlign w:val="superscript"/>')), "250"),
        (paragraph(run("500m"), run("2", '<w:vertAlign w:val="superscript"/>')), "500m²"),
        (paragraph("<m:oMath><m:r><m:t>≥95%</m:t></m:r></m:oMath>"), "≥95%"),
        (
            paragraph(
                "<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t>"
                "</m:r></m:den></m:f></m:oMath>"
            ),
            "3/4",
        ),
        (paragraph(run("3", "<w:i/>"), "<w:r><w:tab/></w:r>", run("次")), "3 次"),
        (RUBY, "道"),
    ],
)
def test_a_text_is_read_as_it_is_printed(inside: str, shown: str) -> None:
    assert value(inside) == shown


def field(begin: str, instruction: str, result: str | None) -> str:
    middle = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{begin}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{middle}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (field("", " FORMTEXT ", run("≥95%")), "≥95%"),
        (
            field(
                "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>", "FORMCHECKBOX", None
            ),
            "☑",
        ),
        (
            field(
                '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="优"/>'
                '<w:listEntry w:val="良"/></w:ddList></w:ffData>',
                "FORMDROPDOWN",
                None,
            ),
            "良",
        ),
        (f'<w:fldSimple w:instr="DATE">{run("2024年")}</w:fldSimple>', "2024年"),
    ],
    ids=["text", "box", "list", "simple"],
)
def test_of_a_field_the_result_is_read_and_never_its_instruction(written: str, shown: str) -> None:
    assert value(paragraph(written)) == shown


def test_a_field_that_prints_and_stored_no_result_is_told() -> None:
    rows = (*FORM, row("产出指标", "数量指标", "里程") + cell(paragraph(field("", "EQ ①", None))))
    data = document(table(*rows))
    assert told(data, Code.PRINT_UNREAD) == ["table 1 row 3: a field without a result: EQ ①"]
    assert read_gated(data).incomplete is not None


def test_what_is_struck_or_deleted_with_tracking_is_told() -> None:
    deleted = "<w:trPr><w:del/></w:trPr>"
    gone = paragraph("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>")
    rows = (*FORM, deleted + cell(gone) * 4, row("产出指标", "数量指标", "里程", "≥3公里"))
    data = document(table(*rows))
    assert told(data, Code.TEXT_WITHDRAWN) == ["旧 | 旧 | 旧 | 旧"]
    assert texts(read(data))[0][-4:] == ["产出指标", "数量指标", "里程", "≥3公里"]


def test_a_hidden_row_is_left_out_and_counted() -> None:
    hidden = "<w:trPr><w:hidden/></w:trPr>" + cell(paragraph(run("草稿", "<w:vanish/>"))) * 4
    data = document(table(*FORM, hidden))
    assert told(data, Code.HIDDEN_ROWS) == ["1 row(s)"]
    assert "草稿" not in texts(read(data))[0]


def test_styles_hide_and_strike_as_runs_do() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr>'
        '</w:style><w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        "</w:styles>"
    )
    hidden = "<w:r><w:rPr><w:rStyle w:val='b'/></w:rPr><w:t>草稿</w:t></w:r>"
    rows = table(*FORM, cell(paragraph(hidden, run("定稿"))) * 4)
    [grid] = read(document(rows, {"styles": styles})).grids
    assert grid.cells[-1].text == "定稿"


def numbered(*lines: str) -> str:
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return "".join(f"<w:p>{listed}{run(line)}</w:p>" for line in lines)


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("decimal", "%1.", "1. 修路\n2. 架桥"),
        ("chineseCounting", "%1、", "一、 修路\n二、 架桥"),
        ("decimalEnclosedCircleChinese", "%1", "① 修路\n② 架桥"),
        ("bullet", "\uf0b7", "修路\n架桥"),
    ],
)
def test_numbers_of_a_list_are_printed_before_its_lines(kind: str, text: str, shown: str) -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num></w:numbering>'
    )
    rows = table(*FORM, cell(numbered("修路", "架桥")) * 1 + row("", "", ""))
    [grid] = read(document(rows, {"numbering": numbering})).grids
    assert next(each.text for each in grid.cells if each.row == 2) == shown


def box(inside: str) -> str:
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once_where_they_are_anchored() -> None:
    assert value(paragraph(box(paragraph(run("≥95%"))))) == "≥95%"
    [grid] = read(document(paragraph(box(paragraph(run("单位：万元")))) + table(*FORM))).grids
    assert [line.text for line in grid.heading] == ["单位：万元"]


def test_a_small_table_in_a_cell_is_the_cells_text_and_a_form_is_a_table() -> None:
    small = table(row("一季度", "3次"), row("二季度", "4次")) + "<w:p/>"
    assert value(small) == "一季度 3次\n二季度 4次"
    outer = table(cell(table(*FORM) + "<w:p/>"))
    [grid] = read_gated(document(outer)).grids
    assert grid.cells[0].text == "项目名称"


PICTURE = (
    '<w:r><w:drawing><wp:{kind}{behind}><wp:extent cx="{size}" cy="{size}"/><a:blip/></wp:{kind}>'
    "</w:drawing></w:r>"
)


def picture(kind: str, centimetres: float, behind: str = "") -> str:
    size = round(centimetres * 360_000)
    return paragraph(PICTURE.format(kind=kind, size=size, behind=behind))


def test_pictures_in_and_beside_forms_are_told_and_seals_are_not() -> None:
    large, seal = picture("inline", 12), picture("anchor", 4.2)
    in_a_cell = table(*FORM, row("产出指标", "数量指标", "里程") + cell(picture("inline", 3)))
    assert told(document(in_a_cell), Code.PRINT_UNREAD)
    assert told(document(table(*FORM) + large), Code.PRINT_UNREAD)
    assert not told(document(table(*FORM) + seal), Code.PRINT_UNREAD)
    behind = picture("anchor", 15, ' behindDoc="1"')
    assert not told(document(table(*FORM) + behind), Code.PRINT_UNREAD)


def test_a_document_of_pictures_needs_text_recognition() -> None:
    with pytest.raises(Refused) as refused:
        read(document(picture("inline", 15)))
    assert refused.value.reason is Reason.NEEDS_OCR


def test_an_announced_form_that_is_a_picture_makes_the_document_partial() -> None:
    data = document(paragraph(run("项目支出绩效目标表")) + picture("inline", 15))
    assert read_gated(data).incomplete is Reason.NEEDS_OCR


def test_a_page_that_the_document_holds_whole_is_read_and_anything_else_of_the_kind_is_told() -> (
    None
):
    def holding(part: str) -> bytes:
        body = "<w:altChunk xmlns:r='r' r:id='aFChunk'/>"
        return packed(
            {
                "[Content_Types].xml": "<Types/>",
                "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
                "word/_rels/document.xml.rels": relations({"aFChunk": "chunk.htm"}),
                "word/document.xml": f"<w:document {W}><w:body>"
                f"{paragraph(run('项目支出绩效目标表'))}{body}</w:body></w:document>",
                "word/chunk.htm": part,
            }
        )

    page = "<html><body><table><tr><td>项目名称<td>道路<tr><td>实施单位<td>县局</table></html>"
    [grid] = read_gated(holding(page)).grids
    assert grid.cells[-1].place == "table 1 row 2 col 2"
    assert told(holding("{\\rtf1 x}"), Code.PRINT_UNREAD) == ["an embedded document"]


def test_a_document_without_its_main_part_is_damaged() -> None:
    data = packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
            "word/styles.xml": "<w/>",
        }
    )
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.reason is Reason.DAMAGED


def test_a_form_printed_without_a_table_is_signalled() -> None:
    lines = ("一级指标", "二级指标", "三级指标", "指标值", "产出指标", "数量指标", "里程", "≥3公里")
    data = document("".join(paragraph(run(line)) for line in lines))
    assert told(data, Code.UNRULED_FORM)


def test_several_indicators_in_one_row_are_read_line_by_line() -> None:
    names = paragraph(run("1.新建渠道")) + paragraph(run("2.新建水闸"))
    values = paragraph(run("3公里")) + paragraph(run("5座"))
    rows = (*FORM, row("产出指标", "数量指标") + cell(names) + cell(values))
    [form] = read_document(source(document(table(*rows)))).forms
    assert [(i.name, i.value) for i in form.indicators] == [
        ("新建渠道", "3公里"),
        ("新建水闸", "5座"),
    ]
    assert [issue.code for issue in form.issues] == [Code.ROW_PARTED]


def test_what_stands_at_the_head_of_a_sections_pages_heads_its_forms() -> None:
    def section(head: str) -> str:
        return f'<w:sectPr><w:headerReference w:type="default" r:id="{head}"/></w:sectPr>'

    def part(text: str) -> str:
        return f"<w:hdr {W}>{paragraph(run(text))}{paragraph(run('1'))}</w:hdr>"

    rows = (*FORM, row("产出指标", "数量指标", "里程", "≥3公里"))
    body = table(*rows) + f"<w:p><w:pPr>{section('header1')}</w:pPr></w:p>"
    body += table(*rows) + f"<w:p><w:pPr>{section('header1')}</w:pPr></w:p>"
    body += table(*rows) + section("header2")
    parts = {"header1": part("2023年度项目支出绩效目标表"), "header2": part("2024年度项目绩效表")}
    headed = body.replace("r:id=", 'xmlns:r="x" r:id=')
    reading = read(document(headed, parts))
    lines = [[line.text for line in grid.heading] for grid in reading.grids]
    assert lines == [["2023年度项目支出绩效目标表"]] * 2 + [["2024年度项目绩效表"]]


def test_a_form_at_the_head_of_the_pages_is_one_form() -> None:
    rows = (*FORM, row("产出指标", "数量指标", "里程", "≥3公里"))
    head = f"<w:hdr {W}>{paragraph(run('项目支出绩效目标表'))}{table(*rows)}</w:hdr>"
    section = (
        '<w:sectPr xmlns:r="x"><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    )
    body = f"<w:p><w:pPr>{section}</w:pPr></w:p>{paragraph(run('正文'))}{section}"
    reading = read(document(body, {"header1": head}))
    assert [[line.text for line in grid.heading] for grid in reading.grids] == [
        ["项目支出绩效目标表"]
    ]

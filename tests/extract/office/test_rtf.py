"""Rich text: tables by the edges of their cells, characters in every way of writing them."""

from __future__ import annotations

import pytest

from extract import Source, read_document
from extract.model import Code, Document, Reason, Refused
from extract.readers.office.old_words import RTF
from tests.extract.office.build import read_gated

ROWS = (
    ("项目名称", "道路", "主管部门", "交通局"),
    ("年度目标", "通车", "资金总额（万元）", "10"),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "新建道路", "≥12公里"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)
WHOLE = ["≥12公里", "≥90%"]

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f1\fcharset2 Symbol;}{\f2\fcharset0 Arial;}}"
)
TITLE = "项目支出绩效目标表"


def by_number(text: str) -> str:
    """Characters by their numbers, as word processors write them."""
    return "".join(f"\\u{code if code < 32768 else code - 65536}?" for code in map(ord, text))


def in_gbk(text: str) -> str:
    """Characters byte by byte, as older programs write them."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))


def row(cells: tuple[str, ...], edges: tuple[str, ...] | None = None, written=by_number) -> str:  # type: ignore[no-untyped-def]
    ends = edges or tuple(f"\\cellx{2000 * (n + 1)}" for n in range(len(cells)))
    body = "".join(f"\\pard\\intbl {written(cell)}\\cell" for cell in cells)
    return f"\\trowd{''.join(ends)}{body}\\row"


def text(rows: str, above: str = by_number(TITLE)) -> bytes:
    return f"{HEAD}\\pard {above}\\par{rows}\\pard\\par}}".encode("gb18030")


def read(data: bytes) -> Document:
    return read_document(Source(name="a.rtf", data=data, sha256="0" * 64))


def values(data: bytes) -> list[str]:
    return [each.value for form in read(data).forms for each in form.indicators]


@pytest.mark.parametrize("written", [by_number, in_gbk, str])
def test_characters_are_read_however_they_are_written(written) -> None:  # type: ignore[no-untyped-def]
    data = text("".join(row(each, written=written) for each in ROWS), above=written(TITLE))
    [form] = read(data).forms
    assert form.title == TITLE
    assert [each.value for each in form.indicators] == WHOLE
    assert form.fact("project_name") == "道路"


def test_merged_cells_are_found_by_edges_and_flags() -> None:
    wide = ("\\cellx2000", "\\cellx8000")
    sideways = ("\\cellx2000", "\\clmgf\\cellx4000", "\\clmrg\\cellx6000", "\\clmrg\\cellx8000")
    first, rest = "\\clvmgf\\cellx2000", "\\clvmrg\\cellx2000"
    ends = ("\\cellx4000", "\\cellx6000", "\\cellx8000")
    data = text(
        row(("项目名称", "道路"), wide)
        + row(("年度目标", "通车", "", ""), sideways)
        + row(ROWS[2])
        + row(("产出指标", "数量指标", "新建道路", "≥12公里"), (first, *ends))
        + row(("", "质量指标", "合格率", "100%"), (rest, *ends))
    )
    [form] = read(data).forms
    assert form.goal == "通车"
    assert [(each.level1, each.value) for each in form.indicators] == [
        ("产出指标", "≥12公里"),
        ("产出指标", "100%"),
    ]
    reading = RTF.read(Source(name="a", data=data, sha256=""), gate=_open())
    [grid] = reading.grids
    spans = {(c.row, c.col): (c.rowspan, c.colspan) for c in grid.cells}
    assert (spans[0, 1], spans[1, 1], spans[3, 0]) == ((1, 3), (1, 3), (2, 1))
    assert next(c.place for c in grid.cells if c.text == "100%") == "table 1 row 5 col 4"


def _open():  # type: ignore[no-untyped-def]
    from extract.families import gate  # noqa: PLC0415 -- only here

    return gate().opened()


def plain(cell: str) -> str:
    return cell if cell.startswith("{") else by_number(cell)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (r"{\f1 \'b3}{\f0 90%}", "≥90%"),
        (r"{\f1 \u-3917?}90%", "≥90%"),
        (r"{\v 9}" + by_number("≥90%"), "≥90%"),
        (by_number("≥9") + r"{\*\bkmkstart x}{\*\bkmkend x}0%", "≥90%"),
        (r"{\field{\*\fldinst REF x}{\fldrslt " + by_number("≥90%") + "}}", "≥90%"),
        (r"{\uc2\u8805\'a1\'dd}90%", "≥90%"),
        (r"{\*\unknown {nested} text}" + by_number("≥90%"), "≥90%"),
        (r"{\footnote 1}" + by_number("≥90%"), "≥90%"),
        (r"{\upr{x}{\*\ud " + by_number("≥90%") + "}}", None),
    ],
)
def test_what_a_cell_prints_is_read(cell: str, value: str | None) -> None:
    rows = "".join(row(each) for each in ROWS[:4])
    ends = "\\cellx2000\\cellx4000\\cellx6000\\cellx8000"
    body = "".join(f"\\pard\\intbl {by_number(each)}\\cell" for each in ROWS[4][:3])
    data = text(f"{rows}\\trowd{ends}{body}\\pard\\intbl {cell}\\cell\\row")
    found = values(data)
    assert found[0] == "≥12公里"
    assert value is None or found[1] == value


def test_the_mark_of_a_footnote_is_no_digit_of_its_number_and_an_exponent_is_read() -> None:
    rows = [row(each, written=str) for each in ROWS]
    rows[3] = rows[3].replace("≥12公里", r"\u8805?12{\super 1}\'b9\'ab\'c0\'ef")
    rows[4] = rows[4].replace("≥90%", r"≥90m{\super 2}\nosupersub /日")
    document = read(text("".join(rows), above=TITLE))
    assert [each.value for form in document.forms for each in form.indicators] == [
        "≥12公里",
        "≥90m²/日",
    ]
    assert [i.text for i in document.issues if i.code is Code.RAISED_MARK] == ["1"]


def test_deleted_text_is_said_and_not_read() -> None:
    rows = "".join(row(each) for each in ROWS)
    data = text(rows.replace(by_number("≥90%"), "{\\deleted 80%}" + by_number("≥90%")))
    document = read(data)
    assert [each.value for each in document.forms[0].indicators] == WHOLE
    issues = [*document.issues, *document.forms[0].issues]
    assert ("text_withdrawn", "80%") in [(i.code.value, i.text) for i in issues]


def test_a_picture_in_a_form_is_print_that_is_not_read() -> None:
    rows = "".join(row(each) for each in ROWS)
    data = text(rows.replace(by_number("≥90%"), r"{\pict\pngblip 89504e47}"))
    document = read(data)
    issues = [*document.issues, *document.forms[0].issues]
    assert Code.PRINT_UNREAD in [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("drawn", "whole"),
    [
        (r"{\pict\picwgoal1200\pichgoal1200 8950}", True),
        (r"{\pict\picwgoal9000\pichgoal12000 8950}", False),
        (r"{\shp{\*\shpinst{\sp{\sn pib}{\sv {\pict\picwgoal2400\pichgoal2400 89}}}}}", True),
        (r"{\shp{\*\shpinst{\sp{\sn pib}{\sv {\pict\picwgoal9000\pichgoal9000 89}}}}}", False),
        (r"{\shp{\*\shpinst{\sp{\sn fFlipH}{\sv 0}}}}", True),
    ],
)
def test_a_picture_beside_the_tables_counts_where_it_may_hold_one(drawn: str, whole: bool) -> None:
    found = read(text("".join(row(each) for each in ROWS), above=drawn + by_number(TITLE)))
    assert [each.value for each in found.forms[0].indicators] == WHOLE
    assert found.forms[0].title == TITLE
    assert (found.reading.incomplete is None) is whole


def test_heads_of_pages_are_no_text_and_a_nested_table_is_its_cells() -> None:
    nested = (
        r"\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\cellx900\cellx1800"
        r"\nestrow}{\nonesttables\par}"
    )
    rows = "".join(row(each) for each in ROWS)
    data = text(r"{\header 2024}" + rows.replace(by_number("通车"), nested))
    [form] = read(data).forms
    assert form.goal is not None
    assert form.goal.split() == ["a", "b"]
    plain, nesting = (read_gated(each).grids[0] for each in (text(rows), data))
    assert nesting.n_cols == plain.n_cols
    assert [each.value for each in form.indicators] == WHOLE


def test_what_a_group_sets_of_its_paragraph_ends_with_it() -> None:
    listed = r"{\listtext\pard\plain 1.\tab}" + by_number("通车") + r"\par " + by_number("安全")
    rows = row(("年度目标", ""))
    first = rows.replace(r"\pard\intbl " + by_number("年度目标"), r"\pard\intbl " + listed)
    document = read(text(row(ROWS[0]) + first + "".join(row(each) for each in ROWS[2:])))
    reading = RTF.read(Source(name="a", data=text(row(ROWS[0]) + first), sha256=""), gate=_open())
    [grid] = reading.grids
    assert next(cell.text for cell in grid.cells if cell.row == 1) == "1. 通车\n安全"
    assert [each.value for each in document.forms[0].indicators] == WHOLE


def refusal(data: bytes) -> Reason:
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.reason


def test_what_is_nested_without_end_or_empty_is_refused() -> None:
    assert refusal(b"{\\rtf1 " + b"{" * 100_000) is Reason.RESOURCE_LIMIT
    assert refusal(b"{\\rtf1 }") is Reason.NO_CONTENT
    assert refusal(rb"{\rtf1{\pict\pngblip 89504e47}\par}") is Reason.NEEDS_OCR


def test_bytes_of_pictures_and_cut_files_break_nothing() -> None:
    rows = "".join(row(each) for each in ROWS)
    whole = text(rows)
    assert values(whole.replace(b"\\pard ", b"{\\pict\\bin5 {{{{{}\\pard ", 1)) == WHOLE
    for end in range(whole.index(b"trowd"), len(whole) - 1, 97):
        document = read(whole[:end])
        assert document.reading.incomplete is Reason.DAMAGED
        assert Code.END_MISSING in [issue.code for issue in document.issues]
    assert read(whole).reading.incomplete is None

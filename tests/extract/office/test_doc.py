"""Documents of before 2007: read whole and proven, or refused."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from extract import Source, read_document
from extract.model import Code, Document, Reason, Refused
from tests.extract.office.build_doc import (
    DELETED,
    DOWN,
    FIRST_DOWN,
    FIRST_SIDEWAYS,
    HIDDEN,
    IN_TABLE,
    SIDEWAYS,
    Letters,
    Paragraph,
    cell,
    compound,
    document,
    line,
    picture,
    row,
)

HEAD = [
    line("项目支出绩效目标表"),
    line("（2024年度）"),
    *row("项目名称", "道路", "主管部门", "交通局"),
    *row("年度目标", "通车", "", "", flags=(0, FIRST_SIDEWAYS, SIDEWAYS, SIDEWAYS)),
    *row("一级指标", "二级指标", "三级指标", "指标值"),
]
TARGETS = [
    *row("产出指标", "数量指标", "新建道路", "≥12公里", flags=(FIRST_DOWN, 0, 0, 0)),
    *row("", "质量指标", "合格率", "100%", flags=(DOWN, 0, 0, 0)),
    *row("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
]
WHOLE = ["≥12公里", "100%", "≥90%"]


def read(data: bytes) -> Document:
    return read_document(Source(name="a.doc", data=data, sha256="0" * 64))


def values(paragraphs: list[Paragraph]) -> list[str]:
    found = read(document(paragraphs))
    return [each.value for form in found.forms for each in form.indicators]


def refusal(data: bytes) -> Reason:
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.reason


def test_a_form_with_merged_cells_is_read() -> None:
    found = read(document([*HEAD, *TARGETS, line("")]))
    [form] = found.forms
    assert (found.reading.format, form.title, form.fiscal_year) == (
        "doc",
        "项目支出绩效目标表",
        2024,
    )
    assert form.goal == "通车"
    assert [(each.level1, each.value) for each in form.indicators] == [
        ("产出指标", "≥12公里"),
        ("产出指标", "100%"),
        ("满意度指标", "≥90%"),
    ]


@pytest.mark.parametrize(
    "printed",
    [
        cell("≥", "9", "0%"),
        cell(Letters("原", HIDDEN), "≥90%"),
        cell(Letters("\x13 REF x "), Letters("\x14"), "≥90%", Letters("\x15")),
        cell(Letters("≥", b"\x09\x6a" + struct.pack("<HH", 0, 0xF0B3) + b""), "90%"),
        cell("≥90%\x02"),
        cell("≥90%\x1f"),
    ],
)
def test_what_a_cell_prints_is_read(printed: Paragraph) -> None:
    last = [*row("满意度指标", "服务对象满意度指标", "群众满意度", printed)]
    found = values([*HEAD, *TARGETS[:10], *last])
    assert found[:2] == WHOLE[:2]
    assert found[2] in ("≥90%", "\uf0b390%")  # a sign of a font that the file does not name


def test_deleted_text_is_said_and_not_read() -> None:
    changed = cell(Letters("≥80%", DELETED), "≥90%")
    last = [*row("满意度指标", "服务对象满意度指标", "群众满意度", changed)]
    found = read(document([*HEAD, *TARGETS[:10], *last]))
    assert [each.value for each in found.forms[0].indicators] == WHOLE
    issues = [*found.issues, *found.forms[0].issues]
    assert ("text_withdrawn", "≥80%") in [(i.code.value, i.text) for i in issues]


def test_a_picture_in_a_form_is_print_that_is_not_read() -> None:
    last = [*row("满意度指标", "服务对象满意度指标", "群众满意度", cell("\x01"))]
    found = read(document([*HEAD, *TARGETS[:10], *last]))
    issues = [*found.issues, *found.forms[0].issues]
    assert Code.PRINT_UNREAD in [issue.code for issue in issues]


INLINE = Paragraph((Letters("\x01", b"\x03\x6a\0\0\0\0"), Letters("\r")))


@pytest.mark.parametrize(
    ("drawn", "how", "whole"),
    [
        (INLINE, {"data": picture(1200, 1200)}, True),  # a sign, a seal
        (INLINE, {"data": picture(9000, 12000)}, False),  # it may be a page
        (line("\x08"), {"shapes": ((0, 2400, 2400),)}, True),
        (line("\x08"), {"shapes": ((0, 9000, 12000),)}, False),
    ],
)
def test_a_picture_beside_the_tables_counts_where_it_may_hold_one(
    drawn: Paragraph, how: dict[str, Any], whole: bool
) -> None:
    found = read(document([drawn, *HEAD, *TARGETS, line("")], **how))
    assert [each.value for each in found.forms[0].indicators] == WHOLE
    assert (found.reading.incomplete is None) is whole


def test_characters_of_two_units_are_whole() -> None:
    units = "".join(map(chr, struct.unpack("<2H", "𠮷".encode("utf-16-le"))))
    found = read(document([*HEAD, *row("产出指标", "数量指标", f"{units}树", "≥3棵")]))
    assert found.forms[0].indicators[0].name == "𠮷树"


def test_marks_of_cells_that_are_in_no_table_prove_nothing() -> None:
    """As where a program lost the properties of a table, and kept its text."""
    loose = [Paragraph((Letters("新建道路\x07"),)), Paragraph((Letters("≥12公里\x07"),))]
    assert refusal(document([line("项目支出绩效目标表"), *loose])) is Reason.CONVERSION_UNPROVEN


def test_a_row_with_other_cells_than_it_defines_proves_nothing() -> None:
    short = row("产出指标", "数量指标", "新建道路", "≥12公里")
    del short[1]
    assert refusal(document([*HEAD, *short])) is Reason.CONVERSION_UNPROVEN
    unended = row("产出指标", "数量指标", "新建道路", "≥12公里")[:-1]
    assert refusal(document([*HEAD, *unended])) is Reason.CONVERSION_UNPROVEN
    assert refusal(document([*HEAD, *unended, line("x")])) is Reason.CONVERSION_UNPROVEN


def test_a_paragraph_in_a_cell_is_a_line_of_it() -> None:
    several = Paragraph((Letters("通车\r"),), IN_TABLE)
    paragraphs = [*HEAD[:2], *row("项目名称", "道路", "主管部门", "交通局"), *HEAD[12:]]
    goal = [cell("年度目标"), several, cell("安全"), cell(""), cell("")]
    ends = row("", "", "", "", flags=(0, FIRST_SIDEWAYS, SIDEWAYS, SIDEWAYS))[-1]
    found = read(document([*paragraphs[:7], *goal, ends, *paragraphs[7:], *TARGETS]))
    assert found.forms[0].goal == "通车\n安全"


def test_what_is_locked_too_old_or_damaged_is_refused() -> None:
    whole = document([*HEAD, *TARGETS])
    assert refusal(document([*HEAD, *TARGETS], flags=0x0100)) is Reason.ENCRYPTED
    assert refusal(document([*HEAD, *TARGETS], version=0x65)) is Reason.UNSUPPORTED_FORMAT
    assert refusal(compound({"WordDocument": b"\xec\xa5\xc1\0" + bytes(40)})) is Reason.DAMAGED
    assert refusal(compound({"Anything": b"1"})) is Reason.UNSUPPORTED_FORMAT
    for end in range(600, len(whole) - 600, len(whole) // 40):
        assert refusal(whole[:end]) in (Reason.DAMAGED, Reason.UNSUPPORTED_FORMAT)


def test_no_byte_that_is_changed_breaks_the_reader() -> None:
    whole = document([*HEAD, *TARGETS])
    for at in range(0, len(whole), 61):
        data = bytearray(whole)
        data[at] ^= 0xFF
        try:
            found = read(bytes(data))
        except Refused:
            continue
        assert found.reading.format in ("doc", "text")

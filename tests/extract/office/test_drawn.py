"""What is drawn over the cells of older workbooks is read as lines above them, or told."""

from __future__ import annotations

import struct

import pytest

from extract.model import Code
from extract.readers.office.sheets.drawn_records import drawn_objects
from samples.layouts.publications import published
from samples.writers import xls
from tests.extract.office.build import read_gated
from tests.extract.office.test_older_and_saved import odf_cell, spreadsheet

FORMS = published("A3", "clean").printed
TEXT_BOX, PICTURE, NOTE = 6, 8, 25


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def drawn(kind: int, rows: tuple[int, int], text: str = "") -> bytes:
    """The records of one object over the columns B to E."""
    place = struct.pack("<9H", 0, 1, 0, rows[0], 0, 4, 0, rows[1], 0)
    shape = struct.pack("<HHI", 0, 0xF010, len(place)) + place
    made = record(0xEC, struct.pack("<HHI", 0xF, 0xF004, len(shape) + 8) + shape)
    made += record(0x5D, struct.pack("<HH3H12x", 0x15, 18, kind, 1, 0))
    if text:
        made += record(0x1B6, struct.pack("<10xH6x", len(text)))
        made += record(0x3C, b"\1" + text.encode("utf-16-le")) + record(0x3C, bytes(16))
    return made


@pytest.fixture
def with_objects(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def made(records: bytes) -> bytes:
        plain = xls._sheet
        end = record(0x0A)
        with monkeypatch.context() as patched:
            patched.setattr(
                xls, "_sheet", lambda form, book: plain(form, book)[: -len(end)] + records + end
            )
            return xls.write_xls(FORMS[:1], xls.STYLES[0])

    return made


@pytest.mark.parametrize(
    ("records", "told"),
    [
        (drawn(TEXT_BOX, (9, 11), "以批复为准≥7公里"), ["text box: 以批复为准≥7公里"]),
        (drawn(TEXT_BOX, (0, 1), "单位：万元"), []),
        (drawn(PICTURE, (3, 40)), ["a picture over the cells"]),
        (drawn(NOTE, (9, 11), "应为≥99%"), []),
        (record(0xEC, b"\x0f\0" + bytes(20)), []),
    ],
    ids=["text box", "above", "picture", "comment", "damaged"],
)
def test_objects_over_the_cells_of_a_workbook_of_before_are_told(
    with_objects,  # type: ignore[no-untyped-def]
    records: bytes,
    told: list[str],
) -> None:
    reading = read_gated(with_objects(records))
    found = [i.text for i in reading.issues if i.code is Code.PRINT_UNREAD]
    assert [text for text in told if any(text in each for each in found)] == told
    assert len(found) == len(told)
    assert (reading.incomplete is not None) is bool(told)


def test_charts_are_passed_over_and_a_cut_stream_ends() -> None:
    box = drawn(TEXT_BOX, (9, 11), "说明")
    chart = record(0x809) + drawn(TEXT_BOX, (1, 2), "图") + record(0x0A)
    stream = record(0x809) + chart + box + record(0x0A) + box
    assert [each.text for each in drawn_objects(stream, 0)] == ["说明"]
    for end in range(len(stream)):
        assert len(list(drawn_objects(stream[:end], 0))) <= 1


@pytest.mark.parametrize(
    ("size", "said"), [("12cm", True), ("120mm", True), ("3cm", False), ("1in", False)]
)
def test_a_large_picture_over_an_opendocument_sheet_is_told(size: str, said: bool) -> None:
    draw = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    svg = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    shape = (
        f'<draw:frame {draw} {svg} svg:width="{size}" svg:height="1cm"><draw:image/></draw:frame>'
    )
    box = f"<draw:frame {draw}><draw:text-box><text:p>作废</text:p></draw:text-box></draw:frame>"
    named = f"{odf_cell('项目名称')}{odf_cell('道路')}"
    held = f"<table:table-cell><text:p>实施单位</text:p>{box}</table:table-cell>"
    rows = (
        f"<table:shapes>{shape}</table:shapes><table:table-row>{named}</table:table-row>"
        f"<table:table-row>{held}{odf_cell('县局')}</table:table-row>"
    )
    reading = read_gated(spreadsheet(rows))
    found = [i.text for i in reading.issues if i.code is Code.PRINT_UNREAD]
    assert ("a picture over the cells" in found) is said
    assert "目标表!A2: a text box: 作废" in found

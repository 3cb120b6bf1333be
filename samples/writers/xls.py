"""The truth as workbooks of before (xls): BIFF8 records in a compound file (MS-XLS, MS-CFB)."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

from samples.writers.printed import Printed, places
from samples.writers.xlsx import stored_number

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_FIRST_OWN = 164


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a workbook is written."""

    name: str
    numbers: bool = False
    """Numbers and days are stored as such, shown by their formats."""
    hidden: bool = False
    """A hidden row of another draft stands below each form."""


STYLES = (
    Style(name="xls"),
    Style(name="numbers", numbers=True),
    Style(name="hidden", hidden=True),
)


@dataclass(slots=True)
class _Book:
    """What the sheets share: number formats, each once."""

    style: Style
    formats: dict[str, int] = field(default_factory=lambda: {"General": 0})


def write_xls(forms: Iterable[Printed], style: Style) -> bytes:
    """Printed forms as the bytes of a workbook, a sheet a form."""
    book = _Book(style)
    sheets = [_sheet(form, book) for form in forms]
    names = [f"表{n}" for n, _ in enumerate(sheets, 1)]
    starts = [0] * len(sheets)
    at = len(_globals(book, list(zip(names, starts, strict=True))))  # it has the same length
    for n, sheet in enumerate(sheets):
        starts[n] = at
        at += len(sheet)
    head = _globals(book, list(zip(names, starts, strict=True)))
    return _compound(head + b"".join(sheets))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _globals(book: _Book, sheets: list[tuple[str, int]]) -> bytes:
    font = struct.pack("<HHHHHBBBB", 220, 0, 0x7FFF, 400, 0, 0, 0, 134, 0) + _short("宋体")
    records = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0x07CC, 0, 0))]
    records.append(_record(0x0042, struct.pack("<H", 1200)))
    records += [_record(0x0031, font)] * 4
    own = {code: number for number, code in enumerate(list(book.formats)[1:], _FIRST_OWN)}
    records += (_record(0x041E, struct.pack("<H", n) + _long(code)) for code, n in own.items())
    records += [_record(0x00E0, _look(0, style=True))] * 15
    records += (_record(0x00E0, _look(own.get(code, 0))) for code in book.formats)
    for name, start in sheets:
        records.append(_record(0x0085, struct.pack("<IBB", start, 0, 0) + _short(name)))
    return b"".join((*records, _record(0x000A)))


def _look(number: int, *, style: bool = False) -> bytes:
    return struct.pack("<HHHBBBBIIH", 0, number, 0xFFF5 if style else 1, 0x20, 0, 0, 0, 0, 0, 0)


def _sheet(form: Printed, book: _Book) -> bytes:
    cells: list[tuple[int, int, str]] = [(n, 0, line) for n, line in enumerate(form.lines)]
    top = len(form.lines)
    merged = [(n, n, 0, form.width - 1) for n in range(top)]
    for row, column, cell in places(form.rows):
        cells.append((top + row, column, cell.text))
        if cell.rowspan > 1 or cell.colspan > 1:
            bottom, right = top + row + cell.rowspan - 1, column + cell.colspan - 1
            merged.append((top + row, bottom, column, right))
    below = top + len(form.rows)
    records = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0x07CC, 0, 0))]
    if book.style.hidden:
        cells.append((below, 0, "旧稿"))
        hidden = struct.pack("<HHHHHHI", below, 0, 1, 255, 0, 0, 0x0120)
        records.append(_record(0x0208, hidden))
    records += (_cell(*each, book) for each in sorted(cells) if each[2])
    spans = b"".join(struct.pack("<4H", *each) for each in merged)
    records.append(_record(0x00E5, struct.pack("<H", len(merged)) + spans))
    return b"".join((*records, _record(0x000A)))


def _cell(row: int, column: int, text: str, book: _Book) -> bytes:
    stored = stored_number(text) if book.style.numbers else None
    code = stored[1] if stored else "General"
    look = 15 + book.formats.setdefault(code, len(book.formats))
    at = struct.pack("<HHH", row, column, look)
    if stored:
        return _record(0x0203, at + struct.pack("<d", float(stored[0])))
    return _record(0x0204, at + _long(text))


def _short(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _long(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _compound(stream: bytes) -> bytes:
    """A compound file with one stream; its table of sectors first, its directory second."""
    stream = stream.ljust(4096, b"\0")  # shorter ones would stand in another place
    stream += b"\0" * (-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    tables = next(n for n in range(1, 100) if n * 128 >= count + 1 + n)
    links = [_TABLE] * tables + [_END]
    links += [tables + 2 + n for n in range(count - 1)] + [_END]
    links += [_FREE] * (tables * 128 - len(links))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096,
                        _END, 0, _END, 0)  # fmt: skip
    listed = [*range(tables), *[_FREE] * (109 - tables)]
    head += struct.pack("<109I", *listed)
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry(
        "Workbook", 2, _FREE, tables + 1, len(stream)
    )
    directory += b"\0" * (_SECTOR - len(directory))
    return head + struct.pack(f"<{len(links)}I", *links) + directory + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(written) + 2, kind, 1, _FREE, _FREE, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )

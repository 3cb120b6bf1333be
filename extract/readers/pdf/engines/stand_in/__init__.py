"""Fonts of our own, given to PDFium in the place of every font that a file does not bring along.

Publishers leave SimSun, FangSong or STSong out of their files. PDFium then asks the system for a
font, and what it gets changes what is read: a glyph that no font draws has a box without width,
and a text object of one such character is missing from PDFium's text page without a word. So no
process that reads asks the system. The fonts (`python -m` with this package makes them)
have a box for every code point: an em wide, and in ASCII as wide as Helvetica, Times or Courier,
which is what a font without widths of its own is set in.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

import pypdfium2  # noqa: F401 -- it starts PDFium, which must run before it is given a font
import pypdfium2.raw as pdfium

_FIXED, _ROMAN = 1 << 0, 1 << 4
"""Bits of PDFium's `pitch_family`: all characters of one width; with serifs."""
_ANSI = 0
_GLYPHS = 0xFFFF
"""As many as a font can have."""
_kept: list[Any] = []
"""What PDFium holds addresses of, kept as long as the process lives."""


class Style(IntEnum):
    """Whose widths a font has; its number is PDFium's handle of it, and never null."""

    SANS = 1
    SERIF = 2
    FIXED = 3

    @property
    def file(self) -> str:
        """Name of the font file beside this module."""
        return f"{self.name.lower()}.ttf"


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A font file in memory, and its name as PDFium knows it."""

    data: bytes
    name: bytes

    def part(self, table: int) -> bytes:
        """All of it for 0, else the table whose name has these four bytes; none of that name: b''.

        PDFium asks for `ttcf` to tell collections, which these are not.
        """
        return self.data if table == 0 else b""


@cache
def _loaded(style: Style) -> _Loaded:
    data = files(__name__).joinpath(style.file).read_bytes()
    return _Loaded(every_glyph(data), f"Jixiao Box {style.name.title()}\0".encode())


def every_glyph(data: bytes) -> bytes:
    """The font with a box for every number that a glyph can have, and not only for characters.

    A file may number the glyphs of a font that it does not bring along (/CIDToGIDMap), and PDFium
    believes it. The box is that of an em; the file would have a megabyte, so this is made here.
    """
    tables = _tables(data)
    glyphs = int.from_bytes(tables[b"maxp"][4:6], "big")
    starts = array("H", tables[b"loca"])
    starts.byteswap()
    box = tables[b"glyf"][2 * starts[1] : 2 * starts[2]]  # of the first glyph behind .notdef
    ends = array("I", (2 * start for start in starts))
    last = ends[-1]
    ends.extend(range(last + len(box), last + len(box) * (_GLYPHS - glyphs) + 1, len(box)))
    ends.byteswap()
    tables[b"glyf"] += box * (_GLYPHS - glyphs)
    tables[b"loca"] = ends.tobytes()
    tables[b"head"] = tables[b"head"][:50] + b"\0\1" + tables[b"head"][52:]  # offsets of 4 bytes
    tables[b"maxp"] = tables[b"maxp"][:4] + _GLYPHS.to_bytes(2, "big") + tables[b"maxp"][6:]
    widths = int.from_bytes(tables[b"hhea"][34:36], "big")
    em = tables[b"hmtx"][4:8]
    tables[b"hmtx"] = tables[b"hmtx"][: 4 * widths] + em * (_GLYPHS - widths)
    tables[b"hhea"] = tables[b"hhea"][:34] + _GLYPHS.to_bytes(2, "big") + tables[b"hhea"][36:]
    return _font(data[:4], tables)


def _tables(data: bytes) -> dict[bytes, bytes]:
    """The tables of a font file by their names."""
    count = int.from_bytes(data[4:6], "big")
    found = {}
    for at in range(12, 12 + 16 * count, 16):
        offset, length = (int.from_bytes(data[at + n : at + n + 4], "big") for n in (8, 12))
        found[data[at : at + 4]] = data[offset : offset + length]
    return found


def _font(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    """A font file of tables; the sums of its directory are left zero: FreeType asks for none."""
    directory, body = b"", b""
    start = 12 + 16 * len(tables)
    for name in sorted(tables):
        numbers = (0, start + len(body), len(tables[name]))
        directory += name + b"".join(number.to_bytes(4, "big") for number in numbers)
        body += tables[name] + bytes(-len(tables[name]) % 4)
    return version + len(tables).to_bytes(2, "big") + bytes(6) + directory + body


def _map_font(
    _this: Any, _weight: int, _italic: int, _charset: int, pitch: int, _face: Any, _exact: Any
) -> int:
    if pitch & _FIXED:
        return Style.FIXED
    return Style.SERIF if pitch & _ROMAN else Style.SANS


def _font_data(_this: Any, font: int, table: int, buffer: Any, size: int) -> int:
    return _copied(_loaded(Style(font)).part(table), buffer, size)


def _face_name(_this: Any, font: int, buffer: Any, size: int) -> int:
    return _copied(_loaded(Style(font)).name, buffer, size)


def _copied(data: bytes, buffer: Any, size: int) -> int:
    """Length of `data`, which is written into the buffer where it has the room."""
    if data and buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


Calls = dict[str, Callable[..., Any]]

CALLS: Calls = {
    "Release": lambda _this: None,
    "EnumFonts": lambda _this, _mapper: None,  # none is installed
    "MapFont": _map_font,
    "GetFont": lambda _this, _face: Style.SANS,
    "GetFontData": _font_data,
    "GetFaceName": _face_name,
    "GetFontCharset": lambda _this, _font: _ANSI,
    "DeleteFont": lambda _this, _font: None,
}


@cache
def stand_in() -> None:
    """Give PDFium these fonts in the place of the system's: once, before its first document."""
    for style in Style:
        _loaded(style)  # what fails in a call from PDFium fails without a word
    give(CALLS)


def give(calls: Calls) -> None:
    """Let PDFium ask these functions for fonts from now on, by the names that it has for them."""
    types = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    info = pdfium.FPDF_SYSFONTINFO(
        version=1, **{name: types[name](call) for name, call in calls.items()}
    )
    _kept.append(info)
    pdfium.FPDF_SetSystemFontInfo(info)

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
    return _Loaded(data, f"Jixiao Box {style.name.title()}\0".encode())


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
    give(CALLS)


def give(calls: Calls) -> None:
    """Let PDFium ask these functions for fonts from now on, by the names that it has for them."""
    types = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    info = pdfium.FPDF_SYSFONTINFO(
        version=1, **{name: types[name](call) for name, call in calls.items()}
    )
    _kept.append(info)
    pdfium.FPDF_SetSystemFontInfo(info)

"""The calls of PDFium that a page needs by the thousand, with plain addresses for their pointers.

Through pypdfium2's own signatures ctypes makes an object of every pointer it passes, which costs as
much as PDFium's answer: a character's box takes 0.7 µs here and 1.1 there, the bounds of a drawn
object 0.7 and 1.4, a colour 1.6 and 4. The functions are the same.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_Call = Callable[..., int]


def _plain(function: Any, *arguments: type) -> _Call:
    """A function of PDFium that takes integers: addresses, and numbers."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(ctypes.c_int, *arguments)(address or 0)


_AT, _INDEX = ctypes.c_void_p, ctypes.c_int

loose_box = _plain(pdfium.FPDFText_GetLooseCharBox, _AT, _INDEX, _AT)
origin = _plain(pdfium.FPDFText_GetCharOrigin, _AT, _INDEX, _AT, _AT)
text_colour = _plain(pdfium.FPDFText_GetFillColor, _AT, _INDEX, _AT, _AT, _AT, _AT)
bounds = _plain(pdfium.FPDFPageObj_GetBounds, _AT, _AT, _AT, _AT, _AT)
draw_mode = _plain(pdfium.FPDFPath_GetDrawMode, _AT, _AT, _AT)


def address(pointer: Any) -> int:
    """Where a pointer of ctypes points."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def addresses(values: ctypes.Array[Any]) -> list[int]:
    """Where each value of an array lies."""
    step = ctypes.sizeof(values) // len(values)
    start = ctypes.addressof(values)
    return [start + n * step for n in range(len(values))]

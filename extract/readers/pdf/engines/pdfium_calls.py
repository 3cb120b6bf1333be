"""The calls of PDFium that a page needs by the thousand, with plain addresses for their pointers.

Through pypdfium2's own signatures ctypes makes an object of every pointer it passes, which costs as
much as PDFium's answer, and more where the pointer is one that every call is given. The functions
are the same. Nor do they let go of Python's lock and take it back around each call: one process has
one thread that reads. What they write to an array is taken from it as a slice: to unpack the array
itself takes longer than the call.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

_INT, _LONG, _AT = ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p


def _plain(function: Any, answer: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of PDFium that gives integers: addresses (none is None), and numbers.

    So are the `arguments` that it takes; those behind are numbers and `reference`s.
    """
    return ctypes.PYFUNCTYPE(answer, *arguments)(address(function))


def address(pointer: Any) -> int:
    """Where a pointer of ctypes points."""
    return ctypes.cast(pointer, _AT).value or 0


def reference(at: int) -> Any:
    """What lies at an address, as an argument that need not be made anew for every call."""
    return ctypes.byref(ctypes.c_char.from_address(at))


def references(values: ctypes.Array[Any]) -> list[Any]:
    """The values of an array, as arguments that a call writes to."""
    step = ctypes.sizeof(values) // len(values)
    return [ctypes.byref(values, n * step) for n in range(len(values))]


# The characters of a text page, which is given as a reference
loose_box = _plain(pdfium.FPDFText_GetLooseCharBox, _INT)
origin = _plain(pdfium.FPDFText_GetCharOrigin, _INT)
text_object = _plain(pdfium.FPDFText_GetTextObject, _AT)
text_matrix = _plain(pdfium.FPDFText_GetMatrix, _INT)
text_font = _plain(pdfium.FPDFText_GetFontInfo, _LONG, _AT, _INT, _AT, _LONG, _AT)
Colour = tuple[float, float, float, float]
"""Red, green, blue and alpha, of 0 to 1."""

# The objects of a page or of a form object, which are given as references
page_count = _plain(pdfium.FPDFPage_CountObjects, _INT)
page_item = _plain(pdfium.FPDFPage_GetObject, _AT)
form_count = _plain(pdfium.FPDFFormObj_CountObjects, _INT)
form_item = _plain(pdfium.FPDFFormObj_GetObject, _AT)

# An object, which is given by its address
text_mode = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _AT)
transparent = _plain(pdfium.FPDFPageObj_HasTransparency, _INT, _AT)
kind = _plain(pdfium.FPDFPageObj_GetType, _INT, _AT)
bounds = _plain(pdfium.FPDFPageObj_GetBounds, _INT, _AT, _AT, _AT, _AT, _AT)
matrix = _plain(pdfium.FPDFPageObj_GetMatrix, _INT, _AT, _AT)
fill_colour = _plain(pdfium.FPDFPageObj_GetFillColor, _INT, _AT, _AT, _AT, _AT, _AT)

# Paths, and the paths that clip an object
draw_mode = _plain(pdfium.FPDFPath_GetDrawMode, _INT, _AT, _AT, _AT)
segment_count = _plain(pdfium.FPDFPath_CountSegments, _INT, _AT)
segment = _plain(pdfium.FPDFPath_GetPathSegment, _AT, _AT, _INT)
segment_point = _plain(pdfium.FPDFPathSegment_GetPoint, _INT, _AT, _AT, _AT)
segment_kind = _plain(pdfium.FPDFPathSegment_GetType, _INT, _AT)
segment_closes = _plain(pdfium.FPDFPathSegment_GetClose, _INT, _AT)
clip = _plain(pdfium.FPDFPageObj_GetClipPath, _AT, _AT)
clip_count = _plain(pdfium.FPDFClipPath_CountPaths, _INT, _AT)
clip_segment_count = _plain(pdfium.FPDFClipPath_CountPathSegments, _INT, _AT, _INT)
clip_segment = _plain(pdfium.FPDFClipPath_GetPathSegment, _AT, _AT, _INT, _INT)


def _four_of(call: Callable[..., int], items: Sequence[int], kind: Any) -> tuple[list[int], Any]:
    """What a call answers of each object, and the four values that it writes of each, in a row."""
    values = (kind * (4 * len(items)))()
    start = ctypes.addressof(values)
    end = start + ctypes.sizeof(values)
    to = (range(start + n, end, 16) for n in (0, 4, 8, 12))
    return list(map(call, items, *to)), values[:]


def bounds_of(items: Sequence[int]) -> list[float]:
    """Left, bottom, right and top of each object, one after the other."""
    found: list[float] = _four_of(bounds, items, ctypes.c_float)[1]
    return found


def fills_of(items: Sequence[int]) -> list[tuple[int, int, int, int] | None]:
    """The colour that each object is filled with, in parts of 0 to 255; None where it has none."""
    filled, flat = _four_of(fill_colour, items, ctypes.c_uint)
    colours = zip(flat[::4], flat[1::4], flat[2::4], flat[3::4], strict=True)
    return [colour if fill else None for fill, colour in zip(filled, colours, strict=True)]


_SIDES = (ctypes.c_float * 4)()
_TO_SIDES = ctypes.byref(_SIDES)


def box_of(page: Any, index: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a character in the page's own space; all 0 of none."""
    if not loose_box(page, index, _TO_SIDES):
        return 0.0, 0.0, 0.0, 0.0
    left, top, right, bottom = _SIDES[:]
    return left, top, right, bottom


def clips_of(items: Sequence[int]) -> Iterator[int]:
    """How many paths clip each object; -1 where nothing does."""
    return map(clip_count, map(clip, items))


_MODE = (ctypes.c_int * 2)()
_TO_MODE = references(_MODE)


def mode_of(item: int) -> tuple[bool, bool]:
    """Is a path filled, and is it stroked?"""
    draw_mode(item, *_TO_MODE)
    fill, stroke = _MODE[:]
    return bool(fill), bool(stroke)


_PARTS = (ctypes.c_uint * 4)()
_TO_PARTS = references(_PARTS)


def fill_of(item: int) -> Colour | None:
    """The colour that an object is filled with; None where it has none."""
    if not fill_colour(item, *_TO_PARTS):
        return None
    red, green, blue, alpha = _PARTS[:]
    return red / 255, green / 255, blue / 255, alpha / 255

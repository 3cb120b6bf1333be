"""What declarations say of a text: that it is not there, not seen, struck, raised, turned."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import regex

from extract.readers.html.data import names

Said = Mapping[str, str]

_LENGTH = regex.compile(r"([-+]?\d*\.?\d+)(px|pt|em|rem|cm|mm|in|pc|vw|vh|%|)")
_PIXELS = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "em": 16.0, "rem": 16.0, "cm": 37.8, "mm": 3.78,
    "in": 96.0, "vw": 12.8, "vh": 8.0, "%": 1.0,
}  # fmt: skip
_SEEN = 2.0  # pixels of a font, at the least
_LIFTED = 16.0  # pixels: what is moved further up is in another line
_FAR = 500.0  # pixels to the left or above: more than any drawing of a page moves a text
_BEYOND = 5_000.0  # to the right or below
_CLIPPED = regex.compile(
    r"rect\(\s*([\d.]+)(?:px)?[\s,]+([\d.]+)(?:px)?[\s,]+([\d.]+)(?:px)?[\s,]+([\d.]+)(?:px)?\s*\)"
)
_CLIPPED_AWAY = regex.compile(
    r"inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%|circle\(\s*0|polygon\(\s*0 0\s*\)"
)
_SHRUNK = regex.compile(r"scale[xy]?\(\s*0*\.?0+\s*[,)]|rotate[xy]\(\s*-?90deg\s*\)")
_MOVED = regex.compile(r"translate(?:x|y|3d)?\(\s*([^,)]+)(?:,\s*([^,)]+))?")
_THINNED = regex.compile(r"opacity\(\s*0*\.?0*%?\s*\)")
_BOXES = ("block", "inline-block", "flex", "grid", "inline-flex", "list-item")
_PLACED = ("absolute", "fixed")
_TABLE = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "col", "colgroup")
_INLINE = frozenset(names("elements", "inline"))


def is_gone(said: Said) -> bool:
    """Does it take no room on the page?"""
    return said.get("display") == "none" or said.get("mso-hide") == "all"


def is_invisible(said: Said) -> bool:
    """Does it take room and show nothing, until something in it says otherwise?"""
    return said.get("visibility") in ("hidden", "collapse")


def has_no_size(said: Said) -> bool:
    """Is its text of no size, until something in it says otherwise?

    >>> [has_no_size({"font-size": x}) for x in ("0", "0.0pt", "12px", "0.5em")]
    [True, True, False, False]
    """
    size = _LENGTH.fullmatch(said.get("font-size", ""))
    return size is not None and float(size[1]) == 0


def is_tiny(said: Said) -> bool:
    """Is its text so small that it is there, and nobody reads it?

    >>> [is_tiny({"font-size": x}) for x in ("0", "1px", "2px", "0.5em")]
    [False, True, False, False]
    """
    size = _LENGTH.fullmatch(said.get("font-size", ""))
    pixels = float(size[1]) * _PIXELS[size[2]] if size and size[2] in ("px", "pt") else _SEEN
    return 0 < pixels < _SEEN


def leaves_no_mark(said: Said, tag: str | None) -> bool:
    """Is nothing of it seen, whatever is in it: no ink, off the page, in no box?

    Without a tag: may it be so for an element of any name?
    """
    return (
        _opacity(said.get("opacity", "1")) == 0
        or _THINNED.search(said.get("filter", "")) is not None
        or said.get("content-visibility") == "hidden"
        or _is_off_page(said, tag)
        or _is_clipped(said, tag)
        or _SHRUNK.search(said.get("transform", "")) is not None
    )


def is_struck(said: Said) -> bool:
    """Does a line run through it?"""
    return "line-through" in said.get("text-decoration-line", "")


def is_raised(said: Said) -> bool:
    """Does it stand above its line: by its place, or smaller and moved up?

    >>> is_raised({"position": "relative", "top": "-4px", "font-size": "8px"})
    True
    """
    return said.get("vertical-align") == "super" or _is_moved(said, up=1)


def is_lowered(said: Said) -> bool:
    """Does it stand below its line?"""
    return said.get("vertical-align") == "sub" or _is_moved(said, up=-1)


def _is_moved(said: Said, *, up: int) -> bool:
    """Is it smaller, and moved up (1) or down (-1) by less than a line?"""
    if "font-size" not in said:
        return False
    moves = [_pixels(said.get("vertical-align", ""))]
    if said.get("position") == "relative":
        top = _pixels(said.get("top", ""))
        moves += [None if top is None else -top, _pixels(said.get("bottom", ""))]
    return any(move is not None and 0 < up * move < _LIFTED for move in moves)


def is_reordered(said: Said) -> bool:
    """Are its parts, or is it among others, shown in another order than they are written?"""
    return said.get("flex-direction", "").endswith("-reverse") or said.get("order", "0") != "0"


def is_laid_over(said: Said) -> bool:
    """Is it taken out of its line, and laid wherever a style says?"""
    return said.get("position") in _PLACED


def is_reversed(said: Said) -> bool:
    """May its characters be set from right to left, whatever they are?"""
    return said.get("unicode-bidi", "").endswith("override")


@lru_cache(maxsize=1 << 12)
def _opacity(written: str) -> float:
    number = _LENGTH.fullmatch(written)
    return float(number[1]) if number else 1.0


@lru_cache(maxsize=1 << 12)
def _pixels(written: str) -> float | None:
    length = _LENGTH.fullmatch(written.strip())
    return float(length[1]) * _PIXELS[length[2]] if length else None


def _is_far(written: str) -> bool:
    length = _pixels(written)
    return length is not None and (length <= -_FAR or length >= _BEYOND)


def _is_off_page(said: Said, tag: str | None) -> bool:
    if _is_far(said.get("text-indent", "0")) or _is_far(said.get("margin-left", "0")):
        return True
    if any(_is_far(x) for found in _MOVED.findall(said.get("transform", "")) for x in found if x):
        return True
    moved = any(_is_far(said.get(side, "0")) for side in ("left", "right", "top", "bottom"))
    return moved and (tag is None or said.get("position") in (*_PLACED, "relative"))


def _is_clipped(said: Said, tag: str | None) -> bool:
    """A box cut down to a pixel: what sites keep for programs that read a page aloud."""
    placed = tag is None or said.get("position") in _PLACED
    if placed and (edges := _CLIPPED.fullmatch(said.get("clip", ""))):
        top, right, bottom, left = (float(edges[n].strip(".") or 0) for n in range(1, 5))
        return right - left <= 1 or bottom - top <= 1
    if _CLIPPED_AWAY.match(said.get("clip-path", "")):
        return True
    sizes = (_pixels(said.get(x, "")) for x in ("width", "height", "max-width", "max-height"))
    if said.get("overflow") not in ("hidden", "clip") or all(
        size is None or size > 1 for size in sizes
    ):
        return False
    if tag is None:
        return True
    return tag not in _TABLE and (tag not in _INLINE or placed or said.get("display") in _BOXES)

"""A page as it is shown, where its objects do not tell: is there any ink at a place?"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from extract.readers.pdf.page import Glyph

SCALE = 2.0
"""Pixels a point of a page that is looked at."""
_INSIDE, _CONTRAST = 0.1, 24
"""The share of a character's box at its rim, where others reach in; shades of 256 that differ."""


class Picture:
    """A page as it is shown, drawn when somebody looks at it: is there any ink at a place?"""

    def __init__(self, draw: Callable[[], Any]) -> None:
        self._draw = draw

    def is_blank(self, glyph: Glyph, *, least: int = 0) -> bool:
        """Is all one shade where a character stands, and no darker than `least` (255 is white)?

        A space tells nothing.
        """
        if glyph.text.isspace():
            return False
        shades, width, height = self._shades
        wide, high = (glyph.x1 - glyph.x0) * _INSIDE, (glyph.bottom - glyph.top) * _INSIDE
        left, right = (max(int(x * SCALE), 0) for x in (glyph.x0 + wide, glyph.x1 - wide))
        top, foot = (max(int(y * SCALE), 0) for y in (glyph.top + high, glyph.bottom - high))
        rows = [
            shades[y * width + left : y * width + min(right + 1, width)]
            for y in range(top, min(foot + 1, height))
        ]
        seen = b"".join(rows)
        return bool(seen) and max(seen) - min(seen) < _CONTRAST and min(seen) >= least

    @cached_property
    def _shades(self) -> tuple[bytes, int, int]:
        bitmap = self._draw()
        return bytes(bitmap.buffer), bitmap.stride, bitmap.height

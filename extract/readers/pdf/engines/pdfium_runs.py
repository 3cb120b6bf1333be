"""Characters that follow each other on a line, as on nearly every page nearly all: in one go."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from math import atan2, pi

from extract.readers.pdf.engines.pdfium_calls import addresses, origin, text_matrix
from extract.readers.pdf.matrix import Matrix
from extract.readers.pdf.page import OBLIQUE, Glyph

BLANK = 0.1
"""A gap of this many ems between drawn characters is a space: theirs take about a quarter. At 0.15
spaces beside Han are lost (the printed publication chromium-drawn)."""


class RunOn:
    """The characters right behind an upright one on its line, as on nearly every page nearly all.

    Nothing is asked of them but their sides, and their origin where they are not as low as the one
    before. What is wider apart begins another run, or may be parted by a space.
    """

    def __init__(
        self,
        at_page: int,
        text: Sequence[str],
        sides: tuple[list[float], ...],
        matrix: Matrix,
        width: float,
    ) -> None:
        """`sides`: left, top, right and bottom of each character of `text`, on the page itself;
        `matrix` takes them to the page as shown, and moves only.
        """
        self._at_page, self._text, self._sides = at_page, text, sides
        self._right_by, self._down_from, self._width = matrix.e, matrix.f, width
        self._point = (ctypes.c_double * 2)()
        self._at_point = addresses(self._point)
        self.level = True
        """Does the last one begin where its box does, so that the next one does if as low?"""

    def __call__(self, index: int, glyph: Glyph, baseline: float, *, alike: bool) -> list[Glyph]:
        """Those behind `glyph`, which stands at `index`; `alike`: only as high and low as it."""
        lefts, tops, rights, bottoms = self._sides
        text, right_by, width = self._text, self._right_by, self._width
        _, _, y, _, high, _, low, turn, pale, size = glyph
        top, bottom = tops[index], bottoms[index]
        before, end, last = lefts[index], rights[index], glyph.x - right_by
        level = self.level
        found: list[Glyph] = []
        new = tuple.__new__
        for n in range(index + 1, len(text)):
            px = left = lefts[n]
            if bottoms[n] != bottom or tops[n] != top or not level:
                if alike or tops[n] <= bottoms[n]:
                    break
                if bottoms[n] != bottom or not level:
                    px, level, upright = self._origin(n, baseline)
                    if not upright or px == last:
                        break
                top, bottom = tops[n], bottoms[n]
                high, low = self._down_from - top, self._down_from - bottom
                size = low - high
            right = rights[n]
            x = px + right_by
            if (
                not -1.0 < left - end <= BLANK * (top - bottom)
                or not before < left < right
                or not 0.0 <= x <= width
                or not text[n]
            ):
                break
            shown = left + right_by, high, right + right_by, low
            found.append(new(Glyph, (text[n], x, y, *shown, turn, pale, size)))
            before, end, last, self.level = left, right, px, level
        return found

    def _origin(self, index: int, baseline: float) -> tuple[float, bool, bool]:
        """Where a character begins, whether its box does there, and does it stand upright upon the
        baseline?
        """
        origin(self._at_page, index, *self._at_point)
        x, y = self._point
        lefts, tops, _, bottoms = self._sides
        left, top, bottom = lefts[index], tops[index], bottoms[index]
        level = -0.1 < left - x < 0.1 and bottom + 0.1 < y < top - 0.1
        return x, level, y == baseline and (level or not turn_of(self._at_page, index))


def turn_of(at_page: int, index: int) -> int:
    """Quarter turns clockwise in which a character stands in the page's own space.

    Its baseline tells, which runs along (a, b) of its matrix: the slant of faked italics, which
    PDFium's own angle measures too, is in c and d.
    """
    parts = (ctypes.c_float * 6)()
    if not text_matrix(at_page, index, ctypes.addressof(parts)):
        return OBLIQUE
    if not parts[1] and parts[0] > 0:
        return 0
    angle = -atan2(parts[1], parts[0]) * 2 / pi
    quarter = round(angle)
    return quarter % 4 if abs(angle - quarter) < 0.05 else OBLIQUE

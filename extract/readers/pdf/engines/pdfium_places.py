"""Where the characters of a PDFium text page stand, in its own space turned as it is shown."""

from __future__ import annotations

import ctypes
from collections import deque
from itertools import repeat
from math import atan2, pi
from operator import neg
from typing import Any

from extract.readers.pdf.engines.pdfium_calls import loose_box, origin, references, text_matrix
from extract.readers.pdf.matrix import Matrix
from extract.readers.pdf.page import OBLIQUE

_MATRIX = (ctypes.c_float * 6)()
_TO_MATRIX = ctypes.byref(_MATRIX)


class Places:
    """The characters of a page: their sides, which come in bulk, their origins and turns.

    Turned by the quarter turns that a page's /Rotate gives everything on it, so that the page as
    shown lies `right_by` and `down_from` from here: characters upright there are upright here.
    """

    def __init__(self, page: Any, count: int, matrix: Matrix) -> None:
        """`page`: a reference to a text page of `count` characters; `matrix` takes its own space to
        the page as shown.
        """
        self._page, self._turns = page, matrix.turns()
        self.right_by, self.down_from = matrix.e, matrix.f
        self._point = (ctypes.c_double * 2)()
        self._to_point = references(self._point)
        self.lefts, self.tops, self.rights, self.bottoms = self._turned(*_boxes(page, count))

    def origin(self, index: int) -> tuple[float, float]:
        """Where a character begins on its baseline."""
        origin(self._page, index, *self._to_point)
        x, y = self._point[:]
        match self._turns:
            case 0:
                return x, y
            case 1:
                return y, -x
            case 2:
                return -x, -y
            case _:
                return -y, x

    def turn(self, index: int) -> int:
        """Quarter turns clockwise in which a character stands on the page as shown, or OBLIQUE."""
        turn = turn_of(self._page, index)
        return turn if turn == OBLIQUE else (turn + self._turns) % 4

    def _turned(self, *sides: list[float]) -> tuple[list[float], ...]:
        """Left, top, right and bottom of the characters, of what they are in the page's space."""
        for _ in range(self._turns):
            left, top, right, bottom = sides
            sides = bottom, list(map(neg, left)), top, list(map(neg, right))
        return sides


def _boxes(page: Any, count: int) -> tuple[list[float], ...]:
    """Left, top, right and bottom of each character, in the page's own space."""
    sides = (ctypes.c_float * (4 * count))()
    places = map(ctypes.byref, repeat(sides), range(0, 16 * count, 16))
    deque(map(loose_box, repeat(page), range(count), places), maxlen=0)
    flat = sides[:]
    return flat[::4], flat[1::4], flat[2::4], flat[3::4]


def turn_of(page: Any, index: int) -> int:
    """Quarter turns clockwise in which a character stands in the page's own space, or OBLIQUE.

    Its baseline tells, which runs along (a, b) of its matrix: the slant of faked italics, which
    PDFium's own angle measures too, is in c and d.
    """
    if not text_matrix(page, index, _TO_MATRIX):
        return OBLIQUE
    along, down = _MATRIX[:2]
    if not down and along > 0:
        return 0
    angle = -atan2(down, along) * 2 / pi
    quarter = round(angle)
    return quarter % 4 if abs(angle - quarter) < 0.05 else OBLIQUE

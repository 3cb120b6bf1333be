"""Affine matrices of PDF, (a, b, c, d, e, f): x' = ax + cy + e, y' = bx + dy + f."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Matrix(NamedTuple):
    """A transformation of points and boxes."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The upright box around a box's image: left, top, right, bottom, ascending."""
        a, b, c, d, e, f = self
        if not (a or d):  # of a page that is turned by a quarter
            a, b, c, d, x0, y0, x1, y1 = c, 0.0, 0.0, b, y0, x0, y1, x1
        if not (b or c):  # as nearly always
            left, right, top, bottom = a * x0 + e, a * x1 + e, d * y1 + f, d * y0 + f
            if left > right:
                left, right = right, left
            return (left, top, right, bottom) if top <= bottom else (left, bottom, right, top)
        corners = [self.point(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def turns(self) -> int:
        """Quarter turns clockwise that the matrix of a page gives everything on it.

        >>> [as_shown(degrees, 0, 0, 100, 200).turns() for degrees in (0, 90, 180, 270)]
        [0, 1, 2, 3]
        """
        if self.a:
            return 0 if self.a > 0 else 2
        return 1 if self.b > 0 else 3

    def boxes(self, sides: Sequence[float]) -> list[tuple[float, float, float, float]]:
        """The `box` of each of many, whose sides follow each other, ascending: x0, y0, x1, y1.

        >>> Matrix(d=-1, f=100).boxes([0, 10, 50, 20])
        [(0.0, 80, 50.0, 90)]
        """
        a, b, c, d, e, f = self
        corners = sides[::4], sides[1::4], sides[2::4], sides[3::4]
        if b or c or a < 0.0 or d > 0.0:
            return list(map(self.box, *corners))
        return [
            (a * x0 + e, d * y1 + f, a * x1 + e, d * y0 + f)
            for x0, y0, x1, y1 in zip(*corners, strict=True)
        ]

    def after(self, inner: Matrix) -> Matrix:
        """The matrix that does `inner` first and then this one.

        >>> Matrix(e=10).after(Matrix(a=2, d=2)).point(3, 4)
        (16.0, 8.0)
        """
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )


def as_shown(rotation: int, x0: float, y0: float, x1: float, y1: float) -> Matrix:
    """From a page's own space to points from the top left of the page as shown.

    `rotation` in degrees clockwise (/Rotate); the box is the crop box in the page's own space.

    >>> as_shown(0, 10, 20, 110, 220).point(10, 220)
    (0.0, 0.0)
    >>> as_shown(90, 0, 0, 100, 200).point(0, 0)
    (0.0, 0.0)
    """
    match rotation % 360:
        case 90:
            return Matrix(0.0, 1.0, 1.0, 0.0, -y0, -x0)
        case 180:
            return Matrix(-1.0, 0.0, 0.0, 1.0, x1, -y0)
        case 270:
            return Matrix(0.0, -1.0, -1.0, 0.0, y1, x1)
        case _:
            return Matrix(1.0, 0.0, 0.0, -1.0, -x0, y1)

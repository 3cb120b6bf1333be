"""A page put level by its own rules: skew, and the perspective of a camera.

Rules that run along the page meet far away in one point, those across it in another. Where both
points are known, the picture can be drawn as if the page lay straight under the eye.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np

_SIDE = 1600
"""Pixels of the longer side of the picture on which straight pieces are looked for."""
_SHORT = 0.025
"""Share of the longer side that a piece of a rule has: strokes of print are shorter."""
_TILT = 12.0
"""Degrees by which rules may lie off the picture's own axes."""
_ALIKE = 6.0
"""Degrees around the usual direction within which pieces are rules of the page."""
_BENT = 1.06
"""So many times more must agree with a point than with a direction: else it is skew."""
_NEAR = 0.006
"""Radians by which a piece may miss the point that it runs to."""
_PAIRED = 90
"""The longest pieces, of which any two are tried."""
_LEAST = 6
"""Pieces of rules from which a direction can be told."""
_MOST = 0.12
"""A piece counts no more than one of this length, in half pages."""
_ROUNDS = 4


class Lay(NamedTuple):
    """How the level page lies in the picture: matrices 3 by 3 of pixels, there and back."""

    to_level: Any
    to_picture: Any
    width: int
    height: int


def lay_of(grey: Any) -> Lay:
    """The level page within a picture; the picture itself where no rules tell anything."""
    height, width = grey.shape
    scale = _SIDE / max(height, width)
    small = grey
    if scale < 1:
        small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    else:
        scale = 1.0
    pieces = _pieces(small)
    flat = _alike(pieces, 0.0)
    upright = _alike(pieces, 90.0)
    centre = np.array([small.shape[1] / 2, small.shape[0] / 2])
    along = _far_point(flat, centre, (1.0, 0.0))
    across = _far_point(upright, centre, (0.0, 1.0))
    if along is None and across is None:
        return _as_it_is(width, height)
    if along is None:
        along = np.array([across[1], -across[0], 0.0])
    if across is None:
        across = np.array([-along[1], along[0], 0.0])
    matrix = _levelling(along, across)
    shift = np.array([[1, 0, -centre[0]], [0, 1, -centre[1]], [0, 0, 1]], dtype=np.float64)
    size = np.diag([scale, scale, 1.0])
    matrix = np.linalg.inv(size) @ matrix @ shift @ size
    return _framed(matrix, width, height)


def _pieces(grey: Any) -> Any:
    """Straight pieces of the picture: n by 4 (x0, y0, x1, y1)."""
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(grey)[0]
    if found is None:
        return np.zeros((0, 4))
    pieces = found.reshape(-1, 4).astype(np.float64)
    lengths = np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1])
    return pieces[lengths > _SHORT * max(grey.shape)]


def _alike(pieces: Any, direction: float) -> Any:
    """Pieces about a direction (degrees), near to the usual one among them."""
    if not len(pieces):
        return pieces
    dx, dy = pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]
    off = (np.degrees(np.arctan2(dy, dx)) - direction + 90) % 180 - 90
    near = np.abs(off) < _TILT
    pieces, off = pieces[near], off[near]
    if len(pieces) < _LEAST:
        return pieces[:0]
    usual = _weighted_median(off, np.hypot(dx, dy)[near])
    return pieces[np.abs(off - usual) < _ALIKE]


def _weighted_median(values: Any, weights: Any) -> float:
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def _far_point(pieces: Any, centre: Any, axis: tuple[float, float]) -> Any:
    """Where pieces meet, homogeneous and about the centre; None where there are too few.

    Of a page that lies flat that is at infinity.
    """
    if len(pieces) < _LEAST:
        return None
    unit = float(max(centre))
    ends = ((pieces.reshape(-1, 2, 2) - centre) / unit).astype(np.float64)
    steps, middles = ends[:, 1] - ends[:, 0], ends.mean(axis=1)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    bundle = _Bundle(
        middles=middles,
        ways=steps / lengths[:, None],
        weights=np.minimum(lengths, _MOST),  # the long edges of the paper may be bent
    )
    straight = bundle.refined(bundle.best(bundle.directions()), straight=True)
    meeting = bundle.refined(bundle.best(bundle.meetings()), straight=False)
    better = bundle.agreement(meeting[None])[0] > _BENT * bundle.agreement(straight[None])[0]
    point = meeting if better else straight
    if point[:2] @ np.array(axis) < 0:
        point = -point
    return np.array([point[0] * unit, point[1] * unit, point[2]])


class _Bundle(NamedTuple):
    """Pieces that run about one way: their middles and directions (n by 2), and what each counts.

    Points are homogeneous, m by 3.
    """

    middles: Any
    ways: Any
    weights: Any

    def off(self, points: Any) -> Any:
        """The angles (radians, m by n) between pieces and their way to each point."""
        way = points[:, None, :2] - points[:, None, 2:] * self.middles[None]
        norm = np.maximum(np.hypot(way[..., 0], way[..., 1]), 1e-12)
        cross = self.ways[None, :, 0] * way[..., 1] - self.ways[None, :, 1] * way[..., 0]
        return np.abs(cross / norm)

    def agreement(self, points: Any) -> Any:
        """How much of the pieces, and how nearly, runs to each point."""
        near = np.clip(1 - (self.off(points) / _NEAR) ** 2, 0, 1)
        return (near * self.weights[None]).sum(axis=1)

    def best(self, points: Any) -> Any:
        """The point that most pieces run to."""
        return points[int(np.argmax(self.agreement(points)))]

    def directions(self) -> Any:
        """Points at infinity: the way of each piece."""
        return np.concatenate([self.ways, np.zeros((len(self.ways), 1))], axis=1)

    def lines(self) -> Any:
        """The line of each piece, homogeneous."""
        normals = np.stack([-self.ways[:, 1], self.ways[:, 0]], axis=1)
        return np.concatenate([normals, -(normals * self.middles).sum(axis=1)[:, None]], axis=1)

    def meetings(self) -> Any:
        """Where any two of the longest pieces meet."""
        lines = self.lines()[np.argsort(-self.weights, kind="stable")[:_PAIRED]]
        first, second = np.triu_indices(len(lines), 1)
        points = np.cross(lines[first], lines[second])
        size = np.linalg.norm(points, axis=1)
        return points[size > 1e-9] / size[size > 1e-9, None]

    def refined(self, point: Any, *, straight: bool) -> Any:
        """The point that the pieces which run to it fit best."""
        rows = self.lines()[:, :2] if straight else self.lines()
        for _ in range(_ROUNDS):
            near = np.clip(1 - (self.off(point[None])[0] / _NEAR) ** 2, 0, 1)
            if (near > 0).sum() < _LEAST:
                break
            fitted = np.linalg.svd(rows * (self.weights * near)[:, None], full_matrices=False)[2][
                -1
            ]
            point = np.array([*fitted, 0.0]) if straight else fitted
        return point


def _levelling(along: Any, across: Any) -> Any:
    """The matrix about the centre that sends both far points to infinity, right and down."""
    horizon = np.cross(along, across)
    if abs(horizon[2]) < 1e-9:
        return np.eye(3)
    horizon = horizon / horizon[2]
    projective = np.array([[1.0, 0, 0], [0, 1, 0], horizon])
    right, down = (projective @ along)[:2], (projective @ across)[:2]
    turn = np.stack([right / np.hypot(*right), down / np.hypot(*down)], axis=1)
    straight = np.eye(3)
    straight[:2, :2] = np.linalg.inv(turn)
    return straight @ projective


def _framed(matrix: Any, width: int, height: int) -> Lay:
    """The level page as large as the picture on it; not larger than twice the picture."""
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], dtype=np.float64)
    spread = cv2.perspectiveTransform(corners, matrix)[0]
    low, high = spread.min(axis=0), spread.max(axis=0)
    wide, tall = high - low
    if not (0.5 * width < wide < 2 * width and 0.5 * height < tall < 2 * height):
        return _as_it_is(width, height)
    matrix = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]]) @ matrix
    return Lay(matrix, np.linalg.inv(matrix), int(np.ceil(wide)), int(np.ceil(tall)))


def _as_it_is(width: int, height: int) -> Lay:
    return Lay(np.eye(3), np.eye(3), width, height)


def levelled(picture: Any, lay: Lay, paper: int = 255) -> Any:
    """The picture as the level page shows it."""
    if np.array_equal(lay.to_level, np.eye(3)):
        return picture
    return cv2.warpPerspective(
        picture, lay.to_level, (lay.width, lay.height), flags=cv2.INTER_CUBIC, borderValue=paper
    )

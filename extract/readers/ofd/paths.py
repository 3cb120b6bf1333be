"""Path objects → rules, shades and outlines, in points on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from typing import Any

from extract.model import Box
from extract.readers.ofd.package import first, numbers, text_of
from extract.readers.ofd.resources import LINE_WIDTH, Pen
from extract.readers.pdf.limits import MAX_RULES, PageTooLarge
from extract.readers.pdf.matrix import Matrix
from extract.readers.pdf.page import Rule
from extract.readers.pdf.ruled.rules import THIN, is_bar, of_box

Bounds = tuple[float, float, float, float]
Point = tuple[float, float]
_THICK_STROKE = 6.0
"""A stroke wider than this, in points, paints an area."""
_DARK = 0.75
_POINTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Numbers behind each letter of a path."""
_CURVES = frozenset("QBA")


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page beside its text; `covers` are opaque boxes with their turn."""

    rules: list[Rule] = field(default_factory=list)
    shades: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    outlines: list[Box] = field(default_factory=list)
    covers: list[tuple[int, Bounds]] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    """The corners of a subpath, and whether it is curved."""

    points: list[Point]
    curved: bool = False


def draw(item: Any, matrix: Matrix, pen: Pen, drawn: Drawn, at: int) -> None:
    """Add what a path object draws; `at` is its turn in the order of drawing."""
    lines = subpaths(text_of(first(item, "AbbreviatedData")), matrix)
    stroked = item.get("Stroke", "true").lower() != "false"
    filled = item.get("Fill", "false").lower() == "true"
    colour = first(item, "FillColor")
    opaque = is_opaque(item) and (colour is None or is_opaque(colour))
    width = (LINE_WIDTH if pen.width is None else pen.width) * hypot(matrix.a, matrix.b)
    for line in lines if stroked else ():
        if width <= _THICK_STROKE:
            _stroke(line, drawn)
        else:
            drawn.rules += _bars(line, width)
    if filled and len(lines) == 1:
        if _fill(lines[0], pen, drawn, alone=not stroked) and opaque:
            drawn.covers.append((at, _bounds(lines[0])))
    elif filled:
        _parts(lines, pen, drawn)
    if len(drawn.rules) > MAX_RULES:
        raise PageTooLarge


def is_opaque(item: Any) -> bool:
    """Does something, or a colour, hide what is under it?"""
    return all(alpha >= 255 for alpha in numbers(item.get("Alpha"))[:1])


def _stroke(line: _Line, drawn: Drawn) -> None:
    """Upright and level pieces are rules; a curve is none."""
    for (x0, y0), (x1, y1) in pairwise(line.points):
        if not line.curved and (abs(x1 - x0) <= 1.0 or abs(y1 - y0) <= 1.0):
            drawn.rules += of_box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _bars(line: _Line, width: float) -> Iterator[Rule]:
    """Long pieces of a very thick stroke, which frames of pages are."""
    for (x0, y0), (x1, y1) in pairwise(line.points):
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if max(box[2] - box[0], box[3] - box[1]) > 4 * width:
            yield from of_box(*box)


def _fill(line: _Line, pen: Pen, drawn: Drawn, *, alone: bool) -> bool:
    """Add what a filled shape is: a rule, an outline, a shade; is it a box?"""
    box = _bounds(line)
    if alone and (min(box[2] - box[0], box[3] - box[1]) <= THIN or is_bar(*box)):
        drawn.rules += of_box(*box)
        return False
    if _dark(pen):
        whole = Box(x0=box[0], top=box[1], x1=box[2], bottom=box[3])
        (drawn.shades if _boxy(line) else drawn.outlines).append(whole)
    return _boxy(line)


def _parts(lines: list[_Line], pen: Pen, drawn: Drawn) -> None:
    """Thin boxes filled together as one path; two boxes one in the other are a frame."""
    outer: Bounds | None = None
    for line in lines:
        box = _bounds(line)
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            drawn.rules += of_box(*box)
        elif outer and all(abs(p - q) <= THIN for p, q in zip(outer, box, strict=True)):
            drawn.rules += [rule for side in _ring(outer, box) for rule in of_box(*side)]
        outer = box
    if not all(map(_boxy, lines)) and _dark(pen):
        edges = list(zip(*map(_bounds, lines), strict=True))
        left, top, right, bottom = min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3])
        drawn.outlines.append(Box(x0=left, top=top, x1=right, bottom=bottom))


def _ring(one: Bounds, other: Bounds) -> tuple[Bounds, ...]:
    """The four sides of a frame that is one box cut out of another."""
    x0, y0, x1, y1 = (min(pair) for pair in zip(one, other, strict=True))
    u0, v0, u1, v1 = (max(pair) for pair in zip(one, other, strict=True))
    return (x0, y0, u1, v0), (x0, y1, u1, v1), (x0, y0, u0, v1), (x1, y0, u1, v1)


def _dark(pen: Pen) -> bool:
    """Does a fill stand out so that pale text on it does?"""
    red, green, blue = pen.fill or (0.0, 0.0, 0.0)
    return 0.30 * red + 0.59 * green + 0.11 * blue < _DARK


def subpaths(data: str, matrix: Matrix) -> list[_Line]:
    """The subpaths of abbreviated data, their corners in points; of curves the ends.

    >>> [line.points for line in subpaths("M 0 0 L 3 0 L 3 4 C M 1 1", Matrix())]
    [[(0.0, 0.0), (3.0, 0.0), (3.0, 4.0), (0.0, 0.0)]]
    """
    lines: list[_Line] = []
    for letter, values in _steps(data):
        if letter == "C":
            if lines:
                lines[-1].points.append(lines[-1].points[0])
            continue
        point = matrix.point(values[-2], values[-1])
        if letter in "SM" or not lines:
            lines.append(_Line([point]))
        else:
            lines[-1].points.append(point)
            lines[-1].curved |= letter in _CURVES
    return [line for line in lines if len(line.points) > 1]


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Letters with their numbers; what is neither ends the path."""
    words = data.replace(",", " ").split()
    at = 0
    while at < len(words):
        letter = words[at].upper()
        count = _POINTS.get(letter)
        if count is None or at + count >= len(words) + (0 if count else 1):
            return
        try:
            values = [float(word) for word in words[at + 1 : at + 1 + count]]
        except ValueError:
            return
        yield letter, values
        at += 1 + count


def _bounds(line: _Line) -> Bounds:
    xs, ys = zip(*line.points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _boxy(line: _Line) -> bool:
    """Do the corners go upright and level only, as those of boxes do?"""
    return not line.curved and all(
        abs(x1 - x0) < 0.5 or abs(y1 - y0) < 0.5 for (x0, y0), (x1, y1) in pairwise(line.points)
    )

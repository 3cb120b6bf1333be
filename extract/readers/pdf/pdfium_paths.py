"""Rules, shades and pictures from PDFium's page objects, through form objects and clips."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from extract.model import Box
from extract.readers.pdf.limits import MAX_DEPTH, MAX_OBJECTS, MAX_RULES, PageTooLarge
from extract.readers.pdf.matrix import Matrix
from extract.readers.pdf.page import BACKDROP, Rule
from extract.readers.pdf.rules import THIN, is_bar, of_box

THICK_STROKE = 6.0
"""A stroke wider than this paints an area."""
Bounds = tuple[float, float, float, float]


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page beside its text, as shown; `pictures` is an area."""

    rules: list[Rule] = field(default_factory=list)
    shades: list[Box] = field(default_factory=list)
    pictures: float = 0.0
    objects: int = 0


def walk(page: Any, matrix: Matrix, width: float, height: float) -> Drawn:
    """All rules of an open page; raises PageTooLarge."""
    drawn = Drawn()
    _Walker(drawn, (0.0, 0.0, width, height)).objects(page, matrix, depth=0)
    return drawn


class _Walker:
    """One walk over a page's objects: buffers for the calls, and what was found."""

    def __init__(self, drawn: Drawn, shown: Bounds) -> None:
        self.drawn, self.shown = drawn, shown
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._at_sides = [ctypes.byref(side) for side in self._sides]
        self._modes = ctypes.c_int(), ctypes.c_int()
        self._point = ctypes.c_float(), ctypes.c_float()

    def objects(self, holder: Any, matrix: Matrix, *, depth: int) -> None:
        """Visit the objects of a page (depth 0) or of a form object."""
        if depth == 0:
            count, get = pdfium.FPDFPage_CountObjects(holder), pdfium.FPDFPage_GetObject
        else:
            count, get = pdfium.FPDFFormObj_CountObjects(holder), pdfium.FPDFFormObj_GetObject
        self.drawn.objects += count
        if self.drawn.objects > MAX_OBJECTS:
            raise PageTooLarge
        kind = pdfium.FPDFPageObj_GetType
        for n in range(count):
            item = get(holder, n)
            match kind(item):
                case pdfium.FPDF_PAGEOBJ_PATH:
                    self._path(item, matrix)
                case pdfium.FPDF_PAGEOBJ_IMAGE:
                    box = self._cut(item, self._bounds(item, matrix), matrix)
                    self.drawn.pictures += max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)
                    self._ground(box)
                case pdfium.FPDF_PAGEOBJ_SHADING:
                    self._ground(self._cut(item, self._bounds(item, matrix), matrix))
                case pdfium.FPDF_PAGEOBJ_FORM if depth < MAX_DEPTH:
                    self.objects(item, matrix.after(_matrix(item)), depth=depth + 1)

    def _ground(self, box: Bounds) -> None:
        """A picture or a gradient may carry pale text, but for one under all of a page."""
        wide, tall = box[2] - box[0], box[3] - box[1]
        if wide > 0 and tall > 0 and wide * tall < BACKDROP * self.shown[2] * self.shown[3]:
            self.drawn.shades.append(Box(x0=box[0], top=box[1], x1=box[2], bottom=box[3]))

    def _bounds(self, item: Any, matrix: Matrix) -> Bounds:
        pdfium.FPDFPageObj_GetBounds(item, *self._at_sides)
        left, bottom, right, top = (side.value for side in self._sides)
        return matrix.box(left, bottom, right, top)

    def _path(self, item: Any, matrix: Matrix) -> None:
        fill, stroke = self._modes
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        whole = self._bounds(item, matrix)
        box = self._cut(item, whole, matrix)
        if box[2] < box[0] or box[3] < box[1]:
            return
        thick = min(box[2] - box[0], box[3] - box[1])
        if thick <= (THICK_STROKE if stroke.value else THIN) or is_bar(*box):
            self.drawn.rules += of_box(*box)
        elif stroke.value:
            self._outline(item, matrix, box)
            if fill.value and _dark(item):
                self.drawn.shades.append(Box(x0=box[0], top=box[1], x1=box[2], bottom=box[3]))
        elif pdfium.FPDFPath_CountSegments(item) > 5:
            self._parts(item, matrix, box)
        elif _dark(item):
            self.drawn.shades.append(Box(x0=box[0], top=box[1], x1=box[2], bottom=box[3]))
        if len(self.drawn.rules) > MAX_RULES:
            raise PageTooLarge

    def _outline(self, item: Any, matrix: Matrix, visible: Bounds) -> None:
        """Upright and level lines of a stroked path, as far as they are visible."""
        for line in self._subpaths(item, matrix):
            for (x0, y0), (x1, y1) in pairwise(line):
                if abs(x1 - x0) > 1.0 and abs(y1 - y0) > 1.0:
                    continue
                box = _common((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), visible)
                if box[2] >= box[0] and box[3] >= box[1]:
                    self.drawn.rules += of_box(*box)

    def _parts(self, item: Any, matrix: Matrix, visible: Bounds) -> None:
        """Thin boxes filled together as one path; two boxes one in the other are a frame."""
        outer: Bounds | None = None
        for line in self._subpaths(item, matrix):
            xs, ys = [p[0] for p in line], [p[1] for p in line]
            whole = (min(xs), min(ys), max(xs), max(ys))
            box = _common(whole, visible)
            if box[2] < box[0] or box[3] < box[1]:
                continue
            if min(box[2] - box[0], box[3] - box[1]) <= THIN:
                self.drawn.rules += of_box(*box)
            elif outer and all(0 <= abs(p - q) <= THIN for p, q in zip(outer, whole, strict=True)):
                for side in _ring(outer, whole):
                    self.drawn.rules += of_box(*_common(side, visible))
            outer = whole

    def _subpaths(self, item: Any, matrix: Matrix) -> list[list[tuple[float, float]]]:
        """The corner points of each subpath, as shown; curves end one and start another."""
        inner = matrix.after(_matrix(item))
        lines: list[list[tuple[float, float]]] = []
        x, y = self._point
        for n in range(pdfium.FPDFPath_CountSegments(item)):
            segment = pdfium.FPDFPath_GetPathSegment(item, n)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = inner.point(x.value, y.value)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO and lines:
                lines[-1].append(point)
            else:
                lines.append([point])
            if pdfium.FPDFPathSegment_GetClose(segment):
                lines[-1].append(lines[-1][0])
        return lines

    def _cut(self, item: Any, box: Bounds, matrix: Matrix) -> Bounds:
        """The part of a box that lies on the page and inside the object's clip.

        A clip path's bounding box stands for it: clips of tables are rectangles.
        """
        box = _common(box, self.shown)
        clip = pdfium.FPDFPageObj_GetClipPath(item)
        for n in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
            xs, ys = [], []
            x, y = self._point
            for k in range(pdfium.FPDFClipPath_CountPathSegments(clip, n)):
                segment = pdfium.FPDFClipPath_GetPathSegment(clip, n, k)
                pdfium.FPDFPathSegment_GetPoint(segment, x, y)
                point = matrix.point(x.value, y.value)
                xs.append(point[0])
                ys.append(point[1])
            if xs:
                box = _common(box, (min(xs) - 0.5, min(ys) - 0.5, max(xs) + 0.5, max(ys) + 0.5))
        return box


def _common(one: Bounds, other: Bounds) -> Bounds:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def _ring(outer: Bounds, inner: Bounds) -> list[Bounds]:
    """The four sides of a frame drawn as one box cut out of another."""
    x0, y0, x1, y1 = (min(p, q) for p, q in zip(outer, inner, strict=True))
    u0, v0, u1, v1 = (max(p, q) for p, q in zip(outer, inner, strict=True))
    return [(x0, y0, u1, v0), (x0, y1, u1, v1), (x0, y0, u0, v1), (x1, y0, u1, v1)]


def _matrix(item: Any) -> Matrix:
    values = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, values)
    return Matrix(values.a, values.b, values.c, values.d, values.e, values.f)


def _dark(item: Any) -> bool:
    """Is an area filled so darkly that pale text stands out on it?"""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return True
    grey = (0.30 * red.value + 0.59 * green.value + 0.11 * blue.value) / 255
    return bool(1 - (1 - grey) * alpha.value / 255 < 0.75)

"""Rules, shades and pictures from PDFium's page objects, through form objects and clips."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import groupby, pairwise, repeat
from operator import itemgetter
from typing import Any

import pypdfium2.raw as pdfium

from extract.model import Box
from extract.readers.pdf.engines import pdfium_calls as calls
from extract.readers.pdf.engines.pdfium_calls import address, reference, references
from extract.readers.pdf.limits import MAX_DEPTH, MAX_OBJECTS, MAX_RULES, PageTooLarge
from extract.readers.pdf.matrix import Matrix
from extract.readers.pdf.page import BACKDROP, WHITE, Rule, Slant, darkness, slant
from extract.readers.pdf.ruled.rules import THIN, is_bar, of_box

DRAWING = 0.2
"""A filled shape over this share of a page is no print: a drawing, a coat of arms."""
SPECK = 12.0
"""Points: the sides of what may be drawn in the place of a character, at the most."""
THICK_STROKE = 6.0
"""A stroke wider than this paints an area."""
_CLIPPED = 1.0
"""Points of a text that a clip takes away, at the least."""
Bounds = tuple[float, float, float, float]
_KIND = itemgetter(1)
_OF_A_PAGE = calls.page_count, calls.page_item


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page beside its text, as shown; `pictures` is an area.

    `texts`: address of a text object → its place in the order of drawing; `space`: the matrix that
    takes its bounds to the page as shown, and `spaces` those of texts in form objects; `covers`:
    opaque boxes with their place, and whether they hide what was drawn before for certain; `clips`:
    what is left of a text that is clipped; `tints`: all that white text can be seen upon.
    """

    rules: list[Rule] = field(default_factory=list)
    shades: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    outlines: list[Box] = field(default_factory=list)
    slants: list[Slant] = field(default_factory=list)
    specks: list[Box] = field(default_factory=list)
    texts: dict[int, int] = field(default_factory=dict)
    space: Matrix = field(default_factory=Matrix)
    spaces: dict[int, Matrix] = field(default_factory=dict)
    covers: list[tuple[int, Bounds, bool]] = field(default_factory=list)
    clips: dict[int, Bounds] = field(default_factory=dict)
    tints: list[Bounds] = field(default_factory=list)
    pictures: float = 0.0
    objects: int = 0
    drawn: int = 0

    def space_of(self, text: int) -> Matrix:
        """The matrix that takes the bounds of a text object to the page as shown."""
        return self.spaces.get(text, self.space)


def walk(page: Any, matrix: Matrix, width: float, height: float) -> Drawn:
    """All rules of an open page; raises PageTooLarge."""
    drawn = Drawn(space=matrix)
    _Walker(drawn, (0.0, 0.0, width, height)).objects(reference(address(page)), matrix, depth=0)
    return drawn


class _Walker:
    """One walk over a page's objects: buffers for the calls, and what was found."""

    def __init__(self, drawn: Drawn, shown: Bounds) -> None:
        self.drawn, self.shown = drawn, shown
        self._point = (ctypes.c_float * 2)()
        self._to_point = references(self._point)

    def objects(self, holder: Any, matrix: Matrix, *, depth: int) -> None:
        """Visit the objects of a page (depth 0) or of a form object, which is a reference."""
        count, get = (calls.form_count, calls.form_item) if depth else _OF_A_PAGE
        number = count(holder)
        self.drawn.objects += number
        if self.drawn.objects > MAX_OBJECTS:
            raise PageTooLarge
        items = list(map(get, repeat(holder), range(number)))
        for kind, alike in groupby(zip(items, map(calls.kind, items), strict=True), _KIND):
            group = [item for item, _ in alike]
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._texts(group, matrix, depth)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._paths(group, matrix)
            else:
                for item in group:
                    self._other(kind, item, matrix, depth)

    def _other(self, kind: int, item: int, matrix: Matrix, depth: int) -> None:
        """An object that is neither text nor a path."""
        self.drawn.drawn += 1
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._image(*self._visible([item], matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            self._ground(*self._visible([item], matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            self.objects(reference(item), matrix.after(_matrix(item)), depth=depth + 1)

    def _texts(self, items: list[int], matrix: Matrix, depth: int) -> None:
        """Texts that are drawn one after the other: a character each, as some producers write."""
        first = self.drawn.drawn + 1
        self.drawn.drawn += len(items)
        self.drawn.texts.update(zip(items, range(first, first + len(items)), strict=True))
        if depth:
            self.drawn.spaces.update(zip(items, repeat(matrix), strict=False))
        clipped = [
            item for item, clips in zip(items, calls.clips_of(items), strict=True) if clips > 0
        ]
        if clipped:  # a clip may take something away of them
            wholes = matrix.boxes(calls.bounds_of(clipped))
            lefts = self._visible(clipped, matrix)
            for item, whole, left in zip(clipped, wholes, lefts, strict=True):
                if any(abs(a - b) > _CLIPPED for a, b in zip(left, whole, strict=True)):
                    self.drawn.clips[item] = left

    def _image(self, box: Bounds) -> None:
        """A picture; one as thin as a rule is one."""
        wide, tall = box[2] - box[0], box[3] - box[1]
        if wide <= 0 or tall <= 0:
            return
        if min(wide, tall) <= THIN:
            self.drawn.rules += of_box(*box)
            return
        self._speck(0, box)
        if self.drawn.texts:
            self.drawn.covers.append((self.drawn.drawn, box, False))
        self.drawn.pictures += wide * tall
        self.drawn.images.append(Box(x0=box[0], top=box[1], x1=box[2], bottom=box[3]))
        self._ground(box)

    def _speck(self, item: int, box: Bounds) -> None:
        """A shape no larger than a character, and no ground of one, may be drawn for it."""
        if max(box[2] - box[0], box[3] - box[1]) < SPECK and (not item or _tinted(item)):
            self.drawn.specks.append(Box(x0=box[0], top=box[1], x1=box[2], bottom=box[3]))

    def _ground(self, box: Bounds) -> None:
        """A picture or a gradient may carry pale text, but for one under all of a page."""
        wide, tall = box[2] - box[0], box[3] - box[1]
        self.drawn.tints.append(box)
        if wide > 0 and tall > 0 and wide * tall < BACKDROP * self.shown[2] * self.shown[3]:
            self.drawn.shades.append(Box(x0=box[0], top=box[1], x1=box[2], bottom=box[3]))

    def _paths(self, items: list[int], matrix: Matrix) -> None:
        """Paths that are drawn one after the other; most are as thin as a rule, and are one.

        PDFium makes no object of a path that is neither filled nor stroked.
        """
        drawn, rules = self.drawn, self.drawn.rules
        for item, box in zip(items, self._visible(items, matrix), strict=True):
            drawn.drawn += 1
            wide, tall = box[2] - box[0], box[3] - box[1]
            if wide < 0 or tall < 0:
                continue
            if wide < SPECK and tall < SPECK:
                self._speck(item, box)
            if wide <= THIN or tall <= THIN:
                rules += of_box(*box)
            else:
                self._area(item, matrix, box)
            if len(rules) > MAX_RULES:
                raise PageTooLarge

    def _area(self, item: int, matrix: Matrix, box: Bounds) -> None:
        """A path that is not as thin as a rule."""
        fill, stroke = calls.mode_of(item)
        if (stroke and min(box[2] - box[0], box[3] - box[1]) <= THICK_STROKE) or is_bar(*box):
            self.drawn.rules += of_box(*box)
        elif stroke:
            self._outline(item, matrix, box)
            if fill and _dark(item):
                self.drawn.shades.append(Box(x0=box[0], top=box[1], x1=box[2], bottom=box[3]))
        elif calls.segment_count(item) > 5 or _curved(item):
            self._parts(item, matrix, box)
        elif _dark(item):
            self.drawn.shades.append(Box(x0=box[0], top=box[1], x1=box[2], bottom=box[3]))
        if self.drawn.texts and (fill or calls.segment_count(item) <= 2):
            self.drawn.covers.append((self.drawn.drawn, box, fill and _covers(item)))
        if fill and _tinted(item):
            self.drawn.tints.append(box)

    def _outline(self, item: int, matrix: Matrix, visible: Bounds) -> None:
        """Upright and level lines of a stroked path, as far as they are visible."""
        for line in self._subpaths(item, matrix):
            for (x0, y0), (x1, y1) in pairwise(line):
                if abs(x1 - x0) > 1.0 and abs(y1 - y0) > 1.0:
                    self.drawn.slants.append(slant(x0, y0, x1, y1))
                    continue
                box = _common((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), visible)
                if box[2] >= box[0] and box[3] >= box[1]:
                    self.drawn.rules += of_box(*box)

    def _parts(self, item: int, matrix: Matrix, visible: Bounds) -> None:
        """Thin boxes filled together as one path; two boxes one in the other are a frame."""
        outer: Bounds | None = None
        shaped = False
        for line in self._subpaths(item, matrix):
            shaped = shaped or not _boxy(line)
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
        wide, tall = visible[2] - visible[0], visible[3] - visible[1]
        drawing = wide * tall > DRAWING * self.shown[2] * self.shown[3]
        if shaped and not drawing and _dark(item):
            self.drawn.outlines.append(
                Box(x0=visible[0], top=visible[1], x1=visible[2], bottom=visible[3])
            )

    def _subpaths(self, item: int, matrix: Matrix) -> list[list[tuple[float, float]]]:
        """The corner points of each subpath, as shown; curves end one and start another."""
        inner = matrix.after(_matrix(item))
        lines: list[list[tuple[float, float]]] = []
        for n in range(calls.segment_count(item)):
            segment = calls.segment(item, n)
            calls.segment_point(segment, *self._to_point)
            point = inner.point(*self._point[:])
            if calls.segment_kind(segment) == pdfium.FPDF_SEGMENT_LINETO and lines:
                lines[-1].append(point)
            else:
                lines.append([point])
            if calls.segment_closes(segment):
                lines[-1].append(lines[-1][0])
        return lines

    def _visible(self, items: list[int], matrix: Matrix) -> list[Bounds]:
        """The parts of objects' bounds that lie on the page and inside the objects' clips."""
        boxes = matrix.boxes(calls.bounds_of(items))
        _, _, right, bottom = shown = self.shown
        for n, (box, clips) in enumerate(zip(boxes, calls.clips_of(items), strict=True)):
            if box[0] < 0.0 or box[1] < 0.0 or box[2] > right or box[3] > bottom:
                boxes[n] = _common(box, shown)
            if clips > 0:
                boxes[n] = self._inside(boxes[n], items[n], clips, matrix)
        return boxes

    def _inside(self, box: Bounds, item: int, clips: int, matrix: Matrix) -> Bounds:
        """The part of a box inside an object's clips.

        A clip path's bounding box stands for it: clips of tables are rectangles.
        """
        clip = calls.clip(item)
        for n in range(clips):
            xs, ys = [], []
            for k in range(calls.clip_segment_count(clip, n)):
                calls.segment_point(calls.clip_segment(clip, n, k), *self._to_point)
                point = matrix.point(*self._point[:])
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


def _matrix(item: int) -> Matrix:
    values = (ctypes.c_float * 6)()
    calls.matrix(item, ctypes.addressof(values))
    return Matrix(*values[:])


def _curved(item: int) -> bool:
    count = calls.segment_count(item)
    kinds = (calls.segment_kind(calls.segment(item, n)) for n in range(count))
    return pdfium.FPDF_SEGMENT_BEZIERTO in kinds


def _boxy(line: list[tuple[float, float]]) -> bool:
    """Do the corners of a subpath go upright and level only, as those of boxes do?"""
    return len(line) > 2 and all(
        abs(x1 - x0) < 0.5 or abs(y1 - y0) < 0.5 for (x0, y0), (x1, y1) in pairwise(line)
    )


def _covers(item: int) -> bool:
    """Does a filled box hide what is under it? It is opaque, and drawn in the usual way."""
    colour = calls.fill_of(item)
    opaque = colour is not None and colour[3] == 1.0
    return bool(opaque and calls.segment_count(item) <= 5 and not calls.transparent(item))


def _tinted(item: int) -> bool:
    """Is an area filled in anything but white?"""
    colour = calls.fill_of(item)
    return colour is None or darkness(*colour) > WHITE


def _dark(item: int) -> bool:
    """Is an area filled so darkly that pale text stands out on it?"""
    colour = calls.fill_of(item)
    if colour is None:
        return True
    red, green, blue, alpha = colour
    grey = 0.30 * red + 0.59 * green + 0.11 * blue
    return 1 - (1 - grey) * alpha < 0.75

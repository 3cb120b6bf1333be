"""A page's XML → Page: its layers, templates and annotations, one drawn after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extract.model import Box
from extract.readers.ofd.letters import letters
from extract.readers.ofd.package import first, local, numbers, text_of, within
from extract.readers.ofd.paths import Bounds, Drawn, draw
from extract.readers.ofd.resources import Pen, Resources
from extract.readers.pdf.limits import MAX_DEPTH, MAX_GLYPHS, MAX_OBJECTS, PageTooLarge
from extract.readers.pdf.matrix import Matrix
from extract.readers.pdf.page import BACKDROP, Glyph, Page, as_runs, is_pale
from extract.readers.pdf.ruled.rules import THIN, of_box

POINT = 72 / 25.4
"""Points of a millimetre."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_MOST_COVERED = 20_000_000
"""Pairs of a character and a box painted later that may hide it."""
_LONGEST = 50_000.0
"""Millimetres of a side: a page may claim to be as large as a town."""


@dataclass(slots=True)
class Canvas:
    """A page on which objects are drawn one after the other."""

    number: int
    box: tuple[float, float, float, float]
    """Left, top, width, height of the page in millimetres."""
    resources: Resources
    glyphs: list[tuple[int, Glyph]] = field(default_factory=list)
    drawn: Drawn = field(default_factory=Drawn)
    hidden: int = 0
    objects: int = 0

    def layers(self, content: Any) -> None:
        """Draw the layers of a page, what lies at the back first."""
        order = {"Background": 0, "Body": 1, "Foreground": 2}
        layers = list(within(content, "Layer"))
        layers.sort(key=lambda each: order.get(each.get("Type", "Body"), 1))
        for layer in layers:
            pen = self.resources.pen(layer, Pen())
            self.block(layer, self._whole(), pen)

    def block(self, block: Any, matrix: Matrix, pen: Pen, depth: int = 0) -> None:
        """Draw the objects of a block; `matrix` leads from it to points on the page."""
        if depth > MAX_DEPTH:
            return
        for item in block:
            self.objects += 1
            if self.objects > MAX_OBJECTS:
                raise PageTooLarge
            if local(item) == "PageBlock":
                self.block(item, matrix, pen, depth + 1)
            elif item.get("Visible", "true").lower() == "false":
                self.hidden += sum(len(code.text or "") for code in within(item, "TextCode"))
            else:
                self._item(item, matrix.after(_own(item)), self.resources.pen(item, pen), depth)

    def annotation(self, appearance: Any) -> None:
        """Draw what an annotation looks like."""
        left, top, *_ = (*numbers(appearance.get("Boundary")), 0.0, 0.0)
        self.block(appearance, self._whole().after(Matrix(e=left, f=top)), Pen())

    def _item(self, item: Any, matrix: Matrix, pen: Pen, depth: int) -> None:
        kind = local(item)
        if kind == "TextObject":
            self._text(item, matrix, pen)
        elif kind == "PathObject":
            if _alpha(item) > 0:
                draw(item, matrix, pen, self.drawn, self.objects)
            if not self.glyphs:
                self.drawn.covers.clear()  # there is nothing yet to be hidden
        elif kind == "ImageObject":
            self._image(item, matrix)
        elif kind == "CompositeObject":
            unit = self.resources.graphics.get(item.get("ResourceID", ""))
            content = first(unit, "Content")
            if content is not None:
                self.block(content, matrix, pen, depth + 1)

    def _text(self, item: Any, matrix: Matrix, pen: Pen) -> None:
        seen = item.get("Fill", "true").lower() != "false" or item.get("Stroke") == "true"
        alpha = _alpha(item)
        fill = pen.fill or (0.0, 0.0, 0.0)
        for glyph in letters(item, matrix, pale=is_pale(*fill, alpha)):
            if seen and alpha > 0 and self._is_on_it(glyph):
                self.glyphs.append((self.objects, glyph))
            else:
                self.hidden += 1
        if len(self.glyphs) > MAX_GLYPHS:
            raise PageTooLarge

    def _image(self, item: Any, matrix: Matrix) -> None:
        """A picture; one as thin as a rule is one."""
        sides = numbers(item.get("Boundary"))
        if len(sides) < 4:
            return
        own = numbers(item.get("CTM"))
        # the matrix of a picture leads from a square of one to its place; else its boundary tells
        box = matrix.box(0, 0, 1, 1) if len(own) == 6 else matrix.box(0, 0, sides[2], sides[3])
        left, top = max(box[0], 0.0), max(box[1], 0.0)
        right, bottom = min(box[2], self.width), min(box[3], self.height)
        if right <= left or bottom <= top:
            return
        if min(right - left, bottom - top) <= THIN:
            self.drawn.rules += of_box(left, top, right, bottom)
            return
        self.drawn.images.append(Box(x0=left, top=top, x1=right, bottom=bottom))

    @property
    def width(self) -> float:
        """Points."""
        return self.box[2] * POINT

    @property
    def height(self) -> float:
        """Points."""
        return self.box[3] * POINT

    def _whole(self) -> Matrix:
        """From millimetres of the page to points from its top left."""
        return Matrix(POINT, 0.0, 0.0, POINT, -self.box[0] * POINT, -self.box[1] * POINT)

    def _is_on_it(self, glyph: Glyph) -> bool:
        return -1 <= glyph.x <= self.width + 1 and -1 <= glyph.y <= self.height + 1

    def page(self) -> Page:
        """What was drawn, as the steps of the ruled grid take it."""
        if len(self.drawn.covers) * len(self.glyphs) > _MOST_COVERED:
            raise PageTooLarge
        covered = {n for n, (at, glyph) in enumerate(self.glyphs) if self._hides(at, glyph)}
        glyphs = [glyph for _, glyph in self.glyphs]
        area = (self.width * self.height) or 1.0
        images = self.drawn.images
        grounds = [box for box in images if _area(box) < BACKDROP * area]
        return Page(
            number=self.number,
            width=self.width,
            height=self.height,
            runs=tuple(as_runs(glyph for n, glyph in enumerate(glyphs) if n not in covered)),
            rules=tuple(self.drawn.rules),
            shades=(*self.drawn.shades, *grounds),
            pictures=sum(map(_area, images)) / area,
            images=tuple(images),
            outlines=tuple(self.drawn.outlines),
            hidden=self.hidden,
            covered=tuple(glyphs[n] for n in sorted(covered)),
        )

    def _hides(self, at: int, glyph: Glyph) -> bool:
        """Is something opaque painted over a character after it?"""
        return any(later > at and _holds(box, glyph) for later, box in self.drawn.covers)


def page_box(area: Any) -> tuple[float, float, float, float] | None:
    """Left, top, width and height of a page in millimetres; None where nothing is said."""
    found = numbers(text_of(first(area, "PhysicalBox")))
    if len(found) < 4 or not (0 < found[2] <= _LONGEST and 0 < found[3] <= _LONGEST):
        return None
    return found[0], found[1], found[2], found[3]


def page_size(*areas: Any) -> tuple[float, float, float, float]:
    """The box of a page by the first area that states one; else that of A4."""
    return next(filter(None, map(page_box, areas)), _A4)


def _own(item: Any) -> Matrix:
    """From an object's own space to that of what it lies in."""
    left, top, *_ = (*numbers(item.get("Boundary")), 0.0, 0.0)
    own = numbers(item.get("CTM"))
    place = Matrix(e=left, f=top)
    return place.after(Matrix(*own)) if len(own) == 6 else place


def _alpha(item: Any) -> float:
    """How opaque an object is, from 0 to 1."""
    found = numbers(item.get("Alpha"))
    return found[0] / 255 if found else 1.0


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _holds(box: Bounds, glyph: Glyph) -> bool:
    middle, level = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] < middle < box[2] and box[1] < level < box[3]

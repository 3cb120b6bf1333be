"""The one interface between the engines and the grid: what is printed on a page, as shown.

All lengths are PDF points from the top left of the page as a reader of it sees it: crop box and
/Rotate are applied by the engine, before any table work.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extract.model import Box, Sight


class Glyph(NamedTuple):
    """One printed character. `x`, `y` is its origin: on the baseline, where it starts.

    `turn` counts the quarter turns clockwise in which it stands (0 upright, 3 reading upwards),
    OBLIQUE for any other angle. `size` is roughly one em: its extent across the reading direction.
    `pale` tells that it is printed so lightly that text printed over
    it stays readable.
    """

    text: str
    x: float
    y: float
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int
    pale: bool
    size: float


OBLIQUE = -1
TIGHT = 0.1
"""Ems of white between two characters of a run, at the most."""
UNEVEN = 10.0
"""In a run whose largest character is so many times the smallest, white may be wide beside that."""
BACKDROP = 0.5
"""A picture over this share of a page is its background, or its scan; a smaller one may be the
ground of pale text."""


class Run:
    """Characters right behind each other on one baseline, in one direction, as pale as each other.

    So are nearly all of a page, and what is asked of each of them is asked once. `xs` are their
    origins; `lefts`, `tops`, `rights`, `bottoms` and `sizes` their boxes and ems, one a character.
    Its own `top`, `bottom`, `size` are the outermost ones, `least` is the smallest size. Only a
    character that stands alone can be turned, or be several letters in one.
    """

    __slots__ = (
        *("_made", "bottom", "bottoms", "least", "lefts", "pale", "rights", "size", "sizes"),
        *("text", "top", "tops", "turn", "x", "xs", "y"),
    )

    def __init__(  # noqa: PLR0913, PLR0917 -- the fields of characters
        self,
        text: str,
        xs: Sequence[float],
        y: float,
        lefts: Sequence[float],
        tops: Sequence[float],
        rights: Sequence[float],
        bottoms: Sequence[float],
        turn: int,
        pale: bool,
        sizes: Sequence[float],
        made: list[Glyph] | None = None,
        *,
        alike: bool = False,
    ) -> None:
        """`made`: its characters one by one, where somebody has them; are all as high, low and
        large as each other, `alike`?
        """
        self.text, self.x, self.xs, self.y = text, xs[0], xs, y
        self.lefts, self.tops, self.rights, self.bottoms = lefts, tops, rights, bottoms
        self.turn, self.pale, self.sizes, self._made = turn, pale, sizes, made
        if alike:
            self.top, self.bottom, self.size = tops[0], bottoms[0], sizes[0]
            self.least = self.size
        else:
            self.top, self.bottom, self.size = min(tops), max(bottoms), max(sizes)
            self.least = min(sizes)

    def __len__(self) -> int:
        return len(self.lefts)

    @property
    def texts(self) -> Sequence[str]:
        """What its characters say, one by one."""
        return self.text if len(self.lefts) > 1 else (self.text,)

    @property
    def glyphs(self) -> list[Glyph]:
        """The characters one by one: the same objects whenever they are asked for."""
        if self._made is None:
            sides = self.lefts, self.tops, self.rights, self.bottoms
            y, turn, pale = self.y, self.turn, self.pale
            self._made = [
                Glyph(text, x, y, left, top, right, bottom, turn, pale, size)
                for text, x, left, top, right, bottom, size in zip(
                    self.texts, self.xs, *sides, self.sizes, strict=True
                )
            ]
        return self._made

    def part(self, first: int, end: int) -> Run:
        """The characters from `first` up to `end`, as a run of their own."""
        if first == 0 and end == len(self.lefts):
            return self
        return _run(self.glyphs[first:end])


def as_runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """Characters as runs, in their order; they stay the same objects."""
    parts: list[list[Glyph]] = []
    for glyph in glyphs:
        if parts and _right_behind(parts[-1][-1], glyph):
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    return list(map(_run, parts))


def _run(glyphs: list[Glyph]) -> Run:
    texts, xs, ys, lefts, tops, rights, bottoms, turns, pales, sizes = zip(*glyphs, strict=True)
    sides = lefts, tops, rights, bottoms
    return Run("".join(texts), xs, ys[0], *sides, turns[0], pales[0], sizes, glyphs)


def _right_behind(before: Glyph, glyph: Glyph) -> bool:
    """May a character be of the run that the one before it ends?"""
    return (
        before.y == glyph.y
        and before.pale is glyph.pale
        and before.turn == glyph.turn == 0
        and len(before.text) == len(glyph.text) == 1
        and before.x < glyph.x
        and before.x0 < glyph.x0 < glyph.x1
        and -1.0 < glyph.x0 - before.x1 <= TIGHT * glyph.size
    )


def glyphs_of(runs: Iterable[Run]) -> list[Glyph]:
    """The characters of runs one by one."""
    return [glyph for run in runs for glyph in run.glyphs]


class Rule(NamedTuple):
    """A straight printed rule, or a piece of one: at `at` (y if `flat`, else x) from `a` to `b`."""

    flat: bool
    at: float
    a: float
    b: float


class Slant(NamedTuple):
    """An oblique printed line, from its left end to its right one."""

    x0: float
    y0: float
    x1: float
    y1: float


class Field(NamedTuple):
    """A form field: its box on the page, and the value that the file holds for it."""

    box: Box
    value: str


class Seen(NamedTuple):
    """A line of print read from a picture: its box, its text, and how well it was seen."""

    box: Box
    text: str
    sight: Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an engine found on a page; `number` counts from 1. `runs` are its characters.

    `shades` are what may carry pale text: dark filled boxes too thick for a rule, gradients, small
    pictures; `pictures` is the share of the page that images cover (0 to 1, more where they
    overlap). `images` are those too thick for a rule, `outlines` filled shapes that are neither
    rules nor boxes (print drawn without a font looks so), `slants` oblique lines,
    `specks` shapes and lines no larger than a character,
    `fields` those of a form to be filled in,
    `hidden` counts characters, spaces aside, that the file holds and does not show, `covered` are
    those that something painted later hides, `beyond` those of lines that run off the page.
    `seen`: of a page read from its picture, how well each line was seen; `cut`: where tables run
    off the sheet.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...] = ()
    rules: tuple[Rule, ...] = ()
    shades: tuple[Box, ...] = ()
    pictures: float = 0.0
    images: tuple[Box, ...] = ()
    outlines: tuple[Box, ...] = ()
    slants: tuple[Slant, ...] = ()
    specks: tuple[Box, ...] = ()
    fields: tuple[Field, ...] = ()
    hidden: int = 0
    covered: tuple[Glyph, ...] = ()
    beyond: tuple[Glyph, ...] = ()
    seen: tuple[Seen, ...] = ()
    cut: tuple[Box, ...] = ()

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """Its characters one by one."""
        return tuple(glyphs_of(self.runs))


def slant(x0: float, y0: float, x1: float, y1: float) -> Slant:
    """The line between two points, whichever is the left one."""
    return Slant(x0, y0, x1, y1) if x0 <= x1 else Slant(x1, y1, x0, y0)


WHITE = 0.02
"""Print less dark than this cannot be told from white paper."""


def darkness(red: float, green: float, blue: float, alpha: float = 1.0) -> float:
    """How far from white something of that colour is: 0 white, 1 black; pure colours are dark."""
    return alpha * (1 - min(red, green, blue))


def is_pale(red: float, green: float, blue: float, alpha: float = 1.0) -> bool:
    """Is print of that colour (parts of 0 to 1) so light that text over it stays readable?

    A full colour is no pale one, however bright: orange headings are text.
    """
    colour = max(red, green, blue) - min(red, green, blue)
    dark = 1 - (0.30 * red + 0.59 * green + 0.11 * blue)
    return dark * alpha <= 0.38 and colour * alpha < 0.5


def main_turn(runs: Sequence[Run]) -> int:
    """The direction in which most of a page is printed."""
    if all(run.turn == 0 for run in runs):
        return 0
    counts = [0] * 4
    for run in runs:
        if run.turn != OBLIQUE:
            counts[run.turn] += len(run.lefts)
    return max(range(4), key=counts.__getitem__)


def turned(page: Page, turns: int) -> Page:
    """The page turned counterclockwise by quarter turns, so that text of that `turn` is upright."""
    for _ in range(turns % 4):
        page = _turned_once(page)
    return page


def _turned_once(page: Page) -> Page:
    """One quarter counterclockwise: (x, y) → (y, width - x)."""
    w = page.width
    return replace(
        page,
        width=page.height,
        height=page.width,
        runs=tuple(as_runs(_turned_glyph(g, w) for g in page.glyphs)),
        rules=tuple(
            Rule(False, r.at, w - r.b, w - r.a) if r.flat else Rule(True, w - r.at, r.a, r.b)
            for r in page.rules
        ),
        shades=_turned_boxes(page.shades, page),
        images=_turned_boxes(page.images, page),
        outlines=_turned_boxes(page.outlines, page),
        specks=_turned_boxes(page.specks, page),
        slants=tuple(slant(s.y0, w - s.x0, s.y1, w - s.x1) for s in page.slants),
        covered=tuple(_turned_glyph(g, w) for g in page.covered),
        beyond=tuple(_turned_glyph(g, w) for g in page.beyond),
        fields=tuple(
            Field(field.box.turned(1, page.width, page.height), field.value)
            for field in page.fields
        ),
    )


def _turned_glyph(g: Glyph, w: float) -> Glyph:
    return Glyph(
        *(g.text, g.y, w - g.x, g.top, w - g.x1, g.bottom, w - g.x0),
        g.turn if g.turn == OBLIQUE else (g.turn - 1) % 4,
        g.pale,
        g.size,
    )


def _turned_boxes(boxes: tuple[Box, ...], page: Page) -> tuple[Box, ...]:
    return tuple(box.turned(1, page.width, page.height) for box in boxes)

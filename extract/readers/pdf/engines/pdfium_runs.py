"""Characters that follow each other on a line, as on nearly every page nearly all: in one go."""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub

from extract.readers.pdf.engines.pdfium_places import Places
from extract.readers.pdf.page import TIGHT, Glyph, Run

BLANK = TIGHT
"""A gap of this many ems between drawn characters is a space: theirs take about a quarter. At 0.15
spaces beside Han are lost (the printed publication chromium-drawn)."""


class RunOn:
    """The characters right behind an upright one on its line, as on nearly every page nearly all.

    Nothing is asked of them but their sides, and their origin where they are not as low as the one
    before. What is wider apart may be parted by a space.
    """

    def __init__(self, text: Sequence[str], places: Places, width: float) -> None:
        """`places` of each character of `text`, on a page of that width as shown."""
        self._text, self._places, self._width = text, places, width
        self._sides = places.lefts, places.tops, places.rights, places.bottoms
        self._right_by, self._down_from = places.right_by, places.down_from
        self.level = True
        """Does the last one begin where its box does, so that the next one does if as low?"""
        self.last_x = 0.0
        """Where the last one begins, on the page as shown."""

    def __call__(
        self, index: int, glyph: Glyph, baseline: float, *, until: int, alike: bool
    ) -> Run:
        """The run that begins with `glyph`, which stands at `index`, and ends at `until` at the
        latest; `alike`: only those as high and low as it.
        """
        lefts, tops, rights, bottoms = self._sides
        text, right_by, width = self._text, self._right_by, self._width
        top, bottom, level, even = tops[index], bottoms[index], self.level, True
        most, before, end = BLANK * (top - bottom), lefts[index], rights[index]
        last = glyph.x - right_by
        moved = {} if glyph.x == before + right_by else {index: glyph.x}
        n = index + 1
        while n < until:
            px = left = lefts[n]
            right = rights[n]
            same = level and bottoms[n] == bottom and tops[n] == top
            if not same:
                if alike or tops[n] <= bottoms[n]:
                    break
                most = BLANK * (tops[n] - bottoms[n])
            if not (
                -1.0 < left - end <= most
                and before < left < right
                and 0.0 <= left + right_by <= width
                and text[n]
            ):
                break
            if not same:
                goes_on = level
                if not level or bottoms[n] != bottom:
                    px, upright, goes_on = self._origin(n, baseline)
                    if not upright or px == last or not 0.0 <= px + right_by <= width:
                        break
                    if px != left:
                        moved[n] = px + right_by
                even = even and bottoms[n] == bottom and tops[n] == top
                top, bottom, level = tops[n], bottoms[n], goes_on
            before, end, last = left, right, px
            n += 1
        self.level, self.last_x = level, last + right_by
        return self._run(index, n, moved, glyph, alike=even)

    def _run(
        self, first: int, end: int, moved: dict[int, float], glyph: Glyph, *, alike: bool
    ) -> Run:
        """Characters from one index up to another, on the line of `glyph` and in its colour;
        `moved`: those that do not begin at their left side.
        """
        lefts, tops, rights, bottoms = self._sides
        starts, ends, down_from = lefts[first:end], rights[first:end], self._down_from
        if right_by := self._right_by:
            starts, ends = [at + right_by for at in starts], [at + right_by for at in ends]
        xs = starts
        if moved:
            xs = starts.copy()
            for n, x in moved.items():
                xs[n - first] = x
        highs: Sequence[float]
        lows: Sequence[float]
        sizes: Sequence[float]
        if alike:
            count = end - first
            highs, lows, sizes = (
                (glyph.top,) * count,
                (glyph.bottom,) * count,
                (glyph.size,) * count,
            )
        else:
            highs = [down_from - at for at in tops[first:end]]
            lows = [down_from - at for at in bottoms[first:end]]
            sizes = list(map(sub, lows, highs))
        text, sides = self._text[first:end], (starts, highs, ends, lows)
        if not isinstance(text, str):
            text = "".join(text)
        return Run(text, xs, glyph.y, *sides, 0, glyph.pale, sizes, alike=alike)

    def _origin(self, index: int, baseline: float) -> tuple[float, bool, bool]:
        """Where a character begins, does it stand upright upon the baseline, and begins its box
        there too?
        """
        x, y = self._places.origin(index)
        lefts, tops, _, bottoms = self._sides
        level = -0.1 < lefts[index] - x < 0.1 and bottoms[index] + 0.1 < y < tops[index] - 0.1
        return x, y == baseline and (level or not self._places.turn(index)), level

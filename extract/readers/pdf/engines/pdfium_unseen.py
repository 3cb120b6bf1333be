"""Which characters a file holds and does not show.

PDFium leaves out of its text page what says the same at nearly the same place as one of the few
texts before it, as bold by double strike does. What it keeps is the first of them, be that
invisible, white, or painted over: then the second is what a person reads.
"""

from __future__ import annotations

import ctypes
from functools import cached_property
from itertools import chain
from typing import Any

import pypdfium2.raw as pdfium

from extract.readers.pdf.engines.pdfium_calls import (
    address,
    bounds_of,
    box_of,
    fill_of,
    fills_of,
    reference,
    text_mode,
    text_object,
)
from extract.readers.pdf.engines.pdfium_paths import Bounds, Drawn
from extract.readers.pdf.engines.pdfium_picture import Picture
from extract.readers.pdf.page import WHITE, Glyph, Run, darkness, is_pale

_CLIPS = 7
_INVISIBLE = (3, _CLIPS)
"""Modes in which text is neither filled nor stroked: invisible, and for clipping only."""
_FILLED = (0, 4)
"""Modes in which nothing but the fill of a text shows."""
_BRIGHT = 230
"""A shade of 256 from which paper looks white."""
_STILL = (0.0, 0.0)
_EXACT = 0.01
"""The share of a width by which a text that lies half over another may seem not to."""
_NEXT = 5
"""Texts behind one among which PDFium looks for those that say the same."""


class Unseen:
    """Which characters a file holds and does not show.

    Set in the invisible mode, white on white, on a layer that is switched off, or off the page:
    `count` of them, spaces aside; and painted over by something opaque.
    """

    def __init__(
        self, text_page: Any, drawn: Drawn, layers_off: frozenset[bytes], picture: Picture
    ) -> None:
        self.count = 0
        self.under: list[Glyph] = []
        """Those that are painted over."""
        self.beyond: list[Glyph] = []
        """Those that run off the page."""
        self._text_page = text_page
        self._page = reference(address(text_page))
        self._drawn = drawn
        self._layers_off = layers_off
        self._picture = picture
        self.inked = False
        """Is invisible text over a scan unseen too?"""
        self.doubts = 0
        """The text that the last stretch was of, where that was doubtful."""
        self._run = self._cuts = False
        self._shift = _STILL
        self._until, self._clipped = 0, False
        self.covers = bool(drawn.covers)
        """May anything be painted over text?"""
        self.alert = self._doubtful = bool(drawn.covers or drawn.clips)
        """Is any character to be asked about, and not only the first of each run?"""

    def as_shown(
        self, index: int, glyph: Glyph, found: list[Run], *, on_page: bool
    ) -> Glyph | None:
        """The character of this index at the place where it is shown; None where it is unseen.

        `found`: those seen before it.
        """
        if self._shift is not _STILL:
            glyph = _moved(glyph, *self._shift)
        if self._run:
            self.count += not glyph.text.isspace()
        elif not on_page or (self._drawn.clips and self._cut_off(index, glyph)):
            self._note_beyond(glyph, found)
        elif self._drawn.covers and not self._cuts and self._covered(index, glyph):
            self.under.append(glyph)
        else:
            return glyph
        return None

    def certain(self, index: int, glyph: Glyph, count: int) -> int:
        """Before which of `count` indices all characters of its run are seen without doubt: those
        that are as high and low as this one, where anything covers the page.

        So they are where they are on the page, no clip takes away of their text, and nothing is
        painted at their height.
        """
        if not self.alert:
            return count
        alone = index + 1
        if self._run or self._shift is not _STILL:
            return alone
        y = (glyph.top + glyph.bottom) / 2
        if any(box[1] < y < box[3] for _, box, _ in self._drawn.covers):
            return alone
        if not self._drawn.clips:
            return count
        if index >= self._until:
            self._find_until(index, count)
        return alone if self._clipped else self._until

    def _find_until(self, index: int, count: int) -> None:
        """Where the text of this index ends, and whether a clip takes away of it."""
        item = text_object(self._page, index) or 0
        self._clipped = item in self._drawn.clips
        end = index + 1
        while end < count and (text_object(self._page, end) or 0) == item:
            end += 1
        self._until = end

    def doubtful(self) -> set[int]:
        """The texts that may be unseen: those printed in no ink or in a light one, and those of
        layers that are switched off.
        """
        fills = fills_of(self._texts)
        light = {fill for fill in set(fills) if fill and is_pale(*(part / 255 for part in fill))}
        return {
            item
            for item, fill, mode in zip(
                self._texts, fills, map(text_mode, self._texts), strict=True
            )
            if fill in light or mode in _INVISIBLE or self._off(item)
        }

    def begin(self, glyph: Glyph, item: int) -> bool:
        """The first character of a stretch, or of a line of it: is it unseen, or shown again at
        another place? `item`: the text it is of, where that is doubtful.

        Tells whether it is so light that text printed over it stays readable.
        """
        self._shift, self._run, self.doubts = _STILL, False, item
        if not item:
            self._cuts, self.alert = False, self._doubtful  # as nearly all print
            return False
        self._cuts = self._cuts_out(item, glyph)
        light = _pale(item)
        unseen = self._not_shown(item) or (light and self._white(item, glyph))
        if unseen and not self._cuts:
            shown = [twin for twin in self._again(item) if not self._white(twin, glyph)]
            self._run = not shown
            if shown:
                one, other = self._box(item), self._box(shown[0])
                self._shift = other[0] - one[0], other[3] - one[3]
        self.alert = self._doubtful or self._run or self._shift is not _STILL
        return light and not self._printed_again(glyph, item)

    def _cuts_out(self, item: int, glyph: Glyph) -> bool:
        """Does a text for clipping show, since something is painted after it within its shape?"""
        if text_mode(item) != _CLIPS or self._off(item):
            return False
        x, y = _middle(glyph)
        order = self._drawn.texts.get(item, 0)
        return any(at > order and _within(x, y, box) for at, box, _ in self._drawn.covers)

    def _box(self, item: int) -> Bounds:
        """Where a text stands on the page as shown."""
        return self._drawn.space_of(item).box(*_bounds(item))

    def _printed_again(self, glyph: Glyph, item: int) -> bool:
        """Is a pale character printed once more at its place, and darker?

        PDFium leaves out whole texts that say the same, and of a text single characters.
        """
        if any(not _pale(twin) for twin in self._again(item)):
            return True
        at = self._order.get(item, len(self._order))
        return any(
            not _pale(each) and not self._not_shown(each) and self._is_left_out(each, glyph)
            for each in self._texts[at + 1 : at + 1 + _NEXT]
        )

    def _is_left_out(self, text: int, glyph: Glyph) -> bool:
        """Is a text printed over a character, with one that PDFium left out for its sake?

        The bounds of a text are those of its ink, as high as that is.
        """
        x, y = _middle(glyph)
        left, top, right, bottom = self._box(text)
        over = left < x < right and top < glyph.bottom and bottom > glyph.top
        return over and not any(_within(x, y, self._place(n)) for n in self._kept.get(text, ()))

    def _place(self, index: int) -> Bounds:
        """The box of a character on the page as shown."""
        left, top, right, bottom = box_of(self._page, index)
        return self._drawn.space.box(left, bottom, right, top)

    def _not_shown(self, item: int) -> bool:
        return self._without_ink(item) or self._off(item)

    def _again(self, item: int) -> list[int]:
        """The texts that PDFium left out since they say the same as a text, as far as shown."""
        texts = self._drawn.texts
        if item not in texts or len(texts) < 2:
            return []
        at = self._order[item]
        following = self._texts[at + 1 : at + 1 + _NEXT]
        shown = [each for each in following if _overlap(item, each) and not self._not_shown(each)]
        if any(each in self._kept and _as_wide(item, each) for each in shown):
            return []
        left_out = [each for each in shown if each not in self._kept]
        return [each for each in left_out if self._keeper(each) == item]

    def _keeper(self, left_out: int) -> int:
        """The text for whose sake PDFium left another out: the nearest of those before it."""
        at = self._order[left_out]
        before = [x for x in self._texts[max(at - _NEXT, 0) : at] if x in self._kept]
        near = [x for x in before if _overlap(x, left_out) and _as_wide(x, left_out)]
        return min(near, key=lambda x: _apart(x, left_out), default=0)

    @cached_property
    def _texts(self) -> list[int]:
        return list(self._drawn.texts)

    @cached_property
    def _order(self) -> dict[int, int]:
        return {item: n for n, item in enumerate(self._texts)}

    @cached_property
    def _kept(self) -> dict[int, list[int]]:
        """The texts of which PDFium's text page has characters, and the indices of these."""
        kept: dict[int, list[int]] = {}
        for index in range(pdfium.FPDFText_CountChars(self._text_page)):
            kept.setdefault(text_object(self._page, index) or 0, []).append(index)
        return kept

    def _white(self, item: int, glyph: Glyph) -> bool:
        """Is a text as white as the paper that it stands on?

        What is filled with a pattern has no colour that PDFium tells: it is looked at, and inks
        each of its characters. Into one of them others' print may reach.
        """
        if text_mode(item) not in _FILLED or _darkness(item) > WHITE:
            return False
        x, y = _middle(glyph)
        if any(a <= x <= c and b <= y <= d for a, b, c, d in self._drawn.tints):
            return False
        return any(
            self._picture.is_blank(each, least=_BRIGHT)
            for each in chain((glyph,), map(self._letter, self._kept.get(item, ())))
        )

    def _letter(self, index: int) -> Glyph:
        """A character at its box."""
        left, top, right, bottom = self._place(index)
        text = chr(pdfium.FPDFText_GetUnicode(self._text_page, index))
        return Glyph(text, left, bottom, left, top, right, bottom, 0, True, bottom - top)

    def _cut_off(self, index: int, glyph: Glyph) -> bool:
        """Does a character lie in the part of its text that a clip takes away?

        Not so below the clip's foot: there workbooks print the labels of cells that a page cuts,
        and no other page shows them.
        """
        left = self._drawn.clips.get(text_object(self._page, index) or 0)
        if left is None:
            return False
        x, y = _middle(glyph)
        return not left[0] <= x <= left[2] or y < left[1]

    def _without_ink(self, item: int) -> bool:
        """The invisible mode; over a scan it is the text that somebody recognised."""
        invisible = text_mode(item) in _INVISIBLE
        return invisible and (self.inked or not self._drawn.images)

    def _off(self, item: int) -> bool:
        return bool(self._layers_off) and not self._layers_off.isdisjoint(layers(item))

    def _note_beyond(self, glyph: Glyph, found: list[Run]) -> None:
        """A character off the page that goes on behind one upon it."""
        last = self.beyond[-1] if self.beyond else found[-1].glyphs[-1] if found else None
        near = last is not None and abs(last.y - glyph.y) < 0.1 * glyph.size
        if last and near and abs(glyph.x0 - last.x1) < glyph.size:
            self.beyond.append(glyph)
        else:
            self.count += not glyph.text.isspace()

    def _covered(self, index: int, glyph: Glyph) -> bool:
        """Is a character painted over? Where that is not certain, it is looked at."""
        x, y = _middle(glyph)
        over = [each for each in self._drawn.covers if _within(x, y, each[1])]
        if not over:
            return False
        item = text_object(self._page, index) or 0
        first = self._drawn.texts.get(item)
        if first is None or all(each[0] <= first for each in over):
            return False
        last = max((first, *(self._drawn.texts[twin] for twin in self._again(item))))
        over = [each for each in over if each[0] > last]
        return bool(over) and (any(sure for _, _, sure in over) or self._picture.is_blank(glyph))


def _moved(glyph: Glyph, across: float, down: float) -> Glyph:
    """The character at another place of its page."""
    return glyph._replace(
        x=glyph.x + across,
        y=glyph.y + down,
        x0=glyph.x0 + across,
        top=glyph.top + down,
        x1=glyph.x1 + across,
        bottom=glyph.bottom + down,
    )


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2


def _within(x: float, y: float, box: Bounds) -> bool:
    return box[0] < x < box[2] and box[1] < y < box[3]


def layers(item: int) -> set[bytes]:
    """The layers (optional content groups) that an object is marked as part of, by name."""
    names: set[bytes] = set()
    pointer = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
    for n in range(pdfium.FPDFPageObj_CountMarks(pointer)):
        mark = pdfium.FPDFPageObj_GetMark(pointer, n)
        if name := _name_in(mark):
            names.add(name)
    return names


def _name_in(mark: Any) -> bytes:
    buffer, length = (ctypes.c_ubyte * 512)(), ctypes.c_ulong()
    if not pdfium.FPDFPageObjMark_GetParamBlobValue(
        mark, b"Name", buffer, ctypes.sizeof(buffer), length
    ):
        return b""
    return bytes(buffer)[: length.value]


def _overlap(one: int, other: int) -> bool:
    """Do two objects lie over each other? Flat ones (一, digits) by little of their height."""
    a, b = _bounds(one), _bounds(other)
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return 2 * wide > (1 - _EXACT) * (b[2] - b[0]) and high > 0


def _as_wide(one: int, other: int) -> bool:
    a, b = _bounds(one), _bounds(other)
    return abs((a[2] - a[0]) - (b[2] - b[0])) < 0.02 * (b[2] - b[0])


def _apart(one: int, other: int) -> float:
    return sum(abs(a - b) for a, b in zip(_bounds(one), _bounds(other), strict=True))


def _bounds(item: int) -> list[float]:
    return bounds_of([item])


def _pale(item: int) -> bool:
    parts = fill_of(item)
    return parts is not None and is_pale(*parts)


def _darkness(item: int) -> float:
    """How far from white a text is filled: 0 white, 1 black."""
    parts = fill_of(item)
    return 1.0 if parts is None else darkness(*parts)

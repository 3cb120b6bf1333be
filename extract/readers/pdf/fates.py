"""Every mark on a page has one fate: for pictures and proofs; to read needs only what is unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from extract.model import Box
from extract.readers.pdf.page import Glyph, Page
from extract.readers.pdf.print.unread import within
from extract.readers.pdf.ruled.tables import PageParts, parts_of

_QUARTERS = (1, 2, 3)


class Fate(StrEnum):
    """What became of a character, a picture, a filled shape or a form field."""

    CELL = "cell"
    LINE = "line"
    """In a line above, below or beside the tables of the page."""
    TURNED = "turned"
    """Outside of the tables, at a quarter turn."""
    AGAIN = "struck again"
    MARK = "mark"
    """Laid over the page: a watermark, a seal."""
    HIDDEN = "hidden"
    """In the file and not shown: covered, invisible, white, off the page or on a layer that is."""
    PICTURE = "picture"
    """Not in a cell, or the ground of its text."""
    SHAPE = "shape"
    FIELD = "field"
    """A form field or a note outside of the tables; what it prints is characters."""
    UNREAD = "unread"


class Inked(NamedTuple):
    """A mark with its fate, at its box on the page as shown; is it a `character`?"""

    fate: Fate
    box: Box
    character: bool


def ink_of(page: Page) -> tuple[Inked, ...]:
    """The fates of all that a page shows, and of what is painted over or runs off it.

    A space is no ink.
    """
    parts = parts_of(page)
    upright = parts.upright
    return tuple(
        Inked(fate, box.turned(-parts.turns, upright.width, upright.height), character)
        for found, character in ((_characters(parts), True), (_things(parts), False))
        for fate, box in found
    )


def counted(page: Page, ink: Iterable[Inked]) -> Mapping[Fate, int]:
    """How often each fate was met; what is invisible has no box, and is counted all the same."""
    counts = Counter(each.fate for each in ink)
    counts[Fate.HIDDEN] += page.hidden
    return {fate: counts[fate] for fate in Fate if counts[fate]}


def _characters(parts: PageParts) -> Iterator[tuple[Fate, Box]]:
    """Those of cells, of lines and of none, each once: by identity, as two may say the same."""
    fates: dict[int, Fate] = {}
    for table in parts.made:
        fates |= {id(g): Fate.CELL for g in table.glyphs}
    fates |= {id(g): Fate.LINE for g in parts.level}
    lost = [each.box for each in parts.unread if each.text]
    for glyph in parts.upright.glyphs:
        if id(glyph) in fates and any(within(glyph, box) for box in lost):
            fates[id(glyph)] = Fate.UNREAD
    fates |= {id(g): Fate.MARK for g in parts.marks}
    for g in parts.outside:
        fates[id(g)] = Fate.TURNED if g.turn in _QUARTERS else Fate.MARK
    for glyph in filter(_printed, parts.upright.glyphs):
        yield fates.get(id(glyph), Fate.AGAIN), _box(glyph)
    for glyph in filter(_printed, (*parts.upright.covered, *parts.upright.beyond)):
        told = any(within(glyph, box) for box in lost)
        yield Fate.UNREAD if told else Fate.HIDDEN, _box(glyph)


def _things(parts: PageParts) -> Iterator[tuple[Fate, Box]]:
    page = parts.upright
    lost = {each.box for each in parts.unread}
    kinds = (
        (Fate.PICTURE, page.images),
        (Fate.SHAPE, page.outlines),
        (Fate.FIELD, tuple(field.box for field in page.fields)),
    )
    for fate, boxes in kinds:
        for box in boxes:
            yield Fate.UNREAD if box in lost else fate, box


def _printed(glyph: Glyph) -> bool:
    return not glyph.text.isspace()


def _box(glyph: Glyph) -> Box:
    return Box(x0=glyph.x0, top=glyph.top, x1=glyph.x1, bottom=glyph.bottom)

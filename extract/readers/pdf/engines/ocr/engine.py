"""A picture of a page → Page: characters with boxes, how sure they are, and rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from extract.model import Box, Lay, Sight
from extract.readers.pdf.engines.ocr.cropped import Border, runs_off
from extract.readers.pdf.engines.ocr.models import SURE
from extract.readers.pdf.engines.ocr.reading import Look, looks_at
from extract.readers.pdf.engines.ocr.seals import Stamp
from extract.readers.pdf.engines.ocr.sheet import MOST_STRIPS, Sheet
from extract.readers.pdf.engines.ocr.strips import Spot, Strip, places_of
from extract.readers.pdf.engines.ocr.upright import turned_back, upright
from extract.readers.pdf.limits import PageTooLarge
from extract.readers.pdf.page import Glyph, Page, Seen, as_runs

LEAST = 9.0
"""Pixels that a character is high; of less, no person tells 3 from 8."""
_BASELINE = 0.14
"""Ems from the foot of a line of print up to its baseline."""
_GAP = 0.55
"""Ems from a character's middle to its side, at the most: beyond is a gap."""
_FAINT = 0.5
"""Beside the tables, a line of which the usual character is less sure is no print."""
_WORN, _DOUBTS = 0.1, 4
"""Share and count of a page's lines in doubt, from which every line is: of whole print, a
twenty-fifth is."""
_PROVEN = 0.97
"""Of the least sure character of a line on which the ink of a seal lies and lets print through."""
_MARK = 0.55
"""Ems that something is wide and high which is print, where the model finds nothing in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A page read from a picture, level, and how it lies in the picture.

    `coarse`: its characters have too few pixels to be told apart.
    """

    page: Page
    lay: Lay
    coarse: bool


def page_of(picture: Any, scale: float, number: int) -> Pictured:
    """The page in a picture (uint8; RGB or grey), `scale` pixels a point; raises PageTooLarge."""
    sheet, turns = upright(picture, scale)
    if len(sheet.strips) > MOST_STRIPS:
        raise PageTooLarge
    looks = looks_at(sheet.grey, sheet.strips)
    worn = is_worn(looks)
    glyphs: list[Glyph] = []
    seen: list[Seen] = []
    unread: list[Box] = []
    for strip, stamp, look in zip(sheet.strips, sheet.stamps, looks, strict=True):
        inside = _in_a_table(strip.spot, sheet)
        box = _box(strip.spot, scale)
        if not look.signs:
            if inside and _is_mark(strip):
                unread.append(box)
            continue
        if not inside and float(np.median([s.probability for s in look.signs])) < _FAINT:
            continue
        glyphs += _glyphs(strip, look, scale)
        seen.append(Seen(box, look.text, _sight(look, stamp, worn=worn)))
    height, width = sheet.grey.shape
    tall, wide = picture.shape[:2][:: -1 if turns % 2 else 1]
    border = Border(wide, tall, sheet.lay.to_picture, scale)
    page = Page(
        number=number,
        width=width / scale,
        height=height / scale,
        runs=tuple(as_runs(glyphs)),
        rules=sheet.rules,
        outlines=tuple(unread),
        seen=tuple(seen),
        cut=tuple(runs_off(sheet.rules, border)),
    )
    return Pictured(page=page, lay=_lay(sheet, turns, picture, number), coarse=sheet.em < LEAST)


def _lay(sheet: Sheet, turns: int, picture: Any, number: int) -> Lay:
    """From points of the level page to points of the page as shown."""
    back = turned_back(turns, picture.shape[1], picture.shape[0])
    points = np.diag([sheet.scale, sheet.scale, 1.0])
    matrix = np.linalg.inv(points) @ back @ sheet.lay.to_picture @ points
    return Lay(page=number, matrix=tuple(round(float(x), 9) for x in matrix.ravel()))


def is_worn(looks: Sequence[Look]) -> bool:
    """Is so much of a page in doubt that what is left of its print proves no number?

    Where strokes are gone, `≥0.58` is seen as 20.58 with certainty.
    """
    lines = [look for look in looks if len(look.text) > 1]
    doubts = sum(look.probability < SURE for look in lines)
    return doubts >= _DOUBTS and doubts > _WORN * len(lines)


def _sight(look: Look, stamp: Stamp, *, worn: bool) -> Sight:
    shown = stamp is Stamp.SHOWS and look.agreed and look.probability >= _PROVEN
    return Sight(
        probability=look.probability,
        second=look.second,
        doubtful=look.doubtful or worn or not (shown or stamp is Stamp.NONE),
    )


def _is_mark(strip: Strip) -> bool:
    spot = strip.spot
    return min(spot.x1 - spot.x0, spot.bottom - spot.top) >= _MARK * strip.em


def _in_a_table(spot: Spot, sheet: Sheet) -> bool:
    x, y = (spot.x0 + spot.x1) / 2 / sheet.scale, (spot.top + spot.bottom) / 2 / sheet.scale
    return any(f.xs[0] <= x <= f.xs[-1] and f.ys[0] <= y <= f.ys[-1] for f in sheet.frames)


def _box(spot: Spot, scale: float) -> Box:
    return Box(
        x0=round(spot.x0 / scale, 2),
        top=round(spot.top / scale, 2),
        x1=round(spot.x1 / scale, 2),
        bottom=round(spot.bottom / scale, 2),
    )


def _glyphs(strip: Strip, look: Look, scale: float) -> Iterator[Glyph]:
    """The characters of a strip, each from half way to the one before to half way to the next."""
    by_spot: list[list[tuple[str, float]]] = [[] for _ in strip.spots]
    for n, x, text in places_of(strip, look.signs):
        by_spot[n].append((text, x))
    for spot, signs in zip(strip.spots, by_spot, strict=True):
        if not signs:
            continue
        tall = spot.bottom - spot.top
        em = max(strip.em, tall / 1.1) if len(strip.spots) == 1 else strip.em
        y = (
            spot.bottom - _BASELINE * em
            if tall > 0.6 * em
            else (spot.top + spot.bottom) / 2 + 0.3 * em
        )
        top, bottom = min(spot.top, y - 0.8 * em), max(spot.bottom, y + 0.1 * em)
        inner = [(a + b) / 2 for (_, a), (_, b) in pairwise(signs)]
        edges = [float(spot.x0), *inner, float(spot.x1)]
        for (text, x), (left, right) in zip(signs, pairwise(edges), strict=True):
            x0, x1 = max(left, x - _GAP * em), min(right, x + _GAP * em)
            yield Glyph(
                text=text,
                x=x0 / scale,
                y=y / scale,
                x0=x0 / scale,
                top=top / scale,
                x1=x1 / scale,
                bottom=bottom / scale,
                turn=0,
                pale=False,
                size=em / scale,
            )

"""Ink within a cell, or beside the tables, → strips to be read: one for each printed line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import cv2
import numpy as np

from extract.readers.pdf.engines.ocr.models import HEIGHT, Sign

_LINE = (4.5, 30.0)
"""Points that a line of print is high."""
_SPECK = 0.075
"""Ems up to which a spot is dirt, both ways: a full stop has a tenth of an em."""
_SPOT = 0.2
"""Ems up to which a spot is print only beside other print: full stops, dots of numbers."""
_BESIDE = 0.5
"""Ems within which it stands beside it."""
_INK = 0.018
"""Square ems of ink that something printed has: a hyphen has a little more."""
_LOW = 0.62
"""Ems below which a band may be a part of a character (二, =, ；) that belongs to its neighbour."""
_WHOLE = 1.18
"""Ems that a character is high at the most, with what belongs to it."""
_TALL = 1.75
"""Ems from which a band is two lines that touch."""
_APART = 2.6
"""Ems of white that part two texts of one line."""
_NARROW = 1.4
"""Ems up to which a line is one character: labels are printed downwards so."""
_ROOM = 0.3
"""Ems of white before and behind a strip."""
_BETWEEN = 0.06
"""Ems of white on either side of each character of a label that is printed downwards."""


class Spot(NamedTuple):
    """A rectangle of the level picture, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


class Strip(NamedTuple):
    """A printed line: its places in reading order; several where a label is printed downwards."""

    spots: tuple[Spot, ...]
    em: float

    @property
    def spot(self) -> Spot:
        """The rectangle around it."""
        lefts, tops, rights, feet = zip(*self.spots, strict=True)
        return Spot(min(lefts), min(tops), max(rights), max(feet))


def cleaned(ink: Any, em: float) -> Any:
    """Ink without specks of dirt: tiny spots, and small ones that stand beside no print."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    if count == 1:
        return ink
    size = np.maximum(stats[:, 2], stats[:, 3])
    tiny = (size <= _SPECK * em) | (stats[:, 4] <= (_SPECK * em) ** 2)
    small = size <= _SPOT * em
    small[0] = tiny[0] = True
    print_ = np.where(small[labels], np.uint8(0), np.uint8(1))
    reach = max(3, round(2 * _BESIDE * em)) | 1
    near = np.zeros(count, bool)
    near[np.unique(labels[cv2.dilate(print_, np.ones((reach, reach), np.uint8)) > 0])] = True
    keep = ~tiny & (~small | near)
    return np.where(keep[labels], np.uint8(255), np.uint8(0))


def em_of(ink: Any, regions: Sequence[Spot], scale: float) -> float:
    """Pixels of the usual character: the middle height of all bands of print."""
    low, high = (each * scale for each in _LINE)
    heights = [
        bottom - top
        for region in regions
        for top, bottom in _bands(ink[region.top : region.bottom, region.x0 : region.x1])
        if low <= bottom - top <= high
    ]
    return float(median(heights)) if heights else 10 * scale


def strips_in(ink: Any, region: Spot, em: float) -> Iterator[Strip]:
    """The lines of a cell from the top down."""
    part = ink[region.top : region.bottom, region.x0 : region.x1]
    spots: list[Spot] = []
    for top, bottom in _lines(part, em):
        for left, right in _texts(part[top:bottom], em):
            if np.count_nonzero(part[top:bottom, left:right]) < _INK * em * em:
                continue
            inner = _bands(part[top:bottom, left:right])
            low, high = (inner[0][0], inner[-1][1]) if inner else (0, bottom - top)
            spots.append(
                Spot(
                    region.x0 + left,
                    region.top + top + low,
                    region.x0 + right,
                    region.top + top + high,
                )
            )
    yield from _downwards(spots, em)


def strips_outside(ink: Any, em: float) -> list[Strip]:
    """Lines of print anywhere in a picture: what stands close together on one height."""
    reach = max(3, round(1.1 * em)) | 1
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    joined = cv2.dilate(joined, np.ones((max(1, round(0.2 * em)), 1), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    for n in range(1, count):
        left, top, wide, tall, _ = (int(x) for x in stats[n])
        if 0.35 * em <= tall <= 4.5 * em and wide >= 0.25 * em:
            part = ink[top : top + tall, left : left + wide]
            ys, xs = np.nonzero(part)
            if len(ys) and len(ys) > 0.02 * em * em:
                spot = Spot(
                    left + int(xs.min()),
                    top + int(ys.min()),
                    left + int(xs.max()) + 1,
                    top + int(ys.max()) + 1,
                )
                if spot.bottom - spot.top >= 0.3 * em:
                    found.append(Strip((spot,), max(em, float(spot.bottom - spot.top))))
    return sorted(found, key=lambda strip: (strip.spot.top, strip.spot.x0))


def _bands(ink: Any) -> list[tuple[int, int]]:
    """Rows of pixels with ink, as (top, bottom)."""
    return _stretches(ink.any(axis=1))


def _stretches(full: Any) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], full.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _lines(ink: Any, em: float) -> list[tuple[int, int]]:
    """Bands put together to whole lines, and parted where two lines touch."""
    lines: list[tuple[int, int]] = []
    for top, bottom in _bands(ink):
        if lines:
            above, foot = lines[-1]
            low = min(foot - above, bottom - top) < _LOW * em
            if low and bottom - above <= _WHOLE * em:
                lines[-1] = (above, bottom)
                continue
        lines.append((top, bottom))
    return [part for line in lines for part in _parted(ink, line, em)]


def _parted(ink: Any, line: tuple[int, int], em: float) -> list[tuple[int, int]]:
    top, bottom = line
    count = round((bottom - top) / (1.3 * em)) if bottom - top > _TALL * em else 1
    if count < 2:
        return [line]
    rows = (ink[top:bottom] > 0).sum(axis=1)
    cuts = [0]
    for n in range(1, count):
        middle = n * (bottom - top) / count
        a, b = int(middle - 0.35 * em), int(middle + 0.35 * em)
        a, b = max(a, cuts[-1] + 1), min(max(b, cuts[-1] + 2), bottom - top - 1)
        cuts.append(a + int(np.argmin(rows[a:b])) if b > a else a)
    cuts.append(bottom - top)
    return [(top + a, top + b) for a, b in pairwise(cuts) if b - a > 0.3 * em]


def _texts(ink: Any, em: float) -> list[tuple[int, int]]:
    """The texts of a line, parted by wide white."""
    texts: list[tuple[int, int]] = []
    for left, right in _stretches(ink.any(axis=0)):
        if texts and left - texts[-1][1] < _APART * em:
            texts[-1] = (texts[-1][0], right)
        else:
            texts.append((left, right))
    return texts


def _downwards(spots: list[Spot], em: float) -> Iterator[Strip]:
    """Lines of one character each, one below the other, are read as one line."""
    run: list[Spot] = []
    for spot in spots:
        single = spot.x1 - spot.x0 <= _NARROW * em and spot.bottom - spot.top <= _WHOLE * em
        below = run and abs(_middle(run[-1]) - _middle(spot)) < 0.4 * em
        if run and not (single and below):
            yield from _run(run, em)
            run = []
        if single:
            run.append(spot)
        else:
            yield Strip((spot,), em)
    if run:
        yield from _run(run, em)


def _run(run: list[Spot], em: float) -> Iterator[Strip]:
    if len(run) > 2:
        yield Strip(tuple(run), em)
    else:
        for spot in run:
            yield Strip((spot,), em)


def _middle(spot: Spot) -> float:
    return (spot.x0 + spot.x1) / 2


def picture_of(grey: Any, strip: Strip, high: float) -> Any:
    """A strip as the model reads it, HEIGHT pixels high, white around it.

    `high`: its height in heights of its print; what is less than a line high gets a line's height.
    """
    if len(strip.spots) == 1:
        return _cut(grey, strip.spot, strip.em, high, _ROOM)
    parts = [_cut(grey, spot, strip.em, high, _BETWEEN) for spot in strip.spots]
    return np.concatenate(parts, axis=1)


def places_of(strip: Strip, signs: Sequence[Sign]) -> Iterator[tuple[int, float, str]]:
    """Of each character of a strip: its spot, its middle on the level picture, and what it is."""
    if len(strip.spots) > 1 and len(signs) == len(strip.spots):
        for n, (spot, sign) in enumerate(zip(strip.spots, signs, strict=True)):
            yield n, _middle(spot), sign.text
        return
    room = _ROOM if len(strip.spots) == 1 else _BETWEEN
    sides = [room * _line(spot, strip.em) for spot in strip.spots]
    wides = [spot.x1 - spot.x0 + 2 * side for spot, side in zip(strip.spots, sides, strict=True)]
    for sign in signs:
        at, n = sign.middle * sum(wides), 0
        while at > wides[n] and n + 1 < len(wides):
            at -= wides[n]
            n += 1
        spot = strip.spots[n]
        yield n, min(max(spot.x0 + at - sides[n], spot.x0), spot.x1), sign.text


def _line(spot: Spot, em: float) -> float:
    """The height of a line that a spot stands on: low signs have a line's height too."""
    return max(spot.bottom - spot.top, 0.95 * em)


def _cut(grey: Any, spot: Spot, em: float, high: float, room: float) -> Any:
    """A place of the picture, HEIGHT pixels high, white around it."""
    top, left = max(spot.top - 1, 0), max(spot.x0 - 1, 0)
    part = grey[top : spot.bottom + 1, left : spot.x1 + 1]
    line = _line(spot, em)
    side = round(room * line)
    tall = max(round(line * high), part.shape[0])
    canvas = np.full((tall, part.shape[1] + 2 * side), 255, np.uint8)
    offset = (tall - part.shape[0]) // 2
    canvas[offset : offset + part.shape[0], side : side + part.shape[1]] = part
    width = max(8, round(canvas.shape[1] * HEIGHT / tall))
    way = cv2.INTER_AREA if tall > HEIGHT else cv2.INTER_CUBIC
    return cv2.resize(canvas, (width, HEIGHT), interpolation=way)

"""A sheet found in a picture: level, its rules, the places where something is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from extract.readers.pdf.engines.ocr.level import Lay, lay_of, levelled
from extract.readers.pdf.engines.ocr.paper import faint_of, ink_of, paper_of, softened
from extract.readers.pdf.engines.ocr.ruled_lines import rules_of
from extract.readers.pdf.engines.ocr.seals import Stamp, stamps_on
from extract.readers.pdf.engines.ocr.strips import (
    Spot,
    Strip,
    cleaned,
    em_of,
    strips_in,
    strips_outside,
)
from extract.readers.pdf.page import Rule
from extract.readers.pdf.ruled.cells import Face, faces
from extract.readers.pdf.ruled.crossings import Frame, frames
from extract.readers.pdf.ruled.rules import join

_INSET = 0.9
"""Points within the rules of a cell at which its print begins."""
_ON_EDGE = 2.2
"""Points about the edge of a cell within which ink may be that of its rule."""
_HALF = 0.7
"""Points from the middle of a rule to its side."""
_FURTHER = 12.0
"""Points over which a rule goes on where its ink is broken."""
_ABOUT = 2.0
"""Points about a table that are its own."""
_USUAL = 10.0
"""Points of the usual character, where no cell tells it."""
MOST_STRIPS = 1200
"""Lines of a page; what has more is no print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A level sheet: `grey` picture without the rules of its tables, `rules` in points.

    `stamps`: what seals do to each of the strips; `scale`: pixels a point; `em`: of the usual
    character.
    """

    grey: Any
    rules: tuple[Rule, ...]
    frames: tuple[Frame, ...]
    strips: tuple[Strip, ...]
    stamps: tuple[Stamp, ...]
    lay: Lay
    scale: float
    em: float


def sheet_of(picture: Any, scale: float) -> Sheet:
    """The sheet in a picture (uint8, RGB or grey), `scale` pixels a point."""
    paper = paper_of(picture)
    lay = lay_of(paper.grey)
    grey = levelled(paper.grey, lay)
    grey = softened(grey) if paper.hard else grey
    seals = levelled(paper.seals, lay, paper=0)
    ink = ink_of(grey)
    pieces, mask = rules_of(faint_of(grey), scale)
    rules = join(pieces)
    tables = [(frame, found) for frame in frames(rules) if len(found := faces(frame)) > 1]
    own = cv2.bitwise_or(mask, cv2.bitwise_and(ink, _along(pieces, mask.shape, scale)))
    own = cv2.bitwise_and(own, _edges([frame for frame, _ in tables], mask.shape, scale))
    grey[cv2.dilate(own, np.ones((3, 3), np.uint8)) > 0] = 255
    ink[own > 0] = 0
    regions = [_region(frame, face, scale) for frame, found in tables for face in found]
    em = em_of(ink, regions, scale) if regions else _USUAL * scale
    ink = cleaned(ink, em)
    strips = [strip for region in regions for strip in strips_in(ink, region, em)]
    for frame, _ in tables:
        _cleared(ink, frame, scale)
    strips += strips_outside(ink, em)
    return Sheet(
        grey=grey,
        rules=tuple(rules),
        frames=tuple(frame for frame, _ in tables),
        strips=tuple(strips),
        stamps=tuple(stamps_on(grey, seals, strips, em)),
        lay=lay,
        scale=scale,
        em=em,
    )


def _region(frame: Frame, face: Face, scale: float) -> Spot:
    return Spot(
        max(0, round((frame.xs[face.col] + _INSET) * scale)),
        max(0, round((frame.ys[face.row] + _INSET) * scale)),
        round((frame.xs[face.col + face.colspan] - _INSET) * scale),
        round((frame.ys[face.row + face.rowspan] - _INSET) * scale),
    )


def _cleared(ink: Any, frame: Frame, scale: float) -> None:
    left, right = (frame.xs[0] - _ABOUT) * scale, (frame.xs[-1] + _ABOUT) * scale
    top, bottom = (frame.ys[0] - _ABOUT) * scale, (frame.ys[-1] + _ABOUT) * scale
    ink[max(round(top), 0) : round(bottom), max(round(left), 0) : round(right)] = 0


def _along(pieces: list[Rule], shape: tuple[int, int], scale: float) -> Any:
    """255 where rules run, and a little further: where they are worn, no run of ink is left."""
    mask = np.zeros(shape, np.uint8)
    half = round(_HALF * scale) + 1
    for piece in pieces:
        at = round(piece.at * scale)
        a, b = round((piece.a - _FURTHER) * scale), round((piece.b + _FURTHER) * scale)
        ends = ((a, at - half), (b, at + half)) if piece.flat else ((at - half, a), (at + half, b))
        cv2.rectangle(mask, *ends, 255, -1)
    return mask


def _edges(found: list[Frame], shape: tuple[int, int], scale: float) -> Any:
    """255 about the edges of cells: only there may ink be taken out as that of a rule."""
    mask = np.zeros(shape, np.uint8)
    near = max(2, round(_ON_EDGE * scale))
    for left, top, right, bottom in (line for frame in found for line in _lines(frame)):
        x0, y0, x1, y1 = (round(each * scale) for each in (left, top, right, bottom))
        cv2.rectangle(mask, (x0 - near, y0 - near), (x1 + near, y1 + near), 255, -1)
    return mask


def _lines(frame: Frame) -> Iterator[tuple[float, float, float, float]]:
    """The edges of a frame where rules run."""
    for y, drawn in zip(frame.ys, frame.flat, strict=True):
        for n, on in enumerate(drawn):
            if on:
                yield frame.xs[n], y, frame.xs[n + 1], y
    for x, drawn in zip(frame.xs, frame.upright, strict=True):
        for n, on in enumerate(drawn):
            if on:
                yield x, frame.ys[n], x, frame.ys[n + 1]

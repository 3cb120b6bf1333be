"""Which way up a sheet lies: the way in which its lines can be read."""

from __future__ import annotations

from typing import Any

import numpy as np

from extract.readers.pdf.engines.ocr.models import read_strips
from extract.readers.pdf.engines.ocr.reading import FIRST
from extract.readers.pdf.engines.ocr.sheet import Sheet, sheet_of
from extract.readers.pdf.engines.ocr.strips import Strip, picture_of

_SAMPLE = 12
"""Lines that are read to tell."""
_LONG = 2.5
"""Ems that a line has at the least: a lone character reads well in any way."""
_READS = 0.9
"""Of the middle line's usual character: the sheet lies as it is read."""
_BETTER = 0.1
"""A turned sheet is read so much better than one that is not."""
_LABELS = 6
"""Labels of a form that may be printed downwards."""
_TURNS = (2, 3, 1)
"""Quarter turns counterclockwise that are tried: upside down first."""


def upright(picture: Any, scale: float) -> tuple[Sheet, int]:
    """The sheet in a picture, and how many quarter turns counterclockwise make it upright."""
    sheet = sheet_of(picture, scale)
    reads = _how_well(sheet)
    if reads is None or reads >= _READS:
        return sheet, 0
    best, turns, least = sheet, 0, reads + _BETTER
    for each in _TURNS:
        turned = sheet_of(np.ascontiguousarray(np.rot90(picture, each)), scale)
        well = _how_well(turned) or 0.0
        if well > least:
            best, turns, least = turned, each, well
        if well >= _READS:
            break
    return best, turns


def _how_well(sheet: Sheet) -> float | None:
    """How well the lines of a sheet can be read (0 to 1); None without lines."""
    down = sum(len(strip.spots) > 1 for strip in sheet.strips)
    strips = [strip for strip in sheet.strips if _is_line(strip)]
    if not strips:
        return 0.0 if sheet.strips else None
    step = max(1, len(strips) // _SAMPLE)
    chosen = strips[::step][:_SAMPLE]
    read = read_strips([picture_of(sheet.grey, strip, FIRST) for strip in chosen])
    means = [float(np.mean([s.probability for s in signs])) if signs else 0.0 for signs in read]
    # On a sheet that lies on its side most lines run downwards, and what is left reads by chance.
    return float(np.median(means)) * len(strips) / (len(strips) + max(down - _LABELS, 0))


def _is_line(strip: Strip) -> bool:
    return len(strip.spots) == 1 and strip.spot.x1 - strip.spot.x0 >= _LONG * strip.em


def turned_back(turns: int, width: int, height: int) -> Any:
    """The matrix (3 by 3, pixels) from a turned picture to the one before, `width` by `height`."""
    if turns == 1:
        return np.array([[0, -1, width], [1, 0, 0], [0, 0, 1]], dtype=float)
    if turns == 2:
        return np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], dtype=float)
    if turns == 3:
        return np.array([[0, 1, 0], [-1, 0, height], [0, 0, 1]], dtype=float)
    return np.eye(3)

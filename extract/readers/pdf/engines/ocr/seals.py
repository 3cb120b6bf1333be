"""Lines of print under the ink of seals: does the print show through it, or may some be hidden?

Ink of a seal is bright in one channel, and black print is dark in all of them. So where the ink
lets print through, as much of it is seen under the seal as beside it; where it covers, strokes are
missing, and `≥` is seen as `>` with certainty.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any, NamedTuple

import cv2
import numpy as np

from extract.readers.pdf.engines.ocr.strips import Strip

_DARK = 128
"""Grey below which print is whole: what shows through half is lighter."""
_STROKE = 0.3
"""Ems of a stroke of print at the most: gaps in the ink of a seal that wide are print upon it."""
_BESIDE = 0.45
"""Ems about a seal's ink in which the print beside it is measured."""
_NEAR = 0.5
"""Ems before and behind a line in which it may have had print that a seal covers."""
_SHOWS = 0.7
"""Share of the print beside a sheet's seals that is seen under them, where they let it through."""
_HERE = 0.4
"""That share on a single line: print is not spread evenly."""
_TOLD = 0.25
"""Square ems of print by which the ink of a sheet's seals can be judged."""
_LITTLE = 0.03
"""Square ems of print that are no matter: where less is to be seen, nothing can be missing."""


class Stamp(Enum):
    """What the ink of seals does to a line of print."""

    NONE = "none"
    SHOWS = "shows"
    HIDES = "hides"


class _Measured(NamedTuple):
    """Print under the ink of seals, in pixels: `seen`, and as it would be by what is beside."""

    seen: float
    due: float


def stamps_on(grey: Any, seals: Any, strips: Sequence[Strip], em: float) -> list[Stamp]:
    """What seals do to each line of a level page. `seals`: 255 where their ink is."""
    if not seals.any():
        return [Stamp.NONE] * len(strips)
    covered = cv2.morphologyEx(seals, cv2.MORPH_CLOSE, _square(_STROKE * em))
    around = cv2.subtract(cv2.dilate(covered, _square(2 * _BESIDE * em)), covered)
    found = [_measured(grey, covered, around, strip, em) for strip in strips]
    told = [each for each in found if each is not None]
    seen, due = sum(each.seen for each in told), sum(each.due for each in told)
    shows = due >= _TOLD * em * em and seen >= _SHOWS * due
    return [_stamp(each, em, shows=shows) for each in found]


def _stamp(measured: _Measured | None, em: float, *, shows: bool) -> Stamp:
    if measured is None:
        return Stamp.NONE
    here = measured.due <= _LITTLE * em * em or measured.seen >= _HERE * measured.due
    return Stamp.SHOWS if shows and here else Stamp.HIDES


def _measured(grey: Any, covered: Any, around: Any, strip: Strip, em: float) -> _Measured | None:
    """The print of a line under seals; None where no ink of them lies on it or next to it."""
    spot = strip.spot
    near = round(_NEAR * em)
    rows = slice(spot.top, spot.bottom)
    if not covered[rows, max(spot.x0 - near, 0) : spot.x1 + near].any():
        return None
    place = (rows, slice(spot.x0, spot.x1))
    dark, under, beside = grey[place] < _DARK, covered[place] > 0, around[place] > 0
    whole = np.count_nonzero(beside)
    share = np.count_nonzero(dark & beside) / whole if whole else 0.0
    return _Measured(float(np.count_nonzero(dark & under)), share * float(np.count_nonzero(under)))


def _square(pixels: float) -> Any:
    side = max(3, round(pixels) | 1)
    return np.ones((side, side), np.uint8)

"""A picture → paper and ink: shadows out, coloured seals out, what is black is what is printed."""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np

_COARSE = 8
"""The light on a page changes slowly: it is measured on a picture so many times smaller."""
_WHITE = 0.035
"""Share of a picture's longer side within which some paper is white."""
_DARK = 0.15
"""Of the brightest paper's light: what has less is no paper (the table that the page lies on)."""
_COLOUR = 48
"""Difference of the channels at which ink is coloured; JPEG and worn black ink have up to 40."""
_SEAL = 0.03
"""Share of a picture's longer side that a seal has at the least, both ways; lines of print are
lower."""
_TOUCH = 0.006
"""Share of the longer side within which strokes of one seal stand apart."""
_BETWEEN = 0.004
"""Share of a picture between black and white, below which it is a scan in these two only."""
_SOFT = 0.8
"""Pixels by which the edges of such a scan are softened."""
_THRESHOLDS = (120, 190)
"""Between these grey values the limit between ink and paper is looked for."""


class Paper(NamedTuple):
    """A page's picture in even light.

    `grey`: uint8, 255 the paper, coloured seals gone; `seals`: 255 where ink of a seal is;
    `hard`: it was scanned in black and white, its edges are hard.
    """

    grey: Any
    seals: Any
    hard: bool


def paper_of(picture: Any) -> Paper:
    """Even light, and no seals. `picture`: uint8, height by width by 3 (RGB), or grey."""
    colour = picture if picture.ndim == 3 else None
    if colour is not None and _is_grey(colour):
        picture, colour = colour[:, :, 1], None
    if colour is None:
        even, paper = _even(picture)
        seals = np.zeros_like(even)
    else:
        channels = [_even(colour[:, :, n]) for n in range(3)]
        even, seals = _without_seals([each for each, _ in channels])
        paper = channels[0][1] | channels[1][1] | channels[2][1]
    even[paper == 0] = 255
    return Paper(even, seals, _is_bilevel(picture))


def softened(grey: Any) -> Any:
    """A level page of black and white with soft edges: the model knows no others."""
    return cv2.GaussianBlur(grey, (0, 0), _SOFT)


def ink_of(grey: Any) -> Any:
    """255 where it is darker than the limit between ink and paper."""
    dark = grey[grey < 245]
    if not dark.size:
        return np.zeros_like(grey)
    limit, _ = cv2.threshold(dark.reshape(-1, 1), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    limit = min(max(limit, _THRESHOLDS[0]), _THRESHOLDS[1])
    return np.where(grey < limit, np.uint8(255), np.uint8(0))


def faint_of(grey: Any) -> Any:
    """255 where something may be printed: hairlines of black and white scans are no darker."""
    return np.where(grey < _THRESHOLDS[1], np.uint8(255), np.uint8(0))


def _is_bilevel(picture: Any) -> bool:
    """Was it scanned in black and white?"""
    values = picture[::3, ::3]
    return bool(((values > 25) & (values < 230)).mean() < _BETWEEN)


def _is_grey(colour: Any) -> bool:
    sample = colour[::4, ::4].astype(np.int16)
    return bool((sample.max(axis=2) - sample.min(axis=2)).max() < _COLOUR)


def _even(channel: Any) -> tuple[Any, Any]:
    """A channel divided by the light upon it; 255 where there is paper."""
    height, width = channel.shape
    small = cv2.resize(
        channel,
        (max(width // _COARSE, 1), max(height // _COARSE, 1)),
        interpolation=cv2.INTER_AREA,
    )
    reach = max(3, int(_WHITE * max(small.shape)) | 1)
    light = cv2.dilate(small, np.ones((reach, reach), np.uint8))
    light = cv2.GaussianBlur(light, (0, 0), reach / 2)
    full = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(channel, full, scale=255.0)
    brightest = float(np.percentile(light, 95))
    return even, np.where(full > _DARK * brightest, np.uint8(255), np.uint8(0))


def _without_seals(channels: list[Any]) -> tuple[Any, Any]:
    """Grey paper in which seals are white, and their ink. Other coloured print stays.

    Coloured ink is bright in one channel, black print upon it in none.
    """
    brightest = cv2.max(cv2.max(channels[0], channels[1]), channels[2])
    darkest = cv2.min(cv2.min(channels[0], channels[1]), channels[2])
    coloured = cv2.subtract(brightest, darkest) > _COLOUR
    grey = cv2.addWeighted(channels[0], 0.3, channels[1], 0.59, 0)
    grey = cv2.addWeighted(grey, 1.0, channels[2], 0.11, 0)
    seals = np.zeros_like(grey)
    own = np.zeros_like(grey)
    longer = max(grey.shape)
    touch = max(3, int(_TOUCH * longer) | 1)
    joined = cv2.morphologyEx(
        coloured.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((touch, touch), np.uint8)
    )
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    least = _SEAL * longer
    for n in range(1, count):
        left, top, wide, tall, _ = (int(x) for x in stats[n])
        if min(wide, tall) >= least:  # all coloured ink within: star and letters of the seal
            within = np.s_[top : top + tall, left : left + wide]
            seals[within] |= joined[within] * 255
            own[within] |= coloured[within] * np.uint8(255)
    if seals.any():
        around = cv2.dilate(seals, np.ones((touch, touch), np.uint8))
        grey = np.where(around > 0, cv2.max(grey, brightest), grey)
    return grey, own

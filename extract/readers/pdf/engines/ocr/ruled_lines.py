"""Ink → rules: long straight runs of it that are no thicker than a rule, and rows of dashes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from extract.readers.pdf.page import Rule

_FLAT, _UPRIGHT = 14.0, 11.0
"""Points that a run has at the least: strokes of print are shorter, rows not much higher."""
_THICK = 4.0
"""Points up to which a run is a rule, and no dark ground."""
_BENT = 12.0
"""Points by which a rule may leave its height along its way."""
_CHUNK = 40.0
"""Points along which a rule is taken as straight."""
_LONG = 60.0
"""Points from which a run is a rule, whatever stands about it."""
_BESIDE = (0.8, 2.4)
"""Points beside a rule between which print would hang on to it."""
_CLEAR = 0.3
"""Share of a short rule beside which there may be ink: along a stroke of print there is more."""
_DASH = (9.0, 2.6)
"""Points up to which a dash is long and thick."""
_DASHES, _ROW = 6, 48.0
"""So many dashes in a row, over so many points, are a rule."""


def rules_of(ink: Any, scale: float) -> tuple[list[Rule], Any]:
    """Pieces of rules in points, and a mask of their ink. `scale`: pixels a point."""
    mask = np.zeros_like(ink)
    pieces: list[Rule] = []
    for flat in (True, False):
        run = ink if flat else np.ascontiguousarray(ink.T)
        own = mask if flat else np.zeros_like(run)
        pieces += [
            Rule(flat, at / scale, a / scale, b / scale)
            for at, a, b in _runs(run, scale, flat, own)
        ]
        if not flat:
            mask |= own.T
    dashed = list(_dashes(cv2.subtract(ink, mask), scale, mask))
    return pieces + dashed, mask


def _runs(ink: Any, scale: float, flat: bool, mask: Any) -> Iterator[tuple[float, float, float]]:
    """Level runs of ink: height, begin and end in pixels; their ink goes into the mask."""
    least = max(8, round((_FLAT if flat else _UPRIGHT) * scale))
    gap = max(1, round(0.3 * scale)) * 2 + 1
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    closed = cv2.dilate(closed, np.ones((3, 1), np.uint8))
    long = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    loose = cv2.subtract(ink, long)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(long)
    for n in range(1, count):
        left, top, wide, tall, area = (int(x) for x in stats[n])
        if tall > wide or area > (_THICK * scale + 2) * wide or tall > _BENT * scale:
            continue
        part = (labels[top : top + tall, left : left + wide] == n).astype(np.uint8) * 255
        own = cv2.bitwise_and(ink[top : top + tall, left : left + wide], part)
        if wide < _LONG * scale and _printed(loose, (left, top + 1, wide, tall - 2), scale):
            continue
        target = mask[top : top + tall, left : left + wide]
        cv2.bitwise_or(target, own, dst=target)
        yield from _chunks(own, left, top, max(8, round(_CHUNK * scale)))


def _chunks(own: Any, left: int, top: int, size: int) -> Iterator[tuple[float, float, float]]:
    """A run as pieces, each at its own height: a rule may be a little bent."""
    wide = own.shape[1]
    edges = np.linspace(0, wide, max(1, round(wide / size)) + 1).round().astype(int)
    for a, b in pairwise(edges.tolist()):
        ys, xs = np.nonzero(own[:, a:b])
        if len(xs) >= 0.5 * (b - a):
            yield float(ys.mean()) + top + 0.5, float(left + a), float(left + b)


def _printed(ink: Any, box: tuple[int, int, int, int], scale: float) -> bool:
    """Does print hang on to a short run of ink, above or below? Then it is a stroke of it.

    `ink` is that of no run: the other half of a doubled rule is none.
    """
    left, top, wide, tall = box
    near, far = (max(1, round(each * scale)) for each in _BESIDE)
    above = ink[max(top - far, 0) : max(top - near, 0), left : left + wide]
    below = ink[top + tall + near : top + tall + far, left : left + wide]
    busy = [part.any(axis=0).mean() for part in (above, below) if part.size]
    return bool(busy) and float(max(busy)) > _CLEAR


def _dashes(ink: Any, scale: float, mask: Any) -> Iterator[Rule]:
    """Rows of dashes or dots, each piece of them a rule of its own: `ruled.rules` joins them."""
    long, thick = _DASH[0] * scale, max(_DASH[1] * scale, 2.0)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    for flat in (True, False):
        along, across = (2, 3) if flat else (3, 2)
        thin = [
            n
            for n in range(1, count)
            if stats[n][across] <= thick and stats[n][along] <= long and stats[n][4] > 1
        ]
        for row in _rows(thin, stats, flat, scale):
            for n in row:
                left, top, wide, tall, _ = (int(x) for x in stats[n])
                part = labels[top : top + tall, left : left + wide] == n
                mask[top : top + tall, left : left + wide][part] = 255
            start = 0 if flat else 1
            first, last = stats[row[0]], stats[row[-1]]
            at = sum(stats[n][1 - start] + stats[n][across] / 2 for n in row) / len(row)
            end = last[start] + last[along]
            yield Rule(flat, at / scale, first[start] / scale, end / scale)


def _rows(thin: list[int], stats: Any, flat: bool, scale: float) -> Iterator[list[int]]:
    """Pieces on one line, one behind the other with gaps no wider than twice a dash."""
    along, across, start, side = (2, 3, 0, 1) if flat else (3, 2, 1, 0)
    lanes: dict[int, list[int]] = {}
    step = max(1.0, 1.2 * scale)
    for n in thin:
        middle = stats[n][side] + stats[n][across] / 2
        lanes.setdefault(int(middle // step), []).append(n)
        lanes.setdefault(int((middle + step / 2) // step) + 1_000_000, []).append(n)
    taken: set[int] = set()
    for lane in sorted(lanes.values(), key=lambda each: (-len(each), each[0])):
        row: list[int] = []
        for n in sorted(lane, key=lambda n: int(stats[n][start])):
            if n in taken:
                continue
            if row:
                before = stats[row[-1]]
                gap = stats[n][start] - before[start] - before[along]
                if gap > max(2.2 * scale, 2.0 * min(before[along], stats[n][along])):
                    if _is_row(row, stats, along, start, scale):
                        taken.update(row)
                        yield row
                    row = []
            row.append(n)
        if _is_row(row, stats, along, start, scale):
            taken.update(row)
            yield row


def _is_row(row: list[int], stats: Any, along: int, start: int, scale: float) -> bool:
    if len(row) < _DASHES:
        return False
    span = stats[row[-1]][start] + stats[row[-1]][along] - stats[row[0]][start]
    return bool(span >= _ROW * scale)

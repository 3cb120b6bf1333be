"""Tables that run off their sheet: their rules go on to the picture's border, and none stops them.

What was cut away there nobody can read, and what is left may look whole: a column less, a row less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np

from extract.model import Box
from extract.readers.pdf.page import Rule
from extract.readers.pdf.ruled.crossings import components
from extract.readers.pdf.ruled.rules import SNAP

_BORDER = 3.0
"""Points from the picture's border within which a rule has run to it."""
_STOPS = 2.2
"""Points between the end of a rule and the rule across at which it ends."""
_LEAST = 2
"""So many rules of a table run to the border; a lone one may be a fold, or dirt of the glass."""


class Border(NamedTuple):
    """The picture that a level page was made of: its size, and the matrix (3 by 3) to its pixels.

    `scale`: pixels a point, in both.
    """

    width: int
    height: int
    to_picture: Any
    scale: float


def runs_off(rules: Sequence[Rule], border: Border) -> Iterator[Box]:
    """Where tables leave their sheet, in points of the level page; one box for each side."""
    for table in components(list(rules)):
        for flat in (True, False):
            ways = [rule for rule in table if rule.flat is flat]
            across = [rule for rule in table if rule.flat is not flat]
            if len(across) < _LEAST:
                continue
            for last in (False, True):
                off = [rule for rule in ways if _leaves(rule, across, border, last=last)]
                if len({round(rule.at / SNAP) for rule in off}) >= _LEAST:
                    yield _box(off, across, last=last)


def _leaves(rule: Rule, across: Sequence[Rule], border: Border, *, last: bool) -> bool:
    """Does a rule run to the picture's border, where no rule across stops it?"""
    end = rule.b if last else rule.a
    point = (end, rule.at) if rule.flat else (rule.at, end)
    [[place]] = cv2.perspectiveTransform(np.array([[point]]) * border.scale, border.to_picture)
    near = _BORDER * border.scale
    size = border.width if rule.flat else border.height
    at = place[0] if rule.flat else place[1]
    if not (at >= size - near if last else at <= near):
        return False
    return not any(
        abs(other.at - end) <= _STOPS and other.a - SNAP <= rule.at <= other.b + SNAP
        for other in across
    )


def _box(off: Sequence[Rule], across: Sequence[Rule], *, last: bool) -> Box:
    """From the outermost rule across to the border, over the rules that run there."""
    cuts = [rule.at for rule in across]
    ends = sorted(
        (max(r.b for r in off), max(cuts)) if last else (min(r.a for r in off), min(cuts))
    )
    sides = [min(r.at for r in off), max(r.at for r in off)]
    (x0, x1), (top, bottom) = (ends, sides) if off[0].flat else (sides, ends)
    return Box(x0=round(x0, 2), top=round(top, 2), x1=round(x1, 2), bottom=round(bottom, 2))

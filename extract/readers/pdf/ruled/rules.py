"""First step: pieces of rules → rules. Pure geometry.

Producers draw one printed line as many things: a stroke, a thin filled box per cell edge, dashes,
two parallel hairlines. Here they become one rule again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter, sub

from extract.readers.pdf.page import Rule

THIN = 3.2
"""A filled box no thicker than this is a rule; producers draw rules as boxes of up to 3 pt."""
THICK = 4.5
LONG = 12.0
"""Up to so many points a filled box is a rule, where it is so many times as long."""
SNAP = 3.0
"""Lines this close are one line: double rules and border spacing stand 1 to 3 pt apart, rows more
than 6."""
GAP = 3.2
"""Pieces of a line may stand this far apart: corners left open between thin boxes."""
DASH = 8.0
"""A piece shorter than this is a dash."""
_LOOSE = 1.5
"""The gap behind a dash may be so many times as long as itself."""
_LIGHTEST = 0.1
"""Points that a piece counts for at the least, where it tells at what height its line lies."""

_ACROSS, _ALONG = itemgetter(1), itemgetter(2, 3)


def is_bar(x0: float, top: float, x1: float, bottom: float) -> bool:
    """Is a filled box a thick rule, and no shaded cell? Then no line of print fits into it.

    >>> is_bar(0, 0, 300, 4), is_bar(0, 0, 300, 8), is_bar(0, 0, 20, 4)
    (True, False, False)
    """
    wide, tall = x1 - x0, bottom - top
    return min(wide, tall) <= THICK and max(wide, tall) >= LONG * min(wide, tall)


def of_box(x0: float, top: float, x1: float, bottom: float) -> list[Rule]:
    """The rule that a thin box is, along its centre; a dot may be part of one either way."""
    wide, tall = x1 - x0, bottom - top
    rules = []
    if wide >= tall or tall <= THIN:
        rules.append(Rule(True, (top + bottom) / 2, x0, x1))
    if tall > wide or wide <= THIN:
        rules.append(Rule(False, (x0 + x1) / 2, top, bottom))
    return rules


def join(pieces: Iterable[Rule]) -> list[Rule]:
    """Collinear pieces that touch, and parallel lines closer than SNAP, become one rule.

    >>> join([Rule(True, 10, 0, 50), Rule(True, 11, 51, 90), Rule(False, 5, 0, 9)])
    [Rule(flat=True, at=10.44, a=0, b=90), Rule(flat=False, at=5.0, a=0, b=9)]
    """
    dots: list[Rule] = []
    level: list[Rule] = []
    upright: list[Rule] = []
    for piece in pieces:
        flat, _, a, b = piece
        (dots if b - a <= THIN else level if flat else upright).append(piece)
    dotted = list(_dotted(dots))
    return [
        rule
        for flat, own in ((True, level), (False, upright))
        for near in _clusters([*(row for row in dotted if row.flat is flat), *own])
        for rule in _swept(near)
    ]


def _dotted(dots: list[Rule]) -> Iterator[Rule]:
    """Rows of three or more dots as one piece each: thousands of them lie on a page."""
    rows: dict[tuple[bool, int], list[Rule]] = {}
    for piece in dots:
        rows.setdefault((piece.flat, round(piece.at)), []).append(piece)
    for row in rows.values():
        row.sort(key=lambda p: p.a)
        start = 0
        for n in range(1, len(row) + 1):
            if n < len(row) and row[n].a - row[n - 1].b <= GAP:
                continue
            if n - start > 2:
                yield Rule(row[start].flat, row[start].at, row[start].a, row[n - 1].b)
            start = n


def _clusters(pieces: list[Rule]) -> Iterator[list[Rule]]:
    """Pieces of one direction, parted where no other lies within SNAP beside them."""
    pieces.sort(key=_ACROSS)
    heights = list(map(_ACROSS, pieces))
    ends = [n for n, gap in enumerate(map(sub, heights[1:], heights), 1) if gap > SNAP]
    for first, end in pairwise([0, *ends, len(pieces)] if pieces else []):
        yield pieces[first:end]


class _Line:
    """A rule that is still growing: where it lies on average, weighted by length."""

    __slots__ = ("a", "at", "b", "last", "length", "moment")

    def __init__(self, piece: Rule) -> None:
        self.a, self.b = piece.a, piece.b
        self.length = self.moment = 0.0
        self.take(piece)

    def reaches(self, piece: Rule) -> bool:
        if abs(piece.at - self.at) > SNAP:
            return False
        gap = piece.a - self.b
        if gap <= GAP:
            return True
        dash = min(self.last, piece.b - piece.a)
        return dash < DASH and gap <= _LOOSE * dash

    def take(self, piece: Rule) -> None:
        self.last = piece.b - piece.a
        weight = max(self.last, _LIGHTEST)
        self.length += weight
        self.moment += weight * piece.at
        self.at = self.moment / self.length
        self.b = max(self.b, piece.b)


def _level(pieces: list[Rule]) -> list[Rule] | None:
    """The rules that pieces are which all lie within SNAP, as those of most lines do: each piece
    reaches the next, or lies beyond the reach of all before. None where a gap may part dashes.
    """
    rules = []
    flat, _, begins, end = pieces[0]
    length = moment = 0.0
    for _, at, a, b in pieces:
        if a - end > GAP:
            if a - end < _LOOSE * DASH:
                return None
            rules.append(Rule(flat, round(moment / length, 2), begins, end))
            begins, end, length, moment = a, b, 0.0, 0.0
        weight = b - a if b - a > _LIGHTEST else _LIGHTEST  # noqa: FURB136 -- twice as fast
        length += weight
        moment += weight * at
        if b > end:  # noqa: PLR1730 -- asked of each of thousands of pieces
            end = b
    return [*rules, Rule(flat, round(moment / length, 2), begins, end)]


def _swept(cluster: list[Rule]) -> list[Rule]:
    """Sweep along the direction; each piece goes to the nearest open line that reaches it.

    A cluster begins with the first of its pieces across the direction, and ends with the last.
    """
    pieces = sorted(cluster, key=_ALONG)
    if cluster[-1].at - cluster[0].at < SNAP and (rules := _level(pieces)) is not None:
        return rules
    lines: list[_Line] = []
    growing: list[_Line] = []
    for piece in pieces:
        growing = [line for line in growing if piece.a - line.b <= 2 * DASH]
        reached = [line for line in growing if line.reaches(piece)]
        if len(reached) == 1:
            reached[0].take(piece)
        elif reached:
            min(reached, key=lambda line: abs(line.at - piece.at)).take(piece)
        else:
            growing.append(_Line(piece))
            lines.append(growing[-1])
    flat = cluster[0].flat
    return [Rule(flat, round(line.at, 2), line.a, line.b) for line in lines]

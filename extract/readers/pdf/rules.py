"""First step: pieces of rules → rules. Pure geometry.

Producers draw one printed line as many things: a stroke, a thin filled box per cell edge, dashes,
two parallel hairlines. Here they become one rule again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.readers.pdf.page import Rule

SNAP = 3.0
"""Lines this close are one line: double rules and border spacing stand 1 to 3 pt apart, rows more
than 6."""
GAP = 3.0
"""Pieces of a line may stand this far apart: corners left open between thin boxes."""
DASH = 8.0
"""A piece shorter than this is a dash: the gap after it may be as long as itself."""


def join(pieces: Iterable[Rule]) -> list[Rule]:
    """Collinear pieces that touch, and parallel lines closer than SNAP, become one rule.

    >>> join([Rule(True, 10, 0, 50), Rule(True, 11, 51, 90), Rule(False, 5, 0, 9)])
    [Rule(flat=True, at=10.44, a=0, b=90), Rule(flat=False, at=5.0, a=0, b=9)]
    """
    pieces = list(pieces)
    rules: list[Rule] = []
    for flat in (True, False):
        for near in _clusters([p for p in pieces if p.flat is flat]):
            rules.extend(_swept(near))
    return rules


def _clusters(pieces: list[Rule]) -> Iterator[list[Rule]]:
    """Pieces of one direction, parted where no other lies within SNAP beside them."""
    cluster: list[Rule] = []
    for piece in sorted(pieces, key=lambda p: p.at):
        if cluster and piece.at - cluster[-1].at > SNAP:
            yield cluster
            cluster = []
        cluster.append(piece)
    if cluster:
        yield cluster


class _Line:
    """A rule that is still growing: where it lies on average, weighted by length."""

    __slots__ = ("a", "b", "last", "length", "moment")

    def __init__(self, piece: Rule) -> None:
        self.a, self.b = piece.a, piece.b
        self.length = self.moment = 0.0
        self.take(piece)

    @property
    def at(self) -> float:
        return self.moment / self.length

    def reaches(self, piece: Rule) -> bool:
        gap = piece.a - self.b
        dash = min(self.last, piece.b - piece.a)
        allowed = max(GAP, 1.5 * dash) if dash < DASH else GAP
        return gap <= allowed and abs(piece.at - self.at) <= SNAP

    def take(self, piece: Rule) -> None:
        self.last = piece.b - piece.a
        weight = max(self.last, 0.1)
        self.length += weight
        self.moment += weight * piece.at
        self.b = max(self.b, piece.b)


def _swept(cluster: list[Rule]) -> list[Rule]:
    """Sweep along the direction; each piece goes to the nearest open line that reaches it."""
    lines: list[_Line] = []
    for piece in sorted(cluster, key=lambda p: (p.a, p.b)):
        reached = [line for line in lines if line.reaches(piece)]
        if reached:
            min(reached, key=lambda line: abs(line.at - piece.at)).take(piece)
        else:
            lines.append(_Line(piece))
    flat = cluster[0].flat
    return [Rule(flat, round(line.at, 2), line.a, line.b) for line in lines]

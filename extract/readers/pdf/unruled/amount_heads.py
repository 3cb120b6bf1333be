"""Heads above columns of amounts without rules: which stands over which, in the one way that fits.

A head is centred over those below it, and its print and that of its column lie in one cell: cells
stand side by side. Where more than one reading is left, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from operator import itemgetter

from extract.readers.pdf.print.lines import TextLine
from extract.readers.pdf.unruled.amount_columns import Body
from extract.readers.pdf.unruled.amount_edges import edges_of
from extract.readers.pdf.unruled.amount_lines import Chunk, Head
from extract.readers.pdf.unruled.printed_lines import WIDE, sure
from extract.words.text import key

_TIGHT, _LOOSE = 0.3, 0.9
"""Ems of white above a line that carries a head on; more parts two heads; between is a doubt."""
_BESIDE = 0.3
"""Ems by which heads of one line may stand higher or lower."""
_NARROW = "0123456789().,:- "
_STRETCHED = 0.15
"""Ems by which a head may be wider than its characters."""
_LEVEL = 0.5
"""Ems by which heads of one level stand higher or lower."""
_CHILDLESS = 2.0
"""Ems that a head at the top with none below it may cost: it is printed in the middle instead."""
_CLEAR = 1.0
"""Ems by which the best way to put heads over others is better than any other."""
_BEST = 12
"""Ways to put heads over others that are looked at."""
_MANY = 500
"""Ways to fit heads and columns from which a table is not looked at further."""
_TOUCH = 0.1
"""Ems by which print of two cells may overlap."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heads from the top, its sides, and its number among those of the rows."""

    heads: tuple[Head, ...]
    left: float
    right: float
    body: int | None
    print: tuple[float, float] | None
    """Left and right of what is printed in its rows."""


Paths = tuple[tuple[Head, ...], ...]
"""The lowest heads, each below those that stand over it."""
Way = tuple[int | None, ...]
"""The column of rows below each of the lowest heads."""


def columns_of(chunk: Chunk, body: Body) -> tuple[Column, ...]:
    """The columns of a table from left to right; raises unless heads and rows fit in one way.

    Heads must stand over others in one way by far: of those in which all that tells of edges agrees
    where there are such, else of all, and then columns below them in one way at all.
    """
    heads = _heads(chunk)
    em = max(head.lines[0].em for head in heads)
    ways = _ways(tuple(heads), em)
    sure(that=bool(ways))
    proven = [(cost, found) for cost, paths in ways for found in _proven(paths, body, em)]
    best = [cost for cost, _ in proven or ways]
    sure(that=len(best) == 1 or best[1] - best[0] > _CLEAR * em)
    if proven:
        paths, found, edges = proven[0][1]
    else:
        paths = _from_the_left(ways[0][1])
        fits = _in_order([path[-1] for path in paths], body, em)
        sure(that=len(fits) == 1)
        found, edges = fits[0], _between(paths, fits[0], body)
    return tuple(
        Column(path, *sides, at, body.sides[at] if at is not None else None)
        for path, at, sides in zip(paths, found, pairwise(edges), strict=True)
    )


def _from_the_left(paths: Paths) -> Paths:
    return tuple(sorted(paths, key=lambda path: path[-1].centre))


def _proven(paths: Paths, body: Body, em: float) -> Iterator[tuple[Paths, Way, tuple[float, ...]]]:
    """The ways to put columns under heads in which all edges agree."""
    paths = _from_the_left(paths)
    lowest = [path[-1] for path in paths]
    for way in _in_order(lowest, body, em):
        edges = edges_of(paths, way, body, em)
        if edges is not None:
            yield paths, way, edges


def _between(paths: Paths, way: Way, body: Body) -> tuple[float, ...]:
    """Edges in the middle of the white between the print of cells."""
    spans = [
        (
            min(path[-1].x0, body.sides[at][0]) if at is not None else path[-1].x0,
            max(path[-1].x1, body.sides[at][1]) if at is not None else path[-1].x1,
        )
        for path, at in zip(paths, way, strict=True)
    ]
    return (spans[0][0], *((b + c) / 2 for (_, b), (c, _) in pairwise(spans)), spans[-1][1])


def going_on(before: tuple[Column, ...], body: Body) -> tuple[Column, ...]:
    """The columns of the page before with those of rows without heads; raises where one is none's.

    Amounts end where they did there, labels begin there, or both are in the middle.
    """
    em = body.em
    found = [replace(column, body=None) for column in before]
    for at, (left, right) in enumerate(body.sides):
        under = [
            n
            for n, column in enumerate(before)
            if column.left - _LEVEL * em <= left and right <= column.right + _LEVEL * em
        ]
        sure(that=len(under) == 1 and found[under[0]].body is None)
        was = before[under[0]].print
        sure(that=was is not None and _same_place(was, (left, right), em))
        found[under[0]] = replace(found[under[0]], body=at)
    return tuple(found)


def _same_place(was: tuple[float, float], now: tuple[float, float], em: float) -> bool:
    middles = abs(sum(was) - sum(now)) / 2
    return min(abs(was[0] - now[0]), abs(was[1] - now[1]), middles) < _BESIDE * em


def _heads(chunk: Chunk) -> list[Head]:
    """The runs above the rows, those that carry on the one above put to it."""
    found: list[Head] = []
    sure(that=not any(_is_stretched(run) for line in chunk.heads for run in line.runs))
    runs = sorted((run for line in chunk.heads for run in line.runs), key=lambda run: run.top)
    for run in runs:
        beside = [each for each in runs if abs(each.top - run.top) < _BESIDE * run.em]
        above = [n for n, head in enumerate(found) if _carries_on(head, run, beside, found)]
        if above:
            found[above[-1]] = Head((*found[above[-1]].lines, run))
        else:
            found.append(Head((run,)))
    return found


def _is_stretched(run: TextLine) -> bool:
    """Is a run wider than its characters? Then it may be two heads that stand close together."""
    wide = sum(0.5 if char in _NARROW else 1.0 for char in run.text)
    return key(run.text) not in WIDE and run.x1 - run.x0 > (wide + _STRETCHED) * run.em


def _carries_on(head: Head, run: TextLine, beside: list[TextLine], found: list[Head]) -> bool:
    """Is a run the next line of a head: close below it, or as all of its line are of others?"""
    white = (run.top - head.bottom) / run.em
    if not _stands_below(head, run) or not -_LEVEL < white < _LOOSE:
        return False
    return white < _TIGHT or all(any(_stands_below(h, r) for h in found) for r in beside)


def _stands_below(head: Head, run: TextLine) -> bool:
    if run in head.lines:
        return True
    overlap = run.x0 < head.x1 and run.x1 > head.x0 and run.top > head.top
    centred = abs(run.x0 + run.x1 - head.x0 - head.x1) < 2 * run.em
    return overlap and (centred or abs(run.x0 - head.x0) < 1)


@cache
def _ways(heads: tuple[Head, ...], em: float) -> tuple[tuple[float, Paths], ...]:
    """The best ways, each with how far upper heads are from the middle of their lower ones."""
    highest = min(head.height for head in heads)
    upper = sorted((h for h in heads if h.height - highest < _LEVEL * em), key=_centre)
    lower = sorted((h for h in heads if h not in upper), key=_centre)
    if not lower:
        return ((0.0, tuple((head,) for head in upper)),)
    middle = (min(head.top for head in heads) + max(head.bottom for head in heads)) / 2
    # Over heads that are printed in the middle of all, none need stand.
    alone = [abs(head.height - middle) < _LEVEL * em for head in lower]

    @cache
    def shared(n: int, first: int) -> tuple[tuple[float, Paths], ...]:
        if n == len(upper):
            rest = tuple((head,) for head in lower[first:])
            return ((0.0, rest),) if all(alone[first:]) else ()
        found: list[tuple[float, Paths]] = []
        for start in range(first, len(lower) + 1):
            before = tuple((head,) for head in lower[first:start])
            for end in range(start, len(lower) + 1):
                for cost, own in _below(upper, n, tuple(lower[start:end]), em):
                    found += [(cost + c, before + own + x) for c, x in shared(n + 1, end)]
            if start < len(lower) and not alone[start]:
                break
        return _best(found)

    return shared(0, 0)


def _best(ways: list[tuple[float, Paths]]) -> tuple[tuple[float, Paths], ...]:
    return tuple(sorted(ways, key=itemgetter(0))[:_BEST])


def _centre(head: Head) -> float:
    return head.centre


def _below(
    upper: list[Head], n: int, lower: tuple[Head, ...], em: float
) -> list[tuple[float, Paths]]:
    """The ways to put lower heads under the n-th upper one, none of them too."""
    cost = _cost(upper, n, lower, em)
    if cost is None:
        return []
    if not lower:
        return [(cost, ((upper[n],),))]
    return [(cost + c, tuple((upper[n], *path) for path in paths)) for c, paths in _ways(lower, em)]


def _cost(upper: list[Head], n: int, below: tuple[Head, ...], em: float) -> float | None:
    """How far a head is from the middle of those below it; None where they cannot be its own."""
    if not below:
        return _CHILDLESS * em
    left = upper[n - 1].x1 if n else float("-inf")
    right = upper[n + 1].x0 if n + 1 < len(upper) else float("inf")
    if any(head.centre < left or head.centre > right for head in below):
        return None
    by_centres = (below[0].centre + below[-1].centre) / 2
    by_edges = (min(h.x0 for h in below) + max(h.x1 for h in below)) / 2
    return min(abs(upper[n].centre - by_centres), abs(upper[n].centre - by_edges))


def _in_order(lowest: list[Head], body: Body, em: float) -> list[Way]:
    """The ways to put columns of rows under heads from left to right so that none overlap."""
    spans = body.sides

    def right_of(n: int, at: int | None) -> float:
        return lowest[n].x1 if at is None else max(lowest[n].x1, spans[at][1])

    def left_of(n: int, at: int | None) -> float:
        return lowest[n].x0 if at is None else min(lowest[n].x0, spans[at][0])

    ways: list[Way] = [()]
    for n in range(len(lowest)):
        longer: list[Way] = []
        for way in ways:
            taken = sum(at is not None for at in way)
            before = right_of(n - 1, way[-1]) if way else float("-inf")
            for at in (taken if taken < len(spans) else None, None):
                fits = left_of(n, at) >= before - _TOUCH * em
                if fits and (*way, at) not in longer:
                    longer.append((*way, at))
        sure(that=len(longer) < _MANY)
        ways = longer
    return [way for way in ways if sum(at is not None for at in way) == len(spans)]

"""Edges of cells that are not drawn, told by what stands in them: do they fall together?"""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.pdf.unruled.amount_columns import Body
from extract.readers.pdf.unruled.amount_lines import Head, is_amount

_ALIKE = 0.1
"""Ems by which lines that begin, end or are centred at one place may differ."""
_OFF = 0.25
"""Ems by which an edge may be off where all others say that it is."""
_PADDING = 1.5
"""The most ems by which print is set in from the side of its cell."""
_SEVERAL = 2
"""Labels that begin at the left of a column, from which it is told by them."""
_UNKNOWN = 2
"""What is to be reckoned: an edge and the padding. More than so much must be told; heads over
others, which stand in the middle of their cells, tell as well."""


def edges_of(
    paths: Sequence[Sequence[Head]], way: Sequence[int | None], body: Body, em: float
) -> tuple[float, ...] | None:
    """The edges of cells where all that tells of them agrees, columns lying so under heads.

    A head is centred in its cell, so each edge is as far from it as the one at its other side: one
    edge tells all. Amounts end at the right edge of their cells, labels begin at the left one, set
    in by the same padding; what is centred stands right below its head.
    """
    lowest = [path[-1] for path in paths]
    over = {head for path in paths for head in path[:-1]}
    signs, at = [1.0], [0.0]  # the edges as sign × the first edge + at
    for head in lowest:
        signs.append(-signs[-1])
        at.append(2 * head.centre - at[-1])
    told: list[tuple[float, float, float]] = []  # sign of the first edge, of the padding, place
    for n, col in enumerate(way):
        if col is None:
            continue
        side = _side(body, col, lowest[n].centre, em)
        if side == "right":
            told.append((signs[n + 1], -1.0, body.sides[col][1] - at[n + 1]))
        elif side == "left":
            told.append((signs[n], 1.0, body.sides[col][0] - at[n]))
        elif side is None:
            return None
    if len(told) < _UNKNOWN or len(told) + len(over) <= _UNKNOWN:
        return None
    first, padding = _least_squares(told)
    if not -_OFF * em <= padding <= _PADDING * em:
        return None
    edges = tuple(sign * first + place for sign, place in zip(signs, at, strict=True))
    agree = all(abs(sign * first + pad * padding - place) <= _OFF * em for sign, pad, place in told)
    within = all(
        edges[n] - _OFF * em <= min(head.x0, *_own(body, way[n], 0))
        and max(head.x1, *_own(body, way[n], 1)) <= edges[n + 1] + _OFF * em
        for n, head in enumerate(lowest)
    )
    return edges if agree and within and _are_centred(paths, edges, em) else None


def _are_centred(paths: Sequence[Sequence[Head]], edges: Sequence[float], em: float) -> bool:
    """Does every head above others stand in the middle of all cells that it heads?"""
    spans: dict[Head, list[int]] = {}
    for n, path in enumerate(paths):
        for head in path[:-1]:
            spans.setdefault(head, []).append(n)
    return all(
        abs(edges[at[0]] + edges[at[-1] + 1] - 2 * head.centre) <= 2 * _OFF * em
        for head, at in spans.items()
    )


def _own(body: Body, col: int | None, side: int) -> list[float]:
    empty = float("inf") if side == 0 else float("-inf")
    return [body.sides[col][side] if col is not None else empty]


def _side(body: Body, col: int, centre: float, em: float) -> str | None:
    """Do all lines of a column stand in the middle, below its head, or at a side; None: at neither.

    Lines of one length stand at both sides: amounts are taken to end, labels to begin at one place,
    numbers of rows tell nothing.
    """
    runs = [run for row in body.rows for run in row.cells[col] if run not in body.spread]
    starts, ends = [run.x0 for run in runs], [run.x1 for run in runs]
    if all(abs(a + b - 2 * centre) <= 2 * _OFF * em for a, b in zip(starts, ends, strict=True)):
        return "middle"
    begin, end = (max(places) - min(places) <= _ALIKE * em for places in (starts, ends))
    if all(is_amount(run.text) for run in runs) and not body.amounts[col]:
        if begin and end:
            return "either"
        return "right" if end else "left" if begin else None
    if body.amounts[col]:
        return "right" if end else None
    # Labels of parts are set in from those of the whole.
    first = sum(start - min(starts) <= _ALIKE * em for start in starts)
    return "left" if begin or first >= _SEVERAL else None


def _least_squares(told: list[tuple[float, float, float]]) -> tuple[float, float]:
    """The first edge and the padding by which what is told is off the least."""
    aa = sum(a * a for a, _, _ in told)
    ab = sum(a * b for a, b, _ in told)
    bb = sum(b * b for _, b, _ in told)
    ac = sum(a * c for a, _, c in told)
    bc = sum(b * c for _, b, c in told)
    det = aa * bb - ab * ab
    if abs(det) < 1e-9:
        return ac / aa, 0.0  # every edge told lies the same way: the padding cannot be told
    return (ac * bb - bc * ab) / det, (bc * aa - ac * ab) / det

"""Where the columns of a grid stand: do two pieces have the same ones?"""

from __future__ import annotations

from extract.model import Grid

_WIDER = 0.05
"""Outer edges of two pieces may differ by this share of the width."""
_STRAIGHT = 8.0
"""Points within which the cells of a column begin."""


def _extent(grid: Grid) -> tuple[float, float] | None:
    """Where a table begins and ends across the page; None where it has no boxes."""
    boxes = [cell.box for cell in grid.cells if cell.box]
    return (min([b.x0 for b in boxes]), max([b.x1 for b in boxes])) if boxes else None


def same_width(one: Grid, other: Grid) -> bool:
    """Do the outer edges of two pieces match?"""
    first, second = _extent(one), _extent(other)
    if first is None or second is None:
        return True
    off = max(abs(first[0] - second[0]), abs(first[1] - second[1]))
    return off <= max(6.0, _WIDER * (first[1] - first[0]))


def within(one: Grid, other: Grid) -> bool:
    """Does a piece lack only columns at one side, where no rule shows that a cell goes on?"""
    first, second = column_edges(one), column_edges(other)
    if len(second) < 3 or len(first) <= len(second):
        return False
    ends = abs(first[0] - second[0]) <= _STRAIGHT or abs(first[-1] - second[-1]) <= _STRAIGHT
    return ends and all(min(abs(edge - x) for x in first) <= _STRAIGHT for edge in second)


def same_columns(one: Grid, other: Grid) -> bool:
    """Do all columns of two pieces stand at the same places?"""
    first, second = column_edges(one), column_edges(other)
    if not first or not second or len(first) != len(second):
        return False
    return all(abs(a - b) <= 4.0 for a, b in zip(first, second, strict=True))


def column_edges(grid: Grid) -> list[float]:
    """Where the columns of a grid begin and the last one ends, by x; empty without boxes."""
    edges: list[list[float]] = [[] for _ in range(grid.n_cols + 1)]
    for cell in grid.cells:
        if cell.box:
            edges[cell.col].append(cell.box.x0)
            edges[cell.col + cell.colspan].append(cell.box.x1)
    if not all(edges):
        return []
    return [sum(edge) / len(edge) for edge in edges]

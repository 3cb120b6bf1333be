"""Third step: frame → faces, the closed cells of a table with the rows and columns they span.

Pure geometry. A rule missing between two faces makes them one merged cell.
"""

from __future__ import annotations

from typing import NamedTuple

from extract.readers.pdf.ruled.crossings import Frame


class Face(NamedTuple):
    """A closed cell: its first row and column in the frame, and how many it spans."""

    row: int
    col: int
    rowspan: int
    colspan: int


def faces(frame: Frame) -> list[Face]:
    """The faces of a frame, row by row; what lies outside its outline is none."""
    taken = [[False] * (len(frame.xs) - 1) for _ in frame.ys[1:]]
    for row, col in _outside(frame):
        taken[row][col] = True
    found = []
    for row, below in enumerate(frame.flat[1:]):
        for col, beside in enumerate(frame.upright[1:]):
            if taken[row][col]:
                continue
            if beside[row] and below[col]:  # what lies left of it or above is asked for no more
                found.append(Face(row, col, 1, 1))
                continue
            face = _grown(frame, row, col, taken)
            found.append(face)
            for places in taken[row : row + face.rowspan]:
                places[col : col + face.colspan] = [True] * face.colspan
    return found


def _outside(frame: Frame) -> set[tuple[int, int]]:
    """Places reached from outside without crossing a rule."""
    n_rows, n_cols = len(frame.ys) - 1, len(frame.xs) - 1
    start = [(r, 0) for r in range(n_rows) if not frame.upright[0][r]]
    start += [(r, n_cols - 1) for r in range(n_rows) if not frame.upright[n_cols][r]]
    start += [(0, c) for c in range(n_cols) if not frame.flat[0][c]]
    start += [(n_rows - 1, c) for c in range(n_cols) if not frame.flat[n_rows][c]]
    seen = set(start)
    while start:
        row, col = start.pop()
        for place in _neighbours(frame, row, col):
            if place not in seen:
                seen.add(place)
                start.append(place)
    return seen


def _neighbours(frame: Frame, row: int, col: int) -> list[tuple[int, int]]:
    """The places beside a place that no rule parts from it."""
    n_rows, n_cols = len(frame.ys) - 1, len(frame.xs) - 1
    beside = []
    if row > 0 and not frame.flat[row][col]:
        beside.append((row - 1, col))
    if row + 1 < n_rows and not frame.flat[row + 1][col]:
        beside.append((row + 1, col))
    if col > 0 and not frame.upright[col][row]:
        beside.append((row, col - 1))
    if col + 1 < n_cols and not frame.upright[col + 1][row]:
        beside.append((row, col + 1))
    return beside


def _grown(frame: Frame, row: int, col: int, taken: list[list[bool]]) -> Face:
    """The face that starts at a place: to the right until a rule, then down until one."""
    n_rows, n_cols = len(frame.ys) - 1, len(frame.xs) - 1
    right = col + 1
    while right < n_cols and not frame.upright[right][row] and not taken[row][right]:
        right += 1
    inner = frame.upright[col + 1 : right]
    foot = row + 1
    while foot < n_rows and not any(frame.flat[foot][col:right]):
        if any(taken[foot][col:right]) or True in [upright[foot] for upright in inner]:
            break
        foot += 1
    return Face(row, col, foot - row, right - col)

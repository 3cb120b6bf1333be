"""Rows that no rule parts: one ruled row of a page that holds many printed ones.

Numbers tell it: no cell holds several numbers below each other that had room side by side. Where
the print of all columns falls into the same rows, the row is cut between them; where anything is
left open, it stays whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import regex

from extract.readers.pdf.page import Run
from extract.readers.pdf.print.lines import TextLine
from extract.readers.pdf.print.run_lines import run_lines
from extract.readers.pdf.ruled.cells import Face
from extract.readers.pdf.ruled.crossings import Frame

_LEAST = 3
"""Rows, numbers below each other, and columns from which a row is cut."""
_NUMBER = regex.compile(r"[-–—$€£¥(+]{0,2}\d[\d.,]*(?:[-–~～]\d[\d.,]*)?[%)]{0,2}|[-–—]")
_LEVEL = 0.35
"""Ems by which the baselines of a row may differ."""
_LOOSE = 1.25
"""Lines further apart than so many times the closest ones of their column do not go on."""

_FULL = 2.0
"""Ems of room that a line leaves which the next one carries on."""

Texts = Mapping[Face, list[Run]]
Column = list[TextLine]


def parted(frame: Frame, texts: Texts) -> Frame | None:
    """The frame with rows cut where their print tells it; None where no row is to be cut."""
    tall = {
        face.row
        for face, runs in texts.items()
        if len(runs) > 1 and face.rowspan == 1 and _digits(runs)
    }
    cuts = {}
    for row in tall:
        cells = [face for face in texts if face.row == row and face.rowspan == 1 and texts[face]]
        if len(cells) >= _LEAST:
            columns = [run_lines(texts[face]) for face in cells]
            widths = [frame.xs[face.col + face.colspan] - frame.xs[face.col] for face in cells]
            if at := _cuts([c for c in zip(columns, widths, strict=True) if c[0]]):
                cuts[row] = at
    return _cut(frame, cuts, texts) if cuts else None


def _digits(runs: list[Run]) -> bool:
    """May a cell hold nothing but numbers, one below the other? A quick look."""
    if abs(runs[0].y - runs[-1].y) < runs[0].sizes[0]:
        return False
    texts = [text for run in runs for text in run.texts]
    return 2 * sum(map(str.isdigit, texts)) > len(texts)


def _cuts(columns: list[tuple[Column, float]]) -> list[float]:
    """The heights at which a row falls apart; none where it is one row, or may be."""
    starts = [_starts(lines, width) for lines, width in columns]
    numbers = [n for n, (lines, _) in enumerate(columns) if _are_numbers(lines)]
    if not any(len(starts[n]) >= _LEAST for n in numbers) or not all(
        _parts(lines, width, own) for (lines, width), own in zip(columns, starts, strict=True)
    ):
        return []
    rows = _together([line for n in numbers for line in starts[n]])
    for n, own in enumerate(starts):
        if n in numbers:
            continue
        loose = [line for line in own if _row_of(rows, line) is None]
        if not loose:
            continue
        # Rows without a number: print of two columns at the least tells of them.
        more = _together(loose)
        rows += [r for r in more if sum(_row_of([r], x) is not None for o in starts for x in o) > 1]
        if any(_row_of(rows, line) is None for line in loose):
            return []
    rows.sort()
    feet = [
        max(
            (x.bottom for lines, _ in columns for x in lines if upper - 1 < _base(x) < lower - 1),
            default=upper,
        )
        for upper, lower in pairwise(rows)
    ]
    tops = [
        min(x.top for lines, _ in columns for x in lines if _row_of([row], x) is not None)
        for row in rows[1:]
    ]
    first = min(_base(lines[0]) for lines, _ in columns)
    if (
        len(rows) < _LEAST
        or first < rows[0] - 1
        or any(f > t + 2 for f, t in zip(feet, tops, strict=True))
    ):
        return []
    return [(foot + top) / 2 for foot, top in zip(feet, tops, strict=True)]


def _base(line: TextLine) -> float:
    return line.bottom - 0.2 * line.em


def _together(lines: Column) -> list[float]:
    """The baselines of lines, those of one row as one."""
    rows: list[float] = []
    for line in sorted(lines, key=_base):
        if not rows or _base(line) - rows[-1] > _LEVEL * line.em:
            rows.append(_base(line))
    return rows


def _row_of(rows: list[float], line: TextLine) -> float | None:
    return next((row for row in rows if abs(row - _base(line)) <= _LEVEL * line.em), None)


def _are_numbers(lines: Column) -> bool:
    return 2 * sum(bool(_NUMBER.fullmatch(line.text)) for line in lines) > len(lines)


def _starts(lines: Column, width: float) -> Column:
    """The lines of a cell that do not carry on the line above them.

    A number below a number that had room beside it is another one, and so is what stands apart.
    """
    pitch = _pitch(lines)
    begun = lines[:1]
    for above, line in pairwise(lines):
        two = all(_NUMBER.fullmatch(each.text) for each in (above, line))
        beside = _room(above, width) > line.x1 - line.x0
        if _apart(above, line, pitch) or (two and beside):
            begun.append(line)
    return begun


def _parts(lines: Column, width: float, begun: Column) -> bool:
    """Does every other line of a cell surely carry on the one above it?

    That line is full, or the cell's rows stand apart.
    """
    pitch = _pitch(lines)
    apart = all(_apart(above, line, pitch) for above, line in pairwise(lines) if line in begun)
    return apart or all(
        _room(above, width) < _FULL * above.em
        for above, line in pairwise(lines)
        if line not in begun
    )


def _pitch(lines: Column) -> float:
    return min((_base(b) - _base(a) for a, b in pairwise(lines)), default=0.0)


def _apart(above: TextLine, line: TextLine, pitch: float) -> bool:
    return _base(line) - _base(above) > _LOOSE * max(pitch, line.em)


def _room(line: TextLine, width: float) -> float:
    """What a line leaves of its cell, beside an em of white at its ends."""
    return width - (line.x1 - line.x0) - line.em


def _cut(frame: Frame, cuts: dict[int, list[float]], texts: Texts) -> Frame:
    """The frame with new edges of rows, which cross the cells of the rows that are cut."""
    ys, flat = [frame.ys[0]], [frame.flat[0]]
    upright: list[list[bool]] = [[] for _ in frame.upright]
    whole = {
        (face.row + n, col)
        for face in texts
        if face.rowspan > 1
        for n in range(face.rowspan)
        for col in range(face.col, face.col + face.colspan)
    }
    for row in range(len(frame.ys) - 1):
        edges = cuts.get(row, [])
        ys += [*edges, frame.ys[row + 1]]
        across = tuple((row, col) not in whole for col in range(len(frame.xs) - 1))
        flat += [*[across] * len(edges), frame.flat[row + 1]]
        for col, edge in enumerate(frame.upright):
            upright[col] += [edge[row]] * (len(edges) + 1)
    return replace(
        frame, ys=tuple(ys), flat=tuple(flat), upright=tuple(tuple(edge) for edge in upright)
    )

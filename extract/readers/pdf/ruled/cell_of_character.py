"""Characters → the cells that hold them, by their origins and by the order of drawing."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from extract.readers.pdf.page import Glyph
from extract.readers.pdf.ruled.cells import Face
from extract.readers.pdf.ruled.crossings import Frame

Run = tuple[Face, list[Glyph]]


def held(frame: Frame, found: list[Face], glyphs: list[Glyph]) -> dict[Face, list[Glyph]]:
    """The characters of each face: those whose origin lies in it.

    A text too tall for its cell runs over into the cell above or below. It was drawn in one go, and
    the other cell has a text of its own.
    """
    runs = _runs(frame, found, glyphs)
    owners = [face for face, _ in runs]
    counts = Counter(owners)
    if len(runs) > len(counts):
        for n in range(1, len(runs)):
            if _goes_on(runs[n - 1], runs[n]):
                upper, lower = owners[n - 1], owners[n]
                if counts[lower] > 1 and counts[upper] == 1:
                    owners[n] = upper
                elif counts[upper] > 1 and counts[lower] == 1:
                    owners[n - 1] = lower
    inside: dict[Face, list[Glyph]] = {face: [] for face in found}
    for owner, (_, run) in zip(owners, runs, strict=True):
        inside[owner].extend(run)
    return inside


def _runs(frame: Frame, found: list[Face], glyphs: list[Glyph]) -> list[Run]:
    """The characters in the order of drawing, parted where they change from cell to cell."""
    at: dict[tuple[int, int], Face] = {}
    for cell in found:
        for row in range(cell.row, cell.row + cell.rowspan):
            for col in range(cell.col, cell.col + cell.colspan):
                at[row, col] = cell
    runs: list[Run] = []
    last: Face | None = None
    left = top = right = bottom = 0.0
    for glyph in glyphs:
        # A little above the baseline and right of the origin: text often stands on its rule.
        _, _, y, x, _, end, _, _, _, size = glyph
        x += 0.3 * (end - x)
        y -= 0.1 * size
        if last is None or not (left <= x < right and top <= y < bottom):
            col = max(bisect_right(frame.xs, x) - 1, 0)
            row = min(bisect_right(frame.ys, y), len(frame.ys) - 1) - 1
            face = at.get((row, col))
            if face is None:
                continue
            if face is not last:
                runs.append((face, []))
                last = face
                left, right = frame.xs[face.col], frame.xs[face.col + face.colspan]
                top, bottom = frame.ys[face.row], frame.ys[face.row + face.rowspan]
        runs[-1][1].append(glyph)
    return runs


def _goes_on(upper: Run, lower: Run) -> bool:
    """Is a run the next line of the run before it, in the cell right below?"""
    (above, first), (below, second) = upper, lower
    if (above.col, above.colspan) != (below.col, below.colspan):
        return False
    if above.row + above.rowspan != below.row:
        return False
    return 0.8 * first[-1].size < second[0].y - first[-1].y < 1.8 * first[-1].size

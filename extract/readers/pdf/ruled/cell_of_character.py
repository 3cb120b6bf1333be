"""Runs of characters → the cells that hold them, by their origins and by the order of drawing."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from extract.readers.pdf.page import Glyph, Run, glyphs_of
from extract.readers.pdf.print.lines import DRAWN_SPACE
from extract.readers.pdf.ruled.cells import Face
from extract.readers.pdf.ruled.crossings import Frame

Piece = tuple[Face, list[Run]]

_CLOSE = 0.35
"""Ems between two characters of one run of text, at the most."""
_OVER = 0.12
"""Ems of a character on either side of a rule that it is printed over."""
_UNLIKE, _LIKE = 0.12, 0.02
"""Ems by which the white before a character differs from that within a text: another text begins;
less than the second can be told from nothing."""
_LEVEL = 0.6
"""Points by which texts of one column begin apart, where they are set at its left."""


@dataclass(slots=True)
class Held:
    """The runs of each face, characters of no face, and those that run over their cell's side."""

    inside: dict[Face, list[Run]]
    nowhere: list[Glyph]
    over: list[Glyph]


@dataclass(slots=True)
class _Spill:
    """A text that runs on over the side of its cell: where it begins, and what lies beyond."""

    begins: Face
    into: Face | None
    within: int
    """Characters of the text that stand in the cell where it begins."""
    glyphs: list[Glyph]


def held(frame: Frame, found: list[Face], runs: list[Run], *, as_drawn: bool = True) -> Held:
    """The characters of each face: those whose origin lies in it. Only at its sides runs are cut.

    A text too long for its cell belongs to the cell in which its line begins. One too tall runs
    over into the cell above or below: it was drawn in one go, and the other cell has a text of its
    own. `as_drawn`: characters come in the order of drawing, which PDFium does not keep on turned
    pages.
    """
    nowhere: list[Glyph] = []
    spills: list[_Spill] = []
    pieces = _pieces(frame, found, runs, nowhere, spills)
    owners = [face for face, _ in pieces]
    counts = Counter(owners)
    if as_drawn and len(pieces) > len(counts):
        for n in range(1, len(pieces)):
            if _goes_on(pieces[n - 1], pieces[n]):
                upper, lower = owners[n - 1], owners[n]
                if counts[lower] > 1 and counts[upper] == 1:
                    owners[n] = upper
                elif counts[upper] > 1 and counts[lower] == 1:
                    owners[n - 1] = lower
    inside: dict[Face, list[Run]] = {face: [] for face in found}
    for owner, (_, piece) in zip(owners, pieces, strict=True):
        inside[owner].extend(piece)
    over = [
        g
        for spill in spills
        if not spill.into or inside[spill.into] or spill.within < len(spill.glyphs)
        for g in spill.glyphs
    ]
    return Held(inside=inside, nowhere=nowhere, over=over)


def runs_on(before: Glyph, glyph: Glyph) -> bool:
    """Does a character stand right behind the one drawn before it, on its line?

    A gap that an engine calls a space holds nothing together.
    """
    em = max(before.size, glyph.size)
    return (
        before.turn == glyph.turn == 0
        and DRAWN_SPACE not in (before.text, glyph.text)
        and abs(before.y - glyph.y) < _OVER * em
        and -_CLOSE * em < glyph.x0 - before.x1 < _CLOSE * em
    )


def _over_a_rule(before: Glyph, glyph: Glyph, rule: float) -> bool:
    """Is a text printed over an upright rule: a character lies on it, or no room is left there?"""
    least = _OVER * max(before.size, glyph.size)
    return runs_on(before, glyph) and (
        before.x1 > rule + least
        or glyph.x0 < rule - least
        or (glyph.x0 - before.x1 < least and not before.text.isspace())
    )


def _begins_anew(before: Glyph, glyph: Glyph, piece: list[Run], runs: list[Run]) -> bool:
    """Does another text begin right behind one that reaches its cell's side, in the next cell?

    Another white parts them than the characters of the `piece` before, much of it, or ever so
    little where the texts of other rows begin too.
    """
    em = max(before.size, glyph.size)
    within = [b.x0 - a.x1 for a, b in pairwise(glyphs_of(piece)) if runs_on(a, b)] or [0.0]
    white = glyph.x0 - before.x1
    unlike = max(white - max(within), min(within) - white) / em
    if unlike <= _LIKE:
        return False
    return unlike > _UNLIKE or any(
        abs(b.x0 - glyph.x0) < _LEVEL and not runs_on(a, b) for a, b in pairwise(glyphs_of(runs))
    )


def _pieces(
    frame: Frame,
    found: list[Face],
    runs: list[Run],
    nowhere: list[Glyph],
    spills: list[_Spill],
) -> list[Piece]:
    """The runs in the order of drawing, parted where they change from cell to cell."""
    at: dict[tuple[int, int], Face] = {}
    for cell in found:
        for row in range(cell.row, cell.row + cell.rowspan):
            for col in range(cell.col, cell.col + cell.colspan):
                at[row, col] = cell
    pieces: list[Piece] = []
    last: Face | None = None
    before: Run | None = None
    left = top = right = bottom = 0.0
    for whole in runs:
        rest: Run | None = whole
        while rest is not None:
            x, y = _marked(rest, 0)
            if last is None or not (left <= x < right and top <= y < bottom):
                col = max(bisect_right(frame.xs, x) - 1, 0)
                row = min(bisect_right(frame.ys, y), len(frame.ys) - 1) - 1
                face = at.get((row, col))
                over = face is not last and x >= right
                if over and last and before and _goes_over(before, rest, right, pieces, runs):
                    before, rest = _cut(rest, 1)
                    _spill(spills, last, face, pieces[-1][1]).append(before.glyphs[0])
                    pieces[-1][1].append(before)
                    continue
                if face is None:
                    first, rest = _cut(rest, 1)
                    nowhere += first.glyphs
                    before = None
                    continue
                if face is not last:
                    pieces.append((face, []))
                    last = face
                    left, right = frame.xs[face.col], frame.xs[face.col + face.colspan]
                    top, bottom = frame.ys[face.row], frame.ys[face.row + face.rowspan]
            before, rest = _cut(rest, _fitting(rest, right, top, bottom))
            pieces[-1][1].append(before)
    return pieces


def _cut(run: Run, count: int) -> tuple[Run, Run | None]:
    """The first characters of a run, and the rest of it."""
    if count == len(run):
        return run, None
    return run.part(0, count), run.part(count, len(run))


def _fitting(run: Run, right: float, top: float, bottom: float) -> int:
    """How many characters of a run lie in the cell of the first one, with these sides."""
    count = len(run)
    if count == 1:
        return 1
    level = run.size == run.least or (
        top <= run.y - 0.1 * run.size and run.y - 0.1 * run.least < bottom
    )
    if level and _marked(run, count - 1)[0] < right:
        return count
    for n in range(1, count):
        x, y = _marked(run, n)
        if x >= right or not top <= y < bottom:
            return n
    return count


def _marked(run: Run, n: int) -> tuple[float, float]:
    """The point of a character that tells its cell: a little above its baseline, since text often
    stands on its rule, and right of its origin.
    """
    x = run.xs[n]
    return x + 0.3 * (run.rights[n] - x), run.y - 0.1 * run.sizes[n]


def _goes_over(before: Run, run: Run, rule: float, pieces: list[Piece], runs: list[Run]) -> bool:
    """Does a text run on over the side of its cell, from one run into the next?"""
    if run.lefts[0] - before.rights[-1] >= _CLOSE * max(before.size, run.size):
        return False
    last, first = before.glyphs[-1], run.glyphs[0]
    return _over_a_rule(last, first, rule) and not _begins_anew(last, first, pieces[-1][1], runs)


def _spill(spills: list[_Spill], begins: Face, into: Face | None, piece: list[Run]) -> list[Glyph]:
    """The characters so far of the text that runs over, the last of a piece; or none yet."""
    run = glyphs_of(piece)
    if not spills or spills[-1].begins is not begins or run[-1] is not spills[-1].glyphs[-1]:
        first = len(run) - 1
        while first and runs_on(run[first - 1], run[first]):
            first -= 1
        spills.append(_Spill(begins, into, len(run) - first, []))
    elif spills[-1].into is None:
        spills[-1].into = into
    return spills[-1].glyphs


def _goes_on(upper: Piece, lower: Piece) -> bool:
    """Is a piece the next line of the piece before it, in the cell right below?"""
    (above, first), (below, second) = upper, lower
    if (above.col, above.colspan) != (below.col, below.colspan):
        return False
    if above.row + above.rowspan != below.row:
        return False
    return 0.8 * first[-1].sizes[-1] < second[0].y - first[-1].y < 1.8 * first[-1].sizes[-1]

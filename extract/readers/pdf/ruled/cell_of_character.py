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
_ABOVE, _RIGHT = 0.1, 0.3
"""The point of a character that tells its cell: so many ems above its baseline, since text often
stands on its rule, and by this share of its width right of its origin."""
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
    at = _places(frame, found)
    xs, ys = frame.xs, frame.ys
    pieces: list[Piece] = []
    own: list[Run] = []
    last: Face | None = None
    before: Run | None = None
    left = top = right = bottom = 0.0
    for whole in runs:
        rest: Run | None = whole
        while rest is not None:
            x = rest.x + _RIGHT * (rest.rights[0] - rest.x)
            y = rest.y - _ABOVE * rest.sizes[0]
            if not (left <= x < right and top <= y < bottom):
                face = at[bisect_right(ys, y)][bisect_right(xs, x)]
                over = before is not None and x >= right and face is not last
                if over and last and before and _goes_over(before, rest, right, own, runs):
                    before, rest = _cut(rest, 1)
                    _spill(spills, last, face, own).append(before.glyphs[0])
                    own.append(before)
                    continue
                if face is None:
                    first, rest = _cut(rest, 1)
                    nowhere += first.glyphs
                    before = None
                    continue
                if face is not last:
                    own = []
                    pieces.append((face, own))
                    last = face
                    row, col, rowspan, colspan = face
                    left, right = xs[col], xs[col + colspan]
                    top, bottom = ys[row], ys[row + rowspan]
            before, rest = _fitting(rest, right, top, bottom)
            own.append(before)
    return pieces


def _places(frame: Frame, found: list[Face]) -> list[list[Face | None]]:
    """The face behind so many edges of rows and of columns, if any.

    What begins before the first column is asked for as in it, and below the last row too; before
    the first row and behind the last column is none.
    """
    at: list[list[Face | None]] = [[None] * (len(frame.xs) + 1) for _ in frame.ys]
    for face in found:
        row, col, rowspan, colspan = face
        for places in at[row + 1 : row + rowspan + 1]:
            places[col + 1 : col + colspan + 1] = [face] * colspan
    for places in at:
        places[0] = places[1]
    return [*at, at[-1]]


def _cut(run: Run, count: int) -> tuple[Run, Run | None]:
    """The first characters of a run, and the rest of it."""
    if count == len(run):
        return run, None
    return run.part(0, count), run.part(count, len(run))


def _fitting(run: Run, right: float, top: float, bottom: float) -> tuple[Run, Run | None]:
    """The characters of a run that lie in the cell of the first one, with these sides, and the
    rest of it.
    """
    xs, y = run.xs, run.y
    if len(xs) == 1:
        return run, None
    level = run.size == run.least or (
        top <= y - _ABOVE * run.size and y - _ABOVE * run.least < bottom
    )
    if level and xs[-1] + _RIGHT * (run.rights[-1] - xs[-1]) < right:
        return run, None
    for n, (x, end, size) in enumerate(zip(xs, run.rights, run.sizes, strict=True)):
        if n and (x + _RIGHT * (end - x) >= right or not top <= y - _ABOVE * size < bottom):
            return _cut(run, n)
    return run, None


def _goes_over(before: Run, run: Run, rule: float, piece: list[Run], runs: list[Run]) -> bool:
    """Does a text, the `piece` before, run on over the side of its cell, from one run into the
    next?
    """
    if run.lefts[0] - before.rights[-1] >= _CLOSE * max(before.size, run.size):
        return False
    last, first = before.glyphs[-1], run.glyphs[0]
    return _over_a_rule(last, first, rule) and not _begins_anew(last, first, piece, runs)


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

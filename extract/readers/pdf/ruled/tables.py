"""Page → its ruled tables: the steps rules → crossings → cells, and the text in each cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from math import inf

from extract.model import Box, Cell, Rim
from extract.readers.pdf.page import Glyph, Page, main_turn, turned
from extract.readers.pdf.print.lines import TextLine, joined, printed_lines
from extract.readers.pdf.print.marks import split_marks, struck_once
from extract.readers.pdf.print.vertical_text import downwards, leftwards
from extract.readers.pdf.ruled.cell_of_character import held
from extract.readers.pdf.ruled.cells import Face, faces
from extract.readers.pdf.ruled.crossings import Frame, frames
from extract.readers.pdf.ruled.rules import join
from extract.readers.pdf.ruled.unparted_rows import parted
from extract.words.heads import in_a_label

SLIVER = 5.0
"""A face narrower or lower than this, without text, is the inside of a doubled border."""

_LOOSE = 1.05
"""Ems that each character of a line takes where they are set apart."""

_PADDING = 6.0
"""The most that a cell's text is set in from its side, where it fills its lines."""
_HEAD_ROWS = 4
"""Below a header that is printed again stands the rest of a row, not further down."""
_ALONGSIDE = 0.5
"""Ems by which texts of one line may stand lower or higher."""
_THROUGH = 0.35
"""Ems of a character that are above a rule which goes through it."""
HANG = 1.6
"""Ems below an open foot, or the line before, at which a cell's text may go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ruled table of a page. Lengths are those of the page turned upright.

    `ruled`: else merged cells look empty.
    """

    cells: tuple[Cell, ...]
    top: float
    bottom: float
    width: float
    rim: Rim = field(default_factory=Rim)
    ruled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTables:
    """What a page holds: tables from the top down, lines outside of them, characters dropped.

    Lines are those of the page turned upright, whose size is `width` x `height`; `turns` tells by
    how many quarters. Boxes of cells are those of the page as shown.
    """

    number: int
    width: float
    height: float
    turns: int
    tables: tuple[Table, ...]
    lines: tuple[TextLine, ...]
    marks: int


def tables_of(page: Page) -> PageTables:
    """Find a page's tables and the text in them and between them."""
    turns = main_turn(page.glyphs)
    upright = turned(page, turns)
    outlines = [(frame, faces(frame)) for frame in frames(join(upright.rules))]
    outlines = [(frame, found) for frame, found in outlines if len(found) > 1]
    inside, outside = _assigned(struck_once(upright.glyphs), outlines)
    tables, marks = [], 0
    for (frame, found), glyphs in zip(outlines, inside, strict=True):
        text, dropped = split_marks(glyphs, upright.shades)
        marks += len(dropped)
        table = _table(page, turns, frame, found, text)
        if table is not None:
            tables.append(table)
        else:
            outside.extend(text)
    between, _ = split_marks(outside, upright.shades, large=inf)
    return PageTables(
        number=page.number,
        width=upright.width,
        height=upright.height,
        turns=turns,
        tables=tuple(tables),
        lines=tuple(printed_lines(g for g in between if g.turn == 0)),
        marks=marks,
    )


Outline = tuple[Frame, list[Face]]


def _assigned(
    glyphs: list[Glyph], outlines: list[Outline]
) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Characters by the table that holds their origin, the smallest where tables lie in tables."""
    inside: list[list[Glyph]] = [[] for _ in outlines]
    order = sorted(range(len(outlines)), key=lambda n: _area(outlines[n][0]))
    frames = [(outlines[n][0], inside[n]) for n in order]
    tables = [
        (frame.xs[0], frame.ys[0], frame.xs[-1], frame.ys[-1], _hanging(frame, glyphs), own)
        for frame, own in frames
    ]
    outside = []
    for glyph in glyphs:
        x, y = glyph.x, glyph.y
        for left, top, right, bottom, hanging, own in tables:
            level = top <= y <= bottom or (y > bottom and _struck(glyph, bottom))
            if left <= x <= right and (level or glyph in hanging):
                own.append(glyph)
                break
            # One character too many for its cell begins before the table, most of it inside.
            if level and x < left < (glyph.x0 + glyph.x1) / 2:
                own.append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def _struck(glyph: Glyph, rule: float) -> bool:
    """Does the rule go through a character? A line may stand on the foot of its table."""
    return glyph.top < rule - _THROUGH * glyph.size


def _hanging(frame: Frame, glyphs: list[Glyph]) -> set[Glyph]:
    """Characters below cells that a page edge left open at their foot, and that belong to them.

    The text of a cut cell goes on at its own pace, line below line. A workbook prints the whole
    text of a merged cell at its middle, be that beyond the page: labels are known there as such.
    """
    hanging: set[Glyph] = set()
    if not any(frame.open_foot):
        return hanging
    reach = [frame.ys[-1]] * len(frame.open_foot)
    below = [g for g in glyphs if g.y > frame.ys[-1] and not g.text.isspace()]
    for _, line in groupby(sorted(below, key=lambda g: round(g.y)), key=lambda g: round(g.y)):
        near = [(bisect_right(frame.xs, g.x) - 1, g) for g in line]
        texts: dict[int, str] = defaultdict(str)
        for col, glyph in sorted(near, key=lambda entry: entry[1].x):
            texts[col] += glyph.text
        if not all(0 <= col < len(reach) and frame.open_foot[col] for col in texts):
            continue
        goes_on = all(g.y - reach[col] < HANG * g.size for col, g in near)
        if goes_on or all(in_a_label(text) for text in texts.values()):
            hanging.update(glyph for _, glyph in near)
            for col, glyph in near:
                reach[col] = max(reach[col], glyph.y) if goes_on else reach[col]
    return hanging


def _area(frame: Frame) -> float:
    return (frame.xs[-1] - frame.xs[0]) * (frame.ys[-1] - frame.ys[0])


def _table(
    page: Page, turns: int, frame: Frame, found: list[Face], glyphs: list[Glyph]
) -> Table | None:
    """Cells with their text; None for what only looks like a table: less than two columns."""
    inside = held(frame, found, glyphs)
    if (cut := parted(frame, inside)) is not None:
        frame, found = cut, faces(cut)
        inside = held(frame, found, glyphs)
    texts = {face: _text(text, *_sides(frame, face)) for face, text in inside.items()}
    boxes = _boxes(frame, found)
    kept = [face for face in found if texts[face] or not _sliver(boxes[face])]
    rows = sorted({f.row for f in kept} | {f.row + f.rowspan for f in kept})
    cols = sorted({f.col for f in kept} | {f.col + f.colspan for f in kept})
    if len(cols) < 3 or len(kept) < 2:
        return None
    at_row, at_col = ({n: k for k, n in enumerate(edges)} for edges in (rows, cols))
    width, height = (page.height, page.width) if turns % 2 else (page.width, page.height)
    cells = [
        Cell(
            text=texts[face],
            row=at_row[face.row],
            col=at_col[face.col],
            rowspan=at_row[face.row + face.rowspan] - at_row[face.row],
            colspan=at_col[face.col + face.colspan] - at_col[face.col],
            page=page.number,
            box=boxes[face].turned(-turns, width, height),
        )
        for face in kept
    ]
    return Table(
        cells=tuple(cells),
        top=frame.ys[0],
        bottom=frame.ys[-1],
        width=frame.xs[-1] - frame.xs[0],
        rim=_rim(frame, {face: inside[face] for face in kept}, at_row, at_col),
    )


def _boxes(frame: Frame, found: list[Face]) -> dict[Face, Box]:
    xs, ys = ([round(at, 2) for at in edges] for edges in (frame.xs, frame.ys))
    return {
        face: Box(
            x0=xs[face.col],
            top=ys[face.row],
            x1=xs[face.col + face.colspan],
            bottom=ys[face.row + face.rowspan],
        )
        for face in found
    }


def _sliver(box: Box) -> bool:
    return min(box.x1 - box.x0, box.bottom - box.top) < SLIVER


def _sides(frame: Frame, face: Face) -> tuple[float, float]:
    return frame.xs[face.col], frame.xs[face.col + face.colspan]


def _rim(
    frame: Frame, inside: dict[Face, list[Glyph]], at_row: dict[int, int], at_col: dict[int, int]
) -> Rim:
    """How the table begins and ends; `at_row`, `at_col` number its rows and columns in the end."""
    end = max(at_row.values())
    lowest = [face for face in inside if at_row[face.row + face.rowspan] == end]
    texts = {
        face: upright
        for face, glyphs in inside.items()
        if (at_row[face.row] < _HEAD_ROWS or face in lowest)
        and (upright := [g for g in glyphs if g.turn == 0])
    }
    begins = set()
    for row in range(min(_HEAD_ROWS, end)):
        first = {face: min(g.y for g in texts[face]) for face in texts if at_row[face.row] == row}
        begins |= {(row, at_col[face.col]) for face in _level_with(min, first, texts)}
    last = {face: max(g.y for g in texts[face]) for face in lowest if face in texts}
    return Rim(
        begins=frozenset(begins),
        room=tuple(
            (at_col[face.col], round(_room(texts[face], *_sides(frame, face)), 1))
            for face in _level_with(max, last, texts)
        ),
        open_foot=frozenset(at_col[face.col] for face in lowest if frame.open_foot[face.col]),
    )


def _level_with(
    choose: Callable[[Iterable[float]], float],
    baselines: dict[Face, float],
    texts: dict[Face, list[Glyph]],
) -> list[Face]:
    """The cells whose line stands where the outermost does, by the cells of a single row."""
    if not baselines:
        return []
    low = min(face.rowspan for face in baselines)
    line = choose(y for face, y in baselines.items() if face.rowspan == low)
    return [
        face
        for face, y in baselines.items()
        if abs(y - line) < _ALONGSIDE * max(g.size for g in texts[face])
    ]


def _room(glyphs: list[Glyph], left: float, right: float) -> float:
    """Ems left on the last line of a cell, as far as its text may reach."""
    lines = printed_lines(glyphs)
    if not lines:
        return inf
    last = lines[-1]
    padding = 2 * min(_PADDING, min(line.x0 for line in lines) - left)
    return ((right - left) - (last.x1 - last.x0) - padding) / last.em


def _text(glyphs: list[Glyph], left: float, right: float) -> str:
    """Upright characters of a cell; a label printed sideways or in columns is read as it stands."""
    if not glyphs:
        return ""
    if (label := downwards(glyphs)) is not None:
        return label
    if upright := [g for g in glyphs if g.turn == 0]:
        lines = printed_lines(upright)
        return leftwards(lines[0].text) if _apart(lines) else joined(lines, left, right)
    turn = main_turn(tuple(glyphs))
    page = Page(number=0, width=0.0, height=0.0, glyphs=tuple(g for g in glyphs if g.turn == turn))
    return joined(printed_lines(turned(page, turn).glyphs), left, right)


def _apart(lines: list[TextLine]) -> bool:
    """A single line of few characters set apart: columns of one character each look so."""
    if len(lines) != 1:
        return False
    [line] = lines
    return line.x1 - line.x0 > _LOOSE * (len(line.text) + 1) * line.em

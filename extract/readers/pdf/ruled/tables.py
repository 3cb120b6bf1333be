"""Page → its ruled tables: the steps rules → crossings → cells, and the text in each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from math import inf
from operator import add

from extract.model import Box, Cell, Rim
from extract.readers.pdf.page import Glyph, Page, Run, glyphs_of, main_turn, turned
from extract.readers.pdf.print.around import Columns
from extract.readers.pdf.print.cell_text import plain_text, text_of
from extract.readers.pdf.print.inventory import (
    faint,
    in_no_cell,
    overprinted,
    printed_over,
    withdrawn,
)
from extract.readers.pdf.print.lines import TextLine, printed_lines
from extract.readers.pdf.print.run_marks import runs_by_place, split_runs
from extract.readers.pdf.print.unread import Unread, within
from extract.readers.pdf.ruled.cell_of_character import Held, held
from extract.readers.pdf.ruled.cells import Face, faces
from extract.readers.pdf.ruled.crossings import Frame, frames
from extract.readers.pdf.ruled.left_over import (
    Texts,
    crossed,
    drawn_digits,
    left_out,
    room_on,
    sides_of,
    unread_about,
)
from extract.readers.pdf.ruled.rules import join
from extract.readers.pdf.ruled.table_of_character import assigned
from extract.readers.pdf.ruled.underlines import struck_through, without_underlines
from extract.readers.pdf.ruled.unparted_rows import parted
from extract.readers.pdf.ruled.wide_rows import Printed, labels_apart, lone_rows

SLIVER = 5.0
"""A face narrower or lower than this, without text, is the inside of a doubled border."""

_HEAD_ROWS = 4
"""Below a header that is printed again stands the rest of a row, not further down."""
_ALONGSIDE = 0.5
"""Ems by which texts of one line may stand lower or higher."""


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
    how many quarters. Boxes of cells, and of what is `unread` in or about a table, are those of the
    page as shown.
    """

    number: int
    width: float
    height: float
    turns: int
    tables: tuple[Table, ...]
    lines: tuple[TextLine, ...]
    marks: int
    unread: tuple[Unread, ...] = ()


def tables_of(page: Page) -> PageTables:
    """Find a page's tables and the text in them and between them."""
    found = parts_of(page)
    upright = found.upright
    return PageTables(
        number=page.number,
        width=upright.width,
        height=upright.height,
        turns=found.turns,
        tables=tuple(each.table for each in found.made),
        lines=tuple(printed_lines(found.level)),
        marks=len(found.marks),
        unread=tuple(
            replace(each, box=each.box.turned(-found.turns, upright.width, upright.height))
            for each in found.unread
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParts:
    """A page turned `upright` by so many `turns`, its print by what became of it.

    `once`: characters that are not struck again; `made`: tables with theirs; `marks`: those laid
    over tables; `level`: those of lines outside of tables, `outside` all others there.
    """

    upright: Page
    turns: int
    once: list[Run]
    made: list[MadeTable]
    marks: list[Glyph]
    level: list[Glyph]
    outside: list[Glyph]
    unread: list[Unread]


def parts_of(page: Page) -> PageParts:
    """The steps rules → crossings → cells, and what each character of the page is part of."""
    turns = main_turn(page.runs)
    upright = turned(page, turns)
    through, struck = struck_through(upright.rules, upright.runs)
    drawn = upright.rules
    if through:
        drawn = tuple(rule for rule in drawn if rule not in through)
    rules = join(without_underlines(drawn, upright.runs))
    prints = Printed(upright.runs, upright.width)
    outlines = [(frame, faces(frame)) for frame in frames(rules, prints)]
    outlines = [(frame, found) for frame, found in outlines if len(found) > 1]
    once, over_others = runs_by_place(upright.runs)
    inside, outside = assigned(once, outlines)
    made: list[MadeTable] = []
    marks: list[Glyph] = []
    for (frame, found), runs in zip(outlines, inside, strict=True):
        text, dropped = split_runs(runs, upright.shades)
        marks += dropped
        table = _table(page, turns, frame, found, text)
        if table is not None:
            made.append(table)
        else:
            outside.extend(text)
    between, over = split_runs(outside, upright.shades, large=inf)
    level = glyphs_of(run for run in between if run.turn == 0)
    unread = unread_about(upright, made, level)
    for row in lone_rows(rules, [frame for frame, _ in outlines]):
        unread += in_no_cell([g for g in level if within(g, row)])
    outlined = [each.outline for each in made]
    unread += withdrawn([*struck, *crossed(upright)], outlined)
    unread += overprinted(over_others, outlined)
    unread += drawn_digits(upright, rules, made)
    if marks:
        cells = [cell for each in made for cell in each.cells]
        unread += faint([*marks, *over], cells, [g for each in made for g in each.glyphs])
    return PageParts(
        upright=upright,
        turns=turns,
        once=once,
        made=made,
        marks=marks,
        level=level,
        outside=[*over, *glyphs_of(run for run in between if run.turn)],
        unread=unread,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeTable(Texts):
    """A table with what only its making knows."""

    table: Table


def _table(
    page: Page, turns: int, frame: Frame, found: list[Face], runs: list[Run]
) -> MadeTable | None:
    """Cells with their text; None for what only looks like a table: less than two columns."""
    frame, of_cells = _filled(frame, found, runs, as_drawn=not turns)
    inside = of_cells.inside
    texts = {
        face: (plain_text(runs) or text_of(runs, *sides_of(frame, face))) if runs else ""
        for face, runs in inside.items()
    }
    xs, ys = ([round(at, 2) for at in edges] for edges in (frame.xs, frame.ys))
    kept = [face for face, text in texts.items() if text or not _sliver(xs, ys, face)]
    at_row, at_col = _numbered(kept)
    if len(at_col) < 3 or len(kept) < 2:
        return None
    boxes = [
        Box(x0=xs[col], top=ys[row], x1=xs[col + colspan], bottom=ys[row + rowspan])
        for row, col, rowspan, colspan in kept
    ]
    width, height = (page.height, page.width) if turns % 2 else (page.width, page.height)
    shown = [box.turned(-turns, width, height) for box in boxes] if turns else boxes
    cells = [
        Cell(
            text=texts[face],
            row=(row := at_row[face.row]),
            col=(col := at_col[face.col]),
            rowspan=at_row[face.row + face.rowspan] - row,
            colspan=at_col[face.col + face.colspan] - col,
            page=page.number,
            box=box,
        )
        for face, box in zip(kept, shown, strict=True)
    ]
    table = Table(
        cells=tuple(cells),
        top=frame.ys[0],
        bottom=frame.ys[-1],
        width=frame.xs[-1] - frame.xs[0],
        rim=_rim(frame, kept, inside, at_row, at_col),
    )
    columns = Columns(frame.xs, partial(_lefts, inside))
    return MadeTable(
        table=table,
        outline=Box(x0=frame.xs[0], top=frame.ys[0], x1=frame.xs[-1], bottom=frame.ys[-1]),
        cells=tuple(boxes),
        columns=columns,
        runs=tuple(runs),
        unread=(
            *in_no_cell(of_cells.nowhere),
            *printed_over(of_cells.over),
            *left_out(frame, kept, inside, columns),
        ),
    )


def _filled(
    frame: Frame, found: list[Face], runs: list[Run], *, as_drawn: bool
) -> tuple[Frame, Held]:
    """The faces of a frame with what they hold, and the frame, cut where its print tells it."""
    of_cells = held(frame, found, runs, as_drawn=as_drawn)
    for cutting in (labels_apart, parted):
        if (cut := cutting(frame, of_cells.inside)) is not None:
            frame = cut
            of_cells = held(frame, faces(frame), runs, as_drawn=as_drawn)
    return frame, of_cells


def _lefts(inside: dict[Face, list[Run]]) -> dict[int, set[int]]:
    """For each column, where texts of cells of that column alone begin, in whole points."""
    lefts: dict[int, set[int]] = defaultdict(set)
    for face, runs in inside.items():
        if runs and face.colspan == 1:
            lefts[face.col].add(round(min(run.lefts[0] for run in runs)))
    return lefts


def _numbered(faces: list[Face]) -> Iterator[dict[int, int]]:
    """The edges of rows, then those of columns, between which faces lie, numbered anew."""
    rows, cols, rowspans, colspans = zip(*faces, strict=True) if faces else [()] * 4
    for begins, spans in ((rows, rowspans), (cols, colspans)):
        edges = sorted({*begins, *map(add, begins, spans)})
        yield {edge: n for n, edge in enumerate(edges)}


def _sliver(xs: list[float], ys: list[float], face: Face) -> bool:
    row, col, rowspan, colspan = face
    return min(xs[col + colspan] - xs[col], ys[row + rowspan] - ys[row]) < SLIVER


def _rim(
    frame: Frame,
    kept: list[Face],
    inside: dict[Face, list[Run]],
    at_row: dict[int, int],
    at_col: dict[int, int],
) -> Rim:
    """How the table begins and ends; `at_row`, `at_col` number its rows and columns in the end."""
    foot = max(at_row)
    lowest = [face for face in kept if face.row + face.rowspan == foot]
    rows: dict[int, list[Face]] = {row: [] for row, n in at_row.items() if n < _HEAD_ROWS}
    for face in kept:
        if face.row in rows:
            rows[face.row].append(face)
    texts = {
        face: upright
        for face in (*chain.from_iterable(rows.values()), *lowest)
        if (upright := [run for run in inside[face] if run.turn == 0])
    }
    begins = set()
    for row, cells in rows.items():
        first = {face: min([run.y for run in texts[face]]) for face in cells if face in texts}
        begins |= {(at_row[row], at_col[face.col]) for face in _level_with(min, first, texts)}
    last = {face: max([run.y for run in texts[face]]) for face in lowest if face in texts}
    return Rim(
        begins=frozenset(begins),
        room=tuple(
            (at_col[face.col], round(room_on(texts[face], *sides_of(frame, face)), 1))
            for face in _level_with(max, last, texts)
        ),
        open_foot=frozenset(at_col[face.col] for face in lowest if frame.open_foot[face.col]),
    )


def _level_with(
    choose: Callable[[Iterable[float]], float],
    baselines: dict[Face, float],
    texts: dict[Face, list[Run]],
) -> list[Face]:
    """The cells whose line stands where the outermost does, by the cells of a single row."""
    if not baselines:
        return []
    low = min(face.rowspan for face in baselines)
    line = choose([y for face, y in baselines.items() if face.rowspan == low])
    return [
        face
        for face, y in baselines.items()
        if y == line or abs(y - line) < _ALONGSIDE * max(run.size for run in texts[face])
    ]

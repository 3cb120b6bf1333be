"""Sheets → grids: titles above, lines below, places in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.model import Cell, Code, Grid, Line
from extract.readers.html.unread import Aside
from extract.readers.office.sheets.parts import Part, is_covered, parts_of, rows_of
from extract.readers.office.sheets.sheet import Merged, Sheet, letters, place_in
from extract.readers.office.sheets.shown_area import Area, shown_area
from extract.words.heads import heads_block, is_label
from extract.words.labels import is_level

_MOST_LINES = 40
_COLUMNS_NAMED = 6
"""Columns that a note names one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetGrids:
    """The grids of a sheet with what is told of their cells, and what of the sheet is not shown.

    `below` are the lines under the last of them.
    """

    grids: tuple[tuple[Grid, tuple[Aside, ...]], ...]
    below: tuple[str, ...] = ()
    hidden: str | None = None


def sheet_grids(sheet: Sheet, first: int) -> SheetGrids:
    """The tables of a sheet; `first` is the number of its first table in the file, from 1."""
    area = shown_area(sheet)
    made: list[tuple[Grid, Part, list[Aside]]] = []
    below: list[str] = []
    for part in parts_of(area):
        foot = _foot(sheet, area, part)
        table = replace(part, bottom=foot)
        grid = _grid(sheet, area, table, first + len(made), below)
        below = [text for row in rows_of(area, part, foot).values() for text in row.values()]
        if grid:
            grid = replace(grid, below=tuple(Line(text=text) for text in below))
            made.append((grid, part, _passed_over(area, part, foot)))
    told = _asides(sheet, area, [part for _, part, _ in made])
    return SheetGrids(
        grids=tuple(
            (grid, (*each, *rows)) for (grid, _, rows), each in zip(made, told, strict=True)
        ),
        below=tuple(below),
        hidden=_hidden(sheet, area),
    )


def _foot(sheet: Sheet, area: Area, part: Part) -> int:
    """Behind the last row of a table: what stands below its frame is none of its rows.

    That is lines, and behind an empty row anything that names no level, where rows of a block of
    indicators are framed. Where nothing is framed, nothing tells.
    """
    rows = rows_of(area, part)
    framed = [row for row in rows if _is_framed(sheet, area, row, rows[row])]
    if not framed:
        return part.bottom
    below = [row for row in sorted(rows) if row > framed[-1]]
    apart = [row for n, row in enumerate(below) if row - n > framed[-1] + 1]
    heads = [row for row in rows if heads_block(rows[row].values())]
    if not heads or heads[0] >= framed[-1]:
        apart = []
    if any(map(is_level, (text for row in apart for text in rows[row].values()))):
        return part.bottom
    foot = apart[0] if apart else part.bottom
    for row in reversed(below[: len(below) - len(apart)]):
        if len(rows[row]) > 1 or is_covered(area, part, row):
            break
        foot = row
    return foot


def _is_framed(sheet: Sheet, area: Area, row: int, texts: dict[int, str]) -> bool:
    return any((area.rows[row], area.columns[column]) in sheet.framed for column in texts)


def _passed_over(area: Area, part: Part, foot: int) -> list[Aside]:
    """Rows of several texts below the frame of a table, as they are told."""
    rows = rows_of(area, part, foot).values()
    told = (" | ".join(texts.values()) for texts in rows if len(texts) > 1)
    return [Aside(Code.ROW_IGNORED, each) for each in told]


def _hidden(sheet: Sheet, area: Area) -> str | None:
    """What of a sheet is left out since it is not shown, in words."""
    told = []
    if area.left_out_rows:
        told.append(f"{area.left_out_rows} row(s)")
    if columns := area.left_out_columns:
        names = ", ".join(letters(column) for column in columns[:_COLUMNS_NAMED])
        more = len(columns) - _COLUMNS_NAMED
        told.append(f"column(s) {names}" + (f" and {more} more" if more > 0 else ""))
    if area.covered:
        told.append(f"{area.covered} cell(s) below merged ones")
    return f"{sheet.name}: {', '.join(told)}" if told else None


def _grid(sheet: Sheet, area: Area, part: Part, number: int, above: list[str]) -> Grid | None:
    """One table; the lines above its first row of several texts, or of a label, are its heading.

    `above` are those between it and the table before it.
    """
    rows = rows_of(area, part)
    is_first = part.top == 0 or part.shared
    heading = [*above, *sheet.lines, *part.shared] if is_first else list(above)
    top = part.top
    for row in sorted(rows):
        texts = list(rows[row].values())
        if len(texts) > 1 or is_label(texts[0]):
            break
        heading.append(texts[0])
        top = row + 1
    else:
        return None if not heading else _lines_alone(sheet, area, part, number)
    top = next(row for row in sorted(rows) if row >= top)
    inside = Part(top, max(rows) + 1, min(map(min, rows.values())), part.right)
    right = max(column for row, texts in rows.items() if row >= top for column in texts) + 1
    cells = tuple(_cells(sheet, area, Part(inside.top, inside.bottom, inside.left, right), number))
    return Grid(
        cells=cells,
        heading=tuple(Line(text=text) for text in heading[-_MOST_LINES:]),
        sheet=sheet.name,
        spans_known=any(cell.rowspan > 1 or cell.colspan > 1 for cell in cells),
    )


def _lines_alone(sheet: Sheet, area: Area, part: Part, number: int) -> Grid:
    """A sheet of lines: a table of one column, so that nothing of it is lost."""
    cells = tuple(_cells(sheet, area, part, number))
    return Grid(
        sheet=sheet.name,
        cells=cells,
        spans_known=any(c.rowspan > 1 or c.colspan > 1 for c in cells),
    )


def _cells(sheet: Sheet, area: Area, part: Part, number: int) -> Iterator[Cell]:
    """The cells of a part, empty ones too, spans cut at its edges."""
    free = [part.top] * (part.right - part.left)  # by column: the first row nothing runs into
    for row in range(part.top, part.bottom):
        for column in range(part.left, part.right):
            if free[column - part.left] > row:
                continue
            span = area.merged.get((row, column)) or Merged(row, column, row, column)
            bottom, right = min(span.bottom, part.bottom - 1), column
            while right < min(span.right, part.right - 1) and free[right + 1 - part.left] <= row:
                right += 1
            for each in range(column, right + 1):
                free[each - part.left] = bottom + 1
            yield Cell(
                text=area.texts.get((row, column), ""),
                row=row - part.top,
                col=column - part.left,
                rowspan=bottom - row + 1,
                colspan=right - column + 1,
                place=place_in(sheet, area.rows[row], area.columns[column], number),
            )


def _asides(sheet: Sheet, area: Area, parts: list[Part]) -> list[list[Aside]]:
    """What is told of cells, with their places, by the part that each stands in or next to."""
    told: list[list[Aside]] = [[] for _ in parts]
    for (row, column), asides in sheet.asides.items():
        if not parts or row in sheet.hidden_rows or sheet.is_hidden_column(column):
            continue
        at = bisect_left(area.rows, row), bisect_left(area.columns, column)
        nearest = min(range(len(parts)), key=lambda n: _distance(parts[n], *at))
        place = place_in(sheet, row, column, 1)
        told[nearest] += (Aside(aside.code, f"{place}: {aside.text}") for aside in asides)
    return told


def _distance(part: Part, row: int, column: int) -> tuple[int, int]:
    """How far a cell stands outside of a part, in rows and in columns."""
    return (
        max(part.top - row, row - part.bottom + 1, 0),
        max(part.left - column, column - part.right + 1, 0),
    )

"""Sheets → grids: titles above, forms beside or below each other apart, places in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import Cell, Grid, Line
from extract.readers.html.unread import Aside
from extract.readers.office.sheets.sheet import Merged, Sheet, letters, place_in
from extract.readers.office.sheets.shown_area import Area, shown_area
from extract.words.heads import heads_block, is_label
from extract.words.titles import title_of

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
    made: list[tuple[Grid, _Part]] = []
    below: list[str] = []
    for part in _parts(area):
        foot = _foot(sheet, area, part)
        table = _Part(part.top, foot, part.left, part.right)
        if grid := _grid(sheet, area, table, first + len(made), below):
            made.append((grid, part))
        below = [text for row in _rows(area, part, foot).values() for text in row.values()]
    told = _asides(sheet, area, [part for _, part in made])
    return SheetGrids(
        grids=tuple((grid, tuple(each)) for (grid, _), each in zip(made, told, strict=True)),
        below=tuple(below),
        hidden=_hidden(sheet, area),
    )


def _foot(sheet: Sheet, area: Area, part: _Part) -> int:
    """Behind the last row of a table: lines below it, outside of all frames, are none of its rows.

    Where nothing is framed, nothing tells.
    """
    rows = _rows(area, part)
    foot, is_framed = part.bottom, False
    for row in sorted(rows, reverse=True):
        at = [(area.rows[row], area.columns[column]) for column in rows[row]]
        if is_framed := any(cell in sheet.framed for cell in at):
            break
        if len(at) > 1 or _covered(area, part, row):
            break
        foot = row
    return foot if is_framed else part.bottom


def _hidden(sheet: Sheet, area: Area) -> str | None:
    """What of a sheet is left out since it is not shown, in words."""
    told = []
    if area.left_out_rows:
        told.append(f"{area.left_out_rows} row(s)")
    if columns := area.left_out_columns:
        names = ", ".join(letters(column) for column in columns[:_COLUMNS_NAMED])
        more = len(columns) - _COLUMNS_NAMED
        told.append(f"column(s) {names}" + (f" and {more} more" if more > 0 else ""))
    return f"{sheet.name}: {', '.join(told)}" if told else None


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a shown area that is a table of its own: rows and columns, ends excluded."""

    top: int
    bottom: int
    left: int
    right: int


def _parts(area: Area) -> Iterator[_Part]:
    """The tables of a sheet: bands parted by empty columns, else whole, parted by titles."""
    pending: _Part | None = None
    for band in _bands(area):
        beside = _side_by_side(area, band)
        if len(beside) == 1:
            top = pending.top if pending else band.top
            pending = _Part(top, band.bottom, band.left, band.right)
            continue
        if pending:
            yield from _below_each_other(area, pending)
            pending = None
        for part in beside:
            yield from _below_each_other(area, part)
    if pending:
        yield from _below_each_other(area, pending)


def _bands(area: Area) -> Iterator[_Part]:
    """Stretches of rows between empty ones; a merged cell bridges those it runs over."""
    used = set(area.by_row)
    for span in area.merged.values():
        used.update(range(span.top, span.bottom + 1))
    top: int | None = None
    for row in range(len(area.rows) + 1):
        if row in used:
            top = row if top is None else top
        elif top is not None:
            yield _Part(top, row, 0, len(area.columns))
            top = None


def _side_by_side(area: Area, band: _Part) -> list[_Part]:
    """The forms of a band that stand beside each other, each headed, an empty column between."""
    used: set[int] = set()
    for row in range(band.top, band.bottom):
        for column in area.by_row.get(row, ()):
            span = area.merged.get((row, column))
            used.update(range(column, span.right + 1 if span else column + 1))
    parts: list[_Part] = []
    left: int | None = None
    for column in range(band.left, band.right + 1):
        if column in used:
            left = column if left is None else left
        elif left is not None:
            parts.append(_Part(band.top, band.bottom, left, column))
            left = None
    headed = all(_is_headed(area, part) for part in parts)
    return parts if len(parts) > 1 and headed else [band]


def _is_headed(area: Area, part: _Part) -> bool:
    return any(heads_block(texts.values()) for texts in _rows(area, part).values())


def _rows(area: Area, part: _Part, first: int = 0) -> dict[int, dict[int, str]]:
    """The texts of a part by row and column, from a row on."""
    rows: dict[int, dict[int, str]] = {}
    for row in range(max(part.top, first), part.bottom):
        texts = area.by_row.get(row, {})
        if inside := {c: text for c, text in texts.items() if part.left <= c < part.right}:
            rows[row] = inside
    return rows


def _below_each_other(area: Area, part: _Part) -> Iterator[_Part]:
    """A part cut where, below a block of indicators, lines with a title begin the next form."""
    rows = _rows(area, part)
    top, headed = part.top, False
    for row in sorted(rows):
        texts = list(rows[row].values())
        if headed and len(texts) == 1 and title_of(texts[0]):
            start = row
            while start - 1 > top and len(above := rows.get(start - 1, {})) <= 1:
                if any(map(is_label, above.values())) or _covered(area, part, start - 1):
                    break
                start -= 1
            yield _Part(top, start, part.left, part.right)
            top, headed = start, False
        headed = headed or heads_block(texts)
    yield _Part(top, part.bottom, part.left, part.right)


def _covered(area: Area, part: _Part, row: int) -> bool:
    """Does a merged cell from above run over a row of a part?"""
    return any(
        span.top < row <= span.bottom and part.left <= span.left < part.right
        for span in area.merged.values()
    )


def _grid(sheet: Sheet, area: Area, part: _Part, number: int, above: list[str]) -> Grid | None:
    """One table; the lines above its first row of several texts, or of a label, are its heading.

    `above` are those between it and the table before it.
    """
    rows = _rows(area, part)
    heading = [*above, *sheet.lines] if part.top == 0 else list(above)
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
    inside = _Part(top, max(rows) + 1, min(map(min, rows.values())), part.right)
    right = max(column for row, texts in rows.items() if row >= top for column in texts) + 1
    cells = tuple(_cells(sheet, area, _Part(inside.top, inside.bottom, inside.left, right), number))
    return Grid(
        cells=cells,
        heading=tuple(Line(text=text) for text in heading[-_MOST_LINES:]),
        sheet=sheet.name,
        spans_known=any(cell.rowspan > 1 or cell.colspan > 1 for cell in cells),
    )


def _lines_alone(sheet: Sheet, area: Area, part: _Part, number: int) -> Grid:
    """A sheet of lines: a table of one column, so that nothing of it is lost."""
    cells = tuple(_cells(sheet, area, part, number))
    return Grid(
        sheet=sheet.name,
        cells=cells,
        spans_known=any(c.rowspan > 1 or c.colspan > 1 for c in cells),
    )


def _cells(sheet: Sheet, area: Area, part: _Part, number: int) -> Iterator[Cell]:
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


def _asides(sheet: Sheet, area: Area, parts: list[_Part]) -> list[list[Aside]]:
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


def _distance(part: _Part, row: int, column: int) -> tuple[int, int]:
    """How far a cell stands outside of a part, in rows and in columns."""
    return (
        max(part.top - row, row - part.bottom + 1, 0),
        max(part.left - column, column - part.right + 1, 0),
    )

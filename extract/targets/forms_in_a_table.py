"""Several forms printed in one table: the table parted where each form opens.

Web pages and some offices put form under form into one table. A form opens at its 项目名称 or
部门名称, or at the title and year lines above it, once an indicator block has been seen and where
another one follows.
"""

from __future__ import annotations

from dataclasses import replace

from extract.model import Cell, Grid
from extract.tables.grid_rows import Rows
from extract.targets.column import Header
from extract.targets.form_table import FormTable
from extract.words.heads import opens_form
from extract.words.titles import is_year_line, title_of
from extract.words.why import Why


def take_apart(grid: Grid) -> tuple[FormTable, ...]:
    """The forms of a grid, each as a table of its own; a list of many projects is one table."""
    table = FormTable(grid)
    starts = [0]
    for n, header in enumerate(table.headers[:-1]):
        last = table.headers[n + 1].row
        opening = None if header.is_list else _next_opening(table.rows, header, last)
        if opening is not None:
            starts.append(opening)
    if len(starts) == 1:
        return (table,)
    ends = [*starts[1:], table.rows.n_rows]
    return tuple(FormTable(_cut(grid, start, end)) for start, end in zip(starts, ends, strict=True))


def _next_opening(rows: Rows, header: Header, stop: int) -> int | None:
    """The next row that begins with such a label, left of the names: an indicator may bear it."""
    first = header.below
    for row in range(first, stop):
        texts = rows.texts(row)
        begins = opens_form([cell.text for cell in texts])
        if begins and texts[0].col < header.levels_end:
            while row > first and _is_heading(rows.texts(row - 1)):
                row -= 1  # noqa: PLW2901 -- the form opens above its first label
            return row
    return None


def _is_heading(texts: list[Cell]) -> bool:
    """A line of its own with a title or a year, or no text at all."""
    if len(texts) > 1:
        return False
    return not texts or bool(title_of(texts[0].text) or is_year_line(texts[0].text))


def _cut(grid: Grid, start: int, end: int) -> Grid:
    inside = tuple(
        replace(cell, row=cell.row - start, rowspan=min(cell.rowspan, end - cell.row))
        for cell in grid.cells
        if start <= cell.row < end
    )
    return replace(
        grid,
        cells=inside,
        heading=grid.heading if start == 0 else (),
        page=inside[0].page if inside else grid.page,
        rejoined=_between(grid.rejoined, start, end),
        doubtful=_between(grid.doubtful, start, end),
        joints=tuple(
            replace(joint, row=joint.row - start)
            for joint in grid.joints
            if start <= joint.row < end
        ),
        apart=grid.apart if start == 0 else Why.FORM_OPENS,
    )


def _between(rows: frozenset[int], start: int, end: int) -> frozenset[int]:
    return frozenset(row - start for row in rows if start <= row < end)

"""Several forms printed in one table: the table parted where each form opens.

Web pages and some offices put form under form into one table. A form opens at its 项目名称 or
部门名称, or at the title and year lines above it, once an indicator block has been seen.
"""

from __future__ import annotations

from dataclasses import replace

from extract.labels import role_of
from extract.layouts.indicators import find_header
from extract.layouts.rows import Rows
from extract.model import Cell, Grid
from extract.titles import title_of, year_in

_OPENING = ("project_name", "department_name")


def pieces(grid: Grid) -> tuple[Grid, ...]:
    """The forms of a table, each as a table of its own; the table itself where it is one form."""
    rows = Rows(grid)
    starts = [0]
    header = find_header(rows)
    while header is not None:
        opening = _next_opening(rows, header.row + 1)
        if opening is None:
            break
        starts.append(opening)
        header = find_header(rows, opening)
    if len(starts) == 1:
        return (grid,)
    ends = [*starts[1:], rows.n_rows]
    return tuple(_cut(grid, start, end) for start, end in zip(starts, ends, strict=True))


def _next_opening(rows: Rows, first: int) -> int | None:
    for row in range(first, rows.n_rows):
        texts = rows.texts(row)
        if any(role_of("facts", cell.text) in _OPENING for cell in texts):
            while row > first and _is_heading(rows.texts(row - 1)):
                row -= 1  # noqa: PLW2901 -- the form opens above its first label
            return row
    return None


def _is_heading(texts: list[Cell]) -> bool:
    """A line of its own with a title or a year, or no text at all."""
    if len(texts) > 1:
        return False
    return not texts or bool(title_of(texts[0].text) or year_in([texts[0].text]))


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
    )

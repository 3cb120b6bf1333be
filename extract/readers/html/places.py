"""Rows of cells → a Grid, by the HTML standard's "forming a table"; browsers are the measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract.model import Cell, Grid, Line, Reason, Refused
from extract.readers.html.tables import RawCell, RawTable


class Budget:
    """The places that the tables of one page may cover, merged ones counted in full."""

    def __init__(self, places: int = 3_000_000) -> None:
        self._left = places

    def charge(self, places: int) -> None:
        """Refused when the page covers more than any page of a person's making."""
        self._left -= places
        if self._left < 0:
            raise Refused(
                Reason.RESOURCE_LIMIT,
                "The tables of this page have millions of cells: compare it with the original.",
            )


def form_grid(table: RawTable, budget: Budget, heading: Iterable[str] = ()) -> Grid | None:
    """Give every cell its place; None for a table without text.

    A span past the last row of its group ends there, one that would run over another cell ends
    before it; columns and rows at the end that no text begins in are left out.
    """
    cells: list[Cell] = []
    merged = False
    top = 0
    for group in table.groups:
        merged |= _form_group(group, top, budget, cells)
        top += len(group)
    if not any(cell.text for cell in cells):
        return None
    return Grid(
        cells=tuple(_trimmed(cells)),
        heading=tuple(Line(text=line) for line in heading),
        spans_known=merged,
    )


def _trimmed(cells: list[Cell]) -> list[Cell]:
    width = height = right = bottom = 0
    for cell in cells:
        if (end := cell.col + cell.colspan) > right:
            right = end
        if (end := cell.row + cell.rowspan) > bottom:
            bottom = end
        if cell.text:
            height = cell.row + 1  # rows come in order
            if cell.col >= width:
                width = cell.col + 1
    if right == width and bottom == height:
        return cells
    return [
        replace(
            cell,
            rowspan=min(cell.rowspan, height - cell.row),
            colspan=min(cell.colspan, width - cell.col),
        )
        for cell in cells
        if cell.row < height and cell.col < width
    ]


def _form_group(group: list[list[RawCell]], top: int, budget: Budget, cells: list[Cell]) -> bool:
    """Place the cells of a row group; True if it merges any."""
    merged = False
    taken: list[int] = []  # by column: the first row of the group where it is free again
    for y, row in enumerate(group):
        budget.charge(len(row))
        x = 0
        for cell in row:
            while x < len(taken) and taken[x] > y:
                x += 1
            if cell.rowspan == 1 == cell.colspan:
                cells.append(Cell(text=cell.text, row=top + y, col=x))
                x += 1
                continue
            merged = True
            rows = min(cell.rowspan or len(group), len(group) - y)
            columns = _free(taken, x, y, cell.colspan)
            budget.charge(rows * columns)
            taken.extend([0] * (x + columns - len(taken)))
            taken[x : x + columns] = [y + rows] * columns
            cells.append(Cell(text=cell.text, row=top + y, col=x, rowspan=rows, colspan=columns))
            x += columns
    return merged


def _free(taken: list[int], x: int, y: int, wanted: int) -> int:
    """How many of the wanted columns from x on are free in row y; x is."""
    for column in range(x + 1, min(x + wanted, len(taken))):
        if taken[column] > y:
            return column - x
    return wanted

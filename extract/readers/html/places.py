"""Rows of cells → a Grid, by the HTML standard's "forming a table"; browsers are the measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract.model import Cell, Grid, Line, Reason, Refused
from extract.readers.html.tables import RawCell, RawTable


class Budget:
    """What the tables of one page may cost, all together.

    Places (rows × columns of a finished grid) are what whoever reads a grid has to bear; steps
    (columns passed over while placing cells) are what placing costs. A page with many spans that
    run out of the table takes many steps and few places.
    """

    def __init__(self, places: int = 3_000_000, steps: int = 20_000_000) -> None:
        self._places, self._steps = places, steps

    def charge(self, *, places: int = 0, steps: int = 0) -> None:
        """Refused when the page costs more than any page of a person's making."""
        self._places -= places
        self._steps -= steps
        if self._places < 0 or self._steps < 0:
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
        cells=tuple(_trimmed(cells, budget)),
        heading=tuple(Line(text=line) for line in heading),
        spans_known=merged,
    )


def _trimmed(cells: list[Cell], budget: Budget) -> list[Cell]:
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
    budget.charge(places=height * width)
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
            budget.charge(steps=columns)
            taken.extend([0] * (x + columns - len(taken)))
            taken[x : x + columns] = [y + rows] * columns
            cells.append(Cell(text=cell.text, row=top + y, col=x, rowspan=rows, colspan=columns))
            x += columns
        budget.charge(steps=x)
    return merged


def _free(taken: list[int], x: int, y: int, wanted: int) -> int:
    """How many of the wanted columns from x on are free in row y; x is."""
    for column in range(x + 1, min(x + wanted, len(taken))):
        if taken[column] > y:
            return column - x
    return wanted

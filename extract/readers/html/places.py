"""Rows of cells → a Grid, by the HTML standard's "forming a table"; browsers are the measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.model import Cell, Grid, Line, Reason, Refused
from extract.readers.html.tables import RawCell, RawTable
from extract.readers.places_in_words import place_of

_Placed = tuple[str, int, int, int, int]
"""A cell where it stands in its table: text, row, column, rowspan, colspan. Many are left out, and
a Cell costs a hundred of these."""


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


def form_grid(
    table: RawTable, budget: Budget, heading: Iterable[str] = (), *, number: int = 0
) -> Grid | None:
    """Give every cell its place in the table of that number; None for a table without text.

    A span past the last row of its group ends there, one that would run over another cell ends
    before it; columns and rows at the end that no text begins in are left out.
    """
    placed: list[_Placed] = []
    merged = False
    top = 0
    for group in table.groups:
        merged |= _form_group(group, top, budget, placed)
        top += len(group)
    if not any(text for text, *_ in placed):
        return None
    return Grid(
        cells=tuple(_cells(placed, number, budget)),
        heading=tuple(Line(text=line) for line in heading),
        spans_known=merged,
    )


def _cells(placed: list[_Placed], number: int, budget: Budget) -> Iterator[Cell]:
    """The cells of a table without the columns and rows at its end that no text begins in."""
    width = height = 0
    for text, row, col, _, _ in placed:
        if text:
            height = row + 1  # rows come in order
            if col >= width:
                width = col + 1
    budget.charge(places=height * width)
    return (
        Cell(
            text=text,
            row=row,
            col=col,
            rowspan=rowspan if rowspan == 1 else min(rowspan, height - row),
            colspan=colspan if colspan == 1 else min(colspan, width - col),
            place=place_of(number, row, col),
        )
        for text, row, col, rowspan, colspan in placed
        if row < height and col < width
    )


def _form_group(
    group: list[list[RawCell]], top: int, budget: Budget, placed: list[_Placed]
) -> bool:
    """Place the cells of a row group; True if it merges any."""
    merged = False
    taken: list[int] = []  # by column: the first row of the group where it is free again
    for y, row in enumerate(group):
        x = 0
        for cell in row:
            while x < len(taken) and taken[x] > y:
                x += 1
            if cell.rowspan == 1 == cell.colspan:
                placed.append((cell.text, top + y, x, 1, 1))
                x += 1
                continue
            merged = True
            rows = min(cell.rowspan or len(group), len(group) - y)
            columns = _free(taken, x, y, cell.colspan)
            budget.charge(steps=columns)
            taken.extend([0] * (x + columns - len(taken)))
            taken[x : x + columns] = [y + rows] * columns
            placed.append((cell.text, top + y, x, rows, columns))
            x += columns
        budget.charge(steps=x)
    return merged


def _free(taken: list[int], x: int, y: int, wanted: int) -> int:
    """How many of the wanted columns from x on are free in row y; x is."""
    beside = taken[x + 1 : x + wanted]
    if not beside or max(beside) <= y:  # nearly always; a span may be a thousand wide
        return wanted
    return next(columns for columns, until in enumerate(beside, 1) if until > y)

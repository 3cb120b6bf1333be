"""Rows that say where their cells end → a table with columns and merged cells.

Rich text and the documents of before 2007 tell their tables in this way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.model import Cell
from extract.readers.office.words.tables import Table

_MEET = 30
"""Twentieths of a point by which edges of one column differ."""


@dataclass(slots=True)
class Edge:
    """Where a cell ends, how it is merged, and the number of the colour behind it, if one is."""

    right: int
    down: str = ""
    sideways: str = ""
    shade: int | None = None


@dataclass(slots=True)
class Row:
    """A row as written: its texts, and the edges of its cells."""

    texts: list[str]
    edges: list[Edge]


def table_of(rows: list[Row]) -> Table:
    """Rows with the edges of their cells → a table with columns and merged cells."""
    edges = sorted({edge.right for row in rows for edge in row.edges})
    column = _columns(edges)
    cells: list[Cell] = []
    above: dict[tuple[int, int], int] = {}  # columns of a cell merged downwards → its place
    for number, row in enumerate(rows):
        first, open_now = 0, {}
        for n, text in enumerate(row.texts):
            edge = row.edges[n] if n < len(row.edges) else Edge(0)
            last = column.get(edge.right, first + 1) if n < len(row.edges) else first + 1
            last = max(last, first + 1)
            if edge.sideways == "clmrg" and cells and cells[-1].row == number:
                cells[-1] = replace(cells[-1], colspan=last - cells[-1].col)
                first = last
                continue
            key = (first, last)
            if edge.down == "clvmrg" and key in above:
                at = above[key]
                cells[at] = replace(cells[at], rowspan=number - cells[at].row + 1)
                open_now[key] = at
            else:
                cells.append(Cell(text=text, row=number, col=first, colspan=last - first))
                if edge.down:
                    open_now[key] = len(cells) - 1
            first = last
        above = open_now
    return Table(cells=cells)


def _columns(edges: list[int]) -> dict[int, int]:
    """Right edge → number of the column behind it; edges that nearly meet are one."""
    found: dict[int, int] = {}
    number, before = 0, None
    for edge in edges:
        if before is None or edge - before > _MEET:
            number += 1
        found[edge] = number
        before = edge
    return found

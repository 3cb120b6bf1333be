"""The tables of a document without pages, as its cells: what a picture is to a PDF.

Tables are cut into parts of some thousand cells, so that one form of a list of ten thousand is
shown without the others. Only cells that hold a value of the dataset carry their place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from extract.families import gate
from extract.model import Cell, Grid, Source
from extract.readers import read
from look.site.files import write_data, write_packed
from look.site.packing import Packer

_PART = 3000
"""Cells of a part, a hundred kilobytes or so."""
_MOST = 300_000
"""Cells of a document that are shown; a list of 20,000 rows has fewer."""
_LONGEST = 4000
"""Characters of a cell that are shown."""
_MOST_COLUMNS = 200


def write_tables(
    source: Source, document_id: str, places: Mapping[str, Collection[str]], site: Path
) -> int:
    """Write the tables of a document, and where each form of `places` stands in them.

    `places` are those of the values of each form or budget table, by its name in the address.
    Returns the number of tables. Raises Refused where the file cannot be read.
    """
    grids = _shown(read(source, gate=gate()).grids)
    wanted = {place for each in places.values() for place in each}
    tables, part = [], 0
    for grid in grids:
        starts = []
        for first, cells in _parts(grid):
            shown = [_cell(cell, wanted) for cell in cells]
            write_packed(site, f"tables/{document_id}-{part}", shown, Packer())
            starts.append([first, part])
            part += 1
        tables.append(_table(grid, starts))
    spans = dict(_spans(grids, places))
    write_data(site, f"tables/{document_id}", {"problem": None, "tables": tables, "spans": spans})
    return len(tables)


def write_no_tables(document_id: str, problem: str, site: Path) -> None:
    """Say why a document has no tables on the site."""
    write_data(site, f"tables/{document_id}", {"problem": problem, "tables": [], "spans": {}})


def _shown(grids: tuple[Grid, ...]) -> list[Grid]:
    """The tables that fit on the site; the rest of a giant is left to its raw file."""
    found, room = [], _MOST
    for grid in grids:
        if len(grid.cells) > room:
            break
        room -= len(grid.cells)
        found.append(grid)
    return found


def _table(grid: Grid, starts: list[list[int]]) -> dict[str, Any]:
    return {
        "sheet": grid.sheet,
        "rows": grid.n_rows,
        "columns": min(grid.n_cols, _MOST_COLUMNS),
        "heading": [line.text[:_LONGEST] for line in grid.heading[-6:]],
        "below": [line.text[:_LONGEST] for line in grid.below[:6]],
        "parts": starts,
    }


def _parts(grid: Grid) -> Iterator[tuple[int, list[Cell]]]:
    """First row and cells of every part; a cell stands in each part that it reaches into."""
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in grid.cells:
        rows[cell.row].append(cell)
    reaching: list[Cell] = []
    part: list[Cell] = []
    first = 0
    for row in range(grid.n_rows):
        if len(part) >= _PART:
            yield first, part
            reaching = [cell for cell in part if cell.row + cell.rowspan > row]
            first, part = row, list(reaching)
        part += rows.get(row, [])
    if part:
        yield first, part


def _cell(cell: Cell, wanted: Collection[str]) -> list[Any]:
    place = cell.place if cell.place in wanted else None
    return [cell.row, cell.col, cell.rowspan, cell.colspan, cell.text[:_LONGEST], place]


def _spans(
    grids: list[Grid], places: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, list[list[int]]]]:
    """Table, first and last row of every form: what lies between two forms belongs to both."""
    owner = {place: name for name, found in places.items() for place in found}
    spans: dict[str, list[list[int]]] = {name: [] for name in places}
    for number, grid in enumerate(grids):
        rows: dict[str, list[int]] = {}
        for cell in grid.cells:
            if name := owner.get(cell.place or ""):
                first, last = rows.get(name, [cell.row, cell.row])
                rows[name] = [min(first, cell.row), max(last, cell.row)]
        order = sorted(rows.items(), key=lambda each: each[1])
        for at, (name, (first, last)) in enumerate(order):
            before = order[at - 1][1][1] + 1 if at else 0
            after = order[at + 1][1][0] - 1 if at + 1 < len(order) else grid.n_rows - 1
            spans[name].append([number, min(first, before), max(last, after)])
    yield from spans.items()

"""Grids that a page edge cut become one again: one table, one grid of columns, rows in order.

Pure geometry and labels. Every cell keeps its own page and box.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Protocol

from extract.model import Cell, Grid, Joint
from extract.tables.column_edges import column_edges
from extract.tables.cut_labels import Cut, mend
from extract.tables.repeated_rows import repeats, rows_of, same_rows, texts_of
from extract.words.heads import heads_block, opens_form
from extract.words.why import Verdict, Why

_NEAR = 12.0
"""Column edges of two pieces this close are one: columns are wider, pieces seldom shift more."""
_MOST = 16
"""Column edges of a block; of more, nothing is chosen among so many."""


class OpenTable(Protocol):
    """A table as read so far; a family knows by what its tables go on."""

    pieces: list[Grid]

    def add(self, grid: Grid) -> None:
        """Take a piece in."""

    def goes_on_in(self, grid: Grid, *, first_on_page: bool) -> Verdict:
        """Is the grid the next piece of this table? Asked of a table that has one."""


def stitch(grids: tuple[Grid, ...], opened: Callable[[], OpenTable]) -> tuple[Grid, ...]:
    """Join the pieces of each table; grids in printed order.

    Tables printed sideways are compared as if each stood upright.
    """
    turns = {grid.page: grid.turns for grid in grids if grid.turns}
    if turns:
        return tuple(
            _turned(whole, turns, -1)
            for whole in _stitched(tuple(_turned(grid, turns, 1) for grid in grids), opened)
        )
    return _stitched(grids, opened)


def _turned(grid: Grid, turns: dict[int | None, int], direction: int) -> Grid:
    """A grid with the boxes of its cells turned, by their pages."""
    return replace(
        grid,
        cells=tuple(
            replace(cell, box=cell.box and cell.box.turned(direction * turns.get(cell.page, 0)))
            for cell in grid.cells
        ),
    )


def _stitched(grids: tuple[Grid, ...], opened: Callable[[], OpenTable]) -> tuple[Grid, ...]:
    tables: list[OpenTable] = []
    whys: list[list[Why]] = []
    page: int | None = None
    for grid in grids:
        first_on_page = grid.page != page
        page = grid.page
        next_piece: Verdict | None = None
        if tables and tables[-1].pieces[-1].sheet != grid.sheet:
            next_piece = Verdict(yes=False, why=Why.OTHER_TABLE)
        elif tables:
            next_piece = tables[-1].goes_on_in(grid, first_on_page=first_on_page)
        if next_piece and next_piece.yes:
            tables[-1].add(grid)
            whys[-1].append(next_piece.why)
        else:
            tables.append(opened())
            tables[-1].add(replace(grid, apart=next_piece.why if next_piece else None))
            whys.append([])
    return tuple(_whole(table.pieces, each) for table, each in zip(tables, whys, strict=True))


def _whole(pieces: list[Grid], whys: list[Why]) -> Grid:
    """The pieces of a table as one; `whys` tell why each but the first is joined."""
    if len(pieces) == 1:
        return pieces[0]
    columns = _common_columns(pieces)
    rows: list[list[Cell]] = []
    cut = Cut()
    joints: list[Joint] = []
    for n, (piece, at) in enumerate(zip(pieces, columns, strict=True)):
        more = _in_columns(rows_of(piece), at)
        if rows:
            again = _repeated(pieces[0], piece, rows, more)
            more = more[again:]
            cut.begins = {at[column] for row, column in piece.rim.begins if row == again}
            rest = mend(rows, more, len(set().union(*columns)) - 1, cut)
            row = len(rows) - bool(rest and rest.yes)
            joints.append(Joint(row=row, page=piece.page, why=whys[n - 1], rest=rest))
        cut.starts.append(len(rows))
        cut.open_feet.append({at[column] for column in piece.rim.open_foot})
        cut.room = {at[column]: room for column, room in piece.rim.room}
        rows.extend(more)
    return replace(
        pieces[0],
        cells=_numbered(rows),
        rejoined=frozenset(cut.rejoined),
        doubtful=frozenset(cut.doubtful),
        joints=tuple(joints),
    )


def _common_columns(pieces: list[Grid]) -> list[list[int]]:
    """For each piece, the common column at which each of its column edges lies.

    By x, never by index; pieces without boxes keep their columns.
    """
    own = [column_edges(piece) for piece in pieces]
    if not all(own):
        return [list(range(piece.n_cols + 1)) for piece in pieces]
    common: list[float] = []
    places: list[list[float]] = []
    body: list[float] = []
    for piece, edges in zip(pieces, own, strict=True):
        snapped = _snapped(edges, common)
        if body and not set(snapped) <= set(common):
            snapped = _in_order(edges, _snapped(body, common)) or snapped
        body = _body(piece) or body
        common = sorted({*common, *snapped})
        places.append(snapped)
    at = {edge: n for n, edge in enumerate(common)}
    return [[at[edge] for edge in edges] for edges in places]


def _snapped(edges: list[float], common: list[float]) -> list[float]:
    """Each edge moved to the nearest common one, where it is near and no other edge is nearer."""
    pairs = sorted(
        (abs(edge - other), n, other)
        for n, edge in enumerate(edges)
        for other in common
        if abs(edge - other) <= _NEAR
    )
    moved: dict[int, float] = {}
    for _, n, other in pairs:
        if n not in moved and other not in moved.values():
            moved[n] = other
    snapped = [moved.get(n, edge) for n, edge in enumerate(edges)]
    return snapped if snapped == sorted(snapped) else edges


def _body(piece: Grid) -> list[float]:
    """Where the columns of the indicators stand, from their header down; empty without one."""
    rows = rows_of(piece)
    header = next((n for n, row in enumerate(rows) if heads_block(texts_of(row))), None)
    if header is None:
        return []
    below = [cell for row in rows[header:] for cell in row]
    used = {edge for cell in below for edge in (cell.col, cell.col + cell.colspan)}
    return [edge for n, edge in enumerate(column_edges(piece)) if n in used]


def _in_order(edges: list[float], body: list[float]) -> list[float]:
    """The edges of a piece whose columns have other widths, each moved to one of the indicators'.

    As many are the same columns, from left to right; of fewer the nearest are, where no other
    choice is as near. Empty where nothing tells.
    """
    if not 2 < len(edges) <= len(body) <= _MOST:
        return []
    choices = sorted(
        (sum(abs(edge - other) for edge, other in zip(edges, chosen, strict=True)), chosen)
        for chosen in combinations(body, len(edges))
    )
    if len(choices) > 1 and choices[1][0] - choices[0][0] < _NEAR:
        return []
    return list(choices[0][1])


def _in_columns(rows: list[list[Cell]], at: list[int]) -> list[list[Cell]]:
    return [
        [
            replace(cell, col=at[cell.col], colspan=at[cell.col + cell.colspan] - at[cell.col])
            for cell in row
        ]
        for row in rows
    ]


def _repeated(first: Grid, piece: Grid, rows: list[list[Cell]], more: list[list[Cell]]) -> int:
    """How many rows at the top of a further piece only repeat a header printed before."""
    count = repeats(first, piece)
    opened = max((n for n, row in enumerate(rows) if opens_form(texts_of(row))), default=0)
    for n, row in enumerate(rows[opened:], opened):
        if heads_block(texts_of(row)):
            count = max(count, same_rows(rows[n:], more[:2]))
    return count


def _numbered(rows: list[list[Cell]]) -> tuple[Cell, ...]:
    """Cells with the numbers of their rows, spans cut where rows were joined or dropped."""
    return tuple(
        replace(cell, row=n, rowspan=min(cell.rowspan, len(rows) - n))
        for n, row in enumerate(rows)
        for cell in row
    )

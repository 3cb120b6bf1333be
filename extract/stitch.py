"""Grids that a page edge cut become one again: one table, one grid of columns, rows in order.

Pure geometry and labels. Every cell keeps its own page and box.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations
from math import inf

import regex

from extract.continuation import OpenTable, column_edges, repeats, rows_of, same_rows
from extract.labels import PASSED_OVER, column_role, goal_role, role_of
from extract.model import Cell, Grid
from extract.text import key

_NEAR = 12.0
"""Column edges of two pieces this close are one: columns are wider, pieces seldom shift more."""
_MOST = 16
"""Column edges of a block; of more, nothing is chosen among so many."""
_ENDS_OPEN = regex.compile(r"\d[^\d%‰]*$")
"""How a number ends whose unit may go on below."""
_UNIT = regex.compile(r"[\p{Han}/()]{1,4}")
"""What is no value by itself, but the rest of a unit."""
_UNBROKEN = regex.compile(r"\p{Ps}*(?:[A-Za-z0-9%.,/-]+|.)\p{Pe}?[，。、；：]?")
"""What stands together on a line: a Latin word, a character with its brackets and stops."""
_BRACKET = regex.compile(r"\([^()]*\)")
_SLACK = 0.3
"""Ems by which a line's room may be mistaken."""
_WIDE = 0.35
"""A cell of running text (a goal) takes at least this share of the table's width."""


def stitch(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """Join the pieces of each table; grids in printed order."""
    tables: list[OpenTable] = []
    page: int | None = None
    for grid in grids:
        first_on_page = grid.page != page
        page = grid.page
        if tables and tables[-1].goes_on_in(grid, first_on_page=first_on_page):
            tables[-1].add(grid)
        else:
            tables.append(OpenTable())
            tables[-1].add(grid)
    return tuple(_whole(table.pieces) for table in tables)


@dataclass(slots=True)
class _Cut:
    """What is known of the places where pages cut a table.

    `starts`: the row with which each piece begins; `open_feet`: the columns that each piece left
    open at its foot; `room`: the ems left at the foot of the last piece's columns.
    """

    starts: list[int] = field(default_factory=list)
    open_feet: list[set[int]] = field(default_factory=list)
    room: dict[int, float] = field(default_factory=dict)


def _whole(pieces: list[Grid]) -> Grid:
    if len(pieces) == 1:
        return pieces[0]
    columns = _common_columns(pieces)
    rows: list[list[Cell]] = []
    cut = _Cut()
    for piece, at in zip(pieces, columns, strict=True):
        more = _in_columns(rows_of(piece), at)
        if rows:
            more = more[_repeated(pieces[0], piece, rows, more) :]
            _mend(rows, more, len(set().union(*columns)) - 1, cut)
        cut.starts.append(len(rows))
        cut.open_feet.append({at[column] for column in piece.open_foot})
        cut.room = {at[column]: room for column, room in piece.room}
        rows.extend(more)
    return replace(pieces[0], cells=_numbered(rows))


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
    header = next((n for n, row in enumerate(rows) if _is_header(row)), None)
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
    for n, row in enumerate(rows):
        if any(column_role(cell.text) == "value" for cell in row):
            count = max(count, same_rows(rows[n:], more[:2]))
    return count


# Rows and labels that the page edge cut in two


def _mend(rows: list[list[Cell]], more: list[list[Cell]], n_cols: int, cut: _Cut) -> None:
    """Join what the cut between `rows` and `more` parted: labels, names, then a whole row."""
    if not more:
        return
    _mend_labels(rows, more[0])
    _fill_upwards(rows, more[0], cut)
    if _is_rest(rows, more, n_cols, cut.room):
        for cell in more.pop(0):
            _append(rows, cell)


def _mend_labels(rows: list[list[Cell]], row: list[Cell]) -> None:
    """A label whose second half stands on the next page (`绩效指` | `标`) is whole on the first."""
    for place, cell in enumerate(row):
        above = _above(rows, cell)
        if above is None or not key(cell.text) or not key(above[2].text):
            continue
        r, k, upper = above
        both = upper.text + cell.text
        whole = any(role_of(name, upper.text) for name in ("blocks", "levels"))
        if _is_label(both) and (not whole or _BRACKET.fullmatch(key(cell.text))):
            rows[r][k] = replace(upper, text=both)
            row[place] = replace(cell, text="")


def _fill_upwards(rows: list[list[Cell]], row: list[Cell], cut: _Cut) -> None:
    """A name that stands on the next page is the name of all of its cell, whose beginning is empty.

    Only where the cell was left open at the page's foot, and only of what names rows: a level, a
    project. What belongs to a single row is not filled.
    """
    header = _header(rows)
    for cell in row:
        if header and key(cell.text) and _role(header, cell) in (None, "level1", "level2"):
            for r, k in _nameless_above(rows, cell, cut):
                rows[r][k] = replace(rows[r][k], text=cell.text)


def _nameless_above(rows: list[list[Cell]], cell: Cell, cut: _Cut) -> list[tuple[int, int]]:
    """The empty parts of a cell on the pages before, none where they are another cell's."""
    empty: list[tuple[int, int]] = []
    end = len(rows)
    for start, open_foot in zip(reversed(cut.starts), reversed(cut.open_feet), strict=True):
        above = _above(rows[:end], cell) if cell.col in open_foot else None
        if above is None:
            return empty  # closed by a rule: what stands there is another cell
        r, k, upper = above
        if key(upper.text):
            return []  # the name stands there already, or another cell's
        empty.append((r, k))
        if r > start:
            return empty
        end = start
    return empty


def _is_label(text: str) -> bool:
    return bool(goal_role(text)) or any(
        role_of(name, text) for name in ("blocks", "levels", "facts")
    )


def _above(rows: list[list[Cell]], cell: Cell) -> tuple[int, int, Cell] | None:
    """The cell at the foot of `rows` over a cell: its row, its place there, and itself."""
    last = len(rows) - 1
    for r in range(last, -1, -1):
        for k, other in enumerate(rows[r]):
            if other.col == cell.col and (r == last or r + other.rowspan > last):
                return r, k, other
    return None


def _is_rest(
    rows: list[list[Cell]], more: list[list[Cell]], n_cols: int, room: dict[int, float]
) -> bool:
    """Is the first row of `more` the rest of the last of `rows`?

    Below the indicator header: it has neither level nor value, or a value and nothing else where
    the row above has none, or it goes on under full lines. Before it: running text goes on under
    running text, without a label.
    """
    header = _header(rows)
    over = [_above(rows, cell) for cell in more[0] if key(cell.text)]
    if not rows[-1] or not all(over):
        return False
    if header:
        cells = [found[2] for found in over if found]
        return _is_rest_of_indicator(cells, more[0], header) or _goes_on_line_by_line(
            rows[-1], more[0], header, room
        )
    return _is_rest_of_text(rows, more[0], n_cols)


def _is_rest_of_indicator(over: list[Cell], row: list[Cell], header: list[Cell]) -> bool:
    """`over` holds the cell above each cell of the row with text, also one merged downwards."""
    filled = [cell for cell in row if key(cell.text)]
    if not filled:
        return not any(_role(header, c) == "value" for c in row if c.rowspan == 1)
    roles = {_role(header, cell) for cell in filled}
    if roles & {"level1", "level2"}:
        return False
    if not any(key(cell.text) for cell in over):
        return True  # each cell of the row was printed whole, on one page or on the other
    return "name" in roles and roles <= {"name", "weight", *PASSED_OVER, None}


def _goes_on_line_by_line(
    above: list[Cell], row: list[Cell], header: list[Cell], room: dict[int, float]
) -> bool:
    """Was a row cut with both halves of its cells filled (READING.md, traps)?

    The row has no level of its own, each of its texts found no room on the line above, and it is
    no row by itself: what every indicator has stands in one half only, or under its number stands
    nothing but the rest of a unit.
    """
    roles = {cell.col: _role(header, cell) for cell in (*above, *row)}
    upper = {cell.col: cell for cell in above if key(cell.text)}
    lower = {cell.col: cell for cell in row if key(cell.text)}
    if not lower or any(roles[col] in ("level1", "level2") for col in lower):
        return False
    both = upper.keys() & lower.keys()
    if not both or not all(_found_no_room(room.get(c, inf), lower[c].text) for c in both):
        return False
    halved = {role for col, role in roles.items() if col in both}
    whole = {role for col, role in roles.items() if (col in upper) != (col in lower)}
    if whole & {"value", "weight"}:
        return "name" in halved or "value" in halved
    return "value" in halved and all(
        _ENDS_OPEN.search(key(upper[col].text)) and _UNIT.fullmatch(key(lower[col].text))
        for col in both
        if roles[col] == "value"
    )


def _found_no_room(room: float, rest: str) -> bool:
    """Would the first piece of a text that no line breaks have been too long for a line's end?"""
    first = _UNBROKEN.match(rest)
    wide = sum(0.5 if char.isascii() else 1.0 for char in first.group()) if first else 0.0
    return room < wide + _SLACK


def _is_rest_of_text(rows: list[list[Cell]], row: list[Cell], n_cols: int) -> bool:
    filled = [cell for cell in row if key(cell.text)]
    if any(_is_label(cell.text) or role_of("columns", cell.text) for cell in filled):
        return False
    if any(role_of("funding", cell.text) for cell in (*filled, *rows[-1])):
        return False
    text = [cell for cell in row if cell.colspan >= _WIDE * n_cols]
    above = [found[2] if (found := _above(rows, cell)) else None for cell in text]
    return bool(text) and all(
        upper and upper.colspan == cell.colspan and not _is_label(upper.text)
        for upper, cell in zip(above, text, strict=True)
    )


def _header(rows: list[list[Cell]]) -> list[Cell]:
    return next((row for row in reversed(rows) if _is_header(row)), [])


def _is_header(row: list[Cell]) -> bool:
    return {"name", "value"} <= {column_role(cell.text) for cell in row}


def _role(header: list[Cell], cell: Cell) -> str | None:
    """The role of the column that a cell stands in."""
    over = next((h for h in header if h.col <= cell.col < h.col + h.colspan), None)
    return column_role(over.text) if over else None


def _append(rows: list[list[Cell]], cell: Cell) -> None:
    """Add the rest of a cell to its first half, which stays where it was printed."""
    above = _above(rows, cell)
    if above and key(cell.text):
        r, k, upper = above
        rows[r][k] = replace(upper, text=_run_on(upper.text, cell.text))


def _run_on(first: str, rest: str) -> str:
    """Running text over a page edge: a paragraph ends where its sentence does."""
    if not first:
        return rest
    glue = " " if first[-1].isascii() and first[-1].isalpha() and rest[0].isascii() else ""
    return first + ("\n" if first[-1] in "。；！" and len(first) > 40 else glue) + rest


def _numbered(rows: list[list[Cell]]) -> tuple[Cell, ...]:
    """Cells with the numbers of their rows, spans cut where rows were joined or dropped."""
    return tuple(
        replace(cell, row=n, rowspan=min(cell.rowspan, len(rows) - n))
        for n, row in enumerate(rows)
        for cell in row
    )

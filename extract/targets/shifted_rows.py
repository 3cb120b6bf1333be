"""Rows of a text export that lost empty leading cells, moved back under their columns."""

from __future__ import annotations

from extract.model import Cell
from extract.tables.grid_rows import Rows
from extract.targets.column import Header
from extract.targets.shapes import value_shaped
from extract.words.heads import LEVELS, opens_form
from extract.words.labels import level_of, role_of


def shifts_of(rows: Rows, headers: tuple[Header, ...]) -> dict[int, int]:
    """Displaced rows, and how many columns to the right each belongs.

    A row is displaced where it begins with the name of a level left of its column, and has room at
    its end; in an export that leaves merged cells out, wherever it is shorter than the header.
    Inside the columns of a simple block more can be told: realigned_row.py does.
    """
    shifts: dict[int, int] = {}
    ends = [*(header.row for header in headers[1:]), rows.n_rows]
    for header, end in zip(headers, ends, strict=True):
        body = [row for row in _own(rows, header, end) if len(rows.texts(row)) > 1]
        short = _short(rows, header, body)
        shifts |= short or _by_levels(rows, header, body)
    return shifts


def _own(rows: Rows, header: Header, end: int) -> range:
    """The rows below a header, up to where another form opens above the next one."""
    for row in range(header.below, end if end < rows.n_rows else header.below):
        if opens_form(cell.text for cell in rows.texts(row)):
            return range(header.below, row)
    return range(header.below, end)


def lowered(rows: Rows, header: Header) -> bool:
    """Do names of first levels stand in the column of second ones, below another (A10)?"""
    columns = [column.cell for column in header.columns if column.role == "level2"]
    below = (cell for column in columns for cell in rows.below(column, rows.n_rows))
    known = {level_of(cell.text) for cell in below if cell.row >= header.below}
    return "level1" in known and "level2" not in known


def _by_levels(rows: Rows, header: Header, body: list[int]) -> dict[int, int]:
    """Rows that begin with the name of a level left of its column, and how far they belong."""
    places = _places(header)
    simple = header.roles.count("name") == header.roles.count("value") == 1
    first = min(places.values(), default=0)
    lower = lowered(rows, header)
    shifts: dict[int, int] = {}
    for row in body:
        texts = rows.texts(row)
        to = _place(texts, places, lower=lower)
        if to is None or (simple and not header.is_list and texts[0].col >= first):
            continue
        by = to - texts[0].col
        if by > 0 and texts[-1].col + by < rows.n_cols:
            shifts[row] = by
    return shifts


def _short(rows: Rows, header: Header, body: list[int]) -> dict[int, int]:
    """Rows of an export that leaves merged cells out: they end where the header ends.

    There no row begins with an empty cell, and names of levels stand under their columns only when
    short rows are moved to the right.
    """
    full = rows.width(header.row)
    rows_on = [row for row in body if not role_of("aside", rows.texts(row)[0].text)]
    short = {row: full - rows.width(row) for row in rows_on if rows.width(row) < full}
    if header.is_list or any(rows.texts(row)[0].col > 0 for row in body):
        return {}
    votes = {row: _vote(rows.texts(row), by, _places(header)) for row, by in short.items()}
    if sum(votes.values()) <= 0:
        return {}
    # A row that would bring an unknown name under a level stays where nothing vouches for it.
    return {
        row: by
        for row, by in short.items()
        if votes[row] >= 0 or _vouched(rows.texts(row), by, header)
    }


def _vouched(texts: list[Cell], by: int, header: Header) -> bool:
    """Does a row begin with a level, or bring what looks like a value under the values?"""
    values = {column.cell.col for column in header.columns if column.role == "value"}
    landed = (cell.text for cell in texts if cell.col + by in values)
    return bool(level_of(texts[0].text)) or any(map(value_shaped, landed))


def _vote(texts: list[Cell], by: int, places: dict[str, int]) -> int:
    """Does a short row make more sense moved to the right (1) or where it is (-1)?"""
    level = level_of(texts[0].text)
    lands = next((role for role, col in places.items() if col == by), None)
    if level:
        stays = next((role for role, col in places.items() if col == 0), None)
        return (lands in (level, "either")) - (stays == level)
    if lands:
        return -1
    return int(by > max(places.values(), default=-1) and value_shaped(texts[1].text))


def _places(header: Header) -> dict[str, int]:
    """Where the leftmost column of each level stands."""
    columns = (column for column in reversed(header.columns) if column.role in LEVELS)
    return {column.role: column.cell.col for column in columns}


def _place(texts: list[Cell], places: dict[str, int], *, lower: bool) -> int | None:
    """The column of levels that a row's first text belongs to."""
    level = level_of(texts[0].text)
    if level == "either":
        # 成本指标 is a first level where a second follows it.
        follows = len(texts) > 1 and level_of(texts[1].text) == "level2"
        level = "level1" if follows else "level2"
    elif level == "level1" and lower:
        level = "level2"
    return places.get(level or "")

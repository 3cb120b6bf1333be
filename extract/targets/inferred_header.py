"""A block of indicators under words that nobody knows, or under none, told by what it holds.

Names of levels stand in one or two columns; right of them the first column of words names the
indicators, and the one that holds values is their value. Where two may be, nothing is read.
"""

from __future__ import annotations

from dataclasses import replace

from extract.model import Cell
from extract.tables.grid_rows import Rows
from extract.targets.column import Column
from extract.targets.shapes import value_shaped
from extract.words.heads import LEVELS, opens_head
from extract.words.labels import column_role, is_level, level_of
from extract.words.text import key

_ROWS = 2
"""Rows of indicators that a block has at least."""
_SHARE = 3
_HALF = 2
_MEANT = ("目标", "计划", "预期", "预计", "值", "任务", "要求", "标准")


def inferred_columns(rows: Rows) -> tuple[int, int, list[Column]] | None:
    """The row that heads such a block, the first below it, and its columns; None without one.

    Where no row heads it the two are the same.
    """
    levels = _level_columns(rows)
    first = min((row for row, _ in levels), default=None)
    if first is None:
        return None
    places = sorted({col for _, col in levels})[: len(LEVELS)]
    body = range(first, rows.n_rows)
    right = sorted({c.col for r in body for c in rows.texts(r) if c.col > places[-1]})
    head = _head_row(rows, first, places[0])
    headed = {col: _heading(rows, head, first, col) for col in (*places, *right)}
    names = [col for col in right if not _is_taken(headed[col]) and _is_words(rows, body, col)]
    if not names:
        return None
    value = _value_column(rows, body, [col for col in right if col > names[0]], headed)
    told = (
        sum(bool(_text(rows, r, names[0]) and _text(rows, r, value)) for r in body) if value else 0
    )
    if value is None or told < _ROWS:
        return None
    roles = {names[0]: "name", value: "value"}
    roles |= dict(zip(places, LEVELS, strict=False))
    columns = [
        Column(role=roles.get(col) or column_role(cell.text) or "", cell=cell)
        for col, cell in sorted(headed.items())
    ]
    unique = [c for c in columns if c.cell.col in roles or c.role not in roles.values()]
    return (first if head is None else head), first, unique


def _level_columns(rows: Rows) -> set[tuple[int, int]]:
    """Where names of levels stand before another text of their row.

    None where names of one level stand beside each other: they head columns of targets then.
    """
    if any(_heads_columns(rows.texts(row)) for row in range(rows.n_rows)):
        return set()
    return {
        (row, cell.col)
        for row in range(rows.n_rows)
        for cell in rows.texts(row)[:-1]
        if level_of(cell.text)
    }


def _heads_columns(texts: list[Cell]) -> bool:
    """产出指标 | 效益指标 | 满意度指标 in one row: three names of a first level."""
    names = {key(cell.text) for cell in texts if level_of(cell.text) == "level1"}
    return len(names) > _ROWS


def _head_row(rows: Rows, first: int, left: int) -> int | None:
    """The row above, where all its texts may head columns."""
    texts = rows.texts(first - 1) if first else []
    heads = len(texts) > _ROWS and not any(
        value_shaped(cell.text) or is_level(cell.text) for cell in texts
    )
    known = any(column_role(cell.text) for cell in texts)
    stands = heads and (known or texts[0].col <= left) and not opens_head(texts[0].text)
    return first - 1 if stands else None


def _heading(rows: Rows, head: int | None, first: int, col: int) -> Cell:
    """The cell over a column; one without a text where no row heads it."""
    if head is not None and (cell := rows.at(head, col)) is not None:
        return replace(cell, col=col, colspan=1)
    return Cell(text="", row=first - 1, col=col)


def _is_taken(heading: Cell) -> bool:
    return column_role(heading.text) not in (None, "name", "description")


def _is_words(rows: Rows, body: range, col: int) -> bool:
    texts = [text for row in body if (text := _text(rows, row, col))]
    return _HALF * sum(map(value_shaped, texts)) < len(texts)


def _value_column(rows: Rows, body: range, right: list[int], headed: dict[int, Cell]) -> int | None:
    """The one column of values: by its header, else the only one that holds some."""
    named = [col for col in right if column_role(headed[col].text) == "value"]
    if len(named) == 1:
        return named[0]
    free = [col for col in right if column_role(headed[col].text) is None]
    held = [col for col in free if _holds_values(rows, body, col)]
    meant = [col for col in held if any(word in key(headed[col].text) for word in _MEANT)]
    for columns in (held, meant):
        if len(columns) == 1:
            return columns[0]
    return None


def _holds_values(rows: Rows, body: range, col: int) -> bool:
    texts = [text for row in body if (text := _text(rows, row, col))]
    return bool(texts) and _SHARE * sum(map(value_shaped, texts)) >= len(texts)


def _text(rows: Rows, row: int, col: int) -> str:
    """The text that stands in a column; not that of a cell over several."""
    cell = rows.at(row, col)
    return cell.text if cell and cell.row == row and cell.col == col and key(cell.text) else ""

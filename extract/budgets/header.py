"""The head of a budget table: which rows it takes, and what stands over each column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from extract.budgets.amounts import amount_of, is_code, is_nothing, looks_like_money
from extract.budgets.columns import PARTS, Leaf, parted, settled
from extract.budgets.roles import LABELS, Role, column_word, role_by_cells, role_word
from extract.budgets.title import is_heading
from extract.budgets.words import head_key, is_enumerated, is_total, measure_by_parts, words
from extract.model import Cell, Grid
from extract.tables.grid_rows import Rows, TheVery
from extract.words.text import key, one_line

_COLUMN_NUMBER = regex.compile(
    r"(?:\(?\d{1,2}\)?|[A-Z]|[甲乙丙丁戊])(?:=[\dA-Z+\-()]+)?", regex.IGNORECASE
)
"""The number or letter of a column, with what it is the sum of."""
_MOST = 7
"""Rows of a head; five are met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The head of a table: the row it begins in, the one below it, its columns."""

    row: int
    below: int
    leaves: tuple[Leaf, ...]
    texts: tuple[tuple[str, ...], ...]
    """The texts of its rows as keys, by which it is told where it is printed again."""

    @property
    def amounts(self) -> list[Leaf]:
        """The columns of amounts."""
        return [leaf for leaf in self.leaves if leaf.role is Role.AMOUNT]


def header_of(grid: Grid) -> Header | None:
    """The head of a grid; None where it has none, or none with a column of amounts."""
    return _header_of(TheVery(grid))


@lru_cache(maxsize=1)  # asked in turn by those that part tables and those that read them
def _header_of(grid: TheVery[Grid]) -> Header | None:
    rows = Rows(grid.thing)
    start = rows_above(rows)
    below = _below(rows, start)
    if below == start or _is_displaced(rows, start, below):
        return None
    leaves = _leaves(rows, start, below)
    texts = tuple(keys_of(rows, row) for row in range(start, below))
    header = Header(row=start, below=below, leaves=leaves, texts=texts)
    named = any(leaf.known for leaf in header.amounts)
    labelled = any(leaf.role in LABELS for leaf in leaves) or all(leaf.known for leaf in leaves)
    return header if named and labelled else None


def rows_above(rows: Rows) -> int:
    """How many rows at the top of a grid hold what stands above a table: title, unit, office."""
    start = 0
    while start < rows.n_rows and _stands_above_head(rows, start):
        start += 1
    return start


def _is_displaced(rows: Rows, start: int, below: int) -> bool:
    """Did an export leave out what merged cells cover? Then heads stand over other columns.

    Its rows are short, and none of them has a blank: one that only lost its last blanks has some.
    """
    if rows.grid.spans_known or below - start == 1:
        return False
    short = [row for row in range(start, below) if rows.width(row) < rows.n_cols]
    blank = any(not key(cell.text) for row in range(start, below) for cell in rows.covering(row))
    return bool(short) and not blank


def keys_of(rows: Rows, row: int) -> tuple[str, ...]:
    """The texts of a row as keys."""
    return tuple(key(cell.text) for cell in rows.texts(row))


def _stands_above_head(rows: Rows, row: int) -> bool:
    texts = [cell.text for cell in rows.texts(row)]
    if not texts or is_heading(texts):
        return True
    # An office or a unit may stand in a cell of its own, behind its label.
    others = [text for text in texts if not is_heading([text])]
    told = len(others) < len(texts) and not any(map(role_word, others))
    return told and not any(amount_of(text) is not None for text in others)


def _below(rows: Rows, start: int) -> int:
    """The row below the head that begins in a row; the same row where none does."""
    below = start
    for row in range(start, min(rows.n_rows, start + _MOST + 1)):
        texts = rows.texts(row)
        if not texts:
            continue  # an empty row within the head, or the first of an empty table
        if is_row_of_numbers(rows, row) or _is_body(rows, row):
            break
        if not _is_head(rows, row, start, below):
            break
        below = row + 1
    return below


def is_row_of_numbers(rows: Rows, row: int) -> bool:
    """Does a row only number the columns: 栏次 1 2 3, 栏次 A B, 甲 1 2=3+4, or 1 2 3 over all?"""
    texts = [key(cell.text) for cell in rows.texts(row)]
    marks = words("columns", "row_of_numbers")
    others = [text for text in texts if text not in marks and text not in PARTS]
    if not others or not all(map(_COLUMN_NUMBER.fullmatch, others)):
        return False
    if any(text in marks for text in texts):
        return True
    named = [text.split("=")[0].strip("()") for text in others]
    numbers = [int(text) for text in named if text.isdigit()]
    told = len(numbers) < len(others) or any("=" in text for text in others)
    return len(numbers) > 2 - told and all(b - a == 1 for a, b in pairwise(numbers))


def _is_body(rows: Rows, row: int) -> bool:
    texts = rows.texts(row)
    if any(is_enumerated(cell.text) or looks_like_money(cell.text) for cell in texts):
        return True
    numbers = [cell for cell in texts if amount_of(cell.text) is not None]
    if any(is_code(cell.text) or cell.col > 0 for cell in numbers):
        return True
    if any(is_nothing(cell.text) for cell in texts):
        return True
    return (
        len(texts) == 1 and is_total(texts[0].text) and rows.n_rows > row and _rest_empty(rows, row)
    )


def _rest_empty(rows: Rows, row: int) -> bool:
    """Has a row cells of its own, and text in its first only?"""
    starting = [cell for cell in rows.covering(row) if cell.row == row]
    return len(starting) > 1 or not rows.grid.spans_known


def _is_head(rows: Rows, row: int, start: int, below: int) -> bool:
    """Is a row one of heads? Its words are known, or stand beside such, over all columns."""
    texts = rows.texts(row)
    if row == start and rows.grid.spans_known and _has_gaps(rows, row):
        return False
    known = [cell for cell in texts if role_word(cell.text) is not None]
    by_parts = [
        cell for cell in texts if cell not in known and measure_by_parts(head_key(cell.text))
    ]
    if (len(known) + (len(by_parts) if known else 0)) * 2 < len(texts) and not (
        row == start and _heads_rows(rows, row)
    ):
        # A single head over all columns names the table: 财政拨款“三公”经费.
        return row == start and len(texts) == 1 and texts[0].colspan >= rows.n_cols > 1
    if start in {row, below}:
        return True
    blank = [
        cell
        for cell in rows.covering(row)
        if cell.row == row and not key(cell.text) and not _under_empty_head(rows, cell, start)
    ]
    columns = words("columns", "code") | words("columns", "name")
    return not blank or not rows.grid.spans_known or any(key(c.text) in columns for c in texts)


def _heads_rows(rows: Rows, row: int) -> bool:
    """Does a row head labels and amounts, whatever else, right above rows of amounts?"""
    texts = rows.texts(row)
    roles = {column_word(cell.text) for cell in texts}
    below = row + 1 < rows.n_rows and any(looks_like_money(c.text) for c in rows.texts(row + 1))
    whole = sum(cell.colspan for cell in texts) == rows.n_cols
    return below and whole and Role.AMOUNT in roles and bool(roles & set(LABELS))


def _has_gaps(rows: Rows, row: int) -> bool:
    """Has a row blank cells beside its first? Rows have them where no amount is, heads do not."""
    return any(cell.col > 0 and not key(cell.text) for cell in rows.covering(row))


def _under_empty_head(rows: Rows, cell: Cell, start: int) -> bool:
    """Does a blank cell stand under a head, as heads with empty rows have them?"""
    above = rows.at(cell.row - 1, cell.col)
    return above is not None and above.row >= start and bool(key(above.text))


def _leaves(rows: Rows, start: int, below: int) -> tuple[Leaf, ...]:
    """Grid columns under the same heads as one column each, from left to right."""
    paths = _paths(rows, start, below)
    found: list[Leaf] = []
    first = 0
    for col in range(1, rows.n_cols + 1):
        if col == rows.n_cols or paths[col] != paths[first] or not paths[first]:
            texts = tuple(one_line(cell.text) for cell in paths[first])
            role, known = _role(rows, texts, below, first, col)
            found += parted(
                rows, below, Leaf(first=first, end=col, path=texts, role=role, known=known)
            )
            first = col
    return settled(rows, below, found)


def _paths(rows: Rows, start: int, below: int) -> list[list[Cell]]:
    """The heads over each grid column, from the top.

    Where merged cells are not known as such, a blank stands for the head at its left, as far as
    the heads above both are the same.
    """
    paths: list[list[Cell]] = [[] for _ in range(rows.n_cols)]
    for row in range(start, below):
        before = [list(path) for path in paths]
        for col in range(rows.n_cols):
            cell = rows.at(row, col)
            if cell is None or not key(cell.text):
                cell = _from_the_left(rows, before, row, col)
            if cell and not any(cell is other for other in paths[col]):
                paths[col].append(cell)
    return paths


def _from_the_left(rows: Rows, before: list[list[Cell]], row: int, col: int) -> Cell | None:
    if rows.grid.spans_known:
        return None
    for left in range(col - 1, -1, -1):
        if before[left] != before[col]:
            return None
        cell = rows.at(row, left)
        if cell and key(cell.text):
            return cell if not _is_whole_head(rows, row, left) else None
    return None


def _is_whole_head(rows: Rows, row: int, col: int) -> bool:
    """Does nothing stand below a head, which then spans no columns to its right?"""
    below = rows.at(row + 1, col)
    return below is None or not key(below.text) or role_word(below.text) is None


def _role(rows: Rows, path: tuple[str, ...], below: int, first: int, end: int) -> tuple[Role, bool]:
    """What a column holds: by its deepest head that tells; where that is unknown, by its cells."""
    told = [column_word(text) for text in reversed(path)]
    named = (
        role
        for text, role in zip(reversed(path), told, strict=True)
        if role is not None and not (role is Role.AMOUNT and is_total(text) and _is_label(path))
    )
    role = next(named, None)
    if role is not None and told[0] is not None:
        return role, True
    cells = [c for c in rows.grid.cells if c.row >= below and first <= c.col < end]
    texts = [cell.text for cell in cells if not is_nothing(cell.text)]
    return (role, True) if role is not None and not texts else (role_by_cells(texts), False)


def _is_label(path: tuple[str, ...]) -> bool:
    """Do the heads above a 合计 head names? Then it is a row's label that stands in the head."""
    return any(role_word(text) in LABELS for text in path[1:-1])

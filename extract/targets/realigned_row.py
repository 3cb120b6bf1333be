"""A row that lost empty cells, put back by the levels above it (docs/values.md, Levels)."""

from __future__ import annotations

from typing import NamedTuple

from extract.model import Cell
from extract.tables.grid_rows import Rows
from extract.targets.shapes import value_shaped
from extract.targets.value_columns import ColumnSet
from extract.words.labels import level_of, role_of
from extract.words.text import key

Cells = dict[str, Cell | None]
"""The cells of a row by the role of their column."""


class Above(NamedTuple):
    """The first level that stands above a row, and whether such names are second levels here."""

    level1: str
    lowered: bool


def realign(
    rows: Rows, column_set: ColumnSet, row: int, cells: Cells, above: Above
) -> tuple[Cells, bool] | None:
    """Put back a row that lost empty cells; the flag says whether it was displaced.

    A row is displaced only where its last column is empty. None where it is, and more cells are
    printed than the columns that are left for them.
    """
    level1, last = cells.get("level1"), cells[column_set.roles[-1]]
    if (
        not _text(level1)
        or _text(last)
        or level1 not in (texts := _unblocked(rows.texts(row)))[:1]
        or _stands_right(cells)
    ):
        return cells, False
    starts = _starts_with(texts, above)
    roles = column_set.roles[column_set.roles.index(starts) :] if starts in column_set.roles else ()
    missing_level2 = starts == "level1" and len(texts) > 1 and not level_of(texts[1].text)
    if missing_level2:
        roles = tuple(role for role in roles if role != "level2")
    if starts == "name" or missing_level2:
        # No name of a level vouches for the shift: then the value must look like one.
        if len(texts) != len(roles) or not value_shaped(texts[-1].text):
            return cells, False
    elif starts == "level1" or len(texts) == 1:
        return cells, False
    if len(texts) > len(roles):
        return None
    moved: Cells = dict.fromkeys(column_set.roles)
    moved.update(zip(roles, texts, strict=False))
    if any(_is_wordy(moved.get(role)) for role in ("weight", "score")):
        return cells, False
    return moved, True


def _unblocked(texts: list[Cell]) -> list[Cell]:
    """A row without the label of the block at its side."""
    return [cell for cell in texts if not role_of("blocks", cell.text)]


def _is_wordy(cell: Cell | None) -> bool:
    """Is what would stand where points do no number? Then nothing was displaced so far."""
    return bool(_text(cell)) and not any(map(str.isdigit, _text(cell)))


def _stands_right(cells: Cells) -> bool:
    """Do a first level, a name and a value stand under their headers? Then nothing was lost.

    A name like that of a level, 满意度, is one where a second level stands left of it.
    """
    level1, name, value = (cells.get(role) for role in ("level1", "name", "value"))
    if not (level1 and name and value) or level_of(level1.text) not in ("level1", "either"):
        return False
    second = cells.get("level2")
    levelled = level_of(name.text) and not (_text(second) and second not in (level1, name))
    named = _text(name) and not value_shaped(name.text) and not levelled
    return bool(named) and value_shaped(value.text)


def _starts_with(texts: list[Cell], above: Above) -> str:
    """The column that the first text of a displaced row belongs to."""
    level = level_of(texts[0].text)
    if level == "either":
        second_is_level = len(texts) > 1 and level_of(texts[1].text)
        inside = above.level1 and key(above.level1) != key(texts[0].text)
        return "level2" if inside and not second_is_level else "level1"
    return "level2" if level == "level1" and above.lowered else level or "name"


def _text(cell: Cell | None) -> str:
    return key(cell.text) if cell else ""

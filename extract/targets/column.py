"""What a header names: columns of indicators, of whole projects, and those that nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from extract.model import Cell
from extract.words.heads import LEVELS
from extract.words.labels import FURTHER_COLUMNS
from extract.words.text import key

OWNERS = ("project_name", "department_name", "office_or_project")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its role, the lowest header cell over it, and the cell above that, if any."""

    role: str
    cell: Cell
    above: Cell | None = None

    @property
    def end(self) -> int:
        """The first column right of it."""
        return self.cell.col + self.cell.colspan


@dataclass(frozen=True, kw_only=True)
class Header:
    """The header rows of an indicator block, `row` up to `below`, and what they name."""

    row: int
    below: int
    columns: tuple[Column, ...]
    """Columns of indicators, left to right."""
    listed: tuple[Column, ...] = ()
    """Columns of whole projects, where the table is a list of them."""
    strangers: tuple[Column, ...] = ()
    """Columns whose header no role fits; their role is empty."""
    inferred: bool = False
    """Are the columns told by what they hold, and by no header?"""

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Column roles, left to right."""
        return tuple(column.role for column in self.columns)

    @cached_property
    def labels(self) -> frozenset[str]:
        """What the header prints, for telling whether it is printed again."""
        columns = (*self.columns, *self.listed, *self.strangers)
        cells = (cell for column in columns for cell in (column.cell, column.above) if cell)
        return frozenset(key(cell.text) for cell in cells)

    @cached_property
    def begins(self) -> int:
        """The first column of the block; a number before the projects of a list is none of it."""
        return min(c.cell.col for c in self.columns if c.role not in FURTHER_COLUMNS)

    @cached_property
    def levels_end(self) -> int:
        """The column at which the level columns end, before the first column of names."""
        name = min(c.cell.col for c in self.columns if c.role == "name")
        levels = [c.end for c in self.columns if c.role in LEVELS and c.cell.col < name]
        return max(levels, default=name)

    @cached_property
    def is_list(self) -> bool:
        """Does it name a project or an office for every row?"""
        return any(column.role in OWNERS for column in self.listed)

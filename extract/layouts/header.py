"""The header row of an indicator block: which column stands where."""

from __future__ import annotations

from dataclasses import dataclass

from extract.labels import role_of
from extract.layouts.rows import Rows, overlap
from extract.model import Cell

LEVELS = ("level1", "level2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header row of an indicator block: its row and the cell that names each column."""

    row: int
    columns: tuple[tuple[str, Cell], ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """Column roles, left to right."""
        return tuple(role for role, _ in self.columns)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The header cells that name a column, left to right."""
        return tuple(cell for _, cell in self.columns)

    @property
    def below(self) -> int:
        """The first row below the header, which may take several."""
        return max(cell.row + cell.rowspan for cell in self.cells)

    @property
    def levels_end(self) -> int:
        """The column at which the level columns end."""
        return max(cell.col + cell.colspan for role, cell in self.columns if role in LEVELS)


def find_header(rows: Rows, first: int = 0) -> Header | None:
    """The first row from `first` that names an indicator column, a value column and a level.

    None as well where that row names two value columns or a project's column: two blocks side by
    side and lists of projects are other layouts, and must not be half-read as this one.
    """
    for row in range(first, rows.n_rows):
        texts = rows.texts(row)
        columns = [(role, cell) for cell in texts if (role := role_of("columns", cell.text))]
        roles = [role for role, _ in columns]
        if "value" not in roles or "name" not in roles or not set(roles) & set(LEVELS):
            continue
        if roles.count("value") > 1 or any(_is_list_column(cell) for cell in texts):
            return None
        leftmost = {role: (role, cell) for role, cell in reversed(columns)}
        return Header(row=row, columns=tuple(sorted(leftmost.values(), key=lambda c: c[1].col)))
    return None


def _is_list_column(cell: Cell) -> bool:
    return role_of("facts", cell.text) in ("project_name", "department_name")


def under(rows: Rows, column: Cell, row: int) -> Cell | None:
    """The cell of a row that lies under a header cell: the one sharing most columns with it."""
    best = max(rows.covering(row), key=lambda cell: overlap(column, cell), default=None)
    return best if best and overlap(column, best) else None

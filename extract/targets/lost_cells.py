"""What an export lost of a table is put back here, once, before anything of it is read.

A text export keeps no merged cells: they are empty, or left out, and the rest of their row stands
too far to the left. Whether a table is such an export is asked here alone; what can be put back is
in `rows`, and of the rest this module tells what is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.model import Cell, Grid
from extract.tables.grid_rows import Rows, overlap
from extract.targets.column import OWNERS, Column, Header
from extract.targets.header import find_headers
from extract.targets.shapes import amount_shaped
from extract.targets.shifted_rows import shifts_of
from extract.targets.torn_rows import SeveralSets, is_short_of_levels
from extract.words.heads import LEVELS, heads_block, is_label
from extract.words.labels import column_role, role_of
from extract.words.money_labels import funding_role
from extract.words.text import key


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A table with its lost cells put back: its rows, its headers, and which rows were `moved`."""

    rows: Rows
    headers: tuple[Header, ...]
    moved: frozenset[int] = frozenset()
    exported: bool = False
    """Does the file not tell which cells were merged, so that more may be lost?"""

    def torn(
        self, header: Header, column_sets: Sequence[Sequence[Column]], first: int
    ) -> frozenset[int]:
        """Rows of a block whose cells nothing puts back.

        `column_sets` are those of the block, `first` is the column that the block begins at.
        """
        if not self.exported:
            return frozenset()
        rows, body = self.rows, range(header.below, self.rows.n_rows)
        if len(column_sets) == 1:
            body = body if self.moved else range(0)  # no row lost a cell: none is short by one
            return frozenset(r for r in body if is_short_of_levels(rows, header, column_sets[0], r))
        several = SeveralSets(rows, header, column_sets, self.moved)
        texts = {row: [cell for cell in rows.texts(row) if cell.col >= first] for row in body}
        return frozenset(r for r in body if texts[r] and several.is_displaced(r, texts[r]))

    def may_be_torn(self, row: int) -> bool:
        """May a row stand in the wrong columns, since nobody put it back?"""
        return self.exported and row not in self.moved

    def text_below(self, label: Cell, stop: int) -> Cell | None:
        """The text of a label in the row below, where the merged cell left of both is lost.

        Labels beside a first one, and below them as many texts that begin at the left edge.
        """
        [first, *labels] = self.rows.texts(label.row)
        if not self.exported or label.row + 1 >= stop or label not in labels:
            return None
        texts = self.rows.texts(label.row + 1)
        beside = first.col == 0 and all(is_label(other.text) for other in (first, *labels))
        lost = len(texts) == len(labels) > 1 and texts[0].col == 0
        if not (beside and lost) or any(is_label(other.text) for other in texts):
            return None
        return texts[labels.index(label)]

    def lost_side(self, row: int, full: int) -> bool:
        """Is the merged cell lost that a line of money stands beside, of `full` columns?"""
        texts = self.rows.texts(row)
        amounts = any(amount_shaped(cell.text) for cell in texts)
        starts = bool(texts) and texts[0].col == 0 and funding_role(texts[0].text) is not None
        return self.exported and starts and amounts and self.rows.width(row) < full

    def end_of(self, heading: Cell) -> int:
        """The first column right of a heading; an export shows where it begins, not its end."""
        if not self.exported:
            return heading.col + heading.colspan
        after = (other.col for other in self.rows.texts(heading.row) if other.col > heading.col)
        return min(after, default=self.rows.n_cols)


def put_back(grid: Grid) -> Whole:
    """A table as it was before an export lost cells of it, as far as can be told."""
    rows = Rows(grid)
    if grid.spans_known:
        return Whole(rows=rows, headers=find_headers(rows))
    rows = _with_headers_whole(rows)
    headers = find_headers(rows)
    shifts = shifts_of(rows, headers) if headers else {}
    if shifts:
        cells = [
            replace(cell, col=cell.col + shifts.get(cell.row, 0))
            for cell in rows.grid.cells
            if cell.row not in shifts or key(cell.text)
        ]
        rows = Rows(replace(rows.grid, cells=tuple(cells)))
    return Whole(rows=rows, headers=headers, moved=frozenset(shifts), exported=True)


def _with_headers_whole(rows: Rows) -> Rows:
    """Headers in two rows: the labels that an export keeps one line up reach down again.

    The empty cells below them stay: by them the width of a row is told.
    """
    taller = {
        cell
        for row in range(1, rows.n_rows)
        for cell in _kept_above(rows, row)
    }  # fmt: skip
    if not taller:
        return rows
    cells = (replace(c, rowspan=2) if c in taller else c for c in rows.grid.cells)
    return Rows(replace(rows.grid, cells=tuple(cells)))


def _kept_above(rows: Rows, row: int) -> list[Cell]:
    """The labels of a header's columns that stand a row above it, over none of its own texts."""
    cells, before = rows.texts(row), rows.texts(row - 1)
    if not any(column_role(cell.text) for cell in (*before, *cells)):
        return []
    free = [cell for cell in before if not any(overlap(cell, other) for other in cells)]
    if not free or not heads_block(_texts([*cells, *free])):
        return []
    roles = [column_role(cell.text) for cell in before]
    labels = all(role or is_label(c.text) for role, c in zip(roles, before, strict=True))
    lists = any(role_of("facts", cell.text) in OWNERS for cell in (*cells, *before))
    named = any(column_role(cell.text) for cell in free)
    return free if labels and not set(roles) & set(LEVELS) and (lists or named) else []


def _texts(cells: list[Cell]) -> list[str]:
    return [cell.text for cell in sorted(cells, key=lambda cell: cell.col)]

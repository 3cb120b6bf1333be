"""Cells of a page → what became of each: found by the texts and boxes that the forms carry.

Only published evidence is used, nothing of how a layout works: a cell that no form mentions is
shown as such, also where a layout believes that it has read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from extract.model import Box, Cell, Fact, Form, RawFunding, RawIndicator
from extract.words.labels import goal_role, role_of
from extract.words.text import key
from extract.words.titles import is_year_line, title_of

_ROW = (
    ("level1", "level"),
    ("level2", "level"),
    ("name", "name"),
    *((other, "detail") for other in ("operator", "unit", "type", "direction")),
    *((other, "detail") for other in ("weight", "actual", "score", "scope")),
)


class Role(StrEnum):
    """What a cell is to a form."""

    HEADER = "header"
    LEVEL = "level"
    NAME = "name"
    VALUE = "value"
    DETAIL = "detail"
    FACT = "fact"
    FUNDING = "funding"
    GOAL = "goal"
    LABEL = "label"
    SIGNALLED = "signalled"
    UNUSED = "unused"
    APART = "apart"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A cell, what it is, and to which form it belongs (from 1; None where to none)."""

    cell: Cell
    role: Role
    form: int | None = None


def placed(
    cells: Iterable[Cell], forms: Iterable[tuple[int, Form]], *, sideways: bool = False
) -> tuple[Placed, ...]:
    """The role of every cell of a page; `forms` with their numbers, those on the page."""
    page = tuple(cells)
    readers = [_Reader(number, form, page, sideways=sideways) for number, form in forms]
    return tuple(_placed(cell, readers) for cell in page)


def _placed(cell: Cell, readers: list[_Reader]) -> Placed:
    if not key(cell.text):
        return Placed(cell=cell, role=Role.EMPTY)
    found = ((reader.number, role) for reader in readers if (role := reader.role(cell)))
    for number, role in found:
        return Placed(cell=cell, role=role, form=number)
    for reader in readers:
        if key(cell.text) in reader.signalled:
            return Placed(cell=cell, role=Role.SIGNALLED, form=reader.number)
    return Placed(cell=cell, role=Role.UNUSED if readers else Role.APART)


class _Reader:
    """The texts of one form, as they can be found again among the cells of one page."""

    def __init__(self, number: int, form: Form, cells: tuple[Cell, ...], *, sideways: bool) -> None:
        self.number = number
        self.sideways = sideways
        here = {cell.page for cell in cells}
        self.rows = [row for row in form.indicators if row.page in here]
        self.goals = [
            key(goal) for goal in (form.goal, form.goal_long_term, form.goal_achieved) if goal
        ]
        self.signalled = "\n".join(key(issue.text) for issue in form.issues)
        self.boxed: dict[Box, Role] = {}
        self.labels = set(_labels(form))
        for item, role in _boxed(form):
            if item.box is not None and item.page in here:
                self.boxed.setdefault(item.box, role)

    def role(self, cell: Cell) -> Role | None:
        if cell.box in self.boxed:
            return self.boxed[cell.box]
        if role_of("columns", cell.text) and not self._in_a_row(cell):
            return Role.HEADER
        if role := next(self._in_rows(cell), None):
            return role
        text = key(cell.text)
        if any(text in goal for goal in self.goals) and not role_of("facts", cell.text):
            return Role.GOAL
        if title_of(cell.text) or is_year_line(cell.text):
            return Role.LABEL
        known = text in self.labels or goal_role(cell.text) or role_of("blocks", cell.text)
        return Role.LABEL if known or role_of("facts", cell.text) else None

    def _in_a_row(self, cell: Cell) -> bool:
        return any(self._beside(cell, row) and key(row.name) == key(cell.text) for row in self.rows)

    def _in_rows(self, cell: Cell) -> Iterator[Role]:
        text = key(cell.text)
        for row in self.rows:
            if not self._beside(cell, row):
                continue
            for attribute, role in _ROW:
                if key(getattr(row, attribute) or "") == text:
                    yield Role(role)
            if any(key(each.text) == text for each in row.further):
                yield Role.DETAIL
            # A name that a page edge cut stands in two cells.
            if text in key(row.name):
                yield Role.NAME
            if text in key(row.value):
                yield Role.VALUE

    def _beside(self, cell: Cell, row: RawIndicator) -> bool:
        """Does a cell stand in a row: does it share the height of the row's value?"""
        if cell.box is None or row.box is None:
            return False
        if self.sideways:
            return cell.box.x0 < row.box.x1 and row.box.x0 < cell.box.x1
        return cell.box.top < row.box.bottom and row.box.top < cell.box.bottom


def _boxed(form: Form) -> Iterator[tuple[Fact | RawFunding | RawIndicator, Role]]:
    yield from ((row, Role.VALUE) for row in form.indicators)
    yield from ((line, Role.FUNDING) for line in form.funding)
    yield from ((fact, Role.FACT) for fact in form.facts)


def _labels(form: Form) -> Iterator[str]:
    yield from (key(fact.label) for fact in form.facts)
    yield from (key(line.label) for line in form.funding)

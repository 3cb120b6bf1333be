"""What a reader, a family of tables and the whole house make of a file."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.budgets import BudgetTable
from extract.model.printed import Grid, Lay
from extract.model.signals import Issue, Reason
from extract.model.source import Member
from extract.model.targets import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader makes of a file: its tables in printed order, and what it noticed."""

    format: str
    grids: tuple[Grid, ...]
    encoding: str | None = None
    pages: int | None = None
    title: str | None = None
    publisher: str | None = None
    issues: tuple[Issue, ...] = ()
    members: tuple[Member, ...] = ()
    """Documents that lie in it, each to be read by itself."""
    read_by: str | None = None
    """What read it, where that can change what is read: `ocr` with its model and versions."""
    lays: tuple[Lay, ...] = ()
    """Pages that were put level: boxes on them are those of the level page."""
    incomplete: Reason | None = None
    """Set when some of the file could not be read: the document is `partial` for this reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a family makes of the tables of a file.

    `unrecognised` counts tables that look like the family's and that it cannot read, `rows_failed`
    their rows. `left` are the grids that are another family's to read.
    """

    forms: tuple[Form, ...] = ()
    budget_tables: tuple[BudgetTable, ...] = ()
    left: tuple[Grid, ...] = ()
    issues: tuple[Issue, ...] = ()
    unrecognised: int = 0
    rows_failed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything a file holds, as printed.

    `unrecognised` counts tables that look like a target form and fit no layout, `rows_failed` their
    rows.
    """

    reading: Reading
    forms: tuple[Form, ...]
    issues: tuple[Issue, ...]
    budget_tables: tuple[BudgetTable, ...] = ()
    unrecognised: int = 0
    rows_failed: int = 0

"""The tables of budgets and final accounts, as printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extract.model.printed import Box, Sight
from extract.model.signals import Issue


class BudgetKind(StrEnum):
    """Which of the tables of a budget publication it is (预算公开表)."""

    INCOME_EXPENDITURE = "income_expenditure"
    INCOME = "income"
    EXPENDITURE = "expenditure"
    FISCAL_INCOME_EXPENDITURE = "fiscal_income_expenditure"
    FISCAL_EXPENDITURE = "fiscal_expenditure"
    GENERAL_EXPENDITURE = "general_expenditure"
    GENERAL_BASIC = "general_basic"
    THREE_PUBLIC = "three_public"
    FUND_EXPENDITURE = "fund_expenditure"
    CAPITAL_EXPENDITURE = "capital_expenditure"
    PROJECTS = "projects"
    PROCUREMENT = "procurement"


class Phase(StrEnum):
    """Whether money is planned or was spent."""

    BUDGET = "budget"
    FINAL = "final"


class Side(StrEnum):
    """The side of a table of two blocks."""

    INCOME = "income"
    EXPENDITURE = "expenditure"


class Measure(StrEnum):
    """What a column of amounts counts."""

    TOTAL = "total"
    BASIC = "basic"
    PROJECT = "project"
    PERSONNEL = "personnel"
    PUBLIC = "public"
    INCOME_FISCAL = "income_fiscal"
    INCOME_SUPERIOR = "income_superior"
    INCOME_INSTITUTIONAL = "income_institutional"
    INCOME_BUSINESS = "income_business"
    INCOME_AFFILIATED = "income_affiliated"
    INCOME_OTHER = "income_other"
    FUND_GENERAL = "fund_general"
    FUND_GOVERNMENT = "fund_government"
    FUND_CAPITAL = "fund_capital"
    TRIPS_ABROAD = "trips_abroad"
    VEHICLES = "vehicles"
    VEHICLE_PURCHASE = "vehicle_purchase"
    VEHICLE_RUNNING = "vehicle_running"
    RECEPTION = "reception"
    MEETINGS = "meetings"
    TRAINING = "training"
    AGENCY_RUNNING = "agency_running"
    EDUCATION_FEES = "education_fees"
    OPENING_BALANCE = "opening_balance"
    CLOSING_BALANCE = "closing_balance"
    PREVIOUS_YEAR = "previous_year"
    CHANGE = "change"
    UNCLASSIFIED = "unclassified"


class Classification(StrEnum):
    """What a code of a budget table classifies: what money is for, or what it is spent on."""

    FUNCTION = "function"
    ECONOMIC = "economic"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBudgetLine:
    """One printed amount of a budget table, with its row and its column.

    `row` and `col` count the rows below the header and the columns, from 1. `codes` are the texts
    of the code columns, `whole` the codes that they make, each with what is printed only in a row
    above; two where a row names a function and an economic class. `class_name` is what is printed
    beside the codes as their name: the label, but where that is a project's or an office's.
    `classification` is what the header names, None where it does not tell. `unit` is that of the
    column or of the table, `%` where the column is a share.
    """

    row: int
    col: int
    label: str
    amount: str
    measure: Measure
    measure_text: str
    side: Side | None = None
    phase: Phase | None = None
    codes: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    class_name: str = ""
    classification: Classification | None = None
    unit: str | None = None
    page: int | None = None
    box: Box | None = None
    place: str | None = None
    sight: Sight | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTable:
    """One table of a budget publication as printed.

    Every cell of a column of amounts is counted (`cells_seen`): it is then in `lines`, holds
    nothing (`cells_ignored`) or could not be read (`cells_failed`).
    """

    kind: BudgetKind
    phase: Phase | None
    title: str | None
    number: str | None = None
    unit: str | None = None
    department: str | None = None
    fiscal_year: int | None = None
    note: str | None = None
    lines: tuple[RawBudgetLine, ...] = ()
    cells_seen: int = 0
    cells_ignored: int = 0
    cells_failed: int = 0
    page_first: int | None = None
    page_last: int | None = None
    issues: tuple[Issue, ...] = ()

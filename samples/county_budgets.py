"""The county's budgets and final accounts (samples/county/budgets.toml) with their truth."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from samples.budgets.tables import Drawn, drawn

_FILE = Path(__file__).parent / "county" / "budgets.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPublication:
    """A file of budget tables below data/raw; `fails`: the checks that its contradictions fail."""

    path: str
    department: str
    fiscal_year: int
    fails: tuple[str, ...]
    tables: tuple[Drawn, ...]


@cache
def budget_publications() -> tuple[BudgetPublication, ...]:
    """All of budgets.toml, in its order."""
    found = tomllib.loads(_FILE.read_text("utf-8"))["publication"]
    return tuple(
        BudgetPublication(
            path=each["path"],
            department=each["department"],
            fiscal_year=each["fiscal_year"],
            fails=tuple(each["fails"]),
            tables=tuple(drawn({"name": each["path"], **table}) for table in each["table"]),
        )
        for each in found
    )

"""What a publication says: the records that must be read of it, by the columns of the dataset."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from samples.writers.printed import Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """One indicator as printed; None where the form has no such column."""

    level1: str
    level2: str
    name: str
    value: str
    operator: str | None = None
    unit: str | None = None
    type: str | None = None
    direction: str | None = None
    weight: str | None = None
    actual: str | None = None
    score: str | None = None
    horizon: str = "annual"
    scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One form: `facts` by the columns of `forms`, `money` in 元 by item and horizon."""

    layout: str
    kind: str
    stage: str
    title: str
    fiscal_year: int
    facts: tuple[tuple[str, str], ...]
    money: tuple[tuple[str, str, Decimal], ...]
    goal: str | None
    goal_long_term: str | None
    rows: tuple[ToldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A file's worth of forms: how they are printed, and what they say.

    `ignored` counts the rows without an indicator: totals and the like.
    """

    layout: str
    variant: str
    printed: tuple[Printed, ...]
    told: tuple[Told, ...]
    ignored: int = 0

"""Do the numbers agree: records → checks, by a catalogue of small rules (核对)."""

from __future__ import annotations

from reconcile.books import Books
from reconcile.check import UnknownRuleError, reconcile, select
from reconcile.rules import RULES
from reconcile.summary import YearSummary, summarise_year

__all__ = [
    "RULES",
    "Books",
    "UnknownRuleError",
    "YearSummary",
    "reconcile",
    "select",
    "summarise_year",
]

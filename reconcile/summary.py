"""What a year's checks come to: the share of departments whose sums close (年度汇总)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from normalize.records import CheckRecord
from reconcile.books import Books
from reconcile.model import Verdict

DEPARTMENT_SUMS = ("income_parts", "expenditure_parts", "income_expenditure", "project_sum")
_CLOSES = (Verdict.HOLDS, Verdict.HOLDS_ROUNDED)
_COMPARED = (*_CLOSES, Verdict.FAILS)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSummary:
    """The figures of one year.

    A department's sums close when at least one of DEPARTMENT_SUMS could be compared and none fails.
    It is the accuracy of the reading on files that nobody has labelled, as far as sums can tell.
    """

    fiscal_year: int | None
    departments: int
    departments_compared: int
    departments_closing: int
    forms: int
    funding_closing: int
    funding_compared: int
    weights_closing: int
    weights_compared: int
    verdicts: Mapping[str, int]
    failing: Mapping[str, int]
    """Failing checks by rule."""

    @property
    def closing_share(self) -> float | None:
        """Share of the departments that could be compared whose sums close."""
        compared = self.departments_compared
        return self.departments_closing / compared if compared else None


def summarise_year(books: Books, checks: Iterable[CheckRecord]) -> tuple[YearSummary, ...]:
    """A summary a year, in the order of the years; books of an unknown year come first."""
    by_year: dict[int | None, list[CheckRecord]] = defaultdict(list)
    for check in checks:
        by_year[check.fiscal_year].append(check)
    years = sorted({form.fiscal_year for form in books.forms}, key=lambda year: year or 0)
    return tuple(_summary(books, year, by_year[year]) for year in years)


def _summary(books: Books, year: int | None, checks: list[CheckRecord]) -> YearSummary:
    sums: dict[str | None, list[bool]] = defaultdict(list)
    for check in checks:
        if check.rule in DEPARTMENT_SUMS and check.verdict in _COMPARED:
            sums[check.form_id].append(check.verdict in _CLOSES)
    funding, weights = _closing(checks, "funding_parts"), _closing(checks, "weights")
    return YearSummary(
        fiscal_year=year,
        departments=sum(each.form.fiscal_year == year for each in books.departments),
        departments_compared=len(sums),
        departments_closing=sum(all(each) for each in sums.values()),
        forms=sum(form.fiscal_year == year for form in books.forms),
        funding_closing=sum(funding),
        funding_compared=len(funding),
        weights_closing=sum(weights),
        weights_compared=len(weights),
        verdicts=_count(check.verdict for check in checks),
        failing=_count(check.rule for check in checks if check.verdict == Verdict.FAILS),
    )


def _closing(checks: Iterable[CheckRecord], rule: str) -> list[bool]:
    """Of every check of a rule that could be compared, whether it holds."""
    return [
        check.verdict in _CLOSES
        for check in checks
        if check.rule == rule and check.verdict in _COMPARED
    ]


def _count(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))

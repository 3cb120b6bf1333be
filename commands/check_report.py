"""The report of `check`: department by department, what fails first, with pages and texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from commands.console import out, printed, said, table
from commands.names import called, colon, comma, listed
from normalize.document_records import Records
from normalize.records import BudgetTableRecord, CheckRecord, FormRecord
from reconcile import Books, YearSummary
from say import told

SEVERITIES = ("error", "warning", "note")
"""The gravest first."""
_SHORT = ("holds_rounded", "note")
"""Verdicts that are listed briefly; `fails` is printed in full, the others are counted."""
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Where checks stand: their forms, the paths of documents, the pages of rows."""

    forms: Mapping[str | None, FormRecord]
    tables: Mapping[str | None, BudgetTableRecord]
    paths: Mapping[str, str]
    pages: Mapping[str | None, int | None]

    def of(self, check: CheckRecord) -> str:
        """Project, form, document and page; of a check about a whole form, its first page."""
        if check.form_id is None:
            table = self.tables[check.table_id]
            where = f"{table.title or table.kind}, table {table.table_no}"
            where = f"{where} of {self.paths[table.document_id]}"
            return where if table.page_first is None else f"{where}, page {table.page_first}"
        form = self.forms[check.form_id]
        name = form.project_name or form.department_name or form.title or form.kind
        page = self.pages.get(check.indicator_id) or form.page_first
        where = f"{name}, form {form.form_no} of {self.paths[form.document_id]}"
        return where if page is None else f"{where}, page {page}"


def print_report(
    documents: Iterable[Records],
    books: Books,
    checks: tuple[CheckRecord, ...],
    *,
    everything: bool,
) -> None:
    """Print the checks of each department and year; all of them where `everything`."""
    places = _Places(
        forms={form.form_id: form for form in books.forms},
        tables={table.table_id: table for table in books.tables},
        paths={each.document.document_id: each.document.path for each in documents},
        pages={row.indicator_id: row.page for form in books.forms for row in books.rows(form)},
    )
    if not books.forms and not books.tables:
        out.print("Neither target forms nor budget tables were found.")

    def department(check: CheckRecord) -> tuple[int, str]:
        return check.fiscal_year or 0, books.bodies[check.form_id or check.table_id or ""]

    for (year, body), each in groupby(sorted(checks, key=department), key=department):
        heading = f"{body or told('no department named')}{comma()}{year or told('year unknown')}"
        out.print(printed(heading), style="bold")
        _print_department(list(each), places, everything=everything)
        out.print()


def _print_department(checks: list[CheckRecord], places: _Places, *, everything: bool) -> None:
    counts = Counter(check.verdict for check in checks)
    out.print(printed("  " + listed(dict(sorted(counts.items())))))
    failing = [check for check in checks if check.verdict == "fails"]
    for check in sorted(failing, key=lambda check: SEVERITIES.index(check.severity)):
        _print_failure(check, places)
    shown = counts.keys() - {"fails"} if everything else _SHORT
    for check in checks:
        if check.verdict in shown:
            rule = f"{called(check.verdict)}  {called(check.rule, 'rule')}{colon()}"
            out.print(printed(f"  {rule}{told(places.of(check))}"))
            sides = filter(None, (check.left_text, check.right_text))
            out.print(printed(f"      {' | '.join(map(_side, sides))}", _LONGEST))
            out.print(said(f"      {check.message}"))


def _print_failure(check: CheckRecord, places: _Places) -> None:
    rule, severity = called(check.rule, "rule"), called(check.severity)
    out.print(said(f"  FAILS  {rule}, {severity}: {places.of(check)}"))
    out.print(printed(f"      {_side(check.left_text)}"))
    out.print(printed(f"      {_side(check.right_text)}"))
    if check.difference:
        allowed = f", {check.tolerance:,f} allowed" if check.tolerance else ""
        out.print(said(f"      difference {check.difference:,f}{allowed}"))
    out.print(said(f"      {check.message}"))


def _side(text: str) -> str:
    """What a check compares: as printed, or in the program's words."""
    return told(text, "side")


def print_years(years: tuple[YearSummary, ...]) -> None:
    """Print what the checks of each year come to."""
    headers = ("year", "departments whose sums close", "funding sums", "weights", "failing")
    if years:
        out.print(table(headers, (_year(each) for each in years)))


def _year(year: YearSummary) -> Iterator[object]:
    share = "" if year.closing_share is None else f" ({year.closing_share:.0%})"
    yield year.fiscal_year or said("year unknown")
    yield said(f"{year.departments_closing} of {year.departments_compared}{share}")
    yield said(f"{year.funding_closing} of {year.funding_compared}")
    yield said(f"{year.weights_closing} of {year.weights_compared}")
    yield listed(year.failing, "rule") or said("none")

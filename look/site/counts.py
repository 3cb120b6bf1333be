"""What the overview counts, by document: so that each of its figures leads to its rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from look.site.bands import name_of
from look.site.bundles import Bundle
from look.site.doubts import Item, Reason
from look.site.plain import both, money, text_of_issue
from look.site.queue import form_money, is_about
from normalize.records import IndicatorRecord, IssueRecord
from normalize.values.closed_sets import DOUBT

_TYPED = ("full", "partial")
_DOUBTS = frozenset(flag.value for flag in DOUBT)


def counted(bundle: Bundle, found: list[Item]) -> list[list[Any]]:
    """Document, figure, and how many of its rows the figure counts; of money, the forms' numbers.

    A figure is named by what it counts: `row.high`, `check.project_sum.holds`,
    `issue.row_failed.error`, `flag.row_realigned`, `corrected`, `rows.ignored`, `money.project`.
    static/behind.js finds its rows on the page of the document.
    """
    document = bundle.document
    counts = Counter(_figures(bundle))
    for name in ("seen", "ignored", "failed"):
        counts[f"rows.{name}"] = getattr(document, f"rows_{name}")
    counted = [[document.document_id, name, count] for name, count in counts.items() if count]
    forms = _forms_with_money(bundle, found)
    return counted + [[document.document_id, f"money.{kind}", forms[kind]] for kind in forms]


def _figures(bundle: Bundle) -> Iterator[str]:
    yield from ("form" for _ in bundle.forms)
    for row in bundle.indicators:
        yield "row"
        if row.parse_status in _TYPED:
            yield "row.typed"
        if row.confidence == "high":
            yield "row.high"
        yield from (f"flag.{flag}" for flag in row.flags if flag in _DOUBTS)
    for check in bundle.checks:
        yield f"check.{check.rule}.{check.verdict}"
    for issue in bundle.issues:
        yield f"issue.{issue.code}.{issue.severity}"
    for part in (bundle.forms, bundle.funding, bundle.indicators):
        yield from ("corrected" for each in part for _ in each.corrections)


def _forms_with_money(bundle: Bundle, found: list[Item]) -> dict[str, list[int]]:
    """Forms by what their money is counted as: of departments, of projects, of these in doubt."""
    doubted = {item.form_no for item in found if {Reason.LOW, Reason.CHECK} & set(item.reasons)}
    forms: dict[str, list[int]] = {}
    for form in bundle.forms:
        if form.stage != "target" or form_money(form, bundle.funding_of(form)) is None:
            continue
        kind = "department" if form.kind == "department" else "project"
        forms.setdefault(kind, []).append(form.form_no)
        if kind == "project" and form.form_no in doubted:
            forms.setdefault("doubted", []).append(form.form_no)
    return forms


def statements(bundle: Bundle) -> dict[str, list[list[Any]]]:
    """Every check and issue of a document, with the form or table and the row that it is about."""
    names = {form.form_id: name_of(form) for form in bundle.forms}
    tables = {table.table_id: name_of(table) for table in bundle.budget_tables}
    of_forms: dict[str, list[IndicatorRecord]] = defaultdict(list)
    for row in bundle.indicators:
        of_forms[row.form_id].append(row)
    rows = {row.indicator_id: row.row_no for row in bundle.indicators}
    return {
        "checks": [
            [
                check.rule,
                check.verdict,
                names.get(check.form_id or "") or tables.get(check.table_id or ""),
                rows.get(check.indicator_id or ""),
                both(check.left_text, "side"),
                both(check.right_text, "side"),
                money(check.difference),
            ]
            for check in bundle.checks
        ],
        "issues": [
            [
                issue.code,
                issue.severity,
                names.get(issue.form_id or ""),
                _row_of(issue, of_forms.get(issue.form_id or "", [])),
                issue.page,
                text_of_issue(issue),
            ]
            for issue in bundle.issues
        ],
    }


def _row_of(issue: IssueRecord, rows: list[IndicatorRecord]) -> int | None:
    return next((row.row_no for row in rows if is_about(issue, row)), None)

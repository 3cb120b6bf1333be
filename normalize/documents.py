"""Document → records: its status and reason, its year, its forms, and the ledger of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import regex

from extract.model import (
    BudgetTable,
    Code,
    Document,
    Form,
    Issue,
    Reading,
    Reason,
    Refused,
    Source,
)
from extract.words.text import fold
from normalize.budgets import normalize_budget
from normalize.document_records import (
    Records,
    as_copy,
    as_said,
    document_id,
    doubts_of_region,
    normalize_refusal,
    path_year,
    provenance,
    unread,
)
from normalize.forms import FormRecords, normalize_form
from normalize.head import with_departments
from normalize.issues import Placed, is_loss, normalize_issues
from normalize.records import (
    BudgetTableRecord,
    DocumentRecord,
    FormRecord,
)

__all__ = ["Records", "as_copy", "normalize_document", "normalize_refusal", "unread"]

_TITLE_YEAR = regex.compile(r"(20\d\d)\s*年")


_MOST = 32_767  # what an int16 column holds


class LedgerError(AssertionError):
    """Indicator rows of a document do not add up: a defect of a layout, never of the document."""


def normalize_document(source: Source, document: Document, *, contacts: bool = False) -> Records:
    """The records of a document that was read; Refused where its numbers outgrow their columns.

    Names and numbers of contact persons are published with `contacts` only.
    """
    _within_columns(document)
    identity = document_id(source.sha256)
    year = _document_year(source, document)
    forms = [
        normalize_form(form, document_id=identity, number=number, year=year, contacts=contacts)
        for number, form in enumerate(document.forms, 1)
    ]
    budgets = [
        normalize_budget(
            table, document_id=identity, number=number, year=year, region=source.region_code
        )
        for number, table in enumerate(document.budget_tables, 1)
    ]
    met = [*(each.issues for each in forms), *(each.issues for each in budgets)]
    lost = [issue for issues in met for issue in issues if is_loss(issue)]
    lost += [issue for issue in document.issues if issue.code is Code.BUDGET_TABLE_UNREAD]
    status = _status(document, len(lost))
    noted = [*document.issues, *doubts_of_region(source, document.reading.publisher)]
    if status["status"] == "partial":
        noted.append(Issue(code=Code.DOCUMENT_PARTIAL, text=status["message"]))
    placed = [Placed(issue=issue, year=year) for issue in noted] + _issues_of_forms(forms)
    placed += [
        Placed(issue=issue, year=each.table.fiscal_year)
        for each in budgets
        for issue in each.issues
    ]
    placed += _contradicted_years(source, [each.form for each in forms])
    placed += _earlier_years(source, [each.table for each in budgets])
    reading = document.reading
    titles = (reading.title, *(form.title for form in document.forms))
    record = DocumentRecord(
        **provenance(source),
        **status,
        **_ledger(document),
        format=reading.format,
        read_by=reading.read_by,
        encoding=reading.encoding,
        pages=reading.pages,
        title=next(filter(None, titles), None),
        publisher=source.publisher or reading.publisher,
        fiscal_year=year,
    )
    return Records(
        document=record,
        forms=with_departments(each.form for each in forms),
        funding=tuple(line for each in forms for line in each.funding),
        indicators=tuple(row for each in forms for row in each.indicators),
        budget_tables=tuple(each.table for each in budgets),
        budget_lines=tuple(line for each in budgets for line in each.lines),
        issues=normalize_issues(identity, placed),
        members=reading.members,
    )


def _within_columns(document: Document) -> None:
    tables: tuple[Form | BudgetTable, ...] = (*document.forms, *document.budget_tables)
    if any(_too_long(each) for each in tables) or len(tables) > _MOST:
        raise Refused(
            Reason.RESOURCE_LIMIT,
            f"More than {_MOST:,} forms, rows of a form, or pages: split the file by department.",
        )


def _issues_of_forms(forms: Iterable[FormRecords]) -> list[Placed]:
    return [
        Placed(issue=issue, form_id=each.form.form_id, year=each.form.fiscal_year)
        for each in forms
        for issue in each.issues
    ]


def _too_long(form: Form | BudgetTable) -> bool:
    if isinstance(form, BudgetTable):
        last = form.lines[-1].row if form.lines else 0
        return max(last, form.page_last or 0) > _MOST
    return max(len(form.indicators), len(form.funding), form.page_last or 0) > _MOST


def _ledger(document: Document) -> dict[str, Any]:
    """Rows by what became of them; every row seen is published, ignored or failed."""
    forms = document.forms
    ledger = {
        "forms": len(forms),
        "rows_seen": document.rows_failed + sum(form.rows_seen for form in forms),
        "rows_emitted": sum(len(form.indicators) for form in forms),
        "rows_ignored": sum(form.rows_ignored for form in forms),
        "rows_failed": document.rows_failed + sum(form.rows_failed for form in forms),
    }
    accounted = ledger["rows_emitted"] + ledger["rows_ignored"] + ledger["rows_failed"]
    if ledger["rows_seen"] != accounted:
        raise LedgerError(f"{ledger['rows_seen']} rows seen, {accounted} accounted for: {ledger}")
    return ledger


def _contradicted_years(source: Source, forms: list[FormRecord]) -> list[Placed]:
    """Forms that print another year than manifest.csv states."""
    return [
        Placed(
            issue=Issue(
                code=Code.YEAR_CONTRADICTED, text=f"{source.fiscal_year} / {form.fiscal_year}"
            ),
            form_id=form.form_id,
            year=form.fiscal_year,
        )
        for form in forms
        if source.fiscal_year and form.fiscal_year != source.fiscal_year
    ]


def _earlier_years(source: Source, tables: list[BudgetTableRecord]) -> list[Placed]:
    """Budget tables of a year before the one that manifest.csv states, each such year once.

    Where this year's columns are cut off a table that names no year prints only last year's.
    """
    stated = source.fiscal_year
    earlier = {t.fiscal_year for t in tables if stated and t.fiscal_year and t.fiscal_year < stated}
    return [
        Placed(issue=Issue(code=Code.YEAR_CONTRADICTED, text=f"{stated} / {year}"), year=year)
        for year in sorted(earlier)
    ]


def _status(document: Document, lost: int) -> dict[str, Any]:
    """status, reason and message of a document that was read.

    `lost` counts the issues of its forms by which something printed is not in the data.
    """
    failed = sum(form.rows_failed for form in document.forms)
    reason = document.reading.incomplete
    if reason:
        message = "Some of the file could not be read: see its issues."
    elif document.unrecognised:
        reason = Reason.UNRECOGNISED_FORM
        message = (
            f"{document.unrecognised} table(s) look like target forms and were not read: "
            "see issues, codes unrecognised_form and unruled_form."
        )
    elif failed:
        reason = Reason.UNREAD_PARTS
        message = (
            f"{failed} indicator row(s) could not be read: "
            "see issues, codes row_failed and row_doubtful."
        )
    elif lost:
        reason = Reason.UNREAD_PARTS
        message = f"{lost} column(s), cell(s) or amount(s) could not be read: see issues, errors."
    else:
        holds = bool(document.forms or document.budget_tables)
        none = None if holds else _without_forms(document.reading)
        return {
            "status": "ok" if holds else "no_forms",
            "reason": None,
            **as_said(none),
        }
    return {"status": "partial", "reason": reason.value, **as_said(message)}


def _without_forms(reading: Reading) -> str:
    if not reading.members:
        return "Read in full; it holds no performance target form."
    count = len(reading.members)
    return f"It holds {count} document(s), each with a row of its own: none of its own is a form."


def _document_year(source: Source, document: Document) -> int | None:
    """manifest.csv, then the forms, then the budget tables, then the title, then the path."""
    printed = Counter(form.fiscal_year for form in document.forms if form.fiscal_year)
    printed = printed or Counter(t.fiscal_year for t in document.budget_tables if t.fiscal_year)
    if source.fiscal_year or printed:
        return source.fiscal_year or printed.most_common(1)[0][0]
    title = _TITLE_YEAR.search(fold(document.reading.title or ""))
    return int(title[1]) if title else path_year(source.name)

"""A document's records → the data of its page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import regex

from look.site.budgets import budget_pages
from look.site.bundles import Bundle
from look.site.counts import statements
from look.site.plain import both, box_of, check_of, corrections_of, issue_of, money
from look.site.queue import form_money, is_about
from normalize.records import (
    CheckRecord,
    FormRecord,
    FundingRecord,
    IndicatorRecord,
    IssueRecord,
)
from publish.json_values import plain

_WEB = regex.compile(r"https?://[^\s<>\"']+\Z", regex.IGNORECASE)
_DETAILS = (
    *("kind", "operator", "operator_raw", "operator_source", "operator_implied", "number"),
    *("number_upper", "scale", "unit", "unit_raw", "unit_source", "dimension", "per", "per_source"),
    *("value_base", "value_base_upper", "period_type", "period_start", "period_end"),
    *("period_freq", "period_source", "qual_scale", "qual_direction", "qual_degree"),
    *("residual_text", "parse_status", "level1", "level2", "horizon", "scope_text"),
)
"""Columns of indicators that the details of a row show, where they hold something."""


def page(bundle: Bundle) -> dict[str, Any]:
    """Everything that the page of a document shows, pictures aside."""
    document = bundle.document
    loose = [issue for issue in bundle.issues if issue.form_id is None]
    return {
        "id": document.document_id,
        "path": document.path,
        "sha256": document.sha256,
        "format": document.format,
        "pages": document.pages,
        "title": document.title,
        "publisher": document.publisher,
        "year": document.fiscal_year,
        "url": _web_address(document.source_url),
        "status": document.status,
        "reason": document.reason,
        "message": both(document.message or ""),
        "rows": [
            document.rows_seen,
            document.rows_emitted,
            document.rows_ignored,
            document.rows_failed,
        ],
        "issues": [issue_of(issue) for issue in loose],
        "forms": [_form(bundle, form) for form in bundle.forms],
        "budgets": budget_pages(bundle),
        "stated": statements(bundle),
    }


def _web_address(address: str | None) -> str | None:
    """An address that a page may link: of the web, and nothing that a browser would run."""
    return address if address and _WEB.match(address) else None


def _form(bundle: Bundle, form: FormRecord) -> dict[str, Any]:
    rows, funding = bundle.rows_of(form), bundle.funding_of(form)
    issues = [issue for issue in bundle.issues if issue.form_id == form.form_id]
    checks = [
        check
        for check in bundle.checks
        if check.form_id == form.form_id and check.verdict == "fails"
    ]
    return {
        "no": str(form.form_no),
        "kind": form.kind,
        "stage": form.stage,
        "layout": form.layout,
        "year": form.fiscal_year,
        "title": form.title,
        "department_name": form.department_name,
        "supervisor_code": form.supervisor_code,
        "supervisor_name": form.supervisor_name,
        "implementing_unit": form.implementing_unit,
        "project_name": form.project_name,
        "goal": form.goal,
        "goal_long_term": form.goal_long_term,
        "pages": [form.page_first, form.page_last],
        "money": money(form_money(form, funding)),
        "corrections": corrections_of(form.corrections),
        "funding": [_line(line) for line in funding],
        "rows": [_row(row, issues, checks) for row in rows],
        "issues": [
            issue_of(each) for each in issues if not any(is_about(each, row) for row in rows)
        ],
        "checks": [check_of(each) for each in checks if each.indicator_id is None],
    }


def _row(
    row: IndicatorRecord, issues: list[IssueRecord], checks: list[CheckRecord]
) -> dict[str, Any]:
    found = {
        "no": row.row_no,
        "raw": _raw(row),
        "name": row.name,
        "confidence": row.confidence,
        "flags": list(row.flags),
        "details": plain(
            {
                name: _short(getattr(row, name))
                for name in _DETAILS
                if getattr(row, name) not in (None, "", [], ())
            }
        ),
        "page": row.page,
        "place": row.place,
        "probability": row.ocr_probability,
        "second": row.ocr_second,
        "box": box_of(row),
        "corrections": corrections_of(row.corrections),
        "issues": [issue_of(each) for each in issues if is_about(each, row)],
        "checks": [check_of(each) for each in checks if each.indicator_id == row.indicator_id],
    }
    return {name: value for name, value in found.items() if value not in (None, [])}


def _short(value: object) -> object:
    """A decimal without the zeros behind it: its column holds ten places of every number."""
    return money(value) if isinstance(value, Decimal) else value


def _raw(row: IndicatorRecord) -> dict[str, str]:
    """The printed cells of a row that its form has."""
    cells = {
        "level1": row.level1_text,
        "level2": row.level2_text,
        "name": row.name_text,
        "value": row.value_raw,
        "operator": row.operator_cell_raw,
        "unit": row.unit_cell_raw,
        "type": row.type_cell_raw,
        "direction": row.direction_cell_raw,
        "weight": row.weight_raw,
        "actual": row.actual_raw,
        "score": row.score_raw,
    }
    return {name: text for name, text in cells.items() if text is not None}


def _line(line: FundingRecord) -> dict[str, Any]:
    return {
        "no": line.line_no,
        "item": line.item,
        "horizon": line.horizon,
        "label": line.label_text,
        "raw": {"amount": line.amount_text, "amount_unit": line.unit_text},
        "amount": money(line.amount),
        "page": line.page,
        "place": line.place,
        "box": box_of(line),
        "corrections": corrections_of(line.corrections),
    }

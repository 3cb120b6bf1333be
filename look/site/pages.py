"""A document's records → the data of its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from look.site.bundles import Bundle
from look.site.queue import form_money, is_about
from normalize.records import (
    CheckRecord,
    FormRecord,
    FundingRecord,
    IndicatorRecord,
    IssueRecord,
)
from publish.json_values import plain

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
        "url": document.source_url,
        "status": document.status,
        "reason": document.reason,
        "message": document.message,
        "rows": [
            document.rows_seen,
            document.rows_emitted,
            document.rows_ignored,
            document.rows_failed,
        ],
        "issues": [_issue(issue) for issue in loose],
        "forms": [_form(bundle, form) for form in bundle.forms],
    }


def money(amount: Decimal | None) -> str | None:
    """An amount in 元 without the zeros behind it, exact.

    >>> money(Decimal("166060.0000")), money(Decimal("0.5000")), money(Decimal("100.0000"))
    ('166060', '0.5', '100')
    """
    return None if amount is None else f"{amount.normalize():f}"


def _form(bundle: Bundle, form: FormRecord) -> dict[str, Any]:
    rows, funding = bundle.rows_of(form), bundle.funding_of(form)
    issues = [issue for issue in bundle.issues if issue.form_id == form.form_id]
    checks = [check for check in bundle.checks if check.form_id == form.form_id]
    return {
        "no": form.form_no,
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
        "corrections": _corrections(form.corrections),
        "funding": [_line(line) for line in funding],
        "rows": [_row(row, issues, checks) for row in rows],
        "issues": [_issue(each) for each in issues if not any(is_about(each, row) for row in rows)],
        "checks": [_check(each) for each in checks if each.indicator_id is None],
    }


def _row(
    row: IndicatorRecord, issues: list[IssueRecord], checks: list[CheckRecord]
) -> dict[str, Any]:
    return {
        "no": row.row_no,
        "raw": {
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
        },
        "name": row.name,
        "confidence": row.confidence,
        "flags": list(row.flags),
        "details": plain(
            {
                name: getattr(row, name)
                for name in _DETAILS
                if getattr(row, name) not in (None, "", [], ())
            }
        ),
        "page": row.page,
        "box": _box(row),
        "corrections": _corrections(row.corrections),
        "issues": [_issue(each) for each in issues if is_about(each, row)],
        "checks": [_check(each) for each in checks if each.indicator_id == row.indicator_id],
    }


def _line(line: FundingRecord) -> dict[str, Any]:
    return {
        "no": line.line_no,
        "item": line.item,
        "horizon": line.horizon,
        "label": line.label_text,
        "raw": {"amount": line.amount_text, "amount_unit": line.unit_text},
        "amount": money(line.amount),
        "page": line.page,
        "box": _box(line),
        "corrections": _corrections(line.corrections),
    }


def _box(place: IndicatorRecord | FundingRecord) -> list[float] | None:
    edges = (place.x0, place.top, place.x1, place.bottom)
    return None if None in edges else [round(edge, 1) for edge in edges if edge is not None]


def _issue(issue: IssueRecord) -> dict[str, Any]:
    return {
        "code": issue.code,
        "severity": issue.severity,
        "page": issue.page,
        "text": issue.text,
        "message": issue.message,
    }


def _check(check: CheckRecord) -> dict[str, Any]:
    return {
        "rule": check.rule,
        "severity": check.severity,
        "verdict": check.verdict,
        "left": check.left_text,
        "right": check.right_text,
        "difference": money(check.difference),
        "message": check.message,
    }


def _corrections(found: Iterable[Any]) -> list[dict[str, str]]:
    """Amendments, which a dataset gives back as plain structs."""
    return [each if isinstance(each, dict) else asdict(each) for each in found]

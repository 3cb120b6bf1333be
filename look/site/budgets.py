"""Budget tables on the site: the data of their pages, and what of them stands in the queue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from look.site.bands import name_of
from look.site.bundles import Bundle
from look.site.doubts import Item, Reason, of_rule
from look.site.plain import box_of, check_of, money
from normalize.records import BudgetLineRecord, BudgetTableRecord, CheckRecord
from reconcile.budget_rows import printed


def of_a_budget(check: CheckRecord) -> bool:
    """Is a check about a budget table alone?"""
    return check.form_id is None and check.table_id is not None


def budget_pages(bundle: Bundle) -> list[dict[str, Any]]:
    """The data of every budget table of a document; those with sums that fail come first."""
    tables = [_page(bundle, table) for table in bundle.budget_tables]
    return sorted(tables, key=lambda each: -len(each["failing"]))


def of_budgets(bundle: Bundle) -> Iterator[Item]:
    """What to look at in the budget tables of a document: sums that fail, amounts in doubt."""
    for table in bundle.budget_tables:
        base = _item(bundle, table)
        for check in _failing(bundle, table):
            yield replace(
                base,
                codes=(of_rule(check),),
                severity=check.severity,
                money=check.left,
                text=check.left_text,
                value=check.right_text,
            )
        for number, line in enumerate(bundle.lines_of(table), 1):
            if line.confidence == "high":
                continue
            low = line.confidence == "low"
            yield replace(
                base,
                row_no=number,
                reasons=(Reason.LOW if low else Reason.FLAG,),
                codes=line.flags,
                severity="warning" if low else "note",
                money=line.amount,
                text=_label(line),
                value=line.amount_text,
                page=line.page,
                place=line.place,
            )


def _item(bundle: Bundle, table: BudgetTableRecord) -> Item:
    """A check of a table that fails, as far as all of them are the same."""
    return Item(
        document_id=table.document_id,
        path=bundle.document.path,
        form_no=None,
        table_no=table.table_no,
        row_no=None,
        reasons=(Reason.CHECK,),
        codes=(),
        severity="error",
        money=None,
        title=table.title or f"table_{table.kind}",
        text="",
        page=table.page_first,
    )


def _page(bundle: Bundle, table: BudgetTableRecord) -> dict[str, Any]:
    lines = bundle.lines_of(table)
    return {
        "no": name_of(table),
        "kind": table.kind,
        "phase": table.phase,
        "year": table.fiscal_year,
        "title": table.title,
        "number": table.number_text,
        "unit": table.unit_text,
        "department_name": table.department_name,
        "empty": table.is_empty,
        "note": table.note_text,
        "cells": [table.cells_seen, table.cells_emitted, table.cells_ignored, table.cells_failed],
        "failing": [_told(check, lines) for check in _failing(bundle, table)],
        "columns": _columns(lines),
        "rows": _rows(lines),
    }


def _failing(bundle: Bundle, table: BudgetTableRecord) -> list[CheckRecord]:
    return [
        check
        for check in bundle.checks
        if check.table_id == table.table_id and check.verdict == "fails"
    ]


def _columns(lines: list[BudgetLineRecord]) -> list[list[str]]:
    """Number and heads of every column that holds an amount, from the left."""
    heads = {line.col_no: line.measure_text for line in lines}
    return [[str(number), heads[number]] for number in sorted(heads)]


def _rows(lines: list[BudgetLineRecord]) -> list[dict[str, Any]]:
    """The rows of the table: labels and codes of its sides, amounts under their columns."""
    rows: dict[int, dict[str, Any]] = {}
    for number, line in enumerate(lines, 1):
        row = rows.setdefault(line.row_no, {"no": line.row_no, "labels": [], "amounts": []})
        if (label := _label(line)) not in row["labels"]:
            row["labels"].append(label)
        amount = {
            "no": number,
            "col": str(line.col_no),
            "text": line.amount_text,
            "amount": money(line.amount),
            "confidence": None if line.confidence == "high" else line.confidence,
            "flags": list(line.flags),
            "page": line.page,
            "box": box_of(line),
            "place": line.place,
        }
        # Half a million amounts say only what most of them do not: static/budget.js has the rest.
        row["amounts"].append(
            {name: each for name, each in amount.items() if each not in (None, [])}
        )
    return [rows[number] for number in sorted(rows)]


def _label(line: BudgetLineRecord) -> str:
    return " ".join(filter(None, (line.code_text, line.row_label_text)))


def _told(check: CheckRecord, lines: list[BudgetLineRecord]) -> dict[str, Any]:
    """A sum that fails, and the numbers of the amounts of this table that it is made of."""
    sides = {check.left_text, *check.right_text.split(" + ")}
    made_of = [number for number, line in enumerate(lines, 1) if printed(line) in sides]
    return check_of(check) | {"at": made_of}

"""Facts: what of a document the rules may ask while they look at another one.

Forms without their texts, their money, the numbers of their rows, the marks of their long texts.
They are made where a document is read and kept in its result file, so that what ties documents is
known before any of them is opened for its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from normalize.records import (
    BudgetTableRecord,
    DocumentRecord,
    FormRecord,
    FundingRecord,
    IndicatorRecord,
    IssueRecord,
    columns,
)
from reconcile.books import Books
from reconcile.long_texts import long_texts, mark
from reconcile.rows import Target, targets_of

_LIGHT: Mapping[str, tuple[type, tuple[str, ...]]] = {
    "documents": (DocumentRecord, ("document_id", "path", "status")),
    "forms": (
        FormRecord,
        (
            *("form_id", "document_id", "fiscal_year", "form_no", "kind", "stage"),
            *("department_name", "supervisor_name", "implementing_unit", "project_name"),
        ),
    ),
    "funding": (
        FundingRecord,
        (
            *("form_id", "document_id", "fiscal_year", "line_no", "item", "horizon"),
            *("label_text", "amount_text", "unit_text", "amount"),
        ),
    ),
    "tables": (
        BudgetTableRecord,
        ("table_id", "document_id", "fiscal_year", "table_no", "kind", "phase", "department_name"),
    ),
}
"""Table → its record, and the columns that are known of it; all others are null."""
_OWN: Mapping[str, tuple[tuple[str, str, bool], ...]] = {
    "targets": (
        *(("form_id", "string", False), ("indicator_id", "string", False)),
        *(("name", "string", False), ("horizon", "string", True), ("unit", "string", True)),
        *(("per", "string", False), ("amount", "decimal(38,10)", False), ("text", "string", False)),
    ),
    "texts": (("form_id", "string", False), ("mark", "string", False)),
    "unread": (("form_id", "string", False), ("text", "string", False)),
}

Declared = Mapping[str, tuple[tuple[str, str, bool], ...]]
Columns = Mapping[str, Sequence[Any]]


def _declared() -> Iterator[tuple[str, tuple[tuple[str, str, bool], ...]]]:
    for table, (record, names) in _LIGHT.items():
        known = {name: (name, column.type, null) for name, column, null in columns(record)}
        yield table, tuple(known[name] for name in names)
    yield from _OWN.items()


FACTS: Declared = dict(_declared())
"""Table of facts → its columns: name, declared type, may it be null?"""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one document."""

    document: DocumentRecord
    forms: tuple[FormRecord, ...]
    """Its target forms."""
    funding: tuple[FundingRecord, ...]
    tables: tuple[BudgetTableRecord, ...]
    targets: Mapping[str, tuple[Target, ...]]
    """Form → its rows with one number."""
    texts: tuple[tuple[str, str], ...]
    """Form and mark of each of its long texts."""
    unread: Mapping[str, tuple[str, ...]]


def facts_of(  # noqa: PLR0913 -- one a table
    *,
    document: DocumentRecord,
    forms: Iterable[FormRecord],
    funding: Iterable[FundingRecord],
    indicators: Iterable[IndicatorRecord],
    tables: Iterable[BudgetTableRecord],
    issues: Iterable[IssueRecord],
) -> dict[str, dict[str, list[Any]]]:
    """The facts of a document's records, a list of values a column."""
    books = Books.open(
        documents=(document,),
        forms=forms,
        funding=funding,
        indicators=indicators,
        tables=tables,
        issues=issues,
    )
    rows: dict[str, Iterable[Any]] = {
        "documents": (document,),
        "forms": books.forms,
        "funding": (line for form in books.forms for line in books.funding.get(form.form_id, ())),
        "tables": books.tables,
    }
    told = {
        table: [[getattr(row, name) for name in _LIGHT[table][1]] for row in found]
        for table, found in rows.items()
    }
    told["targets"] = [
        [form.form_id, *(getattr(target, name) for name in _TARGET)]
        for form in books.forms
        for target in targets_of(books.rows(form))
    ]
    told["texts"] = [
        [form.form_id, marked]
        for form in books.forms
        for marked in dict.fromkeys(mark(form.fiscal_year, x) for x, _ in long_texts(books, form))
    ]
    told["unread"] = [[form_id, text] for form_id, each in books.unread.items() for text in each]
    return {
        table: {name: [row[at] for row in found] for at, (name, _, _) in enumerate(FACTS[table])}
        for table, found in told.items()
    }


def read_facts(told: Mapping[str, Columns]) -> Facts:
    """Facts from their columns, whose values have their declared types already."""
    (document,) = _light("documents", told)
    targets: dict[str, list[Target]] = {}
    for form_id, *values in _rows(told["targets"]):
        targets.setdefault(form_id, []).append(Target(*values))
    unread: dict[str, list[str]] = {}
    for form_id, text in _rows(told["unread"]):
        unread.setdefault(form_id, []).append(text)
    return Facts(
        document=document,
        forms=_light("forms", told),
        funding=_light("funding", told),
        tables=_light("tables", told),
        targets={form_id: tuple(each) for form_id, each in targets.items()},
        texts=tuple(_rows(told["texts"])),
        unread={form_id: tuple(each) for form_id, each in unread.items()},
    )


def _rows(values: Columns) -> Iterator[tuple[Any, ...]]:
    return zip(*values.values(), strict=True)


def _light(table: str, told: Mapping[str, Columns]) -> tuple[Any, ...]:
    record, names = _LIGHT[table]
    blank: dict[str, Any] = dict.fromkeys((each.name for each in fields(record)), None)
    return tuple(record(**blank | dict(zip(names, row, strict=True))) for row in _rows(told[table]))


_TARGET = tuple(each.name for each in fields(Target))

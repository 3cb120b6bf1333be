"""One wide table: every indicator with the columns of its form and its document (指标宽表).

Analysts read from left to right: what is meant comes first, how it was read later, keys last.
Columns of `forms` and `documents` whose names stand in more than one of the three tables are
prefixed: `form_kind`, `document_title`. Nothing is stored: the table is joined when it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import regex

from normalize.records import Column, columns, table_of
from publish.tables.release import Release

WIDE = "indicators_in_full"
"""The name by which the wide table is asked for."""
_FIRST = (
    *(("indicators", "fiscal_year"), ("forms", "department_name"), ("forms", "project_name")),
    *(("forms", "kind"), ("forms", "stage"), ("indicators", "horizon")),
    *(("indicators", each) for each in ("level1_text", "level2_text", "name", "scope_text")),
    *(("indicators", each) for each in ("value_raw", "operator", "value", "value_upper", "unit")),
    *(("indicators", each) for each in ("per", "period_start", "period_end", "kind")),
    *(("indicators", each) for each in ("weight", "actual_raw", "score")),
    *(("indicators", each) for each in ("confidence", "flags", "place")),
    *(("documents", each) for each in ("path", "publisher", "source_url")),
    ("forms", "title"),
)
"""What a person reads first, in this order; all else follows as it is declared."""
_TABLES = ("indicators", "forms", "documents")
_PREFIX = {"indicators": "", "forms": "form_", "documents": "document_"}
_KEYS = {"forms": "form_id", "documents": "document_id"}
_REST = regex.compile(r"[，；：（].*")


@dataclass(frozen=True, slots=True, kw_only=True)
class WideColumn:
    """A column of the wide table: its name there, where it comes from, how it is declared."""

    name: str
    table: str
    source: str
    column: Column


def wide_columns() -> tuple[WideColumn, ...]:
    """The columns of the wide table, left to right; every name once.

    >>> [each.name for each in wide_columns()][:5]
    ['fiscal_year', 'department_name', 'project_name', 'form_kind', 'stage']
    """
    found: dict[tuple[str, str], WideColumn] = {}
    often = Counter(name for table in _TABLES for name, _, _ in columns(table_of(table).record))
    for table in _TABLES:
        for name, column, _ in columns(table_of(table).record):
            if table != "indicators" and name in ("document_id", "form_id", "fiscal_year"):
                continue  # the keys of the join, and the year of the row itself
            shown = f"{_PREFIX[table]}{name}" if often[name] > 1 else name
            found[table, name] = WideColumn(name=shown, table=table, source=name, column=column)
    order = dict.fromkeys((*_FIRST, *found))
    return tuple(found[each] for each in order)


def columns_of(table: str) -> dict[str, Column]:
    """Name → declaration of the columns of a table, the wide one among them, in order."""
    if table == WIDE:
        return {each.name: each.column for each in wide_columns()}
    return {name: column for name, column, _ in columns(table_of(table).record)}


def labels_zh(table: str = WIDE) -> dict[str, str]:
    """Name of a column of a table → a short Chinese header; no two of a table are alike.

    It is what the description begins with; the name tells twins apart.

    >>> labels_zh()["value_raw"], labels_zh("forms")["department_name"]
    ('指标值原文', '部门名称')
    """
    labels: dict[str, str] = {}
    for name, column in columns_of(table).items():
        said = column.zh
        short = _REST.sub("", said) or said
        labels[name] = f"{short}（{name}）" if short in labels.values() else short
    return labels


def wide_rows(release: Release) -> Iterator[tuple[Any, ...]]:
    """The rows of the wide table, values in the order of its columns. Raises ReleaseError.

    Forms and documents are held in memory, indicators are streamed.
    """
    beside = {
        table: {record[_KEYS[table]]: record for record in release.records(table)}
        for table in ("forms", "documents")
    }
    wanted = [(each.table, each.source) for each in wide_columns()]
    for indicator in release.records("indicators"):
        row = {
            "indicators": indicator,
            "forms": beside["forms"][indicator["form_id"]],
            "documents": beside["documents"][indicator["document_id"]],
        }
        yield tuple(row[table][source] for table, source in wanted)


def wide_query() -> str:
    """A SELECT over tables named as the dataset's: the wide table in SQLite and DuckDB."""
    listed = ", ".join(f'{each.table}."{each.source}" as "{each.name}"' for each in wide_columns())
    return (
        f"select {listed} from indicators "  # noqa: S608 -- names of our own records
        "left join forms on forms.form_id = indicators.form_id "
        "join documents on documents.document_id = indicators.document_id"
    )

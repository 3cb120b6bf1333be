"""A SQLite file with every table, its keys, and views that join them (SQLite 导出)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from normalize.records import TABLES, Table, columns, table_of
from publish.atomic import fresh
from publish.errors import PublishError
from publish.export.values import as_text
from publish.export.views import joined_views
from publish.tables.release import Release
from publish.wide import WIDE, wide_query

_TYPES = {
    "bool": "INTEGER",
    "int16": "INTEGER",
    "int64": "INTEGER",
    "float32": "REAL",
    "float64": "REAL",
}
"""Everything else is TEXT: SQLite has no decimals, and a number of its own would round them."""


def export_sqlite(release: Release, file: Path) -> None:
    """Write a new SQLite file: tables with keys, views that join them, `columns` with the meanings.

    Decimals are exact text (the views add them as numbers), dates ISO text, lists JSON text, bools
    0 and 1. Raises PublishError.
    """
    with fresh(file) as place:
        try:
            with closing(sqlite3.connect(place)) as base, base:
                _fill(base, release)
        except sqlite3.Error as error:
            raise PublishError(f"{file} cannot be written ({error}).") from error


def _fill(base: sqlite3.Connection, release: Release) -> None:
    _dictionary(base, release)
    for table in TABLES:
        base.execute(_created(table))
        names = columns(table.record)
        marks = ", ".join("?" * len(names))
        base.executemany(f'insert into "{table.name}" values ({marks})', _rows(release, table))  # noqa: S608 -- names of our own records
    base.execute(f"create view {WIDE} as {wide_query()}")
    for name, query in joined_views("real").items():
        base.execute(f"create view {name} as {query}")


def _dictionary(base: sqlite3.Connection, release: Release) -> None:
    base.execute("create table about (name text primary key, value text)")
    base.executemany("insert into about values (?, ?)", sorted(release.versions.items()))
    base.execute(
        'create table columns ("table" text, "column" text, type text, meaning text, 含义 text, '
        'primary key ("table", "column"))'
    )
    base.executemany(
        "insert into columns values (?, ?, ?, ?, ?)",
        (
            (table.name, name, column.type, column.en, column.zh)
            for table in TABLES
            for name, column, _ in columns(table.record)
        ),
    )


def _created(table: Table) -> str:
    parts = [
        f'"{name}" {_TYPES.get(column.type, "TEXT")}{"" if null else " NOT NULL"}'
        for name, column, null in columns(table.record)
    ]
    parts.append(f"PRIMARY KEY ({', '.join(table.key)})")
    parts += [
        f"FOREIGN KEY ({each.column}) REFERENCES {each.table} ({table_of(each.table).key[0]})"
        for each in table.references
    ]
    return f'create table "{table.name}" ({", ".join(parts)})'


def _rows(release: Release, table: Table) -> Iterator[tuple[Any, ...]]:
    declared = tuple(column.type for _, column, _ in columns(table.record))
    writers = tuple(None if type_ in _TYPES else as_text(type_) for type_ in declared)
    for row in release.rows(table.name):
        yield tuple(
            value if value is None or write is None else write(value)
            for write, value in zip(writers, row, strict=True)
        )

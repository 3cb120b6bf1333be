"""The dataset as flat sheets: the wide table first, then every table, for workbook and CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from normalize.records import TABLES, columns
from publish.tables.release import Release
from publish.wide import WIDE, labels_zh, short_labels, wide_columns, wide_rows

Labels = Literal["en", "zh"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column of a sheet: its name in the dataset, its header here, its declared type."""

    name: str
    header: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A flat table: its name, its columns, and what gives its rows, values in that order."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Callable[[], Iterator[tuple[Any, ...]]]


def sheets(release: Release, labels: Labels = "en") -> Iterator[Sheet]:
    """The sheets of a dataset in order; headers are names, or short Chinese ones with `zh`."""
    headers = labels_zh() if labels == "zh" else {}
    yield Sheet(
        name=WIDE,
        columns=tuple(
            SheetColumn(
                name=each.name, header=headers.get(each.name, each.name), type=each.column.type
            )
            for each in wide_columns()
        ),
        rows=lambda: wide_rows(release),
    )
    for table in TABLES:
        declared = columns(table.record)
        said = short_labels((name, column.zh) for name, column, _ in declared)
        yield Sheet(
            name=table.name,
            columns=tuple(
                SheetColumn(
                    name=name, header=said[name] if labels == "zh" else name, type=column.type
                )
                for name, column, _ in declared
            ),
            rows=_of(release, table.name),
        )


def _of(release: Release, name: str) -> Callable[[], Iterator[tuple[Any, ...]]]:
    return lambda: release.rows(name)

"""The dataset as flat sheets: the wide table first, then every table, for workbook and CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from normalize.records import TABLES
from publish.tables.release import Release
from publish.wide import WIDE, columns_of, labels_zh, wide_rows

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
    yield _sheet(WIDE, labels, lambda: wide_rows(release))
    for table in TABLES:
        yield _sheet(table.name, labels, partial(release.rows, table.name))


def _sheet(name: str, labels: Labels, rows: Callable[[], Iterator[tuple[Any, ...]]]) -> Sheet:
    headers = labels_zh(name) if labels == "zh" else {}
    listed = tuple(
        SheetColumn(name=each, header=headers.get(each, each), type=column.type)
        for each, column in columns_of(name).items()
    )
    return Sheet(name=name, columns=listed, rows=rows)

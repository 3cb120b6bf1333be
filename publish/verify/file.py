"""Proving one file of a dataset: nulls, closed sets, the year (单个文件校验)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from normalize.records import columns
from publish.tables.survey import DataFile, Problem, Survey, damaged

SHOWN = 3
"""How many of many are named."""
_ROWS = 4096


def file_problems(file: DataFile, found: Survey) -> Iterator[Problem]:
    """Column by column: nulls where none may be, values outside a closed set, the year."""
    if any(problem.place == file.name for problem in found.problems):
        return
    met = {name: _Met() for name, _, _ in columns(file.table.record)}
    try:
        for batch in pq.ParquetFile(file.path).iter_batches(_ROWS, use_threads=False):
            for name, column, _ in columns(file.table.record):
                met[name].look(batch.column(name), bool(column.values) or name == "fiscal_year")
    except (OSError, pa.ArrowException) as error:
        yield damaged(file, error)
        return
    for name, column, nullable in columns(file.table.record):
        if not nullable and met[name].nulls:
            said = f"{name} is null in {met[name].nulls} rows and must not be"
            yield Problem(place=file.name, message=said)
        strangers = sorted(met[name].values - {None, *column.values}) if column.values else []
        if strangers:
            said = f"{name} holds what is not in its closed set: {listed(strangers)}"
            yield Problem(place=file.name, message=said)
        if name == "fiscal_year" and (strangers := list(met[name].values - {file.year})):
            year = file.year or "no year"
            said = f"fiscal_year holds {listed(strangers)}; the file is of {year}"
            yield Problem(place=file.name, message=said)


@dataclass(slots=True)
class _Met:
    """What was met in a column: how many nulls, and which values where they are asked for."""

    nulls: int = 0
    values: set[Any] = field(default_factory=set)

    def look(self, values: pa.Array, ask: bool) -> None:
        self.nulls += values.null_count
        if ask:
            flat = pc.list_flatten(values) if pa.types.is_list(values.type) else values
            self.values.update(pc.unique(flat).to_pylist())


def listed(values: Iterable[object]) -> str:
    """The first few values, and how many more there are."""
    listed = [str(value) for value in values]
    return shown(listed[:SHOWN], len(listed))


def shown(first: Sequence[str], count: int) -> str:
    """The first of so many, and how many more there are."""
    more = f" and {count - len(first)} more" if count > len(first) else ""
    return ", ".join(first) + more

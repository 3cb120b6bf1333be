"""Proving one file of a dataset: nulls, closed sets, the year (单个文件校验)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from normalize.records import columns
from publish.tables.survey import DataFile, Problem, Survey, damaged

_SHOWN = 3


def file_problems(file: DataFile, found: Survey) -> Iterator[Problem]:
    """Column by column: nulls where none may be, values outside a closed set, the year."""
    if any(problem.place == file.name for problem in found.problems):
        return
    try:
        opened = pq.ParquetFile(file.path)
        for name, column, nullable in columns(file.table.record):
            values = opened.read([name]).column(0)
            if not nullable and values.null_count:
                said = f"{name} is null in {values.null_count} rows and must not be"
                yield Problem(place=file.name, message=said)
            if column.values:
                yield from _closed(file, name, values, column.values)
            if name == "fiscal_year":
                yield from _year(file, values)
    except (OSError, pa.ArrowException) as error:
        yield damaged(file, error)


def _closed(
    file: DataFile, name: str, values: pa.ChunkedArray, allowed: tuple[str, ...]
) -> Iterator[Problem]:
    flat = pc.list_flatten(values) if pa.types.is_list(values.type) else values
    strangers = sorted(set(pc.unique(flat).to_pylist()) - {None, *allowed})
    if strangers:
        said = f"{name} holds what is not in its closed set: {listed(strangers)}"
        yield Problem(place=file.name, message=said)


def _year(file: DataFile, values: pa.ChunkedArray) -> Iterator[Problem]:
    strangers = set(pc.unique(values).to_pylist()) - {file.year}
    if strangers:
        said = f"fiscal_year holds {listed(strangers)}; the file is of {file.year or 'no year'}"
        yield Problem(place=file.name, message=said)


def listed(values: Iterable[object]) -> str:
    """The first few values, and how many more there are."""
    listed = [str(value) for value in values]
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more

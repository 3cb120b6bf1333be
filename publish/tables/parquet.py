"""Rows → Parquet: one directory a table, one file a year, equal input giving equal bytes.

Rows come in published order, some at a time, and leave in row groups of a fixed number of rows, so
that neither memory nor bytes depend on how they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.records import SCHEMA_VERSION, TABLES, Table, columns
from publish.errors import PublishError
from publish.tables.schema import schema

ROWS_A_GROUP = 4096
_ROWS_AT_ONCE = 512

Columns = Mapping[str, Sequence[Any]]


class Tables:
    """The tables of a dataset while they are written below a folder.

    Every table gets a file for every year, an empty one where it has no row: a folder without a
    file cannot be loaded. A context manager: at its end the files are whole, and `names` lists
    them, table by table, year by year.
    """

    def __init__(
        self, folder: Path, metadata: Mapping[str, str], tables: Sequence[Table] = TABLES
    ) -> None:
        self.folder = folder
        self.metadata = metadata
        self._tables = {table.name: table for table in tables}
        self.names: tuple[str, ...] = ()
        self._files: dict[tuple[str, int], _File] = {}

    def add(self, table: str, rows: Columns) -> None:
        """Rows of a table, in published order within each year."""
        years = rows["fiscal_year"]
        for year in dict.fromkeys(years):
            if len(set(years)) == 1:
                self._file(table, year).add(rows)
            else:
                own = [at for at, each in enumerate(years) if each == year]
                part = {name: [values[at] for at in own] for name, values in rows.items()}
                self._file(table, year).add(part)

    def open(self, table: str, years: Iterable[int | None]) -> None:
        """Files of these years, empty ones where no row comes."""
        for year in years:
            self._file(table, year)

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        """Finish every file; after a failure, let go of them."""
        try:
            if failed is None:
                years = sorted({year for _, year in self._files})
                files = [self._file(name, year) for name in self._tables for year in years]
                for file in files:
                    file.finish()
                self.names = tuple(file.name for file in files)
        finally:
            for file in self._files.values():
                file.let_go()

    def _file(self, table: str, year: int | None) -> _File:
        at = (table, year or 0)
        if at not in self._files:
            self._files[at] = _File(self.folder, self._tables[table], year or 0, self.metadata)
        return self._files[at]


class _File:
    """One table's file of one year; 0000 where the year is unknown."""

    def __init__(self, folder: Path, table: Table, year: int, metadata: Mapping[str, str]) -> None:
        self.name = f"{table.name}/{table.name}-{year:04d}.parquet"
        self.table = table
        described = {"schema_version": SCHEMA_VERSION, **metadata}
        self.schema = schema(table).with_metadata(described)
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(path, self.schema, compression="zstd")
        self._waiting: dict[str, list[Any]] = defaultdict(list)
        self._batches: list[Any] = []
        self._rows = 0

    def add(self, rows: Columns) -> None:
        for name, values in rows.items():
            self._waiting[name] += values
        if len(self._waiting["fiscal_year"]) >= _ROWS_AT_ONCE:
            self._convert()

    def _convert(self) -> None:
        """Turn waiting rows into Arrow's, and write the row groups that are full."""
        if not self._waiting:
            return
        arrays = []
        for name, column, nullable in columns(self.table.record):
            values = self._waiting[name]
            if column.type.startswith("list<"):
                values = [_plain(value) for value in values]
            if not nullable and any(value is None for value in values):
                raise PublishError(
                    f"{self.table.name}.{name} is null and must not be: a defect, report it."
                )
            arrays.append(pa.array(values, type=self.schema.field(name).type))
        self._waiting.clear()
        self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=self.schema))
        self._rows += self._batches[-1].num_rows
        if self._rows >= ROWS_A_GROUP:
            rows = pa.Table.from_batches(self._batches)
            full = self._rows - self._rows % ROWS_A_GROUP
            self._write(rows.slice(0, full))
            self._batches = rows.slice(full).combine_chunks().to_batches()
            self._rows -= full

    def _write(self, rows: Any) -> None:
        self._writer.write_table(rows.combine_chunks(), row_group_size=ROWS_A_GROUP)

    def finish(self) -> None:
        self._convert()
        if self._batches:
            self._write(pa.Table.from_batches(self._batches))
            self._batches = []
        self._writer.close()

    def let_go(self) -> None:
        """Close a file, finished or not: what the disk says of it was said before."""
        with suppress(OSError):
            self._writer.close()
        self._writer.is_open = False  # or it would try, and complain, once more when it is freed


def _plain(value: Any) -> Any:
    """A value as Arrow takes it: tuples as lists, structs as dicts."""
    if isinstance(value, tuple):
        if not value or type(value[0]) is str:
            return value
        return [_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value

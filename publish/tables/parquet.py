"""Rows → Parquet: one directory a table, one file a year, equal input giving equal bytes.

Rows come in published order, some at a time, and leave in row groups of a fixed number of rows, so
that neither memory nor bytes depend on how they came: as values of a document that was read, or as
the rows that an earlier file holds of one that has not changed.
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
from publish.run_record import COUNTED, Tally
from publish.tables.carried import Before
from publish.tables.schema import schema

ROWS_A_GROUP = 4096
_ROWS_AT_ONCE = 512

Columns = Mapping[str, Sequence[Any]]


class Tables:
    """The tables of a dataset while they are written below a folder.

    Every table gets a file for every year, an empty one where it has no row: a folder without a
    file cannot be loaded. A context manager: at its end the files are whole; `names` lists those
    that were written, table by table, year by year, `tallies` what they hold; `untouched` are the
    earlier ones that stay as they are.
    """

    def __init__(
        self,
        folder: Path,
        metadata: Mapping[str, str],
        tables: Sequence[Table] = TABLES,
        before: Before | None = None,
    ) -> None:
        self.folder = folder
        self.metadata = metadata
        self.before = before or Before()
        self.names: tuple[str, ...] = ()
        self.tallies: dict[str, Tally] = {}
        self.untouched: tuple[str, ...] = ()
        self._tables = {table.name: table for table in tables}
        self._opened: set[int] = set()
        self._files: dict[tuple[str, int], _File] = {}

    def add(self, table: str, rows: Columns, path: str = "") -> None:
        """Rows of a table, in published order within each year.

        `path` is that of their document, where rows of others are kept from `before`.
        """
        years = rows["fiscal_year"]
        for year in dict.fromkeys(years):
            if len(set(years)) == 1:
                self._file(table, year).add(rows, path)
            else:
                own = [at for at, each in enumerate(years) if each == year]
                part = {name: [values[at] for at in own] for name, values in rows.items()}
                self._file(table, year).add(part, path)

    def open(self, table: str, years: Iterable[int | None]) -> None:
        """Files of these years, empty ones where no row comes."""
        for year in years:
            self._file(table, year)
            self._opened.add(year or 0)

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        """Finish every file; after a failure, let go of them."""
        try:
            if failed is None:
                self._finish()
        finally:
            for file in self._files.values():
                file.let_go()

    def _finish(self) -> None:
        years = sorted({year for _, year in self._files} | self.before.years)
        files = [self._file(table.name, year) for table in self._tables.values() for year in years]
        for file in files:
            file.finish()
        alive = self._opened | {file.year for file in files if file.rows}
        for file in files:
            if file.year not in alive:
                file.drop()
        living = [file for file in files if file.year in alive]
        self.tallies = {file.name: file.tally for file in living if file.tally is not None}
        self.names = tuple(self.tallies)
        self.untouched = tuple(file.name for file in living if file.tally is None)

    def _file(self, table: str, year: int | None) -> _File:
        at = (table, year or 0)
        if at not in self._files:
            self._files[at] = _File(self, self._tables[table], at[1])
        return self._files[at]


class _File:
    """One table's file of one year; 0000 where the year is unknown."""

    def __init__(self, of: Tables, table: Table, year: int) -> None:
        self.name = f"{table.name}/{table.name}-{year:04d}.parquet"
        self.table = table
        self.year = year
        self.rows = 0
        self.tally: Tally | None = None
        """Of the rows written; None where the earlier file stays."""
        self._path = of.folder / self.name
        self._carried = of.before.open(table.name, self.name)
        described = {"schema_version": SCHEMA_VERSION, **of.metadata}
        self.schema = schema(table).with_metadata(described)
        self._counted = [column for column in COUNTED if column in self.schema.names]
        self._writer: pq.ParquetWriter | None = None
        self._waiting: dict[str, list[Any]] = defaultdict(list)
        self._batches: list[Any] = []
        self._ready = 0

    def add(self, rows: Columns, path: str) -> None:
        self._open()
        self._carry(path)
        for name, values in rows.items():
            self._waiting[name] += values
        if len(self._waiting["fiscal_year"]) >= _ROWS_AT_ONCE:
            self._convert()

    def _open(self) -> None:
        if self._writer is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = pq.ParquetWriter(self._path, self.schema, compression="zstd")
            self.tally = Tally()

    def _carry(self, until: str | None) -> None:
        """Take over the rows of documents that have not changed, up to a path."""
        if self._carried is not None and self._carried.has_until(until):
            self._convert()
            for batch in self._carried.take(until):
                self._take(pa.RecordBatch.from_arrays(batch.columns, schema=self.schema))

    def _convert(self) -> None:
        """Turn waiting rows into Arrow's, and write the row groups that are full."""
        if not self._waiting:
            return
        arrays = []
        for name, column, nullable in columns(self.table.record):
            values = self._waiting[name]
            if column.type.startswith("list<"):
                values = [_plain(value) if value else value for value in values]
            array = pa.array(values, type=self.schema.field(name).type)
            if not nullable and array.null_count:
                raise PublishError(
                    f"{self.table.name}.{name} is null and must not be: a defect, report it."
                )
            arrays.append(array)
        self._waiting.clear()
        self._take(pa.RecordBatch.from_arrays(arrays, schema=self.schema))

    def _take(self, batch: Any) -> None:
        self._batches.append(batch)
        self._ready += batch.num_rows
        if self._ready >= ROWS_A_GROUP:
            rows = pa.Table.from_batches(self._batches)
            full = self._ready - self._ready % ROWS_A_GROUP
            self._write(rows.slice(0, full))
            self._batches = rows.slice(full).combine_chunks().to_batches()
            self._ready -= full

    def _write(self, rows: Any) -> None:
        assert self._writer is not None  # noqa: S101 -- rows are waiting: it was opened for them
        assert self.tally is not None  # noqa: S101
        self._writer.write_table(rows.combine_chunks(), row_group_size=ROWS_A_GROUP)
        self.tally.add(self.table.name, rows.select(self._counted).to_pydict())
        self.rows += rows.num_rows

    def finish(self) -> None:
        if self._carried is not None and self._writer is None and self._carried.is_whole:
            self.rows = self._carried.rows
            return
        self._open()
        self._carry(None)
        self._convert()
        if self._batches:
            self._write(pa.Table.from_batches(self._batches))
            self._batches = []
        assert self._writer is not None  # noqa: S101 -- it was opened above
        self._writer.close()

    def drop(self) -> None:
        """Let a file of a year without any row be gone."""
        self._path.unlink(missing_ok=True)

    def let_go(self) -> None:
        """Close a file, finished or not: what the disk says of it was said before."""
        if self._carried is not None:
            self._carried.close()
        if self._writer is not None:
            with suppress(OSError):
                self._writer.close()
            self._writer.is_open = False  # or it would try once more when it is freed


def _plain(value: Any) -> Any:
    """A value as Arrow takes it: tuples as lists, structs as dicts."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value

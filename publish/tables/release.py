"""A published dataset opened for reading: what does not fit is named, and nothing of it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.records import TABLES, Table, table_of
from publish.errors import PublishError
from publish.tables.schema import schema
from publish.tables.survey import (
    DESCRIPTOR,
    VERSIONS,
    DataFile,
    Stated,
    damaged,
    hash_problem,
    survey,
)

__all__ = ["DESCRIPTOR", "Release", "ReleaseError", "open_release"]

_BATCH = 4096


class ReleaseError(PublishError):
    """A dataset cannot be read as asked; the message says which file and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A dataset whose files have the declared schema (已发布的数据集)."""

    folder: Path
    files: tuple[DataFile, ...]
    versions: Mapping[str, str]
    stated: Mapping[str, Stated]

    @property
    def years(self) -> tuple[int | None, ...]:
        """The budget years there are, in order; None for documents without a known year."""
        years = {file.year for file in self.files}
        return tuple(sorted(years, key=lambda year: (year is not None, year)))

    def files_of(self, table: str) -> tuple[DataFile, ...]:
        """The files of a table by year. Raises ReleaseError where no table has the name."""
        return tuple(file for file in self.files if file.table is _table(table))

    def prove(self, file: DataFile) -> None:
        """Raises ReleaseError where the bytes of a file are not those that are stated of it."""
        if problem := hash_problem(file, self.stated):
            raise ReleaseError(f"{self.folder}: {problem}")

    def read(self, file: DataFile, columns: Sequence[str] | None = None) -> pa.Table:
        """One file, after its bytes were proved. Raises ReleaseError."""
        self.prove(file)
        try:
            return pq.ParquetFile(file.path).read(columns)
        except (OSError, pa.ArrowException) as error:
            raise ReleaseError(f"{self.folder}: {damaged(file, error)}") from error

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """All years of a table. Raises ReleaseError."""
        return pa.concat_tables(self.read(file, columns) for file in self.files_of(name))

    def rows(self, name: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a table, values in declared order, as published. Raises ReleaseError."""
        for file in self.files_of(name):
            self.prove(file)
            try:
                for batch in pq.ParquetFile(file.path).iter_batches(_BATCH, use_threads=False):
                    yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
            except (OSError, pa.ArrowException) as error:
                raise ReleaseError(f"{self.folder}: {damaged(file, error)}") from error

    def records(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table by column. Raises ReleaseError."""
        names = schema(_table(name)).names
        return (dict(zip(names, row, strict=True)) for row in self.rows(name))

    def _repr_html_(self) -> str:
        """The tables, their years and rows, as a notebook shows them."""
        rows = "".join(_html_row(table, self.files_of(table.name)) for table in TABLES)
        versions = " · ".join(f"{name} {self.versions[name][:16]}" for name in VERSIONS)
        head = "<tr><th>table</th><th>表</th><th>years</th><th>rows</th></tr>"
        return (
            f"<p><b>{escape(str(self.folder))}</b><br>{escape(versions)}</p>"
            f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
        )


def open_release(folder: str | Path) -> Release:
    """The dataset of a folder. Raises ReleaseError that names every file that does not fit."""
    folder = Path(folder)
    if not folder.is_dir():
        raise ReleaseError(f"{folder}: no such folder")
    found = survey(folder)
    if found.problems:
        raise ReleaseError(f"{folder}: " + "; ".join(str(each) for each in found.problems))
    return Release(folder=folder, files=found.files, versions=found.versions, stated=found.stated)


def _table(name: str) -> Table:
    try:
        return table_of(name)
    except KeyError as error:
        raise ReleaseError(str(error.args[0])) from error


def _html_row(table: Table, files: Iterable[DataFile]) -> str:
    files = tuple(files)
    years = ", ".join(str(file.year or "unknown") for file in files)
    rows = sum(pq.read_metadata(file.path).num_rows for file in files)
    cells = (table.name, table.zh, years, f"{rows:,}")
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"

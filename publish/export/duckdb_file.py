"""A DuckDB file with every table as it is typed, and views that join them (DuckDB 导出)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.dataset as ds

from normalize.records import TABLES, Table, columns
from publish.atomic import fresh
from publish.errors import PublishError
from publish.export.views import joined_views
from publish.extras import install
from publish.tables.release import Release
from publish.tables.schema import schema
from publish.wide import WIDE, wide_query

if TYPE_CHECKING:
    import duckdb


def export_duckdb(release: Release, file: Path) -> None:
    """Write a new DuckDB file: tables with their types and meanings, and views that join them.

    Decimals, dates, lists and structs keep their types; a column's meaning is its comment in the
    file, a table's its own. The views are those of the SQLite file, `indicators_in_full` among
    them. Raises PublishError, also where DuckDB is not installed, and ReleaseError.
    """
    try:
        import duckdb  # noqa: PLC0415 -- an optional extra: only this and searching need it
    except ImportError as error:
        raise PublishError(f"A DuckDB file needs DuckDB: {install('search')}") from error
    with fresh(file) as place:
        try:
            with duckdb.connect(
                str(place), config={"autoinstall_known_extensions": "false"}
            ) as base:
                _fill(base, release)
        except (duckdb.Error, pa.ArrowException) as error:
            said = str(error).splitlines()[0]
            raise PublishError(f"{file} cannot be written ({said}).") from error


def _fill(base: duckdb.DuckDBPyConnection, release: Release) -> None:
    base.execute("create table about (name varchar primary key, value varchar)")
    base.executemany("insert into about values (?, ?)", sorted(release.versions.items()))
    for table in TABLES:
        _copy(base, release, table)
        _comment(base, f"table {table.name}", f"{table.row} ({table.zh})")
        for name, column, _ in columns(table.record):
            _comment(base, f'column {table.name}."{name}"', f"{column.en} ({column.zh})")
    for name, query in {WIDE: wide_query(), **joined_views()}.items():
        base.execute(f"create view {name} as {query}")


def _copy(base: duckdb.DuckDBPyConnection, release: Release, table: Table) -> None:
    """The rows of a table in published order, read by handle and not by path.

    In a path a * would name other files.
    """
    files = release.files_of(table.name)
    for file in files:
        release.prove(file)
    paths: list[Any] = [str(file.path) for file in files]
    source = ds.dataset(paths, schema=schema(table), format="parquet", partitioning=None)
    base.register("source_of_rows", source)
    base.execute(f"create table {table.name} as select * from source_of_rows")  # noqa: S608 -- a name of our own records
    base.unregister("source_of_rows")


def _comment(base: duckdb.DuckDBPyConnection, what: str, said: str) -> None:
    quoted = said.replace("'", "''")
    base.execute(f"comment on {what} is '{quoted}'")

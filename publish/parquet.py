"""Records → Parquet: one directory a table, one file a year, equal input giving equal bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import regex

from normalize.records import SCHEMA_VERSION, TABLES, Table, columns
from publish.schema import schema

_FILE = regex.compile(r"(?P<table>[a-z]+)-\d{4}\.parquet")


class PublishError(Exception):
    """The dataset cannot be written; the message says what a person can do."""


def publish(
    records: Mapping[str, Sequence[Any]], out: Path, *, metadata: Mapping[str, str]
) -> tuple[Path, ...]:
    """Write every table below `out`, a file a year, and remove files of years no longer there.

    Every table has a file for every year, an empty one where it has no row: a folder without a file
    cannot be loaded. `records` maps a table's name to its rows in their published order. Each file
    is written under a temporary name and renamed. Raises PublishError where `out` cannot be written
    or a record breaks its declaration.
    """
    written: list[Path] = []
    years = sorted({row.fiscal_year or 0 for rows in records.values() for row in rows})
    try:
        for table in TABLES:
            folder = out / table.name
            folder.mkdir(parents=True, exist_ok=True)
            by_year = _by_year(records.get(table.name, ()))
            kept = set()
            for year in years:
                path = folder / f"{table.name}-{year:04d}.parquet"
                kept.add(_write(table, path, by_year[year], metadata))
            for stale in folder.iterdir():
                if stale not in kept and _FILE.fullmatch(stale.name):
                    stale.unlink()
            written += sorted(kept)
    except OSError as error:
        raise PublishError(
            f"{out} cannot be written ({error.strerror}): choose another folder with --out."
        ) from error
    return tuple(written)


def _by_year(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows by the year of their file: 0000 where it is unknown."""
    by_year: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_year[row.fiscal_year or 0].append(row)
    return by_year


def _write(table: Table, path: Path, rows: list[Any], metadata: Mapping[str, str]) -> Path:
    described = schema(table).with_metadata({"schema_version": SCHEMA_VERSION, **metadata})
    arrays = []
    for name, _, nullable in columns(table.record):
        values = [_plain(getattr(row, name)) for row in rows]
        if not nullable and any(value is None for value in values):
            raise PublishError(f"{table.name}.{name} is null and must not be: a defect, report it.")
        arrays.append(pa.array(values, type=described.field(name).type))
    temporary = path.with_suffix(".parquet.part")
    pq.write_table(
        pa.Table.from_arrays(arrays, schema=described),
        temporary,
        compression="zstd",
        write_statistics=True,
    )
    temporary.replace(path)
    return path


def _plain(value: Any) -> Any:
    """A value as Arrow takes it: tuples as lists, structs as dicts."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value

"""Tables that a command makes of a dataset: written beside it, and read back while they fit it."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.records import SCHEMA_VERSION, Table
from publish.errors import PublishError
from publish.tables.parquet import Tables
from publish.tables.release import Release, ReleaseError
from publish.tables.schema import schema

_DATASET = "dataset_sha256"
_AT_ONCE = 2048


def write_derived(
    release: Release, made: Mapping[str, tuple[Table, Iterable[Any]]]
) -> dict[str, int]:
    """Write tables below the dataset's folder, replacing those of before; their counts of rows.

    `made`: name → table and its records, in order within each year. The files name the dataset
    that they were made of. A folder that holds anything else is left as it is. Raises PublishError.
    """
    for name in made:
        _refuse_strangers(release.folder / name, name)
    metadata = {**release.versions, _DATASET: identity(release)}
    counts: dict[str, int] = {}
    beside = Path(tempfile.mkdtemp(prefix=".jixiao-", dir=release.folder))
    try:
        for name, (table, records) in made.items():
            with Tables(beside, metadata, (table,)) as files:
                files.open(name, release.years)
                counts[name] = _fill(files, table, records)
        for name in made:
            place = release.folder / name
            shutil.rmtree(place, ignore_errors=True)
            (beside / name).rename(place)
    except OSError as error:
        raise PublishError(
            f"{release.folder} cannot be written ({error.strerror or error})."
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return counts


def identity(release: Release) -> str:
    """One digest for the bytes of a dataset: what was made of it is of these bytes only."""
    digest = hashlib.sha256()
    for file in release.files:
        stated = release.stated.get(file.name)
        known = stated.sha256 if stated else hashlib.sha256(file.path.read_bytes()).hexdigest()
        digest.update(f"{file.name} {known}\n".encode())
    return digest.hexdigest()


def read_derived(release: Release, table: Table, years: Sequence[int | None] = ()) -> Any:
    """An Arrow table of those years, or all. Raises ReleaseError that says which command to run."""
    files = list(_files(release, table))
    advice = f"run: jixiao {table.made_by} {release.folder}"
    if not files:
        raise ReleaseError(f"{release.folder}: no table {table.name} yet; {advice}")
    parts = []
    current = identity(release)
    for path, year in files:
        if years and year not in years:
            continue
        try:
            read = pq.ParquetFile(path)
            said = {k.decode(): v.decode() for k, v in (read.schema_arrow.metadata or {}).items()}
            if said.get(_DATASET) != current or said.get("schema_version") != SCHEMA_VERSION:
                raise ReleaseError(
                    f"{release.folder}: {table.name} was made of another state of the dataset; "
                    f"{advice}"
                )
            parts.append(read.read().cast(schema(table)))
        except (OSError, pa.ArrowException, ValueError) as error:
            raise ReleaseError(
                f"{path}: damaged, it cannot be read as Parquet; {advice}"
            ) from error
    return pa.concat_tables([schema(table).empty_table(), *parts])


def _files(release: Release, table: Table) -> Iterator[tuple[Path, int | None]]:
    folder = release.folder / table.name
    for path in sorted(folder.glob(f"{table.name}-????.parquet")) if folder.is_dir() else ():
        if path.stem[-4:].isdigit():
            yield path, int(path.stem[-4:]) or None


def _fill(files: Tables, table: Table, records: Iterable[Any]) -> int:
    rows = iter(records)
    count = 0
    while some := tuple(islice(rows, _AT_ONCE)):
        files.add(table.name, _columns(table, some))
        count += len(some)
    return count


def _columns(table: Table, records: Sequence[Any]) -> dict[str, Sequence[Any]]:
    return {
        each.name: [getattr(record, each.name) for record in records]
        for each in fields(table.record)
    }


def _refuse_strangers(folder: Path, name: str) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise PublishError(f"{folder} is in the way and is left as it is: move it.")
    for path in folder.iterdir() if folder.is_dir() else ():
        if not (path.name.startswith(f"{name}-") and path.suffix == ".parquet"):
            raise PublishError(
                f"{path} is no file of the table {name} and is left as it is: move it."
            )

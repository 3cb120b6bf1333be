"""A published dataset opened for reading: what is wrong with it is named, file by file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import regex

from normalize.records import SCHEMA_VERSION, TABLES, Table, table_of
from publish.parquet import PublishError
from publish.schema import schema

DESCRIPTOR, RUN_RECORD = "datapackage.json", "run.json"
VERSIONS = ("schema_version", "pipeline_version", "vocabulary_sha256")
_FILE = regex.compile(r"(?P<table>[a-z]+)-(?P<year>\d{4})\.parquet")
_BATCH = 4096
_PIECE = 1 << 20


class ReleaseError(PublishError):
    """A dataset cannot be read as asked; the message says which file and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: where, and what."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file of a table: one budget year, None where the year is unknown."""

    name: str
    """Its published name below the dataset's folder."""
    table: Table
    year: int | None
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What datapackage.json states of a file."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What lies in a dataset's folder, and everything that is wrong with it at first sight."""

    files: tuple[DataFile, ...]
    versions: Mapping[str, str]
    stated: Mapping[str, Stated]
    problems: tuple[Problem, ...]


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
            for batch in self.read(file).to_batches(_BATCH):
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

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


def survey(folder: Path) -> Survey:
    """What lies in the folder; only names, footers and the descriptor are looked at."""
    problems: list[Problem] = []
    stated = _stated(folder, problems)
    files: list[DataFile] = []
    versions: dict[str, str] = {}
    if not folder.is_dir():
        problems.append(Problem(place=str(folder), message="no such folder"))
    else:
        for table in TABLES:
            files += _files(folder, table, problems)
        for file in files:
            if wrong := list(_footer(file, versions)):
                changed = hash_problem(file, stated)
                problems += [changed, *wrong] if changed else wrong
        problems += _missing_years(files)
    return Survey(files=tuple(files), versions=versions, stated=stated, problems=tuple(problems))


def hash_problem(file: DataFile, stated: Mapping[str, Stated]) -> Problem | None:
    """What is wrong with the bytes of a file, by what datapackage.json states of them."""
    if file.name not in stated:
        if not stated:
            return None
        return Problem(place=file.name, message=f"{DESCRIPTOR} does not name it")
    expected = stated[file.name]
    try:
        size, digest = file.path.stat().st_size, sha256(file.path)
    except OSError as error:
        return damaged(file, error)
    if size != expected.bytes:
        said = f"it has {size} bytes, {DESCRIPTOR} states {expected.bytes}"
    elif digest != expected.sha256:
        said = f"its SHA-256 is {digest}, {DESCRIPTOR} states {expected.sha256}"
    else:
        return None
    return Problem(place=file.name, message=f"{said}: the file was changed or damaged")


def damaged(file: DataFile, error: Exception) -> Problem:
    """A file that cannot be read as Parquet."""
    reason = getattr(error, "strerror", None) or str(error).splitlines()[0].rstrip(".")
    return Problem(place=file.name, message=f"damaged, it cannot be read as Parquet ({reason})")


def sha256(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as data:
        while piece := data.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def data_file(name: str, path: Path) -> DataFile | None:
    """The data file of a published name such as `forms/forms-2024.parquet`; None for any other."""
    match = _FILE.fullmatch(name.partition("/")[2])
    if match is None or name != f"{match['table']}/{match[0]}":
        return None
    table = next((table for table in TABLES if table.name == match["table"]), None)
    if table is None:
        return None
    return DataFile(name=name, table=table, year=int(match["year"]) or None, path=path)


def _table(name: str) -> Table:
    try:
        return table_of(name)
    except KeyError as error:
        raise ReleaseError(str(error.args[0])) from error


def _files(folder: Path, table: Table, problems: list[Problem]) -> list[DataFile]:
    """The files of a table's folder; strangers are problems, hidden names are passed over."""
    inside = folder / table.name
    if not inside.is_dir():
        problems.append(Problem(place=table.name, message="the table is missing, no such folder"))
        return []
    files = []
    for path in sorted(inside.iterdir(), key=lambda path: path.name):
        if path.name.startswith("."):
            continue
        file = data_file(f"{table.name}/{path.name}", path)
        if file is None or not path.is_file():
            message = f"not a file of the table: only {table.name}-<year>.parquet may stand here"
            problems.append(Problem(place=f"{table.name}/{path.name}", message=message))
        else:
            files.append(file)
    if not files:
        problems.append(Problem(place=table.name, message="the table is missing, it has no file"))
    return files


def _missing_years(files: Iterable[DataFile]) -> Iterator[Problem]:
    """Every table has a file for every year, an empty one where it has no row."""
    have = {file.name for file in files}
    for year in sorted({file.year or 0 for file in files}):
        for table in TABLES:
            name = f"{table.name}/{table.name}-{year:04d}.parquet"
            has_any = any(each.startswith(f"{table.name}/") for each in have)
            if has_any and name not in have:
                yield Problem(place=name, message="the file is missing, other tables have the year")


def _footer(file: DataFile, versions: dict[str, str]) -> Iterator[Problem]:
    """What is wrong with a file's schema and versions; `versions` gathers those met first."""
    try:
        read = pq.read_schema(file.path)
    except (OSError, pa.ArrowException) as error:
        yield damaged(file, error)
        return
    metadata = {key.decode(): value.decode() for key, value in (read.metadata or {}).items()}
    written = metadata.get("schema_version", "unknown")
    if written != SCHEMA_VERSION:
        yield Problem(
            place=file.name,
            message=(
                f"written with schema version {written}, this program reads {SCHEMA_VERSION}: "
                "use the program of that version, or run again over the raw files"
            ),
        )
        return
    yield from _columns(file, read)
    for name in VERSIONS:
        value = metadata.get(name, "unknown")
        if versions.setdefault(name, value) != value:
            message = f"{name} is {value}, other files have {versions[name]}: two runs are mixed"
            yield Problem(place=file.name, message=message)


def _columns(file: DataFile, read: pa.Schema) -> Iterator[Problem]:
    declared = schema(file.table)
    for name in read.names:
        if name not in declared.names:
            yield Problem(place=file.name, message=f"a foreign column, {name}")
    for field in declared:
        if read.names.count(field.name) != 1:
            yield Problem(place=file.name, message=f"the column {field.name} is missing")
        elif not read.field(field.name).equals(field):
            found = read.field(field.name)
            message = f"the column {field.name} is {_typed(found)}, declared is {_typed(field)}"
            yield Problem(place=file.name, message=message)
    if sorted(read.names) == sorted(declared.names) and read.names != declared.names:
        yield Problem(place=file.name, message="its columns stand in another order")


def _typed(field: pa.Field) -> str:
    return f"{field.type}{'' if field.nullable else ' not null'}"


def _stated(folder: Path, problems: list[Problem]) -> dict[str, Stated]:
    """The bytes and hashes of datapackage.json; none where there is no such file."""
    path = folder / DESCRIPTOR
    if not path.exists():
        return {}
    try:
        resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
        return {
            each["path"]: Stated(bytes=each["bytes"], sha256=each["hash"].removeprefix("sha256:"))
            for each in resources
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = "damaged, it is no Data Package with path, bytes and hash of each resource"
        problems.append(Problem(place=DESCRIPTOR, message=message))
        return {}


def _html_row(table: Table, files: Iterable[DataFile]) -> str:
    files = tuple(files)
    years = ", ".join(str(file.year or "unknown") for file in files)
    rows = sum(pq.read_metadata(file.path).num_rows for file in files)
    cells = (table.name, table.zh, years, f"{rows:,}")
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"

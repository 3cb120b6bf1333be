"""What lies in a dataset's folder, and what is wrong with it at first sight, file by file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import regex

from normalize.records import SCHEMA_VERSION, TABLES, Table
from publish.tables.schema import schema

DESCRIPTOR, RUN_RECORD = "datapackage.json", "run.json"
VERSIONS = ("schema_version", "pipeline_version", "vocabulary_sha256")
_FILE = regex.compile(r"(?P<table>[a-z_]+)-(?P<year>\d{4})\.parquet")
_PIECE = 1 << 20


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

"""datapackage.json: the dataset described by the Data Package standard, version 2.

Derived from the records and the files alone, without a clock: equal files give equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from normalize.records import TABLES, Column, Reference, Table, columns, table_of
from publish.errors import PublishError
from publish.tables.survey import DESCRIPTOR, VERSIONS, DataFile, data_file, sha256

_ROWS = 1 << 16
_PROFILE = "https://datapackage.org/profiles/2.0/"
_TYPES = {
    "string": "string",
    "bool": "boolean",
    "int16": "integer",
    "int64": "integer",
    "float32": "number",
    "float64": "number",
    "date32": "date",
    "decimal(24,4)": "number",
    "decimal(38,10)": "number",
}
_LICENCE = {
    "name": "Apache-2.0",
    "path": "https://www.apache.org/licenses/LICENSE-2.0",
    "title": "Apache License 2.0: the arrangement, the typed values and the documentation",
}
RIGHTS = (
    "The licence covers what this project added: the program, the schema, the typed values and "
    "their arrangement. The printed texts quoted in the columns (names, values, goals, titles) are "
    "those of publications of public bodies; this project claims no right in them and grants none. "
    "Who publishes them again should look up the terms of each publication: documents.publisher "
    "and documents.source_url name it."
)


def describe(folder: Path) -> str:
    """The text of datapackage.json for the data files below a folder, published or staged.

    Raises PublishError where a file cannot be read.
    """
    names = (f"{t.name}/{path.name}" for t in TABLES for path in (folder / t.name).glob("*"))
    return describe_files({name: folder / name for name in names})


def describe_files(paths: Mapping[str, Path]) -> str:
    """The text of datapackage.json for data files by their published names, wherever they lie.

    Raises PublishError where a file cannot be read.
    """
    files = (data_file(name, paths[name]) for name in sorted(paths))
    try:
        package = _Package(tuple(file for file in files if file)).as_dict()
    except (OSError, pa.ArrowException) as error:
        raise PublishError(f"{DESCRIPTOR} cannot be derived ({error}): run again.") from error
    return json.dumps(package, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write_descriptor(out: Path) -> Path:
    """Write datapackage.json for the data files of `out`. Raises PublishError."""
    path = out / DESCRIPTOR
    temporary = path.with_suffix(".json.part")
    text = describe(out)
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    except OSError as error:
        raise PublishError(f"{path} cannot be written ({error.strerror}).") from error
    return path


def fields_of(table: Table) -> list[dict[str, Any]]:
    """The fields of a table as a Table Schema declares them, meanings in both languages."""
    return [
        _field(name, column, required=not null, key=table.key == (name,))
        for name, column, null in columns(table.record)
    ]


def described(table: Table) -> dict[str, Any]:
    """A table over all its years: foreign keys may lead into a file of another year."""
    return {
        "name": table.name,
        "title": f"{table.name} ({table.zh})",
        "description": f"A row is {table.row}.",
        "description_zh": f"每行是{table.row_zh}。",
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": [each.column],
                "reference": {"table": each.table, "fields": list(table_of(each.table).key)},
            }
            for each in table.references
        ],
    }


class _Package:
    """Describes the files of one dataset, which refer to each other."""

    def __init__(self, files: tuple[DataFile, ...]) -> None:
        self.files = files
        self._keys = lru_cache(maxsize=1)(_column)
        """The keys of one file at a time: of all files together they would outgrow the memory."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "$schema": f"{_PROFILE}datapackage.json",
            "name": "jixiao",
            "title": "Performance targets of public bodies (绩效目标)",
            "description": (
                "Performance targets that Chinese public bodies published with their budgets, as "
                "typed data with evidence. One resource a table and budget year; 0000 holds what "
                "has no known year. Money is in yuan (元), exact. Names and telephone numbers of "
                "contact persons are withheld unless the run was told to keep them: their labels "
                "stand in forms.facts, with the role contact and a text that is null."
            ),
            "licenses": [_LICENCE],
            "rights": RIGHTS,
            "sources": list(self._sources()),
            "tables": [self._table(table) for table in TABLES],
            "resources": [self._resource(file) for file in self.files],
            **self._versions(),
        }

    def _of(self, table: Table) -> Iterator[DataFile]:
        return (file for file in self.files if file.table is table)

    def _versions(self) -> dict[str, str]:
        metadata = pq.read_schema(self.files[0].path).metadata if self.files else {}
        return {name: metadata.get(name.encode(), b"unknown").decode() for name in VERSIONS}

    def _sources(self) -> Iterator[dict[str, str]]:
        """The lists of documents with their addresses, and who published them."""
        publishers: set[str] = set()
        for file in self._of(table_of("documents")):
            title = "Every publication with path, SHA-256, publisher and address (原始文件清单)"
            yield {"title": title, "path": file.name}
            publishers |= set(_column(file, "publisher").unique().to_pylist())
        yield from ({"title": publisher} for publisher in sorted(publishers))

    def _table(self, table: Table) -> dict[str, Any]:
        return described(table) | {"resources": [_name(file) for file in self._of(table)]}

    def _resource(self, file: DataFile) -> dict[str, Any]:
        table = file.table
        return {
            "name": _name(file),
            "title": f"{table.name} ({table.zh}), {file.year or 'year unknown'}",
            "type": "table",
            "path": file.name,
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "bytes": file.path.stat().st_size,
            "hash": f"sha256:{sha256(file.path)}",
            "rows": pq.read_metadata(file.path).num_rows,
            "schema": {
                "$schema": f"{_PROFILE}tableschema.json",
                "fields": fields_of(table),
                "missingValues": [],
                "primaryKey": list(table.key),
                **self._foreign_keys(file),
            },
        }

    def _foreign_keys(self, file: DataFile) -> dict[str, Any]:
        """The references that lead into one other resource, as Table Schema can say them."""
        found = [
            {
                "fields": [each.column],
                "reference": {"resource": target, "fields": list(table_of(each.table).key)},
            }
            for each in file.table.references
            if (target := self._target(file, each))
        ]
        return {"foreignKeys": found} if found else {}

    def _target(self, file: DataFile, reference: Reference) -> str | None:
        """The one resource that holds every key referred to, that of the same year first."""
        table = table_of(reference.table)
        same_year = f"{reference.table}-{file.year or 0:04d}"
        for target in sorted(self._of(table), key=lambda each: _name(each) != same_year):
            keys = self._keys(target, table.key[0])
            if all(
                pc.all(pc.is_in(wanted, keys), min_count=0).as_py()
                for wanted in _some(file, reference.column)
            ):
                return _name(target)
        return None


def _name(file: DataFile) -> str:
    """The name of a file's resource: forms-2024."""
    return f"{file.table.name}-{file.year or 0:04d}"


def _some(file: DataFile, name: str) -> Iterator[pa.Array]:
    """The different values of a column, some rows at a time, without nulls."""
    opened = pq.ParquetFile(file.path)
    for batch in opened.iter_batches(_ROWS, columns=[name], use_threads=False):
        yield batch.column(0).drop_null().unique()


def _column(file: DataFile, name: str) -> pa.Array:
    """The values of a column, without nulls."""
    column = pq.ParquetFile(file.path).read([name], use_threads=False).column(0).combine_chunks()
    return column.drop_null()


def _field(name: str, column: Column, *, required: bool, key: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if required else {}
    if key:
        constraints["unique"] = True
    if column.values and not column.type.startswith("list<"):
        constraints["enum"] = list(column.values)
    described: dict[str, Any] = {
        "name": name,
        "type": "array" if column.type.startswith("list<") else _TYPES[column.type],
        "arrowType": column.type,
        "description": column.en,
        "description_zh": column.zh,
    }
    if column.fiscal:
        described["columnType"] = column.fiscal  # the Fiscal Data Package's name for it
    if constraints:
        described["constraints"] = constraints
    return described

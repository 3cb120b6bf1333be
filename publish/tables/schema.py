"""The Arrow schema of a published table, derived from its record (normalize/records/)."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from normalize.records import STRUCTS, Column, Table, columns

_SCALARS: dict[str, pa.DataType] = {
    "string": pa.string(),
    "bool": pa.bool_(),
    "int16": pa.int16(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "date32": pa.date32(),
    "decimal(24,4)": pa.decimal128(24, 4),
    "decimal(38,10)": pa.decimal128(38, 10),
}


def arrow_type(declared: str) -> pa.DataType:
    """The Arrow type of a declared one.

    >>> arrow_type("list<string>")
    ListType(list<element: string>)
    """
    if declared.startswith("list<"):
        # Parquet's own name of a list's member: what is read back equals what was declared.
        return pa.list_(pa.field("element", arrow_type(declared[len("list<") : -1])))
    if declared in STRUCTS:
        return pa.struct([(name, arrow_type(member)) for name, member in STRUCTS[declared]])
    return _SCALARS[declared]


@cache
def schema(table: Table) -> pa.Schema:
    """The schema of a table; each field carries its meaning in English and Chinese."""
    return pa.schema([_field(*column) for column in columns(table.record)])


def _field(name: str, column: Column, nullable: bool) -> pa.Field:
    meaning = {"description": column.en, "description_zh": column.zh}
    return pa.field(name, arrow_type(column.type), nullable=nullable, metadata=meaning)

"""A table of a dataset as a pandas frame that is ready to compute with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from normalize.records import TABLES, columns
from publish.tables.release import Release, ReleaseError, open_release
from publish.tables.schema import schema

Money = Literal["exact", "float"]
_INTEGERS: dict[pa.DataType, Any] = {pa.int16(): pd.Int64Dtype(), pa.int64(): pd.Int64Dtype()}


def load(
    out: str | Path | Release,
    table: str,
    *,
    years: int | Iterable[int | None] | None = None,
    money: Money = "exact",
) -> pd.DataFrame:
    """A table of the dataset in `out`, all years or those named, with dtypes to compute with.

    Dates are datetime64, closed sets categoricals (confidence and the like in their order),
    integers and bools keep nulls (Int64, boolean), lists are tuples. Decimals (`amount`,
    `value_base` …) are exact Decimal objects, or float64 with money="float". A year of None stands
    for documents without a known year. Raises ReleaseError that says which file or name does not
    fit and why.

    >>> load("nowhere", "indicators")
    Traceback (most recent call last):
    publish.tables.release.ReleaseError: nowhere: no such folder
    """
    if money not in ("exact", "float"):
        raise ReleaseError(f"money is {money!r}: give 'exact' or 'float'.")
    release = out if isinstance(out, Release) else open_release(out)
    files = release.files_of(table)
    if years is not None:
        wanted = {years} if isinstance(years, int) else set(years)
        if unknown := wanted - {file.year for file in files}:
            have = ", ".join(str(file.year) for file in files)
            listed = ", ".join(sorted(map(str, unknown)))
            raise ReleaseError(f"{release.folder}: no {table} of {listed}; the years are {have}.")
        files = tuple(file for file in files if file.year in wanted)
    empty = schema(next(each for each in TABLES if each.name == table)).empty_table()
    read = pa.concat_tables([empty, *(release.read(file) for file in files)])
    return _framed(read, table, money)


def _framed(read: pa.Table, table: str, money: Money) -> pd.DataFrame:
    record = next(each.record for each in TABLES if each.name == table)
    frame: pd.DataFrame = read.to_pandas(types_mapper=_INTEGERS.get, date_as_object=False)
    for name, column, _ in columns(record):
        values = frame[name]
        if column.type.startswith("list<"):
            members = [tuple(each) for each in read.column(name).to_pylist()]
            frame[name] = pd.Series(members, index=frame.index, dtype=object)
        elif column.type.startswith("decimal") and money == "float":
            frame[name] = values.astype("float64")
        elif column.type == "bool":
            frame[name] = values.astype("boolean")
        elif column.values:
            if strangers := set(values.dropna()) - set(column.values):
                raise ReleaseError(
                    f"{table}.{name} holds what is not in its closed set: {strangers}"
                )
            categories = pd.Categorical(values, categories=list(column.values))
            frame[name] = pd.Series(categories, index=frame.index)
    return frame

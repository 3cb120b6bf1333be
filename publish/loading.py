"""A table of a dataset as a pandas frame that is ready to compute with."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from normalize.records import DERIVED, TABLES, table_of
from normalize.records import columns as record_columns
from publish.derived import read_derived
from publish.tables.release import Release, ReleaseError, open_release
from publish.tables.schema import schema
from publish.wide import WIDE, labels_zh, wide_columns

Money = Literal["exact", "float"]
Labels = Literal["en", "zh"]
Years = int | str | Iterable[int | str | None] | None
_INTEGERS: dict[pa.DataType, Any] = {pa.int16(): pd.Int64Dtype(), pa.int64(): pd.Int64Dtype()}


def load(  # noqa: PLR0913 -- what a person may want of a table
    out: str | Path | Release,
    table: str,
    *,
    years: Years = None,
    money: Money = "exact",
    columns: Iterable[str] | None = None,
    labels: Labels = "en",
) -> pd.DataFrame:
    """A table of the dataset in `out`, all years or those named, with dtypes to compute with.

    `indicators_in_full` is the wide table: every indicator with its form and its document, what is
    read first at the left. `columns` chooses some, in the order given; with labels="zh" the headers
    are Chinese.

    `panel`, `bridge`, `quality` and `quality_rows` are made of a dataset by `jixiao panel` and
    `jixiao quality`; they are read while the dataset is the one that they were made of.

    Dates are datetime64, closed sets categoricals (confidence and the like in their order),
    integers and bools keep nulls (Int64, boolean), lists are tuples. Decimals (`amount`,
    `value_base` …) are exact Decimal objects, or float64 with money="float". A year of None stands
    for documents without a known year, "2024" for 2024. Raises ReleaseError that says which file or
    name does not fit and why.

    >>> load("nowhere", "indicators")
    Traceback (most recent call last):
    publish.tables.release.ReleaseError: nowhere: no such folder
    """
    if money not in ("exact", "float"):
        raise ReleaseError(f"money is {money!r}: give 'exact' or 'float'.")
    if labels not in ("en", "zh"):
        raise ReleaseError(f"labels is {labels!r}: give 'en' or 'zh'.")
    release = out if isinstance(out, Release) else open_release(out)
    frame = _wide(release, years, money) if table == WIDE else _read(release, table, years, money)
    if columns is not None:
        frame = frame[_chosen(columns, frame, table)]
    if labels == "zh":
        frame = frame.rename(columns=labels_zh(table))
    return frame


def _wide(release: Release, years: Years, money: Money) -> pd.DataFrame:
    """Every indicator with its form and its document, by the columns of publish/wide.py.

    A form's document is of its year or of none: both tables are read whole.
    """
    rows = _read(release, "indicators", years, money)
    beside = {
        "indicators": rows,
        "forms": _read(release, "forms", None, money).set_index("form_id"),
        "documents": _read(release, "documents", None, money).set_index("document_id"),
    }
    for table, key in (("forms", "form_id"), ("documents", "document_id")):
        found = beside[table].reindex(rows[key])
        found.index = rows.index
        beside[table] = found
    return pd.DataFrame(
        {each.name: beside[each.table][each.source] for each in wide_columns()}, index=rows.index
    )


def _chosen(wanted: Iterable[str], frame: pd.DataFrame, table: str) -> list[str]:
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    for name in names:
        if name not in frame.columns:
            near = get_close_matches(name, frame.columns, n=3)
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            raise ReleaseError(f"{table} has no column {name!r}{hint}")
    return names


def _wanted(years: int | str | Iterable[int | str | None]) -> set[int | None]:
    """The years named. Raises ReleaseError where one is no year."""
    several = [years] if isinstance(years, int | str) else list(years)
    try:
        return {None if year is None else int(year) for year in several}
    except ValueError:
        raise ReleaseError(f"years is {years!r}: give 2024, or (2023, 2024).") from None


def _read(release: Release, table: str, years: Years, money: Money) -> pd.DataFrame:
    derived = next((each for each in DERIVED if each.name == table), None)
    if derived is not None:
        only = () if years is None else tuple(_wanted(years))
        return _framed(read_derived(release, derived, only), table, money)
    files = release.files_of(table)
    if years is not None:
        wanted = _wanted(years)
        if unknown := wanted - {file.year for file in files}:
            have = ", ".join(str(file.year) for file in files)
            listed = ", ".join(sorted(map(str, unknown)))
            raise ReleaseError(f"{release.folder}: no {table} of {listed}; the years are {have}.")
        files = tuple(file for file in files if file.year in wanted)
    empty = schema(next(each for each in TABLES if each.name == table)).empty_table()
    read = pa.concat_tables([empty, *(release.read(file) for file in files)])
    return _framed(read, table, money)


def _framed(read: pa.Table, table: str, money: Money) -> pd.DataFrame:
    record = table_of(table).record
    frame: pd.DataFrame = read.to_pandas(types_mapper=_INTEGERS.get, date_as_object=False)
    for name, column, _ in record_columns(record):
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

"""The same dataset in pandas, Polars, DuckDB and pyarrow, and through `publish.load`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from normalize.records import TABLES, columns
from publish import ReleaseError, load, open_release

Change = Callable[[str, Callable[[Any], Any]], None]
FORMS = "forms/forms-2024.parquet"
NAMES = [table.name for table in TABLES]


def declared(table: str) -> dict[str, str]:
    record = next(each.record for each in TABLES if each.name == table)
    return {name: column.type for name, column, _ in columns(record)}


# Declared type → how each library calls it.
POLARS = {
    "string": pl.String(),
    "bool": pl.Boolean(),
    "int16": pl.Int16(),
    "int64": pl.Int64(),
    "float32": pl.Float32(),
    "float64": pl.Float64(),
    "date32": pl.Date(),
    "decimal(24,4)": pl.Decimal(24, 4),
    "decimal(38,10)": pl.Decimal(38, 10),
    "list<string>": pl.List(pl.String()),
}
DUCKDB = {
    "string": "VARCHAR",
    "bool": "BOOLEAN",
    "int16": "SMALLINT",
    "int64": "BIGINT",
    "float32": "FLOAT",
    "float64": "DOUBLE",
    "date32": "DATE",
    "decimal(24,4)": "DECIMAL(24,4)",
    "decimal(38,10)": "DECIMAL(38,10)",
    "list<string>": "VARCHAR[]",
}


@pytest.mark.parametrize("table", NAMES)
def test_four_libraries_load_the_same_rows_types_and_sums(dataset: Path, table: str) -> None:
    folder = dataset / table
    frame = pd.read_parquet(folder)
    polars = pl.read_parquet(folder / "*.parquet")
    arrow = ds.dataset(folder).to_table()
    sql = duckdb.sql(f"select * from '{folder}/*.parquet'")
    assert len(frame) == polars.height == arrow.num_rows == len(sql.fetchall())
    assert (
        list(frame) == polars.columns == arrow.column_names == sql.columns == list(declared(table))
    )
    for name, declared_type in declared(table).items():
        if declared_type in POLARS:
            assert polars.schema[name] == POLARS[declared_type], name
            assert str(sql.types[sql.columns.index(name)]) == DUCKDB[declared_type], name
        if declared_type.startswith(("decimal", "int")):
            added = duckdb.sql(f'select sum("{name}") from sql').fetchall()[0][0]
            exact = sum((each for each in arrow[name].to_pylist() if each is not None), 0)
            assert (added or 0) == exact == sum(frame[name].dropna())
            assert exact == sum(each for each in polars[name].to_list() if each is not None)


def test_the_meanings_in_both_languages_are_read_back_from_the_files(dataset: Path) -> None:
    for path in dataset.rglob("*.parquet"):
        for field in pq.read_schema(path):
            assert field.metadata[b"description"], field.name
            assert any(
                "\u4e00" <= char <= "\u9fff" for char in field.metadata[b"description_zh"].decode()
            )


def test_load_gives_dtypes_to_compute_with(dataset: Path) -> None:
    rows = load(dataset, "indicators")
    assert len(rows) == 226
    assert rows["period_end"].dt.month.max() == 12
    assert str(rows["row_no"].dtype) == "Int64"
    assert str(rows["lower_inclusive"].dtype) == "boolean"
    assert list(rows["confidence"].cat.categories) == ["high", "medium", "low"]
    assert rows.groupby("per").size()[("村", "年")] > 0
    assert isinstance(rows["value_base"].dropna().iloc[0], Decimal)


def test_load_reads_the_years_that_are_asked_for(dataset: Path) -> None:
    assert set(load(dataset, "forms", years=2025)["fiscal_year"]) == {2025}
    assert set(load(dataset, "forms", years=(2024, 2025))["fiscal_year"]) == {2024, 2025}
    assert len(load(dataset, "forms", years=())) == 0


def test_money_is_exact_unless_floats_are_asked_for(dataset: Path) -> None:
    exact = load(dataset, "funding")["amount"]
    floats = load(dataset, "funding", money="float")["amount"]
    assert isinstance(exact.sum(), Decimal)
    assert str(floats.dtype) == "float64"
    assert floats.sum() == float(exact.sum())


@pytest.mark.parametrize(
    ("table", "options", "said"),
    [
        ("indicator", {}, "no table 'indicator': documents, forms"),
        ("forms", {"years": 2019}, "no forms of 2019; the years are 2024, 2025"),
        ("forms", {"money": "yuan"}, "give 'exact' or 'float'"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(
    dataset: Path, table: str, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(ReleaseError, match=said):
        load(dataset, table, **options)


def test_a_damaged_file_a_wrong_hash_and_a_missing_table_are_named(copy: Path) -> None:
    data = bytearray((copy / FORMS).read_bytes())
    data[len(data) // 3] ^= 1
    (copy / FORMS).write_bytes(data)
    with pytest.raises(ReleaseError, match=r"forms-2024\.parquet: its SHA-256 is"):
        load(copy, "forms")
    (copy / "datapackage.json").unlink()
    (copy / FORMS).write_bytes(b"PAR1")
    with pytest.raises(ReleaseError, match=r"forms-2024\.parquet: damaged"):
        load(copy, "forms")
    for path in (copy / "forms").iterdir():
        path.unlink()
    with pytest.raises(ReleaseError, match="forms: the table is missing"):
        load(copy, "forms")


def test_a_foreign_column_and_another_schema_version_are_named(copy: Path, change: Change) -> None:
    change(FORMS, lambda table: table.append_column("mood", pa.array(["good"] * len(table))))
    with pytest.raises(ReleaseError, match=r"forms-2024\.parquet: a foreign column, mood"):
        load(copy, "forms")
    change(FORMS, lambda table: table.replace_schema_metadata({b"schema_version": b"9"}))
    with pytest.raises(ReleaseError, match="written with schema version 9, this program reads 1"):
        load(copy, "forms")


def test_a_value_outside_its_closed_set_is_refused_not_made_null(
    copy: Path, change: Change
) -> None:
    def odd(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index("stage")
        return table.set_column(place, table.schema.field("stage"), pa.array(["odd"] * len(table)))

    change(FORMS, odd)
    with pytest.raises(ReleaseError, match=r"forms\.stage holds what is not in its closed set"):
        load(copy, "forms")


def test_a_folder_whose_name_looks_like_a_partition_adds_no_column(
    dataset: Path, tmp_path: Path
) -> None:
    link = tmp_path / "mood=[good]"
    link.symlink_to(dataset)
    assert "mood" not in load(link, "forms")


def test_a_release_shows_its_tables_in_a_notebook_with_hostile_names_inert(
    dataset: Path, tmp_path: Path
) -> None:
    link = tmp_path / "<script>"
    link.symlink_to(dataset)
    shown = open_release(link)._repr_html_()
    assert "<script>" not in shown
    assert "绩效指标" in shown
    assert "226" in shown

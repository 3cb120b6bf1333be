"""The wide table: every indicator with its form and document, in every way that it is asked for."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest

from normalize.records import TABLES
from publish import ReleaseError, load, open_release
from publish.export import export_csv, export_sqlite, export_xlsx
from publish.wide import WIDE, labels_zh, wide_columns, wide_query, wide_rows

NAMES = [each.name for each in wide_columns()]


def test_names_and_chinese_headers_stand_once() -> None:
    assert len(set(NAMES)) == len(NAMES)
    labels = labels_zh()
    assert list(labels) == NAMES
    assert len(set(labels.values())) == len(labels)


def test_what_is_read_first_stands_first() -> None:
    assert NAMES[:5] == ["fiscal_year", "department_name", "project_name", "form_kind", "stage"]
    assert NAMES.index("value_raw") < NAMES.index("indicator_id")
    assert {"form_title", "document_title", "path", "indicator_id", "form_id"} <= set(NAMES)


def test_every_row_has_the_texts_of_its_form_and_document(dataset: Path) -> None:
    wide = load(dataset, WIDE)
    by_hand = (
        load(dataset, "indicators")
        .merge(load(dataset, "forms"), on="form_id", suffixes=("", "_form"))
        .merge(load(dataset, "documents"), left_on="document_id", right_on="document_id")
    )
    assert list(wide.columns) == NAMES
    assert list(wide["indicator_id"]) == list(load(dataset, "indicators")["indicator_id"])
    found = wide.set_index("indicator_id")[["project_name", "path", "form_kind"]]
    wanted = by_hand.set_index("indicator_id")[["project_name", "path", "kind_form"]]
    assert found.loc[wanted.index].astype(object).to_numpy(na_value=None).tolist() == (
        wanted.astype(object).to_numpy(na_value=None).tolist()
    )


def test_types_are_those_of_the_tables(dataset: Path) -> None:
    wide, forms = load(dataset, WIDE), load(dataset, "forms")
    assert wide["form_kind"].dtype == forms["kind"].dtype
    assert wide["form_no"].dtype == pd.Int64Dtype()


def test_columns_are_chosen_in_the_order_given(dataset: Path) -> None:
    chosen = load(dataset, WIDE, columns=("name", "path"), years="2024")
    assert list(chosen.columns) == ["name", "path"]
    assert len(chosen) == len(load(dataset, "indicators", years=2024))
    with pytest.raises(ReleaseError, match="did you mean department_name"):
        load(dataset, WIDE, columns=["departement_name"])


def test_headers_are_chinese_on_demand(dataset: Path) -> None:
    assert list(load(dataset, WIDE, labels="zh").columns) == list(labels_zh().values())
    for table in TABLES:
        headers = list(load(dataset, table.name, labels="zh").columns)
        assert len(set(headers)) == len(headers)


@pytest.mark.parametrize("years", ["abc", ("2024", "x")])
def test_a_year_that_is_none_is_named(dataset: Path, years: str) -> None:
    with pytest.raises(ReleaseError, match="give 2024"):
        load(dataset, WIDE, years=years)


def test_workbook_and_csv_begin_with_it(dataset: Path, tmp_path: Path) -> None:
    release = open_release(dataset)
    rows = sum(1 for _ in wide_rows(release))
    export_xlsx(release, tmp_path / "a.xlsx", labels="zh")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    first = book.worksheets[0]
    assert (first.title, first.max_row, first.freeze_panes) == (WIDE, rows + 1, "A2")
    assert [cell.value for cell in first[1]] == list(labels_zh().values())
    assert first.auto_filter.ref == first.dimensions
    export_csv(release, tmp_path / "csv", raw=True)
    with (tmp_path / "csv" / f"{WIDE}.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert len(read) == rows
    assert [row["name"] for row in read] == list(load(dataset, WIDE)["name"])


def test_sqlite_and_duckdb_have_it_as_a_view(dataset: Path, tmp_path: Path) -> None:
    wanted = [str(name) for name in load(dataset, WIDE)["name"]]
    export_sqlite(open_release(dataset), tmp_path / "a.sqlite")
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as base:
        cursor = base.execute(f"select * from {WIDE} order by indicator_id")
        assert [each[0] for each in cursor.description] == NAMES
        assert len(cursor.fetchall()) == len(wanted)
    with duckdb.connect() as base:
        for table in ("indicators", "forms", "documents"):
            base.execute(
                f"create view {table} as select * from '{dataset.as_posix()}/{table}/*.parquet'"
            )
        found = base.sql(wide_query()).fetchdf()
    assert list(found.columns) == NAMES
    assert sorted(found["name"]) == sorted(wanted)

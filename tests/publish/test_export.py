"""Workbook, CSV and SQLite hold what the dataset holds, and nothing of it becomes a formula."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from openpyxl.utils.escape import unescape

from normalize.records import TABLES, columns, table_of
from normalize.values.closed_sets import Flag
from pipeline import run
from publish import Release, open_release
from publish.descriptor import write_descriptor
from publish.export import export_csv, export_duckdb, export_sqlite, export_xlsx
from publish.export.workbook import LONGEST
from publish.tables.schema import schema
from publish.wide import wide_columns
from tests.command_line import jixiao

# Values that spreadsheets like to run or to change, those of the seed's kinds among them.
VALUES = (
    "=16人",
    "=36000元/人/年",
    "=3万元",
    "=25000平方米",
    "=1+1",
    "＝5次",
    "+5人",
    "-5%",
    "-0.5",
    "@周边群众",
    "'单引号",
    "≥20万元/村/年",
    "≤9139.145434万元",
    "12月底前",
    "每季度至少1次",
    "每年1-12月",
    "2024年6月30日前",
    "全年",
    "一季度",
    "上半年",
    "3月至9月",
    "2023-2025年",
    "长期",
    "100,000元",
    "00123",
    '他说"好"',
    "1e5",
    "_x0041_",
    "123456789012345.6789元",
    "明显改善",
    "/",
    "http://example.org/",
)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Rows with every value above; on the first ones every flag there is, and an empty text."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = "".join(f"\t\t指标{n}\t{value}\n" for n, value in enumerate(VALUES))
    (folder / "a.txt").write_text(
        "项目支出绩效目标表\n(2024年度)\n项目名称\t=SUM(A1)\n项目资金(万元)\t年度资金总额\t12345678901.2345\n"
        f"一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t首行\t=16人\n{rows}",
        "utf-8",
    )
    out = folder / "out"
    run(folder / "a.txt", out)
    path = out / "indicators" / "indicators-2024.parquet"
    table = pq.ParquetFile(path).read()
    read = table.to_pylist()
    read[0]["flags"] = sorted(Flag)
    read[1]["scope_text"], read[2]["scope_text"] = "", None
    read[1]["value_base"] = Decimal("1234567890123456789012345678.0123456789")
    pq.write_table(table.from_pylist(read, schema=table.schema), path)
    write_descriptor(out)
    return open_release(out)


def expected(release: Release, table: str) -> list[dict[str, Any]]:
    return list(release.records(table))


def test_the_rows_hold_what_the_exports_must_keep(release: Release) -> None:
    rows = expected(release, "indicators")
    assert {row["period_type"] for row in rows} >= {"deadline", "quarter", "half_year", "long_term"}
    assert set(VALUES) <= {row["value_raw"] for row in rows}
    assert any(row["parts"] or row["name_limits"] or row["flags"] for row in rows)


BACK: dict[str, Callable[[Any], Any]] = {
    "string": str,
    "bool": lambda value: value in (True, "true", 1),
    "int16": int,
    "int64": int,
    "float32": lambda value: pytest.approx(float(value), rel=1e-7),
    "float64": lambda value: pytest.approx(float(value), rel=1e-15),
    "date32": lambda value: (
        value.date() if isinstance(value, datetime) else date.fromisoformat(value)
    ),
}


def back(value: Any, declared: str) -> Any:
    """A value as the dataset has it, from what a format gave back of it."""
    if value is None:
        return None
    if declared.startswith("decimal"):
        return Decimal(value if isinstance(value, str) else repr(value))
    if not declared.startswith("list<"):
        return BACK[declared](value)
    members = json.loads(value)
    for member in members:
        if isinstance(member, dict) and member.get("value_base"):
            member["value_base"] = Decimal(member["value_base"])
    return members


def assert_same(
    release: Release, read: Callable[[str], Iterator[dict[str, Any]]], empty: Any = ""
) -> None:
    for table in TABLES:
        declared = [(name, column.type) for name, column, _ in columns(table.record)]
        rows = list(read(table.name))
        assert len(rows) == len(expected(release, table.name))
        for given, row in zip(rows, expected(release, table.name), strict=True):
            for name, type_ in declared:
                wanted = empty if row[name] == "" else row[name]
                assert back(given[name], type_) == wanted, (table.name, name)


def test_a_workbook_gives_back_every_value_with_its_type(release: Release, tmp_path: Path) -> None:
    export_xlsx(release, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")

    def read(table: str) -> Iterator[dict[str, Any]]:
        header, *rows = book[table].iter_rows()
        for row in rows:
            # openpyxl leaves Excel's own escapes of control characters as they are
            values = (
                unescape(cell.value) if isinstance(cell.value, str) else cell.value for cell in row
            )
            yield dict(zip((head.value for head in header), values, strict=True))

    assert_same(release, read)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    kinds = {
        column[0].value: {cell.data_type for cell in column[1:] if cell.value is not None}
        for column in book["indicators"].iter_cols()
    }
    assert kinds["value_raw"] == {"s"}
    assert kinds["period_end"] == {"d"}
    assert kinds["row_no"] == {"n"}
    assert kinds["value_base"] == {"n", "s"}  # one of them has more digits than Excel keeps


def csv_rows(folder: Path, encoding: str) -> Callable[[str], Iterator[dict[str, Any]]]:
    def read(table: str) -> Iterator[dict[str, Any]]:
        with (folder / f"{table}.csv").open(encoding=encoding, newline="") as file:
            for row in csv.DictReader(file):
                yield {name: value or None for name, value in row.items()}

    return read


def test_csv_gives_back_every_value_once_its_apostrophes_are_off(
    release: Release, tmp_path: Path
) -> None:
    export_csv(release, tmp_path / "csv")
    guarded = csv_rows(tmp_path / "csv", "utf-8-sig")

    def read(table: str) -> Iterator[dict[str, Any]]:
        for row in guarded(table):
            yield {name: value.removeprefix("'") if value else value for name, value in row.items()}

    assert_same(release, read, empty=None)


def test_no_text_of_the_csv_can_be_taken_for_a_formula(release: Release, tmp_path: Path) -> None:
    export_csv(release, tmp_path / "csv")
    for table in TABLES:
        for row in csv_rows(tmp_path / "csv", "utf-8-sig")(table.name):
            for value in filter(None, row.values()):
                assert value[0] not in "=+@＝＋－＠\t\r" or value.lstrip("+").isdigit(), value


def test_csv_begins_with_the_mark_that_excel_needs(release: Release, tmp_path: Path) -> None:
    export_csv(release, tmp_path / "csv")
    assert (tmp_path / "csv" / "forms.csv").read_bytes().startswith(b"\xef\xbb\xbfform_id,")


def test_raw_csv_is_exact_and_tells_null_from_an_empty_text(
    release: Release, tmp_path: Path
) -> None:
    export_csv(release, tmp_path / "csv", raw=True)
    assert_same(release, csv_rows(tmp_path / "csv", "utf-8"), empty=None)
    lines = (tmp_path / "csv" / "indicators.csv").read_bytes().decode().split("\r\n")
    assert ',annual,"",quantitative,' in lines[2]
    assert ",annual,,quantitative," in lines[3]


def test_sqlite_gives_back_every_value(release: Release, tmp_path: Path) -> None:
    export_sqlite(release, tmp_path / "a.sqlite")
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as base:
        base.row_factory = sqlite3.Row

        def read(table: str) -> Iterator[dict[str, Any]]:
            yield from map(dict, base.execute(f"select * from {table} order by rowid"))

        assert_same(release, read)
        assert base.execute("pragma foreign_key_check").fetchall() == []
        assert base.execute("pragma integrity_check").fetchone()[0] == "ok"


@pytest.mark.parametrize("table", ["indicators", "funding", "issues", "checks"])
def test_views_of_sqlite_join_every_row_to_its_form_and_document(
    dataset: Path, tmp_path: Path, table: str
) -> None:
    release = open_release(dataset)
    export_sqlite(release, tmp_path / "a.sqlite")
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as base:
        rows = base.execute(f"select path, form_id, form_kind from {table}_in_full").fetchall()
    assert len(rows) == len(expected(release, table))
    assert all(path and (kind or not form) for path, form, kind in rows)
    assert any(kind for _, _, kind in rows)


def test_a_duckdb_file_holds_every_value_with_its_type_and_the_wide_view(
    release: Release, tmp_path: Path
) -> None:
    target = tmp_path / "a.duckdb"
    export_duckdb(release, target)
    with duckdb.connect(str(target), read_only=True) as base:
        for table in TABLES:
            read = base.sql(f"select * from {table.name} order by rowid").to_arrow_table()
            assert read.to_pylist() == expected(release, table.name), table.name
        wide = base.sql("select * from indicators_in_full order by form_no, row_no")
        assert tuple(wide.columns) == tuple(each.name for each in wide_columns())
        assert len(wide.fetchall()) == len(expected(release, "indicators"))
        said = base.sql(
            "select comment from duckdb_columns() "
            "where table_name = 'indicators' and column_name = 'value_raw'"
        ).fetchall()
    assert said == [("Value cell as printed (指标值原文)",)]


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(release: Release, tmp_path: Path) -> None:
    export_xlsx(release, tmp_path / "a.xlsx", last_row=20)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book["indicators"].max_row == 20
    rows = book["indicators"].max_row - 1 + book["indicators (2)"].max_row - 1
    assert rows == len(expected(release, "indicators"))
    assert book["indicators (2)"]["A1"].value == "indicator_id"


def test_a_text_longer_than_a_cell_is_cut_with_a_note_and_counted(
    release: Release, tmp_path: Path
) -> None:
    class Long(Release):
        def rows(self, name: str) -> Iterator[tuple[Any, ...]]:
            place = schema(table_of("forms")).get_field_index("goal")
            for row in super().rows(name):
                yield (*row[:place], "字" * 40_000, *row[place + 1 :]) if name == "forms" else row

    long = Long(folder=release.folder, files=release.files, versions=release.versions, stated={})
    once_in_forms_and_with_every_indicator = 1 + len(expected(release, "indicators"))
    assert export_xlsx(long, tmp_path / "a.xlsx") == once_in_forms_and_with_every_indicator
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["forms"]
    goal = next(cell.column for cell in sheet[1] if cell.value == "goal")
    said = sheet.cell(2, goal).value
    assert len(said) <= LONGEST
    assert said.endswith("cut: 40,000 characters in the dataset")


def test_one_call_writes_all_four(dataset: Path, tmp_path: Path) -> None:
    targets = (
        "--xlsx",
        tmp_path / "a.xlsx",
        "--csv",
        tmp_path / "csv",
        "--sqlite",
        tmp_path / "a.db",
        "--duckdb",
        tmp_path / "b.db",
    )
    assert jixiao("export", "--dataset", dataset, *targets).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "a.xlsx", "b.db", "csv"]


def test_what_exists_is_left_as_it_is(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("mine")
    result = jixiao("export", "--dataset", dataset, "--xlsx", tmp_path / "a.xlsx")
    assert result.exit_code == 1
    assert "exists already" in result.stderr
    assert (tmp_path / "a.xlsx").read_text() == "mine"


@pytest.mark.parametrize("args", [(), ("--raw",), ("--xlsx", "a.xlsx", "--raw")])
def test_an_export_that_says_not_what_is_wrong_usage(args: tuple[str, ...]) -> None:
    assert jixiao("export", *args).exit_code == 2

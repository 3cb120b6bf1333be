"""`diff` names what is new, gone and changed between two datasets."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipeline import run
from publish import open_release
from publish.descriptor import write_descriptor
from publish.diff import Change, Kind, diff, told
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent.parent
RAW = ROOT / "data" / "raw"
NAME = "2024/shiqiao.txt"
Edit = Callable[[str], str]


def changes(before: Path, after: Path, *tables: str) -> list[str]:
    found = diff(open_release(before), open_release(after)).changes
    return [told(change) for change in found if change.table in tables]


def publications(folder: Path) -> Path:
    """Two of the sample publications, which are quickly read."""
    for name in (NAME, "2025/nongye.xlsx"):
        (folder / name).parent.mkdir(parents=True)
        shutil.copy(RAW / name, folder / name)
    return folder


def published(raw: Path, out: Path) -> Path:
    run(raw, out)
    return out


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    return published(publications(folder / "raw"), folder / "out")


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[Edit], Path]:
    """The same after one of the publications was published anew with other words."""

    def make(edit: Edit) -> Path:
        raw = publications(tmp_path / "raw")
        (raw / NAME).write_text(edit((raw / NAME).read_text("utf-8")), "utf-8")
        return published(raw, tmp_path / "edited")

    return make


def test_a_dataset_is_the_same_as_itself(dataset: Path) -> None:
    result = jixiao("diff", dataset, dataset)
    assert (result.exit_code, result.stdout) == (0, "The same documents, forms and rows.\n")


def test_a_changed_value_is_told_field_by_field_though_all_ids_changed(
    small: Path, edited: Callable[[Edit], Path]
) -> None:
    out = edited(lambda text: text.replace("=36000元/人/年", "=38000元/人/年"))
    (told_,) = changes(small, out, "forms", "funding", "indicators")
    assert told_.startswith(
        f"changed indicators: {NAME} · project target 村干部报酬 · 村干部报酬标准"
    )
    assert "value_raw: '=36000元/人/年' → '=38000元/人/年'" in told_
    assert "value_base: 36000 → 38000" in told_
    assert "indicator_id" not in told_


def test_a_row_put_in_is_new_and_shifts_no_other(
    small: Path, edited: Callable[[Edit], Path]
) -> None:
    def with_row(text: str) -> str:
        line = next(line for line in text.splitlines() if "村干部报酬标准" in line)
        return text.replace(line, f"{line}\n\t\t新增的一行\t=5人")

    (told_,) = changes(small, edited(with_row), "indicators")
    assert told_ == f"new indicators: {NAME} · project target 村干部报酬 · 新增的一行"


def test_a_renamed_project_is_a_form_gone_and_a_form_new(
    small: Path, edited: Callable[[Edit], Path]
) -> None:
    out = edited(lambda text: text.replace("项目名称\t\t村干部报酬", "项目名称\t\t村干部待遇"))
    assert changes(small, out, "forms") == [
        f"gone forms: {NAME} · project target 村干部报酬",
        f"new forms: {NAME} · project target 村干部待遇",
    ]


def test_a_document_that_is_gone_goes_with_all_its_rows(small: Path, tmp_path: Path) -> None:
    raw = publications(tmp_path / "raw")
    (raw / NAME).unlink()
    counts = diff(open_release(small), open_release(published(raw, tmp_path / "out"))).counts
    assert counts["documents"] == {"new": 0, "gone": 1, "changed": 0}
    assert counts["indicators"]["gone"] > 20
    assert counts["indicators"]["changed"] == counts["indicators"]["new"] == 0


def test_another_reading_of_the_same_bytes_is_a_change_of_the_row(
    dataset: Path, copy: Path, change: Callable[[str, Callable[[Any], Any]], None]
) -> None:
    def reread(table: pa.Table) -> pa.Table:
        rows = table.to_pylist()
        rows[0] |= {"value_base": Decimal(21501), "name": rows[0]["name"] + "数"}
        return table.from_pylist(rows, schema=table.schema)

    change("indicators/indicators-2024.parquet", reread)
    found = diff(open_release(dataset), open_release(copy)).changes
    (row,) = (each for each in found if each.table == "indicators")
    assert (row.kind, {field.field for field in row.fields}) == (
        Kind.CHANGED,
        {"name", "value_base"},
    )


def test_json_holds_counts_and_changes_and_the_exit_status_says_that_they_differ(
    small: Path, edited: Callable[[Edit], Path]
) -> None:
    out = edited(lambda text: text.replace("=36000元/人/年", "=38000元/人/年"))
    result = jixiao("diff", small, out, "--json")
    assert result.exit_code == 4
    said = json.loads(result.stdout)
    assert said["counts"]["indicators"] == {"new": 0, "gone": 0, "changed": 1}
    assert {each["table"] for each in said["changes"]} >= {"documents", "indicators"}


def test_a_side_that_cannot_be_read_is_named(dataset: Path, copy: Path) -> None:
    path = copy / "forms" / "forms-2024.parquet"
    path.write_bytes(path.read_bytes()[:-9])
    result = jixiao("diff", dataset, copy)
    assert result.exit_code == 1
    assert "forms/forms-2024.parquet" in result.stderr
    assert jixiao("diff", dataset, copy / "none").exit_code == 1


def test_files_changed_behind_the_description_are_not_compared(dataset: Path, copy: Path) -> None:
    path = copy / "forms" / "forms-2024.parquet"
    path.write_bytes((copy / "forms" / "forms-2025.parquet").read_bytes())
    result = jixiao("diff", dataset, copy)
    assert result.exit_code == 1
    assert "datapackage.json states" in result.stderr


def test_a_difference_shows_hostile_names_inert_in_a_notebook(dataset: Path) -> None:
    found = diff(open_release(dataset), open_release(dataset))
    hostile = Change(table="forms", kind=Kind.NEW, document="<script>", place="a")
    shown = type(found)(changes=(hostile,))._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_a_description_alone_does_not_make_two_datasets_the_same(dataset: Path, copy: Path) -> None:
    (copy / "datapackage.json").unlink()
    assert diff(open_release(dataset), open_release(copy)).changes == ()
    write_descriptor(copy)
    assert diff(open_release(dataset), open_release(copy)).changes == ()


def test_codes_in_a_place_are_named_where_chinese_is_spoken(
    small: Path, edited: Callable[[Edit], Path]
) -> None:
    other = edited(lambda text: text.replace("≤3960000元", "≤3970000元", 1))
    english = jixiao("diff", small, other).stdout
    assert "project target " in english
    chinese = jixiao("diff", small, other, "--lang", "zh").stdout
    assert "项目 目标 " in chinese
    assert "project target" not in chinese

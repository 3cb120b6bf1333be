"""The main job: what it writes, how it ends, and what bad input costs."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from normalize.records import TABLES
from publish.tables.schema import schema
from samples.truth import publications
from samples.writers.text import write_text
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent
RAW = ROOT / "data" / "raw"


def hashes(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*.parquet"))
    }


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    result = jixiao("run", RAW, "--out", out)
    assert result.exit_code == 0, result.output
    return out


def test_every_table_has_a_file_for_each_year_and_nothing_beside(dataset: Path) -> None:
    for table in TABLES:
        files = sorted(path.name for path in (dataset / table.name).iterdir())
        assert files == [f"{table.name}-2024.parquet", f"{table.name}-2025.parquet"]


def test_every_file_has_the_declared_schema_and_its_versions(dataset: Path) -> None:
    for table in TABLES:
        for path in (dataset / table.name).iterdir():
            read = pq.read_schema(path)
            assert read.equals(schema(table))
            assert {b"schema_version", b"pipeline_version", b"vocabulary_sha256"} <= set(
                read.metadata
            )


def test_pandas_polars_and_duckdb_load_the_same_rows_and_sums(dataset: Path) -> None:
    for table in (table.name for table in TABLES):
        folder = dataset / table
        pandas = pd.read_parquet(folder)
        polars = pl.read_parquet(folder / "*.parquet")
        count = duckdb.sql(f"select count(*) from '{folder}/*.parquet'").fetchall()
        assert len(pandas) == len(polars) == count[0][0]
    funding = dataset / "funding"
    total = duckdb.sql(f"select sum(amount) from '{funding}/*.parquet'").fetchall()[0][0]
    assert total == pd.read_parquet(funding)["amount"].sum()
    assert total == pl.read_parquet(funding / "*.parquet")["amount"].sum()


def test_ids_are_keys_and_every_row_finds_its_form_and_document(dataset: Path) -> None:
    tables = {t: pd.read_parquet(dataset / t) for t in ("documents", "forms", "indicators")}
    assert tables["documents"]["document_id"].is_unique
    assert tables["forms"]["form_id"].is_unique
    assert tables["indicators"]["indicator_id"].is_unique
    assert set(tables["indicators"]["form_id"]) <= set(tables["forms"]["form_id"])
    assert set(tables["forms"]["document_id"]) <= set(tables["documents"]["document_id"])


def test_the_ledger_adds_up(dataset: Path) -> None:
    documents = pd.read_parquet(dataset / "documents")
    accounted = documents[["rows_emitted", "rows_ignored", "rows_failed"]].sum(axis=1)
    assert (documents["rows_seen"] == accounted).all()


def test_equal_input_gives_equal_bytes_whatever_the_clock_and_locale(
    dataset: Path, tmp_path: Path
) -> None:
    changed = {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    subprocess.run(
        [sys.executable, "pipeline.py", "run", str(RAW), "--out", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | changed,
        check=True,
        capture_output=True,
    )
    assert hashes(tmp_path) == hashes(dataset)


def test_files_of_a_year_that_is_gone_leave_the_dataset(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    for publication in publications():
        if publication.slug == "shiqiao":
            (raw / f"{publication.fiscal_year}.txt").write_text(write_text(publication), "utf-8")
    assert jixiao("run", raw, "--out", out).exit_code == 0
    (raw / "2024.txt").unlink()
    assert jixiao("run", raw, "--out", out).exit_code == 0
    assert [path.name for path in (out / "forms").iterdir()] == ["forms-2025.parquet"]


def test_a_file_that_lies_there_twice_is_published_once(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    text = write_text(publications()[0])
    (raw / "a.txt").write_text(text, "utf-8")
    (raw / "b.txt").write_text(text, "utf-8")
    assert jixiao("run", raw, "--out", out).exit_code == 0
    documents = pd.read_parquet(out / "documents")
    assert documents["document_id"].is_unique
    assert list(documents["forms"]) == [1 + len(publications()[0].projects), 0]
    assert pd.read_parquet(out / "forms")["form_id"].is_unique


def test_of_files_with_the_same_bytes_the_one_in_the_manifest_is_the_document(
    tmp_path: Path,
) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (raw / name).write_text(write_text(publications()[0]), "utf-8")
    said = "path,source_url,publisher\nb.txt,https://example.org/b,禾溪县石桥镇人民政府\n"
    (raw / "manifest.csv").write_text(said, "utf-8")
    assert jixiao("run", raw, "--out", out).exit_code == 0
    documents = pd.read_parquet(out / "documents").set_index("path")
    assert list(documents["forms"] > 0) == [False, True, False]
    assert list(documents["document_id"].str.len()) == [18, 16, 18]
    assert "published there" in documents.loc["a.txt", "message"]
    published = pd.read_parquet(out / "forms")["document_id"].iloc[0]
    of = documents[documents["document_id"] == published]
    assert list(of["source_url"]) == ["https://example.org/b"]
    assert jixiao("verify", out).exit_code == 0


def test_copies_of_a_refused_file_are_refused_with_its_advice_and_counted_as_such(
    tmp_path: Path,
) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    for name in ("a.txt", "b.txt"):
        (raw / name).write_bytes(b"")
    result = jixiao("run", raw, "--out", out, "--json")
    summary = json.loads(result.stdout)
    assert summary["statuses"] == {"refused": 2}
    assert summary["issues"] == {"document_refused": 2, "duplicate_document": 1}
    first, second = pd.read_parquet(out / "documents")["message"]
    assert second == f"{first} The same bytes as a.txt."


def test_json_summary_is_one_json_object_on_stdout(tmp_path: Path) -> None:
    result = jixiao("run", RAW, "--out", tmp_path, "--json")
    summary = json.loads(result.stdout)
    # six publications of targets, one of them in a zip, a notice beside it, and four of budgets
    assert summary["documents"] == 12
    assert summary["statuses"] == {"no_forms": 2, "ok": 10}
    assert summary == json.loads((tmp_path / "run.json").read_text("utf-8"))


def test_inspect_prints_a_file_form_by_form() -> None:
    result = jixiao("inspect", RAW / "2024" / "shiqiao.txt")
    assert result.exit_code == 0
    assert "村干部报酬" in result.output
    assert "36,000 元/人/年" in result.output.replace("\n", "")


def test_value_prints_the_fields_with_their_evidence() -> None:
    result = jixiao(
        "value", "≥20万元/村/年", "--name", "村集体经济收入", "--year", "2024", "--json"
    )
    read = json.loads(result.stdout)
    assert (read["operator"], read["number"], read["scale"]) == (">=", "20", 10000)
    assert (read["unit"], read["per"]) == ("元", ["村", "年"])


# Bad input


def refused(tmp_path: Path, name: str, data: bytes) -> tuple[int, pd.Series, pd.DataFrame]:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / name).write_bytes(data)
    result = jixiao("run", raw, "--out", out)
    assert "Traceback" not in result.output
    return (
        result.exit_code,
        pd.read_parquet(out / "documents").iloc[0],
        pd.read_parquet(out / "issues"),
    )


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "no_content"),
        ("blank.txt", b" \r\n\t\n", "no_content"),
        ("binary.txt", bytes(range(256)) * 20, "not_a_document"),
        ("targets.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported_format"),
        ("targets.pdf", b"PK\x03\x04" + bytes(600), "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_reason_and_advice(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    code, document, issues = refused(tmp_path, name, data)
    assert code == 3
    assert (document["status"], document["reason"]) == ("refused", reason)
    assert document["message"]
    assert list(issues["code"]) == ["document_refused"]


def test_a_text_without_any_form_is_no_forms_and_no_failure(tmp_path: Path) -> None:
    code, document, _ = refused(tmp_path, "letter.txt", "各单位：\n请按时报送。\n".encode())
    assert code == 0
    assert (document["status"], document["forms"]) == ("no_forms", 0)
    assert pd.isna(document["reason"])


def test_a_form_that_fits_no_layout_is_signalled_with_its_header(tmp_path: Path) -> None:
    text = "某表\n一级指标\t二级指标\t三级指标\t去年\n产出指标\t数量指标\t道路\t3公里\n"
    code, document, issues = refused(tmp_path, "odd.txt", text.encode())
    assert code == 3
    assert (document["status"], document["reason"]) == ("partial", "unrecognised_form")
    assert (document["rows_seen"], document["rows_failed"]) == (1, 1)
    assert "一级指标 | 二级指标 | 三级指标 | 去年" in set(issues["text"])


def test_one_bad_file_costs_its_neighbours_nothing(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "bad.txt").write_bytes(b"")
    (raw / "good.txt").write_text(write_text(publications()[0]), "utf-8")
    result = jixiao("run", raw, "--out", out)
    assert result.exit_code == 3
    assert list(pd.read_parquet(out / "documents")["status"]) == ["refused", "ok"]
    assert "bad.txt" in result.output


def test_a_folder_without_files_fails_with_advice(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    result = jixiao("run", tmp_path / "raw", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "holds no files" in result.output
    assert not (tmp_path / "out").exists()


def test_a_path_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    result = jixiao("run", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_an_output_that_cannot_be_written_fails_with_advice(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    result = jixiao("run", RAW, "--out", blocked / "out")
    assert result.exit_code == 1
    assert "cannot be written" in result.output


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("publisher\n某局\n", "no column path"),
        ("path,year\na.txt,2024\n", "mean nothing here (year)"),
        ("path\na.txt\na.txt\n", "line 3"),
        ("path,publisher\n,某局\n", "line 2"),
        ("path,fiscal_year\na.txt,twenty\n", "line 2, column fiscal_year: “twenty” is no budget"),
        ("path,fiscal_year\na.txt,99999\n", "no budget year"),
        ("path,fiscal_year\na.txt,２０２４\n", "no budget year"),
        ("path,retrieved_on\n\na.txt,3月1日\n", "line 3, column retrieved_on: “3月1日” is no day"),
        ("path,region_code\na.txt,53\n", "line 2, column region_code: “53” is no code of a region"),
        ("path,publisher\na.txt,某局,二科\n", "line 2 has 3 cells under 2 columns"),
        ("path,publisher,fiscal_year\na.txt,2024\n", "line 2 has 2 cells under 3 columns"),
        ("path,path\na.txt,b.txt\n", "names a column a second time"),
        ('path,publisher\na.txt,"某局\n', "is no CSV: look at its quotation marks"),
        ("path,publisher\na.txt,某局\n".encode("gb18030"), "line 2 is not UTF-8"),
    ],
)
def test_a_wrong_manifest_fails_with_its_line_and_column(
    tmp_path: Path, manifest: str | bytes, said: str
) -> None:
    data = manifest if isinstance(manifest, bytes) else manifest.encode()
    (tmp_path / "a.txt").write_text("x\n")
    (tmp_path / "manifest.csv").write_bytes(data)
    result = jixiao("run", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert said in result.output
    assert "invalid literal" not in result.output


def test_a_file_that_the_manifest_names_and_nobody_finds_is_said_to_be_missing(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_text("x\n")
    (tmp_path / "manifest.csv").write_text("path\nelsewhere.txt\n")
    result = jixiao("run", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "elsewhere.txt: named by manifest.csv, and not found here" in result.output


def test_a_link_in_a_circle_and_a_dataset_among_the_files_are_named_and_passed_over(
    tmp_path: Path,
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text("通知\n")
    assert jixiao("run", raw, "--out", raw / "before").exit_code == 0
    (raw / "loop.txt").symlink_to("loop.txt")
    result = jixiao("run", raw, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "loop.txt: a link that leads nowhere" in result.output
    assert "before: a dataset, no publications" in result.output


def test_the_raw_folder_is_no_place_for_the_dataset(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("通知\n")
    result = jixiao("run", tmp_path, "--out", tmp_path)
    assert result.exit_code == 1
    assert "a folder of its own" in result.output


def test_a_manifest_fills_in_what_no_page_prints(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "a.txt").write_text("通知\n")
    line = "a.txt,https://example.org/a,禾溪县财政局,2023,2024-02-01,530102\n"
    header = "path,source_url,publisher,fiscal_year,retrieved_on,region_code\n"
    (raw / "manifest.csv").write_text(header + line, "utf-8")
    assert jixiao("run", raw, "--out", out).exit_code == 0
    document = pd.read_parquet(out / "documents" / "documents-2023.parquet").iloc[0]
    assert document["publisher"] == "禾溪县财政局"
    assert str(document["retrieved_on"]) == "2024-02-01"
    region = ("region_code", "region_level", "province")
    assert [document[name] for name in region] == ["530102", "county", "云南省"]


def test_a_year_that_manifest_and_form_disagree_on_is_signalled(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "a.txt").write_text(write_text(publications()[0]), "utf-8")
    (raw / "manifest.csv").write_text("path,fiscal_year\na.txt,2019\n", "utf-8")
    assert jixiao("run", raw, "--out", out).exit_code == 0
    issues = pd.read_parquet(out / "issues")
    assert set(issues["code"]) == {"year_contradicted"}
    assert set(pd.read_parquet(out / "forms")["fiscal_year"]) == {2024}


def test_what_is_not_read_is_named(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text("通知\n", "utf-8")
    (raw / "out.txt").symlink_to(tmp_path / "elsewhere.txt")
    (tmp_path / "elsewhere.txt").write_text("x", "utf-8")
    result = jixiao("run", raw, "--out", raw / "out")
    assert result.exit_code == 0
    assert "out.txt: a link that leads out of the folder" in result.output


def test_a_dataset_inside_the_raw_folder_is_not_read_as_raw(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("通知\n", "utf-8")
    for _ in range(2):
        assert jixiao("run", tmp_path, "--out", tmp_path / "out").exit_code == 0
    assert len(pd.read_parquet(tmp_path / "out" / "documents")) == 1


def test_a_run_record_that_cannot_be_written_fails_with_advice(tmp_path: Path) -> None:
    (tmp_path / "out" / "run.json").mkdir(parents=True)
    result = jixiao("run", RAW, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "run.json cannot be written" in result.output


@pytest.mark.parametrize(
    "text",
    [
        "项目名称,道路\n一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,长,3公里\n",
        "项目名称  道路\n一级指标  二级指标  三级指标  指标值\n产出指标  数量指标  长  3公里\n",
    ],
    ids=["commas", "spaces"],
)
def test_a_form_without_tabs_is_read(tmp_path: Path, text: str) -> None:
    code, document, _ = refused(tmp_path, "a.txt", text.encode())
    assert (code, document["status"], document["rows_emitted"]) == (0, "ok", 1)


def test_a_form_that_fits_no_layout_is_signalled_not_called_empty(tmp_path: Path) -> None:
    text = (
        "| 名称 | 道路 |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出 | 数量 | 长 | 3 |\n"
    )
    code, document, issues = refused(tmp_path, "a.txt", text.encode())
    assert code == 3
    assert (document["status"], document["reason"]) == ("partial", "unrecognised_form")
    assert "unrecognised_form" in set(issues["code"])


def test_hostile_text_reaches_the_terminal_inert(tmp_path: Path) -> None:
    name = "evil\x1b[31m\u202e[bold]"
    (tmp_path / "a.txt").write_text(
        f"项目支出绩效目标表\n(2024年度)\n项目名称\t{name}\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t道路\t=3公里\n",
        "utf-8",
    )
    result = jixiao("inspect", tmp_path / "a.txt")
    assert "\x1b[31m" not in result.output
    assert "\u202e" not in result.output
    assert "[bold]" in result.output

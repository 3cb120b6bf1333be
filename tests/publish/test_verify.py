"""`verify` proves a dataset and names what is wrong with it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from click.testing import Result

from publish.descriptor import write_descriptor
from publish.verify.dataset import verify_release
from tests.command_line import jixiao

RAW = Path(__file__).parent.parent.parent / "data" / "raw"
Change = Callable[[str, Callable[[Any], Any]], None]
FORMS, ROWS = "forms/forms-2024.parquet", "indicators/indicators-2024.parquet"
DOCUMENTS, ISSUES = "documents/documents-2024.parquet", "issues/issues-2024.parquet"


def verify(folder: Path) -> Result:
    return jixiao("verify", folder)


def wrong(folder: Path) -> list[str]:
    result = verify(folder)
    assert result.exit_code == 1
    return result.stderr.splitlines()


def replaced(name: str, value: Any, row: int = 0) -> Callable[[Any], Any]:
    """A table with one cell changed, its schema and metadata kept."""

    def change(table: pa.Table) -> pa.Table:
        rows = table.to_pylist()
        rows[row][name] = value
        return pa.Table.from_pylist(rows, schema=table.schema)

    return change


def test_a_dataset_as_published_is_sound(dataset: Path) -> None:
    result = verify(dataset)
    assert result.exit_code == 0, result.output
    assert "indicators 226" in result.stdout


def test_the_same_dataset_is_described_with_the_same_bytes(copy: Path) -> None:
    before = (copy / "datapackage.json").read_bytes()
    write_descriptor(copy)
    assert (copy / "datapackage.json").read_bytes() == before


def test_a_flipped_byte_is_named_with_both_hashes(copy: Path) -> None:
    data = bytearray((copy / ROWS).read_bytes())
    data[len(data) // 3] ^= 1
    (copy / ROWS).write_bytes(data)
    assert any(ROWS in line and "SHA-256" in line for line in wrong(copy))


def test_a_file_cut_short_is_damaged(copy: Path) -> None:
    (copy / ROWS).write_bytes((copy / ROWS).read_bytes()[:-100])
    assert any(ROWS in line and "damaged" in line for line in wrong(copy))


def test_a_missing_table_is_named(copy: Path) -> None:
    for path in (copy / "funding").iterdir():
        path.unlink()
    assert any("funding: the table is missing" in line for line in wrong(copy))


def test_a_missing_year_of_one_table_is_named(copy: Path) -> None:
    (copy / FORMS).unlink()
    assert any(FORMS in line and "missing" in line for line in wrong(copy))


def test_a_stranger_in_a_table_is_named(copy: Path) -> None:
    (copy / "forms" / "notes.txt").write_text("x")
    assert any("forms/notes.txt" in line for line in wrong(copy))


def test_hidden_files_of_a_run_in_progress_are_passed_over(copy: Path) -> None:
    (copy / ".work").mkdir(exist_ok=True)
    (copy / "forms" / ".forms-2024.parquet.part").write_text("x")
    assert verify(copy).exit_code == 0


def test_a_missing_description_is_named(copy: Path) -> None:
    (copy / "datapackage.json").unlink()
    assert wrong(copy)[0].startswith("wrong: datapackage.json: missing")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"resources": [1]}', "[" * 100_000])
def test_a_damaged_description_is_named(copy: Path, text: str) -> None:
    (copy / "datapackage.json").write_text(text)
    assert any("datapackage.json: damaged" in line for line in wrong(copy))


def test_a_description_changed_by_hand_is_named(copy: Path) -> None:
    path = copy / "datapackage.json"
    path.write_text(path.read_text("utf-8").replace("Budget year", "Some year"), "utf-8")
    assert any("changed by hand" in line for line in wrong(copy))


def test_a_run_record_that_counts_otherwise_is_named(copy: Path) -> None:
    path = copy / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"forms": 23}), "utf-8")
    assert wrong(copy) == ["wrong: run.json: it counts 23 forms, the files hold 24"]


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("statuses", "ok", "it counts 11 statuses ok, the files hold 10"),
        ("reasons", "timeout", "it counts 1 reasons timeout, the files hold 0"),
        ("rows_seen", None, "it counts 227 rows_seen, the files hold 226"),
        ("rows_failed", None, "it counts 1 rows_failed, the files hold 0"),
        ("kinds", "deadline", "kinds deadline, the files hold"),
        ("confidence", "high", "confidence high, the files hold"),
        ("typed", None, "typed, the files hold"),
        ("typed_share", None, "typed_share, the files hold"),
        ("issues", "row_realigned", "issues row_realigned, the files hold"),
        ("checks", "fails", "checks fails, the files hold"),
        ("rows", "funding", "rows funding, the files hold"),
        ("corrected", None, "it counts 1 corrected, the files hold 0"),
    ],
)
def test_every_figure_of_the_run_record_is_counted_anew(
    copy: Path, name: str, kind: str | None, said: str
) -> None:
    path = copy / "run.json"
    record = json.loads(path.read_text("utf-8"))
    if kind is None:
        record[name] += 1
    else:
        record[name][kind] = record[name].get(kind, 0) + 1
    path.write_text(json.dumps(record), "utf-8")
    (line,) = wrong(copy)
    assert said in line


def test_documents_that_the_run_record_hides_are_missed(copy: Path) -> None:
    path = copy / "run.json"
    record = json.loads(path.read_text("utf-8"))
    hidden = {"path": "a.txt", "status": "refused", "reason": "damaged", "message": "x"}
    path.write_text(json.dumps(record | {"not_ok": [hidden]}), "utf-8")
    assert "not_ok names other documents" in wrong(copy)[0]
    del record["not_ok"]
    path.write_text(json.dumps(record), "utf-8")
    assert wrong(copy) == ["wrong: run.json: damaged, it does not state not_ok"]


def test_the_last_line_is_the_verdict_and_nothing_wrong_is_called_proved(copy: Path) -> None:
    assert verify(copy).stdout.splitlines()[-1].startswith("SOUND: the dataset")
    (copy / "run.json").unlink()
    lines = verify(copy).stdout.splitlines()
    assert lines[-1].startswith("NOT SOUND: 1 thing is wrong with the dataset")
    assert not any("run.json" in line for line in lines if line.startswith("proved"))


def test_a_foreign_column_is_named(copy: Path, change: Change) -> None:
    change(FORMS, lambda table: table.append_column("mood", pa.array(["good"] * len(table))))
    assert any(FORMS in line and "foreign column, mood" in line for line in wrong(copy))


def test_a_column_of_another_type_is_named_with_both_types(copy: Path, change: Change) -> None:
    def as_float(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index("value_base")
        return table.set_column(place, "value_base", table["value_base"].cast("float64"))

    change(ROWS, as_float)
    said = "value_base is double, declared is decimal128(38, 10)"
    assert any(said in line for line in wrong(copy))


def test_another_schema_version_is_named_with_ours(copy: Path, change: Change) -> None:
    change(
        FORMS,
        lambda table: table.replace_schema_metadata(
            {**table.schema.metadata, b"schema_version": b"9"}
        ),
    )
    said = "written with schema version 9, this program reads 1.1"
    assert any(FORMS in line and said in line for line in wrong(copy))


def test_files_of_two_programs_are_named(copy: Path, change: Change) -> None:
    change(
        ISSUES,
        lambda table: table.replace_schema_metadata(
            {**table.schema.metadata, b"pipeline_version": b"9"}
        ),
    )
    assert any("two runs are mixed" in line for line in wrong(copy))


@pytest.mark.parametrize(
    ("name", "change_", "said"),
    [
        (ROWS, replaced("kind", "odd"), "kind holds what is not in its closed set: odd"),
        (ROWS, replaced("flags", ["odd"]), "flags holds what is not in its closed set: odd"),
        (ROWS, replaced("fiscal_year", 1999), "fiscal_year holds 1999; the file is of 2024"),
        (ROWS, replaced("form_id", "lost"), "form_id leads to no row of forms"),
        (ROWS, replaced("row_no", 77), "indicator_id is not form_id and row_no"),
        (FORMS, replaced("document_id", "lost"), "document_id leads to no row of documents"),
        (FORMS, replaced("indicators", 1), "indicators is not the number of its rows"),
        (DOCUMENTS, replaced("rows_failed", 1), "the ledger does not add up"),
        (DOCUMENTS, replaced("forms", 1), "forms is not the number of its rows in forms"),
        (DOCUMENTS, replaced("sha256", "0" * 64), "document_id is not that of sha256"),
        (FORMS, lambda table: table.take([1, 0, *range(2, len(table))]), "are not sorted"),
        (FORMS, lambda table: pa.concat_tables([table, table[:1]]), "the key form_id stands twice"),
        (ROWS, lambda table: table[:-1], "rows_emitted is not the number of its rows"),
    ],
)
def test_what_breaks_a_rule_of_the_tables_is_named(
    copy: Path, change: Change, name: str, change_: Callable[[Any], Any], said: str
) -> None:
    change(name, change_)
    assert any(said in line for line in wrong(copy))


def test_a_dataset_of_many_parts_is_proved_like_one_of_a_single_part(
    copy: Path, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(table: pa.Table) -> pa.Table:
        rows = table.to_pylist()
        for row in rows[3:9]:
            row["form_id"] = f"{rows[-1]['document_id']}-999"
        return pa.Table.from_pylist([*rows, rows[0]], schema=table.schema)

    change(ROWS, broken)
    whole = verify_release(copy)
    monkeypatch.setattr("publish.verify.parts.ROWS_A_PART", 16)
    assert verify_release(copy) == whole
    said = [each.message for each in whole.problems]
    keys = [each["indicator_id"] for each in pq.read_table(copy / ROWS).to_pylist()]
    named = f"{', '.join(keys[3:6])} and 3 more"
    assert f"form_id leads to no row of forms: {named}" in said
    assert f"indicator_id is not form_id and row_no: {named}" in said
    assert f"the key indicator_id stands twice: {keys[0]}" in said


def test_a_null_where_none_may_be_is_named(copy: Path, change: Change) -> None:
    def nulled(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index("name")
        values = pc.if_else(pc.equal(table["row_no"], 1), None, table["name"])
        field = table.schema.field("name").with_nullable(True)
        return table.set_column(place, field, values)

    change(ROWS, nulled)
    assert any("name is string, declared is string not null" in line for line in wrong(copy))


def test_a_folder_that_is_no_dataset_is_named(tmp_path: Path) -> None:
    assert any("indicators: the table is missing" in line for line in wrong(tmp_path))


def test_a_dataset_is_proved_against_its_publications(dataset: Path) -> None:
    result = jixiao("verify", dataset, "--raw", RAW)
    assert result.exit_code == 0, result.output
    assert "read again" in result.stdout
    assert "what became of all print on 6 pages with forms" in result.stdout


def test_a_publication_that_says_otherwise_is_named(dataset: Path, tmp_path: Path) -> None:
    raw = Path(shutil.copytree(RAW, tmp_path / "raw"))
    page = raw / "2024" / "nongye.html"
    page.write_bytes(page.read_bytes().replace(b"95%", b"96%"))
    result = jixiao("verify", dataset, "--raw", raw)
    assert result.exit_code == 1
    assert any(page.name in line and "read again" in line for line in result.stderr.splitlines())


def test_publications_that_are_not_there_are_told(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    result = jixiao("verify", dataset, "--raw", tmp_path / "raw")
    assert result.exit_code == 1
    assert "wrong:" in result.stderr

"""`run --corrections`: replayed on the documents that they name, counted, never lost in silence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from extract.source import load
from normalize.corrections.file import written_corrections
from normalize.corrections.replay import Correction
from publish.tables.release import open_release
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent
SCHOOLS = ROOT / "data" / "raw" / "2024" / "jiaoyu.pdf"
SHA = load(SCHOOLS).sha256


def correction(corrected: str, expected: str = "≤840万元", sha256: str = SHA) -> Correction:
    return Correction(
        sha256=sha256,
        form=2,
        row=1,
        field="value",
        expected=expected,
        corrected=corrected,
    )


def run(folder: Path, *corrections: Correction) -> dict[str, object]:
    file = folder / "corrections.csv"
    file.write_text(written_corrections(corrections), encoding="utf-8", newline="")
    raw = folder / "raw"
    if not raw.exists():
        raw.mkdir()
        shutil.copy(SCHOOLS, raw)
    result = jixiao("run", raw, "--out", folder / "out", "--json", "--corrections", file)
    assert result.exit_code == 0, result.output
    told: dict[str, object] = json.loads(result.stdout)
    return told


def value(folder: Path) -> dict[str, object]:
    rows = open_release(folder / "out").records("indicators")
    return next(row for row in rows if row["indicator_id"].endswith("-002-001"))


@pytest.mark.parametrize("text", ["≤841万元", "=840万元"], ids=["value", "like a formula"])
def test_a_correction_is_replayed_flagged_and_counted(tmp_path: Path, text: str) -> None:
    told = run(tmp_path, correction(text))
    row = value(tmp_path)
    assert (told["corrected"], told["corrections_elsewhere"]) == (1, 0)
    assert row["value_raw"] == text
    assert "corrected" in row["flags"]  # type: ignore[operator]
    assert row["corrections"] == [{"field": "value", "printed": "≤840万元", "corrected": text}]


def test_only_the_document_whose_corrections_changed_is_read_again(tmp_path: Path) -> None:
    assert run(tmp_path, correction("≤841万元"))["read"] == 1
    assert run(tmp_path, correction("≤841万元"))["read"] == 0
    assert run(tmp_path, correction("≤842万元"))["read"] == 1
    assert value(tmp_path)["value_raw"] == "≤842万元"


def test_a_correction_that_does_not_fit_is_an_issue_and_the_reading_stands(tmp_path: Path) -> None:
    told = run(tmp_path, correction("≤841万元", expected="≤900万元"))
    assert told["corrected"] == 0
    assert told["issues"] == {"stale_correction": 1}
    assert value(tmp_path)["value_raw"] == "≤840万元"


def test_a_file_that_is_given_twice_counts_once(tmp_path: Path) -> None:
    run(tmp_path, correction("≤841万元"))
    file = tmp_path / "corrections.csv"
    twice = ("--corrections", file, "--corrections", file)
    result = jixiao("run", tmp_path / "raw", "--out", tmp_path / "out", "--json", *twice)
    told = json.loads(result.stdout)
    assert (told["corrected"], told["issues"], told["read"]) == (1, {}, 0)


def test_status_compares_with_the_corrections_of_the_run(tmp_path: Path) -> None:
    run(tmp_path, correction("≤841万元"))
    status = ("status", tmp_path / "raw", "--out", tmp_path / "out", "--json")
    assert json.loads(jixiao(*status).stdout)["to_read"] == {}
    file = tmp_path / "corrections.csv"
    file.write_text(written_corrections([correction("≤842万元")]), encoding="utf-8", newline="")
    told = jixiao(*status, "--corrections", file)
    assert json.loads(told.stdout)["to_read"] == {"changed": 1}


def again(folder: Path, *options: str | Path) -> dict[str, object]:
    result = jixiao("run", folder / "raw", "--out", folder / "out", "--json", *options)
    assert result.exit_code == 0, result.output
    told: dict[str, object] = json.loads(result.stdout)
    return told


def test_a_dataset_remembers_its_corrections(tmp_path: Path) -> None:
    assert run(tmp_path, correction("≤841万元"))["corrections_remembered"] is False
    told = again(tmp_path)
    assert (told["read"], told["corrected"], told["corrections_remembered"]) == (0, 1, True)
    assert value(tmp_path)["value_raw"] == "≤841万元"
    said = jixiao("run", tmp_path / "raw", "--out", tmp_path / "out").stdout
    assert "remembered from the run before, dropped by --no-corrections" in " ".join(said.split())


@pytest.mark.parametrize("empty", [False, True], ids=["by option", "by a file without any"])
def test_only_a_run_that_says_so_drops_them(tmp_path: Path, empty: bool) -> None:
    run(tmp_path, correction("≤841万元"))
    file = tmp_path / "none.csv"
    file.write_text(written_corrections([]), encoding="utf-8", newline="")
    drop = ("--corrections", file) if empty else ("--no-corrections",)
    assert again(tmp_path, *drop)["corrected"] == 0
    assert value(tmp_path)["value_raw"] == "≤840万元"
    assert again(tmp_path)["corrected"] == 0


def test_raw_files_prove_a_dataset_with_the_corrections_that_it_remembers(tmp_path: Path) -> None:
    run(tmp_path, correction("≤841万元"))
    proved = jixiao("verify", tmp_path / "out", "--raw", tmp_path / "raw")
    assert proved.exit_code == 0, proved.output


def test_corrections_that_are_given_and_dropped_at_once_are_wrong_usage(tmp_path: Path) -> None:
    run(tmp_path, correction("≤841万元"))
    file = tmp_path / "corrections.csv"
    both = ("--corrections", file, "--no-corrections")
    result = jixiao("run", tmp_path / "raw", "--out", tmp_path / "out", *both)
    assert result.exit_code == 2
    assert "not both" in result.output


def test_remembered_corrections_that_are_damaged_are_named_with_what_to_do(tmp_path: Path) -> None:
    run(tmp_path, correction("≤841万元"))
    (tmp_path / "out" / ".work" / "corrections.csv").write_text("sha256\n", encoding="utf-8")
    result = jixiao("run", tmp_path / "raw", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "--no-corrections" in result.output


def test_a_correction_of_a_file_that_is_not_there_is_counted(tmp_path: Path) -> None:
    assert run(tmp_path, correction("≤841万元", sha256="0" * 64))["corrections_elsewhere"] == 1


def test_a_correction_of_a_file_that_is_refused_is_an_issue(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    sha256 = load(raw / "broken.pdf").sha256
    file = tmp_path / "corrections.csv"
    file.write_text(written_corrections([correction("a", sha256=sha256)]), encoding="utf-8")
    result = jixiao("run", raw, "--out", tmp_path / "out", "--json", "--corrections", file)
    assert result.exit_code == 3
    assert json.loads(result.stdout)["issues"]["stale_correction"] == 1


def test_a_malformed_file_is_wrong_usage_and_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    file.write_text("sha256,form\n", encoding="utf-8")
    result = jixiao("run", SCHOOLS, "--out", tmp_path / "out", "--corrections", file)
    assert result.exit_code == 2
    assert "line 1" in " ".join(result.output.split())

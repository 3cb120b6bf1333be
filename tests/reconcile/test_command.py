"""`jixiao check` and the table `checks` of a run."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from samples.generate import RAW
from tests.command_line import jixiao

FORM = (
    "项目支出绩效目标表\n(2024年度)\n项目名称\t{name}\n项目资金 (万元)\t年度资金总额\t5.00\n"
    "\t其中：财政拨款\t{part}\n一级指标\t二级指标\t三级指标\t指标值\n"
    "产出指标\t数量指标\t道路\t=3公里\n"
)


def sample(year: int, slug: str) -> Path:
    """The sample of a department and year, in whatever format it comes."""
    return next((RAW / str(year)).glob(f"{slug}.*"))


def written(folder: Path, *, name: str = "道路", part: str = "5.00") -> Path:
    file = folder / "a.txt"
    file.write_text(FORM.format(name=name, part=part), "utf-8")
    return file


def test_check_prints_what_fails_before_what_is_noted() -> None:
    result = jixiao("check", sample(2024, "jiaoyu"), sample(2025, "jiaoyu"))
    assert result.exit_code == 0
    text = result.output
    assert "设备购置总成本 ≤150万元" in text
    assert text.index("FAILS  total_cost") < text.index("project_gone")
    assert "1 of 1 (100%)" in text


@pytest.mark.parametrize(
    ("part", "fail_on", "code"),
    [("4.00", "error", 4), ("4.00", "warning", 4), ("5.00", "warning", 0)],
)
def test_fail_on_is_for_scripts(tmp_path: Path, part: str, fail_on: str, code: int) -> None:
    file = written(tmp_path, part=part)
    assert jixiao("check", file, "--fail-on", fail_on).exit_code == code


def test_a_warning_does_not_fail_on_error() -> None:
    raw = sample(2024, "jiaoyu")
    assert jixiao("check", raw, "--fail-on", "error").exit_code == 0
    assert jixiao("check", raw, "--fail-on", "warning").exit_code == 4


def test_a_rule_that_is_skipped_does_not_fail(tmp_path: Path) -> None:
    file = written(tmp_path, part="4.00")
    arguments = ("check", file, "--fail-on", "error")
    assert jixiao(*arguments, "--skip", "funding_parts").exit_code == 0
    assert jixiao(*arguments, "--rules", "weights, product").exit_code == 0


def test_an_unknown_rule_is_wrong_usage(tmp_path: Path) -> None:
    result = jixiao("check", written(tmp_path), "--rules", "sums")
    assert result.exit_code == 2
    assert "funding_parts" in result.output


def test_json_holds_checks_and_years(tmp_path: Path) -> None:
    found = json.loads(jixiao("check", written(tmp_path), "--json").stdout)
    assert [check["rule"] for check in found["checks"]] == ["funding_parts"]
    assert found["checks"][0]["left"] == "50000"
    assert found["years"][0]["funding_closing"] == 1


def test_a_file_that_cannot_be_read_is_told_and_counts(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nbroken")
    result = jixiao("check", tmp_path)
    assert result.exit_code == 3
    assert "refused: a.pdf" in result.output


def test_hostile_text_reaches_the_terminal_inert(tmp_path: Path) -> None:
    result = jixiao("check", written(tmp_path, name="evil\x1b[31m\u202e[bold]", part="4.00"))
    assert "\x1b[31m" not in result.output
    assert "\u202e" not in result.output
    assert "[bold]" in result.output


def test_a_run_publishes_its_checks_and_counts_them(tmp_path: Path) -> None:
    result = jixiao("run", RAW, "--out", tmp_path, "--json")
    checks = pd.read_parquet(tmp_path / "checks")
    assert set(checks["fiscal_year"]) == {2024, 2025}
    assert checks["check_id"].is_unique
    assert json.loads(result.stdout)["checks"] == checks["verdict"].value_counts().to_dict()


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    for out in ("one", "two"):
        jixiao("run", RAW, "--out", tmp_path / out)
    one, two = (tmp_path / out / "checks" / "checks-2024.parquet" for out in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()

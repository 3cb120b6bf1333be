"""`schema` prints the dictionary, `search` finds indicators."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from normalize.records import TABLES, columns
from pipeline import run
from publish.search import Wanted, search
from publish.tables.release import open_release
from tests.command_line import jixiao


def found(dataset: Path, *args: str) -> list[tuple[str, str]]:
    result = jixiao("search", *args, "--dataset", dataset, "--json", "--limit", 500)
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert said["total"] == len(said["found"])
    return [(each["name"], each["value_raw"]) for each in said["found"]]


def test_every_word_is_looked_for_in_the_row_its_project_and_its_department(dataset: Path) -> None:
    rows = found(dataset, "报酬标准 36000")
    assert ("村干部报酬标准", "=36000元/人/年") in rows
    assert found(dataset, "石桥镇 村集体经济收入")
    assert found(dataset, "没有这样的指标") == []


def test_widths_of_what_is_typed_do_not_count(dataset: Path) -> None:
    assert found(dataset, "３６０００") == found(dataset, "36000") != []


def amounts(dataset: Path, *args: str) -> list[tuple[str, str | None, str]]:
    result = jixiao("search", *args, "--dataset", dataset, "--json")
    assert result.exit_code == 0, result.output
    lines = json.loads(result.stdout)["budget_lines"]
    return [(each["row_label_text"], each["amount"], each["place"]) for each in lines]


def test_amounts_of_budget_tables_are_found_by_row_code_column_table_and_department(
    dataset: Path,
) -> None:
    [[label, amount, place]] = amounts(dataset, "农业农村局 2130153 项目支出")
    assert (label, amount, place) == ("耕地建设与利用", "14000000.0000", "p. 1")
    assert amounts(dataset, "三公 石桥镇 公务接待费") == [("", "44000.0000", "表5!F6")]
    assert not amounts(dataset, "三公", "--year", "2023")
    assert not amounts(dataset, "2130153", "--level2", "时效")
    shown = jixiao("search", "耕地建设与利用", "--dataset", dataset)
    assert "1400.00 万元" in shown.output
    assert "2 amount(s) of budget tables found" in shown.output


def test_year_level_and_unit_narrow_a_search_down(dataset: Path) -> None:
    everything = found(dataset, "")
    assert len(everything) == 226
    in_2024 = found(dataset, "", "--year", "2024")
    assert 0 < len(in_2024) < 226
    assert found(dataset, "", "--level2", "TIMELINESS") == found(dataset, "", "--level2", "时效")
    assert ("村干部报酬标准", "=36000元/人/年") in found(dataset, "标准", "--unit", "元")
    assert found(dataset, "", "--unit", "没有") == []


@pytest.mark.parametrize(
    "text", ["' or 1=1 --", "%", "_", "*", '"; drop table forms; --', "\\", "$year"]
)
def test_signs_of_a_query_language_are_searched_for_as_they_are(dataset: Path, text: str) -> None:
    assert all(text in name + value for name, value in found(dataset, text))
    assert len(found(dataset, "", "--level2", text)) == 0


def test_a_folder_with_signs_of_a_pattern_is_searched_alone(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "*").symlink_to(dataset)
    assert len(found(tmp_path / "*", "")) == 226


def test_what_is_printed_of_a_document_is_inert_in_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "项目支出绩效目标表\n(2024年度)\n项目名称\tevil\x1b[31m\u202e[bold]\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t道路\t=3公里\n",
        "utf-8",
    )
    run(tmp_path / "a.txt", tmp_path / "out")
    result = jixiao("search", "道路", "--dataset", tmp_path / "out")
    assert result.exit_code == 0
    assert "道路" in result.stdout
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "1 found" in result.stderr


def test_without_duckdb_the_search_says_how_to_get_it(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    result = jixiao("search", "x", "--dataset", dataset)
    assert result.exit_code == 1
    assert '-m pip install "jixiao[search]"' in result.stderr


def test_a_dataset_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    result = jixiao("search", "x", "--dataset", tmp_path / "none")
    assert result.exit_code == 1
    assert "no such folder" in result.stderr


@pytest.mark.parametrize("option", [(), ("--zh",)])
def test_schema_prints_every_column_in_either_language(option: tuple[str, ...]) -> None:
    printed = jixiao("schema", *option).stdout
    for table in TABLES:
        assert table.name in printed
        for name, column, _ in columns(table.record):
            assert name in printed
            assert (column.zh if option else column.en)[:8] in printed


def test_schema_of_one_table_as_json_is_its_table_schema() -> None:
    said = json.loads(jixiao("schema", "funding", "--json").stdout)
    (table,) = said["tables"]
    assert table["primaryKey"] == ["form_id", "line_no"]
    amount = next(field for field in table["fields"] if field["name"] == "amount")
    assert (amount["type"], amount["arrowType"]) == ("number", "decimal(24,4)")


def test_a_table_that_is_not_there_is_wrong_usage() -> None:
    assert jixiao("schema", "tables").exit_code == 2


def test_a_year_or_unit_that_no_row_has_is_answered_with_the_nearest(dataset: Path) -> None:
    hits = search(open_release(dataset), Wanted(text="", year=1999, unit="万圆"))
    assert [(each.filter, each.asked) for each in hits.unknown] == [
        ("year", "1999"),
        ("unit", "万圆"),
    ]
    assert hits.unknown[0].nearest[0] == "2024"
    assert "万元" in hits.unknown[1].nearest
    assert search(open_release(dataset), Wanted(text="", year=2024)).unknown == ()

"""`value --why`: the rule that decided is named where it decides, and told with its sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from commands import cli
from normalize import normalize_value
from normalize.values.closed_sets import Flag
from normalize.values.explained_value import explain_value
from normalize.values.flag_sentences import SENTENCES
from normalize.values.why import Why

ROOT = Path(__file__).parents[2]
CASES = [
    json.loads(line)
    for line in (ROOT / "tests/normalize/cases/forms.jsonl").read_text("utf-8").splitlines()
]


def rules(value: str, **row: Any) -> dict[str, str]:
    found = explain_value(value, fiscal_year=2024, **row)
    return {each.field: each.why for each in found if each.field != "flag"}


@pytest.mark.parametrize(
    ("value", "row", "field", "rule"),
    [
        ("", {}, "kind", Why.NOTHING_WRITTEN),
        ("%", {}, "kind", Why.UNIT_ALONE),
        ("××个", {}, "kind", Why.MARKS_OF_TEMPLATE),
        ("≥", {}, "kind", Why.SIGN_ALONE),
        ("无", {}, "kind", Why.NONE_WORD),
        ("无", {"name": "安全事故"}, "kind", Why.NOTHING_UNWANTED),
        ("零事故", {}, "kind", Why.ZERO_SPELLED),
        ("三十五", {}, "kind", Why.NUMERAL_SPELLED),
        ("8:00前", {}, "kind", Why.NO_SUCH_DAY),
        ("显著提升", {}, "kind", Why.WORDS),
        ("12月底前有序完成", {}, "kind", Why.DATE_STATED),
        ("2024年", {"operator_cell": "≤"}, "kind", Why.COLUMN_LIMITS_PERIOD),
        ("按工作计划正常进行", {"name": "每月巡查"}, "kind", Why.RHYTHM_KEPT),
        ("x" * 2001, {}, "kind", Why.TOO_LONG),
        ("≥95%", {}, "operator", Why.SIGN_BEFORE),
        ("不少于5次", {}, "operator", Why.WORD_BEFORE),
        ("5次以上", {}, "operator", Why.WORD_BEHIND),
        ("95%≥", {}, "operator", Why.SIGN_BEHIND),
        ("90%≤满意度", {}, "operator", Why.SIGN_MIRRORED),
        ("前3名", {}, "operator", Why.FIRST_RANKS),
        ("80%-90%", {}, "operator", Why.TWO_ENDS),
        ("12月底前", {}, "operator", Why.WORD_OF_DATE),
        ("良好以上", {}, "operator", Why.LIMIT_OF_GRADE),
        ("95%", {"operator_cell": "≥"}, "operator", Why.OPERATOR_COLUMN),
        ("95%", {"name": "满意度达90%以上"}, "operator_implied", Why.NAME_IMPLIES),
        ("95%", {}, "operator", Why.NOT_WRITTEN),
        ("至少1次矫正人员的3类活动", {}, "number", Why.ONLY_LIMITED),
        ("完成50亿以上招商项目1个", {}, "number", Why.LAST_WITH_UNIT),
        ("≥1..5", {}, "number", Why.UNREADABLE),
        ("前3名", {}, "unit", Why.UNIT_OF_RANK),
        ("5块", {"name": "宣传栏"}, "unit", Why.TOLD_APART),
        ("5", {"unit_cell": "公里"}, "unit", Why.UNIT_COLUMN),
        ("5", {"name": "里程（公里）"}, "unit", Why.UNIT_OF_NAME),
        ("三分之二", {"unit_cell": "人"}, "unit", Why.SHARE_HAS_NONE),
        ("20万元/年", {}, "per", Why.PER_WRITTEN),
        ("20万元", {"name": "成本（万元/年）"}, "per", Why.PER_OF_NAME),
        ("20万元", {"unit_cell": "万元/年"}, "per", Why.PER_OF_COLUMN),
        ("全年", {}, "period", Why.SPAN_WORD),
        ("每月", {}, "period", Why.RHYTHM_WORD),
        ("每月15日前", {}, "period", Why.RECURRING_DAY),
        ("1-12月", {}, "period", Why.ONE_UNIT_RANGE),
        ("2024年3月1日至2024年5月1日", {}, "period", Why.TWO_POINTS),
        ("2024年7月1日起", {}, "period", Why.BEGINNING),
        ("12月底前", {}, "period", Why.LIMITED_POINT),
        ("2024年12月31日", {}, "period", Why.EXACT_POINT),
        ("三季度", {}, "period", Why.WHOLE_POINT),
        ("5次/年", {}, "period", Why.TIME_OF_DENOMINATOR),
        ("5次", {"name": "每月巡查次数"}, "period_source", Why.TIME_IN_NAME),
        ("12.31", {"name": "完成时间"}, "period_source", Why.ROW_ASKS_FOR_DATE),
        ("95%%", {}, "confidence", Why.DOUBTED),
        ("5次左右", {}, "confidence", Why.INFERRED),
        ("形成一批可复制的经验做法和典型案例", {}, "confidence", Why.STATEMENT),
        ("≥95%", {}, "confidence", Why.AS_WRITTEN),
    ],
)
def test_a_field_names_the_rule_that_decided_it(
    value: str, row: dict[str, str], field: str, rule: Why
) -> None:
    assert rules(value, **row)[field] == rule


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['group']}-{case['value']!r}")
def test_what_is_explained_is_what_is_read(case: dict[str, Any]) -> None:
    row = {key: case.get(key) for key in ("name", "operator_cell", "unit_cell", "fiscal_year")}
    target = normalize_value(case["value"], **row)
    found = explain_value(case["value"], **row)
    holds = {each.field: each.holds for each in found}
    assert (holds["kind"], holds["confidence"]) == (target.kind, target.confidence)
    assert [each.holds for each in found if each.field == "flag"] == list(target.flags)
    assert all(each.sentence for each in found)
    if target.number is not None and target.number_upper is None:
        assert holds["number"] == target.number


def test_the_digits_that_gave_the_number_are_shown_however_many_they_are() -> None:
    for value in ("≥9200元", "≥1元"):
        written = {each.field: each.written for each in explain_value(value)}
        assert written["number"] == value[1:-1]


def test_every_flag_has_its_sentence_and_every_rule_decides_somewhere() -> None:
    assert set(SENTENCES) == set(Flag)
    rooms = (ROOT / "normalize" / "values").rglob("*.py")
    source = "".join(file.read_text("utf-8") for file in rooms if file.name != "why.py")
    assert [why.name for why in Why if f"Why.{why.name}" not in source] == []


def test_the_command_prints_the_rule_and_the_characters_it_was_decided_on() -> None:
    run = CliRunner().invoke(cli, ["value", "≥20万元/村", "--why"])
    assert run.exit_code == 0
    assert "sign_before" in run.output
    rows = json.loads(CliRunner().invoke(cli, ["value", "≥20万元/村", "--why", "--json"]).output)
    assert {
        "field": "unit",
        "holds": "元",
        "why": "unit_written",
        "written": "万元/村",
    }.items() <= (rows[3].items())

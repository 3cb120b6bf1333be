"""The publication that the project began with, where it is at hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from normalize.documents import Records
from pipeline import read_here

SEED = Path(__file__).parent.parent.parent / "shared" / "seed" / "fenggang-2024.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed is not at ../shared/seed")


@pytest.fixture(scope="module")
def seed() -> Records:
    return read_here(SEED)


def printed_rows() -> list[tuple[str, str, str, str]]:
    """Level 1, level 2, name, value of every indicator line, by hand-made rules of this one file.

    Independent of the reader: the block's lines by their tabs, the three displaced rows by name.
    """
    rows: list[tuple[str, str, str, str]] = []
    inside = department = False
    level1 = level2 = ""
    for line in SEED.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            inside = False
        cells = [cell.strip() for cell in line.split("\t")]
        if "三级指标" in line:
            inside, department = True, "年度绩效指标" in line
        elif inside:
            cells = cells[1:] if department else cells
            if cells[0] == "每月机关办公节约纸张":
                cells = ["", "", cells[0], cells[2]]
            elif cells[0] in ("时效指标", "生态环境成本指标"):
                cells = ["", *cells[:3]]
            level1, level2 = cells[0] or level1, cells[1] or level2
            rows.append((level1, level2, cells[2], cells[3]))
    return rows


def test_all_14_forms_and_177_rows_are_there(seed: Records) -> None:
    assert seed.document.status == "ok"
    assert [form.kind for form in seed.forms] == ["department"] + ["project"] * 13
    assert len(seed.indicators) == 177
    assert seed.document.rows_seen == 177


def test_every_level_name_and_value_is_as_printed(seed: Records) -> None:
    read = [(r.level1_text, r.level2_text, r.name_text, r.value_raw) for r in seed.indicators]
    assert read == printed_rows()


def test_every_level_has_its_code(seed: Records) -> None:
    assert all(row.level1 and row.level2 for row in seed.indicators)


def test_the_three_displaced_rows_and_the_shifted_header_are_flagged(seed: Records) -> None:
    flagged = [row.name for row in seed.indicators if "row_realigned" in row.flags]
    assert flagged == [
        "每月机关办公节约纸张",
        "维护生态环境,创造辖区内安定和谐的社会环境",
        "全年工作完成时限",
    ]
    assert all(r.confidence == "low" for r in seed.indicators if "row_realigned" in r.flags)
    issues = [issue for issue in seed.issues if issue.code == "row_realigned"]
    assert [issue.form_id[-3:] for issue in issues if issue.form_id] == ["002", "002", "004", "011"]
    assert issues[0].text == "实施单位 赣州经济技术开发区凤岗镇人民政府"


def test_the_kinds_of_values_are_those_counted_by_hand(seed: Records) -> None:
    kinds = [str(row.kind) for row in seed.indicators]
    counted = {kind: kinds.count(kind) for kind in set(kinds)}
    assert counted == {"quantitative": 114, "qualitative": 56, "deadline": 5, "schedule": 2}


def test_money_is_exact_in_yuan(seed: Records) -> None:
    department = {line.item: line.amount for line in seed.funding if line.form_id.endswith("-001")}
    assert department == {
        "income_total": Decimal(131589300),
        "income_fiscal_appropriation": Decimal(40197900),
        "income_other": Decimal(91391400),
        "expenditure_total": Decimal(131589300),
        "expenditure_basic": Decimal(29044600),
        "expenditure_project": Decimal(102544700),
    }
    totals = [line.amount for line in seed.funding if line.item == "total"]
    wan = "16.606 132.58 275.86 53 208 28.08 100 9139.15 140.55 46.85 5 17 91.8"
    assert totals == [Decimal(each) * 10000 for each in wan.split()]
    rest = [line.amount for line in seed.funding if not line.form_id.endswith("-001")]
    assert rest.count(Decimal(0)) == 39
    assert all(line.unit_text == "万元" for line in seed.funding)


def test_every_project_has_its_offices(seed: Records) -> None:
    projects = seed.forms[1:]
    assert {form.supervisor_code for form in projects} == {"916"}
    office = "赣州经济技术开发区凤岗镇人民政府"
    assert {form.supervisor_name for form in projects} == {office}
    assert {form.implementing_unit for form in projects} == {office}
    assert all(form.project_name for form in projects)


def test_goals_carry_no_markup(seed: Records) -> None:
    assert all(form.goal and "<" not in form.goal for form in seed.forms)
    assert (seed.forms[0].goal or "").count("\n") == 2


def test_periods_resolve_against_2024(seed: Records) -> None:
    deadlines = [row for row in seed.indicators if row.kind == "deadline"]
    assert [row.period_end for row in deadlines] == [date(2024, 12, 31)] * 5
    assert {row.operator for row in deadlines} == {"<="}
    by_name = {row.name: row for row in seed.indicators}
    quarter = by_name["一季度乡镇运行经费控制在46.85万元"]
    assert (quarter.period_start, quarter.period_end) == (date(2024, 1, 1), date(2024, 3, 31))
    third = by_name["三季度乡镇运行经费控制在1405500元"]
    assert (third.period_start, third.period_end) == (date(2024, 7, 1), date(2024, 9, 30))
    year = [r for r in seed.indicators if r.name.startswith("每年1") and r.kind == "schedule"]
    assert [(r.period_start, r.period_end) for r in year] == [
        (date(2024, 1, 1), date(2024, 12, 31))
    ] * 2
    assert {r.period_freq for r in year} == {"P1Y"}
    assert by_name["全年招商任务6个"].period_end == date(2024, 12, 31)

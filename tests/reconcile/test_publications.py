"""Whole publications: the samples with their planted contradictions, the seed, a real one."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from batch.in_memory import open_books, read_together
from batch.raw.discover import discover
from normalize.records import CheckRecord
from pipeline import read_here
from reconcile import Books, YearSummary, reconcile, summarise_year
from samples.county_budgets import budget_publications
from samples.generate import RAW
from samples.truth import publications

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT.parent / "shared" / "seed" / "fenggang-2024.txt"
REAL = ROOT.parent / "shared" / "real" / "swu-2024-budget.pdf"
CLOSES = ("holds", "holds_rounded")


class Checked:
    """A raw file or folder, read and compared."""

    def __init__(self, raw: Path) -> None:
        documents = list(read_together([discover(raw)], read_here))
        self.paths = {each.document.document_id: each.document.path for each in documents}
        self.books: Books = open_books(documents)
        self.checks: tuple[CheckRecord, ...] = reconcile(self.books)
        self.years: tuple[YearSummary, ...] = summarise_year(self.books, self.checks)
        self.forms = {form.form_id: form for form in self.books.forms}

    def of(self, rule: str) -> list[CheckRecord]:
        return [check for check in self.checks if check.rule == rule]

    def verdicts(self, rule: str) -> dict[str, int]:
        return dict(Counter(check.verdict for check in self.of(rule)))

    def failing(self) -> list[CheckRecord]:
        return [check for check in self.checks if check.verdict == "fails"]

    def name(self, check: CheckRecord) -> str | None:
        return self.forms[check.form_id or ""].project_name


@pytest.fixture(scope="module")
def samples() -> Checked:
    return Checked(RAW)


@pytest.fixture(scope="module")
def seed() -> Checked:
    if not SEED.exists():
        pytest.skip("the seed is not at ../shared/seed")
    return Checked(SEED)


@pytest.fixture(scope="module")
def real() -> Checked:
    if not REAL.exists():
        pytest.skip("the real publications are not at ../shared/real")
    return Checked(REAL)


def test_every_planted_contradiction_is_found_and_nothing_else_fails(samples: Checked) -> None:
    names = {each.slug: each.department for each in publications()}
    planted = tomllib.loads((ROOT / "samples/county/contradictions.toml").read_text("utf-8"))
    expected = [
        (each["fiscal_year"], names[each["department"]], each.get("project"))
        for each in planted["contradiction"]
    ]
    found: dict[str | None, list[tuple[int | None, str, str | None]]] = defaultdict(list)
    for check in samples.failing():
        if check.form_id is None:
            continue  # of a budget table
        department = samples.books.bodies[check.form_id or ""]
        found[check.document_id].append((check.fiscal_year, department, samples.name(check)))
    for contradictions in found.values():
        document = [each for each in expected if each[:2] == contradictions[0][:2]]
        assert Counter(contradictions) == Counter(document)
    assert {each for contradictions in found.values() for each in contradictions} == set(expected)


def test_every_contradiction_planted_in_budget_tables_is_found_and_no_other(
    samples: Checked,
) -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for check in samples.failing():
        if check.form_id is None:
            found[samples.paths[check.document_id or ""]].append(check.rule)
    planted = {each.path: list(each.fails) for each in budget_publications() if each.fails}
    assert {path: sorted(rules) for path, rules in found.items()} == planted


def test_a_project_that_the_budget_leaves_out_is_noted(samples: Checked) -> None:
    notes = [c for c in samples.of("budget_project_line") if c.verdict == "note"]
    assert [samples.name(check) for check in notes] == ["教师培训"]


def test_two_of_three_departments_of_the_samples_close_in_each_year(samples: Checked) -> None:
    shares = [(year.fiscal_year, year.closing_share) for year in samples.years]
    assert shares == [(2024, pytest.approx(2 / 3)), (2025, pytest.approx(2 / 3))]


def test_the_samples_show_the_project_that_is_new_and_the_one_that_is_gone(
    samples: Checked,
) -> None:
    assert {check.left_text for check in samples.of("project_new")} == {"教师培训"}
    assert {check.left_text for check in samples.of("project_gone")} == {"教学仪器设备购置"}


def test_the_department_of_the_seed_closes(seed: Checked) -> None:
    for rule in ("income_parts", "expenditure_parts", "income_expenditure"):
        assert seed.verdicts(rule) == {"holds": 1}
    (year,) = seed.years
    assert year.closing_share == 1


def test_the_projects_of_the_seed_sum_but_for_the_rounding(seed: Checked) -> None:
    (total,) = seed.of("project_sum")
    assert total.verdict == "holds_rounded"
    assert (float(total.left or 0), float(total.right or 0)) == (102_544_700, 102_544_760)
    (left,) = seed.of("appropriation_left")
    assert left.verdict == "holds_rounded"
    assert (float(left.left or 0), float(left.right or 0)) == (11_153_300, 11_153_260)


def test_the_other_funds_of_the_seed_are_reported_a_hundred_yuan_apart(seed: Checked) -> None:
    (other,) = seed.of("other_income")
    assert (other.verdict, float(other.difference or 0)) == ("holds_rounded", 100)


def test_thirteen_forms_of_the_seed_break_nothing_down(seed: Checked) -> None:
    assert seed.verdicts("funding_parts") == {"parts_all_zero": 13}


def test_three_cost_targets_of_the_seed_are_not_the_money(seed: Checked) -> None:
    projects = [check for check in seed.of("total_cost") if seed.name(check)]
    failing = {seed.name(check) for check in projects if check.verdict == "fails"}
    assert failing == {"村(社区)干部经费", "招商引资经费", "招商引资经费1"}
    assert sum(check.verdict in CLOSES for check in projects) == 10


def test_a_part_of_the_seed_costs_more_than_its_project_has(seed: Checked) -> None:
    failing = [check for check in seed.of("partial_cost") if check.verdict == "fails"]
    assert [check.left_text for check in failing] == ["全年工资及五险支出 ≤495万元"]


def test_the_four_products_of_the_seed_are_found(seed: Checked) -> None:
    assert seed.verdicts("product") == {"holds": 4}
    assert sorted(float(check.left or 0) for check in seed.of("product")) == [
        166_060,  # 19 台 × 8740 元/台
        918_000,  # 255 人 × 3600 元/人/年
        2_080_000,  # 16 村 × 13 万元
        5_000_000,  # 200000 平方米 × 25 元/平方米
    ]
    assert seed.verdicts("share") == {"holds": 1}  # 20 % of 500 万元


def test_names_of_the_seed_say_what_their_values_say_but_for_one(seed: Checked) -> None:
    assert set(seed.verdicts("name_quantity")) == {"holds"}
    assert set(seed.verdicts("name_unit")) == {"holds"}
    failing = [check for check in seed.of("name_operator") if check.verdict == "fails"]
    assert [(check.left_text, check.right_text) for check in failing] == [
        ("群众满意度测评达90%以上", "90%")
    ]


def test_nothing_else_of_the_seed_fails(seed: Checked) -> None:
    assert Counter(check.rule for check in seed.failing()) == {
        "total_cost": 3,
        "partial_cost": 1,
        "name_operator": 1,
    }


def test_all_sums_of_a_real_publication_hold(real: Checked) -> None:
    assert real.verdicts("weights") == {"holds": 26}
    assert real.verdicts("funding_parts") == {"holds": 26}
    assert real.failing() == []

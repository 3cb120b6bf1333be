"""The catalogue of rules: what it says of itself, and what it promises of every check."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from normalize.records import CheckRecord
from reconcile import RULES, UnknownRuleError, reconcile, select, summarise_year
from reconcile.describe import catalogue
from reconcile.model import Severity, Verdict
from tests.reconcile.build import cost, department, open_books, project, row

DOCS = Path(__file__).parent.parent.parent / "docs"


def county() -> tuple[CheckRecord, ...]:
    forms = [
        department(income_total="100.00", expenditure_total="90.00", expenditure_project="50.00"),
        project("一", cost("总成本", "≤60万元"), row("满意度达90%以上", "90%"), total="50.00"),
    ]
    return reconcile(open_books(forms))


def test_the_written_catalogue_equals_the_rules() -> None:
    written = (DOCS / "checks.md").read_text(encoding="utf-8")
    assert written == catalogue(), "run: python -m reconcile.describe"


def test_every_rule_has_an_id_of_its_own_and_a_chinese_title() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(r"[a-z_]+", rule.id)
        assert re.search(r"[一-鿿]", rule.title_zh)
        assert rule.example
        assert rule.check.__doc__


def test_every_rule_has_a_test_that_calls_it() -> None:
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    for rule in RULES:
        assert f'"{rule.id}"' in tests


def test_rules_are_switched_on_and_off_by_their_ids() -> None:
    checks = county()
    without = reconcile(
        open_books([project("一", cost("总成本", "≤60万元"), total="50.00")]),
        select(skip=("total_cost",)),
    )
    assert "total_cost" in {check.rule for check in checks}
    assert "total_cost" not in {check.rule for check in without}
    with pytest.raises(UnknownRuleError, match="weigths"):
        select(only=("weigths",))


def test_ids_are_the_form_the_rule_and_a_number() -> None:
    checks = county()
    assert len({check.check_id for check in checks}) == len(checks)
    assert "d1-002-total_cost-01" in {check.check_id for check in checks}


def test_the_order_of_the_records_does_not_change_the_checks() -> None:
    forms = [project(name, row("道路", "≥5公里"), total="5") for name in "一二三四"]
    books = open_books(forms, forms[:2])
    rows = list(books.forms)
    random.Random(7).shuffle(rows)  # noqa: S311 -- an order, not a secret
    shuffled = type(books).open(
        documents=(),
        forms=rows,
        funding=(line for each in reversed(rows) for line in books.funding[each.form_id]),
        indicators=(line for each in reversed(rows) for line in books.rows(each)),
    )
    assert reconcile(shuffled) == reconcile(books)


def test_what_is_not_comparable_is_listed_on_request_only() -> None:
    books = open_books([project("一", row("在编69人", "100%"))])
    rules = select(only=("name_quantity",))
    assert reconcile(books, rules) == ()
    (check,) = reconcile(books, rules, not_comparable=True)
    assert check.verdict == Verdict.NOT_COMPARABLE


def test_rules_that_observe_never_fail() -> None:
    observing = {rule.id for rule in RULES if rule.severity is Severity.NOTE}
    assert not [check for check in county() if check.rule in observing and check.verdict == "fails"]


def test_numbers_that_no_column_holds_are_left_out_of_a_check() -> None:
    rows = (cost("单价", f"≤{9 * 10**20}元/台"), row("数量", f"={10**12}台"), cost("价款", "≤9元"))
    checks = reconcile(open_books([project("一", *rows, total="50.00")]))
    assert all(check.left is None or abs(check.left) < 10**28 for check in checks)


def test_the_summary_of_a_year_counts_departments_whose_sums_close() -> None:
    closing = [department(income_total="5.00", expenditure_total="5.00")]
    open_ = [department(income_total="5.00", expenditure_total="6.00", name="禾溪县财政局")]
    silent = [department(name="禾溪县审计局")]
    books = open_books(closing, open_, silent)
    (year,) = summarise_year(books, reconcile(books))
    assert (year.departments, year.departments_compared, year.departments_closing) == (3, 2, 1)
    assert year.closing_share == 0.5
    assert year.failing == {"income_expenditure": 1}

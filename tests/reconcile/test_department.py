"""Within a department, and a department against its projects."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reconcile import reconcile, select
from tests.reconcile.build import checks, department, open_books, project, verdicts


def test_income_is_the_sum_of_its_parts() -> None:
    form = department(
        income_total="100.00", income_fiscal_appropriation="60.00", income_other="40.00"
    )
    assert verdicts("income_parts", [form]) == ["holds"]


def test_income_beside_the_sum_of_its_parts_fails_with_the_difference_in_yuan() -> None:
    form = department(
        income_total="100.00", income_fiscal_appropriation="60.00", income_other="39.00"
    )
    (check,) = checks("income_parts", [form])
    assert check.verdict == "fails"
    assert check.difference == Decimal(10_000)
    assert check.right_text == "income_fiscal_appropriation 60.00 万元 + income_other 39.00 万元"


def test_carry_over_is_income_too() -> None:
    form = department(income_total="100.00", income_fiscal_appropriation="60.00", carry_over="40")
    assert verdicts("income_parts", [form]) == ["holds"]


def test_a_line_of_unknown_meaning_may_belong_to_the_sum() -> None:
    form = department(
        income_total="100.00", income_fiscal_appropriation="60.00", unclassified="40.00"
    )
    assert verdicts("income_parts", [form]) == ["not_comparable"]


def test_parts_without_any_amount_prove_nothing() -> None:
    form = department(income_total="100.00", income_fiscal_appropriation="-", income_other="")
    assert verdicts("income_parts", [form]) == ["not_comparable"]


@pytest.mark.parametrize(
    ("project_part", "verdict"),
    [("30.00", "holds"), ("30.01", "holds_rounded"), ("30.02", "fails")],
)
def test_expenditure_carries_the_rounding_of_its_parts(project_part: str, verdict: str) -> None:
    form = department(
        expenditure_total="100.00", expenditure_basic="70.00", expenditure_project=project_part
    )
    assert verdicts("expenditure_parts", [form]) == [verdict]


def test_amounts_in_yuan_are_compared_to_the_cent() -> None:
    form = department(
        unit="元",
        expenditure_total="100.00",
        expenditure_basic="70.00",
        expenditure_project="30.02",
    )
    assert verdicts("expenditure_parts", [form]) == ["fails"]


@pytest.mark.parametrize(("expenditure", "verdict"), [("100.00", "holds"), ("101.00", "fails")])
def test_income_equals_expenditure(expenditure: str, verdict: str) -> None:
    form = department(income_total="100.00", expenditure_total=expenditure)
    assert verdicts("income_expenditure", [form]) == [verdict]


def test_the_projects_of_the_document_sum_to_the_project_expenditure() -> None:
    forms = [
        department(expenditure_project="30.00"),
        project("一", total="10.004"),
        project("二", total="20.003"),
    ]
    (check,) = checks("project_sum", forms)
    assert check.verdict == "holds_rounded"
    assert (check.left, check.right) == (Decimal(300_000), Decimal(300_070))
    assert check.right_text == "10.004 + 20.003"


@pytest.mark.parametrize(("total", "word"), [("19.00", "less"), ("21.00", "more")])
def test_projects_that_sum_to_another_amount_fail_and_say_which_way(total: str, word: str) -> None:
    forms = [
        department(expenditure_project="30.00"),
        project("一", total="10.00"),
        project("二", total=total),
    ]
    (check,) = checks("project_sum", forms)
    assert check.verdict == "fails"
    assert word in check.message


def test_a_project_without_a_total_leaves_the_sum_open() -> None:
    forms = [department(expenditure_project="30.00"), project("一", total="10.00"), project("二")]
    assert verdicts("project_sum", forms) == ["not_comparable"]


def test_projects_may_be_missing_in_a_document_that_was_read_in_part() -> None:
    forms = [department(expenditure_project="30.00"), project("一", total="10.00")]
    rule = select(only=("project_sum",))
    assert reconcile(open_books(forms, partial=True), rule) == ()
    (check,) = reconcile(open_books(forms), rule)
    assert check.verdict == "fails"


def test_projects_in_other_documents_are_found_by_the_name_of_their_department() -> None:
    own = [department(expenditure_project="30.00")]
    first, second = [project("一", total="10.00")], [project("二", total="20.00")]
    stranger = [project("三", total="5.00", office="禾溪县财政局")]
    assert verdicts("project_sum", own, first, second, stranger) == ["holds"]


def test_a_project_that_two_documents_print_counts_once() -> None:
    own = [department(expenditure_project="10.00")]
    twice = project("一", total="10.00")
    assert verdicts("project_sum", own, [twice], [twice]) == ["holds"]


def test_in_a_document_of_several_departments_projects_go_with_their_supervisor() -> None:
    forms = [
        department(expenditure_project="10.00"),
        department(name="财政局", expenditure_project="5.00"),
        project("一", total="10.00"),
        project("二", total="5.00", office="禾溪县财政局"),
    ]
    assert verdicts("project_sum", forms) == ["holds", "holds"]


def test_projects_of_another_year_are_not_counted() -> None:
    forms = [
        department(expenditure_project="10.00"),
        project("一", total="10.00"),
        project("一", total="7.00", year=2023),
    ]
    assert verdicts("project_sum", forms) == ["holds"]


def appropriated(share: str) -> list[str]:
    other = f"{40 - float(share):.2f}"
    forms = [
        department(
            income_fiscal_appropriation="90.00", expenditure_basic="60.00", expenditure_project="40"
        ),
        project("一", total="40.00", fiscal_appropriation=share, other=other),
    ]
    return verdicts("appropriation_left", forms)


def test_what_basic_expenditure_leaves_goes_to_the_projects() -> None:
    assert appropriated("30.00") == ["holds"]


def test_projects_may_get_more_where_other_income_pays_basic_expenditure() -> None:
    assert appropriated("35.00") == ["holds"]


def test_projects_that_get_less_than_is_left_fail() -> None:
    assert appropriated("20.00") == ["fails"]


def test_projects_without_a_break_down_count_whole_but_for_the_other_funds() -> None:
    zeros = {"fiscal_appropriation": "0", "other": "0", "carry_over": "0"}
    forms = [
        department(
            income_fiscal_appropriation="90.00",
            income_other="12.00",
            expenditure_basic="60.00",
            expenditure_project="42.00",
        ),
        project("一", total="30.00", **zeros),
        project("income_other", total="12.00", **zeros),
    ]
    assert verdicts("appropriation_left", forms) == ["holds"]
    assert verdicts("other_income", forms) == ["holds"]


@pytest.mark.parametrize(("other", "verdict"), [("8.00", "holds"), ("13.00", "fails")])
def test_other_funds_of_projects_come_from_other_income(other: str, verdict: str) -> None:
    forms = [department(income_other="12.00"), project("一", total="30.00", other=other)]
    assert verdicts("other_income", forms) == [verdict]


def test_a_project_with_two_forms_is_noted() -> None:
    own = department(expenditure_project="10.00")
    once, twice = [own, project("一")], [own, project("一"), project("一")]
    assert verdicts("projects_once", once) == ["holds"]
    assert verdicts("projects_once", twice) == ["note"]

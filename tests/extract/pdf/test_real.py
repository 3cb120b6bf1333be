"""Two publications of a university, compared field by field with what a person read from them.

They are not part of the repository: the tests skip where the folder beside it is missing.
"""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract import Source, load, read_document
from extract.model import Form, Horizon

REAL = Path(__file__).parents[4] / "shared" / "real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real publications are not here")


def squeeze(text: str | None) -> str:
    """White space is compared by nobody: the expectation says so."""
    return re.sub(r"\s+", "", text or "")


def printed(form: Form) -> dict[str, Any]:
    """The fields of a form under the names of the expectation."""
    return {
        "title": squeeze(form.title),
        "fiscal_year": form.fiscal_year,
        "page_first": form.page_first,
        "page_last": form.page_last,
        "project_name": squeeze(form.fact("project_name")),
        "supervisor_raw": squeeze(form.fact("supervisor")),
        "implementing_unit": squeeze(form.fact("implementing_unit")),
        "goal": squeeze(form.goal),
        "goal_long_term": squeeze(form.goal_long_term) or None,
        "units": {line.unit for line in form.funding},
        "funding": [
            (line.item, squeeze(line.amount), line.horizon is Horizon.ANNUAL)
            for line in form.funding
        ],
        "indicators": [
            (
                *map(squeeze, (row.level1, row.level2, row.name, row.value, row.weight)),
                row.page,
            )
            for row in form.indicators
        ],
    }


def expected(form: dict[str, Any]) -> dict[str, Any]:
    roles = {"fiscal": "fiscal_appropriation"}
    return {
        **{k: form[k] for k in ("fiscal_year", "page_first", "page_last", "goal_long_term")},
        **{
            k: squeeze(form[k])
            for k in ("title", "project_name", "supervisor_raw", "implementing_unit", "goal")
        },
        "units": {form["amount_unit"]},
        "funding": [
            (roles.get(f["role"], f["role"]), squeeze(f["text"]), f["horizon"] == "annual")
            for f in form["funding"]
        ],
        "indicators": [
            (
                *(squeeze(r[k]) for k in ("level1", "level2", "name", "value_raw", "weight")),
                r["page"],
            )
            for r in form["indicators"]
        ],
    }


@pytest.fixture(scope="module")
def budget() -> Source:
    return load(REAL / "swu-2024-budget.pdf")


def test_every_field_of_every_form_of_the_budget_is_as_a_person_read_it(budget: Source) -> None:
    wanted = json.loads((REAL / "swu-2024-budget.expected.json").read_text())["forms"]
    forms = read_document(budget).forms
    assert [form.title for form in forms] == [form["title"] for form in wanted]
    for form, want in zip(forms, wanted, strict=True):
        got, should = printed(form), expected(want)
        for name, value in should.items():
            assert got[name] == value, (want["form_no"], name)


def test_the_points_of_each_form_sum_to_ninety(budget: Source) -> None:
    for form in read_document(budget).forms:
        assert sum(Decimal(row.weight or 0) for row in form.indicators) == 90, form.title


def test_the_budget_is_read_without_an_issue(budget: Source) -> None:
    document = read_document(budget)
    assert [*document.issues, *(i for form in document.forms for i in form.issues)] == []


def test_final_accounts_hold_no_form_and_no_suspicion_of_one() -> None:
    document = read_document(load(REAL / "swu-2024-accounts.pdf"))
    assert (document.forms, document.issues, document.unrecognised) == ((), (), 0)

"""The sample publications: written from the truth, and read back to it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from batch.raw.discover import Found
from extract.families import gate
from extract.model import Source
from extract.readers import read
from extract.readers.archives.way_in import open_archive
from extract.source import find_member
from normalize.documents import Records
from normalize.records import IndicatorRecord
from pipeline import read_here
from samples.county_budgets import BudgetPublication, budget_publications
from samples.generate import RAW, file_of, samples
from samples.truth import Expectation, Publication, publications
from tests.extract.budgets import read as budgets

_DEFLATED = (".pdf", ".docx", ".xlsx")


def slug(publication: Publication) -> str:
    return f"{publication.fiscal_year}-{publication.slug}"


def records_of(publication: Publication) -> Records:
    name = file_of(publication)
    path, inside = RAW / name, ()
    if not path.exists():
        path, inside = find_member(path) or (path, ())
    return read_here(Found(path=path, name=name, inside=inside))


def test_the_committed_samples_are_what_the_generator_writes() -> None:
    written = dict(samples())
    committed = {
        path.relative_to(RAW).as_posix(): path.read_bytes()
        for path in Path(RAW).rglob("*")
        if path.is_file()
    }
    assert committed.keys() == written.keys(), "run: python -m samples.generate"
    for name, data in written.items():
        if name.endswith(_DEFLATED):  # not by every zlib to the same bytes
            assert printed(data) == printed(committed[name]), name
        elif name.endswith(".zip"):
            ours, theirs = (open_archive(each, name) for each in (data, committed[name]))
            assert [each.name for each in ours.entries()] == [x.name for x in theirs.entries()]
            for each in ours.entries():
                document, other = (x.unpacked(each.number) for x in (ours, theirs))
                same = printed(document) == printed(other)
                assert same if each.name.endswith(_DEFLATED) else document == other, each.name
        else:
            assert data == committed[name], name


def printed(data: bytes) -> list[str]:
    source = Source(name="a.pdf", data=data, sha256="0" * 64)
    return [cell.text for grid in read(source, gate=gate().opened()).grids for cell in grid.cells]


@pytest.mark.parametrize("budget", budget_publications(), ids=lambda each: each.path)
def test_every_amount_of_the_budgets_of_the_truth_is_read(budget: BudgetPublication) -> None:
    records = read_here(Found(path=RAW / budget.path, name=budget.path))
    assert (records.document.status, records.document.fiscal_year) == ("ok", budget.fiscal_year)
    assert [(t.kind, t.phase, t.unit_text) for t in records.budget_tables] == [
        (table.kind, table.phase, table.unit) for table in budget.tables
    ]
    assert {table.department_name for table in records.budget_tables} == {budget.department}
    assert budgets.read(records) == budgets.truth(list(budget.tables))
    assert [issue.code for issue in records.issues] == []


@pytest.mark.parametrize("publication", publications(), ids=slug)
def test_every_form_row_and_amount_of_the_truth_is_read(publication: Publication) -> None:
    records = records_of(publication)
    assert records.document.status == "ok"
    assert records.document.fiscal_year == publication.fiscal_year
    department, *projects = records.forms
    assert department.department_name == publication.department
    assert department.goal == publication.goal or department.goal == publication.goal.replace(
        "\n", " "
    )
    assert [form.project_name for form in projects] == [p.name for p in publication.projects]
    assert {form.supervisor_code for form in projects} == {publication.code}
    assert [form.implementing_unit for form in projects] == [
        project.implementing_unit for project in publication.projects
    ]
    money = [publication.money, *(project.money for project in publication.projects)]
    rows = [publication.rows, *(project.rows for project in publication.projects)]
    for form, lines, truth in zip(records.forms, money, rows, strict=True):
        amounts = {f.item: f.amount for f in records.funding if f.form_id == form.form_id}
        assert amounts == {item: Decimal(text) * 10000 for item, text in lines}
        printed = [
            (r.level1_text, r.level2_text, r.name_text)
            for r in records.indicators
            if r.form_id == form.form_id
        ]
        assert printed == [(row.level1, row.level2, row.name) for row in truth]


def agrees(row: IndicatorRecord, expected: Expectation) -> bool:
    number = None if expected.number is None else Decimal(expected.number)
    upper = None if expected.upper is None else Decimal(expected.upper)
    written = [row.qual_scale, row.qual_direction, row.qual_degree]
    return (
        (row.kind, row.operator, row.value_base, row.value_base_upper)
        == (expected.kind, expected.operator, number, upper)
        and row.unit == expected.unit
        and tuple(row.per) == expected.per
        and (expected.implied is None or row.operator_implied == expected.implied)
        and (expected.period_type is None or row.period_type == expected.period_type)
        and (expected.start is None or str(row.period_start) == expected.start)
        and (expected.end is None or str(row.period_end) == expected.end)
        and (expected.freq is None or row.period_freq == expected.freq)
        and all(word in written for word in expected.words)
    )


@pytest.mark.parametrize("publication", publications(), ids=slug)
def test_every_value_is_read_as_the_truth_says(publication: Publication) -> None:
    truth = [*publication.rows, *(row for each in publication.projects for row in each.rows)]
    records = records_of(publication)
    wrong = [
        (row.name, row.value_raw, expected.reading)
        for row, expected in zip(records.indicators, truth, strict=True)
        if not agrees(row, Expectation.parse(expected.reading))
    ]
    assert wrong == []


def test_the_sums_agree_apart_from_the_planted_contradictions() -> None:
    off = []
    for each in publications():
        money = {item: Decimal(amount) for item, amount in each.money}
        income = money["income_fiscal_appropriation"] + money["income_other"]
        spent = money["expenditure_basic"] + money["expenditure_project"]
        projects = sum(Decimal(dict(project.money)["total"]) for project in each.projects)
        sums = {
            "income": income == money["income_total"],
            "expenditure": spent == money["expenditure_total"],
            "balance": money["income_total"] == money["expenditure_total"],
            "projects": projects == money["expenditure_project"],
        }
        off += [(each.fiscal_year, each.slug, name) for name, holds in sums.items() if not holds]
        for project in each.projects:
            total, *parts = (Decimal(amount) for _, amount in project.money)
            if total != sum(parts):
                off.append((each.fiscal_year, each.slug, project.name))
    assert off == [
        (2024, "shiqiao", "expenditure"),
        (2024, "shiqiao", "美丽乡村建设专项"),
        (2025, "jiaoyu", "projects"),
    ]

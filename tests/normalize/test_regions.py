"""Regions that manifest.csv states: told by their code, and said where they cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract import Source, read_document
from normalize.codes.regions import provinces, region_of
from normalize.documents import Records, normalize_document
from samples.budgets.tables import drawn_tables
from samples.layouts.others import WRITERS

DATA = WRITERS["html"]((drawn_tables()[0].printed,))


def records(code: str | None, publisher: str | None = None) -> Records:
    source = Source(name="a", data=DATA, sha256="0" * 64, publisher=publisher)
    source = replace(source, region_code=code)
    return normalize_document(source, read_document(source))


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("110000", "province"),
        ("110100", "prefecture"),
        ("530102", "county"),
        ("429004", "county"),
        ("995302", None),
        ("530001", None),
        ("538000", None),
    ],
)
def test_a_code_tells_its_level_by_its_structure(code: str, level: str | None) -> None:
    region = region_of(code)
    assert (region.level if region else None) == level
    assert len(provinces()) == 34


def test_a_stated_region_stands_with_the_document_and_its_budget_tables() -> None:
    read = records("530102", "云南省某局")
    assert (read.document.region_code, read.document.region_level) == ("530102", "county")
    assert read.document.province == "云南省"
    assert {table.region_code for table in read.budget_tables} == {"530102"}
    assert not read.issues


@pytest.mark.parametrize(
    ("code", "publisher", "said"),
    [
        ("995302", None, ("region_unknown", "995302")),
        ("530102", "江苏省某局", ("region_contradicted", "530102 云南省 / 江苏省某局")),
    ],
)
def test_a_region_that_cannot_be_is_kept_and_said(
    code: str, publisher: str | None, said: tuple[str, str]
) -> None:
    read = records(code, publisher)
    assert read.document.region_code == code
    assert [(issue.code, issue.text) for issue in read.issues] == [said]
    assert read.document.status == "ok"


def test_without_a_statement_there_is_none() -> None:
    read = records(None)
    assert (read.document.region_code, read.document.province) == (None, None)

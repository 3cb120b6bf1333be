"""What is no target form gives none; what only looks like one, or is not filled in, says so."""

from __future__ import annotations

import hashlib

import pytest

from extract import Source, read_document
from normalize.documents import Records, normalize_document
from samples.layouts.blank import blank
from samples.layouts.others import WRITERS, Other, others
from samples.layouts.publications import layouts

FORMATS = pytest.mark.parametrize("format_", WRITERS)


def records_of(data: bytes) -> Records:
    source = Source(name="a", data=data, sha256=hashlib.sha256(data).hexdigest())
    return normalize_document(source, read_document(source))


def named(says: str) -> list[object]:
    return [pytest.param(other, id=other.name) for other in others() if other.says == says]


@FORMATS
@pytest.mark.parametrize("other", named("no_forms"))
def test_tables_that_are_no_target_forms_are_passed_over_in_silence(
    other: Other, format_: str
) -> None:
    records = records_of(WRITERS[format_](other.printed))
    assert records.document.status == "no_forms"
    assert (records.forms, records.indicators, records.issues) == ((), (), ())


@FORMATS
@pytest.mark.parametrize("other", named("budget_tables"))
def test_a_document_of_budget_tables_is_no_document_without_forms(
    other: Other, format_: str
) -> None:
    records = records_of(WRITERS[format_](other.printed))
    assert (records.document.status, records.document.message) == ("ok", None)
    assert (records.forms, records.indicators, records.issues) == ((), (), ())
    kinds = [(table.kind, table.lines) for table in records.budget_tables]
    assert kinds == [("income_expenditure", 13), ("three_public", 6), ("projects", 12)]


@FORMATS
@pytest.mark.parametrize("other", named("unrecognised_form"))
def test_a_table_that_only_looks_like_a_form_is_signalled_and_not_half_read(
    other: Other, format_: str
) -> None:
    records = records_of(WRITERS[format_](other.printed))
    assert (records.document.status, records.document.reason) == ("partial", "unrecognised_form")
    assert records.indicators == ()
    [signal] = [issue for issue in records.issues if issue.code == "unrecognised_form"]
    assert signal.text.startswith(other.printed[0].rows[0][0].text)
    assert signal.page == (1 if format_ == "pdf" else None)
    assert records.document.rows_failed > 0


@FORMATS
@pytest.mark.parametrize("numbered", [False, True], ids=["empty names", "numbered names"])
@pytest.mark.parametrize("layout", layouts())
def test_a_template_to_be_filled_in_gives_a_form_without_rows_and_says_so(
    layout: str, numbered: bool, format_: str
) -> None:
    records = records_of(WRITERS[format_](blank(layout, numbered=numbered)))
    assert records.indicators == ()
    assert "blank_form" in [issue.code for issue in records.issues]

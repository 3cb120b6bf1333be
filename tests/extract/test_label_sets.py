"""Forms in the labels of many places are read in full: names, money, goals, and nothing else."""

from __future__ import annotations

import pytest

from extract import Source, read_document
from normalize.issues import is_loss
from tests.extract.label_sets import LABEL_SETS, LabelSet


@pytest.mark.parametrize("kind", ["html", "text"])
@pytest.mark.parametrize("form", LABEL_SETS.values(), ids=LABEL_SETS)
def test_a_form_is_read_whatever_its_labels_are(form: LabelSet, kind: str) -> None:
    data = form.html if kind == "html" else form.text
    document = read_document(Source(name=f"form.{kind}", data=data, sha256=""))
    [found] = document.forms
    assert {role: found.fact(role) for role in form.facts} == form.facts
    amounts = sorted((line.item, line.amount) for line in found.funding if line.amount)
    assert amounts == sorted(form.money)
    assert (found.goal, found.goal_long_term) == (form.goal, form.goal_long_term)
    assert tuple((row.name, row.value) for row in found.indicators) == form.indicators
    assert [issue for issue in (*document.issues, *found.issues) if is_loss(issue)] == []

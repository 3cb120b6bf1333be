"""Every question of docs/questions.md is answered on the samples, alike in pandas and in SQL."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.questions import PAGE, base_of, by_pandas, dataset, questions, shown

TEXT = PAGE.read_text(encoding="utf-8")
NUMBERS = range(len(questions(TEXT)))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dataset(tmp_path_factory.mktemp("questions") / "out")


def test_the_page_holds_ten_questions() -> None:
    assert len(NUMBERS) == 10


@pytest.mark.parametrize("number", NUMBERS)
def test_a_question_is_answered_as_the_page_says_in_pandas_and_in_sql(
    out: Path, number: int
) -> None:
    question = questions(TEXT)[number]
    by_hand = by_pandas(question["python"], out)
    assert len(by_hand), "a question without an answer shows nothing"
    assert shown(by_hand) == question["answer"], "see: python -m tests.questions"
    with base_of(out) as base:
        by_sql = base.sql(question["sql"]).fetchdf()
    assert shown(by_sql.astype(object).where(pd.notna(by_sql), None)) == question["answer"]

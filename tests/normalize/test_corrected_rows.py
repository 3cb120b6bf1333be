"""Rows added to a form and taken away from it, by correction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import Amendment, Code, Form, Sight, Source
from normalize.corrections.file import CorrectionsError, read_corrections, written_corrections
from normalize.documents import normalize_document
from normalize.forms import normalize_form
from tests.normalize.test_corrections import SHA, Correction, corrected, correction, document
from tests.reconcile.build import project, row

ROWS = (row("里程", "≥10公里"), row("标牌", "≥5块"), row("合计", "10"))
FORM = replace(project("村道维护", *ROWS, total="12"), rows_seen=len(ROWS))
THIRD = "产出指标 | 质量指标 | 合格率 | ≥98%"


def names(form: Form) -> list[str]:
    return [each.name for each in form.indicators]


def added(after: int, expected: str, text: str = THIRD) -> Correction:
    return correction("row_added", expected, text, row=after)


def removed(number: int, expected: str) -> Correction:
    return correction("row_removed", expected, "", row=number)


def test_a_row_is_added_below_the_one_that_is_expected() -> None:
    form = corrected(added(1, "里程 | ≥10公里"), form=FORM)
    assert names(form) == ["里程", "合格率", "标牌", "合计"]
    new = form.indicators[1]
    assert (new.level1, new.level2, new.value) == ("产出指标", "质量指标", "≥98%")
    assert new.corrections == (Amendment(field="row_added", printed="", corrected=THIRD),)
    assert form.rows_seen == FORM.rows_seen + 1


def test_a_row_is_added_before_the_first() -> None:
    (first,) = read_corrections(written_corrections([added(0, "")]))
    assert names(corrected(first, form=FORM))[0] == "合格率"
    with pytest.raises(CorrectionsError, match="number from 1"):
        read_corrections(written_corrections([removed(0, "")]))


def test_a_row_that_is_none_is_taken_away_and_counts_as_passed_over() -> None:
    form = corrected(removed(3, "合计 | 10"), form=FORM)
    assert names(form) == ["里程", "标牌"]
    assert form.rows_ignored == FORM.rows_ignored + 1
    assert form.corrections[-1] == Amendment(field="row_removed", printed="合计 | 10", corrected="")


def test_numbers_are_those_of_the_reading_whatever_else_is_added_or_removed() -> None:
    done = corrected(
        removed(1, "里程 | ≥10公里"),
        added(2, "标牌 | ≥5块"),
        added(2, "标牌 | ≥5块", "效益指标 | 社会效益指标 | 出行 | 改善"),
        removed(3, "合计 | 10"),
        correction("value", "≥5块", "≥6块", row=2),
        form=FORM,
    )
    # the text is put right first: what is expected of the row is what then stands there
    assert [issue.code for issue in done.issues] == [Code.STALE_CORRECTION] * 2
    done = corrected(
        removed(1, "里程 | ≥10公里"),
        added(2, "标牌 | ≥5块"),
        added(2, "标牌 | ≥5块", "效益指标 | 社会效益指标 | 出行 | 改善"),
        removed(3, "合计 | 10"),
        form=FORM,
    )
    assert (names(done), done.issues) == (["标牌", "合格率", "出行"], ())


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (removed(3, "总计 | 10"), "“总计 | 10” was expected, “合计 | 10” is read"),
        (removed(4, ""), "the form has 3 row(s)"),
        (added(9, ""), "the form has 3 row(s)"),
        (added(1, "别的 | 1"), "“别的 | 1” was expected"),
        (added(1, "里程 | ≥10公里", "合格率 ≥98%"), "four texts parted by |"),
    ],
)
def test_what_does_not_fit_lapses_and_says_why(given: Correction, why: str) -> None:
    form = corrected(given, form=FORM)
    assert names(form) == names(FORM)
    [issue] = form.issues
    assert issue.code is Code.STALE_CORRECTION
    assert why in issue.text


def test_the_ledger_holds_and_the_row_is_flagged() -> None:
    form = corrected(added(1, "里程 | ≥10公里"), removed(3, "合计 | 10"), form=FORM)
    source = Source(name="a.txt", data=b"", sha256=SHA)
    records = normalize_document(source, document(form))
    assert (records.document.rows_emitted, records.document.rows_ignored) == (3, 1)
    assert "corrected" in records.indicators[1].flags


def test_points_seen_in_doubt_are_said_unless_a_person_put_them_right() -> None:
    sure, doubted = row("里程", "≥10公里", weight="10"), row("标牌", "≥5块", weight="15")
    mended = replace(
        doubted, corrections=(Amendment(field="weight", printed="1S", corrected="15"),)
    )
    seen = [replace(each, doubtful=("weight",)) for each in (doubted, mended)]
    form = project("村道维护", sure, *seen)
    found = normalize_form(form, document_id="d", number=1, year=2024)
    told = [issue.text for issue in found.issues if issue.code is Code.OCR_DOUBTFUL]
    assert told == ["标牌 15"]
    assert [each.confidence for each in found.indicators] == ["high"] * 3


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [("45", "平方采", "平方米"), ("≥3120", "人欠", "人欠"), ("≥5", "公甲", "公甲")],
)
def test_a_unit_seen_in_doubt_is_the_one_known_unit_that_it_can_be(
    value: str, unit: str, read: str
) -> None:
    seen = replace(row("面积", value, unit=unit), sight=Sight(probability=0.7, doubtful=True))
    found = normalize_form(project("修缮", seen), document_id="d", number=1, year=2024)
    [target] = found.indicators
    told = [issue.text for issue in found.issues if issue.code is Code.OCR_MENDED]
    mended = read != unit
    assert (target.unit, target.unit_cell_raw, target.confidence) == (read, unit, "low")
    assert ("ocr_mended" in target.flags, told) == (mended, [f"{unit} → {read}"] * mended)
    sure = replace(seen, sight=Sight(probability=0.99))
    [as_seen] = normalize_form(
        project("修缮", sure), document_id="d", number=1, year=2024
    ).indicators
    assert as_seen.unit == unit

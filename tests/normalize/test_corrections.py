"""Corrections: replayed on raw cells, lapsing where the text has changed, exact in their file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Amendment, Code, Document, Form, Reading, Source
from normalize.corrections.file import (
    CorrectionsError,
    guarded,
    load_corrections,
    read_corrections,
    unguarded,
    written_corrections,
)
from normalize.corrections.replay import Correction, Field, apply_corrections, by_document
from normalize.corrections.rows import STRUCTURE
from normalize.documents import Records, normalize_document
from tests.reconcile.build import project, row

SHA = "ab" * 32


def correction(field: str, expected: str, corrected: str, **place: int | None) -> Correction:
    chosen = {"form": 1, "row": 1} | place
    return Correction(
        sha256=SHA,
        form=chosen["form"] or 1,
        row=chosen["row"],
        field=field,
        expected=expected,
        corrected=corrected,
        reason="compared with the print",
        who="reader",
        date=date(2025, 3, 1),
    )


def document(*forms: Form) -> Document:
    return Document(reading=Reading(format="text", grids=()), forms=forms, issues=())


FORM = project("村道维护", row("维护里程", "≥1O公里", weight="1O"), total="12O", goal="维护村道。")


def corrected(*corrections: Correction, form: Form = FORM) -> Form:
    [form] = apply_corrections(document(form), corrections).forms
    return form


def records(form: Form) -> Records:
    form = replace(form, rows_seen=len(form.indicators))
    return normalize_document(Source(name="a.txt", data=b"", sha256=SHA), document(form))


def test_a_corrected_value_is_typed_flagged_and_keeps_both_texts() -> None:
    [typed] = records(corrected(correction("value", "≥1O公里", "≥10公里"))).indicators
    assert (typed.value_raw, typed.number, typed.unit) == ("≥10公里", "10", "公里")
    assert "corrected" in typed.flags
    assert typed.corrections == (Amendment(field="value", printed="≥1O公里", corrected="≥10公里"),)


def test_a_correction_is_no_doubt_by_itself() -> None:
    [typed] = records(corrected(correction("value", "≥1O公里", "≥10公里"))).indicators
    assert typed.confidence == "high"


def test_points_money_goal_and_project_are_corrected_at_their_place() -> None:
    done = records(
        corrected(
            correction("weight", "1O", "10"),
            correction("amount", "12O", "120"),
            correction("goal", "维护村道。", "维护村道12条。", row=None),
            correction("project_name", "村道维护", "村道日常维护", row=None),
        )
    )
    assert done.indicators[0].weight == 10
    assert done.funding[0].amount == 1_200_000
    assert done.funding[0].corrections[0].printed == "12O"
    assert (done.forms[0].goal, done.forms[0].project_name) == ("维护村道12条。", "村道日常维护")
    assert [each.field for each in done.forms[0].corrections] == ["goal", "project_name"]
    assert done.issues == ()


@pytest.mark.parametrize("field", [each for each in Field if each not in STRUCTURE])
def test_every_field_can_be_corrected_and_lapses_where_another_text_stands(field: Field) -> None:
    form = replace(FORM, goal_long_term="三年内通车。")
    heading = field in tuple(Field)[tuple(Field).index(Field.GOAL) :]
    place = {"row": None} if heading else {}
    before = corrected(correction(field, "别的文字", "新", **place), form=form)
    [issue] = before.issues
    assert issue.code is Code.STALE_CORRECTION
    assert replace(before, issues=()) == form
    expected = issue.text.split("“")[2].split("”")[0]
    after = corrected(correction(field, expected, "新", **place), form=form)
    assert after.issues == ()
    assert after != form


@pytest.mark.parametrize(
    "misplaced",
    [
        correction("value", "≥1O公里", "≥10公里", row=2),
        correction("value", "≥1O公里", "≥10公里", row=None),
        correction("amount", "12O", "120", row=9),
        correction("valeu", "≥1O公里", "≥10公里"),
        correction("goal", "维护村道。", "维护。", row=1),
        correction("value", "≥1O公里", "≥10公里", form=2),
    ],
    ids=["row", "no row", "money line", "field", "row of a goal", "form"],
)
def test_a_correction_of_a_place_that_is_not_there_becomes_an_issue(misplaced: Correction) -> None:
    done = apply_corrections(document(FORM), [misplaced])
    [form] = done.forms
    [issue] = (*done.issues, *form.issues)
    assert issue.code is Code.STALE_CORRECTION
    assert replace(form, issues=()) == FORM


def test_a_field_corrected_twice_keeps_the_first_printed_text() -> None:
    form = corrected(
        correction("value", "≥1O公里", "≥100公里"), correction("value", "≥100公里", "≥10公里")
    )
    assert form.indicators[0].corrections == (
        Amendment(field="value", printed="≥1O公里", corrected="≥10公里"),
    )


def test_the_same_correction_in_two_files_is_applied_once_and_nothing_is_stale() -> None:
    once = correction("value", "≥1O公里", "≥10公里")
    assert corrected(once, once) == corrected(once)


def test_a_file_that_holds_the_one_before_is_replayed_from_where_that_one_ended() -> None:
    first = correction("value", "≥1O公里", "≥100公里")
    second = correction("value", "≥100公里", "≥10公里")
    third = correction("value", "≥10公里", "≥11公里")
    spaced = correction("value", "≥1O 公里", "≥100公里")
    assert corrected(first, second, spaced, second, third) == corrected(first, second, third)


def test_a_correction_that_never_fitted_is_stale_once_however_often_it_is_given() -> None:
    stale = correction("value", "≥9公里", "≥10公里")
    assert len(corrected(stale, stale).issues) == 1


def test_a_correction_taken_back_and_made_again_is_made() -> None:
    there = correction("value", "≥1O公里", "≥10公里")
    back = correction("value", "≥10公里", "≥1O公里")
    assert corrected(there, back, there) == corrected(there)


def test_a_correction_taken_back_leaves_no_trace() -> None:
    there, back = (
        correction("value", "≥1O公里", "≥10公里"),
        correction("value", "≥10公里", "≥1O公里"),
    )
    assert corrected(there, back) == FORM


def test_white_space_does_not_make_a_correction_stale() -> None:
    form = project("村道维护", row("维护\n里程", "≥ 1O\n公里"))
    assert not corrected(correction("value", "≥1O 公里", "≥10公里"), form=form).issues


def test_corrections_travel_as_texts_of_what_they_change() -> None:
    one = correction("value", "a\n", "“b”")
    later = replace(one, who="another", date=None)
    assert by_document([one]) == by_document([later])
    assert by_document([one]) != by_document([replace(one, corrected="c")])
    [text] = by_document([one])[SHA]
    read = Correction.of_text(text)
    assert replace(read, reason=one.reason, who=one.who, date=one.date) == one


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.sampled_from(
    ["=3万元", "-5%", "'t", "''", "+1", "@x", "\t=1", "\r", 'a"b,c\r\nd', " =1+1", "＝1"]
)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), max_size=4))
def test_a_file_gives_back_every_text_exactly(texts: list[tuple[str, str, str, str]]) -> None:
    made = tuple(
        replace(correction("value", old, new), reason=reason, who=who)
        for old, new, reason, who in texts
    )
    assert read_corrections(written_corrections(made)) == made


@given(TEXT)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert unguarded(guarded(text)) == text


def test_a_date_that_a_spreadsheet_saved_again_is_read() -> None:
    text = written_corrections([correction("value", "a", "b")]).replace("2025-03-01", "2025/3/1")
    assert read_corrections(text)[0].date == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1"),
        ("sha256,form,row\n", "expected"),
        ("{header}\nxyz,1,1,value,a,b,,,\n", "line 2: sha256"),
        ("{header}\n{sha},0,1,value,a,b,,,\n", "line 2: form"),
        ("{header}\n{sha},,1,value,a,b,,,\n", "line 2: form is empty"),
        ("{header}\n{sha},1,x,value,a,b,,,\n", "line 2: row"),
        ("{header}\n{sha},1,1,value,a,b,,,2025-02-30\n", "2025-03-01"),
        ("{header}\n{sha},1,1,valeu,a,b,,,\n", "line 2: no field is called “valeu”.*implementing"),
        ("{header}\n{sha},1,1,value,a\n", "5 cells under 9"),
        ('{header}\n{sha},1,1,value,"a,b,,,', "no CSV"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(text: str, says: str) -> None:
    header = "sha256,form,row,field,expected,corrected,reason,who,date"
    with pytest.raises(CorrectionsError, match=says):
        read_corrections(text.replace("{header}", header).replace("{sha}", SHA))


def test_a_file_that_is_not_utf8_says_how_to_save_it(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    file.write_bytes("更正".encode("gb18030"))
    with pytest.raises(CorrectionsError, match="CSV UTF-8"):
        load_corrections(file)
    with pytest.raises(CorrectionsError, match="cannot be opened"):
        load_corrections(tmp_path / "none.csv")

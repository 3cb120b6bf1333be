"""Corrections that a person made, replayed on the raw cells of a document before it is typed.

A correction names a text by its place (document, form, row, field) and by what stood there. Where
something else stands there now, it lapses and says so: a reading that has become better is never
overwritten by an old remark. The file's format is in normalize/corrections/file.py.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from extract.model import (
    Amendment,
    Code,
    Document,
    Fact,
    Form,
    Issue,
    RawFunding,
    RawIndicator,
)
from extract.words.text import inert, one_line
from normalize.corrections.rows import (
    ADDED,
    REMOVED,
    STRUCTURE,
    NoRowError,
    told,
    with_row,
    without_row,
)

_SHOWN = 120


class Field(StrEnum):
    """What can be corrected."""

    LEVEL1 = "level1"
    LEVEL2 = "level2"
    NAME = "name"
    VALUE = "value"
    OPERATOR = "operator"
    UNIT = "unit"
    TYPE = "type"
    DIRECTION = "direction"
    WEIGHT = "weight"
    ACTUAL = "actual"
    SCORE = "score"
    ROW_ADDED = ADDED
    ROW_REMOVED = REMOVED
    AMOUNT = "amount"
    AMOUNT_UNIT = "amount_unit"
    GOAL = "goal"
    GOAL_LONG_TERM = "goal_long_term"
    PROJECT_NAME = "project_name"
    DEPARTMENT_NAME = "department_name"
    SUPERVISOR = "supervisor"
    IMPLEMENTING_UNIT = "implementing_unit"


_OF_A_FORM = tuple(Field)[tuple(Field).index(Field.GOAL) :]
_OF_MONEY = {Field.AMOUNT: "amount", Field.AMOUNT_UNIT: "unit"}
_GOALS = (Field.GOAL, Field.GOAL_LONG_TERM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One text put right; `form` and `row` count from 1, `row` is None for a field of the form.

    For the two fields of money `row` is the number of the money line. `row_added` puts a row below
    row `row` (0: before the first), `row_removed` takes one away (normalize/corrections/rows.py).
    """

    sha256: str
    form: int
    row: int | None
    field: str
    expected: str
    corrected: str
    reason: str = ""
    who: str = ""
    date: date | None = None

    def as_text(self) -> str:
        """All that a reading depends on, as one text: two of the same text do the same."""
        what = (self.sha256, self.form, self.row, self.field, self.expected, self.corrected)
        return json.dumps(what, ensure_ascii=False)

    @property
    def change(self) -> tuple[int, int | None, str, str, str]:
        """What is changed where in its document, white space aside."""
        texts = map(_without_space, (self.expected, self.corrected))
        return (self.form, self.row, self.field, *texts)  # type: ignore[return-value]  # two texts

    @classmethod
    def of_text(cls, text: str) -> Correction:
        """The correction of such a text; who made it, when and why is not in it."""
        sha256, form, row, field, expected, corrected = json.loads(text)
        return cls(
            sha256=sha256,
            form=form,
            row=row,
            field=field,
            expected=expected,
            corrected=corrected,
        )


def by_document(corrections: Iterable[Correction]) -> dict[str, tuple[str, ...]]:
    """SHA-256 of a document → its corrections as texts, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in corrections:
        found[each.sha256].append(each.as_text())
    return {sha256: tuple(texts) for sha256, texts in found.items()}


_Row = TypeVar("_Row", RawIndicator, RawFunding)


class _Stale(Exception):  # noqa: N818 -- an outcome with its reason, signalled as an issue
    """A correction does not fit; the text says why."""


def apply_corrections(document: Document, corrections: Iterable[Correction]) -> Document:
    """The document with its corrections, one after the other; those that do not fit as issues.

    One that was given before, by another file perhaps, is stale no more than once: where it no
    longer fits, it was replayed already.
    """
    given: set[tuple[int, int | None, str, str, str]] = set()
    for each in _in_order(corrections):
        document = _applied(document, each, again=each.change in given)
        given.add(each.change)
    return document


def _in_order(corrections: Iterable[Correction]) -> list[Correction]:
    """Texts first, then rows from the last to the first, so that every number is that of reading.

    Of what is added below one row the first stands first.
    """
    given = tuple(corrections)
    texts = [each for each in given if each.field not in STRUCTURE]
    once = dict.fromkeys(each for each in given if each.field in STRUCTURE)
    rows = list(reversed(once))
    return [*texts, *sorted(rows, key=lambda each: (-(each.row or 0), each.field))]


def lapsed(correction: Correction, why: str, page: int | None = None) -> Issue:
    """The issue of a correction that was not applied."""
    row = "" if correction.row is None else f", row {correction.row}"
    where = inert(f"form {correction.form}{row}, {correction.field}", _SHOWN)
    return Issue(code=Code.STALE_CORRECTION, text=f"{where}: {why}", page=page)


def _applied(document: Document, correction: Correction, *, again: bool) -> Document:
    forms, number = document.forms, correction.form
    if not 1 <= number <= len(forms):
        if again:
            return document
        issue = lapsed(correction, f"the document has {len(forms)} form(s)")
        return replace(document, issues=(*document.issues, issue))
    form = forms[number - 1]
    try:
        form = _corrected_form(form, correction)
    except _Stale as stale:
        if again:
            return document
        issue = lapsed(correction, str(stale), form.page_first)
        form = replace(form, issues=(*form.issues, issue))
    return replace(document, forms=(*forms[: number - 1], form, *forms[number:]))


def _corrected_form(form: Form, correction: Correction) -> Form:
    try:
        field = Field(correction.field)
    except ValueError:
        raise _Stale("no field has this name") from None
    if field in _OF_A_FORM:
        return _corrected_heading(form, field, correction)
    if field in _OF_MONEY:
        line, n = _at(form.funding, correction.row, "money line(s)")
        line = _corrected(line, _OF_MONEY[field], field, correction)
        return replace(form, funding=(*form.funding[:n], line, *form.funding[n + 1 :]))
    if field in STRUCTURE:
        return _restructured(form, correction)
    row, n = _at(form.indicators, correction.row, "row(s)")
    row = _corrected(row, field.value, field, correction)
    return replace(form, indicators=(*form.indicators[:n], row, *form.indicators[n + 1 :]))


def _restructured(form: Form, correction: Correction) -> Form:
    """A form with a row more or less; the row that it stands below, or that goes, is expected."""
    number = correction.row
    if correction.field == ADDED and number == 0:
        read = ""
    else:
        row, _ = _at(form.indicators, number, "row(s)")
        read = told(row)
    if number is None or not _same(read, correction.expected):
        shown = (inert(text, _SHOWN) for text in (correction.expected, read))
        raise _Stale("“{}” was expected, “{}” is read".format(*shown))
    if correction.field == REMOVED:
        return without_row(form, number)
    try:
        return with_row(form, number, correction.corrected)
    except NoRowError as error:
        raise _Stale(str(error)) from error


def _at(rows: tuple[_Row, ...], number: int | None, called: str) -> tuple[_Row, int]:
    if number is None or not 1 <= number <= len(rows):
        raise _Stale(f"the form has {len(rows)} {called}")
    return rows[number - 1], number - 1


def _corrected(row: _Row, attribute: str, field: Field, correction: Correction) -> _Row:
    printed = one_line(getattr(row, attribute) or "")
    amended = _amended(row.corrections, field, printed, correction)
    changed: dict[str, Any] = {attribute: correction.corrected, "corrections": amended}
    return replace(row, **changed)


def _corrected_heading(form: Form, field: Field, correction: Correction) -> Form:
    """A form's goal or one of the facts above its rows."""
    if correction.row is not None:
        raise _Stale("this is a field of the form, not of a row")
    if field in _GOALS:
        printed = getattr(form, field.value) or ""
        amended = _amended(form.corrections, field, printed, correction)
        goal: dict[str, Any] = {field.value: correction.corrected or None}
        return replace(form, **goal, corrections=amended)
    printed = form.fact(field.value) or ""
    amended = _amended(form.corrections, field, printed, correction)
    facts = form.facts
    at = next((n for n, f in enumerate(facts) if f.role == field and f.text), None)
    if at is None:
        facts = (*facts, Fact(role=field.value, label="", text=correction.corrected))
    else:
        facts = (
            *facts[:at],
            replace(facts[at], text=correction.corrected),
            *facts[at + 1 :],
        )
    return replace(form, facts=facts, corrections=amended)


def _amended(
    before: tuple[Amendment, ...], field: Field, printed: str, correction: Correction
) -> tuple[Amendment, ...]:
    """The amendments with this one; of a field corrected twice the first printed text is kept."""
    if not _same(printed, correction.expected):
        shown = (inert(text, _SHOWN) for text in (correction.expected, printed))
        raise _Stale("“{}” was expected, “{}” is read".format(*shown))
    first = next((a.printed for a in before if a.field == field), printed)
    others = tuple(a for a in before if a.field != field)
    if _same(first, correction.corrected):
        return others
    return (*others, Amendment(field=field.value, printed=first, corrected=correction.corrected))


def _same(one: str, other: str) -> bool:
    """Equal but for white space, which spreadsheets change in passing."""
    return _without_space(one) == _without_space(other)


def _without_space(text: str) -> str:
    return "".join(text.split())

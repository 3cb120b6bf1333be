"""Form → records: ids, level codes, amounts in 元, typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import regex

from extract.model import Code, Form, Issue, RawFunding, RawIndicator
from extract.words.text import clean, key, one_line
from normalize.head import fact_texts, place_of, project_time
from normalize.levels import level_code, level_columns
from normalize.money import Unread, parse_amount
from normalize.offices import split_office, split_project, split_supervisor
from normalize.records import FormRecord, FundingRecord, IndicatorRecord
from normalize.records.forms import DepartmentSource
from normalize.records.indicators import CellText
from normalize.seen_in_doubt import as_seen, doubtful_beside, with_mended_unit
from normalize.value_annual import value_annual
from normalize.values.indicator_row import normalize_value
from normalize.values.target import Target, quickly_made, with_flag

_ENUMERATOR = regex.compile(
    r"^(?:指标\s*\d+\s*[：:、.．]\s*|[①-⑳⑴-⑽]\s*|[（(]\d{1,2}[)）]\s*|\d{1,2}(?:[、．]|\.(?!\d))\s*)"
)
_NUMBER = regex.compile(r"\d+(?:\.\d+)?%?")
_indicator = quickly_made(IndicatorRecord)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRecords:
    """Everything that is published of one form."""

    form: FormRecord
    funding: tuple[FundingRecord, ...]
    indicators: tuple[IndicatorRecord, ...]
    issues: tuple[Issue, ...]


def normalize_form(
    form: Form, *, document_id: str, number: int, year: int | None, contacts: bool = False
) -> FormRecords:
    """The records of a form; `year` is its document's, used where the form prints none.

    Names and numbers of contact persons are published with `contacts` only.
    """
    reader = _FormReader(form, document_id, number, year)
    reader.contacts = contacts
    return FormRecords(
        form=reader.form(),
        funding=tuple(reader.funding(line, n) for n, line in enumerate(form.funding, 1)),
        indicators=tuple(reader.indicator(row, n) for n, row in enumerate(form.indicators, 1)),
        issues=tuple(reader.issues),
    )


_AT = 20.0
"""Points from a value's cell within which print on its line is at it."""


class _FormReader:
    """Reads one form, gathering the issues met on the way."""

    def __init__(self, form: Form, document_id: str, number: int, year: int | None) -> None:
        self.source = form
        self.document_id = document_id
        self.number = number
        self.form_id = f"{document_id}-{number:03d}"
        self.contacts = False
        self.year = form.fiscal_year or year
        self.issues = list(form.issues)
        self.unread = [each for each in form.issues if each.code is Code.PRINT_UNREAD and each.box]
        self.unknown_levels: set[str] = set()
        if self.year is None:
            self.issues.append(Issue(code=Code.YEAR_UNKNOWN, page=form.page_first))

    def form(self) -> FormRecord:
        form = self.source
        code, supervisor = split_supervisor(form.fact("supervisor"))
        code = code or split_supervisor(form.fact("supervisor_code"))[0]
        department = self._office("department_name")
        project_code, project = split_project(form.fact("project_name"))
        first, last = project_time(form.facts, self.year)
        return FormRecord(
            form_id=self.form_id,
            document_id=self.document_id,
            fiscal_year=self.year,
            form_no=self.number,
            kind=form.kind.value,
            stage=form.stage.value,
            layout=form.layout,
            title=form.title,
            department_name=department,
            department_source=DepartmentSource.PRINTED.value if department else None,
            supervisor_code=code or form.fact("supervisor_code"),
            supervisor_name=supervisor,
            implementing_unit=self._office("implementing_unit"),
            project_name=project,
            project_code=form.fact("project_code") or project_code,
            project_category=form.fact("project_category"),
            project_start=first,
            project_end=last,
            goal=form.goal,
            goal_long_term=form.goal_long_term,
            goal_achieved=form.goal_achieved,
            facts=tuple(fact_texts(form, contacts=self.contacts)),
            page_first=form.page_first,
            page_last=form.page_last,
            indicators=len(form.indicators),
            corrections=form.corrections,
        )

    def _office(self, role: str) -> str | None:
        """An office's name without its code, which stays a fact of the form."""
        fact = next((f for f in self.source.facts if f.role == role and f.text), None)
        return split_office(fact.text, fact.label)[1] if fact else None

    def funding(self, line: RawFunding, number: int) -> FundingRecord:
        try:
            amount = parse_amount(line.amount, line.unit)
        except Unread as unread:
            amount = None
            text = f"{line.label} {line.amount}"
            self.issues.append(Issue(code=unread.code, text=text, page=line.page))
        self._note_doubtful(line)
        return FundingRecord(
            form_id=self.form_id,
            document_id=self.document_id,
            fiscal_year=self.year,
            line_no=number,
            item=line.item,
            horizon=line.horizon.value,
            label_text=line.label,
            amount_text=line.amount,
            unit_text=line.unit,
            amount=amount,
            page=line.page,
            x0=line.box.x0 if line.box else None,
            top=line.box.top if line.box else None,
            x1=line.box.x1 if line.box else None,
            bottom=line.box.bottom if line.box else None,
            place=place_of(line.page, line.place),
            corrections=line.corrections,
        )

    def _note_doubtful(self, line: RawFunding) -> None:
        if line.sight and line.sight.doubtful and line.amount and not line.corrections:
            text = f"{line.label} {line.amount}"
            self.issues.append(
                Issue(code=Code.OCR_DOUBTFUL, text=text, page=line.page, box=line.box)
            )

    def indicator(self, row: RawIndicator, number: int) -> IndicatorRecord:
        name = clean_name(row.name)
        target = as_seen(self._target(row, name), row)
        self._note_unknown_levels(row)
        self.issues.extend(doubtful_beside(row))
        return _indicator(
            indicator_id=f"{self.form_id}-{number:03d}",
            form_id=self.form_id,
            document_id=self.document_id,
            fiscal_year=self.year,
            row_no=number,
            **level_columns(row.level1, row.level2),
            name_text=one_line(row.name),
            name=name,
            type_cell_raw=row.type,
            direction_cell_raw=row.direction,
            horizon=row.horizon.value,
            scope_text=row.scope,
            value=_float(target.value_base),
            value_upper=_float(target.value_base_upper),
            value_annual=_float(value_annual(target.value_base, target.per)),
            weight=self._points(row.weight, row),
            weight_raw=row.weight,
            actual_raw=row.actual,
            score=self._points(row.score, row),
            score_raw=row.score,
            ocr_probability=row.sight.probability if row.sight else None,
            ocr_second=row.sight.second if row.sight else None,
            page=row.page,
            x0=row.box.x0 if row.box else None,
            top=row.box.top if row.box else None,
            x1=row.box.x1 if row.box else None,
            bottom=row.box.bottom if row.box else None,
            place=place_of(row.page, row.place),
            **_further(row),
            corrections=row.corrections,
            **_typed(target),
        )

    def _target(self, row: RawIndicator, name: str) -> Target:
        """What the value means, and what is in doubt about the row that it stands in."""
        target = normalize_value(
            one_line(row.value),
            name=name,
            operator_cell=row.operator,
            unit_cell=row.unit,
            fiscal_year=self.year,
        )
        target, mends = with_mended_unit(target, row, name=name, fiscal_year=self.year)
        self.issues.extend(mends)
        if row.realigned:
            target = with_flag(target, "row_realigned")
        if row.corrections:
            return with_flag(target, "corrected")
        unread = any(_touches(issue, row) for issue in self.unread)
        return with_flag(target, "print_unread") if unread else target

    def _note_unknown_levels(self, row: RawIndicator) -> None:
        """One issue for each unknown name of a level, however many rows stand under it."""
        for level, text in (("level1", row.level1), ("level2", row.level2)):
            if key(text) and level_code(level, text) is None and text not in self.unknown_levels:
                self.unknown_levels.add(text)
                self.issues.append(Issue(code=Code.LEVEL_UNKNOWN, text=text, page=row.page))

    def _points(self, text: str | None, row: RawIndicator) -> float | None:
        printed = key(text or "")
        if not printed or printed in "-—/":
            return None
        if not _NUMBER.fullmatch(printed):
            self.issues.append(Issue(code=Code.WEIGHT_UNREAD, text=text or "", page=row.page))
            return None
        return float(printed.removesuffix("%"))


_TOLD_BY = {
    "explanation": "description_text",
    "description": "description_text",
    "standard": "standard_text",
    "note": "note_text",
    "deviation": "deviation_text",
    "prior": "prior_raw",
    "expected": "expected_raw",
}
"""Role of a further cell → its column, for the first such cell of a row."""
_NOTHING_FURTHER: Mapping[str, Any] = MappingProxyType(
    {**dict.fromkeys(_TOLD_BY.values()), "cells": ()}
)


def _further(row: RawIndicator) -> Mapping[str, Any]:
    """Columns for the cells of a row that its target is not read from, and `cells` for the rest."""
    if not row.further:
        return _NOTHING_FURTHER
    found: dict[str, Any] = dict.fromkeys(_TOLD_BY.values())
    cells = []
    for each in row.further:
        column = _TOLD_BY.get(each.role or "")
        if column and found[column] is None:
            found[column] = each.text
        else:
            cells.append(CellText(role=each.role, label_text=each.label, text=each.text))
    return {**found, "cells": tuple(cells)}


# The fields that a Target and an IndicatorRecord share by name.
_SHARED = tuple({f.name for f in fields(Target)} & {f.name for f in fields(IndicatorRecord)})
_shared_of = attrgetter(*_SHARED)


def _typed(target: Target) -> dict[str, Any]:
    return dict(zip(_SHARED, _shared_of(target), strict=True))


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))


def clean_name(text: str) -> str:
    """An indicator name without markup and enumerators.

    >>> clean_name("指标1：在编在岗人员"), clean_name("<b>10KV电缆长度</b>")
    ('在编在岗人员', '10KV电缆长度')
    >>> clean_name("2.5万亩示范区"), clean_name("2.示范区")
    ('2.5万亩示范区', '示范区')
    """
    return _ENUMERATOR.sub("", one_line(clean(text)))


def _touches(issue: Issue, row: RawIndicator) -> bool:
    """Does print that stands in no value lie at a row's value?"""
    unread, box = issue.box, row.box
    if unread is None or box is None or issue.page != row.page:
        return False
    return (
        unread.x0 < box.x1 + _AT
        and unread.x1 > box.x0 - _AT
        and unread.top < box.bottom
        and unread.bottom > box.top
    )

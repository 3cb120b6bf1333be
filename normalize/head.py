"""What the head of a form states beside its goals and money: facts, the project's time, the office.

Names and numbers of contact persons are personal: they are counted and withheld unless asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from extract.model import Fact, Form
from extract.model import Kind as FormKind
from normalize.offices import split_office
from normalize.records.forms import DepartmentSource, FactText, FormRecord
from normalize.values.indicator_row import normalize_value

OWN_COLUMNS = (
    *("project_name", "department_name", "supervisor", "implementing_unit"),
    *("project_code", "project_category", "supervisor_code"),
)
"""Roles of facts that a column of `forms` holds; further texts of such a role stay facts."""
_CONTACT = "contact"
_OFFICES = ("department_name", "implementing_unit")
_BEGINS, _ENDS = ("开始",), ("完成", "结束", "截止")
"""Words of a label by which one day of 计划开始日期, 计划完成日期 is told from the other."""


def place_of(page: int | None, place: str | None) -> str | None:
    """Where a text stands, in words: a reader's own, or its page; None where nothing is known.

    >>> place_of(3, None), place_of(None, "绩效目标表!D7"), place_of(None, None)
    ('p. 3', '绩效目标表!D7', None)
    """
    return place or (f"p. {page}" if page is not None else None)


def fact_texts(form: Form, *, contacts: bool) -> Iterator[FactText]:
    """The labelled texts of a form's head that have no column of their own, in printed order."""
    in_columns = {(role, form.fact(role)) for role in OWN_COLUMNS}
    for fact in form.facts:
        if not fact.text:
            continue
        if (fact.role, fact.text) not in in_columns:
            hidden = fact.role == _CONTACT and not contacts
            yield _fact_text(fact, fact.role, None if hidden else fact.text)
        elif fact.role in _OFFICES and (code := split_office(fact.text, fact.label)[0]):
            yield _fact_text(fact, "unit_code", code)


def _fact_text(fact: Fact, role: str | None, text: str | None) -> FactText:
    return FactText(
        role=role,
        label_text=fact.label,
        text=text,
        page=fact.page,
        place=place_of(fact.page, fact.place),
    )


def project_time(facts: Iterable[Fact], year: int | None) -> tuple[date | None, date | None]:
    """First and last day of a project, each None where none is printed, by the value grammar.

    >>> project_time([Fact(role="project_period", label="", text="2024年1月-2026年12月")], 2024)
    (datetime.date(2024, 1, 1), datetime.date(2026, 12, 31))
    """
    first = last = None
    for fact in facts:
        if fact.role not in ("project_period", "planned") or not fact.text:
            continue
        target = normalize_value(fact.text, name=fact.label, fiscal_year=year)
        if fact.role == "project_period":
            first, last = first or target.period_start, last or target.period_end
        elif any(word in fact.label for word in _BEGINS):
            first = first or target.period_start or target.period_end
        elif any(word in fact.label for word in _ENDS):
            last = last or target.period_end
    return first, last


def with_departments(forms: Iterable[FormRecord]) -> tuple[FormRecord, ...]:
    """Forms of projects with their department, where the form itself prints none.

    It is the supervisor, else the one department whose own form stands in the same file.
    """
    forms = tuple(forms)
    own = {
        form.department_name
        for form in forms
        if form.kind == FormKind.DEPARTMENT and form.department_name
    }
    [only] = own if len(own) == 1 else {None}
    return tuple(_with_department(form, only) for form in forms)


def _with_department(form: FormRecord, only: str | None) -> FormRecord:
    if form.department_name is not None or form.kind != FormKind.PROJECT:
        return form
    for name, source in (
        (form.supervisor_name, DepartmentSource.SUPERVISOR),
        (only, DepartmentSource.DOCUMENT),
    ):
        if name:
            return replace(form, department_name=name, department_source=source.value)
    return form

"""Whose targets a table states: a department's, a project's, those of a transfer payment."""

from __future__ import annotations

from extract.model import Kind
from extract.targets.form_table import FormTable

_GOVERNMENTS = ("provincial_department", "city_department", "county_department")


def kind_of(table: FormTable) -> Kind | None:
    """The kind of the one form that a table is; None where nothing tells that it is a form.

    What is printed in the form goes before its title: many a department's form is titled with the
    words of a project's.
    """
    if table.header is None:
        return None
    titled = table.title.kind if table.title else None
    if titled is Kind.TRANSFER or any(map(table.has_fact, _GOVERNMENTS)):
        return Kind.TRANSFER
    if table.has_fact("project_name"):
        return Kind.PROJECT
    budget = table.has_funding("income") and table.has_funding("expenditure")
    if titled is Kind.DEPARTMENT or budget:
        return Kind.DEPARTMENT
    return titled or _by_contents(table)


def _by_contents(table: FormTable) -> Kind | None:
    """Without title or project: a goal with an office's name, or with money, makes a form."""
    if table.preamble.goal is None and table.preamble.goal_long_term is None:
        return None
    if table.has_fact("department_name"):
        return Kind.DEPARTMENT
    return Kind.PROJECT if table.preamble.funding else None

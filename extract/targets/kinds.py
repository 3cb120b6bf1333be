"""Whose targets a table states: a department's, a project's, those of a transfer payment."""

from __future__ import annotations

from extract.model import Kind
from extract.targets.form_table import FormTable
from extract.words.labels import level_of
from extract.words.text import key

_PERFORMANCE = "绩效"
_ROWS = 3
"""So many rows of indicators are a block, whatever stands above it."""
_GOVERNMENTS = ("provincial_department", "city_department", "county_department")


def kind_of(table: FormTable) -> Kind | None:
    """The kind of the one form that a table is; None where nothing tells that it is a form.

    What is printed in the form goes before its title: many a department's form is titled with the
    words of a project's.
    """
    if table.header is None and table.sentences is None:
        return None
    titled = table.title.kind if table.title else None
    if titled is Kind.TRANSFER or any(map(table.has_fact, _GOVERNMENTS)):
        return Kind.TRANSFER
    if table.has_fact("project_name"):
        return Kind.PROJECT
    budget = table.has_funding("income") and table.has_funding("expenditure")
    if titled is Kind.DEPARTMENT or budget:
        return Kind.DEPARTMENT
    return titled or _by_lines(table) or _by_contents(table) or _by_block(table)


def _by_lines(table: FormTable) -> Kind | None:
    """A line above that names the project makes a form where no title does."""
    named = any(fact.role == "project_name" for fact in table.facts_above)
    return Kind.PROJECT if named else None


def _by_contents(table: FormTable) -> Kind | None:
    """Without title or project: a goal with an office's name, or with money, makes a form."""
    if table.preamble.goal is None and table.preamble.goal_long_term is None:
        return None
    if table.has_fact("department_name"):
        return Kind.DEPARTMENT
    return Kind.PROJECT if table.preamble.funding else None


def _by_block(table: FormTable) -> Kind | None:
    """Some rows of indicators under names of levels, and a line above that speaks of performance.

    What stands under a headline that is no title is a project's.
    """
    told = table.sentences is not None or any(header.inferred for header in table.headers)
    if told or not any(_PERFORMANCE in line for line in table.lines_above):
        return None
    rows = [row for block in table.blocks for row in block.indicators if key(row.value)]
    named = sum(bool(level_of(row.level1) or level_of(row.level2)) for row in rows)
    return Kind.PROJECT if named >= _ROWS else None

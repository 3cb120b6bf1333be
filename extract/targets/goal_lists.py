"""G5: a list of projects, each with its goal as a sentence, 项目名称 · 金额 · 绩效目标.

No indicators are printed, and none are made of the sentences: each row is the form of its project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.model import Cell, Code, Fact, Form, Issue, Kind
from extract.tables.grid_rows import Rows, overlap, under
from extract.targets.assemble import stage_of
from extract.targets.form_table import FormTable
from extract.targets.label_and_text import fact_at
from extract.targets.passed_over import is_no_goal
from extract.targets.printed_row import printed
from extract.targets.told_lists import column_named, is_money, money_of_row
from extract.words.labels import goal_role, is_level, role_of, section, sums_all
from extract.words.text import clean, key
from extract.words.why import Why

_TOP = 6
"""Rows of a table in which its headings are looked for."""
_FEW = 3
_LONGEST = 30
_SENTENCE = 8
"""A goal is told in more characters than a value or a name has."""
_HALF = 2
_PERFORMANCE = "绩效"
_OWNERS = ("project_name", "department_name", "implementing_unit")
_ASIDE = "serial_number"


@dataclass(frozen=True, slots=True)
class _Heads:
    """The headings of such a list: the column of names, those of goals, all, the row below."""

    texts: tuple[Cell, ...]
    owner: Cell
    goals: tuple[Cell, ...]
    below: int


def lists_goals(table: FormTable) -> bool:
    """A column of projects or offices beside one of goals in words, and no indicators."""
    told = table.sentences is not None and table.sentences.block.indicators
    return not table.headers and not told and _heads(table) is not None


def forms_of_goals(table: FormTable, _kind: Kind, layout: str) -> tuple[Form, ...]:
    """A form for every row that names a project; sums, offices and headings are passed over."""
    heads = _heads(table)
    if heads is None:
        return ()
    forms: list[Form] = []
    passed: list[Issue] = []
    for row in range(heads.below, table.rows.n_rows):
        if not table.rows.texts(row):
            continue
        owner = under(table.rows, heads.owner, row)
        if not _names_project(table, heads, row, owner):
            passed.append(_passed_over(table.rows, heads, row))
        elif forms and owner is not None and owner.row < row:
            forms[-1] = _joined(forms[-1], _form(table, heads, row, layout))
        else:
            forms.append(_form(table, heads, row, layout))
    return (_with_ledger(forms[0], passed), *forms[1:]) if forms else ()


def _heads(table: FormTable) -> _Heads | None:
    """The headings of such a list; None where the table has none, or tells no goals below."""
    rows = table.rows
    for row in range(min(_TOP, rows.n_rows)):
        owner = next((c for c in rows.texts(row) if column_named(c) == "project_name"), None)
        owner = owner or next((c for c in rows.texts(row) if column_named(c) in _OWNERS), None)
        if owner is None:
            continue
        below = owner.row + owner.rowspan
        texts = tuple(_lowest(rows, row, below))
        goals = tuple(cell for cell in texts if goal_role(cell.text))
        short = all(len(key(cell.text)) <= _LONGEST for cell in texts)
        levels = any(is_level(c.text) and not goal_role(c.text) for c in texts)
        if len(texts) < _FEW or not goals or not short or levels:
            return None
        heads = _Heads(texts, owner, goals, below)
        return heads if _speaks_of_goals(table, row, heads) else None
    return None


def _lowest(rows: Rows, row: int, below: int) -> Iterator[Cell]:
    """The lowest heading over each column: 财政拨款 under 预算金额, and 合计 as 预算金额合计."""
    lower = [cell for at in range(row + 1, below) for cell in rows.texts(at)]
    for cell in rows.texts(row):
        own = [leaf for leaf in lower if overlap(cell, leaf)]
        for leaf in own:
            summed = is_money(cell) and not is_money(leaf)
            yield replace(leaf, text=f"{cell.text}{leaf.text}") if summed else leaf
        if not own:
            yield cell


def _speaks_of_goals(table: FormTable, row: int, heads: _Heads) -> bool:
    """Does a line or a heading speak of performance, and are the goals below told in words?"""
    inside = [cell.text for at in range(row) for cell in table.rows.texts(at)]
    said = (*table.lines_above, *inside, *(cell.text for cell in heads.goals))
    body = range(heads.below, table.rows.n_rows)
    cells = [cell for row in body for _, cell in _goals(table.rows, heads, row)]
    long = sum(len(key(cell.text)) >= _SENTENCE for cell in cells)
    return any(_PERFORMANCE in text for text in said) and long * _HALF >= len(cells) > 0


def _goals(rows: Rows, heads: _Heads, row: int) -> Iterator[tuple[str, Cell]]:
    """The goals that a row tells, each with its role; one merged over several rows is theirs."""
    for heading in heads.goals:
        cell, role = under(rows, heading, row), goal_role(heading.text)
        if cell is None or cell.colspan > heading.colspan or is_no_goal(cell.text):
            continue
        if role and key(cell.text):
            yield role, cell


def _names_project(table: FormTable, heads: _Heads, row: int, owner: Cell | None) -> bool:
    """Does a row name a project with its goal, or with money and no office's name?"""
    if owner is None or not key(owner.text) or sums_all(owner.text):
        return False
    if owner.colspan > heads.owner.colspan or role_of("aside", owner.text.partition(":")[0]):
        return False
    if any(True for _ in _goals(table.rows, heads, row)):
        return True
    money = any(True for _ in money_of_row(table, list(heads.texts), row))
    return money and not key(owner.text).endswith(tuple(section("scopes")))


def _form(table: FormTable, heads: _Heads, row: int, layout: str) -> Form:
    by_project = column_named(heads.owner) == "project_name"
    goals = {role: clean(cell.text) for role, cell in _goals(table.rows, heads, row)}
    page = table.rows.texts(row)[0].page
    return Form(
        kind=Kind.PROJECT if by_project else Kind.DEPARTMENT,
        layout=layout,
        stage=stage_of(table),
        title=table.title.text if table.title else None,
        fiscal_year=table.year,
        facts=(*_facts(table.rows, heads, row), *table.facts_above),
        funding=tuple(money_of_row(table, list(heads.texts), row)),
        goal=goals.get("goal"),
        goal_long_term=goals.get("goal_long_term"),
        page_first=page,
        page_last=page,
    )


def _facts(rows: Rows, heads: _Heads, row: int) -> Iterator[Fact]:
    """What a row prints under headings that are neither goals nor money."""
    for heading in heads.texts:
        cell = under(rows, heading, row)
        role = column_named(heading)
        if heading in heads.goals or is_money(heading) or role == _ASIDE:
            continue
        if cell and key(cell.text):
            yield fact_at(role, heading, cell)


def _joined(form: Form, part: Form) -> Form:
    """A form with what a further row tells of its project, whose name is merged over both."""
    goals = [each for each in (form.goal, part.goal) if each]
    return replace(
        form,
        facts=tuple(dict.fromkeys((*form.facts, *part.facts))),
        funding=tuple(dict.fromkeys((*form.funding, *part.funding))),
        goal="\n".join(dict.fromkeys(goals)) or None,
        goal_long_term=form.goal_long_term or part.goal_long_term,
    )


def _passed_over(rows: Rows, heads: _Heads, row: int) -> Issue:
    """What is said of a row that is no project's; a goal of nobody is a failed one."""
    texts = rows.texts(row)
    lost = any(cell.row == row for _, cell in _goals(rows, heads, row))
    again = [key(cell.text) for cell in texts] == [key(cell.text) for cell in heads.texts]
    failed = lost and not again
    return Issue(
        code=Code.ROW_FAILED if failed else Code.ROW_IGNORED,
        text=printed(texts),
        page=texts[0].page,
        why=Why.NO_PROJECT_YET if failed else None,
    )


def _with_ledger(form: Form, passed: list[Issue]) -> Form:
    """The first form with the rows of no project in its ledger."""
    failed = sum(issue.code is Code.ROW_FAILED for issue in passed)
    return replace(
        form,
        rows_seen=form.rows_seen + len(passed),
        rows_ignored=form.rows_ignored + len(passed) - failed,
        rows_failed=form.rows_failed + failed,
        issues=(*form.issues, *passed),
    )

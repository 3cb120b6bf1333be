"""G2: a list of projects whose indicators are told in one cell each, 项目名称 · 预算 · 绩效目标.

The columns are named once above; a row with such a cell is a form, rows of offices and totals
between them are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from extract.model import Cell, Code, Fact, Form, Horizon, Issue, Kind, RawFunding
from extract.tables.grid_rows import Rows, overlap, under
from extract.targets.assemble import stage_of
from extract.targets.form_table import FormTable
from extract.targets.label_and_text import fact_at
from extract.targets.printed_row import printed
from extract.targets.shapes import amount_shaped, money_unit
from extract.targets.told_in_a_cell import goal_in
from extract.targets.told_rows import SentenceReader
from extract.words.heads import LEVELS
from extract.words.labels import column_role, level_of, role_of, section
from extract.words.money_labels import (
    UNCLASSIFIED,
    funding_role,
    money_column,
    speaks_of_money,
)
from extract.words.text import clean, key, one_line

_FEW = 3
_LONGEST = 30
_OFFICES = ("department_name", "supervisor", "implementing_unit")


def lists_sentences(table: FormTable) -> bool:
    """Headings over projects, and a cell for each that tells its indicators."""
    return bool(_headings_of(table))


def _headings_of(table: FormTable) -> list[Cell]:
    """The headings over a list of projects told in cells; empty where the table is no such list."""
    told = table.sentences
    if told is None or not told.packed:
        return []
    first = min(cell.row for cell in told.packed)
    for row in range(first - 1, -1, -1):
        headings = table.rows.texts(row)
        owned = any(column_named(cell) in ("project_name", *_OFFICES) for cell in headings)
        over = all(any(overlap(head, cell) for head in headings) for cell in told.packed)
        short = all(len(key(cell.text)) <= _LONGEST for cell in headings)
        levels = any(level_of(c.text) or column_role(c.text) in LEVELS for c in headings)
        if len(headings) >= _FEW and owned and over and short and not levels:
            return headings
    return []


def forms_of_told_list(table: FormTable, _kind: Kind, layout: str) -> tuple[Form, ...]:
    """A form for every row that tells indicators in its cell."""
    headings, told = _headings_of(table), table.sentences
    if told is None or not headings:
        return ()
    rows = {cell.row: cell for cell in told.packed}
    forms: list[Form] = []
    issues: list[Issue] = []
    office: Cell | None = None
    for row in range(headings[0].row + 1, table.rows.n_rows):
        texts = table.rows.texts(row)
        if row in rows:
            forms.append(_form(table, headings, rows[row], office, layout))
        elif texts:
            office = next(filter(_is_office, texts), office)
            issue = Issue(code=Code.ROW_IGNORED, text=printed(texts), page=texts[0].page)
            issues.append(issue)
    first, passed_over = forms[0], len(issues)
    first = replace(
        first,
        issues=(*issues, *first.issues),
        rows_seen=first.rows_seen + passed_over,
        rows_ignored=first.rows_ignored + passed_over,
    )
    return (first, *forms[1:])


def _form(
    table: FormTable, headings: list[Cell], text: Cell, office: Cell | None, layout: str
) -> Form:
    reader = SentenceReader(table.rows)
    reader.tell(text)
    block = reader.block
    facts = [*facts_of_row(table.rows, headings, text.row)]
    if office and not any(fact.role == "department_name" for fact in facts):
        over = next(head for head in headings if overlap(head, office))
        facts.append(_fact("department_name", over, office))
    return Form(
        kind=Kind.PROJECT,
        layout=layout,
        stage=stage_of(table),
        title=table.title.text if table.title else None,
        fiscal_year=table.year,
        facts=(*facts, *table.facts_above),
        funding=tuple(money_of_row(table, headings, text.row)),
        goal=goal_in(text.text),
        indicators=tuple(block.indicators),
        rows_seen=block.seen,
        rows_ignored=block.ignored,
        rows_failed=block.failed,
        page_first=text.page,
        page_last=text.page,
        issues=tuple(block.issues),
    )


def column_named(heading: Cell) -> str | None:
    """What a column names; one of offices and their projects names the project of a told row."""
    return _named(heading.text)


@lru_cache(maxsize=1 << 12)  # asked of the first rows of every table
def _named(text: str) -> str | None:
    role = role_of("facts", text) or role_of("list_owners", text)
    both = all(word in key(text) for word in ("单位", "项目", "名称"))
    return "project_name" if role == "office_or_project" or both else role


def _is_office(cell: Cell) -> bool:
    return key(cell.text).endswith(tuple(section("scopes")))


def facts_of_row(rows: Rows, headings: list[Cell], row: int) -> Iterator[Fact]:
    """The names and offices of a row under its headings."""
    for heading in headings:
        role, cell = column_named(heading), under(rows, heading, row)
        if role in ("project_name", *_OFFICES) and cell and key(cell.text):
            yield _fact(role, heading, cell)


def _fact(role: str, heading: Cell, cell: Cell) -> Fact:
    return fact_at(role, heading, cell)


def is_money(heading: Cell) -> bool:
    """Does a heading stand over money of projects: 预算金额, 资金, 其中：财政拨款?"""
    text = heading.text
    listed = money_column(text) or role_of("list_money", text) or funding_role(text)
    return bool(listed or speaks_of_money(text))


def money_of_row(table: FormTable, headings: list[Cell], row: int) -> Iterator[RawFunding]:
    """The amounts of a row under headings of money; the first that names no part is the total."""
    summed = False
    for heading in filter(is_money, headings):
        cell = under(table.rows, heading, row)
        if cell is None or not amount_shaped(cell.text) or not key(cell.text):
            continue
        role = funding_role(heading.text) or ("" if _is_planned(heading) else UNCLASSIFIED)
        if not role or role == "total":
            role, summed = (UNCLASSIFIED if summed else "total"), True
        yield RawFunding(
            item=role.removesuffix("_mid_term"),
            horizon=Horizon.MID_TERM if role.endswith("_mid_term") else Horizon.ANNUAL,
            label=one_line(clean(heading.text)),
            amount=one_line(clean(cell.text)),
            unit=money_unit(heading.text) or table.unit,
            page=cell.page,
            box=cell.box,
            place=cell.place,
            sight=cell.sight,
        )


def _is_planned(heading: Cell) -> bool:
    """What was spent, another year's money and shares are none of the plan's."""
    return money_column(heading.text) in (None, "plan", "amount", "revised")

"""FormTable → Form: the parts of one form put together."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from extract.model import Code, Form, Issue, Kind, RawFunding, Stage
from extract.targets.form_table import FormTable
from extract.targets.further_cells import label_of, stands_beside
from extract.words.labels import FURTHER_COLUMNS
from extract.words.money_labels import UNCLASSIFIED
from extract.words.text import key

_MONITORED = {"actual_to_date", "expected", "likelihood"}
_EVALUATED = {"actual", "score"}
_BELOW = ("provincial_department", "city_department", "county_department")
# Within a department's block these labels are parts of its income (收入预算).
_INCOME_PARTS = {
    "fiscal_appropriation": "income_fiscal_appropriation",
    "other": "income_other",
}

_SIDES = {"收入": "income_total", "支出": "expenditure_total"}
"""A department's total that names its side: 部门支出合计."""


def assemble(table: FormTable, kind: Kind, layout: str) -> Form:
    """The form that a table is, with the issues of all its parts."""
    pages = [cell.page for cell in table.grid.cells if cell.page is not None]
    blocks, preamble = table.blocks, table.preamble
    printed = [*preamble.funding, *(line for block in blocks for line in block.funding)]
    money = map(_as_income, printed) if kind is Kind.DEPARTMENT else printed
    indicators = tuple(row for block in blocks for row in block.indicators)
    failed = sum(block.failed for block in blocks)
    blank = () if indicators or failed else (Issue(code=Code.BLANK_FORM),)
    return Form(
        kind=kind,
        layout=layout,
        stage=stage_of(table),
        title=table.title.text if table.title else None,
        fiscal_year=table.year,
        facts=(*preamble.facts, *table.facts_above),
        funding=tuple(money),
        goal=preamble.goal,
        goal_long_term=preamble.goal_long_term,
        goal_achieved=preamble.goal_achieved,
        indicators=indicators,
        rows_seen=sum(block.seen for block in blocks),
        rows_ignored=sum(block.ignored for block in blocks),
        rows_failed=failed,
        page_first=min(pages, default=None),
        page_last=max(pages, default=None),
        issues=(
            *preamble.issues,
            *unknown_columns(table, set().union(*(block.rows for block in blocks))),
            *(issue for block in blocks for issue in block.issues),
            *blank,
        ),
    )


def one_form(table: FormTable, kind: Kind, layout: str) -> tuple[Form, ...]:
    """The one form that a table is."""
    return (assemble(table, kind, layout),)


def transfer_form(table: FormTable, kind: Kind, layout: str) -> tuple[Form, ...]:
    """The form of a transfer payment.

    The highest department printed is its supervisor where 主管部门 has no text.
    """
    form = assemble(table, kind, layout)
    if form.fact("supervisor"):
        return (form,)
    below = [f for role in _BELOW for f in form.facts if f.role == role and f.text]
    in_charge = (replace(fact, role="supervisor") for fact in below[:1])
    return (replace(form, facts=(*form.facts, *in_charge)),)


def stage_of(table: FormTable) -> Stage:
    """The stage that a title names; columns of what was done tell where it names none."""
    if table.title and table.title.stage is not Stage.TARGET:
        return table.title.stage
    if table.roles & _MONITORED:
        return Stage.MONITORING
    return Stage.SELF_EVALUATION if table.roles & _EVALUATED else Stage.TARGET


def unknown_columns(table: FormTable, indicators: AbstractSet[int]) -> Iterator[Issue]:
    """Columns that nobody reads: their header has no role, or one that another column has.

    What they hold in the rows of indicators is kept as printed: the issue counts it.
    """
    for stretch in table.stretches:
        read = [column.cell for column_set in stretch.column_sets for column in column_set.columns]
        for column in (*stretch.header.strangers, *stretch.header.columns):
            known = column.cell in read or column.role in FURTHER_COLUMNS
            if known or stands_beside(column, stretch.header):
                continue
            label, page = label_of(column), column.cell.page
            below = table.rows.below(column.cell, stretch.stop)
            if cells := sum(cell.row in indicators and key(cell.text) != "" for cell in below):
                yield Issue(code=Code.COLUMN_UNREAD, text=f"{label} ({cells})", page=page)
            else:
                yield Issue(code=Code.UNKNOWN_LABEL, text=label, page=page)


def _as_income(line: RawFunding) -> RawFunding:
    sides = [total for word, total in _SIDES.items() if word in key(line.label)]
    if line.item == "total" and len(sides) == 1:
        return replace(line, item=sides[0])
    if line.item == "other" and sides == [_SIDES["支出"]]:
        return replace(line, item=UNCLASSIFIED)  # 其他支出 is no part of the income
    return replace(line, item=_INCOME_PARTS.get(line.item, line.item))

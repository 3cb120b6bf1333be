"""G3: a list with a row for each project and a column for each level of its indicators.

项目名称 | 预算数 | 年度目标 | 数量指标 | 质量指标 | 效益指标: what stands under the name of a
level tells one indicator or several. Rows of totals and offices are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.model import Cell, Code, Form, Issue, Kind
from extract.tables.grid_rows import Rows, overlap, under
from extract.targets.assemble import stage_of
from extract.targets.form_table import FormTable
from extract.targets.printed_row import printed
from extract.targets.told_lists import column_named, facts_of_row, money_of_row
from extract.targets.told_rows import SentenceReader
from extract.words.labels import goal_role, is_level, level_of, role_of
from extract.words.text import clean, key

_FEW = 2
_HEADER_ROWS = 2
_TOP = 6
"""Rows of a table in which its header is looked for."""
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A column of indicators: its lowest heading, and the levels that its headings name."""

    cell: Cell
    level1: str
    level2: str


@dataclass(frozen=True, slots=True)
class _Heads:
    """The header of such a list: columns of projects, columns of levels, the first row below."""

    projects: tuple[Cell, ...]
    leaves: tuple[_Leaf, ...]
    below: int

    @property
    def owner(self) -> Cell:
        """The column of the projects' names."""
        return next(cell for cell in self.projects if column_named(cell) == "project_name")


def lists_levels(table: FormTable) -> bool:
    """A column of projects beside columns headed by names of levels."""
    headed = any(not header.inferred for header in table.headers)
    return not headed and _heads(table.rows) is not None


def forms_of_rows(table: FormTable, _kind: Kind, layout: str) -> tuple[Form, ...]:
    """A form for every row that names a project; what goes on below it is the same project's."""
    heads = _heads(table.rows)
    if heads is None:
        return ()
    forms: list[Form] = []
    passed: list[Issue] = []
    for row in range(heads.below, table.rows.n_rows):
        texts = table.rows.texts(row)
        reader = _told(table.rows, heads, row)
        if not texts:
            continue
        owner = under(table.rows, heads.owner, row)
        named = owner is not None and owner.row == row and bool(key(owner.text))
        if not reader.block.seen or (named and owner and role_of("aside", owner.text)):
            issue = Issue(code=Code.ROW_IGNORED, text=printed(texts), page=texts[0].page)
            passed.append(issue)
        elif named or not forms:
            forms.append(_form(table, heads, row, reader, layout))
        else:
            forms[-1] = _with_row(forms[-1], reader)
    if not forms:
        return ()
    first = forms[0]
    first = replace(
        first,
        issues=(*passed, *first.issues),
        rows_seen=first.rows_seen + len(passed),
        rows_ignored=first.rows_ignored + len(passed),
    )
    return (first, *forms[1:])


def _heads(rows: Rows) -> _Heads | None:
    """The header of such a list; None where the table has none."""
    for row in range(min(_TOP, rows.n_rows)):
        texts = rows.texts(row)
        projects = tuple(cell for cell in texts if not _names_level(cell))
        owned = any(column_named(cell) == "project_name" for cell in projects)
        short = all(len(key(cell.text)) <= _LONGEST for cell in texts)
        if owned and short and len(texts) > _FEW and (found := _leaves(rows, row, texts)):
            leaves, below = found
            own = tuple(c for c in projects if not any(overlap(c, x.cell) for x in leaves))
            return _Heads(own, leaves, below)
    return None


def _leaves(rows: Rows, row: int, texts: list[Cell]) -> tuple[tuple[_Leaf, ...], int] | None:
    """The columns headed by names of levels in a row, or in the one below it; the row below."""
    lower = rows.texts(row + 1) if row + 1 < rows.n_rows else []
    seconds = [cell for cell in lower if _names_level(cell)]
    two = len(seconds) >= _FEW and len(seconds) == len(lower)
    tops = [cell for cell in texts if _names_level(cell)]
    leaves: list[_Leaf] = []
    for top in tops:
        under_it = [cell for cell in seconds if two and overlap(top, cell)]
        leaves += [_Leaf(cell, top.text, cell.text) for cell in under_it] or [_leaf(top)]
    if two and not tops:
        leaves = [_leaf(cell) for cell in seconds]
    if len(leaves) < _FEW:
        return None
    return tuple(leaves), row + (_HEADER_ROWS if two else 1)


def _names_level(cell: Cell) -> bool:
    """The name of a level; 绩效目标, one in frameworks of evaluation, heads goals here."""
    return is_level(cell.text) and goal_role(cell.text) is None


def _leaf(cell: Cell) -> _Leaf:
    second = level_of(cell.text) == "level2"
    return _Leaf(cell, "" if second else cell.text, cell.text if second else "")


def _told(rows: Rows, heads: _Heads, row: int) -> SentenceReader:
    """The indicators that a row tells under the names of levels."""
    reader = SentenceReader(rows)
    for leaf in heads.leaves:
        cell = under(rows, leaf.cell, row)
        if cell is not None and cell.row == row and _says(cell):
            reader.level1, reader.level2 = leaf.level1, leaf.level2
            reader.tell(cell)
    return reader


def _says(cell: Cell) -> bool:
    return any(map(str.isalnum, key(cell.text))) and key(cell.text) != "无"


def _form(table: FormTable, heads: _Heads, row: int, reader: SentenceReader, layout: str) -> Form:
    goals = dict(_goals(table.rows, heads, row))
    headings, page = list(heads.projects), table.rows.texts(row)[0].page
    form = Form(
        kind=Kind.PROJECT,
        layout=layout,
        stage=stage_of(table),
        title=table.title.text if table.title else None,
        fiscal_year=table.year,
        facts=(*facts_of_row(table.rows, headings, row), *table.facts_above),
        funding=tuple(money_of_row(table, headings, row)),
        goal=goals.get("goal"),
        goal_long_term=goals.get("goal_long_term"),
        page_first=page,
        page_last=page,
    )
    return _with_row(form, reader)


def _with_row(form: Form, reader: SentenceReader) -> Form:
    """A form with the indicators of one more row of its project."""
    block = reader.block
    return replace(
        form,
        indicators=(*form.indicators, *block.indicators),
        rows_seen=form.rows_seen + block.seen,
        rows_failed=form.rows_failed + block.failed,
        issues=(*form.issues, *block.issues),
    )


def _goals(rows: Rows, heads: _Heads, row: int) -> Iterator[tuple[str, str]]:
    for heading in heads.projects:
        role, cell = goal_role(heading.text), under(rows, heading, row)
        if role and cell and key(cell.text):
            yield role, clean(cell.text)

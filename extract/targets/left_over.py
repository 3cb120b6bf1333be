"""Tables that look like a target form and fit no layout: signalled, never half-read."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.model import Cell, Form, Grid
from extract.tables.column_edges import same_columns
from extract.tables.grid_rows import Rows
from extract.targets.passed_over import is_placeholder
from extract.targets.printed_row import printed
from extract.targets.region_heads import first_region
from extract.words.heads import opens_form, speaks_of_block
from extract.words.labels import column_role, goal_role, level_of, role_of
from extract.words.text import inert, key
from extract.words.titles import title_of

_LEVEL_NAMES = 3
_LABELS = 3
_ALL_POINTS = 90
_TOP = 2
"""A title that stands in the table is in its first rows."""
# A level named before its own indicator, inside a cell: 数量指标1:…, 【产出指标-数量指标】….
_LEVEL_IN = regex.compile(r"(?:数量|质量|时效|成本|效益|满意度|对象)指标(?:\d*:|[】\])])")
# Indicators counted inside a cell: 指标1…;指标2….
_COUNTED_IN = regex.compile(r"指标\d+(?=[^\d%])")
_MARK = "标"
"""Stands in both."""
_SEVERAL = 2
_NUMBER = regex.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """The row that gives a table away, as text, and how many rows with text follow it."""

    header: str
    rows: int


def lookalike_of(grid: Grid) -> Lookalike | None:
    """Does a table look like a target form?

    It speaks of indicator levels, two of their headers in a row or three of their names; or it has
    three of the labels that head a form. Others are no target forms, passed over in silence.
    """
    rows = Rows(grid)
    if _form_labels(rows) >= _LABELS:
        seen = sum(bool(rows.texts(row)) for row in range(rows.n_rows))
        return Lookalike(header=_printed(rows.texts(0)), rows=seen)
    if packed := _packed(rows) or _titled(rows) or _of_regions(grid):
        return packed
    names: set[str] = set()
    for row in range(rows.n_rows):
        texts = rows.texts(row)
        names |= {key(cell.text) for cell in texts if level_of(cell.text)}
        if speaks_of_block([cell.text for cell in texts]) or len(names) >= _LEVEL_NAMES:
            following = sum(bool(rows.texts(r)) for r in range(row + 1, rows.n_rows))
            return Lookalike(header=_printed(texts), rows=following)
    return None


def _titled(rows: Rows) -> Lookalike | None:
    """A form's title above, or in the first rows, and names of levels or headers of values below.

    A title of a form without a form below it is never passed over in silence, nor is a table that
    opens as a form does.
    """
    lines = [line.text for line in rows.grid.heading]
    inside = [cell.text for row in range(_TOP) for cell in rows.texts(row)]
    opens = opens_form(cell.text for cell in rows.texts(0))
    if not opens and not any(map(title_of, (*lines, *inside))):
        return None
    for row in range(rows.n_rows):
        texts = rows.texts(row)
        headed = {column_role(cell.text) for cell in texts} >= {"name", "value"}
        if headed or any(level_of(cell.text) for cell in texts):
            following = sum(bool(rows.texts(each)) for each in range(row + 1, rows.n_rows))
            return Lookalike(header=_printed(texts), rows=following)
    return None


def _of_regions(grid: Grid) -> Lookalike | None:
    """A form's title above a row for each region, whose columns no layout tells apart."""
    rows = Rows(grid)
    inside = [texts[0].text for row in range(_TOP) if len(texts := rows.texts(row)) == 1]
    if not any(map(title_of, (*(line.text for line in grid.heading), *inside))):
        return None
    below = first_region(rows)
    if below is None:
        return None
    following = sum(bool(rows.texts(row)) for row in range(below, rows.n_rows))
    heads = next(texts for row in range(rows.n_rows) if len(texts := rows.texts(row)) > 1)
    return Lookalike(header=_printed(heads), rows=following)


def _packed(rows: Rows) -> Lookalike | None:
    """Rows that print several indicators in one cell: 数量指标：≥5个；质量指标：合格率≥95%."""
    found = [
        row
        for row in range(rows.n_rows)
        if any(_MARK in cell.text and _holds_several(key(cell.text)) for cell in rows.texts(row))
    ]
    return Lookalike(header=_printed(rows.texts(0)), rows=len(found)) if found else None


def _holds_several(text: str) -> bool:
    """Are several indicators filled in? A blank template numbers them, and says nothing."""
    several = any(len(marks.findall(text)) >= _SEVERAL for marks in (_LEVEL_IN, _COUNTED_IN))
    return several and not is_placeholder(text)


def may_belong(grid: Grid, form: Form, before: Grid) -> bool:
    """May a table that was read as nothing be the rest of the form before it?

    It stands at once, no line between, on the page after the form's last one, and has the columns
    of the table `before`, or the form still lacks something: points, or its rows of satisfaction.
    """
    if grid.page is None or form.page_last is None or grid.heading or not form.indicators:
        return False
    points = [key(row.weight) for row in form.indicators if row.weight is not None]
    if points:
        numbers = [float(text) for text in points if _NUMBER.fullmatch(text)]
        is_open = sum(numbers) < _ALL_POINTS
    else:
        is_open = "满意度" not in form.indicators[-1].level1
    return (is_open or same_columns(before, grid)) and grid.page == form.page_last + 1


def _printed(texts: list[Cell]) -> str:
    return inert(printed(texts), 400)


def _form_labels(rows: Rows) -> int:
    """How many different labels that head a form begin a row: name, office, money, goal, block."""
    found: set[str] = set()
    for row in range(rows.n_rows):
        for cell in rows.texts(row)[:1]:
            fact = role_of("facts", cell.text)
            named = fact if fact in ("project_name", "department_name", "supervisor") else None
            roles = (named, goal_role(cell.text), role_of("blocks", cell.text))
            found.update(role for role in roles if role)
    return len(found)

"""What a filled drawing says: the records that must be read of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from samples.layouts.contents import Content
from samples.layouts.drawing import Ruled, filled
from samples.layouts.press import CELLS, VALUES, Line, Press
from samples.layouts.truth import Told, ToldRow

YEAR = 2024
_LABELLED = re.compile(r"：\{(\w+)\}")  # a line above the table: 单位名称：{department_name}
_FACTS = ("project_name", "department_name", "implementing_unit")


def told(press: Press, content: Content) -> Told:
    """One form's truth: what its drawing asks for, as far as the contents have it."""
    fields = [field for line in press.table for field in line.fields]
    code, name = content.supervisor
    labelled = {field for line in press.heading for field in _LABELLED.findall(line)}
    facts = [(f, getattr(content, f)) for f in _FACTS if f in {*fields, *labelled}]
    if any(f.startswith("supervisor") for f in fields):
        facts += [("supervisor_name", name)]
        facts += [("supervisor_code", code)] if code and "supervisor_name" not in fields else []
    items = dict(content.money)
    money = {
        (f.rpartition(".")[2], "mid_term" if "mid." in f else "annual"): content.amount(f)
        for f in fields
        if f.rpartition(".")[2] in items
    }
    return Told(
        layout=press.entry["layout"],
        kind=press.entry["kind"],
        stage=press.entry["stage"],
        title=filled(press.entry.get("title", press.heading[0]), content.printed),
        fiscal_year=YEAR,
        facts=tuple(facts),
        money=tuple((*key, amount * Decimal(10000)) for key, amount in money.items()),
        goal=content.goal if "goal" in fields else None,
        goal_long_term=content.goal_long_term if "goal_long_term" in fields else None,
        rows=tuple(_rows(press, content)),
    )


def _rows(press: Press, content: Content) -> Iterator[ToldRow]:
    for line in press.table:
        if line.rows_of is None:
            continue
        if line.rows_of[1:].isdigit() and content is not press.filled_with[int(line.rows_of[1:])]:
            continue
        horizon = "mid_term" if line.rows_of == "*mid" else "annual"
        for row in press.lines(line, content):
            yield from _row(line, row, horizon)


def _row(line: Ruled, row: Line, horizon: str) -> Iterator[ToldRow]:
    cells = {field: row[field] for field in CELLS if field in line.fields}
    level1 = row["level1"]
    if row["name"]:
        for field in line.fields:
            scope = field.partition("@")[2] or None
            if scope or field in VALUES:
                yield ToldRow(
                    level1=level1,
                    level2=row["level2"],
                    name=row["name"],
                    value=row[field],
                    horizon=horizon,
                    scope=scope,
                    **cells,
                )
    if row.get("mid.name"):
        yield ToldRow(
            level1=level1,
            level2=row["mid.level2"],
            name=row["mid.name"],
            value=row["mid.value"],
            horizon="mid_term",
        )

"""A drawing (forms/*.toml) filled with contents → what is printed, and what it says."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

from samples.layouts.contents import Content, Target, contents
from samples.layouts.drawing import Ruled, filled, lines_of, merged
from samples.layouts.truth import Published, Told, ToldRow
from samples.writers.printed import Printed

FORMS = Path(__file__).parent / "forms"
VARIANTS = ("clean", "troubled")
YEAR = 2024
_FACTS = ("project_name", "department_name", "implementing_unit")
_VALUES = ("value", "value_bracketed", "value_in_words", "signed", "number")
_CELLS = ("operator", "unit", "type", "direction", "weight", "actual", "score")
_Line = dict[str, str]  # what one printed row is filled with, by placeholder


def layouts() -> tuple[str, ...]:
    """Ids of all layouts that are drawn."""
    return tuple(sorted(path.stem for path in FORMS.glob("*.toml")))


@cache
def published(layout: str, variant: str, dressed: Callable[[str], str] = str) -> Published:
    """A layout's publication; `dressed` is what the export makes of a value's text."""
    entry = tomllib.loads((FORMS / f"{layout}.toml").read_text("utf-8"))
    return _Press({**entry, **entry[variant]}, dressed).published(variant)


class _Press:
    """One drawing and what it is filled with."""

    def __init__(self, entry: dict[str, Any], dressed: Callable[[str], str]) -> None:
        self.entry = entry
        self.dressed = dressed
        self.filled_with = [contents()[name] for name in entry["contents"]]
        self.table = lines_of(entry["table"])
        self.heading: list[str] = entry["lines"]

    def published(self, variant: str) -> Published:
        """All contents in one table (a list of projects), or each in a table of its own."""
        together = self.entry.get("together", False)
        groups = [self.filled_with] if together else [[each] for each in self.filled_with]
        return Published(
            layout=self.entry["layout"],
            variant=variant,
            printed=tuple(self._printed(group) for group in groups),
            told=tuple(self._told(each) for each in self.filled_with),
            ignored=self.entry.get("ignored", 0) * len(groups),
        )

    # What is printed

    def _printed(self, group: list[Content]) -> Printed:
        first = group[0]
        rows: list[Sequence[str]] = []
        for line in self.table:
            if line.rows_of is None:
                rows.append([filled(cell, first.printed) for cell in line.cells])
                continue
            of = [group[int(line.rows_of[1:])]] if line.rows_of[1:].isdigit() else group
            for content in of:
                rows += self._rows(line, content)
        return Printed(
            lines=tuple(filled(text, first.printed) for text in self.heading),
            rows=merged(rows),
            notes=tuple(self.entry.get("notes", ())),
        )

    def _rows(self, line: Ruled, content: Content) -> Iterator[list[str]]:
        above: dict[str, tuple[str, ...]] = {}
        for row in self._lines(line, content):
            cells = []
            for cell in line.cells:
                key = self._merged_by(cell, row, content)
                repeats = key is not None and above.get(cell) == key
                if key is not None:
                    above[cell] = key
                text = filled(cell, lambda f: row[f] if f in row else content.printed(f))  # noqa: B023 -- used at once
                cells.append("^" if repeats else text)
            yield cells

    def _merged_by(self, cell: str, row: _Line, content: Content) -> tuple[str, ...] | None:
        """What must stay the same for a cell to run on downwards; None where it never does."""
        if not self.entry.get("merge", True):
            return None
        name = cell.strip("{}")
        if name == "level1":
            return (row[name],)
        if name.endswith("level2"):
            return (row["level1"], row[name]) if row[name] else None
        if cell != f"{{{name}}}" or name in row:
            return None
        return (content.project_name,)

    def _lines(self, line: Ruled, content: Content) -> Iterator[_Line]:
        annual = [self._line(target, line.fields) for target in self._targets(content)]
        for n, row in enumerate(annual):
            for scope, values in self.entry.get("scoped", {}).items():
                row[f"value@{scope}"] = self.dressed(values[n])
        whole = [
            {**self._line(target, line.fields), "value": self.dressed(target.long_term)}
            for target in self._targets(content)
            if target.long_term
        ]
        if line.rows_of == "*mid":
            yield from whole
        elif line.rows_of == "*both":
            yield from _side_by_side(annual, whole)
        else:
            yield from annual

    def _line(self, target: Target, fields: Sequence[str]) -> _Line:
        own = ("level1", "level2", "name", "value", "measure", "previous", *_VALUES, *_CELLS)
        named = [field for field in fields if field in own]
        row = {f: target.printed(f) for f in dict.fromkeys((*named, *own[:4]))}
        return {f: self.dressed(text) if f in _VALUES else text for f, text in row.items()}

    def _targets(self, content: Content) -> list[Target]:
        """The contents' targets under the level names of this layout."""
        names = self.entry.get("level_names", {})
        targets = []
        for target in content.rows:
            each = {field: getattr(target, field) for field in Target.__slots__}
            if above := self.entry.get("level_above"):
                each |= {"level1": above, "level2": target.level1}
            each |= {f: names.get(each[f], each[f]) for f in ("level1", "level2")}
            targets.append(Target(**each))
        return targets

    # What it says

    def _told(self, content: Content) -> Told:
        fields = [field for line in self.table for field in line.fields]
        code, name = content.supervisor
        facts = [(f, getattr(content, f)) for f in _FACTS if f in fields]
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
            layout=self.entry["layout"],
            kind=self.entry["kind"],
            stage=self.entry["stage"],
            title=filled(self.entry.get("title", self.heading[0]), content.printed),
            fiscal_year=YEAR,
            facts=tuple(facts),
            money=tuple((*key, amount * Decimal(10000)) for key, amount in money.items()),
            goal=content.goal if "goal" in fields else None,
            goal_long_term=content.goal_long_term if "goal_long_term" in fields else None,
            rows=tuple(self._told_rows(content)),
        )

    def _told_rows(self, content: Content) -> Iterator[ToldRow]:
        for line in self.table:
            if line.rows_of is None:
                continue
            if (
                line.rows_of[1:].isdigit()
                and content is not self.filled_with[int(line.rows_of[1:])]
            ):
                continue
            horizon = "mid_term" if line.rows_of == "*mid" else "annual"
            for row in self._lines(line, content):
                yield from _told(line, row, horizon)


def _side_by_side(annual: list[_Line], whole: list[_Line]) -> Iterator[_Line]:
    """The whole period's rows beside the year's, first level by first level."""
    for level1, rows in groupby(annual, key=lambda row: row["level1"]):
        beside = [row for row in whole if row["level1"] == level1]
        for row, other in zip_longest(rows, beside, fillvalue=None):
            year = row or {"level1": level1, "level2": "", "name": "", "value": ""}
            mid = other or {"level2": "", "name": "", "value": ""}
            yield {**year, **{f"mid.{f}": mid[f] for f in ("level2", "name", "value")}}


def _told(line: Ruled, row: _Line, horizon: str) -> Iterator[ToldRow]:
    cells = {field: row[field] for field in _CELLS if field in line.fields}
    level1 = row["level1"]
    if row["name"]:
        for field in line.fields:
            scope = field.partition("@")[2] or None
            if scope or field in _VALUES:
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

"""A drawing (forms/*.toml) filled with contents → what is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Any

from samples.layouts.contents import Content, Target, contents
from samples.layouts.drawing import Ruled, filled, lines_of, merged
from samples.writers.printed import Printed

VALUES = ("value", "value_bracketed", "value_in_words", "signed", "number")
CELLS = ("operator", "unit", "type", "direction", "weight", "actual", "score")
Line = dict[str, str]
"""What one printed row is filled with, by placeholder."""


class Press:
    """One drawing and what it is filled with."""

    def __init__(self, entry: dict[str, Any], dressed: Callable[[str], str]) -> None:
        self.entry = entry
        self.dressed = dressed
        self.filled_with = [contents()[name] for name in entry["contents"]]
        self.table = lines_of(entry["table"])
        self.heading: list[str] = entry["lines"]

    def printed(self) -> tuple[Printed, ...]:
        """All contents in one table (a list of projects), or each in a table of its own."""
        together = self.entry.get("together", False)
        groups = [self.filled_with] if together else [[each] for each in self.filled_with]
        return tuple(self._printed(group) for group in groups)

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
        for row in self.lines(line, content):
            cells = []
            for cell in line.cells:
                key = self._merged_by(cell, row, content)
                repeats = key is not None and above.get(cell) == key
                if key is not None:
                    above[cell] = key
                text = filled(cell, lambda f: row[f] if f in row else content.printed(f))  # noqa: B023 -- used at once
                cells.append("^" if repeats else text)
            yield cells

    def _merged_by(self, cell: str, row: Line, content: Content) -> tuple[str, ...] | None:
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

    def lines(self, line: Ruled, content: Content) -> Iterator[Line]:
        """What each printed row of a drawing's line is filled with."""
        annual = [self._line(target, line.fields) for target in self._targets(content)]
        for n, row in enumerate(annual):
            row["no"] = str(n + 1)
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

    def _line(self, target: Target, fields: Sequence[str]) -> Line:
        own = ("level1", "level2", "name", "value", "measure", "previous", *VALUES, *CELLS)
        named = [field for field in fields if field in own]
        row = {f: target.printed(f) for f in dict.fromkeys((*named, *own[:4]))}
        return {f: self.dressed(text) if f in VALUES else text for f, text in row.items()}

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


def _side_by_side(annual: list[Line], whole: list[Line]) -> Iterator[Line]:
    """The whole period's rows beside the year's, first level by first level."""
    for level1, rows in groupby(annual, key=lambda row: row["level1"]):
        beside = [row for row in whole if row["level1"] == level1]
        for row, other in zip_longest(rows, beside, fillvalue=None):
            year = row or {"level1": level1, "level2": "", "name": "", "value": ""}
            mid = other or {"level2": "", "name": "", "value": ""}
            yield {**year, **{f"mid.{f}": mid[f] for f in ("level2", "name", "value")}}

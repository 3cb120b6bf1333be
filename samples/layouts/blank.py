"""A layout as a template to be filled in: labels, levels, nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from samples.layouts.contents import Content
from samples.layouts.drawing import Ruled
from samples.layouts.press import Line, Press
from samples.layouts.publications import drawn
from samples.writers.printed import Printed


def blank(layout: str, *, numbered: bool) -> tuple[Printed, ...]:
    """One empty form; `numbered` prints 指标1：, 指标2： where the names would stand."""
    entry = drawn(layout, "clean")
    once = {**entry, "contents": entry["contents"][:1], "numbered": numbered}
    return _Blank(once, str).printed()


class _Blank(Press):
    """The same drawing with nothing filled in."""

    def __init__(self, entry: dict[str, Any], dressed: Callable[[str], str]) -> None:
        super().__init__(entry, dressed)
        self.filled_with = [each.emptied() for each in self.filled_with]
        self.table = tuple(replace(line, cells=_emptied(line)) for line in self.table)

    def lines(self, line: Ruled, content: Content) -> Iterator[Line]:
        for n, row in enumerate(super().lines(line, content), 1):
            kept = {f: row[f] for f in row if f.endswith(("level1", "level2"))}
            name = f"指标{n}：" if self.entry["numbered"] else ""
            yield {**dict.fromkeys((*row, *line.fields), ""), **kept, "name": name}


def _emptied(line: Ruled) -> tuple[str, ...]:
    """No words of a row's own (a note, a tick), and no amounts."""
    if line.rows_of is None:
        return tuple("" if re.fullmatch(r"[\d.,%—/-]+", cell) else cell for cell in line.cells)
    return tuple(cell if "{" in cell or cell in ("<", "^") else "" for cell in line.cells)

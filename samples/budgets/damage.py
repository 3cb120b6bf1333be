"""Budget tables that lost a part before anybody reads them: a row of heads, columns, all heads.

The truth of a damaged table is that of what is still printed: an amount keeps what it counts,
whether or not a head says so still. `python -m samples.budgets.damage` lists what there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from samples.budgets.tables import Drawn, drawn, entries
from samples.layouts.drawing import lines_of

_YEAR = re.compile(r"20\d\d年度?")
_FEWEST = 3
"""Columns that a cut leaves at least: a code, a name, an amount."""
Entry = dict[str, Any]
Rows = list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A drawn table after a damage of a kind."""

    kind: str
    table: Drawn


def damaged() -> Iterator[Damaged]:
    """Every damage of every drawn table that prints an amount after it."""
    for entry in entries():
        for kind, damage in DAMAGES.items():
            for hurt in damage(entry):
                table = drawn(hurt)
                if table.amounts:
                    yield Damaged(kind=kind, table=table)


def _rows(entry: Entry) -> Rows:
    return [list(line.cells) for line in lines_of(entry["drawn"])]


def _with(entry: Entry, rows: Rows, **changed: Any) -> Entry:
    return entry | {"drawn": "\n".join(map(" | ".join, rows))} | changed


def _without_row(rows: Rows, gone: int) -> Rows:
    """Rows without one of them; what was merged with cells below begins there."""
    left = [list(row) for row in rows]
    if gone + 1 < len(left):
        left[gone + 1] = [
            above if cell == "^" else cell
            for above, cell in zip(left[gone], left[gone + 1], strict=True)
        ]
    return left[:gone] + left[gone + 1 :]


def _row_of_heads(entry: Entry, gone: int) -> Iterator[Entry]:
    if entry["head"] > 1:
        numbered = [n - 1 for n in entry.get("numbered", ())]
        rows = _without_row(_rows(entry), gone)
        yield _with(entry, rows, head=entry["head"] - 1, numbered=numbered)


def _lowest_head(entry: Entry) -> Iterator[Entry]:
    return _row_of_heads(entry, entry["head"] - 1)


def _upper_head(entry: Entry) -> Iterator[Entry]:
    return _row_of_heads(entry, 0)


def _right_columns(entry: Entry) -> Iterator[Entry]:
    """The table without its last columns, each way, under titles that name no year."""
    rows, columns = _rows(entry), entry["columns"].split()
    lines = [_YEAR.sub("", line) for line in entry["lines"]]
    for width in range(_FEWEST, len(columns)):
        cut = " ".join(columns[:width])
        yield _with(entry, [row[:width] for row in rows], columns=cut, lines=lines)


def _all_heads(entry: Entry) -> Iterator[Entry]:
    """The rows below the heads, with the lines above the table."""
    rows = _rows(entry)
    for _ in range(entry["head"]):
        rows = _without_row(rows, 0)
    yield _with(
        entry, rows, head=0, numbered=[n - entry["head"] for n in entry.get("numbered", ())]
    )


def _heads_and_title(entry: Entry) -> Iterator[Entry]:
    """The rows alone, as a page shows them whose upper part is missing."""
    yield from ({**hurt, "lines": []} for hurt in _all_heads(entry))


DAMAGES: dict[str, Callable[[Entry], Iterator[Entry]]] = {
    "lowest row of heads": _lowest_head,
    "upper row of heads": _upper_head,
    "right columns": _right_columns,
    "all heads": _all_heads,
    "heads and title": _heads_and_title,
}
"""Each kind of damage with what it makes of an entry of a TOML file."""


if __name__ == "__main__":
    for each in damaged():
        print(each.kind, each.table.name, len(each.table.amounts))  # noqa: T201

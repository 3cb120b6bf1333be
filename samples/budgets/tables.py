"""Budget tables as drawn in TOML files: what is printed, and the truth of every amount."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samples.layouts.drawing import lines_of, merged
from samples.writers.printed import Printed

_FILE = Path(__file__).parent / "tables.toml"
_FURTHER = _FILE.with_name("further.toml")
_NOTHING = {"", "-", "<", "^"}
_NO_LABELS = {*_NOTHING, "类", "款", "项"}
"""The last three are heads, which may stand in the row of the total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One amount of a table: what is printed at its left and above, and what it counts."""

    code: str
    label: str
    side: str | None
    phase: str
    measure: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A table with its truth."""

    name: str
    kind: str
    phase: str
    unit: str
    printed: Printed
    amounts: tuple[Amount, ...]


@cache
def drawn_tables() -> tuple[Drawn, ...]:
    """All tables of tables.toml, in its order."""
    return tuple(map(drawn, _entries(_FILE)))


@cache
def further_tables() -> tuple[Drawn, ...]:
    """Those of further.toml, which belong to no publication together."""
    return tuple(map(drawn, _entries(_FURTHER)))


def entries() -> list[dict[str, Any]]:
    """The tables of both files as they are drawn."""
    return [*_entries(_FILE), *_entries(_FURTHER)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A contradiction planted in a table: the tables of its phase with it, and what must fail."""

    name: str
    rules: tuple[str, ...]
    tables: tuple[Drawn, ...]


def contradictions() -> tuple[Contradiction, ...]:
    """All of contradictions.toml."""
    entries = tomllib.loads((_FILE.parent / "contradictions.toml").read_text("utf-8"))
    return tuple(map(_contradiction, entries["contradiction"]))


def _contradiction(entry: dict[str, Any]) -> Contradiction:
    """The tables of a phase with one text of one of them printed otherwise."""
    tables = []
    phase = next(table["phase"] for table in _entries(_FILE) if table["name"] == entry["table"])
    for table in _entries(_FILE):
        if table["phase"] != phase:
            continue
        if table["name"] == entry["table"]:
            texts = (table["drawn"], *table["lines"])
            if sum(text.count(entry["printed"]) for text in texts) != 1:
                raise ValueError(f"{entry['name']}: {entry['printed']} is not printed once")
            printed, *lines = (text.replace(entry["printed"], entry["instead"]) for text in texts)
            table |= {"drawn": printed, "lines": lines, "unit": ""}
        tables.append(drawn(table))
    return Contradiction(name=entry["name"], rules=tuple(entry["rules"]), tables=tuple(tables))


def _entries(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))["table"]
    return found


def drawn(entry: dict[str, Any]) -> Drawn:
    """A table of a TOML file, as it is drawn there."""
    rows = [line.cells for line in lines_of(entry["drawn"])]
    return Drawn(
        name=entry["name"],
        kind=entry["kind"],
        phase=entry["phase"],
        unit=entry["unit"],
        printed=Printed(
            lines=tuple(entry["lines"]), rows=merged(rows), notes=tuple(entry.get("notes", ()))
        ),
        amounts=tuple(_amounts(entry, rows)),
    )


def _amounts(entry: dict[str, Any], rows: list[tuple[str, ...]]) -> Iterator[Amount]:
    """The truth by the drawing alone: each cell under a measure, with the labels of its block."""
    columns = entry["columns"].split()
    sides = entry.get("sides", ())
    for number, row in enumerate(rows):
        if number < entry["head"] or number in entry.get("numbered", ()):
            continue
        block, label, codes, was_amount, printed = 0, "", "", False, ""
        for column, text in zip(columns, row, strict=True):
            printed = printed if text == "<" else text
            if column in {"c", "n", "."}:
                if was_amount and column != ".":
                    block, label, codes, was_amount = block + 1, "", "", False
                if column == "c" and text.isdigit():
                    codes += text
                elif column != "." and printed not in _NO_LABELS:
                    label = label or printed
                elif column == "." and text.endswith("计"):
                    label = label or text
                continue
            was_amount = True
            if text in _NOTHING:
                continue
            phase, _, measure = column.rpartition(":")
            yield Amount(
                code=codes,
                label=label,
                side=sides[block] if sides else None,
                phase=phase or entry["phase"],
                measure=measure,
                text=text,
            )

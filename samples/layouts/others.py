"""What is no target form: budget tables, policy texts, tables that only look like a form."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from samples.layouts.drawing import lines_of, merged
from samples.writers import html, pdf
from samples.writers.html import write_page
from samples.writers.pages import write_sheets
from samples.writers.printed import Printed
from samples.writers.text_tables import EXPORTS, write_tables

_FILE = Path(__file__).parent / "others.toml"
WRITERS: dict[str, Callable[[tuple[Printed, ...]], bytes]] = {
    "text": lambda tables: write_tables(tables, EXPORTS[0]),
    "html": lambda tables: write_page(tables[0].lines[0], tables, html.STYLES[0]),
    "pdf": lambda tables: write_sheets(tables, pdf.STYLES[0]),
}
"""One plain style of each format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A document's tables, and what must come of them.

    `says`: `no_forms`, `budget_tables` or `unrecognised_form`.
    """

    name: str
    says: str
    printed: tuple[Printed, ...]


@cache
def others() -> tuple[Other, ...]:
    """All of them; the prose of a document stands above its first table."""
    entries = tomllib.loads(_FILE.read_text("utf-8"))
    return tuple(
        Other(
            name=name,
            says=entry["says"],
            printed=tuple(
                Printed(
                    lines=(*(entry["prose"] if n == 0 else ()), *table["lines"]),
                    rows=merged(line.cells for line in lines_of(table["drawn"])),
                )
                for n, table in enumerate(entry["table"])
            ),
        )
        for name, entry in entries.items()
    )

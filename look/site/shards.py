"""Where the rows behind a figure stand, in files that a list reads one after the other.

Only places are kept, and what a list asks for: texts are read from the data of their documents when
they come into sight, so that half a million rows take some megabytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from insight.quality.rules import QUALITY_RULES
from look.site.files import write_data
from normalize.records import PanelRecord, QualityRowRecord
from normalize.records.panel import Change, Demand

_ROWS = 20_000
_BITS = {rule.id.value: 1 << number for number, rule in enumerate(QUALITY_RULES)}
_CHANGES = tuple(change.value for change in Change)
_DEMANDS = tuple(demand.value for demand in Demand)


class _Shards:
    """Entries that wait for their file, and the documents that they name by number."""

    name = ""
    entries = ""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._count = 0
        self._begin()

    def _begin(self) -> None:
        self._documents: dict[str, int] = {}
        self._entries: list[list[Any]] = []
        self._rows = 0

    def document(self, document_id: str) -> int:
        """The number of a document in this file."""
        return self._documents.setdefault(document_id, len(self._documents))

    def close(self) -> int:
        """Write what waits; how many files there are."""
        if self._entries:
            value = {"documents": list(self._documents), self.entries: self._entries}
            write_data(self._site, f"{self.name}-{self._count}", value)
            self._count += 1
            self._begin()
        return self._count


class RowShards(_Shards):
    """Rows by form: document, form, year, department, and of each row its number and its marks."""

    name = "figure-rows"
    entries = "forms"

    def add(self, row: QualityRowRecord, department: int) -> None:
        """A row, its marks a bit a rule, in the order of the rules."""
        marks = sum(_BITS[mark] for mark in row.marks)
        entry = [int(row.indicator_id.rpartition("-")[2]), marks]
        form = int(row.form_id.rpartition("-")[2])
        if self._entries and self._entries[-1][:2] == [self.document(row.document_id), form]:
            self._entries[-1][-1].append(entry)
        else:
            if self._rows >= _ROWS:
                self.close()
            at = self.document(row.document_id)
            self._entries.append([at, form, row.fiscal_year, department, [entry]])
        self._rows += 1


class YearShards(_Shards):
    """Targets of two years by department: both places, the change, what it asks."""

    name = "figure-years"
    entries = "families"

    def add(self, row: PanelRecord, department: int) -> None:
        """A target with its two places; one of them may be null."""
        if self._rows >= _ROWS:
            self.close()
        before = self._place(row.document_before, row.indicator_before)
        after = self._place(row.document_id, row.indicator_id)
        change = _CHANGES.index(row.change or "")
        demand = -1 if row.demand is None else _DEMANDS.index(row.demand)
        head = [row.fiscal_year, department]
        if not self._entries or self._entries[-1][:2] != head:
            self._entries.append([*head, []])
        self._entries[-1][-1].append([before, after, change, demand])
        self._rows += 1

    def _place(self, document_id: str | None, indicator_id: str | None) -> list[int] | None:
        if document_id is None or indicator_id is None:
            return None
        form, row = indicator_id.rsplit("-", 2)[-2:]
        return [self.document(document_id), int(form), int(row)]

"""A dataset taken apart by document: everything that is published of one, together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from normalize.records import (
    TABLES,
    BudgetLineRecord,
    BudgetTableRecord,
    CheckRecord,
    DocumentRecord,
    FormRecord,
    FundingRecord,
    IndicatorRecord,
    IssueRecord,
)
from publish.tables.release import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The records of one document, in published order."""

    document: DocumentRecord
    forms: tuple[FormRecord, ...]
    funding: tuple[FundingRecord, ...]
    indicators: tuple[IndicatorRecord, ...]
    issues: tuple[IssueRecord, ...]
    checks: tuple[CheckRecord, ...]
    budget_tables: tuple[BudgetTableRecord, ...] = ()
    budget_lines: tuple[BudgetLineRecord, ...] = ()

    def funding_of(self, form: FormRecord) -> list[FundingRecord]:
        """The money lines of a form."""
        return [line for line in self.funding if line.form_id == form.form_id]

    def rows_of(self, form: FormRecord) -> list[IndicatorRecord]:
        """The indicators of a form."""
        return [row for row in self.indicators if row.form_id == form.form_id]

    def lines_of(self, table: BudgetTableRecord) -> list[BudgetLineRecord]:
        """The amounts of a budget table."""
        return [line for line in self.budget_lines if line.table_id == table.table_id]


def bundles(release: Release) -> Iterator[Bundle]:
    """Every document of a dataset with its rows, years one after the other.

    A form may be of another year than its document, and lie in another file: rows are gathered by
    document over all years. Raises ReleaseError.
    """
    tables = {table.name: _Rows(release, table.name, table.record) for table in TABLES}
    for number in range(len(tables["documents"])):
        [document] = tables["documents"].at([number])
        identity = document.document_id
        yield Bundle(
            document=document,
            forms=tables["forms"].of(identity),
            funding=tables["funding"].of(identity),
            indicators=tables["indicators"].of(identity),
            issues=tables["issues"].of(identity),
            checks=tables["checks"].of(identity),
            budget_tables=tables["budget_tables"].of(identity),
            budget_lines=tables["budget_lines"].of(identity),
        )


class _Rows:
    """A table kept as columns; rows become records when their document is asked for."""

    def __init__(self, release: Release, name: str, record: type) -> None:
        self._record = record
        self._table = release.table(name)
        self._at: dict[str, list[int]] = defaultdict(list)
        for number, identity in enumerate(self._table.column("document_id").to_pylist()):
            self._at[identity].append(number)

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def of(self, document_id: str) -> tuple[Any, ...]:
        return self.at(self._at.get(document_id, []))

    def at(self, numbers: list[int]) -> tuple[Any, ...]:
        if not numbers:
            return ()
        first, last = numbers[0], numbers[-1]
        if last - first + 1 == len(numbers):
            found = self._table.slice(first, len(numbers))
        else:
            found = self._table.take(numbers)
        return tuple(self._record(**row) for row in found.to_pylist())

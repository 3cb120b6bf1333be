"""A dataset taken apart by document: everything that is published of one, together."""

from __future__ import annotations

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
    table_of,
)
from publish.tables.by_document import RowsByDocument
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
    tables = {table.name: RowsByDocument(release, table.name) for table in TABLES}
    for identity in tables["documents"].documents:

        def of(name: str, identity: str = identity) -> tuple[Any, ...]:
            record = table_of(name).record
            return tuple(record(**row) for row in tables[name].of(identity))

        [document] = of("documents")
        yield Bundle(
            document=document,
            forms=of("forms"),
            funding=of("funding"),
            indicators=of("indicators"),
            issues=of("issues"),
            checks=of("checks"),
            budget_tables=of("budget_tables"),
            budget_lines=of("budget_lines"),
        )

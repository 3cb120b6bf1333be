"""Result files → tables: every document's rows and checks, in published order, one at a time."""

from __future__ import annotations

from batch.results import RECORDS, in_columns
from batch.shelf import Shelf
from normalize.records import CheckRecord
from publish.parquet import Tables
from publish.run_record import Figures, Tally
from reconcile.stream import reconcile_each


def assemble(shelf: Shelf, tables: Tables) -> Figures:
    """Write all rows of a run, by document path, form and row; what they come to."""
    tally = Tally()
    checks = reconcile_each(shelf.light, shelf.paths, shelf)
    checked = next(checks, None)
    for result in shelf.results():
        for name in RECORDS:
            tables.add(name, result.columns(name))
            tally.add(name, result.columns(name))
        if checked is not None and checked[0] == result.columns("documents")["document_id"][0]:
            rows = in_columns(CheckRecord, checked[1])
            tables.add("checks", rows)
            tally.add("checks", rows)
            checked = next(checks, None)
    return tally.figures()

"""Proving that the rows of a file stand in published order, some of them at a time (次序校验)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from normalize.records import Table

# Table → the column that numbers its rows within a form or a document.
NUMBERED = {
    "forms": "form_no",
    "funding": "line_no",
    "indicators": "row_no",
    "budget_tables": "table_no",
}
_LAST = pa.scalar((1 << 63) - 1, pa.int64())
"""Where what has no place stands: behind everything."""


class Order:
    """Is one file sorted by document path, form and row?"""

    def __init__(self, table: Table, ranks: Mapping[str, int]) -> None:
        """`ranks`: document's id → its place by path."""
        self.table = table
        self.is_kept = True
        self._ranks = ranks
        self._before: list[Any] | None = None
        """The places of the row before."""

    def look(self, rows: pa.RecordBatch) -> None:
        """Look at the next rows of the file."""
        if not rows.num_rows or not self.is_kept:
            return
        places = self._places(rows)
        if self._before is not None:
            pairs = zip(self._before, places, strict=True)
            places = [pa.concat_arrays([before, each]) for before, each in pairs]
        self._before = [each.slice(len(each) - 1) for each in places]
        wrong, tied = pa.scalar(value=False), pa.scalar(value=True)
        for each in places:
            first, then = each.slice(0, len(each) - 1), each.slice(1)
            wrong = pc.or_(wrong, pc.and_(tied, pc.greater(first, then)))
            tied = pc.and_(tied, pc.equal(first, then))
        self.is_kept = not pc.any(wrong).as_py()

    def _places(self, rows: pa.RecordBatch) -> list[Any]:
        """By what the rows are sorted, the first first."""
        name = self.table.name
        places = [_taken(rows.column("document_id"), self._rank)]
        if name == "budget_lines":
            places += [_taken(rows.column("table_id"), _tail), _tail(rows.column("line_id"))]
        if "form_id" in rows.schema.names and name != "issues":
            places.append(_taken(rows.column("form_id"), _tail))
        if name in NUMBERED:
            places.append(rows.column(NUMBERED[name]).cast(pa.int64()))
        if name == "issues":
            places.append(_tail(rows.column("issue_id")))
        return [pc.fill_null(each, _LAST) for each in places]

    def _rank(self, ids: pa.Array) -> pa.Array:
        return pa.array([self._ranks.get(each) for each in ids.to_pylist()], pa.int64())


def _taken(ids: pa.Array, of: Any) -> pa.Array:
    """What is told of ids that follow each other, asked once of each."""
    encoded = ids.dictionary_encode()
    return of(encoded.dictionary).take(encoded.indices)


def _tail(ids: pa.Array) -> pa.Array:
    """The number at the end of ids, null where there is none: 3 of …-003, …-t003 and …-i003."""
    tails = pc.replace_substring_regex(ids, r"^.*-[ti]?", "")
    told = pc.match_substring_regex(tails, r"^[0-9]{1,18}$")
    return pc.if_else(told, tails, pa.scalar(None, pa.string())).cast(pa.int64())

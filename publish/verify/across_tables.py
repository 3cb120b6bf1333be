"""The proofs that need several tables: keys, ids, ledger, order (跨表校验)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd
import pyarrow.parquet as pq

from normalize.records import TABLES, Table, table_of
from publish.tables.survey import DataFile, Problem
from publish.verify.file import listed

_LEDGER = ("rows_emitted", "rows_ignored", "rows_failed")
_CELLS = ("cells_emitted", "cells_ignored", "cells_failed")
# What the proofs across tables need of each table, beside its key and its references.
_NEEDED = {
    "documents": ("sha256", "path", "forms", "rows_seen", *_LEDGER),
    "forms": ("form_no", "indicators"),
    "funding": ("line_no",),
    "indicators": ("row_no",),
    "budget_tables": ("table_no", "lines", "cells_seen", *_CELLS),
    "budget_lines": ("row_no", "col_no"),
}
# Table → the column that numbers its rows within a form or a document.
_NUMBERED = {
    "forms": "form_no",
    "funding": "line_no",
    "indicators": "row_no",
    "budget_tables": "table_no",
}


class Across:
    """The proofs that need several tables, on their keys and counts alone."""

    def __init__(self, files: Iterable[DataFile]) -> None:
        self.frames: dict[str, pd.DataFrame] = {}
        files = tuple(files)
        for table in TABLES:
            references = tuple(each.column for each in table.references)
            needed = dict.fromkeys((*table.key, *references, *_NEEDED.get(table.name, ())))
            frames = [
                pq.ParquetFile(file.path).read(list(needed)).to_pandas().assign(file=file.name)
                for file in files
                if file.table is table
            ]
            self.frames[table.name] = pd.concat(frames, ignore_index=True)

    @property
    def rows(self) -> dict[str, int]:
        """Rows of every table."""
        return {name: len(frame) for name, frame in self.frames.items()}

    def problems(self) -> Iterator[Problem]:
        """Everything that does not hold across the tables."""
        for table in TABLES:
            yield from self._key(table)
            yield from self._references(table)
        yield from self._ids()
        yield from self._ledger()
        yield from self._order()

    def _key(self, table: Table) -> Iterator[Problem]:
        frame = self.frames[table.name]
        twice = frame[frame.duplicated(list(table.key))]
        yield from _rows(table, twice, f"the key {', '.join(table.key)} stands twice")

    def _references(self, table: Table) -> Iterator[Problem]:
        frame = self.frames[table.name]
        for each in table.references:
            keys = self.frames[each.table][table_of(each.table).key[0]]
            lost = frame[frame[each.column].notna() & ~frame[each.column].isin(keys)]
            yield from _rows(table, lost, f"{each.column} leads to no row of {each.table}")

    def _ids(self) -> Iterator[Problem]:
        """Ids are content: the hash, the number in the document, the number in the form."""
        documents, forms = self.frames["documents"], self.frames["forms"]
        rows = self.frames["indicators"]
        own = documents["document_id"].str.slice(0, 16) == documents["sha256"].str.slice(0, 16)
        wrong = documents[~own & documents["sha256"].notna()]
        yield from _rows(table_of("documents"), wrong, "document_id is not that of sha256")
        expected = forms["document_id"] + "-" + _number(forms["form_no"])
        wrong = forms[forms["form_id"] != expected]
        yield from _rows(table_of("forms"), wrong, "form_id is not document_id and form_no")
        expected = rows["form_id"] + "-" + _number(rows["row_no"])
        wrong = rows[rows["indicator_id"] != expected]
        yield from _rows(table_of("indicators"), wrong, "indicator_id is not form_id and row_no")
        tables = self.frames["budget_tables"]
        expected = tables["document_id"] + "-t" + _number(tables["table_no"])
        wrong = tables[tables["table_id"] != expected]
        yield from _rows(
            table_of("budget_tables"), wrong, "table_id is not its document and number"
        )

    def _ledger(self) -> Iterator[Problem]:
        """rows_seen = emitted + ignored + failed, and what is counted is there."""
        documents, forms = self.frames["documents"], self.frames["forms"]
        table = table_of("documents")
        wrong = documents[documents["rows_seen"] != documents[list(_LEDGER)].sum(axis=1)]
        said = "the ledger does not add up, rows_seen is not emitted + ignored + failed"
        yield from _rows(table, wrong, said)
        for column, of in (("rows_emitted", "indicators"), ("forms", "forms")):
            have = self._count(of, "document_id", documents["document_id"])
            wrong = documents[documents[column] != have]
            yield from _rows(table, wrong, f"{column} is not the number of its rows in {of}")
        yield from self._cells()
        have = self._count("indicators", "form_id", forms["form_id"])
        wrong = forms[forms["indicators"] != have]
        said = "indicators is not the number of its rows in indicators"
        yield from _rows(table_of("forms"), wrong, said)

    def _cells(self) -> Iterator[Problem]:
        """cells_seen of a budget table = emitted + ignored + failed, and its lines are there."""
        tables, table = self.frames["budget_tables"], table_of("budget_tables")
        wrong = tables[tables["cells_seen"] != tables[list(_CELLS)].sum(axis=1)]
        said = "the ledger does not add up, cells_seen is not emitted + ignored + failed"
        yield from _rows(table, wrong, said)
        have = self._count("budget_lines", "table_id", tables["table_id"])
        wrong = tables[(tables["lines"] != have) | (tables["cells_emitted"] != have)]
        yield from _rows(table, wrong, "lines is not the number of its rows in budget_lines")

    def _count(self, table: str, column: str, keys: pd.Series[str]) -> pd.Series[int]:
        counts = self.frames[table][column].value_counts()
        return keys.map(counts).fillna(0).astype("int64")

    def _order(self) -> Iterator[Problem]:
        """Sorted by document path, form and row in every file."""
        documents = self.frames["documents"]
        paths = sorted(documents["path"])
        rank = {path: number for number, path in enumerate(paths)}
        of = documents.set_index("document_id")["path"].map(rank)
        for table in TABLES:
            frame = self.frames[table.name]
            order = pd.DataFrame({"document": frame["document_id"].map(of)})
            if table.name == "budget_lines":
                order["table"] = _tail(frame["table_id"].str.replace("-t", "-", regex=False))
                order["line"] = _tail(frame["line_id"])
            if "form_id" in frame and table.name != "issues":
                order["form"] = _tail(frame["form_id"])
            if table.name in _NUMBERED:
                order["row"] = frame[_NUMBERED[table.name]]
            if table.name == "issues":
                order["row"] = _tail(frame["issue_id"].str.replace("-i", "-", regex=False))
            for name, each in order.groupby(frame["file"], sort=True):
                if not each.equals(
                    each.sort_values(list(order.columns.astype(str)), kind="stable")
                ):
                    message = "its rows are not sorted by document path, form and row"
                    yield Problem(place=str(name), message=message)


def _number(values: pd.Series[int]) -> pd.Series[str]:
    return values.astype("string").str.zfill(3)


def _tail(ids: pd.Series[str]) -> pd.Series[float]:
    """The number at the end of ids, of which some may be null."""
    return pd.to_numeric(ids.str.rsplit("-", n=1).str[-1], errors="coerce")


def _rows(table: Table, wrong: pd.DataFrame, said: str) -> Iterator[Problem]:
    """One problem a file, with the keys of its first rows."""
    for name, each in wrong.groupby("file", sort=True):
        keys = each[list(table.key)].astype("string").agg(" ".join, axis=1)
        yield Problem(place=str(name), message=f"{said}: {listed(keys)}")

"""The proofs that need several tables: keys, ids, ledger, order (跨表校验)."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from normalize.records import TABLES, Table, table_of
from publish.tables.schema import schema
from publish.tables.survey import DataFile, Problem
from publish.verify.file import SHOWN, shown
from publish.verify.order import NUMBERED, Order
from publish.verify.parts import Parts

_LEDGER = ("rows_emitted", "rows_ignored", "rows_failed")
_CELLS = ("cells_emitted", "cells_ignored", "cells_failed")
# What the proofs across tables need of each table, beside its key, its references and its number.
_NEEDED = {
    "documents": ("sha256", "forms", "rows_seen", *_LEDGER),
    "forms": ("indicators",),
    "budget_tables": ("lines", "cells_seen", *_CELLS),
}
_BATCH = 1 << 16

Wrong = tuple[Table, str, pa.Table]
"""A table, what is said of rows of it, and those rows."""


class Across:
    """The proofs that need several tables, on their keys and counts alone, a part at a time."""

    def __init__(self, files: Iterable[DataFile]) -> None:
        self.files = tuple(files)
        self.rows = dict.fromkeys((table.name for table in TABLES), 0)
        """Rows of every table."""
        for file in self.files:
            self.rows[file.table.name] += pq.read_metadata(file.path).num_rows

    def problems(self) -> Iterator[Problem]:
        """Everything that does not hold across the tables."""
        found: dict[int, _Said] = {}
        with (
            tempfile.TemporaryDirectory(prefix="jixiao-") as folder,
            Parts(Path(folder), sum(self.rows.values())) as parts,
        ):
            unsorted = self._set_aside(parts)
            parts.whole()
            for number in range(parts.number):
                for at, (table, said, wrong) in enumerate(_Part(parts, number).wrong()):
                    found.setdefault(at, _Said(table, said)).note(wrong)
        for at in sorted(found):
            yield from found[at].problems(self.files)
        for name in unsorted:
            message = "its rows are not sorted by document path, form and row"
            yield Problem(place=name, message=message)

    def _set_aside(self, parts: Parts) -> list[str]:
        """Part all rows; the files whose rows are not in published order."""
        ranks, unsorted = self._ranks(), []
        for table in TABLES:
            row, aside = 0, _aside(table)
            parts.begin(table.name, aside)
            for number, file in enumerate(self.files):
                if file.table is not table:
                    continue
                order, opened = Order(table, ranks), pq.ParquetFile(file.path)
                names = aside.names[:-2]
                for batch in opened.iter_batches(_BATCH, columns=names, use_threads=False):
                    order.look(batch)
                    parts.add(table.name, _numbered(batch, aside, number, row), _ids(table))
                    row += batch.num_rows
                if not order.is_kept:
                    unsorted.append(file.name)
        return unsorted

    def _ranks(self) -> dict[str, int]:
        """Document's id → its place by path."""
        paths: list[tuple[str, str]] = []
        for file in self.files:
            if file.table.name == "documents":
                read = pq.ParquetFile(file.path).read(["path", "document_id"], use_threads=False)
                paths += zip(*(column.to_pylist() for column in read.columns), strict=True)
        paths.sort()
        return {identity: rank for rank, (_, identity) in enumerate(paths)}


class _Part:
    """One part of all tables, and what is wrong in it."""

    def __init__(self, parts: Parts, number: int) -> None:
        self.parts = parts
        self.number = number
        self.all = {table.name: parts.rows(table.name, number) for table in TABLES}

    def wrong(self) -> Iterator[Wrong]:
        """The rows of each proof that fail it; the same proofs in the same order in every part."""
        for table in TABLES:
            yield self._key(table)
            for each in table.references:
                own = self._own(table.name, each.column)
                keys = self._keys(table_of(each.table))
                lost = own.filter(pc.invert(pc.is_in(own[each.column], value_set=keys)))
                yield table, f"{each.column} leads to no row of {each.table}", lost
        yield from self._ids()
        yield from self._ledger()
        yield from self._cells()

    def _own(self, name: str, column: str) -> pa.Table:
        """The rows of a table whose id in a column is of this part."""
        rows = self.all[name]
        return rows.filter(pc.equal(self.parts.part_of(rows[column]), self.number))

    def _of(self, name: str) -> pa.Table:
        """The rows of a table whose key is of this part."""
        return self._own(name, table_of(name).key[0])

    def _keys(self, table: Table) -> pa.Array:
        return self._of(table.name)[table.key[0]].combine_chunks()

    def _key(self, table: Table) -> Wrong:
        own = self._of(table.name)
        grouped = own.group_by(list(table.key), use_threads=False).aggregate([("row", "min")])
        firsts = grouped["row_min"].combine_chunks()
        twice = own.filter(pc.invert(pc.is_in(own["row"], value_set=firsts)))
        return table, f"the key {', '.join(table.key)} stands twice", twice

    def _ids(self) -> Iterator[Wrong]:
        """Ids are content: the hash, the number in the document, the number in the form."""
        own = self._of("documents")
        ids, hashes = own["document_id"], own["sha256"]
        begins = (pc.utf8_slice_codeunits(each, 0, 16) for each in (ids, hashes))
        said = "document_id is not that of sha256"
        yield table_of("documents"), said, own.filter(pc.not_equal(*begins))
        for name, of, joint, said in (
            ("forms", "document_id", "-", "form_id is not document_id and form_no"),
            ("indicators", "form_id", "-", "indicator_id is not form_id and row_no"),
            ("budget_tables", "document_id", "-t", "table_id is not its document and number"),
        ):
            own, table = self._of(name), table_of(name)
            number = pc.utf8_lpad(own[NUMBERED[name]].cast(pa.string()), 3, "0")
            expected = pc.binary_join_element_wise(own[of], number, joint)
            yield table, said, own.filter(pc.not_equal(own[table.key[0]], expected))

    def _ledger(self) -> Iterator[Wrong]:
        """rows_seen = emitted + ignored + failed, and what is counted is there."""
        documents, table = self._of("documents"), table_of("documents")
        said = "the ledger does not add up, rows_seen is not emitted + ignored + failed"
        yield table, said, _unequal(documents, "rows_seen", _sum(documents, _LEDGER))
        for column, of in (("rows_emitted", "indicators"), ("forms", "forms")):
            have = self._count(of, "document_id", documents)
            said = f"{column} is not the number of its rows in {of}"
            yield table, said, _unequal(documents, column, have)
        forms, said = self._of("forms"), "indicators is not the number of its rows in indicators"
        have = self._count("indicators", "form_id", forms)
        yield table_of("forms"), said, _unequal(forms, "indicators", have)

    def _cells(self) -> Iterator[Wrong]:
        """cells_seen of a budget table = emitted + ignored + failed, and its lines are there."""
        tables, table = self._of("budget_tables"), table_of("budget_tables")
        said = "the ledger does not add up, cells_seen is not emitted + ignored + failed"
        yield table, said, _unequal(tables, "cells_seen", _sum(tables, _CELLS))
        have = self._count("budget_lines", "table_id", tables)
        emitted = pc.not_equal(tables["cells_emitted"].cast(pa.int64()), have)
        wrong = pc.or_(pc.not_equal(tables["lines"].cast(pa.int64()), have), emitted)
        yield table, "lines is not the number of its rows in budget_lines", tables.filter(wrong)

    def _count(self, name: str, column: str, of: pa.Table) -> pa.ChunkedArray:
        """How many rows of a table name each of these rows in a column."""
        counts = self._own(name, column)[column].value_counts()
        at = pc.index_in(of[column], value_set=counts.field("values"))
        return pc.fill_null(counts.field("counts").take(at), 0)


@dataclass(slots=True)
class _Said:
    """What is said of rows of a table: how many of each file, and the keys of the first."""

    table: Table
    said: str
    rows: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    first: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    def note(self, wrong: pa.Table) -> None:
        """Count rows, which come in order."""
        for file in pc.unique(wrong["file"]).to_pylist():
            own = wrong.filter(pc.equal(wrong["file"], file))
            self.rows[file] += own.num_rows
            some = own.slice(0, SHOWN).select(["row", *self.table.key]).to_pylist()
            keys = [(each.pop("row"), " ".join(map(str, each.values()))) for each in some]
            self.first[file] = sorted((*self.first[file], *keys))[:SHOWN]

    def problems(self, files: tuple[DataFile, ...]) -> Iterator[Problem]:
        """One problem a file, with the keys of its first rows."""
        for file in sorted(self.rows):
            keys = shown([key for _, key in self.first[file]], self.rows[file])
            yield Problem(place=files[file].name, message=f"{self.said}: {keys}")


def _ids(table: Table) -> tuple[str, ...]:
    """The columns of a table that hold ids: its own, and those of others."""
    names = (table.key[0], *(each.column for each in table.references))
    return tuple(dict.fromkeys(names))


def _aside(table: Table) -> pa.Schema:
    """What is put aside of a table: what is needed of it, a row's number and that of its file."""
    number = (NUMBERED[table.name],) if table.name in NUMBERED else ()
    names = dict.fromkeys((*table.key, *_ids(table), *number, *_NEEDED.get(table.name, ())))
    declared = schema(table)
    fields = [(name, declared.field(name).type) for name in names]
    return pa.schema([*fields, ("row", pa.int64()), ("file", pa.int32())])


def _numbered(rows: pa.RecordBatch, aside: pa.Schema, file: int, first: int) -> pa.RecordBatch:
    numbers = pa.array(range(first, first + rows.num_rows), pa.int64())
    files = pa.repeat(pa.scalar(file, pa.int32()), rows.num_rows)
    columns = (rows.column(name) for name in aside.names[:-2])
    return pa.RecordBatch.from_arrays([*columns, numbers, files], schema=aside)


def _sum(rows: pa.Table, columns: tuple[str, ...]) -> pa.ChunkedArray:
    first, *others = (rows[name].cast(pa.int64()) for name in columns)
    for each in others:
        first = pc.add(first, each)
    return first


def _unequal(rows: pa.Table, column: str, expected: pa.ChunkedArray) -> pa.Table:
    return rows.filter(pc.not_equal(rows[column].cast(pa.int64()), expected))

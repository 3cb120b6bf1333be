"""Proving a published dataset: bytes, schema, keys, ledger, counts and order (数据集校验)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from normalize.records import TABLES, Table, columns, table_of
from publish.descriptor import describe
from publish.errors import PublishError
from publish.survey import (
    DESCRIPTOR,
    RUN_RECORD,
    VERSIONS,
    DataFile,
    Problem,
    Survey,
    damaged,
    hash_problem,
    survey,
)

_LEDGER = ("rows_emitted", "rows_ignored", "rows_failed")
# What the proofs across tables need of each table, beside its key and its references.
_NEEDED = {
    "documents": ("sha256", "path", "forms", "rows_seen", *_LEDGER),
    "forms": ("form_no", "indicators"),
    "funding": ("line_no",),
    "indicators": ("row_no",),
}
# Table → the column that numbers its rows within a form or a document.
_NUMBERED = {"forms": "form_no", "funding": "line_no", "indicators": "row_no"}
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a proof came to: what was looked at, and everything that is wrong."""

    proved: tuple[str, ...]
    problems: tuple[Problem, ...]


def verify_release(folder: Path) -> Verification:
    """Prove the dataset of a folder; nothing is raised for what is wrong with it."""
    found = survey(folder)
    problems = list(found.problems)
    if found.files:
        problems += _descriptor(folder, found)
        for file in found.files:
            problems += _file(file, found)
    if problems:  # a file that does not fit would be found again by every proof across the tables
        return Verification(proved=(), problems=tuple(dict.fromkeys(problems)))
    across = _Across(found.files)
    problems += across.problems()
    problems += _run_record(folder, found, across.rows)
    return Verification(proved=_proved(found, across), problems=tuple(problems))


def _proved(found: Survey, across: _Across) -> tuple[str, ...]:
    counts = ", ".join(f"{table} {rows:,}" for table, rows in across.rows.items())
    keys = sum(1 + len(table.references) for table in TABLES)
    return (
        f"bytes and SHA-256 of {len(found.files)} files as {DESCRIPTOR} states them",
        "schema, closed sets and nulls as declared, " + _versions(found),
        f"{keys} primary and foreign keys",
        f"the ledger of {across.rows['documents']:,} documents",
        f"published order; rows as in {RUN_RECORD}: {counts}",
    )


def _versions(found: Survey) -> str:
    return ", ".join(f"{name} {found.versions[name][:16]}" for name in VERSIONS)


def _descriptor(folder: Path, found: Survey) -> Iterator[Problem]:
    """datapackage.json is there, names every file with its bytes, and is what derives from them."""
    path = folder / DESCRIPTOR
    if not path.is_file():
        yield Problem(place=DESCRIPTOR, message="missing: nothing states what the files should be")
        return
    if not found.stated:
        return
    problems = [hash_problem(file, found.stated) for file in found.files]
    wrong = [problem for problem in problems if problem]
    have = {file.name for file in found.files}
    wrong += [
        Problem(place=name, message=f"the file is missing, {DESCRIPTOR} names it")
        for name in sorted(set(found.stated) - have)
    ]
    yield from wrong
    if not wrong and not found.problems:
        try:
            derived = describe(folder)
        except PublishError as error:
            yield Problem(place=DESCRIPTOR, message=str(error))
            return
        if path.read_bytes() != derived.encode():
            message = "it is not what derives from the files: it was changed by hand"
            yield Problem(place=DESCRIPTOR, message=message)


def _file(file: DataFile, found: Survey) -> Iterator[Problem]:
    """Column by column: nulls where none may be, values outside a closed set, the year."""
    if any(problem.place == file.name for problem in found.problems):
        return
    try:
        opened = pq.ParquetFile(file.path)
        for name, column, nullable in columns(file.table.record):
            values = opened.read([name]).column(0)
            if not nullable and values.null_count:
                said = f"{name} is null in {values.null_count} rows and must not be"
                yield Problem(place=file.name, message=said)
            if column.values:
                yield from _closed(file, name, values, column.values)
            if name == "fiscal_year":
                yield from _year(file, values)
    except (OSError, pa.ArrowException) as error:
        yield damaged(file, error)


def _closed(
    file: DataFile, name: str, values: pa.ChunkedArray, allowed: tuple[str, ...]
) -> Iterator[Problem]:
    flat = pc.list_flatten(values) if pa.types.is_list(values.type) else values
    strangers = sorted(set(pc.unique(flat).to_pylist()) - {None, *allowed})
    if strangers:
        said = f"{name} holds what is not in its closed set: {_listed(strangers)}"
        yield Problem(place=file.name, message=said)


def _year(file: DataFile, values: pa.ChunkedArray) -> Iterator[Problem]:
    strangers = set(pc.unique(values).to_pylist()) - {file.year}
    if strangers:
        said = f"fiscal_year holds {_listed(strangers)}; the file is of {file.year or 'no year'}"
        yield Problem(place=file.name, message=said)


class _Across:
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
        return {name: len(frame) for name, frame in self.frames.items()}

    def problems(self) -> Iterator[Problem]:
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
        have = self._count("indicators", "form_id", forms["form_id"])
        wrong = forms[forms["indicators"] != have]
        said = "indicators is not the number of its rows in indicators"
        yield from _rows(table_of("forms"), wrong, said)

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
        yield Problem(place=str(name), message=f"{said}: {_listed(keys)}")


def _listed(values: Iterable[object]) -> str:
    listed = [str(value) for value in values]
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more


def _run_record(folder: Path, found: Survey, rows: dict[str, int]) -> Iterator[Problem]:
    """run.json counts what is there, and is of the same program."""
    path = folder / RUN_RECORD
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        counted = {name: record[name] for name in ("documents", "forms", "funding", "indicators")}
        versions = {name: record[name] for name in VERSIONS}
    except FileNotFoundError:
        yield Problem(place=RUN_RECORD, message="missing: nothing states what the run counted")
        return
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        said = f"damaged, it is no record of a run ({type(error).__name__}: {error})"
        yield Problem(place=RUN_RECORD, message=said)
        return
    for name, count in counted.items():
        if count != rows[name]:
            said = f"it counts {count} {name}, the files hold {rows[name]}"
            yield Problem(place=RUN_RECORD, message=said)
    for name, value in versions.items():
        if value != found.versions[name]:
            said = f"{name} is {value}, in the files {found.versions[name]}: two runs are mixed"
            yield Problem(place=RUN_RECORD, message=said)

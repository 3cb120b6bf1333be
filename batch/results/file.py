"""Records of one document ↔ the bytes of its result file, with a checksum over all of them.

JSON, a list of values a column, deflated: first the facts, by which documents are compared with
each other (reconcile/between), then the tables. What a child process sends is checked against the
declared columns: a value that does not fit is a ResultError here, never a crash where the tables
are written.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from operator import attrgetter
from typing import Any

from batch.results.column_types import MADE, ResultError, read_table
from extract.model import Member
from normalize.document_records import Records
from normalize.records import (
    BudgetLineRecord,
    BudgetTableRecord,
    DocumentRecord,
    FormRecord,
    FundingRecord,
    IndicatorRecord,
    IssueRecord,
    columns,
)
from reconcile.between.facts import FACTS, Facts, facts_of, read_facts

_MAGIC = b"jixiao-result-2\n"
_HASHED = 64
_LENGTH = 8
_MOST = 512 * 1024 * 1024
_MEMBERS = "members"
RECORDS: Mapping[str, type] = {
    "documents": DocumentRecord,
    "forms": FormRecord,
    "funding": FundingRecord,
    "indicators": IndicatorRecord,
    "budget_tables": BudgetTableRecord,
    "budget_lines": BudgetLineRecord,
    "issues": IssueRecord,
}
"""The tables that a document has rows of; `checks` come from all documents together."""

Columns = Mapping[str, Sequence[Any]]


class LostError(Exception):
    """Results that are not there or damaged; `names` of the documents to read again."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"{len(names)} results are gone or damaged")
        self.names = names


class Result:
    """The records of a document, a table at a time, as columns or as rows.

    A table is checked against its declaration when it is asked for; ResultError where it does not
    fit.
    """

    def __init__(
        self,
        raw: Mapping[str, Columns],
        *,
        checked: bool = False,
        members: tuple[Member, ...] = (),
        facts: bytes = b"",
    ) -> None:
        self._raw = raw
        self._facts = facts
        self.members = members
        """Documents that lie in it."""
        self._read: dict[str, Columns] = dict(raw) if checked else {}

    def columns(self, table: str) -> Columns:
        """A table as columns, in declared order."""
        if table not in self._read:
            with _as_result_error():
                self._read[table] = read_table(_declared(RECORDS[table]), self._raw[table])
        return self._read[table]

    def check(self) -> Result:
        """Look at every table now; what follows is sure of them."""
        for table in RECORDS:
            self.columns(table)
        _check_facts(unpack_facts(self._facts), self)
        return self

    @property
    def document(self) -> DocumentRecord:
        """Its row of documents."""
        with _as_result_error():
            (row,) = self.rows("documents")
        return row  # type: ignore[no-any-return]  # a DocumentRecord: its own table's

    def rows(self, table: str) -> list[Any]:
        """The records of a table."""
        return _rows(RECORDS[table], self.columns(table))

    def records(self) -> Records:
        """All of them."""
        tables = {name: tuple(self.rows(name)) for name in RECORDS if name != "documents"}
        return Records(document=self.document, **tables, members=self.members)


_ODD = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, InvalidOperation),
    *(RecursionError, zlib.error),
)
"""What is met where bytes are not what they claim to be."""


@contextmanager
def _as_result_error() -> Iterator[None]:
    """Whatever is wrong with bytes that a child sent is one kind of error."""
    try:
        yield
    except ResultError:
        raise
    except _ODD as error:
        raise ResultError(f"{type(error).__name__}: {error!s:.200}") from error


def result_of(records: Records) -> Result:
    """Records as columns."""
    tables: dict[str, Columns] = {"documents": in_columns(DocumentRecord, (records.document,))}
    for name, record in RECORDS.items():
        if name != "documents":
            tables[name] = in_columns(record, getattr(records, name))
    return Result(tables, checked=True, members=records.members)


def _rows(record: type, values: Columns) -> list[Any]:
    """The rows of columns: a column at a time, since a frozen row pays for each of its many fields.

    No record does anything of its own when it is made.
    """
    made: list[Any] = [object.__new__(record) for _ in next(iter(values.values()))]
    for name, column in values.items() if made else ():
        deque(map(getattr(record, name).__set__, made, column), maxlen=0)
    return made


def in_columns(record: type, rows: Iterable[Any]) -> Columns:
    """Rows as columns, in declared order."""
    names, values_of = _columns_of(record)
    values = [*zip(*map(values_of, rows), strict=True)] or [()] * len(names)
    return {name: list(column) for name, column in zip(names, values, strict=True)}


@cache
def _columns_of(record: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a record's columns, and what gives their values of a row."""
    names = tuple(name for name, _, _ in columns(record))
    return names, attrgetter(*names)


def encode(records: Records) -> bytes:
    """The result file of a document: its facts, then its tables."""
    result = result_of(records)
    tables: dict[str, Any] = {table: result.columns(table) for table in RECORDS}
    tables[_MEMBERS] = [astuple(each) for each in records.members]
    facts = _packed(
        facts_of(
            document=records.document,
            forms=records.forms,
            funding=records.funding,
            indicators=records.indicators,
            tables=records.budget_tables,
            issues=records.issues,
        )
    )
    body = len(facts).to_bytes(_LENGTH) + facts + _packed(tables)
    return _MAGIC + _hash(body) + b"\n" + body


def _packed(told: Mapping[str, Any]) -> bytes:
    return zlib.compress(_written(told).encode("utf-8", "surrogatepass"), 1)


def result_hash(data: bytes) -> str:
    """What tells a result file from any other: the checksum that it bears."""
    return data[len(_MAGIC) : len(_MAGIC) + _HASHED].decode("ascii", "replace")


def decode(data: bytes, most: int = _MOST) -> Result:
    """A result file of at most `most` bytes unpacked. Raises ResultError where it is not whole."""
    facts, tables = _sections(data)
    with _as_result_error():
        told = _unpacked(tables, most)
        return Result(told, members=_members(told[_MEMBERS]), facts=facts)


def decode_facts(data: bytes) -> bytes:
    """The facts of a result file, packed; see `unpack_facts`. Raises ResultError."""
    return _sections(data)[0]


def unpack_facts(packed: bytes, most: int = _MOST) -> Facts:
    """Facts as the rules look at them. Raises ResultError where they fit no column."""
    with _as_result_error():
        told = _unpacked(packed, most)
        return read_facts({table: read_table(each, told[table]) for table, each in FACTS.items()})


def _check_facts(facts: Facts, result: Result) -> None:
    """They are about the forms and budget tables of the result, and no others."""

    def known(table: str) -> set[str]:
        return set(next(iter(result.columns(table).values())))

    forms = {form.form_id for form in facts.forms}
    tables = {table.table_id for table in facts.tables}
    targets = {each.indicator_id for every in facts.targets.values() for each in every}
    named = {*facts.targets, *facts.unread, *(form_id for form_id, _ in facts.texts)}
    named |= {line.form_id for line in facts.funding}
    if not (
        facts.document.document_id == result.document.document_id
        and forms <= known("forms")
        and named <= forms
        and tables <= known("budget_tables")
        and targets <= known("indicators")
    ):
        raise ResultError("facts of another document")


def _sections(data: bytes) -> tuple[bytes, bytes]:
    """The packed facts and tables of a result file whose checksum is right."""
    start = len(_MAGIC) + _HASHED + 1
    body = data[start:]
    if data[: len(_MAGIC)] != _MAGIC or _hash(body) != data[len(_MAGIC) : start - 1]:
        raise ResultError("torn or damaged")
    end = _LENGTH + int.from_bytes(body[:_LENGTH])
    return body[_LENGTH:end], body[end:]


def _unpacked(packed: bytes, most: int) -> Any:
    inflate = zlib.decompressobj()
    text = inflate.decompress(packed, most)
    if not inflate.eof:
        raise ResultError(f"more than {most:,} bytes")
    return json.loads(text)


def _members(told: Iterable[Any]) -> tuple[Member, ...]:
    """What a result says of documents that lie in its own; it may come of a hostile child."""
    found = []
    for name, number, sha256, size in told:
        known = sha256 is None or (isinstance(sha256, str) and len(sha256) == _HASHED)
        if not (isinstance(name, str) and isinstance(number, int) and isinstance(size, int)):
            raise TypeError("a member is named by a text and a number")
        if not (name and known and number >= 0 and size >= 0):
            raise ValueError("a member without a name, a place or a hash")
        found.append(Member(name=name, number=number, sha256=sha256, size=size))
    return tuple(found)


@cache
def _declared(record: type) -> tuple[tuple[str, str, bool], ...]:
    """Name, type and nullability of each column of a record."""
    return tuple((name, column.type, null) for name, column, null in columns(record))


def _hash(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal | date):
        return str(value)
    if type(value) in MADE.values():
        return [getattr(value, name) for name in type(value).__slots__]
    raise TypeError(f"{type(value).__name__} is in no column")


_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_as_json).encode

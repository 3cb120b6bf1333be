"""Records of one document ↔ the bytes of its result file, with a checksum over all of them.

JSON, a list of values a column, deflated. What a child process sends is checked against the
declared columns: a value that does not fit is a ResultError here, never a crash where the tables
are written.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from batch.results.column_types import MADE, ResultError, read_column
from extract.model import Member
from normalize.documents import Records
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

_MAGIC = b"jixiao-result-1\n"
_HASHED = 64
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
    ) -> None:
        self._raw = raw
        self.members = members
        """Documents that lie in it."""
        self._read: dict[str, Columns] = dict(raw) if checked else {}

    def columns(self, table: str) -> Columns:
        """A table as columns, in declared order."""
        if table not in self._read:
            with _as_result_error():
                self._read[table] = _table(RECORDS[table], self._raw[table])
        return self._read[table]

    def check(self) -> Result:
        """Look at every table now; what follows is sure of them."""
        for table in RECORDS:
            self.columns(table)
        _ = self.document
        return self

    @property
    def document(self) -> DocumentRecord:
        """Its row of documents."""
        with _as_result_error():
            (row,) = self.rows("documents")
        return row  # type: ignore[no-any-return]  # a DocumentRecord: its own table's

    def rows(self, table: str) -> list[Any]:
        """The records of a table."""
        record, values = RECORDS[table], self.columns(table)
        names = tuple(values)
        return [
            record(**dict(zip(names, row, strict=True)))
            for row in zip(*values.values(), strict=True)
        ]

    def records(self) -> Records:
        """All of them."""
        tables = {name: tuple(self.rows(name)) for name in RECORDS if name != "documents"}
        return Records(document=self.document, **tables, members=self.members)


@contextmanager
def _as_result_error() -> Iterator[None]:
    """Whatever is wrong with bytes that a child sent is one kind of error."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation) as error:
        raise ResultError(f"{type(error).__name__}: {error!s:.200}") from error


def result_of(records: Records) -> Result:
    """Records as columns."""
    tables: dict[str, Columns] = {"documents": in_columns(DocumentRecord, (records.document,))}
    for name, record in RECORDS.items():
        if name != "documents":
            tables[name] = in_columns(record, getattr(records, name))
    return Result(tables, checked=True, members=records.members)


def in_columns(record: type, rows: Iterable[Any]) -> Columns:
    """Rows as columns, in declared order."""
    rows = tuple(rows)
    return {name: [getattr(row, name) for row in rows] for name, _, _ in columns(record)}


def encode(records: Records) -> bytes:
    """The result file of a document."""
    result = result_of(records)
    tables: dict[str, Any] = {table: result.columns(table) for table in RECORDS}
    tables[_MEMBERS] = [astuple(each) for each in records.members]
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), default=_as_json)
    body = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
    return _MAGIC + _hash(body) + b"\n" + body


def result_hash(data: bytes) -> str:
    """What tells a result file from any other: the checksum that it bears."""
    return data[len(_MAGIC) : len(_MAGIC) + _HASHED].decode("ascii", "replace")


def decode(data: bytes, most: int = _MOST) -> Result:
    """A result file of at most `most` bytes unpacked. Raises ResultError where it is not whole."""
    start = len(_MAGIC) + _HASHED + 1
    body = data[start:]
    if data[: len(_MAGIC)] != _MAGIC or _hash(body) != data[len(_MAGIC) : start - 1]:
        raise ResultError("torn or damaged")
    try:
        inflate = zlib.decompressobj()
        text = inflate.decompress(body, most)
        if not inflate.eof:
            raise ResultError(f"more than {most:,} bytes")
        told = json.loads(text)
        return Result(told, members=_members(told[_MEMBERS]))
    except (zlib.error, ValueError, RecursionError, KeyError, TypeError) as error:
        raise ResultError(f"{type(error).__name__}: {error!s:.200}") from error


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


def _table(record: type, values: Columns) -> Columns:
    read = {
        name: read_column(column.type, values[name], null=null)
        for name, column, null in columns(record)
    }
    if len({len(column) for column in read.values()}) > 1 or len(values) != len(read):
        raise ResultError("columns of different lengths, or undeclared ones")
    return read


def _hash(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal | date):
        return str(value)
    if type(value) in MADE.values():
        return [getattr(value, name) for name in type(value).__slots__]
    raise TypeError(f"{type(value).__name__} is in no column")

"""Two datasets compared: what is new, gone and changed, field by field (数据集比较)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from html import escape
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from normalize.records import TABLES, Table, table_of
from publish.tables.release import Release

Row = Mapping[str, Any]
_Key = Callable[[Row], Hashable]
Naming = Callable[[str, str], str]
"""What the code of a column is called: `target` of the column `stage`."""
_SHOWN = 100


class Kind(StrEnum):
    """What became of a row."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field of a row before and after."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row that is new, gone or changed; `place` names it as a person would."""

    table: str
    kind: Kind
    document: str
    place: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything in which two datasets differ, document by document."""

    changes: tuple[Change, ...]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Table → how many rows are new, gone and changed."""
        counted = Counter((change.table, change.kind) for change in self.changes)
        return {
            table.name: {kind.value: counted[table.name, kind] for kind in Kind} for table in TABLES
        }

    def _repr_html_(self) -> str:
        """The counts and the first changes, as a notebook shows them."""
        heads = "".join(f"<th>{name}</th>" for name in ("table", *Kind))
        rows = "".join(
            f"<tr><td>{table}</td>" + "".join(f"<td>{n}</td>" for n in kinds.values()) + "</tr>"
            for table, kinds in self.counts.items()
        )
        listed = "".join(f"<li>{escape(told(change))}</li>" for change in self.changes[:_SHOWN])
        return f"<table><tr>{heads}</tr>{rows}</table><ul>{listed}</ul>"


def told(change: Change, *, kind: str | None = None, table: str | None = None) -> str:
    """A change in one line; `kind` and `table` are what these are called, if not by their codes."""
    fields = "; ".join(f"{f.field}: {_shown(f.before)} → {_shown(f.after)}" for f in change.fields)
    place = " · ".join(filter(None, (change.document, change.place)))
    return f"{kind or change.kind} {table or change.table}: {place}" + (
        f": {fields}" if fields else ""
    )


def _shown(value: Any) -> str:
    """A value of a field: a number as it is written, a text between its marks."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else repr(value)


def _as_code(_column: str, code: str) -> str:
    return code


def diff(before: Release, after: Release, *, naming: Naming = _as_code) -> Difference:
    """Compare two datasets.

    Documents are matched by their bytes, then by path. Their forms and rows are matched by id and
    what they are called together, then by what they are called (project, level, indicator name, in
    printed order), then, where the bytes are the same, by id alone. Ids and numbers of order are
    not compared. `naming` says what codes are called in the places of changes: by themselves, if
    nothing else is asked for. Raises ReleaseError where a file cannot be read.
    """
    if before.stated and before.stated == after.stated:
        for release in (before, after):
            for file in release.files:
                release.prove(file)
        return Difference(changes=())
    changes: list[Change] = []
    sides = _Side(before), _Side(after)
    for old, new in _documents(sides[0].documents, sides[1].documents):
        changes += _compare(sides, old, new, naming)
    return Difference(changes=tuple(changes))


class _Side:
    """One of the two datasets, its rows found by document."""

    def __init__(self, release: Release) -> None:
        self.tables: dict[str, pa.Table] = {}
        self.places: dict[str, Mapping[Any, Any]] = {}
        for table in TABLES:
            read = release.table(table.name).combine_chunks()
            self.tables[table.name] = read
            ids = read.column("document_id").to_pandas()
            self.places[table.name] = pd.Series(ids.index).groupby(ids.to_numpy()).indices
        self.documents: list[Row] = self.tables["documents"].to_pylist()

    def rows(self, table: Table, document: Row | None) -> pa.Table:
        read = self.tables[table.name]
        places = (
            [] if document is None else self.places[table.name].get(document["document_id"], [])
        )
        return read.take(pa.array(places, pa.int64()))


def _documents(
    before: Sequence[Row], after: Sequence[Row]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Documents of both sides by bytes, then by path, in the order of their paths."""
    pairs = _matched(before, after, (lambda row: row["document_id"], lambda row: row["path"]))
    yield from sorted(pairs, key=lambda pair: (pair[1] or pair[0] or {})["path"])


def _compare(
    sides: tuple[_Side, _Side], old: Row | None, new: Row | None, naming: Naming
) -> Iterator[Change]:
    """What changed in a document."""
    same_bytes = bool(old and new and old["document_id"] == new["document_id"])
    names = [_Names(side, each) for side, each in zip(sides, (old, new), strict=True)]
    path = (new or old or {})["path"]
    for table in TABLES:
        tables = [side.rows(table, each) for side, each in zip(sides, (old, new), strict=True)]
        if same_bytes and tables[0].equals(tables[1]):
            continue
        rows = [
            [row | {"called": name.of(table, row)} for row in read.to_pylist()]
            for name, read in zip(names, tables, strict=True)
        ]
        by_id = _identity(table)
        keys: tuple[_Key, ...] = (_called,)
        if same_bytes:
            keys = (lambda row, by_id=by_id: (by_id(row), _called(row)), _called, by_id)  # type: ignore[misc]  # the default is the id of this table
        for one, other in _matched(rows[0], rows[1], keys):
            change = _change(table, path, one, other, naming)
            if change:
                yield change


def _matched(
    before: Sequence[Row], after: Sequence[Row], keys: Iterable[_Key]
) -> list[tuple[Row | None, Row | None]]:
    """Rows paired by one key after the other; equal keys in their order; the rest stays alone."""
    pairs: list[tuple[Row | None, Row | None]] = []
    for key in keys:
        waiting: dict[Hashable, list[Row]] = defaultdict(list)
        for row in before:
            waiting[key(row)].append(row)
        left, taken = [], set()
        for row in after:
            if rows := waiting[key(row)]:
                pairs.append((rows[0], row))
                taken.add(id(rows.pop(0)))
            else:
                left.append(row)
        before, after = [row for row in before if id(row) not in taken], left
    return [*pairs, *((row, None) for row in before), *((None, row) for row in after)]


def _identity(table: Table) -> _Key:
    return lambda row: tuple(row[name] for name in table.key)


def _called(row: Row) -> Hashable:
    called: Hashable = row["called"]
    return called


class _Part(NamedTuple):
    """A part of what a row is called: codes, each with its column, and the text behind them."""

    text: str
    codes: tuple[tuple[str, str], ...] = ()

    def shown(self, naming: Naming) -> str:
        """As it is read; nothing where the row is of the year, as most are."""
        codes = (naming(*each) for each in self.codes if each != ("horizon", "annual"))
        return " ".join(filter(None, (*codes, self.text)))


_CODED = frozenset({"horizon", "kind", "phase", "side", "code", "rule"})
"""Columns of codes among those that rows are called by."""


class _Names:
    """What the forms and rows of one document are called, whatever their ids are."""

    def __init__(self, side: _Side, document: Row | None) -> None:
        forms = side.rows(table_of("forms"), document).to_pylist()
        self.forms = {row["form_id"]: _form(row) for row in forms}
        indicators = side.rows(table_of("indicators"), document).select(["indicator_id", "name"])
        self.indicators = {row["indicator_id"]: row["name"] for row in indicators.to_pylist()}

    def of(self, table: Table, row: Row) -> tuple[_Part, ...]:
        if table.name == "documents":
            return (_Part(row["path"]),)
        form = self.forms.get(row.get("form_id"), _Part(""))
        parts = {
            "forms": (),
            "funding": ("horizon", "label_text"),
            "indicators": ("horizon", "scope_text", "name"),
            "budget_tables": ("kind", "phase", "title"),
            "budget_lines": ("side", "code_text", "row_label_text", "measure_text"),
            "issues": ("code", "text"),
            "checks": ("rule",),
        }[table.name]
        said = (_part(table, name, row[name] or "") for name in parts)
        return (form, *said, _Part(self.indicators.get(row.get("indicator_id"), "")))


def _part(table: Table, column: str, text: str) -> _Part:
    """A cell by which a row is called; the kind of a budget table is told from that of a form."""
    if column not in _CODED or not text:
        return _Part(text)
    return _Part("", ((f"{table.name}.{column}" if column == "kind" else column, text),))


def _form(row: Row) -> _Part:
    name = row["project_name"] or row["department_name"] or row["title"] or ""
    return _Part(name, tuple((each, row[each]) for each in ("kind", "stage") if row[each]))


@cache
def _uncompared(table: Table) -> frozenset[str]:
    """Ids, numbers of order and places in words: where a row stands, not what it says."""
    references = (each.column for each in table.references)
    order = ("form_no", "line_no", "row_no", "table_no", "col_no", "place")
    return frozenset((*table.key, *references, *order, "called"))


def _placeless(value: Any) -> Any:
    """A value without where its members stand: a fact of a form has a place of its own."""
    if not isinstance(value, list):
        return value
    return [
        {name: each[name] for name in each if name not in ("page", "place")}
        if isinstance(each, dict)
        else each
        for each in value
    ]


def _change(
    table: Table, path: str, before: Row | None, after: Row | None, naming: Naming
) -> Change | None:
    row = after or before or {}
    called = row.get("called", ())
    if table.name == "indicators":
        called = (*called[:3], _Part(row["name"]))
    shown = (part.shown(naming) for part in dict.fromkeys(called))
    place = " · ".join(part for part in shown if part and part != path)
    if before is None or after is None:
        kind = Kind.NEW if before is None else Kind.GONE
        return Change(table=table.name, kind=kind, document=path, place=place)
    fields = tuple(
        FieldChange(field=name, before=before[name], after=after[name])
        for name in before
        if name not in _uncompared(table) and _placeless(before[name]) != _placeless(after[name])
    )
    if not fields:
        return None
    return Change(table=table.name, kind=Kind.CHANGED, document=path, place=place, fields=fields)

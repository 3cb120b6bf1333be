"""Result files as an archive: looked up document by document, a few of them in memory at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from batch.one_task import result_path
from batch.raw.copies import Copy, copies
from batch.results.column_types import ResultError
from batch.results.file import LostError, Result, decode, result_of
from normalize.documents import Records, as_copy
from normalize.records import (
    BudgetLineRecord,
    BudgetTableRecord,
    DocumentRecord,
    FormRecord,
    FundingRecord,
    IndicatorRecord,
    IssueRecord,
)
from reconcile import Books
from store.places import Store

_KEPT = 4
_REFUSED = "refused"
_Row = TypeVar("_Row", FundingRecord, IndicatorRecord, BudgetLineRecord)


class Shelf:
    """The results of a run by document name, and what is known of all without opening them."""

    def __init__(self, store: Store, keys: Mapping[str, str], stated: Collection[str] = ()) -> None:
        """`keys`: for each document's name the key of its result; `stated`: see batch.raw.copies.

        Raises LostError.
        """
        self.store = store
        self.keys = keys
        self.paths: dict[str, str] = {}
        """Document → path, in the order of the paths; of copies only that of the document."""
        self._copies: Mapping[str, Copy] = {}
        self._recent = lru_cache(maxsize=_KEPT)(self._result)
        self._by_form = lru_cache(maxsize=_KEPT * 3)(self._read_by_form)
        self.funding: Mapping[str, tuple[FundingRecord, ...]] = _Rows(
            lambda form_id: self._of_form("funding", form_id)
        )
        self.indicators: Mapping[str, tuple[IndicatorRecord, ...]] = _Rows(
            lambda form_id: self._of_form("indicators", form_id)
        )
        self.amounts: Mapping[str, tuple[BudgetLineRecord, ...]] = _Rows(
            lambda table_id: self._of_form("budget_lines", table_id)
        )
        self.light = self._index(stated)

    def results(self) -> Iterator[Result]:
        """Every document's result, in the order of their paths; copies without their forms."""
        for name in sorted(self.keys):
            yield self._recent(name)

    def form(self, light: FormRecord) -> FormRecord:
        """A form with its texts."""
        (form,) = self._of_form("forms", light.form_id)
        return form  # type: ignore[no-any-return]  # a FormRecord: its own table's

    def _index(self, stated: Collection[str]) -> Books:
        """All documents as far as they are needed at once: no texts, no money, no rows."""
        documents: list[tuple[str, DocumentRecord]] = []
        forms: dict[str, list[FormRecord]] = {}
        tables: dict[str, list[BudgetTableRecord]] = {}
        issues: dict[str, list[IssueRecord]] = {}
        lost: list[str] = []
        for name in sorted(self.keys):
            try:
                result = self._load(name)
                documents.append((name, _light_document(result.document)))
                forms[name] = list(map(_light_form, result.rows("forms")))
                tables[name] = result.rows("budget_tables")
                unknown = (each for each in result.rows("issues") if each.code == "unknown_label")
                issues[name] = list(unknown)
            except ResultError:
                lost.append(name)
        if lost:
            raise LostError(tuple(lost))
        found = copies(documents, stated)
        self._copies = {documents[at][0]: copy for at, copy in found.items()}
        own = dict(each for at, each in enumerate(documents) if at not in found)
        self.paths.update((each.document_id, name) for name, each in own.items())
        return Books.open(
            documents=own.values(),
            forms=(form for name in own for form in forms[name]),
            funding=(),
            indicators=(),
            issues=(issue for name in own for issue in issues[name]),
            tables=(table for name in own for table in tables[name]),
        )

    def _load(self, name: str) -> Result:
        data = self.store.read(result_path(self.keys[name]))
        if data is None:
            raise ResultError("gone")
        return decode(data)

    def _result(self, name: str) -> Result:
        try:
            result = self._load(name)
        except ResultError as error:  # it was whole a moment ago
            raise LostError((name,)) from error
        if name in self._copies:
            copy = self._copies[name]
            return result_of(as_copy(self._of_copy(result, copy), copy.number, of=copy.of))
        return result

    def _of_copy(self, result: Result, copy: Copy) -> Records:
        """What is said of a copy: where it was refused by itself, what its document's twin says."""
        records = result.records()
        if records.document.status != _REFUSED:
            return records
        twin = self._load(copy.of).records()
        return replace(twin, document=replace(twin.document, path=records.document.path))

    def _of_form(self, table: str, form_id: str) -> tuple[Any, ...]:
        return self._by_form(table, form_id.rsplit("-", 1)[0]).get(form_id, ())

    def _read_by_form(self, table: str, document_id: str) -> Mapping[str, tuple[Any, ...]]:
        """The rows of one table of a document; the others are not turned into records for it."""
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self._recent(self.paths[document_id]).rows(table):
            found[row.table_id if table == "budget_lines" else row.form_id].append(row)
        return {form_id: tuple(each) for form_id, each in found.items()}


def _light_document(document: DocumentRecord) -> DocumentRecord:
    return replace(document, title=None, message=None, source_url=None)


def _light_form(form: FormRecord) -> FormRecord:
    return replace(form, goal=None, goal_long_term=None)


class _Rows(Mapping[str, tuple[_Row, ...]]):
    """Form → its rows, read when they are asked for."""

    def __init__(self, find: Callable[[str], tuple[_Row, ...]]) -> None:
        self._find: Callable[[str], tuple[_Row, ...]] = find

    def __getitem__(self, form_id: str) -> tuple[_Row, ...]:
        return self._find(form_id)

    def __iter__(self) -> Iterator[str]:
        raise TypeError("rows are looked up form by form")

    def __len__(self) -> int:
        raise TypeError("rows are looked up form by form")

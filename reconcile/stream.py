"""Checks of very many documents, a document at a time: the same as of all books at once.

The forms of all documents are known without their texts and rows (`light`); what belongs to a form
is looked up when a rule asks for it. Most rules look at one document, with the projects that its
departments have elsewhere; a few compare the years of one body, one compares everything.
"""

from __future__ import annotations

import pickle
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar, cast, overload

from normalize.records import (
    BudgetLineRecord,
    BudgetTableRecord,
    CheckRecord,
    FormRecord,
    FundingRecord,
    IndicatorRecord,
)
from reconcile.books import Books
from reconcile.check import Found, in_order
from reconcile.model import Finding, Rule, Span, Verdict
from reconcile.rules import RULES

_Subject = TypeVar("_Subject", FormRecord, BudgetTableRecord)


class Archive(Protocol):
    """Where forms and what belongs to them are looked up."""

    funding: Mapping[str, tuple[FundingRecord, ...]]
    indicators: Mapping[str, tuple[IndicatorRecord, ...]]
    amounts: Mapping[str, tuple[BudgetLineRecord, ...]]

    def form(self, light: FormRecord) -> FormRecord:
        """A form with its texts."""


def reconcile_each(
    light: Books, paths: Mapping[str, str], archive: Archive, rules: Iterable[Rule] = RULES
) -> Iterator[tuple[str, tuple[CheckRecord, ...]]]:
    """Documents with their checks, in the order of the documents' paths.

    `light` holds all documents, its forms without texts, no money and no rows; `paths` tells the
    path of each document.
    """
    ranked = tuple(enumerate(rules))
    books = replace(
        light,
        funding=archive.funding,
        indicators=archive.indicators,
        amounts=archive.amounts,
    )
    place = light.place
    between = _between(books, archive, ranked)
    departments = defaultdict(list)
    for department in light.departments:
        departments[department.form.document_id].append(department)
    forms, tables = _by_document(light.forms), _by_document(light.tables)
    for document_id in sorted({*forms, *tables}, key=lambda each: (paths[each], each)):
        part = replace(
            books,
            forms=tuple(sorted(forms[document_id], key=lambda form: place[form.form_id])),
            departments=tuple(departments.get(document_id, ())),
            tables=tuple(tables[document_id]),
        )
        found = [*_findings(part, ranked, Span.DOCUMENT), *between.of(document_id)]
        yield document_id, in_order(found, place)


def _by_document(rows: Iterable[_Subject]) -> Mapping[str, list[_Subject]]:
    found: dict[str, list[_Subject]] = defaultdict(list)
    for row in rows:
        found[row.document_id].append(row)
    return found


class _Between:
    """Findings of rules that look beyond one document, packed until their document comes."""

    def __init__(self, books: Books, ranked: Sequence[tuple[int, Rule]]) -> None:
        self._forms = {form.form_id: form for form in books.forms}
        self._rules = dict(ranked)
        self._packed: dict[str, list[bytes]] = defaultdict(list)

    def keep(self, found: Iterable[Found]) -> None:
        """Pack findings away; the form of each is known already, and stays out."""
        by_document: dict[str, list[tuple[int, str, Finding]]] = defaultdict(list)
        for order, _, finding in found:
            form = finding.form
            if form is None:
                raise TypeError("rules that look beyond one document are about forms")
            light = replace(finding, form=None)
            by_document[form.document_id].append((order, form.form_id, light))
        for document_id, each in by_document.items():
            self._packed[document_id].append(zlib.compress(pickle.dumps(each), 1))

    def of(self, document_id: str) -> Iterator[Found]:
        """The findings of a document, which are then forgotten."""
        for packed in self._packed.pop(document_id, ()):
            for order, form_id, light in pickle.loads(zlib.decompress(packed)):  # noqa: S301 -- our own
                finding = replace(light, form=self._forms[form_id])
                yield Found(order, self._rules[order], finding)


def _between(books: Books, archive: Archive, ranked: Sequence[tuple[int, Rule]]) -> _Between:
    """What the rules find that look beyond one document."""
    between = _Between(books, ranked)
    for forms in _bodies_over_years(books):
        part = replace(books, forms=forms, departments=())
        between.keep(_findings(part, ranked, Span.BODY))
    whole = replace(books, forms=cast("tuple[FormRecord, ...]", _Opened(books.forms, archive)))
    between.keep(_findings(whole, ranked, Span.ALL))
    return between


def _findings(books: Books, ranked: Sequence[tuple[int, Rule]], span: Span) -> Iterator[Found]:
    for order, rule in ranked:
        if rule.span is span:
            for finding in rule.check(books):
                if finding.verdict is not Verdict.NOT_COMPARABLE:
                    yield Found(order, rule, finding)


def _bodies_over_years(books: Books) -> Iterator[tuple[FormRecord, ...]]:
    """The forms of bodies that have some in two consecutive years, some bodies at a time."""
    bodies: dict[str, list[FormRecord]] = defaultdict(list)
    for form in books.forms:
        if form.fiscal_year and books.bodies[form.form_id]:
            bodies[books.bodies[form.form_id]].append(form)
    some: list[FormRecord] = []
    for forms in bodies.values():
        years = {form.fiscal_year for form in forms if form.fiscal_year}
        if any(year + 1 in years for year in years):
            some += forms
        if len(some) >= _AT_ONCE:
            yield tuple(some)
            some = []
    if some:
        yield tuple(some)


_AT_ONCE = 200
"""Forms that are compared over the years at once: a frame costs more than its rows."""


class _Opened(Sequence[FormRecord]):
    """Forms that are given with their texts, each when it is asked for."""

    def __init__(self, forms: Sequence[FormRecord], archive: Archive) -> None:
        self.forms, self.archive = forms, archive

    def __len__(self) -> int:
        return len(self.forms)

    @overload
    def __getitem__(self, at: int) -> FormRecord: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[FormRecord]: ...
    def __getitem__(self, at: int | slice) -> FormRecord | Sequence[FormRecord]:
        if isinstance(at, slice):
            return _Opened(self.forms[at], self.archive)
        return self.archive.form(self.forms[at])

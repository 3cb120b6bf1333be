"""Checks of very many documents, a document at a time: the same as of all books at once.

Most rules look at one document. What lies beyond it is told apart by `ties`, and asked of the facts
of the documents concerned; so it is known of each document what its checks hang on (`signatures`),
and only those are made anew of which something has changed.
"""

from __future__ import annotations

import pickle
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from normalize.records import (
    BudgetLineRecord,
    BudgetTableRecord,
    CheckRecord,
    FormRecord,
)
from reconcile.between.base import Base, opened
from reconcile.between.facts import Facts
from reconcile.between.ties import Kin, Shared, Tie, kin, shared, ties
from reconcile.books import Books, Department
from reconcile.check import Found, in_order
from reconcile.long_texts import long_texts, mark
from reconcile.model import Finding, Rule, Span, Verdict
from reconcile.rules import RULES
from reconcile.rules.twins import repeated

Tables = tuple[list[BudgetTableRecord], list[BudgetLineRecord]]
_KEPT = 64


class Between:
    """What is compared beyond one document, for all documents of a base."""

    def __init__(
        self,
        base: Base,
        unpack: Callable[[bytes], Facts],
        tables: Callable[[str], Tables],
        rules: Iterable[Rule] = RULES,
    ) -> None:
        """`unpack`: facts as they are kept → facts; `tables`: the budget tables of a document."""
        self.base = base
        self._unpack = unpack
        self._tables = tables
        self._ranked = tuple(enumerate(rules))
        self._facts = lru_cache(maxsize=_KEPT)(self._read)
        self._tied: set[str] = set()
        self._ties: tuple[Tie, ...] = ()
        base.sql.execute("create temp table found (document int, order_no int, packed blob)")
        base.sql.execute("create index temp.of_document on found (document)")

    def signatures(self) -> Iterator[tuple[str, str]]:
        """Name of each document that is no copy → what its checks hang on, as one hash."""
        self._ties = ties(self.base, self._facts)
        self._tied = {tie.form_id for tie in self._ties}
        results: dict[int, str] = dict(self.base.sql.execute("select id, result from documents"))
        hung: dict[int, bytes] = {}

        def hang(document: int, *told: object) -> None:
            said = repr(told).encode("utf-8", "surrogatepass")
            hung[document] = blake2b(hung.get(document, b"") + said, digest_size=16).digest()

        for document, form_id, body in self.base.sql.execute(
            "select document, form_id, body from forms where body <> given order by form_id"
        ):
            hang(document, form_id, body)
        for tie in self._ties:
            told = (tie.form_id, tie.projects, [results[each] for each in tie.documents])
            for document in tie.documents[: 1 + len(tie.holders)]:
                hang(document, told)
        for body in kin(self.base):
            results_of = [results[each] for each in body.documents]
            for document in body.documents:
                hang(document, body.body, body.forms, results_of)
        for text in shared(self.base):
            hang(text.document, text.form_id, text.mark, text.departments, text.others)
        own = self.base.sql.execute(
            "select id, name, result from documents where own order by name"
        )
        for document, name, result in own:
            said = result.encode() + hung.get(document, b"")
            yield name, blake2b(said, digest_size=16).hexdigest()

    def look(self, names: Collection[str]) -> None:
        """Find, beyond single documents, all that is said of these; `signatures` come before."""
        ids: dict[str, int] = dict(self.base.sql.execute("select name, id from documents"))
        wanted = {ids[name] for name in names}
        for tie in self._ties:
            self._keep(wanted, tie.documents, self._of_tie(tie))
        for body in kin(self.base):
            self._keep(wanted, body.documents, self._of_kin(body))
        rows = (
            (text.document, -1, pickle.dumps(text))
            for text in shared(self.base)
            if text.document in wanted
        )
        self.base.sql.executemany("insert into found values (?, ?, ?)", rows)

    def checks(self, name: str, books: Books) -> tuple[CheckRecord, ...]:
        """All checks of a document, given its own books."""
        document: int = self._one("select id from documents where name = ?", name)
        told = self.base.sql.execute(
            "select form_id, body from forms where document = ? and body <> given", (document,)
        )
        bodies = {**books.bodies, **dict(told)}
        departments = tuple(x for x in books.departments if x.form.form_id not in self._tied)
        part = replace(books, bodies=bodies, departments=departments)
        found = [*self._findings(part, Span.DOCUMENT), *self._spooled(document, books)]
        return in_order(found, books.place)

    def _keep(
        self,
        wanted: Collection[int],
        documents: Iterable[int],
        found: Iterable[Found],
    ) -> None:
        if not any(document in wanted for document in documents):
            return
        ids = {self._facts(each).document.document_id: each for each in documents}
        of: dict[int, list[tuple[int, str, Finding]]] = defaultdict(list)
        for order, _, finding in found:
            document = ids[finding.subject.document_id]
            if document in wanted:
                form_id = finding.form.form_id if finding.form else ""
                of[document].append((order, form_id, replace(finding, form=None)))
        for document, each in of.items():
            packed = zlib.compress(pickle.dumps(each), 1)
            self.base.sql.execute("insert into found values (?, 0, ?)", (document, packed))

    def _spooled(self, document: int, books: Books) -> Iterator[Found]:
        """What was found of a document from beyond it."""
        forms = {form.form_id: form for form in books.forms}
        rules = dict(self._ranked)
        texts: list[Shared] = []
        for order_no, packed in self.base.sql.execute(
            "select order_no, packed from found where document = ? order by rowid", (document,)
        ):
            if order_no < 0:
                texts.append(pickle.loads(packed))  # noqa: S301 -- of this very process
                continue
            for order, form_id, light in pickle.loads(zlib.decompress(packed)):  # noqa: S301 -- likewise
                yield Found(order, rules[order], replace(light, form=forms.get(form_id)))
        for order, rule in self._ranked:
            if rule.span is Span.ALL:
                for text in texts:
                    form = forms[text.form_id]
                    printed = dict(reversed(list(_marked(books, form))))
                    said = repeated(form, printed[text.mark], text.departments, text.others)
                    yield Found(order, rule, said)

    def _of_tie(self, tie: Tie) -> Iterator[Found]:
        every = [self._facts(each) for each in dict.fromkeys((tie.document, *tie.holders))]
        books = opened(*every)
        forms = {form.form_id: form for form in books.forms}
        if tie.projects:
            department = Department(
                form=forms[tie.form_id], projects=tuple(forms[each] for each in tie.projects)
            )
        else:
            department = next(x for x in books.departments if x.form.form_id == tie.form_id)
        with_tables = self._with_tables(books, tie.budgets or (tie.document,))
        part = replace(with_tables, departments=(department,), forms=(), tables=())
        yield from self._findings(part, Span.DOCUMENT)

    def _with_tables(self, books: Books, documents: Iterable[int]) -> Books:
        """The books with the budget tables of these documents, to be looked up."""
        tables: list[BudgetTableRecord] = []
        lines: list[BudgetLineRecord] = []
        for document in documents:
            name = self._one("select name from documents where id = ?", document)
            own, amounts = self._tables(name)
            tables += own
            lines += amounts
        found = Books.open(
            documents=[self._facts(each).document for each in documents],
            forms=(),
            funding=(),
            indicators=(),
            tables=tables,
            amounts=lines,
        )
        return replace(books, all_tables=found.tables, amounts=found.amounts)

    def _of_kin(self, body: Kin) -> Iterator[Found]:
        books = opened(*(self._facts(each) for each in body.documents))
        own = set(body.forms)
        forms = tuple(form for form in books.forms if form.form_id in own)
        bodies = dict.fromkeys(body.forms, body.body)
        part = replace(books, forms=forms, bodies=bodies, departments=())
        yield from self._findings(part, Span.BODY)

    def _findings(self, books: Books, span: Span) -> Iterator[Found]:
        for order, rule in self._ranked:
            if rule.span is span:
                for finding in rule.check(books):
                    if finding.verdict is not Verdict.NOT_COMPARABLE:
                        yield Found(order, rule, finding)

    def _read(self, document: int) -> Facts:
        packed: bytes = self._one("select facts from documents where id = ?", document)
        return self._unpack(packed)

    def _one(self, query: str, value: object) -> Any:
        return self.base.sql.execute(query, (value,)).fetchone()[0]


def _marked(books: Books, form: FormRecord) -> Iterator[tuple[str, str]]:
    return ((mark(form.fiscal_year, folded), text) for folded, text in long_texts(books, form))

"""Facts of all documents on disk: what ties them is found by its indexes, however many there are.

A file of its own that outlives the run: only the documents that changed are entered anew. Nothing
hangs on it: without it every document is entered again, and the same comes of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from normalize.records import FormRecord
from reconcile.between.facts import Facts
from reconcile.books import Books
from reconcile.rules.twins import department_of
from reconcile.words import fold

_LAYOUT = """
create table if not exists about (name text primary key, value text);
create table if not exists documents (
    id integer primary key, name text unique not null, result text not null,
    document_id text not null, refused int not null, facts blob not null, own int not null,
    has_tables int not null, printed text, checked text
);
create index if not exists by_document on documents (document_id);
create table if not exists forms (
    document int not null, number int not null, form_id text not null, year int not null,
    body text not null, given text not null, role text not null, listed text not null,
    department text
);
create index if not exists forms_of on forms (document);
create index if not exists by_role on forms (role, year, given);
create index if not exists by_body on forms (body, year);
create table if not exists texts (mark text not null, document int not null, form_id text not null);
create index if not exists texts_of on texts (document);
create index if not exists by_mark on texts (mark);
create table if not exists budgets (
    document int not null, year int not null, body text not null, turned text not null
);
create index if not exists budgets_of on budgets (document);
create index if not exists by_name on budgets (year, body);
create index if not exists by_turned on budgets (year, turned);
"""
_OF_DOCUMENTS = ("forms", "texts", "budgets")
LOOSE, HUNGRY = "loose", "hungry"
"""A project in a document without a department's form; a department's form without projects."""


class Base:
    """The file of facts: documents by name, what is in them by what ties it."""

    def __init__(self, path: Path | None, identity: str) -> None:
        """`path`: the file, or None for one that nobody keeps; `identity`: the program's."""
        self.path = path
        self.sql = self._opened()
        if self.about("identity") != identity:  # another program's facts are other facts
            self.close()
            if path is not None:
                path.unlink(missing_ok=True)
            self.sql = self._opened()
            self.set_about("identity", identity)

    def _opened(self) -> sqlite3.Connection:
        try:
            return _connected(self.path)
        except sqlite3.DatabaseError:
            if self.path is None:
                raise
            self.path.unlink()  # damaged: it only saves work
            return _connected(self.path)

    def about(self, name: str) -> str | None:
        """What was noted under a name."""
        found = self.sql.execute("select value from about where name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def set_about(self, name: str, value: str) -> None:
        """Note something under a name."""
        self.sql.execute("insert or replace into about values (?, ?)", (name, value))

    def results(self) -> dict[str, str]:
        """Name of each document → checksum of the result whose facts are here."""
        return dict(self.sql.execute("select name, result from documents"))

    def enter(self, name: str, result: str, facts: Facts, packed: bytes) -> None:
        """Enter a document, in the place of the one that was read of this name before."""
        old = self.sql.execute("select printed, checked from documents where name = ?", (name,))
        told = old.fetchone() or (None, None)
        self.strike((name,))
        document = facts.document
        books = opened(facts)
        budgets = [table for table in facts.tables if table.phase == "budget"]
        self.sql.execute(
            "insert into documents values (null, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
            (
                *(name, result, document.document_id, document.status == "refused", packed),
                *(bool(budgets), *told),
            ),
        )
        number = self.sql.execute("select last_insert_rowid()").fetchone()[0]
        roles = dict(_roles(facts.forms))
        self.sql.executemany(
            "insert into forms values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    *(number, form.form_no, form.form_id, form.fiscal_year or 0),
                    *(books.bodies[form.form_id],) * 2,
                    *(roles[form.form_id], department_of(form)),
                    fold(form.department_name) if form.kind == "department" else None,
                )
                for form in books.forms
            ),
        )
        texts = ((mark, number, form_id) for form_id, mark in facts.texts)
        self.sql.executemany("insert into texts values (?, ?, ?)", texts)
        named = {(table.fiscal_year or 0, fold(table.department_name)) for table in budgets}
        rows = ((number, year, body, body[::-1]) for year, body in sorted(named))
        self.sql.executemany("insert into budgets values (?, ?, ?, ?)", rows)

    def strike(self, names: Iterable[str]) -> None:
        """Strike out documents."""
        for name in names:
            found = self.sql.execute("select id from documents where name = ?", (name,)).fetchone()
            if found is not None:
                for table in _OF_DOCUMENTS:
                    self.sql.execute(f"delete from {table} where document = ?", found)  # noqa: S608 -- our own names
                self.sql.execute("delete from documents where id = ?", found)

    def own(self, copies: Iterable[str]) -> None:
        """Set which documents are copies of others: what they hold counts once."""
        self.sql.execute("update documents set own = 1 where own = 0")
        names = ((name,) for name in copies)
        self.sql.executemany("update documents set own = 0 where name = ?", names)

    def twins(self) -> Iterator[tuple[str, str, bool]]:
        """Name, id and whether it was refused, of documents that share their id with another."""
        yield from self.sql.execute(
            "select name, document_id, refused from documents where document_id in "
            "(select document_id from documents group by document_id having count(*) > 1) "
            "order by name"
        )

    def ids(self) -> dict[str, str]:
        """Name of each document → its id."""
        return dict(self.sql.execute("select name, document_id from documents"))

    def was(self) -> Iterator[tuple[str, str | None, str | None]]:
        """Name of each document, what was published of it, and what its checks hung on."""
        yield from self.sql.execute("select name, printed, checked from documents")

    def published(self, told: Iterable[tuple[str, str, str | None]]) -> None:
        """Note, for each document, what is published of it, and what its checks hang on."""
        self.sql.execute("update documents set printed = null, checked = null")
        self.sql.executemany(
            "update documents set printed = ?, checked = ? where name = ?",
            ((printed, checked, name) for name, printed, checked in told),
        )

    def close(self) -> None:
        """Write everything down, and let go of the file."""
        with suppress(sqlite3.ProgrammingError):
            self.sql.commit()
            self.sql.close()


def _connected(path: Path | None) -> sqlite3.Connection:
    sql = sqlite3.connect(path or "", isolation_level="DEFERRED")
    sql.executescript(
        "pragma journal_mode = off; pragma synchronous = off; pragma temp_store = file;"
        "pragma cache_size = -8192;" + _LAYOUT
    )
    return sql


def opened(*every: Facts) -> Books:
    """Books of facts: forms without texts, no rows but their numbers."""
    books = Books.open(
        documents=[each.document for each in every],
        forms=[form for each in every for form in each.forms],
        funding=[line for each in every for line in each.funding],
        indicators=(),
    )
    return replace(
        books,
        told={form_id: rows for each in every for form_id, rows in each.targets.items()},
        unread={form_id: texts for each in every for form_id, texts in each.unread.items()},
    )


def _roles(forms: Iterable[FormRecord]) -> Iterator[tuple[str, str]]:
    """Form → what it is to forms of other documents: a form of its year and document decides."""
    forms = tuple(forms)
    kinds: dict[int | None, set[str]] = {}
    for form in forms:
        kinds.setdefault(form.fiscal_year, set()).add(form.kind)
    for form in forms:
        beside = kinds[form.fiscal_year]
        if form.kind == "project" and "department" not in beside:
            yield form.form_id, LOOSE
        elif form.kind == "department" and "project" not in beside:
            yield form.form_id, HUNGRY
        else:
            yield form.form_id, ""

"""What ties documents: departments with projects or budgets elsewhere, bodies over years, texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from normalize.records import FormRecord
from reconcile.between.base import HUNGRY, LOOSE, Base
from reconcile.between.facts import Facts
from reconcile.books import first_prints, full_name, project_of
from reconcile.sums import listed

_SHORTEST = 3
"""Characters of a name that may be the end of another one: see `same_body`."""
_LAST = "\U0010ffff"

FactsOf = Callable[[int], Facts]


@dataclass(frozen=True, slots=True)
class Tie:
    """A department's form with projects or budget tables that other documents hold."""

    document: int
    form_id: str
    projects: tuple[str, ...]
    """Forms of its projects in other documents, in published order; empty where they are beside."""
    holders: tuple[int, ...]
    """The documents of these."""
    budgets: tuple[int, ...]
    """The documents of its budget tables."""

    @property
    def documents(self) -> tuple[int, ...]:
        """All that it hangs on, each once."""
        return tuple(dict.fromkeys((self.document, *self.holders, *self.budgets)))


@dataclass(frozen=True, slots=True)
class Kin:
    """The forms of one body that has some in two consecutive years."""

    body: str
    forms: tuple[str, ...]
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A long text that several departments print in a year, said of the first form."""

    document: int
    form_id: str
    mark: str
    departments: int
    others: str


def ties(base: Base, facts: FactsOf) -> tuple[Tie, ...]:
    """All ties; every form's body is set to the fuller name that its department's projects give."""
    base.sql.execute("update forms set body = given where body <> given")
    projects = dict(_elsewhere(base, facts))
    budgets = dict(_budgets(base))
    found = []
    for key in sorted({*projects, *budgets}):
        forms = tuple(form_id for _, form_id in projects.get(key, ()))
        holders = tuple(dict.fromkeys(holder for holder, _ in projects.get(key, ())))
        found.append(Tie(*key, forms, holders, budgets.get(key, ())))
    return tuple(found)


_Key = tuple[int, str]
"""A department's form: its document and id."""
_FORMS = (
    "select f.document, f.form_id from forms f join documents d on d.id = f.document "
    "where d.own and f.role = ? and f.year = ? and f.given = ? order by d.name, f.number"
)


def _elsewhere(base: Base, facts: FactsOf) -> Iterator[tuple[_Key, list[_Key]]]:
    """Departments without a project beside them, with those of their name in other documents."""
    both = (
        "select year, given from forms f join documents d on d.id = f.document "
        "where d.own and role = ?"
    )
    keys = base.sql.execute(f"{both} intersect {both}", (HUNGRY, LOOSE)).fetchall()
    for year, name in sorted(keys):
        loose = base.sql.execute(_FORMS, (LOOSE, year, name)).fetchall()
        forms = [_form(facts(document), form_id) for document, form_id in loose]
        at = {form.form_id: document for form, (document, _) in zip(forms, loose, strict=True)}
        projects = first_prints(forms, project_of)
        for key in base.sql.execute(_FORMS, (HUNGRY, year, name)).fetchall():
            full = full_name(name, projects)
            same = [key[1], *(each.form_id for each in projects)]
            base.sql.executemany(
                "update forms set body = ? where document = ? and form_id = ?",
                ((full, at.get(each, key[0]), each) for each in same if full != name),
            )
            yield key, [(at[each.form_id], each.form_id) for each in projects]


def _form(facts: Facts, form_id: str) -> FormRecord:
    return next(form for form in facts.forms if form.form_id == form_id)


def _budgets(base: Base) -> Iterator[tuple[_Key, tuple[int, ...]]]:
    """Departments without a budget beside their form, with the documents that hold theirs."""
    if base.sql.execute("select 1 from budgets limit 1").fetchone() is None:
        return
    departments = base.sql.execute(
        "select f.document, f.form_id, f.year, f.department from forms f "
        "join documents d on d.id = f.document where d.own and not d.has_tables "
        "and f.department <> '' order by d.name, f.number"
    )
    for document, form_id, year, name in departments.fetchall():
        if found := tuple(_named(base, year, name)):
            yield (document, form_id), found


def _named(base: Base, year: int, name: str) -> Iterator[int]:
    """Documents with a budget table of a body: its name, the end of it, or its name at the end."""
    ends = [name[at:] for at in range(len(name) - _SHORTEST + 1)]
    turned = name[::-1]
    marks = ", ".join("?" * len(ends))
    if ends:
        yield from (
            document
            for (document,) in base.sql.execute(
                "select b.document from budgets b join documents d on d.id = b.document "  # noqa: S608 -- marks only
                f"where d.own and b.year = ? and (b.body in ({marks}) or b.turned between ? and ?) "
                "group by b.document order by d.name",
                (year, *ends, turned, turned + _LAST),
            )
        )


def kin(base: Base) -> Iterator[Kin]:
    """Bodies with forms in two consecutive years, by name."""
    rows = base.sql.execute(
        "select f.body, f.year, f.document, f.form_id from forms f "
        "join documents d on d.id = f.document where d.own and f.body <> '' and f.year "
        "order by f.body, f.year, d.name, f.number"
    )
    for body, group in groupby(rows, key=lambda row: row[0]):
        found = list(group)
        years = {year for _, year, _, _ in found}
        if any(year + 1 in years for year in years):
            forms = tuple(form_id for _, _, _, form_id in found)
            yield Kin(body, forms, tuple(dict.fromkeys(row[2] for row in found)))


def shared(base: Base) -> Iterator[Shared]:
    """Long texts of several departments, by mark."""
    rows = base.sql.execute(
        "select t.mark, f.body, f.document, f.form_id, f.listed from texts t "
        "join forms f on f.document = t.document and f.form_id = t.form_id "
        "join documents d on d.id = f.document where d.own and f.body <> '' and t.mark in "
        "(select mark from texts group by mark having count(*) > 1) "
        "order by t.mark, d.name, f.number"
    )
    for mark, group in groupby(rows, key=lambda row: row[0]):
        bodies: set[str] = set()
        names: list[str] = []
        first: tuple[int, str] | None = None
        for _, body, document, form_id, name in group:
            if body not in bodies:
                bodies.add(body)
                first = first or (document, form_id)
                names.append(name)
        if first is not None and len(bodies) > 1:
            yield Shared(*first, mark, len(bodies), listed(names[1:], ", "))

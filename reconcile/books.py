"""The books: a run's records with what belongs together found at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import TypeVar

from normalize.records import (
    BudgetLineRecord,
    BudgetTableRecord,
    DocumentRecord,
    FormRecord,
    FundingRecord,
    IndicatorRecord,
    IssueRecord,
)
from reconcile.rows import Target, targets_of
from reconcile.words import fold, same_body, words

_Row = TypeVar("_Row", FundingRecord, IndicatorRecord)


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department's form with the forms of its projects (部门及其项目)."""

    form: FormRecord
    projects: tuple[FormRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Target forms in published order, their money and their rows.

    Forms of monitoring and self-evaluation are left out: their money is what was spent.
    """

    forms: tuple[FormRecord, ...]
    departments: tuple[Department, ...]
    bodies: Mapping[str, str]
    """Form or budget table → folded name of its department, one for all that belongs to it."""
    incomplete: frozenset[str]
    """Documents of which some could not be read."""
    unread: Mapping[str, tuple[str, ...]]
    """Form → printed labels that speak of money and were not understood."""
    funding: Mapping[str, tuple[FundingRecord, ...]]
    indicators: Mapping[str, tuple[IndicatorRecord, ...]]
    told: Mapping[str, tuple[Target, ...]]
    """Form → its rows with one number, where these are all that is known of its rows."""
    tables: tuple[BudgetTableRecord, ...]
    """Budget tables in published order."""
    all_tables: tuple[BudgetTableRecord, ...]
    """Those of all documents, where `tables` are of one."""
    amounts: Mapping[str, tuple[BudgetLineRecord, ...]]
    """Budget table → its amounts, as printed."""
    place: Mapping[str, int]
    """Form or budget table → its place in published order."""

    @classmethod
    def open(  # noqa: PLR0913 -- one a table
        cls,
        *,
        documents: Iterable[DocumentRecord],
        forms: Iterable[FormRecord],
        funding: Iterable[FundingRecord],
        indicators: Iterable[IndicatorRecord],
        issues: Iterable[IssueRecord] = (),
        tables: Iterable[BudgetTableRecord] = (),
        amounts: Iterable[BudgetLineRecord] = (),
    ) -> Books:
        """Books of the records of a run, in any order."""
        documents = tuple(documents)
        paths = {each.document_id: each.path for each in documents}
        targets = sorted(
            (form for form in forms if form.stage == "target"),
            key=lambda form: (
                form.fiscal_year or 0,
                paths.get(form.document_id, ""),
                form.document_id,
                form.form_no,
            ),
        )
        departments = tuple(_departments(targets))
        ordered = tuple(
            sorted(tables, key=lambda table: _rank(table, paths, 1, table.table_no)),
        )
        return cls(
            forms=tuple(targets),
            departments=departments,
            bodies=_with_tables(_bodies(targets, departments), targets, ordered),
            incomplete=frozenset(each.document_id for each in documents if each.status != "ok"),
            unread=_unread(issues),
            funding=_by_form(funding),
            indicators=_by_form(indicators),
            told=MappingProxyType({}),
            tables=ordered,
            all_tables=ordered,
            amounts=_by_table(ordered, amounts),
            place=_places(targets, ordered, paths),
        )

    def lines(
        self, form: FormRecord, items: Iterable[str], horizon: str = "annual"
    ) -> tuple[FundingRecord, ...]:
        """The money lines of a form with one of these items, as printed."""
        wanted = set(items)
        return tuple(
            line
            for line in self.funding.get(form.form_id, ())
            if line.item in wanted and line.horizon == horizon
        )

    def line(self, form: FormRecord, item: str, horizon: str = "annual") -> FundingRecord | None:
        """The one money line of an item; None where none has an amount, or two have different."""
        given = [line for line in self.lines(form, (item,), horizon) if line.amount is not None]
        return given[0] if len({line.amount for line in given}) == 1 else None

    def rows(self, form: FormRecord) -> tuple[IndicatorRecord, ...]:
        """The indicator rows of a form, as printed."""
        return self.indicators.get(form.form_id, ())

    def targets(self, form: FormRecord) -> tuple[Target, ...]:
        """The rows of a form with one number, as they are compared over the years."""
        known = self.told.get(form.form_id)
        return targets_of(self.rows(form)) if known is None else known

    def projects(self) -> tuple[FormRecord, ...]:
        """All forms of projects."""
        return tuple(form for form in self.forms if form.kind == "project")


def first_prints(
    forms: Iterable[FormRecord], identity: Callable[[FormRecord], Hashable]
) -> list[FormRecord]:
    """Forms of several documents, each of the first document that prints it.

    The same publication may lie in a folder twice, as PDF and as web page.
    """
    first: dict[Hashable, str] = {}
    return [
        form
        for form in forms
        if first.setdefault(identity(form), form.document_id) == form.document_id
    ]


def _bodies(forms: Iterable[FormRecord], departments: Iterable[Department]) -> Mapping[str, str]:
    """Departments under the name that their projects' forms give them: it is the fuller one."""
    bodies = {form.form_id: _body(form) for form in forms}
    for department in departments:
        full = full_name(_body(department.form), department.projects)
        bodies |= dict.fromkeys(
            (form.form_id for form in (department.form, *department.projects)), full
        )
    return MappingProxyType(bodies)


def full_name(name: str, projects: Iterable[FormRecord]) -> str:
    """The name that most projects of a department give it, where they mean the same body."""
    named = Counter(
        fold(project.supervisor_name)
        for project in projects
        if same_body(project.supervisor_name, name)
    )
    return named.most_common(1)[0][0] if named else name


def _with_tables(
    bodies: Mapping[str, str], forms: Iterable[FormRecord], tables: Iterable[BudgetTableRecord]
) -> Mapping[str, str]:
    """The bodies of budget tables: the one of the forms beside them, else as printed."""
    beside: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        beside[form.document_id].add(bodies[form.form_id])
    of_tables = {
        table.table_id: next(iter(names))
        if len(names := beside[table.document_id]) == 1
        else fold(table.department_name)
        for table in tables
    }
    return MappingProxyType({**bodies, **of_tables})


def _body(form: FormRecord) -> str:
    """The folded name of the department that a form is of; empty where it names none."""
    return fold(form.department_name or form.supervisor_name or form.implementing_unit)


def _unread(issues: Iterable[IssueRecord]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for issue in issues:
        money = any(word in issue.text for word in words("money")["label"])
        if issue.form_id and issue.code == "unknown_label" and money:
            found[issue.form_id].append(issue.text)
    return MappingProxyType({form_id: tuple(each) for form_id, each in found.items()})


def _rank(
    subject: FormRecord | BudgetTableRecord, paths: Mapping[str, str], sort: int, number: int
) -> tuple[int, str, str, int, int]:
    """Where a form (sort 0) or a budget table (1) stands in published order."""
    path = paths.get(subject.document_id, "")
    return subject.fiscal_year or 0, path, subject.document_id, sort, number


def _places(
    forms: Iterable[FormRecord], tables: Iterable[BudgetTableRecord], paths: Mapping[str, str]
) -> Mapping[str, int]:
    ranked = [(_rank(form, paths, 0, form.form_no), form.form_id) for form in forms]
    ranked += [(_rank(table, paths, 1, table.table_no), table.table_id) for table in tables]
    return MappingProxyType({name: n for n, (_, name) in enumerate(sorted(ranked))})


def _by_table(
    tables: Iterable[BudgetTableRecord], lines: Iterable[BudgetLineRecord]
) -> Mapping[str, tuple[BudgetLineRecord, ...]]:
    """Every table with its amounts, those without any too."""
    found: dict[str, list[BudgetLineRecord]] = {table.table_id: [] for table in tables}
    for line in lines:
        found[line.table_id].append(line)
    return MappingProxyType({table_id: tuple(each) for table_id, each in found.items()})


def _by_form(rows: Iterable[_Row]) -> Mapping[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.form_id].append(row)
    return MappingProxyType({form_id: tuple(each) for form_id, each in found.items()})


def _departments(forms: Sequence[FormRecord]) -> Iterable[Department]:
    """Every department's form with its projects: those beside it, or else those of its name.

    A document with one department's form holds that department's projects; in one with several,
    and among documents that hold no department's form, the projects name their supervisor.
    """
    loose: dict[tuple[int | None, str], list[FormRecord]] = defaultdict(list)
    documents = [
        list(each) for _, each in groupby(forms, key=lambda f: (f.fiscal_year, f.document_id))
    ]
    for document in documents:
        if all(form.kind != "department" for form in document):
            for form in document:
                if form.kind == "project":
                    loose[form.fiscal_year, _body(form)].append(form)
    for document in documents:
        own = [form for form in document if form.kind == "department"]
        projects = [form for form in document if form.kind == "project"]
        for form in own:
            beside = projects if len(own) == 1 else [p for p in projects if _is_of(p, form)]
            elsewhere = [] if projects else loose[form.fiscal_year, _body(form)]
            found = beside or first_prints(elsewhere, project_of)
            yield Department(form=form, projects=tuple(found))


def _is_of(project: FormRecord, department: FormRecord) -> bool:
    name = department.department_name
    return same_body(project.supervisor_name, name) or (
        project.supervisor_name is None and same_body(project.implementing_unit, name)
    )


def project_of(form: FormRecord) -> Hashable:
    """What makes the same project in another document."""
    return fold(form.project_name), fold(form.implementing_unit)

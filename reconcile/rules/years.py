"""Between the years of a department: targets moved, projects new and gone (跨年度比较)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import pairwise

from normalize.records import FormRecord
from reconcile.books import Books, first_prints
from reconcile.model import Finding, Rule, Severity, Side, Span, Verdict
from reconcile.rows import Target, number
from reconcile.words import fold

_Moved = tuple[FormRecord, Target, Target]


def check_target_lowered(books: Books) -> Iterator[Finding]:
    """Targets below those of the year before."""
    for form, row, before in _moved(books):
        if row.amount < before.amount:
            yield _finding(form, row, before, "Lowered")


def check_target_raised(books: Books) -> Iterator[Finding]:
    """Targets above those of the year before."""
    for form, row, before in _moved(books):
        if row.amount > before.amount:
            yield _finding(form, row, before, "Raised")


def _finding(form: FormRecord, row: Target, before: Target, moved: str) -> Finding:
    old, new = before.amount, row.amount
    share = f" ({float((new - old) / old):+.1%})" if old else ""
    year = (form.fiscal_year or 0) - 1
    return Finding(
        form=form,
        indicator_id=row.indicator_id,
        left=Side(text=row.text, value=new),
        right=Side(text=before.text, value=old),
        verdict=Verdict.NOTE,
        message=f"{moved} from {number(old)} in {year} to {number(new)}{share}.",
    )


def _moved(books: Books) -> Iterator[_Moved]:
    """Rows whose number is another than in the year before, with that year's row.

    A name printed twice in a form says nothing of either.
    """
    found: dict[tuple[int, Hashable], list[tuple[FormRecord, Target]]] = defaultdict(list)
    for form in _published(books):
        same = books.bodies[form.form_id], form.kind, fold(form.project_name)
        for row in books.targets(form):
            found[form.fiscal_year or 0, (*same, *row.same)].append((form, row))
    for (year, same_row), rows in found.items():
        before = found.get((year - 1, same_row), ())
        if len(rows) == len(before) == 1 and rows[0][1].amount != before[0][1].amount:
            yield *rows[0], before[0][1]


def _published(books: Books) -> list[FormRecord]:
    """The forms of known departments and years, each once."""
    known = [form for form in books.forms if form.fiscal_year and books.bodies[form.form_id]]
    return first_prints(
        known,
        lambda form: (
            form.fiscal_year,
            books.bodies[form.form_id],
            form.kind,
            fold(form.project_name),
        ),
    )


def check_project_new(books: Books) -> Iterator[Finding]:
    """Projects that the department did not have in the year before."""
    for before, now in _consecutive(books):
        for name in now:
            if name not in before:
                yield _project(books, now[name], "New: the year before has no such project.")


def check_project_gone(books: Books) -> Iterator[Finding]:
    """Projects that the department does not have in the year after."""
    for before, now in _consecutive(books):
        for name in before:
            if name not in now:
                yield _project(books, before[name], "Gone: the year after has no such project.")


def _consecutive(
    books: Books,
) -> Iterator[tuple[dict[str, FormRecord], dict[str, FormRecord]]]:
    """The projects of a department in two years that follow each other, by folded name."""
    published: dict[str, dict[int, dict[str, FormRecord]]] = {}
    for form in _published(books):
        if form.kind == "project" and form.project_name and form.fiscal_year is not None:
            years = published.setdefault(books.bodies[form.form_id], {})
            years.setdefault(form.fiscal_year, {}).setdefault(fold(form.project_name), form)
    for years in published.values():
        for before, now in pairwise(sorted(years)):
            if now == before + 1:
                yield years[before], years[now]


def _project(books: Books, form: FormRecord, message: str) -> Finding:
    total = books.line(form, "total")
    return Finding(
        form=form,
        left=Side(text=form.project_name or "", value=total.amount if total else None),
        right=Side(text=""),
        verdict=Verdict.NOTE,
        message=message,
    )


_SAME = "the same department, project, indicator name, unit and denominators in two years"

YEAR_RULES = (
    Rule(
        id="target_lowered",
        title="A target is lower than the year before",
        title_zh="指标值较上年降低",
        compares=_SAME,
        tolerance="none",
        severity=Severity.NOTE,
        example="受益农户数 ≥2600户, the year after ≥2450户: note",
        check=check_target_lowered,
        span=Span.BODY,
    ),
    Rule(
        id="target_raised",
        title="A target is higher than the year before",
        title_zh="指标值较上年提高",
        compares=_SAME,
        tolerance="none",
        severity=Severity.NOTE,
        example="新建灌溉渠道长度 ≥36公里, the year after ≥42公里: note",
        check=check_target_raised,
        span=Span.BODY,
    ),
    Rule(
        id="project_new",
        title="A project is new",
        title_zh="新增项目",
        compares="names of a department's projects with those of the year before",
        tolerance="none",
        severity=Severity.NOTE,
        example="教师培训 in 2025: note",
        check=check_project_new,
        span=Span.BODY,
    ),
    Rule(
        id="project_gone",
        title="A project is gone",
        title_zh="取消项目",
        compares="names of a department's projects with those of the year after",
        tolerance="none",
        severity=Severity.NOTE,
        example="教学仪器设备购置 in 2024: note",
        check=check_project_gone,
        span=Span.BODY,
    ),
)

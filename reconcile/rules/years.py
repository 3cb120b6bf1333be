"""Between the years of a department: targets moved, projects new and gone (跨年度比较)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

import pandas as pd

from normalize.records import FormRecord, IndicatorRecord
from reconcile.books import Books, first_prints
from reconcile.model import Finding, Rule, Severity, Side, Span, Verdict
from reconcile.rows import amount, number, target
from reconcile.words import fold

_Moved = tuple[FormRecord, IndicatorRecord, IndicatorRecord]
_KEYS = ["body", "kind", "project", "name", "horizon", "unit", "per"]


def check_target_lowered(books: Books) -> Iterator[Finding]:
    """Targets below those of the year before."""
    for form, row, before in _moved(books):
        if (amount(row) or 0) < (amount(before) or 0):
            yield _finding(form, row, before, "Lowered")


def check_target_raised(books: Books) -> Iterator[Finding]:
    """Targets above those of the year before."""
    for form, row, before in _moved(books):
        if (amount(row) or 0) > (amount(before) or 0):
            yield _finding(form, row, before, "Raised")


def _finding(
    form: FormRecord, row: IndicatorRecord, before: IndicatorRecord, moved: str
) -> Finding:
    old, new = amount(before), amount(row)
    assert old is not None  # noqa: S101 -- _targets keeps rows with a number only
    assert new is not None  # noqa: S101
    share = f" ({float((new - old) / old):+.1%})" if old else ""
    return Finding(
        form=form,
        indicator_id=row.indicator_id,
        left=Side(text=target(row), value=new),
        right=Side(text=target(before), value=old),
        verdict=Verdict.NOTE,
        message=f"{moved} from {number(old)} in {before.fiscal_year} to {number(new)}{share}.",
    )


def _moved(books: Books) -> Iterator[_Moved]:
    """Rows whose number is another than in the year before, with that year's row."""
    frame = _targets(books)
    if frame.empty:
        return
    before = frame.assign(year=frame["year"] + 1)
    both = frame.merge(before, on=["year", *_KEYS], suffixes=("", "_before"))
    for each in both.sort_values("order").itertuples(index=False):
        form, row, row_before = cast("_Moved", (each.form, each.row, each.row_before))
        if amount(row) != amount(row_before):
            yield form, row, row_before


def _targets(books: Books) -> pd.DataFrame:
    """Rows with one number, a line each, by what makes the same indicator of another year.

    A name printed twice in a form says nothing of either.
    """
    lines: list[dict[str, Any]] = [
        {
            "year": form.fiscal_year,
            "body": books.bodies[form.form_id],
            "kind": form.kind,
            "project": fold(form.project_name),
            "name": fold(row.name),
            "horizon": row.horizon,
            "unit": row.unit or "",
            "per": "/".join(row.per),
            "order": (order, row.row_no),
            "form": form,
            "row": row,
        }
        for order, form in enumerate(_published(books))
        for row in books.rows(form)
        if amount(row) is not None and row.scope_text is None
    ]
    frame = pd.DataFrame(lines)
    return frame if frame.empty else frame.drop_duplicates(["year", *_KEYS], keep=False)


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

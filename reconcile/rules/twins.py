"""Between the forms of one department and year: twins, and targets said twice (同部门各表之间)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from normalize.records import FormRecord, IndicatorRecord
from reconcile.books import Books
from reconcile.long_texts import LONG, long_texts
from reconcile.model import Finding, Rule, Severity, Side, Span, Verdict
from reconcile.rows import amount, target
from reconcile.sums import listed
from reconcile.words import fold, unnumbered


def check_twin_forms(books: Books) -> Iterator[Finding]:
    """Forms of a department whose names differ by a number only (招商引资经费, 招商引资经费1)."""
    for one, other in _twins(books):
        first, second = _named(books, one), _named(books, other)
        shared = [name for name in first if name in second]
        differing = [name for name in shared if _differ(first[name], second[name])]
        totals = [books.line(form, "total") for form in (one, other)]
        left, right = (None if total is None else total.amount for total in totals)
        yield Finding(
            form=other,
            left=Side(text=other.project_name or "", value=right),
            right=Side(text=one.project_name or "", value=left),
            verdict=Verdict.NOTE,
            message=(
                f"Twin forms: {len(shared)} indicators in common, {len(differing)} of them with "
                "another target."
            ),
        )


def check_twin_targets(books: Books) -> Iterator[Finding]:
    """The same indicator with different targets in twin forms."""
    for one, other in _twins(books):
        first, second = _named(books, one), _named(books, other)
        for name, row in second.items():
            if name in first and _differ(first[name], row):
                yield _finding(other, row, first[name], "The twin form has another target.")


def check_shared_targets(books: Books) -> Iterator[Finding]:
    """The same indicator with different targets in forms of one department that are no twins."""
    for forms in _families(books).values():
        said: dict[tuple[str, str | None], tuple[FormRecord, IndicatorRecord]] = {}
        for form in forms:
            for name, row in _named(books, form).items():
                known = said.setdefault((name, row.unit), (form, row))
                twins = unnumbered(known[0].project_name) == unnumbered(form.project_name)
                if not twins and row.unit != "元" and _differ(known[1], row):
                    where = known[0].project_name or "the department"
                    message = f"Another target stands in the form of {where}."
                    yield _finding(form, row, known[1], message)


def _families(books: Books) -> dict[tuple[str, str], list[FormRecord]]:
    """The project forms of each department, a document at a time."""
    found: dict[tuple[str, str], list[FormRecord]] = defaultdict(list)
    for form in books.projects():
        found[form.document_id, books.bodies[form.form_id]].append(form)
    return found


def _twins(books: Books) -> Iterator[tuple[FormRecord, FormRecord]]:
    """Neighbours among the forms whose names differ by their final number only."""
    for forms in _families(books).values():
        cores: dict[str, list[FormRecord]] = defaultdict(list)
        for form in forms:
            if form.project_name:
                cores[unnumbered(form.project_name)].append(form)
        for alike in cores.values():
            for one, other in pairwise(alike):
                if fold(one.project_name) != fold(other.project_name):
                    yield one, other


def _named(books: Books, form: FormRecord) -> dict[str, IndicatorRecord]:
    """The rows of a form with one number, by folded name; of a name printed twice, none."""
    rows: dict[str, list[IndicatorRecord]] = defaultdict(list)
    for row in books.rows(form):
        if row.horizon == "annual" and row.kind == "quantitative" and amount(row) is not None:
            rows[fold(row.name)].append(row)
    return {name: each[0] for name, each in rows.items() if len(each) == 1}


def _differ(one: IndicatorRecord, other: IndicatorRecord) -> bool:
    """Other targets in the same unit: other numbers, or another operator."""
    same_unit = (one.unit, one.per) == (other.unit, other.per)
    operators = {row.operator or "=" for row in (one, other)}
    return same_unit and (amount(one) != amount(other) or len(operators) > 1)


def _finding(
    form: FormRecord, row: IndicatorRecord, before: IndicatorRecord, message: str
) -> Finding:
    return Finding(
        form=form,
        indicator_id=row.indicator_id,
        left=Side(text=target(row), value=amount(row)),
        right=Side(text=target(before), value=amount(before)),
        verdict=Verdict.NOTE,
        message=message,
    )


def check_repeated_text(books: Books) -> Iterator[Finding]:
    """The same long text in forms of several departments of one year: boilerplate (套话)."""
    said: dict[tuple[int | None, str], dict[str, tuple[FormRecord, str]]] = defaultdict(dict)
    for form in books.forms:
        department = books.bodies[form.form_id]
        for folded, text in long_texts(books, form) if department else ():
            said[form.fiscal_year, folded].setdefault(department, (form, text))
    for printed in said.values():
        if len(printed) > 1:
            (first, text), *rest = printed.values()
            others = listed((department_of(form) for form, _ in rest), ", ")
            yield repeated(first, text, len(printed), others)


def department_of(form: FormRecord) -> str:
    """The name by which a form's department is listed."""
    return form.department_name or form.supervisor_name or ""


def repeated(form: FormRecord, text: str, departments: int, others: str) -> Finding:
    """What is said of the first form that prints a text of several departments."""
    return Finding(
        form=form,
        left=Side(text=text, value=Decimal(departments)),
        right=Side(text=others),
        verdict=Verdict.NOTE,
        message=f"{departments} departments print this very text.",
    )


TWIN_RULES = (
    Rule(
        id="twin_forms",
        title="Two forms have one name but for a number",
        title_zh="同名项目分列两表",
        compares="names of the projects of one department",
        tolerance="none",
        severity=Severity.NOTE,
        example="招商引资经费 and 招商引资经费1: note",
        check=check_twin_forms,
    ),
    Rule(
        id="twin_targets",
        title="Twin forms have different targets",
        title_zh="同名项目的指标值不同",
        compares="targets of the same indicator in twin forms",
        tolerance="none",
        severity=Severity.NOTE,
        example="农村生态环境改善情况 95% and ≥95%: note",
        check=check_twin_targets,
    ),
    Rule(
        id="shared_targets",
        title="One indicator has different targets in a department's forms",
        title_zh="同一指标在不同表中的指标值不同",
        compares="targets of the same indicator, money left out, in the forms of one department",
        tolerance="none",
        severity=Severity.NOTE,
        example="村数量 =16个 and =17个: note",
        check=check_shared_targets,
    ),
    Rule(
        id="repeated_text",
        title="Several departments print the same text",
        title_zh="多个部门文字雷同",
        compares=f"goals, names and values of {LONG} characters and more across departments",
        tolerance="none",
        severity=Severity.NOTE,
        example="按时足额发放工资，无拖欠、错发、漏发… in two departments: note",
        check=check_repeated_text,
        span=Span.ALL,
    ),
)

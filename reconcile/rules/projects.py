"""A department's form against the forms of its projects (部门与项目核对)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

import regex

from normalize.records import FormRecord, FundingRecord
from reconcile.books import Books, Department
from reconcile.model import Finding, Rule, Severity, Side, Verdict
from reconcile.sums import add, listed, printed
from reconcile.tolerance import at_most, judge, printed_unit, tolerance
from reconcile.words import fold

_OF_WHICH = regex.compile(r"^(?:其中)?:?|:$")
_PARTS = ("fiscal_appropriation", "other", "carry_over")


def check_project_sum(books: Books) -> Iterator[Finding]:
    """项目支出 = the sum of 年度资金总额 over the department's projects."""
    for department in books.departments:
        found = _project_sum(books, department)
        if found is not None:
            yield found


def _project_sum(books: Books, department: Department) -> Finding | None:
    form = department.form
    expenditure = books.line(form, "expenditure_project")
    if expenditure is None or expenditure.amount is None or not department.projects:
        return None
    left = Side(text=printed(expenditure), value=expenditure.amount)
    totals = [books.line(project, "total") for project in department.projects]
    given = [total for total in totals if total is not None]
    missing = len(totals) - len(given)
    total = add(given)
    right = Side(text=listed(line.amount_text for line in given), value=total)
    allowed = tolerance(len(given), printed_unit([expenditure, *given]))
    verdict = judge(expenditure.amount, total, allowed)
    count = f"{len(totals)} project(s)"
    if verdict is not Verdict.FAILS:
        message = f"The totals of {count} sum to the project expenditure."
    elif missing and total < expenditure.amount:
        verdict = Verdict.NOT_COMPARABLE
        message = f"{missing} of {count} print no total."
    elif total < expenditure.amount and form.document_id in books.incomplete:
        verdict = Verdict.NOT_COMPARABLE
        message = "The document was read in part: a project may be missing."
    elif total < expenditure.amount:
        message = f"{count} sum to less than the project expenditure: is a form missing?"
    else:
        message = f"{count} sum to more than the project expenditure."
    return Finding(
        form=form, left=left, right=right, tolerance=allowed, verdict=verdict, message=message
    )


def check_appropriation_left(books: Books) -> Iterator[Finding]:
    """财政拨款 − 基本支出 ≤ the projects' appropriation ≤ 财政拨款.

    What is left is the least: where other income pays for a part of the basic expenditure, the
    projects get more. A project that breaks its money down into zeros counts with its total, unless
    its very name is that of the other funds (其他资金).
    """
    for department in books.departments:
        form = department.form
        income = books.line(form, "income_fiscal_appropriation")
        basic = books.line(form, "expenditure_basic")
        shares = [_appropriation(books, department, each) for each in department.projects]
        if income is None or basic is None or not shares:
            continue
        if income.amount is None or basic.amount is None:
            continue
        known = [share for share in shares if share is not None]
        least, total = income.amount - basic.amount, sum(known, Decimal(0))
        allowed = tolerance(len(shares) + 1, printed_unit([income, basic]))
        summed = _project_sum(books, department)
        proof = len(known) == len(shares) and summed is not None and summed.right.value is not None
        if least <= total <= income.amount:
            verdict = Verdict.HOLDS
        else:
            nearest = least if total < least else income.amount
            verdict = judge(nearest, total, allowed)
        closed = summed is not None and summed.verdict in (Verdict.HOLDS, Verdict.HOLDS_ROUNDED)
        if verdict is Verdict.FAILS and not (proof and closed):
            verdict = Verdict.NOT_COMPARABLE
        yield Finding(
            form=form,
            left=Side(text=f"{printed(income)} − {printed(basic)}", value=least),
            right=Side(text=f"appropriation of {len(shares)} project(s)", value=total),
            tolerance=allowed,
            verdict=verdict,
            message=_appropriation_message(verdict, total - least, allowed),
        )


def _appropriation_message(verdict: Verdict, over: Decimal, allowed: Decimal) -> str:
    if verdict is Verdict.FAILS:
        return "The projects' appropriation does not fit into the department's."
    if verdict is Verdict.NOT_COMPARABLE:
        return "Not every project of the department is known with its money."
    if over > allowed:
        return f"Other income pays {over.normalize():f} 元 of the basic expenditure."
    return "What basic expenditure leaves of the appropriation goes to the projects."


def _appropriation(books: Books, department: Department, project: FormRecord) -> Decimal | None:
    total, share = books.line(project, "total"), books.line(project, "fiscal_appropriation")
    if total is None or total.amount is None:
        return None
    parts = [line for line in books.lines(project, _PARTS) if line.amount is not None]
    if parts and not any(line.amount for line in parts):
        return Decimal(0) if _is_other_funds(books, department, project) else total.amount
    return share.amount if share is not None else None


def _is_other_funds(books: Books, department: Department, project: FormRecord) -> bool:
    """Whether a project is the department's other income: it is named like the line of it."""
    lines = (
        *books.lines(project, ("other",)),
        *books.lines(department.form, ("income_other", "other")),
    )
    return fold(project.project_name) in {
        _OF_WHICH.sub("", fold(line.label_text)) for line in lines
    }


def check_other_income(books: Books) -> Iterator[Finding]:
    """其他经费 of the department = the project named so, or ≥ the 其他资金 of its projects."""
    for department in books.departments:
        form = department.form
        income = books.line(form, "income_other")
        if income is None or income.amount is None:
            continue
        named = [p for p in department.projects if _is_other_funds(books, department, p)]
        lines = _given(books, named, "total") or _given(books, department.projects, "other")
        total = add(lines)
        if not total:
            continue
        allowed = tolerance(len(lines), printed_unit([income, *lines]))
        compare = judge if named else at_most
        verdict = compare(total, income.amount, allowed)
        what = f"Project {named[0].project_name}" if named else "Other funds of the projects"
        yield Finding(
            form=form,
            left=Side(text=listed(_named(department, lines)), value=total),
            right=Side(text=printed(income), value=income.amount),
            tolerance=allowed,
            verdict=verdict,
            message=(
                f"{what}: more than the department's other income, or another amount."
                if verdict is Verdict.FAILS
                else f"{what}: within the department's other income."
            ),
        )


def _named(department: Department, lines: Iterable[FundingRecord]) -> Iterator[str]:
    """Money lines behind the names of their projects."""
    names = {form.form_id: form.project_name or "" for form in department.projects}
    return (f"{names[line.form_id]} {printed(line)}" for line in lines)


def _given(books: Books, forms: Iterable[FormRecord], item: str) -> list[FundingRecord]:
    lines = (books.line(form, item) for form in forms)
    return [line for line in lines if line is not None and line.amount]


def check_projects_once(books: Books) -> Iterator[Finding]:
    """How many projects a department publishes, and which of them twice."""
    for department in books.departments:
        names = Counter(
            (fold(each.project_name), fold(each.implementing_unit)) for each in department.projects
        )
        if not names:
            continue
        twice = [name for (name, _), count in names.items() if count > 1]
        forms = len(department.projects)
        yield Finding(
            form=department.form,
            left=Side(text=f"{forms} project form(s)", value=Decimal(forms)),
            right=Side(text=f"{len(names)} project(s)", value=Decimal(len(names))),
            verdict=Verdict.NOTE if twice else Verdict.HOLDS,
            message=(
                f"More than one form: {listed(twice, ', ')}." if twice else "One form a project."
            ),
        )


PROJECT_RULES = (
    Rule(
        id="project_sum",
        title="The projects sum to the project expenditure",
        title_zh="项目资金合计等于部门项目支出",
        compares="项目支出 of a department with 年度资金总额 of its projects",
        tolerance="0.005 of the printed unit a project, and as much for the total",
        severity=Severity.ERROR,
        example="10254.47 against 13 projects that sum to 10254.476: holds_rounded",
        check=check_project_sum,
    ),
    Rule(
        id="appropriation_left",
        title="The appropriation that basic expenditure leaves goes to the projects",
        title_zh="财政拨款扣除基本支出后与项目财政拨款一致",
        compares=(
            "财政拨款 − 基本支出 of a department with 财政拨款 of its projects: no less than what "
            "is left, no more than the whole"
        ),
        tolerance="0.005 of the printed unit an addend",
        severity=Severity.ERROR,
        example="4019.79 − 2904.46 = 1115.33 against 1115.326: holds_rounded",
        check=check_appropriation_left,
    ),
    Rule(
        id="other_income",
        title="The projects' other funds come from the department's other income",
        title_zh="项目其他资金与部门其他经费一致",
        compares="其他经费 of a department with the project named so, or 其他资金 of its projects",
        tolerance="0.005 of the printed unit an addend, at least 0.01",
        severity=Severity.WARNING,
        example="project 其他资金 9139.15 against 其他经费 9139.14: holds_rounded",
        check=check_other_income,
    ),
    Rule(
        id="projects_once",
        title="Each project has one form",
        title_zh="项目数量与重复",
        compares="project forms of a department with their names",
        tolerance="none",
        severity=Severity.NOTE,
        example="two forms of 道路养护 by one unit: note",
        check=check_projects_once,
    ),
)

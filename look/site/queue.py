"""What a person should look at: doubts, contradictions and losses, the most money first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from look.site.budgets import of_a_budget, of_budgets
from look.site.bundles import Bundle
from look.site.doubts import SEVERITIES, Item, Reason, of_issue, of_rule
from normalize.records import CheckRecord, FormRecord, FundingRecord, IndicatorRecord, IssueRecord


def form_money(form: FormRecord, funding: Iterable[FundingRecord]) -> Decimal | None:
    """The money that a form is about: its total of the year, or the sum of its parts."""
    annual = [line for line in funding if line.horizon == "annual" and line.amount is not None]
    totals = ("expenditure_total", "income_total", "total")
    for item in totals if form.kind == "department" else reversed(totals):
        for line in annual:
            if line.item == item:
                return line.amount
    parts = ("fiscal_appropriation", "other", "carry_over")
    amounts = [line.amount for line in annual if line.item in parts and line.amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def items(bundle: Bundle) -> Iterator[Item]:
    """Everything to look at in a document."""
    document = bundle.document
    if document.status in ("refused", "partial"):
        yield Item(
            document_id=document.document_id,
            path=document.path,
            form_no=None,
            row_no=None,
            reasons=(Reason.DOCUMENT,),
            codes=(document.reason or document.status,),
            severity="error",
            money=None,
            title=document.title or document.path,
            text=document.message or "",
        )
    yield from of_budgets(bundle)
    checks: dict[tuple[str | None, str | None], list[CheckRecord]] = defaultdict(list)
    for check in bundle.checks:
        if check.verdict == "fails" and not of_a_budget(check):
            checks[check.form_id, check.indicator_id].append(check)
    issues: dict[str | None, list[IssueRecord]] = defaultdict(list)
    for issue in bundle.issues:
        if issue.severity != "note":
            issues[issue.form_id].append(issue)
    for form in bundle.forms:
        place = _Place(bundle, form)
        for row in bundle.rows_of(form):
            failing = checks.pop((form.form_id, row.indicator_id), [])
            noted = [each for each in issues[form.form_id] if is_about(each, row)]
            issues[form.form_id] = [each for each in issues[form.form_id] if each not in noted]
            if found := _of_row(place, row, failing, noted):
                yield found
        for check in checks.pop((form.form_id, None), []):
            yield _of_check(place, check)
        for issue in issues.pop(form.form_id, []):
            yield _of_issue(place, issue)


@dataclass(frozen=True, slots=True)
class _Place:
    bundle: Bundle
    form: FormRecord

    @property
    def title(self) -> str:
        form = self.form
        return form.project_name or form.department_name or form.title or form.kind

    @property
    def money(self) -> Decimal | None:
        return form_money(self.form, self.bundle.funding_of(self.form))


def is_about(issue: IssueRecord, row: IndicatorRecord) -> bool:
    """Was an issue raised for this row? It then prints the row's cells, one after the other."""
    if issue.page != row.page or not row.value_raw + row.name_text:
        return False
    cells = (row.level1_text, row.level2_text, row.name_text, row.value_raw)
    return "".join(issue.text.split()) == "|".join("".join(cell.split()) for cell in cells)


def _of_row(
    place: _Place, row: IndicatorRecord, failing: list[CheckRecord], noted: list[IssueRecord]
) -> Item | None:
    gravest = [check.severity for check in failing] + [issue.severity for issue in noted]
    reasons = [Reason.CHECK] if failing else []
    if row.confidence == "low":
        reasons.append(Reason.LOW)
        gravest.append("warning")
    if noted:
        reasons.append(Reason.ISSUE)
    if row.confidence == "medium":
        reasons.append(Reason.FLAG)
        gravest.append("note")
    if not reasons:
        return None
    return Item(
        document_id=row.document_id,
        path=place.bundle.document.path,
        form_no=place.form.form_no,
        row_no=row.row_no,
        reasons=tuple(reasons),
        codes=tuple(
            dict.fromkeys(
                (
                    *(of_rule(check) for check in failing),
                    *(of_issue(each) for each in noted),
                    *row.flags,
                )
            )
        ),
        severity=min(gravest, key=SEVERITIES.index),
        money=place.money,
        title=place.title,
        text=row.name,
        value=row.value_raw,
        page=row.page,
        place=row.place,
    )


def _of_check(place: _Place, check: CheckRecord) -> Item:
    found = _of_form(place, Reason.CHECK, of_rule(check), check.severity, check.left_text)
    return replace(found, value=check.right_text, page=place.form.page_first)


def _of_issue(place: _Place, issue: IssueRecord) -> Item:
    found = _of_form(place, Reason.ISSUE, of_issue(issue), issue.severity, issue.text)
    return replace(found, page=issue.page)


def _of_form(place: _Place, reason: Reason, code: str, severity: str, text: str) -> Item:
    """Something about a form that belongs to none of its rows."""
    return Item(
        document_id=place.form.document_id,
        path=place.bundle.document.path,
        form_no=place.form.form_no,
        row_no=None,
        reasons=(reason,),
        codes=(code,),
        severity=severity,
        money=place.money,
        title=place.title,
        text=text,
    )

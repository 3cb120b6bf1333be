"""Small publications for the tests of the rules, read by the normalizer like real ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extract.model import Code, Fact, Form, Horizon, Issue, Kind, RawFunding, RawIndicator, Stage
from normalize.forms import normalize_form
from normalize.issues import Placed, normalize_issues
from normalize.records import CheckRecord, DocumentRecord
from reconcile import Books, reconcile, select

OFFICE = "禾溪县教育局"


def row(
    name: str,
    value: str,
    *,
    level1: str = "产出指标",
    level2: str = "数量指标",
    weight: str | None = None,
    unit: str | None = None,
    horizon: Horizon = Horizon.ANNUAL,
) -> RawIndicator:
    return RawIndicator(
        level1=level1,
        level2=level2,
        name=name,
        value=value,
        weight=weight,
        unit=unit,
        horizon=horizon,
    )


def cost(name: str, value: str) -> RawIndicator:
    return row(name, value, level1="成本指标", level2="经济成本指标")


def money(amounts: Mapping[str, str], unit: str) -> tuple[RawFunding, ...]:
    return tuple(
        RawFunding(item=item, horizon=Horizon.ANNUAL, label=item, amount=amount, unit=unit)
        for item, amount in amounts.items()
    )


def project(
    name: str,
    *rows: RawIndicator,
    unit: str = "万元",
    office: str | None = OFFICE,
    year: int = 2024,
    goal: str | None = None,
    stage: Stage = Stage.TARGET,
    unknown: str | None = None,
    **amounts: str,
) -> Form:
    facts = [Fact(role="project_name", label="项目名称", text=name)]
    if office:
        facts.append(Fact(role="supervisor", label="主管部门及代码", text=f"205-{office}"))
    return Form(
        kind=Kind.PROJECT,
        layout="A3",
        title="项目支出绩效目标表",
        stage=stage,
        fiscal_year=year,
        facts=tuple(facts),
        funding=money(amounts, unit),
        goal=goal,
        indicators=tuple(rows),
        issues=(Issue(code=Code.UNKNOWN_LABEL, text=unknown),) if unknown else (),
    )


def department(
    *rows: RawIndicator, name: str = OFFICE, unit: str = "万元", year: int = 2024, **amounts: str
) -> Form:
    return Form(
        kind=Kind.DEPARTMENT,
        layout="C1",
        title="部门整体支出绩效目标表",
        fiscal_year=year,
        facts=(Fact(role="department_name", label="部门名称", text=name),),
        funding=money(amounts, unit),
        indicators=tuple(rows),
    )


def open_books(*documents: Iterable[Form], partial: bool = False) -> Books:
    """Books of documents d1, d2 … with these forms, all of them read in full or in part."""
    records = [
        normalize_form(form, document_id=f"d{d}", number=number, year=None)
        for d, forms in enumerate(documents, 1)
        for number, form in enumerate(forms, 1)
    ]
    return Books.open(
        documents=(document(f"d{d}", partial=partial) for d in range(1, len(documents) + 1)),
        forms=(each.form for each in records),
        funding=(line for each in records for line in each.funding),
        indicators=(row for each in records for row in each.indicators),
        issues=(
            issue
            for each in records
            for issue in normalize_issues(
                each.form.document_id,
                [Placed(issue=issue, form_id=each.form.form_id) for issue in each.issues],
            )
        ),
    )


def document(document_id: str, *, partial: bool) -> DocumentRecord:
    return DocumentRecord(
        document_id=document_id,
        path=f"{document_id}.txt",
        container_path=None,
        sha256=None,
        bytes=None,
        format=None,
        read_by=None,
        encoding=None,
        pages=None,
        title=None,
        publisher=None,
        fiscal_year=None,
        source_url=None,
        retrieved_on=None,
        region_code=None,
        region_level=None,
        province=None,
        status="partial" if partial else "ok",
        reason=None,
        message=None,
        message_code=None,
        message_args=(),
        forms=1,
        rows_seen=0,
        rows_emitted=0,
        rows_ignored=0,
        rows_failed=0,
    )


def checks(rule: str, *documents: Sequence[Form]) -> tuple[CheckRecord, ...]:
    """What one rule says of documents, `not_comparable` included."""
    return reconcile(open_books(*documents), select(only=(rule,)), not_comparable=True)


def verdicts(rule: str, *documents: Sequence[Form]) -> list[str]:
    return [check.verdict for check in checks(rule, *documents)]

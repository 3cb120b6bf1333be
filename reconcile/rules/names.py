"""An indicator's name against its value: quantity, operator, unit (指标名称与指标值)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from normalize.records import FormRecord, IndicatorRecord
from reconcile.books import Books
from reconcile.model import Finding, Rule, Severity, Side, Verdict
from reconcile.rows import amount
from reconcile.words import fold

_LEAST, _MOST = (">=", ">"), ("<=", "<")
_VAGUE = {"approximate", "hedged"}
_GROUPS = regex.compile(r"(?<=\d),(?=\d{3})")
# What may follow a quantity that is the target: its unit, a bound, the end of the clause. Where
# more follows, it may be the size of something else: 200人以上企业培训人数.
_ENDING = r"(?:/[^\d/]{1,3})*(?:[及或]?以[上下内]|之内|范围内|内)?(?=$|[,。;、:(])"
_MEASURED = regex.compile("元|%|‰|米|亩|公顷|吨|克|升|时|分钟")


def check_name_quantity(books: Books) -> Iterator[Finding]:
    """The quantity written in the name is the value's; of several, one of them or their sum."""
    for form, row in _rows(books):
        value, limits = amount(row), [said for _, said in _said(row)]
        if value is None or not row.name_limits:
            continue
        if not limits:
            yield _finding(form, row, None, Verdict.NOT_COMPARABLE, "Of another dimension.")
            continue
        total = sum(limits, Decimal(0))
        if value in limits:
            message = "The name says the same quantity."
            yield _finding(form, row, value, Verdict.HOLDS, message)
        elif value == total:
            message = "The quantities in the name sum to the value."
            yield _finding(form, row, total, Verdict.HOLDS, message)
        elif len(limits) == 1 and _states_target(row):
            message = "The name says another quantity than the value."
            yield _finding(form, row, limits[0], Verdict.FAILS, message)
        else:
            message = "No quantity in the name is the value, nor is their sum."
            yield _finding(form, row, total, Verdict.NOTE, message)


def check_name_operator(books: Books) -> Iterator[Finding]:
    """The operator word of the name (达…以上, 控制在) is the value's operator."""
    for form, row in _rows(books):
        value = amount(row)
        said = {operator for operator, said in _said(row) if operator and said == value}
        if value is None or len(said) != 1:
            continue
        (word,) = said
        printed = row.operator
        if printed == word or {printed, word} in ({">=", ">"}, {"<=", "<"}):
            verdict, message = Verdict.HOLDS, "Name and value set the same limit."
        elif printed is None:
            verdict, message = Verdict.FAILS, f"The name says {word}, the value is a bare number."
        elif {printed, word} & set(_LEAST) and {printed, word} & set(_MOST):
            verdict, message = Verdict.FAILS, f"The name says {word}, the value {printed}."
        else:
            verdict, message = Verdict.NOTE, f"The name says {word}, the value {printed}."
        yield _finding(form, row, value, verdict, message)


def check_name_unit(books: Books) -> Iterator[Finding]:
    """The unit in the brackets of the name, or in the unit column, is the value's unit."""
    for form, row in _rows(books):
        stated = row.unit_cell_raw or row.name_unit
        if stated is None or row.unit is None:
            continue
        if "unit_conflict" in row.flags:
            counters = row.dimension == "count" and not _MEASURED.search(fold(stated))
            message = f"The value is in {row.unit}, {stated} is stated beside it."
            verdict = Verdict.NOTE if counters else Verdict.FAILS
            yield _finding(form, row, None, verdict, message)
        elif row.unit_source == "value":
            yield _finding(form, row, None, Verdict.HOLDS, "The unit is stated twice, the same.")


def _rows(books: Books) -> Iterator[tuple[FormRecord, IndicatorRecord]]:
    for form in books.forms:
        for row in books.rows(form):
            if row.kind == "quantitative":
                yield form, row


def _said(row: IndicatorRecord) -> list[tuple[str | None, Decimal]]:
    """Quantities of the name in the unit of the value, with their operators."""
    return [
        (limit.operator, Decimal(limit.number) * limit.scale)
        for limit in row.name_limits
        if limit.unit == row.unit
    ]


def _states_target(row: IndicatorRecord) -> bool:
    """Whether the one quantity of the name is said of the indicator, not of something in it."""
    if _VAGUE & set(row.flags):
        return False
    name = _GROUPS.sub("", fold(row.name))
    numbers = [limit.number for limit in row.name_limits if limit.unit == row.unit]
    unit = rf"[十百千万亿]*(?:{regex.escape(row.unit or '')}|\D{{0,2}})"
    return any(
        regex.search(rf"(?<![约近\d.]){regex.escape(number)}{unit}{_ENDING}", name)
        for number in numbers
    )


def _finding(
    form: FormRecord,
    row: IndicatorRecord,
    said: Decimal | None,
    verdict: Verdict,
    message: str,
) -> Finding:
    cells = (row.operator_cell_raw, row.value_raw, row.unit_cell_raw)
    return Finding(
        form=form,
        indicator_id=row.indicator_id,
        left=Side(text=row.name, value=said),
        right=Side(text=" ".join(filter(None, cells)), value=amount(row)),
        tolerance=None if said is None else Decimal(0),
        verdict=verdict,
        message=message,
    )


NAME_RULES = (
    Rule(
        id="name_quantity",
        title="The name says the same quantity as the value",
        title_zh="指标名称中的数量与指标值一致",
        compares=(
            "quantities in the name with the value, scale folded, in one unit: equal to one of "
            "them or to their sum"
        ),
        tolerance="none",
        severity=Severity.WARNING,
        example="全年招商引资经费控制在22万元以内 and ≤220000元: holds",
        check=check_name_quantity,
    ),
    Rule(
        id="name_operator",
        title="The name says the same limit as the value",
        title_zh="指标名称中的比较词与指标值一致",
        compares="the operator word beside the quantity of the name with the operator of the value",
        tolerance="none",
        severity=Severity.WARNING,
        example="群众满意度测评达90%以上 and a bare 90%: fails",
        check=check_name_operator,
    ),
    Rule(
        id="name_unit",
        title="The unit beside the value is the value's unit",
        title_zh="括号或单位列中的计量单位与指标值一致",
        compares="the unit in the name's brackets, or in the unit column, with the value's",
        tolerance="none",
        severity=Severity.WARNING,
        example="28.8万元 with % in the unit column: fails",
        check=check_name_unit,
    ),
)

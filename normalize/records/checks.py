"""The table `checks`: two statements compared a row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from extract.model import Severity
from normalize.records.budgets import TABLE
from normalize.records.column import DOCUMENT, FORM, YEAR, Column, closed


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRecord:
    """Which sums and statements agree, and which do not (核对)."""

    check_id: Annotated[
        str, Column("string", "Form, rule and number", "核对编号：表编号、规则、序号")
    ]
    fiscal_year: Annotated[int | None, YEAR]
    document_id: Annotated[str | None, DOCUMENT]
    form_id: Annotated[str | None, FORM]
    table_id: Annotated[str | None, TABLE]
    indicator_id: Annotated[
        str | None,
        Column("string", "Indicator, where the check is about one", "指标编号，核对针对某一指标时"),
    ]
    rule: Annotated[str, Column("string", "Rule of docs/checks.md", "规则，见 docs/checks.md")]
    severity: Annotated[
        str,
        Column("string", "What a failing check weighs", "不一致时的严重程度", closed(Severity)),
    ]
    left_text: Annotated[str, Column("string", "Left side as printed", "左侧原文")]
    left: Annotated[
        Decimal | None, Column("decimal(38,10)", "Left side, money in yuan", "左侧数值，金额单位元")
    ]
    right_text: Annotated[str, Column("string", "Right side as printed", "右侧原文")]
    right: Annotated[
        Decimal | None,
        Column("decimal(38,10)", "Right side, money in yuan", "右侧数值，金额单位元"),
    ]
    difference: Annotated[Decimal | None, Column("decimal(38,10)", "left − right", "差额：左 − 右")]
    tolerance: Annotated[
        Decimal | None, Column("decimal(38,10)", "Rounding allowed", "容许的舍入误差")
    ]
    verdict: Annotated[
        str,
        Column(
            "string",
            "parts_all_zero: a total whose parts are all printed as zero; note: neither agrees "
            "nor contradicts; not_comparable is listed on request only",
            "结论；parts_all_zero 各项均印为零，note 仅供参考，not_comparable 按需列出",
            ("holds", "holds_rounded", "fails", "parts_all_zero", "note", "not_comparable"),
        ),
    ]
    message: Annotated[str, Column("string", "What it means", "说明")]

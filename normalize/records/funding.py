"""The table `funding`: one line of money a row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from extract.model import Amendment
from normalize.records.column import (
    BOTTOM,
    CORRECTIONS,
    DOCUMENT,
    FORM,
    HORIZON,
    LEFT,
    PLACE,
    RIGHT,
    TOP,
    YEAR,
    Column,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRecord:
    """One money line of a form (资金)."""

    form_id: Annotated[str, FORM]
    document_id: Annotated[str, DOCUMENT]
    fiscal_year: Annotated[int | None, YEAR]
    line_no: Annotated[
        int, Column("int16", "Order in the form, from 1", "表内的资金行序号，从 1 起")
    ]
    item: Annotated[
        str,
        Column(
            "string",
            "What the money is: total, fiscal_appropriation … or unclassified",
            "资金项：total 总额、fiscal_appropriation 财政拨款等；unclassified 未归类",
        ),
    ]
    horizon: Annotated[str, HORIZON]
    label_text: Annotated[str, Column("string", "Label as printed", "标签原文")]
    amount_text: Annotated[str, Column("string", "Amount as printed", "金额原文")]
    unit_text: Annotated[
        str | None, Column("string", "Unit printed for the block", "资金栏所印的金额单位")
    ]
    amount: Annotated[
        Decimal | None,
        Column(
            "decimal(24,4)",
            "Amount in yuan, exact; null if empty or -",
            "金额，单位元，精确；空白或 - 时为空",
        ),
    ]
    page: Annotated[
        int | None,
        Column("int16", "Page of the amount; null without pages", "金额所在页；无页的格式为空"),
    ]
    x0: Annotated[float | None, LEFT]
    top: Annotated[float | None, TOP]
    x1: Annotated[float | None, RIGHT]
    bottom: Annotated[float | None, BOTTOM]
    place: Annotated[str | None, PLACE]
    corrections: Annotated[tuple[Amendment, ...], CORRECTIONS]

"""The tables `budget_tables` and `budget_lines`: a table of a budget, and its amounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from extract.model import BudgetKind, Measure, Phase, Side
from normalize.codes.classification import CodeLevel
from normalize.records.column import (
    BOTTOM,
    DOCUMENT,
    LEFT,
    RIGHT,
    TOP,
    YEAR,
    Column,
    closed,
)
from normalize.values.closed_sets import Confidence


class LineFlag(StrEnum):
    """What is inferred or doubtful of an amount of a budget table."""

    COLUMN_UNKNOWN = "column_unknown"
    CODE_UNKNOWN = "code_unknown"
    CODE_CONTRADICTED = "code_contradicted"
    CODE_COMPLETED = "code_completed"
    """The parts of the code that are printed only in rows above were put before it."""
    LABEL_MISSING = "label_missing"
    OF_WHICH = "of_which"
    """A part, 其中, that the total beside it holds already."""
    SHARE = "share"
    """A percentage: no money."""
    OCR = "ocr"
    OCR_DOUBTFUL = "ocr_doubtful"
    """Read from a picture, where a character may be another."""


LOW_FLAGS = frozenset({LineFlag.LABEL_MISSING, LineFlag.CODE_CONTRADICTED, LineFlag.OCR_DOUBTFUL})
"""Doubts that make an amount's confidence low."""

TABLE = Column(
    "string", "Budget table: document and its number in it", "预算表编号：文件编号加表序号"
)
PHASE = Column(
    "string",
    "Planned or spent; null where not printed",
    "预算或决算；未印时为空",
    closed(Phase),
    fiscal="phase",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTableRecord:
    """One table of a published budget or final account (预算公开表)."""

    table_id: Annotated[str, TABLE]
    document_id: Annotated[str, DOCUMENT]
    fiscal_year: Annotated[int | None, YEAR]
    table_no: Annotated[
        int, Column("int16", "Order in the document, from 1", "文件内的预算表序号，从 1 起")
    ]
    kind: Annotated[
        str,
        Column(
            "string",
            "Which table, by title and heads",
            "表种类，按表名和栏目判定",
            closed(BudgetKind),
        ),
    ]
    phase: Annotated[str | None, PHASE]
    title: Annotated[str | None, Column("string", "Title as printed", "表名，照录原文")]
    number_text: Annotated[
        str | None, Column("string", "Its number in the publication", "公开表号，如 预算01表")
    ]
    unit_text: Annotated[
        str | None, Column("string", "Unit printed for the table", "该表所印的金额单位")
    ]
    department_name: Annotated[
        str | None,
        Column(
            "string",
            "Whose table, as printed above it",
            "表头所印的部门（单位）",
            fiscal="administrative",
        ),
    ]
    region_code: Annotated[
        str | None,
        Column(
            "string",
            "Region of the document's publisher (GB/T 2260), from manifest.csv",
            "发布机构的行政区划代码（GB/T 2260），取自 manifest.csv",
        ),
    ]
    is_empty: Annotated[bool, Column("bool", "No amount is printed in it", "表内没有任何金额")]
    note_text: Annotated[str | None, Column("string", "Notes in and below it", "表内和表下的注释")]
    page_first: Annotated[int | None, Column("int16", "First page of the table", "起始页")]
    page_last: Annotated[int | None, Column("int16", "Last page of the table", "终止页")]
    lines: Annotated[int, Column("int64", "Amounts of the table", "该表的金额数")]
    cells_seen: Annotated[
        int,
        Column(
            "int64",
            "Cells of columns of amounts: emitted + ignored + failed",
            "金额栏单元格总数，等于读出、略过、未读出之和",
        ),
    ]
    cells_emitted: Annotated[int, Column("int64", "Cells read as amounts", "读出的单元格")]
    cells_ignored: Annotated[
        int, Column("int64", "Cells that hold nothing, or a dash", "空白或横线的单元格")
    ]
    cells_failed: Annotated[
        int, Column("int64", "Cells that could not be read", "未能读出的单元格")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLineRecord:
    """One printed amount of a budget table (预算公开表金额)."""

    line_id: Annotated[
        str, Column("string", "Table and number of the amount", "金额编号：预算表编号加序号")
    ]
    table_id: Annotated[str, TABLE]
    document_id: Annotated[str, DOCUMENT]
    fiscal_year: Annotated[int | None, YEAR]
    row_no: Annotated[
        int, Column("int16", "Row below the head, from 1", "表头以下的行序号，从 1 起")
    ]
    col_no: Annotated[int, Column("int16", "Printed column, from 1", "印刷栏序号，从 1 起")]
    side: Annotated[
        str | None,
        Column("string", "Side of a table of two blocks", "收支表的一侧：收入或支出", closed(Side)),
    ]
    row_label_text: Annotated[str, Column("string", "Label of the row as printed", "行名称原文")]
    function_code: Annotated[
        str | None,
        Column(
            "string",
            "Functional code, whole (201, 20106, 2010601)",
            "支出功能分类科目编码",
            fiscal="functional-classification",
        ),
    ]
    economic_code: Annotated[
        str | None,
        Column(
            "string",
            "Economic code, whole (301, 30101)",
            "支出经济分类科目编码",
            fiscal="economic-classification",
        ),
    ]
    code_text: Annotated[
        str | None,
        Column(
            "string", "Code as printed, its columns parted by blanks", "编码原文，多栏以空格分隔"
        ),
    ]
    code_name: Annotated[
        str | None,
        Column("string", "Name that the classification has for the code", "分类科目中该编码的名称"),
    ]
    code_level: Annotated[
        str | None, Column("string", "Level of the code: 类, 款, 项", "编码级次", closed(CodeLevel))
    ]
    is_total: Annotated[bool, Column("bool", "Is the row a total?", "是否合计行")]
    measure: Annotated[str, Column("string", "What the column counts", "栏目含义", closed(Measure))]
    measure_text: Annotated[
        str,
        Column(
            "string", "Heads of the column, from the top, parted by /", "栏目各级表头，以 / 相连"
        ),
    ]
    phase: Annotated[str | None, PHASE]
    amount_text: Annotated[str, Column("string", "Amount as printed", "金额原文")]
    unit_text: Annotated[
        str | None,
        Column("string", "Unit of the column or table; % for shares", "金额单位；百分比为 %"),
    ]
    amount: Annotated[
        Decimal | None,
        Column(
            "decimal(24,4)",
            "Amount in yuan, exact; null for shares and without a unit",
            "金额，单位元，精确；百分比或未印单位时为空",
            fiscal="value",
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
    place: Annotated[
        str | None, Column("string", "Where it stands, in words", "金额所在位置的文字说明")
    ]
    confidence: Annotated[
        str,
        Column("string", "How far row, column and amount are sure", "可信程度", closed(Confidence)),
    ]
    flags: Annotated[
        tuple[str, ...],
        Column("list<string>", "Inferences and doubts", "标记：推断与疑问", closed(LineFlag)),
    ]

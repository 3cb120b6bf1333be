"""The published records: the single source of truth of every column (DATASET.md).

One annotated field a column: its Arrow type, what it means, in English and Chinese. Nullability
comes from the annotation (`| None`). The Arrow schema, the data dictionary in docs/ and the checks
before writing are derived from here. Renaming or retyping a column needs a new SCHEMA_VERSION.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_type_hints

from extract.model import Amendment
from normalize.targets import NameLimit, Part

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Column:
    """What is declared of a column beside its name: Arrow type, meaning, 含义."""

    type: str
    en: str
    zh: str


STRUCTS: dict[str, tuple[tuple[str, str], ...]] = {
    "part": (
        ("operator", "string"),
        ("number", "string"),
        ("scale", "int64"),
        ("unit", "string"),
        ("per", "list<string>"),
        ("value_base", "decimal(38,10)"),
        ("text", "string"),
    ),
    "limit": (
        ("operator", "string"),
        ("number", "string"),
        ("scale", "int64"),
        ("unit", "string"),
    ),
    "correction": (
        ("field", "string"),
        ("printed", "string"),
        ("corrected", "string"),
    ),
}
"""Members of the struct types that columns are lists of: VALUES.md section 1."""

_DOCUMENT = Column("string", "Document: first 16 hex digits of the file's SHA-256", "文件编号")
_FORM = Column("string", "Form: document and its number in it", "表编号")
_YEAR = Column("int16", "Budget year, which is the calendar year; null if unknown", "预算年度")
_CORRECTIONS = Column(
    "list<correction>", "Texts put right by a person: as read, and corrected", "人工更正"
)
_COUNT = "int64"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """One raw file, also when it could not be read (文件)."""

    document_id: Annotated[str, _DOCUMENT]
    path: Annotated[str, Column("string", "Path below the raw folder", "原始文件路径")]
    sha256: Annotated[
        str | None, Column("string", "SHA-256 of the bytes; null if unread", "校验值")
    ]
    bytes: Annotated[int | None, Column("int64", "Size of the file", "字节数")]
    format: Annotated[str | None, Column("string", "pdf, html, text", "格式")]
    encoding: Annotated[str | None, Column("string", "Character encoding read", "字符编码")]
    pages: Annotated[int | None, Column("int64", "Pages; null without pages", "页数")]
    title: Annotated[str | None, Column("string", "Title of the publication", "标题")]
    publisher: Annotated[str | None, Column("string", "Publishing body", "发布机构")]
    fiscal_year: Annotated[int | None, _YEAR]
    source_url: Annotated[str | None, Column("string", "Address of publication", "来源网址")]
    retrieved_on: Annotated[date | None, Column("date32", "Day of retrieval", "获取日期")]
    status: Annotated[str, Column("string", "ok, partial, no_forms, refused", "读取状态")]
    reason: Annotated[str | None, Column("string", "Why not ok; null if ok", "原因")]
    message: Annotated[str | None, Column("string", "What a person can do about it", "处理建议")]
    forms: Annotated[int, Column(_COUNT, "Forms read", "表数")]
    rows_seen: Annotated[int, Column(_COUNT, "Indicator rows met", "指标行总数")]
    rows_emitted: Annotated[int, Column(_COUNT, "… of them published", "已输出行数")]
    rows_ignored: Annotated[int, Column(_COUNT, "… passed over on purpose", "有意略过行数")]
    rows_failed: Annotated[int, Column(_COUNT, "… not read", "未能读取行数")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRecord:
    """One published form, a department's or a project's (绩效目标表)."""

    form_id: Annotated[str, _FORM]
    document_id: Annotated[str, _DOCUMENT]
    fiscal_year: Annotated[int | None, _YEAR]
    form_no: Annotated[int, Column("int16", "Order in the document, from 1", "表序号")]
    kind: Annotated[str, Column("string", "department, project, transfer", "表类别")]
    stage: Annotated[str, Column("string", "target, monitoring, self_evaluation", "环节")]
    layout: Annotated[str, Column("string", "Layout that read it", "版式")]
    title: Annotated[str | None, Column("string", "Title as printed", "表名")]
    department_name: Annotated[str | None, Column("string", "Department", "部门名称")]
    supervisor_code: Annotated[str | None, Column("string", "Supervisor's code", "主管部门代码")]
    supervisor_name: Annotated[str | None, Column("string", "Supervisor", "主管部门")]
    implementing_unit: Annotated[str | None, Column("string", "Implementing unit", "实施单位")]
    project_name: Annotated[str | None, Column("string", "Project", "项目名称")]
    goal: Annotated[
        str | None, Column("string", "Annual goal, paragraphs parted by newlines", "年度绩效目标")
    ]
    goal_long_term: Annotated[str | None, Column("string", "Mid-term goal", "中长期绩效目标")]
    page_first: Annotated[int | None, Column("int16", "First page", "起始页")]
    page_last: Annotated[int | None, Column("int16", "Last page", "终止页")]
    indicators: Annotated[int, Column("int64", "Indicator rows of the form", "指标数")]
    corrections: Annotated[tuple[Amendment, ...], _CORRECTIONS]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRecord:
    """One money line of a form (资金)."""

    form_id: Annotated[str, _FORM]
    document_id: Annotated[str, _DOCUMENT]
    fiscal_year: Annotated[int | None, _YEAR]
    line_no: Annotated[int, Column("int16", "Order in the form, from 1", "行序号")]
    item: Annotated[
        str, Column("string", "What the money is: total, fiscal_appropriation …", "资金项")
    ]
    horizon: Annotated[str, Column("string", "annual, mid_term", "期限")]
    label_text: Annotated[str, Column("string", "Label as printed", "标签原文")]
    amount_text: Annotated[str, Column("string", "Amount as printed", "金额原文")]
    unit_text: Annotated[str | None, Column("string", "Unit printed for the block", "单位原文")]
    amount: Annotated[
        Decimal | None,
        Column("decimal(24,4)", "Amount in yuan, exact; null if empty or -", "金额（元）"),
    ]
    page: Annotated[int | None, Column("int16", "Page of the amount", "页码")]
    x0: Annotated[float | None, Column("float32", "Left edge, points from the left", "左")]
    top: Annotated[float | None, Column("float32", "Upper edge, points from the top", "上")]
    x1: Annotated[float | None, Column("float32", "Right edge", "右")]
    bottom: Annotated[float | None, Column("float32", "Lower edge", "下")]
    corrections: Annotated[tuple[Amendment, ...], _CORRECTIONS]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRecord:
    """One indicator of a form: as printed, typed, and where it stands (绩效指标)."""

    indicator_id: Annotated[str, Column("string", "Form and row", "指标编号")]
    form_id: Annotated[str, _FORM]
    document_id: Annotated[str, _DOCUMENT]
    fiscal_year: Annotated[int | None, _YEAR]
    row_no: Annotated[int, Column("int16", "Row of its form, from 1", "行序号")]
    level1_text: Annotated[str, Column("string", "First level as printed", "一级指标原文")]
    level2_text: Annotated[str, Column("string", "Second level as printed", "二级指标原文")]
    name_text: Annotated[str, Column("string", "Name as printed", "三级指标原文")]
    level1: Annotated[str | None, Column("string", "First level, code", "一级指标代码")]
    level2: Annotated[str | None, Column("string", "Second level, code", "二级指标代码")]
    name: Annotated[str, Column("string", "Name without enumerators and markup", "指标名称")]
    value_raw: Annotated[str, Column("string", "Value cell as printed", "指标值原文")]
    operator_cell_raw: Annotated[str | None, Column("string", "Operator cell", "指标性质原文")]
    unit_cell_raw: Annotated[str | None, Column("string", "Unit cell", "计量单位原文")]
    type_cell_raw: Annotated[str | None, Column("string", "Type cell", "指标值类型原文")]
    direction_cell_raw: Annotated[str | None, Column("string", "Direction cell", "指标方向性原文")]
    horizon: Annotated[str, Column("string", "annual, mid_term", "期限")]
    scope_text: Annotated[
        str | None, Column("string", "Heading of the value's own column", "适用范围")
    ]
    kind: Annotated[
        str,
        Column("string", "quantitative, deadline, schedule, qualitative, missing", "值类别"),
    ]
    operator: Annotated[str | None, Column("string", ">= <= > < = != between", "比较符")]
    operator_raw: Annotated[str | None, Column("string", "What gave the operator", "比较符原文")]
    operator_source: Annotated[str | None, Column("string", "value, column", "比较符出处")]
    operator_implied: Annotated[
        str | None, Column("string", "Operator a word of the name implies", "名称所含比较符")
    ]
    number: Annotated[str | None, Column("string", "Number as written", "数值原文")]
    number_upper: Annotated[str | None, Column("string", "Upper number of a range", "上限原文")]
    lower_inclusive: Annotated[
        bool | None, Column("bool", "Range includes its lower end", "含下限")
    ]
    upper_inclusive: Annotated[
        bool | None, Column("bool", "Range includes its upper end", "含上限")
    ]
    scale: Annotated[int | None, Column("int64", "Multiplier: 万 = 10000", "倍数")]
    unit_raw: Annotated[str | None, Column("string", "Unit as written", "单位原文")]
    unit: Annotated[str | None, Column("string", "Canonical unit", "计量单位")]
    unit_source: Annotated[str | None, Column("string", "value, column, name", "单位出处")]
    dimension: Annotated[str | None, Column("string", "money, ratio, count, area …", "量纲")]
    ucum: Annotated[str | None, Column("string", "UCUM code", "UCUM 代码")]
    per: Annotated[tuple[str, ...], Column("list<string>", "Denominators", "分母")]
    per_source: Annotated[str | None, Column("string", "value, column, name", "分母出处")]
    value_base: Annotated[
        Decimal | None, Column("decimal(38,10)", "number × scale in unit, exact", "基准值")
    ]
    value_base_upper: Annotated[
        Decimal | None, Column("decimal(38,10)", "Upper end, exact", "基准值上限")
    ]
    value: Annotated[float | None, Column("float64", "value_base for computing", "数值")]
    value_upper: Annotated[float | None, Column("float64", "Upper end for computing", "数值上限")]
    period_type: Annotated[str | None, Column("string", "year, quarter, deadline …", "时段类型")]
    period_start: Annotated[date | None, Column("date32", "First day", "起始日")]
    period_end: Annotated[date | None, Column("date32", "Last day", "终止日")]
    period_freq: Annotated[str | None, Column("string", "Rhythm, ISO 8601: P1M", "频次")]
    period_source: Annotated[str | None, Column("string", "value, name, unit", "时段出处")]
    qual_scale: Annotated[
        str | None, Column("string", "grade, change, effect, state …", "定性类别")
    ]
    qual_direction: Annotated[str | None, Column("string", "up, down, stable", "定性方向")]
    qual_degree: Annotated[str | None, Column("string", "slight, marked, large", "定性程度")]
    residual_text: Annotated[str | None, Column("string", "What was not used", "未用文字")]
    parts: Annotated[
        tuple[Part, ...], Column("list<part>", "Every constraint of a cell with several", "分项")
    ]
    value_text: Annotated[str, Column("string", "Cleaned value: what was read", "清理后文字")]
    name_unit: Annotated[
        str | None, Column("string", "Unit in the name's brackets", "名称所含单位")
    ]
    name_limits: Annotated[
        tuple[NameLimit, ...],
        Column("list<limit>", "Quantities written in the name, for checks", "名称所含数量"),
    ]
    weight: Annotated[float | None, Column("float64", "Points of the indicator", "分值权重")]
    weight_raw: Annotated[str | None, Column("string", "Points as printed", "分值权重原文")]
    actual_raw: Annotated[str | None, Column("string", "Actual value as printed", "实际完成值原文")]
    score: Annotated[float | None, Column("float64", "Score given", "得分")]
    score_raw: Annotated[str | None, Column("string", "Score as printed", "得分原文")]
    parse_status: Annotated[str, Column("string", "full, partial, text, missing", "解析状态")]
    confidence: Annotated[str, Column("string", "high, medium, low", "可信度")]
    flags: Annotated[tuple[str, ...], Column("list<string>", "Doubts and inferences", "标记")]
    grammar_version: Annotated[str, Column("string", "Version of the value grammar", "文法版本")]
    page: Annotated[int | None, Column("int16", "Page of the value", "页码")]
    x0: Annotated[float | None, Column("float32", "Left edge, points from the left", "左")]
    top: Annotated[float | None, Column("float32", "Upper edge, points from the top", "上")]
    x1: Annotated[float | None, Column("float32", "Right edge", "右")]
    bottom: Annotated[float | None, Column("float32", "Lower edge", "下")]
    corrections: Annotated[tuple[Amendment, ...], _CORRECTIONS]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRecord:
    """What could not be read, or was read with doubt (问题)."""

    issue_id: Annotated[str, Column("string", "Document and number of the issue", "问题编号")]
    document_id: Annotated[str, _DOCUMENT]
    form_id: Annotated[str | None, _FORM]
    fiscal_year: Annotated[int | None, _YEAR]
    page: Annotated[int | None, Column("int16", "Page", "页码")]
    severity: Annotated[str, Column("string", "error, warning, note", "严重程度")]
    code: Annotated[str, Column("string", "What kind of issue", "问题代码")]
    text: Annotated[str, Column("string", "What was printed", "原文")]
    message: Annotated[str, Column("string", "What it means", "说明")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRecord:
    """Which sums and statements agree, and which do not (核对)."""

    check_id: Annotated[str, Column("string", "Form, rule and number", "核对编号")]
    fiscal_year: Annotated[int | None, _YEAR]
    document_id: Annotated[str | None, _DOCUMENT]
    form_id: Annotated[str | None, _FORM]
    indicator_id: Annotated[
        str | None, Column("string", "Indicator, where the check is about one", "指标编号")
    ]
    rule: Annotated[str, Column("string", "Rule of docs/checks.md", "规则")]
    severity: Annotated[
        str, Column("string", "What a failing check weighs: error, warning, note", "严重程度")
    ]
    left_text: Annotated[str, Column("string", "Left side as printed", "左侧原文")]
    left: Annotated[
        Decimal | None, Column("decimal(38,10)", "Left side, money in yuan", "左侧数值")
    ]
    right_text: Annotated[str, Column("string", "Right side as printed", "右侧原文")]
    right: Annotated[
        Decimal | None, Column("decimal(38,10)", "Right side, money in yuan", "右侧数值")
    ]
    difference: Annotated[Decimal | None, Column("decimal(38,10)", "left − right", "差额")]
    tolerance: Annotated[Decimal | None, Column("decimal(38,10)", "Rounding allowed", "容差")]
    verdict: Annotated[
        str,
        Column(
            "string",
            "holds, holds_rounded, fails; parts_all_zero: a total whose parts are all printed as "
            "zero; note: neither agrees nor contradicts; not_comparable, listed on request only",
            "结论",
        ),
    ]
    message: Annotated[str, Column("string", "What it means", "说明")]


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: its name, its record, its Chinese name."""

    name: str
    record: type
    zh: str


TABLES: tuple[Table, ...] = (
    Table("documents", DocumentRecord, "文件"),
    Table("forms", FormRecord, "绩效目标表"),
    Table("funding", FundingRecord, "资金"),
    Table("indicators", IndicatorRecord, "绩效指标"),
    Table("issues", IssueRecord, "问题"),
    Table("checks", CheckRecord, "核对"),
)


@cache
def columns(record: type) -> tuple[tuple[str, Column, bool], ...]:
    """Name, declaration and nullability of each column of a record, in order.

    >>> [(name, column.type, null) for name, column, null in columns(FundingRecord)][8:10]
    [('unit_text', 'string', True), ('amount', 'decimal(24,4)', True)]
    """
    hints: dict[str, Any] = get_type_hints(record, include_extras=True)
    found = []
    for each in fields(record):
        hint, column = get_args(hints[each.name])
        found.append((each.name, column, NoneType in get_args(hint)))
    return tuple(found)

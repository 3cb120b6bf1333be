"""The published records: the single source of truth of every column (DATASET.md).

One annotated field a column: its Arrow type, what it means, in English and Chinese, and the values
it may hold where they are a closed set. Nullability comes from the annotation (`| None`), keys
stand with the table. The Arrow schema, the data dictionary in docs/, the tables of the README,
datapackage.json and the proofs of `verify` are derived from here. Renaming or retyping a column
needs a new SCHEMA_VERSION.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_type_hints

from extract.model import Amendment, Code, Horizon, Reason, Severity, Stage
from extract.model import Kind as FormKind
from normalize.levels import codes
from normalize.values.closed_sets import (
    Confidence,
    Degree,
    Dimension,
    Direction,
    Flag,
    Kind,
    Operator,
    Origin,
    ParseStatus,
    PeriodType,
    QualScale,
)
from normalize.values.target import NameLimit, Part

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Column:
    """What is declared of a column beside its name: Arrow type, meaning, 含义, the closed set."""

    type: str
    en: str
    zh: str
    values: tuple[str, ...] = ()
    """All values that may stand here (in a list column, as its members); empty where open."""


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


def _closed(members: type[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in members)


_DOCUMENT = Column(
    "string",
    "Document: first 16 hex digits of the file's SHA-256",
    "文件编号：文件 SHA-256 的前 16 位",
)
_FORM = Column("string", "Form: document and its number in it", "表编号：文件编号加表序号")
_YEAR = Column(
    "int16",
    "Budget year, which is the calendar year; null if unknown",
    "预算年度，即公历年；不明时为空",
)
_HORIZON = Column(
    "string", "For the year or for several years", "期限：年度或中长期", _closed(Horizon)
)
_OPERATORS = _closed(Operator)
_LEFT = Column("float32", "Left edge, PDF points from the left", "左边缘，距页左，单位点")
_TOP = Column("float32", "Upper edge, PDF points from the top", "上边缘，距页顶，单位点")
_RIGHT = Column("float32", "Right edge, PDF points from the left", "右边缘，距页左，单位点")
_BOTTOM = Column("float32", "Lower edge, PDF points from the top", "下边缘，距页顶，单位点")
_CORRECTIONS = Column(
    "list<correction>",
    "Texts that a person put right: field, as read before, as corrected",
    "人工更正：字段、更正前读出的文字、更正后的文字",
)
_COUNT = "int64"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """One raw file, also when it could not be read (文件)."""

    document_id: Annotated[str, _DOCUMENT]
    path: Annotated[
        str,
        Column("string", "Path below the raw folder, parted by /", "原始文件夹内的路径，以 / 分隔"),
    ]
    sha256: Annotated[
        str | None,
        Column("string", "SHA-256 of the bytes; null if unread", "文件的 SHA-256；未读到时为空"),
    ]
    bytes: Annotated[int | None, Column("int64", "Size of the file in bytes", "文件字节数")]
    format: Annotated[str | None, Column("string", "pdf, html, text", "文件格式")]
    encoding: Annotated[
        str | None, Column("string", "Character encoding read", "读取所用的字符编码")
    ]
    pages: Annotated[
        int | None, Column("int64", "Pages; null for formats without pages", "页数；无页的格式为空")
    ]
    title: Annotated[str | None, Column("string", "Title of the publication", "公开文件的标题")]
    publisher: Annotated[str | None, Column("string", "Publishing body", "发布机构")]
    fiscal_year: Annotated[int | None, _YEAR]
    source_url: Annotated[
        str | None,
        Column(
            "string", "Address of publication, from manifest.csv", "公开网址，取自 manifest.csv"
        ),
    ]
    retrieved_on: Annotated[
        date | None,
        Column("date32", "Day of retrieval, from manifest.csv", "获取日期，取自 manifest.csv"),
    ]
    status: Annotated[
        str,
        Column(
            "string",
            "Read, read in part, read and without target forms, or not read",
            "读取状态：全部、部分、没有绩效目标表、拒绝",
            ("ok", "partial", "no_forms", "refused"),
        ),
    ]
    reason: Annotated[
        str | None,
        Column(
            "string", "Why not ok; null if ok", "未能全部读取的原因；正常时为空", _closed(Reason)
        ),
    ]
    message: Annotated[str | None, Column("string", "What a person can do about it", "处理建议")]
    forms: Annotated[int, Column(_COUNT, "Forms published of it", "输出的绩效目标表数")]
    rows_seen: Annotated[
        int,
        Column(
            _COUNT,
            "Indicator rows met = emitted + ignored + failed",
            "遇到的指标行数 = 已输出 + 有意略过 + 未能读取",
        ),
    ]
    rows_emitted: Annotated[int, Column(_COUNT, "Indicator rows published", "已输出的指标行数")]
    rows_ignored: Annotated[
        int, Column(_COUNT, "Indicator rows passed over on purpose", "有意略过的指标行数")
    ]
    rows_failed: Annotated[int, Column(_COUNT, "Indicator rows not read", "未能读取的指标行数")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRecord:
    """One published form, a department's or a project's (绩效目标表)."""

    form_id: Annotated[str, _FORM]
    document_id: Annotated[str, _DOCUMENT]
    fiscal_year: Annotated[int | None, _YEAR]
    form_no: Annotated[
        int, Column("int16", "Order in the document, from 1", "文件内的表序号，从 1 起")
    ]
    kind: Annotated[
        str, Column("string", "Whose targets", "表类别：部门、项目、转移支付", _closed(FormKind))
    ]
    stage: Annotated[
        str,
        Column(
            "string",
            "Target set, monitored or evaluated",
            "环节：目标申报、监控、自评",
            _closed(Stage),
        ),
    ]
    layout: Annotated[str, Column("string", "Layout that read it", "读取所用的版式")]
    title: Annotated[str | None, Column("string", "Title as printed", "表名，照录原文")]
    department_name: Annotated[str | None, Column("string", "Department", "部门名称")]
    supervisor_code: Annotated[str | None, Column("string", "Supervisor's code", "主管部门代码")]
    supervisor_name: Annotated[str | None, Column("string", "Supervisor", "主管部门名称")]
    implementing_unit: Annotated[str | None, Column("string", "Implementing unit", "实施单位")]
    project_name: Annotated[str | None, Column("string", "Project", "项目名称")]
    goal: Annotated[
        str | None,
        Column(
            "string", "Annual goal, paragraphs parted by newlines", "年度绩效目标，段落以换行分隔"
        ),
    ]
    goal_long_term: Annotated[
        str | None,
        Column(
            "string",
            "Mid-term goal, paragraphs parted by newlines",
            "中长期绩效目标，段落以换行分隔",
        ),
    ]
    page_first: Annotated[int | None, Column("int16", "First page of the form", "起始页")]
    page_last: Annotated[int | None, Column("int16", "Last page of the form", "终止页")]
    indicators: Annotated[int, Column("int64", "Indicator rows of the form", "该表的指标行数")]
    corrections: Annotated[tuple[Amendment, ...], _CORRECTIONS]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRecord:
    """One money line of a form (资金)."""

    form_id: Annotated[str, _FORM]
    document_id: Annotated[str, _DOCUMENT]
    fiscal_year: Annotated[int | None, _YEAR]
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
    horizon: Annotated[str, _HORIZON]
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
    x0: Annotated[float | None, _LEFT]
    top: Annotated[float | None, _TOP]
    x1: Annotated[float | None, _RIGHT]
    bottom: Annotated[float | None, _BOTTOM]
    corrections: Annotated[tuple[Amendment, ...], _CORRECTIONS]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRecord:
    """One indicator of a form: as printed, typed, and where it stands (绩效指标)."""

    indicator_id: Annotated[str, Column("string", "Form and row", "指标编号：表编号加行序号")]
    form_id: Annotated[str, _FORM]
    document_id: Annotated[str, _DOCUMENT]
    fiscal_year: Annotated[int | None, _YEAR]
    row_no: Annotated[int, Column("int16", "Row of its form, from 1", "表内的行序号，从 1 起")]
    level1_text: Annotated[
        str,
        Column("string", "First level as printed, filled down", "一级指标原文，合并单元格已填充"),
    ]
    level2_text: Annotated[
        str,
        Column("string", "Second level as printed, filled down", "二级指标原文，合并单元格已填充"),
    ]
    name_text: Annotated[str, Column("string", "Name as printed", "三级指标原文")]
    level1: Annotated[
        str | None,
        Column(
            "string", "First level; null if unknown", "一级指标代码；不识别时为空", codes("level1")
        ),
    ]
    level2: Annotated[
        str | None,
        Column(
            "string", "Second level; null if unknown", "二级指标代码；不识别时为空", codes("level2")
        ),
    ]
    name: Annotated[
        str, Column("string", "Name without enumerators and markup", "指标名称，去掉序号和标记")
    ]
    value_raw: Annotated[str, Column("string", "Value cell as printed", "指标值原文")]
    operator_cell_raw: Annotated[
        str | None, Column("string", "Operator cell as printed", "指标性质栏原文")
    ]
    unit_cell_raw: Annotated[str | None, Column("string", "Unit cell as printed", "计量单位栏原文")]
    type_cell_raw: Annotated[
        str | None, Column("string", "Type cell as printed", "指标值类型栏原文")
    ]
    direction_cell_raw: Annotated[
        str | None, Column("string", "Direction cell as printed", "指标方向性栏原文")
    ]
    horizon: Annotated[str, _HORIZON]
    scope_text: Annotated[
        str | None,
        Column(
            "string",
            "Heading of the value's own column: a township, a unit",
            "指标值所在列的标题，如乡镇、单位",
        ),
    ]
    kind: Annotated[str, Column("string", "What sort of target it is", "指标值类别", _closed(Kind))]
    operator: Annotated[
        str | None,
        Column(
            "string",
            "Written in value or operator cell; else null",
            "所写的比较符；未写时为空",
            _OPERATORS,
        ),
    ]
    operator_raw: Annotated[
        str | None, Column("string", "Characters that gave the operator", "比较符的原文")
    ]
    operator_source: Annotated[
        str | None,
        Column("string", "Where the operator is written", "比较符的出处", _closed(Origin)),
    ]
    operator_implied: Annotated[
        str | None,
        Column(
            "string",
            "Operator that a word of the name implies",
            "名称中的词所含的比较符",
            _OPERATORS,
        ),
    ]
    number: Annotated[
        str | None,
        Column("string", "Number as written, separators removed", "数值，照原文，去掉千分位"),
    ]
    number_upper: Annotated[
        str | None, Column("string", "Upper number of a range as written", "区间上限，照原文")
    ]
    lower_inclusive: Annotated[
        bool | None, Column("bool", "Range includes its lower end", "区间含下限")
    ]
    upper_inclusive: Annotated[
        bool | None, Column("bool", "Range includes its upper end", "区间含上限")
    ]
    scale: Annotated[int | None, Column("int64", "Multiplier: 万 = 10000", "倍数：万 = 10000")]
    unit_raw: Annotated[str | None, Column("string", "Unit as written", "单位原文，含倍数和分母")]
    unit: Annotated[
        str | None, Column("string", "Canonical unit without scale", "计量单位，不含倍数和分母")
    ]
    unit_source: Annotated[
        str | None, Column("string", "Where the unit is written", "单位的出处", _closed(Origin))
    ]
    dimension: Annotated[
        str | None, Column("string", "What the unit measures", "量纲", _closed(Dimension))
    ]
    ucum: Annotated[
        str | None, Column("string", "UCUM code of unit and denominators", "单位和分母的 UCUM 代码")
    ]
    per: Annotated[
        tuple[str, ...], Column("list<string>", "Denominators in written order", "分母，按书写顺序")
    ]
    per_source: Annotated[
        str | None,
        Column("string", "Where the denominators are written", "分母的出处", _closed(Origin)),
    ]
    value_base: Annotated[
        Decimal | None,
        Column("decimal(38,10)", "number × scale in unit, exact", "数值 × 倍数，单位见 unit，精确"),
    ]
    value_base_upper: Annotated[
        Decimal | None, Column("decimal(38,10)", "Upper end of a range, exact", "区间上限，精确")
    ]
    value: Annotated[
        float | None, Column("float64", "value_base for computing", "value_base 的浮点数，便于计算")
    ]
    value_upper: Annotated[
        float | None, Column("float64", "value_base_upper for computing", "区间上限的浮点数")
    ]
    period_type: Annotated[
        str | None, Column("string", "Shape of the period", "时段类型", _closed(PeriodType))
    ]
    period_start: Annotated[date | None, Column("date32", "First day", "起始日，含当日")]
    period_end: Annotated[date | None, Column("date32", "Last day", "终止日，含当日")]
    period_freq: Annotated[
        str | None, Column("string", "Rhythm, ISO 8601: P1M", "频次，ISO 8601：P1M 为每月")
    ]
    period_source: Annotated[
        str | None, Column("string", "Where the period is written", "时段的出处", _closed(Origin))
    ]
    qual_scale: Annotated[
        str | None,
        Column("string", "On which scale words are meant", "定性类别", _closed(QualScale)),
    ]
    qual_direction: Annotated[
        str | None, Column("string", "Where the words go", "定性方向", _closed(Direction))
    ]
    qual_degree: Annotated[
        str | None, Column("string", "How much, in words", "定性程度", _closed(Degree))
    ]
    residual_text: Annotated[
        str | None, Column("string", "What the grammar did not use", "文法未用到的余文")
    ]
    parts: Annotated[
        tuple[Part, ...],
        Column("list<part>", "Every constraint of a cell with several", "一格含多个指标值时的各项"),
    ]
    value_text: Annotated[str, Column("string", "Cleaned value: what was read", "清理后的指标值")]
    name_unit: Annotated[
        str | None, Column("string", "Unit in the name's brackets", "名称括号中的单位")
    ]
    name_limits: Annotated[
        tuple[NameLimit, ...],
        Column(
            "list<limit>", "Quantities written in the name, for checks", "名称中所写的数量，供核对"
        ),
    ]
    weight: Annotated[float | None, Column("float64", "Points of the indicator", "分值（权重）")]
    weight_raw: Annotated[str | None, Column("string", "Points as printed", "分值（权重）原文")]
    actual_raw: Annotated[str | None, Column("string", "Actual value as printed", "实际完成值原文")]
    score: Annotated[float | None, Column("float64", "Score given", "自评得分")]
    score_raw: Annotated[str | None, Column("string", "Score as printed", "自评得分原文")]
    parse_status: Annotated[
        str, Column("string", "How much of the value was read", "解析状态", _closed(ParseStatus))
    ]
    confidence: Annotated[
        str,
        Column(
            "string",
            "A rule over the flags, no probability",
            "可信度，按标记得出，非概率",
            _closed(Confidence),
        ),
    ]
    flags: Annotated[
        tuple[str, ...],
        Column("list<string>", "Inferences and doubts", "标记：推断与疑问", _closed(Flag)),
    ]
    grammar_version: Annotated[
        str, Column("string", "Version of the value grammar", "指标值文法的版本")
    ]
    page: Annotated[
        int | None,
        Column("int16", "Page of the value; null without pages", "指标值所在页；无页的格式为空"),
    ]
    x0: Annotated[float | None, _LEFT]
    top: Annotated[float | None, _TOP]
    x1: Annotated[float | None, _RIGHT]
    bottom: Annotated[float | None, _BOTTOM]
    corrections: Annotated[tuple[Amendment, ...], _CORRECTIONS]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRecord:
    """What could not be read, or was read with doubt (问题)."""

    issue_id: Annotated[
        str, Column("string", "Document and number of the issue", "问题编号：文件编号加序号")
    ]
    document_id: Annotated[str, _DOCUMENT]
    form_id: Annotated[str | None, _FORM]
    fiscal_year: Annotated[int | None, _YEAR]
    page: Annotated[int | None, Column("int16", "Page", "页码")]
    severity: Annotated[str, Column("string", "How grave it is", "严重程度", _closed(Severity))]
    code: Annotated[str, Column("string", "What kind of issue", "问题代码", _closed(Code))]
    text: Annotated[str, Column("string", "What was printed", "原文")]
    message: Annotated[str, Column("string", "What it means", "说明")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRecord:
    """Which sums and statements agree, and which do not (核对)."""

    check_id: Annotated[
        str, Column("string", "Form, rule and number", "核对编号：表编号、规则、序号")
    ]
    fiscal_year: Annotated[int | None, _YEAR]
    document_id: Annotated[str | None, _DOCUMENT]
    form_id: Annotated[str | None, _FORM]
    indicator_id: Annotated[
        str | None,
        Column("string", "Indicator, where the check is about one", "指标编号，核对针对某一指标时"),
    ]
    rule: Annotated[str, Column("string", "Rule of docs/checks.md", "规则，见 docs/checks.md")]
    severity: Annotated[
        str,
        Column("string", "What a failing check weighs", "不一致时的严重程度", _closed(Severity)),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A foreign key: a column here and the table whose key it is."""

    column: str
    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A published table: its name, its record, its Chinese name, and what ties it to the others."""

    name: str
    record: type
    zh: str
    row: str
    row_zh: str
    key: tuple[str, ...]
    """The columns that together name a row."""
    references: tuple[Reference, ...] = ()


_TO_DOCUMENT = Reference(column="document_id", table="documents")
_TO_FORM = Reference(column="form_id", table="forms")

TABLES: tuple[Table, ...] = (
    Table(
        name="documents",
        record=DocumentRecord,
        zh="文件",
        row="a raw file, also one that could not be read",
        row_zh="一个原始文件，读不了的也在内",
        key=("document_id",),
    ),
    Table(
        name="forms",
        record=FormRecord,
        zh="绩效目标表",
        row="a form of a department or a project",
        row_zh="一张部门或项目的绩效目标表",
        key=("form_id",),
        references=(_TO_DOCUMENT,),
    ),
    Table(
        name="funding",
        record=FundingRecord,
        zh="资金",
        row="a line of money of a form",
        row_zh="绩效目标表中的一行资金",
        key=("form_id", "line_no"),
        references=(_TO_DOCUMENT, _TO_FORM),
    ),
    Table(
        name="indicators",
        record=IndicatorRecord,
        zh="绩效指标",
        row="an indicator with its typed target",
        row_zh="一条绩效指标及其解析后的指标值",
        key=("indicator_id",),
        references=(_TO_DOCUMENT, _TO_FORM),
    ),
    Table(
        name="issues",
        record=IssueRecord,
        zh="问题",
        row="what could not be read, or was read with doubt",
        row_zh="一处读不了或有疑问的地方",
        key=("issue_id",),
        references=(_TO_DOCUMENT, _TO_FORM),
    ),
    Table(
        name="checks",
        record=CheckRecord,
        zh="核对",
        row="two statements compared: do they agree",
        row_zh="一次核对：两处所写是否一致",
        key=("check_id",),
        references=(
            _TO_DOCUMENT,
            _TO_FORM,
            Reference(column="indicator_id", table="indicators"),
        ),
    ),
)


def table_of(name: str) -> Table:
    """The table of a name. Raises KeyError with the names there are."""
    for table in TABLES:
        if table.name == name:
            return table
    raise KeyError(f"no table {name!r}: {', '.join(table.name for table in TABLES)}")


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

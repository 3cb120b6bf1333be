"""The table `indicators`: one indicator with its typed target a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from extract.model import Amendment
from normalize.levels import codes
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
    closed,
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CellText:
    """A further cell of an indicator's row: `role` is of [columns] in extract/words/labels.toml."""

    role: str | None
    label_text: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRecord:
    """One indicator of a form: as printed, typed, and where it stands (绩效指标)."""

    indicator_id: Annotated[str, Column("string", "Form and row", "指标编号：表编号加行序号")]
    form_id: Annotated[str, FORM]
    document_id: Annotated[str, DOCUMENT]
    fiscal_year: Annotated[int | None, YEAR]
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
    level1_label: Annotated[
        str | None,
        Column(
            "string",
            "Name of the code of the first level, one for all spellings",
            "一级指标规范名称",
        ),
    ]
    level2_label: Annotated[
        str | None,
        Column(
            "string",
            "Name of the code of the second level, one for all spellings",
            "二级指标规范名称（服务对象满意度与满意度指标同名）",
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
    horizon: Annotated[str, HORIZON]
    scope_text: Annotated[
        str | None,
        Column(
            "string",
            "Heading of the value's own column: a township, a unit",
            "指标值所在列的标题，如乡镇、单位",
        ),
    ]
    kind: Annotated[str, Column("string", "What sort of target it is", "指标值类别", closed(Kind))]
    operator: Annotated[
        str | None,
        Column(
            "string",
            "Written in value or operator cell; else null",
            "所写的比较符；未写时为空",
            closed(Operator),
        ),
    ]
    operator_raw: Annotated[
        str | None, Column("string", "Characters that gave the operator", "比较符的原文")
    ]
    operator_source: Annotated[
        str | None,
        Column("string", "Where the operator is written", "比较符的出处", closed(Origin)),
    ]
    operator_implied: Annotated[
        str | None,
        Column(
            "string",
            "Operator that a word of the name implies",
            "名称中的词所含的比较符",
            closed(Operator),
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
        str | None, Column("string", "Where the unit is written", "单位的出处", closed(Origin))
    ]
    dimension: Annotated[
        str | None, Column("string", "What the unit measures", "量纲", closed(Dimension))
    ]
    ucum: Annotated[
        str | None, Column("string", "UCUM code of unit and denominators", "单位和分母的 UCUM 代码")
    ]
    per: Annotated[
        tuple[str, ...], Column("list<string>", "Denominators in written order", "分母，按书写顺序")
    ]
    per_source: Annotated[
        str | None,
        Column("string", "Where the denominators are written", "分母的出处", closed(Origin)),
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
    value_annual: Annotated[
        float | None,
        Column(
            "float64",
            "value for a whole year, where per holds a span with a fixed number in it; else null",
            "按年折算的 value：每月×12、每季度×4、每周×52、每半年×2、每年×1；每日等不折算，为空",
        ),
    ]
    period_type: Annotated[
        str | None, Column("string", "Shape of the period", "时段类型", closed(PeriodType))
    ]
    period_start: Annotated[date | None, Column("date32", "First day", "起始日，含当日")]
    period_end: Annotated[date | None, Column("date32", "Last day", "终止日，含当日")]
    period_freq: Annotated[
        str | None, Column("string", "Rhythm, ISO 8601: P1M", "频次，ISO 8601：P1M 为每月")
    ]
    period_source: Annotated[
        str | None, Column("string", "Where the period is written", "时段的出处", closed(Origin))
    ]
    qual_scale: Annotated[
        str | None,
        Column("string", "On which scale words are meant", "定性类别", closed(QualScale)),
    ]
    qual_direction: Annotated[
        str | None, Column("string", "Where the words go", "定性方向", closed(Direction))
    ]
    qual_degree: Annotated[
        str | None, Column("string", "How much, in words", "定性程度", closed(Degree))
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
        str, Column("string", "How much of the value was read", "解析状态", closed(ParseStatus))
    ]
    confidence: Annotated[
        str,
        Column(
            "string",
            "A rule over the flags, no probability",
            "可信度，按标记得出，非概率",
            closed(Confidence),
        ),
    ]
    flags: Annotated[
        tuple[str, ...],
        Column("list<string>", "Inferences and doubts", "标记：推断与疑问", closed(Flag)),
    ]
    grammar_version: Annotated[
        str, Column("string", "Version of the value grammar", "指标值文法的版本")
    ]
    ocr_probability: Annotated[
        float | None,
        Column(
            "float32",
            "Of the least sure character of value, sign and unit, where read from a picture",
            "由图像识别时，指标值、比较符、单位中把握最小字符的概率",
        ),
    ]
    ocr_second: Annotated[
        str | None,
        Column(
            "string",
            "What it looked like at another scale, where that differs",
            "换一比例识别的不同结果",
        ),
    ]
    page: Annotated[
        int | None,
        Column("int16", "Page of the value; null without pages", "指标值所在页；无页的格式为空"),
    ]
    x0: Annotated[float | None, LEFT]
    top: Annotated[float | None, TOP]
    x1: Annotated[float | None, RIGHT]
    bottom: Annotated[float | None, BOTTOM]
    place: Annotated[str | None, PLACE]
    description_text: Annotated[
        str | None,
        Column("string", "What the indicator means, as printed", "指标解释（指标描述）原文"),
    ]
    standard_text: Annotated[
        str | None, Column("string", "How it is scored, as printed", "评分标准（绩效标准）原文")
    ]
    note_text: Annotated[str | None, Column("string", "Remark as printed", "备注原文")]
    deviation_text: Annotated[
        str | None,
        Column(
            "string",
            "Why it was missed and what is done, as printed",
            "偏差原因及改进措施原文",
        ),
    ]
    prior_raw: Annotated[
        str | None, Column("string", "An earlier year's value as printed", "上年（历史）值原文")
    ]
    expected_raw: Annotated[
        str | None,
        Column("string", "What the year is expected to reach, as printed", "全年预计完成值原文"),
    ]
    cells: Annotated[
        tuple[CellText, ...],
        Column(
            "list<cell>",
            "Every further cell of the row under its header; role null if nobody knows the header",
            "该行其余各格及其列标题；列标题不识别时 role 为空",
        ),
    ]
    corrections: Annotated[tuple[Amendment, ...], CORRECTIONS]

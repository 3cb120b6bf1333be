"""The tables `quality` and `quality_rows`: how targets are written, in figures and row by row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from normalize.records.column import DOCUMENT, FORM, PLACE, YEAR, Column, closed


class QualityRule(StrEnum):
    """What is counted; insight/quality/rules.py says how, and by which source."""

    MEASURABLE = "measurable"
    WITH_UNIT = "with_unit"
    WITH_DEADLINE = "with_deadline"
    COST = "cost"
    OUTPUT = "output"
    EFFECT = "effect"
    SATISFACTION = "satisfaction"
    EMPTY = "empty"
    UNIT_IN_NAME_ONLY = "unit_in_name_only"
    UNIT_NOWHERE = "unit_nowhere"
    SATISFACTION_LOW = "satisfaction_low"
    CAP_ABOVE_MONEY = "cap_above_money"
    COPIED_WITHIN = "copied_within"
    COPIED_BETWEEN = "copied_between"
    COPIED_LAST_YEAR = "copied_last_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a row was compared with: the row or money line that a rule found beside it."""

    rule: str
    text: str
    path: str | None
    place: str | None
    indicator_id: str | None


_RULE = Column("string", "What is counted", "统计规则", closed(QualityRule))
_DEPARTMENT = Column(
    "string", "Department; null in the figures of a whole year", "部门；全年度合计时为空"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRecord:
    """A figure: of how many targets of a department and year a rule says something (填报质量)."""

    quality_id: Annotated[str, Column("string", "Year, department and rule", "年度、部门与规则")]
    fiscal_year: Annotated[int | None, YEAR]
    department_name: Annotated[str | None, _DEPARTMENT]
    rule: Annotated[str, _RULE]
    counted: Annotated[
        int,
        Column("int64", "Targets that the rule says it of: rows with its mark", "符合规则的条数"),
    ]
    of: Annotated[
        int,
        Column(
            "int64",
            "Targets that the rule looks at: numbers for a unit, those of 时效 for a deadline",
            "规则所看的条数，如看计量单位时为定量指标",
        ),
    ]
    share: Annotated[
        float | None,
        Column(
            "float64", "counted / of; null where there is none to look at", "占比；无可看时为空"
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRowRecord:
    """A target with the marks of all rules that count it: the rows behind every figure."""

    indicator_id: Annotated[str, Column("string", "Indicator", "指标编号")]
    form_id: Annotated[str, FORM]
    document_id: Annotated[str, DOCUMENT]
    fiscal_year: Annotated[int | None, YEAR]
    department_name: Annotated[str | None, Column("string", "Department", "部门名称")]
    project_name: Annotated[str | None, Column("string", "Project", "项目名称")]
    name: Annotated[str, Column("string", "Indicator's name", "指标名称")]
    text: Annotated[
        str,
        Column(
            "string",
            "Value as printed, with its operator and unit cells",
            "指标值原文，含比较符栏和单位栏",
        ),
    ]
    marks: Annotated[
        tuple[str, ...],
        Column("list<string>", "Rules that count it", "计入哪些规则", closed(QualityRule)),
    ]
    looked_at: Annotated[
        tuple[str, ...],
        Column("list<string>", "Rules that look at it", "哪些规则看此条", closed(QualityRule)),
    ]
    beside: Annotated[
        tuple[Beside, ...],
        Column(
            "list<beside>",
            "What it was compared with: the row that says the same, the money it stands above",
            "对照之处：相同的另一条，或其所超过的资金",
        ),
    ]
    path: Annotated[str, Column("string", "File", "文件路径")]
    place: Annotated[str | None, PLACE]

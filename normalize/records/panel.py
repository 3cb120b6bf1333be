"""The tables `panel` and `bridge`: targets followed over years, and through one year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from normalize.levels import codes
from normalize.records.column import HORIZON, Column, closed


class Subject(StrEnum):
    """What is followed."""

    DEPARTMENT = "department"
    PROJECT = "project"
    TARGET = "target"


class Relation(StrEnum):
    """What became of a department or project from one published year to the next."""

    SAME = "same"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    REGROUPED = "regrouped"
    NEW = "new"
    DROPPED = "dropped"


class Change(StrEnum):
    """What became of a number or a text: which way the number went, never whether that is good."""

    KEPT = "kept"
    RAISED = "raised"
    LOWERED = "lowered"
    EARLIER = "earlier"
    LATER = "later"
    REWORDED = "reworded"
    NEW = "new"
    DROPPED = "dropped"


class Demand(StrEnum):
    """What a change asks of those who must reach the target: a lowered ≤ is stricter."""

    SAME = "same"
    STRICTER = "stricter"
    LOOSER = "looser"
    UNCLEAR = "unclear"


class DemandSource(StrEnum):
    """What tells which way is stricter."""

    OPERATOR = "operator"
    NAME = "name"
    DIRECTION_CELL = "direction_cell"
    LEVEL = "level"
    DATE = "date"


class Match(StrEnum):
    """By what the two sides are held to be one."""

    CODE = "code"
    NAME = "name"
    NEAR_NAME = "near_name"


_MATCH = Column(
    "string",
    "By what both sides are one: the same code, the same name, a near name; null where there is "
    "one side only",
    "两侧认定为同一对象的依据：编码相同、名称相同、名称相近；只有一侧时为空",
    closed(Match),
)
_SCORE = Column(
    "float64", "How sure a match is, 1 for the same code or name", "匹配分值，编码或名称相同为 1"
)
_EVIDENCE = Column(
    "string",
    "What speaks for a match of near names, or why there is none",
    "名称相近而认定的依据，或未认定的原因",
)
_SUBJECT = Column("string", "What is followed", "跟踪对象：部门、项目、指标", closed(Subject))
_CHANGE = Column(
    "string",
    "Which way the number went: target, or total of a form's money; reworded where words, unit or "
    "operator differ",
    "数值变化方向（指标值，或表内资金总额）；文字、单位或比较符不同为 reworded",
    closed(Change),
)
_DEMAND = Column(
    "string",
    "Whether the change asks more: a lowered ≤ is stricter; unclear where nothing tells which way "
    "is stricter",
    "要求变严还是变宽：≤ 的数值降低为变严；无从判断方向时为 unclear",
    closed(Demand),
)
_DEMAND_SOURCE = Column(
    "string", "What tells which way is stricter", "判断宽严方向的依据", closed(DemandSource)
)


def _text(en: str, zh: str) -> Column:
    return Column("string", en, zh)


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRecord:
    """A department, project or target in two published years that follow each other (跨年度)."""

    panel_id: Annotated[str, _text("Both ids, the earlier first", "两侧编号，前一年在前")]
    fiscal_year: Annotated[int, Column("int16", "The later year", "后一年度")]
    year_before: Annotated[
        int,
        Column(
            "int16",
            "The year compared with: the last before that the department published",
            "用来比较的年度：该部门此前最近一次公开的年度",
        ),
    ]
    subject: Annotated[str, _SUBJECT]
    department_name: Annotated[str | None, _text("Department, the later year", "部门，后一年度")]
    department_before: Annotated[str | None, _text("Department, the year before", "部门，前一年度")]
    project_name: Annotated[str | None, _text("Project, the later year", "项目，后一年度")]
    project_before: Annotated[str | None, _text("Project, the year before", "项目，前一年度")]
    relation: Annotated[
        str,
        Column(
            "string",
            "What became of the department or project; of a target's row: of its form",
            "部门或项目的去向；指标行为其所在表的去向",
            closed(Relation),
        ),
    ]
    change: Annotated[str | None, _CHANGE]
    demand: Annotated[str | None, _DEMAND]
    demand_source: Annotated[str | None, _DEMAND_SOURCE]
    match: Annotated[str | None, _MATCH]
    match_score: Annotated[float | None, _SCORE]
    match_evidence: Annotated[str | None, _EVIDENCE]
    read_in_full: Annotated[
        bool,
        Column(
            "bool",
            "Every document of both sides was read in full; where not, what is new or dropped may "
            "be unread only",
            "两侧文件均已读全；否则“新增”“取消”可能只是未读到",
        ),
    ]
    level1: Annotated[str | None, Column("string", "First level", "一级指标代码", codes("level1"))]
    level2: Annotated[str | None, Column("string", "Second level", "二级指标代码", codes("level2"))]
    horizon: Annotated[str | None, HORIZON]
    name_before: Annotated[str | None, _text("Indicator, the year before", "指标名称，前一年度")]
    name: Annotated[str | None, _text("Indicator, the later year", "指标名称，后一年度")]
    text_before: Annotated[
        str | None,
        _text("Value as printed, with operator and unit cells, the year before", "前一年度原文"),
    ]
    text: Annotated[
        str | None,
        _text("Value as printed, with operator and unit cells, the later year", "后一年度原文"),
    ]
    value_before: Annotated[
        float | None, Column("float64", "Its number in unit_before", "前一年度数值")
    ]
    value: Annotated[float | None, Column("float64", "Its number in unit", "后一年度数值")]
    unit_before: Annotated[str | None, _text("Unit, the year before", "计量单位，前一年度")]
    unit: Annotated[str | None, _text("Unit, the later year", "计量单位，后一年度")]
    amount_before: Annotated[
        Decimal | None,
        Column("decimal(24,4)", "Total of the form in yuan, before", "资金总额，元，前一年度"),
    ]
    amount: Annotated[
        Decimal | None,
        Column("decimal(24,4)", "Total of the form in yuan, later", "资金总额，元，后一年度"),
    ]
    indicator_before: Annotated[str | None, _text("Indicator's id before", "指标编号，前一年度")]
    indicator_id: Annotated[str | None, _text("Indicator's id", "指标编号，后一年度")]
    form_before: Annotated[str | None, _text("Form's id before", "表编号，前一年度")]
    form_id: Annotated[str | None, _text("Form's id", "表编号，后一年度")]
    document_before: Annotated[str | None, _text("Document's id before", "文件编号，前一年度")]
    document_id: Annotated[str | None, _text("Document's id", "文件编号，后一年度")]
    path_before: Annotated[str | None, _text("File before", "文件路径，前一年度")]
    path: Annotated[str | None, _text("File", "文件路径，后一年度")]
    place_before: Annotated[str | None, _text("Where it stands, before", "所在位置，前一年度")]
    place: Annotated[str | None, _text("Where it stands", "所在位置，后一年度")]


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeRecord:
    """A project or target through one year: budget, target, self-evaluation (全过程对照)."""

    bridge_id: Annotated[str, _text("Both ids, the target's first", "两侧编号，目标表在前")]
    fiscal_year: Annotated[int, Column("int16", "Budget year", "预算年度")]
    subject: Annotated[str, _SUBJECT]
    department_name: Annotated[str | None, _text("Department", "部门名称")]
    project_name: Annotated[str | None, _text("Project, as in its target form", "项目，目标表")]
    project_evaluated: Annotated[
        str | None, _text("Project, as in its self-evaluation", "项目，自评表")
    ]
    match: Annotated[str | None, _MATCH]
    match_score: Annotated[float | None, _SCORE]
    match_evidence: Annotated[str | None, _EVIDENCE]
    name: Annotated[str | None, _text("Indicator, target form", "指标名称，目标表")]
    name_evaluated: Annotated[str | None, _text("Indicator, self-evaluation", "指标名称，自评表")]
    text: Annotated[str | None, _text("Target as published", "目标表所印指标值")]
    text_evaluated: Annotated[
        str | None, _text("The target that the self-evaluation repeats", "自评表所印年度指标值")
    ]
    change: Annotated[str | None, _CHANGE]
    demand: Annotated[str | None, _DEMAND]
    demand_source: Annotated[str | None, _DEMAND_SOURCE]
    actual_text: Annotated[str | None, _text("Actual value as printed", "实际完成值原文")]
    weight: Annotated[float | None, Column("float64", "Points of the row", "分值")]
    score: Annotated[float | None, Column("float64", "Points given", "得分")]
    budget_text: Annotated[
        str | None, _text("Row of the budget's table of projects, as printed", "项目支出表原文")
    ]
    budget_amount: Annotated[
        Decimal | None, Column("decimal(24,4)", "Its amount in yuan", "项目支出表金额，元")
    ]
    amount: Annotated[
        Decimal | None, Column("decimal(24,4)", "Total of the target form", "目标表资金总额，元")
    ]
    amount_evaluated: Annotated[
        Decimal | None,
        Column("decimal(24,4)", "Total of the self-evaluation", "自评表资金总额，元"),
    ]
    line_id: Annotated[str | None, _text("Amount of the budget's table", "预算公开表金额编号")]
    form_id: Annotated[str | None, _text("Target form", "目标表编号")]
    form_evaluated: Annotated[str | None, _text("Self-evaluation form", "自评表编号")]
    indicator_id: Annotated[str | None, _text("Indicator, target form", "指标编号，目标表")]
    indicator_evaluated: Annotated[
        str | None, _text("Indicator, self-evaluation", "指标编号，自评表")
    ]
    budget_path: Annotated[str | None, _text("File of the budget", "预算文件路径")]
    path: Annotated[str | None, _text("File of the target form", "目标表文件路径")]
    path_evaluated: Annotated[str | None, _text("File of the self-evaluation", "自评文件路径")]
    budget_place: Annotated[str | None, _text("Where the amount stands", "预算金额所在位置")]
    place: Annotated[str | None, _text("Where the target stands", "目标所在位置")]
    place_evaluated: Annotated[
        str | None, _text("Where the self-evaluation has it", "自评所在位置")
    ]

"""The table `forms`: one form of a department or a project a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from extract.model import Amendment, Stage
from extract.model import Kind as FormKind
from normalize.records.column import CORRECTIONS, DOCUMENT, FORM, YEAR, Column, closed


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRecord:
    """One published form, a department's or a project's (绩效目标表)."""

    form_id: Annotated[str, FORM]
    document_id: Annotated[str, DOCUMENT]
    fiscal_year: Annotated[int | None, YEAR]
    form_no: Annotated[
        int, Column("int16", "Order in the document, from 1", "文件内的表序号，从 1 起")
    ]
    kind: Annotated[
        str, Column("string", "Whose targets", "表类别：部门、项目、转移支付", closed(FormKind))
    ]
    stage: Annotated[
        str,
        Column(
            "string",
            "Target set, monitored or evaluated",
            "环节：目标申报、监控、自评",
            closed(Stage),
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
    corrections: Annotated[tuple[Amendment, ...], CORRECTIONS]

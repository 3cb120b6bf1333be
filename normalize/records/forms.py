"""The table `forms`: one form of a department or a project a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from extract.model import Amendment, Stage
from extract.model import Kind as FormKind
from normalize.records.column import CORRECTIONS, DOCUMENT, FORM, YEAR, Column, closed


class DepartmentSource(StrEnum):
    """Where a form's department is named."""

    PRINTED = "printed"
    SUPERVISOR = "supervisor"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactText:
    """A labelled text of a form's head: `role` is of [facts] in extract/words/labels.toml.

    `text` is null where it is withheld, being the name or number of a person.
    """

    role: str | None
    label_text: str
    text: str | None
    page: int | None
    place: str | None


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
    department_source: Annotated[
        str | None,
        Column(
            "string",
            "Where the department is named: on the form, as its supervisor, or by the department's "
            "own form in the same file",
            "部门名称的出处：表内所印、主管部门、同一文件中的部门整体支出绩效目标表",
            closed(DepartmentSource),
        ),
    ]
    supervisor_code: Annotated[str | None, Column("string", "Supervisor's code", "主管部门代码")]
    supervisor_name: Annotated[str | None, Column("string", "Supervisor", "主管部门名称")]
    implementing_unit: Annotated[str | None, Column("string", "Implementing unit", "实施单位")]
    project_name: Annotated[str | None, Column("string", "Project", "项目名称")]
    project_code: Annotated[str | None, Column("string", "Project's code", "项目编码")]
    project_category: Annotated[
        str | None, Column("string", "Sort of project, as printed", "项目类别（属性、性质）原文")
    ]
    project_start: Annotated[
        date | None,
        Column(
            "date32", "First day of the project; as printed in facts", "项目开始日；原文见 facts"
        ),
    ]
    project_end: Annotated[
        date | None,
        Column(
            "date32", "Last day of the project; as printed in facts", "项目结束日；原文见 facts"
        ),
    ]
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
    goal_achieved: Annotated[
        str | None,
        Column(
            "string",
            "What was done of the goal, paragraphs parted by newlines",
            "年度总体目标完成情况，段落以换行分隔",
        ),
    ]
    facts: Annotated[
        tuple[FactText, ...],
        Column(
            "list<fact>",
            "Every labelled text of the head that has no column of its own; role null if nobody "
            "knows the label, text null where a person's name or number is withheld",
            "表头其余各项及其标签；标签不识别时 role 为空，个人姓名、电话不公开时 text 为空",
        ),
    ]
    page_first: Annotated[int | None, Column("int16", "First page of the form", "起始页")]
    page_last: Annotated[int | None, Column("int16", "Last page of the form", "终止页")]
    indicators: Annotated[int, Column("int64", "Indicator rows of the form", "该表的指标行数")]
    corrections: Annotated[tuple[Amendment, ...], CORRECTIONS]

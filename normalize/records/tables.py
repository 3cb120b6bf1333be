"""The published tables: record, key, and what ties each to the others."""

from __future__ import annotations

from dataclasses import dataclass

from normalize.records.budgets import BudgetLineRecord, BudgetTableRecord
from normalize.records.checks import CheckRecord
from normalize.records.documents import DocumentRecord
from normalize.records.forms import FormRecord
from normalize.records.funding import FundingRecord
from normalize.records.indicators import IndicatorRecord
from normalize.records.issues import IssueRecord
from normalize.records.panel import BridgeRecord, PanelRecord
from normalize.records.quality import QualityRecord, QualityRowRecord

SCHEMA_VERSION = "1.1"
"""Raised whenever columns change; within one major number they are only added."""


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
    made_by: str = ""
    """The command that makes it of a published dataset; empty where `run` publishes it."""


_TO_DOCUMENT = Reference(column="document_id", table="documents")
_TO_FORM = Reference(column="form_id", table="forms")
_TO_TABLE = Reference(column="table_id", table="budget_tables")

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
        name="budget_tables",
        record=BudgetTableRecord,
        zh="预算公开表",
        row="a table of a published budget or final account",
        row_zh="一张预算或决算公开表",
        key=("table_id",),
        references=(_TO_DOCUMENT,),
    ),
    Table(
        name="budget_lines",
        record=BudgetLineRecord,
        zh="预算公开表金额",
        row="an amount printed in such a table, with its row and column",
        row_zh="公开表中印出的一个金额及其所在行和栏",
        key=("line_id",),
        references=(_TO_DOCUMENT, _TO_TABLE),
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
            _TO_TABLE,
            Reference(column="indicator_id", table="indicators"),
        ),
    ),
)


DERIVED: tuple[Table, ...] = (
    Table(
        name="panel",
        record=PanelRecord,
        zh="跨年度",
        row="a department, project or target in two published years that follow each other",
        row_zh="一个部门、项目或指标在前后两个公开年度的对照",
        key=("panel_id",),
        made_by="panel",
    ),
    Table(
        name="bridge",
        record=BridgeRecord,
        zh="全过程对照",
        row="a project or target of one year: budget, target, self-evaluation",
        row_zh="一个项目或指标在同一年度的预算、目标与自评对照",
        key=("bridge_id",),
        made_by="panel",
    ),
    Table(
        name="quality",
        record=QualityRecord,
        zh="填报质量",
        row="a figure of how targets are written, of a department and year",
        row_zh="某年度某部门指标填报情况的一个数字",
        key=("quality_id",),
        made_by="quality",
    ),
    Table(
        name="quality_rows",
        record=QualityRowRecord,
        zh="填报质量明细",
        row="a target with the rules that count it",
        row_zh="一条指标及计入它的各项规则",
        key=("indicator_id",),
        references=(Reference(column="indicator_id", table="indicators"), _TO_FORM, _TO_DOCUMENT),
        made_by="quality",
    ),
)
"""Tables that a command makes of a dataset: no publication of its own stands behind a row."""


def table_of(name: str) -> Table:
    """The table of a name, derived ones among them. Raises KeyError with the names there are."""
    for table in (*TABLES, *DERIVED):
        if table.name == name:
            return table
    raise KeyError(f"no table {name!r}: {', '.join(table.name for table in (*TABLES, *DERIVED))}")

"""The table `issues`: what could not be read, or was read with doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from extract.model import Code, Severity
from normalize.records.column import DOCUMENT, FORM, YEAR, Column, closed


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRecord:
    """What could not be read, or was read with doubt (问题)."""

    issue_id: Annotated[
        str, Column("string", "Document and number of the issue", "问题编号：文件编号加序号")
    ]
    document_id: Annotated[str, DOCUMENT]
    form_id: Annotated[str | None, FORM]
    fiscal_year: Annotated[int | None, YEAR]
    page: Annotated[int | None, Column("int16", "Page", "页码")]
    severity: Annotated[str, Column("string", "How grave it is", "严重程度", closed(Severity))]
    code: Annotated[str, Column("string", "What kind of issue", "问题代码", closed(Code))]
    text: Annotated[str, Column("string", "What was printed", "原文")]
    message: Annotated[str, Column("string", "What it means", "说明")]

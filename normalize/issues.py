"""The catalogue of issue codes (vocabulary/issues.toml): every signal has its entry there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from extract.model import Code, Issue, Severity
from normalize.records import IssueRecord
from say import Said, chinese, render


class CatalogueError(Exception):
    """issues.toml has a code too many or one too few; the message names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueKind:
    """One code of the catalogue."""

    severity: Severity
    title: str
    description: str


_ONLY_TEXT = (Code.DOCUMENT_REFUSED, Code.DOCUMENT_PARTIAL)
"""Issues whose text is a sentence of the program itself."""


def message_of(code: Code, text: str, *, zh: bool = False) -> str:
    """What an issue means, with what was printed.

    >>> message_of(Code.AMOUNT_UNREAD, "见附件"), message_of(Code.AMOUNT_UNREAD, "见附件", zh=True)
    ('Not an amount: 见附件', '不是金额：见附件')
    """
    if code in _ONLY_TEXT:
        return chinese(text) if zh else text
    return render(Said(f"issue.{code.value}", (text,)), zh=zh)


@cache
def catalogue() -> Mapping[Code, IssueKind]:
    """Code → its kind; CatalogueError where a code has none.

    >>> catalogue()[Code.ROW_REALIGNED].severity
    <Severity.WARNING: 'warning'>
    """
    file = Path(__file__).parent / "vocabulary" / "issues.toml"
    text = file.read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    if unmatched := set(entries) ^ set(Code):
        raise CatalogueError(f"issues.toml and extract.model.Code differ in: {sorted(unmatched)}")
    return MappingProxyType(
        {
            Code(code): IssueKind(**(entry | {"severity": Severity(entry["severity"])}))
            for code, entry in entries.items()
        }
    )


def is_loss(issue: Issue) -> bool:
    """Is something that was printed not in the data? Then its document is not `ok`."""
    return catalogue()[issue.code].severity is Severity.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An issue with the form and the year it belongs to."""

    issue: Issue
    form_id: str | None = None
    year: int | None = None


def normalize_issues(document_id: str, placed: Iterable[Placed]) -> tuple[IssueRecord, ...]:
    """The issues of one document as records, numbered in order."""
    kinds = catalogue()
    return tuple(
        IssueRecord(
            issue_id=f"{document_id}-i{number:03d}",
            document_id=document_id,
            form_id=each.form_id,
            fiscal_year=each.year,
            page=each.issue.page,
            severity=kinds[each.issue.code].severity.value,
            code=each.issue.code.value,
            text=each.issue.text,
            message=message_of(each.issue.code, each.issue.text),
        )
        for number, each in enumerate(placed, 1)
    )

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
from say import Said, chinese, render, sentence_of


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


_PIECES = {
    Code.PRINT_UNREAD: "print",
    Code.HIDDEN_ROWS: "hidden",
    Code.SEAL_FOUND: "seal",
    Code.RAISED_MARK: "note",
    Code.CELL_UNREAD: "note",
    Code.STALE_CORRECTION: "",
}
"""Issues whose text the program says itself, by the section of the catalogue with its pieces."""
_BESIDE = "; "
"""What parts several pieces in one text."""


def text_of(code: Code, text: str, *, zh: bool = False) -> str:
    """The text of an issue as it is shown: as printed, or in Chinese where the program says it.

    >>> text_of(Code.PRINT_UNREAD, "a picture: 公章", zh=True)
    '图片：公章'
    >>> text_of(Code.ROW_FAILED, "a picture", zh=True)
    'a picture'
    """
    if not zh:
        return text
    if code in _ONLY_TEXT:
        return chinese(text)
    section = _PIECES.get(code)
    if section is None:
        return text
    pieces = text.split(_BESIDE)
    if len(pieces) > 1 and all(sentence_of(each, section) for each in pieces):
        return "；".join(chinese(each, section) for each in pieces)
    return chinese(text, section)


def message_of(code: Code, text: str, *, zh: bool = False) -> str:
    """What an issue means, with what was printed.

    >>> message_of(Code.AMOUNT_UNREAD, "见附件"), message_of(Code.AMOUNT_UNREAD, "见附件", zh=True)
    ('Not an amount: 见附件', '不是金额：见附件')
    """
    if code in _ONLY_TEXT:
        return text_of(code, text, zh=zh)
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

"""A thing to look at, and the order of such things: the most money first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from normalize.records import CheckRecord, IssueRecord

SEVERITIES = ("error", "warning", "note")


class Reason(StrEnum):
    """Why something stands in the queue."""

    DOCUMENT = "document"
    CHECK = "check"
    LOW = "low"
    ISSUE = "issue"
    FLAG = "flag"


def of_rule(check: CheckRecord) -> str:
    """A rule among the codes of an item, told from a flag or an issue of the same code."""
    return f"rule.{check.rule}"


def of_issue(issue: IssueRecord) -> str:
    """The code of an issue among those of an item, told from a flag of the same code."""
    return f"issue.{issue.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to look at: a row, a form or a document, and everything that speaks against it.

    `codes` are flags as they stand, rules and issue codes as `of_rule` and `of_issue` part them
    from a flag of the same code. `money` is what the form is about, None if unknown.
    `path`, `page` and `place` tell apart what reads the same. `table_no` is that of a budget
    table, which stands in the place of a form; `row_no` then counts its amounts.
    """

    document_id: str
    path: str
    form_no: int | None
    row_no: int | None
    table_no: int | None = None
    reasons: tuple[Reason, ...]
    codes: tuple[str, ...]
    severity: str
    money: Decimal | None
    title: str
    text: str
    value: str = ""
    page: int | None = None
    place: str | None = None


def ordered(found: Iterable[Item]) -> list[Item]:
    """The most money first, unknown money last; the gravest first among equals."""
    return sorted(
        found,
        key=lambda item: (
            item.money is None,
            -(item.money or 0),
            SEVERITIES.index(item.severity),
            item.document_id,
            item.table_no or 0,
            item.form_no or 0,
            item.row_no or 0,
        ),
    )

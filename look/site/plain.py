"""Records → the plain values of the site's data: money, boxes, issues, checks, corrections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Protocol

from extract.model import Code
from look.site.doubts import Item, Reason
from normalize.issues import message_of, text_of
from normalize.records import CheckRecord, IssueRecord
from say import chinese


class Boxed(Protocol):
    """A value that is printed in a box of a page, or without one."""

    @property
    def x0(self) -> float | None:
        """Left edge, in points."""

    @property
    def top(self) -> float | None:
        """Upper edge."""

    @property
    def x1(self) -> float | None:
        """Right edge."""

    @property
    def bottom(self) -> float | None:
        """Lower edge."""


def money(amount: Decimal | None) -> str | None:
    """An amount in 元 without the zeros behind it, exact.

    >>> money(Decimal("166060.0000")), money(Decimal("0.5000")), money(Decimal("100.0000"))
    ('166060', '0.5', '100')
    """
    return None if amount is None else f"{amount.normalize():f}"


def box_of(value: Boxed) -> list[float] | None:
    """Left, upper, right and lower edge; None where one is not known."""
    edges = (value.x0, value.top, value.x1, value.bottom)
    return None if None in edges else [round(edge, 1) for edge in edges if edge is not None]


def both(text: str, pieces: str = "") -> str | list[str]:
    """A sentence of the program, or a piece of a section, in two languages; else as it is."""
    return _two(text, chinese(text, pieces))


def _two(text: str, zh: str) -> str | list[str]:
    return text if zh == text else [text, zh]


def text_of_issue(issue: IssueRecord) -> str | list[str]:
    """The text of an issue: in both languages where the program says it, else as printed."""
    return _two(issue.text, text_of(Code(issue.code), issue.text, zh=True))


def text_of_item(item: Item) -> str | list[str]:
    """The text of what is to be looked at: in both languages where the program says it."""
    if Reason.DOCUMENT in item.reasons:
        return both(item.text)
    if _is_check(item):
        return both(item.text, "side")
    if item.row_no is not None or item.reasons != (Reason.ISSUE,):
        return item.text
    return _two(item.text, text_of(Code(item.codes[0].removeprefix("issue.")), item.text, zh=True))


def value_of_item(item: Item) -> str | list[str]:
    """What stands beside it: the other side of a check, else a value as printed."""
    return both(item.value, "side") if _is_check(item) else item.value


def _is_check(item: Item) -> bool:
    return item.row_no is None and item.reasons == (Reason.CHECK,)


def issue_of(issue: IssueRecord) -> dict[str, Any]:
    """An issue as a page shows it."""
    return {
        "code": issue.code,
        "severity": issue.severity,
        "page": issue.page,
        "text": text_of_issue(issue),
        "message": [issue.message, message_of(Code(issue.code), issue.text, zh=True)],
    }


def check_of(check: CheckRecord) -> dict[str, Any]:
    """A check as a page shows it."""
    return {
        "rule": check.rule,
        "severity": check.severity,
        "verdict": check.verdict,
        "left": both(check.left_text, "side"),
        "right": both(check.right_text, "side"),
        "difference": money(check.difference),
        "message": both(check.message),
    }


def corrections_of(found: Iterable[Any]) -> list[dict[str, str]]:
    """Amendments, which a dataset gives back as plain structs."""
    return [each if isinstance(each, dict) else asdict(each) for each in found]

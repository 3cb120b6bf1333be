"""Records → the plain values of the site's data: money, boxes, issues, checks, corrections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Protocol

from extract.model import Code
from normalize.issues import message_of
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


def both(text: str) -> str | list[str]:
    """A sentence of the program in English and Chinese; any other text as it is."""
    zh = chinese(text)
    return text if zh == text else [text, zh]


def issue_of(issue: IssueRecord) -> dict[str, Any]:
    """An issue as a page shows it."""
    return {
        "code": issue.code,
        "severity": issue.severity,
        "page": issue.page,
        "text": both(issue.text),
        "message": [issue.message, message_of(Code(issue.code), issue.text, zh=True)],
    }


def check_of(check: CheckRecord) -> dict[str, Any]:
    """A check as a page shows it."""
    return {
        "rule": check.rule,
        "severity": check.severity,
        "verdict": check.verdict,
        "left": check.left_text,
        "right": check.right_text,
        "difference": money(check.difference),
        "message": both(check.message),
    }


def corrections_of(found: Iterable[Any]) -> list[dict[str, str]]:
    """Amendments, which a dataset gives back as plain structs."""
    return [each if isinstance(each, dict) else asdict(each) for each in found]

"""What flows through the room: books go in, rules yield findings, checks come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from normalize.records import BudgetTableRecord, FormRecord
from reconcile.books import Books


class Verdict(StrEnum):
    """What a comparison came to (结论)."""

    HOLDS = "holds"
    HOLDS_ROUNDED = "holds_rounded"
    FAILS = "fails"
    PARTS_ALL_ZERO = "parts_all_zero"
    """A total whose parts are all printed as zero: the form was not filled in, nothing is added."""
    NOTE = "note"
    """Worth knowing, neither agreeing nor contradicting: a target lowered, a project new."""
    NOT_COMPARABLE = "not_comparable"


class Severity(StrEnum):
    """How much a failing check weighs (严重程度)."""

    ERROR = "error"
    """Arithmetic that the form itself asks for does not close."""
    WARNING = "warning"
    """Two statements of one form contradict each other."""
    NOTE = "note"
    """The rule observes; it never fails."""


class Span(StrEnum):
    """What a rule must see at once to say all it has to say: see reconcile/between/check.py."""

    DOCUMENT = "document"
    """The forms of one document, and those of other documents that its departments have."""
    BODY = "body"
    """All forms of one public body, over the years."""
    ALL = "all"
    """Everything; the rule holds on to no more of it than it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison: as printed, and its number (money in 元)."""

    text: str
    value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule says of a form or of a budget table; `indicator_id` where it is about a row.

    One of `form` and `table` at the least; with both it is the form that is compared with a table.
    """

    left: Side
    right: Side
    verdict: Verdict
    message: str
    form: FormRecord | None = None
    table: BudgetTableRecord | None = None
    tolerance: Decimal | None = None
    indicator_id: str | None = None

    @property
    def subject(self) -> FormRecord | BudgetTableRecord:
        """What the finding is about: the form where there is one."""
        found = self.form or self.table
        if found is None:
            raise ValueError("a finding is about a form or a table")
        return found

    @property
    def subject_id(self) -> str:
        """The id of the form, else of the table."""
        if self.form is not None:
            return self.form.form_id
        return self.table.table_id if self.table else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the catalogue: what it compares, and the function that does it."""

    id: str
    title: str
    title_zh: str
    compares: str
    tolerance: str
    severity: Severity
    example: str
    check: Callable[[Books], Iterator[Finding]]
    span: Span = Span.DOCUMENT

"""The forms of performance targets, as printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from extract.model.printed import Box, Sight
from extract.model.signals import Issue


class Kind(StrEnum):
    """Whose targets a form states."""

    DEPARTMENT = "department"
    PROJECT = "project"
    TRANSFER = "transfer"


class Stage(StrEnum):
    """When in the budget year a form is filled in."""

    TARGET = "target"
    MONITORING = "monitoring"
    SELF_EVALUATION = "self_evaluation"


class Horizon(StrEnum):
    """The span that a goal, an amount or an indicator is for."""

    ANNUAL = "annual"
    MID_TERM = "mid_term"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A text that a person put right: its `field`, before and after."""

    field: str
    printed: str
    corrected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled text of a form's head.

    Its `role` is of [facts] in extract/words/labels.toml, `share` where it belongs to a line of
    money and is none, None where nobody knows the label. A text without a label has an empty one.
    """

    role: str | None
    label: str
    text: str
    page: int | None = None
    box: Box | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFunding:
    """A money line as printed: `item` is a key of [funding] in extract/words/labels.toml."""

    item: str
    horizon: Horizon
    label: str
    amount: str
    unit: str | None
    page: int | None = None
    box: Box | None = None
    place: str | None = None
    sight: Sight | None = None
    corrections: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherCell:
    """A cell that tells more of an indicator, under the header of its column.

    `role` is of [columns] in extract/words/labels.toml; None where nobody knows the header.
    """

    role: str | None
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawIndicator:
    """One indicator row as printed, merged level cells filled down; None where a form lacks a cell.

    `page`, `box` and `place` are those of the value cell. `realigned` marks a row whose cells were
    found displaced and put back. `further` are its cells under all other columns.
    """

    level1: str
    level2: str
    name: str
    value: str
    operator: str | None = None
    unit: str | None = None
    type: str | None = None
    direction: str | None = None
    weight: str | None = None
    actual: str | None = None
    score: str | None = None
    horizon: Horizon = Horizon.ANNUAL
    scope: str | None = None
    realigned: bool = False
    further: tuple[FurtherCell, ...] = ()
    page: int | None = None
    box: Box | None = None
    place: str | None = None
    sight: Sight | None = None
    """How well value, operator and unit were seen, where they were read from a picture."""
    doubtful: tuple[str, ...] = ()
    """Which of weight, actual and score were seen in doubt."""
    corrections: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One published form, a department's or a project's, as printed.

    Indicator rows are counted where they are met (`rows_seen`): each is then in `indicators`,
    passed over on purpose (`rows_ignored`) or could not be read (`rows_failed`).
    """

    kind: Kind
    layout: str
    title: str | None
    stage: Stage = Stage.TARGET
    fiscal_year: int | None = None
    facts: tuple[Fact, ...] = ()
    funding: tuple[RawFunding, ...] = ()
    goal: str | None = None
    goal_long_term: str | None = None
    goal_achieved: str | None = None
    indicators: tuple[RawIndicator, ...] = ()
    rows_seen: int = 0
    rows_ignored: int = 0
    rows_failed: int = 0
    page_first: int | None = None
    page_last: int | None = None
    issues: tuple[Issue, ...] = field(default=())
    corrections: tuple[Amendment, ...] = ()

    def fact(self, role: str) -> str | None:
        """The first non-empty text printed for a role, None if there is none."""
        return next((f.text for f in self.facts if f.role == role and f.text), None)

"""A period of a value as it was read, with the text it used (docs/values.md, Period)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from normalize.values.closed_sets import Flag, Operator, PeriodType
from normalize.values.why import Why


@dataclass(frozen=True, slots=True)
class Period:
    """A period with the span of text it used; `deadline` tells whether it is a date by which.

    `first` and `last` are inclusive days; `start` and `end` half-open character offsets.
    Source: docs/values.md, Period.
    """

    start: int
    end: int
    type: PeriodType | None
    first: date | None = None
    last: date | None = None
    freq: str | None = None
    operator: Operator | None = None
    operator_raw: str | None = None
    flags: frozenset[Flag] = frozenset()
    why: Why = Why.SPAN_WORD
    """The rule that read it."""
    rhythm: bool = False
    bare: bool = False
    """A word like 年底 or 年末 alone: in a name it is no period."""
    kept: bool = False
    """Its digits stand in no field: the text stays in the residual."""

    @property
    def deadline(self) -> bool:
        """Is it a date by which?"""
        return self.type is PeriodType.DEADLINE

"""The typed target that a row's value states: what every other room knows of the grammar."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, make_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

from normalize.values.closed_sets import (
    Confidence,
    Degree,
    Dimension,
    Direction,
    Flag,
    Kind,
    Operator,
    Origin,
    ParseStatus,
    PeriodType,
    QualScale,
)
from normalize.values.status_and_confidence import confidence

_Record = TypeVar("_Record")


def quickly_made(record: type[_Record]) -> type[_Record]:
    """What makes values of a frozen dataclass of many fields in less time.

    A frozen dataclass sets each field through object.__setattr__, which costs more than reading
    what stands in it. The twin has the same slots, sets them plainly, and then is of that class.
    """

    def become(made: Any) -> None:
        made.__class__ = record

    twin = make_dataclass(
        record.__name__,
        [
            (
                each.name,
                each.type,
                field(default=each.default, default_factory=each.default_factory),
            )
            for each in fields(cast("Any", record))
        ],
        slots=True,
        kw_only=True,
        namespace={"__post_init__": become},
    )
    return cast("type[_Record]", twin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One constraint of a cell that holds several (该格含多个指标值).

    Source: docs/values.md, The record and Numbers.

    `value_base` is in `unit`: 30万元 gives 300000 元.
    """

    operator: Operator | None
    number: str | None
    scale: int | None
    unit: str | None
    per: tuple[str, ...]
    value_base: Decimal | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLimit:
    """A quantity written in the indicator's name: for cross-checks, never the target.

    `number` × `scale` is in `unit`. Source: docs/values.md, Sources.
    """

    operator: Operator | None
    number: str
    scale: int
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An indicator value with its meaning; fields, types and order of docs/values.md, The record.

    A number that decimal128(38,10) cannot hold exactly keeps its digits in `number`, has no
    `value_base`, and is flagged `ocr_suspect`: nothing is rounded.
    """

    value_raw: str
    name_raw: str
    operator_cell_raw: str | None
    unit_cell_raw: str | None
    value_text: str
    kind: Kind
    operator: Operator | None
    operator_raw: str | None
    operator_source: Origin | None
    operator_implied: Operator | None
    number: str | None
    number_upper: str | None
    lower_inclusive: bool | None
    upper_inclusive: bool | None
    scale: int | None
    unit_raw: str | None
    unit: str | None
    unit_source: Origin | None
    dimension: Dimension | None
    ucum: str | None
    per: tuple[str, ...]
    per_source: Origin | None
    value_base: Decimal | None
    value_base_upper: Decimal | None
    period_type: PeriodType | None
    period_start: date | None
    period_end: date | None
    period_freq: str | None
    period_source: Origin | None
    qual_scale: QualScale | None
    qual_direction: Direction | None
    qual_degree: Degree | None
    residual_text: str | None
    parts: tuple[Part, ...]
    name_unit: str | None
    name_limits: tuple[NameLimit, ...]
    parse_status: ParseStatus
    confidence: Confidence
    flags: tuple[Flag, ...]
    grammar_version: str


def with_flag(target: Target, flag: Flag | str) -> Target:
    """The target with one more flag, its confidence worked out anew (docs/values.md, Confidence).

    >>> from normalize import normalize_value
    >>> marked = with_flag(normalize_value("≥95%"), "row_realigned")
    >>> marked.flags, marked.confidence
    ((<Flag.ROW_REALIGNED: 'row_realigned'>,), <Confidence.LOW: 'low'>)
    """
    flags = {*target.flags, Flag(flag)}
    return replace(
        target,
        flags=tuple(sorted(flags)),
        confidence=confidence(flags, target.residual_text, target.qual_scale),
    )

"""One indicator row → one typed target: the way through the value grammar (VALUES.md).

cleaning → periods → quantities (before, number, behind) → ranges → selection → qualities, for the
value on its own (reading.py) and for the name (names.py); here the row's cells are put together.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, make_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from normalize.values.cell_reading import Reading
from normalize.values.cleaning import clean
from normalize.values.closed_sets import (
    GRAMMAR_VERSION,
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
from normalize.values.date_or_number import meant
from normalize.values.field_sources import Row, complete_row
from normalize.values.indicator_name import Name, read_name
from normalize.values.neighbour_cells import OperatorCell, read_operator_cell, read_unit_cell
from normalize.values.status_and_confidence import confidence, parse_status
from normalize.values.value_cell import read_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One constraint of a cell that holds several (该格含多个指标值) (VALUES.md sections 1 and 4).

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

    `number` × `scale` is in `unit`. Source: VALUES.md section 5.
    """

    operator: Operator | None
    number: str
    scale: int
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An indicator value with its meaning; fields, types and order of VALUES.md section 1.

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


def normalize_value(
    value: str | None,
    *,
    name: str | None = None,
    operator_cell: str | None = None,
    unit_cell: str | None = None,
    fiscal_year: int | None = None,
) -> Target:
    """What a value cell (指标值) means, read with the other cells of its row.

    Source: VALUES.md sections 1 to 7.

    Total and pure: every text gives a record, and only the arguments decide which. Without a
    fiscal year, dates without a year stay unresolved and are flagged `period_ambiguous`.

    >>> target = normalize_value("≥20万元/村/年", name="村集体经济收入预算", fiscal_year=2024)
    >>> target.operator, target.value_base, target.unit, target.per
    (<Operator.GE: '>='>, Decimal('200000'), '元', ('村', '年'))
    >>> normalize_value("12月底前", fiscal_year=2024).period_end
    datetime.date(2024, 12, 31)
    """
    size = len(value or "") + len(name or "") + len(operator_cell or "") + len(unit_cell or "")
    if size > _CACHED:
        return _normalize(value, name, operator_cell, unit_cell, fiscal_year)
    return _remembered(value, name, operator_cell, unit_cell, fiscal_year)


def with_flag(target: Target, flag: Flag | str) -> Target:
    """The target with one more flag, its confidence worked out anew (VALUES.md section 6).

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


_CACHED = 600
"""Rows longer than this, in characters of all cells, are not remembered: the memory is bounded."""


def _normalize(
    value: str | None,
    name: str | None,
    operator_cell: str | None,
    unit_cell: str | None,
    fiscal_year: int | None,
) -> Target:
    text, cosmetic = clean(value or "")
    called = read_name(name, fiscal_year) if name else _NAMELESS
    columns = read_operator_cell(operator_cell) if operator_cell else _NO_OPERATOR
    unit = read_unit_cell(unit_cell) if unit_cell else None
    bare = meant(text, called, unit)
    reading = read_value(bare.text, fiscal_year, timeless=bare.number)
    if bare.doubtful:
        reading.flags.add(Flag.PERIOD_AMBIGUOUS)
    reading.text = text
    row = complete_row(reading, called, columns, unit, fiscal_year)
    flags = row.flags | cosmetic
    return _target(value, name, operator_cell, unit_cell, reading, called, row, flags)


_remembered = lru_cache(maxsize=65536)(_normalize)
_NAMELESS = Name("")
_NO_OPERATOR = OperatorCell(None, None)


def _target(  # noqa: PLR0913, PLR0917 -- every argument is a stage of the same row, used once
    value: str | None,
    name: str | None,
    operator_cell: str | None,
    unit_cell: str | None,
    reading: Reading,
    called: Name,
    row: Row,
    flags: set[Flag] | frozenset[Flag],
) -> Target:
    # mypy sees the fields of Target; what runs is the quicker twin, a Target in the end.
    build = Target if TYPE_CHECKING else _DRAFT
    main = reading.main
    between = row.operator is Operator.BETWEEN
    quality = reading.quality if row.kind is Kind.QUALITATIVE else None
    scale = quality.scale if quality else None
    period = row.period
    target = build(
        value_raw=value or "",
        name_raw=name or "",
        operator_cell_raw=operator_cell,
        unit_cell_raw=unit_cell,
        value_text=reading.text,
        kind=row.kind,
        operator=row.operator,
        operator_raw=row.operator_raw,
        operator_source=row.operator_source,
        operator_implied=row.operator_implied,
        number=row.number,
        number_upper=row.number_upper,
        lower_inclusive=main.bounds[0] if between and main else None,
        upper_inclusive=main.bounds[1] if between and main else None,
        scale=row.scale if main or row.number else None,
        unit_raw=row.unit_raw,
        unit=row.unit.name if row.unit else None,
        unit_source=row.unit_source,
        dimension=row.dimension,
        ucum=row.ucum,
        per=row.per,
        per_source=row.per_source,
        value_base=row.value_base,
        value_base_upper=row.value_base_upper,
        period_type=period.type if period else None,
        period_start=period.first if period else None,
        period_end=period.last if period else None,
        period_freq=period.freq if period else None,
        period_source=row.period_source,
        qual_scale=scale,
        qual_direction=quality.direction if quality else (main.direction if main else None),
        qual_degree=quality.degree if quality else None,
        residual_text=reading.residual,
        parts=_parts(reading) if reading.parts else (),
        name_unit=called.unit.raw if called.unit else None,
        name_limits=_limits(called) if called.limits else (),
        parse_status=parse_status(row.kind, reading.residual),
        confidence=confidence(flags, reading.residual, scale),
        flags=tuple(sorted(flags)) if flags else (),
        grammar_version=GRAMMAR_VERSION,
    )
    return target if TYPE_CHECKING else _frozen(target)


# A frozen dataclass sets each of its 40 fields through object.__setattr__, which costs more than
# reading the value. The twin has the same slots and sets them plainly, then becomes a Target.
_DRAFT = make_dataclass(
    "_DRAFT", [(f.name, f.type) for f in fields(Target)], slots=True, kw_only=True
)


def _frozen(draft: Any) -> Target:
    """A draft with every field set, from now on a frozen Target."""
    draft.__class__ = Target
    result: Target = draft
    return result


def _parts(reading: Reading) -> tuple[Part, ...]:
    return tuple(
        Part(
            operator=quantity.operator,
            number=quantity.number,
            scale=quantity.scale,
            unit=quantity.unit.name if quantity.unit else None,
            per=tuple(quantity.per),
            value_base=quantity.base,
            text=text,
        )
        for quantity, text in reading.parts
    )


def _limits(called: Name) -> tuple[NameLimit, ...]:
    limits = []
    for quantity in called.limits:
        unit = quantity.unit.name if quantity.unit else None
        ends = [(quantity.operator, quantity.number)]
        if quantity.upper is not None:
            ends = [(Operator.GE, quantity.number), (Operator.LE, quantity.upper)]
        limits += [
            NameLimit(operator=operator, number=number, scale=quantity.scale, unit=unit)
            for operator, number in ends
            if number is not None
        ]
    return tuple(limits)

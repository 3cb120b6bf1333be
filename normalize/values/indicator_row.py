"""One indicator row → one typed target: the way through the value grammar (docs/values.md).

Every cell is read on its own (value_cell.py, indicator_name.py, neighbour_cells.py); here they are
put together: a date or a number (date_or_number.py), then what each says (field_sources.py).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from normalize.values.cell_reading import CellReading
from normalize.values.cleaning import clean
from normalize.values.closed_sets import GRAMMAR_VERSION, Flag, Kind, Operator
from normalize.values.date_or_number import Meant, meant
from normalize.values.field_sources import Row, complete_row
from normalize.values.indicator_name import Name, read_name
from normalize.values.neighbour_cells import OperatorCell, read_operator_cell, read_unit_cell
from normalize.values.status_and_confidence import confidence, parse_status
from normalize.values.target import NameLimit, Part, Target, quickly_made
from normalize.values.value_cell import read_value


def normalize_value(
    value: str | None,
    *,
    name: str | None = None,
    operator_cell: str | None = None,
    unit_cell: str | None = None,
    fiscal_year: int | None = None,
) -> Target:
    """What a value cell (指标值) means, read with the other cells of its row.

    Source: docs/values.md.

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


_CACHED = 600
"""Rows longer than this, in characters of all cells, are not remembered: the memory is bounded."""


class ReadRow(NamedTuple):
    """A row with what was read of it, stage by stage: all that its target is made of."""

    value: str
    name: str
    operator_cell: str | None
    unit_cell: str | None
    text: str
    called: Name
    bare: Meant
    reading: CellReading
    row: Row


def read_row(
    value: str | None,
    name: str | None,
    operator_cell: str | None,
    unit_cell: str | None,
    fiscal_year: int | None,
) -> ReadRow:
    """The stages of one row, cells as they were handed over (docs/values.md, The way through)."""
    text, cosmetic = clean(value or "")
    called = read_name(name, fiscal_year) if name else _NAMELESS
    operator = read_operator_cell(operator_cell) if operator_cell else _NO_OPERATOR
    unit = read_unit_cell(unit_cell) if unit_cell else None
    bare = meant(text, called, unit)
    reading = read_value(bare.text, fiscal_year, timeless=bare.number)
    row = complete_row(reading, called, operator, unit, fiscal_year)
    row.flags |= cosmetic
    if bare.doubtful:
        row.flags.add(Flag.PERIOD_AMBIGUOUS)
    return ReadRow(
        value or "", name or "", operator_cell, unit_cell, text, called, bare, reading, row
    )


def _normalize(
    value: str | None,
    name: str | None,
    operator_cell: str | None,
    unit_cell: str | None,
    fiscal_year: int | None,
) -> Target:
    return target_of(read_row(value, name, operator_cell, unit_cell, fiscal_year))


_remembered = lru_cache(maxsize=65536)(_normalize)
_NAMELESS = Name("")
_NO_OPERATOR = OperatorCell(None, None)


def target_of(read: ReadRow) -> Target:
    """The row as a target, one line a column."""
    reading, called, row = read.reading, read.called, read.row
    main = reading.main
    between = row.operator is Operator.BETWEEN
    quality = reading.quality if row.kind is Kind.QUALITATIVE else None
    scale = quality.scale if quality else None
    period = row.period
    return _target(
        value_raw=read.value,
        name_raw=read.name,
        operator_cell_raw=read.operator_cell,
        unit_cell_raw=read.unit_cell,
        value_text=read.text,
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
        residual_text=row.residual,
        parts=_parts(reading) if reading.parts else (),
        name_unit=called.unit.raw if called.unit else None,
        name_limits=_limits(called) if called.limits else (),
        parse_status=parse_status(row.kind, row.residual),
        confidence=confidence(row.flags, row.residual, scale),
        flags=tuple(sorted(row.flags)) if row.flags else (),
        grammar_version=GRAMMAR_VERSION,
    )


_target = quickly_made(Target)


def _parts(reading: CellReading) -> tuple[Part, ...]:
    return tuple(
        Part(
            operator=quantity.operator,
            number=quantity.number,
            scale=quantity.scale,
            unit=quantity.unit.name if quantity.unit else None,
            per=quantity.per,
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

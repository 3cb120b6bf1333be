"""Where a field comes from: value, then columns, then name (docs/values.md, Sources)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from normalize.values.cell_reading import CellReading
from normalize.values.cells_of_words import counts_nothing
from normalize.values.closed_sets import Dimension, Flag, Kind, Operator, Origin, PeriodType
from normalize.values.indicator_name import Name, states_execution
from normalize.values.neighbour_cells import OperatorCell
from normalize.values.numbers.numerals import base
from normalize.values.numbers.quantity import Quantity
from normalize.values.times.period import Period
from normalize.values.units.units import (
    HOMOGRAPHS,
    RECURRENCE,
    Measure,
    Unit,
    dimension_of,
    known_below,
    ucum_of,
    unknown,
)
from normalize.values.why import Why

_RATIOS = frozenset({"%", "百分点"})
_NEVER_PER = _RATIOS | {"岁"}
_SHARES = frozenset({Flag.FRACTION, Flag.RATIO_PAIR})
_WHOLE = 100
_FIRST_YEAR = 2000
_LIMITS = frozenset({Operator.LE, Operator.LT})
_TYPES = {
    "P1Y": PeriodType.YEAR,
    "P6M": PeriodType.HALF_YEAR,
    "P3M": PeriodType.QUARTER,
    "P1M": PeriodType.MONTH,
}


@dataclass(slots=True)
class Row:
    """The fields that more than one cell of the row decides.

    Source: docs/values.md, The record and Sources.

    `value_base` is in `unit`, exact; `scale` is the multiplier already worked in there.
    """

    kind: Kind
    flags: set[Flag]
    operator: Operator | None = None
    operator_raw: str | None = None
    operator_source: Origin | None = None
    operator_implied: Operator | None = None
    number: str | None = None
    number_upper: str | None = None
    scale: int = 1
    unit: Unit | None = None
    unit_raw: str | None = None
    unit_source: Origin | None = None
    dimension: Dimension | None = None
    ucum: str | None = None
    per: tuple[str, ...] = ()
    per_source: Origin | None = None
    value_base: Decimal | None = None
    value_base_upper: Decimal | None = None
    period: Period | None = None
    period_source: Origin | None = None
    residual: str | None = None
    kind_why: Why = Why.WORDS


def complete_row(
    reading: CellReading,
    name: Name,
    cell: OperatorCell,
    unit: Measure | None,
    fiscal_year: int | None,
) -> Row:
    """What a value says, completed from the other cells of its row (docs/values.md, Sources)."""
    row = Row(reading.kind, set(reading.flags), residual=reading.residual, kind_why=reading.why)
    main = reading.main
    if reading.kind is Kind.MISSING and Flag.NONE_WORD in row.flags and counts_nothing(name.text):
        row.kind, row.number, row.value_base = Kind.QUANTITATIVE, "0", Decimal(0)
        row.kind_why = Why.NOTHING_UNWANTED
        _unit_from_beside(row, unit, name)
        _describe_unit(row)
    _operator(row, reading, name, cell)
    if main is not None:
        row.number, row.number_upper, row.scale = main.number, main.upper, main.scale
        _unit(row, reading, main, unit, name)
        _bases(row, name)
        if name.limits:
            _compare(row, name)
    _period(row, reading, name, fiscal_year)
    if _counted_in_days(reading, unit, name):
        row.flags.add(Flag.PERIOD_AMBIGUOUS)
    return row


def _operator(row: Row, reading: CellReading, name: Name, cell: OperatorCell) -> None:
    row.operator, row.operator_raw = reading.operator, reading.operator_raw
    if row.operator is not None:
        row.operator_source = Origin.VALUE
        ranged = row.operator is Operator.BETWEEN and cell.operator is Operator.EQ
        if cell.operator and cell.operator is not row.operator and not ranged:
            row.flags.add(Flag.OPERATOR_CONFLICT)
    elif cell.operator and row.kind is not Kind.MISSING:
        row.operator, row.operator_raw, row.operator_source = cell.operator, cell.raw, Origin.COLUMN
    if row.operator is None and row.kind is Kind.QUANTITATIVE:
        row.operator_implied = name.implied


def _tell_apart(row: Row, reading: CellReading, name: Name) -> None:
    """块 is 元 where money is named (section 2.3), M and T are 米 and 吨 where data is not."""
    written = (row.unit_raw or "")[-1]
    if written != "块":
        if name.data:
            row.unit = unknown(written)
            row.flags.add(Flag.UNIT_UNKNOWN)
    elif name.text or reading.residual:
        row.unit = row.unit if name.spent else HOMOGRAPHS[written]
    else:
        row.flags.add(Flag.UNIT_INFERRED)


def _unit(
    row: Row, reading: CellReading, main: Quantity, column: Measure | None, name: Name
) -> None:
    row.unit, row.unit_raw, row.per = main.unit, main.unit_raw, main.per
    if row.unit is not None and main.unit_raw and main.unit_raw[-1] in HOMOGRAPHS:
        _tell_apart(row, reading, name)
    if row.unit is not None:
        row.unit_source = Origin.VALUE
        scaled_beside = column is not None and column.unit is None and column.scale != row.scale
        if scaled_beside or not (_agree(row.unit, column) and _agree(row.unit, name.unit)):
            row.flags.add(Flag.UNIT_CONFLICT)
    elif main.flags.isdisjoint(_SHARES):
        _unit_from_beside(row, column, name)
        if row.unit is None and "/" in (row.unit_raw or ""):
            row.flags.add(Flag.UNIT_CONFLICT)  # 100/人: a rate of what?
    if main.unit is not None or main.per:
        row.per_source = Origin.VALUE if row.per else None
    if row.unit is not None:
        _denominators(row, main, column, name)
        _describe_unit(row)


def _describe_unit(row: Row) -> None:
    if row.unit is not None:
        row.dimension = dimension_of(row.unit, row.per)
        row.ucum = ucum_of(row.unit, row.per)
        if not all(map(known_below, row.per)):
            row.flags.add(Flag.UNIT_UNKNOWN)  # 万元/省级: no unit is known below the slash


def _unit_from_beside(row: Row, column: Measure | None, name: Name) -> None:
    """The unit column's, else that of the name's brackets; under a share none is made up."""
    if column and (column.unit or column.scale > 1):
        _take_unit(row, column, Origin.COLUMN)
    elif name.unit and name.unit.unit:
        _take_unit(row, name.unit, Origin.NAME)
        row.flags.add(Flag.UNIT_FROM_NAME)
    elif name.share and row.number and 0 <= Decimal(row.number) <= 100:
        row.flags.add(Flag.UNIT_INFERRED)


def _take_unit(row: Row, measure: Measure, source: Origin) -> None:
    """A unit from beside the value; its multiplier holds unless the value has one of its own."""
    row.unit, row.unit_source = measure.unit, source if measure.unit else None
    if row.scale > 1 and measure.scale > 1:
        row.flags.add(Flag.UNIT_CONFLICT)
    elif measure.scale > 1:
        row.scale = measure.scale
    scale, slash, below = (row.unit_raw or "").partition("/")
    if scale:
        row.unit_raw = scale + (measure.unit.name if measure.unit else "") + slash + below
    else:
        row.unit_raw = measure.raw + slash + below
    if measure.per:
        row.per, row.per_source = (
            row.per + tuple(p for p in measure.per if p not in row.per),
            source,
        )
    if measure.unit and measure.unit.dimension is None:
        row.flags.add(Flag.UNIT_UNKNOWN)


def _denominators(row: Row, main: Quantity, column: Measure | None, name: Name) -> None:
    """Denominators that column or name add to a unit they agree with."""
    unit = row.unit
    if unit is None:
        return
    _add_denominators(row, unit, column, Origin.COLUMN)
    if _add_denominators(row, unit, name.unit, Origin.NAME):
        row.flags.add(Flag.PER_FROM_NAME)
    if name.per and not row.per and unit.name not in _NEVER_PER and _bound(main, name):
        row.per, row.per_source = name.per, Origin.NAME
        row.flags.add(Flag.PER_FROM_NAME)


def _add_denominators(row: Row, unit: Unit, measure: Measure | None, source: Origin) -> bool:
    """The denominators of a unit beside the value, where it agrees; were there more?"""
    if measure is None or not measure.per or not _agree(unit, measure):
        return False
    extra = tuple(name for name in measure.per if name not in row.per)
    if not extra or row.unit_source is source:
        return False
    row.per_source = row.per_source or source
    row.per += extra
    return True


def _bound(main: Quantity, name: Name) -> bool:
    """Do the name's denominators govern this number? Those of a number, only the same number."""
    stated = [q for q in name.limits if q.per]
    if not stated:
        return True
    return any(
        q.base == main.base
        and (main.unit is None or q.unit is None or q.unit.name == main.unit.name)
        for q in stated
    )


def _agree(unit: Unit, measure: Measure | None) -> bool:
    """The same unit, one of its alternatives, or % beside 百分点; multipliers are no clash."""
    if measure is None or measure.unit is None or unit.name == measure.unit.name:
        return True
    if unit.name in _RATIOS and measure.unit.name in _RATIOS:
        return True
    return not set(unit.name.split("/")).isdisjoint(measure.unit.name.split("/"))


def _bases(row: Row, name: Name) -> None:
    if row.number is None:
        return
    row.value_base = base(row.number, row.scale)
    if row.number_upper is not None:
        row.value_base_upper = base(row.number_upper, row.scale)
    if row.value_base is None or (row.number_upper is not None and row.value_base_upper is None):
        row.flags.add(Flag.OCR_SUSPECT)
        return
    if row.unit is not None and row.unit.name == "%":
        _doubt_share(row, row.value_base, name)


def _doubt_share(row: Row, value: Decimal, name: Name) -> None:
    """292% and 0.95% where a share near the whole is named: misread, or a number without its %."""
    above = value > _WHOLE and (name.bounded or ((row.number or "")[0] == "2" and name.rate))
    below = 0 < value <= 1 and row.operator not in _LIMITS and _near_whole(row, name)
    if above or below:
        row.flags.add(Flag.OCR_SUSPECT if row.unit_source is Origin.VALUE else Flag.UNIT_CONFLICT)


def _near_whole(row: Row, name: Name) -> bool:
    """Does the name ask for most of something? Where the sign is elsewhere, unless it is a rare."""
    return name.bounded or (row.unit_source is not Origin.VALUE and name.share and not name.rare)


def _compare(row: Row, name: Name) -> None:
    """Quantities of the name in the same unit: equal, their sum, or a mismatch."""
    if row.value_base is None or row.unit is None or row.operator is Operator.BETWEEN:
        return
    known = [
        q.base
        for q in name.limits
        if q.unit is not None and q.unit.name == row.unit.name and q.base is not None
        and q.direction is None and q.upper is None
    ]  # fmt: skip
    if known and row.value_base not in known and sum(known) != row.value_base:
        row.flags.add(Flag.NAME_VALUE_MISMATCH)


def _period(row: Row, reading: CellReading, name: Name, fiscal_year: int | None) -> None:
    if row.kind is Kind.MISSING:
        return
    if reading.period is not None:
        row.period, row.period_source = reading.period, Origin.VALUE
        _limited_by_column(row)
    elif name.period is not None:
        row.period, row.period_source = name.period, Origin.NAME
        row.flags |= {Flag.PERIOD_FROM_NAME, *(name.period.flags - {Flag.PERIOD_AMBIGUOUS})}
        if row.kind is Kind.QUALITATIVE and states_execution(reading.text):
            row.kind, row.kind_why = Kind.SCHEDULE, Why.RHYTHM_KEPT
            row.residual = reading.text
    else:
        freq = next((RECURRENCE[p] for p in row.per if p in RECURRENCE), None)
        if freq:
            year = fiscal_year
            first, last = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
            row.period = Period(0, 0, _TYPES.get(freq), first, last, freq)
            row.period_source = Origin.UNIT
    if name.vague and row.period is None:
        row.flags.add(Flag.PERIOD_VAGUE)
    if reading.period is not None and reading.period.type is None and reading.period.freq is None:
        row.period_source = None


def _counted_in_days(reading: CellReading, column: Measure | None, name: Name) -> bool:
    """A day where a count is asked for: a spreadsheet makes 3月5日 of 3-5, and 1900/1/20 of 20."""
    period = reading.period
    if reading.kind is not Kind.DEADLINE or period is None or reading.operator or name.dated:
        return False
    if period.last is not None and period.last.year < _FIRST_YEAR:
        return True
    beside = column or name.unit
    counted = beside is not None and beside.unit is not None and _is_no_time(beside.unit)
    return counted or name.counted


def _is_no_time(unit: Unit) -> bool:
    return unit.dimension not in {Dimension.TIME, None}


def _limited_by_column(row: Row) -> None:
    """An operator column of ≤ makes a named month or year a date by which."""
    period = row.period
    if (
        period
        and row.kind is Kind.SCHEDULE
        and row.operator in _LIMITS
        and period.last
        and not period.freq
    ):
        row.kind, row.kind_why = Kind.DEADLINE, Why.COLUMN_LIMITS_PERIOD
        row.period = replace(period, type=PeriodType.DEADLINE, first=None)

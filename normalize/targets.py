from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    operator: str | None
    number: str | None
    scale: int | None
    unit: str | None
    per: tuple[str, ...]
    value_base: Decimal | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLimit:
    operator: str | None
    number: str | None
    scale: int | None
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    value_raw: str
    name_raw: str
    operator_cell_raw: str | None = None
    unit_cell_raw: str | None = None
    value_text: str = ""
    kind: str = "qualitative"
    operator: str | None = None
    operator_raw: str | None = None
    operator_source: str | None = None
    operator_implied: str | None = None
    number: str | None = None
    number_upper: str | None = None
    lower_inclusive: bool | None = None
    upper_inclusive: bool | None = None
    scale: int | None = None
    unit_raw: str | None = None
    unit: str | None = None
    unit_source: str | None = None
    dimension: str | None = None
    ucum: str | None = None
    per: tuple[str, ...] = ()
    per_source: str | None = None
    value_base: Decimal | None = None
    value_base_upper: Decimal | None = None
    period_type: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    period_freq: str | None = None
    period_source: str | None = None
    qual_scale: str | None = None
    qual_direction: str | None = None
    qual_degree: str | None = None
    residual_text: str | None = None
    parts: tuple[Part, ...] = ()
    name_unit: str | None = None
    name_limits: tuple[NameLimit, ...] = ()
    parse_status: str = "text"
    confidence: str = "high"
    flags: tuple[str, ...] = ()
    grammar_version: str = "0"


def normalize_value(value, *, name=None, operator_cell=None, unit_cell=None, fiscal_year=None):
    return Target(
        value_raw=value or "",
        name_raw=name or "",
        operator_cell_raw=operator_cell,
        unit_cell_raw=unit_cell,
        value_text=value or "",
    )


def with_flag(t, f):
    return replace(t, flags=tuple(sorted({*t.flags, f})), confidence="low")

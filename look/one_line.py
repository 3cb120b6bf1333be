"""A typed value in one line, as a person reads it."""

from __future__ import annotations

from normalize.records import IndicatorRecord


def read_as(row: IndicatorRecord) -> str:
    """Operator, number in its base unit, denominators, period; words where there is no number."""
    number = "" if row.value_base is None else f"{row.value_base.normalize():,f}"
    if row.value_base_upper is not None:
        number = f"{number} – {row.value_base_upper.normalize():,f}"
    period = " – ".join(str(day) for day in (row.period_start, row.period_end) if day)
    words = (row.qual_scale, row.qual_direction, row.qual_degree)
    unit = "/".join((row.unit or "", *row.per)) if row.unit or row.per else ""
    parts = (row.operator, number, unit, period, row.period_freq, *words)
    return " ".join(str(part) for part in parts if part) or row.kind

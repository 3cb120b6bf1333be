"""A typed value in one line, as a person reads it."""

from __future__ import annotations

from collections.abc import Callable

from normalize.records import IndicatorRecord


def read_as(row: IndicatorRecord, called: Callable[[str], str] = str) -> str:
    """Operator, number in its base unit, denominators, period; words where there is no number.

    `called` gives the words of a closed set their name.
    """
    number = "" if row.value_base is None else f"{row.value_base.normalize():,f}"
    if row.value_base_upper is not None:
        number = f"{number} – {row.value_base_upper.normalize():,f}"
    period = " – ".join(str(day) for day in (row.period_start, row.period_end) if day)
    words = (row.qual_scale, row.qual_direction, row.qual_degree)
    named = (called(word) for word in words if word)
    unit = "/".join((row.unit or "", *row.per)) if row.unit or row.per else ""
    parts = (row.operator, number, unit, period, row.period_freq, *named)
    return " ".join(str(part) for part in parts if part) or called(row.kind)

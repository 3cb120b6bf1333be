"""Indicator rows as the rules look at them."""

from __future__ import annotations

from decimal import Decimal

from normalize.records import IndicatorRecord


def target(row: IndicatorRecord) -> str:
    """A row as printed, 国产计算机数量 ≤19台, with its operator and unit cells where it has any."""
    cells = (row.operator_cell_raw, row.value_raw, row.unit_cell_raw)
    return " ".join((row.name, *filter(None, cells)))


def amount(row: IndicatorRecord) -> Decimal | None:
    """The number of a row with one number; None for words, dates and ranges."""
    return None if row.value_base_upper is not None else row.value_base


def number(value: Decimal) -> str:
    """A number without trailing zeros.

    >>> number(Decimal("166060.0000"))
    '166060'
    """
    return f"{value.normalize():f}"

"""Indicator rows as the rules look at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from normalize.records import IndicatorRecord
from reconcile.words import fold


@dataclass(frozen=True, slots=True)
class Target:
    """A row with one number, as far as it is compared with that of another year."""

    indicator_id: str
    name: str
    """Folded."""
    horizon: str | None
    unit: str | None
    per: str
    amount: Decimal
    text: str
    """As printed: see `target`."""

    @property
    def same(self) -> tuple[str | None, ...]:
        """What makes the same indicator of another year."""
        return self.name, self.horizon, self.unit or "", self.per


def targets_of(rows: Iterable[IndicatorRecord]) -> tuple[Target, ...]:
    """The rows of a form that have one number and stand in its main column, as printed."""
    return tuple(
        Target(
            indicator_id=row.indicator_id,
            name=fold(row.name),
            horizon=row.horizon,
            unit=row.unit,
            per="/".join(row.per),
            amount=value,
            text=target(row),
        )
        for row in rows
        if row.scope_text is None and (value := amount(row)) is not None
    )


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

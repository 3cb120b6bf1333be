"""One number of a text with its limits, while the text is being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from normalize.values.closed_sets import Direction, Flag, Operator
from normalize.values.numbers import numerals as numbers
from normalize.values.units.units import Unit

Span = tuple[int, int]


@dataclass(slots=True)
class Quantity:
    """A number, its operator and its unit: `start` to `end` is what it used of the text.

    Source: VALUES.md sections 1 and 4.

    `at` to `stop` are the digits alone; `used` are spans elsewhere that belong to it (每村 … 1名).
    """

    start: int
    end: int
    at: int
    stop: int
    number: str | None
    upper: str | None = None
    scale: int = 1
    unit: Unit | None = None
    unit_raw: str | None = None
    per: list[str] = field(default_factory=list)
    operator: Operator | None = None
    operator_raw: str | None = None
    leading: bool = False
    limited: bool = False
    """A range that signs or words bound (≥80%且≤90%), not a dash alone (35-64岁)."""
    among: bool = False
    excluded: bool = False
    bounds: tuple[bool, bool] = (True, True)
    direction: Direction | None = None
    rank: bool = False
    han: bool = False
    tentative: bool = False
    """A Han numeral that counts only as the lower end of a range (三至五个)."""
    kept: Span | None = None
    flags: set[Flag] = field(default_factory=set)
    used: list[Span] = field(default_factory=list)

    @property
    def base(self) -> Decimal | None:
        """The number in its unit, exact."""
        return None if self.number is None else numbers.base(self.number, self.scale)

    @property
    def base_upper(self) -> Decimal | None:
        """The upper number of a range in its unit, exact."""
        return None if self.upper is None else numbers.base(self.upper, self.scale)


def with_number(quantity: Quantity, number: str) -> Quantity:
    """The same quantity with another number; what it used of the text is left out.

    Source: VALUES.md section 1.

    >>> with_number(Quantity(0, 2, 0, 1, "7", operator=Operator.GE), "95").number
    '95'
    """
    return Quantity(
        quantity.start,
        quantity.end,
        quantity.at,
        quantity.stop,
        number,
        scale=quantity.scale,
        unit=quantity.unit,
        unit_raw=quantity.unit_raw,
        per=quantity.per,
        operator=quantity.operator,
        direction=quantity.direction,
        flags=quantity.flags,
    )

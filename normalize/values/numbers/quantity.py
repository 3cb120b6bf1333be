"""One number of a text with its limits: what it says, and which characters said it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from normalize.values.closed_sets import Direction, Flag, Operator
from normalize.values.numbers import numerals as numbers
from normalize.values.units.units import Unit
from normalize.values.why import Why

Span = tuple[int, int]
"""Half open, in characters of the text that is read."""


class Quantity(NamedTuple):
    """A number, its operator and its unit: `start` to `end` is what it used of the text.

    Source: docs/values.md, The record and Numbers.

    `at` to `stop` are the digits alone; `used` are spans elsewhere that belong to it (每村 … 1名).
    A tuple, for a frozen dataclass of 25 fields takes longer to set than its number to read.
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
    per: tuple[str, ...] = ()
    operator: Operator | None = None
    operator_raw: str | None = None
    operator_why: Why | None = None
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
    flags: frozenset[Flag] = frozenset()
    used: tuple[Span, ...] = ()

    @property
    def base(self) -> Decimal | None:
        """The number in its unit, exact."""
        return None if self.number is None else numbers.base(self.number, self.scale)

    def flagged(self, *flags: Flag) -> Quantity:
        """The same quantity with more that was noticed about it."""
        return self._replace(flags=self.flags.union(flags))


def with_number(quantity: Quantity, number: str) -> Quantity:
    """The same quantity in a text with other digits in place of its one digit.

    Once or twice a row, so without `_replace`.

    >>> with_number(Quantity(0, 2, 0, 1, "7", operator=Operator.GE), "95")[:5]
    (0, 3, 0, 2, '95')
    """
    start, end, at, stop = quantity[:4]
    grown = len(number) - 1
    return Quantity._make((start, end + grown, at, stop + grown, number, *quantity[5:]))

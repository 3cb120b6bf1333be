"""What became of a target: which way its number went, and whether that asks more."""

from __future__ import annotations

from typing import NamedTuple

import regex

from insight.reading import Row
from normalize.records.panel import Change, Demand, DemandSource
from reconcile.words import fold

_MORE, _LESS = frozenset({">=", ">"}), frozenset({"<=", "<"})
_STRICTER_SIGN = {(">=", ">"), ("<=", "<")}
_REVERSED = regex.compile("反向|逆向|负向")
_FORWARD = regex.compile("正向")


class Changed(NamedTuple):
    """The change of a number, what it asks, and what tells which way is stricter."""

    change: Change
    demand: Demand
    source: DemandSource | None = None


def changed(before: Row, after: Row, year_before: int, year: int) -> Changed:
    """What became of a target. Units must be the same, since nothing is converted here.

    A deadline is compared by its day of the budget year.
    """
    if fold(before.text) == fold(after.text):
        return Changed(Change.KEPT, Demand.SAME)
    if before.kind == after.kind == "deadline" and before.period_end and after.period_end:
        old = _day(before, year_before)
        new = _day(after, year)
        if old == new:
            return Changed(Change.KEPT, Demand.SAME)
        if new < old:
            return Changed(Change.EARLIER, Demand.STRICTER, DemandSource.DATE)
        return Changed(Change.LATER, Demand.LOOSER, DemandSource.DATE)
    if before.value is None or after.value is None or _unit(before) != _unit(after):
        return Changed(Change.REWORDED, Demand.UNCLEAR)
    return _number(before, after)


def _day(row: Row, year: int) -> tuple[int, int, int]:
    return row.period_end.year - year, row.period_end.month, row.period_end.day


def _unit(row: Row) -> tuple[str | None, tuple[str, ...]]:
    return row.unit, tuple(row.per)


def _number(before: Row, after: Row) -> Changed:
    old, new = _ends(before), _ends(after)
    if old == new:
        return _sign(before, after)
    if all(a <= b for a, b in zip(old, new, strict=True)):
        change = Change.RAISED
    elif all(a >= b for a, b in zip(old, new, strict=True)):
        change = Change.LOWERED
    else:
        inside = new[0] >= old[0] and new[1] <= old[1]
        demand = Demand.STRICTER if inside else Demand.LOOSER
        return Changed(Change.REWORDED, demand, DemandSource.OPERATOR)
    return _asked(before, after, change)


def _ends(row: Row) -> tuple[float, float]:
    assert row.value is not None  # noqa: S101 -- asked before
    return row.value, row.value if row.value_upper is None else row.value_upper


def _sign(before: Row, after: Row) -> Changed:
    """The same number: another sign before it, or the same print in other characters."""
    if before.operator == after.operator:
        return Changed(Change.KEPT, Demand.SAME)
    pair = before.operator or "", after.operator or ""
    if pair in _STRICTER_SIGN:
        return Changed(Change.REWORDED, Demand.STRICTER, DemandSource.OPERATOR)
    if pair[::-1] in _STRICTER_SIGN:
        return Changed(Change.REWORDED, Demand.LOOSER, DemandSource.OPERATOR)
    return Changed(Change.REWORDED, Demand.UNCLEAR)


def _asked(before: Row, after: Row, change: Change) -> Changed:
    old, new = _more_is_stricter(before), _more_is_stricter(after)
    if old is None or new is None or old[0] is not new[0]:
        return Changed(change, Demand.UNCLEAR)
    stricter = (change is Change.RAISED) is new[0]
    return Changed(change, Demand.STRICTER if stricter else Demand.LOOSER, new[1])


def _more_is_stricter(row: Row) -> tuple[bool, DemandSource] | None:
    """Whether a higher number asks more, and what says so; None where nothing does.

    A bare number or = does not: 20万元 may be a cap or an aim. That more content asks more is
    the one thing that a level says by itself.
    """
    if row.value_upper is not None:
        return None
    if row.operator in _MORE | _LESS:
        return row.operator in _MORE, DemandSource.OPERATOR
    if row.operator_implied in _MORE | _LESS:
        return row.operator_implied in _MORE, DemandSource.NAME
    cell = row.direction_cell_raw or ""
    if _FORWARD.search(cell) or _REVERSED.search(cell):
        return not _REVERSED.search(cell), DemandSource.DIRECTION_CELL
    if "SATISFACTION" in {row.level1, row.level2}:
        return True, DemandSource.LEVEL
    return None

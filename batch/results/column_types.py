"""A column of a result file, checked against its declared type and turned into its values.

Whole columns at a time: most are all text or all null, and one look at their types is enough.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from extract.model import Amendment
from normalize.records import STRUCTS
from normalize.records.forms import FactText
from normalize.records.indicators import CellText
from normalize.values.target import NameLimit, Part


class ResultError(ValueError):
    """These bytes are no whole result: torn, damaged, or beyond what the columns hold."""


MADE: dict[str, type] = {
    "part": Part,
    "limit": NameLimit,
    "correction": Amendment,
    "fact": FactText,
    "cell": CellText,
}
_NULL = type(None)


def read_table(
    declared: Sequence[tuple[str, str, bool]], values: Mapping[str, Any]
) -> dict[str, list[Any]]:
    """The columns of a table, each by its name, type and whether it may be null; in that order.

    ResultError where one is not as declared, is missing, undeclared or of another length.

    >>> read_table([("a", "bool", False), ("b", "int16", True)], {"b": [None], "a": [True]})
    {'a': [True], 'b': [None]}
    """
    if len(values) == len(declared) and all(values[name] == [] for name, _, _ in declared):
        return {name: [] for name, _, _ in declared}
    read = {name: read_column(kind, values[name], null=null) for name, kind, null in declared}
    if len(set(map(len, read.values()))) > 1 or len(values) != len(read):
        raise ResultError("columns of different lengths, or undeclared ones")
    return read


def read_column(declared: str, values: Any, *, null: bool) -> list[Any]:
    """The values of a column; ResultError where one is not of the declared type.

    >>> read_column("date32", ["2024-12-31", None], null=True)
    [datetime.date(2024, 12, 31), None]
    >>> read_column("int16", [1, 40_000], null=False)
    Traceback (most recent call last):
    batch.results.column_types.ResultError: no int16: 40000
    """
    if not isinstance(values, list):
        raise ResultError(f"no list of {declared}")
    kinds = set(map(type, values))
    if _NULL in kinds:
        if not null:
            raise ResultError(f"null in a column of {declared} that has none")
        kinds.discard(_NULL)
    if not kinds:
        return values
    if declared in _SCALARS:
        allowed, read = _SCALARS[declared]
        _only(kinds, allowed, declared)
        return read(values)
    _only(kinds, {list}, declared)
    return _lists(declared.removeprefix("list<")[:-1], values)


def _only(kinds: set[type], allowed: set[type], declared: str) -> None:
    if not kinds <= allowed:
        raise ResultError(f"{', '.join(sorted(k.__name__ for k in kinds))} in a column: {declared}")


def _lists(member: str, values: Sequence[list[Any]]) -> list[Any]:
    if member not in STRUCTS:
        return [tuple(read_column(member, each, null=False)) if each else () for each in values]
    return [tuple(_struct(member, one) for one in each) if each else () for each in values]


def _struct(member: str, values: Any) -> Any:
    if not isinstance(values, list):
        raise ResultError(f"no {member}")
    read = {
        name: read_column(declared, [value], null=True)[0]
        for (name, declared), value in zip(STRUCTS[member], values, strict=True)
    }
    return MADE[member](**read)


def _texts(values: list[Any]) -> list[Any]:
    joined = "".join(filter(None, values))
    if not joined.isascii():
        joined.encode()  # a lone surrogate is no text: UnicodeEncodeError is a ValueError
    return values


def _as_they_are(values: list[Any]) -> list[Any]:
    return values


def _integers(bits: int) -> Callable[[list[Any]], list[Any]]:
    most = 2 ** (bits - 1)

    def read(values: list[Any]) -> list[Any]:
        for value in values:
            if value is not None and not -most <= value < most:
                raise ResultError(f"no int{bits}: {value!s:.40}")
        return values

    return read


def _floats(values: list[Any]) -> list[Any]:
    if not all(value is None or math.isfinite(value) for value in values):
        raise ResultError("no finite number")
    return [None if value is None else float(value) for value in values]


def _decimals(digits: int, places: int) -> Callable[[list[Any]], list[Any]]:
    most = Decimal(10) ** (digits - places)

    def read(values: list[Any]) -> list[Any]:
        found = [None if value is None else Decimal(value) for value in values]
        for number in found:
            if number is not None and not (
                number.is_finite()
                and abs(number) < most
                and -cast("int", number.as_tuple().exponent) <= places
            ):
                raise ResultError(f"no decimal({digits},{places}): {number!s:.40}")
        return found

    return read


def _days(values: list[Any]) -> list[Any]:
    return [None if value is None else date.fromisoformat(value) for value in values]


_SCALARS: dict[str, tuple[set[type], Callable[[list[Any]], list[Any]]]] = {
    "string": ({str}, _texts),
    "bool": ({bool}, _as_they_are),
    "int16": ({int}, _integers(16)),
    "int64": ({int}, _integers(64)),
    "float32": ({int, float}, _floats),
    "float64": ({int, float}, _floats),
    "date32": ({str}, _days),
    "decimal(24,4)": ({str}, _decimals(24, 4)),
    "decimal(38,10)": ({str}, _decimals(38, 10)),
}

"""Which columns of a block make one indicator of a printed row, for which span, for whom.

Most blocks have one such set of columns. Two goals beside each other have one for each span of
time, headed 中期 and 年度; a block with a value for each township has one for each. Headings tell,
never the order alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from extract.model import Cell, Horizon
from extract.targets.column import Column, Header
from extract.targets.lost_cells import Whole
from extract.words.composed_headers import placed
from extract.words.heads import LEVELS
from extract.words.labels import column_role, horizon_word, part_of_year, section, sums_all
from extract.words.text import clean, key, one_line, split_bracket
from extract.words.titles import year_in

_HORIZONS = {"annual": Horizon.ANNUAL, "long_term": Horizon.MID_TERM}
_LONGEST_HEADING = 30
_SEVERAL = 2
_WHOLE = ("总", "项目")
"""How the heading of the whole project's value begins, beside one of the year's."""


@dataclass(frozen=True, kw_only=True)
class ColumnSet:
    """Columns that make one indicator of a printed row; `own` are those no other set has."""

    columns: tuple[Column, ...]
    own: tuple[Column, ...]
    horizon: Horizon = Horizon.ANNUAL
    scope: str | None = None

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Column roles, left to right."""
        return tuple(column.role for column in self.columns)


def of_its_year(header: Header, year: int | None) -> Header:
    """The header with values of years before the form's own told apart: no targets of it.

    Neither are they what was done of its targets.
    """
    earlier = [c for c in header.columns if c.role in ("value", "actual") and _is_earlier(c, year)]
    if not earlier:
        return header
    columns = (replace(c, role="prior") if c in earlier else c for c in header.columns)
    return replace(header, columns=tuple(columns))


def column_sets_of(whole: Whole, header: Header, year: int | None) -> tuple[ColumnSet, ...]:
    """The column sets of a header; empty where it has no value, or nothing tells its values apart.

    Of the values of several years only that of the form's own, `year`, is read.
    """
    values = [column for column in header.columns if column.role == "value"]
    values = [c for c in values if year is not None and _year(c) == year] or values
    names = [column for column in header.columns if column.role == "name"]
    places = _places(header)
    if not values:
        return _scoped(header, places)
    if len(places) >= _SEVERAL and len(names) == 1:
        # 全县指标值 beside the townships: a row's value for all, and for each.
        return _scoped(header, sorted((*values, *places), key=lambda column: column.cell.col))
    if len(values) == 1:
        horizon = _named(_above(values[0])) or Horizon.ANNUAL
        others = (column for column in header.columns if column.role != "value")
        columns = _leftmost((*others, *values))
        return (ColumnSet(columns=columns, own=columns, horizon=horizon),)
    if len(names) > 1:
        return _halves(whole, header)
    return _by_horizon(header, values) or (_scoped(header, values) if _told_apart(values) else ())


def _by_horizon(header: Header, values: list[Column]) -> tuple[ColumnSet, ...]:
    """A value for each span of time, where all are named or one is the whole project's."""
    horizons = [_named(_above(value)) for value in values]
    if len(values) == _SEVERAL:
        horizons = [
            horizon or _whole(value) for horizon, value in zip(horizons, values, strict=True)
        ]
    if not _tells(horizons):
        return ()
    return tuple(
        _with(header, value, horizon=horizon)
        for value, horizon in zip(values, horizons, strict=True)
        if horizon is not None
    )


def _whole(value: Column) -> Horizon | None:
    """总体目标值 beside 年度目标值."""
    return Horizon.MID_TERM if key(_above(value)).startswith(_WHOLE) else None


def _is_earlier(value: Column, year: int | None) -> bool:
    printed = _year(value)
    return printed is not None and year is not None and printed < year


def _year(value: Column) -> int | None:
    return year_in([value.cell.text])


def _above(column: Column) -> str:
    return f"{column.above.text if column.above else ''}{column.cell.text}"


def _named(text: str) -> Horizon | None:
    word = horizon_word(text)
    return _HORIZONS[word] if word else None


def _leftmost(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """One column a role, the leftmost; further ones are read by nobody and signalled."""
    first = {column.role: column for column in reversed(columns)}
    return tuple(sorted(first.values(), key=lambda column: column.cell.col))


def _with(
    header: Header, value: Column, *, horizon: Horizon = Horizon.ANNUAL, scope: str | None = None
) -> ColumnSet:
    others = tuple(column for column in header.columns if column.role != "value")
    value = Column(role="value", cell=value.cell, above=value.above)
    columns = tuple(sorted((*_leftmost(others), value), key=lambda column: column.cell.col))
    return ColumnSet(columns=columns, own=(value,), horizon=horizon, scope=scope)


# A value for each township, each office


def _scoped(header: Header, values: list[Column]) -> tuple[ColumnSet, ...]:
    if len(values) < _SEVERAL:
        return ()
    return tuple(_with(header, value, scope=one_line(clean(value.cell.text))) for value in values)


def _told_apart(values: list[Column]) -> bool:
    """Do headings tell several values apart: names below one 指标值, places, parts of a year?"""
    texts = [value.cell.text for value in values]
    if len(set(map(key, texts))) < len(texts):
        return False
    if any(map(part_of_year, texts)) or all(map(_is_placed, texts)):
        return True
    return all(value.above for value in values) and not any(map(column_role, texts))


def _is_placed(text: str) -> bool:
    """石桥镇指标值: a place before the word for the value."""
    return placed(key(text), section("columns"), section("scopes"))


def _places(header: Header) -> list[Column]:
    """Columns right of the names headed by a place, an office, a part of the year; their sum."""
    name = max((c.cell.col for c in header.columns if c.role == "name"), default=0)
    endings = tuple(section("scopes"))
    right = [column for column in header.strangers if column.cell.col > name]
    printed = {column: split_bracket(key(column.cell.text))[0] for column in right}
    places = [c for c in right if printed[c].endswith(endings) or part_of_year(c.cell.text)]
    if len(places) < _SEVERAL:
        return places
    return [c for c in right if c in places or sums_all(printed[c])]


# Two blocks side by side


def _halves(whole: Whole, header: Header) -> tuple[ColumnSet, ...]:
    """Names and values printed twice: each set of columns with the span that stands above it."""
    twice = [role for role in header.roles if header.roles.count(role) > 1]
    starts = [n for n, column in enumerate(header.columns) if column.role == twice[0]]
    shared = header.columns[: starts[0]]
    ends = [*starts[1:], len(header.columns)]
    halves = [header.columns[a:b] for a, b in zip(starts, ends, strict=True)]
    if not all({"name", "value"} <= {column.role for column in half} for half in halves):
        return ()
    if any(len({c.role for c in half}) < len(half) for half in halves):
        return ()
    horizons = _horizons_of(whole, header, halves)
    if not horizons and _goes_on_beside(header, halves):
        horizons = [Horizon.ANNUAL] * len(halves)
    return tuple(
        ColumnSet(columns=(*shared, *half), own=half, horizon=horizon)
        for half, horizon in zip(halves, horizons, strict=True)
    ) if horizons else ()  # fmt: skip


def _goes_on_beside(header: Header, halves: list[tuple[Column, ...]]) -> bool:
    """Is one block printed in two halves, its second beside the first, each with its levels?"""
    roles = {tuple(column.role for column in half) for half in halves}
    names = {tuple(key(column.cell.text) for column in half) for half in halves}
    whole = all(role in next(iter(roles)) for role in LEVELS if role in header.roles)
    return len(roles) == len(names) == 1 and whole and LEVELS[0] in header.roles


def _horizons_of(whole: Whole, header: Header, halves: list[tuple[Column, ...]]) -> list[Horizon]:
    """The span of each half, by its own headings or by the nearest row above that names all."""
    own = [next(filter(None, (_named(_above(column)) for column in half)), None) for half in halves]
    if _tells(own):
        return [horizon for horizon in own if horizon]
    for row in range(header.row, -1, -1):
        headings = [
            (cell, horizon)
            for cell in whole.rows.texts(row)
            if len(key(cell.text)) <= _LONGEST_HEADING and (horizon := _named(cell.text))
        ]
        placed = [_over(whole, headings, half) for half in halves]
        if _tells(placed):
            return [horizon for horizon in placed if horizon]
        in_order = [horizon for _, horizon in headings][-len(halves) :]
        if whole.exported and len(headings) >= len(halves) and _tells(list(in_order)):
            return in_order
    return []


def _tells(horizons: list[Horizon | None]) -> bool:
    return None not in horizons and len(set(horizons)) == len(horizons)


def _over(
    whole: Whole, headings: list[tuple[Cell, Horizon]], half: tuple[Column, ...]
) -> Horizon | None:
    """The one span named over a half."""
    first, last = half[0].cell.col, half[-1].end
    found = set()
    for cell, horizon in headings:
        if cell.col < last and whole.end_of(cell) > first:
            found.add(horizon)
    return found.pop() if len(found) == 1 else None

"""The sides of an indicator block: which columns make one set of rows, for which span, for whom.

Most blocks have one side. Two goals side by side have one for each span of time, headed 中期 and
年度; a block with a value for each township has one for each. Headings tell, never the order alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.labels import column_role, horizon_word, section
from extract.layouts.header import Column, Header
from extract.layouts.rows import Rows
from extract.model import Cell, Horizon
from extract.text import clean, key, one_line, split_bracket
from extract.titles import year_in

_HORIZONS = {"annual": Horizon.ANNUAL, "long_term": Horizon.MID_TERM}
_LONGEST_HEADING = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Columns that make one indicator of a printed row; `own` are those no other side has."""

    columns: tuple[Column, ...]
    own: tuple[Column, ...]
    horizon: Horizon = Horizon.ANNUAL
    scope: str | None = None

    @property
    def roles(self) -> tuple[str, ...]:
        """Column roles, left to right."""
        return tuple(column.role for column in self.columns)


def sides_of(rows: Rows, header: Header, year: int | None) -> tuple[Side, ...]:
    """The sides below a header; empty where it has no value, or nothing tells its values apart.

    Values of years before the form's own, `year`, are no targets of it.
    """
    earlier = [c for c in header.columns if c.role == "value" and _is_earlier(c, year)]
    header = replace(header, columns=tuple(c for c in header.columns if c not in earlier))
    values = [column for column in header.columns if column.role == "value"]
    names = [column for column in header.columns if column.role == "name"]
    if not values:
        return _scoped(header, _places(header))
    if len(values) == 1:
        horizon = _named(_above(values[0])) or Horizon.ANNUAL
        columns = _leftmost(header.columns)
        return (Side(columns=columns, own=columns, horizon=horizon),)
    if len(names) > 1:
        return _halves(rows, header)
    spans = [_named(_above(value)) for value in values]
    if None not in spans and len(set(spans)) == len(values):
        return tuple(
            _with(header, value, horizon=span)
            for value, span in zip(values, spans, strict=True)
            if span is not None
        )
    under_one = all(value.above is not None for value in values)
    return _scoped(header, values) if under_one and _distinct(values) else ()


def _is_earlier(value: Column, year: int | None) -> bool:
    printed = year_in([value.cell.text])
    return printed is not None and year is not None and printed < year


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
) -> Side:
    others = tuple(column for column in header.columns if column.role != "value")
    value = Column(role="value", cell=value.cell, above=value.above)
    columns = tuple(sorted((*_leftmost(others), value), key=lambda column: column.cell.col))
    return Side(columns=columns, own=(value,), horizon=horizon, scope=scope)


# A value for each township, each office


def _scoped(header: Header, values: list[Column]) -> tuple[Side, ...]:
    if len(values) < 2:
        return ()
    return tuple(_with(header, value, scope=one_line(clean(value.cell.text))) for value in values)


def _distinct(values: list[Column]) -> bool:
    return len({key(value.cell.text) for value in values}) == len(values) and not any(
        column_role(value.cell.text) for value in values
    )


def _places(header: Header) -> list[Column]:
    """Columns right of the names that are headed by a place or an office."""
    name = max((c.cell.col for c in header.columns if c.role == "name"), default=0)
    endings = tuple(section("scopes"))
    return [
        column
        for column in header.strangers
        if column.cell.col > name and split_bracket(key(column.cell.text))[0].endswith(endings)
    ]


# Two blocks side by side


def _halves(rows: Rows, header: Header) -> tuple[Side, ...]:
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
    spans = _spans(rows, header, halves)
    return tuple(
        Side(columns=(*shared, *half), own=half, horizon=span)
        for half, span in zip(halves, spans, strict=True)
    ) if spans else ()  # fmt: skip


def _spans(rows: Rows, header: Header, halves: list[tuple[Column, ...]]) -> list[Horizon]:
    """The span of each half, by its own headings or by the nearest row above that names all."""
    own = [next(filter(None, (_named(_above(column)) for column in half)), None) for half in halves]
    if _tells(own):
        return [span for span in own if span]
    for row in range(header.row, -1, -1):
        headings = [
            (cell, span)
            for cell in rows.texts(row)
            if len(key(cell.text)) <= _LONGEST_HEADING and (span := _named(cell.text))
        ]
        placed = [_over(rows, headings, half) for half in halves]
        if _tells(placed):
            return [span for span in placed if span]
        in_order = [span for _, span in headings][-len(halves) :]
        if not rows.grid.spans_known and len(headings) >= len(halves) and _tells(list(in_order)):
            return in_order
    return []


def _tells(spans: list[Horizon | None]) -> bool:
    return None not in spans and len(set(spans)) == len(spans)


def _over(
    rows: Rows, headings: list[tuple[Cell, Horizon]], half: tuple[Column, ...]
) -> Horizon | None:
    """The one span named over a half; a text export shows where a heading begins, not its end."""
    first, last = half[0].cell.col, half[-1].end
    found = set()
    for cell, span in headings:
        end = cell.col + cell.colspan
        if not rows.grid.spans_known:
            after = (other.col for other in rows.texts(cell.row) if other.col > cell.col)
            end = min(after, default=rows.n_cols)
        if cell.col < last and end > first:
            found.add(span)
    return found.pop() if len(found) == 1 else None

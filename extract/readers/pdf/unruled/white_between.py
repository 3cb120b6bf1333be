"""Columns from the white between them, rows from lines; every doubt raises Ambiguous."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise

from extract.readers.pdf.print.lines import TextLine
from extract.readers.pdf.unruled.printed_lines import Print, sure
from extract.words.labels import level_of, role_of

_COLUMN = 0.8
"""Ems of white that no line of the table crosses between two columns."""
_ROOM = 1.5
"""Ems left in a line, from which the line below does not carry it on."""


@dataclass(frozen=True, slots=True)
class Row:
    """The lines of each column in one row."""

    top: float
    bottom: float
    cells: tuple[tuple[TextLine, ...], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where columns lie, what they hold, and which begin all their lines at one place."""

    sides: list[tuple[float, float]]
    roles: list[str | None]
    em: float
    flush: list[bool]

    def split(self, line: Print) -> list[tuple[TextLine, ...]]:
        """The parts of a line by column; each holds one at the most."""
        parts = [tuple(r for r in line.runs if a <= r.x0 and r.x1 <= b) for a, b in self.sides]
        sure(that=sum(map(len, parts)) == len(line.runs) and max(map(len, parts)) == 1)
        return parts

    def full(self, col: int, run: TextLine) -> bool:
        """May a line be carried on below, having no room left in its column?"""
        left, right = self.sides[col]
        if col + 1 < len(self.sides) and self.flush[col] and self.flush[col + 1]:
            right = max(right, self.sides[col + 1][0] - self.em)
        return run.x1 - run.x0 > right - left - _ROOM * self.em


def sides_of(lines: list[Print], header: Print, em: float) -> list[tuple[float, float]]:
    """Left and right of what is printed in each column: white no line crosses parts them."""
    sides: list[list[float]] = []
    for x0, x1 in sorted((run.x0, run.x1) for line in lines for run in line.runs):
        if sides and x0 - sides[-1][1] < _COLUMN * em:
            sides[-1][1] = max(sides[-1][1], x1)
        else:
            sides.append([x0, x1])
    sure(that=len(sides) == len(header.runs))
    for (a, b), label in zip(sides, header.runs, strict=True):
        sure(that=a <= label.x0 and label.x1 <= b)
    return [(a, b) for a, b in sides]


def flush(body: list[Print], columns: list[tuple[float, float]]) -> list[bool]:
    """Which columns begin all their lines at one place."""
    starts = [[r.x0 for x in body for r in x.runs if a <= r.x0 <= b] for a, b in columns]
    return [len(xs) > 1 and max(xs) - min(xs) < 1 for xs in starts]


def rows_of(body: list[Print], ruled: list[float], columns: Columns) -> list[Row]:
    """Between two rules one row, or a row each line; raises where both can be, or neither."""
    sure(that=not any(x.top + 1 < at < x.bottom - 1 for x in body for at in ruled))
    bands = [
        list(band) for _, band in groupby(body, key=lambda line: sum(at < line.y for at in ruled))
    ]
    rows: list[Row] = []
    for band in bands:
        lines = [columns.split(line) for line in band]
        if len(band) > 1 and not _one_each(lines, columns):
            sure(that=len(bands) > 1 and _one_row(lines, columns))
            wrapped = tuple(tuple(r for x in lines for r in x[n]) for n in range(len(lines[0])))
            rows.append(Row(band[0].top, band[-1].bottom, wrapped))
        else:
            rows += [Row(x.top, x.bottom, tuple(y)) for x, y in zip(band, lines, strict=True)]
    name, value = columns.roles.index("name"), columns.roles.index("value")
    sure(that=all(row.cells[name] and row.cells[value] for row in rows))
    return rows


def _one_each(lines: list[list[tuple[TextLine, ...]]], columns: Columns) -> bool:
    """Is each line a row? It has name and value, and the line above left room in one of them."""
    core = [columns.roles.index("name"), columns.roles.index("value")]
    return all(line[n] for line in lines for n in core) and all(
        any(not columns.full(n, above[n][0]) for n in core) for above, _ in pairwise(lines)
    )


def _one_row(lines: list[list[tuple[TextLine, ...]]], columns: Columns) -> bool:
    """Are the lines one row? Its value or name takes one of them; what wraps fills its lines."""
    core = [columns.roles.index("name"), columns.roles.index("value")]
    cells = [[line[n][0] for line in lines if line[n]] for n in range(len(lines[0]))]
    filled = all(columns.full(n, run) for n, runs in enumerate(cells) for run in runs[:-1])
    return filled and min(len(cells[n]) for n in core) == 1


def levels_at_top(rows: list[Row], roles: list[str | None]) -> None:
    """Levels stand in the first row of those they are for; raises where they may stand amid them.

    Names centred in their rows make one reading at the most, from the first on: it must fail.
    """
    first, second = roles.index("level1"), roles.index("level2")
    for col, own in ((first, "level1"), (second, "level2")):
        at = [n for n, row in enumerate(rows) if row.cells[col]]
        texts = ["".join(run.text for run in rows[n].cells[col]) for n in at]
        sure(that=bool(at) and at[0] == 0)
        sure(that=all(level_of(text) in (own, "either") for text in texts))
        sure(that=all(_level_with(rows[n].cells[col], rows[n], roles) for n in at))
        start = 0
        for n in at:
            start = 2 * n - start + 1 if n >= start else len(rows) + 1
        sure(that=len(at) == len(rows) or start != len(rows))
    sure(that=all(row.cells[second] for row in rows if row.cells[first]))
    _parents_above(
        ["".join(run.text for run in row.cells[first]) for row in rows],
        ["".join(run.text for run in row.cells[second]) for row in rows],
    )


def _parents_above(first: list[str], second: list[str]) -> None:
    """No second level may belong to another first level than the one above it; and where names may
    stand in the last row of theirs instead, one must belong above and not below.
    """
    proven = all(first) and all(second)
    for n, name in enumerate(second):
        word = role_of("level_parents", name)
        if not word:
            continue
        above = next(text for text in reversed(first[: n + 1]) if text)
        sure(that=word in above)
        below = next((text for text in first[n:] if text), "")
        proven = proven or word not in below
    sure(that=proven)


def _level_with(level: tuple[TextLine, ...], row: Row, roles: list[str | None]) -> bool:
    """Does a level's name begin where its row's name or value does, or is centred as it is?"""
    near = 0.3 * level[0].em
    others = [row.cells[roles.index(role)] for role in ("name", "value")]
    return any(
        abs(level[0].bottom - other[0].bottom) < near
        or abs(level[0].top + level[-1].bottom - other[0].top - other[-1].bottom) < 2 * near
        for other in others
    )

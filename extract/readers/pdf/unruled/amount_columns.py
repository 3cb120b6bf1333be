"""Rows of amounts without rules: columns from the white between their print."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import regex

from extract.readers.pdf.print.lines import TextLine
from extract.readers.pdf.unruled.amount_lines import Chunk, is_amount, is_money
from extract.readers.pdf.unruled.printed_lines import Print, sure
from extract.words.text import key

_WHITE = 0.4
"""Ems of white that no line of the table crosses between two columns."""
_NEAR = 0.75
"""Share of the usual distance of rows within which a line belongs to the row beside it."""
_TOTAL = regex.compile(r"(?:\p{Han}{0,4}[合总小]计|栏次)")
_MIXED = regex.compile(r"\p{Han}.*\d[\d,]*\.\d|\d\.\d+\s+\S")


@dataclass(frozen=True, slots=True)
class AmountRow:
    """The lines of each column in one row."""

    top: float
    bottom: float
    cells: tuple[tuple[TextLine, ...], ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a table, and left and right of what is printed in each of its columns."""

    rows: tuple[AmountRow, ...]
    sides: tuple[tuple[float, float], ...]
    amounts: tuple[bool, ...]
    """Which columns hold amounts only."""
    em: float
    spread: tuple[TextLine, ...]
    """Labels of totals, which stand in the middle of several columns."""


def body_of(chunk: Chunk) -> Body:
    """The rows of a table; raises where a run lies in no column, in two, or beside another."""
    runs = [run for line in chunk.rows for run in line.runs]
    if not runs:
        return Body((), (), (), 0.0, ())
    sure(that=not any(_MIXED.search(run.text) for run in runs))
    em = median(run.em for run in runs)
    spread = tuple(run for run in runs if _TOTAL.fullmatch(key(run.text)))
    sides = _sides([run for run in runs if run not in spread], em)
    rows = []
    for band in _bands(chunk.rows):
        cells: list[list[TextLine]] = [[] for _ in sides]
        for line in band:
            taken: set[int] = set()
            for run in line.runs:
                col = _column(run, sides)
                sure(that=col not in taken)
                taken.add(col)
                cells[col].append(run)
        sure(that=all(len(x) < 2 or not any(is_amount(r.text) for r in x) for x in cells))
        top, bottom = min(x.top for x in band), max(x.bottom for x in band)
        rows.append(AmountRow(top, bottom, tuple(map(tuple, cells))))
    amounts = [
        all(is_amount(run.text) for row in rows for run in row.cells[col] if run not in spread)
        and any(is_money(run.text) for row in rows for run in row.cells[col])
        for col in range(len(sides))
    ]
    return Body(tuple(rows), tuple(sides), tuple(amounts), em, spread)


def _sides(runs: list[TextLine], em: float) -> list[tuple[float, float]]:
    sides: list[list[float]] = []
    for x0, x1 in sorted((run.x0, run.x1) for run in runs):
        if sides and x0 - sides[-1][1] < _WHITE * em:
            sides[-1][1] = max(sides[-1][1], x1)
        else:
            sides.append([x0, x1])
    sure(that=len(sides) > 1)
    return [(a, b) for a, b in sides]


def _column(run: TextLine, sides: list[tuple[float, float]]) -> int:
    """The column of a run: a total's label may stand between two, over merged cells of both."""
    over = [n for n, (a, b) in enumerate(sides) if run.x0 < b and run.x1 > a]
    if not over:
        left = [n for n, (_, b) in enumerate(sides) if b <= run.x0]
        over = left[-1:]
    sure(that=bool(over) and (len(over) == 1 or bool(_TOTAL.fullmatch(key(run.text)))))
    return over[-1]


def _usual(lines: tuple[Print, ...], full: list[bool]) -> float:
    """The usual distance of rows: of lines with amounts right below each other, where some are."""
    steps = [
        (b.y - a.y, one and other)
        for (a, one), (b, other) in pairwise(zip(lines, full, strict=True))
    ]
    return median(
        [step for step, beside in steps if beside] or [step for step, _ in steps] or [0.0]
    )


def _bands(lines: tuple[Print, ...]) -> list[list[Print]]:
    """Lines of one row together: a label that takes two lines stands nearer to its own amounts."""
    full = [any(is_amount(run.text) for run in line.runs) for line in lines]
    usual = _usual(lines, full)
    bands: list[list[Print]] = []
    waiting: list[Print] = []
    for n, line in enumerate(lines):
        above = line.y - lines[n - 1].y if n else usual
        below = lines[n + 1].y - line.y if n + 1 < len(lines) else usual
        if full[n]:
            sure(that=n == 0 or not full[n - 1] or above > _NEAR * usual)
            bands.append([*waiting, line])
            waiting = []
        elif min(above, below) > _NEAR * usual:
            sure(that=not waiting)
            bands.append([line])
        elif n and full[n - 1] and above < _NEAR * below:
            bands[-1].append(line)
        else:  # above its own amounts, which stand in the middle of the row
            sure(that=n + 1 < len(lines) and full[n + 1] and below < _NEAR * above)
            waiting.append(line)
    sure(that=not waiting)
    return bands

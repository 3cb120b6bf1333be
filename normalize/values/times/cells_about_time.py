"""Cells that are about a time: a deadline, a schedule, the period beside a number."""

from __future__ import annotations

import re
from dataclasses import replace

from normalize.values.cell_reading import CellReading, finish
from normalize.values.cells_of_words import NEGATED
from normalize.values.closed_sets import Flag, Kind, Operator
from normalize.values.empty_cells import MARKED
from normalize.values.numbers.operators import SIGNS, sign
from normalize.values.numbers.quantity import Span
from normalize.values.times.period import Period
from normalize.values.why import Why

_SHORT = 8
_NO_TIME = frozenset({Operator.GE, Operator.GT, Operator.NE})
_LEAD_IN = re.compile(
    r"(?:于|在|至|到|拟|预计|计划|确保|项目|工程|均|力争|争取|力求|完成时间|时间|完成时限|时限|完成|按|为|期限|[:于在=≤≥<>])*"
)


def main_period(periods: list[Period]) -> tuple[Period | None, list[Span]]:
    """The first period, and the spans that it used; a rhythm beside a span gives its frequency.

    Spans are half open. Source: docs/values.md, Period and Sources.
    """
    if not periods:
        return None, []
    main = next((p for p in periods if not p.rhythm), periods[0])
    used = [(main.start, main.end)]
    if main.freq is None and not main.deadline:
        rhythm = next((p for p in periods if p.rhythm), None)
        if rhythm:
            used.append((rhythm.start, rhythm.end))
            main = replace(main, freq=rhythm.freq)
    return main, used


def timed(text: str, periods: list[Period]) -> CellReading | None:
    """A deadline or a schedule, where the period is what the cell is about.

    Source: docs/values.md, Kind and Period.
    """
    deadline = next((p for p in periods if p.deadline and not (p.bare and len(text) > 12)), None)
    reading = _due(text, deadline) if deadline else _scheduled(text, periods)
    if reading is not None and MARKED.search(text):
        return reading.flagged(Flag.PLACEHOLDER)
    return reading


def _due(text: str, deadline: Period) -> CellReading:
    """A date by which: 12月底前有序完成."""
    reading = CellReading(
        text,
        Kind.DEADLINE,
        period=deadline,
        operator=deadline.operator,
        operator_raw=deadline.operator_raw,
        why=Why.DATE_STATED,
    )
    span = (deadline.start, deadline.end)
    return finish(reading, [span], [span] if deadline.kept else [])


def _scheduled(text: str, periods: list[Period]) -> CellReading | None:
    """A period that the cell begins or ends with, or that little stands beside."""
    first = periods[0]
    if NEGATED.match(text, first.end):
        return None  # 全年无事故: a state, not a time
    lead = _LEAD_IN.match(text)
    leads = first.start <= (lead.end() if lead else 0)
    rest = len(text) - (first.end - first.start)
    if not (leads or periods[-1].end == len(text) or rest <= _SHORT):
        return None
    if not leads and rest > 3 * _SHORT:
        return None
    period, used = main_period(periods)
    reading = CellReading(text, Kind.SCHEDULE, period=period, why=Why.PERIOD_STATED)
    head = text[: first.start]
    if head and head[-1] in SIGNS:
        run = head[len(head.rstrip(SIGNS)) :]
        if sign(run)[0] in _NO_TIME:
            return None  # ≥上年, ≥2023年: the level of a year, not a time
        reading = reading._replace(operator=sign(run)[0], operator_raw=run)
        used.append((first.start - len(run), first.start))
    return finish(reading, used)

"""Cells that are about a time: a deadline, a schedule, the period beside a number."""

from __future__ import annotations

import re
from dataclasses import replace

from normalize.values.cell_reading import Reading, finish
from normalize.values.cells_of_words import MARKED, NEGATED
from normalize.values.closed_sets import Flag, Kind, Operator
from normalize.values.numbers.operators import SIGNS, sign
from normalize.values.numbers.quantity import Span
from normalize.values.times.period import Period

_SHORT = 8
_NO_TIME = frozenset({Operator.GE, Operator.GT, Operator.NE})
_LEAD_IN = re.compile(
    r"(?:于|在|至|到|拟|预计|计划|确保|项目|工程|均|力争|争取|力求|完成时间|时间|完成时限|时限|完成|按|为|期限|[:于在=≤≥<>])*"
)


def main_period(periods: list[Period], used: list[Span]) -> Period | None:
    """The first period; a rhythm beside a span gives it its frequency.

    Adds the spans that it used, half open. Source: VALUES.md sections 2.4 and 5.
    """
    if not periods:
        return None
    main = next((p for p in periods if not p.rhythm), periods[0])
    used.append((main.start, main.end))
    if main.freq is None and not main.deadline:
        rhythm = next((p for p in periods if p.rhythm), None)
        if rhythm:
            used.append((rhythm.start, rhythm.end))
            main = replace(main, freq=rhythm.freq)
    return main


def timed(text: str, periods: list[Period]) -> Reading | None:
    """A deadline or a schedule, where the period is what the cell is about.

    Source: VALUES.md sections 2.1 and 2.4.
    """
    deadline = next((p for p in periods if p.deadline and not (p.bare and len(text) > 12)), None)
    used: list[Span] = []
    if deadline:
        reading = Reading(text, Kind.DEADLINE, period=deadline)
        used.append((deadline.start, deadline.end))
        reading.operator, reading.operator_raw = deadline.operator, deadline.operator_raw
    else:
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
        reading = Reading(text, Kind.SCHEDULE)
        reading.period = main_period(periods, used)
        head = text[: first.start]
        if head and head[-1] in SIGNS:
            run = head[len(head.rstrip(SIGNS)) :]
            if sign(run)[0] in _NO_TIME:
                return None  # ≥上年, ≥2023年: the level of a year, not a time
            reading.operator, reading.operator_raw = sign(run)[0], run
            used.append((first.start - len(run), first.start))
    if MARKED.search(text):
        reading.flags.add(Flag.PLACEHOLDER)
    kept = [(deadline.start, deadline.end)] if deadline and deadline.kept else []
    return finish(reading, used, kept)

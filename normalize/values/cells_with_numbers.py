"""Cells that hold numbers: the targets among them, and doubts over what touches them unread."""

from __future__ import annotations

import re
from dataclasses import replace

from normalize.values.cell_reading import Reading, finish
from normalize.values.closed_sets import Dimension, Flag, Kind
from normalize.values.numbers.left_of_number import per_words
from normalize.values.numbers.quantity import Quantity, Span
from normalize.values.targets_among_numbers import segments, targets, without_asides
from normalize.values.times.cells_about_time import main_period
from normalize.values.times.period import Period
from normalize.values.units.units import Measure, measure

_MISREAD_SIGN = re.compile(r"[之乏Zz一三][\d.]+%")
_MISREAD_LIMIT = re.compile(r"(?:^|[^A-Za-z])[A-Za-z]$")
_UNIT_FIRST = re.compile(r"\(([^()]{1,12})\)")
_TIMES = frozenset({"年", "月", "季度", "天", "周", "半年"})
_SIDE = re.compile(r"[^\d.]")
_NEVER_SECOND = frozenset({Dimension.MONEY, Dimension.RATIO})


def quantitative(text: str, found: list[Quantity], periods: list[Period]) -> Reading:
    """The reading of a text with numbers: the first target is its value, all go to `parts`.

    `found` and `periods` stand in written order; spans are character offsets of `text`, half open.
    Source: VALUES.md sections 4 and 7.
    """
    chosen: list[tuple[Quantity, Span]] = []
    whole = len(found)
    found, asides = without_asides(text, found)
    periods = [p for p in periods if not any(a < p.start and p.end < b for a, b in asides)]
    for span, group in segments(text, found, asides):
        chosen += [(quantity, span) for quantity in targets(text, span, group)]
    main = chosen[0][0]
    _take_unit_first(text, main)
    for quantity, _ in chosen:
        _plain_share(text, quantity)
    reading = Reading(text, Kind.QUANTITATIVE, main=main, flags=set(main.flags))
    reading.operator, reading.operator_raw = main.operator, main.operator_raw
    used = [
        span for quantity, _ in chosen for span in ((quantity.start, quantity.end), *quantity.used)
    ]
    kept = [*asides, *(quantity.kept for quantity, _ in chosen if quantity.kept)]
    for quantity, _ in chosen:
        if quantity.number is None or quantity.flags & {Flag.FRACTION}:
            kept.append((quantity.at, quantity.stop))
    if len(chosen) > 1:
        reading.parts = _parts(text, chosen)
        reading.flags.add(Flag.MULTI_VALUE)
        for quantity, _ in chosen[1:]:
            reading.flags |= quantity.flags
    elif Flag.RATIO_PAIR in main.flags:
        reading.parts = _pair_parts(text, main)
    reading.period = main_period(periods, used)
    if _MISREAD_SIGN.match(text):
        reading.flags.add(Flag.OCR_SUSPECT)
    for quantity, _ in chosen:
        reading.flags |= _touching(text, quantity)
    return finish(reading, used, kept, unused=whole > len(chosen))


def _plain_share(text: str, quantity: Quantity) -> None:
    """每年≥95%, 人均收入增长8%: a share is per nothing, unless a slash says so."""
    shared = quantity.unit is not None and quantity.unit.name in {"%", "‰"}
    if not (shared and quantity.per) or "/" in (quantity.unit_raw or ""):
        return
    averages = [(a, b) for a, b in quantity.used if text[b - 1 : b] == "均"]
    averaged = {name for a, b in averages for name in per_words(text[a:b])[0]}
    quantity.used = [span for span in quantity.used if span not in averages]
    quantity.per = [name for name in quantity.per if name not in averaged | _TIMES]


def _take_unit_first(text: str, main: Quantity) -> None:
    """(万元)≤20: a unit in brackets before the number."""
    match = _UNIT_FIRST.match(text)
    if match and match.end() == main.start and main.unit is None and main.scale == 1:
        unit = measure(match[1])
        if unit:
            main.unit, main.scale, main.per = unit.unit, unit.scale, [*main.per, *unit.per]
            main.unit_raw, main.start = unit.raw, 0


def _touching(text: str, quantity: Quantity) -> set[Flag]:
    """Doubts over what touches a quantity unread: a dash, a half, a second unit."""
    flags: set[Flag] = set()
    start, end = quantity.start, quantity.end
    before, tail = text[start - 1 : start], text[end:]
    if before and (before in "-~" or (before == "/" and start == 1)):
        flags.add(Flag.OCR_SUSPECT)
    if quantity.at == start and _MISREAD_LIMIT.search(text[max(0, start - 2) : start]):
        flags.add(Flag.OCR_SUSPECT)  # s5% was ≤5% before it was scanned
    if tail and (tail in {"-", "--", "~", "/", ":"} or tail[0] == "半"):
        flags.add(Flag.OCR_SUSPECT)
    rest = tail.lstrip("/-)。·")
    if tail[:1] == "·" and tail[1:2].isalpha():
        flags.add(Flag.UNIT_CONFLICT)
    second = measure(rest) if 0 < len(rest) < 8 and quantity.number is not None else None
    if second is not None and (
        quantity.unit is None
        or (quantity.unit.dimension is Dimension.RATIO and not _things(second))
        or (second.unit and second.unit.dimension in _NEVER_SECOND)
    ):
        flags.add(Flag.UNIT_CONFLICT)
    if tail[:1] == "%" or text[end - 2 : end] == "%%":
        flags.add(Flag.OCR_SUSPECT)
    return flags


def _things(second: Measure) -> bool:
    """100%行政村: the share of things, no second unit."""
    unit = second.unit
    return unit is not None and unit.dimension is Dimension.COUNT and len(second.raw) > 1


def _parts(text: str, chosen: list[tuple[Quantity, Span]]) -> list[tuple[Quantity, str]]:
    """Every target with the text of its clause, or of its own where a clause holds several."""
    spans = [span for _, span in chosen]
    parts = []
    for quantity, span in chosen:
        alone = spans.count(span) == 1
        begin, end = span if alone else (quantity.start, quantity.end)
        parts.append((quantity, text[begin:end]))
    return parts


def _pair_parts(text: str, pair: Quantity) -> list[tuple[Quantity, str]]:
    sides = re.split("[:/比]", text[pair.at : pair.stop])
    return [
        (replace(pair, number=_SIDE.sub("", side), operator=None, flags=set()), side)
        for side in sides
    ]

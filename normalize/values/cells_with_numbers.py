"""Cells that hold numbers: the targets among them, and doubts over what touches them unread."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.values.cell_reading import CellReading, finish
from normalize.values.closed_sets import Dimension, Flag, Kind
from normalize.values.numbers.left_of_number import per_words
from normalize.values.numbers.quantity import Quantity, Span
from normalize.values.targets_among_numbers import segments, targets, without_asides
from normalize.values.times.cells_about_time import main_period
from normalize.values.times.period import Period
from normalize.values.units.units import Measure, measure
from normalize.values.why import Why

_MISREAD_SIGN = re.compile(r"[之乏Zz一三][\d.]+%")
_MISREAD_CHAR = re.compile(r"(?:^|[,;、。])[\u4e00-\u9fff](?<![占达超近约需计各均仅共满过破])$")
"""One character before a share that is no word there (孑95%) was a sign."""
_MISREAD_LIMIT = re.compile(r"(?:^|[^A-Za-z])[A-Za-z]$")
_DOUBLED = re.compile(r"[次套件台时场](?=$|[,;、。/])")
"""Behind a unit, what makes another of it that no table knows (300个次)."""
_UNIT_FIRST = re.compile(r"\(([^()]{1,12})\)")
_TIMES = frozenset({"年", "月", "季度", "天", "周", "半年"})
_SIDE = re.compile(r"[^\d.]")
_DANGLING = frozenset({"-", "--", "~", "/", ":"})
_NEVER_SECOND = frozenset({Dimension.MONEY, Dimension.RATIO})


def quantitative(text: str, found: list[Quantity], periods: list[Period]) -> CellReading:
    """The reading of a text with numbers: the first target is its value, all go to `parts`.

    `found` and `periods` stand in written order; spans are character offsets of `text`, half open.
    Source: docs/values.md, Numbers and Choices.
    """
    whole = len(found)
    found, asides = without_asides(text, found)
    periods = [p for p in periods if not any(a < p.start and p.end < b for a, b in asides)]
    chosen, why = _chosen(text, found, asides)
    main = chosen[0][0]
    period, when = main_period(periods)
    reading = CellReading(
        text,
        Kind.QUANTITATIVE,
        main=main,
        parts=_parts(text, chosen),
        period=period,
        operator=main.operator,
        operator_raw=main.operator_raw,
        flags=_noticed(text, [quantity for quantity, _ in chosen]),
        why=Why.NUMBER_STATED,
        number_why=why,
    )
    used = [span for q, _ in chosen for span in ((q.start, q.end), *q.used)]
    kept = [*asides, *(q.kept for q, _ in chosen if q.kept)]
    # A number that could not be read, and one worked out (三分之二), stays to be seen as text.
    kept += [(q.at, q.stop) for q, _ in chosen if q.number is None or Flag.FRACTION in q.flags]
    return finish(reading, [*used, *when], kept, unused=whole > len(chosen))


def _chosen(
    text: str, found: Sequence[Quantity], asides: Sequence[Span]
) -> tuple[list[tuple[Quantity, Span]], Why]:
    """The targets, each with its clause, and the rule that chose the first of them."""
    chosen: list[tuple[Quantity, Span]] = []
    whys: list[Why] = []
    for span, group in segments(text, found, asides):
        quantities, why = targets(text, span, group)
        chosen += [(quantity, span) for quantity in quantities]
        whys.append(why)
    chosen[0] = (_with_unit_before(text, chosen[0][0]), chosen[0][1])
    return [(_plain_share(text, quantity), span) for quantity, span in chosen], whys[0]


def _noticed(text: str, chosen: Sequence[Quantity]) -> frozenset[Flag]:
    """What was noticed about the targets, and about what touches them unread."""
    flags = {flag for quantity in chosen for flag in quantity.flags}
    if len(chosen) > 1:
        flags.add(Flag.MULTI_VALUE)
    if _MISREAD_SIGN.match(text):
        flags.add(Flag.OCR_SUSPECT)
    for quantity in chosen:
        flags |= _touching(text, quantity)
    return frozenset(flags)


def _plain_share(text: str, quantity: Quantity) -> Quantity:
    """每年≥95%, 人均收入增长8%: a share is per nothing, unless a slash says so."""
    shared = quantity.unit is not None and quantity.unit.name in {"%", "‰"}
    if not (shared and quantity.per) or "/" in (quantity.unit_raw or ""):
        return quantity
    averages = [(a, b) for a, b in quantity.used if text[b - 1 : b] == "均"]
    averaged = {name for a, b in averages for name in per_words(text[a:b])[0]}
    return quantity._replace(
        used=tuple(span for span in quantity.used if span not in averages),
        per=tuple(name for name in quantity.per if name not in averaged | _TIMES),
    )


def _with_unit_before(text: str, main: Quantity) -> Quantity:
    """(万元)≤20: a unit in brackets before the number."""
    match = _UNIT_FIRST.match(text)
    if match is None or match.end() != main.start or main.unit is not None or main.scale != 1:
        return main
    unit = measure(match[1])
    if unit is None:
        return main
    return main._replace(
        start=0, scale=unit.scale, unit=unit.unit, unit_raw=unit.raw, per=main.per + unit.per
    )


def _touching(text: str, quantity: Quantity) -> set[Flag]:
    """Doubts over what touches a quantity unread: a dash, a half, a second unit."""
    flags: set[Flag] = set()
    tail = text[quantity.end :]
    if _misread_before(text, quantity) or _misread_behind(text, quantity.end):
        flags.add(Flag.OCR_SUSPECT)
    doubled = quantity.unit is not None and _DOUBLED.match(tail) is not None
    if doubled or _foreign_unit(tail, quantity) or (tail[:1] == "·" and tail[1:2].isalpha()):
        flags.add(Flag.UNIT_CONFLICT)
    return flags


def _misread_before(text: str, quantity: Quantity) -> bool:
    """-5 behind a dash, /5, and s5%, which was ≤5% before it was scanned."""
    start = quantity.start
    before = text[start - 1 : start]
    if before and (before in "-~" or (before == "/" and start == 1)):
        return True
    near = text[max(0, start - 2) : start]
    if quantity.at != start:
        return False
    share = quantity.unit is not None and quantity.unit.dimension is Dimension.RATIO
    return bool(_MISREAD_LIMIT.search(near) or (share and _MISREAD_CHAR.search(near)))


def _misread_behind(text: str, end: int) -> bool:
    """5-, 5/, 3万元半, 5%%."""
    tail = text[end:]
    dangling = tail in _DANGLING or tail[:1] in {"半", "%"}
    return dangling or text[end - 2 : end] == "%%"


def _foreign_unit(tail: str, quantity: Quantity) -> bool:
    """100%元: a second unit behind the first; 100%行政村 is a share of things."""
    rest = tail.lstrip("/-)。·")
    second = measure(rest) if 0 < len(rest) < 8 and quantity.number is not None else None
    if second is None:
        return False
    if quantity.unit is None:
        return True
    share = quantity.unit.dimension is Dimension.RATIO and not _things(second)
    return share or (second.unit is not None and second.unit.dimension in _NEVER_SECOND)


def _things(second: Measure) -> bool:
    """100%行政村: the share of things, no second unit."""
    unit = second.unit
    return unit is not None and unit.dimension is Dimension.COUNT and len(second.raw) > 1


def _parts(text: str, chosen: list[tuple[Quantity, Span]]) -> tuple[tuple[Quantity, str], ...]:
    """Several targets, each with the text of its clause, or of its own where a clause holds more.

    A single target is no part, unless it is a ratio written 1:18.
    """
    if len(chosen) == 1:
        main = chosen[0][0]
        return _sides(text, main) if Flag.RATIO_PAIR in main.flags else ()
    spans = [span for _, span in chosen]
    return tuple(
        (q, text[span[0] : span[1]] if spans.count(span) == 1 else text[q.start : q.end])
        for q, span in chosen
    )


def _sides(text: str, pair: Quantity) -> tuple[tuple[Quantity, str], ...]:
    sides = re.split("[:/比]", text[pair.at : pair.stop])
    bare = pair._replace(operator=None, flags=frozenset())
    return tuple((bare._replace(number=_SIDE.sub("", side)), side) for side in sides)

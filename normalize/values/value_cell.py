"""A value cell read on its own: kind, quantities, period, quality, what stays over."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.values.cell_reading import CellReading
from normalize.values.cells_of_words import worded
from normalize.values.cells_with_numbers import quantitative
from normalize.values.cleaning import LONGEST
from normalize.values.closed_sets import Flag, Kind, PeriodType
from normalize.values.date_or_number import may_be_date
from normalize.values.empty_cells import empty
from normalize.values.numbers.quantities_in_text import HAN_CHARS, find_quantities
from normalize.values.numbers.quantity import Quantity, with_number
from normalize.values.numbers.ranges import merge_ranges
from normalize.values.numbers.unreadable_numbers import LISTED
from normalize.values.qualities import read_quality
from normalize.values.targets_among_numbers import without_ages
from normalize.values.times.cells_about_time import timed
from normalize.values.times.impossible_days import no_days
from normalize.values.times.looking_back import frames
from normalize.values.times.period import Period
from normalize.values.times.periods import find_periods
from normalize.values.why import Why

_NUMERAL = re.compile(rf"[\d{LISTED}]|[Il|][Oo]{{2}}[%‰]")  # lOO% is a misread 100%
_ONE_NUMBER = re.compile(r"(\D{0,60}+)(\d{1,24}(?:\.\d{1,24})?+)([^\d.]\D{0,40}+)?")
_SPACED = re.compile(r"(?<=\d) (?=\d)")
_AFTER_VAGUE = re.compile(
    r"(?:完成|推进|开展|实施|进行|支付|发放|拨付|办理|落实|性|目标|任务|工作|适时|调整){0,3}"
)


def read_value(text: str, fiscal_year: int | None, *, timeless: bool = False) -> CellReading:
    """The reading of a cleaned value (docs/values.md, Kind and Numbers).

    `timeless`: its row says that it is a number, whatever date it looks like.

    >>> read_value("12月底前有序完成", 2024).residual
    '有序完成'
    >>> reading = read_value("至少1次矫正人员的集中活动", 2024)
    >>> reading.main.number, reading.main.unit.name, reading.residual
    ('1', '次', '矫正人员的集中活动')
    """
    if len(text) > LONGEST:
        return CellReading(
            text,
            Kind.QUALITATIVE,
            quality=read_quality(text),
            residual=text,
            flags=frozenset({Flag.RESIDUAL}),
            why=Why.TOO_LONG,
        )
    if " " in text and _SPACED.search(text):
        joined = _read_in_full(_SPACED.sub("", text), fiscal_year, timeless=timeless)
        if joined.main is None and joined.period is not None:  # 12月3 1日前
            return joined.flagged(Flag.SPACE_IN_NUMBER)
    shape = _ONE_NUMBER.fullmatch(text)
    if shape and not may_be_date(text, shape.start(2)):
        template = _template(shape[1], shape[3] or "")
        if template:
            return _filled(template, text, shape[2])
    return _read_in_full(text, fiscal_year, timeless=timeless)


def _read_in_full(text: str, fiscal_year: int | None, *, timeless: bool = False) -> CellReading:
    if nothing := empty(text):
        return nothing
    periods = [] if timeless else _held(text, find_periods(text, fiscal_year))
    nowhen = [
        (a, b) for a, b in no_days(text) if not any(p.start < a and b <= p.end for p in periods)
    ]
    framed = frames(text)
    if nowhen or framed:
        unread = [*nowhen, *framed]
        periods = [p for p in periods if not any(p.start < b and a < p.end for a, b in unread)]
    found: list[Quantity] = []
    if _NUMERAL.search(text) or HAN_CHARS.search(text) or "翻番" in text:
        blocked = [*((p.start, p.end) for p in periods if not p.rhythm), *nowhen, *framed]
        found = without_ages(text, merge_ranges(text, find_quantities(text, blocked)))
    if found:
        reading = quantitative(text, found, periods)
        return reading.flagged(Flag.PERIOD_AMBIGUOUS) if nowhen else reading
    if nowhen:
        return (
            worded(text).flagged(Flag.PERIOD_AMBIGUOUS, Flag.RESIDUAL)._replace(why=Why.NO_SUCH_DAY)
        )
    if periods:
        about_time = timed(text, periods)
        if about_time:
            return about_time
    return worded(text)


@lru_cache(maxsize=16384)
def _template(before: str, behind: str) -> CellReading | None:
    """The reading of a text with one number in it, whatever the number is; None where it matters.

    Forms repeat the words around a number far more often than the number itself.
    """
    if len(before) + len(behind) > 80:
        return None
    reading = _read_in_full(f"{before}7{behind}", None)
    main = reading.main
    if reading.period or reading.parts or main is None or main.number != "7" or main.upper:
        return None
    if main.stop - main.at != 1 or main.flags & {Flag.SPACE_IN_NUMBER, Flag.OCR_SUSPECT}:
        return None
    return None if Flag.OCR_SUSPECT in reading.flags else reading


def _filled(template: CellReading, text: str, number: str) -> CellReading:
    """The template with its number put in."""
    main = template.main
    assert main is not None  # noqa: S101 -- _template gives only readings with a number
    return CellReading._make((text, template.kind, with_number(main, number), *template[3:]))


def _held(text: str, periods: list[Period]) -> list[Period]:
    """Vague and long-term words are periods only where they are the whole value."""
    held = []
    for period in periods:
        if period.type is PeriodType.LONG_TERM and (period.start or period.end != len(text)):
            continue
        vague = period.type is None and Flag.PERIOD_VAGUE in period.flags
        if vague and (period.start or not _AFTER_VAGUE.fullmatch(text, period.end)):
            continue
        held.append(period)
    return held

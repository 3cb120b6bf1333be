"""A point in time and the words beside it: a deadline, a range of points, a plain year or month."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

from normalize.values.closed_sets import Flag, Operator, PeriodType
from normalize.values.times.calendar_points import Point, first_and_last, point_at
from normalize.values.times.period import Period
from normalize.values.why import Why
from normalize.vocabulary import longest, read

_DATA = read("periods")
BY = dict.fromkeys(_DATA["by"]["before"], Operator.LE)
"""Words before a point that make it a deadline."""
_BY_LENGTHS = longest(BY, last=True)
AFTER: tuple[str, ...] = tuple(sorted(_DATA["by"]["after"], key=len, reverse=True))
"""Words behind a point that make it a deadline, longest first."""
_LINK = re.compile(r"起?(?:-{1,2}|~|至|到|—)")
_FROM = re.compile(r"起(?![草步动诉])")
_DAY_ALONE = re.compile(r"(3[01]|[12]\d|0?[1-9])[日号]")
_CLOCK = re.compile(
    r"[ T]?(?P<time>(?:2[0-4]|[01]?\d)(?:[时点]整?|:[0-5]\d(?::[0-5]\d)?))"
    "(?:(?P<by>" + "|".join(AFTER) + ")|(?=$|[,;。)]))"
)
_NOT_ABOVE = frozenset({"≤", "<", "<=", "=<", "不超过"})
_BEFORE = frozenset({"前", "之前", "以前", "日前"})
"""Words behind a month or a year that exclude it: 11月前 ends with October."""
_NOT_BY = {"前": "期往提列后三两十年期沿景瞻端", "内": "容涝部外地蒙控需河生在存设"}


def period_of(text: str, point: Point, fiscal_year: int | None) -> Period | None:
    """A point alone, the start of a range, or a deadline (docs/values.md, Period)."""
    link = _LINK.match(text, point.end)
    if link:
        other = point_at(text, link.end()) or _day_alone(text, link.end(), point)
        ranged = _point_range(text, point, other, fiscal_year) if other else None
        if ranged:
            return ranged
    begins = _FROM.match(text, point.end) if point.exact or point.shape == "month" else None
    if begins:
        return _beginning(text, point, begins.end(), fiscal_year)
    beside = _beside(text, point)
    if beside.before in _NOT_ABOVE and _is_past(point, fiscal_year):
        return None  # ≤上年: the level of a year that is over, no time
    if not (beside.before or beside.behind or point.exact):
        return _plain(text, point, _year_of(point, fiscal_year), point.start, beside.end)
    return _due(text, point, beside, fiscal_year)


def _is_past(point: Point, fiscal_year: int | None) -> bool:
    """Is a year as a whole over when the budget year begins?"""
    if point.shape != "year":
        return False
    written = point.year is not None and fiscal_year is not None and point.year < fiscal_year
    return written or (point.shift or 0) < 0


class _Beside(NamedTuple):
    """The words beside a point that make it a date by which, and where the last of them ends."""

    before: str
    behind: str
    end: int
    clock: str = ""


def _beside(text: str, point: Point) -> _Beside:
    before = _by_before(text, point.start)
    behind = "" if point.shape == "plan" else _by_after(text, point)
    clock = None if behind or point.shape != "day" else _CLOCK.match(text, point.end)
    if clock:  # 12月31日18时前, 2024-12-31 17:30
        return _Beside(before, clock["by"] or "", clock.end(), clock["time"])
    return _Beside(before, behind, point.end + len(behind))


def _due(text: str, point: Point, beside: _Beside, fiscal_year: int | None) -> Period:
    """A date by which: with a word beside it, or the name of a day or of the end of a span."""
    limited = beside.before or beside.behind
    flags = {Flag.PERIOD_AMBIGUOUS} if point.impossible else set()
    year = _year_of(point, fiscal_year)
    last = None
    if year is None:
        flags.add(Flag.PERIOD_AMBIGUOUS)
    else:
        first, last = first_and_last(point, year)
        before = beside.behind in _BEFORE and not beside.before
        if before and not point.exact and not (point.shape == "half" and first.month == 1):
            last = first - timedelta(days=1)
            flags.add(Flag.BOUNDARY_AMBIGUOUS)
    return Period(
        point.start - len(beside.before),
        beside.end,
        PeriodType.DEADLINE,
        None,
        last,
        None,
        Operator.LE if limited else None,
        limited or None,
        frozenset(flags),
        why=Why.LIMITED_POINT if limited else Why.EXACT_POINT,
        bare=not limited and _is_bare(text, point),
        kept=bool(beside.clock) and not beside.clock.startswith("24"),
    )


def _is_bare(text: str, point: Point) -> bool:
    """年底, 年末, 年中, 年初 without a year."""
    return not point.dated and point.month in {1, 6, 12} and text[point.start] == "年"


def _by_before(text: str, start: int) -> str:
    for length in _BY_LENGTHS.get(text[start - 1 : start], ()):
        word = text[start - length : start]
        if start >= length and word in BY:
            return word
    return ""


def _by_after(text: str, point: Point) -> str:
    for word in AFTER:
        if text.startswith(word, point.end):
            following = text[point.end + len(word) : point.end + len(word) + 1]
            if following and following in _NOT_BY.get(word[-1], ""):
                continue
            return word
    return ""


def _day_alone(text: str, at: int, left: Point) -> Point | None:
    match = _DAY_ALONE.match(text, at)
    if not match or left.day is None:
        return None
    return Point(
        at, match.end(), "day", left.year, left.shift, left.month, int(match[1]), exact=True
    )


def _beginning(text: str, point: Point, end: int, fiscal_year: int | None) -> Period:
    """2024年7月1日起: a span whose end is not written."""
    year = _year_of(point, fiscal_year)
    begin = point.start - (text[point.start - 1 : point.start] in {"自", "从"})
    if year is None:
        return Period(
            begin,
            end,
            PeriodType.DATE_RANGE,
            flags=frozenset({Flag.PERIOD_AMBIGUOUS}),
            why=Why.BEGINNING,
        )
    return Period(
        begin, end, PeriodType.DATE_RANGE, first_and_last(point, year)[0], why=Why.BEGINNING
    )


def _point_range(text: str, left: Point, right: Point, fiscal_year: int | None) -> Period | None:
    """Two points: the year that one of them has written holds for both."""
    shapes = {left.shape, right.shape}
    kinds = {
        "day": PeriodType.DATE_RANGE, "month": PeriodType.MONTH_RANGE,
        "quarter": PeriodType.QUARTER_RANGE,
        "year": PeriodType.YEAR_RANGE, "half": PeriodType.YEAR,
    }  # fmt: skip
    kind = kinds.get(left.shape) if len(shapes) == 1 else PeriodType.DATE_RANGE
    if kind is None or "plan" in shapes or "plan_end" in shapes:
        return None
    low, high = _year_of(left, fiscal_year), _year_of(right, fiscal_year)
    if left.year is not None and not right.dated:
        high = left.year
    if right.year is not None and not left.dated:
        low = right.year
    if low is None or high is None:
        return Period(
            left.start,
            right.end,
            kind,
            flags=frozenset({Flag.PERIOD_AMBIGUOUS}),
            why=Why.TWO_POINTS,
        )
    first, last = first_and_last(left, low)[0], first_and_last(right, high)[1]
    flags = frozenset({Flag.PERIOD_AMBIGUOUS} if left.impossible or right.impossible else ())
    if first > last:
        return None
    begin = left.start - (text[left.start - 1 : left.start] in {"自", "从"})
    end = right.end + text.startswith("止", right.end)
    return Period(begin, end, kind, first, last, flags=flags, why=Why.TWO_POINTS)


def _plain(text: str, point: Point, year: int | None, start: int, end: int) -> Period:
    """A year, half, quarter or month without a limit."""
    kinds = {
        "year": PeriodType.YEAR, "half": PeriodType.HALF_YEAR, "quarter": PeriodType.QUARTER,
        "plan": PeriodType.YEAR_RANGE, "plan_end": PeriodType.YEAR_RANGE,
    }  # fmt: skip
    kind = kinds.get(point.shape, PeriodType.MONTH)
    if point.shape == "year" and text.startswith("全年", end):
        end += 2
    if year is None:
        return Period(
            start, end, kind, flags=frozenset({Flag.PERIOD_AMBIGUOUS}), why=Why.WHOLE_POINT
        )
    first, last = first_and_last(point, year)
    return Period(start, end, kind, first, last, why=Why.WHOLE_POINT)


def _year_of(point: Point, fiscal_year: int | None) -> int | None:
    if point.year is not None:
        return point.year
    return None if fiscal_year is None else fiscal_year + (point.shift or 0)

"""Ranges written with one unit: 1-12月, 前三季度, 2023-2025年 (docs/values.md, Period)."""

from __future__ import annotations

import re
from datetime import date

from normalize.values.closed_sets import Flag, PeriodType
from normalize.values.times.calendar_points import last_day
from normalize.values.times.period import Period
from normalize.values.why import Why

_TO = r"(?:-{1,2}|~|至|到)"
_MONTHS = re.compile(
    rf"""(?:(?P<year>(?:19|20)\d\d)年度?)?
    (?P<low>1[0-2]|0?[1-9])月?份?{_TO}(?P<high>1[0-2]|0?[1-9])月份?     # 1-12月
    (?!\d|底|末|[上中下]旬)                                          # 1月至12月31日 ends in a day
    """,
    re.VERBOSE,
)
_QUARTERS = re.compile(
    r"""(?:(?P<year>(?:19|20)\d\d)年度?)?
    (?: 前(?P<first>[二三两23])个?季度                              # 前三季度
      | 第?(?P<low>[一二三1-3])(?:(?:季度)?(?:[-~至到]|--)|[、和])
        第?(?P<high>[二三四2-4])季度                               # 一至三季度
    )""",
    re.VERBOSE,
)
_YEARS = re.compile(
    rf"""(?P<low>(?:19|20)\d\d)年?度?(?:{_TO}|—)
    (?P<high>(?:19|20)\d\d|\d\d(?=年))(?:年度?)?                   # 2023-2025年, 2023-25年
    (?![\d.]|[初中底末]|[一二三四]季|第[一二三四])                   # a point follows: two points
    """,
    re.VERBOSE,
)
_DIGITS = {"二": 2, "两": 2, "三": 3, "一": 1, "四": 4}


def range_at(text: str, at: int, fiscal_year: int | None) -> Period | None:
    """1-12月, 前三季度, 2023-2025年: ranges written with one unit (docs/values.md, Period).

    `at` is a character offset; the days of the period are inclusive.
    """
    match = _MONTHS.match(text, at)
    if match:
        year = int(match["year"]) if match["year"] else fiscal_year
        return _months(
            at, match.end(), PeriodType.MONTH_RANGE, year, int(match["low"]), int(match["high"])
        )
    match = _QUARTERS.match(text, at)
    if match:
        year = int(match["year"]) if match["year"] else fiscal_year
        low = 1 if match["first"] else _quarter(match["low"])
        high = _quarter(match["first"] or match["high"])
        if "、" in match[0] and high != low + 1:
            return None
        return _months(at, match.end(), PeriodType.QUARTER_RANGE, year, low * 3 - 2, high * 3)
    match = _YEARS.match(text, at)
    bare = match is not None and match[0][-1] not in "年度"
    if match and (not bare or match.span() == (0, len(text))):
        low, high = int(match["low"]), int(match["high"])
        high = high if high > 99 else low // 100 * 100 + high
        if low <= high:
            return Period(
                at,
                match.end(),
                PeriodType.YEAR_RANGE,
                date(low, 1, 1),
                date(high, 12, 31),
                why=Why.ONE_UNIT_RANGE,
            )
    return None


def _quarter(written: str) -> int:
    return _DIGITS.get(written) or int(written)


def _months(  # noqa: PLR0913, PLR0917 -- the six facts of a span, given once each
    start: int, end: int, kind: PeriodType, year: int | None, low: int, high: int
) -> Period | None:
    if low > high:
        return None
    if year is None:
        return Period(
            start, end, kind, flags=frozenset({Flag.PERIOD_AMBIGUOUS}), why=Why.ONE_UNIT_RANGE
        )
    return Period(
        start, end, kind, date(year, low, 1), last_day(year, high), why=Why.ONE_UNIT_RANGE
    )

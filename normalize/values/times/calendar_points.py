"""Points in time as written: year, half, quarter, month, part, day (docs/values.md, Period)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from normalize.values.numbers.numerals import han_integer, han_year
from normalize.vocabulary import read

_DATA = read("periods")
RELATIVE: dict[str, int] = dict(_DATA["relative"])
PLANS: dict[str, int] = dict(_DATA["plans"])

_YEAR = (
    r"""(?: (?P<year>(?:19|20)\d\d)(?:年度?|(?=全年))              # 2024年, 2024全年
      | (?P<short>(?<!\d)2\d)年(?=\d{1,2}月|底|末)               # 24年12月
      | (?P<han_year>[一二][〇零○一二三四五六七八九]{3})年度?         # 二〇二四年
      | (?P<relative>["""
    + "".join(RELATIVE)
    + r"""])一?年度?                                            # 次年, 本年度: before a point only
        (?=\d|[一二三四1-4]季|第[一二三四1-4]季|[上下]半年|年?[初底末终中]
          |[一二三四五六七八九十]{1,2}月|\Z|完成|内) )"""
)
_MONTH = r"""
    (?: (?<!\d)(?P<month>1[0-2]|0?[1-9])月份?
      | (?P<han_month>十[一二]?|[一二三四五六七八九])月份?(?!个) )"""
_DAY = r"""
    (?: (?P<day>3[01]|[12]\d|0?[1-9])(?:[日号]|(?=前|之前|以前|止|$))
      | (?P<han_day>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号] )"""
_PART = r"(?P<part>上旬|中旬|下旬|月?底|月?末|月?初|中(?=前|$|,))"
_QUARTER = r"第?(?P<quarter>[一二三四1-4])季度?(?P<quarter_part>末|底)?"
_HALF = r"(?P<half>[上下])半年度?(?P<half_part>末|底)?"
# 年内 ends a year, but 3年内 is a length of time and 年内容 no time at all.
_WHOLE = r"""
    (?P<whole>年底|年末|年终|年中|年初|(?<![\d一二两三四五六七八九十半几])年(?=内(?!容|部)))"""
_YEAR_END = r"(?P<year_end>[底末初终中])(?!级|小学|心)"
_PLAN = r"[“\"]?(?P<plan>" + "|".join(PLANS) + r")[”\"]?(?P<plan_part>期末|末|期间|时期|规划期)"
POINT = re.compile(
    rf"""
    {_YEAR}? (?: {_MONTH}(?:{_PART}|{_DAY})? | {_QUARTER} | {_HALF} | {_WHOLE} | {_YEAR_END} )
    | {_YEAR.replace("?P<", "?P<y_")}
    | {_PLAN}
    """,
    re.VERBOSE,
)
DOTTED = re.compile(
    r"""(?<![\d.])(?P<year>(?:19|20)\d\d)
    (?P<mark>[./-])(?P<month>1[0-2]|0?[1-9])
    (?:(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9]))?日?
    (?=$|[前之以底末月日止至到~,;、。)完份初中上下内竣建结开-]
      |[ T]\d{1,2}:\d\d)                                         # else 2024.12 is a number
    """,
    re.VERBOSE,
)
SHORT = re.compile(
    r"""(?<![\d./-])(?P<month>1[0-2]|0?[1-9])[./-](?P<day>3[01]|[12]\d|0?[1-9])
    (?=前|之前|以前|止)                                         # 12.31前
    """,
    re.VERBOSE,
)
COMPACT = re.compile(
    r"""(?<!\d)(?P<year>20\d\d)(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12]\d|0[1-9])
    (?!\d|[.%万元])                                            # 20241231, but 20241231元 is money
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Point:
    """A point or span on the calendar; `exact` tells whether it names a day or the end of a span.

    `start` and `end` are character offsets; month 1 to 12, day 1 to 31, a quarter is its last
    month. Source: docs/values.md, Period.

    `year` is None where none is written; `shift` counts years from the fiscal year.
    """

    start: int
    end: int
    shape: str
    year: int | None = None
    shift: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    exact: bool = False
    impossible: bool = False

    @property
    def dated(self) -> bool:
        """Is a year written, as a number or in words?"""
        return self.year is not None or self.shift is not None


def last_day(year: int, month: int) -> date:
    """The last day of a month, computed (docs/values.md, Period).

    >>> last_day(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, monthrange(year, month)[1])


def point_at(text: str, start: int) -> Point | None:
    """The point in time that begins here (docs/values.md, Period).

    >>> point = point_at("2024年12月底前", 0)
    >>> point.year, point.month, point.part, point.exact
    (2024, 12, '底', True)
    >>> point_at("3个月内", 0) is None, point_at("2024.12.31前", 0).day
    (True, 31)
    """
    char = text[start : start + 1]
    if char.isdigit():
        short = SHORT.match(text, start)
        if short:
            month, day = int(short["month"]), int(short["day"])
            return Point(start, short.end(), "day", month=month, day=day, exact=True)
        dotted = DOTTED.match(text, start) or COMPACT.match(text, start)
        if dotted:
            return _dotted(dotted)
    match = POINT.match(text, start)
    return _point(match) if match else None


def _dotted(match: re.Match[str]) -> Point:
    year, month = int(match["year"]), int(match["month"])
    day = int(match["day"]) if match["day"] else None
    return Point(
        match.start(),
        match.end(),
        "day" if day else "month",
        year,
        month=month,
        day=day,
        exact=day is not None,
        impossible=day is not None and day > monthrange(year, month)[1],
    )


def _point(match: re.Match[str]) -> Point | None:  # noqa: PLR0911 -- one return a shape of point
    year, shift = _year(match)
    start, end = match.span()
    if match["plan"]:
        shape = "plan_end" if match["plan_part"] in {"末", "期末"} else "plan"
        return Point(start, end, shape, year=PLANS[match["plan"]], exact=shape == "plan_end")
    if match["month"] or match["han_month"]:
        return _month_point(match, year, shift)
    if match["quarter"]:
        quarter = "一二三四".find(match["quarter"]) + 1 or int(match["quarter"])
        ends = bool(match["quarter_part"])
        return Point(start, end, "quarter", year, shift, quarter * 3, exact=ends)
    if match["half"]:
        ends = bool(match["half_part"])
        return Point(
            start, end, "half", year, shift, 6 if match["half"] == "上" else 12, exact=ends
        )
    word = match["whole"] or match["year_end"]
    if word:
        if match["year_end"] and year is None and shift is None:
            return None
        part = word[-1]
        if part in "底末终年":
            return Point(start, end, "month", year, shift, 12, part="底", exact=True)
        if part == "中":
            return Point(start, end, "month", year, shift, 6, part="底", exact=True)
        return Point(start, end, "month", year, shift, 1, part="初", exact=False)
    return Point(start, end, "year", year, shift)


def _month_point(match: re.Match[str], year: int | None, shift: int | None) -> Point | None:
    month = int(match["month"]) if match["month"] else han_integer(match["han_month"])
    if month is None:
        return None
    day = int(match["day"]) if match["day"] else None
    if match["han_day"]:
        day = han_integer(match["han_day"])
    longest = (
        monthrange(year, month)[1] if year else (29 if month == 2 else monthrange(2023, month)[1])
    )
    part = (match["part"] or "").removeprefix("月").replace("末", "底")
    return Point(
        match.start(), match.end(), "day" if day else "month", year, shift, month, day, part,
        exact=bool(day or part), impossible=day is not None and day > longest,
    )  # fmt: skip


def _year(match: re.Match[str]) -> tuple[int | None, int | None]:
    for prefix in ("", "y_"):
        if match[f"{prefix}year"]:
            return int(match[f"{prefix}year"]), None
        if match[f"{prefix}short"]:
            return 2000 + int(match[f"{prefix}short"]), None
        if match[f"{prefix}han_year"]:
            return han_year(match[f"{prefix}han_year"]), None
        if match[f"{prefix}relative"]:
            return None, RELATIVE[match[f"{prefix}relative"]]
    return None, None


def first_and_last(point: Point, year: int) -> tuple[date, date]:
    """First and last day of what a point names, in a given year (docs/values.md, Period).

    Both days are inclusive.

    >>> first_and_last(point_at("6月中旬", 0), 2024)
    (datetime.date(2024, 6, 11), datetime.date(2024, 6, 20))
    >>> first_and_last(point_at("三季度", 0), 2024)[0]
    datetime.date(2024, 7, 1)
    """
    month = point.month or 12
    if point.shape == "year":
        return date(year, 1, 1), date(year, 12, 31)
    if point.shape in {"plan", "plan_end"}:
        return date(year, 1, 1), date(year + 4, 12, 31)
    if point.shape == "quarter":
        return date(year, month - 2, 1), last_day(year, month)
    if point.shape == "half":
        return date(year, month - 5, 1), last_day(year, month)
    last = last_day(year, month)
    if point.day:
        day = date(year, month, min(point.day, last.day))
        return day, day
    spans = {
        "上旬": (1, 10),
        "初": (1, 10),
        "中旬": (11, 20),
        "中": (11, 20),
        "下旬": (21, last.day),
    }
    first, end = spans.get(point.part, (1, last.day))
    return date(year, month, first), date(year, month, end)

"""Periods, rhythms and deadlines, resolved with the fiscal year (VALUES.md section 2.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from normalize.closed import Flag, Operator, PeriodType
from normalize.dates import PLANS, Point, first_and_last, last_day, point_at
from normalize.vocabulary import index, longest, read

_DATA = read("periods")
_SPANS = {w: c for w, c in index((k, v) for k, v in _DATA["spans"].items()).items() if w != c}
_RHYTHMS = {w: c for w, c in index((k, v) for k, v in _DATA["recurring"].items()).items() if w != c}
_RHYTHM_TYPES = {code: PeriodType(name) for code, name in _DATA["recurring_type"].items()}
_WORD_LENGTHS = longest([*_SPANS, *_RHYTHMS])
_BY = dict.fromkeys(_DATA["by"]["before"], Operator.LE)
_BY_LENGTHS = longest(_BY, last=True)
_AFTER: tuple[str, ...] = tuple(sorted(_DATA["by"]["after"], key=len, reverse=True))
_BASE_BEFORE = tuple(_DATA["base"]["before"])
_BASE_AFTER = tuple(_DATA["base"]["after"])

HINT = re.compile(
    r"[年月季旬]|\d\.\d{1,2}[前之以止]|"
    + "|".join(PLANS)
    + r"|每[天日周]|按[日天周]|逐[日周]|(?:19|20)\d\d[./-]\d|(?<!\d)20\d{6}(?!\d)|"
    + "|".join(word for word in _SPANS if not set(word) & set("年月季"))
)
# One character at least of everything that HINT finds.
_HINT_CHARS = frozenset("年月季旬每按逐./-0五") | {
    word[-1] for word in _SPANS if not set(word) & set("年月季")
}
_TRIGGERS = frozenset(
    '0123456789一二三四五六七八九十第前“"' + "本当今该次翌明下来上去后年" + "".join(_WORD_LENGTHS)
)
_MONTHS = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年度?)?(?P<low>1[0-2]|0?[1-9])月?份?(?:-{1,2}|~|至|到)(?P<high>1[0-2]|0?[1-9])月份?(?!\d|底|末|[上中下]旬)"
)
_QUARTERS = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年度?)?(?:前(?P<first>[二三两23])个?季度|第?(?P<low>[一二三1-3])(?:(?:季度)?(?:[-~至到]|--)|[、和])第?(?P<high>[二三四2-4])季度)"
)
_YEARS = re.compile(
    r"(?P<low>(?:19|20)\d\d)年?度?(?:-{1,2}|~|至|到|—)(?P<high>(?:19|20)\d\d|\d\d(?=年))(?:年度?)?(?![\d.]|[初中底末]|[一二三四]季|第[一二三四])"
)
_LINK = re.compile(r"-{1,2}|~|至|到|—")
_DAY_ALONE = re.compile(r"(3[01]|[12]\d|0?[1-9])[日号]")
_RECURRING_DAY = re.compile(
    r"(?:的?第?(?:3[01]|[12]\d|0?[1-9])[日号天]?|[底末初]|[一二三四五六日]|(?:上|中|下)旬)(?=前|之前|以前|内|以内|日前)"
)
_RECURRING_ON = re.compile(r"(?:(?:3[01]|[12]\d|0?[1-9])[日号]|[底末初])")
_NOT_BY = {"前": "期往提列后三两十年期沿景瞻端", "内": "容涝部外地蒙控需河生在存设"}
_RELATIVE_RHYTHMS = frozenset({"次月", "下月", "当月"})
_DIGITS = {"二": 2, "两": 2, "三": 3, "一": 1, "四": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """A period with the span of text it used; `deadline` tells whether it is a date by which."""

    start: int
    end: int
    type: PeriodType | None
    first: date | None = None
    last: date | None = None
    freq: str | None = None
    operator: Operator | None = None
    operator_raw: str | None = None
    flags: frozenset[Flag] = frozenset()
    rhythm: bool = False
    bare: bool = False
    """A word like 年底 or 年末 alone: in a name it is no period."""
    kept: bool = False
    """Its digits stand in no field: the text stays in the residual."""

    @property
    def deadline(self) -> bool:
        """Is it a date by which?"""
        return self.type is PeriodType.DEADLINE


def find_periods(text: str, fiscal_year: int | None) -> list[Period]:
    """The periods of a cleaned text in written order.

    >>> [(p.type.value, str(p.last)) for p in find_periods("12月底前有序完成", 2024)]
    [('deadline', '2024-12-31')]
    >>> find_periods("较2023年增长5%", 2024), find_periods("3个月内", 2024)
    ([], [])
    """
    if _HINT_CHARS.isdisjoint(text) or not HINT.search(text):
        return []
    found: list[Period] = []
    at, size = 0, len(text)
    while at < size:
        if text[at] in _TRIGGERS:
            period = _period_at(text, at, fiscal_year)
            if period:
                found.append(period)
                at = period.end
                continue
        at += 1
    return found


def _period_at(text: str, at: int, fiscal_year: int | None) -> Period | None:  # noqa: PLR0911 -- one return a shape of period
    char = text[at]
    if char.isdigit():
        previous = text[at - 1 : at]
        if previous and (
            previous.isdigit() or previous in ".×*" or (previous.isascii() and previous.isalpha())
        ):
            return None
    word = _word_at(text, at)
    if word in _RHYTHMS:
        return _rhythm(text, at, word, fiscal_year)
    if word:
        return _span(text, at, word, fiscal_year)
    ranged = _ranges(text, at, fiscal_year)
    if ranged:
        return None if _is_base(text, ranged.start, ranged.end) else ranged
    point = point_at(text, at)
    if point is None or _is_base(text, point.start, point.end):
        return None
    if _is_length(text, point):
        return None
    return _pointed(text, point, fiscal_year)


def _word_at(text: str, at: int) -> str:
    for length in _WORD_LENGTHS.get(text[at], ()):
        word = text[at : at + length]
        if word in _SPANS or word in _RHYTHMS:
            return word
    return ""


def _is_base(text: str, start: int, end: int) -> bool:
    """较2023年, 2023年同期: a base of comparison is no period of the target."""
    if text.startswith(_BASE_AFTER, end):
        return True
    return text.endswith(_BASE_BEFORE, 0, start) and not text.endswith(tuple(_BY), 0, start)


def _is_length(text: str, point: Point) -> bool:
    """≥6月 is a length of time."""
    return (
        point.shape == "month"
        and not point.dated
        and not point.part
        and text[point.start - 1 : point.start] in {"≥", ">"}
        and (text[point.start : point.start + 1].isdigit())
    )


def _year_of(point: Point, fiscal_year: int | None) -> int | None:
    if point.year is not None:
        return point.year
    return None if fiscal_year is None else fiscal_year + (point.shift or 0)


def _span(text: str, at: int, word: str, fiscal_year: int | None) -> Period | None:
    """全年, 上半年, 长期, 近期: words for a span of the fiscal year."""
    shape, end = _SPANS[word], at + len(word)
    if shape == "half_year" or (shape == "year" and _followed_by_point(text, end, word)):
        point = point_at(text, at)
        return _pointed(text, point, fiscal_year) if point else None
    if (
        shape == "year"
        and word[0] in "本当今年"
        and (word[-1] == "内" or text.startswith("内", end))
    ):
        end += word[-1] != "内"
        return _dated_by(at, end, "内", fiscal_year)
    if shape == "vague":
        return Period(at, end, None, flags=frozenset({Flag.PERIOD_VAGUE}))
    if shape == "long_term":
        return Period(at, end, PeriodType.LONG_TERM)
    if fiscal_year is None:
        return Period(at, end, PeriodType.YEAR, flags=frozenset({Flag.PERIOD_AMBIGUOUS}))
    return Period(at, end, PeriodType.YEAR, date(fiscal_year, 1, 1), date(fiscal_year, 12, 31))


def _dated_by(start: int, end: int, word: str, fiscal_year: int | None) -> Period:
    """By the end of the fiscal year (本年度内)."""
    last = date(fiscal_year, 12, 31) if fiscal_year else None
    flags = frozenset() if fiscal_year else frozenset({Flag.PERIOD_AMBIGUOUS})
    return Period(start, end, PeriodType.DEADLINE, None, last, None, Operator.LE, word, flags)


def _followed_by_point(text: str, end: int, word: str) -> bool:
    return word[0] in "本当今" and bool(
        re.match(r"\d{1,2}月|[底末终初中]|年[底末]|第?[一二三四1-4]季|[上下]半年", text[end:])
    )


def _rhythm(text: str, at: int, word: str, fiscal_year: int | None) -> Period | None:
    """每月, 按季度, 每年1-12月, 每月15日前."""
    freq, end = _RHYTHMS[word], at + len(word)
    if word[0] == "按" and text.startswith(("计划", "目标", "任务", "预算", "方案"), end):
        return None
    first = date(fiscal_year, 1, 1) if fiscal_year else None
    last = date(fiscal_year, 12, 31) if fiscal_year else None
    unknown = frozenset() if fiscal_year else frozenset({Flag.PERIOD_AMBIGUOUS})
    if freq == "P1Y":
        inner = _ranges(text, end, fiscal_year) if end < len(text) else None
        point = point_at(text, end) if end < len(text) and inner is None else None
        if inner is None and point and point.shape != "year":
            inner = _pointed(text, point, fiscal_year)
        if inner:
            flags = inner.flags | ({Flag.RECURRING_DEADLINE} if inner.deadline else set())
            return Period(
                at, inner.end, inner.type, inner.first, inner.last, freq, inner.operator,
                inner.operator_raw, frozenset(flags),
            )  # fmt: skip
    day = _RECURRING_DAY.match(text, end)
    on = day or _RECURRING_ON.match(text, end)
    if on:
        stop = on.end()
        by = next((w for w in _AFTER if text.startswith(w, stop)), "") if day else ""
        last = last if freq == "P1Y" and text[end:stop] in {"底", "末"} else None
        return Period(
            at,
            stop + len(by),
            PeriodType.DEADLINE,
            None,
            last,
            freq,
            Operator.LE if by else None,
            by or None,
            frozenset({Flag.RECURRING_DEADLINE}),
            kept=any(c.isdigit() for c in text[end:stop]),
        )
    if word in _RELATIVE_RHYTHMS:
        return None
    return Period(at, end, _RHYTHM_TYPES.get(freq), first, last, freq, flags=unknown, rhythm=True)


def _ranges(text: str, at: int, fiscal_year: int | None) -> Period | None:
    """1-12月, 前三季度, 2023-2025年: ranges written with one unit."""
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
                at, match.end(), PeriodType.YEAR_RANGE, date(low, 1, 1), date(high, 12, 31)
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
        return Period(start, end, kind, flags=frozenset({Flag.PERIOD_AMBIGUOUS}))
    return Period(start, end, kind, date(year, low, 1), last_day(year, high))


def _pointed(text: str, point: Point, fiscal_year: int | None) -> Period | None:
    """A point alone, the start of a range, or a deadline."""
    link = _LINK.match(text, point.end)
    if link:
        other = point_at(text, link.end()) or _day_alone(text, link.end(), point)
        if other:
            ranged = _point_range(point, other, fiscal_year)
            if ranged:
                return ranged
    by = _by_before(text, point.start)
    after = "" if point.shape == "plan" else _by_after(text, point)
    start, end = point.start - len(by), point.end + len(after)
    year = _year_of(point, fiscal_year)
    flags: set[Flag] = set()
    if point.impossible:
        flags.add(Flag.PERIOD_AMBIGUOUS)
    bare = (
        not point.dated
        and point.month in {1, 6, 12}
        and text[point.start] == "年"
        and not (by or after)
    )
    if not (by or after or point.exact):
        return _plain(text, point, year, start, end)
    operator = Operator.LE if by or after else None
    raw = by or after or None
    if year is None:
        flags.add(Flag.PERIOD_AMBIGUOUS)
        last = None
    else:
        first, last = first_and_last(point, year)
        before = after in {"前", "之前", "以前", "日前"} and not by
        if before and not point.exact and not (point.shape == "half" and first.month == 1):
            last = first - timedelta(days=1)
            flags.add(Flag.BOUNDARY_AMBIGUOUS)
    return Period(
        start,
        end,
        PeriodType.DEADLINE,
        None,
        last,
        None,
        operator,
        raw,
        frozenset(flags),
        bare=bare,
    )


def _by_before(text: str, start: int) -> str:
    for length in _BY_LENGTHS.get(text[start - 1 : start], ()):
        word = text[start - length : start]
        if start >= length and word in _BY:
            return word
    return ""


def _by_after(text: str, point: Point) -> str:
    for word in _AFTER:
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


def _point_range(left: Point, right: Point, fiscal_year: int | None) -> Period | None:
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
        return Period(left.start, right.end, kind, flags=frozenset({Flag.PERIOD_AMBIGUOUS}))
    first, last = first_and_last(left, low)[0], first_and_last(right, high)[1]
    flags = frozenset({Flag.PERIOD_AMBIGUOUS} if left.impossible or right.impossible else ())
    if first > last:
        return None
    return Period(left.start, right.end, kind, first, last, flags=flags)


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
        return Period(start, end, kind, flags=frozenset({Flag.PERIOD_AMBIGUOUS}))
    first, last = first_and_last(point, year)
    return Period(start, end, kind, first, last)

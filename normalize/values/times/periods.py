"""Periods, rhythms and deadlines, resolved with the fiscal year (docs/values.md, Period)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from normalize.values.closed_sets import Flag, Operator, PeriodType
from normalize.values.date_or_number import is_length_of_months
from normalize.values.times.calendar_points import PLANS, Point, point_at
from normalize.values.times.deadlines import AFTER, BY, period_of
from normalize.values.times.period import Period
from normalize.values.times.ranges_of_time import range_at
from normalize.values.why import Why
from normalize.vocabulary import index, longest, read

_DATA = read("periods")
_SPANS = {w: c for w, c in index((k, v) for k, v in _DATA["spans"].items()).items() if w != c}
_RHYTHMS = {w: c for w, c in index((k, v) for k, v in _DATA["recurring"].items()).items() if w != c}
_RHYTHM_TYPES = {code: PeriodType(name) for code, name in _DATA["recurring_type"].items()}
_WORD_LENGTHS = longest([*_SPANS, *_RHYTHMS])
_BASE_BEFORE = tuple(_DATA["base"]["before"])
_BASE_AFTER = tuple(_DATA["base"]["after"])

HINT = re.compile(
    r"[年月季旬]|\d[./-]\d{1,2}[前之以止]|"
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
_RECURRING_DAY = re.compile(
    r"""
    (?: (?:(?:[首末次]|第[一二三])个?月)?的?第?(?:3[01]|[12]\d|0?[1-9])[日号天]?  # 每季度首月15日前
      | [底末初] | [一二三四五六日] | (?:上|中|下)旬                            # 每月底前, 每周五前
    )
    (?=前|之前|以前|内|以内|日前)
    """,
    re.VERBOSE,
)
_RECURRING_ON = re.compile(r"(?:(?:3[01]|[12]\d|0?[1-9])[日号]|[底末初])")
_EACH = re.compile(r"一[月季][一二两三四五六七八九十\d]+[次场期]")  # 一季一次: a rhythm
_NO_RHYTHM_AFTER = ("计划", "目标", "任务", "预算", "方案")  # 按年计划, 按月度目标
_RELATIVE_RHYTHMS = frozenset({"次月", "下月", "当月"})


def find_periods(text: str, fiscal_year: int | None) -> list[Period]:
    """The periods of a cleaned text in written order (docs/values.md, Period).

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
    ranged = range_at(text, at, fiscal_year)
    if ranged:
        return None if _is_base(text, ranged.start, ranged.end) else ranged
    point = point_at(text, at)
    if point is None or _is_base(text, point.start, point.end):
        return None
    if _is_length(text, point) or _EACH.match(text, at):
        return None
    return period_of(text, point, fiscal_year)


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
    return text.endswith(_BASE_BEFORE, 0, start) and not text.endswith(tuple(BY), 0, start)


def _is_length(text: str, point: Point) -> bool:
    return (
        point.shape == "month"
        and not point.dated
        and not point.part
        and is_length_of_months(text, point.start)
    )


def _span(text: str, at: int, word: str, fiscal_year: int | None) -> Period | None:
    """全年, 上半年, 长期, 近期: words for a span of the fiscal year."""
    shape, end = _SPANS[word], at + len(word)
    if shape == "half_year" or (shape == "year" and _followed_by_point(text, end, word)):
        point = point_at(text, at)
        return period_of(text, point, fiscal_year) if point else None
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
    if word[0] == "按" and text.startswith(_NO_RHYTHM_AFTER, end):
        return None
    inner = _inside_each_year(text, end, fiscal_year) if freq == "P1Y" else None
    if inner:
        flags = inner.flags | ({Flag.RECURRING_DEADLINE} if inner.deadline else set())
        return replace(inner, start=at, freq=freq, flags=frozenset(flags), bare=False, kept=False)
    first = date(fiscal_year, 1, 1) if fiscal_year else None
    last = date(fiscal_year, 12, 31) if fiscal_year else None
    due = _recurring_day(text, at, end, freq, last)
    if due or word in _RELATIVE_RHYTHMS:
        return due
    unknown = frozenset() if fiscal_year else frozenset({Flag.PERIOD_AMBIGUOUS})
    kind = _RHYTHM_TYPES.get(freq)
    return Period(at, end, kind, first, last, freq, flags=unknown, why=Why.RHYTHM_WORD, rhythm=True)


def _inside_each_year(text: str, at: int, fiscal_year: int | None) -> Period | None:
    """每年1-12月, 每年6月底前: the part of every year that is meant."""
    if at >= len(text):
        return None
    ranged = range_at(text, at, fiscal_year)
    if ranged:
        return ranged
    point = point_at(text, at)
    return period_of(text, point, fiscal_year) if point and point.shape != "year" else None


def _recurring_day(text: str, at: int, end: int, freq: str, last: date | None) -> Period | None:
    """每月15日前, 每季度末: a day in every such span; its number stands in no field."""
    day = _RECURRING_DAY.match(text, end)
    on = day or _RECURRING_ON.match(text, end)
    if not on:
        return None
    stop = on.end()
    by = next((word for word in AFTER if text.startswith(word, stop)), "") if day else ""
    yearly = freq == "P1Y" and text[end:stop] in {"底", "末"}
    return Period(
        at,
        stop + len(by),
        PeriodType.DEADLINE,
        None,
        last if yearly else None,
        freq,
        Operator.LE if by else None,
        by or None,
        frozenset({Flag.RECURRING_DEADLINE}),
        why=Why.RECURRING_DAY,
        kept=any(char.isdigit() for char in text[end:stop]),
    )

"""What looks like a date and is none: 13月底, 2月32日, years in reverse, times of a day."""

from __future__ import annotations

import re

from normalize.values.numbers.quantity import Span

_CLOCK = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?"
_MONTH = r"(?:0{1,2}(?!\d)|1[3-9]|[2-9]\d|[1-9]\d\d)"
_DAY = r"(?:0{1,2}(?!\d)|3[2-9]|[4-9]\d|[1-9]\d\d)"
_TAIL = r"(?:(?:\d{1,2}[日号]?|份?[底末初]|[上中下]旬)?(?:前|之前|以前|以?内)?)"
_NO_DAY = re.compile(
    rf"""
    (?P<month_of_year>      (?:19|20)\d\d年{_MONTH}月{_TAIL} )            # 2024年13月
    | (?P<month>            (?<![\d.]){_MONTH}月
                            (?:份|\d{{1,2}}[日号]|[底末初]|[上中下]旬|(?=前(?!期)|之前|以前))
                            {_TAIL} )
    | (?P<month_zero>       (?<![\d.])0{{1,2}}月{_TAIL} )
    | (?P<day_of_month>     (?:(?:19|20)\d\d年)?(?<!\d)(?:1[0-2]|0?[1-9])月{_DAY}[日号]?{_TAIL}
                            (?![人个次项%万户元]) )                       # 12月32日
    | (?P<day>              (?<![\d.]){_DAY}[日号](?=前(?!期)|之前|以前)(?:[前]|之前|以前) )
    | (?P<dashed_month>     (?<!\d)(?:19|20)\d\d-{_MONTH}(?![\d年.%]){_TAIL} )
    | (?P<dotted_day>       (?<!\d)(?:19|20)\d\d(?P<mark>[./-])
                            (?:{_MONTH}(?P=mark)\d{{1,2}}|\d{{1,2}}(?P=mark){_DAY})(?!\d){_TAIL} )
    | (?P<opening_hours>    (?<![\d:日号]){_CLOCK}
                            (?:[-~至到]+{_CLOCK}|(?:之|以)?[前止起后])(?![\d:]) )  # 8:00-18:00
    | (?P<time_of_day>      (?<![\d:])(?:(?:0\d|1\d|2[0-4]):[0-5]\d|\d{{1,2}}:0\d)(?![\d:])$ )
    """,
    re.VERBOSE,
)
_YEARS = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)年?(?:-{1,2}|~|至|到)(?P<last>(?:19|20)\d\d)年"
)


def no_days(text: str) -> list[Span]:
    """Spans that name no day of the calendar (13月底, 2月32日), years in reverse, times of a day.

    They are neither a date nor a number. Half-open spans of characters.
    Source: docs/values.md, Date or number.

    >>> no_days("2024年13月"), no_days("8:00-18:00"), no_days("12月31日前"), no_days("1:18")
    ([(0, 8)], [(0, 10)], [], [])
    """
    spans = [match.span() for match in _NO_DAY.finditer(text)]
    spans += [match.span() for match in _YEARS.finditer(text) if match["first"] > match["last"]]
    return spans

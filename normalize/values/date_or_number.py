"""Is a written thing a date or a number? Decided here, once, for values, names and their rows.

Two questions, from the row inwards: what a bare value (2024, 2024.12, 12.31, 12月) means where its
row asks for a date or an amount; which digits inside a text begin a date and are no number. How
dates are written is told in times/calendar_points.py, what looks like a day and is none in
times/impossible_days.py.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

from normalize.values.units.units import Measure
from normalize.vocabulary import read

_BARE = re.compile(
    r"""(?P<signs>[≥≤<>=]*)
    (?: (?P<year>\d{4}) (?:\.(?P<part>\d{1,2}))?            # 2024, 2024.12
      | (?P<month>\d{1,2}) \.(?P<day>\d{1,2})               # 12.31
      | (?P<serial>[345]\d{4}|20\d\d(?:0[1-9]|1[0-2])) (?:\.0+)?   # 45657, 202412
      | (?P<count>\d{1,2}) (?P<unit>月(?P<bound>以?内|之内|以上|以下)?)?      # 12, 12月, 12月内
    )""",
    re.VERBOSE,
)
_CALENDAR_YEAR = re.compile(r"(?:19|20)\d\d")
_CALENDAR_MONTH = re.compile(r"1[0-2]|0?[1-9]")
_CALENDAR_DAY = re.compile(r"3[01]|[12]\d|0?[1-9]")
_NO_MONTH = re.compile(r"1[3-9]|[2-9]\d")
_LASTING = frozenset(read("periods")["asked"]["long_term"])
_SERIALS = range(36526, 54789)
"""The numbers under which a spreadsheet keeps the days of 2000 to 2049."""
_PARTS_OF_MONTHS = frozenset(
    {"月底", "月末", "月底前", "月末前", "月份", "月中旬", "月上旬", "月下旬"}
)
"""Unit columns that make a date of a bare number: 12 with 月底 is the end of December."""


class RowName(Protocol):
    """What the name of a row says about the value beside it (indicator_name.Name)."""

    @property
    def dated(self) -> bool:
        """Does it ask for a date (完成时间)?"""

    @property
    def lengths(self) -> bool:
        """Does 月 behind a number mean a length of time under it (工期)?"""

    @property
    def money(self) -> bool:
        """Does it name an amount?"""

    @property
    def share(self) -> bool:
        """Does it name a share (合格率)?"""

    @property
    def unit(self) -> Measure | None:
        """The unit in its final brackets."""


class Meant(NamedTuple):
    """What a bare value means in its row: the text to read, and whether the reading is in doubt.

    `number`: it holds no date, whatever a date of that shape would be.
    """

    text: str
    number: bool = False
    doubtful: bool = False


def meant(text: str, name: RowName, unit: Measure | None) -> Meant:
    """A bare value as its row wants it read; every other text as it stands.

    `text` is cleaned, `unit` that of the unit column. Source: docs/values.md, Date or number.

    >>> from normalize.values.indicator_name import Name
    >>> meant("12.31", Name("完成时间"), None)
    Meant(text='12月31日', number=False, doubtful=True)
    >>> meant("2024.12", Name("项目成本"), None), meant("2024.12", Name(""), None).doubtful
    (Meant(text='2024.12', number=True, doubtful=False), True)
    """
    if text in _LASTING:
        return Meant("长期" if name.dated or name.lengths else text)
    bare = _BARE.fullmatch(text)
    if bare is None:
        return Meant(text)
    if bare["part"]:
        return _dotted_month(bare, name, unit)
    if bare["serial"]:
        asked = name.dated and not name.lengths and unit is None and name.unit is None
        return Meant(text, doubtful=asked and _may_be_day(bare["serial"]))
    if bare["count"] is not None:
        return _month_or_count(bare, name, unit)
    return _year_or_day(bare, name, unit)


def _may_be_day(serial: str) -> bool:
    """45657, under which a spreadsheet keeps a day of 2024, and 202412."""
    return len(serial) > len("45657") or int(serial) in _SERIALS


def _dotted_month(bare: re.Match[str], name: RowName, unit: Measure | None) -> Meant:
    """2024.12: a month, unless its row asks for an amount; 2024.13 is a number that is in doubt."""
    amount = unit is not None or (not name.dated and (name.unit is not None or name.money))
    if amount or not _CALENDAR_YEAR.fullmatch(bare["year"]):
        return Meant(bare[0], number=amount)
    month = _CALENDAR_MONTH.fullmatch(bare["part"]) is not None
    doubt = (not bare["signs"] and not name.dated and name.unit is None) if month else True
    return Meant(bare[0], doubtful=doubt)


def _month_or_count(bare: re.Match[str], name: RowName, unit: Measure | None) -> Meant:
    """12月: December, or twelve months under 工期; 12 with 月底 in its unit column is December."""
    signs, written = bare["signs"], bare["unit"] is not None
    month = signs in {"", "="} and _CALENDAR_MONTH.fullmatch(bare["count"]) is not None
    if written:
        if month:
            doubt = bool(signs) and not name.dated
        else:
            doubt = not signs and _NO_MONTH.fullmatch(bare["count"]) is not None
        doubt = doubt and not bare["bound"] and not name.lengths
        return Meant(bare[0], number=name.lengths, doubtful=doubt)
    if not month:
        return Meant(bare[0])
    if unit is not None and unit.raw in _PARTS_OF_MONTHS:
        return Meant(bare[0] + unit.raw)
    unsaid = unit.raw == "月" if unit is not None else not (name.unit or name.share)
    return Meant(bare[0], doubtful=unsaid and name.dated and not name.lengths)


def _year_or_day(bare: re.Match[str], name: RowName, unit: Measure | None) -> Meant:
    """2024 and 12.31: a year with 年 in its unit column, dates under a name that asks for one."""
    if bare["year"]:
        date = f"{bare[0]}年" if _CALENDAR_YEAR.fullmatch(bare[0]) else None
    else:
        day = _CALENDAR_MONTH.fullmatch(bare["month"]) and _CALENDAR_DAY.fullmatch(bare["day"])
        by = bare["signs"] in {"", "≤", "<", "="}
        date = f"{bare['signs']}{bare['month']}月{bare['day']}日" if day and by else None
    if date is None:
        return Meant(bare[0])
    if unit is not None:
        return Meant(date if unit.raw == "年" and bare["year"] else bare[0])
    asked = name.dated and not (name.lengths or name.share or name.unit)
    return Meant(date, doubtful=True) if asked else Meant(bare[0])


# A number that is, or may be, a date, or is written in a way that says more than its value.
_LIKE_A_DATE = re.compile(r"(?:19|20)\d\d(?:\d{4})?(?!\d)|0\d|\d+[./-]\d+[前之以止]")
_SCHOOL_YEAR = re.compile(r"(?:19|20)\d\d(?:-{1,2}|~|至)\d{2,4}学年")
_BEHIND_A_YEAR = ("年", "学年", "全年", "版", "级", "届", "款", "型")
_BEHIND_A_DAY = ("日前", "日之前", "日以前", "号前")
_AT_LEAST = frozenset({"≥", ">"})
_LAST_DAYS = frozenset({28, 29, 30, 31})


def may_be_date(text: str, at: int) -> bool:
    """May the digits at `at` say more than their value, so that not every number reads like them?

    >>> may_be_date("≥2024万元", 1), may_be_date("≥95%", 1), may_be_date("05", 0)
    (True, False, True)
    """
    return _LIKE_A_DATE.match(text, at) is not None


def begins_date(text: str, at: int, end: int) -> bool:
    """Are the digits from `at` to `end` a year or a day before which, and so never the number?

    Source: docs/values.md, Date or number.

    >>> begins_date("2024年底", 0, 4), begins_date("2024-2025学年", 0, 4)
    (True, True)
    >>> begins_date("5日前", 0, 1), begins_date("5个工作日内", 0, 1)
    (True, False)
    """
    year = end - at == 4 and text.startswith(("19", "20"), at)
    if year and (text.startswith(_BEHIND_A_YEAR, end) or _SCHOOL_YEAR.match(text, at)):
        return True
    return text.startswith(_BEHIND_A_DAY, end)


def is_length_of_months(text: str, at: int) -> bool:
    """≥6月 limits a length of time from below: no date is at least June.

    Source: docs/values.md, Date or number.

    >>> is_length_of_months("≥6月", 1), is_length_of_months("≤6月", 1)
    (True, False)
    """
    return text[at - 1 : at] in _AT_LEAST and text[at : at + 1].isdigit()


def may_be_last_day(month: int, day: int) -> bool:
    """12/31 is the last day of a month or twelve parts of 31: neither is read.

    Source: docs/values.md, Date or number.
    """
    return month <= 12 and day in _LAST_DAYS

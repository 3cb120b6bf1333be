"""Number formats: what a spreadsheet shows of a number, by the code of its cell.

`shown` is the way in. The codes are those of ECMA-376 Part 1, 18.8.31, with what Chinese editions
of the programs write: G/通用格式, 上午/下午, [DBNum1].
"""

from __future__ import annotations

import math
from decimal import Decimal

from extract.readers.office.shown.codes import BUILT_IN, Section, sections_of
from extract.readers.office.shown.dates import shown_date
from extract.readers.office.shown.numbers import shown_number
from extract.readers.office.shown.numerals import in_numerals_with_fraction
from extract.readers.office.shown.plain_numbers import general

__all__ = ["BUILT_IN", "is_date", "shown", "shown_text"]


def shown(value: float, code: str, *, epoch_1904: bool = False) -> str:
    """What a cell with a number shows. Never raises; a code that nobody understands is General.

    >>> shown(0.95, "0%"), shown(1234.5, "#,##0.00"), shown(45657, 'yyyy"年"m"月"d"日"')
    ('95%', '1,234.50', '2024年12月31日')
    >>> shown(10000000, '0\\\\.0,"万元"'), shown(0, '[=0]"无";General'), shown(0.1 + 0.2, "General")
    ('1000.0万元', '无', '0.3')
    """
    section, value = _section(sections_of(code), value)
    if section is None:
        return general(value)
    if section.is_general:
        return section.with_general(_general(value, section.numerals))
    if section.is_date:
        dated = shown_date(value, section, epoch_1904=epoch_1904)
        return general(value) if dated is None else dated
    return shown_number(value, section)


def shown_text(text: str, code: str) -> str:
    """What a cell with a text shows: the code may have a section for texts.

    >>> shown_text("3", '@"人"'), shown_text("3", "0.00"), shown_text("内部", ";;;")
    ('3人', '3', '')
    """
    sections = sections_of(code)
    if len(sections) > 3:
        return sections[3].with_text(text)
    if sections[-1].has_text:
        return sections[-1].with_text(text)
    return text


def is_date(code: str) -> bool:
    """Does a code show numbers as dates or times?

    >>> is_date("yyyy-mm-dd"), is_date('0.0"days"')
    (True, False)
    """
    return sections_of(code)[0].is_date


def _section(sections: tuple[Section, ...], value: float) -> tuple[Section | None, float]:
    """The section of a code that a number is shown by, and the number as that shows it.

    The second and third of two or three are for negative numbers and for nought, unless they say
    otherwise; a negative number loses its sign where a section is for such alone.
    """
    numeric = [each for each in sections[:3] if not each.has_text or each.is_general]
    if not numeric:
        return None, value
    if any(each.condition for each in numeric):
        for each in numeric:
            if each.condition is None or each.condition.holds(value):
                return each, abs(value) if each.condition and each.condition.negative else value
        return numeric[-1], value
    if value < 0 and len(numeric) > 1:
        return numeric[1], -value
    if value == 0 and len(numeric) > 2:
        return numeric[2], value
    return numeric[0], value


def _general(value: float, numerals: int) -> str:
    if not numerals or not math.isfinite(value):
        return general(value)
    sign = "-" if value < 0 else ""
    return sign + in_numerals_with_fraction(Decimal(general(abs(value))), numerals)

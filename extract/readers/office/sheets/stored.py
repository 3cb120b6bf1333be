"""A stored number → what its cell shows; where that is another number, both are told."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

import regex

from extract.readers.office.sheets.sheet import Sheet
from extract.readers.office.shown import is_date, shown
from extract.readers.office.shown.dates import day_number
from extract.readers.office.shown.plain_numbers import exact, plain

_DIGITS = regex.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = {"%": Decimal("0.01"), "‰": Decimal("0.001"), "万": Decimal(10_000)}
_SIGNIFICANT = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How a workbook counts days."""

    epoch_1904: bool = False

    def text(self, sheet: Sheet, at: tuple[int, int], value: str, code: str) -> str:
        """What a cell with a stored number shows; what is no number shows itself."""
        try:
            number = float(value)
        except ValueError:
            return value.strip()
        if not math.isfinite(number):
            return value.strip()
        text = shown(number, code, epoch_1904=self.epoch_1904)
        if text and not is_date(code) and not _says(text, number):
            sheet.stored[at] = plain(exact(number))
        return text

    def of_day(self, value: str, code: str) -> str:
        """What a cell with a day written in full (ISO 8601) shows."""
        try:
            day = datetime.fromisoformat(value.strip().removesuffix("Z"))
        except ValueError:
            return value.strip()
        number = day_number(day)
        return shown(number, code if is_date(code) else "yyyy/m/d")


def _says(text: str, number: float) -> bool:
    """Does a text show all of a number, whatever unit and signs stand beside it?"""
    digits = _DIGITS.findall(text)
    if not digits:
        return number == 0 or not any(char.isdigit() for char in text)
    try:
        printed = Decimal(digits[0].replace(",", ""))
    except InvalidOperation:
        return True
    stored = abs(exact(number))
    if len(digits) > 1 or stored == printed:
        return True
    return any(stored == printed * scale for sign, scale in _SCALES.items() if sign in text) or (
        _is_scaled(stored, printed)
    )


def _is_scaled(stored: Decimal, printed: Decimal) -> bool:
    """Are both the same but for the place of the point, with every digit shown?"""
    return bool(printed) and stored.normalize().as_tuple().digits == (
        printed.normalize().as_tuple().digits
    )

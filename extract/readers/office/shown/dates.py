"""A number by a section of a date or a time: days since 1899-12-31, or since 1904."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from extract.readers.office.shown.codes import Section, Token, literal
from extract.readers.office.shown.numerals import digit_by_digit, in_numerals

_LEAP = 60
"""The programs count a 29th of February 1900 that was none."""
_LAST = 2_958_466  # 10000-01-01
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK = "一二三四五六日"


def moment(value: float, *, epoch_1904: bool = False) -> datetime | None:
    """The moment that a number stands for, to the second; None where it is none.

    >>> moment(45657), moment(44195, epoch_1904=True), moment(-1)
    (datetime.datetime(2024, 12, 31, 0, 0), datetime.datetime(2024, 12, 31, 0, 0), None)
    """
    if not 0 <= value < _LAST:
        return None
    before = datetime(1899, 12, 30 if value >= _LEAP else 31)
    first = datetime(1904, 1, 1) if epoch_1904 else before
    seconds = (Decimal(repr(value)) * 86_400).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return first + timedelta(seconds=int(seconds))


def shown_date(value: float, section: Section, *, epoch_1904: bool) -> str | None:
    """What a section of a date shows of a number; None where it is no date."""
    at = moment(value, epoch_1904=epoch_1904)
    if at is None:
        return None
    halves = any(token.kind == "half" for token in section.tokens)
    shown = _Shown(at, value, section.numerals, halves=halves)
    tokens = list(_minutes_told(section.tokens))
    return "".join(map(shown.text, tokens)).strip()


def _minutes_told(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """M behind hours, or before seconds, is minutes: told by the kind `minute`."""
    timed = [n for n, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    for n, token in enumerate(tokens):
        if token.kind == "date" and token.text[0] in "mM" and len(token.text) < 3:
            at = timed.index(n)
            before = tokens[timed[at - 1]].text[0] if at else ""
            after = tokens[timed[at + 1]].text[0] if at + 1 < len(timed) else ""
            if (before in "hH" and before) or (after in "sS" and after):
                yield Token("minute", token.text)
                continue
        yield token


@dataclass(frozen=True, slots=True, kw_only=False)
class _Shown:
    """A moment, piece by piece."""

    at: datetime
    value: float
    numerals: int
    halves: bool = False

    def text(self, token: Token) -> str:
        """What a token shows."""
        match token.kind:
            case "minute":
                text = self._number(self.at.minute, len(token.text))
            case "half":
                text = token.text.split("/")[self.at.hour >= 12]
            case "elapsed":
                unit = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
                text = str(round(self.value * 86_400) // unit).zfill(len(token.text))
            case "date":
                text = self._date(token.text.lower())
            case "slash" | "comma" | "point" | "percent":
                text = token.text
            case _:
                text = literal(token)
        return text

    def _date(self, letters: str) -> str:
        size = len(letters)
        match letters[0]:
            case "y" | "e":
                text = self._year(letters)
            case "m" if size >= 3:
                text = _MONTHS[self.at.month - 1][: {3: 3, 5: 1}.get(size)]
            case "m":
                text = self._number(self.at.month, size)
            case "d" if size >= 3:
                text = _DAYS[self.at.weekday()][: 3 if size == 3 else None]
            case "d":
                text = self._number(self.at.day, size)
            case "a":
                text = ("星期" if size > 3 else "") + _WEEK[self.at.weekday()]
            case "h":
                hour = (self.at.hour - 1) % 12 + 1 if self.halves else self.at.hour
                text = self._number(hour, size)
            case _:
                whole, point, tenths = letters.partition(".")
                text = self._number(self.at.second, len(whole)) + point + tenths
        return text

    def _year(self, letters: str) -> str:
        if self.numerals:
            return digit_by_digit(self.at.year, self.numerals)
        is_short = letters[0] == "y" and len(letters) < 3
        return f"{self.at.year % 100:02}" if is_short else str(self.at.year)

    def _number(self, number: int, size: int) -> str:
        if self.numerals:
            text = in_numerals(number, self.numerals)
            return text[1:] if 10 <= number < 20 and self.numerals == 1 else text
        return str(number).zfill(min(size, 2))


def day_number(day: datetime) -> float:
    """The number that stands for a moment after February 1900."""
    since = day.replace(tzinfo=None) - datetime(1899, 12, 30)
    return since.days + since.seconds / 86_400

"""A day in a cell of a table that a person keeps: manifest.csv, corrections.csv."""

from __future__ import annotations

from datetime import date

import regex

_DAY = regex.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")


def read_day(text: str) -> date | None:
    """A day as ISO writes it, or as a spreadsheet saves it again; None where it is none.

    >>> read_day("2025-03-01") == read_day("2025/3/1") == date(2025, 3, 1)
    True
    >>> read_day("2025-02-30"), read_day("20250301")
    (None, None)
    """
    match = _DAY.fullmatch(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None  # 2025-02-30: no day either

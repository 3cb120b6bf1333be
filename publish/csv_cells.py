"""Texts as cells of CSV files that a spreadsheet opens without running anything (CSV 单元格)."""

from __future__ import annotations

import regex

_GUARD = "'"
_BEGINS = tuple("=+-@＝＋－＠\t\r\n'")
_NUMBER = regex.compile(r"[+-]?\d+(?:\.\d+)?")
_QUOTED = regex.compile(r'[",\r\n]|^\s|\s$|^$')


def guarded(said: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> guarded("=16人"), guarded("-5"), guarded("'a")
    ("'=16人", '-5', "''a")
    """
    if not said.startswith(_BEGINS) or _NUMBER.fullmatch(said):
        return said
    return _GUARD + said


def quoted(said: str) -> str:
    """A cell as CSV writes it."""
    doubled = said.replace('"', '""')
    return f'"{doubled}"' if _QUOTED.search(said) else said

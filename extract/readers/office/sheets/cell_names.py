"""Names of cells, as `B7`, and what numbers they stand for."""

from __future__ import annotations

import regex

_REFERENCE = regex.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


def place_of_name(reference: str | None) -> tuple[int, int] | None:
    """Row and column of a name, counted from 0; None where it is none.

    >>> place_of_name("B7"), place_of_name("$AA$1"), place_of_name("7B")
    ((6, 1), (0, 26), None)
    """
    found = _REFERENCE.fullmatch(reference or "")
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1

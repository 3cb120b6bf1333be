"""Where a clause of a value begins and ends, and what is left of it."""

from __future__ import annotations

import re

_CLAUSE_END = re.compile(r"[,;。!?]|(?<!\d)、|、(?!\d)")


def clause_end(text: str, at: int) -> int:
    """Where the clause that holds `at` ends (docs/values.md, Numbers).

    Offsets are characters; the separator itself is outside.
    """
    match = _CLAUSE_END.search(text, at)
    return match.start() if match else len(text)


def rest_of_clause(text: str, end: int) -> str:
    """What follows in the clause (docs/values.md, Numbers)."""
    return text[end : clause_end(text, end)].strip("()[]")


def clause_start(text: str, low: int, at: int) -> int:
    """Where the clause that holds `at` begins, `low` at the earliest (docs/values.md, Numbers)."""
    return max([low, *(text.rfind(char, low, at) + 1 for char in ",;。、")])

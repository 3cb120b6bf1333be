"""Rows that a person adds to a form, or takes away from it.

Numbers are those of the rows as read: what is added or taken away counts for no other correction.
"""

from __future__ import annotations

from dataclasses import replace

from extract.model import Amendment, Form, RawIndicator
from extract.words.text import one_line

ADDED, REMOVED = "row_added", "row_removed"
STRUCTURE = (ADDED, REMOVED)
_TEXTS = 4


class NoRowError(ValueError):
    """What is to be added is no row; the message says what one is."""


def told(row: RawIndicator) -> str:
    """A row as a correction expects it: its name and its value.

    >>> told(RawIndicator(level1="产出指标", level2="数量指标", name="里程", value="≥12公里"))
    '里程 | ≥12公里'
    """
    return f"{one_line(row.name)} | {one_line(row.value)}"


def with_row(form: Form, after: int, text: str) -> Form:
    """The form with a row more, below its row `after` (0: before the first).

    `text` is 一级指标 | 二级指标 | 三级指标 | 指标值, as printed. Raises NoRowError.
    """
    texts = [part.strip() for part in text.split("|")]
    if len(texts) != _TEXTS or not all((texts[2], texts[3])):
        raise NoRowError("a row is four texts parted by |: first level, second level, name, value")
    above = form.indicators[after - 1] if after else None
    level1, level2, name, value = texts
    row = RawIndicator(
        level1=level1,
        level2=level2,
        name=name,
        value=value,
        page=above.page if above else form.page_first,
        corrections=(Amendment(field=ADDED, printed="", corrected=text),),
    )
    return replace(
        form,
        indicators=(*form.indicators[:after], row, *form.indicators[after:]),
        rows_seen=form.rows_seen + 1,
    )


def without_row(form: Form, number: int) -> Form:
    """The form without one of its rows, which counts as passed over on purpose."""
    gone = form.indicators[number - 1]
    amendment = Amendment(field=REMOVED, printed=told(gone), corrected="")
    return replace(
        form,
        indicators=(*form.indicators[: number - 1], *form.indicators[number:]),
        rows_ignored=form.rows_ignored + 1,
        corrections=(*form.corrections, amendment),
    )

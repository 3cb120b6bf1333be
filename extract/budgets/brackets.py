"""Amounts in brackets: negative where the sums of their table say so, and only there (括号负数)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import regex

from extract.model import Measure, RawBudgetLine, Side
from extract.words.text import clean, fold

_BRACKETED = regex.compile(r"\([¥￥]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)")
_MARKS = regex.compile(r"[¥￥, %]")
_SPACE = regex.compile(r"\s+")
_NEAR = Decimal("0.02")
"""By which a sum may be off: 0.01 for each of two roundings."""
_CODE_LEVELS = {5: 3, 7: 5}
"""Digits of a code → of the one that it is part of."""


def bracketed(text: str) -> str | None:
    """An amount in brackets as printed, on one line; None where a text is none.

    >>> bracketed("（1,052.33）"), bracketed("(样)"), bracketed("12.00")
    ('(1,052.33)', None, None)
    """
    folded = _SPACE.sub("", fold(clean(text)))
    return folded if _BRACKETED.fullmatch(folded) else None


def are_negative(lines: Sequence[RawBudgetLine]) -> bool:
    """Do sums of a table hold with its amounts in brackets below zero, and none with them above?

    Two kinds of sums tell: a change is this year's money without last year's, and a code's money
    that of all codes within it.
    """
    told = [*_changes(lines), *_classes(lines)]
    return any(told) and all(told)


def _changes(lines: Sequence[RawBudgetLine]) -> Iterator[bool]:
    rows: dict[tuple[int, Side | None], list[RawBudgetLine]] = defaultdict(list)
    for line in lines:
        if line.unit != "%":
            rows[line.row, line.side].append(line)
    for row in rows.values():
        change, now, before = (
            [line for line in row if line.measure is measure]
            for measure in (Measure.CHANGE, Measure.TOTAL, Measure.PREVIOUS_YEAR)
        )
        if len(change) == len(now) == len(before) == 1 and _is_bracketed(change[0]):
            yield from _told(change, _value(now[0]) - _value(before[0]))


def _classes(lines: Sequence[RawBudgetLine]) -> Iterator[bool]:
    columns: dict[int, dict[str, RawBudgetLine]] = defaultdict(dict)
    for line in lines:
        if len(line.whole) == 1:
            columns[line.col][line.whole[0]] = line
    for column in columns.values():
        parts: dict[str, list[RawBudgetLine]] = defaultdict(list)
        for code, line in column.items():
            parts[code[: _CODE_LEVELS.get(len(code), 0)]].append(line)
        for code, own in parts.items():
            if code in column and any(map(_is_bracketed, own)) and not _is_bracketed(column[code]):
                yield from _told(own, _value(column[code]))


def _told(parts: Sequence[RawBudgetLine], whole: Decimal) -> Iterator[bool]:
    """True where parts make the whole with brackets below zero, False where above; else nothing."""
    below = abs(sum(map(_value, parts)) - whole) <= _NEAR
    above = abs(sum(abs(_value(p)) if _is_bracketed(p) else _value(p) for p in parts) - whole)
    if below != (above <= _NEAR):
        yield below


def _is_bracketed(line: RawBudgetLine) -> bool:
    return line.amount.startswith("(")


def _value(line: RawBudgetLine) -> Decimal:
    number = Decimal(_MARKS.sub("", line.amount.strip("()")))
    return -number if _is_bracketed(line) else number


def in_brackets(lines: Iterable[RawBudgetLine]) -> list[RawBudgetLine]:
    """The lines whose amounts are printed in brackets."""
    return [line for line in lines if _is_bracketed(line)]

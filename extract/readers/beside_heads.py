"""Labels that a text prints one after the other and a page beside each other, where texts prove it.

Heads over columns of money, and over two goals; and what ends the rows of indicators.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.readers.printed_lines import Row, row_of
from extract.words.labels import goal_label, role_of
from extract.words.money_labels import funding_role, money_column, speaks_of_money
from extract.words.text import key

_PAIR = 2


def side_by_side(rows: list[list[str]]) -> Iterator[Row]:
    """Rows of a label and its texts, heads without a text in one row where those below prove it."""
    at = 0
    while at < len(rows):
        end = next((k for k in range(at, len(rows)) if len(rows[k]) > 1), len(rows))
        heads = [text for row in rows[at : end + 1] for text in row[:1]]
        if goals := goals_beside(heads, rows[end][1:] if end < len(rows) else []):
            yield from map(row_of, goals)
            at = end + 1
        elif (first := _money_heads(heads[:-1], rows[end:])) is not None:
            yield from (row_of([text]) for text in heads[:first])
            yield row_of(heads[first:-1])
            at = end
        else:
            yield from _told_in_lines(rows[at])
            at += 1


def _told_in_lines(row: list[str]) -> Iterator[Row]:
    """A label and its text; the lines of a goal stand below each other: 1.…, 2.…, 3.…."""
    lines = row[2:] if goal_label(row[0]) else []
    yield row_of(row[: len(row) - len(lines)])
    yield from (row_of(["", line]) for line in lines)


def heads_goals(texts: Sequence[str]) -> bool:
    """预期目标 | 实际完成情况: two heads of goals at least, and nothing else."""
    return sum(map(bool, map(goal_label, texts))) == len(texts) > 1


def goals_beside(heads: list[str], texts: list[str]) -> list[list[str]]:
    """年度总体目标 | 预期目标 | 实际完成情况 over two texts; none where heads and texts differ."""
    first = next((n for n, text in enumerate(heads) if goal_label(text)), len(heads))
    own, above = heads[first:], heads[:first]
    if len(texts) < _PAIR or not all(map(goal_label, own)):
        return []
    blank = [""] * (len(own) - len(texts))
    if len(blank) > 1 or len(own) < len(texts):
        return []
    return [*([text] for text in above), own, [*blank, *texts]]


def _money_heads(heads: list[str], below: list[list[str]]) -> int | None:
    """Where heads over columns of money begin, the block's label before them.

    Every line of money below has a text for each, or nothing tells which is whose.
    """
    n = next((k for k in range(len(heads)) if all(map(money_column, heads[k:]))), len(heads))
    width = len(heads) - n
    lines = [row for row in below if funding_role(row[0]) or speaks_of_money(row[0])]
    if width < _PAIR or not lines or any(len(row) != width + 1 for row in lines):
        return None
    return n - 1 if n and role_of("blocks", heads[n - 1]) == "funding" else None


def is_remark(text: str) -> bool:
    """Does a text begin as a remark or a fact does, which no indicator is?"""
    head = key(text).replace("：", ":").partition(":")[0]
    return role_of("aside", head) is not None or role_of("facts", head) is not None

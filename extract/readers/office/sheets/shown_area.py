"""What of a sheet is shown: hidden rows and columns out, long empty stretches closed up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from extract.readers.office.sheets.sheet import MOST_CELLS, Merged, Sheet, too_large

_GAP = 20
"""Empty rows or columns that stay between two that are not: more are no part of any table."""


_LOOKED_AT = 2_000_000
"""Cells under merged ones that are looked at."""


@dataclass(kw_only=True)
class Area:
    """The rows and columns shown, by their numbers in the sheet, and the cells that begin there.

    `texts` and `merged` count in rows and columns shown.
    """

    rows: list[int]
    columns: list[int]
    texts: dict[tuple[int, int], str]
    merged: dict[tuple[int, int], Merged]
    left_out_rows: int = 0
    left_out_columns: tuple[int, ...] = ()
    covered: int = 0
    """Cells with another text than the merged one that lies over them."""

    @cached_property
    def by_row(self) -> dict[int, dict[int, str]]:
        """The texts by row, and by column from left to right."""
        rows: dict[int, dict[int, str]] = {}
        for (row, column), text in sorted(self.texts.items()):
            rows.setdefault(row, {})[column] = text
        return rows


def shown_area(sheet: Sheet) -> Area:
    """The shown part of a sheet; Refused where it is larger than any printed table."""
    texts, spans = _anchored(sheet)
    shown = {at: text for at, text in texts.items() if _is_shown(sheet, *at)}
    rows = _closed_up({row for row, _ in shown}, sheet.hidden_rows.__contains__)
    columns = _closed_up({column for _, column in shown}, sheet.is_hidden_column)
    if len(rows) * len(columns) > MOST_CELLS:
        raise too_large(sheet.name)
    row_at = {row: n for n, row in enumerate(rows)}
    column_at = {column: n for n, column in enumerate(columns)}
    merged: dict[tuple[int, int], Merged] = {}
    for span in spans:
        inside_rows = [row_at[r] for r in _within(span.top, span.bottom, rows, row_at)]
        inside_columns = [column_at[c] for c in _within(span.left, span.right, columns, column_at)]
        if inside_rows and inside_columns and len(inside_rows) * len(inside_columns) > 1:
            top, left = inside_rows[0], inside_columns[0]
            merged[top, left] = Merged(top, left, inside_rows[-1], inside_columns[-1])
    hidden = {at: text for at, text in texts.items() if at not in shown and text.strip()}
    return Area(
        rows=rows,
        columns=columns,
        texts={(row_at[row], column_at[column]): text for (row, column), text in shown.items()},
        merged=merged,
        left_out_rows=len({row for row, _ in hidden if row in sheet.hidden_rows}),
        left_out_columns=tuple(sorted({c for _, c in hidden if sheet.is_hidden_column(c)})),
        covered=len(_covered(sheet)),
    )


def _is_shown(sheet: Sheet, row: int, column: int) -> bool:
    return row not in sheet.hidden_rows and not sheet.is_hidden_column(column)


def _anchored(sheet: Sheet) -> tuple[dict[tuple[int, int], str], list[Merged]]:
    """Texts where they are first shown: a merged cell may begin in a hidden row or column.

    What stands below a merged cell is not shown by any program.
    """
    texts = dict(sheet.texts)
    spans = sheet.merged
    for span in spans:
        text = texts.get((span.top, span.left))
        if text is None or _is_shown(sheet, span.top, span.left):
            continue
        row = _first(span.top, span.bottom, sheet.hidden_rows.__contains__)
        column = _first(span.left, span.right, sheet.is_hidden_column)
        if row is not None and column is not None:
            del texts[span.top, span.left]
            texts[row, column] = text
    return texts, spans


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    """The cells under merged ones that hold what these do not show; cheap whatever they span."""
    found: set[tuple[int, int]] = set()
    left = _LOOKED_AT
    for span in sheet.merged:
        size = (span.bottom - span.top + 1) * (span.right - span.left + 1)
        left -= min(size, len(sheet.texts))
        if left < 0:
            break
        rows, columns = range(span.top, span.bottom + 1), range(span.left, span.right + 1)
        inside: Iterable[tuple[int, int]]
        if size <= len(sheet.texts):
            inside = product(rows, columns)
        else:
            inside = [at for at in sheet.texts if at[0] in rows and at[1] in columns]
        shown = sheet.texts.get((span.top, span.left), "").strip()
        found.update(at for at in inside if sheet.texts.get(at, "").strip() not in ("", shown))
    return found


def _first(first: int, last: int, is_hidden: Callable[[int], bool]) -> int | None:
    return next((n for n in range(first, min(last, first + 10_000) + 1) if not is_hidden(n)), None)


def _closed_up(used: set[int], is_hidden: Callable[[int], bool]) -> list[int]:
    """All numbers from the first used one to the last; of a longer gap only as many as `_GAP`."""
    kept: list[int] = []
    for number in sorted(used):
        if kept:
            gap = range(max(kept[-1] + 1, number - _GAP), number)
            kept.extend(n for n in gap if not is_hidden(n))
        kept.append(number)
    return kept


def _within(first: int, last: int, numbers: list[int], at: dict[int, int]) -> list[int]:
    """The numbers between two; spans of a million cost no more than what is shown."""
    if last - first < len(numbers):
        return [n for n in range(first, last + 1) if n in at]
    return [n for n in numbers if first <= n <= last]

"""Print outside a table that its rows may have lost."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import regex

from extract.model import Box
from extract.readers.pdf.page import Glyph
from extract.readers.pdf.print.lines import TextLine, printed_lines
from extract.readers.pdf.print.page_numbers import is_page_number
from extract.readers.pdf.print.unread import Unread, Why, of_line
from extract.words.labels import is_level, role_of

_NEAR = 2.6
"""Ems below a table's foot, or below the row before, within which a row without rules stands."""
_APART = 1.2
"""Ems of white that part the texts of two columns on one line."""
_VALUE, _COLON = regex.compile(r"[≥≤=＝><＞＜]|\d"), regex.compile("[:：]")
_SIGNED = ("contact", "filled_in_on")
_CLOSE = 1.6
"""Ems below a table's foot within which a lone value is one of its last row, or of a lost one."""
_LEVEL = 2.0
"""Points by which the left sides of texts in one column differ."""
_ASIDE = 3.0
"""Ems from a table's side within which a text may be of its rows."""


class Columns:
    """Where the columns of a table begin and end, and where their texts do: found when asked."""

    def __init__(self, edges: Sequence[float], find: Callable[[], Mapping[int, set[int]]]) -> None:
        """`find` tells where the texts of each column begin, in whole points."""
        self.edges = edges
        self._find = find

    @cached_property
    def _lefts(self) -> Mapping[int, set[int]]:
        return self._find()

    def lefts(self, columns: Iterable[int] | None = None) -> list[int]:
        """Where the texts of some columns begin, or those of all."""
        asked = self._lefts if columns is None else columns
        return sorted(set().union(*(self._lefts.get(column, ()) for column in asked)))


def around(
    glyphs: Sequence[Glyph],
    table: Box,
    columns: Columns,
    between: tuple[float, float],
) -> list[Unread]:
    """Print outside a table that its rows may have lost: beside it, or above or below.

    Right below in its columns stands a row without rules; wherever a level is named beside other
    texts, one stands. `between`: where the table above ends and the next one begins.
    """
    ceiling, floor = between
    near = [g for g in glyphs if not g.text.isspace() and ceiling < g.bottom < floor]
    near.sort(key=_middle)
    middles = [_middle(g) for g in near]
    lines = [_runs(near, middles, line) for line in printed_lines(near)]
    beside = [run for runs in lines for run in runs if _beside(run, table)]
    found = [of_line(Why.BESIDE, run) for run in beside]
    reach, going_on = table.bottom, True
    for runs in lines:
        top, bottom = min(run.top for run in runs), max(run.bottom for run in runs)
        if bottom < table.top + 1 and _names_a_level(runs):
            found += [of_line(Why.ABOVE, run) for run in runs]
        if runs[0].bottom <= table.bottom + 1:
            continue
        apart = (top - reach) / runs[0].em
        going_on = going_on and apart <= _NEAR and _is_row(runs, columns, apart)
        if going_on or _names_a_level(runs):
            found += [of_line(Why.BELOW, run) for run in runs]
            reach = bottom
    return found


def _is_row(runs: Sequence[TextLine], columns: Columns, apart: float) -> bool:
    """Do texts stand in the columns of the table above them, at its places? Or a value alone.

    A line for signatures has its own columns, and colons; it may stand at their places by chance.
    """
    if all(map(_is_signed, runs)):
        return False
    lefts = columns.lefts()
    level = [run for run in runs if any(abs(run.x0 - at) <= _LEVEL for at in lefts)]
    if len(level) > 1:
        return True
    if len(runs) == 1:
        value = bool(level) and runs[0].x0 > columns.edges[1] and apart < _CLOSE
        return value and bool(_VALUE.match(runs[0].text)) and not is_page_number(runs[0].text)
    pairs = list(pairwise(columns.edges))
    middles = [(a + b) / 2 for run in runs for a, b in pairs if a <= run.x0 and run.x1 <= b]
    centred = [
        run for run in runs if any(abs((run.x0 + run.x1) / 2 - at) <= _LEVEL for at in middles)
    ]
    return len(centred) > 1 and not any(_COLON.search(run.text) for run in runs)


def _is_signed(run: TextLine) -> bool:
    """Does a text say who filled the form in, or when: 填报人：某, 联系电话：…?"""
    label, *_ = _COLON.split(run.text, maxsplit=1)
    return label != run.text and role_of("facts", label) in _SIGNED


def _names_a_level(runs: Sequence[TextLine]) -> bool:
    return len(runs) > 1 and any(is_level(run.text) for run in runs)


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _runs(glyphs: Sequence[Glyph], middles: Sequence[float], line: TextLine) -> list[TextLine]:
    """A line in its parts, which white parts from each other; characters by their `middles`."""
    first, last = bisect_left(middles, line.top - 0.1), bisect_right(middles, line.bottom + 0.1)
    row = sorted(glyphs[first:last], key=lambda g: g.x0)
    parts: list[list[Glyph]] = []
    for glyph in row:
        if parts and glyph.x0 - parts[-1][-1].x1 <= _APART * line.em:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    if len(parts) < 2:
        return [line]
    return [run for part in parts for run in printed_lines(part)] or [line]


def _beside(run: TextLine, table: Box) -> bool:
    """Does a text stand at a table's side, level with its rows and near to it?"""
    level = table.top < (run.top + run.bottom) / 2 < table.bottom
    right, left = run.x0 - table.x1, table.x0 - run.x1
    return level and (-1.0 < right < _ASIDE * run.em or -1.0 < left < _ASIDE * run.em)

"""A table taken apart once, for every layout to look at: what heads it, its money, its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from extract.model import Code, Fact, Grid, Horizon, Issue
from extract.tables.grid_rows import Rows, under
from extract.targets.block import Block, BlockReader, ground_of, read_block
from extract.targets.column import Header
from extract.targets.lost_cells import put_back
from extract.targets.preamble import Preamble, read_preamble
from extract.targets.shapes import is_unit_caption, is_value, money_unit, value_shaped
from extract.targets.told_above import fact_above, told_above
from extract.targets.told_rows import Sentences, sentences_of
from extract.targets.value_columns import ColumnSet, column_sets_of, of_its_year
from extract.words.heads import LEVELS, opens_head
from extract.words.labels import (
    column_role,
    goal_role,
    horizon_word,
    is_level,
    role_of,
)
from extract.words.text import key
from extract.words.titles import Title, headline_of, is_year_line, title_of, year_in

_FEW = 3
_SHARE = 3
_HALF = 2
"""Of more than a few texts in columns of levels, one in three at least is the name of a level."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """An indicator block and the rows before it: `above` up to the header, then up to `stop`."""

    above: int
    header: Header
    column_sets: tuple[ColumnSet, ...]
    stop: int


class FormTable:
    """One table that may be a form, or a list of them; its parts are read when first asked for."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.whole = put_back(grid)
        self.rows, self.headers = self.whole.rows, self.whole.headers

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The blocks of the table from top to bottom."""
        found: list[Stretch] = []
        before: Header | None = None
        for printed in self.headers:
            header = of_its_year(printed, self.year)
            above = 0
            if found and before:
                above = _opening(self.rows, before, header.row)
                last, before = found[-1].header, header
                if above == header.row and _again(self.rows, last, header):
                    continue
                found[-1] = replace(found[-1], stop=above)
            before = header
            column_sets = column_sets_of(self.whole, header, self.year)
            found.append(Stretch(above, header, column_sets, self.rows.n_rows))
        return tuple(_with_horizons(self.rows, found))

    @cached_property
    def sentences(self) -> Sentences | None:
        """What it tells in sentences, where no header of indicators is printed."""
        return None if self.headers else sentences_of(self.rows)

    @property
    def header(self) -> Header | None:
        """The first header of a block of indicators that can be read; None where one cannot."""
        readable = self.stretches and all(stretch.column_sets for stretch in self.stretches)
        return self.stretches[0].header if readable and self.coherent else None

    @cached_property
    def coherent(self) -> bool:
        """Do names of levels stand where the header says?

        A text export that leaves out cells, or merges columns of the header, moves every row.
        """
        if not self.whole.exported:
            return True
        printed = [text for each in self.stretches for text in _levels_below(self.rows, each)]
        known = sum(map(is_level, printed))
        told = len(printed) < _FEW or known * _SHARE >= len(printed)
        return told or (not self.whole.moved and all(map(self._is_whole, self.stretches)))

    def _is_whole(self, stretch: Stretch) -> bool:
        """Do names and values stand where the header says, in rows as wide as it?

        Then the names of levels are only unknown, and none of them is displaced.
        """
        rows, header = self.rows, stretch.header
        body = [row for row in range(header.below, stretch.stop) if len(rows.texts(row)) > 1]
        if any(rows.width(row) != rows.width(header.row) for row in body):
            return False
        texts = [
            {column.role: under(rows, column.cell, row) for column in header.columns}
            for row in body
        ]
        names = [cell.text for cells in texts if (cell := cells.get("name"))]
        values = [cell.text for cells in texts if (cell := cells.get("value")) and key(cell.text)]
        return _HALF * sum(map(value_shaped, values)) >= len(values) > 0 and not any(
            map(is_value, names)
        )

    @cached_property
    def roles(self) -> frozenset[str]:
        """What the columns of all blocks are."""
        return frozenset(role for each in self.stretches for role in each.header.roles)

    @property
    def described(self) -> bool:
        """Is the description of an indicator all that names it?"""
        columns = (column for each in self.stretches for column in each.header.columns)
        return any(c.role == "name" and column_role(c.cell.text) == "description" for c in columns)

    @cached_property
    def title(self) -> Title | None:
        """The last title above the table, or in it above the first block."""
        for read, texts in ((title_of, self.lines_above), (headline_of, self._lines)):
            for text in reversed(texts):
                if title := read(text):
                    return title
        return None

    @property
    def _lines(self) -> list[str]:
        return [line.text for line in self.grid.heading]

    @cached_property
    def year(self) -> int | None:
        """The year of the lines above the table, else of those in it; never one of running text."""
        return year_in(self._lines) or year_in(self._years)

    @property
    def _years(self) -> Iterator[str]:
        """Texts that may name the table's year: a line of its own, the text of a year label."""
        told = self.sentences.first if self.sentences else self._lone
        for row in range(self.headers[0].row if self.headers else told):
            texts = self.rows.texts(row)
            if len(texts) == 1 and (title_of(texts[0].text) or is_year_line(texts[0].text)):
                yield texts[0].text
            for label, text in pairwise(texts):
                if role_of("facts", label.text) == "year":
                    yield text.text

    @cached_property
    def unit(self) -> str | None:
        """The money unit printed above the table or as a caption above the first block."""
        stop = self.headers[0].row if self.headers else self._lone
        rows = [self.rows.texts(row) for row in range(stop)]
        captions = [
            cell.text for row in rows for cell in row if len(row) == 1 or is_unit_caption(cell.text)
        ]
        return next(filter(None, map(money_unit, (*self._lines, *captions))), None)

    @cached_property
    def lines_above(self) -> list[str]:
        """What is printed above the first block, in lines and in cells."""
        first = self.sentences.first if self.sentences else self._lone
        stop = self.headers[0].row if self.headers else first
        inside = [cell.text for cell in self.grid.cells if cell.row < stop]
        return [*self._lines, *inside]

    @cached_property
    def _lone(self) -> int:
        """Rows at the top that print one text each at the most: a title, a year, a unit."""
        rows = range(self.rows.n_rows)
        return next((row for row in rows if len(self.rows.texts(row)) > 1), 0)

    @cached_property
    def preamble(self) -> Preamble:
        """Facts, money and goals above the blocks and between them."""
        above = [(each.above, each.header.row) for each in self.stretches]
        if self.sentences:
            above = [(0, self.sentences.first), (self.sentences.stop, self.rows.n_rows)]
        found = read_preamble(self.whole, above, self.unit, self.year)
        if self.sentences and found.goal is None:
            found.goal = self.sentences.goal
        return self._with_lines(found)

    def _with_lines(self, found: Preamble) -> Preamble:
        """What the lines above the table state of goals and money, where the table states none."""
        above = told_above(self.grid.heading, self.unit)
        if found.goal is None and found.goal_long_term is None:
            found.goal, found.goal_long_term = above.goal, above.goal_long_term
        if not found.funding:
            found.funding = above.funding
        if not found.funding:
            found.issues += [
                Issue(code=Code.CELL_UNREAD, text=line.text, page=line.page)
                for line in above.unread
            ]
        return found

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The indicator blocks, each row read, passed over or failed."""
        if self.sentences:
            return (self.sentences.block,)
        return tuple(
            read_block(
                BlockReader(ground_of(self.whole, each.header, each.column_sets, self.unit)),
                each.stop,
            )
            for each in self.stretches
        )

    @cached_property
    def facts_above(self) -> tuple[Fact, ...]:
        """Facts in the lines above the table, `填报单位：某局`, the nearest line first."""
        return tuple(fact for x in reversed(self.grid.heading) if (fact := fact_above(x)))

    def has_fact(self, role: str) -> bool:
        """Was a label of this role printed in the table?"""
        return any(fact.role == role for fact in self.preamble.facts)

    def has_funding(self, prefix: str) -> bool:
        """Was a money line whose item begins so printed?"""
        return any(line.item.startswith(prefix) for line in self.preamble.funding)


def _levels_below(rows: Rows, stretch: Stretch) -> Iterator[str]:
    columns = [column for column in stretch.header.columns if column.role in LEVELS]
    for row in range(stretch.header.below, stretch.stop):
        for column in columns:
            cell = under(rows, column.cell, row)
            if cell and cell.row == row and cell.colspan < rows.n_cols and key(cell.text):
                yield cell.text


def _opening(rows: Rows, last: Header, stop: int) -> int:
    """The row between two headers at which what stands above the second begins."""
    for row in range(last.below, stop):
        texts = rows.texts(row)
        if texts and texts[0].col < last.levels_end and opens_head(texts[0].text):
            return row
    return stop


def _again(rows: Rows, last: Header, header: Header) -> bool:
    """Is a header the one before it, printed again on a further page?"""
    same = last.labels == header.labels
    return same and _horizon_beside(rows, last) == _horizon_beside(rows, header)


def _horizon_beside(rows: Rows, header: Header) -> str | None:
    """The span that the label beside a block names: 长期绩效指标, 年度绩效指标."""
    first = header.columns[0].cell.col
    beside = [cell for cell in rows.texts_over(header.row) if cell.col < first]
    return next(filter(None, (horizon_word(cell.text) for cell in beside)), None)


def _with_horizons(rows: Rows, stretches: list[Stretch]) -> list[Stretch]:
    """Blocks one after the other take their span from their own labels, else from the goal above.

    A block that stands alone is the year's, whatever goals stand above it, unless its own label or
    the header of its value says otherwise.
    """
    found = []
    for stretch in stretches:
        word = _horizon_beside(rows, stretch.header)
        if word is None and len(stretches) > 1:
            word = _goal_above(rows, stretch)
        one = len(stretch.column_sets) == 1 and stretch.column_sets[0].horizon is Horizon.ANNUAL
        if one and word == "long_term":
            column_sets = (replace(stretch.column_sets[0], horizon=Horizon.MID_TERM),)
            stretch = replace(stretch, column_sets=column_sets)  # noqa: PLW2901 -- the same block, told apart
        found.append(stretch)
    return found


def _goal_above(rows: Rows, stretch: Stretch) -> str | None:
    """The span of the last goal's label above a block."""
    for row in range(stretch.header.row - 1, stretch.above - 1, -1):
        for cell in reversed(rows.texts(row)):
            block = role_of("blocks", cell.text)
            if goal_role(cell.text) or block == "indicators":
                word = horizon_word(cell.text)
                if word:
                    return word
    return None

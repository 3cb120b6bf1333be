"""Does a table go on where the one before it was cut? Position alone never decides.

What tells (docs/reading.md, "Going on over pages"): the piece stands at the top of the next page
with nothing but running heads before it; its outer edges match; it opens no form of its own; the
form before it is still open. Without pages and boxes the last two must do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import takewhile

import regex

from extract.model import Cell, Grid, Line
from extract.tables.column_edges import column_edges, same_columns, same_width, within
from extract.tables.repeated_rows import repeats, rows_of, texts_of
from extract.targets.told_above import opens_form_above
from extract.words.heads import heads_block, in_a_label, is_blocks_word, is_label, opens_form
from extract.words.labels import column_role, goal_role, level_of, role_of
from extract.words.money_labels import money_column
from extract.words.text import key
from extract.words.titles import title_of
from extract.words.why import Verdict, Why

FULL = 90
"""The points of a complete form, 10 more standing for its execution rate."""
_OPENERS = ("project_name", "department_name")
_NO_TEXT_OF_ITS_OWN = regex.compile(
    r"\(?(?:20\d\d年?度?|续|续表|接上页|续上表|金?额?单位:.{1,8}|(?:注|备注|说明):.*)\)?"
)
_CONTINUED = regex.compile(r"\(?续表?\)?$")

_LABELLED = 3
"""Texts of a row that begins with no label: an indicator's, and no line of a title or a year."""
_HEADER_ROWS = 3
"""More rows than these, printed again, are no header but another form that begins alike."""
_SHIFT = 12.0
"""Points by which a column may stand elsewhere on the next page."""


@dataclass(slots=True)
class OpenForm:
    """A table as read so far, and what of a form it already holds."""

    pieces: list[Grid] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    points: Decimal = Decimal(0)
    header: list[Cell] = field(default_factory=list)
    weight: Cell | None = None
    """The cell of the header over the points."""

    def add(self, grid: Grid) -> None:
        """Take a piece in. A form that opens below another in one table is all that counts then."""
        again = repeats(self.pieces[0], grid) if self.pieces else 0
        self.pieces.append(grid)
        for row in rows_of(grid)[again:]:
            texts = texts_of(row)
            if self.header and opens_form(texts):
                self.roles, self.points, self.header, self.weight = set(), Decimal(0), [], None
            if heads_block(texts):
                self.header = row
                self.weight = next((c for c in row if column_role(c.text) == "weight"), None)
            self.roles.update(r for text in texts if text and (r := role_of("facts", text)))
            if self.weight is not None:
                self.points += sum(self._points(row, len(self.pieces)), Decimal(0))

    def goes_on_in(self, grid: Grid, *, first_on_page: bool) -> Verdict:
        """Is the grid the next piece of this table?"""
        again = repeats(self.pieces[0], grid)
        if parted := self._parted(grid, first_on_page) or self._another(grid, again):
            return Verdict(yes=False, why=parted)
        if again:
            return Verdict(yes=True, why=Why.HEADER_AGAIN)
        if self.is_form:
            return self._speaks_on(grid)
        if grid.page is None and self._heads_money() and self._heads_block(grid):
            return Verdict(yes=True, why=Why.BLOCK_BELOW_HEAD)
        alike = not grid.heading and same_columns(self.pieces[-1], grid)
        if grid.page is not None and alike:
            return Verdict(yes=True, why=Why.SAME_COLUMNS)
        return Verdict(yes=False, why=Why.OTHER_TABLE)

    def _another(self, grid: Grid, again: int) -> Why | None:
        """Does the piece begin another form, or come after all of this one's points?"""
        if again > _HEADER_ROWS:
            return Why.MANY_ROWS_AGAIN
        if self._opens_anew(grid, again):
            return Why.FORM_OPENS
        bears_levels = bool(self.header) and any(level_of(cell.text) for cell in grid.cells)
        if self.complete and not (bears_levels or again or self._left_open(grid)):
            return Why.POINTS_GIVEN_OUT
        return None

    def _left_open(self, grid: Grid) -> bool:
        """Was the last row cut? Nothing closes it, or what follows is but the rest of a row."""
        if self.pieces[-1].rim.open_foot:
            return True
        value = next((c for c in self.header if column_role(c.text) == "value"), None)
        [first, *more] = rows_of(grid)
        if value is None or not all(map(_closes, more)):
            return False
        pointless = not any(self._points(first, len(self.pieces) + 1))
        if pointless and not grid.heading and same_columns(self.pieces[-1], grid):
            return True
        return not any(key(cell.text) for cell in first if _under(value, cell, same_piece=False))

    def _parted(self, grid: Grid, first_on_page: bool) -> Why | None:
        """Does its place part it? It belongs to the top of the next page, under running heads."""
        last = self.pieces[-1]
        if grid.page is None or last.page is None:
            if any(title_of(line.text) for line in grid.heading):
                return Why.TITLE_ABOVE
            return Why.FORM_OPENS if self._opens_above(grid) else None
        fits = same_width(last, grid)
        if grid.page == last.page:
            misplaced = None if self._waits_for(grid) else Why.SAME_PAGE
        else:
            following = None if first_on_page else Why.NOT_AT_TOP
            misplaced = following if grid.page == last.page + 1 else Why.NOT_NEXT_PAGE
            fits = fits or within(last, grid)
        if misplaced or not fits:
            return misplaced or Why.OTHER_WIDTH
        return None if grid.page == last.page else self._text_between(grid)

    def _waits_for(self, grid: Grid) -> bool:
        """The head of a form, and directly below it the indicators as a table of their own."""
        titled = any(title_of(line.text) for line in grid.heading)
        if self.header or not self.is_form or titled or self._strange(grid):
            return False
        return self._heads_block(grid)

    def _heads_block(self, grid: Grid) -> bool:
        return any(heads_block(texts_of(row)) for row in rows_of(grid)[:2])

    @property
    def is_form(self) -> bool:
        """Has the table shown a form's own cells?"""
        return bool(self.header) or any(opener in self.roles for opener in _OPENERS)

    @property
    def complete(self) -> bool:
        """Have all the points of a form been given out?"""
        return self.points >= FULL

    def _text_between(self, grid: Grid) -> Why | None:
        """Does more stand before the piece than its title again, a year, a unit, a stray line?"""
        strange = self._strange(grid)
        if any(title_of(line.text) for line in strange):
            return Why.TITLE_ABOVE
        if self._opens_above(grid):
            return Why.FORM_OPENS
        stray = all(line.page == grid.page for line in strange) and len(strange) <= 1
        return None if stray else Why.TEXT_BETWEEN

    def _opens_above(self, grid: Grid) -> bool:
        """Do the lines above a piece name another project, below a block of indicators?"""
        return bool(self.header) and opens_form_above(self._strange(grid))

    def _heads_money(self) -> bool:
        """Money in columns, under lines that name the project whose it is."""
        first = self.pieces[0]
        money = any(money_column(text) for text in texts_of(rows_of(first)[0]))
        return money and opens_form_above(first.heading)

    def _strange(self, grid: Grid) -> list[Line]:
        """The lines above a piece that are neither its form's own nor such as 续表.

        A label, or a part of one, is left over from a cell that the page edge cut. So is a text
        that stands in such a cell on the other page: a workbook prints it twice, at the middle.
        """
        cut = (*_merged(self.pieces[-1]), *_merged(grid))
        own = {key(line.text) for line in self.pieces[0].heading}
        return [
            line
            for line in grid.heading
            if _CONTINUED.sub("", key(line.text)) not in own
            and not _NO_TEXT_OF_ITS_OWN.fullmatch(key(line.text))
            and not in_a_label(line.text)
            and not _stands_in(line.text, cut)
        ]

    def _opens_anew(self, grid: Grid, skip: int) -> bool:
        """Does a form begin at the top of the piece, below `skip` rows that only repeat others?"""
        rows = rows_of(grid)[skip : skip + 3]
        if any(title_of(cell.text) for row in rows[:1] for cell in row):
            return True
        texts = map(_texts, rows)
        top = takewhile(lambda row: opens_form(row) or len(row) < _LABELLED, texts)
        if any(map(opens_form, top)) and self.is_form:
            return True
        return bool(self.header) and _states_money_or_goal(rows_of(grid)[skip:])

    def _speaks_on(self, grid: Grid) -> Verdict:
        """Bare rows go on under the columns they had before; others hold a form's words.

        Once the indicators have begun, only names of levels and columns are a form's words: money
        is printed in many tables. Bare rows follow at once, no line between.
        """
        if any(self._is_forms_word(cell.text) for cell in grid.cells):
            below = grid.page is not None and grid.page == self.pieces[-1].page
            return Verdict(yes=True, why=Why.BLOCK_BELOW_HEAD if below else Why.FORMS_WORD)
        bare = bool(self.header) and not self._strange(grid) and self._has_its_columns(grid)
        return Verdict(yes=bare, why=Why.BARE_ROWS if bare else Why.NO_FORMS_WORD)

    def _has_its_columns(self, grid: Grid) -> bool:
        """Do most columns of a piece stand where those of the table do?"""
        if grid.page is None:
            first = rows_of(grid)[0][:1]
            empty = all(not key(cell.text) for cell in first)
            return empty and grid.n_cols == self.pieces[0].n_cols
        known = [edge for piece in self.pieces for edge in column_edges(piece)]
        inner = column_edges(grid)[1:-1]
        near = sum(any(abs(edge - other) <= _SHIFT for other in known) for edge in inner)
        return not known or 2 * near >= len(inner)

    def _is_forms_word(self, text: str) -> bool:
        return is_blocks_word(text) if self.header else is_label(text)

    def _points(self, row: list[Cell], piece: int) -> Iterator[Decimal]:
        """The number under the weight header in a row."""
        if self.weight is None:
            return
        for cell in row:
            if _under(self.weight, cell, same_piece=piece == len(self.pieces)):
                try:
                    yield Decimal(key(cell.text))
                except InvalidOperation:
                    continue


def _closes(row: list[Cell]) -> bool:
    """Is a row a form's last: its sum of points, a remark, or one without text?"""
    texts = _texts(row)
    return not texts or role_of("aside", key(texts[0]).partition(":")[0]) is not None


def _texts(row: list[Cell]) -> list[str]:
    return [cell.text for cell in row if key(cell.text)]


def _states_money_or_goal(rows: list[list[Cell]]) -> bool:
    """Does a form's money or goal stand at the left of rows, before any row of indicators?"""
    for row in rows:
        texts = _texts(row)
        if any(map(level_of, texts)) or heads_block(texts):
            return False
        if texts and (goal_role(texts[0]) or role_of("blocks", texts[0]) == "funding"):
            return True
    return False


def _under(header: Cell, cell: Cell, *, same_piece: bool) -> bool:
    if header.box and cell.box:
        return header.box.x0 <= (cell.box.x0 + cell.box.x1) / 2 <= header.box.x1
    return same_piece and header.col == cell.col


def _merged(grid: Grid) -> Iterator[str]:
    """The texts of merged cells at the foot of a grid, or at its head below a repeated header."""
    n_rows = grid.n_rows
    for cell in grid.cells:
        ends = cell.row + cell.rowspan
        if cell.rowspan > 1 and (ends == n_rows or cell.row <= _HEADER_ROWS):
            yield key(cell.text)


def _stands_in(line: str, texts: tuple[str, ...]) -> bool:
    """Is each part of a line, as columns part it, a part of one of the texts?"""
    return all(any(key(part) in text for text in texts) for part in line.split())

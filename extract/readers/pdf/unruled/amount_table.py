"""Tables of amounts printed without rules: columns from what stands in them, heads from above.

Strict, for an amount in the wrong column is worse than a page that is signalled: a page is read
only where every run of print lies in one column, where its heads fit the columns in one way, and
where PDFium and pdfplumber agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.model import Box, Cell
from extract.readers.pdf.limits import PageTooLarge, PageUnreadable
from extract.readers.pdf.page import Page
from extract.readers.pdf.print.joined import joined
from extract.readers.pdf.print.lines import TextLine
from extract.readers.pdf.ruled.tables import PageTables, Table
from extract.readers.pdf.unruled.amount_columns import AmountRow, Body, body_of
from extract.readers.pdf.unruled.amount_heads import Column, columns_of, going_on
from extract.readers.pdf.unruled.amount_lines import Chunk, chunks_of, looks_like_amounts
from extract.readers.pdf.unruled.printed_lines import (
    Ambiguous,
    Printed,
    is_numbered,
    printed,
    sure,
)
from extract.words.text import key

_OFF = 0.5
"""Ems, over both sides, by which a label may be off the middle of its cells."""
_MOST = 20_000
"""Characters of a page; more is no table."""


@dataclass(slots=True)
class Loose:
    """Rows of amounts without rules from page to page: the columns of the last table of a page."""

    columns: tuple[Column, ...] = ()
    goes_on: bool = False
    """Did the page before end in such rows, read or not?"""
    doubtful: bool = False
    """Does the page print such rows that were not read?"""
    _page: int = 0

    def read(self, found: PageTables, page: Page, other: Callable[[int], Page]) -> PageTables:
        """A page with the tables of its amounts; as it was where in doubt, or where some are ruled.

        `other` reads the page by the second engine.
        """
        self.doubtful = False
        if found.tables:
            return found
        try:
            own = _printed(page)
            self.doubtful = looks_like_amounts(own.lines, goes_on=self.goes_on)
            tables, columns = _read(own, self.columns)
            again = _read(_printed(other(page.number)), self.columns)[0] if tables else []
        except (Ambiguous, PageTooLarge, PageUnreadable):
            return found
        if not tables or _texts(tables) != _texts(again):
            return found
        self.columns, self._page, self.doubtful = columns, page.number, False
        outside = [line for line in found.lines if not any(_within(line, t) for t in tables)]
        return replace(found, tables=tuple(tables), lines=tuple(outside))

    def next(self, found: PageTables | None) -> None:
        """The page is done: its rows go on where it was read from them."""
        self.doubtful = False
        self.goes_on = found is not None and found.number == self._page
        self.columns = self.columns if self.goes_on else ()

    def missed(self) -> None:
        """The page printed such rows, and they were not read: those of the next have no heads."""
        self.goes_on, self.doubtful, self.columns = True, False, ()


def _within(line: TextLine, table: Table) -> bool:
    return table.top < (line.top + line.bottom) / 2 < table.bottom


def _texts(tables: list[Table]) -> list[list[tuple[int, int, int, int, str]]]:
    return [[(c.row, c.col, c.rowspan, c.colspan, key(c.text)) for c in t.cells] for t in tables]


def _printed(page: Page) -> Printed:
    """A page's lines without its number."""
    found = printed(page, _MOST)
    lines = [line for line in found.lines if not is_numbered(line, found.upright.height)]
    return replace(found, lines=lines)


def _read(page: Printed, before: tuple[Column, ...]) -> tuple[list[Table], tuple[Column, ...]]:
    """The tables of a page, and the columns of the last; `before`: those of the page before."""
    tables = []
    columns: tuple[Column, ...] = ()
    for n, chunk in enumerate(chunks_of(page.lines, goes_on=bool(before))):
        body = body_of(chunk)
        columns = columns_of(chunk, body) if chunk.heads else going_on(before, body)
        sure(that=bool(chunk.heads) or n == 0)
        tables.append(_table(chunk, body, columns, page))
    return tables, columns


def _table(chunk: Chunk, body: Body, columns: tuple[Column, ...], page: Printed) -> Table:
    turns, upright = page.turns, page.upright
    depth = max(len(column.heads) for column in columns) if chunk.heads else 0
    cells = [*_head_cells(columns, depth), *_body_cells(body, columns, depth, chunk.bottom)]
    shown = tuple(
        replace(
            cell,
            page=upright.number,
            box=cell.box and cell.box.turned(-turns, upright.width, upright.height),
        )
        for cell in cells
    )
    boxes = [cell.box for cell in cells if cell.box]
    return Table(
        cells=shown,
        top=min(box.top for box in boxes),
        bottom=max([chunk.bottom, *(box.bottom for box in boxes)]),
        width=columns[-1].right - columns[0].left,
    )


def _head_cells(columns: tuple[Column, ...], depth: int) -> list[Cell]:
    """A cell a head, over all columns that it heads, the lowest down to the rows."""
    cells = []
    for level in range(depth):
        col = 0
        while col < len(columns):
            heads = columns[col].heads
            end = col + 1
            if level < len(heads):
                own = heads[level : level + 1]
                while end < len(columns) and columns[end].heads[level : level + 1] == own:
                    end += 1
                lowest = level == len(heads) - 1
                lines = heads[level].lines
                cells.append(
                    Cell(
                        text=joined(list(lines), lines[0].x0, lines[0].x1),
                        row=level,
                        col=col,
                        rowspan=depth - level if lowest else 1,
                        colspan=end - col,
                        box=_around(lines, columns[col].left, columns[end - 1].right),
                    )
                )
            col = end
    return cells


def _body_cells(body: Body, columns: tuple[Column, ...], depth: int, bottom: float) -> list[Cell]:
    """A cell for every column of every row, empty ones too; an empty table has one empty row."""
    cells = []
    for n, row in enumerate(body.rows or (AmountRow(bottom, bottom, ()),)):
        spans = [_spread(row, col, body, columns) for col in range(len(columns))]
        hidden = {k for a, b in filter(None, spans) for k in range(a, b)}
        for col, column in enumerate(columns):
            first, end = spans[col] or (col, col + 1)
            if col in hidden and not spans[col]:
                continue
            lines = _lines(row, column)
            left, right = columns[first].left, columns[end - 1].right
            box = Box(
                x0=round(left, 2),
                top=round(row.top, 2),
                x1=round(right, 2),
                bottom=round(row.bottom, 2),
            )
            text = joined(list(lines), left, right) if lines else ""
            cells.append(Cell(text=text, row=depth + n, col=first, colspan=end - first, box=box))
    return cells


def _spread(
    row: AmountRow, col: int, body: Body, columns: tuple[Column, ...]
) -> tuple[int, int] | None:
    """The columns over whose middle the label of a total stands, all others of them empty."""
    own = _lines(row, columns[col])
    if len(own) != 1 or own[0] not in body.spread:
        return None
    empty = [not _lines(row, column) for column in columns]
    middle = own[0].x0 + own[0].x1
    found = [
        (first, end)
        for first in range(col + 1)
        for end in range(max(col + 1, first + 2), len(columns) + 1)
        if all(empty[n] or n == col for n in range(first, end))
        and abs(columns[first].left + columns[end - 1].right - middle) < _OFF * own[0].em
    ]
    return found[0] if len(found) == 1 else None


def _lines(row: AmountRow, column: Column) -> tuple[TextLine, ...]:
    return row.cells[column.body] if column.body is not None and row.cells else ()


def _around(lines: tuple[TextLine, ...], left: float, right: float) -> Box:
    return Box(
        x0=round(min(left, *(line.x0 for line in lines)), 2),
        top=round(min(line.top for line in lines), 2),
        x1=round(max(right, *(line.x1 for line in lines)), 2),
        bottom=round(max(line.bottom for line in lines), 2),
    )

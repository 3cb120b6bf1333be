"""Lines and rows → grids: a run of rows is a table, the lines before its first are its heading.

Inside a table a line without cells is one over the full width. A blank line, a Markdown heading or
a form's title ends it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extract.model import Cell, Grid, Line
from extract.readers.places_in_words import place_of
from extract.readers.printed_lines import Piece, Printed, Row
from extract.words.heads import heads_block
from extract.words.labels import goal_role
from extract.words.titles import title_of

_MOST_BELOW = 12
"""Lines below a table that may belong to it."""


@dataclass(slots=True)
class _Block:
    """The lines gathered for the next grid."""

    heading: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def grid(self, number: int | None) -> Grid:
        width = max(sum(piece.span for piece in row) for row in self.rows)
        spanned = any(piece.span > 1 for row in self.rows for piece in row)
        cells = []
        for r, row in enumerate(self.rows):
            col = 0
            for text, span in row:
                colspan = width if len(row) == 1 else span
                place = None if number is None else place_of(number, r, col)
                cells.append(Cell(text=text, row=r, col=col, colspan=colspan, place=place))
                col += span
        heading = tuple(map(_line, self.heading))
        return Grid(cells=tuple(cells), heading=heading, spans_known=spanned)


def grids_of(lines: Iterable[Printed], *, placed: bool = False) -> tuple[Grid, ...]:
    """The grids of lines and rows, in printed order; `placed`: their cells know their places."""
    grids: list[Grid] = []
    block = _Block()

    def close() -> None:
        nonlocal block
        if block.rows:
            grids.append(block.grid(len(grids) if placed else None))
            block = _Block()

    for line in lines:
        if not isinstance(line, str):
            block.rows.append(line)
        elif not line.strip():
            close()
        elif title_of(line) or (line.startswith("#") and not _goes_on(block)):
            close()
            block.heading.append(line.strip())
        elif block.rows:
            block.rows.append((Piece(line.strip()),))
        else:
            block.heading.append(line.strip())
    close()
    above_next = [*(grid.heading for grid in grids[1:]), tuple(map(_line, block.heading))]
    return tuple(
        replace(grid, below=below[:_MOST_BELOW])
        for grid, below in zip(grids, above_next, strict=False)
    )


def _line(text: str) -> Line:
    return Line(text=text)


def _goes_on(block: _Block) -> bool:
    """Is the table a form whose indicators are still to come? Then a # line is text of its goal."""
    rows = [[piece.text for piece in row] for row in block.rows]
    goal = any(goal_role(text) for row in rows for text in row)
    return goal and not any(map(heads_block, rows))

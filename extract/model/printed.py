"""What is printed, and where: lines, cells and tables before anybody knows what they mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.words.why import Verdict, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, PDF points from the top left of the page as shown."""

    x0: float
    top: float
    x1: float
    bottom: float

    def turned(self, turns: int, width: float = 0.0, height: float = 0.0) -> Box:
        """The box after quarter turns counterclockwise of a page of that size, or of the plane."""
        box = self
        for _ in range(turns % 4):
            box = Box(x0=box.top, top=width - box.x1, x1=box.bottom, bottom=width - box.x0)
            width, height = height, width
        return box


@dataclass(frozen=True, slots=True, kw_only=True)
class Lay:
    """How a page that was put level lies on the page as shown.

    `matrix`: nine numbers, row by row, that take a point of the level page (in PDF points) to its
    place as shown.
    """

    page: int
    matrix: tuple[float, ...]

    def shown(self, box: Box) -> Box:
        """The smallest box as shown around a box of the level page."""
        a, b, c, d, e, f, g, h, i = self.matrix
        places = [
            ((a * x + b * y + c) / w, (d * x + e * y + f) / w)
            for x in (box.x0, box.x1)
            for y in (box.top, box.bottom)
            if (w := g * x + h * y + i)
        ]
        xs, ys = zip(*places, strict=True)
        return Box(
            x0=round(min(xs), 2),
            top=round(min(ys), 2),
            x1=round(max(xs), 2),
            bottom=round(max(ys), 2),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line that belongs to no table: a heading, a title, a year line."""

    text: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How well print was seen that was read from a picture.

    `probability`: of the least sure character (0 to 1); `second`: what it looked like at another
    scale, where that differs; `doubtful`: it may be something else; `mended`: a word of it is one
    that the vocabulary knows, one character away from what was seen.
    """

    probability: float
    second: str | None = None
    doubtful: bool = False
    mended: bool = False


def worst(sights: Iterable[Sight | None]) -> Sight | None:
    """The sight of what stands in several places: no better than that of any of them."""
    found = [sight for sight in sights if sight is not None]
    if not found:
        return None
    return Sight(
        probability=min(sight.probability for sight in found),
        second=next((sight.second for sight in found if sight.second is not None), None),
        doubtful=any(sight.doubtful for sight in found),
        mended=any(sight.mended for sight in found),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a printed table; a merged cell is one cell with its spans.

    `place` tells in words where it stands in a format without pages: `绩效目标表!D7`,
    `table 3 row 5 col 2`; `sight` how well it was seen on a picture.
    """

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    box: Box | None = None
    place: str | None = None
    sight: Sight | None = None

    @property
    def x0(self) -> float | None:
        """Left edge."""
        return self.box.x0 if self.box else None

    @property
    def top(self) -> float | None:
        """Upper edge."""
        return self.box.top if self.box else None

    @property
    def x1(self) -> float | None:
        """Right edge."""
        return self.box.x1 if self.box else None

    @property
    def bottom(self) -> float | None:
        """Lower edge."""
        return self.box.bottom if self.box else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rim:
    """How a piece of a table begins at the head of a page and ends at its foot.

    `begins` names the cells (row, column) of its first rows whose text begins on the row's first
    line, as all does that goes on from the page before. `room` tells for the columns whose text
    reaches the last line at the foot how many ems are left on it: what goes on below found no room
    there. `open_foot` names the columns whose lowest cell no rule closes: it goes on on the next
    page, and its text may stand there.
    """

    begins: frozenset[tuple[int, int]] = frozenset()
    room: tuple[tuple[int, float], ...] = ()
    open_foot: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Where a further piece of a table begins: its row in the whole, its page, why it is joined.

    `rest` tells whether its first row is the rest of the row above; None where it has no row.
    """

    row: int
    page: int | None
    why: Why
    rest: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One printed table, or the piece of it on one page; rows and columns count from 0.

    `heading` holds the lines between the table before it and this one. `spans_known` tells whether
    merged cells are known as such (ruled pages, HTML) or look like empty cells (text exports).
    `turns`: after so many quarter turns counterclockwise it stands upright on its page.
    `rejoined` names the rows whose two halves, both with text in each cell, stood on two pages;
    `doubtful` those of which the pages do not tell whether they are halves of one row.
    `joints` are the places where its pieces were joined; `apart` tells why it is no piece of the
    table before it, None for the first of a file. `below` holds the first lines below the table,
    up to the next one on its page: notes, and the sentence that tells why it is empty. `sheet` is
    the name of its sheet in a workbook: no table goes on on another one.
    """

    cells: tuple[Cell, ...]
    page: int | None = None
    heading: tuple[Line, ...] = ()
    spans_known: bool = False
    turns: int = 0
    rim: Rim = Rim()
    rejoined: frozenset[int] = frozenset()
    doubtful: frozenset[int] = frozenset()
    joints: tuple[Joint, ...] = ()
    apart: Why | None = None
    sheet: str | None = None
    below: tuple[Line, ...] = ()

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return max([c.row + c.rowspan for c in self.cells], default=0)

    @property
    def n_cols(self) -> int:
        """Number of columns."""
        return max([c.col + c.colspan for c in self.cells], default=0)

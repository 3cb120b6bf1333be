"""Sheets → PDF, drawn by reportlab in the many ways in which producers draw the same table.

A sheet is a table with its heading lines; sheets flow over pages, and a page edge cuts a table
between rows or, where a row is taller than the room left, within a row, line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
SIZE = 9.0
LEADING = 13.0
PAD = 4.0
PAGE = (595.0, 842.0)
TOP, FOOT, LEFT = 72.0, 76.0, 80.0
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a sheet: its text, and the places it covers."""

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    centred: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it is to be printed: heading lines, widths of its columns in points, cells."""

    heading: tuple[str, ...]
    widths: tuple[float, ...]
    spots: tuple[Spot, ...]
    new_page: bool = False

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return max(spot.row + spot.rowspan for spot in self.spots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a producer draws: `rules` is one of RULES; the rest are things laid over or around.

    `open_frame` leaves out all four sides of a table, `open_rows` the uprights of tall rows of two
    cells, as those of goals are.
    """

    name: str
    rules: str = "strokes"
    open_sides: bool = False
    open_frame: bool = False
    open_rows: bool = False
    open_cuts: bool = False
    clip: bool = False
    form_object: bool = False
    rotate: int = 0
    crop: bool = False
    struck_twice: bool = False
    watermark: bool = False
    shaded: bool = False
    running_head: str = ""
    page_numbers: bool = True
    repeat_header: bool = False
    glyph_by_glyph: bool = False


RULES = ("strokes", "thin_boxes", "dashes", "dots", "doubled", "rectangles", "one_path", "frames")

STYLES = (
    *(Style(name=rules, rules=rules) for rules in RULES),
    Style(name="open_sides", open_sides=True),
    Style(name="open_cuts", open_cuts=True),
    Style(name="clipped", clip=True, rules="thin_boxes"),
    Style(name="form_object", form_object=True),
    Style(name="rotated_90", rotate=90),
    Style(name="rotated_180", rotate=180),
    Style(name="rotated_270", rotate=270, rules="thin_boxes"),
    Style(name="cropped", crop=True),
    Style(name="struck_twice", struck_twice=True),
    Style(name="watermark", watermark=True),
    Style(name="shaded", shaded=True, rules="thin_boxes"),
    Style(name="running_head", running_head="某某大学2024年部门预算"),
    Style(name="repeated_header", repeat_header=True),
    Style(name="glyph_by_glyph", glyph_by_glyph=True),
)

OPEN_STYLES = (
    Style(name="open_sides", open_sides=True),
    Style(name="open_sides_and_rows", open_sides=True, open_rows=True),
    Style(name="open_frame", open_frame=True),
    Style(name="open_frame_and_rows", open_frame=True, open_rows=True),
)
"""Tables that some of their rules are left out of."""


def write_pdf(sheets: Iterable[Sheet | str], style: Style) -> bytes:
    """Draw sheets, and pages of plain text between them, as one publication."""
    out = BytesIO()
    print_on(Canvas(out, pagesize=_sheet_size(style), invariant=1), sheets, style)
    return out.getvalue()


def print_on(canvas: Any, sheets: Iterable[Sheet | str], style: Style) -> None:
    """Draw sheets on anything that takes the calls of a canvas."""
    _Press(canvas, style).print(sheets)


def _sheet_size(style: Style) -> tuple[float, float]:
    """Paper as a reader sees it; reportlab turns it by itself when a rotation is set."""
    return (PAGE[0] + 60, PAGE[1] + 90) if style.crop else PAGE


def wrapped(text: str, room: float) -> list[str]:
    """Lines of a text in a column: broken at any character, newlines kept."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for char in paragraph:
            if line and pdfmetrics.stringWidth(line + char, FONT, SIZE) > room:
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    return lines


class _Press:
    """Places sheets on pages from the top down; y counts downwards until a line is drawn."""

    def __init__(self, canvas: Any, style: Style) -> None:
        self.canvas = canvas
        self.style = style
        self.y = TOP
        self.number = 0
        self._forms = 0

    def print(self, sheets: Iterable[Sheet | str]) -> None:
        self._begin()
        for sheet in sheets:
            if isinstance(sheet, str):
                self._text_page(sheet)
            else:
                self._sheet(sheet)
        self._end()
        self.canvas.save()

    # Pages

    def _begin(self) -> None:
        self.number += 1
        self.y = TOP
        style, canvas = self.style, self.canvas
        if style.rotate:
            canvas.setPageRotation(style.rotate)
            corner = {90: (PAGE[1], 0.0), 180: PAGE, 270: (0.0, PAGE[0])}[style.rotate]
            canvas.translate(*corner)
            canvas.rotate(style.rotate)
        if style.crop:
            canvas.setCropBox((40, 50, 40 + PAGE[0], 50 + PAGE[1]))
            canvas.translate(40, 50)
        if style.form_object:
            self._forms += 1
            canvas.beginForm(f"page{self._forms}", 0, 0, PAGE[0] / 0.5, PAGE[1] / 0.5)
            canvas.scale(2, 2)
        if style.running_head:
            self.say(LEFT, 50, style.running_head)
            self.line(LEFT, 56, PAGE[0] - LEFT, 56)
        if style.page_numbers:
            self.say(PAGE[0] / 2, PAGE[1] - 40, str(self.number))

    def _end(self) -> None:
        canvas = self.canvas
        if self.style.watermark:
            canvas.saveState()
            canvas.translate(200, 300)
            canvas.rotate(45)
            canvas.setFillGray(0.8)
            canvas.setFont(FONT, 60)
            canvas.drawString(0, 0, "内部资料")
            canvas.restoreState()
            canvas.saveState()
            canvas.setFillGray(0.85)
            canvas.setFont(FONT, SIZE)
            for n in range(8):
                canvas.drawString(LEFT + 3, 90 + 83 * n, "样张")
            canvas.restoreState()
        if self.style.form_object:
            canvas.endForm()
            canvas.saveState()
            canvas.scale(0.5, 0.5)
            canvas.doForm(f"page{self._forms}")
            canvas.restoreState()
        canvas.showPage()

    def turn_page(self) -> None:
        self._end()
        self._begin()

    def _text_page(self, text: str) -> None:
        if self.y > TOP:
            self.turn_page()
        for line in wrapped(text, PAGE[0] - 2 * LEFT):
            if self.y + LEADING > PAGE[1] - FOOT:
                self.turn_page()
            self.say(LEFT, self.y + 10, line)
            self.y += LEADING
        self.turn_page()

    # Tables

    def _sheet(self, sheet: Sheet) -> None:
        if sheet.new_page and self.y > TOP:
            self.turn_page()
        if self.y > TOP:
            self.y += 24
        if self.y + 24 * len(sheet.heading) + 40 > PAGE[1] - FOOT:
            self.turn_page()
        for line in sheet.heading:
            width = pdfmetrics.stringWidth(line, FONT, 12)
            self.say((PAGE[0] - width) / 2, self.y + 14, line, 12)
            self.y += 24
        _Flow(self, sheet).run()

    # Marks on paper

    def say(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        canvas = self.canvas
        canvas.setFillGray(0)
        canvas.setFont(FONT, size)
        if self.style.glyph_by_glyph:
            for char in text:
                canvas.drawString(x, PAGE[1] - y, char)
                x += pdfmetrics.stringWidth(char, FONT, size)
            return
        canvas.drawString(x, PAGE[1] - y, text)
        if self.style.struck_twice:
            canvas.drawString(x + 0.4, PAGE[1] - y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, PAGE[1] - y0, x1, PAGE[1] - y1)


@dataclass(slots=True)
class _Placed:
    """A cell on a page, or its part there: left, top, right, bottom, and the lines in it."""

    box: tuple[float, float, float, float]
    lines: list[str]
    centred: bool


class _Flow:
    """One sheet's way over pages: rows in order, cut where the page ends."""

    def __init__(self, press: _Press, sheet: Sheet) -> None:
        self.press, self.sheet = press, sheet
        self.xs = [LEFT]
        for width in sheet.widths:
            self.xs.append(self.xs[-1] + width)
        self.left = {
            (s.row, s.col): wrapped(s.text, self._room(s)) if s.text else [] for s in sheet.spots
        }
        self.heights = [self._height(row) for row in range(sheet.n_rows)]
        self._stretch()

    def _room(self, spot: Spot) -> float:
        return self.xs[spot.col + spot.colspan] - self.xs[spot.col] - 2 * PAD

    def _height(self, row: int) -> float:
        own = [s for s in self.sheet.spots if s.row == row and s.rowspan == 1]
        return max([len(self.left[s.row, s.col]) for s in own] or [1]) * LEADING + PAD

    def _stretch(self) -> None:
        """Rows under a tall merged cell grow until its text fits."""
        for spot in self.sheet.spots:
            rows = range(spot.row, spot.row + spot.rowspan)
            need = len(self.left[spot.row, spot.col]) * LEADING + PAD
            lack = need - sum(self.heights[r] for r in rows)
            if lack > 0:
                for r in rows:
                    self.heights[r] += lack / len(rows)

    def run(self) -> None:
        """Draw the rows, page by page."""
        start = 0
        while start < self.sheet.n_rows:
            room = PAGE[1] - FOOT - self.press.y
            end, used = start, 0.0
            while end < self.sheet.n_rows and used + self.heights[end] <= room:
                used += self.heights[end]
                end += 1
            cut = 0.0
            if end < self.sheet.n_rows:
                lines = int((room - used - PAD) // LEADING)
                if lines >= 2 and self.heights[end] - lines * LEADING >= 2 * LEADING:
                    cut = lines * LEADING + PAD
            if end == start and not cut:
                self.press.turn_page()
                continue
            self._piece(start, end, cut)
            if cut:
                self.heights[end] -= cut - PAD
            start = end
            if start < self.sheet.n_rows:
                self.press.turn_page()

    def _piece(self, start: int, end: int, cut: float) -> None:
        placed: list[_Placed] = []
        ys = [self.press.y]
        if start and self.press.style.repeat_header:
            ys.append(ys[0] + self.heights[0])
            placed += [
                _Placed((self.xs[s.col], ys[0], self.xs[s.col + s.colspan], ys[1]),
                        wrapped(s.text, self._room(s)), s.centred)
                for s in self.sheet.spots if s.row == 0
            ]  # fmt: skip
        rows = [ys[-1]]
        for height in self.heights[start:end] + ([cut] if cut else []):
            rows.append(rows[-1] + height)
        stop = start + len(rows) - 1
        placed += filter(None, (self._place(s, start, stop, rows) for s in self.sheet.spots))
        ys = ys[:-1] + rows
        goes_on = stop < self.sheet.n_rows or bool(cut)
        Piece(self.press, placed, (self.xs, ys), continued=start > 0, goes_on=goes_on).draw()
        self.press.y = ys[-1]

    def _place(self, spot: Spot, start: int, stop: int, rows: list[float]) -> _Placed | None:
        """The part of a cell that lies in rows `start` to `stop`, with the lines that fit."""
        first, last = max(spot.row, start), min(spot.row + spot.rowspan, stop)
        if first >= last:
            return None
        top, bottom = rows[first - start], rows[last - start]
        lines = self.left[spot.row, spot.col]
        take = int((bottom - top - PAD) // LEADING + 0.001)
        self.left[spot.row, spot.col] = lines[take:]
        box = (self.xs[spot.col], top, self.xs[spot.col + spot.colspan], bottom)
        return _Placed(box, lines[:take], spot.centred)


class Piece:
    """The part of a table on one page, drawn in the press's style."""

    def __init__(
        self,
        press: _Press,
        placed: list[_Placed],
        edges: tuple[Sequence[float], Sequence[float]],
        *,
        continued: bool,
        goes_on: bool,
    ) -> None:
        self.press, self.placed = press, placed
        self.xs, self.ys = edges
        self.continued, self.goes_on = continued, goes_on

    def draw(self) -> None:
        """Shades, rules, then text."""
        style, canvas = self.press.style, self.press.canvas
        if style.shaded:
            canvas.setFillGray(0.9)
            for cell in self.placed[::2]:
                self._fill(*cell.box)
        canvas.setFillGray(0)
        canvas.saveState()
        if style.clip:
            path = canvas.beginPath()
            path.rect(self.xs[0] - 1, PAGE[1] - self.ys[-1] - 1,
                      self.xs[-1] - self.xs[0] + 2, self.ys[-1] - self.ys[0] + 2)  # fmt: skip
            canvas.clipPath(path, stroke=0, fill=0)
            self._fill(self.xs[0] + 40, self.ys[0] - 300, self.xs[0] + 40.5, self.ys[0] - 5)
        {
            "strokes": self._strokes,
            "thin_boxes": self._thin_boxes,
            "dashes": self._dashes,
            "dots": self._dots,
            "doubled": self._doubled,
            "rectangles": self._rectangles,
            "one_path": self._one_path,
            "frames": self._frames,
        }[style.rules]()
        canvas.restoreState()
        for cell in self.placed:
            self._text(cell)

    def _text(self, cell: _Placed) -> None:
        x0, top, x1, bottom = cell.box
        y = top + PAD / 2 + max(0.0, (bottom - top - PAD - len(cell.lines) * LEADING) / 2) + 9.5
        for line in cell.lines:
            width = pdfmetrics.stringWidth(line, FONT, SIZE)
            self.press.say((x0 + x1 - width) / 2 if cell.centred else x0 + PAD, y, line)
            y += LEADING

    # Rules: each way a producer draws the same edges

    def _edges(self) -> list[tuple[float, float, float, float]]:
        """Every edge of every cell once, those the style leaves open left out."""
        style = self.press.style
        sides = (self.xs[0], self.xs[-1]) if style.open_sides or style.open_frame else ()
        ends = (self.ys[0], self.ys[-1]) if style.open_frame else ()
        tall = self._tall_rows() if style.open_rows else set()
        edges: dict[tuple[float, float, float, float], None] = {}
        for cell in self.placed:
            x0, top, x1, bottom = cell.box
            for edge in ((x0, top, x1, top), (x0, bottom, x1, bottom),
                         (x0, top, x0, bottom), (x1, top, x1, bottom)):  # fmt: skip
                edges[edge] = None
        foot, head = self.ys[-1], self.ys[0]
        return [
            (x0, y0, x1, y1)
            for x0, y0, x1, y1 in edges
            if not (x0 == x1 and x0 in sides)
            and not (y0 == y1 and y0 in ends)
            and not (x0 == x1 and (y0, y1) in tall)
            and not (style.open_cuts and self.goes_on and y0 == y1 == foot)
            and not (style.open_cuts and self.continued and y0 == y1 == head)
        ]

    def _tall_rows(self) -> set[tuple[float, float]]:
        """Top and bottom of the rows that two cells fill, and that are higher than two lines."""
        bands = [cell.box[1::2] for cell in self.placed]
        return {
            (top, bottom)
            for top, bottom in bands
            if bands.count((top, bottom)) == 2
            and bottom - top > 2 * LEADING + 2 * PAD
            and not any(a < bottom and top < b and (a, b) != (top, bottom) for a, b in bands)
        }

    def _fill(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.press.canvas.rect(x0, PAGE[1] - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def _strokes(self) -> None:
        for edge in self._edges():
            self.press.line(*edge)

    def _thin_boxes(self) -> None:
        for x0, y0, x1, y1 in self._edges():
            if y0 == y1:
                self._fill(x0 + 0.6, y0, x1 - 0.6, y0 + 0.7)
            else:
                self._fill(x0, y0 + 0.6, x0 + 0.7, y1 - 0.6)

    def _dashes(self) -> None:
        self.press.canvas.setDash(3, 2)
        self._strokes()
        for x0, y0, x1, y1 in self._edges()[::3]:
            if y0 == y1:
                for n in range(int((x1 - x0) // 5)):
                    self._fill(x0 + 5 * n, y0, x0 + 5 * n + 3, y0 + 0.5)

    def _dots(self) -> None:
        for x0, y0, x1, y1 in self._edges():
            for n in range(int(max(x1 - x0, y1 - y0) // 2.5) + 1):
                x, y = (x0 + 2.5 * n, y0) if y0 == y1 else (x0, y0 + 2.5 * n)
                self._fill(x, y, x + 0.75, y + 0.75)

    def _doubled(self) -> None:
        for x0, y0, x1, y1 in self._edges():
            for off in (-0.75, 0.75):
                if y0 == y1:
                    self._fill(x0, y0 + off - 0.2, x1, y0 + off + 0.2)
                else:
                    self._fill(x0 + off - 0.2, y0, x0 + off + 0.2, y1)

    def _rectangles(self) -> None:
        canvas = self.press.canvas
        canvas.setLineWidth(0.5)
        for cell in self.placed:
            x0, top, x1, bottom = cell.box
            canvas.rect(x0, PAGE[1] - bottom, x1 - x0, bottom - top, stroke=1, fill=0)

    def _one_path(self) -> None:
        canvas = self.press.canvas
        path = canvas.beginPath()
        for x0, y0, x1, y1 in self._edges():
            path.rect(x0 - 0.25, PAGE[1] - y1 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5)
        canvas.drawPath(path, stroke=0, fill=1)

    def _frames(self) -> None:
        """Each cell a filled frame: one box cut out of another."""
        canvas = self.press.canvas
        for cell in self.placed:
            x0, top, x1, bottom = cell.box
            path = canvas.beginPath()
            path.rect(x0 - 0.3, PAGE[1] - bottom - 0.3, x1 - x0 + 0.6, bottom - top + 0.6)
            path.rect(x0 + 0.3, PAGE[1] - bottom + 0.3, x1 - x0 - 0.6, bottom - top - 0.6)
            canvas.drawPath(path, stroke=0, fill=1, fillMode=0)

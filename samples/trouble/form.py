"""A troubled form on paper: its rows one below the other, cut where a page ends."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import pairwise

from samples.trouble import content
from samples.trouble.content import Row
from samples.trouble.papers.paper import WIDE, Face, Paper, Pen
from samples.trouble.ways import Way

_LOWEST = 150.0
"""Points above the page's foot below which no row ends."""
_TOP = 800.0
_XS = (40.0, 120.0, 215.0, 400.0, 555.0)
_WITH_POINTS = (40.0, 110.0, 195.0, 365.0, 510.0, 555.0)
_PADDING = "05"
"""What nobody sees on paper: white on white, right behind a text, as people align theirs."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its lines, its first and last edge; `opens`: no cell above runs into it."""

    lines: tuple[str, ...]
    first: int
    last: int
    opens: bool = True
    label: bool = False


Line = tuple[Cell, ...]


class Sheet:
    """Paper with a table that grows downwards, page by page."""

    def __init__(self, paper: Paper, way: Way, rng: random.Random) -> None:
        self.paper, self.way, self.rng = paper, way, rng
        self.xs = _WITH_POINTS if way.points else _XS
        self.number, self.y = 1, 780.0
        self.doubtful = False
        """Is anything drawn that leaves two readings?"""
        self.face = Face(
            size=way.size,
            slant=way.slant,
            grey=way.grey,
            condensed=way.condensed,
            spaced=way.spaced,
        )
        self.pen = Pen(width=way.rule, colour=way.colour, dash=way.dash, boxed=way.boxed_rules)

    def say(self, x: float, y: float, words: str, face: Face) -> None:
        """A text as the way draws it."""
        if self.way.overprinted:
            self._struck(x, y, words, replace(face, grey=1.0))
        if self.way.hidden:
            self.paper.text(x + 3, y - 1, [words], replace(face, hidden=True))
        for strike in (0.0, 0.25) if self.way.bold else (0.0,):
            self._struck(x + strike, y, words, face)
        if self.way.padded and not (self.way.watermark or self.way.shaded or self.way.dark):
            x += self.paper.wide(words, face)
            self.paper.text(x, y, [_PADDING], replace(face, grey=1.0))

    def _struck(self, x: float, y: float, words: str, face: Face) -> None:
        unit = len(words.rstrip(content.OF_UNITS))
        if not self.way.small_units or not 0 < unit < len(words) or not words[unit - 1].isdigit():
            self.paper.text(x, y, self._parts(words), face)
            return
        self.paper.text(x, y, [words[:unit]], face)
        x += self.paper.wide(words[:unit], face)
        self.paper.text(x, y, [words[unit:]], replace(face, size=face.size * 0.75))

    def centred(self, y: float, words: str, size: float) -> None:
        """A line in the middle of the page, as titles and page numbers are."""
        face = Face(size=size)
        self.paper.text(297 - self.paper.wide(words, face) / 2, y, [words], face)

    def rule(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A rule, or two side by side."""
        offsets = (-0.75, 0.75) if self.way.doubled else (0.0,)
        reach, level = self.way.reach, start[1] == end[1]
        jitter = self.rng.uniform(-1, 1) * self.way.jitter
        for off in offsets:
            dx, dy = (reach, off + jitter) if level else (off + jitter, -reach)
            first = (start[0] + dx - 2 * reach * level, start[1] + dy + 2 * reach * (not level))
            self.paper.line(first, (end[0] + dx, end[1] + dy), self.pen)

    def turn_over(self) -> None:
        """What is laid over a page, its number, and the next page."""
        if self.way.watermark:
            for n in range(4):
                faint = Face(size=30, grey=0.85, angle=35)
                self.paper.text(120 + 90 * n, 250 + 130 * n, [content.MARK], faint)
        if self.way.stamped:
            self.paper.circle(self.rng.uniform(100, 480), self.rng.uniform(450, 760), 35)
        foot = max(self.y - 14, 30) if self.way.low_number else 30
        self.centred(foot, str(self.number), 8)
        self.number += 1
        self.paper.turn_over()
        self.y = _TOP

    def high(self, line: Line) -> float:
        """Points that a row takes."""
        most = max(len(cell.lines) for cell in line if not cell.label or cell.opens)
        return most * self.way.size * self.way.leading + 7

    def wrapped(self, words: str, first: int, last: int) -> tuple[str, ...]:
        """A text in the lines of a cell."""
        room = self.xs[last] - self.xs[first] - 2 * self.way.padding
        lines = [""]
        for char in words:
            if lines[-1] and self.paper.wide(lines[-1] + char, self.face) > room:
                lines.append("")
            lines[-1] += char
        return tuple(lines)

    def _parts(self, words: str) -> list[str]:
        if self.way.by_character:
            return list(words)
        if not self.way.chunks or not words:
            return [words]
        at = self.rng.randint(0, len(words))
        return [part for part in (words[:at], words[at:]) if part]


def draw(sheet: Sheet, rows: list[Row], project: str) -> None:
    """A form with its title; pages cut it where they end, or where the way says so."""
    way = sheet.way
    sheet.centred(sheet.y, content.TITLE, 14)
    sheet.y -= 30
    last = len(sheet.xs) - 1
    head = (
        Cell(sheet.wrapped(content.NAME, 0, 1), 0, 1, label=True),
        Cell(sheet.wrapped(project, 1, last), 1, last),
    )
    header = tuple(
        Cell(sheet.wrapped(word, n, n + 1), n, n + 1, label=True)
        for n, word in enumerate(content.HEADS[:last])
    )
    piece: list[Line] = [head, header]
    count = 0
    for before, row in zip([None, *rows], rows, strict=False):
        line = _line(sheet, row, before)
        full = sheet.y - sum(map(sheet.high, [*piece, line])) < _LOWEST
        if (full or count == way.cuts) and piece:
            upper, lower = _torn(line) if way.torn else (None, line)
            _piece(sheet, [*piece, upper] if upper else piece)
            sheet.turn_over()
            piece, count = ([header] if way.repeated else []), 0
            line = lower if upper else _opened(sheet, line)
        piece.append(line)
        count += 1
    _piece(sheet, piece)
    if way.row_below:
        _row_below(sheet)
    elif way.notes:
        sheet.paper.text(sheet.xs[0], sheet.y - 14, [content.NOTE], Face(size=8))
        sheet.y -= 14


def _row_below(sheet: Sheet) -> None:
    """A row without rules, right below the table: at its columns' sides, or in their middle."""
    words = (*content.LEVELS[-1][:1], *content.LEVELS[-1][1], content.HAN[:4], "100")
    face = replace(sheet.face, size=min(sheet.way.size, 9))
    for (left, right), text in zip(pairwise(sheet.xs), words, strict=False):
        room = right - left - sheet.paper.wide(text, face)
        x = left + (room / 2 if sheet.way.row_below == "centre" else sheet.way.padding)
        sheet.paper.text(x, sheet.y - 4 - face.size, [text], face)
    sheet.doubtful = True
    sheet.y -= 2 * face.size


def _line(sheet: Sheet, row: Row, before: Row | None) -> Line:
    """A row of indicators; a level that goes on from the row before is one cell with it."""
    way = sheet.way
    fresh = not way.merged or before is None
    first = fresh or (before is not None and before.level1 != row.level1)
    second = first or (before is not None and before.level2 != row.level2)
    upright = tuple(row.level1) if way.vertical else sheet.wrapped(row.level1, 0, 1)
    cells = [
        Cell(upright, 0, 1, first, label=True),
        Cell(sheet.wrapped(row.level2, 1, 2), 1, 2, second, label=True),
        Cell(sheet.wrapped(row.name, 2, 3), 2, 3),
        Cell(_value_lines(sheet, row.value), 3, 4),
    ]
    if way.points:
        cells.append(Cell(("10",), 4, 5))
    return tuple(cells)


def _value_lines(sheet: Sheet, value: str) -> tuple[str, ...]:
    way = sheet.way
    if way.long and sheet.xs[3] + way.padding + sheet.paper.wide(value, sheet.face) < WIDE:
        return (value,)  # over the side of its cell, and not off the page
    if way.units_below:
        at = max((n for n, char in enumerate(value, 1) if char.isdigit()), default=0)
        parts = [part for part in (value[:at], value[at:]) if part]
        return tuple(line for part in parts for line in sheet.wrapped(part, 3, 4))
    return sheet.wrapped(value, 3, 4)


def _opened(sheet: Sheet, line: Line) -> Line:
    """The first row of a piece: its levels are printed again, or left to the piece before."""
    if sheet.way.labels == "once":
        return tuple(
            replace(cell, lines=("",)) if cell.label and not cell.opens else cell for cell in line
        )
    return tuple(replace(cell, opens=True) for cell in line)


def _torn(line: Line) -> tuple[Line | None, Line]:
    """A row cut after the first line of its name, which has several."""
    if len(line[2].lines) < 2:
        return None, line
    upper = tuple(cell if cell.label else replace(cell, lines=cell.lines[:1]) for cell in line)
    lower = tuple(
        replace(cell, lines=("",) if cell.label else cell.lines[1:] or ("",), opens=True)
        for cell in line
    )
    return upper, lower


def _piece(sheet: Sheet, lines: list[Line]) -> None:
    """Rows on one page: grounds, rules, texts."""
    if not lines:
        return
    ys = [sheet.y]
    for line in lines:
        ys.append(ys[-1] - sheet.high(line))
    if sheet.way.shaded or sheet.way.dark:
        left, right = sheet.xs[0], sheet.xs[-1]
        grey = 0.2 if sheet.way.dark else 0.9
        sheet.paper.fill((left, ys[1], right - left, ys[0] - ys[1]), grey)
    _rules(sheet, lines, ys)
    for n, line in enumerate(lines):
        for k, cell in enumerate(line):
            if n and not cell.opens:
                continue
            end = n + 1
            while end < len(lines) and len(lines[end]) > k and not lines[end][k].opens:
                end += 1
            last = n + 1 if sheet.way.labels != "middle" else end
            face = replace(sheet.face, grey=1.0) if sheet.way.dark and not n else sheet.face
            _text(sheet, cell, (ys[n], ys[last]), face)
    sheet.y = ys[-1]


def _rules(sheet: Sheet, lines: list[Line], ys: list[float]) -> None:
    without, last = sheet.way.without, len(sheet.xs) - 1
    for n, (line, (top, foot)) in enumerate(zip(lines, pairwise(ys), strict=True)):
        for cell in line:
            left, right = sheet.xs[cell.first], sheet.xs[cell.last]
            if (cell.opens or n == 0) and not (n == 0 and "top" in without):
                sheet.rule((left, top), (right, top))
            if cell.first or "sides" not in without:
                sheet.rule((left, top), (left, foot))
            if cell.last == last and "sides" not in without:
                sheet.rule((right, top), (right, foot))
    if "foot" not in without:
        sheet.rule((sheet.xs[0], ys[-1]), (sheet.xs[-1], ys[-1]))


def _text(sheet: Sheet, cell: Cell, between: tuple[float, float], face: Face) -> None:
    """The lines of a cell, and what stands beside its last one."""
    way, paper = sheet.way, sheet.paper
    of_value = cell.first == 3 and not cell.label
    top, foot = between
    spare = top - foot - 7 - len(cell.lines) * way.size * way.leading
    x = y = 0.0
    for n, words in enumerate(cell.lines):
        room = sheet.xs[cell.last] - sheet.xs[cell.first] - 2 * way.padding
        room -= paper.wide(words, face)
        shift = {"left": 0.0, "right": room, "centre": room / 2}[way.align]
        x = sheet.xs[cell.first] + way.padding + max(shift, 0.0)
        y = top - 4 - way.size * (0.9 + way.leading * n) - (spare / 2 if way.middle else 0.0)
        if words:
            sheet.say(x, y, words, face)
        if way.underline and of_value and words:
            under = Pen(width=0.4)
            paper.line((x, y - 1.2), (x + paper.wide(words, face), y - 1.2), under)
    ends_in_digit = of_value and cell.lines[-1][-1:].isdigit()
    if way.raised and ends_in_digit:
        x += paper.wide(cell.lines[-1], face)
        small = replace(face, size=way.size * 0.55)
        sheet.say(x, y + way.size * way.lift, way.raised, small)
    elif of_value and cell.lines[-1]:
        _doubt(sheet, cell.lines[-1], (x, y), face)


def _doubt(sheet: Sheet, words: str, at: tuple[float, float], face: Face) -> None:
    """A line through the last line of a value, a digit over its last one, or a point behind it."""
    way, (x, y) = sheet.way, at
    wide = sheet.paper.wide(words, face)
    if way.crossed and len(words) > 1:
        start, end = (x, y - 0.1 * way.size), (x + wide, y + 0.7 * way.size)
        sheet.paper.line(start, end, Pen(width=0.6))
        sheet.doubtful = True
    if not words[-1].isdigit() or not words[-1].isascii():
        return
    if way.overstruck:
        other = "8" if words[-1] != "8" else "5"
        sheet.paper.text(x + wide - sheet.paper.wide(words[-1], face), y, [other], face)
        sheet.doubtful = True
    if way.dotted_values:
        point = 0.12 * way.size
        sheet.paper.fill((x + wide + 0.05 * way.size, y, point, point), 0.0)
        sheet.doubtful = True

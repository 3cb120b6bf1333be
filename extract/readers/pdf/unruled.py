"""A form printed without upright rules: columns from the white between them, rows from lines.

Three-line tables (三线表) and tables without any rule. Strict, for a wrong number is worse than a
page that is signalled: a table is read only where its header, its columns and its rows leave one
reading, where every character lies in one cell, and where PDFium and pdfplumber agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import inf
from statistics import median

import regex

from extract.labels import column_role, goal_role, level_of, role_of
from extract.model import Box, Cell
from extract.readers.pdf.headings import MARGIN, is_page_number
from extract.readers.pdf.limits import PageTooLarge, PageUnreadable
from extract.readers.pdf.lines import TextLine, joined, printed_lines
from extract.readers.pdf.marks import split_marks, struck_once
from extract.readers.pdf.page import Glyph, Page, Rule, main_turn, turned
from extract.readers.pdf.rules import join
from extract.readers.pdf.tables import PageTables, Table
from extract.text import key
from extract.titles import title_of

_APART = 1.0
"""Ems of white that part two cells of a line; within a cell less is left."""
_COLUMN = 0.8
"""Ems of white that no line of the table crosses between two columns."""
_ROOM = 1.5
"""Ems left in a line, from which the line below does not carry it on."""
_OFF = 2.0
"""Ems below the last row at which a number is the page's: nearer, it may be a value's rest."""
_MOST = 10_000
"""Characters of a page; more is no form."""
_LOWEST = 0.75
"""A table that ends lower on a page (share of its height) may go on on the next."""
_CORE = {"level1", "level2", "name", "value"}
_ASIDE = regex.compile(r"\(?(?:(?:预算|填报)?(?:年度:)?20\d\d年?度?|(?:金额)?单位:.{1,4})\)?")
_NOTE = regex.compile(r"(?:注|备注|说明):")


class _Ambiguous(Exception):  # noqa: N818 -- no error: the page keeps its signal
    """More than one reading of the table is left, or none."""


@dataclass(frozen=True, slots=True)
class _Print:
    """A printed line of a page: its baseline, and its cells or words far apart."""

    y: float
    runs: tuple[TextLine, ...]

    @property
    def bottom(self) -> float:
        return max(run.bottom for run in self.runs)

    @property
    def top(self) -> float:
        return min(run.top for run in self.runs)


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines of each column in one row."""

    top: float
    bottom: float
    cells: tuple[tuple[TextLine, ...], ...]


def without_rules(
    found: PageTables, page: Page, other: Callable[[int], Page], *, last: bool
) -> PageTables | None:
    """A page without a ruled table that prints an indicator header, with its table; None where in
    doubt. `other` reads the page by the second engine; `last`: no page follows.
    """
    try:
        table = _read(page, last=last)
        if _texts(table) != _texts(_read(other(page.number), last=last)):
            return None
    except (_Ambiguous, PageTooLarge, PageUnreadable):
        return None
    outside = [x for x in found.lines if not table.top < (x.top + x.bottom) / 2 < table.bottom]
    return replace(found, tables=(table,), lines=tuple(outside))


def _texts(table: Table) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.col, key(cell.text)) for cell in table.cells]


def _sure(*, that: bool) -> None:
    if not that:
        raise _Ambiguous


def _read(page: Page, *, last: bool) -> Table:
    _sure(that=len(page.glyphs) <= _MOST)
    turns = main_turn(page.glyphs)
    upright = turned(page, turns)
    text, marks = split_marks(struck_once(upright.glyphs), upright.shades, large=inf)
    _sure(that=not marks and all(g.turn == 0 for g in text if not g.text.isspace()))
    prints = _prints(text)
    numbers = [p for p in prints if _page_number(p, upright.height)]
    prints = [p for p in prints if p not in numbers]
    at, header = _header(prints)
    facts = _facts(prints[:at], len(header.runs))
    ruled = _flat_rules(join(upright.rules), (facts[0] if facts else [header])[0].top, header)
    body = _body(prints[at + 1 :], [rule for rule in ruled if rule > header.y])
    _sure(that=bool(body) and (last or body[-1].bottom < _LOWEST * upright.height))
    em = median(run.em for line in body for run in line.runs)
    _sure(that=all(p.top - body[-1].bottom > _OFF * em for p in numbers))
    columns = _columns([header, *body], header, em)
    roles = [column_role(run.text) for run in header.runs]
    rows = _rows(body, ruled, _Columns(columns, roles, em, flush=_flush(body, columns)))
    _levels_at_top(rows, roles)
    head = _Row(header.top, header.bottom, tuple((run,) for run in header.runs))
    cells = [
        *(cell for n, fact in enumerate(facts) for cell in _fact_cells(fact, n)),
        *(
            cell
            for n, row in enumerate([head, *rows])
            for cell in _cells(row, len(facts) + n, columns)
        ),
    ]
    placed = tuple(
        replace(
            cell,
            page=page.number,
            box=cell.box and cell.box.turned(-turns, upright.width, upright.height),
        )
        for cell in cells
    )
    boxes = [cell.box for cell in cells if cell.box]
    return Table(
        cells=placed,
        top=min(box.top for box in boxes),
        bottom=max(box.bottom for box in boxes),
        width=columns[-1][1] - columns[0][0],
        ruled=False,
    )


# Lines of the page


def _prints(glyphs: Sequence[Glyph]) -> list[_Print]:
    """Lines from the top down, each cut where white parts it."""
    prints: list[_Print] = []
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if glyph.text.isspace():
            continue
        if lines and glyph.y - lines[-1][0].y < 0.45 * glyph.size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    spaces = [g for g in glyphs if g.text.isspace()]
    for line in lines:
        line.sort(key=lambda g: g.x)
        cuts = [b.x0 for a, b in pairwise(line) if b.x0 - a.x1 >= _APART * a.size]
        runs = []
        for left, right in pairwise([-inf, *cuts, inf]):
            run = [g for g in line if left <= g.x0 < right]
            end = max(g.x1 for g in run)
            run += [
                g for g in spaces if abs(g.y - line[0].y) < 1 and run[0].x0 < g.x0 <= end + g.size
            ]
            runs += printed_lines(run)
        _sure(that=len(runs) == len(cuts) + 1)
        prints.append(_Print(line[0].y, tuple(runs)))
    return prints


def _page_number(line: _Print, height: float) -> bool:
    margin = line.top > (1 - MARGIN) * height
    return margin and len(line.runs) == 1 and is_page_number(line.runs[0].text)


def _header(prints: list[_Print]) -> tuple[int, _Print]:
    """The one line of which each part is the label of another column."""
    found = []
    for n, line in enumerate(prints):
        roles = [column_role(run.text) for run in line.runs]
        if set(roles) >= _CORE:
            _sure(that=None not in roles and len(set(roles)) == len(roles))
            found.append((n, line))
    _sure(that=len(found) == 1)
    return found[0]


def _facts(above: list[_Print], most: int) -> list[list[_Print]]:
    """The lines between title and header: labels, each with its value; a goal may wrap.

    Raises where one of them is anything else, or where no title stands above.
    """
    titled = [n for n, x in enumerate(above) if len(x.runs) == 1 and title_of(x.runs[0].text)]
    _sure(that=bool(titled))
    facts: list[list[_Print]] = []
    for line in above[titled[-1] + 1 :]:
        texts = [key(run.text) for run in line.runs]
        labels = [_is_label(text) for text in texts]
        if labels == [True, False] * (len(texts) // 2) and len(texts) <= most:
            facts.append([line])
        elif facts and _carries_on(facts[-1], line):
            facts[-1].append(line)
        else:
            _sure(that=not facts and all(_ASIDE.fullmatch(text) for text in texts))
    return facts


def _is_label(text: str) -> bool:
    return bool(goal_role(text) or role_of("facts", text) or role_of("funding", text))


def _carries_on(fact: list[_Print], line: _Print) -> bool:
    """Is a line the rest of a goal, flush under it?"""
    first = fact[0].runs
    return (
        len(first) == 2
        and len(line.runs) == 1
        and bool(goal_role(first[0].text))
        and not _is_label(key(line.runs[0].text))
        and abs(line.runs[0].x0 - first[1].x0) < 1
    )


def _flat_rules(rules: list[Rule], top: float, header: _Print) -> list[float]:
    """The heights of rules across the whole table; raises where others are drawn in it."""
    left, right = header.runs[0].x0, header.runs[-1].x1
    near = [r for r in rules if (r.at if r.flat else r.b) > top]
    _sure(that=all(r.flat and r.a <= left and r.b >= right for r in near))
    return sorted(r.at for r in near)


def _body(below: list[_Print], ruled: list[float]) -> list[_Print]:
    """The lines of the rows; raises where what follows is more than a note."""
    foot = ruled[-1] if len(ruled) > 1 else inf
    end = next(
        (n for n, line in enumerate(below) if line.y > foot or _NOTE.match(key(line.runs[0].text))),
        len(below),
    )
    rest = below[end:]
    _sure(that=all(len(line.runs) == 1 for line in rest))
    _sure(that=not rest or bool(_NOTE.match(key(rest[0].runs[0].text))))
    return below[:end]


# Columns and rows


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where columns lie, what they hold, and which begin all their lines at one place."""

    sides: list[tuple[float, float]]
    roles: list[str | None]
    em: float
    flush: list[bool]

    def split(self, line: _Print) -> list[tuple[TextLine, ...]]:
        """The parts of a line by column; each holds one at the most."""
        parts = [tuple(r for r in line.runs if a <= r.x0 and r.x1 <= b) for a, b in self.sides]
        _sure(that=sum(map(len, parts)) == len(line.runs) and max(map(len, parts)) == 1)
        return parts

    def full(self, col: int, run: TextLine) -> bool:
        """May a line be carried on below, having no room left in its column?"""
        left, right = self.sides[col]
        if col + 1 < len(self.sides) and self.flush[col] and self.flush[col + 1]:
            right = max(right, self.sides[col + 1][0] - self.em)
        return run.x1 - run.x0 > right - left - _ROOM * self.em


def _columns(lines: list[_Print], header: _Print, em: float) -> list[tuple[float, float]]:
    """Left and right of what is printed in each column: white no line crosses parts them."""
    sides: list[list[float]] = []
    for x0, x1 in sorted((run.x0, run.x1) for line in lines for run in line.runs):
        if sides and x0 - sides[-1][1] < _COLUMN * em:
            sides[-1][1] = max(sides[-1][1], x1)
        else:
            sides.append([x0, x1])
    _sure(that=len(sides) == len(header.runs))
    for (a, b), label in zip(sides, header.runs, strict=True):
        _sure(that=a <= label.x0 and label.x1 <= b)
    return [(a, b) for a, b in sides]


def _flush(body: list[_Print], columns: list[tuple[float, float]]) -> list[bool]:
    starts = [[r.x0 for x in body for r in x.runs if a <= r.x0 <= b] for a, b in columns]
    return [len(xs) > 1 and max(xs) - min(xs) < 1 for xs in starts]


def _rows(body: list[_Print], ruled: list[float], columns: _Columns) -> list[_Row]:
    """Between two rules one row, or a row each line; raises where both can be, or neither."""
    _sure(that=not any(x.top + 1 < at < x.bottom - 1 for x in body for at in ruled))
    bands = [
        list(band) for _, band in groupby(body, key=lambda line: sum(at < line.y for at in ruled))
    ]
    rows: list[_Row] = []
    for band in bands:
        lines = [columns.split(line) for line in band]
        if len(band) > 1 and not _one_each(lines, columns):
            _sure(that=len(bands) > 1 and _one_row(lines, columns))
            wrapped = tuple(tuple(r for x in lines for r in x[n]) for n in range(len(lines[0])))
            rows.append(_Row(band[0].top, band[-1].bottom, wrapped))
        else:
            rows += [_Row(x.top, x.bottom, tuple(y)) for x, y in zip(band, lines, strict=True)]
    name, value = columns.roles.index("name"), columns.roles.index("value")
    _sure(that=all(row.cells[name] and row.cells[value] for row in rows))
    return rows


def _one_each(lines: list[list[tuple[TextLine, ...]]], columns: _Columns) -> bool:
    """Is each line a row? It has name and value, and the line above left room in one of them."""
    core = [columns.roles.index("name"), columns.roles.index("value")]
    return all(line[n] for line in lines for n in core) and all(
        any(not columns.full(n, above[n][0]) for n in core) for above, _ in pairwise(lines)
    )


def _one_row(lines: list[list[tuple[TextLine, ...]]], columns: _Columns) -> bool:
    """Are the lines one row? Its value or name takes one of them; what wraps fills its lines."""
    core = [columns.roles.index("name"), columns.roles.index("value")]
    cells = [[line[n][0] for line in lines if line[n]] for n in range(len(lines[0]))]
    filled = all(columns.full(n, run) for n, runs in enumerate(cells) for run in runs[:-1])
    return filled and min(len(cells[n]) for n in core) == 1


def _levels_at_top(rows: list[_Row], roles: list[str | None]) -> None:
    """Levels stand in the first row of those they are for; raises where they may stand amid them.

    Names centred in their rows make one reading at the most, from the first on: it must fail.
    """
    first, second = roles.index("level1"), roles.index("level2")
    for col, own in ((first, "level1"), (second, "level2")):
        at = [n for n, row in enumerate(rows) if row.cells[col]]
        texts = ["".join(run.text for run in rows[n].cells[col]) for n in at]
        _sure(that=bool(at) and at[0] == 0)
        _sure(that=all(level_of(text) in (own, "either") for text in texts))
        _sure(that=all(_level_with(rows[n].cells[col], rows[n], roles) for n in at))
        start = 0
        for n in at:
            start = 2 * n - start + 1 if n >= start else len(rows) + 1
        _sure(that=len(at) == len(rows) or start != len(rows))
    _sure(that=all(row.cells[second] for row in rows if row.cells[first]))
    _parents_above(
        ["".join(run.text for run in row.cells[first]) for row in rows],
        ["".join(run.text for run in row.cells[second]) for row in rows],
    )


def _parents_above(first: list[str], second: list[str]) -> None:
    """No second level may belong to another first level than the one above it; and where names may
    stand in the last row of theirs instead, one must belong above and not below.
    """
    proven = all(first) and all(second)
    for n, name in enumerate(second):
        word = role_of("level_parents", name)
        if not word:
            continue
        above = next(text for text in reversed(first[: n + 1]) if text)
        _sure(that=word in above)
        below = next((text for text in first[n:] if text), "")
        proven = proven or word not in below
    _sure(that=proven)


def _level_with(level: tuple[TextLine, ...], row: _Row, roles: list[str | None]) -> bool:
    """Does a level's name begin where its row's name or value does, or is centred as it is?"""
    near = 0.3 * level[0].em
    others = [row.cells[roles.index(role)] for role in ("name", "value")]
    return any(
        abs(level[0].bottom - other[0].bottom) < near
        or abs(level[0].top + level[-1].bottom - other[0].top - other[-1].bottom) < 2 * near
        for other in others
    )


# Cells


def _cells(row: _Row, at: int, columns: list[tuple[float, float]]) -> list[Cell]:
    return [
        _cell(list(lines), at, col, Box(x0=a, top=row.top, x1=b, bottom=row.bottom))
        for col, (lines, (a, b)) in enumerate(zip(row.cells, columns, strict=True))
    ]


def _fact_cells(fact: list[_Print], at: int) -> list[Cell]:
    """Labels and values of a line; of a goal that wraps, its value takes the further lines."""
    runs = fact[0].runs
    rest = [line.runs[0] for line in fact[1:]]
    cells = []
    for col, run in enumerate(runs):
        lines = [run, *(rest if col == len(runs) - 1 else ())]
        right = max(line.x1 for line in lines)
        box = Box(x0=run.x0, top=fact[0].top, x1=right, bottom=lines[-1].bottom)
        cells.append(_cell(lines, at, col, box))
    return cells


def _cell(lines: list[TextLine], row: int, col: int, box: Box) -> Cell:
    rounded = Box(
        x0=round(box.x0, 2),
        top=round(box.top, 2),
        x1=round(box.x1, 2),
        bottom=round(box.bottom, 2),
    )
    return Cell(text=joined(lines, box.x0, box.x1), row=row, col=col, box=rounded)

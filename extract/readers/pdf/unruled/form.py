"""A form printed without upright rules: columns from the white between them, rows from lines.

Three-line tables (三线表) and tables without any rule. Strict, for a wrong number is worse than a
page that is signalled: a table is read only where its header, its columns and its rows leave one
reading, where every character lies in one cell, and where PDFium and pdfplumber agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from statistics import median

from extract.model import Box, Cell
from extract.readers.pdf.limits import PageTooLarge, PageUnreadable
from extract.readers.pdf.page import Page
from extract.readers.pdf.print.joined import joined
from extract.readers.pdf.print.lines import TextLine
from extract.readers.pdf.ruled.rules import join
from extract.readers.pdf.ruled.tables import PageTables, Table
from extract.readers.pdf.unruled.head_and_note import body_of, facts_of, flat_rules, header_of
from extract.readers.pdf.unruled.printed_lines import Ambiguous, Print, is_numbered, printed, sure
from extract.readers.pdf.unruled.white_between import (
    Columns,
    Row,
    flush,
    levels_at_top,
    rows_of,
    sides_of,
)
from extract.words.labels import column_role
from extract.words.text import key

_OFF = 2.0
"""Ems below the last row at which a number is the page's: nearer, it may be a value's rest."""
_MOST = 10_000
"""Characters of a page; more is no form."""
_LOWEST = 0.75
"""A table that ends lower on a page (share of its height) may go on on the next."""


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
    except (Ambiguous, PageTooLarge, PageUnreadable):
        return None
    outside = [x for x in found.lines if not table.top < (x.top + x.bottom) / 2 < table.bottom]
    return replace(found, tables=(table,), lines=tuple(outside))


def _texts(table: Table) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.col, key(cell.text)) for cell in table.cells]


def _read(page: Page, *, last: bool) -> Table:
    found = printed(page, _MOST)
    turns, upright = found.turns, found.upright
    numbers = [p for p in found.lines if is_numbered(p, upright.height)]
    prints = [p for p in found.lines if p not in numbers]
    at, header = header_of(prints)
    facts = facts_of(prints[:at], len(header.runs))
    ruled = flat_rules(join(upright.rules), (facts[0] if facts else [header])[0].top, header)
    body = body_of(prints[at + 1 :], [rule for rule in ruled if rule > header.y])
    sure(that=bool(body) and (last or body[-1].bottom < _LOWEST * upright.height))
    em = median(run.em for line in body for run in line.runs)
    sure(that=all(p.top - body[-1].bottom > _OFF * em for p in numbers))
    columns = sides_of([header, *body], header, em)
    roles = [column_role(run.text) for run in header.runs]
    rows = rows_of(body, ruled, Columns(columns, roles, em, flush=flush(body, columns)))
    levels_at_top(rows, roles)
    head = Row(header.top, header.bottom, tuple((run,) for run in header.runs))
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


def _cells(row: Row, at: int, columns: list[tuple[float, float]]) -> list[Cell]:
    return [
        _cell(list(lines), at, col, Box(x0=a, top=row.top, x1=b, bottom=row.bottom))
        for col, (lines, (a, b)) in enumerate(zip(row.cells, columns, strict=True))
    ]


def _fact_cells(fact: list[Print], at: int) -> list[Cell]:
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

"""A gathered table → BudgetTable: its kind, phase and unit, its rows, its notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from extract.budgets.blocks import Block, blocks_of
from extract.budgets.header import Header, rows_above
from extract.budgets.manner import manner_of
from extract.budgets.pieces import OpenBudget
from extract.budgets.roles import Role
from extract.budgets.rows import Read, read_piece, settle_brackets
from extract.budgets.title import (
    Title,
    department_of,
    is_note,
    number_of,
    phase_of,
    title_of,
    unit_of,
)
from extract.budgets.told_apart import untold
from extract.budgets.told_by_totals import told_by_totals
from extract.budgets.words import head_key, measures
from extract.budgets.years import are_of_other_years, year_of_table, year_to_compare
from extract.model import (
    BudgetKind,
    BudgetTable,
    Code,
    Grid,
    Issue,
    Line,
    Measure,
    Phase,
    RawBudgetLine,
)
from extract.tables.grid_rows import Rows
from extract.words.text import clean, key

_NEAR = 6
"""Lines above a table among which its unit stands where none stands below its title."""


def lines_above(grid: Grid, header: Header | None) -> tuple[Line, ...]:
    """The lines above a grid, and those in its first rows, from top to bottom."""
    rows = Rows(grid)
    inside = [
        Line(text=cell.text, page=cell.page, box=cell.box)
        for row in range(header.row if header else rows_above(rows))
        for cell in rows.texts(row)
    ]
    return (*grid.heading, *inside)


def title_above(lines: Iterable[Line]) -> tuple[int, Title] | None:
    """The last line that is a title, with its place among the lines."""
    found = [(n, title) for n, line in enumerate(lines) if (title := title_of(line.text))]
    return found[-1] if found else None


def kind_by_header(header: Header) -> BudgetKind | None:
    """The kind of a table without a title, where its heads leave one only."""
    texts = [head_key(text) for leaf in header.leaves for text in leaf.path]
    told = {measures().get(text) for text in texts}
    if {Measure.TRIPS_ABROAD, Measure.RECEPTION} <= told:
        return BudgetKind.THREE_PUBLIC
    if any(leaf.role is Role.PROJECT for leaf in header.leaves) and Measure.FUND_GENERAL in told:
        return BudgetKind.PROJECTS
    first = {key(leaf.path[0]) for leaf in header.leaves if leaf.path}
    if len(first) == 2 and {text.removeprefix("本年") for text in first} == {"收入", "支出"}:
        funds = {Measure.FUND_GENERAL, Measure.FUND_GOVERNMENT} <= told
        return BudgetKind.FISCAL_INCOME_EXPENDITURE if funds else BudgetKind.INCOME_EXPENDITURE
    return None


def assembled(table: OpenBudget, kind: BudgetKind, published: int | None) -> BudgetTable:
    """The table that was gathered, every amount read, passed over or failed.

    `published` is the one year that titles of its publication name, None where they name several.
    """
    lines = table.heading
    at = title_above(lines)
    below_title = [line.text for line in lines[at[0] :]] if at else [line.text for line in lines]
    year = year_of_table(table.header, lines, published)
    unit = _unit(lines, below_title)
    read = _read(table, kind, unit, year_to_compare(table.header, lines, year))
    title = table.title
    phase = (title.phase if title else None) or _phase(read.lines, below_title)
    pages = read.pages or {p.grid.page for p in table.pieces[:1] if p.grid.page is not None}
    notes = [*read.notes, *_notes(table)]
    if unit is None and any(line.unit is None for line in read.lines):
        page = table.pieces[0].grid.page
        text = title.text if title else ""
        read.issues.append(Issue(code=Code.BUDGET_UNIT_MISSING, text=text, page=page))
    first = table.pieces[0].grid.page
    return BudgetTable(
        kind=kind,
        phase=phase,
        title=title.text if title else None,
        number=next(
            filter(None, (number_of(line.text) for line in reversed(lines[-_NEAR:]))), None
        ),
        unit=unit,
        department=next(filter(None, map(department_of, reversed(below_title))), None),
        fiscal_year=year,
        note="\n".join(dict.fromkeys(notes)) or None,
        lines=tuple(read.lines),
        cells_seen=read.seen,
        cells_ignored=read.ignored,
        cells_failed=read.failed,
        page_first=first,
        page_last=max(pages, default=first),
        issues=tuple(read.issues),
    )


def _read(table: OpenBudget, kind: BudgetKind, unit: str | None, compared: int | None) -> Read:
    """The rows of all pieces, with what only all of them together tell.

    Columns of years before `compared` are other years'.
    """
    texts = (cell.text for piece in table.pieces for cell in piece.grid.cells)
    read = Read(unit=unit, manner=manner_of(texts), untold=untold(table.pieces))
    blocks: list[Block] = []
    for number, piece in enumerate(table.pieces):
        if not piece.leaves:
            _lost(piece.grid, read)
            continue
        blocks = blocks_of(piece.leaves, kind, compared)
        read_piece(piece, blocks, table.header.texts, read)
        if number == 0:
            read.issues.extend(_unknown(blocks, piece.grid))
    settle_brackets(read)
    read.lines = told_by_totals(read.lines, blocks, read.totals, kind)
    read.issues.extend(_untold(read, table.pieces[0].grid))
    if read.lines and are_of_other_years(blocks):
        text = read.lines[0].measure_text
        page = table.pieces[0].grid.page
        read.issues.append(Issue(code=Code.BUDGET_COLUMNS_MISSING, text=text, page=page))
    return read


def _unit(lines: tuple[Line, ...], below_title: list[str]) -> str | None:
    """The unit printed for the table: below its title, else right above it. Never guessed."""
    near = [line.text for line in lines[-_NEAR:]]
    found = map(unit_of, (*reversed(below_title), *reversed(near)))
    return next(filter(None, found), None)


def _phase(lines: Iterable[RawBudgetLine], above: list[str]) -> Phase | None:
    """The phase that the columns name, else the lines above."""
    own = (line for line in lines if line.measure is not Measure.PREVIOUS_YEAR)
    counts = Counter(line.phase for line in own if line.phase)
    if counts:
        return Phase.FINAL if Phase.FINAL in counts else Phase.BUDGET
    return next(filter(None, map(phase_of, reversed(above))), None)


def _notes(table: OpenBudget) -> list[str]:
    """Notes below the last piece, up to what belongs to the next table."""
    found: list[str] = []
    for line in table.last.below:
        if title_of(line.text) or unit_of(line.text):
            break
        if is_note(line.text):
            found.append(clean(line.text).replace("\n", ""))
        elif found:
            break
    return found


def _unknown(blocks: list[Block], grid: Grid) -> list[Issue]:
    """Columns of amounts whose heads are not known: kept as printed, and said."""
    issues = []
    for block in blocks:
        for leaf, count in zip(block.amounts, block.counts, strict=True):
            if not count.known:
                text = "/".join(leaf.path)
                issues.append(Issue(code=Code.BUDGET_COLUMN_UNKNOWN, text=text, page=grid.page))
    return issues


def _untold(read: Read, grid: Grid) -> list[Issue]:
    """Columns whose amounts were not read since their heads leave open what they count."""
    return [
        Issue(code=Code.BUDGET_COLUMN_UNREAD, text=read.untold[col], page=grid.page)
        for col in sorted(read.unread)
    ]


def _lost(grid: Grid, read: Read) -> None:
    """A piece under none of the table's columns: each of its texts is an amount not read."""
    filled = [cell for cell in grid.cells if any(map(str.isdigit, cell.text))]
    read.seen += len(filled)
    read.failed += len(filled)
    text = " | ".join(cell.text for cell in filled[:6])
    read.issues.append(Issue(code=Code.BUDGET_TABLE_UNREAD, text=text, page=grid.page))

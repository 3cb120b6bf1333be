"""Grid → Form for the layouts that print one form: heading, preamble, indicator block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.labels import role_of
from extract.layouts.header import Header, find_header
from extract.layouts.indicators import Block, read_block
from extract.layouts.preamble import Preamble, fused_fact, money_unit, read_preamble
from extract.layouts.rows import Rows
from extract.model import Code, Fact, Form, Grid, Issue, Kind, Stage
from extract.text import clean
from extract.titles import Title, title_of, year_in


@dataclass(frozen=True, slots=True)
class Parts:
    """One form taken apart, before a layout says what it is."""

    grid: Grid
    title: Title | None
    year: int | None
    header: Header
    preamble: Preamble
    block: Block

    def has_fact(self, role: str) -> bool:
        """Was a label of this role printed?"""
        return any(fact.role == role for fact in self.preamble.facts)

    def has_funding(self, prefix: str) -> bool:
        """Was a money line whose item begins so printed?"""
        return any(line.item.startswith(prefix) for line in self.preamble.funding)


def take_apart(grid: Grid) -> Parts | None:
    """Part a grid into heading, preamble and indicator block; None without an indicator header."""
    rows = Rows(grid)
    header = find_header(rows)
    if header is None:
        return None
    above = [line.text for line in grid.heading]
    inside = [cell.text for cell in grid.cells if cell.row < header.row]
    titles = [title for text in (*above, *inside) if (title := title_of(text))]
    year = year_in(above) or year_in(inside)
    unit = next(filter(None, (money_unit(text) for text in above)), None)
    return Parts(
        grid=grid,
        title=titles[-1] if titles else None,
        year=year,
        header=header,
        preamble=read_preamble(rows, header.row, unit),
        block=read_block(rows, header),
    )


def assemble(parts: Parts, kind: Kind, layout: str) -> Form:
    """The form of the parts, with the issues of all of them."""
    pages = [cell.page for cell in parts.grid.cells if cell.page is not None]
    block, preamble = parts.block, parts.preamble
    evaluated = {"actual", "score"} & set(parts.header.roles)
    stage = parts.title.stage if parts.title else Stage.TARGET
    return Form(
        kind=kind,
        layout=layout,
        stage=Stage.SELF_EVALUATION if evaluated and stage is Stage.TARGET else stage,
        title=parts.title.text if parts.title else None,
        fiscal_year=parts.year,
        facts=(*preamble.facts, *_facts_above(parts.grid)),
        funding=tuple(preamble.funding),
        goal=preamble.goal,
        goal_long_term=preamble.goal_long_term,
        indicators=tuple(block.indicators),
        rows_seen=block.seen,
        rows_ignored=block.ignored,
        rows_failed=block.failed,
        page_first=min(pages, default=None),
        page_last=max(pages, default=None),
        issues=(*preamble.issues, *_unknown_columns(parts), *block.issues, *_blank(block)),
    )


def _facts_above(grid: Grid) -> Iterator[Fact]:
    """Facts in the lines above the table, `填报单位：某局`, the nearest line first."""
    for line in reversed(grid.heading):
        if fact := fused_fact(line.text, line.page, line.box):
            yield fact


def _unknown_columns(parts: Parts) -> list[Issue]:
    named = {id(cell) for _, cell in parts.header.columns}
    return [
        Issue(code=Code.UNKNOWN_LABEL, text=clean(cell.text), page=cell.page)
        for cell in Rows(parts.grid).texts(parts.header.row)
        if id(cell) not in named
        and not role_of("columns", cell.text)
        and not role_of("blocks", cell.text)
    ]


def _blank(block: Block) -> list[Issue]:
    return [] if block.indicators or block.failed else [Issue(code=Code.BLANK_FORM)]

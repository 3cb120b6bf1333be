"""What stands above the indicator block: facts, money lines and goals, told apart by their labels.

Each cell is taken once: as a label, as the text that belongs to a label, or as unknown, which
becomes an issue. Nothing is decided by position alone, so that columns may come in any number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

import regex

from extract.model import Cell, Code, Fact, Horizon, Issue, RawFunding
from extract.tables.grid_rows import Rows, overlap
from extract.targets.fused_money import Line, fused_money, lines_beside
from extract.targets.label_and_text import fact_at, fused_fact, unknown_facts
from extract.targets.lost_cells import Whole
from extract.targets.money import (
    item_of,
    read_money_table,
    read_sources,
)
from extract.targets.running_text import RunningText
from extract.targets.shapes import amount_shaped, money_unit, only_money_unit
from extract.words.heads import is_label
from extract.words.labels import GOALS, goal_label, horizon_word, level_of, role_of
from extract.words.money_labels import UNCLASSIFIED, funding_role, money_column, speaks_of_money
from extract.words.text import clean, key, one_line
from extract.words.titles import is_year_line, title_of

_HALVES = 2
_PARTS = ("fiscal_appropriation", "carry_over", "other")
"""Parts of a total, below it or at its side, are in its unit where they print none."""
_ANNUAL = "年度"
_RUNNING_TEXT = 20
"""So many characters are no label, and no name."""
_COLON = regex.compile(r"[:：]")
_MONEY = regex.compile(r"\d[.．]\d\d?$|\d[,，]\d{3}")
"""A number written as amounts are: with cents, or in groups of three."""


@dataclass(slots=True)
class Preamble:
    """The texts found above the indicator block, in printed order."""

    facts: list[Fact] = field(default_factory=list)
    funding: list[RawFunding] = field(default_factory=list)
    goal: str | None = None
    goal_long_term: str | None = None
    goal_achieved: str | None = None
    """What was done of the goal, printed beside what was meant."""
    earlier: bool = False
    """Are amounts of other years printed beside the form's own?"""
    issues: list[Issue] = field(default_factory=list)


def read_preamble(
    whole: Whole, stretches: Iterable[tuple[int, int]], unit: str | None, year: int | None
) -> Preamble:
    """Read the stretches of rows, from `first` up to `stop`, that stand above indicator blocks.

    `unit` is the money unit printed above the table, `year` the form's, each if any.
    """
    reader = _PreambleReader(whole=whole, unit=unit, year=year)
    for first, stop in stretches:
        reader.read(first, stop)
    return reader.done()


@dataclass(slots=True)
class _PreambleReader:
    whole: Whole
    unit: str | None
    year: int | None
    stop: int = 0
    found: Preamble = field(default_factory=Preamble)
    taken: set[tuple[int, int]] = field(default_factory=set)
    fused: list[str] = field(default_factory=list)
    totals: list[tuple[Cell, Horizon]] = field(default_factory=list)
    unknown: list[Cell] = field(default_factory=list)
    money: set[int] = field(default_factory=set)
    total_unit: str | None = None
    revised: str | None = None
    """The goal as changed in the year: the form's where it prints no other."""
    rows: Rows = field(init=False)
    running_text: RunningText = field(init=False)

    def __post_init__(self) -> None:
        self.rows = self.whole.rows
        self.running_text = RunningText(self.whole, self.taken)

    def read(self, first: int, stop: int) -> None:
        """Read the rows from `first` up to `stop`."""
        self.stop = stop
        self.fused = []
        for row in range(first, stop):
            self._read_money_table(row)
            for cell in self.rows.texts(row):
                if (cell.row, cell.col) not in self.taken:
                    self.taken.add((cell.row, cell.col))
                    self._read_cell(cell)
        if self.fused:
            self.found.issues.append(
                Issue(code=Code.ROW_REALIGNED, text=" | ".join(self.fused), page=self._page())
            )

    def done(self) -> Preamble:
        """What was found, and of what nobody knows each text beside its label.

        An unknown text may be the missing goal, money, or an indicator.
        """
        if self.revised and self.found.goal:
            self.found.facts.append(Fact(role="goal_revised", label="", text=self.revised))
        self.found.goal = self.found.goal or self.revised
        lost = [cell for cell in self.unknown if self._is_lost(cell)]
        self._note(Code.CELL_UNREAD, lost)
        kept = unknown_facts([cell for cell in self.unknown if cell not in lost])
        self._note(Code.UNKNOWN_LABEL, [cell for label, text in kept if (cell := label or text)])
        self.found.facts += [fact_at(None, label, text) for label, text in kept]
        return self.found

    def _is_lost(self, cell: Cell) -> bool:
        """May an unknown text be the goal, money, or part of a row of indicators?"""
        goalless = self.found.goal is None and self.found.goal_long_term is None
        if goalless and len(key(cell.text)) >= _RUNNING_TEXT:
            return True
        if level_of(cell.text) is not None:  # a row of indicators where no header is
            return True
        number = amount_shaped(cell.text) and any(char.isdigit() for char in cell.text)
        return number and (cell.row in self.money or bool(_MONEY.search(cell.text)))

    def _note(self, code: Code, cells: list[Cell]) -> None:
        self.found.issues += [Issue(code=code, text=cell.text, page=cell.page) for cell in cells]

    def _page(self) -> int | None:
        return self.rows.grid.page

    def _read_cell(self, cell: Cell) -> None:
        block = goal_label(cell.text) or role_of("blocks", cell.text)
        money = money_column(cell.text, self.year)
        if lines := self._lines_of(cell):
            self._add_lines(cell, lines)
        elif block == "funding_share" or money == "share":
            self._pass_over(cell, all_beside=block == "funding_share")
        elif block in GOALS:
            self._set_goal(block, self._take_texts(cell))
        elif (role := funding_role(cell.text)) and not self._heads_money(cell):
            self._read_funding(cell, self._planned(role, money))
        elif role or block == "funding" or money_unit(cell.text):
            self.unit = money_unit(cell.text) or self.unit
            self.money.update(range(cell.row, cell.row + cell.rowspan))
            if not role and self._has_amount(cell):
                whole = block == "funding" or money in ("plan", "amount")
                item = "total" if whole else item_of(self.rows, cell.row, cell)
                self._read_funding(cell, item)
        elif unit := self._unit_beside(cell):
            self.unit = unit
        elif role := role_of("facts", cell.text):
            told = self._read_fact(cell, role)
            if told and role == "description" and cell.rowspan > 1:
                self._pass_over_block(cell)
        elif self._is_title_line(cell) or role_of("money_sides", cell.text):
            pass  # the title is read with the lines above the table, a side with its sum
        elif block is None and (self._is_money(cell) or (money and not is_year_line(cell.text))):
            self._read_funding(cell, item_of(self.rows, cell.row, cell))
        elif block is None and not self._read_fused(cell):
            self.unknown.append(cell)

    def _pass_over(self, cell: Cell, *, all_beside: bool) -> None:
        """Keep the texts of a label that is no line of money: points, shares."""
        beside = list(self._beside(cell))
        if not all_beside:
            beside = [other for other in beside[:1] if not is_label(other.text)]
            beside = beside or self.running_text.under(cell, self.stop)
        self.taken.update((other.row, other.col) for other in beside)
        self.found.facts += [fact_at("share", cell, other) for other in beside]

    # Facts

    def _read_fact(self, cell: Cell, role: str) -> bool:
        """The text of a label, beside it or below a row of labels; False where it has none."""
        beside = next(self._beside(cell), None)
        if beside is not None and role_of("facts", beside.text):
            beside = None
        texts = [beside] if beside else self._texts_below(cell)
        self.taken.update((text.row, text.col) for text in texts)
        found = [fact_at(role, cell, text) for text in texts]
        self.found.facts += found or [fact_at(role, cell, None)]
        return bool(texts)

    def _texts_below(self, cell: Cell) -> list[Cell]:
        """The texts below a label in a row of nothing but labels, no empty cell between them."""
        texts = self.rows.texts(cell.row)
        heads = texts[1:] if texts[0].rowspan > 1 else texts
        below = cell.row + cell.rowspan
        if len(heads) < _HALVES or cell not in heads or below >= self.stop:
            return []
        touch = all(left.col + left.colspan == right.col for left, right in pairwise(heads))
        labels = all(is_label(other.text) for other in heads)
        texts = self.rows.texts(below)
        if not (labels and (touch or self.whole.exported)) or not texts:
            return []
        free = not any(is_label(other.text) for other in texts)
        return self.running_text.under(cell, self.stop) if free else []

    def _pass_over_block(self, cell: Cell) -> None:
        """Take what stands beside a label of several rows: tasks, with the money of each."""
        for row in range(cell.row, min(cell.row + cell.rowspan, self.stop)):
            for other in self.rows.texts(row):
                if (other.row, other.col) not in self.taken:
                    self.taken.add((other.row, other.col))
                    self.found.facts.append(fact_at("description", cell, other))

    def _read_fused(self, cell: Cell) -> bool:
        fact = fused_fact(cell.text, cell.page, cell.box)
        if fact is None:
            return False
        if not _COLON.search(cell.text):
            self.fused.append(cell.text)  # two cells that ran together
        self.found.facts.append(replace(fact, place=cell.place))
        return True

    def _beside(self, cell: Cell) -> Iterator[Cell]:
        """The cells with text to the right of a cell, in the row it starts in."""
        for other in self.rows.texts(cell.row):
            if other.col > cell.col:
                yield other

    # Money

    def _is_title_line(self, cell: Cell) -> bool:
        """A title or a year on a line of its own inside the table."""
        alone = len(self.rows.texts(cell.row)) == 1
        return alone and bool(title_of(cell.text) or is_year_line(cell.text))

    def _is_money(self, cell: Cell) -> bool:
        """A label that no item fits, an amount beside it: in the block of money, or so named."""
        if not self._has_amount(cell) or amount_shaped(cell.text):
            return False
        inside = bool(self.found.funding) and self.found.goal is None
        return inside or speaks_of_money(cell.text)

    def _has_amount(self, cell: Cell) -> bool:
        amount = next(self._beside(cell), None)
        free = amount is not None and (amount.row, amount.col) not in self.taken
        return bool(free and amount and amount_shaped(amount.text))

    def _unit_beside(self, cell: Cell) -> str | None:
        """The money unit in a cell of its own: 单位： | 万元."""
        unit = next(self._beside(cell), None)
        printed = only_money_unit(unit.text) if unit else None
        if printed and unit:
            self.taken.add((unit.row, unit.col))
        return printed

    def _heads_money(self, cell: Cell) -> bool:
        """A label with the next label at its side, no cell between, heads a block of money."""
        beside = next(self._beside(cell), None)
        touches = beside is not None and beside.col == cell.col + cell.colspan
        return bool(touches and beside and funding_role(beside.text))

    def _planned(self, role: str, money: str | None) -> str:
        """A total is the plan's: as changed in the year only where no other is printed."""
        changed = money == "revised" and any(
            line.item == role and line.horizon is Horizon.ANNUAL for line in self.found.funding
        )
        return UNCLASSIFIED if changed else role

    def _read_money_table(self, row: int) -> None:
        if any((cell.row, cell.col) in self.taken for cell in self.rows.texts(row)):
            return
        sources, cells = read_sources(self.rows, row, self.stop, self.unit)
        self.found.funding += sources
        self.taken |= cells
        if sources:
            return
        table = read_money_table(self.whole, row, self.stop, self.unit, self.year)
        if table is not None:
            self.found.funding += table.lines
            self.found.facts += table.facts
            self.found.earlier |= table.earlier
            self.unit = table.unit
            self.taken |= table.taken

    def _read_funding(self, cell: Cell, role: str) -> None:
        amount = next(self._beside(cell), None)
        if amount and (is_label(amount.text) or _names_money(amount.text)):
            amount = None
        if amount:
            self.taken.add((amount.row, amount.col))
        line = Line(cell.text, self._amount_text(amount) if amount else "")
        self._add_line(role, self._horizon(cell, role), line, amount or cell)

    def _add_line(self, role: str, horizon: Horizon, line: Line, where: Cell) -> None:
        self.money.add(where.row)
        own = money_unit(line.label)
        if role.startswith("total"):
            self.total_unit = own
        self.found.funding.append(
            RawFunding(
                item=role.removesuffix("_mid_term"),
                horizon=horizon,
                label=one_line(clean(line.label)),
                amount=line.amount,
                unit=own or self.unit or (self.total_unit if role in _PARTS else None),
                page=where.page,
                box=where.box,
                place=where.place,
            )
        )

    def _amount_text(self, cell: Cell) -> str:
        """An amount as one line; where no narrow cell breaks lines, several are several amounts."""
        lines = clean(cell.text).split("\n")
        several = cell.page is None and len(lines) > 1 and all(map(amount_shaped, lines))
        return " / ".join(lines) if several else one_line(clean(cell.text))

    def _lines_of(self, cell: Cell) -> tuple[Line, ...]:
        """Several labels with their amounts, or one, printed in one cell or line by line in two."""
        if lines := fused_money(cell.text):
            return lines
        amounts = next(self._beside(cell), None)
        lines = lines_beside(cell.text, amounts.text) if amounts else ()
        if lines and amounts:
            self.taken.add((amounts.row, amounts.col))
        return lines

    def _add_lines(self, cell: Cell, lines: tuple[Line, ...]) -> None:
        for line in lines:
            if not role_of("money_sides", line.label):
                whole = role_of("blocks", line.label) == "funding"
                role = funding_role(line.label) or ("total" if whole else UNCLASSIFIED)
                mid = role.endswith("_mid_term")
                self._add_line(role, Horizon.MID_TERM if mid else Horizon.ANNUAL, line, cell)

    def _horizon(self, cell: Cell, role: str) -> Horizon:
        """Annual, or the mid-term half of a block that prints both: by the total above the line."""
        if role == UNCLASSIFIED and horizon_word(cell.text) == "long_term":
            return Horizon.MID_TERM
        if not role.startswith("total"):
            if (in_order := self._in_order(cell)) is not None:
                return in_order
            above = (h for total, h in reversed(self.totals) if overlap(total, cell))
            return next(above, Horizon.ANNUAL)
        beside_annual = _ANNUAL not in key(cell.text) and any(
            (funding_role(other.text) or "").startswith("total") and _ANNUAL in key(other.text)
            for other in self.rows.texts(cell.row)
        )
        mid_term = role == "total_mid_term" or beside_annual
        self.totals.append((cell, Horizon.MID_TERM if mid_term else Horizon.ANNUAL))
        return self.totals[-1][1]

    def _in_order(self, cell: Cell) -> Horizon | None:
        """By its place among the labels of its row, where the row of totals has as many."""
        labels = [other for other in self.rows.texts(cell.row) if funding_role(other.text)]
        if len(labels) < _HALVES or not self.totals:
            return None
        last = self.totals[-1][0].row
        horizons = [horizon for total, horizon in self.totals if total.row == last]
        return horizons[labels.index(cell)] if len(horizons) == len(labels) else None

    # Goals

    def _take_texts(self, cell: Cell) -> list[Cell]:
        """The cells that belong to a label of running text."""
        cells = self.running_text.of(cell, self.stop)
        self.taken.update((other.row, other.col) for other in cells)
        return cells

    def _set_goal(self, block: str, cells: list[Cell]) -> None:
        if block == "goal":
            self.found.goal = _joined(self.found.goal, cells)
        elif block == "goal_revised":
            self.revised = _joined(None, cells)
        elif block == "achieved":
            self.found.goal_achieved = _joined(self.found.goal_achieved, cells)
        else:
            self.found.goal_long_term = _joined(self.found.goal_long_term, cells)


def _joined(above: str | None, cells: list[Cell]) -> str | None:
    """Running text so far, and what further cells print: a line for each row."""
    rows = groupby(cells, key=lambda cell: cell.row)
    text = "\n".join(" ".join(clean(cell.text) for cell in row) for _, row in rows)
    return "\n".join(filter(None, (above, text))) or None


def _names_money(text: str) -> bool:
    """Is a text beside a label of money another label, or one with its amount, and no amount?"""
    return bool(fused_money(text)) or (
        speaks_of_money(text) and not any(char.isdigit() for char in text)
    )

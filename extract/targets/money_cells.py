"""Money above the indicators in cells of its own: a label and its amount, a block, a unit.

Columns and sources side by side are read by money.py, labels and amounts in one cell by
fused_money.py; which is asked first is said here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extract.model import Cell, Fact, Horizon, RawFunding
from extract.tables.grid_rows import Rows, overlap
from extract.targets.fused_money import Line, fused_money, lines_beside, unknown_line
from extract.targets.lost_cells import Whole
from extract.targets.money import item_of, read_money_table, side_total
from extract.targets.money_sources import read_sources
from extract.targets.running_text import RunningText
from extract.targets.shapes import amount_shaped, is_unit_caption, money_unit, only_money_unit
from extract.targets.task_sums import read_tasks
from extract.words.heads import is_label
from extract.words.labels import horizon_word, role_of
from extract.words.money_labels import (
    UNCLASSIFIED,
    funding_role,
    is_of_another_year,
    is_part,
    speaks_of_money,
)
from extract.words.text import clean, key, one_line
from extract.words.titles import is_year_line

_WORD = regex.compile(r"\p{Han}")
"""A share, 95.00%, is no label of money."""
_HALVES = 2
_ANNUAL = "年度"
_OF_WHICH = ("其中", "其中包括")


@dataclass(slots=True)
class MoneyCells:
    """Reads cells of money; `taken` are the places of cells read before, whoever read them."""

    whole: Whole
    year: int | None
    unit: str | None
    taken: set[tuple[int, int]]
    running_text: RunningText
    stop: int = 0
    funding: list[RawFunding] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    """What stands beside money and is none: shares, points."""
    earlier: bool = False
    unread: list[Cell] = field(default_factory=list)
    """Amounts under a heading that nobody knows."""
    at: set[int] = field(default_factory=set)
    """The rows in which money was read."""
    block: set[int] = field(default_factory=set)
    """The rows beside the label of a block of money that is merged down."""
    of_which: set[int] = field(default_factory=set)
    """Rows beside a cell that says 其中 and nothing else: their lines are parts of the total."""
    totals: list[tuple[Cell, Horizon]] = field(default_factory=list)
    total_unit: str | None = None

    @property
    def rows(self) -> Rows:
        """The rows of the table."""
        return self.whole.rows

    def read_table(self, row: int, stop: int) -> None:
        """Read the columns, or the sources side by side, that a row heads, if it heads any."""
        if any((cell.row, cell.col) in self.taken for cell in self.rows.texts(row)):
            return
        sources, cells = read_sources(self.rows, row, stop, self.unit)
        self.funding += sources
        self.taken |= cells
        if sources:
            return
        table = read_money_table(self.whole, row, stop, self.unit, self.year)
        if table is not None:
            self.funding += table.lines
            self.facts += table.facts
            self.earlier |= table.earlier
            self.unread += table.unread
            self.unit = table.unit
            self.taken |= table.taken

    def read_tasks(self, label: Cell, stop: int) -> bool:
        """Read tasks with money and the sum below them; False where none has any."""
        block, summed = range(label.row, stop), not self.funding
        tasks = read_tasks(self.rows, block, label, self.unit, summed=summed)
        self.funding += tasks.lines
        self.unread += tasks.unread
        self.taken |= tasks.taken
        return bool(tasks.lines)

    def reads_lines(self, cell: Cell) -> bool:
        """Read several labels with their amounts, or one, in one cell or line by line in two."""
        lines, amounts = fused_money(cell.text), next(self.rows.beside(cell), None)
        if not lines and amounts:
            lines = lines_beside(cell.text, amounts.text)
            self.taken.update({(amounts.row, amounts.col)} if lines else ())
        for line in lines:
            if not role_of("money_sides", line.label):
                whole = role_of("blocks", line.label) == "funding"
                role = funding_role(line.label) or ("total" if whole else UNCLASSIFIED)
                role = self._of_its_year(role, line.label)
                mid = role.endswith("_mid_term")
                self._add(role, Horizon.MID_TERM if mid else Horizon.ANNUAL, line, cell)
        return bool(lines)

    def reads(self, cell: Cell, block: str | None, column: str | None) -> bool:
        """Read a label of money, of a block of it, or of its unit; False where it is none.

        `block` and `column` are the roles that the label has as a block and as a money column.
        """
        role = funding_role(cell.text)
        if key(cell.text) in _OF_WHICH and self.funding:
            self.of_which.update(range(cell.row, cell.row + cell.rowspan))
        elif role and not self._heads_money(cell):
            self._read(cell, self._planned(self._of_its_year(role, cell.text), column))
        elif role or block == "funding" or money_unit(cell.text):
            self.unit = money_unit(cell.text) or self.unit
            self.at.update(range(cell.row, cell.row + cell.rowspan))
            if block == "funding" and cell.rowspan > 1:
                self.block.update(range(cell.row, cell.row + cell.rowspan))
            if not role and self._has_amount(cell):
                whole = block == "funding" or column in ("plan", "amount")
                item = "total" if whole else item_of(self.rows, cell.row, cell)
                self._read(cell, self._of_its_year(item, cell.text))
        elif role_of("money_sides", cell.text) and self._has_amount(cell):
            self._read(cell, side_total(cell.text) or UNCLASSIFIED)
        elif unit := self._unit_beside(cell):
            self.unit = unit
        else:
            return False
        return True

    def reads_unnamed(self, cell: Cell, column: str | None, *, inside: bool) -> bool:
        """Read a label that no item fits: an amount beside it, in the block of money or so named.

        `inside`: nothing but money was read since the block of money began.
        """
        worded = bool(_WORD.search(cell.text)) and not amount_shaped(cell.text)
        named = worded and self._has_amount(cell)
        opened = bool(self.funding) or (cell.row in self.at and _is_sum(cell.text))
        named = named and ((opened and inside) or speaks_of_money(cell.text))
        if not (named or (column and not is_year_line(cell.text))):
            return False
        self._read(cell, item_of(self.rows, cell.row, cell))
        return True

    def _has_amount(self, cell: Cell) -> bool:
        amount = next(self.rows.beside(cell), None)
        free = amount is not None and (amount.row, amount.col) not in self.taken
        return bool(free and amount and amount_shaped(amount.text))

    def _unit_beside(self, cell: Cell) -> str | None:
        """The money unit in a cell of its own: 单位： | 万元."""
        unit = next(self.rows.beside(cell), None)
        if unit is None or is_unit_caption(unit.text):
            return None  # 某县某局 | 单位：万元: it needs no label
        printed = only_money_unit(unit.text)
        if printed:
            self.taken.add((unit.row, unit.col))
        return printed

    def _heads_money(self, cell: Cell) -> bool:
        """A label with the next label at its side, no cell between, heads a block of money."""
        beside = next(self.rows.beside(cell), None)
        touches = beside is not None and beside.col == cell.col + cell.colspan
        named = touches and beside and (funding_role(beside.text) or _names_money(beside.text))
        return bool(named)

    def goes_on(self, cell: Cell) -> bool:
        """Does a cell stand among money: in a row of its block, or right below its last line?

        A label that is merged down tells where its block ends.
        """
        return cell.row in self.at or (not self.block and cell.row - 1 in self.at)

    def reads_among(self, cell: Cell) -> bool:
        """Read a label that nobody knows with its amount in one cell, between lines of money."""
        below = self.rows.texts(cell.row + 1) if cell.row + 1 < self.stop else []
        between = any(fused_money(each.text) or funding_role(each.text) for each in below)
        alone = self.goes_on(cell) and cell.row not in self.at
        if not (cell.row in self.block or (alone and between)):
            return False  # beside a line of money stands what may be none
        line = unknown_line(clean(cell.text).strip(), sure=cell.row in self.block)
        if line:
            self._add(UNCLASSIFIED, Horizon.ANNUAL, line, cell)
        return line is not None

    def _of_its_year(self, role: str, label: str) -> str:
        """Money of another year, 2023年预算安排 in a form of 2024, is no item of the form's."""
        return UNCLASSIFIED if is_of_another_year(label, self.year) else role

    def _planned(self, role: str, money: str | None) -> str:
        """A total is the plan's: as changed in the year only where no other is printed."""
        changed = money == "revised" and any(
            line.item == role and line.horizon is Horizon.ANNUAL for line in self.funding
        )
        return UNCLASSIFIED if changed else role

    def _read(self, cell: Cell, role: str) -> None:
        amount = next(self.rows.beside(cell), None)
        if amount and (is_label(amount.text) or _names_money(amount.text)):
            below = self.running_text.below_heads(cell, self.stop)
            amount = below[0] if len(below) == 1 and amount_shaped(below[0].text) else None
        if amount:
            self.taken.add((amount.row, amount.col))
        line = Line(cell.text, _amount_text(amount) if amount else "")
        self._add(role, self._horizon(cell, role), line, amount or cell)

    def _add(self, role: str, horizon: Horizon, line: Line, where: Cell) -> None:
        self.at.add(where.row)
        own = money_unit(line.label)
        part = is_part(line.label) or where.row in self.of_which
        if role.startswith("total"):
            self.total_unit = own
        self.funding.append(
            RawFunding(
                item=role.removesuffix("_mid_term"),
                horizon=horizon,
                label=one_line(clean(line.label)),
                amount=line.amount,
                unit=own or self.unit or (self.total_unit if part else None),
                page=where.page,
                box=where.box,
                place=where.place,
                sight=where.sight if line.amount else None,
            )
        )

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


def _is_sum(text: str) -> bool:
    """合计, which sums the block of money that it opens."""
    return role_of("aside", text) == "total"


def _amount_text(cell: Cell) -> str:
    """An amount as one line; where no narrow cell breaks lines, several are several amounts."""
    lines = clean(cell.text).split("\n")
    several = cell.page is None and len(lines) > 1 and all(map(amount_shaped, lines))
    return " / ".join(lines) if several else one_line(clean(cell.text))


def _names_money(text: str) -> bool:
    """Is a text beside a label of money another label, or one with its amount, and no amount?"""
    return bool(fused_money(text)) or (
        speaks_of_money(text) and not any(char.isdigit() for char in text)
    )

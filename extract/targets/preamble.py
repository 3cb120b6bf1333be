"""What stands above the indicator block: facts, money lines and goals, told apart by their labels.

Each cell is taken once: as a label, as the text that belongs to a label, or as unknown, which
becomes an issue. Nothing is decided by position alone, so that columns may come in any number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

import regex

from extract.model import Cell, Code, Fact, Issue, RawFunding
from extract.tables.grid_rows import Rows
from extract.targets.fused_money import fused_money
from extract.targets.label_and_text import fact_at, fused_fact, unknown_facts
from extract.targets.lost_cells import Whole
from extract.targets.money_cells import MoneyCells
from extract.targets.passed_over import is_no_goal
from extract.targets.running_text import RunningText
from extract.targets.shapes import amount_shaped, is_unit_caption
from extract.targets.task_sums import tasks_stop
from extract.targets.told_above import labelled
from extract.words.heads import is_label
from extract.words.labels import (
    GOALS,
    goal_label,
    goal_role,
    hidden_by,
    horizon_word,
    level_of,
    owner_of,
    role_of,
)
from extract.words.money_labels import money_column, speaks_of_money
from extract.words.text import clean, key, one_line
from extract.words.titles import is_year_line, title_of

_WITH_UNIT = regex.compile(r"\d\s*[千万亿]?元")
_NAMES = ("project_name", "department_name", "office_or_project")
_POINTS = "分"
_RUNNING_TEXT = 20
"""So many characters are no label, and no name."""
_COLON = regex.compile(r"[:：]")
_MONEY = regex.compile(r"\d[.．]\d\d?$|\d[,，]\d{3}")
"""A number written as amounts are: with cents, or in groups of three."""
_CENTS = regex.compile(r"(?<![\d.])\d[\d,]*\.\d\d?(?![\d.%％‰])")
"""Such a number within a text, and no date or share."""


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


def _is_score(cell: Cell) -> bool:
    """自评总分（分） beside the name of a department: the points of the whole form."""
    return role_of("aside", cell.text) == "total" and _POINTS in cell.text


@dataclass(slots=True)
class _PreambleReader:
    whole: Whole
    unit: str | None
    year: int | None
    stop: int = 0
    found: Preamble = field(default_factory=Preamble)
    taken: set[tuple[int, int]] = field(default_factory=set)
    fused: list[str] = field(default_factory=list)
    unknown: list[Cell] = field(default_factory=list)
    undated: str | None = None
    """A goal whose label names no span of time."""
    revised: str | None = None
    """The goal as changed in the year: the form's where it prints no other."""
    rows: Rows = field(init=False)
    money: MoneyCells = field(init=False)
    running_text: RunningText = field(init=False)

    def __post_init__(self) -> None:
        self.rows = self.whole.rows
        self.running_text = RunningText(self.whole, self.taken)
        found = self.found
        self.money = MoneyCells(
            whole=self.whole,
            year=self.year,
            unit=self.unit,
            taken=self.taken,
            funding=found.funding,
            facts=found.facts,
            running_text=self.running_text,
        )

    def read(self, first: int, stop: int) -> None:
        """Read the rows from `first` up to `stop`."""
        self.stop = self.money.stop = stop
        self.fused = []
        for row in range(first, stop):
            self.money.read_table(row, stop)
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

        An unknown text may be the missing goal, money, or an indicator; an unknown label may hide
        the name or the goal that the form lacks.
        """
        found = self.found
        found.earlier = self.money.earlier
        for cell in self.money.unread:
            self._note(Code.CELL_UNREAD, cell.text, cell)
        self._sort_goals()
        for cell in [cell for cell in self.unknown if self._is_lost(cell)]:
            self.unknown.remove(cell)
            self._note(Code.CELL_UNREAD, cell.text, cell)
        for label, text in unknown_facts(self.unknown):
            where = text or label
            if label and text:
                code = Code.CELL_UNREAD if self._hides(label) else Code.UNKNOWN_FACT
                self._note(code, f"{one_line(clean(label.text))} {text.text}", text)
            elif where:
                self._note(Code.UNKNOWN_LABEL, where.text, where)
            found.facts.append(fact_at(None, label, text))
        return found

    def _is_lost(self, cell: Cell) -> bool:
        """May an unknown text be the goal, money, or part of a row of indicators?"""
        if self._is_goalless() and len(key(cell.text)) >= _RUNNING_TEXT:
            return True
        if level_of(cell.text) is not None:  # a row of indicators where no header is
            return True
        beside = cell.row in self.money.at
        if beside and speaks_of_money(cell.text) and _WITH_UNIT.search(cell.text):
            return True
        if self.money.goes_on(cell) and _CENTS.search(cell.text):
            return True
        if any(map(fused_money, clean(cell.text).split("\n"))):
            return True  # lines of money, one of which nobody can part
        number = amount_shaped(cell.text) and any(char.isdigit() for char in cell.text)
        return number and (beside or bool(_MONEY.search(cell.text)))

    def _is_goalless(self) -> bool:
        return self.found.goal is None and self.found.goal_long_term is None

    def _hides(self, label: Cell) -> bool:
        """May the text of an unknown label be the name, or the goal, that the form lacks?"""
        hidden = hidden_by(label.text)
        if hidden == "goal":
            return self._is_goalless()
        return hidden == "name" and not any(f.role in _NAMES and f.text for f in self.found.facts)

    def _note(self, code: Code, text: str, cell: Cell) -> None:
        self.found.issues.append(Issue(code=code, text=text, page=cell.page))

    def _page(self) -> int | None:
        return self.rows.grid.page

    def _read_cell(self, cell: Cell) -> None:
        block = goal_label(cell.text) or role_of("blocks", cell.text)
        column = money_column(cell.text, self.year)
        if self.money.reads_lines(cell):
            pass
        elif block == "funding_share" or column == "share" or _is_score(cell):
            self._pass_over(cell, all_beside=block == "funding_share")
        elif block in GOALS:
            self._set_goal(block, cell)
        elif self.money.reads(cell, block, column):
            pass
        elif role := role_of("facts", cell.text) or self._bare_owner(cell):
            told = self._read_fact(cell, role)
            if role == "description":
                self._read_tasks(cell, whole=told and cell.rowspan > 1)
        elif self._is_title_line(cell) or role_of("money_sides", cell.text):
            pass  # the title is read with the lines above the table, a side with its sum
        elif block is None and self.money.reads_unnamed(
            cell, column, inside=self.found.goal is None and self.undated is None
        ):
            pass
        elif block is None and not (self._read_fused(cell) or self.money.reads_among(cell)):
            self.unknown.append(cell)

    def _pass_over(self, cell: Cell, *, all_beside: bool) -> None:
        """Keep the texts of a label that is no line of money: points, shares."""
        beside = list(self.rows.beside(cell))
        if not all_beside:
            beside = [other for other in beside[:1] if not is_label(other.text)]
            beside = beside or self.running_text.under(cell, self.stop)
        self.taken.update((other.row, other.col) for other in beside)
        self.found.facts += [fact_at("share", cell, other) for other in beside]

    # Facts

    def _read_fact(self, cell: Cell, role: str) -> bool:
        """The text of a label, beside it or below a row of labels; False where it has none."""
        texts = self.running_text.below_heads(cell, self.stop)
        beside = next(self.rows.beside(cell), None)
        if not texts and beside is not None and not role_of("facts", beside.text):
            texts = [beside]
        self.taken.update((text.row, text.col) for text in texts)
        found = [fact_at(role, cell, text) for text in texts]
        self.found.facts += found or [fact_at(role, cell, None)]
        return bool(texts)

    def _bare_owner(self, cell: Cell) -> str | None:
        """The role of 项目, 单位 or 部门 alone at the left of a row, a text directly beside it."""
        first, *beside = self.rows.texts(cell.row)
        role = owner_of(cell.text)
        if first is not cell and not (role and is_label(first.text)):
            return None
        texts = [other for other in beside if other.col == cell.col + cell.colspan]
        return role if texts and not is_label(texts[0].text) else None

    def _read_tasks(self, cell: Cell, *, whole: bool) -> None:
        """Take what stands beside a label of several rows: tasks, their money."""
        stop = tasks_stop(self.whole, cell, self.stop)
        if not self.money.read_tasks(cell, stop) and not whole:
            return
        for row in range(cell.row, stop):
            for other in self.rows.texts(row):
                if (other.row, other.col) not in self.taken:
                    self.taken.add((other.row, other.col))
                    self.found.facts.append(fact_at("description", cell, other))

    def _read_fused(self, cell: Cell) -> bool:
        label, text = labelled(cell.text) or ("", "")
        goal = goal_role(label) if text else None
        if goal and not is_no_goal(text):
            self._place_goal(goal, label, [replace(cell, text=text)])
            return True
        fact = fused_fact(cell.text, cell.page, cell.box)
        if fact is None:
            return False
        if not _COLON.search(cell.text):
            self.fused.append(cell.text)  # two cells that ran together
        self.found.facts.append(replace(fact, place=cell.place))
        return True

    def _is_title_line(self, cell: Cell) -> bool:
        """A title or a year alone on a line inside the table, or beside the unit of amounts."""
        texts = self.rows.texts(cell.row)
        if len(texts) == 1:
            return bool(title_of(cell.text) or is_year_line(cell.text))
        return is_year_line(cell.text) and any(is_unit_caption(other.text) for other in texts)

    # Goals

    def _take_texts(self, cell: Cell) -> list[Cell]:
        """The cells that belong to a label of running text."""
        cells = self.running_text.of(cell, self.stop)
        self.taken.update((other.row, other.col) for other in cells)
        return [] if all(is_no_goal(other.text) for other in cells) else cells

    def _set_goal(self, block: str, label: Cell) -> None:
        self._place_goal(block, label.text, self._take_texts(label))

    def _place_goal(self, block: str, label: str, cells: list[Cell]) -> None:
        if block == "goal" and horizon_word(label) != "annual":
            self.undated = _joined(self.undated, cells)
        elif block == "goal":
            self.found.goal = _joined(self.found.goal, cells)
        elif block == "goal_revised":
            self.revised = _joined(None, cells)
        elif block == "achieved":
            self.found.goal_achieved = _joined(self.found.goal_achieved, cells)
        else:
            self.found.goal_long_term = _joined(self.found.goal_long_term, cells)

    def _sort_goals(self) -> None:
        """A goal of no named span is the year's, unless the form prints the year's beside it."""
        found = self.found
        if self.revised and (found.goal or self.undated):
            found.facts.append(Fact(role="goal_revised", label="", text=self.revised))
            self.revised = None
        if found.goal and self.undated:
            parts = (found.goal_long_term, self.undated)
            found.goal_long_term = "\n".join(filter(None, parts))
        found.goal = found.goal or self.undated or self.revised


def _joined(above: str | None, cells: list[Cell]) -> str | None:
    """Running text so far, and what further cells print: a line for each row."""
    rows = groupby(cells, key=lambda cell: cell.row)
    text = "\n".join(" ".join(clean(cell.text) for cell in row) for _, row in rows)
    return "\n".join(filter(None, (above, text))) or None

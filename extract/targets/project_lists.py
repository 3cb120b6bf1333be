"""B1: a list of many projects, 单位名称 · 项目名称 · 预算数 · 年度目标 · 一级 · 二级 · 三级 …

Every project is a form of its own. Its cells are merged downwards, or printed again in every row;
rows that only sum an office's money carry no indicators and are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.model import Cell, Code, Fact, Form, Horizon, Issue, Kind, RawFunding, worst
from extract.tables.grid_rows import overlap
from extract.targets.assemble import stage_of, unknown_columns
from extract.targets.block import Block, BlockReader, ground_of
from extract.targets.column import Column, Header
from extract.targets.form_table import FormTable
from extract.targets.further_cells import label_of
from extract.targets.label_and_text import fact_at
from extract.targets.merged_cells import starts_of
from extract.targets.passed_over import RowKinds
from extract.targets.printed_row import printed
from extract.targets.shapes import amount_shaped, money_unit
from extract.targets.value_columns import ColumnSet
from extract.words.labels import SUMS, role_of, section
from extract.words.money_labels import UNCLASSIFIED, funding_role
from extract.words.text import clean, inert, key, one_line
from extract.words.why import Why

_OFFICE = ("department_name", "supervisor", "implementing_unit")
_BOTH = "office_or_project"
"""A column that names an office, and below it its projects: 单位名称、项目名称."""


def forms_of_list(table: FormTable, _kind: Kind, layout: str) -> tuple[Form, ...]:
    """The form of every project of a list."""
    header = table.header
    if header is None:
        return ()
    return _ListReader(table, header, table.stretches[0].column_sets, layout).forms()


@dataclass(slots=True)
class _Entry:
    """One project of the list as read so far."""

    reader: BlockReader
    cells: dict[Column, list[Cell]] = field(default_factory=dict)
    others: list[Fact] = field(default_factory=list)
    """Texts under headers that nobody knows, left of the block."""
    pages: set[int] = field(default_factory=set)
    indicators: int = 0

    def text(self, column: Column) -> str:
        return "".join(clean(cell.text) for cell in self.cells.get(column, []))


class _ListReader:
    """Reads row by row, knowing the project that stands above."""

    def __init__(
        self, table: FormTable, header: Header, column_sets: tuple[ColumnSet, ...], layout: str
    ) -> None:
        self.table = table
        self.layout = layout
        self.header = header
        self.ground = ground_of(table.whole, header, column_sets)
        self.rows = table.rows
        self.starts = starts_of(table.whole, header)
        roles = [column.role for column in header.listed]
        wanted = next(r for r in ("project_name", _BOTH, "department_name") if r in roles)
        self.by_project = wanted != "department_name"
        self.owner = header.listed[roles.index(wanted)]
        self.entries: list[_Entry] = []
        self.offices: dict[Column, Cell] = {}
        self.pending = Block()
        self.kinds = RowKinds(table.rows, header)

    def forms(self) -> tuple[Form, ...]:
        """Read all rows; a list without any project is a blank one."""
        for row in range(self.header.below, self.rows.n_rows):
            if self.rows.texts(row):
                self._read(row)
        entries = self.entries or [self._entry()]
        read = set().union(*(entry.reader.block.rows for entry in entries))
        forms = [self._form(entry) for entry in entries]
        lost = (*unknown_columns(self.table, read), *forms[0].issues)
        return (replace(forms[0], issues=lost), *forms[1:])

    def _entry(self) -> _Entry:
        return _Entry(reader=BlockReader(self.ground))

    def _read(self, row: int) -> None:
        texts = self.rows.texts(row)
        own = {c: cell for c in self.header.listed if (cell := self.starts[c].get(row))}
        block = [cell for cell in texts if self._of_block(cell)]
        if self.kinds.repeats_header(texts) or self.kinds.numbers_columns(texts):
            self._pass_over(None, texts)
        elif len(texts) == 1 and texts[0].colspan >= self.rows.n_cols > 1:
            self._pass_over(Code.ROW_IGNORED, texts)
        elif self._is_total(own, block, texts):
            self._note_offices(own)
            self._pass_over(Code.ROW_IGNORED, texts)
        elif not self.entries and not own:
            self._fail(texts, Why.NO_PROJECT_YET)
        elif self._is_torn(row, own):
            self._fail(texts, Why.PROJECT_TORN)
        else:
            self._take(row, own, block, texts)

    def _of_block(self, cell: Cell) -> bool:
        begin = self.header.begins
        listed = any(column.cell.col <= cell.col < column.end for column in self.header.listed)
        return cell.col >= begin and not listed

    def _is_total(self, own: dict[Column, Cell], block: list[Cell], texts: list[Cell]) -> bool:
        """Only an office's or the whole list's money: no project, no indicator."""
        if block or not own:
            return False
        if any(key(cell.text) in SUMS for cell in texts):  # in the column of numbers, too
            return True
        sums = any(
            key(cell.text).endswith(SUMS)
            for column, cell in own.items()
            if not column.role.startswith("goal")
        )
        remark = role_of("aside", key(next(iter(own.values())).text).partition(":")[0]) == "remark"
        signed = any(role_of("facts", cell.text) for cell in own.values())
        return sums or remark or signed or (self.by_project and self._is_office_row(own))

    def _is_torn(self, row: int, own: dict[Column, Cell]) -> bool:
        """Has a row of a text export lost cells? Then values stand where projects do."""
        if not self.table.whole.may_be_torn(row):
            return False
        names = [cell.text for column, cell in own.items() if not self._is_money(column)]
        money = [cell.text for column, cell in own.items() if self._is_money(column)]
        signs = any(not any(map(str.isalnum, text)) for text in names)
        return signs or any(not amount_shaped(text) for text in money)

    def _is_office_row(self, own: dict[Column, Cell]) -> bool:
        name = own.get(self.owner)
        if self.owner.role == _BOTH:
            return not any(column.role.startswith("goal") for column in own)
        offices = {key(cell.text) for column, cell in own.items() if column.role in _OFFICE}
        if name and not any(column.role in _OFFICE for column in self.header.listed):
            return key(name.text).endswith(tuple(section("scopes")))
        return bool(offices) and (name is None or key(name.text) in offices)

    def _note_offices(self, own: dict[Column, Cell]) -> None:
        """Keep the offices that a row names, for the projects below it."""
        for column, cell in own.items():
            if role_of("aside", cell.text) is not None:
                continue
            if column.role in _OFFICE:
                self.offices[column] = cell
            elif column.role == _BOTH:
                self.offices[replace(column, role="department_name")] = cell

    # Rows of no project: the ledger of the next one's form takes them

    def _pass_over(self, code: Code | None, texts: list[Cell]) -> None:
        self.pending.seen += 1
        self.pending.ignored += 1
        if code:
            self.pending.issues.append(Issue(code=code, text=_told(texts), page=texts[0].page))

    def _fail(self, texts: list[Cell], why: Why) -> None:
        self.pending.seen += 1
        self.pending.failed += 1
        issue = Issue(code=Code.ROW_FAILED, text=_told(texts), page=texts[0].page, why=why)
        self.pending.issues.append(issue)

    # Projects

    def _take(
        self, row: int, own: dict[Column, Cell], block: list[Cell], texts: list[Cell]
    ) -> None:
        if not self.entries or self._opens(own, block):
            self._note_offices({c: cell for c, cell in own.items() if c.role != _BOTH})
            self.entries.append(self._entry())
            self.entries[-1].cells = {c: [cell] for c, cell in self.offices.items()}
            self._flush()
            self.entries[-1].cells |= {column: [cell] for column, cell in own.items()}
        else:
            self._go_on(own)
        entry = self.entries[-1]
        entry.pages |= {cell.page for cell in texts if cell.page is not None}
        entry.others += self._of_strangers(texts)
        if block:
            entry.reader.read(row)
        elif own:
            entry.reader.pass_over(Code.ROW_WITHOUT_INDICATOR, texts)

    def _opens(self, own: dict[Column, Cell], block: list[Cell]) -> bool:
        """Does a new project begin? Not where the one above is only printed again, or goes on."""
        entry = self.entries[-1]
        offices = [column for column in own if column.role in _OFFICE]
        moved = any(key(own[column].text) != key(entry.text(column)) for column in offices)
        if self.owner not in own:
            return bool(block) and moved
        if key(own[self.owner].text) == key(entry.text(self.owner)) and not moved:
            money = [column for column in own if self._is_money(column)]
            return any(key(own[column].text) != key(entry.text(column)) for column in money)
        return not self._is_cut(own, moved=moved)

    def _is_cut(self, own: dict[Column, Cell], *, moved: bool) -> bool:
        """Is a name at the top of a page the rest of the one above? It comes without money."""
        entry = self.entries[-1]
        money = [column for column in entry.cells if self._is_money(column)]
        page = own[self.owner].page
        turned = page is not None and entry.pages and page not in entry.pages
        lacks = bool(money) and not any(column in own for column in money)
        return bool(turned) and lacks and not moved

    def _go_on(self, own: dict[Column, Cell]) -> None:
        """A cell that a page cut goes on; one that is printed again adds nothing."""
        entry = self.entries[-1]
        for column, cell in own.items():
            if key(cell.text) not in key(entry.text(column)):
                entry.cells.setdefault(column, []).append(cell)

    def _flush(self) -> None:
        """Rows passed over since the last project count for the new one."""
        block = self.entries[-1].reader.block
        block.seen += self.pending.seen
        block.ignored += self.pending.ignored
        block.failed += self.pending.failed
        block.issues += self.pending.issues
        self.pending = Block()

    # Forms

    def _form(self, entry: _Entry) -> Form:
        block = entry.reader.block
        last = self.pending if entry is (self.entries or [entry])[-1] else Block()
        title = self.table.title
        blank = () if block.indicators or block.failed else (Issue(code=Code.BLANK_FORM),)
        return Form(
            kind=Kind.PROJECT if self.by_project else Kind.DEPARTMENT,
            layout=self.layout,
            stage=stage_of(self.table),
            title=title.text if title else None,
            fiscal_year=self.table.year,
            facts=(*self._facts(entry), *entry.others, *self.table.facts_above),
            funding=tuple(self._funding(entry)),
            goal=self._goal(entry, "goal"),
            goal_long_term=self._goal(entry, "goal_long_term"),
            indicators=tuple(block.indicators),
            rows_seen=block.seen + last.seen,
            rows_ignored=block.ignored + last.ignored,
            rows_failed=block.failed + last.failed,
            page_first=min(entry.pages, default=self.table.grid.page),
            page_last=max(entry.pages, default=self.table.grid.page),
            issues=(*block.issues, *last.issues, *blank),
        )

    def _facts(self, entry: _Entry) -> list[Fact]:
        return [
            Fact(
                role="project_name" if column.role == _BOTH else column.role,
                label=one_line(clean(column.cell.text)),
                text=one_line(entry.text(column)),
                page=cells[0].page,
                box=cells[0].box,
                place=cells[0].place,
            )
            for column, cells in entry.cells.items()
            if not self._is_money(column) and not column.role.startswith("goal")
        ]

    def _funding(self, entry: _Entry) -> list[RawFunding]:
        return [
            RawFunding(
                item=column.role.removesuffix("_mid_term"),
                horizon=Horizon.MID_TERM if column.role.endswith("_mid_term") else Horizon.ANNUAL,
                label=_money_label(column),
                amount=one_line(entry.text(column)),
                unit=_unit_of(column) or self.table.unit,
                page=cells[0].page,
                box=cells[0].box,
                place=cells[0].place,
                sight=worst(cell.sight for cell in cells),
            )
            for column, cells in entry.cells.items()
            if self._is_money(column)
        ]

    def _of_strangers(self, texts: list[Cell]) -> Iterator[Fact]:
        """What a row prints left of the block under headers that nobody knows."""
        for column in self.header.strangers:
            for cell in texts:
                if overlap(column.cell, cell) and not self._of_block(cell):
                    yield replace(fact_at(None, None, cell), label=label_of(column))

    def _is_money(self, column: Column) -> bool:
        return column.role == UNCLASSIFIED or column.role in section("funding").values()

    def _goal(self, entry: _Entry, role: str) -> str | None:
        texts = [entry.text(column) for column in entry.cells if column.role == role]
        return "\n".join(text for text in texts if text) or None


def _money_label(column: Column) -> str:
    """What a column of money is called: 财政拨款; 合计 by what it sums, 预算金额 合计."""
    text = column.cell.text
    return one_line(clean(text)) if funding_role(text) else label_of(column)


def _unit_of(column: Column) -> str | None:
    own = money_unit(column.cell.text)
    return own or (money_unit(column.above.text) if column.above else None)


def _told(texts: list[Cell]) -> str:
    return inert(printed(texts))

"""The rows of an indicator block: each is read, passed over on purpose, or counted as failed.

Shared by all layouts whose indicators stand one below the other under 一级指标 · 二级指标 ·
三级指标 · 指标值, with any further columns in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.model import Cell, Code, Issue, RawFunding, RawIndicator
from extract.tables.grid_rows import overlap, under
from extract.targets.column import Column, Header
from extract.targets.doubtful_cells import DoubtfulCells, unparted
from extract.targets.further_cells import further_cells, further_columns
from extract.targets.levels_above import LevelsAbove, spans_levels
from extract.targets.lost_cells import Whole
from extract.targets.money_rows import money_of_regions
from extract.targets.passed_over import (
    RowKinds,
    is_absent,
    is_nothing,
    is_placeholder,
    is_signature,
)
from extract.targets.printed_row import Standing, doubts, printed, raw_indicator, text_of
from extract.targets.realigned_row import Above, Cells, realign
from extract.targets.several_in_a_row import parted
from extract.targets.shifted_rows import lowered
from extract.targets.value_columns import ColumnSet
from extract.words.heads import LEVELS
from extract.words.text import key
from extract.words.titles import title_of
from extract.words.why import Why


@dataclass(slots=True)
class Block:
    """What an indicator block holds; `seen`, `ignored` and `failed` count rows for the ledger.

    `rows` are those of the table that gave indicators.
    """

    indicators: list[RawIndicator] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)
    funding: list[RawFunding] = field(default_factory=list)
    """Money of regions, in rows between their indicators."""
    seen: int = 0
    ignored: int = 0
    failed: int = 0


def read_block(reader: BlockReader, stop: int) -> Block:
    """Read every row below the header up to `stop`."""
    for row in range(reader.header.below, stop):
        reader.read(row)
    return reader.block


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is known of a block before its rows are read, once for all projects of a list."""

    whole: Whole
    header: Header
    column_sets: tuple[ColumnSet, ...]
    first: int
    """The column that the block begins at: in a list right of those of whole projects."""
    lowered: bool
    unparted: frozenset[int]
    torn: frozenset[int]
    further: tuple[Column, ...] = ()
    unit: str | None = None
    """The money unit printed above the table."""


def ground_of(
    whole: Whole, header: Header, column_sets: tuple[ColumnSet, ...], unit: str | None = None
) -> Ground:
    """The ground of the block below a header."""
    begin = header.begins
    ends = [column.end for column in header.listed if column.cell.col < begin]
    first = max(ends, default=0) if header.is_list else 0
    return Ground(
        whole=whole,
        header=header,
        column_sets=column_sets,
        first=first,
        lowered=lowered(whole.rows, header),
        unparted=unparted(whole, header),
        torn=whole.torn(header, [column_set.columns for column_set in column_sets], first),
        further=further_columns(header, column_sets),
        unit=unit,
    )


class BlockReader:
    """Reads row by row, knowing the level names that stand above.

    A printed row counts once, or once for each set of columns that it fills.
    """

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.rows, self.header = ground.whole.rows, ground.header
        self.block = Block()
        self.levels = [LevelsAbove(column_set) for column_set in ground.column_sets]
        self.kinds = RowKinds(self.rows, self.header)
        self.doubtful = DoubtfulCells(ground.whole, self.header, ground.column_sets)

    def read(self, row: int) -> None:
        """Read one row into the block; a row without text holds nothing."""
        texts = [cell for cell in self.rows.texts(row) if cell.col >= self.ground.first]
        if not texts:
            return
        if self.kinds.repeats_header(texts) or self.kinds.numbers_columns(texts):
            self.block.seen += 1
            self.block.ignored += 1
        elif row in self.ground.unparted:
            self._doubt(row, texts, Code.ROW_FAILED, Why.ROWS_NOT_PARTED)
        elif self.kinds.is_blank(texts):
            # A heading over the full width, or a row that was not filled in.
            for levels in self.levels:
                levels.stand_below(*self._levels_of(levels.column_set, row, texts))
            self.pass_over(Code.ROW_WITHOUT_INDICATOR, texts)
        elif is_signature(texts) or self.kinds.is_remark(texts):
            self.pass_over(Code.ROW_IGNORED, texts)
        elif self.kinds.is_lone_indicator(texts):
            self._fail(texts, Why.NAME_ALONE)
        elif row in self.rows.grid.doubtful:
            self._doubt(row, texts, Code.ROW_DOUBTFUL, Why.CUT_IN_DOUBT)
        else:
            self._read_column_sets(row, texts)

    def pass_over(self, code: Code, texts: list[Cell]) -> None:
        """Count a row that holds no indicator, and say what it printed."""
        self.block.seen += 1
        self.block.ignored += 1
        self.block.issues.append(Issue(code=code, text=printed(texts), page=texts[0].page))

    def _fail(self, texts: list[Cell], why: Why, code: Code = Code.ROW_FAILED) -> None:
        self.block.seen += 1
        self.block.failed += 1
        issue = Issue(code=code, text=printed(texts), page=texts[0].page, why=why)
        self.block.issues.append(issue)

    def _doubt(self, row: int, texts: list[Cell], code: Code, why: Why) -> None:
        """Refuse a row of which no one can tell where it begins or ends.

        The levels that it names are those of the rows below all the same.
        """
        for levels in self.levels:
            cells = {c.role: under(self.rows, c.cell, row) for c in levels.column_set.columns}
            levels.stand_below(text_of(cells, "level1"), text_of(cells, "level2"))
        self._fail(texts, why, code)

    def _levels_of(self, column_set: ColumnSet, row: int, texts: list[Cell]) -> tuple[str, str]:
        if all(is_nothing(cell.text) for cell in texts):
            return "", ""
        if len(texts) == 1 and texts[0].colspan > 1:
            return texts[0].text, ""
        cells = {
            c.role: under(self.rows, c.cell, row) for c in column_set.columns if c.role in LEVELS
        }
        printed_names = [text_of(cells, role) for role in LEVELS]
        names = ["" if is_nothing(name) else name for name in printed_names]
        if any(key(name) for name in names):
            return names[0], names[1]
        told = [cell.text for cell in texts if not is_placeholder(cell.text)]
        return (told[0], "".join(told[1:])) if told else ("", "")

    # Rows of indicators

    def _read_column_sets(self, row: int, texts: list[Cell]) -> None:
        if len(self.levels) == 1:
            self._read_column_set(self.levels[0], row, texts)
            return
        ground = self.ground
        if money := money_of_regions(self.rows, row, ground.column_sets, ground.unit):
            self.block.funding += money
            return
        filled = [each for each in self.levels if _fills(each.column_set, texts)]
        if not filled or row in self.ground.torn:
            self._fail(texts, Why.SIDE_UNKNOWN if filled else Why.NO_SIDE_FILLED)
            return
        for levels in self.levels:
            if levels in filled:
                own = [
                    cell for cell in texts if not self.doubtful.is_others(levels.column_set, cell)
                ]
                self._read_column_set(levels, row, own)
            elif levels.column_set.scope is not None:
                self.block.seen += 1
                self.block.ignored += 1

    def _read_column_set(self, levels: LevelsAbove, row: int, texts: list[Cell]) -> None:
        column_set = levels.column_set
        cells: Cells = {c.role: under(self.rows, c.cell, row) for c in column_set.columns}
        self._part_weight(cells)
        texts = self._numbered(column_set, cells, texts)
        found = self._put_back(levels, row, cells)
        if found is None:
            self._fail(texts, Why.TOO_MANY_CELLS)
            return
        cells, moved = found
        texts = self._choose_value(cells, texts)
        unread = [] if moved else list(self.doubtful.unread(column_set, cells, texts))
        torn = not moved and row in self.ground.torn
        if why := Why.SHORT_OF_LEVELS if torn else self.doubtful.shifted(column_set, cells, unread):
            levels.lost = "level1" in column_set.roles
            self._fail(texts, why)
            return
        if spans_levels(cells) and key(text_of(cells, "level1")):
            levels.stand_alone(text_of(cells, "level1"))
        else:
            levels.stand_below(text_of(cells, "level1"), text_of(cells, "level2"))
        across = cells["name"] is cells["value"] is not None
        empty = not (key(text_of(cells, "name")) or key(text_of(cells, "value")))
        if levels.lost and not self.ground.whole.exported:
            self._fail(texts, Why.LEVEL_LOST_ABOVE)
        elif across and any(title_of(cell.text) for cell in texts):
            self.pass_over(Code.ROW_IGNORED, texts)
        elif empty and self.kinds.is_blank(texts):
            self.pass_over(Code.ROW_WITHOUT_INDICATOR, texts)
        elif across or empty:
            self._fail(texts, Why.NAME_IS_VALUE if across else Why.NAME_AND_VALUE_EMPTY)
        else:
            self._add(levels, row, cells, texts, moved=moved)
            self._note(row, texts, unread)

    def _put_back(self, levels: LevelsAbove, row: int, cells: Cells) -> tuple[Cells, bool] | None:
        """The cells of a row under their columns, and whether it was displaced; None where lost."""
        moved = row in self.ground.whole.moved
        if len(self.levels) > 1 or self.header.is_list or moved or spans_levels(cells):
            return cells, moved
        return realign(
            self.rows, levels.column_set, row, cells, Above(levels.level1, self.ground.lowered)
        )

    def _note(self, row: int, texts: list[Cell], unread: list[Issue]) -> None:
        self.block.rows.add(row)
        if row in self.rows.grid.rejoined:
            issue = Issue(code=Code.ROW_REJOINED, text=printed(texts), page=texts[0].page)
            self.block.issues.append(issue)
        self.block.issues.extend(unread)

    def _numbered(self, column_set: ColumnSet, cells: Cells, texts: list[Cell]) -> list[Cell]:
        """The row without the number of an indicator that stands in a cell before its name."""
        name = cells.get("name")
        if name is None or not is_placeholder(name.text):
            return texts
        over = [column.cell for column in column_set.columns if column.role == "name"]
        rest = [cell for cell in texts if cell is not name and overlap(over[0], cell)]
        if len(rest) != 1:
            return texts
        cells["name"] = rest[0]
        return [cell for cell in texts if cell is not name]

    def _choose_value(self, cells: Cells, texts: list[Cell]) -> list[Cell]:
        """The row without the cell that its target, in numbers or in words, does not stand in."""
        value, other = cells.get("value"), cells.pop("alternative", None)
        if other is None:
            return texts
        if value is None or (is_absent(value.text) and not is_absent(other.text)):
            cells["value"], other = other, value
        elif not is_absent(other.text):
            issue = Issue(code=Code.CELL_UNREAD, text=printed([value, other]), page=other.page)
            self.block.issues.append(issue)
        return [cell for cell in texts if cell is not other]

    def _part_weight(self, cells: Cells) -> None:
        """Points printed once for several indicators are those of none of them alone."""
        weight, name = cells.get("weight"), cells.get("name")
        if weight is None or name is None or weight.rowspan <= name.rowspan:
            return
        if key(weight.text):
            if weight.row == name.row:
                self.block.issues.append(
                    Issue(code=Code.WEIGHT_UNREAD, text=weight.text, page=weight.page)
                )
            cells["weight"] = replace(weight, text="")

    def _add(
        self, levels: LevelsAbove, row: int, cells: Cells, texts: list[Cell], *, moved: bool
    ) -> None:
        column_set, further = levels.column_set, self.ground.further
        parts = parted(cells)
        if len(parts) > 1:
            self._note_parted(cells, parts, texts)
        standing = Standing(
            level1=levels.level1,
            level2=levels.level2,
            columns=column_set,
            page=texts[0].page,
            moved=moved,
        )
        told = tuple(further_cells(self.rows, row, further, cells)) if further else ()
        for part in parts:
            indicator = raw_indicator(part, standing, told)
            self.block.seen += 1
            self.block.indicators.append(indicator)
            self.block.issues.extend(doubts(indicator, column_set))

    def _note_parted(self, cells: Cells, parts: list[Cells], texts: list[Cell]) -> None:
        page, weight = texts[0].page, text_of(cells, "weight")
        self.block.issues.append(Issue(code=Code.ROW_PARTED, text=printed(texts), page=page))
        if key(weight) and not key(text_of(parts[0], "weight")):
            self.block.issues.append(Issue(code=Code.WEIGHT_UNREAD, text=weight, page=page))


def _fills(column_set: ColumnSet, texts: list[Cell]) -> bool:
    return any(overlap(column.cell, cell) for column in column_set.own for cell in texts)

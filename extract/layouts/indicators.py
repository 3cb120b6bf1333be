"""The rows of an indicator block: each is read, passed over on purpose, or counted as failed.

Shared by all layouts whose indicators stand one below the other under 一级指标 · 二级指标 ·
三级指标 · 指标值, with any further columns in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.labels import level_of
from extract.layouts.aside import Aside
from extract.layouts.displaced import lowered
from extract.layouts.header import LEVELS, Header
from extract.layouts.indicator import doubts, printed, raw_indicator, text_of
from extract.layouts.places import Places
from extract.layouts.realign import Above, Cells, realign
from extract.layouts.rows import Rows, overlap, under
from extract.layouts.sides import Side
from extract.model import Cell, Code, Issue, RawIndicator
from extract.text import key
from extract.titles import title_of


@dataclass(slots=True)
class Block:
    """What an indicator block holds; `seen`, `ignored` and `failed` count rows for the ledger.

    `rows` are those of the table that gave indicators.
    """

    indicators: list[RawIndicator] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)
    seen: int = 0
    ignored: int = 0
    failed: int = 0


def read_block(reader: BlockReader, stop: int) -> Block:
    """Read every row below the header up to `stop`."""
    for row in range(reader.header.below, stop):
        reader.read(row)
    return reader.block


@dataclass(slots=True)
class _Levels:
    """A side and the level names that stand above in it."""

    side: Side
    level1: str = ""
    level2: str = ""
    lost: bool = False
    """Did a row above fail that may have named a level?"""

    def stand_below(self, level1: str, level2: str) -> None:
        """Merged level cells: an empty one repeats the level above, inside one first level only."""
        if not key(level2) and level_of(level1) == "level2":
            level1, level2 = "", level1
        if key(level1):
            if key(level1) != key(self.level1):
                self.level2 = ""
            self.level1, self.lost = level1, False
        if key(level2):
            self.level2 = level2


class BlockReader:
    """Reads row by row, knowing the level names that stand above.

    A printed row counts once, or once for each side that it fills.
    """

    def __init__(
        self, rows: Rows, header: Header, sides: tuple[Side, ...], moved: frozenset[int]
    ) -> None:
        self.rows = rows
        self.moved = moved
        self.header = header
        self.block = Block()
        self.first = self._first_column()
        self.levels = [_Levels(side) for side in sides]
        self.aside = Aside(rows, header)
        self.lowered = lowered(rows, header)
        self.places = Places(rows, header, sides, moved)

    def read(self, row: int) -> None:
        """Read one row into the block; a row without text holds nothing."""
        texts = [cell for cell in self.rows.texts(row) if cell.col >= self.first]
        if not texts:
            return
        if self.aside.repeats_header(texts) or self.aside.numbers_columns(texts):
            self.block.seen += 1
            self.block.ignored += 1
        elif self.aside.is_blank(texts):
            # A heading over the full width, or a row that was not filled in.
            for levels in self.levels:
                levels.stand_below(*self._levels_of(levels.side, row, texts))
            self.pass_over(Code.ROW_WITHOUT_INDICATOR, texts)
        elif self.aside.is_remark(texts):
            self.pass_over(Code.ROW_IGNORED, texts)
        elif self.aside.is_lone_indicator(texts):
            self._fail(texts)
        elif row in self.rows.grid.doubtful:
            self._doubt(row, texts)
        else:
            self._read_sides(row, texts)

    def pass_over(self, code: Code, texts: list[Cell]) -> None:
        """Count a row that holds no indicator, and say what it printed."""
        self.block.seen += 1
        self.block.ignored += 1
        self.block.issues.append(Issue(code=code, text=printed(texts), page=texts[0].page))

    def _fail(self, texts: list[Cell], code: Code = Code.ROW_FAILED) -> None:
        self.block.seen += 1
        self.block.failed += 1
        issue = Issue(code=code, text=printed(texts), page=texts[0].page)
        self.block.issues.append(issue)

    def _doubt(self, row: int, texts: list[Cell]) -> None:
        """A page edge lies below or above, and may have cut one row in two: neither is published.

        The levels that it names are those of the rows below all the same.
        """
        for levels in self.levels:
            cells = {c.role: under(self.rows, c.cell, row) for c in levels.side.columns}
            levels.stand_below(text_of(cells, "level1"), text_of(cells, "level2"))
        self._fail(texts, Code.ROW_DOUBTFUL)

    def _first_column(self) -> int:
        """Where the block begins: in a list right of the columns of whole projects."""
        if not self.header.is_list:
            return 0
        begin = min(column.cell.col for column in self.header.columns)
        ends = [column.end for column in self.header.listed if column.cell.col < begin]
        return max(ends, default=0)

    def _levels_of(self, side: Side, row: int, texts: list[Cell]) -> tuple[str, str]:
        if len(texts) == 1 and texts[0].colspan > 1:
            return texts[0].text, ""
        cells = {c.role: under(self.rows, c.cell, row) for c in side.columns if c.role in LEVELS}
        names = [text_of(cells, role) for role in LEVELS]
        if any(key(name) for name in names):
            return names[0], names[1]
        return texts[0].text, "".join(cell.text for cell in texts[1:])

    # Rows of indicators

    def _read_sides(self, row: int, texts: list[Cell]) -> None:
        if len(self.levels) == 1:
            self._read_side(self.levels[0], row, texts)
            return
        filled = [each for each in self.levels if _fills(each.side, texts)]
        if not filled or self.places.is_displaced(row, texts):
            self._fail(texts)
            return
        for levels in self.levels:
            if levels in filled:
                own = [cell for cell in texts if not self.places.is_others(levels.side, cell)]
                self._read_side(levels, row, own)
            elif levels.side.scope is not None:
                self.block.seen += 1
                self.block.ignored += 1

    def _read_side(self, levels: _Levels, row: int, texts: list[Cell]) -> None:
        side = levels.side
        self.block.seen += 1
        cells = {column.role: under(self.rows, column.cell, row) for column in side.columns}
        moved = row in self.moved
        self._part_weight(cells)
        if len(self.levels) == 1 and not self.header.is_list and not moved:
            above = Above(levels.level1, self.lowered)
            put_back = realign(self.rows, side, row, cells, above)
            if put_back is None:
                self._failed(texts)
                return
            cells, moved = put_back
        unread = [] if moved else list(self.places.unread(side, row, texts))
        torn = not moved and self.places.lost_cells(row, cells)
        if torn or self.places.is_shifted(side, cells, unread):
            levels.lost = "level1" in side.roles
            self._failed(texts)
            return
        levels.stand_below(text_of(cells, "level1"), text_of(cells, "level2"))
        if levels.lost and self.rows.grid.spans_known:
            self._failed(texts)
            return
        if cells["name"] is cells["value"] is not None:
            # One cell over both columns: a line of text inside the block, a title or a heading.
            if any(title_of(cell.text) for cell in texts):
                self.block.seen -= 1
                self.pass_over(Code.ROW_IGNORED, texts)
            else:
                self._failed(texts)
            return
        if not (key(text_of(cells, "name")) or key(text_of(cells, "value"))):
            if not self.aside.is_blank(texts):
                self._failed(texts)
                return
            self.block.seen -= 1
            self.pass_over(Code.ROW_WITHOUT_INDICATOR, texts)
            return
        self._add(levels, cells, texts, moved=moved)
        self.block.rows.add(row)
        if row in self.rows.grid.rejoined:
            issue = Issue(code=Code.ROW_REJOINED, text=printed(texts), page=texts[0].page)
            self.block.issues.append(issue)
        self.block.issues.extend(unread)

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

    def _add(self, levels: _Levels, cells: Cells, texts: list[Cell], *, moved: bool) -> None:
        side = levels.side
        indicator = replace(
            raw_indicator(cells, texts[0].page),
            level1=levels.level1,
            level2=levels.level2,
            horizon=side.horizon,
            scope=side.scope,
            realigned=moved,
        )
        self.block.indicators.append(indicator)
        self.block.issues.extend(doubts(indicator, side))

    def _failed(self, texts: list[Cell]) -> None:
        self.block.seen -= 1
        self._fail(texts)


def _fills(side: Side, texts: list[Cell]) -> bool:
    return any(overlap(column.cell, cell) for column in side.own for cell in texts)

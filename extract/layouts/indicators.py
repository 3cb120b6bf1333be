"""The rows of an indicator block: each is read, passed over on purpose, or counted as failed.

Shared by all layouts whose indicators stand one below the other under 一级指标 · 二级指标 ·
三级指标 · 指标值, with any further columns in any order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import regex

from extract.labels import level_of, role_of
from extract.layouts.header import Header, under
from extract.layouts.realign import Cells, realign, value_shaped
from extract.layouts.rows import Rows, overlap
from extract.model import Cell, Code, Issue, RawIndicator
from extract.text import key
from extract.titles import title_of

_REPEATED = 3
"""So many labels of the header in a row make it the header printed again."""
_REMARKS = ("注", "备注", "说明")
_TOTALS = ("合计", "总计", "小计", "总分")
_SIGNED = ("contact", "filled_in_on")
_INDICATOR = regex.compile(r"^指标\d")


@dataclass(slots=True)
class Block:
    """What an indicator block holds; `seen`, `ignored` and `failed` count rows for the ledger."""

    indicators: list[RawIndicator] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    seen: int = 0
    ignored: int = 0
    failed: int = 0


def read_block(rows: Rows, header: Header) -> Block:
    """Read every row below the header to the end of the table."""
    reader = _BlockReader(rows, header)
    for row in range(header.below, rows.n_rows):
        if rows.texts(row):
            reader.read(row)
    return reader.block


class _BlockReader:
    """Reads row by row, knowing the level names that stand above."""

    def __init__(self, rows: Rows, header: Header) -> None:
        self.rows = rows
        self.header = header
        self.block = Block()
        self.level1 = self.level2 = ""

    def read(self, row: int) -> None:
        """Read one row into the block."""
        texts = self.rows.texts(row)
        self.block.seen += 1
        if self._repeats_header(texts):
            self.block.ignored += 1
        elif all(level_of(cell.text) for cell in texts):
            # A heading over the full width, or a row that was not filled in.
            self._stand_below(*self._levels_of(texts))
            self._pass_over(Code.ROW_WITHOUT_INDICATOR, texts)
        elif self._is_remark(texts):
            self._pass_over(Code.ROW_IGNORED, texts)
        elif self._is_lone_indicator(texts):
            self._fail(texts)
        else:
            self._read_cells(row, texts)

    def _pass_over(self, code: Code, texts: list[Cell]) -> None:
        self.block.ignored += 1
        self.block.issues.append(Issue(code=code, text=_printed(texts), page=texts[0].page))

    def _fail(self, texts: list[Cell]) -> None:
        self.block.failed += 1
        issue = Issue(code=Code.ROW_FAILED, text=_printed(texts), page=texts[0].page)
        self.block.issues.append(issue)

    # What a row is

    def _repeats_header(self, texts: list[Cell]) -> bool:
        """The header row printed again on a further page."""
        labels = {key(cell.text) for cell in self.header.cells}
        again = [cell for cell in texts if key(cell.text) in labels]
        return len(again) >= _REPEATED and any(
            role_of("columns", cell.text) == "value" for cell in again
        )

    def _levels_of(self, texts: list[Cell]) -> tuple[str, str]:
        names = [cell.text for cell in texts]
        return ("", names[0]) if level_of(names[0]) == "level2" else (names[0], "".join(names[1:]))

    def _is_remark(self, texts: list[Cell]) -> bool:
        """A line over the full width, a footer of who filled it in, a row of totals."""
        [first, *rest] = texts
        full_width = not rest and first.colspan >= self.rows.n_cols > 1
        if full_width:
            return not _INDICATOR.match(key(first.text))
        if first.col >= self.header.levels_end:
            return False
        label, colon, _ = key(first.text).partition(":")
        if label in _TOTALS:
            return all(value_shaped(cell.text) for cell in rest)
        labelled = colon or not rest or any(role_of("facts", cell.text) for cell in rest)
        return bool(labelled) and (label in _REMARKS or role_of("facts", label) in _SIGNED)

    def _is_lone_indicator(self, texts: list[Cell]) -> bool:
        """A name alone over the full width: its value is lost."""
        return len(texts) == 1 and texts[0].colspan >= self.rows.n_cols > 1

    # Rows of indicators

    def _read_cells(self, row: int, texts: list[Cell]) -> None:
        cells = {role: under(self.rows, column, row) for role, column in self.header.columns}
        put_back = realign(self.rows, self.header, row, cells, self.level1)
        if put_back is None:
            self._fail(texts)
            return
        cells, moved = put_back
        self._stand_below(_text(cells, "level1"), _text(cells, "level2"))
        if cells["name"] is cells["value"] is not None:
            # One cell over both columns: a line of text inside the block, a title or a heading.
            if any(title_of(cell.text) for cell in texts):
                self._pass_over(Code.ROW_IGNORED, texts)
            else:
                self._fail(texts)
            return
        if not (key(_text(cells, "name")) or key(_text(cells, "value"))):
            self._fail(texts)
            return
        read = replace(_indicator(cells, texts[0].page), realigned=moved)
        indicator = replace(read, level1=self.level1, level2=self.level2)
        self.block.indicators.append(indicator)
        self.block.issues.extend(_doubts(indicator))
        if not moved:
            self.block.issues.extend(self._unread(row, texts))

    def _stand_below(self, level1: str, level2: str) -> None:
        """Merged level cells: an empty one repeats the level above, inside one first level only."""
        if key(level1):
            if key(level1) != key(self.level1):
                self.level2 = ""
            self.level1 = level1
        if key(level2):
            self.level2 = level2

    def _unread(self, row: int, texts: list[Cell]) -> Iterator[Issue]:
        """Cells with text that no column of the header took in, a label beside the block aside."""
        taken = [under(self.rows, cell, row) for cell in self.header.cells]
        printed = self.rows.texts(self.header.row)
        strangers = [cell for cell in printed if cell not in self.header.cells]
        for cell in texts:
            under_stranger = any(overlap(stranger, cell) for stranger in strangers)
            if cell not in taken and not under_stranger and not role_of("blocks", cell.text):
                yield Issue(code=Code.CELL_UNREAD, text=cell.text, page=cell.page)


def _printed(texts: list[Cell]) -> str:
    return " | ".join(cell.text for cell in texts)


def _text(cells: Cells, role: str) -> str:
    cell = cells.get(role)
    return cell.text if cell else ""


def _indicator(cells: Cells, page: int | None) -> RawIndicator:
    """The texts of a row by their columns; None where the form has no such column."""
    value = cells.get("value")
    texts = {role: cell.text if cell else "" for role, cell in cells.items()}
    return RawIndicator(
        level1=texts.get("level1", ""),
        level2=texts.get("level2", ""),
        name=texts["name"],
        value=texts["value"],
        page=value.page if value else page,
        box=value.box if value else None,
        operator=texts.get("operator"),
        unit=texts.get("unit"),
        type=texts.get("type"),
        direction=texts.get("direction"),
        weight=texts.get("weight"),
        actual=texts.get("actual"),
        score=texts.get("score"),
    )


def _doubts(indicator: RawIndicator) -> Iterator[Issue]:
    printed = " | ".join((indicator.level1, indicator.level2, indicator.name, indicator.value))
    page = indicator.page
    if indicator.realigned:
        yield Issue(code=Code.ROW_REALIGNED, text=printed, page=page)
    if not indicator.level1 or not indicator.level2:
        yield Issue(code=Code.LEVEL_MISSING, text=printed, page=page)
    if not key(indicator.name):
        yield Issue(code=Code.NAME_MISSING, text=printed, page=page)
    if not key(indicator.value):
        yield Issue(code=Code.VALUE_MISSING, text=printed, page=page)

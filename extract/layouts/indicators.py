"""The indicator block: the header row that names its columns, and the rows below it.

Shared by all layouts whose indicators stand one below the other under 一级指标 · 二级指标 ·
三级指标 · 指标值, with any further columns in any order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extract.labels import level_of, role_of
from extract.layouts.rows import Rows, overlap
from extract.model import Cell, Issue, RawIndicator
from extract.text import key

LEVELS = ("level1", "level2")
_CORE = (*LEVELS, "name", "value")
_REMARKS = ("注", "备注", "说明")
_VALUE_SHAPED = regex.compile(
    r"^\$?\s*(?:[<>=≥≤＜＞＝≧≦⩾⩽≠]|\\[gl]e|[-—/]?\d)|\d\s*(?:%|％|‰|\p{Han}{1,4})$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header row of an indicator block: its row and the cell that names each column."""

    row: int
    columns: tuple[tuple[str, Cell], ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """Column roles, left to right."""
        return tuple(role for role, _ in self.columns)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The header cells that name a column, left to right."""
        return tuple(cell for _, cell in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What an indicator block holds; `seen`, `ignored` and `failed` count rows for the ledger."""

    indicators: tuple[RawIndicator, ...]
    issues: tuple[Issue, ...]
    seen: int
    ignored: int
    failed: int


def find_header(rows: Rows, first: int = 0) -> Header | None:
    """The first row from `first` that names an indicator column, a value column and a level.

    None as well where that row names two value columns or a project's column: two blocks side by
    side and lists of projects are other layouts, and must not be half-read as this one.
    """
    for row in range(first, rows.n_rows):
        texts = rows.texts(row)
        columns = [(role, cell) for cell in texts if (role := role_of("columns", cell.text))]
        roles = [role for role, _ in columns]
        if "value" not in roles or "name" not in roles or not set(roles) & set(LEVELS):
            continue
        if roles.count("value") > 1 or any(_is_list_column(cell) for cell in texts):
            return None
        leftmost = {role: (role, cell) for role, cell in reversed(columns)}
        return Header(row=row, columns=tuple(sorted(leftmost.values(), key=lambda c: c[1].col)))
    return None


def _is_list_column(cell: Cell) -> bool:
    return role_of("facts", cell.text) in ("project_name", "department_name")


def read_block(rows: Rows, header: Header, stop: int | None = None) -> Block:
    """Every row below the header, read, passed over on purpose, or counted as failed."""
    indicators: list[RawIndicator] = []
    issues: list[Issue] = []
    seen = ignored = failed = 0
    above = {"level1": "", "level2": ""}
    for row in range(header.row + 1, rows.n_rows if stop is None else stop):
        texts = rows.texts(row)
        if not texts:
            continue
        seen += 1
        page = texts[0].page
        if _repeats(header, texts):
            ignored += 1
        elif note := _remark(rows, texts):
            ignored += 1
            issues.append(Issue(code="row_ignored", text=note, page=page))
        elif (read := _read_row(rows, header, row, above["level1"])) is None:
            failed += 1
            printed = " | ".join(cell.text for cell in rows.starting(row))
            issues.append(Issue(code="row_failed", text=printed, page=page))
        else:
            indicator = _fill_down(read, above)
            indicators.append(indicator)
            issues.extend(_doubts(indicator, above))
            if not indicator.realigned:
                issues.extend(_unread(rows, header, row))
    return Block(
        indicators=tuple(indicators),
        issues=tuple(issues),
        seen=seen,
        ignored=ignored,
        failed=failed,
    )


def _repeats(header: Header, texts: list[Cell]) -> bool:
    """A header row printed again on a further page."""
    printed = {key(cell.text) for _, cell in header.columns}
    again = [cell for cell in texts if key(cell.text) in printed]
    return len(again) >= len(_CORE) - 1 and any(
        role_of("columns", cell.text) == "value" for cell in again
    )


def _remark(rows: Rows, texts: list[Cell]) -> str | None:
    """A line over the full width, or a footer of who filled it in: no indicator row."""
    [first, *rest] = texts
    full_width = not rest and first.colspan >= rows.n_cols and rows.n_cols > 1
    label = key(first.text).partition(":")[0]
    footer = role_of("facts", label) in ("contact", "filled_in_on") or label in _REMARKS
    return " | ".join(cell.text for cell in texts) if full_width or footer else None


def _read_row(rows: Rows, header: Header, row: int, level1_above: str) -> RawIndicator | None:
    """One row by the columns of its header, or put back in them; None where neither fits."""
    cells = {role: _under(rows, column, row) for role, column in header.columns}
    realigned = _realign(rows, header, row, cells, level1_above)
    if realigned is None:
        return None
    cells, moved = realigned
    value = cells.get("value")
    texts = {role: cell.text if cell else "" for role, cell in cells.items()}
    if not (key(texts.get("name", "")) or key(texts.get("value", ""))):
        return None
    return RawIndicator(
        level1=texts.get("level1", ""),
        level2=texts.get("level2", ""),
        name=texts["name"],
        value=texts["value"],
        realigned=moved,
        page=value.page if value else rows.covering(row)[0].page,
        box=value.box if value else None,
        operator=texts.get("operator"),
        unit=texts.get("unit"),
        type=texts.get("type"),
        direction=texts.get("direction"),
        weight=texts.get("weight"),
        actual=texts.get("actual"),
        score=texts.get("score"),
    )


def _under(rows: Rows, column: Cell, row: int) -> Cell | None:
    """The cell of a row that lies under a header cell: the one sharing most columns with it."""
    best = max(rows.covering(row), key=lambda cell: overlap(column, cell), default=None)
    return best if best and overlap(column, best) else None


_Cells = dict[str, Cell | None]


def _realign(
    rows: Rows, header: Header, row: int, cells: _Cells, level1_above: str
) -> tuple[_Cells, bool] | None:
    """Put back a row that lost empty cells (VALUES.md section 9); the flag says whether it did.

    A row is displaced only where its last column is empty. None where it is, and more cells are
    printed than the columns that are left for them.
    """
    first = _text(cells.get("level1"))
    if not first or _text(cells[header.roles[-1]]):
        return cells, False
    texts = rows.texts(row)
    starts = _starts_with(texts, level1_above)
    roles = header.roles[header.roles.index(starts) :]
    level_less = starts == "name"
    missing_level2 = starts == "level1" and len(texts) > 1 and not level_of(texts[1].text)
    if missing_level2:
        roles = tuple(role for role in roles if role != "level2")
    if level_less or missing_level2:
        # No name of a level vouches for the shift: then the value must look like one.
        if len(texts) != len(roles) or not _VALUE_SHAPED.search(texts[-1].text.strip()):
            return cells, False
    elif starts == "level1":
        return cells, False
    if len(texts) > len(roles):
        return None
    moved: _Cells = dict.fromkeys(header.roles)
    moved.update(zip(roles, texts, strict=False))
    return moved, True


def _starts_with(texts: list[Cell], level1_above: str) -> str:
    """The column that the first text of a displaced row belongs to."""
    level = level_of(texts[0].text)
    if level == "either":
        second_is_level = len(texts) > 1 and level_of(texts[1].text)
        inside = level1_above and key(level1_above) != key(texts[0].text)
        return "level2" if inside and not second_is_level else "level1"
    return level or "name"


def _text(cell: Cell | None) -> str:
    return key(cell.text) if cell else ""


def _fill_down(read: RawIndicator, above: dict[str, str]) -> RawIndicator:
    """Merged level cells: an empty one repeats the level above, inside one first level only."""
    level1 = read.level1
    if key(level1):
        if key(level1) != key(above["level1"]):
            above["level2"] = ""
        above["level1"] = level1
    if key(read.level2):
        above["level2"] = read.level2
    return replace(read, level1=above["level1"], level2=above["level2"])


def _unread(rows: Rows, header: Header, row: int) -> Iterator[Issue]:
    """Cells with text that no column of the header took in, a label beside the block aside."""
    taken = [_under(rows, cell, row) for _, cell in header.columns]
    strangers = [cell for cell in rows.texts(header.row) if cell not in header.cells]
    for cell in rows.texts(row):
        under_stranger = any(overlap(stranger, cell) for stranger in strangers)
        if cell not in taken and not under_stranger and not role_of("blocks", cell.text):
            yield Issue(code="cell_unread", text=cell.text, page=cell.page)


def _doubts(indicator: RawIndicator, above: dict[str, str]) -> Iterator[Issue]:
    printed = " | ".join((indicator.level1, indicator.level2, indicator.name, indicator.value))
    page = indicator.page
    if indicator.realigned:
        yield Issue(code="row_realigned", text=printed, page=page)
    if not above["level1"] or not above["level2"]:
        yield Issue(code="level_missing", text=printed, page=page)
    if not key(indicator.name):
        yield Issue(code="name_missing", text=printed, page=page)

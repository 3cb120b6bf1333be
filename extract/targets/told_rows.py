"""Rows that tell indicators in sentences, under names of levels and without a header (G1).

产出指标 | 指标1：巡查24次；指标2：合格率95% — each sentence is an indicator; what cannot be parted
into a name and a value is a failed row, never half an indicator.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Cell, Code, Issue, RawIndicator
from extract.tables.grid_rows import Rows
from extract.targets.block import Block
from extract.targets.passed_over import is_placeholder, is_signature
from extract.targets.printed_row import printed
from extract.targets.told_in_a_cell import goal_in, holds_several, told_in
from extract.words.heads import is_label
from extract.words.labels import column_role, is_level, level_of, role_of
from extract.words.why import Why

_FEW = 2


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where the indicators of a table are told in sentences: its rows, and what they hold."""

    first: int
    stop: int
    block: Block
    goal: str | None
    packed: tuple[Cell, ...]
    """The texts that hold several indicators each."""


def sentences_of(rows: Rows) -> Sentences | None:
    """The sentences of a table that has no header of indicators; None where it tells none.

    One text holds several indicators, or several names of levels have a text of their own beside.
    """
    last = {row: texts[-1] for row in range(rows.n_rows) if (texts := rows.texts(row))}
    packed = {r for r, cell in last.items() if holds_several(cell.text) and not _is_blank(cell)}
    named = {row for row, cell in last.items() if not _names(cell) and _stands_beside(rows, cell)}
    if not packed and len(named) < _FEW:
        return None
    body = sorted(packed | named)
    reader = SentenceReader(rows)
    for row in range(body[0], body[-1] + 1):
        reader.read(row, last[row] if row in body else None)
    stop = body[-1] + 1
    while is_signature(rows.texts(stop)):
        reader.read(stop, None)
        stop += 1
    goal = next(filter(None, (goal_in(last[row].text) for row in body)), None)
    several = tuple(last[row] for row in sorted(packed))
    return Sentences(body[0], stop, reader.block, goal, several)


def _is_blank(text: Cell) -> bool:
    return is_placeholder(text.text)


def _stands_beside(rows: Rows, text: Cell) -> bool:
    """Is the cell left of a text the name of a level?"""
    left = _left_of(rows, text)
    return bool(left) and _is_level(left[-1])


def _names(cell: Cell) -> bool:
    return _is_level(cell) or is_label(cell.text) or column_role(cell.text) is not None


def _is_level(cell: Cell) -> bool:
    return is_level(cell.text)


def _left_of(rows: Rows, text: Cell) -> list[Cell]:
    """The cells that stand left of a text, merged ones too."""
    return [cell for cell in rows.texts_over(text.row) if cell.col < text.col]


class SentenceReader:
    """Reads row by row, knowing the levels that stand above."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.block = Block()
        self.level1 = self.level2 = ""

    def read(self, row: int, text: Cell | None) -> None:
        """Read the sentences of a row; a row without any is a heading, a blank, or not read."""
        texts = self.rows.texts(row)
        if not texts:
            return
        self._stand_below(texts if text is None else _left_of(self.rows, text))
        if text is not None:
            self.tell(text)
        elif all(map(_names, texts)) or is_signature(texts) or role_of("aside", texts[0].text):
            self.block.seen += 1
            self.block.ignored += 1
            issue = Issue(code=Code.ROW_IGNORED, text=printed(texts), page=texts[0].page)
            self.block.issues.append(issue)
        else:
            self._fail(printed(texts), texts[0].page)

    def _stand_below(self, cells: list[Cell]) -> None:
        levels = [cell.text for cell in cells if _is_level(cell)]
        if not levels:
            return
        if len(levels) > 1:
            self.level1, self.level2 = levels[0], levels[1]
        elif level_of(levels[0]) == "level2":
            self.level2 = levels[0]
        else:
            self.level1, self.level2 = levels[0], ""

    def tell(self, text: Cell) -> None:
        """Read the indicators of one text."""
        for told in told_in(text.text, self.level1, self.level2):
            if told.value is None:
                self._fail(told.name, text.page)
                continue
            indicator = RawIndicator(
                level1=told.level1,
                level2=told.level2,
                name=told.name,
                value=told.value,
                page=text.page,
                box=text.box,
                place=text.place,
            )
            self.block.seen += 1
            self.block.indicators.append(indicator)
            self.block.rows.add(text.row)
            self.block.issues.extend(_doubts(indicator))

    def _fail(self, text: str, page: int | None) -> None:
        self.block.seen += 1
        self.block.failed += 1
        issue = Issue(code=Code.ROW_FAILED, text=text, page=page, why=Why.SENTENCE_NOT_PARTED)
        self.block.issues.append(issue)


def _doubts(row: RawIndicator) -> list[Issue]:
    """What a told indicator lacks; many forms of sentences print no second level."""
    text = " | ".join((row.level1, row.level2, row.name, row.value))
    lacks = {
        Code.LEVEL_MISSING: not (row.level1 or row.level2),
        Code.NAME_MISSING: not row.name,
        Code.VALUE_MISSING: not row.value,
    }
    return [Issue(code=code, text=text, page=row.page) for code, lack in lacks.items() if lack]

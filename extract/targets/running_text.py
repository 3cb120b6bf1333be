"""Running text that belongs to a label, a goal above all: beside or below it, to the next label."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from extract.model import Cell
from extract.tables.grid_rows import overlap
from extract.targets.lost_cells import Whole
from extract.words.heads import is_label
from extract.words.text import key

_HEADS = 2
_NUMBERED = regex.compile(
    r"目标[\d一二三四五六七八九十]*|\(?[\d一二三四五六七八九十]{1,2}\)?[.、]?"
)
"""What stands before each of several goals, in a cell of its own."""


class RunningText:
    """Finds the cells of a label's text; `taken` are the places of cells read before."""

    def __init__(self, whole: Whole, taken: set[tuple[int, int]]) -> None:
        self.whole = whole
        self.rows = whole.rows
        self.taken = taken

    def of(self, cell: Cell, stop: int) -> list[Cell]:
        """The cells that belong to a label above row `stop`, beside it or below it."""
        beside = [other for other in self.rows.texts(cell.row) if other.col > cell.col]
        if not beside or is_label(beside[0].text):
            # Two goals side by side: each label has its text below it, within its columns.
            cells = self.under(cell, stop)
        elif _NUMBERED.fullmatch(key(beside[0].text)):
            cells = [*self._numbered(cell, stop)]
        else:
            cells = [beside[0], *self._continued(beside[0], stop)]
        return cells

    def _numbered(self, cell: Cell, stop: int) -> Iterator[Cell]:
        """Several goals beside one label, each with its number in a cell of its own."""
        for row in range(cell.row, stop):
            texts = [other for other in self.rows.texts(row) if other is not cell]
            first = texts[0] if texts else cell
            if first.col <= cell.col or not _NUMBERED.fullmatch(key(first.text)):
                return
            yield from texts

    def under(self, cell: Cell, stop: int) -> list[Cell]:
        """The texts below a label within its columns, up to the next label."""
        if (moved := self.whole.text_below(cell, stop)) is not None:
            return [moved]
        if self._heads_labels(cell, stop):
            return []
        texts = []
        for other in self.rows.below(cell, stop):
            if not key(other.text):
                continue
            if (other.row, other.col) in self.taken or is_label(other.text):
                break
            texts.append(other)
        return texts

    def _heads_labels(self, cell: Cell, stop: int) -> bool:
        """Is a label merged down beside others whose texts moved below it?"""
        first, *labels = self.rows.texts(cell.row)
        moved = (self.whole.text_below(label, stop) for label in labels)
        return cell is first and any(text is not None for text in moved)

    def below_heads(self, cell: Cell, stop: int) -> list[Cell]:
        """The texts below a label in a row of nothing but labels, no empty cell between them."""
        texts = self.rows.texts(cell.row)
        heads = texts[1:] if texts[0].rowspan > 1 else texts
        below = cell.row + cell.rowspan
        if len(heads) < _HEADS or cell not in heads or below >= stop:
            return []
        touch = all(left.col + left.colspan == right.col for left, right in pairwise(heads))
        labels = all(is_label(other.text) for other in heads)
        texts = self.rows.texts(below)
        if not (labels and (touch or self.whole.exported)) or not texts:
            return []
        free = not any(is_label(other.text) for other in texts)
        return self.under(cell, stop) if free else []

    def _continued(self, text: Cell, stop: int) -> list[Cell]:
        """The rest of a goal whose cell goes on in the rows below, its label's cell being empty."""
        rest = []
        for row in range(text.row + text.rowspan, stop):
            printed = self.rows.texts(row)
            if len(printed) != 1 or not overlap(printed[0], text) or is_label(printed[0].text):
                break
            rest.append(printed[0])
        return rest

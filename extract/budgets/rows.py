"""The rows of a table: every cell of a column of amounts is a line, nothing, or failed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import regex

from extract.budgets.amounts import amount_of, code_and_name, is_nothing, looks_like_money, share_of
from extract.budgets.blocks import Block
from extract.budgets.brackets import are_negative, bracketed, in_brackets
from extract.budgets.codes import of_classes, whole_codes
from extract.budgets.columns import PARTS, Leaf
from extract.budgets.counts import Counts
from extract.budgets.header import is_row_of_numbers, keys_of
from extract.budgets.manner import Manner
from extract.budgets.measure import Counted
from extract.budgets.pieces import Piece
from extract.budgets.roles import Role
from extract.budgets.title import is_note
from extract.budgets.words import is_total
from extract.model import Cell, Classification, Code, Issue, RawBudgetLine
from extract.tables.grid_rows import Rows
from extract.words.text import clean, fold, inert, key, one_line

_BESIDE = (Role.ASIDE, Role.ORDINAL)
_OTHERS = (Role.PROJECT, Role.BODY)
"""Columns of names that are no code's."""
_LONGEST_SHOWN = 80
_SPACE = regex.compile(r"\s")


@dataclass(slots=True)
class Read:
    """What was read of a table's rows so far."""

    unit: str | None
    manner: Manner = field(default_factory=Manner)
    lines: list[RawBudgetLine] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    seen: int = 0
    ignored: int = 0
    failed: int = 0
    row: int = 0
    untold: dict[int, str] = field(default_factory=dict)
    """Columns whose heads do not tell what they count; amounts in them fail."""
    unread: set[int] = field(default_factory=set)
    """Those of them that hold an amount."""
    totals: dict[int, set[str]] = field(default_factory=dict)
    """Block → the labels of its totals."""
    counts: dict[int, Counts] = field(default_factory=dict)
    above: dict[int, dict[int, str]] = field(default_factory=dict)
    """Block → the last code of each of its groups of code columns."""


def read_piece(
    piece: Piece, blocks: list[Block], heads: Iterable[tuple[str, ...]], to: Read
) -> None:
    """Read the rows of a piece below its head, in the columns of its blocks."""
    rows = Rows(piece.grid)
    repeated = set(heads)
    for row in range(piece.first, rows.n_rows):
        texts = rows.texts(row)
        if texts and keys_of(rows, row) in repeated:
            continue
        if not texts and not any(cell.row == row for cell in rows.covering(row)):
            continue
        to.row += 1
        if texts and texts[0].page is not None:
            to.pages.add(texts[0].page)
        if texts and is_row_of_numbers(rows, row):
            to.row -= 1
            continue
        if len(texts) == 1 and _is_prose(texts[0], rows.n_cols):
            if is_note(texts[0].text) or not is_nothing(texts[0].text):
                to.notes.append(clean(texts[0].text).replace("\n", ""))
            continue
        _read_row(rows, row, blocks, to)


def _is_prose(cell: Cell, n_cols: int) -> bool:
    """Does a text take the whole width of a row, or tell why the table is empty?"""
    return cell.colspan >= n_cols > 1 or (is_note(cell.text) and cell.col == 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Labelled:
    """What labels the amounts of a row in one block."""

    label: str
    class_name: str
    codes: tuple[str, ...]
    whole: tuple[str, ...]
    fallen: bool
    """Does an amount stand where labels do? Then cells are not where the head says."""


def _read_row(rows: Rows, row: int, blocks: list[Block], to: Read) -> None:
    before = ""
    for number, block in enumerate(blocks):
        labelled = _labelled(rows, row, block, to.above.setdefault(number, {}))
        if not labelled.label and is_total(before):
            labelled = replace(labelled, label=before)
        if is_total(labelled.label):
            to.totals.setdefault(number, set()).add(labelled.label)
        counted = to.counts.setdefault(number, Counts()).unit_of(labelled.label)
        seen = len(to.lines)
        taken: set[int] = set()
        for leaf, col, count in zip(block.amounts, block.numbers, block.counts, strict=True):
            if col in to.untold:
                _pass_untold(rows, row, leaf, col, to)
                continue
            cell = _amount_cell(rows, row, leaf, to)
            if cell is None or id(cell) in taken:
                continue
            taken.add(id(cell))
            to.seen += 1
            amount = share_of(cell.text) or to.manner.amount_of(cell.text) or bracketed(cell.text)
            inside = leaf.first <= cell.col and cell.col + cell.colspan <= leaf.end
            if is_nothing(cell.text):
                to.ignored += 1
            elif amount is None or not inside or labelled.fallen:
                _fail(cell, labelled.label, to)
            else:
                told = replace(count, unit=counted) if counted else count
                at = _At(labelled, col, leaf.path, block.classification)
                to.lines.append(_line(cell, amount, told, at, to))
        # The label of a total may run over a block without amounts of its own.
        before = labelled.label if len(to.lines) == seen else ""


def _pass_untold(rows: Rows, row: int, leaf: Leaf, col: int, to: Read) -> None:
    """Count the cells of a row in a column of which nobody can say what it counts."""
    cells = [cell for cell in _under(rows, row, leaf) if cell.row == row]
    filled = sum(not is_nothing(cell.text) for cell in cells)
    to.seen += len(cells)
    to.failed += filled
    to.ignored += len(cells) - filled
    if filled:
        to.unread.add(col)


def _labelled(rows: Rows, row: int, block: Block, above: dict[int, str]) -> _Labelled:
    labels = _labels(rows, row, block.labels)
    parts = [(leaf, cell) for leaf, cell in labels if leaf.role is Role.CODE and _is_part(cell)]
    return _Labelled(
        label=_label(labels),
        class_name=_label([(leaf, cell) for leaf, cell in labels if leaf.role not in _OTHERS]),
        codes=tuple(one_line(cell.text) for _, cell in of_classes(parts)),
        whole=whole_codes(block, parts, above),
        fallen=any(looks_like_money(cell.text) for _, cell in labels),
    )


class _At(NamedTuple):
    """What labels an amount, its column, the heads over it, what its block's codes classify."""

    labelled: _Labelled
    col: int
    path: tuple[str, ...]
    classification: Classification | None


def _line(cell: Cell, amount: str, count: Counted, at: _At, to: Read) -> RawBudgetLine:
    is_share = amount.endswith("%") or count.is_share
    return RawBudgetLine(
        row=to.row,
        col=at.col,
        label=at.labelled.label,
        amount=amount,
        measure=count.measure,
        measure_text="/".join(at.path),
        classification=at.classification if at.labelled.codes else None,
        side=count.side,
        phase=count.phase,
        codes=at.labelled.codes,
        whole=at.labelled.whole,
        class_name=at.labelled.class_name,
        unit="%" if is_share else count.unit or to.unit,
        page=cell.page,
        box=cell.box,
        place=cell.place,
        sight=cell.sight,
    )


def settle_brackets(to: Read) -> None:
    """Keep amounts in brackets where sums prove that they are negative; else none was read."""
    doubtful = in_brackets(to.lines)
    if not doubtful or are_negative(to.lines):
        return
    to.lines = [line for line in to.lines if not any(line is each for each in doubtful)]
    for line in doubtful:
        _say(line.label, line.amount, line, to)


def _fail(cell: Cell, label: str, to: Read) -> None:
    _say(label, one_line(cell.text), cell, to)


def _say(label: str, text: str, at: Cell | RawBudgetLine, to: Read) -> None:
    to.failed += 1
    shown = inert(f"{label} {text}".strip(), _LONGEST_SHOWN)
    issue = Issue(code=Code.BUDGET_AMOUNT_UNREAD, text=shown, page=at.page, box=at.box)
    to.issues.append(issue)


def _amount_cell(rows: Rows, row: int, leaf: Leaf, to: Read) -> Cell | None:
    """The cell that begins in a row under a column; of several the one with text.

    Where two of them hold text each is counted as one that could not be read.
    """
    cells = [
        cell
        for cell in _under(rows, row, leaf)
        if cell.row == row and not _is_long_label(leaf, cell)
    ]
    filled = [cell for cell in cells if not is_nothing(cell.text)]
    if len(filled) > 1:
        for cell in filled:
            to.seen += 1
            _fail(cell, "", to)
        return None
    return next(iter(filled or cells), None)


def _is_long_label(leaf: Leaf, cell: Cell) -> bool:
    """Does a label run over columns of amounts: 公用经费合计 over the block at its right?"""
    return cell.col < leaf.first and bool(key(cell.text)) and amount_of(cell.text) is None


def _under(rows: Rows, row: int, leaf: Leaf) -> list[Cell]:
    if leaf.first < 0:
        return []
    found: dict[int, Cell] = {}
    for col in range(leaf.first, leaf.end):
        cell = rows.at(row, col)
        if cell is not None:
            found.setdefault(id(cell), cell)
    return list(found.values())


def _labels(rows: Rows, row: int, leaves: list[Leaf]) -> list[tuple[Leaf, Cell]]:
    """The cells of a row's label with their columns, a merged one once, under what it is."""
    found: dict[int, tuple[Leaf, Cell]] = {}
    for leaf in leaves:
        for cell in _under(rows, row, leaf):
            if not key(cell.text):
                continue
            known = found.get(id(cell))
            is_part = _is_part(cell)
            if known is None or (known[0].role is Role.CODE and not is_part):
                found[id(cell)] = (leaf, cell)
    return [each for leaf, cell in found.values() for each in _taken_apart(leaf, cell)]


def _taken_apart(leaf: Leaf, cell: Cell) -> Iterator[tuple[Leaf, Cell]]:
    """A cell with code and name as one of each, where its column holds both."""
    both = code_and_name(cell.text) if leaf.fused else None
    if both is None:
        yield leaf, cell
    else:
        yield leaf, replace(cell, text=both[0])
        yield replace(leaf, role=Role.NAME), replace(cell, text=both[1])


def _is_part(cell: Cell) -> bool:
    """Is a text a code, or a part of one? Heads may stand in the row of the total."""
    folded = fold(cell.text)
    if not folded.isascii():
        folded = _SPACE.sub("", folded)
    return folded.isascii() and any(map(str.isdigit, folded))


def _label(labels: list[tuple[Leaf, Cell]]) -> str:
    """A row's label: the project's name, else the name, else the office's, as printed."""
    for role in (Role.PROJECT, Role.NAME, Role.BODY, Role.CODE, *_BESIDE):
        for leaf, cell in labels:
            if leaf.role is role and _names_row(role, cell):
                return one_line(clean(cell.text))
    return ""


def _names_row(role: Role, cell: Cell) -> bool:
    """Can a text be its row's label? In columns of other things only that of a total is."""
    if role is Role.CODE:
        return not _is_part(cell) and key(cell.text) not in PARTS
    return role not in _BESIDE or is_total(cell.text)

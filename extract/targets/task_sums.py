"""A department's tasks with the money of each, and the sum below them (年度主要任务).

任务名称 | 主要内容 | 总额 | 其中：财政拨款, a row for each task, and 金额合计 | | 1925.3 | 1860.
What one task costs is a line of its own under its name; only the sum has the items of the form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import Cell, Horizon, RawFunding
from extract.tables.grid_rows import Rows, overlap
from extract.targets.lost_cells import Whole
from extract.targets.shapes import amount_shaped, money_unit
from extract.words.labels import role_of
from extract.words.money_labels import UNCLASSIFIED, funding_role, money_column, speaks_of_money
from extract.words.text import clean, one_line

_HEADS = 2
"""Rows of headings at the most."""


def tasks_stop(whole: Whole, label: Cell, stop: int) -> int:
    """The row below a block of tasks; an export shows it only by the next text at its left.

    Below a label over the full width it is the next text over the full width.
    """
    if label.rowspan > 1 or not whole.exported:
        return min(label.row + label.rowspan, stop)
    rows = whole.rows
    if _is_over(rows, label):
        body = range(label.row + 1, stop)
        return next((r for r in body if any(_is_over(rows, c) for c in rows.texts(r))), stop)
    below = (row for row in range(label.row + 1, stop) if rows.texts(row))
    return next((row for row in below if rows.texts(row)[0].col <= label.col), stop)


@dataclass(frozen=True, slots=True)
class Tasks:
    """Lines of money of a block of tasks, the places of their cells, amounts under no heading."""

    lines: list[RawFunding]
    taken: set[tuple[int, int]]
    unread: list[Cell]


def read_tasks(rows: Rows, block: range, label: Cell, unit: str | None, *, summed: bool) -> Tasks:
    """The amounts of a block of tasks right of its label.

    The amounts of the sum have the items of their headings where no other money stands above
    (`summed`), and each stands under one.
    """
    right = label.col if _is_over(rows, label) else label.col + label.colspan
    block = range(block.start + (right == label.col), block.stop)
    texts = {row: [cell for cell in rows.texts(row) if cell.col >= right] for row in block}
    first = next((row for row in block if any(map(_is_written, texts[row]))), block.stop)
    heads = [cell for row in block if row < first for cell in texts[row]]
    leaves = list(_leaves(heads)) if all(cell.row < block.start + _HEADS for cell in heads) else []
    begin = min((leaf.col for leaf in leaves), default=0)
    unit = next(filter(None, (money_unit(cell.text) for cell in heads)), None) or unit
    found = Tasks([], set(), [])
    for row in range(first, block.stop) if leaves else ():
        named = next((cell for cell in texts[row] if not amount_shaped(cell.text)), None)
        if named is None or named.col >= begin or role_of("facts", named.text):
            continue
        amounts = [cell for cell in texts[row] if cell.col >= begin and amount_shaped(cell.text)]
        heading = {cell: [leaf for leaf in leaves if overlap(leaf, cell)] for cell in amounts}
        lost = [cell for cell in amounts if len(heading[cell]) != 1]
        total = _is_sum(named.text)
        for cell in amounts:
            if cell not in lost:
                [over] = heading[cell]
                item = funding_role(over.text) if total and summed and not lost else None
                found.lines.append(_line(named, over, cell, item or UNCLASSIFIED, unit))
        found.unread.extend(filter(_is_written, lost))
        found.taken.update((cell.row, cell.col) for cell in amounts)
        found.taken.update({(named.row, named.col)} if total and amounts else ())
    return found


def _is_over(rows: Rows, cell: Cell) -> bool:
    """Does a text stand over the full width of a table?"""
    return cell.colspan >= rows.n_cols > 1


def _is_written(cell: Cell) -> bool:
    return amount_shaped(cell.text) and any(map(str.isdigit, cell.text))


def _leaves(heads: list[Cell]) -> Iterator[Cell]:
    """The lowest headings over money: 总额 and 财政拨款 below 预算金额（万元）, or that alone."""
    for head in heads:
        below = [cell for cell in heads if cell.row > head.row and overlap(cell, head)]
        over = [cell for cell in heads if cell.row < head.row and overlap(cell, head)]
        worded = not any(map(str.isdigit, head.text))
        if worded and not below and any(_of_money(cell.text) for cell in (head, *over)):
            yield head


def _of_money(text: str) -> bool:
    return bool(funding_role(text) or money_column(text) or speaks_of_money(text))


def _is_sum(text: str) -> bool:
    return role_of("aside", text) == "total" or (funding_role(text) or "").startswith("total")


def _line(task: Cell, head: Cell, amount: Cell, item: str, unit: str | None) -> RawFunding:
    """One amount, named by its task and the lowest heading over its column."""
    return RawFunding(
        item=item,
        horizon=Horizon.ANNUAL,
        label=one_line(clean(f"{task.text} {head.text}")),
        amount=one_line(clean(amount.text)),
        unit=money_unit(head.text) or unit,
        page=amount.page,
        box=amount.box,
        place=amount.place,
        sight=amount.sight,
    )

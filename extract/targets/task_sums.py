"""The sum below a department's tasks with the money of each (年度主要任务).

任务名称 | 主要内容 | 总额 | 其中：财政拨款, a row for each task, and 金额合计 | | 1925.3 | 1860.
"""

from __future__ import annotations

from extract.model import Cell, Horizon, RawFunding
from extract.tables.grid_rows import Rows, overlap
from extract.targets.shapes import amount_shaped, money_unit
from extract.words.labels import role_of
from extract.words.money_labels import UNCLASSIFIED, funding_role
from extract.words.text import clean, one_line

_FEW = 2


def read_sum(
    rows: Rows, block: range, label: Cell, unit: str | None
) -> tuple[list[RawFunding], frozenset[tuple[int, int]]]:
    """The amounts of the row that sums a block right of its label, and the places of its cells."""
    right = label.col + label.colspan
    for row in reversed(block):
        texts = [cell for cell in rows.texts(row) if cell.col >= right]
        if len(texts) < _FEW or not _is_sum(texts[0].text):
            continue
        first, *amounts = texts
        if not all(amount_shaped(cell.text) for cell in amounts):
            break
        above = [c for r in block if r < row for c in rows.texts(r) if c.col >= right]
        lines = [_line(first, cell, above, unit) for cell in amounts]
        return lines, frozenset((cell.row, cell.col) for cell in texts)
    return [], frozenset()


def _is_sum(text: str) -> bool:
    return role_of("aside", text) == "total" or (funding_role(text) or "").startswith("total")


def _line(label: Cell, amount: Cell, above: list[Cell], unit: str | None) -> RawFunding:
    """One amount of the sum, named by the lowest heading over its column."""
    heads = [c for c in above if overlap(c, amount) and not amount_shaped(c.text)]
    head = heads[-1].text if heads else label.text
    return RawFunding(
        item=funding_role(head) or UNCLASSIFIED,
        horizon=Horizon.ANNUAL,
        label=one_line(clean(f"{label.text} {head}" if heads else label.text)),
        amount=one_line(clean(amount.text)),
        unit=next((found for c in heads if (found := money_unit(c.text))), None) or unit,
        page=amount.page,
        box=amount.box,
        place=amount.place,
        sight=amount.sight,
    )

"""Sources of money side by side over their amounts: 中央资金 | 其他资金 over 480 | 20."""

from __future__ import annotations

from functools import lru_cache

from extract.model import Cell, Horizon, RawFunding
from extract.tables.grid_rows import Rows, overlap
from extract.targets.money import item_of
from extract.targets.shapes import amount_shaped, money_unit, only_money_unit
from extract.words.labels import role_of
from extract.words.money_labels import UNCLASSIFIED, funding_role, is_government, speaks_of_money
from extract.words.text import clean, one_line

_SEVERAL = 2


def read_sources(
    rows: Rows, row: int, stop: int, unit: str | None
) -> tuple[tuple[RawFunding, ...], frozenset[tuple[int, int]]]:
    """Sources of money side by side with the amounts below; the lines, and their cells.

    合计 | 中央资金 | 其他资金 over 500 | 480 | 20; one of them may have parts in a row between:
    财政资金 over 中央 | 省级. Empty where the row is no such row.
    """
    texts = rows.texts(row)
    if len(texts) < _SEVERAL:
        return (), frozenset()
    upper = [
        cell
        for cell in texts
        if role_of("blocks", cell.text) != "funding" and role_of("aside", cell.text) != "remark"
    ]
    others = [label for label in upper if not _names_source(label.text)]
    if len(upper) < _SEVERAL or others == upper or not all(is_government(c.text) for c in others):
        return (), frozenset()
    block = next((unit for cell in texts if (unit := money_unit(cell.text))), unit)
    for below in range(row + 1, min(row + 3, stop)):
        parts = [cell for at in range(row + 1, below) for cell in rows.texts(at)]
        if any(any(char.isdigit() for char in part.text) for part in parts):
            break
        lines = _under_sources(rows, below, (upper, parts), block)
        if lines:
            taken = (*texts, *parts, *rows.texts(below))
            return lines, frozenset((cell.row, cell.col) for cell in taken)
    return (), frozenset()


def _under_sources(
    rows: Rows, row: int, heads: tuple[list[Cell], list[Cell]], unit: str | None
) -> tuple[RawFunding, ...]:
    """The amounts of a row, each below one heading and perhaps one of its parts; else empty."""
    upper, parts = heads
    units = [found for cell in rows.texts(row) if (found := only_money_unit(cell.text))]
    unit = next(iter(units), unit)
    amounts = [cell for cell in rows.texts(row) if not only_money_unit(cell.text)]
    lines: list[RawFunding] = []
    for cell in amounts:
        over = [label for label in upper if overlap(label, cell)]
        part = [label for label in parts if overlap(label, cell)]
        if len(over) != 1 or len(part) > 1 or not amount_shaped(cell.text):
            return ()
        labels = [*over, *part]
        named = part[0] if part and funding_role(part[0].text) else None
        lines.append(
            RawFunding(
                item=item_of(rows, row, named or over[0]) if not part or named else UNCLASSIFIED,
                horizon=Horizon.ANNUAL,
                label=" ".join(one_line(clean(label.text)) for label in labels),
                amount=one_line(clean(cell.text)),
                unit=next(filter(None, (money_unit(c.text) for c in labels)), None) or unit,
                page=cell.page,
                box=cell.box,
                place=cell.place,
                sight=cell.sight,
            )
        )
    return tuple(lines)


@lru_cache(maxsize=1 << 12)  # asked of every text above the indicators
def _names_source(text: str) -> bool:
    money = funding_role(text) or speaks_of_money(text) or role_of("aside", text) == "total"
    return bool(money) and not any(char.isdigit() for char in text)

"""Rows of money in a block that has a value for each region: 资金金额（万元） | 210 | 120 | 90.

They are no indicators, though they stand between or above them: each amount is a line of money of
its region, that of the sum the total.
"""

from __future__ import annotations

from extract.model import Cell, Horizon, RawFunding
from extract.tables.grid_rows import Rows, under
from extract.targets.shapes import amount_shaped, money_unit, only_money_unit
from extract.targets.value_columns import ColumnSet
from extract.words.heads import LEVELS
from extract.words.labels import column_role, is_level, role_of, sums_all
from extract.words.money_labels import UNCLASSIFIED, funding_role, is_part, money_column
from extract.words.text import clean, key, one_line

_PART = "小计"


def money_of_regions(
    rows: Rows, row: int, column_sets: tuple[ColumnSet, ...], unit: str | None
) -> list[RawFunding]:
    """The lines of money that a row prints; none where it is an indicator or has no scopes."""
    scoped = [each for each in column_sets if each.scope is not None]
    if not scoped or len(scoped) < len(column_sets):
        return []
    values = [(each, under(rows, each.own[0].cell, row)) for each in scoped]
    told = [(each, cell) for each, cell in values if cell and cell.row == row and key(cell.text)]
    amounts = [cell for _, cell in told]
    labels = [cell for cell in rows.texts(row) if not any(cell is each for each in amounts)]
    if not told or not labels or not all(amount_shaped(cell.text) for cell in amounts):
        return []
    if _under_level(rows, row, scoped[0]) or not all(map(_names_money, labels)):
        return []
    printed = one_line(clean("".join(dict.fromkeys(c.text for c in labels if _is_label(c)))))
    units = (only_money_unit(cell.text) or money_unit(cell.text) for cell in labels)
    own = next(filter(None, units), unit)
    role = (funding_role(labels[-1].text) or "total").removesuffix("_mid_term")
    return [
        RawFunding(
            item=role if _is_whole(each.scope or "") and not is_part(printed) else UNCLASSIFIED,
            horizon=Horizon.ANNUAL,
            label=f"{each.scope} {printed}",
            amount=one_line(clean(cell.text)),
            unit=own,
            page=cell.page,
            box=cell.box,
            place=cell.place,
            sight=cell.sight,
        )
        for each, cell in told
    ]


def _under_level(rows: Rows, row: int, column_set: ColumnSet) -> bool:
    """Does the row stand under the name of a level? Then its money is what it costs."""
    levels = [c.cell for c in column_set.columns if c.role in LEVELS]
    cells = (under(rows, level, row) for level in levels)
    return any(cell is not None and is_level(cell.text) for cell in cells)


def _names_money(cell: Cell) -> bool:
    text = cell.text
    planned = money_column(text) in ("plan", "amount") or role_of("list_money", text) is not None
    block = role_of("blocks", text) == "funding"
    return bool(funding_role(text)) or planned or block or not _is_label(cell)


def _is_label(cell: Cell) -> bool:
    """A unit beside the label, 万元, is none."""
    unit = only_money_unit(cell.text) or column_role(cell.text) == "unit"
    return not unit and any(map(str.isalpha, cell.text))


def _is_whole(scope: str) -> bool:
    return sums_all(scope) and not key(scope).endswith(_PART)

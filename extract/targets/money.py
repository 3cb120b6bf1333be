"""Money printed in columns: 年初预算 beside 全年执行, this year's amounts beside those of others.

The plan's own column gives the items; what was changed, spent or meant for another year is kept
under its printed labels and never takes the plan's place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.model import Cell, Fact, Horizon, RawFunding
from extract.tables.grid_rows import Rows, overlap, under
from extract.targets.fused_money import fused_money
from extract.targets.label_and_text import fact_at
from extract.targets.lost_cells import Whole
from extract.targets.shapes import amount_shaped, money_unit
from extract.words.heads import is_label, names_indicators
from extract.words.labels import goal_role, role_of
from extract.words.money_labels import (
    UNCLASSIFIED,
    funding_role,
    is_part,
    money_column,
)
from extract.words.text import clean, one_line
from extract.words.titles import is_year_line

_ANNEX = "附"
_SIDE_TOTALS = {"income": "income_total", "expenditure": "expenditure_total"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of money: what it holds, the cell that tells, and its label for the lines below."""

    role: str
    cell: Cell
    label: str


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """Lines of money read from columns, the cells they took, and whether other years are there."""

    lines: tuple[RawFunding, ...]
    facts: tuple[Fact, ...]
    """What stands beside them and is no money: shares, points, columns that nobody knows."""
    taken: frozenset[tuple[int, int]]
    unit: str | None
    earlier: bool
    unread: tuple[Cell, ...]
    """Amounts under a heading that nobody knows."""


def read_money_table(
    whole: Whole, row: int, stop: int, unit: str | None, year: int | None
) -> MoneyTable | None:
    """Read the table of money that a row heads; None where the row heads none."""
    rows = whole.rows
    headings = _headings(rows.texts(row), year)
    if not headings or all(heading.role == "share" for heading in headings):
        return None
    used = list(rows.texts(row))
    first = row + 1
    if first < stop and (below := _headings(rows.texts(first), year)):
        headings = _leaves(headings, below)
        used += rows.texts(first)
        first += 1
    units = [found for cell in used if (found := money_unit(cell.text))]
    unit = units[0] if units else unit
    left = min(heading.cell.col for heading in headings)
    full = rows.width(row)
    lines: list[RawFunding] = []
    facts: list[Fact] = []
    unread: list[Cell] = []
    strange = _strangers(rows, row, first, headings)
    total_unit = None
    for at in range(first, stop):
        texts = rows.texts(at)
        if whole.lost_side(at, full):
            break  # merged cells are left out: nothing tells which amount is whose
        labels = [cell for cell in texts if cell.col < left]
        if not labels and at == first:
            beside = (cell for cell in rows.covering(at) if _is_block_beside(cell, left))
            labels = [replace(cell, row=at, rowspan=1) for cell in beside]
        if not labels or any(_ends_block(cell.text) for cell in texts):
            break
        if (
            _is_written(labels[-1])
            or labels[-1].col + labels[-1].colspan > left
            or _labels_again([cell for cell in texts if cell not in labels])
        ):
            break  # lines with labels of their own stand below the columns
        if _tells_in_words(texts, labels[-1], headings):
            continue  # 资金分配科学性 | 符合规定 stands among the lines, and is none
        used += texts
        texts = texts if labels[-1] in texts else [labels[-1], *texts]
        if (funding_role(labels[-1].text) or "").startswith("total"):
            total_unit = money_unit(labels[-1].text)
        of_total = total_unit if is_part(labels[-1].text) else None
        lines += _amounts(rows, labels[-1], headings, unit or of_total)
        facts += _no_money(texts, labels[-1], headings)
        unread += [cell for cell in texts if _is_money_under(strange, cell)]
    taken = frozenset((cell.row, cell.col) for cell in used)
    earlier = any(heading.role == "prior" for heading in headings)
    return MoneyTable(
        lines=tuple(lines),
        facts=tuple(facts),
        taken=taken,
        unit=unit,
        earlier=earlier,
        unread=tuple(unread),
    )


def _is_block_beside(cell: Cell, left: int) -> bool:
    """预算执行情况 left of headings, and of the amounts below that have no label."""
    return cell.col < left and role_of("blocks", cell.text) == "funding"


def _strangers(rows: Rows, first: int, stop: int, headings: list[Heading]) -> list[Cell]:
    """Texts right of the first column of money, in the rows of headings, that head none known."""
    left = min(heading.cell.col for heading in headings)
    known = [heading.cell for heading in headings]
    return [
        cell
        for row in range(first, stop)
        for cell in rows.texts(row)
        if cell.col > left and not any(overlap(cell, other) for other in known)
    ]


def _is_money_under(strange: list[Cell], cell: Cell) -> bool:
    """An amount under a heading that speaks of none of the columns known, and of no label."""
    over = next((head for head in strange if overlap(head, cell)), None)
    return over is not None and _is_written(cell) and not is_label(over.text)


def _is_written(cell: Cell) -> bool:
    """An amount that is more than a dash."""
    return amount_shaped(cell.text) and any(char.isdigit() for char in cell.text)


def _headings(texts: list[Cell], year: int | None) -> list[Heading]:
    """The columns of money that a row names: two at least, and no amount among them."""
    found = [
        Heading(role, cell, one_line(clean(cell.text)))
        for cell in texts
        if (role := money_column(cell.text, year))
    ]
    if len(found) < 2 or any(amount_shaped(cell.text) for cell in texts):
        return []
    before = texts.index(found[0].cell) - 1
    if before > 0 and all(is_year_line(heading.cell.text) for heading in found):
        whole = texts[before]  # 总计 | 2024年 | 2025年
        if role_of("aside", whole.text) == "total":
            found.insert(0, Heading("amount", whole, one_line(clean(whole.text))))
    if after := _sum_behind(texts, found):
        found.append(Heading("amount", after, one_line(clean(after.text))))
    return found


def _sum_behind(texts: list[Cell], found: list[Heading]) -> Cell | None:
    """2024年 | 2025年 | 合计: what the years come to."""
    after = next(iter(texts[texts.index(found[-1].cell) + 1 :]), None)
    years = all(is_year_line(heading.cell.text) for heading in found)
    return after if years and after and role_of("aside", after.text) == "total" else None


def _leaves(headings: list[Heading], below: list[Heading]) -> list[Heading]:
    """Headings in two rows: the lower one names the column, the upper one may say what it holds."""
    leaves: list[Heading] = []
    for leaf in below:
        over = [heading for heading in headings if heading.cell.col <= leaf.cell.col]
        upper = over[-1] if over else leaf
        kept = leaf.role if leaf.role in ("share", "prior") else upper.role
        label = upper.label if leaf.role == "amount" else leaf.label
        leaves.append(Heading(kept, leaf.cell, label))
    starts = {leaf.cell.col for leaf in leaves}
    alone = [
        heading
        for n, heading in enumerate(headings)
        if not any(
            heading.cell.col <= start < _end(headings, n) for start in starts
        )
    ]  # fmt: skip
    return sorted((*leaves, *alone), key=lambda heading: heading.cell.col)


def _end(headings: list[Heading], n: int) -> int:
    cell = headings[n].cell
    after = headings[n + 1].cell.col if n + 1 < len(headings) else None
    return cell.col + cell.colspan if after is None and cell.colspan > 1 else after or cell.col + 99


def _plan(headings: list[Heading]) -> Heading | None:
    """The column of the plan itself: 年初预算, else 全年预算; None where neither is printed."""
    for role in ("plan", "amount", "revised"):
        for heading in headings:
            if heading.role == role:
                return heading
    return None


def _ends_block(text: str) -> bool:
    """Goals, facts and columns of indicators are no lines of money."""
    block = goal_role(text) or role_of("blocks", text)
    other = block not in (None, "funding") or bool(role_of("facts", text))
    return other or names_indicators(text)


def _labels_again(texts: list[Cell]) -> bool:
    """Do labels of money stand where amounts would: 按支出性质分, 项目支出：120万元?

    One with its amount beside bare amounts is that of its column: 其中：财政拨款120.
    """
    if any(role_of("money_sides", cell.text) or funding_role(cell.text) for cell in texts):
        return True
    return any(fused_money(cell.text) for cell in texts) and not any(map(_is_written, texts))


def _tells_in_words(texts: list[Cell], label: Cell, headings: list[Heading]) -> bool:
    """Do words stand under all columns of money, beside a label that names no line of it?"""
    columns = [heading.cell for heading in headings if heading.role != "share"]
    told = [c for c in texts if c is not label and any(overlap(c, over) for over in columns)]
    named = funding_role(label.text) or role_of("blocks", label.text) == "funding"
    worded = (not any(map(str.isdigit, c.text)) and not amount_shaped(c.text) for c in told)
    elsewhere = any(_ANNEX in cell.text for cell in told)
    return not named and bool(told) and all(worded) and not elsewhere


def _amounts(
    rows: Rows, label: Cell, headings: list[Heading], unit: str | None
) -> Iterator[RawFunding]:
    """The amounts of one row, a line for each column of money."""
    row, plan = label.row, _plan(headings)
    printed = one_line(clean(label.text))
    for heading in headings:
        cell = under(rows, heading.cell, row)
        amount = one_line(clean(cell.text)) if cell and cell.row == row else ""
        if heading.role == "share" or not (amount or heading is plan):
            continue
        item = item_of(rows, row, label) if heading is plan else UNCLASSIFIED
        where = cell or label
        line = RawFunding(
            item=item,
            horizon=Horizon.ANNUAL,
            label=f"{printed} {heading.label}",
            amount=amount,
            unit=money_unit(heading.cell.text) or money_unit(label.text) or unit,
            page=where.page,
            box=where.box,
            place=where.place,
            sight=cell.sight if cell else None,
        )
        yield from _labelled(line, planned=heading is plan)


def _labelled(line: RawFunding, *, planned: bool) -> Iterator[RawFunding]:
    """A line, or those that its cell prints with labels of their own: 其中：财政拨款120."""
    parts = fused_money(line.amount)
    for label, amount in parts:
        item = (funding_role(label) or UNCLASSIFIED) if planned else UNCLASSIFIED
        yield replace(
            line,
            item=item.removesuffix("_mid_term"),
            label=f"{line.label} {label}",
            amount=amount,
        )
    if not parts:
        yield line


def _no_money(texts: list[Cell], label: Cell, headings: list[Heading]) -> Iterator[Fact]:
    """What stands right of the label of a line under a share, points, or no heading at all."""
    for cell in texts:
        over = next((each for each in headings if overlap(each.cell, cell)), None)
        if cell.col <= label.col or (over and over.role != "share"):
            continue
        fact = fact_at("share" if over else None, label, cell)
        yield replace(fact, label=f"{fact.label} {over.label}") if over else fact


def side_total(text: str) -> str | None:
    """The item of a side of the money printed with its sum at once: 收入预算 | 3864.27."""
    return _SIDE_TOTALS.get(role_of("money_sides", text) or "")


def item_of(rows: Rows, row: int, label: Cell) -> str:
    """The item of a money line by its label; a block is its sum, 合计 that of the side it is on."""
    role = funding_role(label.text)
    if role:
        return role.removesuffix("_mid_term")
    if role_of("blocks", label.text) == "funding":
        return "total"
    if role_of("aside", label.text) != "total":
        return UNCLASSIFIED
    for at in range(row, -1, -1):
        for cell in rows.texts(at):
            side = role_of("money_sides", cell.text)
            if side and cell.col < label.col and not overlap(cell, label):
                return _SIDE_TOTALS[side]
    return "total"

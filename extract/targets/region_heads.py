"""The headings of a table of regions: which column names them, and what each other column holds.

地区 | 资金（万元） | 产出指标 over 改造户数（户）: a row below is a district or an office.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.model import Cell
from extract.tables.grid_rows import Rows, overlap, under
from extract.targets.lost_cells import Whole
from extract.targets.shapes import amount_shaped, only_money_unit, value_shaped
from extract.words.composed_labels import words_of
from extract.words.labels import (
    DATED,
    FURTHER_COLUMNS,
    column_role,
    goal_role,
    is_level,
    level_of,
    role_of,
    section,
    sums_all,
)
from extract.words.money_labels import money_column, speaks_of_money
from extract.words.text import key, split_bracket
from extract.words.titles import year_in

_TOP = 6
"""Rows of a table in which its headings are looked for."""
_DEPTH = 5
"""Rows of headings at the most: two levels, a name, a unit."""
_FEW = 2
_LONGEST = 40
_HALF = 2
_OFFICES = ("department_name", "implementing_unit", "provincial_department")
_UNIT = 4
"""A longer text below a heading is no unit."""
_VALUES = ("value", "actual", "actual_to_date", "expected", "prior", "score", "weight")
_SHARE = ("率", "%)", "(%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A column right of the regions: its lowest heading, and what the headings above it say.

    `holds` is `indicator`, `told` (indicators in sentences), `money`, `goal`, `actual` (what was
    done of an indicator), `later` (its target of a further year), or `further`.
    """

    cell: Cell
    holds: str
    name: str
    part: str = ""
    """The heading below the name of an indicator: 目标值, 2025年."""
    level1: str = ""
    level2: str = ""
    unit: str | None = None
    above: str = ""
    """The heading over a column of money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionHeads:
    """The headings of a table of regions: the column of names, the others, the first row below."""

    region: Cell
    over: tuple[Cell, ...]
    """Columns of the larger regions left of it: 市（州） | 县（市）."""
    leaves: tuple[Leaf, ...]
    passed: tuple[Cell, ...]
    """Columns of numbers that only count the rows."""
    below: int


def region_heads(whole: Whole, year: int | None) -> RegionHeads | None:
    """The headings of a table of regions; None where a table is none.

    Of the targets of several years those of the form's own, `year`, are its indicators.
    """
    rows = whole.rows
    for row in range(min(_TOP, rows.n_rows)):
        heading = [cell for cell in rows.texts(row) if _names_regions(rows, cell)]
        places = [cell for cell in heading if _is_place(cell)] or heading
        below = _first_below(rows, places[-1]) if places else None
        if below is not None:
            return _heads(whole, places[-1], below, year) if _is_whole(whole, row) else None
    return None


def first_region(rows: Rows) -> int | None:
    """The first row that names a region, below headings of numbers that are no money.

    None where a table has no column of regions, or fewer than two such columns beside it.
    """
    for row in range(min(_TOP, rows.n_rows)):
        place = next((cell for cell in rows.texts(row) if _is_place(cell)), None)
        below = _first_below(rows, place) if place else None
        if place is None or below is None:
            continue
        heads = [c for r in range(row, below) for c in rows.texts(r) if c.col > place.col]
        money = [cell for cell in heads if _of_money(cell.text) or column_role(cell.text) == "note"]
        right = [
            cell
            for cell in rows.texts(below)
            if cell.col > place.col and not any(overlap(cell, head) for head in money)
        ]
        return below if sum(value_shaped(cell.text) for cell in right) >= _FEW else None
    return None


def _is_whole(whole: Whole, first: int) -> bool:
    """Are all rows as wide as the headings, where an export may have left out cells?"""
    if not whole.exported:
        return True
    rows = whole.rows
    widths = {rows.width(row) for row in range(first, rows.n_rows) if len(rows.texts(row)) > 1}
    return len(widths) == 1


def _names_regions(rows: Rows, cell: Cell) -> bool:
    """地区, 县（市、区）, 乡镇名称; 单位 where places or offices stand below it."""
    if _is_place(cell):
        return True
    role = role_of("facts", cell.text) or role_of("list_owners", cell.text)
    if role not in _OFFICES or cell.colspan > 1:
        return False
    below = [c.text for c in rows.below(cell, rows.n_rows) if key(c.text) and not sums_all(c.text)]
    named = sum(key(text).endswith(tuple(section("scopes"))) for text in below)
    return len(below) >= _FEW and named * _HALF >= len(below)


def _is_place(cell: Cell) -> bool:
    kinds = words_of(key(cell.text), section("region_words"))
    return "place" in kinds and kinds[-1] in ("place", "tail")


def _first_below(rows: Rows, region: Cell) -> int | None:
    """The first row that names a region; None where the headings go on for too long."""
    for row in range(region.row + 1, min(region.row + 1 + _DEPTH, rows.n_rows)):
        cell = under(rows, region, row)
        if cell is not None and cell.row == row and key(cell.text) and not _is_unit(cell):
            return row
    return None


def _is_unit(cell: Cell) -> bool:
    """Does a row of headings print the units: 计量单位 | 户 | %?"""
    return column_role(cell.text) == "unit"


def _heads(whole: Whole, region: Cell, below: int, year: int | None) -> RegionHeads | None:
    rows = whole.rows
    leaves: dict[Cell, Leaf] = {}
    left = [c for c in rows.texts_over(region.row) if c.col < region.col]
    over = [cell for cell in left if role_of("facts", cell.text) != "serial_number"]
    if any(not _is_place(cell) for cell in over):
        return None
    columns = range(region.col + region.colspan, rows.n_cols)
    stacks = [stack for col in columns if (stack := list(_stack(whole, region, below, col)))]
    measured = _measured(rows, region, stacks)
    for stack in stacks:
        if stack[-1] not in leaves and len(key(stack[-1].text)) <= _LONGEST:
            leaves[stack[-1]] = _leaf(rows, below, stack, measured=measured)
    found = _parted(tuple(leaves.values()), year)
    of_indicators = [leaf for leaf in found if leaf.holds in ("indicator", "told")]
    if len(of_indicators) < _FEW or any(_of_a_value(leaf.name) for leaf in of_indicators):
        return None
    passed = tuple(cell for cell in left if cell not in over)
    return RegionHeads(region=region, over=tuple(over), leaves=found, passed=passed, below=below)


def _of_a_value(text: str) -> bool:
    """目标值 | 实际完成值, 2023年 | 2024年 below an indicator."""
    return column_role(text) in _VALUES or DATED.match(key(text)) is not None


def _parted(leaves: tuple[Leaf, ...], year: int | None) -> tuple[Leaf, ...]:
    """The columns of each indicator told apart; none where one has several targets alike."""
    named = {(leaf.level1, leaf.level2, leaf.name) for leaf in leaves if leaf.part}
    found: list[Leaf] = []
    for leaf in leaves:
        of_it = (leaf.level1, leaf.level2, leaf.name) in named and leaf.holds == "indicator"
        found.append(replace(leaf, holds=_part_of(leaf, year)) if of_it else leaf)
    for each in named:
        parts = [x for x in found if (x.level1, x.level2, x.name) == each]
        meant = [leaf.holds for leaf in parts].count("indicator")
        if meant != 1 or [leaf.holds for leaf in parts].count("actual") > 1:
            return ()
    return tuple(found)


def _part_of(leaf: Leaf, year: int | None) -> str:
    """What a column below the name of an indicator holds, by its own heading."""
    role, printed = column_role(leaf.part), year_in([leaf.part])
    if printed is not None and year is not None and printed != year:
        return "later" if printed > year else "further"
    if role in ("actual", "actual_to_date"):
        return "actual"
    plain = role in (None, "value")
    return "indicator" if plain and (printed == year or role == "value") else "further"


def _stack(whole: Whole, region: Cell, below: int, col: int) -> Iterator[Cell]:
    """The headings over a column from top to bottom; in an export a level reaches to the right."""
    own = [whole.rows.at(row, col) for row in range(region.row, below)]
    last = max((n for n, cell in enumerate(own) if cell and key(cell.text)), default=-1)
    before: Cell | None = None
    for n, cell in enumerate(own[: last + 1]):
        if cell is None or not key(cell.text):
            cell = _to_the_left(whole, region, region.row + n, col)  # noqa: PLW2901
        if cell is not None and cell is not before:
            yield cell
            before = cell


def _to_the_left(whole: Whole, region: Cell, row: int, col: int) -> Cell | None:
    if not whole.exported:
        return None
    left = [cell for cell in whole.rows.texts(row) if region.col < cell.col < col]
    return left[-1] if left and is_level(left[-1].text) else None


def _measured(rows: Rows, region: Cell, stacks: list[list[Cell]]) -> bool:
    """Does the last row of headings print units: 计量单位 | 户 | %, or one under each heading?"""
    last = max((stack[-1].row for stack in stacks), default=region.row)
    beside = under(rows, region, last)
    if beside is not None and beside is not region and _is_unit(beside):
        return True
    lowest = [stack[-2:] for stack in stacks if stack[-1].row == last and len(stack) > 1]
    if not lowest or any(over.colspan > 1 or len(key(c.text)) > _UNIT for over, c in lowest):
        return False
    return any("%" in key(c.text) or only_money_unit(c.text) for _, c in lowest)


def _leaf(rows: Rows, below: int, stack: list[Cell], *, measured: bool) -> Leaf:
    """What a column holds, by its headings first, then by what stands below."""
    unit = stack[-1].text if measured and len(stack) > 1 else None
    stack = stack[:-1] if unit else stack
    cell, part = stack[-1], ""
    if len(stack) > 1 and _of_a_value(cell.text) and not _is_over(stack[-2].text):
        part, stack = cell.text, stack[:-1]
    level1, level2 = _levels([cell.text for cell in stack[:-1]])
    name = stack[-1]
    if _names_level(name.text) and unit is None:
        level1, level2 = _levels([cell.text for cell in stack])
        return Leaf(cell=cell, holds="told", name=name.text, level1=level1, level2=level2)
    holds = "indicator"
    if not (level1 or level2):
        holds = _unlevelled(rows, below, stack)
    above = "".join(cell.text for cell in stack[:-1]) if holds == "money" else ""
    return Leaf(
        cell=cell,
        holds=holds,
        name=name.text,
        part=part,
        level1=level1,
        level2=level2,
        unit=unit,
        above=above,
    )


def _is_over(text: str) -> bool:
    """Does a heading group columns, and name none of their indicators?"""
    return _names_level(text) or _of_money(text)


def _names_level(text: str) -> bool:
    """The name of a level; 绩效目标, one in frameworks of evaluation, heads all of them here."""
    return is_level(text) and goal_role(text) is None


def _levels(texts: list[str]) -> tuple[str, str]:
    named = [text for text in texts if _names_level(text)]
    if len(named) > 1:
        return named[0], named[1]
    if not named:
        return "", ""
    return ("", named[0]) if level_of(named[0]) == "level2" else (named[0], "")


def _unlevelled(rows: Rows, below: int, stack: list[Cell]) -> str:
    """What a column holds that stands under no level."""
    name = stack[-1].text
    if column_role(name) in FURTHER_COLUMNS:
        return "further"
    own = (c for c in rows.below(stack[-1], rows.n_rows) if c.row >= below and key(c.text))
    cells = [cell for cell in own if cell.colspan <= stack[-1].colspan]
    speaks = any(_of_money(cell.text) for cell in stack) and not key(name).endswith(_SHARE)
    if speaks and all(amount_shaped(cell.text) for cell in cells):
        return "money"
    if goal_role(name):
        return "goal"
    valued = sum(value_shaped(cell.text) for cell in cells) * _HALF >= len(cells) > 0
    return "indicator" if valued and role_of("facts", name) is None else "further"


def _of_money(text: str) -> bool:
    stem = split_bracket(key(text))[0]
    return bool(money_column(text) or role_of("list_money", stem) or speaks_of_money(text))

"""A printed row of indicators: its texts by their columns, and the doubts that it raises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extract.model import Cell, Code, FurtherCell, Issue, RawIndicator, Sight, worst
from extract.targets.realigned_row import Cells
from extract.targets.several_in_a_row import is_several
from extract.targets.value_columns import ColumnSet
from extract.words.heads import LEVELS
from extract.words.text import key

_NOT_SHOWN = regex.compile(
    r"#{2,}|#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|[+-]?\d(?:\.\d+)?E\+\d+", flags=regex.I
)
"""What a spreadsheet prints where a column is too narrow for a value, or where there is none."""


_SEEN = ("value", "operator", "unit")
"""The cells that make a target."""
_BESIDE = {"weight": "weight", "actual": "actual", "actual_to_date": "actual", "score": "score"}
"""Numbers that stand beside it: role of their cell → field."""


def printed(texts: list[Cell]) -> str:
    """The texts of a row, for a person who looks for it."""
    return " | ".join(cell.text for cell in texts)


def text_of(cells: Cells, role: str) -> str:
    """The text of a role's cell; empty without one."""
    cell = cells.get(role)
    return cell.text if cell else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a row beside its own texts: the levels that it stands under, its columns."""

    level1: str
    level2: str
    columns: ColumnSet
    page: int | None
    moved: bool
    """Were its cells put back?"""


def raw_indicator(
    cells: Cells, standing: Standing, further: tuple[FurtherCell, ...]
) -> RawIndicator:
    """The texts of a row by their columns; None where the form has no such column."""
    value = cells.get("value")
    texts = {role: cell.text if cell else "" for role, cell in cells.items()}
    seen = any(cell and cell.sight for cell in cells.values())  # of a picture alone
    return RawIndicator(
        level1=standing.level1,
        level2=standing.level2,
        horizon=standing.columns.horizon,
        scope=standing.columns.scope,
        realigned=standing.moved,
        further=further,
        name=texts["name"],
        value=texts["value"],
        page=value.page if value else standing.page,
        box=value.box if value else None,
        place=value.place if value else None,
        sight=_sight(cells) if seen else None,
        operator=texts.get("operator"),
        unit=texts.get("unit"),
        type=texts.get("type"),
        direction=texts.get("direction"),
        weight=texts.get("weight"),
        actual=texts.get("actual", texts.get("actual_to_date")),
        score=texts.get("score"),
        doubtful=_doubtful(cells) if seen else (),
    )


def _doubtful(cells: Cells) -> tuple[str, ...]:
    """The numbers beside a target that were seen in doubt."""
    return tuple(dict.fromkeys(to for role, to in _BESIDE.items() if _is_doubtful(cells.get(role))))


def _is_doubtful(cell: Cell | None) -> bool:
    return cell is not None and cell.sight is not None and cell.sight.doubtful


def _sight(cells: Cells) -> Sight | None:
    """How well a target was seen, and whether a level of it had to be mended.

    Of a row that prints none its name tells: what is left of a rule looks like a row of its own.
    """
    sight = worst(cell.sight for role in _SEEN if (cell := cells.get(role)))
    if sight is None and (name := cells.get("name")):
        sight = name.sight
    levels = [cell.sight for role in LEVELS if (cell := cells.get(role))]
    if sight and any(each and each.mended for each in levels):
        return replace(sight, mended=True)
    return sight


def doubts(indicator: RawIndicator, column_set: ColumnSet) -> Iterator[Issue]:
    """What an indicator lacks, and whether its cells were put back."""
    row = " | ".join((indicator.level1, indicator.level2, indicator.name, indicator.value))
    page = indicator.page
    if indicator.realigned:
        yield Issue(code=Code.ROW_REALIGNED, text=row, page=page)
    levels = {"level1": indicator.level1, "level2": indicator.level2}
    asked = [role for role in LEVELS if role in column_set.roles]
    one = len(asked) == 1 and any(levels.values())  # one column prints the names of both levels
    if not one and any(not levels[role] for role in asked):
        yield Issue(code=Code.LEVEL_MISSING, text=row, page=page)
    if not key(indicator.name):
        yield Issue(code=Code.NAME_MISSING, text=row, page=page)
    if not key(indicator.value):
        yield Issue(code=Code.VALUE_MISSING, text=row, page=page)
    if is_several(indicator.name, indicator.value):
        yield Issue(code=Code.CELL_UNREAD, text=row, page=page)
    if _NOT_SHOWN.fullmatch(indicator.value.strip()):
        yield Issue(code=Code.CELL_UNREAD, text=row, page=page)

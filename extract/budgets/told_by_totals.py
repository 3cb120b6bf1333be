"""What heads leave open of a block and the labels of its totals tell: its side, its measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from extract.budgets.blocks import SIDED, Block
from extract.budgets.words import head_key, measures
from extract.model import BudgetKind, Measure, RawBudgetLine, Side

T = TypeVar("T")
_OF_BASIC = {Measure.PERSONNEL, Measure.PUBLIC}
_SIDES = ((Side.INCOME, "收入"), (Side.EXPENDITURE, "支出"))


def told_by_totals(
    lines: Iterable[RawBudgetLine],
    blocks: Sequence[Block],
    totals: Mapping[int, set[str]],
    kind: BudgetKind,
) -> list[RawBudgetLine]:
    """Lines of a table of a kind with what only the totals of their blocks name.

    `totals` has the labels of each block's totals: 收入总计 makes its block that of income where
    no head does, 人员经费合计 its amounts of basic expenditure those of personnel.
    """
    found = {col: number for number, block in enumerate(blocks) for col in block.numbers}
    sides = {n: _only(map(_side, totals.get(n, ()))) for n in range(len(blocks))}
    counted = {n: _only(map(_measure, totals.get(n, ()))) for n in range(len(blocks))}
    several = len(blocks) > 1
    told = []
    for line in lines:
        block = found.get(line.col, -1)
        if several and kind in SIDED and line.side is None:
            told.append(replace(line, side=sides.get(block)))
        elif several and kind is BudgetKind.GENERAL_BASIC and line.measure is Measure.TOTAL:
            told.append(replace(line, measure=counted.get(block) or Measure.TOTAL))
        else:
            told.append(line)
    return told


def _only(found: Iterable[T | None]) -> T | None:
    """The one thing that all tell which tell any; None where they differ."""
    told = {each for each in found if each is not None}
    return told.pop() if len(told) == 1 else None


def _side(label: str) -> Side | None:
    named = [side for side, word in _SIDES if word in head_key(label)]
    return named[0] if len(named) == 1 else None


def _measure(label: str) -> Measure | None:
    measure = measures().get(head_key(label))
    return measure if measure in _OF_BASIC else None

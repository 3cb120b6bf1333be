"""The blocks of a table: columns of labels with the columns of amounts at their right."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.budgets.columns import Leaf
from extract.budgets.measure import Counted, classification_of, counted, side_of
from extract.budgets.roles import LABELS, Role
from extract.model import BudgetKind, Classification, Side


@dataclass(slots=True)
class Block:
    """Columns of labels, and the amounts that they label; `cols` are the numbers of these."""

    labels: list[Leaf] = field(default_factory=list)
    amounts: list[Leaf] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    counts: list[Counted] = field(default_factory=list)
    side: Side | None = None
    classification: Classification | None = None


_NAMES = (Role.NAME, Role.PROJECT, Role.BODY)
SIDED = (BudgetKind.INCOME_EXPENDITURE, BudgetKind.FISCAL_INCOME_EXPENDITURE)
"""Kinds whose blocks are income and expenditure."""


def blocks_of(leaves: tuple[Leaf, ...], kind: BudgetKind, year: int | None) -> list[Block]:
    """The blocks of a table of a kind from left to right; `year` is the table's."""
    blocks = [Block()]
    for number, leaf in enumerate(leaves, 1):
        if leaf.role in LABELS and blocks[-1].amounts:
            blocks.append(Block())
        beside = leaf.role in {Role.ASIDE, Role.ORDINAL} and not blocks[-1].amounts
        if leaf.role in LABELS or beside:
            blocks[-1].labels.append(leaf)
        elif leaf.role is Role.AMOUNT:
            blocks[-1].amounts.append(leaf)
            blocks[-1].numbers.append(number)
    for block in blocks:
        _name(block)
        if kind in SIDED:
            block.side = side_of([*block.labels, *block.amounts])
        block.classification = classification_of(block.labels)
        block.counts = [counted(leaf, kind, block.side, year) for leaf in block.amounts]
    return [block for block in blocks if block.amounts]


def _name(block: Block) -> None:
    """Where no head is known for names, the first column of texts whose head is not holds them."""
    if any(leaf.role in _NAMES for leaf in block.labels):
        return
    for n, leaf in enumerate(block.labels):
        if leaf.role is Role.ASIDE and not leaf.known:
            block.labels[n] = replace(leaf, role=Role.NAME)
            return

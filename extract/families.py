"""The families of tables: what each is told by, which grids are its own, what they become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol

from extract.budgets.family import BUDGETS
from extract.model import Grid, Outcome
from extract.tables.grid_rows import forget_places
from extract.targets.family import TARGETS
from extract.words.gate import Gate, together


class Family(Protocol):
    """Tables of one kind, as publications print them."""

    name: str

    @property
    def gate(self) -> Gate:
        """The words by which its pages and tables are told before they are read."""

    def read(self, grids: Sequence[Grid]) -> Outcome:
        """What grids, in printed order, become once their pieces are put together; never raises.

        Those that are not its own are left to the next family.
        """


FAMILIES: tuple[Family, ...] = (BUDGETS, TARGETS)
"""In the order in which they are tried: a budget table is told for certain, a form by its look."""


def outcomes(grids: Sequence[Grid]) -> list[Outcome]:
    """What each family makes of grids in printed order, the next one of those that it leaves."""
    found = []
    for family in FAMILIES:
        outcome = family.read(grids)
        grids = outcome.left
        found.append(replace(outcome, left=()))
    forget_places()
    return found


@cache
def gate() -> Gate:
    """The gate that readers get: it lets through what one of the families may read."""
    return together(family.gate for family in FAMILIES)

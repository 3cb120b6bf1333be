"""The families of tables: what each is told by, where its tables go on, what they become."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from extract.model import Grid, Outcome
from extract.tables.stitching import OpenTable
from extract.targets.family import TARGETS
from extract.words.gate import Gate, together


class Family(Protocol):
    """Tables of one kind, as publications print them."""

    name: str

    @property
    def gate(self) -> Gate:
        """The words by which its pages and tables are told before they are read."""

    def opened(self) -> OpenTable:
        """A table of the family that waits for its pieces, and tells them from others."""

    def read(self, tables: Sequence[Grid]) -> Outcome:
        """What whole tables, in printed order, become. Never raises."""


FAMILIES: tuple[Family, ...] = (TARGETS,)


@cache
def gate() -> Gate:
    """The gate that readers get: it lets through what one of the families may read."""
    return together(family.gate for family in FAMILIES)

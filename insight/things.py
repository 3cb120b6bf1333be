"""Things of two years that may be one, and what is the same of them: the ground of every match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from insight.names import core, meaning
from normalize.records.panel import Match
from reconcile.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A project, or a department, of one year: its name, its code, and what marks it as itself.

    `marks` are the indicators of a project, the projects of a department, those left out that any
    of them might have.
    """

    id: str
    name: str
    place: str = ""
    code: str | None = None
    unit: str | None = None
    marks: frozenset[str] = frozenset()
    folded: str = field(init=False)
    core: str = field(init=False)
    meaning: str = field(init=False)

    def __post_init__(self) -> None:
        """The name as it is compared."""
        object.__setattr__(self, "folded", fold(self.name))
        object.__setattr__(self, "core", core(self.name, self.place))
        object.__setattr__(self, "meaning", meaning(self.core))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two things held to be one, or one a part of the other, and why."""

    before: str
    after: str
    match: Match
    score: float
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """The things of two years, and the marks that only one of a side has."""

    before: Sequence[Thing]
    after: Sequence[Thing]
    own: dict[str, frozenset[str]]
    """Thing → its marks that no other thing of its side has; ids of both sides are different."""

    @classmethod
    def of(cls, before: Sequence[Thing], after: Sequence[Thing]) -> Sides:
        """The sides, with the own marks of every thing."""
        own: dict[str, frozenset[str]] = {}
        for side in (before, after):
            often = Counter(mark for thing in side for mark in thing.marks)
            for thing in side:
                own[thing.id] = frozenset(mark for mark in thing.marks if often[mark] == 1)
        return cls(before, after, own)

    def shared(self, one: Thing, other: Thing) -> int:
        """How many own marks two things of the two sides have in common."""
        return len(self.own[one.id] & self.own[other.id])

    def overlap(self, one: Thing, other: Thing) -> float:
        """How much of the own marks of both is common, Dice's coefficient."""
        whole = len(self.own[one.id]) + len(self.own[other.id])
        return 2 * self.shared(one, other) / whole if whole else 0.0

    def held(self, part: Thing, whole: Thing) -> float:
        """The share of a part's own marks that another thing has among all of its marks."""
        own = self.own[part.id]
        return len(own & whole.marks) / len(own) if own else 0.0


def unique(things: Iterable[Thing], by: str) -> dict[str, Thing]:
    """Things by an attribute, those of which no other has the same; empty ones left out."""
    found: dict[str, Thing] = {}
    twice: set[str] = set()
    for thing in things:
        value = getattr(thing, by)
        if value:
            if value in found:
                twice.add(value)
            found[value] = thing
    return {value: thing for value, thing in found.items() if value not in twice}

"""Which indicators of two years' forms are one: by name, by a near name with its score."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from insight.names import are_apart, indicator_key, likeness
from insight.reading import Row
from normalize.records.panel import Match
from reconcile.words import fold

_NEAR, _MARGIN = 0.7, 0.1
_MANY = 400
"""Rows of one family beyond which near names are not looked for: everything with everything."""


class Pair(NamedTuple):
    """A target of one year and what it is in the next; one side may be empty."""

    before: Row | None
    after: Row | None
    match: Match | None = None
    score: float | None = None
    evidence: str | None = None


def pairs_of(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Pair]:
    """The targets of both sides, each once: matched in the order of the later year, then gone."""
    found: dict[str, Pair] = {}
    used: set[str] = set()

    def keep(pair: Pair) -> None:
        if pair.before and pair.after:
            found[pair.after.indicator_id] = pair
            used.add(pair.before.indicator_id)

    steps = (_by(_printed), _by(_exact), _by(_numberless), _near)
    for step in steps:
        left = [row for row in before if row.indicator_id not in used]
        come = [row for row in after if row.indicator_id not in found]
        for pair in step(left, come):
            keep(pair)
    twice = Counter(_exact(row) for row in before)
    for row in after:
        several = twice[_exact(row)] > 1 and row.indicator_id not in found
        evidence = "the name stands more than once" if several else None
        yield found.get(row.indicator_id) or Pair(None, row, evidence=evidence)
    for row in before:
        if row.indicator_id not in used:
            yield Pair(row, None)


def _exact(row: Row) -> Hashable:
    return fold(row.name), row.horizon, row.scope_text


def _printed(row: Row) -> Hashable:
    """Name and value: tells rows of one name apart where their targets stayed."""
    return *(fold(row.name), row.horizon, row.scope_text), fold(row.text)


def _numberless(row: Row) -> Hashable:
    return indicator_key(row.name), row.level1, row.horizon, row.scope_text


_Step = Callable[[Sequence[Row], Sequence[Row]], Iterator[Pair]]


def _by(key: Callable[[Row], Hashable]) -> _Step:
    """A step that pairs what is alone on both sides under a key."""

    def paired(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Pair]:
        sides: dict[Hashable, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
        for at, rows in enumerate((before, after)):
            for row in rows:
                sides[key(row)][at].append(row)
        for old, new in sides.values():
            if len(old) == len(new) == 1 and indicator_key(new[0].name):
                yield _pair(old[0], new[0])

    return paired


def _pair(old: Row, new: Row) -> Pair:
    first, second = fold(old.name), fold(new.name)
    if first == second:
        return Pair(old, new, Match.NAME, 1.0)
    score = likeness(first, second)
    same = indicator_key(first) == indicator_key(second)
    why = "the same name but for its numbers" if same else f"names {score:.2f} alike"
    return Pair(old, new, Match.NEAR_NAME, round(score, 2), why)


def _near(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Pair]:
    """Near names at one level with one unit, the best of each other, far before the next."""
    if len(before) * len(after) > _MANY * _MANY:
        return
    scores = {
        (a, b): score
        for a, old in enumerate(before)
        for b, new in enumerate(after)
        if (score := _likely(old, new)) >= _NEAR
    }
    of_before, of_after = defaultdict(list), defaultdict(list)
    for (a, b), score in scores.items():
        of_before[a].append(score)
        of_after[b].append(score)
    for (a, b), score in scores.items():
        rivals = sorted(of_before[a])[:-1] + sorted(of_after[b])[:-1]
        if score == max(*of_before[a], *of_after[b]) and all(score - r >= _MARGIN for r in rivals):
            yield _pair(before[a], after[b])


def _likely(old: Row, new: Row) -> float:
    alike = (old.level1, old.horizon, old.scope_text) == (new.level1, new.horizon, new.scope_text)
    if not alike or old.unit != new.unit or old.kind != new.kind:
        return 0.0
    one, other = indicator_key(old.name), indicator_key(new.name)
    score = likeness(one, other)
    return 0.0 if score < _NEAR or are_apart(one, other) else score

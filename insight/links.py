"""Which things of two years are one: by code, by name, by a near name with its evidence.

Nothing is guessed: a near name is a match only where its indicators (of a department: its projects)
speak for it, where no other thing comes near, and where the names do not say themselves that they
are two things. What is left is new or dropped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from insight.names import are_apart, likeness, within
from insight.things import Link, Sides, Thing, unique
from normalize.records.panel import Match

_MARGIN = 0.1
"""How far the best candidate must stand before the next: nearer ones prove nothing."""
_LONG_CODE = 6
"""Characters from which a code is one of a register; shorter ones count lines, and need a name."""

_COVERED = 0.7
"""The share of a whole's marks that its parts must come to, where none is proven by itself."""


def links(before: Sequence[Thing], after: Sequence[Thing]) -> list[Link]:
    """The links between the things of two years, each thing in as many as it has parts."""
    sides = Sides.of(before, after)
    found: list[Link] = []
    for step in (_same_code, _same_name, _same_core, _near, _parts):
        found += step(sides, found)
    return found


def _free(sides: Sides, found: Sequence[Link]) -> tuple[list[Thing], list[Thing]]:
    gone, come = {link.before for link in found}, {link.after for link in found}
    return (
        [thing for thing in sides.before if thing.id not in gone],
        [thing for thing in sides.after if thing.id not in come],
    )


def _same_code(sides: Sides, found: Sequence[Link]) -> Iterator[Link]:
    before, after = _free(sides, found)
    old, new = unique(before, "code"), unique(after, "code")
    for code, thing in old.items():
        other = new.get(code)
        if other is None:
            continue
        like = likeness(thing.meaning, other.meaning)
        if len(code) >= _LONG_CODE or like >= 0.5:
            evidence = None if thing.folded == other.folded else f"code {code}, names {like:.2f}"
            yield Link(
                before=thing.id, after=other.id, match=Match.CODE, score=1.0, evidence=evidence
            )


def _same_name(sides: Sides, found: Sequence[Link]) -> Iterator[Link]:
    """The same name; of a name printed twice in a year, the one of the same unit."""
    before, after = _free(sides, found)
    by_name: dict[str, tuple[list[Thing], list[Thing]]] = defaultdict(lambda: ([], []))
    for at, side in enumerate((before, after)):
        for thing in side:
            by_name[thing.folded][at].append(thing)
    for name, (old, new) in by_name.items():
        if not name or not old or not new:
            continue
        if len(old) == len(new) == 1:
            pairs = [(old[0], new[0])]
        else:
            units = unique(new, "unit")
            pairs = [(a, units[u]) for u, a in unique(old, "unit").items() if u in units]
        for a, b in pairs:
            yield Link(before=a.id, after=b.id, match=Match.NAME, score=1.0)


def _same_core(sides: Sides, found: Sequence[Link]) -> Iterator[Link]:
    """Names that differ by a year, a region or a word such as 经费 only."""
    before, after = _free(sides, found)
    often = [Counter(thing.core for thing in side) for side in (sides.before, sides.after)]
    new = unique(after, "core")
    for value, thing in unique(before, "core").items():
        other = new.get(value)
        if other is not None and often[0][value] == often[1][value] == 1 and len(value) > 1:
            yield _linked(sides, thing, other, f"both are {value} without generic words")


def _near(sides: Sides, found: Sequence[Link]) -> Iterator[Link]:
    """Near names that their marks speak for: the best of each other, far before the next."""
    before, after = _free(sides, found)
    scores = {
        (a.id, b.id): score for a in before for b in after if (score := _likely(sides, a, b)) > 0
    }
    ranked_a, ranked_b = defaultdict(list), defaultdict(list)
    for (a, b), score in scores.items():
        ranked_a[a].append(score)
        ranked_b[b].append(score)
    things = {thing.id: thing for thing in (*before, *after)}
    for (a, b), score in scores.items():
        if all(_leads(score, ranked) for ranked in (ranked_a[a], ranked_b[b])):
            yield _linked(sides, things[a], things[b])


def _leads(score: float, ranked: Sequence[float]) -> bool:
    others = sorted(ranked, reverse=True)
    return others[0] == score and (len(others) == 1 or score - others[1] >= _MARGIN)


def _likely(sides: Sides, one: Thing, other: Thing) -> float:
    """How likely two things are one; 0 where names or marks do not carry it.

    The less the names have in common, the more must the marks.
    """
    like, overlap = likeness(one.meaning, other.meaning), sides.overlap(one, other)
    shared = sides.shared(one, other)
    same_unit = bool(one.unit) and one.unit == other.unit
    carried = (
        (like >= 0.75 and overlap >= 0.3)
        or (like >= 0.4 and overlap >= 0.5 and shared >= 2)
        or (overlap >= 0.7 and shared >= 3 and same_unit)
        or (overlap >= 0.6 and shared >= 6)
        or (overlap >= 0.3 and bool(one.code) and one.code == other.code)
    )
    if not carried or are_apart(one.core, other.core):
        return 0.0
    return (like + overlap) / 2


def _parts(sides: Sides, found: Sequence[Link]) -> Iterator[Link]:
    """What was merged into another thing, and what was split off from one.

    A part's own marks go on in the whole. Of one part and one whole that are both alone nothing is
    said: that would be a new name, which `_near` did not find proven.
    """
    before, after = _free(sides, found)
    things = {thing.id: thing for thing in (*sides.before, *sides.after)}
    partners = {link.after: things[link.before] for link in found}
    partners |= {link.before: things[link.after] for link in found}
    pairs: dict[tuple[str, str], tuple[Thing, Thing]] = {}
    for whole, parts in _wholes(sides, before, sides.after):
        for part in _proven(sides, whole, parts, partners.get(whole.id)):
            pairs[part.id, whole.id] = (part, whole)
    for whole, parts in _wholes(sides, after, sides.before):
        for part in _proven(sides, whole, parts, partners.get(whole.id)):
            pairs[whole.id, part.id] = (whole, part)
    for one, other in pairs.values():
        yield _linked(sides, one, other)


def _proven(
    sides: Sides, whole: Thing, parts: Sequence[Thing], partner: Thing | None
) -> Sequence[Thing]:
    """The parts of a whole that are proven: each by itself, or all of them by covering it.

    `partner` is what the whole is held to be already: it covers its share.
    """
    covered = frozenset().union(*(sides.own[part.id] for part in parts))
    if partner is not None:
        covered |= partner.marks
    several = len(parts) + (partner is not None) > 1
    if several and len(covered & whole.marks) >= _COVERED * len(whole.marks):
        return parts
    each = [part for part in parts if _is_part(sides, part, whole)]
    return each if len(each) > 1 or partner is not None else ()


def _wholes(
    sides: Sides, parts: Sequence[Thing], wholes: Sequence[Thing]
) -> Iterable[tuple[Thing, list[Thing]]]:
    """Wholes with the parts that went into each, a part into the one that holds most of it."""
    found: dict[str, tuple[Thing, list[Thing]]] = {}
    for part in parts:
        held = sorted(
            ((sides.held(part, whole), whole) for whole in wholes if _may_hold(sides, part, whole)),
            key=lambda each: -each[0],
        )
        if held and (len(held) == 1 or held[0][0] - held[1][0] >= _MARGIN):
            whole = held[0][1]
            found.setdefault(whole.id, (whole, []))[1].append(part)
    return found.values()


def _may_hold(sides: Sides, part: Thing, whole: Thing) -> bool:
    """Whether most of what marks a part goes on in the whole."""
    shared = len(sides.own[part.id] & whole.marks)
    carried = sides.held(part, whole) >= 0.5 and shared >= 2
    return carried and not are_apart(part.core, whole.core)


def _is_part(sides: Sides, part: Thing, whole: Thing) -> bool:
    """Whether a part is one by itself, whatever the others are."""
    held, shared = sides.held(part, whole), len(sides.own[part.id] & whole.marks)
    named = within(part.meaning, whole.meaning)
    same_unit = bool(part.unit) and part.unit == whole.unit
    return (
        (held >= 0.6 and shared >= 3)
        or (held >= 0.5 and shared >= 2 and named >= 0.4)
        or (held >= 0.6 and shared >= 2 and named > 0 and same_unit)
    )


def _linked(sides: Sides, one: Thing, other: Thing, why: str | None = None) -> Link:
    """A link of near names; its score and its evidence are of the same figures."""
    like, overlap = likeness(one.meaning, other.meaning), sides.overlap(one, other)
    shared = len(one.marks & other.marks)
    told = [why or f"names {like:.2f} alike"]
    told.append(f"{shared} of {min(len(one.marks), len(other.marks))} own parts in common")
    if one.unit and one.unit == other.unit:
        told.append("same unit")
    return Link(
        before=one.id,
        after=other.id,
        match=Match.NEAR_NAME,
        score=round(max((like + overlap) / 2, like if why else 0.0), 2),
        evidence=", ".join(told),
    )

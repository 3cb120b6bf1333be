"""Which departments of two years are one: by name, by code, by a near name and their projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from insight.bodies import Body, Key
from insight.links import links
from insight.reading import RowsByForm
from insight.things import Link, Thing
from normalize.records.panel import Match, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """The departments of two published years that belong together; one side may be empty."""

    before: tuple[Body, ...]
    after: tuple[Body, ...]
    year_before: int
    year: int
    relation: Relation
    link: Link | None = None


def successions(years: Mapping[int, Mapping[Key, Body]], rows: RowsByForm) -> Iterator[Succession]:
    """Every department with what it was in the year that it published before, years in order."""
    order = sorted(years)
    last: dict[Key, int] = {}
    for at, year in enumerate(order):
        later = {key for after in order[at:] for key in years[after]}
        previous = order[at - 1] if at else None
        same = sorted(  # those compared with one year together: each year is read once
            (key for key in years[year] if key in last), key=lambda key: -last[key]
        )
        new = [key for key in years[year] if key not in last]
        gone = [key for key in years[previous] if key not in later] if previous is not None else []
        parted = list(_moved(years, rows, (previous, year), gone, new, same)) if previous else []
        moved = {body.key for each in parted for body in each.after}
        for key in same:
            if key not in moved:
                before = years[last[key]][key]
                link = Link(before=key[0], after=key[0], match=Match.NAME, score=1.0)
                yield Succession(
                    before=(before,), after=(years[year][key],), year_before=last[key],
                    year=year, relation=Relation.SAME, link=link,
                )  # fmt: skip
        yield from parted
        last |= dict.fromkeys(years[year], year)


def _moved(  # noqa: PLR0913, PLR0917 -- the departments of two years, by what is known of them
    years: Mapping[int, Mapping[Key, Body]],
    rows: RowsByForm,
    both: tuple[int, int],
    gone: Sequence[Key],
    new: Sequence[Key],
    same: Sequence[Key],
) -> Iterator[Succession]:
    """Departments renamed, merged and split; those new and gone without a trace."""
    previous, year = both
    old = [years[previous][key] for key in (*gone, *(k for k in same if k in years[previous]))]
    now = [years[year][key] for key in (*new, *same)]
    found = _links(old, now, rows, {*gone, *new})
    for before, after, link in _families(old, now, found):
        if len(before) == len(after) == 1 and before[0].key == after[0].key:
            continue
        yield Succession(
            before=before, after=after, year_before=previous, year=year,
            relation=relation(len(before), len(after), renamed=True), link=link,
        )  # fmt: skip
    linked = {each.before for each in found} | {each.after for each in found}
    for body in (years[previous][key] for key in gone):
        if _id(body) not in linked:
            yield Succession(before=(body,), after=(), year_before=previous, year=year,
                             relation=Relation.DROPPED)  # fmt: skip
    for body in (years[year][key] for key in new):
        if _id(body) not in linked:
            yield Succession(before=(), after=(body,), year_before=previous, year=year,
                             relation=Relation.NEW)  # fmt: skip


def _links(
    old: Sequence[Body], now: Sequence[Body], rows: RowsByForm, moved: set[Key]
) -> list[Link]:
    """Links within a region and publisher: what bears another's name is another's.

    Where all names speak of one region, those without any are of it.
    """
    places = {body.place for body in (*old, *now)} - {""}
    only = next(iter(places)) if len(places) == 1 else ""
    parts: dict[tuple[str, str], tuple[list[Body], list[Body]]] = defaultdict(lambda: ([], []))
    for at, side in enumerate((old, now)):
        for body in side:
            parts[body.place or only, body.key[1]][at].append(body)
    found: list[Link] = []
    for before, after in parts.values():
        if any(body.key in moved for body in (*before, *after)):
            found += links(
                [_thing(body, rows) for body in before], [_thing(body, rows) for body in after]
            )
    return found


def _id(body: Body) -> str:
    return f"{body.year} {body.key[0]} {body.key[1]}"


def _thing(body: Body, rows: RowsByForm) -> Thing:
    code = next(iter(body.codes)) if len(body.codes) == 1 else None
    return Thing(
        id=_id(body),
        name=body.key[0].removeprefix(body.place),
        code=code,
        marks=body.marks(rows),
    )


def relation(before: int, after: int, *, renamed: bool) -> Relation:
    """What became of things, by how many there were and are.

    >>> relation(2, 1, renamed=True).value, relation(1, 1, renamed=False).value
    ('merged', 'same')
    """
    if before == after == 1:
        return Relation.RENAMED if renamed else Relation.SAME
    if before == 1:
        return Relation.SPLIT
    return Relation.MERGED if after == 1 else Relation.REGROUPED


def _families(
    old: Sequence[Body], now: Sequence[Body], found: Sequence[Link]
) -> Iterator[tuple[tuple[Body, ...], tuple[Body, ...], Link]]:
    """Bodies that links hold together, with the weakest of these."""
    bodies = {_id(body): body for body in (*old, *now)}
    for family in families(found):
        ids = {each.before for each in family}, {each.after for each in family}
        weakest = min(family, key=lambda link: link.score)
        before, after = (
            tuple(body for name, body in bodies.items() if name in side) for side in ids
        )
        yield before, after, weakest


def families(found: Sequence[Link]) -> list[list[Link]]:
    """Links that share a thing, together."""
    groups: dict[str, list[Link]] = {}
    for link in found:
        sides = (f"b{link.before}", f"a{link.after}")
        joined = [link]
        for group in {id(groups[each]): groups[each] for each in sides if each in groups}.values():
            joined = group + joined
        for each in joined:
            groups[f"b{each.before}"] = groups[f"a{each.after}"] = joined
    return list({id(group): group for group in groups.values()}.values())

"""Second step: rules → frames, the sets of rules that hang together and form one table each.

Pure geometry. A frame knows its column and row edges and where rules run between them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Protocol

from extract.readers.pdf.page import Rule
from extract.readers.pdf.ruled.rules import SNAP

OVERRUN = 6.0
"""Verticals that run this far past the outermost horizontal tell that a page edge cut it off."""
SHORT = 6.0
"""A joined rule shorter than this is no edge of a cell: tick marks, underscores, leftovers."""

BAND = 32.0
"""The height up to which a row without verticals is looked for."""

_LONG = 60.0
"""A level rule that alone parts two rows is no shorter; marks for cutting paper are."""
_AT = itemgetter(1)


class Prints(Protocol):
    """What is printed where rules were left out."""

    def bounds_a_row(self, upper: Rule, lower: Rule) -> bool:
        """Do two level rules bound a row, by what is printed between them?"""

    def column_begins(self, side: float, end: float, top: float, bottom: float) -> float | None:
        """Where a first column begins that no rule bounds, left of the first upright."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Rules that cross each other. `xs`, `ys`: edges of columns and rows, ascending.

    `flat[j][i]`: a rule runs along ys[j] between xs[i] and xs[i+1]; `upright[i][j]`: one runs along
    xs[i] between ys[j] and ys[j+1]. `open_foot`: between which columns the table was open at its
    foot, where a page edge cut it; text may hang out there.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    flat: tuple[tuple[bool, ...], ...]
    upright: tuple[tuple[bool, ...], ...]
    open_foot: tuple[bool, ...]

    def crossings(self) -> list[tuple[float, float]]:
        """Points where a horizontal and a vertical rule meet, for drawing."""
        return [
            (x, y)
            for i, x in enumerate(self.xs)
            for j, y in enumerate(self.ys)
            if any(self.flat[j][max(i - 1, 0) : i + 1])
            and any(self.upright[i][max(j - 1, 0) : j + 1])
        ]


def frames(rules: list[Rule], prints: Prints | None = None) -> list[Frame]:
    """One frame for each set of rules that hang together, from the top of the page down.

    `prints` tells what stands where rules were left out: rows without uprights that are higher than
    a line or two, a column that no rule bounds.
    """
    found = []
    for group in _with_sides(components([r for r in rules if r.b - r.a >= SHORT], prints)):
        frame = _frame(group, prints)
        if frame is not None:
            found.append(frame)
    return sorted(found, key=lambda f: (f.ys[0], f.xs[0]))


def _with_sides(groups: list[list[Rule]]) -> list[list[Rule]]:
    """Lone uprights go to the table that they run beside from its top to its foot.

    Where a page holds nothing but the middle of a merged cell, no horizontal rule reaches the side
    of its column.
    """
    lone = [g[0] for g in groups if len(g) == 1 and not g[0].flat]
    tables = [g for g in groups if len(g) > 1]
    for side in lone:
        for table in tables:
            uprights = [r for r in table if not r.flat]
            if uprights and (
                abs(min(r.a for r in uprights) - side.a) <= SNAP
                and abs(max(r.b for r in uprights) - side.b) <= SNAP
            ):
                table.append(side)
                break
    return tables


def components(rules: list[Rule], prints: Prints | None = None) -> list[list[Rule]]:
    """Rules that touch, directly or through others."""
    flats = [r for r in rules if r.flat]
    uprights = sorted((r for r in rules if not r.flat), key=_AT)
    at = [u.at for u in uprights]
    reach = [(u.a - SNAP, u.b + SNAP) for u in uprights]
    group = list(range(len(rules)))
    members = [[n] for n in group]

    def tie(i: int, k: int) -> None:
        """Put two rules into one group, with all that hang together with either."""
        one, other = group[i], group[k]
        if one != other:
            if len(members[one]) < len(members[other]):
                one, other = other, one
            for n in members[other]:
                group[n] = one
            members[one] += members[other]

    loose = []
    for i, (_, y, a, b) in enumerate(flats):
        first, end = bisect_left(at, a - SNAP), bisect_right(at, b + SNAP)
        met = [n for n, (top, foot) in enumerate(reach[first:end], first) if top <= y <= foot]
        for n in met:
            if group[i] != group[len(flats) + n]:
                tie(i, len(flats) + n)
        if not met or (at[met[0]] > a + SNAP and at[met[-1]] < b - SNAP):
            loose.append(i)
    for i, k in _bands(flats, uprights, loose, prints):
        tie(i, k)
    groups: dict[int, list[Rule]] = {}
    for n, rule in enumerate(flats + uprights):
        groups.setdefault(group[n], []).append(rule)
    return list(groups.values())


def _bands(
    flats: list[Rule], uprights: list[Rule], loose: list[int], prints: Prints | None
) -> list[tuple[int, int]]:
    """Pairs of rules between which lies a row without any vertical, in a table open at its sides.

    They are equally long, `loose`: no vertical touches their ends, and no more than a line or two
    fits between them, or their print is that of a row: between two tables there is more, or a
    title.
    """
    at = [u.at for u in uprights]

    def crossed(i: int, k: int) -> bool:
        """Does a vertical stand between two rules?"""
        top, bottom = flats[i].at + SNAP, flats[k].at - SNAP
        beside = uprights[bisect_left(at, flats[i].a) : bisect_right(at, flats[i].b)]
        return any(u.a < bottom and u.b > top for u in beside)

    return [
        (i, k)
        for i, k in pairwise(sorted(loose, key=lambda n: flats[n].at))
        if abs(flats[i].a - flats[k].a) <= SNAP
        and abs(flats[i].b - flats[k].b) <= SNAP
        and (
            flats[k].at - flats[i].at <= BAND
            or (
                prints is not None and not crossed(i, k) and prints.bounds_a_row(flats[i], flats[k])
            )
        )
    ]


def _frame(group: list[Rule], prints: Prints | None) -> Frame | None:
    flats = [r for r in group if r.flat]
    uprights = [r for r in group if not r.flat]
    if not flats or not uprights:
        return None
    sides = _open_sides(uprights, flats, prints)
    closing = _closing(flats, uprights, least=1 if sides else 2)
    ends = [rule.at for rule in closing if rule]
    # Where sides and ends are open, the missing corners are there too.
    heights = [*ends, *(f.at for f in flats)]
    uprights += [Rule(False, side.at, min(heights), max(heights)) for side in sides]
    left, right = min(u.at for u in uprights), max(u.at for u in uprights)
    flats += [Rule(True, at, left, right) for at in ends] if sides else filter(None, closing)
    closing_foot = closing[1]
    xs, ys = snapped(uprights), snapped(flats)
    if len(xs) < 2 or len(ys) < 2:
        return None
    flat, upright = _edges(flats, ys, xs), _edges(uprights, xs, ys)
    ruled = [False] * len(flat[-1]) if closing_foot else list(flat[-1])
    _close_ends(flat, upright)
    _close_ends(upright, flat)
    return Frame(
        xs=xs,
        ys=ys,
        flat=tuple(tuple(edge) for edge in flat),
        upright=tuple(tuple(edge) for edge in upright),
        open_foot=tuple(now and not drawn for now, drawn in zip(flat[-1], ruled, strict=True)),
    )


def _open_sides(uprights: list[Rule], flats: list[Rule], prints: Prints | None) -> list[Rule]:
    """The sides that a style left out: where it did on the right, one rule tells it on the left.

    Without a frame not even one does where a merged cell takes the whole first column: its print
    tells it.
    """
    left, right = _closing(uprights, flats, least=1 if _bare(uprights, flats) else 2)
    if right is None or left is not None:
        return [side for side in (left, right) if side]
    left, _ = _closing(uprights, flats, least=1)
    top, foot = _closing(flats, uprights)
    if left is None and prints and top and foot:
        heights = (top.at, foot.at)
        begins = prints.column_begins(min(u.at for u in uprights), right.at, *heights)
        left = None if begins is None else Rule(False, begins, *heights)
    return [side for side in (left, right) if side]


def _bare(uprights: list[Rule], flats: list[Rule]) -> bool:
    """Is one level rule all that parts rows, with uprights on both sides of it: two, no frame?"""
    at = flats[0].at
    one = max(r.at for r in flats) - min(r.at for r in flats) <= SNAP
    long = max(r.b for r in flats) - min(r.a for r in flats) >= _LONG
    above = any(at - u.a > OVERRUN for u in uprights)
    return one and long and above and any(u.b - at > OVERRUN for u in uprights)


def _closing(
    rules: list[Rule], across: list[Rule], least: int = 2
) -> tuple[Rule | None, Rule | None]:
    """The outermost rules that are missing: rules across run on past the last of `rules`.

    At the top and foot a page edge cut them off; at the sides a style left them out. `least` is
    how many must run on to tell it.
    """
    first, last = min(r.at for r in rules), max(r.at for r in rules)
    before = [r for r in across if first - r.a > OVERRUN]
    behind = [r for r in across if r.b - last > OVERRUN]
    flat = rules[0].flat
    return (
        _bridge(flat, min(r.a for r in before), before) if len(before) >= least else None,
        _bridge(flat, max(r.b for r in behind), behind) if len(behind) >= least else None,
    )


def _bridge(flat: bool, at: float, across: list[Rule]) -> Rule:
    return Rule(flat, at, min(r.at for r in across), max(r.at for r in across))


def snapped(rules: list[Rule]) -> tuple[float, ...]:
    """The distinct positions of rules, those within SNAP taken as one."""
    edges: list[list[float]] = []
    for at in sorted(r.at for r in rules):
        if edges and at - edges[-1][0] <= SNAP:
            edges[-1].append(at)
        else:
            edges.append([at])
    return tuple(sum(edge) / len(edge) for edge in edges)


def _edges(
    rules: list[Rule], edges: tuple[float, ...], stops: tuple[float, ...]
) -> list[list[bool]]:
    """For each edge, between each two stops: does a rule run there? A rule lies on one edge."""
    drawn = [[False] * (len(stops) - 1) for _ in edges]
    halves = [(a + b) / 2 for a, b in pairwise(edges)]
    for rule in rules:
        edge = drawn[bisect_right(halves, rule.at)]
        first, end = bisect_left(stops, rule.a), bisect_right(stops, rule.b) - 1
        if first < end:
            edge[first:end] = [True] * (end - first)
        for n in (first - 1, end):  # it may end right before a stop
            if 0 <= n < len(edge) and not edge[n]:
                edge[n] = _covers(rule, stops[n], stops[n + 1])
    return drawn


def _close_ends(edges: list[list[bool]], across: list[list[bool]]) -> None:
    """Close outermost cells that are open outwards but bounded at both sides.

    A page edge, or a style without side rules, left them so. `edges` run one way, `across` the
    other: edges[0] and edges[-1] are completed in place.
    """
    for edge, lane in ((edges[0], 0), (edges[-1], len(edges) - 2)):
        bounds = [n for n in range(len(across)) if across[n][lane]]
        for a, b in pairwise(bounds):
            if not any(edge[a:b]):
                edge[a:b] = [True] * (b - a)


def _covers(rule: Rule, a: float, b: float) -> bool:
    """Does a rule run from a to b, give or take SNAP at each end?"""
    least = max((b - a) - 2 * SNAP, (b - a) / 2)
    return rule.b - a >= least and b - rule.a >= least and rule.b - rule.a >= least

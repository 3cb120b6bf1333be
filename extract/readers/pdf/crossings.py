"""Second step: rules → frames, the sets of rules that hang together and form one table each.

Pure geometry. A frame knows its column and row edges and where rules run between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from extract.readers.pdf.page import Rule
from extract.readers.pdf.rules import SNAP

OVERRUN = 6.0
"""Verticals that run this far past the outermost horizontal tell that a page edge cut it off."""
SHORT = 6.0
"""A joined rule shorter than this is no edge of a cell: tick marks, underscores, leftovers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Rules that cross each other. `xs`, `ys`: edges of columns and rows, ascending.

    `flat[j][i]`: a rule runs along ys[j] between xs[i] and xs[i+1]; `upright[i][j]`: one runs along
    xs[i] between ys[j] and ys[j+1]. `open_top`, `open_foot`: the closing rule was added there.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    flat: tuple[tuple[bool, ...], ...]
    upright: tuple[tuple[bool, ...], ...]
    open_top: bool = False
    open_foot: bool = False

    def crossings(self) -> list[tuple[float, float]]:
        """Points where a horizontal and a vertical rule meet, for drawing."""
        return [
            (x, y)
            for i, x in enumerate(self.xs)
            for j, y in enumerate(self.ys)
            if any(self.flat[j][max(i - 1, 0) : i + 1])
            and any(self.upright[i][max(j - 1, 0) : j + 1])
        ]


def frames(rules: list[Rule]) -> list[Frame]:
    """One frame for each set of rules that hang together, from the top of the page down."""
    found = []
    for group in components([r for r in rules if r.b - r.a >= SHORT]):
        frame = _frame(group)
        if frame is not None:
            found.append(frame)
    return sorted(found, key=lambda f: (f.ys[0], f.xs[0]))


def components(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that touch, directly or through others."""
    flats = [r for r in rules if r.flat]
    uprights = [r for r in rules if not r.flat]
    parent = list(range(len(rules)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for i, f in enumerate(flats):
        for k, u in enumerate(uprights, len(flats)):
            if (
                f.a - SNAP <= u.at <= f.b + SNAP
                and u.a - SNAP <= f.at <= u.b + SNAP
                and root(i) != root(k)
            ):
                parent[root(i)] = root(k)
    groups: dict[int, list[Rule]] = {}
    for n, rule in enumerate(flats + uprights):
        groups.setdefault(root(n), []).append(rule)
    return list(groups.values())


def _frame(group: list[Rule]) -> Frame | None:
    flats = [r for r in group if r.flat]
    uprights = [r for r in group if not r.flat]
    if not flats or not uprights:
        return None
    closing_top, closing_foot = _closing(flats, uprights)
    flats += [r for r in (closing_top, closing_foot) if r]
    xs, ys = snapped(uprights), snapped(flats)
    if len(xs) < 2 or len(ys) < 2:
        return None
    flat, upright = _edges(flats, ys, xs), _edges(uprights, xs, ys)
    _close_ends(flat, upright)
    _close_ends(upright, flat)
    return Frame(
        xs=xs,
        ys=ys,
        flat=tuple(tuple(edge) for edge in flat),
        upright=tuple(tuple(edge) for edge in upright),
        open_top=closing_top is not None,
        open_foot=closing_foot is not None,
    )


def _closing(flats: list[Rule], uprights: list[Rule]) -> tuple[Rule | None, Rule | None]:
    """The rules that a page edge cut off at the top and at the foot of a table."""
    left, right = min(u.at for u in uprights), max(u.at for u in uprights)
    top, foot = min(f.at for f in flats), max(f.at for f in flats)
    above = [u.a for u in uprights if top - u.a > OVERRUN]
    below = [u.b for u in uprights if u.b - foot > OVERRUN]
    return (
        Rule(True, min(above), left, right) if len(above) > 1 else None,
        Rule(True, max(below), left, right) if len(below) > 1 else None,
    )


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
    on_edge: list[list[Rule]] = [[] for _ in edges]
    for rule in rules:
        on_edge[min(range(len(edges)), key=lambda n: abs(edges[n] - rule.at))].append(rule)
    return [[_covered(near, a, b) for a, b in pairwise(stops)] for near in on_edge]


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


def _covered(near: list[Rule], a: float, b: float) -> bool:
    """Does one of the rules run from a to b, give or take SNAP at each end?"""
    least = max((b - a) - 2 * SNAP, (b - a) / 2)
    return any(min(r.b, b) - max(r.a, a) >= least for r in near)

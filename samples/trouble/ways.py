"""The ways in which troubled forms are drawn: each a small change to how the usual one is."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

Colour = tuple[float, float, float]


@dataclass(slots=True)
class Way:
    """How one document is drawn. Lengths are points; `condensed` is per cent of a font's width."""

    size: float
    rule: float = 0.7
    dash: tuple[float, ...] = ()
    colour: Colour = (0.0, 0.0, 0.0)
    boxed_rules: bool = False
    doubled: bool = False
    slant: float = 0.0
    grey: float = 0.0
    condensed: float = 100.0
    spaced: float = 0.0
    by_character: bool = False
    without: frozenset[str] = frozenset()
    underline: bool = False
    raised: str = ""
    lift: float = 0.4
    turned: int = 0
    merged: bool = True
    labels: str = "first"
    long: bool = False
    cuts: int = 99
    torn: bool = False
    padding: float = 4.0
    bold: bool = False
    watermark: bool = False
    vertical: bool = False
    align: str = "left"
    middle: bool = False
    chunks: bool = False
    repeated: bool = False
    forms: int = 1
    stamped: bool = False
    units_below: bool = False
    shaded: bool = False
    overprinted: bool = False
    points: bool = False
    notes: bool = False
    low_number: bool = False
    reach: float = 0.0
    jitter: float = 0.0
    leading: float = 1.3
    hidden: bool = False
    padded: bool = False
    small_units: bool = False
    dark: bool = False
    crossed: bool = False
    overstruck: bool = False
    dotted_values: bool = False
    row_below: str = ""
    names: list[str] = field(default_factory=list)


Change = Callable[[Way, random.Random], None]


def _set(**fixed: object) -> Change:
    def change(way: Way, _: random.Random) -> None:
        for name, value in fixed.items():
            setattr(way, name, value)

    return change


def _pick(name: str, *choices: object) -> Change:
    def change(way: Way, rng: random.Random) -> None:
        setattr(way, name, rng.choice(choices))

    return change


def _between(name: str, least: float, most: float) -> Change:
    def change(way: Way, rng: random.Random) -> None:
        setattr(way, name, rng.uniform(least, most))

    return change


def _torn(way: Way, rng: random.Random) -> None:
    way.torn, way.cuts = True, rng.randint(2, 5)


TROUBLES: dict[str, Change] = {
    "thick": _between("rule", 1.5, 2.8),
    "hairline": _set(rule=0.1),
    "dashed": _set(dash=(3, 2)),
    "dotted": _set(dash=(1, 1.5)),
    "coloured": _pick("colour", (0.1, 0.2, 0.4), (0.1, 0.2, 0.9), (0.7, 0.7, 0.7), (0.8, 0.1, 0.1)),
    "overhanging rules": _between("reach", 1, 5),
    "open corners": _between("reach", -1.5, -0.5),
    "crooked rules": _between("jitter", 0.2, 0.7),
    "dense": _set(leading=1.05),
    "hidden copy": _set(hidden=True),
    "small units": _set(small_units=True),
    "dark": _set(dark=True),
    "boxes for rules": _set(boxed_rules=True),
    "doubled": _set(doubled=True),
    "slanted": _between("slant", 0.15, 0.3),
    "grey": _between("grey", 0.4, 0.7),
    "condensed": _between("condensed", 40, 80),
    "spaced": _between("spaced", 0.3, 1.5),
    "by character": _set(by_character=True),
    "open sides": _set(without=frozenset({"sides"})),
    "no frame": _set(without=frozenset({"sides", "top", "foot"})),
    "no foot": _set(without=frozenset({"foot"})),
    "underlined": _set(underline=True),
    "raised": _pick("raised", "1", "12", "[1]", "(2)", "1,2"),
    "lowered": _set(raised="1", lift=-0.25),
    "raised high": _set(raised="1", lift=0.55),
    "turned": _pick("turned", 90, 180, 270),
    "unmerged": _set(merged=False),
    "labels in the middle": _set(labels="middle", middle=True),
    "labels not repeated": _set(labels="once"),
    "overflowing": _set(long=True),
    "tight": _between("padding", 0.8, 2),
    "bold": _set(bold=True),
    "watermark": _set(watermark=True),
    "vertical": _set(vertical=True),
    "aligned": _pick("align", "right", "centre"),
    "middle": _set(middle=True, align="centre"),
    "chunks": _set(chunks=True),
    "repeated header": _set(repeated=True),
    "two forms": _set(forms=2),
    "stamped": _set(stamped=True),
    "units below": _set(units_below=True),
    "shaded": _set(shaded=True),
    "overprinted": _set(overprinted=True),
    "padded in white": _set(padded=True),
    "points": _set(points=True),
    "notes": _set(notes=True),
    "low number": _set(low_number=True),
    "cut": _pick("cuts", 3, 4, 5, 6, 7),
    "torn": _torn,
    # These leave two readings: whoever reads them must say so.
    "crossed out": _set(crossed=True),
    "overstruck": _set(overstruck=True),
    "drawn points": _set(dotted_values=True),
    "row below": _pick("row_below", "left", "centre"),
}


def way(rng: random.Random) -> Way:
    """A way with no trouble or up to three."""
    made = Way(size=rng.choice((6, 7, 8, 9, 10.5, 12, 14)))
    for name in rng.sample(sorted(TROUBLES), rng.choice((0, 1, 1, 2, 2, 3))):
        TROUBLES[name](made, rng)
        made.names.append(name)
    return made

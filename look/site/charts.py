"""Bars as pictures: Vega-Lite draws them, the site shows them as elements that it made itself.

A chart reaches the page as a tree of names, attributes and texts, never as markup: colours are
classes of the style sheet, words stand as `§name§` and are said in the reader's language, addresses
are those of the site alone. Nothing is fetched, neither when it is drawn nor when it is shown.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

EXTRA = "charts"
"""What installs the library that draws; without it every chart is a table."""
_COLOURS = {"#010101": "c1", "#020202": "c2", "#030303": "c3", "#040404": "c4"}
_SERIES = tuple(_COLOURS)
_KEPT = frozenset({"transform", "d", "text-anchor", "viewBox", "font-size", "font-weight"})
_TAGS = frozenset({"svg", "g", "path", "text", "a"})
_LABELS, _BARS, _VALUES = 190, 240, 170
"""Points that the names, the bars and the values of a chart take from the left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar: what it is of, its series (a year), its number, what is written at it, its rows."""

    label: str
    value: float
    text: str
    href: str
    series: str = ""


Tree = list[Any]
"""Name, attributes, children; a text is a plain string."""


def chart(name: str, bars: Sequence[Bar]) -> dict[str, Any]:
    """A chart for the page: its name among the words, its figures as rows, and its picture.

    The picture is None where the library is not installed: the rows say the same.
    """
    rows = [[bar.label, bar.series, bar.text, bar.href] for bar in bars]
    return {"name": name, "rows": rows, "picture": _picture(bars) if bars else None}


def can_draw() -> bool:
    """Whether the library that draws is installed."""
    try:
        import vl_convert  # noqa: F401, PLC0415 -- an optional extra
    except ImportError:
        return False
    return True


def _picture(bars: Sequence[Bar]) -> Tree | None:
    try:
        import vl_convert  # noqa: PLC0415 -- an optional extra: only charts need it
    except ImportError:
        return None
    svg = vl_convert.vegalite_to_svg(_spec(bars), allowed_base_urls=[])
    return _tree(ET.fromstring(svg))  # noqa: S314 -- drawn here, of a specification of our own


def _spec(bars: Sequence[Bar]) -> dict[str, Any]:
    """Bars to the right, each with its number written at its end: readable without any colour."""
    series = list(dict.fromkeys(bar.series for bar in bars))
    colours = {name: _SERIES[n % len(_SERIES)] for n, name in enumerate(series)}
    values = [
        {
            "label": _cut(bar.label),
            "value": bar.value,
            "series": bar.series,
            "colour": colours[bar.series],
            "text": f"{bar.series}  {bar.text}" if bar.series else bar.text,
            "said": " ".join(filter(None, (bar.label, bar.series, bar.text))),
            "href": bar.href,
        }
        for bar in bars
    ]
    largest = max((bar.value for bar in bars), default=0) or 1
    axis = {
        "title": None,
        "domain": False,
        "ticks": False,
        "labelFontSize": 13,
        "labelPadding": 8,
        **dict.fromkeys(("labelLimit", "minExtent", "maxExtent"), _LABELS),
    }
    shared: dict[str, Any] = {
        "y": {"field": "label", "type": "nominal", "sort": None, "axis": axis},
        "x": {
            "field": "value",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [0, largest], "range": [0, _BARS]},
        },
        "description": {"field": "said"},
    }
    if len(series) > 1:
        shared["yOffset"] = {"field": "series", "sort": series}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": _BARS + _VALUES,
        "height": {"step": 17, "for": "offset"} if len(series) > 1 else {"step": 26},
        "padding": 2,
        "data": {"values": values},
        "encoding": shared,
        "layer": [
            {
                "mark": {"type": "bar"},
                "encoding": {
                    "color": {"field": "colour", "scale": None},
                    "href": {"field": "href"},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 12},
                "encoding": {"text": {"field": "text"}},
            },
        ],
        "config": {"view": {"stroke": None}},
    }


def _cut(label: str) -> str:
    return label if len(label) <= 14 or label.startswith("§") else f"{label[:13]}…"


def _tree(element: ET.Element) -> Tree:
    """What of a drawing the page needs: shapes, places, texts, and addresses of the site."""
    name = element.tag.rpartition("}")[2]
    kept: dict[str, str] = {}
    for key, value in element.attrib.items():
        short = key.rpartition("}")[2]
        if short in _KEPT:
            kept[short] = value
        elif short == "href" and "#/" in value:
            kept["href"] = value[value.index("#/") :]
    if element.get("fill") in _COLOURS:
        kept["class"] = _COLOURS[element.get("fill", "")]
    if name == "svg":
        kept |= {"width": element.get("width", ""), "height": element.get("height", "")}
    children: list[Tree | str] = [
        tree
        for child in element
        if child.tag.rpartition("}")[2] in _TAGS
        for tree in (_tree(child),)
        if _shows(tree)
    ]
    if name == "a":
        first = next(iter(element), None)
        kept["aria-label"] = first.get("aria-label", "") if first is not None else ""
    if name == "text" and element.text:
        children = [element.text]
    return [name, kept, children]


def _shows(tree: Tree) -> bool:
    """Whether a part shows anything: a bar has its colour, a text its words."""
    name, kept, children = tree
    return "class" in kept if name == "path" else bool(children)

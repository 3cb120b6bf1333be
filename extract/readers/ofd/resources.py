"""What pages point at: drawing parameters, and graphics that are drawn more than once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extract.model import Refused
from extract.readers.ofd.package import Package, first, numbers, place_of, text_of, within

LINE_WIDTH = 0.353
"""Millimetres of a line of which nothing is said."""
_DEEPEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How something is drawn: line width in millimetres, colours as parts of 0 to 1.

    None where a colour is not stated.
    """

    width: float | None = None
    fill: tuple[float, float, float] | None = None
    stroke: tuple[float, float, float] | None = None


@dataclass(slots=True)
class Resources:
    """By their ids."""

    pens: dict[str, Any] = field(default_factory=dict)
    graphics: dict[str, Any] = field(default_factory=dict)

    def add(self, package: Package, name: str) -> None:
        """Take in what a file of resources holds; one that is damaged holds nothing."""
        try:
            root = package.xml(name)
        except Refused:
            return
        for group in root:
            for each in within(group, "DrawParam"):
                self.pens[each.get("ID", "")] = each
            for each in within(group, "CompositeGraphicUnit"):
                self.graphics[each.get("ID", "")] = each

    def pen(self, item: Any, below: Pen) -> Pen:
        """How an element is drawn that lies in something drawn with the pen `below`."""
        pen = below
        for each in (*reversed(list(self._parameters(item.get("DrawParam")))), item):
            width = numbers(each.get("LineWidth"))
            pen = Pen(
                width=width[0] if width else pen.width,
                fill=colour(first(each, "FillColor")) or pen.fill,
                stroke=colour(first(each, "StrokeColor")) or pen.stroke,
            )
        return pen

    def _parameters(self, name: str | None) -> Iterator[Any]:
        """Drawing parameters, and those that they go on from."""
        for _ in range(_DEEPEST):
            item = self.pens.get(name or "")
            if item is None:
                return
            yield item
            name = item.get("Relative")


def resources_of(element: Any, beside: str, *names: str) -> Iterator[str]:
    """The files of resources that an element names."""
    for each in within(element, *names):
        yield place_of(text_of(each), beside)


def colour(element: Any) -> tuple[float, float, float] | None:
    """A colour as red, green, blue from 0 to 1; None where its numbers say none."""
    if element is None:
        return None
    values = numbers(element.get("Value"))
    if len(values) == 1:
        grey = values[0] / 255
        return grey, grey, grey
    if len(values) == 3:
        return values[0] / 255, values[1] / 255, values[2] / 255
    if len(values) == 4:
        cyan, magenta, yellow, black = (value / 255 for value in values)
        key = 1 - black
        return (1 - cyan) * key, (1 - magenta) * key, (1 - yellow) * key
    return None

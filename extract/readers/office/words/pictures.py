"""Pictures and embedded objects of a Word document: print that nobody can read here."""

from __future__ import annotations

import regex

from extract.model import Code
from extract.readers.html.unread import Aside
from extract.readers.office.parts_of_xml import Element, child, descendants, local

_EMU = 12_700  # of a point
_SEAL = 150.0
"""Points, 5.3 cm: a seal, a signature or a sign in front of a text is no larger."""
_SIZE = regex.compile(r"(?<![-\w])(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm|px)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, None: 1.0}


def picture_of(element: Element) -> Aside | None:
    """What is to be told of a drawing; None where it shows lines, a seal or a mark behind text."""
    if local(element.tag) == "object":
        return Aside(Code.PRINT_UNREAD, "an embedded object")
    pictured = next(descendants(element, "blip", "imagedata", "chart", "relIds"), None)
    if pictured is None:
        return None
    anchor = child(element, "anchor")
    if anchor is not None and anchor.get("behindDoc") in ("1", "true"):
        return None
    width, height = _size(element)
    is_small = 0 < max(width, height) <= _SEAL
    if anchor is not None and is_small:
        return None
    named = next(descendants(element, "docPr"), None)
    told = (named.get("descr") or named.get("title") or "") if named is not None else ""
    text = f"a picture: {told}" if told.strip() else "a picture"
    return Aside(Code.PRINT_UNREAD, text, frame=is_small)


def is_behind_text(element: Element) -> bool:
    """Does a drawing larger than a seal lie under the text?"""
    anchor = child(element, "anchor")
    is_under = anchor is not None and anchor.get("behindDoc") in ("1", "true")
    return is_under and max(_size(element)) > _SEAL


def _size(element: Element) -> tuple[float, float]:
    """Width and height in points; 0 where they are not told."""
    extent = next(descendants(element, "extent"), None)
    if extent is not None:
        sizes = (extent.get("cx", ""), extent.get("cy", ""))
        width, height = (int(size) / _EMU if size.isdigit() else 0.0 for size in sizes)
        return width, height
    for shape in descendants(element, "shape", "rect"):
        told = {
            name: float(number) * _POINTS[unit or None]
            for name, number, unit in _SIZE.findall(shape.get("style") or "")
            if number.replace(".", "", 1).isdigit()
        }
        return told.get("width", 0.0), told.get("height", 0.0)
    return 0.0, 0.0

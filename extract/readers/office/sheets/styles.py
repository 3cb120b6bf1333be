"""The styles of a workbook, as far as they change what a cell shows."""

from __future__ import annotations

from dataclasses import dataclass

from extract.readers.office.parts_of_xml import Element, attribute, child, children, parse
from extract.readers.office.shown import BUILT_IN

_OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Style:
    """The code of a cell's number format; is what it shows struck through, are lines around it?

    `unseen`: it is written in white, and no colour is said to be behind it.
    """

    code: str = "General"
    struck: bool = False
    framed: bool = False
    unseen: bool = False


def styles_of(data: bytes | None) -> dict[int, Style]:
    """The styles of cells by their numbers."""
    if data is None:
        return {}
    root = parse(data)
    codes = dict(BUILT_IN)
    for each in _listed(root, "numFmts", "numFmt"):
        code = attribute(each, "formatCode")
        if code is not None:
            codes[_number(each, "numFmtId")] = code
    fonts = _listed(root, "fonts", "font")
    struck = [_is_struck(font) for font in fonts]
    white = {n for n, font in enumerate(fonts) if _is_white(font)}
    filled = {n for n, fill in enumerate(_listed(root, "fills", "fill")) if _is_filled(fill)}
    framed = [_is_framed(border) for border in _listed(root, "borders", "border")]
    styles = {}
    for n, each in enumerate(_listed(root, "cellXfs", "xf")):
        font, number = _number(each, "fontId"), _number(each, "numFmtId")
        is_struck = font < len(struck) and struck[font]
        border = _number(each, "borderId")
        is_framed = border < len(framed) and framed[border]
        unseen = font in white and _number(each, "fillId") not in filled
        styles[n] = Style(codes.get(number, "General"), is_struck, is_framed, unseen)
    return styles


def _listed(root: Element, group: str, name: str) -> list[Element]:
    found = child(root, group)
    return list(children(found, name)) if found is not None else []


def _is_struck(font: Element) -> bool:
    strike = child(font, "strike")
    return strike is not None and attribute(strike, "val") not in _OFF


def _is_white(font: Element) -> bool:
    """Is it said to be white, by its light, its place in the old palette, or that in the theme?"""
    colour = child(font, "color")
    if colour is None or attribute(colour, "tint"):
        return False
    said = (attribute(colour, "rgb") or "").upper()
    return (
        said in ("FFFFFFFF", "00FFFFFF", "FFFFFF")
        or attribute(colour, "indexed") in ("1", "9")
        or attribute(colour, "theme") == "0"
    )


def _is_filled(fill: Element) -> bool:
    """May a colour lie behind the text? A pattern that is none is paper."""
    pattern = child(fill, "patternFill")
    return pattern is None or (attribute(pattern, "patternType") or "none") != "none"


def _is_framed(border: Element) -> bool:
    return any((attribute(side, "style") or "none") != "none" for side in border)


def _number(element: Element, name: str) -> int:
    text = attribute(element, name) or ""
    return int(text) if text.isdigit() else 0

"""The styles of a workbook, as far as they change what a cell shows."""

from __future__ import annotations

from dataclasses import dataclass

from extract.readers.office.ink import WHITE, Colour, colour_of
from extract.readers.office.parts_of_xml import Element, attribute, child, children, parse
from extract.readers.office.shown import BUILT_IN

_OFF = ("0", "false", "off")
_IN_WHITE = ("[white]", "[白色]")
_BASIC = ((0, 0, 0), WHITE, (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (255, 0, 255))
_PALETTE: dict[str | None, Colour] = {
    **{str(n): colour for n, colour in enumerate(_BASIC)},
    **{str(8 + n): colour for n, colour in enumerate(_BASIC)},
    "64": (0, 0, 0),
    "65": WHITE,
}
"""The first colours of the old palette, twice; paper, and what is written on it."""
_THEME: dict[str | None, Colour] = {"0": WHITE, "1": (0, 0, 0)}


@dataclass(frozen=True, slots=True)
class Style:
    """The code of a cell's number format; is what it shows struck through, are lines around it?

    `ink` and `ground` are the colours of its letters and behind them, None where not known.
    """

    code: str = "General"
    struck: bool = False
    framed: bool = False
    ink: Colour | None = None
    ground: Colour | None = WHITE


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
    inks = dict(enumerate(colour_in(font) for font in fonts))
    grounds = dict(enumerate(_ground(fill) for fill in _listed(root, "fills", "fill")))
    framed = [_is_framed(border) for border in _listed(root, "borders", "border")]
    styles = {}
    for n, each in enumerate(_listed(root, "cellXfs", "xf")):
        font, number = _number(each, "fontId"), _number(each, "numFmtId")
        is_struck = font < len(struck) and struck[font]
        border = _number(each, "borderId")
        is_framed = border < len(framed) and framed[border]
        ground = grounds.get(_number(each, "fillId"), WHITE)
        code = codes.get(number, "General")
        ink = WHITE if is_white(code) else inks.get(font)
        styles[n] = Style(code, is_struck, is_framed, ink, ground)
    return styles


def _listed(root: Element, group: str, name: str) -> list[Element]:
    found = child(root, group)
    return list(children(found, name)) if found is not None else []


def _is_struck(font: Element) -> bool:
    strike = child(font, "strike")
    return strike is not None and attribute(strike, "val") not in _OFF


def colour_in(element: Element, name: str = "color") -> Colour | None:
    """The colour that a font or a fill names: by its light, by its place in a palette or theme."""
    colour = child(element, name)
    if colour is None or attribute(colour, "tint"):
        return None
    said = attribute(colour, "rgb") or ""
    if len(said) in (6, 8):
        return colour_of(said[-6:])
    indexed, theme = attribute(colour, "indexed"), attribute(colour, "theme")
    return _PALETTE.get(indexed) or _THEME.get(theme)


def is_white(code: str) -> bool:
    """Does a number format write all it shows in white?

    >>> is_white("[White]0"), is_white("[White]0;[Red]-0"), is_white("0")
    (True, False, False)
    """
    return all(part.strip().lower().startswith(_IN_WHITE) for part in code.split(";"))


def _ground(fill: Element) -> Colour | None:
    """What lies behind the text; a pattern that is none is paper."""
    pattern = child(fill, "patternFill")
    if pattern is None:
        return None
    match attribute(pattern, "patternType") or "none":
        case "none":
            return WHITE
        case "solid":
            return colour_in(pattern, "fgColor")
    return None


def _is_framed(border: Element) -> bool:
    return any((attribute(side, "style") or "none") != "none" for side in border)


def _number(element: Element, name: str) -> int:
    text = attribute(element, name) or ""
    return int(text) if text.isdigit() else 0

"""`property: value` pairs → those that decide whether and where a text is printed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import regex

Declared = Mapping[str, tuple[str, bool]]
"""Property → its value in lower case (that of `content` as written), and whether `!important`."""

_ASKED = frozenset(
    [
        *("display", "visibility", "content-visibility", "mso-hide", "opacity", "filter"),
        *("font-size", "text-decoration-line", "vertical-align", "unicode-bidi", "direction"),
        *("color", "background-color", "background-image", "background-repeat", "content"),
        *("position", "left", "right", "top", "bottom", "margin-left", "text-indent", "transform"),
        *("clip", "clip-path", "overflow", "width", "height", "max-width", "max-height"),
        *("flex-direction", "order"),
    ]
)
_STRING = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'"
_PIECE = regex.compile(
    rf"(?:[^\"';(]|\([^()\"';]*+\)|\((?:{_STRING}|[^()\"'])*+\)|{_STRING}|[\"'(])++", flags=regex.S
)
_COMMENT = regex.compile(r"/\*.*?(?:\*/|\Z)", flags=regex.S)
_SIZE_IN_FONT = regex.compile(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%|ex|cm|mm|in|pc)?)(?=\s|/)")
_URL = regex.compile(r"url\([^()]*\)?")
_COLOUR = regex.compile(r"(?:rgb|hsl)a?\([^()]*\)|#[0-9a-f]+|(?<![-\w.])[a-z]+(?![-\w(])")
_NO_COLOUR = frozenset(
    [
        *("scroll", "fixed", "local", "left", "right", "top", "bottom", "center", "none"),
        *("cover", "contain", "initial", "inherit", "unset", "repeat", "space", "round"),
    ]
)
_LONGEST = 2_000  # characters of a value: beyond are pictures written out


@lru_cache(maxsize=1 << 14)
def declarations(text: str) -> Declared:
    """The pairs of a style attribute or of a rule's block that this room asks for.

    >>> declarations("font:0/0 a; COLOR: red !important; content:'a;b'")["font-size"]
    ('0', False)
    >>> declarations("background: #FFF url(a.png) no-repeat")["background-color"]
    ('#fff', False)
    """
    found: dict[str, tuple[str, bool]] = {}
    for piece in _PIECE.findall(_COMMENT.sub("", text)):
        name, colon, written = piece.partition(":")
        value, important = _important(written[:_LONGEST].strip())
        name = name.strip().lower()
        if name != "content":
            value = value.lower()
        for each, longhand in _longhand(name, value) if colon else ():
            if each in _ASKED and (important or not found.get(each, ("", False))[1]):
                found[each] = (longhand, important)
    return MappingProxyType(found)


def _important(value: str) -> tuple[str, bool]:
    before, mark, after = value.rpartition("!")
    is_important = bool(mark) and after.strip().lower() == "important"
    return (before.rstrip(), True) if is_important else (value, False)


def _longhand(name: str, value: str) -> list[tuple[str, str]]:
    """A shorthand as the properties that are asked for."""
    if name == "background":
        return _background(value)
    if name == "font":
        size = _SIZE_IN_FONT.search(value)
        return [("font-size", size[1])] if size else []
    if name == "text-decoration":
        return [("text-decoration-line", value)]
    if name == "flex-flow":
        return [("flex-direction", each) for each in value.split() if "wrap" not in each]
    return [(name, value)]


def _background(value: str) -> list[tuple[str, str]]:
    picture = _URL.search(value)
    drawn = picture[0] if picture else "gradient" if "gradient(" in value else "none"
    plain = "" if drawn == "gradient" else _URL.sub(" ", value)
    colours = (each for each in _COLOUR.findall(plain) if each not in _NO_COLOUR)
    repeat = next((each for each in plain.split() if "repeat" in each), "repeat")
    return [
        ("background-image", drawn),
        ("background-color", next(colours, "transparent")),
        ("background-repeat", repeat),
    ]

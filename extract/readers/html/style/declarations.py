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
        "display",
        "visibility",
        "font-size",
        "opacity",
        "color",
        "background-color",
        "background-image",
        "text-indent",
        "position",
        "left",
        "right",
        "top",
        "bottom",
        "margin-left",
        "text-decoration-line",
        "vertical-align",
        "content",
        "clip",
        "clip-path",
        "overflow",
        "width",
        "height",
        "max-width",
        "max-height",
        "transform",
        "mso-hide",
        "content-visibility",
        "unicode-bidi",
        "direction",
        "background-repeat",
        "filter",
    ]
)
_STRING = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'"
_PIECE = regex.compile(
    rf"(?:[^\"';(]|\([^()\"';]*+\)|\((?:{_STRING}|[^()\"'])*+\)|{_STRING}|[\"'(])++", flags=regex.S
)
_PAIR = regex.compile(r"\s*([-a-z]+)\s*:\s*(.*?)\s*(!\s*important)?\s*", flags=regex.I | regex.S)
_COMMENT = regex.compile(r"/\*.*?(?:\*/|\Z)", flags=regex.S)
_SIZE_IN_FONT = regex.compile(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%|ex|cm|mm|in|pc)?)(?=\s|/)")
_URL = regex.compile(r"url\([^)]*\)|(?:[-a-z]+-)?gradient\(.*\)", flags=regex.I)
_NOT_A_COLOUR = frozenset(
    [
        "repeat",
        "no-repeat",
        "repeat-x",
        "repeat-y",
        "scroll",
        "fixed",
        "local",
        "left",
        "right",
        "top",
        "bottom",
        "center",
        "cover",
        "none",
        "contain",
        "border-box",
        "padding-box",
        "content-box",
        "initial",
    ]
)


@lru_cache(maxsize=1 << 14)
def declarations(text: str) -> Declared:
    """The pairs of a style attribute or of a rule's block that this room asks for.

    >>> declarations("font:0/0 a; COLOR: red !important; content:'a;b'")["font-size"]
    ('0', False)
    >>> declarations("text-decoration: line-through red")["text-decoration-line"]
    ('line-through red', False)
    """
    found: dict[str, tuple[str, bool]] = {}
    for piece in _PIECE.findall(_COMMENT.sub("", text)):
        pair = _PAIR.fullmatch(piece)
        if pair is None:
            continue
        name, value, important = pair[1].lower(), pair[2], pair[3] is not None
        if name != "content":
            value = value.lower()
        for each, written in _longhand(name, value):
            if each in _ASKED and not (each in found and found[each][1] and not important):
                found[each] = (written, important)
    return MappingProxyType(found)


def _longhand(name: str, value: str) -> list[tuple[str, str]]:
    """A shorthand as the properties that are asked for."""
    if name == "background":
        picture = _URL.search(value)
        words = _URL.sub(" ", value).replace(",", ", ").split()
        inside = "(" in _URL.sub(" ", value)
        colour = _URL.sub(" ", value) if inside else " ".join(_colours(words))
        return [
            ("background-image", picture[0] if picture else "none"),
            ("background-color", colour.strip() or "transparent"),
            ("background-repeat", next((w for w in words if "repeat" in w), "repeat")),
        ]
    if name == "font":
        size = _SIZE_IN_FONT.search(value)
        return [("font-size", size[1])] if size else []
    if name == "text-decoration":
        return [("text-decoration-line", value)]
    return [(name, value)]


def _colours(words: list[str]) -> list[str]:
    return [
        word
        for word in words
        if word not in _NOT_A_COLOUR and not word[0].isdigit() and word[0] not in "-/.,"
    ]

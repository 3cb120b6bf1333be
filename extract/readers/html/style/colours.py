"""Written colours → what they look like, to tell a text that no eye can see."""

from __future__ import annotations

from functools import lru_cache

import regex

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
_SEEN = 6  # of 255: less in every channel is no difference that a reader sees
_HEX = regex.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_HSL = regex.compile(r"hsl\([^()/,]*,[^()/,]*,\s*(\d+%)\s*\)")
_CLEAR_HEX = regex.compile(r"#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)")
_PART = r"(\d*\.?\d+%?)"
_RGB = regex.compile(
    rf"rgba?\(\s*{_PART}[\s,]+{_PART}[\s,]+{_PART}(?:[\s,/]+{_PART})?\s*\)", flags=regex.I
)
_NAMED = {
    "white": WHITE, "black": (0, 0, 0), "red": (255, 0, 0), "blue": (0, 0, 255),
    "green": (0, 128, 0), "lime": (0, 255, 0), "yellow": (255, 255, 0), "gray": (128, 128, 128),
    "grey": (128, 128, 128), "silver": (192, 192, 192), "snow": (255, 250, 250),
    "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "window": WHITE, "canvas": WHITE,
    "windowtext": (0, 0, 0), "navy": (0, 0, 128), "maroon": (128, 0, 0), "orange": (255, 165, 0),
    "purple": (128, 0, 128), "teal": (0, 128, 128), "aqua": (0, 255, 255), "cyan": (0, 255, 255),
    "fuchsia": (255, 0, 255), "magenta": (255, 0, 255), "olive": (128, 128, 0),
    "lightgray": (211, 211, 211), "lightgrey": (211, 211, 211), "darkgray": (169, 169, 169),
    "ghostwhite": (248, 248, 255), "floralwhite": (255, 250, 240), "azure": (240, 255, 255),
    "mintcream": (245, 255, 250), "pink": (255, 192, 203), "beige": (245, 245, 220),
}  # fmt: skip


@lru_cache(maxsize=1 << 12)
def colour_of(written: str) -> Colour | None:
    """Its red, green and blue from 0 to 255; None for what is transparent or unknown.

    >>> colour_of("#FFF"), colour_of("rgb(255, 0, 0)"), colour_of("rgba(0,0,0,0)")
    ((255, 255, 255), (255, 0, 0), None)
    """
    text = written.strip().lower()
    if text in _NAMED:
        return _NAMED[text]
    if digits := _HEX.fullmatch(text):
        return _of_digits(digits[1])
    if light := _HSL.fullmatch(text):
        return {"0%": (0, 0, 0), "100%": WHITE}.get(light[1])
    if parts := _RGB.fullmatch(text):
        if parts[4] is not None and _share(parts[4], 1.0) < 1:
            return None  # what shines through it is not worked out
        red, green, blue = (round(_share(parts[n], 255.0) * 255) for n in (1, 2, 3))
        return red, green, blue
    return None


def is_transparent(written: str) -> bool:
    """Does a text of this colour leave no mark at all?

    >>> is_transparent("transparent"), is_transparent("rgba(0, 0, 0, 0)"), is_transparent("red")
    (True, True, False)
    """
    text = written.strip().lower()
    parts = _RGB.fullmatch(text)
    if parts and parts[4] is not None:
        return _share(parts[4], 1.0) == 0
    return text == "transparent" or _CLEAR_HEX.fullmatch(text) is not None


def looks_like(one: Colour, other: Colour) -> bool:
    """Can no eye tell them apart?"""
    return all(abs(a - b) < _SEEN for a, b in zip(one, other, strict=True))


def _of_digits(digits: str) -> Colour | None:
    if len(digits) in (3, 4):
        digits = "".join(each * 2 for each in digits)
    if len(digits) == 8 and digits[6:] != "ff":
        return None
    red, green, blue = (int(digits[n : n + 2], 16) for n in (0, 2, 4))
    return red, green, blue


def _share(written: str, whole: float) -> float:
    number = float(written.rstrip("%"))
    return min(number / (100.0 if written.endswith("%") else whole), 1.0)

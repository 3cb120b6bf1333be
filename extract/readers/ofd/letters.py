"""A text object → its characters, where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, degrees, hypot
from typing import Any

from extract.readers.ofd.package import numbers, within
from extract.readers.pdf.limits import MAX_GLYPHS, PageTooLarge
from extract.readers.pdf.matrix import Matrix
from extract.readers.pdf.page import OBLIQUE, Glyph
from extract.words.text import ideographs

_ASCENT, _DESCENT = 0.88, 0.12
"""Ems above and below the baseline: those of Chinese fonts."""
_NARROW = 0.5
"""Ems of a character of ASCII whose width nobody states."""
_SET = 1.05
"""Ems of a step up to which it is the width of its character: Chinese programs set digits as wide
as ideographs. A longer one leaves white behind it."""


def letters(item: Any, matrix: Matrix, *, pale: bool) -> Iterator[Glyph]:
    """The characters of a text object; `matrix` leads from it to points on the page."""
    size = (numbers(item.get("Size")) or (0.0,))[0]
    scale = (numbers(item.get("HScale")) or (1.0,))[0]
    turned = (numbers(item.get("CharDirection")) or (0.0,))[0]
    x = y = 0.0
    for code in within(item, "TextCode"):
        x = (numbers(code.get("X")) or (x,))[0]
        y = (numbers(code.get("Y")) or (y,))[0]
        text = code.text or ""
        across, down = deltas(code.get("DeltaX")), deltas(code.get("DeltaY"))
        if len(text) > MAX_GLYPHS or max(len(across), len(down)) > MAX_GLYPHS:
            raise PageTooLarge
        for n, char in enumerate(text):
            em = size * scale
            step = across[n] if n < len(across) else 0.0
            wide = max(em * (_NARROW if char.isascii() else 1.0), step if step <= _SET * em else 0)
            yield _glyph(ideographs(char), (x, y, wide, size), matrix, turned, pale=pale)
            x += across[n] if n < len(across) else (0.0 if n < len(down) else wide)
            y += down[n] if n < len(down) else 0.0


def deltas(text: str | None) -> list[float]:
    """Steps from character to character; `g 3 4.5` stands for three times 4.5.

    >>> deltas("1 g 3 4.5 2"), deltas(None)
    ([1.0, 4.5, 4.5, 4.5, 2.0], [])
    """
    words = (text or "").replace("g", " g ").split()
    found: list[float] = []
    while words:
        try:
            if words[0] == "g":
                times = int(words[1])
                if times > MAX_GLYPHS:
                    raise PageTooLarge
                found += [float(words[2])] * times
                words = words[3:]
            else:
                found.append(float(words[0]))
                words = words[1:]
        except (ValueError, IndexError):
            break
    return found


def _glyph(
    char: str,
    place: tuple[float, float, float, float],
    matrix: Matrix,
    turned: float,
    *,
    pale: bool,
) -> Glyph:
    x, y, wide, size = place
    if turned % 360 == 90:
        box = matrix.box(x - _DESCENT * size, y, x + _ASCENT * size, y + wide)
    elif turned % 360 == 270:
        box = matrix.box(x - _ASCENT * size, y - wide, x + _DESCENT * size, y)
    else:
        box = matrix.box(x, y - _ASCENT * size, x + wide, y + _DESCENT * size)
    turn = _turn(degrees(atan2(matrix.b, matrix.a)) + turned)
    em = size * hypot(matrix.c, matrix.d)
    return Glyph(char, *matrix.point(x, y), *box, turn, pale, em)


def _turn(angle: float) -> int:
    """Quarter turns clockwise, or OBLIQUE."""
    quarters = angle / 90
    near = round(quarters)
    return near % 4 if abs(quarters - near) < 0.03 else OBLIQUE

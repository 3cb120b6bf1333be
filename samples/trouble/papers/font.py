"""A font of our own for producers that embed one: a shape for each character, none like another."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from samples.trouble.content import printed

EM = 1000
_ASCENT, _DESCENT = 860, -140
_BITS = 12
"""Strokes of a shape, each there or not: four thousand characters differ."""


def width(char: str) -> int:
    """Thousandths of an em: half of one for what is narrow in Chinese print."""
    return EM // 2 if char.isascii() else EM


@cache
def font() -> bytes:
    """The font file, the same bytes whenever it is made."""
    names = {char: f"u{ord(char):04X}" for char in printed()}
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(char): name for char, name in names.items()})
    shapes = {".notdef": _frame()}
    shapes |= {name: _shape(n, width(char)) for n, (char, name) in enumerate(names.items(), 1)}
    builder.setupGlyf(shapes)
    metrics = {".notdef": (EM, 0)} | {name: (width(char), 40) for char, name in names.items()}
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupOS2(
        sTypoAscender=_ASCENT, sTypoDescender=_DESCENT, usWinAscent=_ASCENT, usWinDescent=-_DESCENT
    )
    builder.setupNameTable({"familyName": "Trouble", "styleName": "Regular"})
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=3_786_912_000, modified=3_786_912_000)  # 2024, from 1904
    builder.font.recalcTimestamp = False
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


@cache
def glyph_numbers() -> dict[str, int]:
    """Character → the number of its glyph in the font."""
    return {char: n for n, char in enumerate(printed(), 1)}


def _frame() -> Any:
    """What stands for a missing character fills the em, as the boxes of whole fonts do."""
    pen = TTGlyphPen(None)
    pen.moveTo((40, _DESCENT))
    for corner in ((40, _ASCENT), (EM - 40, _ASCENT), (EM - 40, _DESCENT)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def _shape(number: int, wide: int) -> Any:
    """Level strokes, one for each bit of a number; nothing for a space."""
    pen = TTGlyphPen(None)
    for bit in range(_BITS):
        if number >> bit & 1 and number != 1:  # the first character is the space
            foot = bit * 60 - 100
            corners = [(40, foot), (40, foot + 40), (wide - 40, foot + 40), (wide - 40, foot)]
            pen.moveTo(corners[0])
            for corner in corners[1:]:
                pen.lineTo(corner)
            pen.closePath()
    return pen.glyph()

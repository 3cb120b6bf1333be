"""How characters of a document look, as far as it changes what is read, by their properties."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from extract.readers.office.doc.word_file import sprms
from extract.readers.office.ink import WHITE, Colour
from extract.readers.office.symbols import symbol

_HIDDEN, _DELETED, _STRUCK, _STRUCK_TWICE = 0x083C, 0x0800, 0x0837, 0x2A53
_SYMBOL, _FONT, _RAISED = 0x6A09, 0x4A4F, 0x2A48
_INK, _INK_BEFORE = 0x6870, 0x2A42
_HIGHLIGHT, _SHADES, _SHADES_BEFORE = 0x2A0C, (0xCA71, 0xC64D), (0x4866, 0x442D)
"""Colours of letters, of what lies behind letters and behind a paragraph."""
_CELLS = {0xD612: 0, 0xD616: 22, 0xD60C: 44}
"""Colours behind the cells of a row, 22 of them each; the number of the first."""
_CELLS_BEFORE = 0xD609
_SHADE = 10
"""Bytes of a colour behind something: of its pattern, of what lies below, and the pattern."""
_WHITE = 8
_BLACK = 1
Ground = Colour | None


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look: whether they are shown, and the sign that one of them stands for.

    `ground` is None where it is not known, `is_ground` tells whether it is said at all.
    """

    hidden: bool = False
    withdrawn: bool = False
    sign: str | None = None
    font: str | None = None
    raised: bool = False
    ink: Colour | None = None
    is_ground: bool = False
    ground: Ground = None


def look_of(properties: bytes, fonts: list[str]) -> Look:
    """The look that properties of characters say."""
    hidden = withdrawn = raised = False
    sign = font = ink = None
    for code, operand in sprms(properties):
        on = bool(operand) and operand[0] in (1, 0x81)
        if code == _HIDDEN:
            hidden = on
        elif code in (_DELETED, _STRUCK, _STRUCK_TWICE):
            withdrawn = withdrawn or on
        elif code == _RAISED:
            raised = operand[:1] == b"\1"
        elif code == _FONT and len(operand) >= 2:
            font = _font(fonts, struct.unpack("<H", operand[:2])[0])
        elif code == _SYMBOL and len(operand) >= 4:
            number, letter = struct.unpack("<HH", operand[:4])
            sign = symbol(_font(fonts, number), letter)
        elif code == _INK and len(operand) == 4:
            ink = _colour(operand)
        elif code == _INK_BEFORE and operand:
            ink = _numbered(operand[0])
    said = ground_in(properties)
    return Look(hidden, withdrawn, sign, font, raised, ink, bool(said), said[0] if said else None)


def ground_in(properties: bytes) -> list[Ground]:
    """The colour behind characters or a paragraph; empty where nothing is said."""
    found: list[Ground] = []
    for code, operand in sprms(properties):
        if code == _HIGHLIGHT and operand and operand[0]:
            found = [_numbered(operand[0])]
        elif code in _SHADES and len(operand) >= _SHADE:
            found = _shade(operand) or found
        elif code in _SHADES_BEFORE and len(operand) == 2:
            found = _shade_before(operand) or found
    return found


def ground_of_cell(properties: bytes, number: int) -> Ground:
    """The colour behind the number-th cell of a row, by the properties of the row's end."""
    found: list[Ground] = []
    for code, operand in sprms(properties):
        if code in _CELLS:
            at = (number - _CELLS[code]) * _SHADE
            if 0 <= at <= len(operand) - _SHADE:
                found = _shade(operand[at : at + _SHADE]) or found
        elif code == _CELLS_BEFORE and 2 * number + 2 <= len(operand) and not found:
            found = _shade_before(operand[2 * number : 2 * number + 2])
    return found[0] if found else WHITE


def _shade(operand: bytes) -> list[Ground]:
    """A pattern is none where it is clear; what lies below it then counts."""
    [pattern] = struct.unpack_from("<H", operand, 8)
    over, below = _colour(operand[:4]), _colour(operand[4:8])
    if pattern in (0, 0xFFFF):
        return [below] if below is not None else []
    return [over if pattern == 1 else None]


def _shade_before(operand: bytes) -> list[Ground]:
    [shade] = struct.unpack("<H", operand)
    over, below, pattern = shade & 0x1F, shade >> 5 & 0x1F, shade >> 10
    if shade == 0xFFFF or not (pattern or below):
        return []
    return [_numbered(below if pattern == 0 else over) if pattern in (0, 1) else None]


def _colour(operand: bytes) -> Colour | None:
    """Red, green, blue; None where a program chooses."""
    red, green, blue, chosen = operand[:4]
    return None if chosen else (red, green, blue)


def _numbered(number: int) -> Colour | None:
    return {_WHITE: WHITE, _BLACK: (0, 0, 0)}.get(number)


def _font(fonts: list[str], number: int) -> str | None:
    return fonts[number] if number < len(fonts) else None

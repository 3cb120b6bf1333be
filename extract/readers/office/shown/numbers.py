"""A number by a section of digits: rounded, scaled, grouped, with what is printed around it."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from extract.readers.office.shown.codes import Section, Token, literal
from extract.readers.office.shown.numerals import in_numerals_with_fraction
from extract.readers.office.shown.plain_numbers import exact

_LARGEST = 1e300
_DIGITS = 1_500
"""Digits that are reckoned with: no code has more places, no number more digits."""


@dataclass(slots=True)
class _Parts:
    """The tokens of a section: before the point, behind it, in the exponent."""

    whole: list[Token] = field(default_factory=list)
    places: list[Token] = field(default_factory=list)
    exponent: list[Token] = field(default_factory=list)
    sign: str = ""
    point: bool = False
    grouped: bool = False
    thousands: int = 0
    percents: int = 0

    def digits(self, tokens: list[Token]) -> int:
        """How many digits have a place there."""
        return sum(token.kind == "digit" for token in tokens)


def shown_number(value: float, section: Section) -> str:
    """What a section of digits shows of a number."""
    with localcontext(prec=_DIGITS):
        return _shown(value, section)


def _shown(value: float, section: Section) -> str:
    if not math.isfinite(value) or abs(value) > _LARGEST:
        return "#NUM!"
    if "slash" in section.kinds and "digit" in section.kinds:
        return _with_fraction(value, section)
    parts = _parts(section)
    number = exact(value).scaleb(2 * parts.percents - 3 * parts.thousands)
    power = 0
    if parts.exponent:
        power = number.adjusted() - parts.digits(parts.whole) + 1 if number else 0
        number = number.scaleb(-power)
    step = Decimal(1).scaleb(-parts.digits(parts.places))
    rounded = number.quantize(step, rounding=ROUND_HALF_UP)
    if parts.exponent and number and rounded.adjusted() > number.adjusted():  # 9.9995 is 10.00
        power += 1
        rounded = number.scaleb(-1).quantize(step, rounding=ROUND_HALF_UP)
    whole, _, behind = f"{abs(rounded):f}".partition(".")
    if section.numerals:
        return _in_chinese(rounded, parts, section)
    text = _whole(parts, whole.lstrip("0")) + ("." if parts.point else "")
    text += _places(parts, behind)
    if parts.exponent:
        sign = "-" if power < 0 else "+" if parts.sign.endswith("+") else ""
        text += f"{parts.sign[:1]}{sign}{_filled(parts.exponent, str(abs(power)))}"
    return (f"-{text.lstrip()}" if rounded < 0 else text).strip()


def _parts(section: Section) -> _Parts:
    parts = _Parts()
    here = parts.whole
    pending = 0  # commas of which the next digit tells whether they group or scale
    for token in section.tokens:
        if token.kind == "point" and not parts.point and not parts.exponent:
            parts.point, here = True, parts.places
        elif token.kind == "exponent":
            parts.sign, here = token.text, parts.exponent
        elif token.kind == "comma":
            if parts.digits(parts.whole):
                pending += 1
            continue
        elif token.kind == "percent":
            parts.percents += 1
            here.append(Token("literal", "%"))
        elif token.kind in ("digit", "literal"):
            if token.kind == "digit" and pending and here is parts.whole:
                parts.grouped, pending = True, 0
            here.append(token)
        elif token.kind in ("slash", "point"):
            here.append(Token("literal", token.text))
    parts.thousands = pending
    return parts


def _whole(parts: _Parts, digits: str) -> str:
    """Digits before the point in their places, from the right; the first takes all that is left."""
    shown: list[str] = []
    left = parts.digits(parts.whole)
    written = 0

    def write(char: str) -> None:
        nonlocal written
        if parts.grouped and written and written % 3 == 0:
            shown.append(",")
        shown.append(char)
        written += 1

    for token in reversed(parts.whole):
        if token.kind != "digit":
            shown.append(literal(token)[::-1])
            continue
        left -= 1
        if digits:
            write(digits[-1])
            digits = digits[:-1]
        elif token.text == "0":
            write("0")
        elif token.text == "?":
            shown.append(" ")
        while left == 0 and digits:
            write(digits[-1])
            digits = digits[:-1]
    return "".join(shown)[::-1]


def _places(parts: _Parts, digits: str) -> str:
    """Digits behind the point; noughts at the end only where the code asks for them."""
    kept = len(digits.rstrip("0"))
    shown, at = "", 0
    for token in parts.places:
        if token.kind != "digit":
            shown += literal(token)
            continue
        if at < kept or token.text == "0":
            shown += digits[at]
        at += 1
    return shown


def _filled(tokens: list[Token], digits: str) -> str:
    return _whole(_Parts(whole=tokens), digits.lstrip("0"))


def _with_fraction(value: float, section: Section) -> str:
    """`# ?/?`: a whole number and the nearest fraction with so many digits below."""
    slash = next(n for n, token in enumerate(section.tokens) if token.kind == "slash")
    below = section.tokens[slash + 1 :]
    fixed = "".join(token.text for token in below if token.kind in ("digit", "literal")).strip()
    digits = sum(token.kind == "digit" for token in below)
    number = Fraction(exact(abs(value)))
    whole = int(number)
    if fixed.isdigit() and int(fixed):
        part = Fraction(round((number - whole) * int(fixed)), int(fixed))
    else:
        part = (number - whole).limit_denominator(10 ** min(digits, 7) - 1 or 9)
    if part == 1:
        whole, part = whole + 1, Fraction(0)
    shown = f"{whole} {part}" if whole and part else str(part or whole)
    return f"-{shown}" if value < 0 else shown


def _in_chinese(number: Decimal, parts: _Parts, section: Section) -> str:
    before = "".join(itertools.takewhile(bool, map(literal, parts.whole)))
    after = "".join(map(literal, (*parts.whole, *parts.places)))[len(before) :]
    text = in_numerals_with_fraction(abs(number), section.numerals)
    return f"{'-' if number < 0 else ''}{before}{text}{after}".strip()

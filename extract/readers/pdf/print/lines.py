"""Characters → lines, each as a person would copy it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby, pairwise
from operator import itemgetter, sub
from statistics import median
from typing import NamedTuple

import regex

from extract.readers.pdf.page import Glyph
from extract.words.text import ideographs

RADICAL = regex.compile(r"[\u2e80-\u2fd5]")
_RAISED = 1.2
"""Text this many times as large as what stands a little above it bears it as an exponent."""
SMALL = 0.8
"""Characters smaller than this share of their line's are set apart from it, raised or lowered."""
_LIFTED = 0.15
"""Ems above the line's baseline at which a small character is raised."""
HIGH = 0.7
"""Ems above a line's baseline up to which a small mark may be raised; a line above is further."""
_DIGITS, _SUPERSCRIPTS = "0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARKS = _DIGITS + "①②③④⑤⑥⑦⑧⑨⑩*＊"
_OF_MARKS = _MARKS + "[](),，、（）［］〔〕注"
_MARK = regex.compile(r"[\[(（［〔]?注?[\d①-⑩*＊]+(?:[,，、]\d+)*[\])）］〕]?")
"""What footnotes are marked by, raised behind the text that they are about."""
_UNIT = regex.compile(r"[A-Za-z]$")
_ENDS_IN_NUMBER, _LONG_NUMBER = regex.compile(r"[\d.,]*\d[%％]?$"), 24
DRAWN_SPACE = "\u200a"
"""What an engine gives for a gap that may be a space whose glyph it does not see."""
GAP = 0.2
"""A gap of this many ems parts two Latin words; a smaller one is how the letters are set.
At 0.25 the spaces of `Web of Science` are lost where Chromium prints them."""
_HAN_GAP = 0.38
"""A gap of this many ems beside Han is a space; word processors set Latin apart from Han by less
(up to 0.3). The printed publication chromium-spaced decides: at 0.34 its letter spacing becomes
spaces, at 0.42 its spaces are lost."""
_SHUT = 0.05
"""A space narrower than this many ems cannot be seen: padding of a cell."""
_SPREAD = 4
"""Gaps of a line from which its letter spacing can be told."""


# Fields of a glyph taken by their place: a page has thousands, and names cost twice as much.
_TEXT, _START, _BASELINE, _SIZE = map(itemgetter, (0, 1, 2, 9))


class TextLine(NamedTuple):
    """A printed line: its text, and the box around its characters.

    `spaced` tells that a space was printed at its end.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    spaced: bool = False


def printed_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Lines from the top down, each read from left to right.

    Characters stand on one line when their baselines differ by less than half a character.
    """
    level = sorted(glyphs, key=_BASELINE)
    rows = _far_apart(level) or _rows(level)
    return [line for row in rows if (line := line_of(sorted(row, key=_START))).text]


def _far_apart(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The rows of characters, sorted by baseline, that stand on few baselines far from each other.

    So those of most cells do: nothing else needs to be asked. Empty where it does.
    """
    if not glyphs or glyphs[0].y == glyphs[-1].y:
        return [glyphs] if glyphs else []
    least = HIGH * max(map(_SIZE, glyphs))
    rows = [list(row) for _, row in groupby(glyphs, key=_BASELINE)]
    near = any(below[0].y - above[0].y < least for above, below in pairwise(rows))
    return [] if near else rows


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The rows of characters that are sorted by baseline."""
    rows: list[list[Glyph]] = []
    base = largest = 0.0
    for glyph in glyphs:
        y, size = glyph.y, glyph.size
        if rows and (
            y - base < 0.45 * largest
            or y - base < 0.45 * size
            or (y - base < HIGH * size and _are_marks(rows[-1], size))
        ):
            rows[-1].append(glyph)
            if size > _RAISED * largest:
                base, largest = y, size  # what came before was raised
        else:
            rows.append([glyph])
            base, largest = y, size
    return rows


def _are_marks(row: list[Glyph], size: float) -> bool:
    """Is all of a row so small beside what follows, and such, that it may be raised from it?"""
    return all(g.size < SMALL * size and g.text in _OF_MARKS for g in row)


def line_of(row: list[Glyph]) -> TextLine:
    """The line that characters are which stand on it, from left to right."""
    texts, _, _, lefts, tops, rights, feet, _, _, sizes = zip(*row, strict=True)
    text, spaced = "".join(texts), False
    smallest = min(sizes)
    if smallest < SMALL * max(sizes):
        row = _with_raised(row, max(sizes))
        text = "".join(map(_TEXT, row))
    # A gap wider than that of the smallest character is looked at beside its own.
    wide = max(map(sub, lefts[1:], rights), default=0.0) > GAP * smallest
    if " " in text or not text.isprintable() or (wide and _has_gap(lefts, rights, sizes)):
        text, spaced, seen = _spaced_out(row)
        _, _, _, lefts, tops, rights, feet, _, _, sizes = zip(*seen, strict=True)
    return TextLine(
        ideographs(text) if RADICAL.search(text) else text,
        *(min(lefts), min(tops), max(rights), max(feet)),
        sum(sizes) / len(sizes),
        spaced,
    )


def _has_gap(lefts: tuple[float, ...], rights: tuple[float, ...], sizes: tuple[float, ...]) -> bool:
    """Is there white between two characters of a line that may be a space?"""
    gaps = zip(rights, lefts[1:], sizes[1:], strict=False)
    return any(b - a > GAP * em for a, b, em in gaps)


def _with_raised(row: list[Glyph], largest: float) -> list[Glyph]:
    """Raised digits behind a number are none of its digits: left out as the mark of a footnote, but
    for powers of ten that have a unit. Behind a Latin unit they belong to it (m2), behind any other
    they are a mark too; so are lowered ones, those in brackets, and those before all other text.
    """
    base = median(g.y for g in row if g.size == largest)
    found: list[Glyph] = []
    for small, group in groupby(row, key=lambda g: _is_small(g, base, largest)):
        glyphs = list(group)
        marks = "".join(map(_TEXT, glyphs))
        if not small or not _MARK.fullmatch(marks):
            found += glyphs
            continue
        follows = next((g for g in row if g.x0 > glyphs[-1].x0), None)
        before = "".join(map(_TEXT, found[-_LONG_NUMBER:]))
        number = _ENDS_IN_NUMBER.search(before)
        if _is_exponent(marks, before, follows):
            found += glyphs
        elif number and number[0] == "10" and marks.isdigit() and marks.isascii() and follows:
            found += [g._replace(text=_SUPERSCRIPTS[int(g.text)]) for g in glyphs]
        elif found:  # the room it takes is no space
            found[-1] = found[-1]._replace(x1=glyphs[-1].x1)
    return found


def _is_small(glyph: Glyph, base: float, largest: float) -> bool:
    return glyph.size < SMALL * largest and abs(base - glyph.y) > _LIFTED * largest


def _is_exponent(marks: str, before: str, follows: Glyph | None) -> bool:
    """Does a raised or lowered digit belong to letters: m2, PM2.5, 14C? None in brackets does."""
    if not marks.isalnum():
        return False
    if not before:
        return follows is None or bool(_UNIT.search(follows.text))
    return bool(_UNIT.search(before))


def _spaced_out(row: list[Glyph]) -> tuple[str, bool, list[Glyph]]:
    """The text of a line with gaps, whether a space ends it, and its characters but for spaces."""
    parts: list[str] = []
    seen: list[Glyph] = []
    before: Glyph | None = None
    spaced = drawn = False
    spread: tuple[float, float] | None = None
    for glyph in row:
        text = glyph.text
        if text.isspace():
            drawn = drawn or text == DRAWN_SPACE
            spaced = spaced or text != DRAWN_SPACE
            continue
        seen.append(glyph)
        if not text.isalnum() and not (text := _printable(text)):
            continue
        if before is not None and (spaced or drawn or glyph.x0 - before.x1 > GAP * glyph.size):
            spread = _letter_spacing(row) if spread is None else spread
            if _parted(before, glyph, spread, spaced=spaced, drawn=drawn):
                parts.append(" ")
        parts.append(text)
        before, spaced, drawn = glyph, False, False
    return "".join(parts), spaced, seen or row


def _printable(text: str) -> str:
    """A character as text: PDFium's sign for a hyphen at a line's end is one, controls are none."""
    if text in ("\x02", "\ufffe", "\u00ad"):
        return "-"
    return text if text.isprintable() or _private(text) else ""


def _private(text: str) -> bool:
    return "\ue000" <= text <= "\uf8ff"


def _letter_spacing(row: list[Glyph]) -> tuple[float, float]:
    """By how much the characters of a line are set apart (justified lines, spaced letters): beside
    Han, and between Latin letters and digits, where a few tell it.
    """
    printed = [g for g in row if g.text != DRAWN_SPACE]
    pairs = [(a, b) for a, b in pairwise(printed) if not (a.text.isspace() or b.text.isspace())]
    gaps = [max(b.x0 - a.x1, 0.0) for a, b in pairs]
    if len(gaps) < _SPREAD:
        return 0.0, min(gaps, default=0.0)
    usual = median(gaps)
    return usual, usual


def _parted(
    before: Glyph, glyph: Glyph, spread: tuple[float, float], *, spaced: bool, drawn: bool
) -> bool:
    """Is there a space between two characters of a line? Between Han, gaps are layout.

    `spaced`: a space was printed there; `drawn`: perhaps. Else the gap tells, if it is one beyond
    the line's own `spread`. Punctuation as wide as Han brings its own room.
    """
    gap = (glyph.x0 - before.x1) / glyph.size
    first, second = before.text[-1], glyph.text[0]
    wide = cjk(first) + cjk(second)
    if wide == 2:
        return gap > 3.0
    if wide and (is_stop(first) or is_stop(second)):
        return False
    if spaced:
        return gap > _SHUT or not wide
    if wide and not (_counts(first) and _counts(second)):
        return False  # 1.总则: the number of a paragraph, set apart
    usual = spread[0 if wide else 1] / glyph.size
    least = _SHUT if drawn else _HAN_GAP if wide else GAP
    return gap - usual > least


def _counts(char: str) -> bool:
    return char.isalnum() or char in "%≥≤＞＜"


def cjk(char: str) -> bool:
    """Is it an ideograph, or punctuation printed as wide as one?

    >>> [cjk(c) for c in "人，（“㎡a1%≥"]
    [True, True, True, True, True, False, False, False, False]
    """
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffef"
        or char >= "\U00020000"
        or char in "“”‘’—…·"
    )


def is_stop(char: str) -> bool:
    """Is it punctuation as wide as an ideograph?"""
    return cjk(char) and unicodedata.category(char)[0] == "P"

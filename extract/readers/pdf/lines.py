"""Characters → lines → the text of a cell, as a person would copy it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import regex

from extract.readers.pdf.page import Glyph
from extract.text import ideographs

_ENUMERATED = regex.compile(r"[(（]?[\d一二三四五六七八九十]{1,2}[)）.．、]|目标\d|[①-⑳]")
_RADICAL = regex.compile(r"[\u2e80-\u2fd5]")
_WIDE = 18.0
"""Ems from which a cell is wide enough for paragraphs."""


class TextLine(NamedTuple):
    """A printed line: its text, and the box around its characters."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    em: float


def printed_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Lines from the top down, each read from left to right.

    Characters stand on one line when their baselines differ by less than half a character.
    """
    rows: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.y):
        size = max(glyph.size, rows[-1][0].size) if rows else 0.0
        if rows and glyph.y - base < 0.45 * size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base = glyph.y
    return [line for row in rows if (line := _line(sorted(row, key=lambda g: g.x))).text]


def _line(row: list[Glyph]) -> TextLine:
    parts: list[str] = []
    seen: list[Glyph] = []
    before: Glyph | None = None
    spaced = False
    for glyph in row:
        text = glyph.text
        if text.isspace():
            spaced = True
            continue
        seen.append(glyph)
        if not text.isalnum() and not (text := _printable(text)):
            continue
        if before is not None and _parted(before, glyph, spaced):
            parts.append(" ")
        parts.append(text)
        before, spaced = glyph, False
    seen = seen or row
    text = "".join(parts)
    return TextLine(
        ideographs(text) if _RADICAL.search(text) else text,
        min(g.x0 for g in seen),
        min(g.top for g in seen),
        max(g.x1 for g in seen),
        max(g.bottom for g in seen),
        sum(g.size for g in seen) / len(seen),
    )


def _printable(text: str) -> str:
    """A character as text: PDFium's sign for a hyphen at a line's end is one, controls are none."""
    if text in ("\x02", "\ufffe", "\u00ad"):
        return "-"
    return text if text.isprintable() or _private(text) else ""


def _private(text: str) -> bool:
    return "\ue000" <= text <= "\uf8ff"


def _parted(before: Glyph, glyph: Glyph, spaced: bool) -> bool:
    """Is there a space between two characters of a line? Between Han, gaps are layout.

    Between Latin words a gap will do; between Latin and Han only a printed space.
    """
    gap = glyph.x0 - before.x1
    if not spaced and gap <= 0.2 * glyph.size:
        return False
    han = cjk(before.text[-1]) + cjk(glyph.text[0])
    if han == 2:
        return gap > 3.0 * glyph.size
    if han == 1:
        # A cell's padding can stand there as a space; punctuation brings its own room.
        return spaced and not _stop(before.text[-1]) and not _stop(glyph.text[0])
    return spaced or gap > 0.2 * glyph.size


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


def _stop(char: str) -> bool:
    return cjk(char) and not char.isalnum()


def joined(lines: list[TextLine], left: float, right: float) -> str:
    """The lines of a cell that lies between `left` and `right` as one text.

    A wrapped line goes on in the next; in wide cells, a line that ends well before the others ends
    a paragraph, kept as a newline.
    """
    if not lines:
        return ""
    wide = right - left > _WIDE * lines[0].em and len(lines) > 1
    full = max(line.x1 for line in lines)
    start = min(line.x0 for line in lines)
    text = lines[0].text
    for above, line in pairwise(lines):
        if wide and _paragraph_ends(above, line, start, full):
            text += "\n" + line.text
        else:
            text += _between(above, line, right) + line.text
    return text


def _paragraph_ends(above: TextLine, line: TextLine, start: float, full: float) -> bool:
    """Ragged right ends by up to two characters are wrapping; centred lines are no paragraphs."""
    if above.x0 - start > 4 * above.em or line.x0 - start > 4 * line.em:
        return False
    if _ENUMERATED.match(line.text) and above.text[-1] in "。；;.！":
        return True
    return full - above.x1 > 2.5 * above.em or line.x0 - max(above.x0, start) > 1.5 * line.em


def _between(above: TextLine, line: TextLine, right: float) -> str:
    """What joins a wrapped line to the next: a space between Latin words, else nothing."""
    end, begin = above.text[-1], line.text[0]
    if cjk(end) or cjk(begin) or end in "-/≥≤<>=(" or not begin.isalnum():
        return ""
    if end.isdigit() and begin.isdigit() and right - above.x1 < 1.5 * above.em:
        return ""  # a number too long for its cell
    return " " if end.isalnum() or end in ",.;:)%" else ""

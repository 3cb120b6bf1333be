"""The characters of a PDFium text page, placed on the page as shown. Calls are what costs."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from extract.readers.pdf.engines.pdfium_calls import (
    address,
    reference,
    text_font,
    text_object,
)
from extract.readers.pdf.engines.pdfium_looks import Looks
from extract.readers.pdf.engines.pdfium_places import Places
from extract.readers.pdf.engines.pdfium_runs import BLANK, RunOn
from extract.readers.pdf.engines.pdfium_unseen import Unseen
from extract.readers.pdf.limits import MAX_GLYPHS, PageTooLarge
from extract.readers.pdf.matrix import Matrix
from extract.readers.pdf.page import Glyph, Run, as_runs, glyphs_of
from extract.readers.pdf.print.lines import DRAWN_SPACE, cjk


def characters(text_page: Any) -> Sequence[str]:
    """The page's characters, one to an index; raises PageTooLarge.

    They come in bulk, singly where the bulk is not one each: a glyph without unicode is missing
    from it, one beyond U+FFFF takes two indices (the second of which has no character here).
    """
    count = pdfium.FPDFText_CountChars(text_page)
    if count > MAX_GLYPHS:
        raise PageTooLarge
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text_page, 0, count, buffer) == count + 1:
        bulk = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="replace")
        if len(bulk) == count:
            return bulk
    return _paired([pdfium.FPDFText_GetUnicode(text_page, n) for n in range(count)])


def _paired(codes: list[int]) -> list[str]:
    """Characters of codes; two halves of one are joined at the first, the second has none.

    >>> _paired([0x2265, 0xD840, 0xDC00, 0xDC00, 0, 0x20001])
    ['≥', '𠀀', '', '\\ufffd', '\\ufffd', '𠀁']
    """
    found = [_character(code) for code in codes]
    for n, (high, low) in enumerate(pairwise(codes)):
        if 0xD800 <= high < 0xDC00 <= low < 0xE000:
            found[n] = chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
            found[n + 1] = ""
    return found


def _character(code: int) -> str:
    usable = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if usable else "\ufffd"


def runs(  # noqa: PLR0913, PLR0915, PLR0917 -- the hot loop of a page: a call costs as much as what it does
    text_page: Any,
    text: Sequence[str],
    matrix: Matrix,
    width: float,
    height: float,
    unseen: Unseen,
) -> list[Run]:
    """Printed characters in PDFium's order, in runs; those it made up (no width), and `unseen` ones
    are left out.

    `matrix` takes the page's own space to the page as shown, `width` x `height`; what lies off it
    is left out too. Of a run of characters as high as each other, on one baseline and in one
    colour, only the first is asked for more than its box.
    """
    page = reference(address(text_page))
    found: list[Run] = []
    new = tuple.__new__
    pale, run_y, run_x, blank = False, -1.0, 0.0, False
    run_bottom, level, stacked = 0.0, False, False
    indices: list[int] = []
    last_x = last_y = -1.0
    at, count = 0, len(text)
    looks, alike_to, odd = Looks(page, count, unseen.doubtful()), 0, 0
    places = Places(page, count, matrix)
    right_by, down_from = places.right_by, places.down_from
    lefts, tops, rights, bottoms = places.lefts, places.tops, places.rights, places.bottoms
    run_on = RunOn(text, places, width)
    while at < count:
        index, at = at, at + 1
        left, top, right, bottom = lefts[index], tops[index], rights[index], bottoms[index]
        if right <= left or top <= bottom or not text[index]:
            continue
        if level and bottom == run_bottom:
            # As low as the upright one before: on its baseline, and upright too.
            px, py, turn = left, run_y, 0
        else:
            px, py = places.origin(index)
            # A turned one can begin at its box's side too, but then at a corner of it.
            level = -0.1 < left - px < 0.1 and bottom + 0.1 < py < top - 0.1
            turn = 0 if level else places.turn(index)
            run_bottom = bottom
        begins = py != run_y or not -1.0 < left - run_x < top - bottom
        if not begins and left - run_x > BLANK * (top - bottom):
            blank = _nameless(page, index)
        run_y, run_x = py, right
        px, py = px + right_by, down_from - py
        box = left + right_by, down_from - top, right + right_by, down_from - bottom
        size = box[2] - box[0] if turn in (1, 3) else box[3] - box[1]
        glyph = new(Glyph, (text[index], px, py, *box, turn, pale, size))
        on_page = 0.0 <= px <= width and 0.0 <= py <= height
        if index >= alike_to:
            begins, (odd, alike_to) = True, looks.at(index, count)
        if begins and (odd or unseen.doubts) and unseen.begin(glyph, odd) is not pale:
            pale = not pale
            glyph = glyph._replace(pale=pale)
        if unseen.alert or not on_page:
            seen = unseen.as_shown(index, glyph, found, on_page=on_page)
            if seen is None:
                continue
            glyph = seen
        stacked = stacked or (px == last_x and py == last_y)
        last_x, last_y = px, py
        if blank:
            found += _blank_between(found[-1:], glyph)
            indices += [index] * (len(found) - len(indices))
            blank = False
        indices.append(index)
        if turn or (until := unseen.certain(index, glyph, alike_to)) == at:
            found.append(_alone(glyph))
            continue
        run_on.level = level
        run = run_on(index, glyph, run_y, until=until, alike=unseen.covers)
        found.append(run)
        at = index + len(run)
        run_x, run_bottom, last_x = rights[at - 1], bottoms[at - 1], run_on.last_x
        level = run_on.level
    return _spread(found, indices, page) if stacked else found


def _alone(glyph: Glyph) -> Run:
    """A character as a run of its own."""
    text, x, y, left, top, right, bottom, turn, pale, size = glyph
    box = (left,), (top,), (right,), (bottom,)
    return Run(text, (x,), y, *box, turn, pale, (size,), [glyph], alike=True)


def _nameless(page: Any, index: int) -> bool:
    """Is a character of a font whose glyphs are drawings (Type 3)? Its spaces draw nothing, and
    PDFium leaves them out: they are known by their gap alone.
    """
    return bool(text_font(page, index, None, 0, None) <= 1)


def _blank_between(runs: list[Run], glyph: Glyph) -> list[Run]:
    """The space between two characters set apart; a drawn ideograph ends where its em does."""
    if not runs or runs[0].turn or glyph.turn:
        return []
    before = runs[0].glyphs[-1]
    em = max(before.size, glyph.size)
    end = before.x + em if cjk(before.text[-1]) else before.x1
    if glyph.x - end <= BLANK * em:
        return []
    return [_alone(before._replace(text=DRAWN_SPACE, x=end, x0=end, x1=glyph.x))]


def _spread(runs: list[Run], begins: list[int], page: Any) -> list[Run]:
    """Characters of one /ActualText all begin at one place: spread them over its box.

    Those of different texts lie over each other. `begins`: where the runs begin in PDFium's page of
    text.
    """
    found = glyphs_of(runs)
    indices = [n for at, run in zip(begins, runs, strict=True) for n in range(at, at + len(run))]
    result: list[Glyph] = []
    start = 0
    for end in range(1, len(found) + 1):
        if (
            end < len(found)
            and (found[end].x, found[end].y) == (found[start].x, found[start].y)
            and text_object(page, indices[end]) == text_object(page, indices[start])
        ):
            continue
        run = found[start:end]
        if len(run) > 1 and all(g[1:7] == run[0][1:7] for g in run):
            step = (run[0].x1 - run[0].x0) / len(run)
            run = [
                g._replace(x=g.x + n * step, x0=g.x0 + n * step, x1=g.x0 + (n + 1) * step)
                for n, g in enumerate(run)
            ]
        elif len(run) > 1 and not any(g.turn for g in run):
            run = [g._replace(x=g.x0) for g in run]  # PDFium has spread their boxes
        result.extend(run)
        start = end
    return as_runs(result)

"""The lines of a cell → its text, as a person would copy it."""

from __future__ import annotations

from itertools import pairwise

import regex

from extract.readers.pdf.print.lines import TextLine, cjk, is_stop

_ENUMERATED = regex.compile(r"[(（]?[\d一二三四五六七八九十]{1,2}[)）.．、]|目标\d|[①-⑳]")
_APART = regex.compile(r"\p{Han} [A-Za-z0-9.+%&/-]|[A-Za-z0-9.+%&/-] \p{Han}")
_TIGHT = regex.compile(r"\p{Han}[0-9A-Za-z]|[0-9A-Za-z]\p{Han}")
_NEW_WORD = regex.compile(r"[(«\\[{•][\p{Latin}\d]|[-–] \p{Latin}")
"""What begins a word of its own, and is no sign beside a number or Han."""
_NUMBER = regex.compile(
    r"(?<![\d.,])(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|20\d\d(?:\.\d\d?){2})(?![\d.,]*\d)"
)
_FULL = 0.6
"""Ems of a digit: a line with less room is full."""
_PAD = 6.0
"""Points by which text is set in from the sides of its cell, at the most. At 5 a number that
takes two lines of a narrow Word table (the printed publication docx-narrow) is read as two."""
_WIDE = 18.0
"""Ems from which a cell is wide enough for paragraphs. At 16 the names of docx-narrow are broken
where a line was only full."""


def joined(lines: list[TextLine], left: float, right: float) -> str:
    """The lines of a cell that lies between `left` and `right` as one text.

    A wrapped line goes on in the next; in wide cells, a line that ends well before the others ends
    a paragraph, kept as a newline.
    """
    if len(lines) < 2:
        return lines[0].text if lines else ""
    wide = right - left > _WIDE * lines[0].em
    full = max(line.x1 for line in lines) if wide else right
    start = min(line.x0 for line in lines) if wide else left
    text = lines[0].text
    for above, line in pairwise(lines):
        if wide and _paragraph_ends(above, line, start, full):
            text += "\n" + line.text
        else:
            text += _between(above, line, right - left, lines) + line.text
    return text


def _paragraph_ends(above: TextLine, line: TextLine, start: float, full: float) -> bool:
    """Ragged right ends by up to two characters are wrapping; centred lines are no paragraphs."""
    if above.x0 - start > 4 * above.em or line.x0 - start > 4 * line.em:
        return False
    stopped = above.text[-1] in "。；;.！"
    if _ENUMERATED.match(line.text) and stopped:
        return True
    if any(_centred(each, start, full) for each in (above, line)) and not stopped:
        return False
    return full - above.x1 > 2.5 * above.em or line.x0 - max(above.x0, start) > 1.5 * line.em


def _centred(line: TextLine, start: float, full: float) -> bool:
    """Is a line set in from both sides alike, as the last line of a centred cell is?"""
    left, right = line.x0 - start, full - line.x1
    return left > 0.5 * line.em and abs(left - right) < line.em


def _between(above: TextLine, line: TextLine, room: float, lines: list[TextLine]) -> str:
    """What joins one of the `lines` of a cell as wide as `room` to the next: a space between Latin
    words.

    Between a Latin word and Han a space stays: one printed at the line's end, or one whose place
    the line's end took, where the cell sets its words apart (numbers often stand without one).
    """
    end, begin = above.text[-1], line.text[0]
    if cjk(end) or cjk(begin):
        if (cjk(end) and cjk(begin)) or is_stop(end) or is_stop(begin):
            return ""
        word = (begin if cjk(end) else end).isalpha()
        return " " if above.spaced or (word and _set_apart(lines)) else ""
    if _NEW_WORD.match(line.text):
        return " " if end.isalpha() or end in ".;:)»" else ""
    if end in "-/≥≤<>=(" or not begin.isalnum():
        return " " if above.text.endswith((" -", " –")) and begin.isalpha() else ""
    if end.isdigit() and begin.isdigit() and _goes_on(above, line, room):
        return ""
    return " " if end.isalnum() or end in ",.;:)%»" else ""


def _goes_on(above: TextLine, line: TextLine, room: float) -> bool:
    """Is it one number, too long for its cell? Its line is full, and both parts make one number."""
    first, rest = above.text.split()[-1], line.text.split()[0]
    full = room - (above.x1 - above.x0) < _FULL * above.em + 2 * _PAD
    return full and bool(_NUMBER.search(first + rest))


def _set_apart(lines: list[TextLine]) -> bool:
    """Does a cell print a space wherever a Latin word and Han meet on a line?"""
    if len(lines) < 2:
        return False
    return any(_APART.search(line.text) for line in lines) and not any(
        _TIGHT.search(line.text) for line in lines
    )

"""Rows whose cells nothing but spaces part, a line each: by where cells begin, or what they are.

What neither proves is signalled, not read.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.readers.aligned_rows import aligned, aligned_below
from extract.readers.beside_heads import goals_beside, heads_goals, is_remark
from extract.readers.printed_lines import Piece, Printed, PrintedLines, row_of
from extract.readers.row_places import BlockHeader, header_of, rows_in
from extract.words.heads import LEVELS, heads_block, is_label
from extract.words.labels import role_of, section
from extract.words.text import key
from extract.words.titles import is_year_line, title_of

_WIDE = regex.compile(r"[ ]{2,}|\u3000+| *\u3000[ \u3000]*")
_NARROW = regex.compile(r"[ \u3000]+")
_SIGNED = regex.compile(r"([^<>=≥≤≧≦＜＞＝]{2,})([<>=≥≤≧≦＜＞＝].+)")
_FEW = 3
_PAIR = 2
_LONGEST = 60
_NEAR = 60
"""Lines of a form's head that may be aligned with each other."""


def spaced(lines: Sequence[str]) -> PrintedLines | None:
    """The rows of lines whose cells spaces part; None where no line is a header so printed."""
    if not any(map(_heads, lines)):
        return None
    reader = _Spaced(lines)
    while reader.at < len(lines):
        reader.read()
    return reader.found


class _Spaced:
    """Reads line by line, knowing the header of the block that it is in."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.at = 0
        self.found = PrintedLines()
        self.header: BlockHeader | None = None

    def read(self) -> None:
        """Read the next line, and those that stand below it in its columns."""
        line, texts = self.lines[self.at], _parted(self.lines[self.at])
        self.at += 1
        if _heads(line):
            self._head(line, texts)
        elif heads_goals(texts):
            self._goals(texts)
        elif title_of(line) or is_year_line(line):
            self.header = None if title_of(line) else self.header
            self.found.lines.append(line)
        elif not line.strip():
            inside = self.header is None and self._goes_on()
            self.found.lines += [] if inside else [line]
        elif self.header is not None:
            _place(line, self.header, self.found)
        elif columns := aligned(self._run(self.at - 1, _NEAR)):
            self.found.lines += columns
            self.at += len(columns) - 1
        else:
            self.found.lines.append(tuple(map(Piece, texts)) if is_label(texts[0]) else line)

    def _head(self, line: str, texts: list[str]) -> None:
        """A header, its rows if they are aligned with it; the line over it may be a part of it."""
        self.header = header_of(texts)
        over = _over(self.lines[self.at - 2] if self.at > 1 else "", line)
        below = self._run(self.at, len(self.lines))
        rows = aligned_below(line, [*([over, line] if over else []), *below], over)
        if rows is None:
            self.found.lines.append(self.header.row if self.header else row_of(texts))
            self.found.lost += [] if self.header else [line]
            return
        if over:
            self.found.lines.pop()
        own: list[Printed] = [] if over else [row_of(texts)]
        self.found.lines += [*own, *rows]
        self.at += len(below)

    def _goals(self, texts: list[str]) -> None:
        """Heads of goals, and below them a text for each; else what stands there is said."""
        below = self.lines[self.at] if self.at < len(self.lines) else ""
        told = [text for text in _WIDE.split(below.strip()) if text]
        rows = goals_beside(texts, told)
        self.found.lines += map(row_of, rows or [texts])
        self.found.lost += [] if rows or not told else [below]
        self.at += 1

    def _run(self, first: int, most: int) -> list[str]:
        """The lines from one on, up to the next blank one, or the next header."""
        found: list[str] = []
        for line in self.lines[first : first + most]:
            if not line.strip() or _heads(line):
                break
            found.append(line)
        return found

    def _goes_on(self) -> bool:
        """Does the head of a form go on below a blank line, with a label or a block's header?"""
        rest = (self.lines[n] for n in range(self.at, len(self.lines)))
        line = next((line for line in rest if line.strip()), "")
        inside = any(not isinstance(each, str) for each in self.found.lines[-1:])
        named = is_label(_parted(line)[0]) or bool(header_of(_parted(line)))
        return inside and not title_of(line) and named


def _heads(line: str) -> bool:
    """Is a line a header whose rows can be placed, or one with wide spaces between its labels?"""
    if header_of(_parted(line)):
        return True
    texts = [text for text in _WIDE.split(line.strip()) if text]
    return len(texts) >= _FEW and heads_block(texts)


def _over(above: str, line: str) -> str:
    """The line over a header that begins to the right: the other row of its labels; else none."""
    over = above if line[:1].isspace() else ""
    return over if over.strip() and len(_parted(over)) > 1 and is_label(_parted(over)[0]) else ""


def _place(line: str, header: BlockHeader, found: PrintedLines) -> None:
    """One row: its cells stand between wide spaces, between single ones, or run together."""
    first, *rest = _parted(line)
    if is_remark(line) or (len(rest) < _PAIR and role_of("aside", first)):
        found.lines.append(line)
        return
    parted = [[text for text in mark.split(line.strip()) if text] for mark in (_WIDE, _NARROW)]
    above = _first_level(found, header)
    tried = [rows_in(tokens, header, above) for tokens in (*parted, _glued_row(line))]
    one = (rows for rows, lost in tried if not lost and len(rows) == 1)
    rows = next(one, None)  # a line is one row: what makes two of it holds a level nobody knows
    found.lines += rows or []
    found.lost += [] if rows else [line]


def _first_level(found: PrintedLines, header: BlockHeader) -> str:
    """The first level that stands above the next row of a block."""
    for line in reversed(found.lines):
        if line is header.row:
            break
        if not isinstance(line, str) and line[header.side].text:
            return line[header.side].text
    return ""


def _parted(line: str) -> list[str]:
    """The cells of a line between wide spaces, else between single ones."""
    for mark in (_WIDE, _NARROW):
        texts = [text for text in mark.split(line.strip()) if text]
        if len(texts) > 1:
            return texts
    return _glued_labels(line) or [line.strip()]


def _glued_labels(line: str) -> list[str]:
    """The labels of a header that run together: 一级指标二级指标三级指标指标值; else none."""
    rest = key(line)
    found: list[str] = []
    labels = (*section("columns"), "绩效指标")
    while rest:
        label = max(filter(rest.startswith, labels), key=len, default=None)
        if label is None or len(rest) > _LONGEST:
            return []
        found.append(label)
        rest = rest.removeprefix(label)
    return found if len(found) >= _FEW else []


def _glued_row(line: str) -> list[str]:
    """Names of levels, an indicator and its value that run together: a sign parts the last two."""
    rest = line.strip()
    found: list[str] = []
    if _WIDE.search(rest):
        return [rest]  # wide spaces part cells: what they do not place, nothing does
    names = sorted(section("levels"), key=len, reverse=True)
    while len(found) < len(LEVELS):
        name = next(filter(rest.startswith, names), None)
        if name is None:
            break
        found.append(name)
        rest = rest.removeprefix(name)
    signed = _SIGNED.fullmatch(rest)
    return [*found, signed[1], signed[2]] if signed else [*found, rest]


def titled_labels(lines: Sequence[Printed]) -> str | None:
    """The title of a form whose labels begin lines below it, and nothing parts their texts."""
    plain = [line for line in lines if isinstance(line, str)]
    title = next((line.strip() for line in plain if title_of(line)), None)
    firsts = (_WIDE.split(line.strip())[0] for line in plain if _WIDE.search(line.strip()))
    labels = {key(text) for text in firsts if is_label(text)}
    return title if title and len(labels) >= _FEW else None

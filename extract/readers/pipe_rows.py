r"""Rows whose cells stand between upright strokes: Markdown, grids of + and -, drawn boxes.

A converter leaves merged cells empty, prints their text in each of them again, or leaves them out
and fills the row up with strokes at its end (`| 产出指标 | 里程 | ||||`); a break inside a cell may
cut its row over several lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

import regex

from extract.readers.printed_lines import Piece, PrintedLines, Row, row_of
from extract.readers.row_places import ListHeader, header_of, list_header_of, rows_in
from extract.words.heads import heads_block, is_label
from extract.words.labels import goal_role, role_of
from extract.words.text import key
from extract.words.titles import title_of

_DRAWN = str.maketrans("│┃║｜", "||||")
_RULE = regex.compile(r"[\s|+:=\-─━═┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╞╡╪]+")
_STROKE = regex.compile(r"(?<!\\)\|")
_FILLED_UP = regex.compile(r"\|\|+\s*$")
"""Strokes without a space between, at a row's end: cells that the converter made up."""
_BREAK = regex.compile(r"\s*<br\s*/?>\s*", flags=regex.I)
_BOLD = regex.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ESCAPED = regex.compile(r"\\([\\|*_<>~#.=+()\[\]-])")
_FEW = 2
"""Rows at least: a single line with strokes is a path, 首页 | 公开."""
_FEW_COLUMNS = 2
_LETTERS = regex.compile(r"\p{Han}")
_MOST_LINES = 60
"""A row cut over more lines than these is no row."""


def piped(lines: Sequence[str]) -> PrintedLines:
    """The lines of a text, those of tables with strokes as rows of cells.

    >>> piped(["绩效目标表", "| 项目名称 | 道路 |", "|---|---|", "| 年度目标 | 通车 |"]).lines[1]
    (Piece(text='项目名称', span=1), Piece(text='道路', span=1))
    """
    found = PrintedLines()
    run: list[str] = []
    for line in (*lines, ""):
        if not line.strip() or title_of(line):
            _take(run, found)
            found.lines.append(line)
            run = []
        else:
            run.append(line)
    found.lines.pop()
    return found


def _take(lines: list[str], found: PrintedLines) -> None:
    """Lines without a blank between: what stands above and below the strokes is no part of them."""
    stroked = [n for n, line in enumerate(lines) if _has_strokes(line)]
    rows = [n for n in stroked if not _is_rule(lines[n])]
    if len(rows) < _FEW:
        found.lines += lines
        return
    first, last = stroked[0], stroked[-1] + 1
    found.lines += lines[:first]
    _take_rows(lines[first:last], found)
    found.lines += lines[last:]


def _has_strokes(line: str) -> bool:
    return bool(_STROKE.search(line.translate(_DRAWN))) or _is_rule(line)


def _is_rule(line: str) -> bool:
    return bool(line.strip()) and bool(_RULE.fullmatch(line)) and len(set(line.strip())) > 1


def _take_rows(run: list[str], found: PrintedLines) -> None:
    lines = [line.translate(_DRAWN).strip() for line in run]
    boxed = sum(line.startswith("+") for line in lines) > 1
    whole = [] if boxed else _whole(lines)
    rows = _boxed(lines) if boxed else list(map(_cells, whole))
    above = [texts[0] for texts in takewhile(lambda texts: len(texts) == 1, map(_filled, rows))]
    found.lines += above
    rows = rows[len(above) :]
    if _is_compact(whole, rows):
        _place(rows, found)
    elif _repeats(rows):
        found.lines += _all_merged(rows)
    else:
        found.lines += [row_of(row) for row in rows if row]


def _filled(texts: list[str]) -> list[str]:
    return [text for text in texts if key(text)]


def _is_compact(whole: list[str], rows: list[list[str]]) -> bool:
    """Are rows filled up at their ends, and none begins with an empty cell?"""
    return any(map(_is_filled_up, whole)) and all(row and key(row[0]) for row in rows)


def _is_filled_up(line: str) -> bool:
    half_open = not line.startswith("|") and line.endswith("|")
    return half_open or bool(_FILLED_UP.search(line))


def _place(rows: list[list[str]], found: PrintedLines) -> None:
    """Rows that lost empty cells, each under the header above it.

    One with an empty cell between its texts lost none.
    """
    header = None
    for row in rows:
        texts = _filled(row)
        if new := header_of(texts) or list_header_of(texts):
            header = new
            found.lines.append(row_of(texts))
        elif header is None or not all(map(key, row[: len(texts)])):
            found.lines.append(row_of(row))
        elif isinstance(header, ListHeader):
            found.lines.append(header.placed(texts))
        else:
            placed, lost = rows_in(texts, header)
            found.lines += placed
            found.lost += [" | ".join(texts)] if lost else []


def _whole(lines: list[str]) -> list[str]:
    """Rows that a break inside a cell cut over several lines, by the strokes that each row has."""
    texts = [line for line in lines if not _RULE.fullmatch(line)]
    counts = Counter(len(_STROKE.findall(line)) for line in texts)
    full = max(counts, key=lambda count: (counts[count], count), default=0)
    rows: list[str] = []
    parts: list[str] = []
    for line in texts:
        parts.append(line)
        strokes = sum(len(_STROKE.findall(part)) for part in parts)
        if strokes >= full or len(parts) > _MOST_LINES:
            rows += ["\n".join(parts)] if strokes == full else parts
            parts = []
    return [*rows, *parts]


def _cells(line: str) -> list[str]:
    line = _FILLED_UP.sub("|", line)
    texts = [_plain(text) for text in _STROKE.split(line)]
    texts = texts[1:] if line.startswith("|") else texts
    return texts[:-1] if line.endswith("|") and len(texts) > 1 else texts


def _boxed(lines: list[str]) -> list[list[str]]:
    """Rows between rules of + and -; what stands below each other in one is one cell."""
    rows: list[list[str]] = []
    within = 0
    for line in lines:
        if line.startswith("+"):
            within = 0
            continue
        texts = _cells(line)
        if not 0 < within < _MOST_LINES or len(texts) != len(rows[-1]):
            rows.append(texts)
        else:
            rows[-1] = ["\n".join(filter(None, pair)) for pair in zip(rows[-1], texts, strict=True)]
        within += 1
    return rows


def _plain(text: str) -> str:
    """A cell without the marks of Markdown."""
    whole = _BREAK.sub("\n", text.strip())
    return _ESCAPED.sub(r"\1", _BOLD.sub(r"\2", whole)).strip("` ")


def _repeats(rows: list[list[str]]) -> bool:
    """Does the converter print a merged cell's text in each of its columns? Labels show it.

    So does one text in all columns behind a label.
    """
    labels = any(
        one == other and key(one) and is_label(one) for row in rows for one, other in pairwise(row)
    )
    return labels or any(
        len(row) > _FEW_COLUMNS and len(set(row[1:])) == 1 and _LETTERS.search(row[1])
        for row in rows
        if _names_fact(row)
    )


def _names_fact(row: list[str]) -> bool:
    return bool(row) and bool(role_of("facts", row[0]) or goal_role(row[0]))


def _all_merged(rows: list[list[str]]) -> Iterator[Row]:
    """Rows with their merged cells; below a header only what stands under one of its cells."""
    header: list[str] | None = None
    for row in rows:
        header = row if heads_block(row) else None if _names_fact(row) else header
        yield _merged(row, header if header and len(header) == len(row) else row)


def _merged(row: list[str], header: list[str]) -> Row:
    pieces = [(text, len(list(same))) for (text, _), same in groupby(zip(row, header, strict=True))]
    return tuple(
        piece
        for text, span in pieces
        for piece in ([Piece(text, span)] if key(text) else [Piece(text)] * span)
    )

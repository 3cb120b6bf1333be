"""Rows of a file whose cells are parted by commas or semicolons, with quotes where needed (CSV)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import Literal

import regex

from extract.readers.printed_lines import Piece, Printed
from extract.words.heads import heads_block
from extract.words.titles import title_of

_MARKS = (",", ";")
_FORMULA_OF_TEXT = regex.compile(r'^="([^"]*)"$')
"""How exports keep a text from being taken for a number or a date: ="95%" shows 95%."""
_QUOTED_CELL = regex.compile(r'(?:^|\t)"(?:[^"\t]*$|(?:[^"]|"")*"(?:\t|$))')
"""A cell in quotes, or one whose quotes go on on the next line."""
_OF_THOUSANDS = regex.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FEW = 2
_LEAST = 2
"""Rows from which cells of one number are no chance."""


def comma_separated(lines: Sequence[str]) -> list[Printed] | None:
    """The rows of such a file; None where no line is the header of a block so written.

    A spreadsheet writes as many cells in every row: a file of such rows is one, whatever its heads.

    >>> rows = comma_separated(["绩效目标表,,", "一级指标,三级指标,指标值", '产出指标,"新,建",3'])
    >>> rows[0], [piece.text for piece in rows[2]]
    ('绩效目标表', ['产出指标', '新,建', '3'])
    """
    mark = next((mark for mark in _MARKS if _parts_cells(mark, lines)), None)
    if mark is None:
        full = next(filter(None, (_even_rows(mark, lines) for mark in _MARKS)), None)
        return list(_printed(full)) if full else None
    for quotes in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        rows = _parsed(lines, mark, quotes)
        if any(map(heads_block, rows)):
            return list(_printed(rows))
    return None


def tabs_with_quotes(lines: Sequence[str]) -> list[Printed] | None:
    """The rows of a sheet saved as text with tabs; None where no cell of it stands in quotes.

    >>> rows = tabs_with_quotes(["一级指标\\t三级指标\\t指标值", '产出指标\\t"新', '建"\\t3'])
    >>> [piece.text for piece in rows[1]]
    ['产出指标', '新\\n建', '3']
    """
    if not any(_QUOTED_CELL.search(line) for line in lines):
        return None
    if sum(line.count('"') for line in lines) % 2:
        return None
    rows = _parsed(lines, "\t", csv.QUOTE_MINIMAL)
    return list(_printed(rows)) if any(map(heads_block, rows)) else None


def _parts_cells(mark: str, lines: Sequence[str]) -> bool:
    """Does a mark part the cells of a header, on one line or, in quotes, over several?"""
    if any(_heads(line, mark) for line in lines):
        return True
    if not any(line.count('"') % 2 and mark in line for line in lines):
        return False
    rows = _parsed(lines, mark, csv.QUOTE_MINIMAL)
    return any(len(row) > _FEW and heads_block(row) for row in rows)


def _even_rows(mark: str, lines: Sequence[str]) -> list[list[str]]:
    """The rows of a file that all have as many cells, several of them filled; else none.

    Lines before the first of them, and behind the last, may have none. Commas within amounts
    (1,650.37) part nothing by themselves.
    """
    parted = [n for n, line in enumerate(lines) if line.count(mark) >= _FEW]
    if sum(len(_OF_THOUSANDS.sub("", line).split(mark)) > _FEW for line in lines) < _LEAST:
        return []
    above, below = lines[: parted[0]], lines[parted[-1] + 1 :]
    body = lines[parted[0] : parted[-1] + 1]
    rows = [row for row in _parsed(body, mark, csv.QUOTE_MINIMAL) if row]
    filled = sum(sum(map(bool, row)) > _FEW for row in rows)
    even = len({len(row) for row in rows}) == 1 and filled >= _LEAST
    around = ([[line.strip()] for line in part] for part in (above, below))
    first, last = ([row for row in part if row[0]] for part in around)
    return [*first, *(row for row in rows if any(row)), *last] if even else []


def _parsed(lines: Sequence[str], mark: str, quotes: Literal[0, 3]) -> list[list[str]]:
    """The rows; a quote that is never closed takes in all behind it: then quotes part nothing."""
    try:
        found = list(csv.reader((f"{line}\n" for line in lines), delimiter=mark, quoting=quotes))
    except csv.Error:  # a cell longer than any
        return []
    return [[_FORMULA_OF_TEXT.sub(r"\1", text.strip()) for text in row] for row in found]


def _heads(line: str, mark: str) -> bool:
    if line.count(mark) < _FEW or line.rstrip().endswith("。"):
        return False
    return heads_block(text.strip().strip('"') for text in line.split(mark))


def _printed(rows: list[list[str]]) -> Iterator[Printed]:
    """Lines of their own where a title stands alone in its row, or any text above the table."""
    above = True
    for row in filter(None, rows):
        texts = [text for text in row if text]
        above = above and len(texts) < _FEW
        alone = len(texts) == 1 and (above or bool(title_of(texts[0])))
        yield texts[0] if alone else tuple(Piece(text) for text in row)

"""Lines whose texts stand below each other, padded with spaces: rows of cells by where they begin.

A Han character is as wide as two Latin ones. Only where all texts of a run of lines begin in a few
places do these prove to be columns; an empty cell is then one that no text begins in. A text alone
at the left is a line over all of them; one that alone begins there is the label at their side.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

import regex

from extract.readers.printed_lines import Row, row_of
from extract.words.labels import role_of

_TEXT = regex.compile(r"\S+(?: \S+)*")
"""A text; two spaces part it from the next."""
_FEW = 3
"""Lines, and columns, of the smallest table that alignment proves."""
_WIDE = ("W", "F")


def aligned(lines: Sequence[str]) -> list[Row] | None:
    """The rows of lines whose texts are aligned; None where they prove no columns.

    >>> rows = aligned(["任务    总额    拨款", "修渠            12", "合计    30      12"])
    >>> [[piece.text for piece in row] for row in rows or ()]
    [['任务', '总额', '拨款'], ['修渠', '', '12'], ['合计', '30', '12']]
    >>> lines = ["          任务  总额", "主要任务  修渠  30", "          修路  40"]
    >>> [[piece.text for piece in row] for row in aligned(lines) or ()][:2]
    [['主要任务', '任务', '总额'], ['', '修渠', '30']]
    >>> aligned(["任务  总额  拨款", "修渠道  30   12", "合计  30  12"]) is None
    True
    """
    parted = [_parted(line) for line in lines]
    starts: dict[int, int] = {}
    for texts in parted:
        for at, _ in texts:
            starts[at] = starts.get(at, 0) + 1
    several = sum(len(texts) > 1 for texts in parted)
    side = _side(parted, starts)
    often = (times for at, times in starts.items() if at != side)
    if several < _FEW or len(starts) < _FEW or min(often) < _FEW - 1:
        return None
    places = {at: n for n, at in enumerate(sorted(starts))}
    rows = []
    for texts in parted:
        cells = [""] * len(places)
        for at, text in texts:
            cells[places[at]] = text
        rows.append(cells)
    if side is not None:
        label = next(cells[0] for cells in rows if cells[0])
        rows = [[label if not n else "", *cells[1:]] for n, cells in enumerate(rows)]
    return [row_of(c[:1] if c[0] and not any(c[1:]) else c) for c in rows]


def _side(parted: list[list[tuple[int, str]]], starts: dict[int, int]) -> int | None:
    """The left edge where one label of a block stands, in whatever line: it is that of all."""
    if starts.get(0) != 1:
        return None
    line = next(texts for texts in parted if texts and not texts[0][0])
    label = line[0][1]
    named = role_of("blocks", label) or role_of("facts", label) == "description"
    return 0 if named and len(line) >= _FEW else None


def aligned_below(header: str, lines: Sequence[str], over: str = "") -> list[Row | str] | None:
    """The rows of lines whose texts begin where those of a header do; None where they do not.

    One of them begins with an empty cell: else nothing tells padding from cells that were lost.
    `over` is the line above a header in two rows.
    """
    heads = dict.fromkeys(at for line in (over, header) for at, _ in _parted(line))
    places = {at: n for n, at in enumerate(sorted(heads))}
    parted = [_parted(line) for line in lines]
    if len(places) < _FEW or not any(texts and texts[0][0] for texts in parted):
        return None
    rows: list[Row | str] = []
    for line, texts in zip(lines, parted, strict=True):
        cells = [""] * len(places)
        alone = len(texts) == 1 and texts[0][0] == 0
        if not alone and any(at not in places for at, _ in texts):
            return None
        for at, text in () if alone else texts:
            cells[places[at]] = text
        rows.append(line if alone else row_of(cells))
    return rows


def _parted(line: str) -> list[tuple[int, str]]:
    """The texts of a line, each with the width that stands before it."""
    return [(_width(line[: match.start()]), match[0]) for match in _TEXT.finditer(line)]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in _WIDE else 1 for char in text)

"""What a page edge cut in two is one again: labels, names of merged cells, and whole rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import regex

from extract.model import Cell, worst
from extract.tables.cut_rows import Judged, Lines, Rest, header_of, rest_of_indicator, role_under
from extract.words.heads import is_label
from extract.words.labels import is_level, role_of
from extract.words.text import key
from extract.words.why import Verdict, Why

_END = regex.compile(r"\([^()]*\)|指标|标")
"""What ends a name that could as well end before it: 服务对象满意度 | 指标, 产出指标 | （50分）."""
_WHOLE_LABEL = 4
"""A shorter label, 年度, may be the first half of another: 年度 | 绩效目标."""
_WIDE = 0.35
"""A cell of running text (a goal) takes at least this share of the table's width."""


@dataclass(slots=True)
class Cut:
    """What is known of the places where pages cut a table.

    `starts`: the row with which each piece begins; `open_feet`: the columns that each piece left
    open at its foot; `room`: the ems left at the foot of the last piece's columns; `begins`: the
    columns whose text begins on the first line of the next. `rejoined` and `doubtful` are rows as
    extract.model.Grid has them.
    """

    starts: list[int] = field(default_factory=list)
    open_feet: list[set[int]] = field(default_factory=list)
    room: dict[int, float] = field(default_factory=dict)
    begins: set[int] = field(default_factory=set)
    rejoined: set[int] = field(default_factory=set)
    doubtful: set[int] = field(default_factory=set)


def mend(rows: list[list[Cell]], more: list[list[Cell]], n_cols: int, cut: Cut) -> Verdict | None:
    """Join what the cut between `rows` and `more` parted: labels, names, then a whole row.

    Tells whether and why a row was joined; None where there is none.
    """
    if not more:
        return None
    _mend_labels(rows, more[0])
    _fill_upwards(rows, more[0], cut)
    rest, why = _rest(rows, more, n_cols, cut)
    if rest is Rest.DOUBTFUL:
        cut.doubtful |= {len(rows) - 1, len(rows)}
    if rest is Rest.LIKELY:
        cut.rejoined.add(len(rows) - 1)
    joined = rest in (Rest.CERTAIN, Rest.LIKELY)
    if joined:
        for cell in more.pop(0):
            _append(rows, cell)
    return Verdict(yes=joined, why=why)


def _mend_labels(rows: list[list[Cell]], row: list[Cell]) -> None:
    """A label whose second half stands on the next page (`绩效指` | `标`) is whole on the first."""
    alone = sum(bool(key(cell.text)) for cell in row) == 1  # what it labels stands above
    for place, cell in enumerate(row):
        above = _above(rows, cell)
        if above is None or not key(cell.text) or not key(above[2].text):
            continue
        r, k, upper = above
        both = upper.text + cell.text
        begun = _is_name(upper.text) or (
            is_label(upper.text) and len(key(upper.text)) >= _WHOLE_LABEL
        )
        below = (is_label(cell.text) and not alone) or is_level(cell.text)
        two = begun and below and not _END.fullmatch(key(cell.text))
        if (is_label(both) or is_level(both)) and not two:
            rows[r][k] = replace(upper, text=both, sight=worst((upper.sight, cell.sight)))
            row[place] = replace(cell, text="")


def _is_name(text: str) -> bool:
    return is_level(text) or any(role_of(name, text) for name in ("blocks", "levels"))


def _fill_upwards(rows: list[list[Cell]], row: list[Cell], cut: Cut) -> None:
    """A name that stands on the next page is the name of all of its cell, whose beginning is empty.

    Only where the cell was left open at the page's foot, and only of what names rows: a level, a
    project. What belongs to a single row is not filled.
    """
    header = header_of(rows)
    for cell in row:
        if header and key(cell.text) and role_under(header, cell) in (None, "level1", "level2"):
            for r, k in _nameless_above(rows, cell, cut):
                rows[r][k] = replace(rows[r][k], text=cell.text, sight=cell.sight)


def _nameless_above(rows: list[list[Cell]], cell: Cell, cut: Cut) -> list[tuple[int, int]]:
    """The empty parts of a cell on the pages before, none where they are another cell's."""
    empty: list[tuple[int, int]] = []
    end = len(rows)
    for start, open_foot in zip(reversed(cut.starts), reversed(cut.open_feet), strict=True):
        above = _above(rows[:end], cell) if cell.col in open_foot else None
        if above is None:
            return empty  # closed by a rule: what stands there is another cell
        r, k, upper = above
        if key(upper.text):
            return []  # the name stands there already, or another cell's
        empty.append((r, k))
        if r > start:
            return empty
        end = start
    return empty


def _above(rows: list[list[Cell]], cell: Cell) -> tuple[int, int, Cell] | None:
    """The cell at the foot of `rows` over a cell: its row, its place there, and itself."""
    last = len(rows) - 1
    for r in range(last, -1, -1):
        for k, other in enumerate(rows[r]):
            if other.col == cell.col and (r == last or r + other.rowspan > last):
                return r, k, other
    return None


def _rest(rows: list[list[Cell]], more: list[list[Cell]], n_cols: int, cut: Cut) -> Judged:
    """Is the first row of `more` the rest of the last of `rows`?

    Below the indicator header: it has neither level nor value, or a value and nothing else where
    the row above has none, or it goes on under full lines. Before it: running text goes on under
    running text, without a label.
    """
    header = header_of(rows)
    over = [_above(rows, cell) for cell in more[0] if key(cell.text)]
    if not rows[-1] or not all(over):
        return Judged(Rest.NONE, Why.NOTHING_GOES_ON)
    if not header:
        text = _is_rest_of_text(rows, more[0], n_cols)
        return Judged(Rest.CERTAIN, Why.TEXT_GOES_ON) if text else Judged(Rest.NONE, Why.NO_TEXT)
    cells = [found[2] for found in over if found]
    lines = Lines(cut.room, cut.begins)
    return rest_of_indicator(rows[-1], cells, more[0], header, lines)


def _is_rest_of_text(rows: list[list[Cell]], row: list[Cell], n_cols: int) -> bool:
    filled = [cell for cell in row if key(cell.text)]
    if any(is_label(cell.text) for cell in filled):
        return False
    if any(role_of("funding", cell.text) for cell in rows[-1]):
        return False
    text = [cell for cell in row if cell.colspan >= _WIDE * n_cols]
    above = [found[2] if (found := _above(rows, cell)) else None for cell in text]
    return bool(text) and all(
        upper and upper.colspan == cell.colspan and not is_label(upper.text)
        for upper, cell in zip(above, text, strict=True)
    )


def _append(rows: list[list[Cell]], cell: Cell) -> None:
    """Add the rest of a cell to its first half, which stays where it was printed."""
    above = _above(rows, cell)
    if above and key(cell.text):
        r, k, upper = above
        text = _run_on(upper.text, cell.text)
        rows[r][k] = replace(upper, text=text, sight=worst((upper.sight, cell.sight)))


def _run_on(first: str, rest: str) -> str:
    """Running text over a page edge: a paragraph ends where its sentence does."""
    if not first:
        return rest
    glue = " " if first[-1].isascii() and first[-1].isalpha() and rest[0].isascii() else ""
    return first + ("\n" if first[-1] in "。；！" and len(first) > 40 else glue) + rest

"""A page's lines as tables of amounts: what stands above each, its heads, its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.readers.pdf.print.lines import TextLine
from extract.readers.pdf.unruled.printed_lines import Print, sure
from extract.words.text import fold, key

_AMOUNT = regex.compile(
    r"[¥￥]?[-−–－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?|[-−–—]"
    r"|\((?:\d{1,3}(?:,\d{3})+|\d+)\.\d+\)"
)
_MONEY = regex.compile(r"[¥￥]?[-−–－]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)")
_DOUBTFUL = regex.compile(r"\d{1,3}(?: \d{3})+\.\d+")
"""An amount whose thousands blanks may part."""
_CODE = regex.compile(r"\d{3}(?:\d\d){0,3}|\d\d")
_HAN = regex.compile(r"\p{Han}")
_ENUMERATED = regex.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d))"
)
_TOLD = regex.compile(r"(?:单位|部门)(?:名称|\(单位\)|\(部门\))?:|^单位:|元\)?$")
_NUMBER = regex.compile(
    r"\p{Han}{0,6}(?:表[一二三四五六七八九十\d]{1,3}|[\d一二三四五六七八九十]{1,3}表)"
)
_NOTE = regex.compile(r"(?:注|备注|说明)\d?[:：]")
_GOES_ON = regex.compile(r"(?:[万亿]元.*|元)[，。；]")
"""How a sentence goes on behind its amount, which no cell beside an amount begins with."""
_FEWEST = 3
"""Heads of a table, at the least."""
_LONGEST = 20
"""Characters of a head; more are a sentence."""
_FEW_ROWS, _MANY_ROWS = 2, 5
"""Rows from which amounts below a title, and without one, are those of a table."""
_HIGHEST = 9
"""Lines of heads, those that wrap counted line by line."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The lines of heads of a table, and those of its rows."""

    heads: tuple[Print, ...]
    rows: tuple[Print, ...]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(line.bottom for line in (*self.heads, *self.rows))


@dataclass(frozen=True, slots=True)
class Head:
    """A head: the lines that it takes."""

    lines: tuple[TextLine, ...]

    @property
    def x0(self) -> float:
        """Its left edge."""
        return min(line.x0 for line in self.lines)

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(line.x1 for line in self.lines)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.lines[-1].bottom

    @property
    def centre(self) -> float:
        """The middle between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        """The middle between top and bottom."""
        return (self.top + self.bottom) / 2


def is_amount(text: str) -> bool:
    """Is a run an amount, a share or a dash?"""
    return bool(_AMOUNT.fullmatch(_figures(text)))


def is_money(text: str) -> bool:
    """Is a run an amount that is no code, year or number of a row?"""
    return bool(_MONEY.fullmatch(_figures(text)))


def is_code(text: str) -> bool:
    """Is a run a code, or a part of one?"""
    return bool(_CODE.fullmatch(_figures(text)))


def _figures(text: str) -> str:
    """A text folded, as figures would be; empty where it holds ideographs, as most do."""
    return "" if _HAN.search(text) else fold(text).strip()


def may_be_of_table(texts: Sequence[str]) -> bool:
    """Can a line with these texts, apart from each other, be one of a table that is read or said?

    An amount that a justified line sets apart from the unit behind it is told in its sentence.

    >>> [may_be_of_table(x) for x in (["1.20 万元"], ["附件", "说明"], ["持平。", "其中", "增"])]
    [False, False, False]
    >>> [may_be_of_table(texts) for texts in (["1.20"], ["合计", "1.20"], ["收入", "支出", "备注"])]
    [True, True, True]
    >>> may_be_of_table(["为", "1.20", "万元，增加"]), may_be_of_table(["办公", "1.20", "万元"])
    (False, True)
    """
    if len(texts) == 1:
        return is_money(texts[0])
    behind = [
        after
        for text, after in zip(texts, [*texts[1:], ""], strict=True)
        if is_amount(text) or _is_doubtful(text)
    ]
    if behind:
        return not all(map(_GOES_ON.match, behind))
    return len(texts) >= _FEWEST and not any(map(_says, texts))


def chunks_of(prints: Sequence[Print], *, goes_on: bool) -> list[Chunk]:
    """The tables of a page, each with its heads; raises where lines of amounts have none.

    `goes_on`: the first may be the rest of the table on the page before, without heads.
    """
    chunks: list[Chunk] = []
    for n, part in enumerate(_parted(prints)):
        start = next((n for n, line in enumerate(part) if _is_row(line)), None)
        if start is None or not _holds_amounts(part[start:]):
            chunks += _empty(part[:start]) if n else []
            continue
        rows = _without_notes(part[start:])
        heads = part[:start]
        if heads or n or not goes_on:
            sure(that=0 < len(heads) <= _HIGHEST)
            sure(that=sum(len(line.runs) for line in heads) >= _FEWEST)
        chunks.append(Chunk(tuple(heads), tuple(rows)))
    return chunks


def _empty(part: list[Print]) -> list[Chunk]:
    """The heads of a table without a row, below its title: what stands there up to a sentence."""
    heads = []
    for line in part[:_HIGHEST]:
        if _NOTE.match(key(line.runs[0].text)) or any(_says(run.text) for run in line.runs):
            break
        heads.append(line)
    full = sum(len(line.runs) for line in heads) >= _FEWEST and any(
        len(line.runs) >= _FEWEST for line in heads
    )
    return [Chunk(tuple(heads), ())] if full else []


def _says(text: str) -> bool:
    return len(key(text)) > _LONGEST or any(mark in text for mark in "。；，")


def _holds_amounts(lines: list[Print]) -> bool:
    """Is there an amount that can be no code, or a line with several?"""
    money = any(is_money(run.text) for line in lines for run in line.runs)
    return money or any(sum(is_amount(run.text) for run in line.runs) > 1 for line in lines)


def looks_like_amounts(prints: Sequence[Print], *, goes_on: bool) -> bool:
    """Do lines print amounts in columns, below a title or as many rows: a table, read or not?

    `goes_on`: the page before did, and one row may be left.
    """
    for n, part in enumerate(_parted(prints)):
        counts = [_in_columns(line) for line in part]
        rows = sum(count > 0 for count in counts) >= (_FEW_ROWS if n else 1)
        if (rows or max(counts, default=0) > _FEW_ROWS) and (n or goes_on):
            return True
        if sum(count > 1 for count in counts) >= _MANY_ROWS:
            return True
    return False


def _in_columns(line: Print) -> int:
    """How many amounts a line prints apart from other text."""
    if len(line.runs) < 2:
        return 0
    return sum(is_money(run.text) or _is_doubtful(run.text) for run in line.runs)


def _is_doubtful(text: str) -> bool:
    return bool(_DOUBTFUL.fullmatch(_figures(text)))


def _parted(prints: Sequence[Print]) -> list[list[Print]]:
    """Lines between titles, units and numbers of tables, which are no part of a table."""
    parts: list[list[Print]] = [[]]
    for line in prints:
        if any(_stands_above(run) for run in line.runs):
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def _stands_above(run: TextLine) -> bool:
    text = key(run.text)
    told = bool(_TOLD.search(text)) and not _ENUMERATED.match(text) and ":" in text
    titled = text.endswith(("表", "表)")) and len(text) > 3
    return told or titled or bool(_NUMBER.fullmatch(text))


def _is_row(line: Print) -> bool:
    """Does a line begin the rows of a table: an amount, a code, the number of a list?"""
    texts = [run.text for run in line.runs]
    return (
        any(is_amount(text) for text in texts)
        or bool(_ENUMERATED.match(key(texts[0])))
        or is_code(texts[0])
    )


def _without_notes(lines: list[Print]) -> list[Print]:
    """Rows up to a note, or to a line alone below the last amount; no amount stands behind it."""
    last = max(n for n, line in enumerate(lines) if any(is_amount(r.text) for r in line.runs))
    note = next((n for n, line in enumerate(lines) if _NOTE.match(key(line.runs[0].text))), None)
    if note is not None:
        sure(that=note > last)
        return lines[:note]
    # What stands below the last amount is of the table only where it has a cell for each.
    end = last + 1
    while end < len(lines) and len(lines[end].runs) > 1:
        end += 1
    return lines[:end]

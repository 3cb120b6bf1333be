"""Rows of an indicator block that are no indicators: headers again, blanks, remarks, totals."""

from __future__ import annotations

from functools import lru_cache

import regex

from extract.model import Cell
from extract.tables.grid_rows import Rows, overlap, sharing
from extract.targets.column import Header
from extract.targets.shapes import value_shaped
from extract.words.labels import column_role, level_of, role_of
from extract.words.text import fold, key

_REPEATED = 3
"""So many labels of the header in a row make it the header printed again."""
_CELLS = 2
"""So many cells behind the first make a row below the totals an indicator again."""
_SIGNED = ("contact", "filled_in_on")
_PLACEHOLDER = regex.compile(r"(?:指标\d*|\(?\d+\)?|[.…·、。:])+")
"""What a template prints where a name is to be filled in: `指标1：`, `……`."""
_NOTHING = regex.compile(r"(?:指标\d*:?|具体指标|[.·]{2,})+")
"""A placeholder that could not be the number of anything, in whatever column it stands."""
_ABSENT = regex.compile(r"[-—–―/\\]+|无|不涉及|不适用")
"""What a publisher writes where a level has no indicator, as its name and as its value."""
_NO_GOAL = regex.compile(
    r"(?:目标[\d一二三四五六七八九十]{0,2}|\(\d{1,2}\)|\d{1,2}(?:[、:]|\.(?!\d))|[.…·、。:;*×_])+"
)
"""What a template prints where a goal is to be written: `目标1：……`."""
_UNFILLED = regex.compile(r"[<>=≥≤]*(?:\*{2,}|×{2,}|[xX]{2,}|_{2,}|○{2,})\D*")
"""A value that a template leaves to be filled in: `≤**元/株`, `≥××%`."""
_SENTENCE = 20
_SHORT = 4
"""Beside a sum of points stand at most words of this length: 优, 合格."""
_INDICATOR = regex.compile(r"^指标\d")
_SIGNATURE = regex.compile(
    r"""
    \D{0,30}                                               # 财政部门审核意见, 科室负责人
    (?: \(? (?:盖章|签章|公章|签字|签名) \)? :? (?:年月日)? | 年月日 )
    """,
    regex.VERBOSE,
)
"""Where somebody is to sign or to seal, with the day left blank; as `key` squeezes it."""
_SIGNS = ("章", "签", "年月日")
"""One of them stands in each such text."""
_OPINION = regex.compile(r"\D{0,20}(?:意见|审核|审批|负责人|经办人):?")
"""What stands beside a signature, and says whose it is."""


def is_placeholder(text: str) -> bool:
    """Is a text but the number of an indicator: 指标1, （2）?"""
    return bool(_PLACEHOLDER.fullmatch(key(text)))


def is_no_goal(text: str) -> bool:
    """Is a text but the place of a goal that nobody wrote: 目标1：……?

    >>> is_no_goal("目标1：……\\n目标2：……"), is_no_goal("目标1：修路。目标2：……")
    (True, False)
    """
    return bool(_NO_GOAL.fullmatch(key(text)))


def is_nothing(text: str) -> bool:
    """Is a text what a template prints in any column where something is to be filled in: ……?"""
    return bool(_NOTHING.fullmatch(key(text)))


def is_absent(text: str) -> bool:
    """Is nothing printed in a cell, or what stands for nothing: /, —, 无?"""
    return not key(text) or bool(_ABSENT.fullmatch(key(text)))


def is_signature(texts: list[Cell]) -> bool:
    """Does a row but wait for hands and seals: (盖章) 年 月 日, beside 财政部门审核意见?"""
    printed = [key(cell.text) for cell in texts]
    together = "".join(printed)
    if not any(sign in together for sign in _SIGNS):
        return False
    signed = [bool(_SIGNATURE.fullmatch(text)) for text in printed]
    return any(signed) and all(
        sign or _OPINION.fullmatch(text) for sign, text in zip(signed, printed, strict=True)
    )


def _sums(rest: list[Cell]) -> bool:
    """Do sums of points stand beside 总分, with a word at most on how good they are?"""
    sums = [value_shaped(cell.text) for cell in rest]
    words = [cell for cell, is_sum in zip(rest, sums, strict=True) if not is_sum]
    return (any(sums) or not rest) and all(len(key(cell.text)) <= _SHORT for cell in words)


def _is_signed(texts: list[Cell]) -> bool:
    """Does a row say who filled the form in, and when: 填报人：某 | 联系电话：…?"""
    first, *rest = texts
    head, mark, _ = fold(first.text).partition(":")
    if role_of("facts", key(head)) not in _SIGNED:
        heads = [fold(cell.text).partition(":") for cell in texts] if mark else []
        whole = bool(heads) and all(colon for _, colon, _ in heads)
        return whole and any(role_of("facts", each) in _SIGNED for each, _, _ in heads)
    return bool(mark) or not rest or any(role_of("facts", cell.text) for cell in rest)


@lru_cache(maxsize=1 << 12)
def _tells_nothing(text: str) -> bool:
    """May a text stand in a row without an indicator: a level, a placeholder, a dash?"""
    absent = level_of(text) or _ABSENT.fullmatch(key(text))
    return bool(absent) or is_nothing(text) or is_placeholder(text)


def _is_unfilled(text: str) -> bool:
    return bool(_UNFILLED.fullmatch("".join(fold(text).split())))


class RowKinds:
    """Tells what a row of a block is, by its texts; remembers whether the points were summed."""

    def __init__(self, rows: Rows, header: Header) -> None:
        self.n_cols = rows.n_cols
        self.header = header
        self.labels = header.labels
        self.values, self.names, self.points = (
            [column.cell for column in header.columns if column.role == role]
            for role in ("value", "name", "weight")
        )
        self.summed = False

    def repeats_header(self, texts: list[Cell]) -> bool:
        """Is a row the header printed again on a further page?"""
        again = [
            cell
            for cell in texts
            if key(cell.text) in self.labels or role_of("blocks", cell.text) == "indicators"
        ]
        if len(again) == len(texts) > 1:
            return True
        return len(again) >= _REPEATED and any(
            column_role(cell.text) in ("name", "value") for cell in again
        )

    def numbers_columns(self, texts: list[Cell]) -> bool:
        """Does a row below the header number the columns, 1 2 3 … or 栏次 1 2 3 …?"""
        if len(texts) < _REPEATED:
            return False
        if fold(texts[-1].text).strip() not in (str(len(texts)), str(len(texts) - 1)):
            return False
        numbers = [fold(cell.text).strip() for cell in texts]
        begin = 0 if numbers[0] == "1" else 1
        counted = [str(n) for n in range(1, len(numbers) - begin + 1)]
        return len(counted) >= _REPEATED and numbers[begin:] == counted

    def is_blank(self, texts: list[Cell]) -> bool:
        """Are level names all that a row prints, or what stands where names are to be filled in?

        A template may give out its points before.
        """
        if all(is_nothing(cell.text) for cell in texts):
            return True
        values = [cell for value in self.values for cell in sharing(value, texts)]
        if any(_is_unfilled(cell.text) for cell in values):
            return True
        points = {id(cell) for each in self.points for cell in sharing(each, texts)}
        told = [cell for cell in texts if id(cell) not in points]
        if not all(_tells_nothing(cell.text) for cell in told):
            return False
        named = [cell for cell in told if any(overlap(n, cell) for n in self.names)]
        if len(told) < len(texts) and any(level_of(cell.text) for cell in named):
            return False  # an indicator named like a level, with its points
        absent = bool(named) and all(_ABSENT.fullmatch(key(cell.text)) for cell in named)
        return bool(told) and all(
            level_of(cell.text)
            or is_nothing(cell.text)
            or (cell in named and is_placeholder(cell.text))
            or (absent and bool(_ABSENT.fullmatch(key(cell.text))))
            for cell in told
        )

    def is_remark(self, texts: list[Cell]) -> bool:
        """A line over the full width, a footer of who filled it in, a row of totals."""
        [first, *rest] = texts
        full_width = not rest and first.colspan >= self.n_cols > 1
        if full_width:
            return not _INDICATOR.match(key(first.text))
        if first.col >= self.header.levels_end:
            return False
        named = role_of("aside", key(first.text).partition(":")[0])
        if named == "total":
            self.summed = _sums(rest)
            return self.summed
        if self.summed and len(rest) < _CELLS and not level_of(first.text):
            return True  # below the sum of the points stand words on the whole form
        return (named == "remark" and self._is_told(texts)) or _is_signed(texts)

    def _is_told(self, texts: list[Cell]) -> bool:
        """Does a row print a remark's label, and its text or another such label at most?"""
        [first, *rest] = texts
        label, colon, _ = key(first.text).partition(":")
        others = any(role_of(name, cell.text) for name in ("facts", "aside") for cell in rest)
        spread = len(rest) == 1 and first.colspan + rest[0].colspan >= self.n_cols > 2
        whole = len(label) >= _SHORT and len(rest) < _CELLS
        whole |= len(rest) == 1 and len(key(rest[0].text)) >= _SENTENCE
        return bool(colon) or not rest or others or spread or whole

    def is_lone_indicator(self, texts: list[Cell]) -> bool:
        """A name alone over the full width: its value is lost."""
        return len(texts) == 1 and texts[0].colspan >= self.n_cols > 1

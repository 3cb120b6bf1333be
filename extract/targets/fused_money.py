"""Money whose label and amount stand in one cell: `年度资金总额：16`, or several lines of such.

Also a cell of labels beside a cell of as many amounts, a line each.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import regex

from extract.targets.shapes import amount_shaped
from extract.words.labels import role_of
from extract.words.money_labels import funding_role, speaks_of_money, tells_no_money
from extract.words.text import clean, key

_PARTS = regex.compile(
    r"[;；,，。\s]+(?=\p{Han}[\p{Han}()（）\s]{1,20}[:：])"
    r"|[;；,，、]\s*(?=\p{Han}{2,14}\s*\d[\d.,，]*\s*[千万亿]?元)|\n"
    r"|(?<=[\d元])(?![年月日万千亿元个项])(?=\p{Han}[\p{Han}()（）]{1,20}[:：]\s*\d)"
)
"""Where one line of money ends and the next begins."""
_LABELLED = regex.compile(r"(?P<label>.*[^:：\d\s])\s*[:：]\s*(?P<amount>[^:：]*)")
_BARE = regex.compile(r"(?P<label>(?:20\d\d年)?\D*[^:：\d\s.,，])\s*(?P<amount>\d.*)")
"""Without a colon between them: only behind a label that is wholly known."""
_UNKNOWN = regex.compile(r"(?:其中:?|\d{1,2}[.、]|[(]\d{1,2}[)])?[\p{Han}()、“”]{2,16}")
"""What may be the label of a line that no word tells."""
_WRITTEN = regex.compile(r"[.．]\d\d?$|\d[,，]\d{3}|元$")
"""How amounts are written, and counts are not."""
_TELLS_AMOUNT = re.compile(r"[:：\d]")
"""One of these stands in each such line."""
_AMOUNT_INSIDE = regex.compile(r"[:：]\s*\d")
"""A label that holds an amount of its own is several lines of money run together."""
_OF_WHICH = "其中"
_WITH_PARTS = regex.compile(
    r"(?P<whole>[^()（）]+?\d\s*(?:[千万亿]?元)?)\s*[(（]\s*其中[:：]?\s*(?P<parts>[^()（）]+)[)）]"
)
_PART = regex.compile(r"(\p{Han}{2,14})[:：]?\s*(\d[\d,，.]*\s*[千万亿]?元)")
_MADE_OF = regex.compile(r"^其中\s*[:：]?\s*")
_COMMA = regex.compile(r"[;；,，、]\s*(?=\p{Han})")


class Line(NamedTuple):
    """A label of money and its amount, empty where none is printed."""

    label: str
    amount: str


@lru_cache(maxsize=1 << 12)  # a cell is asked for itself, and as what stands beside or below
def fused_money(text: str) -> tuple[Line, ...]:
    """The lines of money that one cell prints with their labels; empty where it is no such cell.

    Behind a known line a label that nobody knows is one all the same.

    >>> fused_money("年度资金总额：16\\n其中：上级资金16")
    (Line(label='年度资金总额', amount='16'), Line(label='其中：上级资金', amount='16'))
    >>> fused_money("资金总额：100万元 其中：财政拨款：80万元 其他资金：")[1:]
    (Line(label='其中：财政拨款', amount='80万元'), Line(label='其他资金', amount=''))
    >>> fused_money("其中：省级68万元，县级50万元")[1]
    Line(label='其中：县级', amount='50万元')
    >>> [line.amount for line in fused_money("资金总额：3926.52政府性基金：460.00其他资金：0")]
    ['3926.52', '460.00', '0']
    >>> fused_money("资金总额：100\\n县级配套 25.35")[1], fused_money("县级配套 25.35")
    (Line(label='县级配套', amount='25.35'), ())
    >>> [tuple(line) for line in fused_money("2021年预算安排36万元，其中：财政拨款30万元。")]
    [('2021年预算安排', '36万元'), ('其中：财政拨款', '30万元')]
    >>> fused_money("年初职工人数：14人"), fused_money("资金总额：")
    ((), ())
    """
    if not _TELLS_AMOUNT.search(text):
        return ()
    found: list[Line] = []
    prefix = ""
    inside = False
    for part in filter(str.strip, _PARTS.split(clean(text).rstrip("。；;"))):
        if key(part) == _OF_WHICH:
            prefix = part.strip()
            continue
        inside |= (prefix + part.strip()).startswith(_OF_WHICH)
        line = _line(prefix + part.strip()) or (_part(part) if inside else None)
        if line is None and found:
            line = unknown_line(prefix + part.strip(), sure=False)
        prefix = ""
        if line is None:
            return ()
        found.append(line)
    return tuple(found) if any(line.amount for line in found) else ()


def unknown_line(text: str, *, sure: bool) -> Line | None:
    """A label that nobody knows and an amount; a count, points or a share is none.

    A bare whole number is an amount only where its place is `sure` to be money's.

    >>> unknown_line("县级配套  25.35", sure=False), unknown_line("受益村：12", sure=False)
    (Line(label='县级配套', amount='25.35'), None)
    >>> unknown_line("县级配套：25", sure=True), unknown_line("执行率：25", sure=True)
    (Line(label='县级配套', amount='25'), None)
    """
    match = _LABELLED.fullmatch(text) or _BARE.fullmatch(text)
    label, amount = (match["label"].strip(), match["amount"].strip()) if match else ("", "")
    if not amount or not amount_shaped(amount) or not (sure or _WRITTEN.search(amount)):
        return None
    short = bool(_UNKNOWN.fullmatch(key(label))) and not tells_no_money(label)
    return Line(label, amount) if short else None


def _part(text: str) -> Line | None:
    """What a sum is made of, with its unit: 其中：上级补助400万元, 县级配套120万元 behind it."""
    match = _PART.fullmatch(_MADE_OF.sub("", text.strip()))
    return Line(f"{_OF_WHICH}：{match[1]}", match[2]) if match else None


def money_in_brackets(text: str) -> tuple[Line, ...]:
    """A sum, and behind it in brackets what it is made of; empty where it is no such text.

    >>> money_in_brackets("资金总额：160万元（其中：县级财政120万元，自筹40万元）")[1:]
    (Line(label='其中：县级财政', amount='120万元'), Line(label='其中：自筹', amount='40万元'))
    """
    match = _WITH_PARTS.fullmatch(clean(text))
    whole = _line(match["whole"].strip()) if match else None
    if match is None or whole is None:
        return ()
    parts = [_PART.fullmatch(part.strip()) for part in _COMMA.split(match["parts"])]
    if not all(parts):
        return (whole,)
    return (whole, *(Line(f"{_OF_WHICH}：{each[1]}", each[2]) for each in parts if each))


def _line(text: str) -> Line | None:
    for pattern in (_LABELLED, _BARE):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        label, amount = match["label"].strip(), match["amount"].strip()
        if _AMOUNT_INSIDE.search(label):
            return None
        named = bool(funding_role(label) or role_of("money_sides", label))
        named |= pattern is _LABELLED and speaks_of_money(label)
        named |= role_of("blocks", label) == "funding" and amount.endswith("元")
        if named and (not amount or amount_shaped(amount)):
            return Line(label, amount)
    return None


def lines_beside(labels: str, amounts: str) -> tuple[Line, ...]:
    """A cell of several labels of money beside a cell of as many amounts; else empty.

    >>> lines_beside("资金总额\\n其中：财政拨款", "16\\n12.5")
    (Line(label='资金总额', amount='16'), Line(label='其中：财政拨款', amount='12.5'))
    >>> lines_beside("年度资金\\n总额", "16\\n12.5")
    ()
    """
    if "\n" not in labels and "<" not in labels:
        return ()  # one line, as most are
    left, right = clean(labels).split("\n"), clean(amounts).split("\n")
    if not len(left) == len(right) > 1 or role_of("funding", "".join(left)) is not None:
        return ()
    if not all(map(funding_role, left)) or not all(map(amount_shaped, right)):
        return ()
    return tuple(Line(label, amount) for label, amount in zip(left, right, strict=True))

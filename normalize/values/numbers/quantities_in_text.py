"""Every number of a text with its limits; identifiers, ordinals and words stay text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.values.clauses import rest_of_clause
from normalize.values.closed_sets import Flag
from normalize.values.date_or_number import begins_date
from normalize.values.numbers.build_quantity import build_quantity
from normalize.values.numbers.left_of_number import Before, read_before
from normalize.values.numbers.numeral_or_name import begins_range, counts, han_counts
from normalize.values.numbers.numerals import HAN, HAN_DIGITS, SCALED, han_number, mixed_number
from normalize.values.numbers.quantity import Quantity, Span
from normalize.values.numbers.right_of_number import Behind, read_behind
from normalize.values.numbers.shares import (
    find_doublings,
    find_misread,
    find_pairs,
    find_refused,
    find_shares,
)

HAN_CHARS = re.compile(rf"[{HAN}半]")
_DIGITS = r"\d+(?:(?:[., 。]| \.)\d+)*|(?<![\d.])\.\d+"
_TOKEN = re.compile(_DIGITS)
_HAN_TOKEN = re.compile(rf"{_DIGITS}|半|[{HAN}]+(?:点[{HAN_DIGITS}]+)?")
_MIXED = re.compile(rf"\d+(?:\.\d+)?(?:{SCALED})(?:\d+(?:\.\d+)?(?:{SCALED}))*\d*(?:\.\d+)?")
_SEPARATOR = re.compile(r"[ ,。]")
_SEVERAL = re.compile(r"[亿万千百]\d")
# 5万3000 names every place; 1万2 is spoken for 12000 and written for nothing.
_SPELLED_OUT = re.compile(r"(?:.*亿\d{8}|.*万\d{4}|.*千\d{3}|.*百\d{2}|.*[亿万千百])(?<!万亿)")
_UNIT_SIGNS = frozenset({"%", "‰"})
_MISTAKABLE = re.compile(r"[OoIl|]|[SBZsbz]\d*[%‰]")
_LETTER = re.compile(r"[A-Za-z\u0370-\u04ff]")
_PLACES = frozenset("亿万千百十")
_ALNUM = re.compile(r"[A-Za-z\d]")
_MEASURED = frozenset("%‰元万亿")
_GENERATION = re.compile(r"(?<![≥≤<>=])[2-7][GDA](?![A-Za-z])")
_NUMBERED = ("附件", "附表", "附录", "附图", "序号", "编号")
"""What is numbered, not counted: 见附件1."""
# Latin words that may touch the number that they stand for.
_TOUCHING = ("RMB", "pH", "PH", "ph")


def find_quantities(text: str, blocked: Sequence[Span] = ()) -> list[Quantity]:
    """The quantities of a cleaned text in written order; digits inside `blocked` are not theirs.

    Spans are half open, in characters of `text`. Source: docs/values.md, Numbers.

    >>> [(q.number, q.unit.name) for q in find_quantities("电脑10台,打印机5台")]
    [('10', '台'), ('5', '台')]
    >>> find_quantities("符合GB/T19001要求"), find_quantities("一带一路建设")
    ([], [])
    """
    found: list[Quantity] = []
    taken = list(blocked)
    han = HAN_CHARS.search(text) is not None
    _find_unlike_numerals(text, taken, found, han=han)
    pattern = _HAN_TOKEN if han else _TOKEN
    stop = 0
    match = pattern.search(text)
    while match:
        at, end = following = match.span()
        if at >= stop and not any(a < end and at < b for a, b in taken):
            low = max((q.end for q in found if q.end <= at), default=0)
            if blocked:
                low = max([low, *(b for _, b in blocked if b <= at)])
            quantity = _read(text, low, at, end, match[0])
            if quantity:
                found.append(quantity)
                stop = max(quantity.stop, quantity.end)
                following = (at, quantity.stop)
        match = pattern.search(text, following[1])
    if len(found) > 1:
        found.sort(key=lambda q: q.at)
    return found


def _find_unlike_numerals(
    text: str, taken: list[Span], found: list[Quantity], *, han: bool
) -> None:
    """What is not written as one numeral, and what only looks like one: before the numerals."""
    find_refused(text, taken, found)
    if "番" in text:
        find_doublings(text, taken, found)
    if "分之" in text or "/" in text or han:
        find_shares(text, taken, found)
    if ":" in text or "比" in text:
        find_pairs(text, taken, found)
    if _MISTAKABLE.search(text):
        find_misread(text, taken, found)


def _read(text: str, low: int, at: int, end: int, digits: str) -> Quantity | None:
    """The quantity whose digits are `digits`, None where they are no number."""
    is_han = not digits[0].isascii()
    number, end, flags = (_han if is_han else _arabic)(text, at, end, digits)
    if number is None and not flags:
        return None
    before = read_before(text, low, at)
    limited = bool(before.sign or before.word)
    opening = at == low and (at == 0 or text[at - 1] in ",;、")
    behind = read_behind(text, end, limited=limited and not is_han, opening=opening and not is_han)
    if text[end : end + 1] == ")" and text[before.start - 1 : before.start] == "(":
        before, behind = _outside(text, low, before, behind)
    if behind.half and number is not None:
        number = number + ".5" if number.isdigit() else None
        flags |= set() if number else {Flag.OCR_SUSPECT}
    quantity = build_quantity(text, before, behind, at, end, number, flags)
    if is_han:
        return _if_han_counts(text, quantity, before, digits, low)
    return quantity if counts(text, quantity, before, limited=limited) else None


def _if_han_counts(
    text: str, quantity: Quantity, before: Before, digits: str, low: int
) -> Quantity | None:
    quantity = quantity.flagged(Flag.HAN_NUMERAL)
    if not han_counts(text, quantity, before, digits, low):
        return None
    quantity = quantity._replace(han=True, tentative=begins_range(text, quantity))
    return _with_scale(quantity, digits)


def _outside(text: str, low: int, before: Before, behind: Behind) -> tuple[Before, Behind]:
    """(100)人, ≥(100)人: what stands around the brackets of a number belongs to it."""
    outer = read_behind(text, behind.end + 1, limited=False)
    ahead = read_before(text, low, before.start - 1) if before.start - 1 > low else Before(0)
    if behind.unit is None and outer.unit is not None and rest_of_clause(text, outer.end) == "":
        behind, before.start = outer, before.start - 1
        if not (before.sign or before.word) and (ahead.sign or ahead.word):
            before = ahead
    elif not (before.sign or before.word) and ahead.sign:
        before, behind.end = ahead, behind.end + 1
    return before, behind


def _arabic(text: str, at: int, end: int, digits: str) -> tuple[str | None, int, set[Flag]]:
    """Digits as written → decimal string; identifiers, versions and products give nothing."""
    following = text[end : end + 1]
    if digits.count(".") > 1 and following and following in _MEASURED:
        return None, end, {Flag.AMBIGUOUS_SEPARATOR}
    if _is_name(text, at, end, digits):
        return None, end, set()
    if following == "." and text[end + 1 : end + 2] in _UNIT_SIGNS:
        return digits, end + 1, {Flag.OCR_SUSPECT}
    if _SEPARATOR.search(digits):
        return _separated(text, at, end, digits)
    spelled = _MIXED.match(text, at) if following and following in "亿万千百" else None
    if spelled and spelled[0] != f"{digits}万亿" and _SEVERAL.search(spelled[0]):
        return _spelled_out(text, spelled)
    headless = digits[0] == "."  # .5
    doubted = headless or (digits[0] == "0" and digits[1:2].isdigit())
    return "0" * headless + digits, end, {Flag.OCR_SUSPECT} if doubted else set()


def _separated(text: str, at: int, end: int, digits: str) -> tuple[str | None, int, set[Flag]]:
    """9 5, 95,5 and [80,90]: a space is closed, a comma parts the ends of an interval only."""
    if " " in digits:
        return digits.replace(" ", "").replace(",", ""), end, {Flag.SPACE_IN_NUMBER}
    opened, closed = text[at - 1 : at], text[end : end + 1]
    if "," in digits and opened in {"(", "["} and closed in {")", "]"}:
        return digits.partition(",")[0], at + digits.index(","), set()
    return None, end, {Flag.AMBIGUOUS_SEPARATOR}


def _spelled_out(text: str, run: re.Match[str]) -> tuple[str | None, int, set[Flag]]:
    """1亿2000万, 5万3000: one number where every place is named, else a doubt."""
    whole = _SPELLED_OUT.fullmatch(run[0]) and text[run.end() : run.end() + 1] not in _PLACES
    number = mixed_number(run[0]) if whole else None
    return number, run.end(), set() if number else {Flag.OCR_SUSPECT}


def _is_name(text: str, at: int, end: int, digits: str) -> bool:
    """Digits that name something (PM2.5, 101号, 2021年, 7×24): no number."""
    return (
        _named_before(text, at, end)
        or _named_behind(text, at, end, digits)
        or _is_version(digits)
        or _GENERATION.match(text, at) is not None
        or begins_date(text, at, end)
    )


def _named_before(text: str, at: int, end: int) -> bool:
    """PM2.5, GB/T 19001, 7×24, 每3: what stands before makes it a name or a part."""
    char, ahead = text[at - 1 : at], text[at - 2 : at - 1]
    if text.endswith(_NUMBERED, 0, at) and read_behind(text, end, limited=False).unit is None:
        return True
    if _LETTER.match(char) and not text.endswith(_TOUCHING, 0, at):
        known = read_behind(text, end, limited=False).unit
        if known is None or known.dimension is None:
            return True
    if char and char in "-/.~_" and at > 1 and ahead.isascii() and ahead.isalpha():
        return True
    return bool(char and char in "×*xX每") or (char == "+" and bool(_ALNUM.match(ahead)))


def _named_behind(text: str, at: int, end: int, digits: str) -> bool:
    """101号, 几, [5], 7×24: what stands behind makes it a name or a part."""
    following = text[end : end + 1]
    if following and following in "×*+" and text[end + 1 : end + 2].isdigit():
        return True
    enclosed = following == "]" and text[at - 1 : at] == "[" and digits.isdigit()
    return enclosed or bool(following and following in "号几")


def _is_version(digits: str) -> bool:
    """1.2.3, 0012: more than one point, or a zero before digits."""
    padded = len(digits) > 2 and digits[0] == "0" and digits[1] not in ".,"
    return digits.count(".") > 1 or padded


def _han(text: str, at: int, end: int, digits: str) -> tuple[str | None, int, set[Flag]]:
    """A Han numeral → decimal string; 几十, 数百, 三四 are no numbers."""
    if digits == "半":
        return (
            ("0.5" if not at or text[at - 1] not in "上下每前后过大多一二两三" else None),
            end,
            set(),
        )
    around = text[at - 1 : at] + "|" + text[end : end + 1]
    if (
        around[0] == "每"
        or "几" in around
        or "数" in around[0]
        or (around[0] in "上成" and digits[0] in "百千万亿")
    ):
        return None, end, set()
    number = han_number(digits)
    return number, end, ({Flag.ZERO_WORD} if digits in "零〇" and number else set())


def _with_scale(quantity: Quantity, digits: str) -> Quantity:
    """五十万元 is 50 × 万; 三万五千元 and 三百亩 are whole numbers."""
    for tail, scale in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if digits.endswith(tail) and quantity.scale == 1:
            head = han_number(digits[: -len(tail)])
            if head and not set(digits[: -len(tail)]) & {"万", "亿"}:
                raw = tail + (quantity.unit_raw or "")
                return quantity._replace(number=head, scale=scale, unit_raw=raw)
            break
    return quantity

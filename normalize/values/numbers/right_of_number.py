"""What stands behind a number: multiplier, unit, denominators, 以上 and its like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from normalize.values.closed_sets import Dimension, Direction, Flag, Operator
from normalize.values.numbers.left_of_number import CHANGES
from normalize.values.numbers.operators import AFTER, AFTER_LENGTHS, SIGNS
from normalize.values.units.units import (
    UNITS,
    Measure,
    Unit,
    alternatives_at,
    denominators_at,
    measure,
    scale_at,
    unit_at,
    unknown,
)
from normalize.vocabulary import read

_WORDS = read("words")["approximate"]
_INSIDE = frozenset(_WORDS["inside"])
_APPROXIMATE = tuple(word for word in _WORDS["after"] if len(word) > 1)
_INCLUDED = re.compile(
    r"\((?:均)?(不?)(?:包)?(?:含|括)(?:本数|此数|本级|本|该数|(\d[\d.]*)[^()\d]{0,4})?\)"
)
_INCLUDED_FIRST = re.compile(r"\((不?)含\)")
_LATIN = re.compile(r"[A-Za-zμΩ°][A-Za-z0-9²³/·μ]{0,11}")
_CHANGED = re.compile(
    "的?(" + "|".join(sorted(CHANGES, key=len, reverse=True)) + ")(?=率|幅|$|[,;、。])率?(?:幅度)?"
)
_MIRRORED = re.compile(r"([≥≤<>]=?)(?:[\u4e00-\u9fff]{2,12}|[A-Za-z])(?=$|[,;。])")
_STOPS = ",;、。()[]~:-"
_HAN_UNIT = re.compile(r"[\u4e00-\u9fff]{1,4}?(?=$|[,;。()\[\]/])")
_SHORT = 2
_HALVED = frozenset({"年", "个月", "天", "小时", "倍"})
_IDENTIFIED = "号楼版路届"
_NOT_INSIDE = "容涝部外地蒙控需河生在存设"


@dataclass(slots=True)
class Behind:
    """What was read behind a number; `end` is where the reading stopped.

    `end` is a character offset; `scale` is the multiplier, 10000 for 万.
    Source: docs/values.md, Operator and Unit.
    """

    end: int
    scale: int = 1
    unit: Unit | None = None
    raw: str | None = None
    per: list[str] = field(default_factory=list)
    word: str = ""
    among: bool = False
    excluded: bool | None = None
    direction: Direction | None = None
    half: bool = False
    flags: list[Flag] = field(default_factory=list)

    @property
    def operator(self) -> Operator | None:
        """The operator that a word behind states."""
        return AFTER[self.word] if self.word else None


def read_behind(text: str, at: int, *, limited: bool, opening: bool = False) -> Behind:
    """Everything readable behind the number that ends at `at` (docs/values.md, Operator and Unit).

    `limited`: an operator stands before, so that a word the table does not know may be its unit;
    `opening`: nothing stands before, so that a short one may be.

    >>> found = read_behind("万元/村/年以上", 0, limited=False)
    >>> found.scale, found.unit.name, found.per, found.raw, found.word
    (10000, '元', ['村', '年'], '万元/村/年', '以上')
    """
    found = Behind(end=at)
    size = len(text)
    if at >= size:
        return found
    here = at
    if text[here] in _INSIDE and _counted_on(text, here + 1):
        found.flags.append(Flag.APPROXIMATE)
        here += 1
    first = _INCLUDED_FIRST.match(text, here) if text.startswith("(", here) else None
    if first and unit_at(text, first.end()):
        found.excluded, here = bool(first[1]), first.end()
    longest = 4 if limited else _SHORT if opening else 0
    found.end = here = _unit_and_half(text, here, found, longest=longest)
    if here < size:
        _suffixes(text, here, found, text[:at].rstrip(")"))
        if found.unit is not None and found.end > here and not found.per:  # 1次以上/年
            per, found.end = denominators_at(text, found.end, found.unit)
            found.per = list(per)
    return found


def _unit_and_half(text: str, here: int, found: Behind, *, longest: int) -> int:
    """The unit, with a half before it (1个半月) or behind it (1年半); where they end."""
    if text.startswith("个半", here) and (halved := unit_at(text, here + 2)):
        found.unit, found.half = halved[0], True
        found.raw = text[found.end : halved[1]]
        return halved[1]
    here = _unit(text, here, found, longest=longest)
    if text[here : here + 1] == "半" and found.scale == 1 and not found.per:
        found.half = found.unit is not None and found.unit.name in _HALVED
        here += found.half
    return here


def _counted_on(text: str, at: int) -> bool:
    """Is 余 or 多 part of the number, because a multiplier, a unit or the end follows?"""
    return at == len(text) or scale_at(text, at)[1] > at or unit_at(text, at) is not None


def _unit(text: str, here: int, found: Behind, *, longest: int) -> int:
    """Multiplier, unit and denominators from `here` on; where they end."""
    begin = here
    if text[here : here + 1] == "(":
        bracketed = _bracketed(text, here)
        if bracketed is None:
            return here
        inside, here = bracketed
        found.scale, found.unit, found.per = inside.scale, inside.unit, list(inside.per)
        found.raw = inside.raw
        return here
    found.scale, here = scale_at(text, here)
    if found.scale > 1 and text[here : here + 1] in _INSIDE and _counted_on(text, here + 1):
        found.flags.append(Flag.APPROXIMATE)
        here += 1
    known = unit_at(text, here)
    if known is not None:
        here = _known(text, here, *known, found)
        found.raw = text[begin:here]
        return here
    scaled = _bracketed(text, here) if found.scale > 1 else None
    if scaled and scaled[0].scale == 1:  # 5万(人次)
        found.unit, found.per = scaled[0].unit, list(scaled[0].per)
        found.raw = text[begin:here] + scaled[0].raw
        return scaled[1]
    return _unknown(text, begin, here, found, longest=longest)


def _known(text: str, start: int, unit: Unit, here: int, found: Behind) -> int:
    """A unit of the table, with its alternatives and denominators; where they end."""
    if text[here : here + 1] == "·":  # 人·天 is a unit of its own, unlike the 人·月 of 元/人·月
        product = unit_at(text[start:here] + text[here + 1 : here + 3], 0)
        if product and product[1] > here - start:
            unit, here = product[0], start + product[1] + 1
    other = alternatives_at(text, here, unit)
    if other:
        unit, here = other
    if (here < len(text) and text[here] in "/每(") or unit.name == "元":
        per, here = denominators_at(text, here, unit)
        found.per = list(per)
    if text[here : here + 1] == "整" and unit.name == "元":
        here += 1
    found.unit = unit
    return here


def _bracketed(text: str, at: int) -> tuple[Measure, int] | None:
    """A unit in brackets behind the number: 13459.00(平方米), 5.00(万人次)."""
    if text[at : at + 1] != "(":
        return None
    close = text.find(")", at, at + 20)
    inside = measure(text[at + 1 : close]) if close > 0 else None
    return (inside, close + 1) if inside else None


def _unknown(text: str, begin: int, here: int, found: Behind, *, longest: int) -> int:
    """A unit the table does not know, kept as written; no unit where a noun or nothing follows."""
    if found.scale > 1:
        found.raw, longest = text[begin:here], max(longest, _SHORT)
    if here >= len(text):
        return here
    if text[here] == "/":
        return _below_nothing(text, begin, here, found)
    latin = _LATIN.match(text, here)
    if latin:
        after = text[latin.end() : latin.end() + 1]
        if longest == 4 or not after or after in _STOPS or _word_at(text, latin.end()):
            found.unit = unknown(latin[0])
            found.raw = text[begin : latin.end()]
            found.flags.append(Flag.UNIT_UNKNOWN)
            return latin.end()
    elif longest and not _word_at(text, here) and text[here] not in _IDENTIFIED:
        word = _han_unit(text, here)
        if word and (longest == 4 or (len(word) <= longest and word not in _NAMED)):
            found.unit = unknown(word)
            found.raw = text[begin : here + len(word)]
            found.flags.append(Flag.UNIT_UNKNOWN)
            return here + len(word)
    return here


def _below_nothing(text: str, begin: int, here: int, found: Behind) -> int:
    """28.40/株: denominators of a unit that stands elsewhere in the row; where they end."""
    if unit_at(text, here + 1, below=True) is None:
        return here
    per, end = denominators_at(text, here, UNITS["元"])
    if end < len(text) and text[end] not in _STOPS and not _word_at(text, end):
        return here
    found.per, found.raw = list(per), text[begin:end]
    return end


def _han_unit(text: str, here: int) -> str:
    match = _HAN_UNIT.match(text, here)
    if not match:
        return ""
    word = match[0]
    for n in range(1, len(word)):
        if _word_at(text, here + n):
            return word[:n]
    return "" if word in _KNOWN_WORDS or text.startswith(UNWANTED, here) else word


def _known_words() -> frozenset[str]:
    lists = read("qualities")
    words: set[str] = set()
    for section in lists.values():
        for found in section.values():
            words.update(found)
    return frozenset(words | {"左右", "上下", "全覆盖", "以前", "之前", "前", "完成", "的"})


_KNOWN_WORDS = _known_words()
_NAMED = frozenset(read("words")["named"]["followers"])
UNWANTED = tuple(word for word in read("words")["none"]["counted"] if len(word) > 1)
"""What should not happen (事故, 投诉): behind a number it is what is counted, no unit."""


def _word_at(text: str, at: int) -> str:
    """The operator word that begins here; 内 of 内容 is none."""
    for length in AFTER_LENGTHS.get(text[at : at + 1], ()):
        word = text[at : at + length]
        if word in AFTER:
            if word == "内" and text[at + 1 : at + 2] and text[at + 1] in _NOT_INSIDE:
                continue
            return word
    return ""


def _suffixes(text: str, here: int, found: Behind, number: str) -> None:
    size = len(text)
    while here < size:
        included = _INCLUDED.match(text, here) if text[here] == "(" else None
        if included and included[2] and not number.endswith(included[2]):
            included = None  # 20个(含10个新建): another number
        word = "" if included else _word_at(text, here)
        if word:
            found.word = found.word or word
            here += len(word)
        elif included:
            found.excluded = bool(included[1])
            here = included.end()
        elif text.startswith(_APPROXIMATE, here):
            found.flags.append(Flag.APPROXIMATE)
            here += 2
        elif text[here] in _INSIDE and (here + 1 == size or text[here + 1] in ",;、。"):
            found.flags.append(Flag.APPROXIMATE)
            here += 1
        elif text.startswith("之间", here):
            found.among = True
            here += 2
        else:
            break
    found.end = here
    if found.unit is not None and found.unit.dimension is Dimension.RATIO:
        _direction(text, here, found)


def _direction(text: str, here: int, found: Behind) -> None:
    """5%的增长: the change named behind the number."""
    match = _CHANGED.match(text, here)
    if match:
        found.direction, found.end = CHANGES[match[1]], match.end()


def trailing_sign(text: str, at: int) -> str:
    """A sign behind the number with nothing more in the clause: `95%≥` (docs/values.md, Operator).

    >>> trailing_sign("95%≥", 3), trailing_sign("80%≤x", 3)
    ('≥', '')
    """
    end = at
    while end < len(text) and text[end] in SIGNS:
        end += 1
    return text[at:end] if end == len(text) or text[end] in ",;、" else ""


def mirrored_sign(text: str, at: int) -> str:
    """A sign with what it limits behind it: 90%≤满意度 says that the share is 90 % or more.

    Source: docs/values.md, Operator.

    >>> mirrored_sign("90%≤满意度", 3), mirrored_sign("80%≤x≤90%", 3), mirrored_sign("95%≥", 3)
    ('≤', '', '')
    """
    match = _MIRRORED.match(text, at)
    return match[1] if match else ""

"""What stands before a number: operator, hedge, direction of change, 每X, currency, rank."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from normalize.values.closed_sets import Direction, Flag, Operator
from normalize.values.numbers.operators import AMONG, BEFORE, FAR, MISTAKEN, SIGNS, WEAK, sign
from normalize.values.numbers.quantity import Span
from normalize.values.units.units import Unit, unit_at
from normalize.vocabulary import longest, read

_WORDS = read("words")
_QUALITIES = read("qualities")["change"]
_NOT_AFTER: dict[str, str] = dict(_WORDS["not_after"])

CHANGES: dict[str, Direction] = {
    **dict.fromkeys((*_QUALITIES["up"], *_QUALITIES["number_up"]), Direction.UP),
    **dict.fromkeys((*_QUALITIES["down"], *_QUALITIES["number_down"]), Direction.DOWN),
}
_CURRENCIES = {
    "¥": "元", "RMB": "元", "人民币": "元", "$": "美元", "US$": "美元", "USD": "美元",
    "HK$": "港元", "€": "欧元",
}  # fmt: skip
_KINDS: dict[str, str] = (
    dict.fromkeys(_WORDS["leading"]["words"], "lead")
    | dict.fromkeys(CHANGES, "change")
    | dict.fromkeys(_WORDS["hedged"]["before"], "hedge")
    | dict.fromkeys(_WORDS["approximate"]["before"], "approximate")
    | dict.fromkeys(AMONG, "among")
    | dict.fromkeys(_CURRENCIES, "currency")
    | dict.fromkeys(["负", "零下"], "minus")
    | dict.fromkeys(_WORDS["tolerance"]["before"], "tolerance")
    | {"前": "first", "第": "ordinal"}
    | dict.fromkeys(BEFORE, "operator")
)
_LENGTHS = longest(_KINDS, last=True)
_HEDGES = ("力争", "争取", "力求")
_EXTENT = ("幅度", "比例", "比率", "率", "量", "数", "额", "值", "了")
_FIRST_AFTER = "列居入进名省市国区县位排的:全于到至达在持获得"
_ONCE = re.compile(
    r"""
    (?: (?<![第近每同统十百两二三四五六七八九\d])一(?=[年周天日学个季月])   # 一年, not 第一年
      | (?<![上下每过大多])(?=半年)                                        # 半年, not 上半年
    )
    (?P<length>年|周|天|日|学期|个月|月|季度?|半年)$
    | ^(?:季度|月度|年度)$
    """,
    re.VERBOSE,
)
"""一年两次, 半年一次: the length of time directly before a count is its denominator."""
_LENGTHS_OF_TIME = {"日": "天", "个月": "月", "季": "季度", "月度": "月", "年度": "年"}
_SIGN_AHEAD = re.compile(r"[≥≤<>]=?(?=[\u4e00-\u9fff]{1,8}$)")  # ≤预算数100万元
_OF_ANOTHER = re.compile(
    "(" + "|".join(sorted(BEFORE, key=len, reverse=True)) + r")[^≥≤<>=\d]{1,12}$"
)
"""A limit before what the number is a share or a remark of: 达到上年的105%, 高于约定(95%)."""
_AMOUNT = re.compile(
    rf"(?P<up>{'|'.join(_QUALITIES['amount_up'])})|(?P<down>{'|'.join(_QUALITIES['amount_down'])})"
)
"""增加收入2000元, 削减COD120吨: verbs whose object grows or shrinks by the number."""
_OBJECT = 8
"""How many characters the object between such a verb and its number may have."""
_YEARLY = re.compile(r"(?<![\d全每本当今上去近逐])([年月日])$")
_NO_AVERAGE = ("衡", "等", "匀", "浓度", "值", "气温", "温度")
"""Behind 均 these make a word or a mean of readings: 均衡, 平均浓度."""
_CLAUSE = ",;。!?\n"


@dataclass(slots=True)
class Before:
    """What was read before a number; `start` is where the reading began (docs/values.md, Operator).

    `used` are half-open spans of characters; `per` holds canonical names without a multiplier.
    """

    start: int
    sign: str = ""
    word: str = ""
    minus: bool = False
    among: bool = False
    first: bool = False
    ordinal: bool = False
    currency: str = ""
    direction: Direction | None = None
    flags: list[Flag] = field(default_factory=list)
    per: list[str] = field(default_factory=list)
    used: list[Span] = field(default_factory=list)

    @property
    def operator(self) -> Operator | None:
        """The operator that the sign, else the word states."""
        if self.sign:
            return sign(self.sign)[0]
        return BEFORE[self.word] if self.word else None

    @property
    def weak(self) -> bool:
        """Does the word only lead up to the number (达到, 为)?"""
        return not self.sign and (self.word in WEAK or not self.word)


def read_before(text: str, low: int, at: int) -> Before:
    """Everything readable between `low` and the number at `at` (docs/values.md, Operator).

    `low` and `at` are character offsets; nothing left of `low` is looked at.

    >>> found = read_before("每村不少于3个", 0, 5)
    >>> found.operator, found.per, found.start, found.used
    (<Operator.GE: '>='>, ['村'], 2, [(0, 2)])
    >>> read_before("较上年增长8%", 0, 5).direction
    <Direction.UP: 'up'>
    """
    found = Before(start=at)
    if low == at:
        return found
    _adjacent(text, low, at, found)
    if found.start > low:
        _distant(text, low, found)
    return found


def _adjacent(text: str, low: int, at: int, found: Before) -> None:
    """Words and signs directly before the number, read from the right."""
    here = at
    while here > low:
        char = text[here - 1]
        if char in SIGNS:
            begin = here - 1
            while begin > low and text[begin - 1] in SIGNS:
                begin -= 1
            if not found.sign:
                found.sign = text[begin:here]
            here = begin
            continue
        if char == "+" and here == at and _minus_here(text, here):
            here -= 1
            continue
        if char == "-" and here == at and _minus_here(text, here):
            found.minus = True
            here -= 1
            continue
        word = _word_before(text, low, here)
        if not word or not _take(word, text, here, found):
            break
        here -= len(word)
    found.start = here


def _minus_here(text: str, here: int) -> bool:
    """A leading minus is a sign at the start or after an operator, a range or a bracket only."""
    return here - 1 == 0 or text[here - 2] in SIGNS + "~至到([,;:±"


def _word_before(text: str, low: int, here: int) -> str:
    for length in _LENGTHS.get(text[here - 1], ()):
        begin = here - length
        if begin >= low and text[begin:here] in _KINDS:
            word = text[begin:here]
            if begin > 0 and text[begin - 1] in _NOT_AFTER.get(word, ""):
                continue
            return word
    extent = next((e for e in _EXTENT if text.endswith(e, low, here)), "")
    if extent and _word_before_is_change(text, low, here - len(extent)):
        return extent
    if text[here - 1] in "到至" and _word_before_is_change(text, low, here - 1):
        return text[here - 1]
    return ""


def _word_before_is_change(text: str, low: int, here: int) -> bool:
    return any(
        here - length >= low and text[here - length : here] in CHANGES
        for length in _LENGTHS.get(text[here - 1 : here], ())
    )


_FLAGGED = {
    "approximate": Flag.APPROXIMATE,
    "hedge": Flag.HEDGED,
    "tolerance": Flag.PLUS_MINUS,
}
_NOTED = frozenset({"minus", "among", "ordinal"})


def _take(word: str, text: str, here: int, found: Before) -> bool:
    """Note a word; False where it cannot belong to the number."""
    kind = _KINDS.get(word, "lead")
    if kind in _FLAGGED:
        found.flags.append(_FLAGGED[kind])
    elif kind in _NOTED:
        setattr(found, kind, True)
    elif kind == "operator":
        _take_operator(word, found)
    elif kind == "change":
        found.direction = found.direction or CHANGES[word]
    elif kind == "currency":
        found.currency = _CURRENCIES[word]
    elif kind == "first":
        begins = here - 1 == 0 or text[here - 2] in _FIRST_AFTER + _CLAUSE
        found.first = found.first or begins
        return begins
    return True


def _take_operator(word: str, found: Before) -> None:
    """The word nearest to the number, unless it only leads up to it and a firmer one stands before.

    不低于达到90%: at least 90.
    """
    firm = BEFORE[word] is not Operator.EQ and word not in WEAK
    if not found.sign and (not found.word or (found.word in WEAK and firm)):
        found.word = word
        if word in MISTAKEN:
            found.flags.append(Flag.OPERATOR_TYPO)


def _distant(text: str, low: int, found: Before) -> None:
    """每X, hedges and far-reaching operator words earlier in the same clause."""
    begin = max((text.rfind(char, low, found.start) for char in _CLAUSE), default=-1) + 1
    gap_at = max(low, begin)
    gap = text[gap_at : found.start]
    if not gap:
        return
    _distant_denominators(gap, gap_at, found)
    _distant_limit(text, gap, gap_at, found)
    amount = None if found.direction else _AMOUNT.match(gap)
    if amount and len(gap) - amount.end() <= _OBJECT:
        found.direction = Direction.UP if amount["up"] else Direction.DOWN
    for hedge in _HEDGES:
        where = gap.find(hedge)
        if where >= 0:
            found.flags.append(Flag.HEDGED)
            found.used.append((gap_at + where, gap_at + where + len(hedge)))


def _distant_denominators(gap: str, gap_at: int, found: Before) -> None:
    """每村 … 3个, 户均 … 5亩; 一年两次, where the length of time stands right before the count."""
    if "每" in gap or "均" in gap or "单" in gap:
        found.per, spans = per_words(gap)
        found.used += [(gap_at + a, gap_at + b) for a, b in spans]
    once = None if found.per else _ONCE.search(gap)
    if once:
        length = once["length"] or once[0]
        found.per.append(_LENGTHS_OF_TIME.get(length, length))
        found.used.append((gap_at + once.start(), gap_at + once.end()))


def _distant_limit(text: str, gap: str, gap_at: int, found: Before) -> None:
    """至少培训100人, ≤预算数100万元: a limit that stands earlier in the clause."""
    if not found.sign and (not found.word or found.word == "为"):
        far = max(((gap.rfind(word), word) for word in FAR), default=(-1, ""))
        told = text[found.start] == "的" or gap.endswith("(")
        of_another = _OF_ANOTHER.search(gap.rstrip("(")) if told else None
        if of_another and far[0] < 0:
            far = (of_another.start(), of_another[1])
        if far[0] >= 0:
            found.word = far[1]
            found.used.append((gap_at + far[0], gap_at + far[0] + len(far[1])))
    ahead = _SIGN_AHEAD.match(gap) if not (found.sign or found.word) else None
    if ahead:
        found.sign = ahead[0]
        found.used.append((gap_at, gap_at + ahead.end()))


def per_words(text: str) -> tuple[list[str], list[Span]]:
    """每X, 每个X, 单X and X均 in a text, with the spans they stand in (docs/values.md, Unit).

    Canonical names (村, 月) and half-open spans of characters, of equal length.

    >>> per_words("每人每月")
    (['人', '月'], [(0, 2), (2, 4)])
    >>> per_words("每个村"), per_words("户均"), per_words("单台国产计算机")
    ((['村'], [(0, 3)]), (['户'], [(0, 2)]), (['台'], [(0, 2)]))
    """
    per: list[str] = []
    spans: list[Span] = []
    for at, char in enumerate(text):
        if char == "每" or (char == "单" and text[at + 1 : at + 2] not in "位独一"):
            unit, end = _each(text, at + 1)
            if unit:
                per.append(unit.denominator)
                spans.append((at, end))
        elif char == "均" and at and not text.startswith(_NO_AVERAGE, at + 1):
            names, begin = _averaged(text, at)
            if names:
                per += names
                spans.append((begin, at + 1))
    return per, spans


def _averaged(text: str, at: int) -> tuple[list[str], int]:
    """人均, 年人均: what the 均 at `at` averages over, and where it begins."""
    for length in (2, 1):
        found = unit_at(text[:at], at - length, below=True) if at >= length else None
        if found and found[1] == at:
            begin = at - length
            yearly = _YEARLY.search(text[:begin])
            if not yearly:
                return [found[0].denominator], begin
            over = "天" if yearly[1] == "日" else yearly[1]
            return [over, found[0].denominator], begin - 1
    return [], at


def _each(text: str, at: int) -> tuple[Unit | None, int]:
    """The unit behind 每 or 单, past a 个 or 一 before it."""
    if text[at : at + 1] == "一":
        at += 1
    if text[at : at + 1] == "个":
        named = unit_at(text, at + 1, below=True)
        if named and named[0].name not in {"人", "个"}:
            return named
    found = unit_at(text, at, below=True)
    return found or (None, at)

"""What an indicator's name adds to its value: unit, denominators, period, implied operator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalize.values.cleaning import LONGEST, clean
from normalize.values.closed_sets import Operator, PeriodType
from normalize.values.date_or_number import may_be_date
from normalize.values.numbers.left_of_number import per_words
from normalize.values.numbers.operators import BEFORE
from normalize.values.numbers.quantities_in_text import find_quantities
from normalize.values.numbers.quantity import Quantity, with_number
from normalize.values.numbers.ranges import merge_ranges
from normalize.values.targets_among_numbers import segments, targets, without_asides
from normalize.values.times.period import Period
from normalize.values.times.periods import find_periods
from normalize.values.units.units import Measure, measure
from normalize.vocabulary import read

_WORDS = read("words")
_BOUNDED = tuple(_WORDS["bounded"]["names"])
_LENGTHS = tuple(_WORDS["lengths"]["names"])
_DATED = tuple(_WORDS["dated"]["names"])
_EXECUTED = tuple(_WORDS["execution"]["starts"])
_UNIT = re.compile(r"\(([^()]{1,16})\)$")
_ONE_NUMBER = re.compile(r"(\D{0,60}+)(\d{1,24}(?:\.\d{1,24})?+)([^\d.]\D{0,40}+|)")
_NUMBERED = re.compile(r"\d|分之")
_LIMITS = tuple(sorted((w for w in BEFORE if len(w) > 1), key=len, reverse=True))
_GOVERNED = re.compile(
    r"(?:补助|补贴|标准|成本|费用|经费|支出|控制|不超|工资|收入|投入|金额|单价|价格|待遇|奖励|资金|培训|不低|达|次数|数量|限额|定额|发放|节约|开展|组织)"
)
_MONEY = re.compile("金额|资金|经费|成本|费用|支出|收入|投入|单价|总额|额度|产值")
_KEPT_WITHIN = re.compile(r"控制在[^,;。\d]{1,10}(?:以内|之内|范围内|内)$")
_RARE = tuple(_WORDS["rare"]["names"])
_COUNTED = ("数", "数量", "人次", "面积", "率", "里程", "规模")
_SPENT = tuple(_WORDS["spent"]["names"])
_DATA = tuple(_WORDS["data"]["names"])
_VAGUE_START = re.compile("阶段性|近期|适时")


@dataclass(frozen=True, slots=True)
class Name:
    """What a name says; `limits` are its quantities, for cross-checks only.

    Source: docs/values.md, Sources and Choices.
    """

    text: str
    unit: Measure | None = None
    limits: tuple[Quantity, ...] = ()
    per: tuple[str, ...] = ()
    period: Period | None = None
    implied: Operator | None = None
    vague: bool = False
    share: bool = False

    @property
    def bounded(self) -> bool:
        """Does it name a share that cannot exceed the whole (合格率)?"""
        return any(word in self.text for word in _BOUNDED)

    @property
    def rate(self) -> bool:
        """Does it name a rate or a satisfaction, where ≥ misread as 2 is suspected?"""
        return "率" in self.text or "满意度" in self.text

    @property
    def rare(self) -> bool:
        """Does it name a share that is small by nature (死亡率, 增长率)?"""
        return any(word in self.text for word in _RARE)

    @property
    def money(self) -> bool:
        """Does it name an amount, so that a year-like number under it is one?"""
        return _MONEY.search(self.text) is not None

    @property
    def spent(self) -> bool:
        """Does it name money in any way, so that 块 under it is 元 and no signboard?"""
        return self.money or any(word in self.text for word in _SPENT)

    @property
    def data(self) -> bool:
        """Does it name data, so that M and T under it are no metres and tonnes?"""
        return any(word in self.text for word in _DATA)

    @property
    def counted(self) -> bool:
        """Does it ask for a count (培训次数), so that a day under it is in doubt?"""
        return self.text.endswith(_COUNTED)

    @property
    def lengths(self) -> bool:
        """Does 月 behind a number mean a length of time under it (工期)?"""
        return any(word in self.text for word in _LENGTHS)

    @property
    def dated(self) -> bool:
        """Is a dotted year and month a date under it (完成时间)?"""
        return any(word in self.text for word in _DATED)


@lru_cache(maxsize=16384)
def read_name(raw: str, fiscal_year: int | None) -> Name:
    """The reading of an indicator name (docs/values.md, Sources).

    `fiscal_year` is the form's, as four digits.

    >>> name = read_name("村补助标准（万元/年）", 2024)
    >>> name.unit.raw, name.unit.per
    ('万元/年', ('年',))
    >>> read_name("群众满意度测评达90%以上", 2024).implied
    <Operator.GE: '>='>
    >>> read_name("每个村控制在13万元以内", 2024).per
    ('村',)
    """
    text = clean(raw)[0]
    if not text or len(text) > LONGEST:
        return Name(text)
    shape = _ONE_NUMBER.fullmatch(text)
    if shape and not may_be_date(text, shape.start(2)):
        template = _template(shape[1], shape[3], fiscal_year)
        if template:
            limit = with_number(template.limits[0], shape[2])
            return Name(
                text, template.unit, (limit,), template.per, template.period, template.implied,
                template.vague, template.share,
            )  # fmt: skip
    return _read_in_full(text, fiscal_year)


@lru_cache(maxsize=16384)
def _template(before: str, behind: str, fiscal_year: int | None) -> Name | None:
    """The reading of a name with one number in it, whatever the number is."""
    name = _read_in_full(f"{before}7{behind}", fiscal_year)
    plain = len(name.limits) == 1 and name.limits[0].number == "7" and not name.limits[0].upper
    return name if plain else None


def _read_in_full(text: str, fiscal_year: int | None) -> Name:
    bracket = _UNIT.search(text) if text[-1] == ")" else None
    unit = measure(bracket[1]) if bracket else None
    stem = text[: bracket.start()] if bracket and unit else text
    period, vague = _period(stem, fiscal_year)
    limits = _limits(stem, fiscal_year) if _NUMBERED.search(stem) else ()
    return Name(
        text,
        unit=unit,
        limits=limits,
        per=_per(stem, limits),
        period=period,
        implied=_implied(stem, limits),
        vague=vague,
        share=stem.endswith(("率", "度", "比例", "占比", "比重")),
    )


def _period(text: str, fiscal_year: int | None) -> tuple[Period | None, bool]:
    """The first period a name states; 长期, 年底 and 年度 alone are none there."""
    found = [
        p
        for p in find_periods(text, fiscal_year)
        if p.type is not None and p.type is not PeriodType.LONG_TERM and not p.bare
    ]
    first = next((p for p in found if not p.rhythm), found[0] if found else None)
    return first, first is None and _VAGUE_START.match(text) is not None


def _limits(text: str, fiscal_year: int | None) -> tuple[Quantity, ...]:
    blocked = [(p.start, p.end) for p in find_periods(text, fiscal_year) if not p.rhythm]
    found = merge_ranges(text, find_quantities(text, blocked))
    limits: list[Quantity] = []
    found, asides = without_asides(text, found)
    for span, group in segments(text, found, asides):
        limits += [q for q in targets(text, span, group)[0] if q.number is not None]
    return tuple(limits)


def _implied(text: str, limits: tuple[Quantity, ...]) -> Operator | None:
    """The operator of the name's own number, or of a word it ends with (控制在)."""
    found = {q.operator for q in limits if q.operator and q.operator is not Operator.BETWEEN}
    if len(found) == 1:
        return found.pop()
    if found:
        return None
    if text[-1:] == ")":
        text = text.rpartition("(")[0]
    if _KEPT_WITHIN.search(text):
        return Operator.LE
    if not text.endswith(_LIMITS):
        return None
    return BEFORE[next(word for word in _LIMITS if text.endswith(word))]


def _per(text: str, limits: tuple[Quantity, ...]) -> tuple[str, ...]:
    """Denominators bound to the name's number, or 每X and 单X that govern it."""
    if limits:
        bound = [q.per for q in limits if q.per]
        if bound:
            return bound[0] if len(limits) == len(bound) else ()
    if "每" in text or "单" in text or "均" in text:
        per, spans = per_words(text)
        if (
            per
            and (
                spans[0][0] == 0
                or _GOVERNED.match(text, spans[-1][1])
                or text[: spans[0][0]].endswith(("按", "为"))
            )
            and not re.match(r"\d{1,2}月|[1-4一二三四]季", text[spans[-1][1] :])
        ):
            return tuple(per)
    return ()


def states_execution(text: str) -> bool:
    """Does a value only say that the rhythm of its name is kept (按工作计划正常进行)?

    Source: docs/values.md, Choices.
    """
    return text.startswith(_EXECUTED)

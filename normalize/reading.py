"""A value cell read on its own: kind, quantities, period, quality, what stays over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from normalize.cleaning import LONGEST
from normalize.closed import Dimension, Flag, Kind, Operator, PeriodType
from normalize.doubts import LISTED, left_over, undated
from normalize.numbers import HAN, han_number
from normalize.operators import SIGNS, sign
from normalize.periods import Period, find_periods
from normalize.qualities import Quality, read_quality
from normalize.quantities import HAN_CHARS, find_quantities
from normalize.quantity import Quantity, Span, with_number
from normalize.ranges import merge_ranges
from normalize.selection import residual, segments, targets
from normalize.units import measure
from normalize.vocabulary import read

_WORDS = read("words")
_MISSING = frozenset(_WORDS["missing"]["words"])
_NONE = frozenset(_WORDS["none"]["words"])
_COUNTED = tuple(_WORDS["none"]["counted"])
_HEDGES = re.compile("力争|争取|力求")
_NO_MARK = re.compile(r"[-/~.\\_|\s—*×]*")
_PLACEHOLDER = re.compile(
    "(?:"
    + "|".join(re.escape(w) for w in sorted(_WORDS["placeholder"]["words"], key=len, reverse=True))
    + ")+"
)
_MARKED = re.compile(r"[XxN*×_□○]{2}|\*|__|^[XxN×□○]|[≥≤<>=][XxN×□○]|…")
_BLANK_UNIT = re.compile(r"[≥≤<>=\s%‰()年月日前内底至\-~,、]*")
_ZERO = re.compile("零(?=" + "|".join(_COUNTED) + ")|(?:为|达到|保持)?零$")
_DIGIT = re.compile(r"\d")
_HAN_WHOLE = re.compile(rf"[{HAN}]{{1,24}}")
_NUMERAL = re.compile(rf"[\d{LISTED}]")
_MONTHS = re.compile(r"(?:1[3-9]|[2-9]\d)月")
_YEAR_POINT = re.compile(r"[≥≤<>=]*(?:19|20)\d\d\.\d{1,2}")
_LENGTH = re.compile(r"[≥≤<>=]*\d{1,2}月(?:以?内|之内|以上|以下)?")
_DOTTED = re.compile(r"[≥≤<>=]*\d{4}\.\d{1,2}")
_MISREAD_SIGN = re.compile(r"[之乏Zz一三][\d.]+%")
_ONE_NUMBER = re.compile(r"(\D{0,60}+)(\d{1,24}(?:\.\d{1,24})?+)([^\d.]\D{0,40}+)?")
# A number that is, or may be, a date, or is written in a way that says more than its value.
_DATELIKE = re.compile(r"(?:19|20)\d\d(?:年|学年|全年|\.|\d{4}(?!\d))|0\d|\d+\.\d+[前之以止]")
_SHORT = 8
_NEVER_SECOND = frozenset({Dimension.MONEY, Dimension.RATIO})
_LEAD_IN = re.compile(
    r"(?:于|在|至|到|拟|预计|计划|确保|项目|工程|均|力争|争取|力求|完成时间|时间|完成时限|时限|完成|按|为|期限|[:于在=≤≥<>])*"
)
_AFTER_VAGUE = re.compile(
    r"(?:完成|推进|开展|实施|进行|支付|发放|拨付|办理|落实|性|目标|任务|工作|适时|调整){0,3}"
)


@dataclass(slots=True)
class Reading:
    """What a value says by itself; the row's other cells come later."""

    text: str
    kind: Kind
    main: Quantity | None = None
    parts: list[tuple[Quantity, str]] = field(default_factory=list)
    period: Period | None = None
    quality: Quality | None = None
    operator: Operator | None = None
    operator_raw: str | None = None
    residual: str | None = None
    flags: set[Flag] = field(default_factory=set)


def read_value(
    text: str, fiscal_year: int | None, *, lengths: bool = False, numeric: bool = False
) -> Reading:
    """The reading of a cleaned value.

    `lengths`: under its name 月 behind a number is a length; `numeric`: 2024.12 is a number there.

    >>> read_value("12月底前有序完成", 2024).residual
    '有序完成'
    >>> reading = read_value("至少1次矫正人员的集中活动", 2024)
    >>> reading.main.number, reading.main.unit.name, reading.residual
    ('1', '次', '矫正人员的集中活动')
    """
    if len(text) > LONGEST:
        return Reading(
            text, Kind.QUALITATIVE, quality=read_quality(text), residual=text, flags={Flag.RESIDUAL}
        )
    shape = _ONE_NUMBER.fullmatch(text)
    if shape and not _DATELIKE.match(text, shape.start(2)):
        template = _template(shape[1], shape[3] or "")
        if template:
            return _filled(template, text, shape[2])
    return _read_in_full(text, fiscal_year, lengths=lengths, numeric=numeric)


def _read_in_full(
    text: str, fiscal_year: int | None, *, lengths: bool = False, numeric: bool = False
) -> Reading:
    empty = _empty(text)
    if empty:
        return empty
    dateless = (lengths and _LENGTH.fullmatch(text)) or (numeric and _DOTTED.fullmatch(text))
    periods = [] if dateless else find_periods(text, fiscal_year)
    periods = _held(text, periods)
    nowhen = undated(text)
    if nowhen:
        periods = [p for p in periods if not any(p.start < b and a < p.end for a, b in nowhen)]
    found: list[Quantity] = []
    if _NUMERAL.search(text) or HAN_CHARS.search(text) or "翻番" in text:
        blocked = [*((p.start, p.end) for p in periods if not p.rhythm), *nowhen]
        found = merge_ranges(text, find_quantities(text, blocked))
    if found:
        reading = _quantitative(text, found, periods)
        if (
            nowhen
            or (_MONTHS.fullmatch(text) and not lengths)
            or (not numeric and _YEAR_POINT.fullmatch(text))
        ):
            reading.flags.add(Flag.PERIOD_AMBIGUOUS)
        return reading
    if nowhen:
        reading = _worded(text)
        reading.flags |= {Flag.PERIOD_AMBIGUOUS, Flag.RESIDUAL}
        return reading
    if periods:
        timed = _timed(text, periods)
        if timed:
            return timed
    return _worded(text)


@lru_cache(maxsize=16384)
def _template(before: str, behind: str) -> Reading | None:
    """The reading of a text with one number in it, whatever the number is; None where it matters.

    Forms repeat the words around a number far more often than the number itself.
    """
    if len(before) + len(behind) > 80:
        return None
    reading = _read_in_full(f"{before}7{behind}", None)
    main = reading.main
    if reading.period or reading.parts or main is None or main.number != "7" or main.upper:
        return None
    if main.stop - main.at != 1 or main.flags & {Flag.SPACE_IN_NUMBER, Flag.OCR_SUSPECT}:
        return None
    return None if Flag.OCR_SUSPECT in reading.flags else reading


def _filled(template: Reading, text: str, number: str) -> Reading:
    """The template with its number put in."""
    main = template.main
    assert main is not None  # noqa: S101 -- _template gives only readings with a number
    quantity = with_number(main, number)
    return Reading(
        text, template.kind, main=quantity, operator=template.operator,
        operator_raw=template.operator_raw, residual=template.residual, flags=set(template.flags),
    )  # fmt: skip


def _empty(text: str) -> Reading | None:
    """Nothing written: an empty cell, a dash, a template's placeholder, a lone operator."""
    if text in _MISSING or _NO_MARK.fullmatch(text):
        flags = {Flag.PLACEHOLDER} if "**" in text or "×" in text or "__" in text else set()
        return Reading(text, Kind.MISSING, flags=flags)
    if text in _NONE:
        return Reading(text, Kind.MISSING, flags={Flag.NONE_WORD})
    if text[0] in SIGNS:
        bare = text.lstrip(SIGNS)
        if not _DIGIT.search(bare) and (not bare or _unit_only(bare)):
            raw = text[: len(text) - len(bare)]
            return Reading(
                text,
                Kind.MISSING,
                operator=sign(raw)[0],
                operator_raw=raw,
                flags={Flag.OPERATOR_WITHOUT_NUMBER},
            )
    if _MARKED.search(text) and not _DIGIT.search(text):
        bare = _PLACEHOLDER.sub("", text).strip(SIGNS + " ")
        if not bare or _BLANK_UNIT.fullmatch(bare) or _unit_only(bare):
            return Reading(text, Kind.MISSING, flags={Flag.PLACEHOLDER})
    return None


def _unit_only(text: str) -> bool:
    return measure(text.strip("() ")) is not None


def _held(text: str, periods: list[Period]) -> list[Period]:
    """Vague and long-term words are periods only where they are the whole value."""
    held = []
    for period in periods:
        if period.type is PeriodType.LONG_TERM and (period.start or period.end != len(text)):
            continue
        vague = period.type is None and Flag.PERIOD_VAGUE in period.flags
        if vague and (period.start or not _AFTER_VAGUE.fullmatch(text, period.end)):
            continue
        held.append(period)
    return held


def _quantitative(text: str, found: list[Quantity], periods: list[Period]) -> Reading:
    chosen: list[tuple[Quantity, Span]] = []
    for span, group in segments(text, found):
        chosen += [(quantity, span) for quantity in targets(text, span, group)]
    main = chosen[0][0]
    reading = Reading(text, Kind.QUANTITATIVE, main=main, flags=set(main.flags))
    reading.operator, reading.operator_raw = main.operator, main.operator_raw
    used = [
        span for quantity, _ in chosen for span in ((quantity.start, quantity.end), *quantity.used)
    ]
    kept = [quantity.kept for quantity, _ in chosen if quantity.kept]
    for quantity, _ in chosen:
        if quantity.number is None or quantity.flags & {Flag.FRACTION}:
            kept.append((quantity.at, quantity.stop))
    if len(chosen) > 1:
        reading.parts = _parts(text, chosen)
        reading.flags.add(Flag.MULTI_VALUE)
        for quantity, _ in chosen[1:]:
            reading.flags |= quantity.flags
    elif Flag.RATIO_PAIR in main.flags:
        reading.parts = _pair_parts(text, main)
    reading.period = _main_period(periods, used)
    if main.unit is not None and main.unit.name in {"%", "‰"}:
        main.per = [
            name for name in main.per if name not in {"年", "月", "季度", "天", "周", "半年"}
        ]
    if _MISREAD_SIGN.match(text):
        reading.flags.add(Flag.OCR_SUSPECT)
    for quantity, _ in chosen:
        reading.flags |= _touching(text, quantity)
    return _finish(reading, used, kept, unused=len(found) > len(chosen))


def _touching(text: str, quantity: Quantity) -> set[Flag]:
    """Doubts over what touches a quantity unread: a dash, a half, a second unit."""
    flags: set[Flag] = set()
    start, end = quantity.start, quantity.end
    before, tail = text[start - 1 : start], text[end:]
    if before and (before in "-~" or (before == "/" and start == 1)):
        flags.add(Flag.OCR_SUSPECT)
    if tail and (tail in {"-", "--", "~", "/", ":"} or tail[0] == "半"):
        flags.add(Flag.OCR_SUSPECT)
    rest = tail.lstrip("/-)。")
    second = measure(rest) if 0 < len(rest) < 8 and quantity.number is not None else None
    if second is not None and (
        quantity.unit is None
        or quantity.unit.dimension is Dimension.RATIO
        or (second.unit and second.unit.dimension in _NEVER_SECOND)
    ):
        flags.add(Flag.UNIT_CONFLICT)
    if tail[:1] == "%" or text[end - 2 : end] == "%%":
        flags.add(Flag.OCR_SUSPECT)
    return flags


def _parts(text: str, chosen: list[tuple[Quantity, Span]]) -> list[tuple[Quantity, str]]:
    """Every target with the text of its clause, or of its own where a clause holds several."""
    spans = [span for _, span in chosen]
    parts = []
    for quantity, span in chosen:
        alone = spans.count(span) == 1
        begin, end = span if alone else (quantity.start, quantity.end)
        parts.append((quantity, text[begin:end]))
    return parts


def _pair_parts(text: str, pair: Quantity) -> list[tuple[Quantity, str]]:
    sides = re.split("[:/]", text[pair.at : pair.stop])
    return [(replace(pair, number=side, operator=None, flags=set()), side) for side in sides]


def _main_period(periods: list[Period], used: list[Span]) -> Period | None:
    """The first period; a rhythm beside a span gives it its frequency."""
    if not periods:
        return None
    main = next((p for p in periods if not p.rhythm), periods[0])
    used.append((main.start, main.end))
    if main.freq is None and not main.deadline:
        rhythm = next((p for p in periods if p.rhythm), None)
        if rhythm:
            used.append((rhythm.start, rhythm.end))
            main = replace(main, freq=rhythm.freq)
    return main


def _timed(text: str, periods: list[Period]) -> Reading | None:
    """A deadline or a schedule, where the period is what the cell is about."""
    deadline = next((p for p in periods if p.deadline and not (p.bare and len(text) > 12)), None)
    used: list[Span] = []
    if deadline:
        reading = Reading(text, Kind.DEADLINE, period=deadline)
        used.append((deadline.start, deadline.end))
        reading.operator, reading.operator_raw = deadline.operator, deadline.operator_raw
    else:
        first = periods[0]
        lead = _LEAD_IN.match(text)
        leads = first.start <= (lead.end() if lead else 0)
        rest = len(text) - (first.end - first.start)
        if not (leads or periods[-1].end == len(text) or rest <= _SHORT):
            return None
        if not leads and rest > 3 * _SHORT:
            return None
        reading = Reading(text, Kind.SCHEDULE)
        reading.period = _main_period(periods, used)
        head = text[: first.start]
        if head and head[-1] in SIGNS:
            run = head[len(head.rstrip(SIGNS)) :]
            reading.operator, reading.operator_raw = sign(run)[0], run
            used.append((first.start - len(run), first.start))
    if _MARKED.search(text):
        reading.flags.add(Flag.PLACEHOLDER)
    kept = [(deadline.start, deadline.end)] if deadline and deadline.kept else []
    return _finish(reading, used, kept)


def _finish(
    reading: Reading, used: list[Span], kept: list[Span], *, unused: bool = False
) -> Reading:
    if reading.period:
        reading.flags |= reading.period.flags
    hedge = _HEDGES.search(reading.text)
    if hedge:
        reading.flags.add(Flag.HEDGED)
        used.append(hedge.span())
    reading.residual = residual(reading.text, used, kept)
    reading.flags |= left_over(reading.text, [*used, *kept])
    if unused or (reading.residual and _DIGIT.search(reading.residual)):
        reading.flags.add(Flag.RESIDUAL)
    return reading


def _worded(text: str) -> Reading:
    """Words: a written-out zero, else a quality."""
    if len(text) > 1 or text == "〇":
        spelled = _spelled(text)
        if spelled:
            return spelled
    zero = _ZERO.search(text) if "零" in text else None
    if zero:
        begin, end = zero.span()
        quantity = Quantity(start=begin, end=end, at=end - 1, stop=end, number="0")
        reading = Reading(text, Kind.QUANTITATIVE, main=quantity, flags={Flag.ZERO_WORD})
        if zero[0].startswith("为"):
            reading.operator, reading.operator_raw = Operator.EQ, "为"
        return _finish(reading, [(begin, end)], [])
    quality = read_quality(text)
    reading = Reading(text, Kind.QUALITATIVE, quality=quality, flags=set(quality.flags))
    reading.operator, reading.operator_raw = quality.operator, quality.operator_raw
    if text[0] in "无零" and any(word in text for word in _COUNTED if len(word) > 1):
        reading.flags.add(Flag.NONE_WORD)
    if _MARKED.search(text) and _PLACEHOLDER.search(text):
        reading.flags.add(Flag.PLACEHOLDER)
    if _DIGIT.search(text):
        reading.residual = text
        reading.flags.add(Flag.RESIDUAL)
    return reading


def _spelled(text: str) -> Reading | None:
    """A whole cell of Han numerals: the number they spell, or a doubt where they spell none."""
    if not _HAN_WHOLE.fullmatch(text):
        return None
    number = "0" if text == "〇" else han_number(text)
    if number is None:
        return Reading(
            text, Kind.QUALITATIVE, quality=read_quality(text), residual=text,
            flags={Flag.OCR_SUSPECT, Flag.RESIDUAL},
        )  # fmt: skip
    quantity = Quantity(start=0, end=len(text), at=0, stop=len(text), number=number, han=True)
    flags = {Flag.ZERO_WORD} if number == "0" else {Flag.HAN_NUMERAL}
    return Reading(text, Kind.QUANTITATIVE, main=quantity, flags=flags)


def counts_nothing(name: str) -> bool:
    """Does a name count what should not happen (事故, 投诉), so that 无 means 0?"""
    return any(word in name for word in _COUNTED if len(word) > 1)

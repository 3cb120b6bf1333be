"""Every number of a text with its limits; identifiers, ordinals and words stay text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.before import Before, read_before
from normalize.behind import Behind, read_behind, trailing_sign
from normalize.closed import Dimension, Direction, Flag, Operator
from normalize.doubts import refused
from normalize.numbers import HAN, han_number, mixed_number, ratio
from normalize.operators import exclusive, same_direction, sign
from normalize.quantity import Quantity, Span
from normalize.units import UNITS, Unit
from normalize.vocabulary import read

_HAN_DIGITS = "零〇一二三四五六七八九"
_SHARE = re.compile(rf"([百千万])分之([{HAN}]+(?:点[{_HAN_DIGITS}]+)?|\d+(?:\.\d+)?)|百分百")
_PART = re.compile(
    rf"([{HAN}]+|\d+)分之([{HAN}]+|\d+)|一半|半数|(?<![\d./])(\d{{1,3}})/(\d{{1,3}})(?![\d./])"
)
_TOKEN = re.compile(r"\d+(?:[., 。]\d+)*|(?<![\d.])\.\d+")
_HAN_TOKEN = re.compile(rf"\d+(?:[., 。]\d+)*|(?<![\d.])\.\d+|半|[{HAN}]+(?:点[{_HAN_DIGITS}]+)?")
HAN_CHARS = re.compile(rf"[{HAN}半]")
_MIXED = re.compile(
    r"\d+(?:\.\d+)?(?:万亿|亿|万|千|百)(?:\d+(?:\.\d+)?(?:万亿|亿|万|千|百))*\d*(?:\.\d+)?"
)
_MISREAD = re.compile(
    r"(?<![A-Za-z])[\dOoIl|]*(?:\d[OoIl|]|[OoIl|]\d)[\dOoIl|.]*(?=%|‰|$|[\u4e00-\u9fff])"
)
_CLAUSE_END = re.compile(r"[,;。!?]|(?<!\d)、|、(?!\d)")
_TO_HAN = re.compile(rf"(?:[-~至到和与、]|--)[{HAN}\d]")
_YEARS = ("年", "学年", "全年")
_SEVERAL = re.compile(r"[亿万千百]\d")
# 5万3000 names every place; 1万2 is spoken for 12000 and written for nothing.
_SPELLED_OUT = re.compile(r"(?:.*亿\d{8}|.*万\d{4}|.*千\d{3}|.*百\d{2}|.*[亿万千百])(?<!万亿)")
_SCHOOL_YEAR = re.compile(r"(?:19|20)\d\d(?:-{1,2}|~|至)\d{2,4}学年")
_DOUBLED = re.compile(r"翻(?:了)?([一两二三四1-4])?番")
_PAIR = re.compile(r"(?<![\d:])(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)(?![\d:])")
_SHARES = {"百": UNITS["%"], "千": UNITS["‰"], "万": UNITS["‱"]}
_WORDS = read("words")
_OPEN = frozenset(_WORDS["han"]["open_units"])
_SHY = frozenset(_WORDS["han"]["shy_units"])
_VERBS = tuple(_WORDS["activity"]["verbs"])
_HALVES = frozenset({"年", "个月", "天", "小时"})
_RANKED = frozenset({"人", "名次", "%", "级"})
RANK = UNITS["名次"]
UNIT_SIGNS = frozenset({"%", "‰"})


def find_quantities(text: str, blocked: Sequence[Span] = ()) -> list[Quantity]:
    """The quantities of a cleaned text in written order; digits inside `blocked` are not theirs.

    >>> [(q.number, q.unit.name) for q in find_quantities("电脑10台,打印机5台")]
    [('10', '台'), ('5', '台')]
    >>> find_quantities("符合GB/T19001要求"), find_quantities("一带一路建设")
    ([], [])
    """
    found: list[Quantity] = []
    taken = list(blocked)
    han = HAN_CHARS.search(text) is not None
    _find_refused(text, taken, found)
    if "番" in text:
        _find_doublings(text, taken, found)
    if "分之" in text or "/" in text or han:
        _find_shares(text, taken, found)
    if ":" in text:
        _find_pairs(text, taken, found)
    if "O" in text or "o" in text or "l" in text or "I" in text or "|" in text:
        _find_misread(text, taken, found)
    stop = 0
    pattern = _HAN_TOKEN if han else _TOKEN
    match = pattern.search(text)
    while match:
        at, end = match.span()
        following = end
        if at >= stop and not any(a < end and at < b for a, b in taken):
            low = max((q.end for q in found if q.end <= at), default=0)
            if blocked:
                low = max([low, *(b for _, b in blocked if b <= at)])
            quantity = _read(text, low, at, end, match[0])
            if quantity:
                found.append(quantity)
                stop = max(quantity.stop, quantity.end)
                following = quantity.stop
        match = pattern.search(text, following)
    if len(found) > 1:
        found.sort(key=lambda q: q.at)
    return found


def _read(text: str, low: int, at: int, end: int, digits: str) -> Quantity | None:
    """The quantity whose digits are `digits`, None where they are no number."""
    if digits[0].isascii():
        number, end, flags = _arabic(text, at, end, digits)
        is_han = False
    else:
        number, end, flags = _han(text, at, end, digits)
        is_han = True
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
    quantity = _combined(text, before, behind, at, end, number)
    quantity.flags.update(flags)
    if is_han:
        quantity.han = True
        quantity.flags.add(Flag.HAN_NUMERAL)
        if not _han_counts(text, quantity, before, digits, low):
            return None
        _absorb_scale(quantity, digits)
    elif not _counts(text, quantity, before, limited=limited):
        return None
    return quantity


def _outside(text: str, low: int, before: Before, behind: Behind) -> tuple[Before, Behind]:
    """(100)人, ≥(100)人: what stands around the brackets of a number belongs to it."""
    outer = read_behind(text, behind.end + 1, limited=False)
    ahead = read_before(text, low, before.start - 1) if before.start - 1 > low else Before(0)
    if behind.unit is None and outer.unit is not None and _rest(text, outer.end) == "":
        behind, before.start = outer, before.start - 1
        if not (before.sign or before.word) and (ahead.sign or ahead.word):
            before = ahead
    elif not (before.sign or before.word) and ahead.sign:
        before, behind.end = ahead, behind.end + 1
    return before, behind


def _arabic(  # noqa: PLR0911 -- one return a way to write a number
    text: str, at: int, end: int, digits: str
) -> tuple[str | None, int, set[Flag]]:
    """Digits as written → decimal string; identifiers, versions and products give nothing."""
    following = text[end : end + 1]
    if _is_name(text, at, end, digits):
        return None, end, set()
    if following == "." and text[end + 1 : end + 2] in UNIT_SIGNS:
        return digits, end + 1, {Flag.OCR_SUSPECT}
    if " " in digits:
        return digits.replace(" ", "").replace(",", ""), end, {Flag.SPACE_IN_NUMBER}
    if "," in digits or "。" in digits:
        if at and text[at - 1] in "([" and following and following in ")]":
            return digits.partition(",")[0], at + digits.index(","), set()
        return None, end, {Flag.AMBIGUOUS_SEPARATOR}
    if following and following in "亿万千百":
        run = _MIXED.match(text, at)
        if run and run[0] != f"{digits}万亿" and _SEVERAL.search(run[0]):
            number = mixed_number(run[0]) if _SPELLED_OUT.fullmatch(run[0]) else None
            return number, run.end(), set() if number else {Flag.OCR_SUSPECT}
    if digits[0] == ".":
        return "0" + digits, end, {Flag.OCR_SUSPECT}
    doubted = digits[0] == "0" and digits[1:2].isdigit()
    return digits, end, {Flag.OCR_SUSPECT} if doubted else set()


def _is_name(text: str, at: int, end: int, digits: str) -> bool:  # noqa: PLR0911 -- one return a sort of name
    """Digits that name something (PM2.5, 101号, 2021年, 7×24): no number."""
    char, following = text[at - 1 : at], text[end : end + 1]
    if char.isascii() and char.isalpha() and not text.endswith("RMB", 0, at):
        known = read_behind(text, end, limited=False).unit
        if known is None or known.dimension is None:
            return True
    if char and char in "-/.~_" and at > 1 and text[at - 2].isascii() and text[at - 2].isalpha():
        return True
    if (char and char in "×*xX每") or (char == "[" and following == "]"):
        return True
    if (char == "+" and text[at - 2 : at - 1].isdigit()) or (
        following and following in "×*+" and text[end + 1 : end + 2].isdigit()
    ):
        return True
    if following and following in "号几":
        return True
    if digits.count(".") > 1 or (len(digits) > 2 and digits[0] == "0" and digits[1] != "."):
        return True
    year = len(digits) == 4 and digits[:2] in {"19", "20"}
    if year and (text.startswith(_YEARS, end) or _SCHOOL_YEAR.match(text, at)):
        return True  # a year is a date, never the number
    return text.startswith(("日前", "日之前", "日以前", "号前"), end)


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


def _combined(  # noqa: PLR0913, PLR0917 -- what stands around a number, joined once
    text: str, before: Before, behind: Behind, at: int, end: int, number: str | None
) -> Quantity:
    quantity = Quantity(start=before.start, end=behind.end, at=at, stop=end, number=number)
    quantity.scale, quantity.unit, quantity.unit_raw = behind.scale, behind.unit, behind.raw
    quantity.per = before.per + [name for name in behind.per if name not in before.per]
    quantity.used = before.used
    quantity.direction = before.direction or behind.direction
    quantity.among = before.among or behind.among
    quantity.excluded = bool(behind.excluded)
    quantity.leading = bool(before.sign or (before.word and not before.weak))
    quantity.flags.update(before.flags)
    quantity.flags.update(behind.flags)
    if before.minus and number is not None:
        quantity.number = "-" + number
    if before.currency and quantity.unit is None:
        name = before.currency
        quantity.unit, quantity.unit_raw = UNITS[name], (behind.raw or "") + name
    elif before.currency and quantity.unit and quantity.unit.name != before.currency:
        quantity.flags.add(Flag.UNIT_CONFLICT)
    if before.first or before.ordinal:
        _ranked(quantity, before)
    elif quantity.direction and quantity.unit_raw in {"位", "名"}:
        quantity.unit = RANK
    _operate(text, quantity, before, behind)
    return quantity


def _ranked(quantity: Quantity, before: Before) -> None:
    """前3名 is a rank of at most 3, 第3名 a rank; 前10% stays a share."""
    unit = quantity.unit
    if unit is not None and unit.name not in _RANKED and unit.dimension is not None:
        return
    if unit is None or unit.name in {"人", "名次", "级"}:
        quantity.unit = RANK
        quantity.flags.discard(Flag.UNIT_UNKNOWN)
    quantity.rank = True
    if before.first and not before.sign and not before.word:
        quantity.operator, quantity.operator_raw = Operator.LE, "前"
        quantity.flags.add(Flag.OPERATOR_WORD)


def _operate(text: str, quantity: Quantity, before: Before, behind: Behind) -> None:
    """Sign, word before and word behind → one operator (VALUES.md section 2.2)."""
    ahead, after = before.operator, behind.operator
    if before.sign:
        _, mistyped = sign(before.sign)
        if ahead is None:
            quantity.flags.add(Flag.OPERATOR_CONFLICT)
        elif mistyped:
            quantity.flags.add(Flag.OPERATOR_TYPO)
        word = before.word and not before.weak and before.operator
        for other in (after, word):
            if other and ahead and not same_direction(ahead, other):
                quantity.flags.add(Flag.OPERATOR_CONFLICT)
        quantity.operator, quantity.operator_raw = ahead, before.sign
    elif ahead is not None and (after is None or not before.weak):
        if after and not same_direction(ahead, after):
            quantity.flags.add(Flag.OPERATOR_CONFLICT)
        quantity.operator, quantity.operator_raw = ahead, before.word
        quantity.flags.add(Flag.OPERATOR_WORD)
    elif after is not None:
        quantity.operator, quantity.operator_raw = after, behind.word
        quantity.flags.add(Flag.OPERATOR_WORD)
    elif quantity.operator is None:
        run = trailing_sign(text, behind.end)
        if run:
            quantity.operator, quantity.operator_raw = sign(run)[0], run
            quantity.flags.add(Flag.OPERATOR_TRAILING)
            quantity.end += len(run)
    if behind.excluded and quantity.operator_raw != before.sign:
        quantity.operator = exclusive(quantity.operator)


def clause_end(text: str, at: int) -> int:
    """Where the clause that holds `at` ends."""
    match = _CLAUSE_END.search(text, at)
    return match.start() if match else len(text)


def _counts(text: str, quantity: Quantity, before: Before, *, limited: bool) -> bool:
    """Is an Arabic number a target, and not an identifier in a sentence (12345热线, 5A级)?"""
    if before.ordinal and not quantity.rank:
        return False
    if quantity.unit is not None or limited or quantity.number is None:
        return True
    end = quantity.end
    following = text[end : end + 1]
    if not following or following in ",;、。)]~-:/≥≤<>=±":
        return True
    if following in "至到和与且或及" and text[end + 1 : end + 2] and not text[end + 1].isalpha():
        return True
    if following == "—":
        return True
    return bool(quantity.operator or quantity.flags & {Flag.APPROXIMATE}) or quantity.scale > 1


def _han_counts(text: str, quantity: Quantity, before: Before, digits: str, low: int) -> bool:  # noqa: PLR0911 -- one return a position
    """Han numerals are numbers by position only (VALUES.md section 4)."""
    unit = quantity.unit
    stated = bool(before.sign or before.word or before.first)
    if before.ordinal or (before.first and not quantity.rank):
        return quantity.rank and unit is not None and quantity.unit_raw is not None
    if digits == "半":
        return unit is not None and unit.name in _HALVES and _rest(text, quantity.end) == ""
    if unit is None:
        quantity.tentative = _TO_HAN.match(text, quantity.end) is not None
        scaled = digits[-1] in "万亿" and len(digits) > 1
        limited = stated or scaled or quantity.operator is not None
        return quantity.tentative or (limited and not _rest(text, quantity.end))
    rest = _rest(text, quantity.end)
    stated = stated or quantity.operator is not None
    if digits == "二" and rest and not stated:
        return False  # 二次供水: counting things is done with 两
    if stated or Flag.APPROXIMATE in quantity.flags:
        return not (rest and unit.name in _SHY and not before.sign)
    lead = text[_clause_start(text, low, quantity.start) : quantity.start]
    if before.used:
        lead = "".join(
            c for n, c in enumerate(text[: quantity.start]) if not _inside(n, before.used)
        )[_clause_start(text, low, quantity.start) :]
    if not rest or rest[0] in "至到-~":
        return not (lead and unit.name in _SHY)
    if lead.endswith(_VERBS) or (not lead and quantity.number != "1"):
        return unit.name in _OPEN or (bool(lead) and unit.name not in _SHY and unit.name != "个")
    return False


def _inside(at: int, spans: list[Span]) -> bool:
    return any(a <= at < b for a, b in spans)


def _rest(text: str, end: int) -> str:
    """What follows in the clause."""
    return text[end : clause_end(text, end)].strip("()[]")


def _clause_start(text: str, low: int, at: int) -> int:
    return max([low, *(text.rfind(char, low, at) + 1 for char in ",;。、")])


def _absorb_scale(quantity: Quantity, digits: str) -> None:
    """五十万元 is 50 × 万; 三万五千元 and 三百亩 are whole numbers."""
    for tail, scale in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if digits.endswith(tail) and quantity.scale == 1:
            head = han_number(digits[: -len(tail)])
            if head and not set(digits[: -len(tail)]) & {"万", "亿"}:
                quantity.number, quantity.scale = head, scale
                quantity.unit_raw = tail + (quantity.unit_raw or "")
            return


def _find_refused(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """A number that cannot be read safely is kept as text, with its operator and unit."""
    for at, end, flag in refused(text):
        if any(a < end and at < b for a, b in taken):
            continue
        before = read_before(text, 0, at)
        behind = read_behind(text, end, limited=False)
        quantity = _combined(text, before, behind, at, end, None)
        quantity.flags.add(flag)
        found.append(quantity)
        taken.append((at, end))


def _find_doublings(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """翻一番 is twice as much, 翻两番 four times."""
    for match in _DOUBLED.finditer(text):
        times = han_number(match[1] or "一")
        number = str(2 ** int(match[1] if match[1] and match[1].isdigit() else times or 1))
        _add_share(text, match, found, number, UNITS["倍"], match[0])
        found[-1].direction = Direction.UP
        found[-1].flags.add(Flag.HAN_NUMERAL)
        taken.append(match.span())


def _find_shares(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """百分之九十五 and its like, then fractions (三分之二, 1/3)."""
    for match in _SHARE.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        written = match[2]
        number = "100" if written in {None, "百"} else han_number(written) or written
        if not re.fullmatch(r"\d+(\.\d+)?", number):
            continue
        raw = match[0][:3] if written else match[0]
        _add_share(text, match, found, number, _SHARES[match[1] or "百"], raw)
        if written is None or not written[0].isascii():
            found[-1].flags.add(Flag.HAN_NUMERAL)
        taken.append(match.span())
    for match in _PART.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        below, above = (match[1] or match[4]), (match[2] or match[3])
        if below is None:
            below, above = "2", "1"
        number = (
            ratio(han_number(above) or above, han_number(below) or below)
            if _fraction(match)
            else None
        )
        if number is None or not re.fullmatch(r"[\d./]+", number) or _in_word(text, match):
            continue
        _add_share(text, match, found, number, None, None)
        found[-1].flags.add(Flag.FRACTION)
        if not match[0][0].isascii():
            found[-1].flags.add(Flag.HAN_NUMERAL)
        taken.append(match.span())


def _fraction(match: re.Match[str]) -> bool:
    for part in (match[1], match[2]):
        if part and not part.isascii() and not han_number(part):
            return False
    return match[3] is None or 0 < int(match[3]) < int(match[4])


def _in_word(text: str, match: re.Match[str]) -> bool:
    """一半 and 半数 count at the end of a clause or before 以上 only."""
    return (
        match[1] is None
        and match[3] is None
        and _rest(text, match.end())[:2] not in {"", "以上", "以下", "以内"}
    )


def _add_share(  # noqa: PLR0913, PLR0917 -- what stands around a number, joined once
    text: str,
    match: re.Match[str],
    found: list[Quantity],
    number: str,
    unit: Unit | None,
    raw: str | None,
) -> None:
    low = max((q.end for q in found if q.end <= match.start()), default=0)
    before = read_before(text, low, match.start())
    behind = read_behind(text, match.end(), limited=False)
    quantity = _combined(text, before, behind, match.start(), match.end(), number)
    if unit is not None:
        quantity.unit, quantity.unit_raw, quantity.scale = unit, raw, 1
    found.append(quantity)


def _find_pairs(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """A ratio written 1:18 is no number of its own: both sides go to `parts`."""
    for match in _PAIR.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        before = read_before(text, 0, match.start())
        behind = read_behind(text, match.end(), limited=False)
        quantity = _combined(text, before, behind, match.start(), match.end(), None)
        if behind.unit is None and (before.sign or before.word or _rest(text, behind.end) == ""):
            quantity.flags.add(Flag.RATIO_PAIR)
            found.append(quantity)
        taken.append(match.span())


def _find_misread(text: str, taken: list[Span], found: list[Quantity]) -> None:
    """O for 0, l for 1: suspect, never repaired."""
    for match in _MISREAD.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        before = read_before(text, 0, match.start())
        behind = read_behind(text, match.end(), limited=False)
        if behind.unit is None and not before.sign:
            continue
        share = behind.unit is not None and behind.unit.dimension is Dimension.RATIO
        if not share and not before.sign and match.start():
            continue
        quantity = _combined(text, before, behind, match.start(), match.end(), None)
        quantity.flags.add(Flag.OCR_SUSPECT)
        found.append(quantity)
        taken.append(match.span())

"""Shapes that no reading is safe for: their digits stay text, with a doubt beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.values.closed_sets import Flag
from normalize.values.date_or_number import may_be_last_day
from normalize.values.numbers.quantity import Span

_HAN = "一二两三四五六七八九"
_NUMBER = r"(?<!\d)\d{1,40}+(?:\.\d{1,40}+)?+"
LISTED = "\u2460-\u249b\u24ea-\u24f4\u2776-\u2793\u3220-\u3229\u3251-\u325f\u32b1-\u32bf"
"""Enclosed numbers, as the inside of a character class: ① ⑴ ⒈ ㈠ ㊿."""

# Every group is named after the flag that it raises.
_REFUSED = re.compile(
    "|".join(
        [
            rf"(?P<dots>{_NUMBER}(?:\.{{2,}}\d*|\.?…+(?:\d|$))(?:\.?\d)*|\.{{2,}}\d+(?:\.\d+)?|{_NUMBER}\.(?=[^\d%‰.])(?<=\.\d\.))",
            rf"(?P<science>(?<![A-Za-z\d.]){_NUMBER}[eE][+-]?\d+(?![A-Za-z]))",
            rf"(?P<power>{_NUMBER}(?:[×xX*]{_NUMBER})?(?:\^-?\{{?\d+\}}?|[⁰¹²³⁴⁵⁶⁷⁸⁹]+))",
            rf"(?P<mixed>{_NUMBER}[亿万千百]+[零〇][\d{_HAN}]+[千百十]?|{_NUMBER}[亿万千百][{_HAN}](?=[万千百十元人]|$))",
            rf"(?P<money>{_NUMBER}[元块]\d+(?:角|毛|分(?!钟))?(?:\d+分)?(?![\d年月]))",
            rf"(?P<compound>(?<!\d)\d{{1,3}}年零?(?:又)?\d{{1,2}}个月|{_NUMBER}个月零?\d+[天日]|{_NUMBER}天零?\d+小时|{_NUMBER}(?:小时|时)零?\d+分钟?|{_NUMBER}分钟?\d+秒|{_NUMBER}(?:公里|千米)\d+米|{_NUMBER}吨\d+公斤)",
            r"(?P<ratios>(?<!\d)\d{1,40}+(?::\d{1,40}+){2,}+)",
            rf"(?P<separated>{_NUMBER}(?:['’‘`′·_\\&@#]\d+(?:\.\d+)?)+)",
            rf"(?P<dashes>(?:^|(?<=[≥≤<>=]))-{{2,}}{_NUMBER}|{_NUMBER}%?-{{3,}}{_NUMBER})",
            rf"(?P<whole>(?:(?<!\d)\d{{1,40}}+|(?<![{_HAN}十百])[{_HAN}十百]{{1,9}}+)又(?:\d+/\d+|[{_HAN}十百\d]{{1,9}}分之[{_HAN}十百\d]+))",
            r"(?P<slashes>(?<![\d./])\d{1,40}+/\d{1,40}+(?:/\d{1,40}+)++(?![\d./]))",
            r"(?P<pair>(?<![\d./])(?P<above>\d{1,6})/(?P<below>\d{1,6})(?P<many>[十百千万]+人?)?$)",
            rf"(?P<listed>[{LISTED}]+\d*(?:\.\d+)?)",
        ]
    )
)
_FLAGS = {"separated": Flag.AMBIGUOUS_SEPARATOR, "pair": Flag.RATIO_PAIR}

_LEFT = re.compile(
    r"[↑↓∞]|(?<=[%‰])\+|[≥≤<>=≠]|[%‰$€£¥℃°]|\.|…|(?<=\d)[\^_#@&\\'·+*]|[\^_#@&\\'·+*](?=\d)"
)
_UNIT_SIGNS = frozenset("%‰$€£¥℃°")
_SIGNS = frozenset("≥≤<>=≠")


def refused(text: str) -> list[tuple[int, int, Flag]]:
    """Spans that look like a number and are none that could be read, each with its doubt.

    Half-open spans of characters. Source: VALUES.md sections 2.6 and 7.

    >>> refused("1..5"), refused("10^4吨"), refused("≥1.5%")
    ([(0, 4, <Flag.OCR_SUSPECT: 'ocr_suspect'>)], [(0, 4, <Flag.OCR_SUSPECT: 'ocr_suspect'>)], [])
    """
    found = []
    for match in _REFUSED.finditer(text):
        kind = match.lastgroup or ""
        if match["pair"]:
            kind = "pair"
            if not match["many"] and may_be_last_day(int(match["above"]), int(match["below"])):
                found.append((*match.span(), Flag.PERIOD_AMBIGUOUS))
                continue
            if not match["many"] and 0 < int(match["above"]) < int(match["below"]):
                continue  # a fraction
        found.append((*match.span(), _FLAGS.get(kind, Flag.OCR_SUSPECT)))
    return found


def left_over(text: str, used: list[Span], words: Sequence[Span] = ()) -> set[Flag]:
    """The doubts over signs that no reading used: an operator, a unit's sign, a point.

    `used` are half-open spans of characters, `words` those among them that stay text. Source:
    VALUES.md sections 2.6 and 6.

    >>> left_over("≥5≤", [(0, 2)]), left_over("5人/培训", [(0, 2)])
    ({<Flag.OPERATOR_CONFLICT: 'operator_conflict'>}, set())
    """
    flags: set[Flag] = set()
    for match in _LEFT.finditer(text):
        at = match.start()
        if _within(used, at) and not _within(words, at):
            continue
        char = text[at]
        behind_digit, before_digit = text[at - 1 : at].isdigit(), text[at + 1 : at + 2].isdigit()
        if char in _SIGNS:
            flags.add(Flag.OPERATOR_CONFLICT)
        elif char in _UNIT_SIGNS and not behind_digit and not before_digit:
            flags.add(Flag.UNIT_CONFLICT)
        elif char in ".…" and behind_digit != before_digit:
            flags.add(Flag.OCR_SUSPECT)
        else:
            flags.add(Flag.RESIDUAL)
    return flags


def _within(spans: Sequence[Span], at: int) -> bool:
    return any(begin <= at < end for begin, end in spans)

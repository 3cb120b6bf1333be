"""Shapes that no reading is safe for: their digits stay text, with a doubt beside them."""

from __future__ import annotations

import re

from normalize.values.closed_sets import Flag
from normalize.values.date_or_number import may_be_last_day

_HAN = "一二两三四五六七八九"
_NUMBER = r"(?<!\d)\d{1,40}+(?:\.\d{1,40}+)?+"
LISTED = "\u2460-\u249b\u24ea-\u24f4\u2776-\u2793\u3220-\u3229\u3251-\u325f\u32b1-\u32bf"
"""Enclosed numbers, as the inside of a character class: ① ⑴ ⒈ ㈠ ㊿."""

# A group is a way to write what has no safe reading, with an example beside it.
_UNREADABLE = re.compile(
    rf"""
    (?P<dots>                                                   # 1..5, 95…, 1.5.万
        {_NUMBER}(?:\.{{2,}}\d*|\.?…+(?:\d|$))(?:\.?\d)*
      | \.{{2,}}\d+(?:\.\d+)?
      | {_NUMBER}\.(?=[^\d%‰.])(?<=\.\d\.) )
  | (?P<exponent>                                               # 1E+05
        (?<![A-Za-z\d.]){_NUMBER}[eE][+-]?\d+(?![A-Za-z]) )
  | (?P<power>                                                  # 3×10^4, 10³
        {_NUMBER}(?:[×xX*]{_NUMBER})?(?:\^-?\{{?\d+\}}?|[⁰¹²³⁴⁵⁶⁷⁸⁹]+) )
  | (?P<spoken>                                                 # 3万零5百, 1万二
        {_NUMBER}[亿万千百]+[零〇][\d{_HAN}]+[千百十]?
      | {_NUMBER}[亿万千百][{_HAN}](?=[万千百十元人]|$) )
  | (?P<coins>                                                  # 3元2角5分
        {_NUMBER}[元块]\d+(?:角|毛|分(?!钟))?(?:\d+分)?(?![\d年月]) )
  | (?P<two_units>                                              # 1年6个月, 2小时30分
        (?<!\d)\d{{1,3}}年零?(?:又)?\d{{1,2}}个月
      | {_NUMBER}个月零?\d+[天日]
      | {_NUMBER}天零?\d+小时
      | {_NUMBER}(?:小时|时)零?\d+分钟?
      | {_NUMBER}分钟?\d+秒
      | {_NUMBER}(?:公里|千米)\d+米
      | {_NUMBER}吨\d+公斤 )
  | (?P<many_ratios>                                            # 3:7:5
        (?<!\d)\d{{1,40}}+(?::\d{{1,40}}+){{2,}}+ )
  | (?P<separated>                                              # 95'5, 1_000
        (?!\d{{1,2}}·\d{{1,2}}(?![万亿千百十元人个分%‰])[\u4e00-\u9fff])        # but 6·5环境日
        {_NUMBER}(?:['’‘`′·_\\&@\#]\d+(?:\.\d+)?)+ )
  | (?P<dashes>                                                 # --5, 3---5
        (?:^|(?<=[≥≤<>=]))-{{2,}}{_NUMBER}
      | {_NUMBER}%?-{{3,}}{_NUMBER} )
  | (?P<mixed_fraction>                                         # 1又1/2, 二又三分之一
        (?:(?<!\d)\d{{1,40}}+|(?<![{_HAN}十百])[{_HAN}十百]{{1,9}}+)
        又(?:\d+/\d+|[{_HAN}十百\d]{{1,9}}分之[{_HAN}十百\d]+) )
  | (?P<slashes>                                                # 31/12/2024
        (?<![\d./])\d{{1,40}}+/\d{{1,40}}+(?:/\d{{1,40}}+)++(?![\d./]) )
  | (?P<pair>                                                   # 31/12, 3/10万人
        (?<![\d./])(?P<above>\d{{1,6}})/(?P<below>\d{{1,6}})(?P<many>[十百千万]+人?)?$ )
  | (?P<listed>                                                 # ⒈5
        [{LISTED}]+\d*(?:\.\d+)? )
    """,
    re.VERBOSE,
)


def unreadable(text: str) -> list[tuple[int, int, Flag]]:
    """Spans that look like a number and are none that could be read, each with its doubt.

    Half-open spans of characters. Source: docs/values.md, Flags and Choices.

    >>> unreadable("1..5"), unreadable("≥1.5%"), unreadable("1/3")
    ([(0, 4, <Flag.OCR_SUSPECT: 'ocr_suspect'>)], [], [])
    """
    found = []
    for match in _UNREADABLE.finditer(text):
        flag = _doubt(match)
        if flag is not None:
            found.append((*match.span(), flag))
    return found


def _doubt(match: re.Match[str]) -> Flag | None:
    """The doubt over a shape; None where 1/3 is a fraction after all."""
    if match["separated"]:
        return Flag.AMBIGUOUS_SEPARATOR
    if not match["pair"]:
        return Flag.OCR_SUSPECT
    above, below = int(match["above"]), int(match["below"])
    if not match["many"] and may_be_last_day(above, below):
        return Flag.PERIOD_AMBIGUOUS
    return None if not match["many"] and 0 < above < below else Flag.RATIO_PAIR

"""Lengths of time that frame what is told, and limit nothing: 近三年无事故, 连续3年保持优秀."""

from __future__ import annotations

import re

from normalize.values.numbers.numerals import HAN_DIGITS
from normalize.values.numbers.quantity import Span

_LENGTH = rf"(?:[{HAN_DIGITS}两十]{{1,3}}|\d{{1,2}})(?:年|个月|个?季度|届)度?"
_FRAME = re.compile(
    rf"""
    (?:(?<=[,;、。:(在于比较与])|^)(?:最?近|过去|以往|以前){_LENGTH}            # 近三年
      (?:以?来|以?内|期?间)?
    | [上前去下次]一个?(?:年度?|季度?|月度?|学年|学期|届|轮)                  # 上一年度
    | (?:连续|未来|今后|(?:^|(?<=[,;、。]))前){_LENGTH}                       # 连续3年
      (?:以?来|期?间|内(?=.))?
      (?=[\u4e00-\u9fff])(?!以[上内下]|内|及|之内|左右|的?时间)
    """,
    re.VERBOSE,
)


def frames(text: str) -> list[Span]:
    """Spans of years looked back or ahead upon: neither the number nor the period of a target.

    Half-open spans of characters. Source: docs/values.md, Numbers.

    >>> frames("近三年无越级上访"), frames("连续3年获评优秀"), frames("连续3年以上")
    ([(0, 3)], [(0, 4)], [])
    """
    if "年" not in text and "月" not in text and "届" not in text and "季" not in text:
        return []
    return [match.span() for match in _FRAME.finditer(text)]

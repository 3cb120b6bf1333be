"""What a value cell says by itself, before the other cells of its row are looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from normalize.values.closed_sets import Flag, Kind, Operator
from normalize.values.left_over import doubts_over_signs, residual
from normalize.values.numbers.quantity import Quantity, Span
from normalize.values.qualities import Quality
from normalize.values.times.period import Period
from normalize.values.why import Why

_HEDGES = re.compile("力争|争取|力求")
_DIGIT = re.compile(r"\d")
_UNREAD = re.compile(
    r"""每 | [隔双单][月周日年] | ^[两二三四五六七八九十](?:年|个?月|周|天|日)    # a rhythm
    | (?:^|,)[天日月年次人](?:$|,)                                            # a unit alone
    | /[\u4e00-\u9fff]{1,4}(?:$|,)                                           # 教师/班
    | [超高低多少大小优劣快慢好早晚]于 | 不.?于 | 超过               # another limit
    | [不未]得?[超足低高少多大小满到]
    | (?:例如|如|比如)\(?$                                                    # an example
    """,
    re.VERBOSE,
)
"""What is left over and may bear on the number: a rhythm, what it is a rate of, another limit."""


class CellReading(NamedTuple):
    """What a value says by itself; the row's other cells come later (docs/values.md, The record).

    `parts` pairs a quantity with the text of its clause, in written order.
    A tuple like Quantity: most rows fill a reading that is known but for its number.
    """

    text: str
    kind: Kind
    main: Quantity | None = None
    parts: tuple[tuple[Quantity, str], ...] = ()
    period: Period | None = None
    quality: Quality | None = None
    operator: Operator | None = None
    operator_raw: str | None = None
    residual: str | None = None
    flags: frozenset[Flag] = frozenset()
    why: Why = Why.WORDS
    """The rule that decided the kind."""
    number_why: Why | None = None
    """The rule that chose the number among those of its clause."""

    def flagged(self, *flags: Flag) -> CellReading:
        """The same reading with more that was noticed about it."""
        return self._replace(flags=self.flags.union(flags))


_RESIDUAL = CellReading._fields.index("residual")  # flags stand behind it


def finish(
    reading: CellReading, used: Sequence[Span], kept: Sequence[Span] = (), *, unused: bool = False
) -> CellReading:
    """Complete a reading with what is left: `used` spans are in a field, `kept` ones stay text.

    Spans are half open, in characters of the reading's text.
    Source: docs/values.md, The record and Confidence.
    """
    flags = set(reading.flags)
    if reading.period:
        flags |= reading.period.flags
    hedge = _HEDGES.search(reading.text)
    if hedge:
        flags.add(Flag.HEDGED)
        used = [*used, hedge.span()]
    rest = residual(reading.text, used, kept)
    # A remark that is kept has numbers for its signs; a sign kept as a word is one left over.
    words = [(begin, end) for begin, end in kept if not _DIGIT.search(reading.text, begin, end)]
    flags |= doubts_over_signs(reading.text, [*used, *kept], words)
    if unused or (rest and (_DIGIT.search(rest) or _UNREAD.search(rest))):
        flags.add(Flag.RESIDUAL)
    noticed = frozenset(flags)
    return CellReading._make((*reading[:_RESIDUAL], rest, noticed, *reading[_RESIDUAL + 2 :]))

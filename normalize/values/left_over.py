"""What no reading of a text used: words to keep beside the fields, and signs to doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from normalize.values.closed_sets import Flag
from normalize.values.numbers.quantity import Span

_TRIM = " ,;、。:;!?()[]~-·/"
_PREPOSITIONS = frozenset({"于", "在", "按", "到", "至", "为", "前", "了", "的", "即"})
_SIGN = re.compile(
    r"\?(?=\d)|(?<=[\d%])\?|[\u2190-\u22ff\u2300-\u23ff\u25a0-\u27bf\u27c0-\u2bff]|(?<=[%‰十百千万亿])\+|[≥≤<>=≠]|[%‰$€£¥℃°]|\.|…|(?<=\d)[\^_#@&\\'·+*]|[\^_#@&\\'·+*](?=\d)"
)
_UNIT_SIGNS = frozenset("%‰$€£¥℃°")
_SIGNS = frozenset("≥≤<>=≠")


def residual(text: str, used: Iterable[Span], kept: Iterable[Span] = ()) -> str | None:
    """What the grammar did not use, its pieces parted by commas (docs/values.md, The record).

    Spans are half open, in characters; `kept` wins over `used`.

    >>> residual("12月底前有序完成", [(0, 5)])
    '有序完成'
    """
    marks = bytearray(len(text))
    for begin, end in used:
        marks[begin:end] = b"\x01" * (end - begin)
    for begin, end in kept:
        marks[begin:end] = b"\x00" * (end - begin)
    pieces: list[str] = []
    begin = -1
    for at in range(len(text) + 1):
        free = at < len(text) and not marks[at]
        if free and begin < 0:
            begin = at
        elif not free and begin >= 0:
            piece = text[begin:at].strip(_TRIM).removeprefix("的")
            if piece and piece not in _PREPOSITIONS:
                pieces.append(piece)
            begin = -1
    return ",".join(pieces) or None


def doubts_over_signs(text: str, used: list[Span], words: Sequence[Span] = ()) -> set[Flag]:
    """The doubts over signs that no reading used: an operator, a unit's sign, a point.

    `used` are half-open spans of characters, `words` those among them that stay text. Source:
    docs/values.md, Flags and Confidence.

    >>> doubts_over_signs("≥5≤", [(0, 2)]), doubts_over_signs("5人/培训", [(0, 2)])
    ({<Flag.OPERATOR_CONFLICT: 'operator_conflict'>}, set())
    """
    flags: set[Flag] = set()
    for match in _SIGN.finditer(text):
        at = match.start()
        if _within(used, at) and not _within(words, at):
            continue
        char = text[at]
        behind_digit, before_digit = text[at - 1 : at].isdigit(), text[at + 1 : at + 2].isdigit()
        if char in _SIGNS:
            flags.add(Flag.OPERATOR_CONFLICT)
        elif char in _UNIT_SIGNS and not behind_digit and not before_digit:
            flags.add(Flag.UNIT_CONFLICT)
        elif char == "?" or (char in ".…" and behind_digit != before_digit):
            flags.add(Flag.OCR_SUSPECT)
        else:
            flags.add(Flag.RESIDUAL)
    return flags


def _within(spans: Sequence[Span], at: int) -> bool:
    return any(begin <= at < end for begin, end in spans)

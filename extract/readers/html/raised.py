"""What stands raised behind a text: an exponent, which is read, or the mark of a footnote."""

from __future__ import annotations

import regex

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_RAISABLE = regex.compile(r"[0-9+\-−=()n]{1,4}")
_MARK = regex.compile(
    r"(?:[\[(（〔【]?\s*(?:注|备注)?\s*(?:\d{1,2}|[①-⑳]|[*＊※†‡]{1,3})\s*[\])）〕】]?[,，、]?)+|[a-d]|注"
)
# Behind these a figure is an exponent: m², 公里², 10⁴, ×10⁸.
_UNIT = regex.compile(r"(?:[a-zA-Zμ]|米|里)$")
_NO_LETTER = regex.compile(r"[\d\p{Han}%％]$")
_TEN = regex.compile(r"(?<![\d.,，])10$")
_POWERS = frozenset("234568")
_OF_AREA = frozenset("23")
_FRACTION = ("/", "⁄", "∕")


def is_mark(text: str, before: str, after: str) -> bool:
    """Is a raised text the mark of a footnote, going by what stands before and after it?

    >>> [is_mark("2", before, "") for before in ("500m", "10", "250", "≥95%", "人数", "平方米")]
    [False, False, True, True, True, True]
    >>> is_mark("[1]", "250", ""), is_mark("见下", "注", ""), is_mark("1", "", "/2")
    (True, False, False)
    """
    printed, base = text.strip(), before.rstrip()
    if not _MARK.fullmatch(printed) or after.lstrip().startswith(_FRACTION):
        return False
    if printed == "0":  # of 37⁰C
        return False
    if not base:
        return bool(after.strip())
    if base.endswith(("平方米", "立方米", "平方公里")):
        return True
    if printed in _OF_AREA and _UNIT.search(base):
        return False
    return not (printed in _POWERS and _TEN.search(base))


def is_low_mark(text: str, before: str) -> bool:
    """Is a lowered text the mark of a footnote? Behind letters it belongs to them (CO2).

    >>> is_low_mark("1", "≥25000"), is_low_mark("2", "CO"), is_low_mark("2.5", "PM")
    (True, False, False)
    """
    return bool(_MARK.fullmatch(text.strip()) and _NO_LETTER.search(before.rstrip()))


def raised(text: str) -> str:
    """The text of a <sup> element as superscript characters where there are such.

    >>> raised("2"), raised("注")
    ('²', '注')
    """
    return text.translate(_RAISED) if _RAISABLE.fullmatch(text) else text

"""Strips → what they say, how sure that is, and what they say when looked at again.

The lowest probability of a character alone catches half of the wrong numbers. So whatever bears a
number, a sign or a unit is read a second time at another scale, and a lone sign or digit in the
company of digits of the same page: alone it has no line to be low or high on (≥ looks like V).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import regex

from extract.readers.pdf.engines.ocr.models import HEIGHT, SURE, Sign, read_strips
from extract.readers.pdf.engines.ocr.strips import Strip, picture_of
from extract.words.text import fold

FIRST, SECOND = 1.2, 1.42
"""Heights of a strip, in heights of its print: two scales of the same."""
_TELLS = regex.compile(
    r"[^\p{Han}\s，。、；：:;,“”‘’（）()《》]|[一二三四五六七八九十百千万亿两半]"
)
"""What may be of a number, sign or unit, and no word."""
_SHORT = 4
"""A text of so few characters may be a unit."""
_PAUSES = frozenset("，。、；：:;,“”‘’（）()《》 \"'")
"""Punctuation: misread, it changes no value."""
_LONE = 1.35
"""Ems up to which a strip is one character, or two digits."""
_DIGITS = regex.compile(r"\d{2,4}|\d+\.\d+")
_MILLE = regex.compile(r"(?<=\d ?)[%％] ?[0oO。°]")
"""How ‰ is read: its last ring is seen as a sign of its own."""
_SENTENCE = frozenset("，；、")
_DASH = regex.compile(r"(?<=[\d年月日%％])一(?=\d)")


@dataclass(frozen=True, slots=True)
class Look:
    """What a strip says: `signs` with their places on it (0 to 1).

    `probability` is that of the least sure of them, `second` another reading, where one differs;
    `agreed`: it was read twice, each time the same.
    """

    signs: tuple[Sign, ...]
    probability: float
    second: str | None = None
    agreed: bool = False

    @property
    def text(self) -> str:
        """The characters as one text."""
        return "".join(sign.text for sign in self.signs)

    @property
    def doubtful(self) -> bool:
        """Is it not certain that this is what is printed?"""
        return self.probability < SURE or self.second is not None


def looks_at(grey: Any, strips: Sequence[Strip]) -> list[Look]:
    """What strips of the level page say."""
    pictures = [picture_of(grey, strip, FIRST) for strip in strips]
    looks = [_look(signs) for signs in read_strips(pictures)]
    again = [n for n, look in enumerate(looks) if _needs_more(look)]
    second = read_strips([picture_of(grey, strips[n], SECOND) for n in again])
    for n, signs in zip(again, second, strict=True):
        looks[n] = _compared(looks[n], _look(signs))
    _in_company(strips, pictures, looks)
    looks = [with_mille(_with_dashes(look)) for look in looks]
    return [
        replace(x, probability=min(x.probability, _ODD)) if _is_odd(x.text) else x for x in looks
    ]


def _look(signs: tuple[Sign, ...]) -> Look:
    """Spaces count only between Latin words: the model sees one behind each wide sign."""
    kept = tuple(
        sign
        for n, sign in enumerate(signs)
        if sign.text != " " or (0 < n < len(signs) - 1 and _latin(signs[n - 1], signs[n + 1]))
    )
    return Look(kept, _least(kept))


def _latin(*signs: Sign) -> bool:
    return all(sign.text.isascii() and sign.text.isalpha() for sign in signs)


def _least(signs: Sequence[Sign]) -> float:
    telling = [sign.probability for sign in signs if sign.text not in _PAUSES]
    return min(telling, default=min((sign.probability for sign in signs), default=0.0))


def _needs_more(look: Look) -> bool:
    text = look.text
    return look.probability < SURE or len(text) <= _SHORT or bool(_TELLS.search(text))


def _same(one: str) -> str:
    """A text for comparing: widths folded, without spaces and pauses, but for those in numbers."""
    text = fold(one).replace(" ", "")
    return regex.sub(r"(?<!\d)[,.:，。、；：;]|[,.:，。、；：;](?!\d)", "", text)


def _compared(first: Look, second: Look) -> Look:
    """Two scales: where they say the same, the surer one counts."""
    if _same(first.text) == _same(second.text):
        surer = max(first.probability, second.probability)
        return replace(first, probability=surer, agreed=True)
    better = second if second.probability > first.probability + 0.1 else first
    other = first if better is second else second
    return replace(better, second=other.text)


def _in_company(strips: Sequence[Strip], pictures: list[Any], looks: list[Look]) -> None:
    """Lone characters read again between digits of the page that are sure."""
    lone = [
        n
        for n, (strip, look) in enumerate(zip(strips, looks, strict=True))
        if len(strip.spots) == 1
        and strip.spot.x1 - strip.spot.x0 <= _LONE * strip.em
        and (look.doubtful or look.text in _ALIKE or _is_odd(look.text))
    ]
    known = [
        (-len(look.text), n)
        for n, look in enumerate(looks)
        if not look.doubtful and look.probability > 0.98 and _DIGITS.fullmatch(look.text)
    ]
    if not lone or not known:
        return
    company = min(known)[1]
    digits, beside = looks[company].text, _bare(pictures[company])
    gap = np.full((HEIGHT, 6), 255, np.uint8)
    bare = [_bare(pictures[n]) for n in lone]
    before = read_strips([_row(gap, part, gap, beside, gap) for part in bare])
    behind = read_strips([_row(gap, beside, gap, part, gap) for part in bare])
    for n, one, other in zip(lone, before, behind, strict=True):
        found = [
            each
            for each in (_beside(one, digits, first=True), _beside(other, digits, first=False))
            if each is not None and each.signs
        ]
        if found:
            looks[n] = _judged(found)


_KNOWN = regex.compile(r"[\p{Han}\d≥≤=<>＝＜＞%％‰℃—\-/、。，,.:：；]")
_BROKEN = regex.compile(r"^[:：;；.,'’\"!|]+ ?\d|[|!] ?\d|\d ?[|!]")
"""What is left of a sign before a number, or of a rule beside it."""
_ODD = 0.5
"""The most that such a text is believed: a lone ≤ was seen as M with 0.92, `≥50` as :50."""


def _is_odd(text: str) -> bool:
    """Is it a lone character that stands in no form by itself, or a number behind a broken sign?"""
    if len(text) == 1:
        return not _KNOWN.fullmatch(text)
    return _BROKEN.search(text) is not None


_ALIKE = frozenset("一二三-—V>＞<＜vACc回口oOlI|")
"""What a lone sign is taken for."""


def _judged(found: list[Look]) -> Look:
    """A lone character as the company tells it; both sides of it must tell the same."""
    best = max(found, key=lambda look: look.probability)
    placed = tuple(
        sign._replace(middle=(n + 1) / (len(best.signs) + 1)) for n, sign in enumerate(best.signs)
    )
    others = [look.text for look in found if _same(look.text) != _same(best.text)]
    agreed = len(found) > 1 and not others
    return Look(placed, best.probability, others[0] if others else None, agreed)


def _beside(signs: tuple[Sign, ...], digits: str, *, first: bool) -> Look | None:
    """What stands beside known digits; None where the digits themselves are not read."""
    kept = tuple(sign for sign in signs if sign.text != " ")
    text = "".join(sign.text for sign in kept)
    if first and text.endswith(digits):
        return _look(kept[: len(kept) - len(digits)])
    if not first and text.startswith(digits):
        return _look(kept[len(digits) :])
    return None


def _bare(picture: Any) -> Any:
    """A strip without the white at its ends."""
    columns = np.flatnonzero((picture < 170).any(axis=0))
    if not columns.size:
        return picture
    return picture[:, max(int(columns[0]) - 1, 0) : int(columns[-1]) + 2]


def _row(*parts: Any) -> Any:
    return np.concatenate(parts, axis=1)


def with_mille(look: Look) -> Look:
    """A % with a ring behind it is ‰, which the model does not know; it stays in doubt."""
    found = _MILLE.search(look.text)
    if found is None:
        return look
    if found.group().endswith("。") and not _SENTENCE.isdisjoint(look.text):
        return look  # the full stop of a sentence
    first, last = found.span()
    ring = [sign for sign in look.signs[first:last] if sign.text != " "]
    mille = Sign("‰", min(s.probability for s in ring), sum(s.middle for s in ring) / len(ring))
    signs = (*look.signs[:first], mille, *look.signs[last:])
    return replace(look, signs=signs, second=look.second or look.text)


def _with_dashes(look: Look) -> Look:
    """一 and — have one shape: between a date or number and a digit it is the dash."""
    text = look.text
    if not _DASH.search(text):
        return look
    dashed = _DASH.sub("—", text)
    signs = zip(look.signs, dashed, strict=True) if len(dashed) == len(look.signs) else None
    if signs is None:
        return look
    return replace(look, signs=tuple(sign._replace(text=char) for sign, char in signs))

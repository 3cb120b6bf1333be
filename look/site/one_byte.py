"""Texts and numbers in characters of one byte each: a browser reads these fastest, and keeps half.

A megabyte of Chinese as UTF-8 is decoded, and takes two bytes a character from then on. Here a
character that is no plain ASCII is a lead and a trail, in the order in which characters are met (a
few rare ones are longer); leads and trails are two different halves of Latin-1, so that a word is
found in a text where its code is found in the text's. static/search_part.js reads it.
"""

from __future__ import annotations

from collections.abc import Iterable

_LEAD, _TRAIL = 0xA0, 0xD0
_BASE = _TRAIL - _LEAD
_SHORT = (_BASE - 1) * _BASE
"""Characters with two bytes; behind the last lead stand three trails."""
_PLAIN = frozenset(range(0x20, 0x7F)) - {ord("*")}
"""What stands for itself: a comment of JavaScript, in which all of it lies, ends at a star."""


class Alphabet(dict[int, str]):
    """The code of every character met so far, for `str.translate`.

    >>> alphabet = Alphabet()
    >>> "a≥≥年".translate(alphabet).encode("latin-1")
    b'a\\xa0\\xd0\\xa0\\xd0\\xa0\\xd1'
    >>> alphabet.letters
    '≥年'
    """

    def __init__(self) -> None:
        super().__init__({each: chr(each) for each in _PLAIN})
        self._letters: list[str] = []

    @property
    def letters(self) -> str:
        """The characters that have a code, by its number."""
        return "".join(self._letters)

    def __missing__(self, character: int) -> str:
        number = len(self._letters)
        self._letters.append(chr(character))
        if number < _SHORT:
            code = chr(_LEAD + number // _BASE) + chr(_TRAIL + number % _BASE)
        else:
            rest = number - _SHORT
            digits = (rest // _BASE**2, rest // _BASE % _BASE, rest % _BASE)
            code = chr(_TRAIL - 1) + "".join(chr(_TRAIL + digit) for digit in digits)
        self[character] = code
        return code


def number_text(numbers: Iterable[int]) -> str:
    """Numbers from 0, most significant digit first; the last one is a lead, the others trails.

    >>> number_text([0, 47, 48]).encode("latin-1")
    b'\\xa0\\xcf\\xd1\\xa0'
    """
    known: dict[int, str] = {}
    found = []
    for number in numbers:
        if number not in known:
            known[number] = _written(number)
        found.append(known[number])
    return "".join(found)


def _written(number: int) -> str:
    rest, last = divmod(number, _BASE)
    text = chr(_LEAD + last)
    while rest:
        rest, digit = divmod(rest, _BASE)
        text = chr(_TRAIL + digit) + text
    return text

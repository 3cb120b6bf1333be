"""A unit that was seen one character away from a known one, where only one can be meant."""

from __future__ import annotations

import regex

from normalize.values.units.units import SPELLED

_WORD = regex.compile(r"\p{Han}{2,}")
"""Of a single character anything is one character away; signs and letters are never mended."""


def mended_unit(text: str) -> str | None:
    """The unit that a misread text is meant to be; None where it is one, or could be several.

    >>> mended_unit("平方采"), mended_unit("公甲"), mended_unit("平方米"), mended_unit("%")
    ('平方米', None, None, None)
    """
    if text in SPELLED or not _WORD.fullmatch(text):
        return None
    near = [
        word
        for word in SPELLED
        if len(word) == len(text)
        and _WORD.fullmatch(word)
        and sum(one != other for one, other in zip(word, text, strict=True)) == 1
    ]
    return near[0] if len(near) == 1 else None

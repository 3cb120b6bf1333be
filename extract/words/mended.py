"""A word that was seen one character away from a label, where only one label can be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

import regex

from extract.words.labels import column_role, level_of, role_of, section
from extract.words.text import key

_SECTIONS = ("facts", "blocks", "columns", "levels", "funding")
_WORD = regex.compile(r"\p{Han}{4,}")
"""Of shorter words too many are like another; digits and signs are never mended."""
_GAP = "\0"


@lru_cache(maxsize=1 << 10)
def mended(text: str) -> str | None:
    """The label that a misread text is meant to be; None where it is one, or could be several.

    >>> mended("数暈指标"), mended("产出指"), mended("级指标"), mended("质量指标")
    ('数量指标', '产出指标', None, None)
    """
    seen = key(text)
    if not regex.fullmatch(r"\p{Han}{3,}", seen) or _is_known(seen):
        return None
    near = {
        word for hole in _holes(seen) for word in _by_hole().get(hole, ()) if _is_near(word, seen)
    }
    return near.pop() if len(near) == 1 else None


def _is_known(text: str) -> bool:
    listed = any(role_of(name, text) for name in _SECTIONS)
    return listed or column_role(text) is not None or level_of(text) is not None


def _is_near(word: str, seen: str) -> bool:
    return word != seen and abs(len(word) - len(seen)) <= 1


def _holes(word: str) -> Iterator[str]:
    """A word with each of its characters left open, and with a character more at each place."""
    for n in range(len(word)):
        yield f"{word[:n]}{_GAP}{word[n + 1 :]}"
    for n in range(len(word) + 1):
        yield f"{word[:n]}{_GAP}{word[n:]}"


@cache
def _by_hole() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in {word for name in _SECTIONS for word in section(name) if _WORD.fullmatch(word)}:
        for hole in _holes(word):
            found[hole] = (*found.get(hole, ()), word)
    return MappingProxyType(found)

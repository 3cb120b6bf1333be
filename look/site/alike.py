"""Doubts that are alike: the same doubt about the same print, numbers aside, is one to look at.

A county prints the same words in the forms of thirty towns: a person who has judged one of them
has judged them all, and sees at once that they are thirty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from look.site.doubts import Item, Reason, ordered

_NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
_SPACE = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Alike:
    """Doubts that are alike, the one with the most money first."""

    items: tuple[Item, ...]

    @property
    def first(self) -> Item:
        """The one that stands for all of them."""
        return self.items[0]


def alike(found: Iterable[Item]) -> list[Alike]:
    """Doubts put together, in the order of the queue: by the first of each."""
    groups: dict[Sequence[object], list[Item]] = {}
    for item in ordered(found):
        groups.setdefault(_shape(item), []).append(item)
    return [Alike(tuple(group)) for group in groups.values()]


def _shape(item: Item) -> Sequence[object]:
    """What two doubts share that are alike.

    A check that fails is about its own two numbers, so that only the same texts are the same.
    Files that could not be read are alike by their reason, rows and forms by their codes and by
    what they print; the name tells rows apart only where nothing is printed in the value.
    """
    about = (item.severity, item.reasons, item.codes)
    if item.reasons == (Reason.DOCUMENT,):
        return about
    if Reason.CHECK in item.reasons:
        return (*about, item.title, item.text, item.value)
    return (*about, item.row_no is None, _printed(item.value or item.text))


def _printed(text: str) -> str:
    """A text without its numbers and white space.

    >>> _printed("≤ 12.5 万元"), _printed("≤3万元")
    ('≤0万元', '≤0万元')
    """
    return _SPACE.sub("", _NUMBER.sub("0", text))[:200]

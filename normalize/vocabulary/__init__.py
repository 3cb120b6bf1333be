"""The words of the grammar, read once from the TOML files beside this module.

A word that stands twice, or that equals another row's canonical form, is refused; so is a file
that leaves a member of its closed set without a row.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any


class VocabularyError(Exception):
    """A vocabulary file contradicts itself; the message names the file's word."""


@cache
def read(name: str) -> Mapping[str, Any]:
    """One vocabulary file as it stands.

    >>> read("units")["scales"]["万"]
    10000
    """
    text = Path(__file__).parent.joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def index(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Every canonical word and alias → its canonical word, disjoint or refused.

    >>> index([("元", ["块"]), ("人", ["名", "位"])])["位"]
    '人'
    >>> index([("元", ["块"]), ("人", ["块"])])
    Traceback (most recent call last):
    ...
    normalize.vocabulary.VocabularyError: 块: stands under 元 and 人
    """
    found: dict[str, str] = {}
    for canonical, aliases in rows:
        for word in (canonical, *aliases):
            if word in found:
                raise VocabularyError(f"{word}: stands under {found[word]} and {canonical}")
            found[word] = canonical
    return found


def complete(what: str, members: Iterable[str], rows: Iterable[str]) -> None:
    """Every member of a closed set has a row, and every row is a member.

    >>> complete("signs", [">", "<"], [">"])
    Traceback (most recent call last):
    ...
    normalize.vocabulary.VocabularyError: signs: no row for ['<'], no member for []
    """
    wanted, given = set(members), set(rows)
    if wanted != given:
        raise VocabularyError(
            f"{what}: no row for {sorted(wanted - given)}, no member for {sorted(given - wanted)}"
        )


def longest(words: Iterable[str], *, last: bool = False) -> dict[str, tuple[int, ...]]:
    """First (or last) character → the lengths to try there, longest first.

    >>> longest(["元", "元人民币", "人"])["元"]
    (4, 1)
    >>> longest(["不超过", "超过"], last=True)["过"]
    (3, 2)
    """
    lengths: dict[str, set[int]] = {}
    for word in words:
        if word:
            lengths.setdefault(word[-1] if last else word[0], set()).add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}

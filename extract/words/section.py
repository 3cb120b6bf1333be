"""Words of one section of the labels, and what is asked of them for every text of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

import regex


class Section(dict[str, str]):
    """Keys of labels, or of the words that labels are made of → what they say; never changed.

    Nearly every text of a document is no label. Most are told by their first or their last
    character, so that no pattern is tried on them.
    """

    def beginning(self, text: str) -> str | None:
        """The longest word that a text begins with.

        >>> Section({"年": "", "年度": ""}).beginning("年度目标"), Section().beginning("年")
        ('年度', None)
        """
        return next(filter(text.startswith, self._by_first.get(text[:1], ())), None)

    def ending(self, text: str) -> str | None:
        """The longest word that a text ends with.

        >>> Section({"部门": "", "主管部门": ""}).ending("行业主管部门")
        '主管部门'
        """
        return next(filter(text.endswith, self._by_last.get(text[-1:], ())), None)

    def may_make(self, text: str) -> bool:
        """Does a text begin and end as one of the words does? Else they do not make it up."""
        return text[:1] in self._by_first and text[-1:] in self._by_last

    def made_of(self, text: str) -> tuple[str, ...]:
        """What the words say that a text is wholly made of, in order; empty where it is not.

        >>> Section({"项目": "project", "名称": "name"}).made_of("项目名称")
        ('project', 'name')
        """
        match = self._words.fullmatch(text) if self.may_make(text) else None
        return tuple(self[word] for word in match.captures("word")) if match else ()

    def last_characters(self, role: str) -> frozenset[str]:
        """The characters in which the labels of a role end."""
        return self._last_of.get(role, frozenset())

    @cached_property
    def _words(self) -> regex.Pattern[str]:
        words = sorted(self, key=len, reverse=True)
        return regex.compile(f"(?:(?P<word>{'|'.join(map(regex.escape, words))}))+")

    @cached_property
    def _by_first(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((word[0], word) for word in self)

    @cached_property
    def _by_last(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((word[-1], word) for word in self)

    @cached_property
    def _last_of(self) -> Mapping[str, frozenset[str]]:
        ends = _grouped((role, label[-1]) for label, role in self.items())
        return {role: frozenset(characters) for role, characters in ends.items()}


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Words by what they have in common, the longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for common, word in pairs:
        found[common].append(word)
    return {common: tuple(sorted(words, key=len, reverse=True)) for common, words in found.items()}

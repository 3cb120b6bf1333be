"""The words by which a table that somebody wants is told before anything of it is read.

A gate is a family's, or several families' together; readers get it handed in and know no family.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import regex

from extract.words.text import ideographs, key

_RADICAL = regex.compile(r"[\u2e80-\u2fd5]")


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What a page or a table must print to be read. No gate may lose a table: in doubt it opens."""

    page: tuple[str, ...]
    """One of these stands on every page of a table that has labels."""
    strong: tuple[str, ...]
    """One of these stands on such a page where it has no rules, and in every title."""
    header: tuple[str, ...]
    """A header as the text of a page without rules prints it, without spaces."""
    labels: frozenset[str]
    """Labels of its tables, as keys: a table without any goes on at the most."""
    rows: frozenset[str]
    """What its rows print, as keys, and no line outside of a table."""
    ruled: tuple[str, ...] = ()
    """One of these stands on the first page of a table that matters by its rules alone: where no
    table is drawn beside them, they are running text and nothing is missed."""
    is_open: bool = False
    """Lets everything through; the words still tell what a table is made of."""

    def opened(self) -> Gate:
        """The same words, and all tables are let through."""
        return replace(self, is_open=True)

    def speaks(self, text: str) -> bool:
        """Does a page's raw text hold a word that stands on every labelled page?"""
        return _holds(text, self.page)

    def speaks_up(self, text: str) -> bool:
        """Does a page's raw text hold one of the strong words?"""
        return _holds(text, self.strong)

    def prints_header(self, text: str) -> bool:
        """Does raw text print a header?"""
        return _holds(text, self.header)

    def may_head(self, text: str) -> bool:
        """Does a page's raw text hold a word of tables that matter by their rules?"""
        return _holds(text, self.ruled)

    def heads_in(self, text: str) -> int:
        """How many different words of tables that matter by their rules a text holds."""
        squeezed = "".join(text.split())
        return sum(word in squeezed for word in self.ruled)

    def may_hold(self, text: str) -> bool:
        """Does the text of a table hold any label?"""
        if any(word in text for word in self.strong) or _holds(text, self.ruled):
            return True
        return bool(self._labels.search(key(text)))

    def labels_in(self, text: str) -> int:
        """How many labels a text holds, each counted once."""
        return len(set(self._labels.findall(key(text))))

    def rows_in(self, text: str) -> int:
        """How often a text prints what only rows do."""
        return len(self._rows.findall(key(text)))

    # Words in a row are found three times faster by `re` than by `regex`.
    @cached_property
    def _labels(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.labels))))

    @cached_property
    def _rows(self) -> re.Pattern[str]:
        # Longest first: 社会公众或服务对象满意度指标 is one name, not two.
        return re.compile("|".join(map(re.escape, sorted(self.rows, key=len)[::-1])))


def together(gates: Iterable[Gate]) -> Gate:
    """The gate that lets through what one of several does."""
    each = tuple(gates)
    return Gate(
        page=tuple(dict.fromkeys(word for gate in each for word in gate.page)),
        strong=tuple(dict.fromkeys(word for gate in each for word in gate.strong)),
        header=tuple(dict.fromkeys(word for gate in each for word in gate.header)),
        labels=frozenset().union(*(gate.labels for gate in each)),
        rows=frozenset().union(*(gate.rows for gate in each)),
        ruled=tuple(dict.fromkeys(word for gate in each for word in gate.ruled)),
        is_open=any(gate.is_open for gate in each),
    )


def _holds(text: str, words: tuple[str, ...]) -> bool:
    squeezed = _squeezed(text)
    return any(word in squeezed for word in words)


@lru_cache(maxsize=4)  # a page's text is asked for several words, one after the other
def _squeezed(text: str) -> str:
    squeezed = "".join(text.split())
    return ideographs(squeezed) if _RADICAL.search(squeezed) else squeezed

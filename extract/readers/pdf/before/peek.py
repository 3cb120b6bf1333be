"""What is told of a page by its content streams alone, at the most; PDFium has not seen it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from extract.readers.pdf.before.font_codes import Font
from extract.readers.pdf.before.shown_strings import Unusual, painted
from extract.readers.pdf.limits import MAX_GLYPHS
from extract.words.text import ideographs

_MEANINGLESS = re.compile("[\ufffd\ue000-\uf8ff\x01\x03-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, kw_only=True)
class Peek:
    """At the most: the characters a page prints, and the streams that paint its lines."""

    characters: frozenset[str]
    streams: tuple[bytes, ...]
    pictured: bool = False
    """Does it draw a picture that may show a table?"""

    def can_say(self, words: tuple[str, ...]) -> bool:
        """Can one of the words be printed here?"""
        return any(self.characters.issuperset(word) for word in words)

    def lines(self) -> int:
        """How many lines, curves and boxes the page paints."""
        return self._lines

    @cached_property
    def _lines(self) -> int:
        return sum(map(painted, self.streams))


@dataclass(slots=True)
class Seen:
    """What a page shows, by font, and the streams it consists of."""

    strings: defaultdict[Font, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    streams: list[bytes] = field(default_factory=list)
    pictured: bool = False

    def peek(self) -> Peek:
        """What was seen, as an upper bound; raises Unusual where there is none."""
        joined = {font: b"".join(strings) for font, strings in self.strings.items()}
        if sum(map(len, joined.values())) > MAX_GLYPHS:
            raise Unusual
        characters: set[str] = set()
        for font, strings in joined.items():
            printed = font.characters(strings)
            if printed is None:
                raise Unusual
            characters |= printed
        text = "".join(characters)
        # A page without words, or with ones that mean nothing, is for the reader to look at.
        if _MEANINGLESS.search(text) or not any(map(str.isalpha, text)):
            raise Unusual
        return Peek(
            characters=frozenset(ideographs(text)),
            streams=tuple(self.streams),
            pictured=self.pictured,
        )

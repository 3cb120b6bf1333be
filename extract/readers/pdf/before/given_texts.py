"""Texts that a content stream gives in place of what it shows (/ActualText), and what it shows.

Word processors give ligatures, hyphens and radicals so. Viewers copy and search the one, people
read the other: where they say different things, nobody knows which is meant.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any

import regex

from extract.readers.pdf.before.font_codes import Font
from extract.readers.pdf.before.objects import entries, entry, key
from extract.readers.pdf.before.shown_strings import given, shown
from extract.words.text import ideographs

_FONT = re.compile(rb"/([^\s/\[\]()<>{}%]++)\s++[-+.\d]++\s++Tf(?![^\s/<(\[])")
_BEGIN = re.compile(
    rb"/[^\s/\[\]()<>{}%]++\s*+(?:(<<(?:[^<>()]++|\((?:[^()\\]++|\\[\s\S])*+\)|<[0-9A-Fa-f\s]*+>)*+>>)"
    rb"|/([^\s/\[\]()<>{}%]++))\s*+BDC(?!\S)"
)
_END = re.compile(rb"\bEMC(?!\S)")
_TELLS = regex.compile(r"[\p{Han}\p{Latin}\d<>≤≥%‰]")
"""Characters that make another text; dashes, spaces, stops are given in other forms than shown."""
_MOST = 2_000
"""Given texts of a stream that are looked at."""
FontOf = Callable[[bytes], Font | None]


def contradictions(data: bytes, resources: Any, font_of: FontOf) -> Iterator[str]:
    """Texts given by a stream that tell something else than what is shown in their place.

    A text that goes over a further mark, or whose font does not tell its characters, is not judged.
    """
    named = entries(entry(resources, "/Properties"))
    if b"ActualText" not in data and not any(entry(x, "/ActualText") for x in named.values()):
        return
    fonts = list(_FONT.finditer(data))
    starts = [font.start() for font in fonts]
    for count, begin in enumerate(_BEGIN.finditer(data)):
        told = _told(begin, named)
        end = _END.search(data, begin.end())
        if not told or not end or count > _MOST:
            continue
        first, last = (bisect_left(starts, at) for at in (begin.end(), end.start()))
        told_in = fonts[max(first - 1, 0) : last]
        printed = _printed(data, begin.end(), end.start(), told_in, font_of)
        if printed and told.strip() and _tells(told) != _tells(printed):
            yield told


def _told(begin: re.Match[bytes], named: dict[str, Any]) -> str:
    """The text that a mark gives, in its own words or by a name in the resources."""
    if begin[2]:
        text = entry(named.get(key(begin[2])), "/ActualText")
        return "" if text is None else str(text)
    return given(begin[1]).decode("utf-16-be", errors="replace")


def _printed(
    data: bytes, start: int, end: int, fonts: list[re.Match[bytes]], font_of: FontOf
) -> str:
    """What a piece of a stream shows, by the font before it and those in it; empty where that
    cannot be told for certain.
    """
    piece = data[start:end]
    if b"BDC" in piece or b"BMC" in piece or b" Q" in piece:
        return ""
    texts = []
    for n, font in enumerate(fonts):
        last = fonts[n + 1].start() if n + 1 < len(fonts) else end
        known = font_of(font[1])
        if known is None:
            return ""
        text = known.text(shown(data[max(font.end(), start) : last], known.width))
        if text is None:
            return ""
        texts.append(text)
    return "".join(texts)


def _tells(text: str) -> str:
    """What a text says, whatever the form of its characters."""
    return "".join(_TELLS.findall(unicodedata.normalize("NFKC", ideographs(text)))).casefold()

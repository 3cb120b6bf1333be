"""What content streams show: their strings by font, and the form objects and pictures they draw."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pikepdf

from extract.readers.pdf.before.font_codes import Font, font_of
from extract.readers.pdf.before.objects import entries, entry, key, plain
from extract.readers.pdf.before.peek import Seen
from extract.readers.pdf.before.shown_strings import Unusual, by_font, drawn, given, shown
from extract.readers.pdf.before.weight import Inflate

_REFERENCE = re.compile(rb"/([^\s/]++) (\d+ \d+) R")
_AS_GIVEN = Font(encoding="utf-16-be")
_INFLATED = 1 << 22
"""Streams that are longer than this when unpacked are PDFium's."""
_READABLE = 300
"""Pixels of a side: a table of a few rows at 72 dpi."""
MOST_FORMS = 64
"""Form objects drawn on a page; they may draw each other."""


class Streams:
    """The content streams of a document; a font is looked at once for all of them."""

    def __init__(self) -> None:
        self._fonts: dict[bytes, Font | None] = {}

    def read(self, data: bytes, resources: Any, seen: Seen, inflated: Inflate) -> None:
        """Collect the strings of a stream, and those of the form objects it draws, `inflated`.

        Raises Unusual where only PDFium can tell.
        """
        seen.streams.append(data)
        if len(seen.streams) > MOST_FORMS or len(data) > _INFLATED:
            raise Unusual
        _refuse_hidden(resources)
        fonts = entry(resources, "/Font")
        known = isinstance(fonts, pikepdf.Dictionary)
        numbers = _numbers(fonts.unparse(resolved=True)) if known else {}
        for name, pieces in by_font(data).items():
            font = self._font(fonts, name, numbers.get(name))
            seen.strings[font].append(shown(pieces, font.width))
        if texts := given(data):
            seen.strings[_AS_GIVEN].append(texts)
        for name in drawn(data):
            item = entries(entry(resources, "/XObject")).get(key(name))
            if plain(entry(item, "/Subtype")) == "/Image":
                seen.pictured = seen.pictured or _may_show_a_table(item)
            else:
                own = entry(item, "/Resources")
                self.read(inflated(item), resources if own is None else own, seen, inflated)

    def _font(self, fonts: Any, name: bytes, number: bytes | None) -> Font:
        """A font of the page, looked at once for the document."""
        if number is not None and number in self._fonts:
            found = self._fonts[number]
        else:
            found = font_of(entries(fonts).get(key(name)))
            if number is not None:
                self._fonts[number] = found
        if found is None:
            raise Unusual
        return found


def _may_show_a_table(image: Any) -> bool:
    """Has a picture the pixels in which a table could be read? A label, a logo, a line has not."""
    sides = entry(image, "/Width"), entry(image, "/Height")
    return all(isinstance(side, int) and side >= _READABLE for side in sides)


@lru_cache(maxsize=64)
def _numbers(fonts: bytes) -> dict[bytes, bytes]:
    """Names of fonts and their objects: to ask pikepdf for each costs more than all the rest."""
    return dict(_REFERENCE.findall(fonts))


def _refuse_hidden(resources: Any) -> None:
    """Fonts set by a graphics state, and texts given in place of what is printed, are not seen."""
    for kind, name in (("/ExtGState", "/Font"), ("/Properties", "/ActualText")):
        for each in entries(entry(resources, kind)).values():
            if entry(each, name) is not None:
                raise Unusual

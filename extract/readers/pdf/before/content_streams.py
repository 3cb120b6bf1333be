"""What a page can hold at the most, told from its content stream without PDFium seeing the page.

pikepdf inflates the stream; one pass over it finds the strings that are shown, by their font, and
how many lines and boxes are painted. Both are upper bounds and nothing else: a page that cannot
print 绩效 and cannot hold a ruled table is passed over at half of what its text would cost.
Whatever is unusual makes the answer None, and PDFium reads the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from io import BytesIO
from typing import Any

import pikepdf

from extract.readers.pdf.before.font_codes import Font, font_of
from extract.readers.pdf.before.given_texts import contradictions
from extract.readers.pdf.before.layers import layers_off
from extract.readers.pdf.before.objects import entries, entry, inherited, key, parts, plain
from extract.readers.pdf.before.peek import Peek, Seen
from extract.readers.pdf.before.shown_strings import (
    Unusual,
    drawn,
    paints_nothing,
)
from extract.readers.pdf.before.soundness import Loss, Soundness
from extract.readers.pdf.before.streams import MOST_FORMS, Streams
from extract.readers.pdf.before.unpacked import PACKED, Unpacked
from extract.readers.pdf.before.weight import weigh

_FILTERS = {"/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode"}
_BROKEN = (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError)
"""What qpdf raises where the structure of a file is broken, or locked to it."""


class Contents:
    """The content streams of a document; pages are numbered from 1.

    It tells nothing where pikepdf counts other pages than PDFium, and only which pages are bombs
    where it complains of the file.
    """

    def __init__(self, data: bytes, pages: int) -> None:
        self._document: pikepdf.Pdf | None = None
        self._sound = False
        self._pages: list[pikepdf.Dictionary] = []
        self._unpacked = Unpacked()
        self._streams = Streams()
        self._soundness = Soundness(tuple)
        self._number = 0
        self._loss: Loss | None = None
        self._peeks: list[Peek | None] = []
        self._paints: bool | None = None
        self.count = 0
        self.proves = True
        """Could it be looked at whether the file is whole?"""
        try:
            document = pikepdf.open(BytesIO(data), suppress_warnings=True)
            found = [page.obj for page in document.pages]
        except pikepdf.PasswordError:
            return  # attachments may be locked where nothing else is
        except _BROKEN:
            self.proves = False
            return
        self._document = document
        self._soundness = Soundness(document.get_warnings, self._unpacked)
        self._sound = self._soundness.structure
        self.count = len(found)
        declared = entry(entry(document.Root, "/Pages"), "/Count")
        told = not isinstance(declared, int) or declared <= pages or self._sound
        self.proves = len(found) == pages and told
        if self.proves:
            self._pages = found

    def peek(self, number: int) -> Peek | None:
        """What a page can hold at the most; None where only reading it can tell."""
        lost = self.loss(number) is Loss.TEXT  # first: what qpdf complains of is for it to judge
        if not self._peeks:
            self._peeks.append(None if lost else self._peek(number))
        return self._peeks[0]

    def paints_nothing(self, number: int) -> bool:
        """Does a page certainly show text alone: no line, no box, no picture?"""
        self._turn_to(number)
        if self._paints is None:
            self._paints = self._may_paint(number)
        return not self._paints

    def contradicted(self, number: int) -> list[str]:
        """Texts that a page gives in place of others than it shows, as far as its fonts tell."""
        if not self._pages:
            return []
        self._turn_to(number)
        page = self._pages[number - 1]
        found: list[str] = []
        try:
            streams = [(self._content(page), inherited(page, "/Resources"))]
            looked_at = 0
            while streams and looked_at < MOST_FORMS:
                data, resources = streams.pop()
                looked_at += 1
                fonts = entries(entry(resources, "/Font"))
                found += contradictions(data, resources, lru_cache(partial(_font_in, fonts)))
                streams += self._drawn_forms(data, resources)
        except (Unusual, *_BROKEN):
            return found
        return found

    def layers_off(self) -> frozenset[bytes]:
        """Names of the layers (optional content) that are switched off when the file is opened."""
        if self._document is None:
            return frozenset()
        off = layers_off(self._document)
        names = (entry(each, "/Name") for each in off)
        return frozenset(bytes(name) for name in names if isinstance(name, pikepdf.String))

    @property
    def document(self) -> pikepdf.Pdf | None:
        """The open file; None where qpdf does not open it."""
        return self._document

    @property
    def is_portfolio(self) -> bool:
        """Is the file but a cover around what is attached to it?"""
        return self._document is not None and (
            entry(self._document.Root, "/Collection") is not None
        )

    def weigh(self, number: int) -> None:
        """Raise PageTooLarge where a page would make PDFium work without end."""
        if not self._pages:
            return
        self._turn_to(number)
        page = self._pages[number - 1]
        try:
            resources = inherited(page, "/Resources")
            weigh(_streams(page), resources, self._unpacked, self._inflated)
        except (Unusual, *_BROKEN):
            return

    def loss(self, number: int) -> Loss:
        """What is lost of a page's text."""
        if not self._pages:
            return Loss.NONE
        self._turn_to(number)
        if self._loss is None:
            try:
                self._loss = self._soundness.loss(self._pages[number - 1])
            except _BROKEN:
                self._loss = Loss.TEXT  # something is not what it must be
        return self._loss

    def shows_text(self, number: int) -> bool:
        """Does a page's content show text, as far as it can be decoded?"""
        return bool(self._pages) and self._soundness.shows_text(self._pages[number - 1])

    @property
    def damaged(self) -> bool:
        """Is the file's structure broken, as far as it was looked at?"""
        return self._document is not None and not self._soundness.structure

    def strays(self) -> int:
        """Pages of a broken file that its tree does not name any more."""
        if self._document is None or self._sound:
            return 0
        try:
            named = {page.obj.objgen for page in self._document.pages}
            return sum(
                item.objgen not in named
                for item in self._document.objects
                if plain(entry(item, "/Type")) == "/Page"
            )
        except _BROKEN:
            return 0

    def close(self) -> None:
        """Give the document back."""
        self._pages = []
        if self._document is not None:
            self._document.close()

    def _turn_to(self, number: int) -> None:
        """Of the page that is looked at, what was found is kept; of no other."""
        if number != self._number and self._document is not None:
            self._number, self._loss, self._paints = number, None, None
            self._peeks.clear()
            self._unpacked.forget()
            self._document.get_warnings()

    def _peek(self, number: int) -> Peek | None:
        if not self._pages or not self._sound or self._document is None:
            return None
        page, seen = self._pages[number - 1], Seen()
        try:
            if _has_notes(page):
                return None  # they are printed too
            resources = inherited(page, "/Resources")
            self._streams.read(self._content(page), resources, seen, self._inflated)
            peek = seen.peek()
        except (Unusual, *_BROKEN):
            return None
        return None if self._document.get_warnings() else peek

    def _may_paint(self, number: int) -> bool:
        if not self._pages or not self._sound:
            return True
        page = self._pages[number - 1]
        try:
            return _has_notes(page) or not paints_nothing(self._content(page))
        except (Unusual, *_BROKEN):
            return True

    def _content(self, page: Any) -> bytes:
        """What a page draws, its streams put together."""
        return b"\n".join(map(self._inflated, _streams(page)))

    def _drawn_forms(self, data: bytes, resources: Any) -> Iterator[tuple[bytes, Any]]:
        """The streams of the form objects that a stream draws, each once, with their resources."""
        for name in dict.fromkeys(drawn(data)):
            item = entries(entry(resources, "/XObject")).get(key(name))
            if plain(entry(item, "/Subtype")) == "/Form":
                own = entry(item, "/Resources")
                yield self._inflated(item), resources if own is None else own

    def _inflated(self, stream: Any) -> bytes:
        """The bytes of a content stream that is safely small and packed in a usual way."""
        if not isinstance(stream, pikepdf.Stream):
            raise Unusual
        packed, filters, whole = self._unpacked.of(stream)
        if len(set(filters)) < len(filters) or not _FILTERS.issuperset(filters):
            raise Unusual
        if len(packed) > PACKED:
            raise Unusual
        data = self._soundness.decoded(stream) if whole is None else whole
        if data is None:
            raise Unusual
        return data


def _font_in(fonts: Any, name: bytes) -> Font | None:
    return font_of(fonts.get(key(name)))


def _has_notes(page: Any) -> bool:
    """Does a page have annotations other than links and windows?"""
    notes = parts(entry(page, "/Annots"))
    return any(plain(entry(each, "/Subtype")) not in ("/Link", "/Popup") for each in notes)


def _streams(page: Any) -> list[Any]:
    return [each for each in parts(entry(page, "/Contents")) if isinstance(each, pikepdf.Stream)]

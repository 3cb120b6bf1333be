"""What of a page cannot be decoded to its end. PDFium passes over it without a word.

Rows that stood there are lost, and digits may be wrong: such a page is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum, auto
from functools import partial
from typing import Any

import pikepdf

from extract.readers.pdf.before.objects import (
    entries,
    entry,
    inherited,
    is_serious,
    key,
    parts,
    plain,
)
from extract.readers.pdf.before.shown_strings import drawn
from extract.readers.pdf.before.unpacked import UNPACKED, Unpacked, inflated
from extract.readers.pdf.limits import MAX_DEPTH

_FONT = re.compile(rb"/([^\s/\[\]()<>{}%]++)\s++[-+.\d]++\s++Tf(?![^\s/<(\[])")
_SHOWN = re.compile(rb"[)>\]]\s*+(?:Tj|TJ|'|\")(?!\S)")
_SUBSET = re.compile(r"/[A-Z]{6}\+")
_COLLECTIONS = {"GB1", "CNS1", "Japan1", "Korea1", "KR"}
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_PACKED = b"x"
"""What Flate begins with, whatever its level."""
_BINARY = bytes({*range(9), *range(0x0E, 0x20), *range(0x7F, 0x100)})
_STRINGS = re.compile(rb"\((?:[^()\\]|\\[\s\S])*+\)")
"""Strings of a content stream may hold any byte; its operators are plain text."""
_STREAMS_OF_A_PAGE = ("/Contents", "/Metadata", "/Thumb")
_INLINE = re.compile(rb"(?<!\S)BI\s[\s\S]*?\sID\s[\s\S]*?\sEI(?!\S)")
"""A picture within a content stream; its bytes may be anything."""
_HOLE = bytes(24)
"""Zeros in a content stream where bytes of the file were lost."""


class Loss(Enum):
    """What became of a page's text."""

    NONE = auto()
    MEANING = auto()
    """Its characters are there, and nothing tells which they are."""
    TEXT = auto()


class Soundness:
    """Looks at the pages of a document; streams that pages share are decoded once.

    `complaints` gives what was found broken since it was last asked. Where the file's structure is
    broken somewhere, what is absent may be lost.
    """

    def __init__(
        self, complaints: Callable[[], Sequence[object]], unpacked: Unpacked | None = None
    ) -> None:
        self._told = complaints
        self._unpacked = unpacked or Unpacked()
        self.structure = not self._complaints()
        self._known: dict[tuple[int, int], Loss] = {}

    def _complaints(self) -> bool:
        """Was anything found broken since this was last asked?"""
        return any(map(is_serious, self._told()))

    def loss(self, page: Any) -> Loss:
        """What a page has lost. May raise what qpdf raises for broken structures."""
        decoded = self._contents(page)
        whole = [data for data in decoded if data is not None]
        if len(whole) < len(decoded):
            return Loss.TEXT
        if not any(whole) and (not self.structure or _content_lost(page)):
            return Loss.TEXT
        loss = self._lost(b"\n".join(whole), inherited(page, "/Resources"), 0)
        if self._complaints():  # something that this page is made of had to be guessed
            self.structure = False
            return Loss.TEXT
        # What another reader makes of a broken structure is no proof of anything.
        return Loss.TEXT if loss is Loss.MEANING and not self.structure else loss

    def shows_text(self, page: Any) -> bool:
        """Does the page show text, itself or in a form object that it draws?"""
        try:
            whole = b"\n".join(filter(None, self._contents(page)))
        except (pikepdf.PdfError, RuntimeError):
            return False
        return _SHOWN.search(whole) is not None or bool(drawn(whole))

    def _contents(self, page: Any) -> list[bytes | None]:
        """The streams of a page's content; None for one that is no content, though it unpacks."""
        decoded = (self.decoded(each) for each in parts(entry(page, "/Contents")))
        return [data if data is None or not _torn(data) else None for data in decoded]

    def _lost(self, data: bytes, resources: Any, depth: int) -> Loss:
        """What is lost of a stream: by a font that shows its text, or in a form object it draws."""
        loss = Loss.NONE
        if _SHOWN.search(data):
            fonts = entries(entry(resources, "/Font"))
            for name in map(key, set(_FONT.findall(data))):
                if name not in fonts:
                    return Loss.TEXT
                loss = _worse(loss, self._once(fonts[name], partial(self._font, fonts[name])))
        items = entries(entry(resources, "/XObject"))
        for name in map(key, set(drawn(data))):
            if name not in items:
                return Loss.TEXT
            look = partial(self._form, items[name], resources, depth)
            loss = _worse(loss, self._once(items[name], look))
        return loss

    def _form(self, item: Any, outer: Any, depth: int) -> Loss:
        """What is lost in a form object. Pictures hold no text."""
        if not isinstance(item, pikepdf.Stream):
            return Loss.TEXT
        if plain(entry(item, "/Subtype")) != "/Form" or depth >= MAX_DEPTH:
            return Loss.NONE
        data = self.decoded(item)
        if data is None:
            return Loss.TEXT
        own = entry(item, "/Resources")
        return self._lost(data, outer if own is None else own, depth + 1)

    def _once(self, item: Any, look: Callable[[], Loss]) -> Loss:
        """The answer for an object that pages share; one that holds itself is asked once."""
        if not isinstance(item, pikepdf.Object):
            return Loss.TEXT
        number = item.objgen
        if number == (0, 0):
            return look()
        if number not in self._known:
            self._known[number] = Loss.NONE
            self._known[number] = look()
        return self._known[number]

    def _font(self, font: Any) -> Loss:
        """Can it still be told which characters a font shows?

        Codes of an Identity font number its glyphs: only its ToUnicode, or the character collection
        that the glyphs are of, gives them a meaning.
        """
        kind, told = plain(entry(font, "/Subtype")), entry(font, "/ToUnicode")
        table = self._table(font, told)
        if not kind or table is None:
            return Loss.TEXT
        if not self._has_glyphs(_glyphs(font)):
            return Loss.MEANING  # PDFium leaves out what it cannot draw
        if told is not None and (b"beginbf" in table or b"usecmap" in table):
            return Loss.NONE
        if not self.structure and kind == "/Type3":
            return Loss.TEXT  # it had a table as a rule, and names of its glyphs mean nothing
        return _by_encoding(font)

    def _table(self, font: Any, told: Any) -> bytes | None:
        """What a font's ToUnicode says; None where that, or its encoding, is not whole.

        Any other reader would be misled by it as well.
        """
        encoding = entry(font, "/Encoding")
        if isinstance(encoding, pikepdf.Stream) and self.decoded(encoding) is None:
            return None
        table = self.decoded(told) if isinstance(told, pikepdf.Stream) else b"usecmap"
        torn = table is None or table.count(b"beginbf") != table.count(b"endbf")
        return None if torn else table

    def _has_glyphs(self, font: Any) -> bool:
        """Are the drawings of a font whole, where the file brings them along?"""
        if not isinstance(font, pikepdf.Dictionary):
            return False
        drawings = entry(font, "/CharProcs")
        if isinstance(drawings, pikepdf.Dictionary):
            whole = all(self.decoded(each) is not None for each in entries(drawings).values())
            return whole and (self.structure or _named_glyphs(font) <= entries(drawings).keys())
        held = entries(entry(font, "/FontDescriptor"))
        programs = [held[name] for name in _PROGRAMS if name in held]
        if not programs:
            return self.structure or not _is_subset(font)
        return all(self.decoded(each, holes=True) is not None for each in programs)

    def decoded(self, stream: Any, *, holes: bool = False) -> bytes | None:
        """The bytes of a stream; None where they are not whole. Text has no `holes` of zeros."""
        if not isinstance(stream, pikepdf.Stream):
            return None
        packed, filters, whole = self._unpacked.of(stream)
        if whole is not None:
            return whole
        for name in filters:
            if name not in UNPACKED:
                break
            data = UNPACKED[name](packed)
            if data is None:
                return None
            packed = data
        else:
            if entry(stream, "/DecodeParms") is None and entry(stream, "/Filter") is not None:
                return packed
        try:
            data = bytes(stream.read_bytes())
        except pikepdf.PdfError:
            return None
        return data if holes or not _torn(data) else None


def _torn(data: bytes) -> bool:
    """Is text that no filter packs full of zeros, or of bytes that no text has?

    One changed byte in the name of its filter leaves a packed stream to be taken as it is.
    """
    if data.startswith(_PACKED) and inflated(data):
        return True
    if not _binaries(data):  # as nearly always: nothing of it needs to be told from strings
        return False
    plainly = _STRINGS.sub(b"", _INLINE.sub(b"", data))
    return _HOLE in plainly or _binaries(plainly) > len(plainly) // 10


def _binaries(data: bytes) -> int:
    """How many bytes of no plain text stand in it."""
    return len(data) - len(data.translate(None, _BINARY))


def _content_lost(page: Any) -> bool:
    """Is the content of a page without any lost, and not just blank?

    One changed byte leaves it under a name that no page has; or there is none, and fonts of the
    page's own to show it. An empty stream, or fonts that all pages share, are a blank page's.
    """
    if entry(page, "/Contents") is None and entries(entry(entry(page, "/Resources"), "/Font")):
        return True
    return any(
        isinstance(each, pikepdf.Stream)
        for name, entry_of_page in entries(page).items()
        if name not in _STREAMS_OF_A_PAGE
        for each in parts(entry_of_page)
    )


def _worse(one: Loss, other: Loss) -> Loss:
    return max(one, other, key=lambda loss: loss.value)


def _glyphs(font: Any) -> Any:
    """The font that draws: itself, or what a composite one draws by; if that is lost, nothing."""
    if plain(entry(font, "/Subtype")) != "/Type0":
        return font
    return next(iter(parts(entry(font, "/DescendantFonts"))), None)


def _named_glyphs(font: Any) -> set[str]:
    """Names that a font's encoding gives to its codes."""
    named = parts(entry(entry(font, "/Encoding"), "/Differences"))
    return {plain(each) for each in named if isinstance(each, pikepdf.Name)}


def _is_subset(font: Any) -> bool:
    return _SUBSET.match(plain(entry(font, "/BaseFont"))) is not None


def _by_encoding(font: Any) -> Loss:
    """Do encoding and character collection tell the characters, without a table of their own?"""
    encoding = entry(font, "/Encoding")
    if plain(entry(font, "/Subtype")) != "/Type0":
        named = entry(font, "/FontDescriptor") is not None or encoding is not None
        return Loss.MEANING if _is_subset(font) and not named else Loss.NONE
    collection = plain(entry(entry(_glyphs(font), "/CIDSystemInfo"), "/Ordering"))
    identity = plain(encoding).startswith("/Identity")
    return Loss.MEANING if identity and collection not in _COLLECTIONS else Loss.NONE

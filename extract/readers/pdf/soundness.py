"""What of a page cannot be decoded to its end. PDFium passes over it without a word.

Rows that stood there are lost, and digits may be wrong: such a page is not read at all.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from enum import Enum, auto
from functools import partial

import pikepdf

from extract.readers.pdf.limits import MAX_CONTENT, MAX_DEPTH
from extract.readers.pdf.strings import drawn

_FONT = re.compile(rb"/([^\s/\[\]()<>{}%]++)\s++[-+.\d]++\s++Tf(?![^\s/<(\[])")
_SHOWN = re.compile(rb"[)>\]]\s*+(?:Tj|TJ|'|\")(?!\S)")
_SUBSET = re.compile(r"/[A-Z]{6}\+")
_COLLECTIONS = {"GB1", "CNS1", "Japan1", "Korea1", "KR"}
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_HOLE = bytes(24)
"""Zeros in a content stream where bytes of the file were lost."""
_GENERATIONS = 32
"""Nodes of a page tree above a page."""


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

    def __init__(self, complaints: Callable[[], Sequence[object]]) -> None:
        self._complaints = complaints
        self.structure = not complaints()
        self._known: dict[tuple[int, int], Loss] = {}

    def loss(self, page: pikepdf.Object) -> Loss:
        """What a page has lost. May raise what pikepdf raises for broken structures."""
        resources = _inherited(page, "/Resources")
        contents = page.get("/Contents")
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        decoded = [self._decoded(part) for part in parts if part is not None]
        whole = [data for data in decoded if data is not None]
        if not any(whole) and (not self.structure or _names(resources, "/Font")):
            return Loss.TEXT
        if len(whole) < len(parts) and contents is not None:
            return Loss.TEXT
        loss = self._lost(b"\n".join(whole), resources, 0)
        self.structure = self.structure and not self._complaints()
        # What another reader makes of a broken structure is no proof of anything.
        return Loss.TEXT if loss is Loss.MEANING and not self.structure else loss

    def _lost(self, data: bytes, resources: pikepdf.Object | None, depth: int) -> Loss:
        """What is lost of a stream: by a font that shows its text, or in a form object it draws."""
        loss = Loss.NONE
        if _SHOWN.search(data):
            fonts = _names(resources, "/Font")
            for name in {"/" + name.decode("latin-1") for name in _FONT.findall(data)}:
                if name not in fonts:
                    return Loss.TEXT
                loss = _worse(loss, self._once(fonts[name], partial(self._font, fonts[name])))
        items = _names(resources, "/XObject")
        for name in {"/" + name.decode("latin-1") for name in drawn(data)}:
            if name not in items:
                return Loss.TEXT
            look = partial(self._form, items[name], resources, depth)
            loss = _worse(loss, self._once(items[name], look))
        return loss

    def _form(self, item: pikepdf.Object, outer: pikepdf.Object | None, depth: int) -> Loss:
        """What is lost in a form object. Pictures hold no text."""
        if not isinstance(item, pikepdf.Stream):
            return Loss.TEXT
        if item.get("/Subtype") != "/Form" or depth >= MAX_DEPTH:
            return Loss.NONE
        data = self._decoded(item)
        if data is None:
            return Loss.TEXT
        return self._lost(data, item.get("/Resources", outer), depth + 1)

    def _once(self, item: pikepdf.Object, look: Callable[[], Loss]) -> Loss:
        """The answer for an object that pages share; one that holds itself is asked once."""
        if not isinstance(item, pikepdf.Object):
            return Loss.TEXT
        key = item.objgen
        if key == (0, 0):
            return look()
        if key not in self._known:
            self._known[key] = Loss.NONE
            self._known[key] = look()
        return self._known[key]

    def _font(self, font: pikepdf.Object) -> Loss:
        """Can it still be told which characters a font shows?

        Codes of an Identity font number its glyphs: only its ToUnicode, or the character collection
        that the glyphs are of, gives them a meaning.
        """
        if not isinstance(font, pikepdf.Dictionary) or "/Subtype" not in font:
            return Loss.TEXT
        encoding, told = font.get("/Encoding"), font.get("/ToUnicode")
        if isinstance(encoding, pikepdf.Stream) and self._decoded(encoding) is None:
            return Loss.MEANING
        table = self._decoded(told) if isinstance(told, pikepdf.Stream) else b"usecmap"
        if table is None or table.count(b"beginbf") != table.count(b"endbf"):
            return Loss.MEANING
        if not self._has_glyphs(_glyphs(font)):
            return Loss.MEANING  # PDFium leaves out what it cannot draw
        if told is not None and (b"beginbf" in table or b"usecmap" in table):
            return Loss.NONE
        return _by_encoding(font)

    def _has_glyphs(self, font: pikepdf.Object) -> bool:
        """Are the drawings of a font whole, where the file brings them along?"""
        if not isinstance(font, pikepdf.Dictionary):
            return False
        drawings = font.get("/CharProcs")
        if isinstance(drawings, pikepdf.Dictionary):
            return all(self._decoded(each) is not None for _, each in drawings.items())
        holder = font.get("/FontDescriptor")
        parts = dict(holder.items()) if isinstance(holder, pikepdf.Dictionary) else {}
        programs = [parts[name] for name in _PROGRAMS if name in parts]
        if not programs:
            return self.structure or not _is_subset(font)
        return all(self._decoded(each, holes=True) is not None for each in programs)

    def _decoded(self, stream: pikepdf.Object | None, *, holes: bool = False) -> bytes | None:
        """The bytes of a stream; None where they are not whole. Text has no `holes` of zeros."""
        if not isinstance(stream, pikepdf.Stream):
            return None
        if stream.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in stream:
            return _inflated(bytes(stream.get_raw_stream_buffer()))
        self._complaints()
        try:
            data = bytes(stream.read_bytes())
        except pikepdf.PdfError:
            return None
        return None if (_HOLE in data and not holes) or self._complaints() else data


def _worse(one: Loss, other: Loss) -> Loss:
    return max(one, other, key=lambda loss: loss.value)


def _glyphs(font: pikepdf.Object) -> pikepdf.Object:
    """The font that draws: itself, or what a composite one draws by; if that is lost, nothing."""
    if font.get("/Subtype") != "/Type0":
        return font
    below = font.get("/DescendantFonts")
    return below[0] if isinstance(below, pikepdf.Array) and len(below) else pikepdf.Array()


def _is_subset(font: pikepdf.Object) -> bool:
    return _SUBSET.match(str(font.get("/BaseFont", ""))) is not None


def _by_encoding(font: pikepdf.Object) -> Loss:
    """Do encoding and character collection tell the characters, without a table of their own?"""
    encoding = font.get("/Encoding")
    if font.get("/Subtype") != "/Type0":
        named = "/FontDescriptor" in font or encoding is not None
        return Loss.MEANING if _is_subset(font) and not named else Loss.NONE
    system = _glyphs(font).get("/CIDSystemInfo")
    known = isinstance(system, pikepdf.Dictionary) and str(system.get("/Ordering", ""))
    identity = str(encoding).startswith("/Identity")
    return Loss.MEANING if identity and known not in _COLLECTIONS else Loss.NONE


def _names(resources: pikepdf.Object | None, kind: str) -> dict[str, pikepdf.Object]:
    """The resources of a kind by their names; none where the entry is broken."""
    listed = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    return dict(listed.items()) if isinstance(listed, pikepdf.Dictionary) else {}


def _inherited(page: pikepdf.Object, name: str) -> pikepdf.Object | None:
    """An entry of a page, or of the nodes above it."""
    for _ in range(_GENERATIONS):
        if name in page:
            return page[name]
        if "/Parent" not in page:
            break
        page = page["/Parent"]
    return None


def _inflated(packed: bytes) -> bytes | None:
    """Inflated, its sum proven; the sum alone may be missing, where a length was written short.

    >>> whole = zlib.compress(b"BT (12) Tj ET")
    >>> [_inflated(whole[:n]) is None for n in (len(whole), -3, -8)]
    [False, False, True]
    >>> _inflated(whole[:-1] + b"?") is None
    True
    """
    machine = zlib.decompressobj()
    try:
        data = machine.decompress(packed, MAX_CONTENT)
        if not machine.eof and not machine.unconsumed_tail and packed:
            bare = zlib.decompressobj(-zlib.MAX_WBITS)
            bare.decompress(packed[2:], MAX_CONTENT)
            return data if bare.eof else None
    except zlib.error:
        return None
    return data

"""Which characters the codes of a font stand for, as far as the file itself says so.

Only for a gate, which asks what a page can print at the most: where the file leaves room for doubt
the answer is None, and PDFium, which knows every way a font hides its characters, reads the page.
"""

from __future__ import annotations

from array import array
from binascii import unhexlify
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import regex

from extract.readers.pdf.before.objects import entry, parts, plain

Codes = dict[int, str]

_UCS2 = regex.compile(r"/Uni(?:GB|CNS|JIS|KS)-(?:UCS2|UTF16)-[HV]")
_GBK = regex.compile(r"/GB(?:K2K|Kp?-EUC|-EUC|pc-EUC)-[HV]")
_LATIN_GLYPH = regex.compile(r"/[A-Za-z]+(?:\.[A-Za-z]+)?")
"""Names of glyphs that are no code points in disguise: no ideograph is called so."""
_BLOCK = regex.compile(rb"begin(bfchar|bfrange)(.*?)end\1", flags=regex.S)
_CHAR = regex.compile(rb"\s*<([\da-fA-F\s]+)>\s*<([\da-fA-F\s]*)>")
_RANGE = regex.compile(
    rb"\s*<([\da-fA-F\s]+)>\s*<([\da-fA-F\s]+)>\s*(?:<([\da-fA-F\s]*)>|\[([^\]]*)\])"
)
_HEX = regex.compile(rb"<([\da-fA-F\s]*)>")
_MOST = 1 << 16
"""Codes of one font; a table that names more is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """How strings in a font are read: by `codes` of `width` bytes, or in a named encoding."""

    width: int = 1
    codes: Codes = field(default_factory=dict)
    encoding: str = ""
    latin: bool = False

    def characters(self, data: bytes) -> set[str] | None:
        """The distinct characters that strings (one after the other) print; None: cannot tell."""
        if self.latin:
            return {chr(code) for code in set(data)}
        if self.encoding:
            return set(data.decode(self.encoding, errors="replace"))
        if self.width == 1:
            used = set(data)
        elif len(data) % 2:
            return None
        else:
            pairs = array("H", data)
            pairs.byteswap()
            used = set(pairs)
        if not used <= self.codes.keys():
            return None
        return set().union(*map(self.codes.__getitem__, used))

    def text(self, data: bytes) -> str | None:
        """What strings (one after the other) print; None: cannot tell."""
        if self.latin:
            return data.decode("latin-1")
        if self.encoding:
            return data.decode(self.encoding, errors="replace")
        if self.width == 2 and len(data) % 2:
            return None
        steps = range(0, len(data), self.width)
        codes = [int.from_bytes(data[n : n + self.width], "big") for n in steps]
        return (
            "".join(map(self.codes.__getitem__, codes)) if self.codes.keys() >= set(codes) else None
        )


def font_of(font: Any) -> Font | None:
    """A font resource as far as it can be told what its codes print."""
    composite = plain(entry(font, "/Subtype")) == "/Type0"
    encoding = entry(font, "/Encoding")
    table = entry(font, "/ToUnicode")
    if table is None:
        return _named(plain(encoding)) if composite else _simple(font, encoding)
    if composite and plain(encoding) not in ("/Identity-H", "/Identity-V"):
        return None
    if not isinstance(table, pikepdf.Stream):
        return None
    codes = to_unicode(table.read_bytes())
    return Font(2 if composite else 1, codes) if codes else None


def _named(encoding: str) -> Font | None:
    """A composite font whose encoding is one of the well-known tables."""
    if _UCS2.fullmatch(encoding):
        return Font(encoding="utf-16-be")
    return Font(encoding="gb18030") if _GBK.fullmatch(encoding) else None


def _simple(font: Any, encoding: Any) -> Font | None:
    """A font of one byte a character without a table: Latin, where nothing speaks against it.

    A name that is not ASCII is that of a Chinese font, under which old producers wrote GBK.
    """
    name, kind = plain(entry(font, "/BaseFont")), plain(entry(font, "/Subtype"))
    if not name.isascii() or kind not in ("/Type1", "/TrueType"):
        return None
    differences = parts(entry(encoding, "/Differences"))
    named = [plain(each) for each in differences if isinstance(each, pikepdf.Name)]
    if not all(_LATIN_GLYPH.fullmatch(each) for each in named):
        return None
    return Font(latin=True)


def to_unicode(table: bytes) -> Codes:
    """The codes of a ToUnicode table and the text each stands for.

    >>> to_unicode(b"beginbfchar <01> <6307> endbfchar beginbfrange <02> <03> <6807> endbfrange")
    {1: '指', 2: '标', 3: '栈'}
    """
    codes: Codes = {}
    for kind, body in _BLOCK.findall(table):
        if kind == b"bfchar":
            codes.update((_code(code), _text(text)) for code, text in _CHAR.findall(body))
            continue
        for first, last, text, texts in _RANGE.findall(body):
            low, high = _code(first), _code(last)
            if high - low >= _MOST:
                return {}
            if text:
                codes.update(_counted(low, high, _text(text)))
            else:
                codes.update(
                    zip(range(low, high + 1), map(_text, _HEX.findall(texts)), strict=False)
                )
    return codes


def _counted(low: int, high: int, text: str) -> Codes:
    """A range of codes: the last character of the text counts up with them."""
    if not text:
        return {}
    stem, last = text[:-1], ord(text[-1])
    return {code: stem + chr(min(last + code - low, 0x10FFFF)) for code in range(low, high + 1)}


def _code(digits: bytes) -> int:
    return int(b"0" + b"".join(digits.split()), 16)


def _text(digits: bytes) -> str:
    packed = b"".join(digits.split())
    data = unhexlify(packed + b"0" * (len(packed) % 2))
    return data.rjust(2, b"\0").decode("utf-16-be", errors="replace")

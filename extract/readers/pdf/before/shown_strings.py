"""The strings in a content stream, and how many lines it paints, found without parsing it all.

For the gate only: what it does not know for certain raises Unusual, and PDFium reads the page.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from codecs import BOM_UTF16_BE
from collections import defaultdict
from functools import lru_cache

_FONT = re.compile(rb"/([^\s/\[\]()<>{}%]++)\s++[-+.\d]++\s++Tf(?![^\s/<(\[])")
_DO = re.compile(rb"/([^\s/\[\]()<>{}%]++)\s++Do(?!\S)")
_MARKS = re.compile(
    rb"<<(?:[^<>()]++|\((?:[^()\\]++|\\[\s\S])*+\)|<[0-9A-Fa-f\s]*+>)*+>>\s*+(?:BDC|DP)(?!\S)"
)
_STRING = re.compile(
    rb"<([0-9A-Fa-f\s]*+)>"
    rb"|\(((?:[^()\\]++|\\[\s\S]|\((?:[^()\\]++|\\[\s\S])*+\))*+)\)"
    rb"|%[^\r\n]*+"
    rb"|<([\s\S])|\(([\s\S])|\)([\s\S])"  # what is no string after all
)  # every branch begins with a character, so that `re` skips to the next of these
_PLAIN = re.compile(rb"\(((?:[^()\\]++|\\[\s\S])*+)\)")
_SIGNS = b"()<>%"
_DIGITS = re.compile(rb"<([0-9A-Fa-f]*+)>")
_GIVEN = re.compile(rb"/ActualText\s*+(?:<([0-9A-Fa-f\s]*+)>|\(((?:[^()\\]++|\\[\s\S])*+)\))")
_RESTORE = re.compile(rb"Q(?![^\s/<(\[])")
_PICTURE = re.compile(rb"BI(?!\S)")
_ESCAPE = re.compile(rb"(\\(?:[0-7]{1,3}|\r\n|[\s\S]))")
_STANDS_FOR = {b"\\%c" % n: bytes((n,)) for n in range(256)}
_STANDS_FOR |= {rb"\n": b"\n", rb"\r": b"\r", rb"\t": b"\t", rb"\b": b"\b", rb"\f": b"\f"}
_STANDS_FOR |= {b"\\\r\n": b"", b"\\\r": b"", b"\\\n": b""}
_STANDS_FOR |= {
    rb"\%0*o" % (width, n): bytes((n & 255,)) for width in (1, 2, 3) for n in range(8**width)
}
"""Every escape there is; three octal digits may overflow, an escaped end of a line is nothing."""
_AS_NUMBERS = ((b"\\\\", rb"\134"), (rb"\(", rb"\050"), (rb"\)", rb"\051"))
"""Escapes as what Python knows; first the backslash, then every other one begins an escape."""
_ODD_ESCAPE = re.compile(rb"\\(?:[^0-7nrtbf]|[4-7][0-7][0-7]|\Z)")
_CLIP = re.compile(rb"re\s++W\*?\s++n(?!\S)")
_SPACES = bytes.maketrans(b"\0\t\n\f\r", b"     ")
_LINES_ALIKE = bytes.maketrans(b"\0\t\n\f\rcvy", b"     lll")
_BLANKS = b" \0\t\n\f\r"
_LINES = (b" l ", b" re ", b" c ", b" v ", b" y ")


class Unusual(Exception):  # noqa: N818 -- the way out of a page that leaves room for doubt
    """Only PDFium can tell what this page holds."""


def by_font(data: bytes) -> dict[bytes, bytes]:
    """The parts of a stream that show strings, put together by the name of their font.

    >>> by_font(b"BT /F1 9 Tf (a) Tj /F2 9 Tf <01> Tj ET q BT /F1 9 Tf (b) Tj ET Q")
    {b'F1': b' (a) Tj \\n (b) Tj ET Q', b'F2': b' <01> Tj ET q BT '}
    """
    if _PICTURE.search(data):
        raise Unusual
    if b"<<" in data:
        data = _MARKS.sub(b"", data)
    before, *rest = _FONT.split(data)
    if b"<" in before or b"(" in before:
        raise Unusual
    pieces: dict[bytes, list[bytes]] = defaultdict(list)
    for name, piece in zip(rest[::2], rest[1::2], strict=True):
        pieces[name].append(piece)
    if b"Q" in data and any(map(_shows_restored, rest[1::2])):
        raise Unusual
    return {name: b"\n".join(under) for name, under in pieces.items()}


def _shows_restored(piece: bytes) -> bool:
    """Is text shown after a `Q`, in the font of before, which only a full reader keeps in mind?"""
    restored = piece.find(b"Q")
    if restored < 0:
        return False
    if piece.find(b"<", restored) < 0 and piece.find(b"(", restored) < 0:
        return False
    restore = _RESTORE.search(piece, restored)
    return restore is not None and any(mark in piece[restore.end() :] for mark in (b"<", b"("))


def shown(pieces: bytes, width: int) -> bytes:
    r"""The strings in parts of a stream, one after the other, of `width` bytes a character.

    >>> shown(b"[<6307> 5 <68 07>] TJ (\\100a) Tj", 2)
    b'c\x07h\x07@a'
    """
    if b"(" not in pieces and b"%" not in pieces:
        digits = _DIGITS.findall(pieces)
        lengths = set(map(len, digits))
        if len(digits) == pieces.count(b"<") and not any(n % (2 * width) for n in lengths):
            return unhexlify(b"".join(digits))
    between = _PLAIN.split(pieces)
    rest = b"".join(between[::2])
    if len(rest.translate(None, _SIGNS)) == len(rest):
        return _all_unescaped(between[1::2], width)
    strings = []
    for packed, text, *stray in _STRING.findall(pieces + b" "):
        if any(stray):
            raise Unusual
        strings.append(_unpacked(packed) if packed else _unescaped(text))
        if len(strings[-1]) % width:
            raise Unusual
    return b"".join(strings)


def given(data: bytes) -> bytes:
    """The texts that a stream gives in place of what it shows (/ActualText), as UTF-16."""
    if b"ActualText" not in data:
        return b""
    texts = [
        _unpacked(digits) if digits else _unescaped(text) for digits, text in _GIVEN.findall(data)
    ]
    if len(texts) < data.count(b"ActualText"):
        raise Unusual
    return b"".join(text[2:] if text.startswith(BOM_UTF16_BE) else _widened(text) for text in texts)


@lru_cache(maxsize=4)  # the same stream is asked for by who weighs, proves and passes over a page
def drawn(data: bytes) -> tuple[bytes, ...]:
    """Names of the images and form objects that a stream draws."""
    return tuple(_DO.findall(data)) if b"Do" in data else ()


def painted(data: bytes) -> int:
    """How many lines, curves and boxes a stream draws, clips left out; too many where in doubt.

    >>> painted(b"q 0 0 595 842 re W n 80 700 m 500 700 l S Q")
    1
    """
    spaced = b" %b " % data.translate(_SPACES)
    return sum(map(spaced.count, _LINES)) - len(_CLIP.findall(data))


def paints_nothing(data: bytes) -> bool:
    """Does a stream show text alone: no line, no box, no picture, no form object?"""
    spaced = b" %b " % data.translate(_LINES_ALIKE)
    if b" l " in spaced or spaced.count(b" re ") != len(_CLIP.findall(data)):
        return False
    return not drawn(data) and not _PICTURE.search(data)


def _widened(text: bytes) -> bytes:
    """Text without a mark of its encoding is one byte a character."""
    if not text.isascii():
        raise Unusual
    return text.decode("ascii").encode("utf-16-be")


def _unpacked(digits: bytes) -> bytes:
    digits = digits.translate(None, _BLANKS)
    return unhexlify(digits + b"0" * (len(digits) % 2))


def _all_unescaped(texts: list[bytes], width: int) -> bytes:
    r"""What strings stand for, one after the other; in one go, as a page may have thousands.

    >>> _all_unescaped([rb"\1", rb"2\\", rb"\(a"], 1), _all_unescaped([rb"\1a", rb"\n\)"], 2)
    (b'\x012\\(a', b'\x01a\n)')
    """
    parted = texts
    if b"\\" in b"".join(texts):
        if _ODD_ESCAPE.search(_numbered(b" ".join(texts))):
            parted = list(map(_unescaped, texts))
        else:  # no byte stands for what they are parted by
            whole = _numbered(rb"\u0100".join(texts)).decode("unicode_escape")
            parted = [text.encode("latin-1") for text in whole.split("\u0100")]
    if any(length % width for length in set(map(len, parted))):
        raise Unusual
    return b"".join(parted)


def _numbered(text: bytes) -> bytes:
    """Escapes of signs as numbers, which Python knows."""
    for escaped, as_number in _AS_NUMBERS:
        text = text.replace(escaped, as_number)
    return text


def _unescaped(text: bytes) -> bytes:
    r"""What a string of a stream stands for; old producers escape every second character.

    >>> _unescaped(rb"a\101\\\(\53")
    b'aA\\(+'
    """
    if b"\\" not in text:
        return text
    text = _numbered(text)
    if not _ODD_ESCAPE.search(text):  # the rest are escapes of Python too, and done in one go
        return text.decode("unicode_escape").encode("latin-1")
    parts = _ESCAPE.split(text)
    parts[1::2] = map(_STANDS_FOR.__getitem__, parts[1::2])
    return b"".join(parts)

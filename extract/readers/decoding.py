"""Bytes → text for the formats that are text: HTML pages and text exports.

The order is the one of docs/reading.md, "Bytes to text": byte order mark, strict UTF-8, the
declared charset read as its superset, detection. What a page declares is wrong often enough that
the bytes are asked first; one character outside a declared gb2312 must cost one character at most.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import chardet
import regex

REPLACEMENT = "\ufffd"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What is declared and what is written: the superset reads both.
_GB18030 = regex.compile(
    r"(x-|cs)?(gb[-_]?k|gb[-_]?2312.*|gb[-_]?18030.*|euc-cn|(cp|ms)936|chinese)"
)
_BIG5 = regex.compile(r"(x-x-|x-|cn-|cs)?big-?5.*|cp950|ms950")
_DETECTED = ("gb18030", "big5hkscs", "big5")
_SAMPLE = 1 << 16
_CONTROL = bytes(set(range(0x20)) - set(b"\0\t\n\v\f\r\x1a\x1b")) + b"\x7f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a file, its encoding by Python's name, and how many characters it lost."""

    text: str
    encoding: str
    replaced: int
    """U+FFFD in the text: bytes that no character stands for, now or in an earlier conversion."""


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode a file; never raises, what cannot be decoded is replaced and counted.

    `declared` is the charset that the file or its server states, in any spelling.

    >>> decode("朱镕基，〇，㎡".encode("gb18030"), declared="gb2312").encoding
    'gb18030'
    >>> decode("绩效目标".encode() + b"\\xe8\\xa1")
    Decoded(text='绩效目标�', encoding='utf-8', replaced=1)
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if unmarked := _utf16_unmarked(data):
        return _decoded(data, unmarked)
    if _is_utf8(data):
        return _decoded(data, "utf-8")
    by_label = _decoded(data, stated) if (stated := _superset(declared)) else None
    if by_label and not by_label.replaced:
        return by_label
    detected = _decoded(data, _detect(data))
    return min(filter(None, (by_label, detected)), key=lambda each: each.replaced)


def is_binary(data: bytes) -> bool:
    """Are the bytes no text at all, whatever the file is called? Empty data is text.

    Text has few control characters and next to no NUL; UTF-16 and UTF-32 are text.

    >>> is_binary("绩效\\n".encode("utf-16")), is_binary(b"PK\\x03\\x04\\x14\\0\\0\\0\\x08\\0")
    (False, True)
    """
    if any(data.startswith(mark) for mark, _ in _BOMS) or _utf16_unmarked(data):
        return False
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    # Random bytes hold 10 % of these controls; a page with a stray NUL or two is still a page.
    return controls * 20 > len(sample) or sample.count(0) * 1000 > len(sample)


def beyond_ascii(text: str) -> int:
    """How many characters of a text are not ASCII; a page has millions, so none is looked at alone.

    >>> beyond_ascii("绩效 2024 �")
    3
    """
    return len(text) - len(text.encode("ascii", errors="ignore"))


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text=text, encoding=encoding, replaced=text.count(REPLACEMENT))


def _is_utf8(data: bytes) -> bool:
    """Strict UTF-8, cut in mid-character at its end, or with fewer than 1 % of it damaged.

    Chinese in any other charset breaks UTF-8 in nearly every character.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        loose = data.decode("utf-8", errors="replace")
        written = beyond_ascii(loose)
        return loose.count(REPLACEMENT) * 100 < written or _is_cut_utf8(data)
    return True


def _is_cut_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return not decoder.decode(data).isascii()
    except UnicodeDecodeError:
        return False


def _utf16_unmarked(data: bytes) -> str | None:
    """UTF-16 without its mark, told by the zero halves of its ASCII: tags, digits, line ends."""
    sample = data[:4096]
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if max(high, low) * 10 < len(sample) or min(high, low) * 20 > max(high, low):
        return None
    encoding = "utf-16-le" if low > high else "utf-16-be"
    text = sample[: len(sample) & ~1].decode(encoding, errors="replace")
    return encoding if text and text.count(REPLACEMENT) < 2 and "\0" not in text else None


def _superset(declared: str | None) -> str | None:
    """The encoding for a declared Chinese charset; a page in Chinese is in no other."""
    label = (declared or "").strip().lower()
    if _GB18030.fullmatch(label):
        return "gb18030"
    return "big5hkscs" if _BIG5.fullmatch(label) else None


def _detect(data: bytes) -> str:
    found = chardet.detect(data, include_encodings=_DETECTED, no_match_encoding="gb18030")
    return _superset(found["encoding"]) or "gb18030"

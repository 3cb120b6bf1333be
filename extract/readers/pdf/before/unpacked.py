"""Streams unpacked here, with the sums that prove them: qpdf does not look at Flate's.

The gate and the proof that nothing is lost ask for the same streams of a page: each is unpacked
once for both.
"""

from __future__ import annotations

import base64
import struct
import zlib
from binascii import unhexlify
from collections.abc import Callable
from typing import Any, NamedTuple

from extract.readers.pdf.before.objects import entry, parts, plain
from extract.readers.pdf.limits import MAX_CONTENT

PACKED = 1 << 16
"""Streams longer than this are PDFium's, not the gate's: Flate grows a thousandfold."""
_LETTERS = bytes(range(ord("!"), ord("u") + 1))
_ALL_FIRST = sum(ord("!") * 85**n for n in range(5))
_ENDS = (b"", b"\n", b"\r\n", b"\r")
"""What may stand behind the last byte of a packed stream."""


class Stream(NamedTuple):
    """A stream as it is packed, and by which filters; `whole` is what it holds.

    `whole` is None where that is not proven beyond any doubt: another reader may tell more.
    """

    packed: bytes
    filters: tuple[str, ...]
    whole: bytes | None


class Unpacked:
    """The streams of one page after the other; forgets those of the page before."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Stream] = {}

    def forget(self) -> None:
        """The next page begins."""
        self._known.clear()

    def of(self, stream: Any) -> Stream:
        """What a stream (of pikepdf) holds. May raise what qpdf raises for broken structures."""
        number = stream.objgen
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = _stream(stream)
        return found


def _stream(stream: Any) -> Stream:
    filters = tuple(plain(each) for each in parts(entry(stream, "/Filter")))
    packed = bytes(stream.get_raw_stream_buffer())
    if len(packed) > PACKED or not filters or entry(stream, "/DecodeParms") is not None:
        return Stream(packed, filters, None)
    data: bytes | None = packed
    for name in filters:
        data = _PROVEN[name](data) if data is not None and name in _PROVEN else None
    return Stream(packed, filters, data)


def inflated(packed: bytes) -> bytes | None:
    """Inflated, its sum proven; the sum alone may be missing, where a length was written short.

    >>> whole = zlib.compress(b"BT (12) Tj ET")
    >>> [inflated(whole[:n]) is None for n in (len(whole), -3, -8)]
    [False, False, True]
    >>> inflated(whole[:-1] + b"?") is None
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


def _wholly_inflated(packed: bytes) -> bytes | None:
    """Inflated to its very end, sum and all."""
    machine = zlib.decompressobj()
    try:
        data = machine.decompress(packed, MAX_CONTENT)
    except zlib.error:
        return None
    return data if machine.eof and machine.unused_data in _ENDS else None


def _from_85(packed: bytes) -> bytes | None:
    """The bytes that five letters stand for four of; None where they cannot."""
    text = packed.translate(None, b" \0\t\n\f\r").removeprefix(b"<~").partition(b"~")[0]
    try:
        return base64.a85decode(text) if text.translate(None, _LETTERS) else _fives(text)
    except (ValueError, struct.error):
        return None


def _fives(text: bytes) -> bytes:
    """What letters of nothing but their alphabet stand for: as `base64`, in a fifth of its time.

    >>> _fives(base64.a85encode(b"BT (12) Tj ET"))
    b'BT (12) Tj ET'
    """
    missing = -len(text) % 5
    text += b"u" * missing
    fives = zip(*(text[n::5] for n in range(5)), strict=True)
    numbers = [(((a * 85 + b) * 85 + c) * 85 + d) * 85 + e - _ALL_FIRST for a, b, c, d, e in fives]
    data = struct.pack(f">{len(numbers)}I", *numbers)
    return data[: len(data) - missing]


def _from_hex(packed: bytes) -> bytes | None:
    digits = packed.translate(None, b" \0\t\n\f\r").partition(b">")[0]
    try:
        return unhexlify(digits + b"0" * (len(digits) % 2))
    except ValueError:
        return None


_Unpack = Callable[[bytes], bytes | None]
UNPACKED: dict[str, _Unpack] = {
    "/ASCII85Decode": _from_85,
    "/ASCIIHexDecode": _from_hex,
    "/FlateDecode": inflated,
}
"""What takes a filter off."""
_PROVEN = UNPACKED | {"/FlateDecode": _wholly_inflated}

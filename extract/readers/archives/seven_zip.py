"""7z archives, unpacked by what Python itself brings along: LZMA, LZMA2, deflate, bzip2, stored."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from extract.model import Reason, Refused
from extract.readers.archives.limits import BROKEN, LOCKED, MOST_OF_ONE, refusal_of_size
from extract.readers.archives.opened import Claim, Entry, entries_of
from extract.readers.archives.seven_zip_header import MAGIC, Broken, Folder, read_header
from extract.readers.archives.zip_file import LINK, UNUSUAL

__all__ = ["MAGIC", "SevenZipArchive"]
_BROKEN = (lzma.LZMAError, zlib.error, Broken, EOFError, OSError, ValueError)


_Filter = dict[str, int]


class _Machine(Protocol):
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


class SevenZipArchive:
    """An open 7z."""

    format = "7z"

    def __init__(self, data: bytes) -> None:
        """Raises Refused where it is damaged, or its list of files is locked."""
        self._data = data
        try:
            self._header = read_header(data, self._whole)
        except _BROKEN as error:
            raise Refused(Reason.DAMAGED, BROKEN) from error
        self._unpacked: tuple[int, bytes] | None = None
        self._entries: tuple[Entry, ...] | None = None

    def entries(self) -> tuple[Entry, ...]:
        """See Opened."""
        if self._entries is None:
            self._entries = entries_of(self._claims())
        return self._entries

    def _claims(self) -> Iterator[Claim]:
        for number, item in enumerate(self._header.items):
            if not item.is_folder:
                refusal = Refused(Reason.NOT_A_DOCUMENT, LINK) if item.is_link else None
                if item.folder is not None and refusal is None:
                    refusal = _refusal(self._header.folders[item.folder])
                yield Claim(
                    written=item.name, number=number, size=item.size, packed=None, refusal=refusal
                )

    def unpacked(self, number: int) -> bytes:
        """See Opened; what was packed together is unpacked together, and kept for the next."""
        item = self._header.items[number]
        if item.folder is None:
            return b""
        if self._unpacked is None or self._unpacked[0] != item.folder:
            try:
                self._unpacked = item.folder, self._whole(self._header.folders[item.folder])
            except _BROKEN as error:
                raise Refused(Reason.DAMAGED, BROKEN) from error
        data = self._unpacked[1][item.start : item.start + item.size]
        if len(data) != item.size:
            raise Refused(Reason.DAMAGED, BROKEN)
        return data

    def _whole(self, folder: Folder) -> bytes:
        """A folder unpacked, step by step; never beyond what it claims. Raises Refused."""
        if refusal := _refusal(folder):
            raise refusal
        data = self._data[folder.start : folder.start + folder.packed]
        for machine, size in _machines(folder):
            data = data[:size] if machine is None else machine.decompress(data, size)
            if len(data) != size:
                raise Broken
        return data


def _machines(folder: Folder) -> Iterator[tuple[_Machine | None, int]]:
    """What unpacks a folder, one machine behind the other, with the bytes behind each."""
    steps = folder.steps
    while steps:
        coder, size = steps.pop(0)
        told = _FILTERS.get(coder.method)
        if told is None:
            machine = _MACHINES[coder.method]
            yield machine and machine(), size
            continue
        chain = [told(coder.properties)]
        while steps and steps[0][0].method in _AFTER:  # they are no machines of their own
            coder, size = steps.pop(0)
            chain.insert(0, _AFTER[coder.method](coder.properties))
        yield lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=chain), size


def _refusal(folder: Folder) -> Refused | None:
    """Why a folder cannot be unpacked, by what is claimed of it."""
    if folder.encrypted:
        return Refused(Reason.ENCRYPTED, LOCKED)
    methods = [coder.method for coder, _ in folder.steps]
    if any(method not in _KNOWN for method in methods) or methods[0] in _AFTER:
        return Refused(Reason.UNSUPPORTED_FORMAT, UNUSUAL)
    return refusal_of_size(max(folder.sizes, default=0), folder.packed, 0)


def _lzma(properties: bytes) -> _Filter:
    first, dictionary = properties[0], int.from_bytes(properties[1:5], "little")
    if first >= 9 * 5 * 5:
        raise Broken
    lc, rest = first % 9, first // 9
    told = {"id": lzma.FILTER_LZMA1, "dict_size": _within(dictionary)}
    return told | {"lc": lc, "lp": rest % 5, "pb": rest // 5}


def _lzma2(properties: bytes) -> _Filter:
    bits = properties[0]
    if bits > 40:
        raise Broken
    dictionary = 0xFFFFFFFF if bits == 40 else (2 | bits & 1) << (bits // 2 + 11)
    return {"id": lzma.FILTER_LZMA2, "dict_size": _within(dictionary)}


def _delta(properties: bytes) -> _Filter:
    return {"id": lzma.FILTER_DELTA, "dist": properties[0] + 1}


def _within(dictionary: int) -> int:
    """A dictionary larger than anything that is unpacked is no use, and costs memory."""
    return min(max(dictionary, 4096), MOST_OF_ONE)


_FILTERS: dict[bytes, Callable[[bytes], _Filter]] = {b"\x03\x01\x01": _lzma, b"\x21": _lzma2}
_AFTER: dict[bytes, Callable[[bytes], _Filter]] = {
    b"\x03": _delta,
    b"\x03\x03\x01\x03": lambda _: {"id": lzma.FILTER_X86},
}
"""What some programs do to all files behind LZMA; it changes nothing of documents."""
_MACHINES: dict[bytes, Callable[[], _Machine] | None] = {
    b"\x00": None,
    b"\x04\x01\x08": lambda: zlib.decompressobj(-15),
    b"\x04\x02\x02": bz2.BZ2Decompressor,
}
"""What unpacks the data of other methods; None where it was stored as it is."""
_KNOWN = frozenset((*_FILTERS, *_AFTER, *_MACHINES))

"""A compound file (MS-CFB) → the bytes of the streams in its root folder."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = struct.Struct("<64sHBBIII36xIII")
"""Name, its length, kind, colour, left, right, child; then first sector and size in two halves."""
_ENTRY_SIZE = 128
_LAST = 0xFFFFFFFA
"""Numbers from here on are no sectors."""
_SMALL = 64
_STREAM, _ROOT = 2, 5
_MOST = 256 * 1024**2


class Streams:
    """The streams of a compound file; raises ValueError and struct.error where it is broken."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC):
            raise ValueError("no compound file")
        self._data = data
        self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        directory, self._cutoff = struct.unpack_from("<I4xI", data, 48)
        small, _, more = struct.unpack_from("<III", data, 60)
        self._next = self._table(more)
        self._next_small = _numbers(self._chain(small))
        self._entries = list(self._directory(self._chain(directory)))
        root = next((each for each in self._entries if each[1] == _ROOT), None)
        self._small = self._chain(root[2]) if root else b""

    def _directory(self, data: bytes) -> Iterator[tuple[str, int, int, int]]:
        """Name, kind, first sector and size of every entry."""
        for at in range(0, len(data) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
            name, length, kind, _, _, _, _, first, size, _ = _ENTRY.unpack_from(data, at)
            written = name[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind:
                yield written, kind, first, size

    def names(self) -> frozenset[str]:
        """The names of all streams."""
        return frozenset(name for name, kind, *_ in self._entries if kind == _STREAM)

    def read(self, name: str) -> bytes:
        """The bytes of a stream; ValueError where there is none."""
        for written, kind, first, size in self._entries:
            if written == name and kind == _STREAM:
                if size > _MOST:
                    raise ValueError("a stream larger than any document")
                whole = self._mini(first) if size < self._cutoff else self._chain(first)
                return whole[:size]
        raise ValueError(f"no stream {name}")

    def _table(self, more: int) -> list[int]:
        """Which sector follows each: a table in sectors that the head lists, and a chain."""
        listed = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(len(self._data) // self._size + 1):
            if more >= _LAST:
                break
            numbers = _numbers(self._sector(more))
            listed += numbers[:-1]
            more = numbers[-1] if numbers else _LAST
        found: list[int] = []
        for sector in listed:
            if sector < _LAST:
                found += _numbers(self._sector(sector))
        return found

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _chain(self, first: int) -> bytes:
        parts, seen = [], 0
        while first < _LAST and first < len(self._next):
            parts.append(self._sector(first))
            first = self._next[first]
            seen += 1
            if seen > len(self._next):
                raise ValueError("a chain that goes in a circle")
        return b"".join(parts)

    def _mini(self, first: int) -> bytes:
        parts, seen = [], 0
        while first < _LAST and first < len(self._next_small):
            parts.append(self._small[first * _SMALL : (first + 1) * _SMALL])
            first = self._next_small[first]
            seen += 1
            if seen > len(self._next_small):
                raise ValueError("a chain that goes in a circle")
        return b"".join(parts)


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

"""Old Office files and locked new ones: compound files, told by the streams in their root folder.

A compound file (MS-CFB) is a small file system: sectors in chains, a directory of entries, each
with its neighbours left and right and its first child below.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = struct.Struct("<64sHBBIII")
_ENTRY_SIZE = 128
_MOST_SECTORS = 65_536
"""Sectors of a directory, and of the table of chains: more are a ring, or no document."""
_MOST_ENTRIES = 4_096
_LAST = 0xFFFFFFFA
"""Numbers from here on are no sectors."""
_NONE = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class _Entry:
    """A stream or a folder of a compound file; numbers of other entries, `_NONE` for none."""

    name: str
    kind: int
    left: int
    right: int
    child: int


def root_streams(data: bytes) -> frozenset[str]:
    """The names in the root folder of a compound file; none where it is no such file, or broken.

    Never raises.
    """
    if not data.startswith(MAGIC) or len(data) < 512:
        return frozenset()
    try:
        entries = _entries(data)
    except (struct.error, IndexError):
        return frozenset()
    names: set[str] = set()
    waiting = [entries[0].child] if entries else []
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number in seen or number >= len(entries):
            continue
        seen.add(number)
        entry = entries[number]
        names.add(entry.name)
        waiting += (entry.left, entry.right)
    return frozenset(names)


def _entries(data: bytes) -> list[_Entry]:
    """All entries of the directory, the root first."""
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    chains = _chains(data, size)
    entries: list[_Entry] = []
    sector = struct.unpack_from("<I", data, 48)[0]
    for _ in range(_MOST_SECTORS):
        if sector >= _LAST or len(entries) > _MOST_ENTRIES:
            break
        start = (sector + 1) * size
        piece = data[start : start + size]
        for at in range(0, len(piece) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
            name, length, kind, _, left, right, child = _ENTRY.unpack_from(piece, at)
            written = name[: max(min(length, 64) - 2, 0)].decode("utf-16-le", errors="replace")
            entries.append(_Entry(written, kind, left, right, child))
        sector = chains[sector] if sector < len(chains) else _LAST
    return entries


def _chains(data: bytes, size: int) -> list[int]:
    """Which sector follows each: the table of chains, as far as the file's head names its parts."""
    listed = struct.unpack_from("<109I", data, 76)
    chains: list[int] = []
    for sector in listed:
        if sector >= _LAST:
            break
        start = (sector + 1) * size
        piece = data[start : start + size]
        chains += struct.unpack_from(f"<{len(piece) // 4}I", piece)
    return chains

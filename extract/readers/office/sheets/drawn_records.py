"""What is drawn on a sheet of before 2007 (BIFF): text boxes and pictures, from its records.

A drawn object is three records: where it lies (MSODRAWING), what it is (OBJ), its text (TXO).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_BOF, _EOF, _CONTINUE = 0x809, 0x0A, 0x3C
_OBJECT, _DRAWING, _TEXT = 0x5D, 0xEC, 0x1B6
_ANCHOR = 0xF010
_HOLDS_OTHERS = 0xF
_COMMON = b"\x15\x00\x12\x00"
"""How the record of an object begins since Excel 97."""
_PICTURE, _NOTE = 8, 25
_COLOURING = frozenset((0x1B0, 0x879, 0xE9))
"""Conditional formats, of before 2007 and after, and a picture behind the cells."""
_MOST_RECORDS = 2_000_000
_MOST_SPANNED = 2_000
"""Rows or columns that are measured: so many are large whatever their size."""
_Record = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The cells between which an object lies, and the shares of the first and last it leaves out.

    `begin` and `end` are row and column from 0; shares are parts of 256 of a row, 1024 of a column.
    """

    begin: tuple[int, int]
    end: tuple[int, int]
    begin_share: tuple[int, int]
    end_share: tuple[int, int]

    def extent(self, axis: int, size_of: Callable[[int], float]) -> float:
        """How long it is along an axis, 0 for rows, 1 for columns, by the size of each."""
        parts = (256, 1024)[axis]
        first, last = self.begin[axis], self.end[axis]
        whole = sum(size_of(n) for n in range(first, min(last, first + _MOST_SPANNED)))
        before = size_of(first) * self.begin_share[axis] / parts
        return whole - before + size_of(last) * self.end_share[axis] / parts


@dataclass(frozen=True, slots=True)
class Drawn:
    """An object: where it lies, its text, whether it is a picture."""

    anchor: Anchor
    text: str
    is_picture: bool


def drawn_objects(stream: bytes, start: int) -> Iterator[Drawn]:
    """The pictures and text boxes of the sheet that begins at a place; comments are none of them.

    A record that is damaged ends the walk: never raises.
    """
    try:
        yield from _objects(list(_records(stream, start)))
    except (struct.error, IndexError):
        return


def is_coloured(stream: bytes, start: int) -> bool:
    """May a colour lie behind cells of a sheet that no style of theirs says? Never raises."""
    try:
        return any(kind in _COLOURING for kind, _ in _records(stream, start))
    except struct.error:
        return True


def _records(stream: bytes, start: int) -> Iterator[_Record]:
    """The records of a sheet without those of charts in it."""
    depth, at = 0, start
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<HH", stream, at)
        data = bytes(stream[at + 4 : at + 4 + length]) if kind in _KEPT else b""
        at += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1 and kind in _KEPT:
            yield kind, data


_KEPT = frozenset((_OBJECT, _DRAWING, _TEXT, _CONTINUE, *_COLOURING))


def _objects(records: list[_Record]) -> Iterator[Drawn]:
    anchor: Anchor | None = None
    kind: int | None = None
    for (record, data), (following, text) in pairwise([*records, (0, b"")]):
        if record == _DRAWING:
            anchor = _anchor(data) or anchor
        elif record == _OBJECT:
            kind, anchor = _kind_of(data, anchor)
            if kind == _PICTURE and anchor:
                yield Drawn(anchor, "", is_picture=True)
        elif record == _TEXT and following == _CONTINUE and anchor and kind != _NOTE:
            yield Drawn(anchor, _text(data, text), is_picture=False)


def _kind_of(data: bytes, anchor: Anchor | None) -> tuple[int | None, Anchor | None]:
    """What an object is; before Excel 97 its record tells as well where it lies."""
    if data.startswith(_COMMON):
        return struct.unpack_from("<H", data, 4)[0], anchor
    kind, _, _, *place = struct.unpack_from("<3H8H", data, 4)
    return kind, _placed(place)


def _anchor(data: bytes) -> Anchor | None:
    """Where the last object of a drawing lies: its records are walked, those in others too."""
    found, at = None, 0
    while at + 8 <= len(data):
        version, kind, length = struct.unpack_from("<HHI", data, at)
        at += 8
        if kind == _ANCHOR:
            found = _placed(list(struct.unpack_from("<8H", data, at + 2)))
        if version & 0xF != _HOLDS_OTHERS:
            at += length
    return found


def _placed(place: list[int]) -> Anchor:
    left, left_share, top, top_share, right, right_share, bottom, bottom_share = place
    return Anchor(
        (top, left), (bottom, right), (top_share, left_share), (bottom_share, right_share)
    )


def _text(data: bytes, written: bytes) -> str:
    """The text of an object, one byte a character or two, as its first byte says."""
    length = struct.unpack_from("<H", data, 10)[0]
    wide = bool(written[0] & 1)
    encoded = written[1 : 1 + length * (2 if wide else 1)]
    return encoded.decode("utf-16-le" if wide else "latin-1", "replace").replace("\r", "\n")

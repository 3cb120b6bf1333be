"""The streams of a document → its characters, and the properties that stand behind each.

Names are those of the published description of the format (MS-DOC): the head of the stream
WordDocument (FIB) says where the tables lie, the piece table which characters the text has in
which order, pages of 512 bytes (FKP) which properties runs of bytes have.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extract.readers.office.doc.streams import Streams

_WORD = 0xA5EC
_WORD_97 = 0x00C1
_ENCRYPTED, _ONE_TABLE = 0x0100, 0x0200
_LENGTHS = 0x4C
"""Where the lengths of the text and of what stands beside it begin: main, footnotes, heads …"""
_CHARACTERS, _PARAGRAPHS, _PIECES, _FONTS = 0xFA, 0x102, 0x1A2, 0x112
"""Where the head says at which place of the table stream something lies, and how long it is."""
_SHAPES = 0x1DA
_BELOW_TEXT = 0x4000
_PICTURE_AT, _GOAL = 0x6A03, 28
"""The property that says where a picture lies in its stream, and where its size stands there."""
_PAGE = 512
_COMPRESSED = 0x40000000
MOST = 20_000_000
"""Characters of a text."""


class Locked(Exception):  # noqa: N818 -- an outcome
    """The document is encrypted."""


class Unproven(Exception):  # noqa: N818 -- an outcome
    """The file says something of its text in a way that is not read."""


class TooOld(Exception):  # noqa: N818 -- an outcome
    """Written by a Word of before 1997, in another format."""


@dataclass(frozen=True, slots=True)
class Run:
    """Bytes from one place of the stream to another, with their properties (sprms) as written."""

    start: int
    end: int
    properties: bytes


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape over or under the text: its number, its sides in twips."""

    identity: int = 0
    width: float = 0.0
    height: float = 0.0
    below: bool = False


class WordFile:
    """An open document; raises Locked, TooOld, Unproven, ValueError and struct.error."""

    def __init__(self, data: bytes) -> None:
        streams = Streams(data)
        self.main = streams.read("WordDocument")
        kind, version = struct.unpack_from("<HH", self.main, 0)
        [flags] = struct.unpack_from("<H", self.main, 10)
        if kind != _WORD or version < _WORD_97:
            raise TooOld
        if flags & _ENCRYPTED:
            raise Locked
        self._table = streams.read("1Table" if flags & _ONE_TABLE else "0Table")
        self._data = streams.read("Data") if "Data" in streams.names() else b""
        lengths = struct.unpack_from("<8i", self.main, _LENGTHS)
        self.length, self._lengths = lengths[0], [max(0, length) for length in lengths]
        if not 0 <= self.length <= MOST:
            raise ValueError("a text without a length")
        self._starts: list[int] = []
        self._changes: list[bytes] = []
        """Where pieces begin in the text, and what each changes of its characters' properties."""
        whole, self.places = self._characters(min(sum(self._lengths), MOST))
        self.text, self._beside = whole[: self.length], whole[self.length :]
        self._paragraphs = list(self._runs(_PARAGRAPHS))
        self._letters = list(self._runs(_CHARACTERS))
        self._paragraph_starts = [run.start for run in self._paragraphs]
        self._letter_starts = [run.start for run in self._letters]

    def beside(self, number: int) -> str:
        """A text that stands beside the main one, by its number in the head of the file."""
        first = sum(self._lengths[1:number])
        return self._beside[first : first + self._lengths[number]]

    def part(self, at: int) -> bytes:
        """What lies where the head says, in the table stream."""
        start, length = struct.unpack_from("<II", self.main, at)
        return self._table[start : start + length]

    def _characters(self, total: int) -> tuple[str, list[int]]:
        """The main text and those beside it, and for each character its place in the stream."""
        pieces = self.part(_PIECES)
        at, changes = 0, []
        while at < len(pieces) and pieces[at] == 1:
            [length] = struct.unpack_from("<H", pieces, at + 1)
            changes.append(pieces[at + 3 : at + 3 + length])
            at += 3 + length
        if at >= len(pieces) or pieces[at] != 2:
            raise ValueError("no table of pieces")
        table = pieces[at + 5 :]
        count = (len(table) - 4) // 12
        ends = struct.unpack_from(f"<{count + 1}I", table, 0)
        texts: list[str] = []
        places: list[int] = []
        for n in range(count):
            where, changed = struct.unpack_from("<IH", table, 4 * (count + 1) + 8 * n + 2)
            first, last = ends[n], min(ends[n + 1], total)
            if last <= first:
                continue
            text, step, start = self._piece(where, last - first)
            if len(text) != last - first:
                if first >= self.length:
                    break
                raise ValueError("a piece that ends outside of the file")
            texts.append(text)
            self._starts.append(len(places))
            self._changes.append(_changes(changed, changes))
            places += range(start, start + step * len(text), step)
        whole = "".join(texts)
        if len(whole) < self.length:
            raise ValueError("pieces that are not the whole text")
        return whole, places

    def _piece(self, where: int, count: int) -> tuple[str, int, int]:
        """A piece's characters, the bytes of each, and where they begin."""
        if where & _COMPRESSED:
            start = (where & ~_COMPRESSED) // 2
            return self.main[start : start + count].decode("cp1252", "replace"), 1, start
        units = self.main[where : where + 2 * count]
        # one unit a character: what takes two of them is put together again later
        return "".join(map(chr, struct.unpack(f"<{len(units) // 2}H", units))), 2, where

    def _runs(self, at: int) -> Iterator[Run]:
        """Runs of paragraphs or letters in the order of their bytes."""
        table = self.part(at)
        count = (len(table) - 4) // 8
        pages = struct.unpack_from(f"<{count}I", table, 4 * (count + 1)) if count > 0 else ()
        for number in pages:
            page = self.main[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
            if len(page) == _PAGE:
                yield from self._of_page(page, letters=at == _CHARACTERS)

    def _of_page(self, page: bytes, *, letters: bool) -> Iterator[Run]:
        count = page[-1]
        ends = struct.unpack_from(f"<{count + 1}I", page, 0)
        width = 1 if letters else 13
        for n in range(count):
            at = 2 * page[4 * (count + 1) + width * n]
            properties = b""
            if at:
                properties = _letter_properties(page, at) if letters else self._unfolded(page, at)
            yield Run(ends[n], ends[n + 1], properties)

    def _unfolded(self, page: bytes, at: int) -> bytes:
        """The properties of a paragraph; large ones lie in a stream of their own."""
        length, at = (2 * page[at] - 1, at + 1) if page[at] else (2 * page[at + 1], at + 2)
        properties = page[at + 2 : at + length]  # behind the number of its style
        if len(properties) >= 6:
            [code, where] = struct.unpack_from("<HI", properties, 0)
            if code in (0x6646, 0x6645) and where + 2 <= len(self._data):
                [size] = struct.unpack_from("<H", self._data, where)
                return self._data[where + 2 : where + 2 + size] + properties[6:]
        return properties

    def of_paragraph(self, number: int) -> bytes:
        """The properties of the paragraph that the number-th character is in."""
        found = _of(self._paragraphs, self._paragraph_starts, self.places[number])
        return found + self._changes[bisect_right(self._starts, number) - 1]

    def of_letter(self, number: int) -> bytes:
        """The properties of the number-th character."""
        found = _of(self._letters, self._letter_starts, self.places[number])
        return found + self._changes[bisect_right(self._starts, number) - 1]

    def fonts(self) -> list[str]:
        """The names of its fonts, by their numbers."""
        table = self.part(_FONTS)
        found: list[str] = []
        at = 4
        while at + 41 < len(table):
            length = table[at] + 1
            name = table[at + 40 : at + length].decode("utf-16-le", "replace")
            found.append(name.split("\0")[0])
            at += length
        return found

    def shapes(self) -> dict[int, Shape]:
        """Shapes that lie over or under the text, by the character that each is tied to."""
        table = self.part(_SHAPES)
        count = (len(table) - 4) // 30
        found = {}
        for n in range(max(count, 0)):
            [number] = struct.unpack_from("<I", table, 4 * n)
            at = 4 * (count + 1) + 26 * n + 4
            left, top, right, bottom, flags = struct.unpack_from("<4iH", table, at)
            [identity] = struct.unpack_from("<i", table, at - 4)
            below = bool(flags & _BELOW_TEXT)
            found[number] = Shape(identity, right - left, bottom - top, below)
        return found

    def picture_size(self, number: int) -> tuple[float, float]:
        """Width and height in twips of the picture that a character stands for; 0 if untold."""
        for code, operand in sprms(self.of_letter(number)):
            if code == _PICTURE_AT and len(operand) == 4:
                [at] = struct.unpack("<I", operand)
                if at + _GOAL + 8 <= len(self._data):
                    wide, tall, mx, my = struct.unpack_from("<4H", self._data, at + _GOAL)
                    return wide * (mx or 1000) / 1000, tall * (my or 1000) / 1000
        return 0.0, 0.0


def _changes(changed: int, changes: list[bytes]) -> bytes:
    """What a piece changes, as programs note it that save in haste; a short note is not read."""
    if not changed & 1:
        if changed:
            raise Unproven
        return b""
    number = changed >> 1
    if number >= len(changes):
        raise Unproven
    return changes[number]


def _letter_properties(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + page[at]]


def _of(runs: list[Run], starts: list[int], place: int) -> bytes:
    n = bisect_right(starts, place) - 1
    return runs[n].properties if n >= 0 and place < runs[n].end else b""


def sprms(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Properties one by one: their code, and what they set; what cannot be one ends them."""
    at = 0
    while at + 2 <= len(properties):
        [code] = struct.unpack_from("<H", properties, at)
        at += 2
        size = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}.get(code >> 13, 0)
        if code in (0xD608, 0xD606):  # the definition of a table counts in two bytes
            if at + 2 > len(properties):
                return
            size = struct.unpack_from("<H", properties, at)[0] - 1
            at += 2
        elif code >> 13 == 6:
            if at >= len(properties):
                return
            size = properties[at]
            at += 1
        yield code, properties[at : at + size]
        at += size

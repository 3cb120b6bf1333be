"""The head of a 7z archive, which stands at its end: what is packed where, and by which coders."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

MAGIC = b"7z\xbc\xaf\x27\x1c"
AES = b"\x06\xf1\x07\x01"
_END, _HEADER, _PROPERTIES, _MORE, _STREAMS, _FILES = range(6)
_PACKED, _UNPACKED, _PARTS, _SIZES, _SUMS, _FOLDERS, _CODER_SIZES, _COUNTS = range(6, 14)
_NO_STREAM, _NO_FOLDER, _NAMES, _ATTRIBUTES = 14, 15, 17, 21
_ENCODED = 23
_MOST = 1_000_000
"""Of anything that a head counts: it is read from what may be anybody's."""
_HEAD = struct.Struct("<QQI")
_UNIX, _KIND, _LINK = 0x8000, 0o170000, 0o120000


class Broken(ValueError):  # noqa: N818 -- an outcome
    """The bytes only begin as a 7z archive."""


@dataclass(frozen=True, slots=True)
class Coder:
    """One step of unpacking: its method, and what that is told."""

    method: bytes
    properties: bytes


@dataclass(slots=True)
class Folder:
    """A stream that was packed in one go, perhaps of many files, one behind the other."""

    coders: list[Coder]
    turned: bool = False
    """Do the coders stand in the order in which they unpack? Else the last one comes first."""
    sizes: list[int] = field(default_factory=list)
    """Bytes behind each step of unpacking, in the order of the coders."""
    start: int = 0
    packed: int = 0
    parts: list[int] = field(default_factory=list)
    """Bytes of each file in it."""

    @property
    def size(self) -> int:
        """Bytes of what was packed: behind the last step of unpacking."""
        return self.sizes[-1] if self.turned else self.sizes[0]

    @property
    def steps(self) -> list[tuple[Coder, int]]:
        """The coders in the order in which they unpack, each with the bytes behind it."""
        steps = list(zip(self.coders, self.sizes, strict=True))
        return steps if self.turned else steps[::-1]

    @property
    def encrypted(self) -> bool:
        """Does a step need a password?"""
        return any(coder.method == AES for coder in self.coders)


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the archive: its name, and where it lies; no folder where it is empty."""

    name: str
    folder: int | None
    start: int = 0
    size: int = 0
    is_folder: bool = False
    is_link: bool = False


@dataclass(slots=True)
class Header:
    """All that the head of an archive says."""

    folders: list[Folder] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def read_header(data: bytes, unpack: Callable[[Folder], bytes]) -> Header:
    """The head of an archive; `unpack` unpacks one that is packed itself. Raises Broken."""
    try:
        offset, size, _ = _HEAD.unpack_from(data, 12)
        told = data[32 + offset : 32 + offset + size]
        for _ in range(4):
            kind = told[:1]
            if kind == bytes([_HEADER]):
                return _Reader(told[1:]).header()
            if kind != bytes([_ENCODED]):
                break
            [folder, *_] = _Reader(told[1:]).streams()
            told = unpack(folder)
    except (struct.error, IndexError, UnicodeDecodeError, OverflowError) as error:
        raise Broken from error
    if size == 0:
        return Header()
    raise Broken


class _Reader:
    """Reads a head from its first byte to its last."""

    def __init__(self, data: bytes) -> None:
        self._data = BytesIO(data)

    def _byte(self) -> int:
        return self._take(1)[0]

    def _take(self, count: int) -> bytes:
        data = self._data.read(count)
        if len(data) != count:
            raise Broken
        return data

    def _number(self, most: int = 1 << 62) -> int:
        """A number of one to nine bytes: the ones that lead the first byte count the others."""
        first = self._byte()
        more = 0
        while more < 8 and first & (0x80 >> more):
            more += 1
        low = int.from_bytes(self._take(more), "little")
        number = low + ((first & (0x7F >> more)) << 8 * more) if more < 8 else low
        if number > most:
            raise Broken
        return number

    def _count(self) -> int:
        return self._number(_MOST)

    def _bits(self, count: int) -> list[bool]:
        data = self._take((count + 7) // 8)
        return [bool(data[n // 8] & (0x80 >> n % 8)) for n in range(count)]

    def _defined(self, count: int) -> list[bool]:
        return [True] * count if self._byte() else self._bits(count)

    def _sums(self, count: int) -> None:
        """Sums of bytes, which stand here and are not asked for."""
        self._take(4 * sum(self._defined(count)))

    def header(self) -> Header:
        """The whole head."""
        header = Header()
        while (kind := self._byte()) != _END:
            if kind == _PROPERTIES:
                while self._byte() != _END:
                    self._take(self._number())
            elif kind == _MORE:
                self.streams()
            elif kind == _STREAMS:
                header.folders = self.streams()
            elif kind == _FILES:
                header.items = self._files(header.folders)
            else:
                raise Broken
        return header

    def streams(self) -> list[Folder]:
        """What is packed where."""
        folders: list[Folder] = []
        start = 0
        packed: list[int] = []
        while (kind := self._byte()) != _END:
            if kind == _PACKED:
                start, packed = self._number() + 32, []
                count = self._count()
                while (kind := self._byte()) != _END:
                    if kind == _SIZES:
                        packed = [self._number() for _ in range(count)]
                    elif kind == _SUMS:
                        self._sums(count)
                    else:
                        raise Broken
            elif kind == _UNPACKED:
                folders = self._unpacked()
            elif kind == _PARTS:
                self._parts(folders)
            else:
                raise Broken
        if len(packed) < len(folders):
            raise Broken
        for folder, size in zip(folders, packed, strict=False):
            folder.start, folder.packed = start, size
            start += size
            folder.parts = folder.parts or [folder.size]
        return folders

    def _unpacked(self) -> list[Folder]:
        if self._byte() != _FOLDERS:
            raise Broken
        count = self._count()
        if self._byte():  # they stand elsewhere: nobody writes that
            raise Broken
        folders = [self._folder() for _ in range(count)]
        while (kind := self._byte()) != _END:
            if kind == _CODER_SIZES:
                for folder in folders:
                    folder.sizes = [self._number() for _ in folder.coders]
            elif kind == _SUMS:
                self._sums(count)
            else:
                raise Broken
        return folders

    def _folder(self) -> Folder:
        """A folder whose coders stand in a row: each takes what the one before it gives."""
        count = self._number(8)
        coders = []
        for _ in range(count):
            flags = self._byte()
            method = self._take(flags & 0x0F)
            if flags & 0x10 and (self._number(8), self._number(8)) != (1, 1):
                method = b"?" + method  # several streams in one: no method of ours
            properties = self._take(self._number(_MOST)) if flags & 0x20 else b""
            coders.append(Coder(method, properties))
        feeds = [(self._number(8), self._number(8)) for _ in range(count - 1)]
        if feeds == [(number + 1, number) for number in range(count - 1)]:
            return Folder(coders, turned=True)
        if feeds != [(number, number + 1) for number in range(count - 1)]:
            raise Broken
        return Folder(coders)

    def _parts(self, folders: list[Folder]) -> None:
        """How many files each folder holds, and how large they are."""
        counts = [1] * len(folders)
        while (kind := self._byte()) != _END:
            if kind == _COUNTS:
                counts = [self._count() for _ in folders]
                if sum(counts) > _MOST:
                    raise Broken
            elif kind == _SIZES:
                self._sizes(folders, counts)
            elif kind == _SUMS:
                self._sums(sum(counts))
            else:
                raise Broken
        for folder, count in zip(folders, counts, strict=True):
            if not folder.parts and count:
                folder.parts = [folder.size] if count == 1 else []
            if len(folder.parts) != count:
                raise Broken

    def _sizes(self, folders: list[Folder], counts: list[int]) -> None:
        """All sizes but the last of each folder, which is what is left."""
        for folder, count in zip(folders, counts, strict=True):
            parts = [self._number() for _ in range(count - 1)]
            left = folder.size - sum(parts)
            if left < 0:
                raise Broken
            folder.parts = [*parts, left] if count else []

    def _files(self, folders: list[Folder]) -> list[Item]:
        count = self._count()
        empty, links, names = [False] * count, [False] * count, [""] * count
        folders_too: list[bool] | None = None
        while (kind := self._byte()) != _END:
            part = _Reader(self._take(self._number()))
            if kind == _NO_STREAM:
                empty = part._bits(count)
            elif kind == _NO_FOLDER:
                files = iter(part._bits(sum(empty)))
                folders_too = [each and not next(files) for each in empty]
            elif kind == _NAMES:
                part._take(1)
                names = part._names(count)
            elif kind == _ATTRIBUTES:
                links = part._links(count)
        # where nothing is said of them, all that have no bytes are folders
        return _placed(folders, names, empty, empty if folders_too is None else folders_too, links)

    def _names(self, count: int) -> list[str]:
        names = self._data.read().decode("utf-16-le").split("\0")
        if len(names) < count:
            raise Broken
        return names[:count]

    def _links(self, count: int) -> list[bool]:
        defined = self._defined(count)
        self._take(1)
        found = []
        for each in defined:
            value = int.from_bytes(self._take(4), "little") if each else 0
            found.append(bool(value & _UNIX) and (value >> 16) & _KIND == _LINK)
        return found


def _placed(
    folders: list[Folder],
    names: list[str],
    empty: list[bool],
    folders_too: list[bool],
    links: list[bool],
) -> list[Item]:
    """Files where they lie: those with bytes fill the folders one behind the other."""
    places = (
        (number, sum(folder.parts[:n]), size)
        for number, folder in enumerate(folders)
        for n, size in enumerate(folder.parts)
    )
    items = []
    for name, no_stream, is_folder, is_link in zip(names, empty, folders_too, links, strict=True):
        if no_stream:
            items.append(Item(name, None, is_folder=is_folder))
            continue
        place = next(places, None)
        if place is None:
            raise Broken
        items.append(Item(name, *place, is_link=is_link))
    return items

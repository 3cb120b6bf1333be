"""Tar archives, and single files packed by gzip, bzip2 or xz."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Protocol

from extract.model import Reason, Refused
from extract.readers.archives.limits import BROKEN, MOST_OF_ONE, refusal_of_size
from extract.readers.archives.opened import Claim, Entry, entries_of, name_in_any
from extract.readers.archives.zip_file import LINK

_BROKEN = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
_MAGIC = b"ustar"
_MAGIC_AT = 257
_DEVICE = "It is a device or a pipe, no document."
_STEP = 1 << 20


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


_OpenStream = Callable[[BytesIO], _Stream]
PACKED: tuple[tuple[bytes, str, _OpenStream], ...] = (
    (b"\x1f\x8b", "gz", lambda file: gzip.GzipFile(fileobj=file)),
    (b"BZh", "bz2", bz2.BZ2File),
    (b"\xfd7zXZ\x00", "xz", lzma.LZMAFile),
)
"""First bytes, name, and reader of what packs one file."""


def is_tar(data: bytes) -> bool:
    """Do the bytes begin as a tar archive?"""
    return data[_MAGIC_AT : _MAGIC_AT + len(_MAGIC)] == _MAGIC


class TarArchive:
    """An open tar."""

    format = "tar"

    def __init__(self, data: bytes) -> None:
        """Raises Refused where it is damaged."""
        try:
            self._tar = tarfile.open(fileobj=BytesIO(data), mode="r:")  # noqa: SIM115 -- open as long as it is
        except _BROKEN as error:
            raise Refused(Reason.DAMAGED, BROKEN) from error
        self._members: list[tarfile.TarInfo] = []
        self._entries: tuple[Entry, ...] | None = None

    def entries(self) -> tuple[Entry, ...]:
        """See Opened."""
        if self._entries is None:
            try:
                self._entries = entries_of(self._claims())
            except _BROKEN as error:
                raise Refused(Reason.DAMAGED, BROKEN) from error
        return self._entries

    def _claims(self) -> Iterator[Claim]:
        self._members.clear()
        for member in self._tar:
            self._members.append(member)
            if not member.isdir():
                yield Claim(
                    written=name_in_any(member.name.encode("utf-8", "surrogateescape")),
                    number=len(self._members) - 1,
                    size=member.size,
                    packed=None,
                    refusal=_refusal(member),
                )

    def unpacked(self, number: int) -> bytes:
        """See Opened."""
        self.entries()
        try:
            file = self._tar.extractfile(self._members[number])
            data = file.read(MOST_OF_ONE) if file else b""
        except _BROKEN as error:
            raise Refused(Reason.DAMAGED, BROKEN) from error
        if len(data) != self._members[number].size:
            raise Refused(Reason.DAMAGED, BROKEN)
        return data


def _refusal(member: tarfile.TarInfo) -> Refused | None:
    if member.islnk() or member.issym():
        return Refused(Reason.NOT_A_DOCUMENT, LINK)
    return None if member.isfile() else Refused(Reason.NOT_A_DOCUMENT, _DEVICE)


class OnePacked:
    """One file that is packed."""

    def __init__(self, name: str, data: bytes, format: str) -> None:  # noqa: A002 -- as Opened names it
        self.format = format
        self._name = name
        self._data = data

    def entries(self) -> tuple[Entry, ...]:
        """See Opened."""
        return (Entry(name=self._name, written=self._name, number=0),)

    def unpacked(self, number: int) -> bytes:  # noqa: ARG002 -- there is one
        """See Opened."""
        return self._data


def unpacked_stream(data: bytes, open_stream: _OpenStream) -> bytes:
    """What a packed file holds; Refused where it is damaged, or grows as no document does."""
    parts = bytearray()
    try:
        stream = open_stream(BytesIO(data))
        while part := stream.read(_STEP):
            parts += part
            if refusal := refusal_of_size(len(parts), len(data), 0):
                raise refusal
    except _BROKEN as error:
        raise Refused(Reason.DAMAGED, BROKEN) from error
    return bytes(parts)


def name_of_packed(data: bytes, archive: str) -> str:
    """The name of what a gzip file holds: as its header says, else as the file is called.

    >>> name_of_packed(b"", "2024/目标表.html.gz")
    '目标表.html'
    """
    if data[:2] == b"\x1f\x8b" and len(data) > 10 and data[3] & 0b1100 == 0b1000:
        return name_in_any(data[10:].split(b"\0", 1)[0][:1000]) or "unpacked"
    stem = archive.rsplit("/", 1)[-1]
    return stem.rsplit(".", 1)[0] or "unpacked"

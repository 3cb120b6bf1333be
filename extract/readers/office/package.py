"""The parts of an Office file: members of a zip, read under limits and never written anywhere."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO

import regex

from extract.model import Reason, Refused

_MOST = 128 * 1024**2
"""Bytes of all parts that are read together: a zip can grow to a thousand times its size."""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, struct.error),
    *(NotImplementedError, ValueError, IndexError),
)
ENCRYPTED = "The file is protected with a password: ask its publisher for one that is not."
_LOCAL_NAME = regex.compile(rb"PK\x03\x04.{26}([\w\[\]./\\ -]{1,60})", flags=regex.S)
_FIRST = 65_536
"""Bytes in which the first names stand of a zip whose directory, at its end, is lost."""


class Package:
    """An opened zip. Names of parts are compared in small letters, with `/` between folders."""

    def __init__(self, data: bytes) -> None:
        """Open it; Refused where it is damaged."""
        with damage_refused():
            self._zip = zipfile.ZipFile(BytesIO(data))
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self._unlike: set[str] = set()
        for info in self._zip.infolist():
            name = plain_name(info.filename)
            before = self._parts.setdefault(name, info)
            if (before.CRC, before.file_size) != (info.CRC, info.file_size):
                self._unlike.add(name)
        self._left = _MOST

    def __contains__(self, name: str) -> bool:
        return plain_name(name) in self._parts

    def names(self) -> Iterator[str]:
        """The names of all parts."""
        return iter(self._parts)

    def read(self, name: str) -> bytes | None:
        """A part's bytes; None where there is no such part. Refused where it cannot be read."""
        if name not in self:
            return None
        with self.open(name) as stream:
            return stream.read()

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A part as a stream, for whoever reads it piece by piece. Refused where it is missing."""
        info = self._parts.get(plain_name(name))
        if info is None:
            raise Refused(
                Reason.DAMAGED,
                f"The file lacks its part {name}: fetch it again from the place it was published.",
            )
        if plain_name(name) in self._unlike:  # nobody can tell which of them a person sees
            raise Refused(
                Reason.DAMAGED,
                f"The file holds its part {name} twice, each time another: open it in an office "
                "program and save it anew.",
            )
        if info.flag_bits & 1:
            raise Refused(Reason.ENCRYPTED, ENCRYPTED)
        with damage_refused(), self._zip.open(info) as stream:
            yield _Bounded(stream, self)  # type: ignore[misc]  # what lxml asks of a stream

    def charge(self, size: int) -> None:
        """Refused when all that was read is more than any document of a person's making."""
        self._left -= size
        if self._left < 0:
            raise Refused(
                Reason.RESOURCE_LIMIT,
                f"It unpacks to more than {_MOST // 1024**2} MiB: split the file.",
            )


class _Bounded:
    """A stream that counts what is read of it, whatever size the zip claims."""

    def __init__(self, stream: IO[bytes], package: Package) -> None:
        self._stream, self._package = stream, package

    def read(self, size: int = -1) -> bytes:
        if size >= 0:
            return self._piece(size)
        return b"".join(iter(lambda: self._piece(1 << 20), b""))

    def _piece(self, size: int) -> bytes:
        piece = self._stream.read(size)
        self._package.charge(len(piece))
        return piece


@contextmanager
def damage_refused() -> Iterator[None]:
    """What is met in a damaged zip becomes a refusal."""
    try:
        yield
    except RuntimeError as error:  # zipfile's word for a password
        raise Refused(Reason.ENCRYPTED, ENCRYPTED) from error
    except _BROKEN as error:
        raise Refused(
            Reason.DAMAGED,
            "The file is damaged or cut off: fetch it again from the place it was published.",
        ) from error


def plain_name(name: str) -> str:
    r"""The name of a part as it is compared: some programs write `\word\Document.xml`.

    >>> plain_name("\\word\\Document.xml"), plain_name("/xl/../xl/workbook.xml")
    ('word/document.xml', 'xl/workbook.xml')
    """
    parts: list[str] = []
    for part in name.replace("\\", "/").lower().split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def part_names(data: bytes) -> frozenset[str]:
    """The names of a zip's parts; where its directory is lost, the first that it tells of."""
    if not data.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            return frozenset(map(plain_name, opened.namelist()))
    except _BROKEN:
        names = _LOCAL_NAME.findall(data[:_FIRST])
        return frozenset(plain_name(name.decode("ascii")) for name in names)

"""Archive → its members, and a member's bytes, by the places on the way to it.

A raw file may be opened once a member, thousands of times: the archive that was opened last stays
open, and so does the one that was opened last within it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from extract.limits import DEEPEST, MOST_IN_ALL
from extract.model import PARTED, Reason, Refused
from extract.readers.archives.limits import TOO_DEEP
from extract.readers.archives.mail import Mail, is_mail
from extract.readers.archives.opened import Opened, bytes_of
from extract.readers.archives.seven_zip import MAGIC as SEVEN_ZIP
from extract.readers.archives.seven_zip import SevenZipArchive
from extract.readers.archives.tar_file import (
    PACKED,
    OnePacked,
    TarArchive,
    is_tar,
    name_of_packed,
    unpacked_stream,
)
from extract.readers.archives.zip_file import ZipArchive
from extract.readers.pdf.attachments import Attachments

_HEAD = 65_536
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of archive: how its first bytes tell it, and what opens it, by its bytes and name."""

    tells: Callable[[bytes], bool]
    opens: Callable[[bytes, str], Opened]


def _packed(data: bytes, name: str) -> Opened:
    """A packed file: an archive where that is what is packed in it."""
    _, kind, stream = next(each for each in PACKED if data.startswith(each[0]))
    inside = unpacked_stream(data, stream)
    return (
        TarArchive(inside)
        if is_tar(inside)
        else OnePacked(name_of_packed(data, name), inside, kind)
    )


KINDS: tuple[_Kind, ...] = (
    _Kind(
        tells=lambda head: head.startswith(_ZIP), opens=lambda data, _: ZipArchive(BytesIO(data))
    ),
    _Kind(tells=lambda head: head.startswith(SEVEN_ZIP), opens=lambda d, _: SevenZipArchive(d)),
    _Kind(tells=is_tar, opens=lambda data, _: TarArchive(data)),
    _Kind(tells=lambda head: any(head.startswith(each) for each, *_ in PACKED), opens=_packed),
    _Kind(tells=is_mail, opens=lambda data, _: Mail(data)),
    _Kind(tells=lambda head: b"%PDF-" in head[:1024], opens=lambda data, _: Attachments(data)),
)


def open_archive(data: bytes, name: str) -> Opened:
    """Open an archive, a mail, or a PDF with attachments, called so; Refused where it is none."""
    for kind in KINDS:
        if kind.tells(data[:_HEAD]):
            return kind.opens(data, name)
    raise Refused(Reason.NOT_A_DOCUMENT, "It is no archive: nothing lies in it.")


def unpacked(path: Path, inside: tuple[int, ...]) -> bytes:
    """The bytes of a member by the places on the way to it; raises Refused, and OSError."""
    archive = _way(path, inside[:-1])
    for entry in archive.entries():
        if entry.number == inside[-1]:
            return bytes_of(archive, entry)
    raise Refused(Reason.DAMAGED, "It is no longer in its archive: run again.")


def find(path: Path, name: str) -> tuple[int, ...] | None:
    """The places on the way to a member, `附件2.xlsx` or `b.zip!/附件2.xlsx`; None: not there.

    Raises Refused where an archive on the way cannot be opened, and OSError.
    """
    return _find(path, (), name)


def _find(path: Path, above: tuple[int, ...], name: str) -> tuple[int, ...] | None:
    for entry in _way(path, above).entries():
        if entry.name == name:
            return (*above, entry.number)
        if name.startswith(entry.name + PARTED) and len(above) < DEEPEST:
            rest = name.removeprefix(entry.name + PARTED)
            if (found := _find(path, (*above, entry.number), rest)) is not None:
                return found
    return None


def _way(path: Path, inside: tuple[int, ...]) -> Opened:
    """The archive that lies at these places."""
    if len(inside) >= DEEPEST:
        raise Refused(Reason.RESOURCE_LIMIT, TOO_DEEP)
    found = path.stat()
    key = (path, found.st_size, found.st_mtime_ns, found.st_ino)
    return _inner(key, inside) if inside else _outermost(key)


_Key = tuple[Path, int, int, int]


@lru_cache(maxsize=1)
def _outermost(key: _Key) -> Opened:
    path, size, *_ = key
    if size > MOST_IN_ALL:
        raise Refused(Reason.RESOURCE_LIMIT, TOO_DEEP)
    return open_archive(path.read_bytes(), path.name)


@lru_cache(maxsize=1)
def _inner(key: _Key, inside: tuple[int, ...]) -> Opened:
    archive = _way(key[0], inside[:-1])
    entry = next((each for each in archive.entries() if each.number == inside[-1]), None)
    if entry is None:
        raise Refused(Reason.DAMAGED, "It is no longer in its archive: run again.")
    return open_archive(bytes_of(archive, entry), entry.name)

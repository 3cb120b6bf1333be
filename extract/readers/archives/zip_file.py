"""Zip archives: by the directory at their end."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from extract.model import Reason, Refused
from extract.readers.archives.limits import BROKEN, LOCKED
from extract.readers.archives.opened import Claim, Entry, entries_of, name_in_any

_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
_LOCKED, _UTF8 = 0x1, 0x800
"""Flags of a member: it is locked; its name is UTF-8."""
_UNICODE_NAME = 0x7075
"""The extra field in which programs repeat a name as UTF-8."""
_LINK = 0o120000
_KIND = 0o170000
_OF_A_FORMAT = frozenset(
    (
        *("[content_types].xml", "_rels/.rels", "ofd.xml", "uof.xml", "mimetype"),
        *("meta-inf/manifest.xml", "meta-inf/manifest.mf"),
        *("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"),
    )
)
"""A zip that holds one of these is one document (docx, xlsx, ofd, odt …), whole or not."""


class ZipArchive:
    """An open zip."""

    format = "zip"

    def __init__(self, file: BinaryIO) -> None:
        """Raises Refused where it is damaged."""
        try:
            self._zip = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise Refused(Reason.DAMAGED, BROKEN) from error
        self._entries: tuple[Entry, ...] | None = None

    @property
    def is_one_document(self) -> bool:
        """Is it the zip of a format, such as docx, and no archive?"""
        names = {info.filename.lower() for info in self._zip.infolist()}
        return not names.isdisjoint(_OF_A_FORMAT)

    def entries(self) -> tuple[Entry, ...]:
        """See Opened."""
        if self._entries is None:
            self._entries = entries_of(self._claims())
        return self._entries

    def _claims(self) -> Iterator[Claim]:
        for number, info in enumerate(self._zip.infolist()):
            if not info.is_dir():
                yield Claim(
                    written=_name(info),
                    number=number,
                    size=info.file_size,
                    packed=info.compress_size,
                    refusal=_refusal(info),
                )

    def unpacked(self, number: int) -> bytes:
        """See Opened."""
        info = self._zip.infolist()[number]
        try:
            with self._zip.open(info) as member:
                return member.read(info.file_size)
        except NotImplementedError as error:
            raise Refused(Reason.UNSUPPORTED_FORMAT, UNUSUAL) from error
        except RuntimeError as error:
            raise Refused(Reason.ENCRYPTED, LOCKED) from error
        except _BROKEN as error:
            raise Refused(Reason.DAMAGED, BROKEN) from error


UNUSUAL = "It is packed in an unusual way: unpack it by hand and put it into the raw folder."
LINK = "It is a link to another file, and links of archives are not followed."


def _refusal(info: zipfile.ZipInfo) -> Refused | None:
    if info.flag_bits & _LOCKED:
        return Refused(Reason.ENCRYPTED, LOCKED)
    if (info.external_attr >> 16) & _KIND == _LINK:
        return Refused(Reason.NOT_A_DOCUMENT, LINK)
    return None


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name: Chinese programs write GBK where the format means another code page."""
    if info.flag_bits & _UTF8:
        return info.filename
    repeated = _repeated(info.extra)
    return repeated or name_in_any(info.filename.encode("cp437", "replace"))


def _repeated(extra: bytes) -> str | None:
    """The name as UTF-8 in an extra field of the member; None where there is none."""
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_NAME and length > 5:
            return extra[9 : 4 + length].decode("utf-8", "replace")
        extra = extra[4 + length :]
    return None

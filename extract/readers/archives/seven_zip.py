"""7z archives, where the extra `archives` is installed; all members are unpacked at once."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from extract.model import Reason, Refused
from extract.readers.archives.limits import BROKEN, LOCKED, MOST_OF_ONE, refusal_of_size
from extract.readers.archives.opened import Claim, Entry, entries_of
from extract.readers.archives.zip_file import LINK

MAGIC = b"7z\xbc\xaf\x27\x1c"
_MISSING = (
    "This is a 7z archive, which needs an extra: pip install 'jixiao[archives]'; or unpack it and "
    "put its files into the raw folder."
)


class SevenZipArchive:
    """An open 7z."""

    format = "7z"

    def __init__(self, data: bytes) -> None:
        """Raises Refused where it is damaged, locked as a whole, or the extra is missing."""
        try:
            import py7zr  # noqa: PLC0415 -- an extra that most do without
        except ImportError as error:
            raise Refused(Reason.UNSUPPORTED_FORMAT, _MISSING) from error
        self._broken = (py7zr.exceptions.ArchiveError, *_BROKEN)
        self._locked = py7zr.exceptions.PasswordRequired
        self._factory = py7zr.io.BytesIOFactory
        try:
            self._archive: Any = py7zr.SevenZipFile(BytesIO(data))
        except self._locked as error:
            raise Refused(Reason.ENCRYPTED, LOCKED) from error
        except self._broken as error:
            raise Refused(Reason.DAMAGED, BROKEN) from error
        if self._archive.needs_password():
            raise Refused(Reason.ENCRYPTED, LOCKED)
        self._packed = len(data)
        self._entries: tuple[Entry, ...] | None = None
        self._data: dict[str, Any] = {}
        self._names = _told_apart([each.filename for each in self._archive.list()])

    def entries(self) -> tuple[Entry, ...]:
        """See Opened."""
        if self._entries is None:
            self._entries = entries_of(self._claims())
        return self._entries

    def _claims(self) -> Iterator[Claim]:
        members = self._archive.list()
        size = sum(each.uncompressed or 0 for each in members)
        if refusal := refusal_of_size(size, self._packed, 0):  # one stream: all of it or nothing
            raise refusal
        for number, each in enumerate(members):
            if not each.is_directory:
                link = None if each.is_file else Refused(Reason.NOT_A_DOCUMENT, LINK)
                yield Claim(
                    written=each.filename,
                    number=number,
                    size=each.uncompressed or 0,
                    packed=None,
                    refusal=link,
                )

    def unpacked(self, number: int) -> bytes:
        """See Opened."""
        self.entries()
        if not self._data:
            factory = self._factory(MOST_OF_ONE)
            try:
                self._archive.extractall(factory=factory)
            except self._broken as error:
                raise Refused(Reason.DAMAGED, BROKEN) from error
            self._data = factory.products
        found = self._data.get(self._names[number])
        if found is None:
            raise Refused(Reason.DAMAGED, BROKEN)
        found.seek(0)
        return bytes(found.read())


_BROKEN = (OSError, ValueError, EOFError, LookupError, TypeError, AttributeError, ArithmeticError)
"""What the library raises on bytes that only begin as an archive, beside its own errors."""


def _told_apart(names: list[str]) -> list[str]:
    """The name by which the library gives each member, in their order."""
    met: dict[str, int] = {}
    found = []
    for name in names:
        number = met.get(name)
        met[name] = 0 if number is None else number + 1
        chosen = name if number is None else f"{name}_{number}"
        found.append(PurePosixPath(chosen).as_posix())
    return found

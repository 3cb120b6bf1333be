"""An archive that is open: the one interface behind which zip, 7z, tar, gz, mails and PDFs lie."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import regex

from extract.limits import MOST_MEMBERS
from extract.model import Member, Reason, Refused
from extract.readers.archives.limits import TOO_MANY, refusal_of_size
from extract.words.text import inert

_HIDDEN = regex.compile(
    r"(?:^|/)(?:\.(?!\.?/)|__MACOSX/|~\$[^/]*$|(?:Thumbs\.db|desktop\.ini)$)", flags=regex.I
)
"""What programs and systems leave beside documents; hidden raw files are left out as well."""
_DRIVE = regex.compile(r"^[A-Za-z]:")
_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One member of an archive: its plain name, its place in it, why it cannot be unpacked.

    `written` is the name as the archive has it.
    """

    name: str
    written: str
    number: int
    refusal: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What an archive says of a member, before anything is unpacked: see Entry and limits.

    `refusal` is why it cannot be unpacked whatever its size: it is locked, a link, or the like.
    """

    written: str
    number: int
    size: int
    packed: int | None
    refusal: Refused | None = None


class Opened(Protocol):
    """An open archive. Every method raises Refused, and nothing else."""

    format: str

    def entries(self) -> tuple[Entry, ...]:
        """Its members in their order, no two by the same name; hidden ones are left out."""

    def unpacked(self, number: int) -> bytes:
        """The bytes of a member."""


def members_of(archive: Opened, entries: Iterable[Entry] | None = None) -> tuple[Member, ...]:
    """What lies in an archive, with the hash of each document that can be unpacked.

    `entries` are those that count; all where it is None.
    """
    found = []
    for entry in archive.entries() if entries is None else entries:
        try:
            data = bytes_of(archive, entry)
        except Refused:
            found.append(Member(name=entry.name, number=entry.number, sha256=None, size=0))
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        found.append(Member(name=entry.name, number=entry.number, sha256=sha256, size=len(data)))
    return tuple(found)


def bytes_of(archive: Opened, entry: Entry) -> bytes:
    """The bytes of a member; Refused for the reason that its archive tells, if any."""
    if entry.refusal is not None:
        raise Refused(entry.refusal.reason, entry.refusal.advice)
    return archive.unpacked(entry.number)


def entries_of(claims: Iterable[Claim]) -> tuple[Entry, ...]:
    """Members by what is claimed of them; Refused where they are too many."""
    found: list[Entry] = []
    taken: set[str] = set()
    before = 0
    for claim in claims:
        if _HIDDEN.search(claim.written.replace("\\", "/")):
            continue
        if len(found) >= MOST_MEMBERS:
            raise Refused(Reason.RESOURCE_LIMIT, TOO_MANY)
        refusal = claim.refusal or refusal_of_size(claim.size, claim.packed, before)
        before += 0 if refusal else claim.size
        name = _untaken(plain_name(claim.written), taken)
        found.append(Entry(name=name, written=claim.written, number=claim.number, refusal=refusal))
    return tuple(found)


def plain_name(written: str) -> str:
    r"""A member's name below its archive: no way leads out of it. It is a name, never a path.

    >>> plain_name("../../etc/附件.pdf"), plain_name("C:\\公开\\附件.pdf"), plain_name("/a//b")
    ('etc/附件.pdf', '公开/附件.pdf', 'a/b')
    """
    parts = _DRIVE.sub("", written).replace("\\", "/").split("/")
    kept = "/".join(part for part in parts if part not in ("", ".", ".."))
    return inert(kept)[-_LONGEST:] or "nameless"


def _untaken(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where another member has it."""
    number, chosen = 2, name
    while chosen in taken:
        chosen, number = f"{name} ({number})", number + 1
    taken.add(chosen)
    return chosen


def name_in_any(data: bytes) -> str:
    """A name whose encoding nobody states: UTF-8, else the GBK of Chinese programs.

    >>> name_in_any("附件2.xlsx".encode("gb18030")), name_in_any("附件2.xlsx".encode())
    ('附件2.xlsx', '附件2.xlsx')
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")

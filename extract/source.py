"""A path → Source: the bytes of a file, read once and hashed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extract.limits import MOST_BYTES
from extract.model import PARTED, Reason, Refused, Source
from extract.readers.archives.way_in import find, unpacked


def load(path: Path, name: str | None = None) -> Source:
    """Read a file whole; `name` is its path below the raw folder.

    Raises Refused where it is too large, and OSError where it cannot be opened.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused(
            Reason.RESOURCE_LIMIT,
            f"The file has {size:,} bytes, more than {MOST_BYTES:,}: split it by department.",
        )
    return _source(path.read_bytes(), name or path.name)


def load_member(path: Path, inside: tuple[int, ...], name: str) -> Source:
    """A document that lies in an archive, by its places on the way (extract/readers/archives).

    Raises Refused where it cannot be unpacked, and OSError where the raw file cannot be opened.
    """
    return _source(unpacked(path, inside), name)


def find_member(place: Path) -> tuple[Path, tuple[int, ...]] | None:
    """The raw file and the places of a path that leads into it, `batch.zip!/附件2.xlsx`.

    None where no such document is there. Raises Refused where what is on the way cannot be opened.
    """
    text = place.as_posix()
    at = text.find(PARTED)
    while at >= 0:
        if (raw := Path(text[:at])).is_file():
            inside = find(raw, text[at + len(PARTED) :])
            return None if inside is None else (raw, inside)
        at = text.find(PARTED, at + 1)
    return None


def raw_bytes(place: Path) -> bytes:
    """The bytes of a raw file, or of a document in one; raises Refused and OSError."""
    found = None if place.is_file() else find_member(place)
    return place.read_bytes() if found is None else unpacked(*found)


def member_sha256(raw: Path, name: str) -> str | None:
    """The hash of a document in a raw file, by its name there; None where it is not there."""
    try:
        inside = find(raw, name)
        return None if inside is None else hashlib.sha256(unpacked(raw, inside)).hexdigest()
    except (Refused, OSError):
        return None


def _source(data: bytes, name: str) -> Source:
    return Source(name=name, data=data, sha256=hashlib.sha256(data).hexdigest())

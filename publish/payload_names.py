"""Names of raw files that any file system and any reader of bags can hold."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import regex

from normalize.records.documents import PARTED

RAW_LIST = "raw-files.csv"
"""In a bag, the list of the raw files with the names that they have there."""
RAW_COLUMNS = ("path", "payload", "sha256")
_SAFE = regex.compile(r"[\p{L}\p{N}\p{M}_.,()（）〔〕【】《》、，。：；·—～+ -]")
_RESERVED = regex.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", flags=regex.I)
_LONGEST = 200  # bytes of one part of a path; file systems hold 255


Inside = Callable[[Path, str], str | None]
"""A raw file and the name of a document in it → the SHA-256 of that; None where it is not there."""


def nothing_inside(_raw: Path, _name: str) -> None:
    """Nobody here can look into a file."""


def raw_file_of(path: str, raw: Collection[str]) -> tuple[str, str] | None:
    """A document's path → the raw file that it lies in and its name there; None: in none of them.

    >>> raw_file_of("2024/a.zip!/b.zip!/附件.pdf", ["2024/a.zip"])
    ('2024/a.zip', 'b.zip!/附件.pdf')
    """
    parts = path.split(PARTED)
    for n in range(1, len(parts)):
        if (name := PARTED.join(parts[:n])) in raw:
            return name, PARTED.join(parts[n:])
    return None


def payload_names(paths: Iterable[str]) -> Mapping[str, str]:
    """A plain name for each path: its own where it is plain, else with its odd bytes written =XX.

    Bags list their files line by line, and readers differ in how they take line ends, percent
    signs, spaces at the ends and decomposed letters; other systems refuse what Linux allows. Two
    paths that some system would hold to be the same get the hash of their own.

    >>> payload_names(["2024/某局.pdf", "a\\nb%.txt", "A.txt", "a.txt"])["a\\nb%.txt"]
    'a=0Ab=25.txt'
    """
    names = {path: "/".join(_part(part) for part in path.split("/")) for path in paths}
    same = Counter(name.casefold() for name in names.values())
    return {
        path: f"{name}={_hash(path)}" if same[name.casefold()] > 1 else name
        for path, name in names.items()
    }


def _part(part: str) -> str:
    composed = unicodedata.is_normalized("NFC", part)
    plain = "".join(
        char if _SAFE.fullmatch(char) and (composed or char.isascii()) else _escaped(char)
        for char in part
    )
    if _RESERVED.fullmatch(plain) or plain.strip(". ") != plain:
        plain = _escaped(plain[0]) + plain[1:-1] + _escaped(plain[-1]) * (len(plain) > 1)
    return plain if len(plain.encode()) <= _LONGEST else f"{_cut(plain)}={_hash(part)}"


def _escaped(char: str) -> str:
    return "".join(f"={byte:02X}" for byte in char.encode("utf-8", "surrogateescape"))


def _cut(name: str) -> str:
    return name.encode()[:100].decode(errors="ignore")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]

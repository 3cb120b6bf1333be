"""Parts of a mail, or of a page saved as one (MIME): their bytes, and whether these are whole."""

from __future__ import annotations

from base64 import b64decode
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

import regex

_SPACE = regex.compile(rb"\s+")
_BASE64 = regex.compile(rb"[A-Za-z0-9+/]*={0,2}")
_FOREIGN = regex.compile(rb"[^A-Za-z0-9+/]+")
_QUOTED = regex.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n|[ \t]*$)")
"""A sign that begins what stands for a byte, or a break in a line, and is neither."""
_CODINGS = frozenset(
    (
        "7bit",
        "8bit",
        "binary",
        "base64",
        "quoted-printable",
        "uuencode",
        "x-uuencode",
        "uue",
        "x-uue",
    )
)
_FOUR = 4


def bytes_of_part(part: Message) -> bytes:
    """The bytes of a part that holds no others, as far as its letters can be read.

    Four letters of base64 are three bytes; a letter too many is left out. The library gives back
    the letters themselves then, which are text to whoever reads them next.
    """
    letters = _letters(part)
    if letters is None:
        data = part.get_payload(decode=True)
        return data if isinstance(data, bytes) else b""
    kept = _FOREIGN.sub(b"", letters)
    if len(kept) % _FOUR == 1:
        kept = kept[:-1]
    return b64decode(kept + b"=" * (-len(kept) % _FOUR))


def is_garbled(part: Message) -> bool:
    """Is a part written as no program writes any?

    Base64 with foreign signs or a letter too many, quoted-printable with a sign that stands for
    nothing, a coding nobody knows; in a text, which does not prove itself, lines of base64 of
    several lengths.
    """
    letters = _letters(part)
    if letters is not None:
        foreign = not _BASE64.fullmatch(letters)
        if foreign or len(letters.rstrip(b"=")) % _FOUR == 1:
            return True
        return part.get_content_maintype() == "text" and not _is_even(part)
    coding = coding_of(part)
    written = part.get_payload()
    if coding == "quoted-printable" and isinstance(written, str):
        return _QUOTED.search(written.encode("utf-8", "surrogateescape")) is not None
    return coding not in _CODINGS


def _is_even(part: Message) -> bool:
    """Are all lines of a part as long as its first, but for the last?"""
    lines = [line.strip() for line in str(part.get_payload()).strip().splitlines()]
    return all(len(line) == len(lines[0]) for line in lines[:-1] if line) and (
        not lines or len(lines[-1]) <= len(lines[0])
    )


def coding_of(part: Message) -> str:
    """How the bytes of a part travel, by its own word; 7bit where it says none."""
    return str(part.get("Content-Transfer-Encoding") or "7bit").strip().lower()


def cut_part(message: Message) -> Message | None:
    """The part in which a message ends before the boundary that closes it; None where it is whole.

    Base64 that was filled up with = says itself that it is whole.
    """
    if not any(isinstance(x, CloseBoundaryNotFoundDefect) for x in _defects(message)):
        return None
    *_, last = message.walk()
    letters = _letters(last)
    return None if letters is not None and letters.endswith(b"=") else last


def _defects(message: Message) -> list[object]:
    return [defect for part in message.walk() for defect in part.defects]


def _letters(part: Message) -> bytes | None:
    """The base64 of a part without its line breaks; None where it is written otherwise."""
    written = part.get_payload()
    if coding_of(part) != "base64" or not isinstance(written, str):
        return None
    return _SPACE.sub(b"", written.encode("utf-8", "surrogateescape"))

"""Parts of a mail, or of a page saved as one (MIME): their bytes, and whether these are whole."""

from __future__ import annotations

from base64 import b64decode
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

import regex

_SPACE = regex.compile(rb"\s+")
_BASE64 = regex.compile(rb"[A-Za-z0-9+/]*={0,2}")
_FOREIGN = regex.compile(rb"[^A-Za-z0-9+/]+")
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
    """Is its base64 none that any program writes: foreign signs in it, or a letter too many?"""
    letters = _letters(part)
    if letters is None:
        return False
    return not _BASE64.fullmatch(letters) or len(letters.rstrip(b"=")) % _FOUR == 1


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
    encoding = str(part.get("Content-Transfer-Encoding") or "").strip().lower()
    written = part.get_payload()
    if encoding != "base64" or not isinstance(written, str):
        return None
    return _SPACE.sub(b"", written.encode("utf-8", "surrogateescape"))

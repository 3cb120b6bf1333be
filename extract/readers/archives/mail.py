"""Mails: their text as a page or a text, and what is attached to them."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

import regex

from extract.model import Reason, Refused
from extract.readers.archives.limits import BROKEN
from extract.readers.archives.opened import Claim, Entry, entries_of, name_in_any
from extract.readers.mail_parts import bytes_of_part, cut_part, is_garbled

_HEAD = 16_384
_FIELD = regex.compile(rb"^(?:[!-9;-~]+:[^\n]*(?:\r?\n[ \t][^\n]*)*\r?\n)+(?:\r?\n|$)")
_OF_MAIL = (b"from", b"to", b"received", b"message-id", b"date", b"subject")
_NEEDED = 3
"""Fields of a mail that its head has at the least; one field alone may be a line of a text."""
_SAVED_PAGE = b"multipart/related"
"""What browsers save a page as, with its pictures: it is a page, for whoever reads such."""
_BODIES = {"text/html": "正文.html", "text/plain": "正文.txt"}


def is_mail(data: bytes) -> bool:
    """Do the bytes begin with the head of a mail?"""
    head = _FIELD.match(data[:_HEAD].lstrip(b"\r\n"))
    if head is None:
        return False
    fields: dict[bytes, bytes] = {}
    for line in regex.sub(rb"\r?\n[ \t]+", b" ", head[0]).splitlines():
        name, _, value = line.partition(b":")
        fields.setdefault(name.strip().lower(), value.strip().lower())
    if fields.get(b"content-type", b"").startswith(_SAVED_PAGE):
        return False
    return sum(name in fields for name in _OF_MAIL) >= _NEEDED


class Mail:
    """An open mail."""

    format = "eml"

    def __init__(self, data: bytes) -> None:
        """Raises Refused where its parts cannot be told apart."""
        try:
            # the older policy: the newer one parses every address, and raises on odd ones
            message = message_from_bytes(data, policy=policy.compat32)
            self._parts = list(_parts(message))
            self._cut = cut_part(message)
        except (MessageError, ValueError, LookupError, RecursionError) as error:
            raise Refused(Reason.DAMAGED, BROKEN) from error

    def entries(self) -> tuple[Entry, ...]:
        """See Opened."""
        return entries_of(
            Claim(
                written=_name(part),
                number=number,
                size=_size(part),
                packed=None,
                refusal=self._refusal(part),
            )
            for number, part in enumerate(self._parts)
        )

    def _refusal(self, part: Message) -> Refused | None:
        """Why a part is not read: the mail ends within it, or its letters are damaged."""
        is_cut = self._cut is not None and any(each is self._cut for each in part.walk())
        return Refused(Reason.DAMAGED, BROKEN) if is_cut or is_garbled(part) else None

    def unpacked(self, number: int) -> bytes:
        """See Opened."""
        return _bytes(self._parts[number])


def _parts(message: Message) -> Iterator[Message]:
    """The parts that are documents; of alternatives one."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
    else:
        parts: list[Message] = list(message.get_payload())  # type: ignore[arg-type]  # it is a list
        if message.get_content_type() == "multipart/alternative":
            parts = [_fullest(parts)] if parts else []
        for part in parts:
            yield from _parts(part)


def _fullest(alternatives: list[Message]) -> Message:
    """The last of the same text in several formats, where it has a table; else the plainest."""
    last = alternatives[-1]
    pages = (part for part in last.walk() if part.get_content_type() == "text/html")
    return last if any(b"<table" in _bytes(page).lower() for page in pages) else alternatives[0]


def _bytes(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner: list[Message] = part.get_payload()  # type: ignore[assignment]  # a list of one
        return inner[0].as_bytes() if inner else b""
    return bytes_of_part(part)


def _size(part: Message) -> int:
    """Bytes of a part at the most: no encoding of mails packs anything."""
    return len(part.get_payload()) if isinstance(part.get_payload(), str) else 0


def _name(part: Message) -> str:
    name = part.get_filename()
    if name:
        return _decoded(name)
    kind = part.get_content_type()
    extension = "eml" if kind == "message/rfc822" else kind.rsplit("/", 1)[-1]
    return _BODIES.get(kind, f"附件.{extension}")


def _decoded(name: str) -> str:
    """A name as people read it: in words of MIME, or in bytes of an encoding nobody states."""
    try:
        found = decode_header(name)
    except (MessageError, ValueError):
        return name
    return "".join(
        piece.decode(charset or "gb18030", "replace")
        if isinstance(piece, bytes) and charset not in (None, "unknown-8bit")
        else name_in_any(piece)
        if isinstance(piece, bytes)
        else name_in_any(piece.encode("ascii", "surrogateescape"))
        if not piece.isascii() and _is_escaped(piece)
        else piece
        for piece, charset in found
    )


def _is_escaped(text: str) -> bool:
    """Do bytes that are no ASCII stand in a text as lone surrogates?"""
    return all(ord(char) < 0x80 or 0xDC80 <= ord(char) <= 0xDCFF for char in text)

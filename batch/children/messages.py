"""Messages between a process and one that works for it: eight bytes of length, that many bytes.

The first byte of a message is its kind.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass, field

READ, PAGES, RESULT, FAILURE, OVER, READY = b"D", b"P", b"R", b"F", b"O", b"Y"
"""Kinds of messages: a document to read; pages found; a result file; a reason with advice; a result
of a child that ends with it; it is loaded, and waits."""

_LENGTH = struct.Struct("!Q")
_SHORT = 1 << 16


def send(channel: socket.socket, kind: bytes, data: bytes = b"") -> None:
    """Send one message; a short one in one piece, which wakes the other side once."""
    head = _LENGTH.pack(len(data) + 1) + kind
    if len(data) < _SHORT:
        channel.sendall(head + data)
    else:  # not copied: it may be as large as a result may be
        channel.sendall(head)
        channel.sendall(data)


def receive(channel: socket.socket, most: int) -> bytes | None:
    """The next message; None where the other side is gone or sends more than `most` bytes."""
    head = _exactly(channel, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    return _exactly(channel, length) if 0 < length <= most else None


def _exactly(channel: socket.socket, length: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < length:
        part = channel.recv(min(length - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)


@dataclass(slots=True)
class Inbox:
    """The end of a channel whose other end is not to be trusted; never blocks."""

    channel: socket.socket
    waiting: bytearray = field(default_factory=bytearray)

    def arrived(self, most: int) -> list[tuple[bytes, bytes]]:
        """Whole messages that have arrived."""
        while len(self.waiting) <= most + 4096:
            try:
                part = self.channel.recv(1 << 20)
            except (BlockingIOError, ConnectionError):
                break
            if not part:
                break
            self.waiting += part
        found = []
        while len(self.waiting) > 8:
            length = int.from_bytes(self.waiting[:8], "big")
            if not 0 < length <= most + 1 or len(self.waiting) < 8 + length:
                break
            message = bytes(self.waiting[8 : 8 + length])
            del self.waiting[: 8 + length]
            found.append((message[:1], message[1:]))
        return found

    def has_more(self) -> bool:
        """Is there something to read from the child still, its last words perhaps?"""
        try:
            return bool(self.channel.recv(1, socket.MSG_PEEK))
        except (BlockingIOError, ConnectionError):
            return False

    def over_full(self, most: int) -> bool:
        """Does the child claim a message longer than any may be?"""
        length = int.from_bytes(self.waiting[:8], "big") if len(self.waiting) >= 8 else 1
        return not 0 < length <= most + 1

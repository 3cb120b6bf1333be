"""Where children come from: a process that forks them, or, where none can be forked, a fresh one.

Both give one child at a time, loaded and warm, and tell how it died. A supervisor knows no more.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from batch.children.caps import kill_family, resident
from batch.children.messages import READY, receive
from batch.children.processes import FORKS, start
from batch.children.zygote import KILL, SPAWN

_WARM_UP = 120.0
_LAST_MOMENT = 10.0


class StartError(Exception):
    """No child can be started: nothing can be read, and nothing is said of any document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """How a child ended: by which signal (0: by none), with how many kilobytes at its peak."""

    signal: int
    kilobytes: int


class Nursery(Protocol):
    """Gives one child at a time. Every method raises ConnectionError or EOFError where it is gone.

    `news` becomes readable when a child has died; None: the child's own channel ends then.
    """

    news: socket.socket | None

    def wait(self) -> None:
        """Wait until a child can be had; raises StartError where none can be started at all."""

    def child(self) -> socket.socket:
        """Our end of the channel of a child that waits for documents."""

    def memory(self) -> int:
        """Bytes that the child holds, where no cap of the system watches over them; else 0."""

    def death(self) -> Death:
        """How the child died that has died, or is ending."""

    def bury(self) -> None:
        """Make sure that the child is dead, with all that it started."""

    def stop(self) -> None:
        """End everything at once, though a thread may wait for it."""

    def close(self) -> None:
        """Let go of what is open, after `stop`."""

    def let_go(self) -> None:
        """In a process that was forked off: all stays with the one it was forked off."""


def nursery(reader: str) -> Nursery:
    """The one that this system can have."""
    return Forked(reader) if FORKS else Fresh(reader)


def no_start() -> StartError:
    """Nothing can be read here."""
    return StartError(
        f"No process that reads documents can be started with {sys.executable}: is the "
        "installation whole, and is there memory for it?"
    )


class Forked:
    """Children of a zygote: zygote.py."""

    def __init__(self, reader: str) -> None:
        self.news: socket.socket | None
        self._told = bytearray()
        self._ready = self._vacant = False
        self._control, self.process = start(f"{__package__}.zygote", reader)
        self.news = self._control

    def wait(self) -> None:
        """See Nursery: all is loaded, and the child before is reaped."""
        if not self._ready:
            try:
                self._line(_WARM_UP)
            except (ConnectionError, EOFError) as error:
                raise no_start() from error
            self._ready = self._vacant = True
        elif not self._vacant:
            self._line(_WARM_UP)
            self._vacant = True

    def child(self) -> socket.socket:
        """See Nursery."""
        self._vacant = False
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [SPAWN], [theirs.fileno()])
        return ours

    def memory(self) -> int:
        """See Nursery: the kernel caps it."""
        return 0

    def death(self) -> Death:
        """See Nursery."""
        _, status, kilobytes = self._line(_LAST_MOMENT).split()
        self._vacant = True
        number = os.WTERMSIG(int(status)) if os.WIFSIGNALED(int(status)) else 0
        return Death(signal=number, kilobytes=int(kilobytes))

    def bury(self) -> None:
        """See Nursery."""
        if not self._vacant:
            self._control.sendall(KILL)  # its death is told before the next is asked for

    def _line(self, seconds: float) -> str:
        """The next line that the zygote tells."""
        ends = time.monotonic() + seconds
        while b"\n" not in self._told:
            self._control.settimeout(max(0.01, ends - time.monotonic()))
            try:
                part = self._control.recv(4096)
            except TimeoutError as error:
                raise EOFError("the zygote says nothing") from error
            if not part:
                raise EOFError("the zygote is gone")
            self._told += part
        line, _, rest = bytes(self._told).partition(b"\n")
        self._told = bytearray(rest)
        return line.decode()

    def stop(self) -> None:
        """See Nursery."""
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # the zygote kills its child and ends
        _ended(self.process)

    def close(self) -> None:
        """See Nursery."""
        self._control.close()

    def let_go(self) -> None:
        """See Nursery."""
        self.process.returncode = 0  # not ours to wait for
        self._control.close()


class Fresh:
    """A child that is a process of its own, started anew and warmed: spawned.py."""

    news: socket.socket | None = None

    def __init__(self, reader: str) -> None:
        self._reader = reader
        self._channel: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._served = False
        """Has any child of this nursery become ready?"""

    def wait(self) -> None:
        """See Nursery."""
        if self._channel is not None:
            return
        try:
            self._channel, self._process = start(f"{__package__}.spawned", self._reader)
            self._channel.settimeout(_WARM_UP)
            ready = receive(self._channel, 16) == READY
            self._channel.settimeout(None)
        except OSError:
            ready = False
        if not ready:
            self.bury()
            raise EOFError("no other child can be started") if self._served else no_start()
        self._served = True

    def child(self) -> socket.socket:
        """See Nursery."""
        if self._channel is None:
            raise EOFError("it was stopped")
        channel, self._channel = self._channel, None
        return channel

    def memory(self) -> int:
        """See Nursery."""
        return 0 if self._process is None else resident(self._process.pid)

    def death(self) -> Death:
        """See Nursery; its memory is not known any more."""
        status = 0
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                status = self._process.wait(_LAST_MOMENT)
        return Death(signal=max(0, -status), kilobytes=0)

    def bury(self) -> None:
        """See Nursery."""
        if self._process is not None:
            kill_family(self._process.pid)
            self._process.kill()
            self._process.wait()
            if self._process.stdin is not None:
                self._process.stdin.close()
        if self._channel is not None:
            self._channel.close()
        self._channel = self._process = None

    def stop(self) -> None:
        """See Nursery."""
        if (process := self._process) is not None:
            kill_family(process.pid)
            process.kill()
            process.wait()

    def close(self) -> None:
        """See Nursery."""
        self.bury()

    def let_go(self) -> None:
        """See Nursery: never asked for, since nothing forks where this is used."""


def _ended(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_LAST_MOMENT / 2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

"""Outside the child process: send it a document, watch its time, and say what became of it.

A supervisor belongs to one thread and keeps one child. The document in work when a child dies is
the culprit; where the child had served others before, the verdict counts only when a fresh child
gives it too, since memory that others left behind is no fault of this one.
"""

from __future__ import annotations

import select
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

from batch.children.child import order
from batch.children.messages import FAILURE, OVER, PAGES, READ, RESULT, Inbox, send
from batch.children.processes import start
from batch.children.refusal import DEFECT
from batch.children.verdict import Verdict, failure, fault, of_death, timeout
from batch.children.zygote import KILL, SPAWN
from batch.raw.discover import Found
from batch.task import Limits
from extract.model import Reason

_WARM_UP = 120.0
_LAST_MOMENT = 10.0
_MOST_PAGES = 20_000
"""Whatever a child claims, it gets no more time than for so many."""


class Stopped(Exception):  # noqa: N818 -- an outcome: the run is being interrupted
    """The supervisor was closed while a document was in work: nothing is known of it."""


class StartError(Exception):
    """No child can be started: nothing can be read, and nothing is said of any document."""


@dataclass(slots=True)
class _Child:
    inbox: Inbox
    served: int = 0


class Supervisor:
    """One thread's child process, replaced after every incident and after some documents."""

    def __init__(self, reader: str) -> None:
        self.reader = reader
        self.closed = False
        self._child: _Child | None = None
        self._told = bytearray()
        self._ready = self._vacant = False
        self._control, self._zygote = start(f"{__package__}.zygote", self.reader)

    def read(self, found: Found, limits: Limits) -> Verdict:
        """Read one document in the child.

        Raises Stopped where the supervisor is closed meanwhile, StartError where no child starts.
        """
        try:
            verdict, served = self._attempt(found, limits)
            if verdict.fault and served:
                verdict, _ = self._attempt(found, limits)
        except (ConnectionError, EOFError) as error:  # the zygote itself is gone
            if self.closed:
                raise Stopped from error
            self._restart()
            try:
                verdict, _ = self._attempt(found, limits)
            except (ConnectionError, EOFError) as again:
                if self.closed:
                    raise Stopped from again
                self._restart()
                verdict = fault(Reason.CRASHED, "Reading it ends its process: report the file.")
        return verdict

    def _restart(self) -> None:
        self.close()
        self.closed = False
        self._child, self._told = None, bytearray()
        self._ready = self._vacant = False
        self._control, self._zygote = start(f"{__package__}.zygote", self.reader)

    def _attempt(self, found: Found, limits: Limits) -> tuple[Verdict, int]:
        """The verdict, and how many documents its child had served before."""
        child = self._child or self._spawn()
        served = child.served
        child.served += 1
        verdict, alive = self._watch(child, found, limits)
        if not alive:
            self._bury(child)
        return verdict, served

    def _spawn(self) -> _Child:
        """A fresh child, once the zygote is ready or has told the death of the one before."""
        self.wait()
        self._vacant = False
        ours, theirs = socket.socketpair()
        self._child = _Child(inbox=Inbox(ours))
        with theirs:
            socket.send_fds(self._control, [SPAWN], [theirs.fileno()])
        return self._child

    def wait(self) -> None:
        """Wait until a child can be had: all is loaded, and the one before is reaped."""
        if not self._ready:
            try:
                self._line(_WARM_UP)
            except (ConnectionError, EOFError) as error:
                if self.closed:
                    raise Stopped from error
                raise StartError(
                    f"No process that reads documents can be started with {sys.executable}: is the "
                    "installation whole, and is there memory for it?"
                ) from error
            self._ready = self._vacant = True
        elif not self._vacant and self._child is None:
            self._line(_WARM_UP)
            self._vacant = True

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

    def _watch(self, child: _Child, found: Found, limits: Limits) -> tuple[Verdict, bool]:
        """Wait for the child's word, its death or the deadline; and whether the child lives on."""
        started = time.monotonic()
        pages: int | None = None
        inbox, channel = child.inbox, child.inbox.channel
        channel.settimeout(limits.seconds)
        with suppress(OSError):  # it is dead: the zygote will say how
            send(channel, READ, order(found, limits))
        channel.setblocking(False)
        poll = select.poll()
        poll.register(channel, select.POLLIN)
        poll.register(self._control, select.POLLIN)
        while True:
            for kind, data in inbox.arrived(limits.result):
                if kind == PAGES and data.isdigit():
                    pages = min(max(pages or 0, int(data[:9])), _MOST_PAGES)
                elif kind in (RESULT, OVER):
                    return Verdict(data=data, pages=pages), kind == RESULT
                elif kind == FAILURE:
                    return failure(data, pages), False
            left = started + limits.deadline(pages or 0) - time.monotonic()
            if left <= 0:
                return timeout(limits, pages), False
            ready = {number for number, _ in poll.poll(left * 1000)}
            if self._control.fileno() in ready and not inbox.has_more():
                return self._death(limits, pages), False
            if inbox.over_full(limits.result):
                return fault(Reason.CRASHED, DEFECT, pages=pages), False

    def _death(self, limits: Limits, pages: int | None) -> Verdict:
        """The verdict of a child that died without its last word."""
        _, status, kilobytes = self._line(_LAST_MOMENT).split()
        self._vacant = True
        return of_death(int(status), int(kilobytes), limits, pages)

    def _bury(self, child: _Child) -> None:
        """Make sure that a child is dead and reaped, with all that it started."""
        child.inbox.channel.close()
        self._child = None
        if not self._vacant:
            self._control.sendall(KILL)  # its death is told before the next is asked for

    def stop(self) -> None:
        """End the child and its zygote at once; a thread that waits for them gets Stopped."""
        self.closed = True
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # the zygote kills its child and ends
        try:
            self._zygote.wait(_LAST_MOMENT / 2)
        except subprocess.TimeoutExpired:
            self._zygote.kill()
            self._zygote.wait()

    def close(self) -> None:
        """Stop, when no thread waits any more."""
        self.stop()
        self._control.close()
        if self._child is not None:
            self._child.inbox.channel.close()

    def let_go(self) -> None:
        """In a process that was forked off: the zygote stays with the one it was forked off."""
        self.closed = True
        self._zygote.returncode = 0  # not ours to wait for
        self._control.close()
        if self._child is not None:
            self._child.inbox.channel.close()

"""Outside the child process: send it a document, watch its time, and say what became of it.

A supervisor belongs to one thread and keeps one child. The document in work when a child dies is
the culprit; where the child had served others before, the verdict counts only when a fresh child
gives it too, since memory that others left behind is no fault of this one.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from batch.child import FAILURE, OVER, PAGES, READ, RESULT, order, send, too_much_memory
from batch.discover import Found
from batch.task import Limits
from batch.work import DEFECT
from batch.zygote import KILL, SPAWN
from extract.model import Reason, Refused

_WARM_UP = 120.0
_LAST_MOMENT = 10.0
_MOST_PAGES = 20_000
"""Whatever a child claims, it gets no more time than for so many."""
_ROOT = Path(__file__).parent.parent
_NEAR = 0.75
"""A child that dies with this share of its memory in use died of it."""


class Stopped(Exception):  # noqa: N818 -- an outcome: the run is being interrupted
    """The supervisor was closed while a document was in work: nothing is known of it."""


class StartError(Exception):
    """No child can be started: nothing can be read, and nothing is said of any document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a document: its result file, or a refusal; `fault`: a defect met in it."""

    data: bytes | None = None
    refusal: Refused | None = None
    fault: bool = False
    trace: str = ""
    pages: int | None = None


@dataclass(slots=True)
class _Child:
    channel: socket.socket
    served: int = 0
    inbox: bytearray = field(default_factory=bytearray)


class Supervisor:
    """One thread's child process, replaced after every incident and after some documents."""

    def __init__(self, reader: str) -> None:
        self.reader = reader
        self.closed = False
        self._child: _Child | None = None
        self._told = bytearray()
        self._ready = self._vacant = False
        self._control, self._zygote = self._start()

    def _start(self) -> tuple[socket.socket, subprocess.Popen[bytes]]:
        ours, theirs = socket.socketpair()
        paths = (str(_ROOT), os.environ.get("PYTHONPATH", ""))
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "PYTHONHASHSEED": "0",  # no order in any document may hang on it
            "OPENBLAS_NUM_THREADS": "1",
        }
        command = [sys.executable, "-m", "batch.zygote", str(theirs.fileno()), self.reader]
        zygote = subprocess.Popen(  # noqa: S603 -- this very interpreter
            command,
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        theirs.close()
        return ours, zygote

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
                verdict = _fault(Reason.CRASHED, "Reading it ends its process: report the file.")
        return verdict

    def _restart(self) -> None:
        self.close()
        self.closed = False
        self._child, self._told = None, bytearray()
        self._ready = self._vacant = False
        self._control, self._zygote = self._start()

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
        self._child = _Child(channel=ours)
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
        child.channel.settimeout(limits.seconds)
        with suppress(OSError):  # it is dead: the zygote will say how
            send(child.channel, READ, order(found, limits))
        child.channel.setblocking(False)
        poll = select.poll()
        poll.register(child.channel, select.POLLIN)
        poll.register(self._control, select.POLLIN)
        while True:
            for kind, data in self._messages(child, limits):
                if kind == PAGES and data.isdigit():
                    pages = min(max(pages or 0, int(data[:9])), _MOST_PAGES)
                elif kind in (RESULT, OVER):
                    return Verdict(data=data, pages=pages), kind == RESULT
                elif kind == FAILURE:
                    return _failure(data, pages), False
            left = started + limits.deadline(pages or 0) - time.monotonic()
            if left <= 0:
                return _timeout(limits, pages), False
            ready = {number for number, _ in poll.poll(left * 1000)}
            if self._control.fileno() in ready and not self._messages_wait(child):
                return self._death(limits, pages), False
            if self._over_full(child, limits):
                return _fault(Reason.CRASHED, DEFECT, pages=pages), False

    def _messages(self, child: _Child, limits: Limits) -> list[tuple[bytes, bytes]]:
        """Whole messages that have arrived."""
        while len(child.inbox) <= limits.result + 4096:
            try:
                part = child.channel.recv(1 << 20)
            except (BlockingIOError, ConnectionError):
                break
            if not part:
                break
            child.inbox += part
        found = []
        while len(child.inbox) > 8:
            length = int.from_bytes(child.inbox[:8], "big")
            if not 0 < length <= limits.result + 1 or len(child.inbox) < 8 + length:
                break
            message = bytes(child.inbox[8 : 8 + length])
            del child.inbox[: 8 + length]
            found.append((message[:1], message[1:]))
        return found

    def _messages_wait(self, child: _Child) -> bool:
        """Is there something to read from the child still, its last words perhaps?"""
        try:
            return bool(child.channel.recv(1, socket.MSG_PEEK))
        except (BlockingIOError, ConnectionError):
            return False

    def _over_full(self, child: _Child, limits: Limits) -> bool:
        """Does the child claim a message longer than any may be?"""
        length = int.from_bytes(child.inbox[:8], "big") if len(child.inbox) >= 8 else 1
        return not 0 < length <= limits.result + 1

    def _death(self, limits: Limits, pages: int | None) -> Verdict:
        """The verdict of a child that died without its last word."""
        _, status, kilobytes = self._line(_LAST_MOMENT).split()
        self._vacant = True
        number = os.WTERMSIG(int(status)) if os.WIFSIGNALED(int(status)) else 0
        if number == signal.SIGXCPU:
            return _timeout(limits, pages)
        if int(kilobytes) * 1024 > _NEAR * limits.memory:
            return _fault(Reason.RESOURCE_LIMIT, too_much_memory(limits), pages=pages)
        if number == signal.SIGKILL:
            advice = "Its process was killed from outside: the machine may be out of memory."
            return _fault(Reason.RESOURCE_LIMIT, advice, pages=pages)
        how = f"died of {signal.Signals(number).name}" if number else "ended without a word"
        return _fault(Reason.CRASHED, f"Reading it {how}: report it with the file.", pages=pages)

    def _bury(self, child: _Child) -> None:
        """Make sure that a child is dead and reaped, with all that it started."""
        child.channel.close()
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
            self._child.channel.close()

    def let_go(self) -> None:
        """In a process that was forked off: the zygote stays with the one it was forked off."""
        self.closed = True
        self._zygote.returncode = 0  # not ours to wait for
        self._control.close()
        if self._child is not None:
            self._child.channel.close()


def _fault(reason: Reason, advice: str, trace: str = "", pages: int | None = None) -> Verdict:
    return Verdict(refusal=Refused(reason, advice), fault=True, trace=trace, pages=pages)


def _failure(data: bytes, pages: int | None) -> Verdict:
    try:
        said = json.loads(data)
        reason, advice, trace = Reason(said["reason"]), str(said["advice"]), str(said["trace"])
    except (ValueError, KeyError, TypeError):
        return _fault(Reason.CRASHED, DEFECT, pages=pages)
    return _fault(reason, advice, trace, pages)


def _timeout(limits: Limits, pages: int | None) -> Verdict:
    allowed = limits.deadline(pages or 0)
    advice = (
        f"Reading it takes more than {allowed:,.0f} seconds: try again with a longer --deadline, "
        "or split the file."
    )
    return Verdict(refusal=Refused(Reason.TIMEOUT, advice), pages=pages)


_IDLE: list[Supervisor] = []
_ALL: set[Supervisor] = set()
_LOCK = threading.Lock()


@contextmanager
def supervisor(reader: str) -> Iterator[Supervisor]:
    """A supervisor for the thread that asks: one that is idle, or a new one.

    They stay for the life of this process, since loading everything takes a second.
    """
    with _LOCK:
        fit = next((each for each in _IDLE if each.reader == reader), None)
        if fit is not None:
            _IDLE.remove(fit)
    mine = fit or Supervisor(reader)
    with _LOCK:
        _ALL.add(mine)
    try:
        yield mine
    finally:
        with _LOCK:
            if not mine.closed:
                _IDLE.append(mine)


def stop_all() -> None:
    """End every child of this process, though threads wait for them: they get Stopped."""
    with _LOCK:
        for each in _ALL:
            each.stop()


@atexit.register
def close_all() -> None:
    """End every child of this process, when no thread reads any more."""
    with _LOCK:
        for each in _ALL:
            each.close()
        _ALL.clear()
        _IDLE.clear()


def _let_go_all() -> None:
    """Start without supervisors in a forked process, such as a worker of a process pool."""
    global _LOCK  # noqa: PLW0603 -- another thread may have held it when the process was copied
    _LOCK = threading.Lock()
    for each in _ALL:
        each.let_go()
    _ALL.clear()
    _IDLE.clear()


os.register_at_fork(after_in_child=_let_go_all)

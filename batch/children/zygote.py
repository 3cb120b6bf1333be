"""A process that has loaded everything and forks a child whenever its supervisor asks for one.

It does no work itself and holds no thread, so that every child begins with the same clean memory,
in milliseconds. Over the control socket it is sent SPAWN with the child's end of a channel, and
KILL; it answers `ready` once, then `dead <status> <kilobytes>` for every child. When its supervisor
is gone, so is it, and its child with it: `python -m batch.children.zygote CHANNEL module:function`.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import sys
import time
from pathlib import Path

from batch.children.child import Read, adopting_orphans, dying_with_parent, live
from batch.children.processes import join
from batch.children.warm import keep_still, reader, warm_up

SPAWN, KILL = b"s", b"k"
_ATTEMPTS = 200


def main() -> None:
    """Load, then fork on request until the control socket closes."""
    control = join(sys.argv[1])
    read = reader(sys.argv[2])
    keep_still()
    warm_up()
    adopting_orphans()
    gc.collect()
    gc.freeze()
    woken, waker = socket.socketpair()
    woken.setblocking(False)
    waker.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker.fileno())
    control.sendall(b"ready\n")
    child: int | None = None
    while True:
        ready, _, _ = select.select([control, woken], [], [])
        if woken in ready:
            with contextlib.suppress(BlockingIOError):
                woken.recv(4096)
            if child is not None and (told := _ended(child)) is not None:
                sweep()
                child = None
                control.sendall(told)
        if control in ready:
            command, passed, _, _ = socket.recv_fds(control, 1, 1)
            if command == SPAWN and child is None:
                child = _spawn(passed[0], read, (control, woken, waker))
            elif command == KILL:
                if child is not None:
                    _kill(child)
            else:  # the supervisor is gone, or out of its mind
                if child is not None:
                    _kill(child)
                    os.waitpid(child, 0)
                sweep()
                return


def _spawn(channel: int, read: Read, ours: tuple[socket.socket, ...]) -> int:
    pid = os.fork()
    if pid == 0:
        dying_with_parent()
        for each in ours:
            each.close()
        live(socket.socket(fileno=channel), read)
    os.close(channel)
    return pid


def _ended(child: int) -> bytes | None:
    """What is told of a child that has ended; None while it runs."""
    pid, status, used = os.wait4(child, os.WNOHANG)
    return f"dead {status} {used.ru_maxrss}\n".encode() if pid else None


def _kill(child: int) -> None:
    """Kill a child with its process group."""
    for kill in (os.killpg, os.kill):  # killpg fails in the moment before the child's setsid
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)


def sweep() -> None:
    """Kill and reap whatever children leave behind, grandchildren of any group included."""
    for _ in range(_ATTEMPTS):
        for left in _children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(left, signal.SIGKILL)
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            time.sleep(0.005)


def _children() -> list[int]:
    """Children of this process, where the system lists them."""
    try:
        return [int(pid) for pid in Path("/proc/thread-self/children").read_text().split()]
    except OSError:
        return []


if __name__ == "__main__":
    main()

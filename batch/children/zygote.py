"""A process that has loaded everything and forks a child whenever its supervisor asks for one.

It does no work itself and holds no thread, so that every child begins with the same clean memory,
in milliseconds. Over the control socket it is sent SPAWN with the child's end of a channel, and
KILL; it answers `ready` once, then `dead <status> <kilobytes>` for every child. When its supervisor
is gone, so is it, and its child with it: `python -m batch.children.zygote FD module:function`.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import sys
import time
from pathlib import Path

from batch.children.child import Read, adopting_orphans, dying_with_parent, live

SPAWN, KILL = b"s", b"k"
_ATTEMPTS = 200


def main() -> None:
    """Load, then fork on request until the control socket closes."""
    control = socket.socket(fileno=int(sys.argv[1]))
    module, name = sys.argv[2].split(":")
    read: Read = getattr(importlib.import_module(module), name)
    _keep_still()
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


def _keep_still() -> None:
    """Signals of the terminal are the supervisor's affair; output of libraries is nobody's."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def warm_up() -> None:
    """Read a small document of each format: what is loaded on first use is loaded before forks."""
    from batch.results.file import encode  # noqa: PLC0415
    from extract import read_document  # noqa: PLC0415
    from extract.model import Refused, Source  # noqa: PLC0415
    from normalize.documents import normalize_document  # noqa: PLC0415

    for name, data in SMALL.items():
        source = Source(name=name, data=data, sha256="0" * 64)
        with contextlib.suppress(Refused):
            encode(normalize_document(source, read_document(source)))


_TABLE = (
    ("项目支出绩效目标表",),
    ("（2024年度）",),
    ("项目名称", "道路"),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "道路长度", "≥3公里"),
    ("产出指标", "时效指标", "完成时限", "12月底前"),
    ("效益指标", "社会效益指标", "村容村貌", "明显改善"),
)
_TEXT = "\n".join("\t".join(row) for row in _TABLE)
_CELLS = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in _TABLE[2:])
_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>endobj
4 0 obj<</Length 30>>stream
10 10 180 180 re 10 90 180 1 re S
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
"""
SMALL = {
    "small.txt": _TEXT.encode(),
    "small.html": f"<meta charset=utf-8><p>{_TABLE[0][0]}</p><table>{_CELLS}</table>".encode(),
    "small.pdf": _PDF,
}

if __name__ == "__main__":
    main()

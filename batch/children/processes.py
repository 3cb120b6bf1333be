"""Processes of our own beside this one, each with a socket to talk over, on every system."""

from __future__ import annotations

import hmac
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

_ROOT = Path(__file__).parents[__name__.count(".")]
"""The folder from which the program is imported: a checkout, or where it is installed."""
FORKS = hasattr(os, "fork")
"""Can a process of this system be copied, and be handed open files? Windows has neither."""
_SECRET = 32
_COMES = 60.0
"""Seconds in which a process that was started must have connected."""


def start(module: str, *arguments: str) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """Run `python -m module CHANNEL argument…`, which calls `join(CHANNEL)`; our end of the socket.

    Signals of the terminal do not reach it. Raises ConnectionError where it does not join.
    """
    return _handed(module, arguments) if FORKS else _called_back(module, arguments)


def join(channel: str) -> socket.socket:
    """In a process that was started: the socket to the one that did.

    Where it connected by itself, it ends with that one, whatever it is doing then.
    """
    if not channel.startswith(_PORT):
        return socket.socket(fileno=int(channel))
    secret = b""
    while len(secret) < _SECRET and (part := os.read(0, _SECRET - len(secret))):
        secret += part
    joined = socket.create_connection(("127.0.0.1", int(channel.removeprefix(_PORT))), _COMES)
    joined.settimeout(None)
    joined.sendall(secret)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return joined


_PORT = "port:"


def _end_with_parent() -> None:
    """The pipe from the parent says nothing more, and closes when that is gone."""
    os.read(0, 1)  # not through sys.stdin, whose lock would be held while this process ends
    os._exit(0)


def _command(module: str, channel: str, arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-P", "-m", module, channel, *arguments]


def environment() -> dict[str, str]:
    """The variables of such a process: no order hangs on chance, and memory is given back."""
    paths = (str(_ROOT), os.environ.get("PYTHONPATH", ""))
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONHASHSEED": "0",  # no order in any document may hang on it
        "OPENBLAS_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",  # Arrow's own keep what was freed for themselves
    }


def _handed(
    module: str, arguments: tuple[str, ...]
) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """The process inherits its end."""
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(  # noqa: S603 -- this very interpreter
        _command(module, str(theirs.fileno()), arguments),
        pass_fds=(theirs.fileno(),),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
        start_new_session=True,
    )
    theirs.close()
    return ours, process


def _called_back(
    module: str, arguments: tuple[str, ...]
) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """The process connects to a port of this machine, and proves that it is the one we started.

    The secret goes through its standard input, which no other process can see.
    """
    with socket.create_server(("127.0.0.1", 0), backlog=4) as server:
        flags = ("CREATE_NO_WINDOW", "CREATE_NEW_PROCESS_GROUP")  # what Windows has for a session
        process = subprocess.Popen(  # noqa: S603 -- this very interpreter
            _command(module, f"{_PORT}{server.getsockname()[1]}", arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
            creationflags=sum(getattr(subprocess, flag, 0) for flag in flags),
        )
        secret = secrets.token_bytes(_SECRET)
        assert process.stdin is not None  # noqa: S101 -- it was asked for
        try:
            process.stdin.write(secret)
            process.stdin.flush()
            return _proven(server, process, secret), process
        except OSError as error:
            process.kill()
            process.wait()
            raise ConnectionError("it does not join") from error


def _proven(
    server: socket.socket, process: subprocess.Popen[bytes], secret: bytes
) -> socket.socket:
    """The first connection that knows the secret; others are hung up on."""
    ends = time.monotonic() + _COMES
    server.settimeout(0.2)
    while time.monotonic() < ends and process.poll() is None:
        try:
            channel, _ = server.accept()
        except TimeoutError:
            continue
        channel.settimeout(_COMES)
        said = b""
        while len(said) < _SECRET and (part := channel.recv(_SECRET - len(said))):
            said += part
        if hmac.compare_digest(said, secret):
            channel.settimeout(None)
            return channel
        channel.close()
    raise ConnectionError("it ended, or never came")

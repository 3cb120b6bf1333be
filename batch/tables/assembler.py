"""The process that assembles the tables for this one: started when it is needed, and kept.

Loading Arrow and frames takes a second and 100 MiB, and what assembling needs grows with the
documents. All of that is the other process's, so that the one that runs a batch stays small.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from batch.children.messages import FAILURE, OVER, READ, receive, send
from batch.children.processes import start
from batch.results.file import LostError
from publish.errors import PublishError
from publish.run_record import Figures
from store.places import WORK, Store

MOST = 1 << 36
"""Bytes of a message: both ends of this channel are ours."""
_LAST_MOMENT = 5.0
BASE = f"{WORK}/facts.sqlite"
"""The facts of the documents of a dataset, kept for the next run; see reconcile/between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be assembled, and where."""

    place: str
    """Of the store that has the results."""
    keys: Mapping[str, str]
    """Document's name → key of its result."""
    results: Mapping[str, str]
    """Document's name → checksum of its result."""
    stated: tuple[str, ...]
    """Names of the documents of which manifest.csv states a fact."""
    folder: str
    """A local folder for the files."""
    metadata: Mapping[str, str]
    identity: str = ""
    """Of the program; where it is given, the facts that this run gathers are kept for the next."""
    before: Mapping[str, str] = field(default_factory=dict)
    """The files in place with their hashes, where this very program wrote them and they are whole:
    what of them stays the same is not written again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """The files that were written into the folder, and what the dataset comes to with them."""

    names: tuple[str, ...]
    files: Mapping[str, str]
    """All files of the dataset with their hashes, those among them that stay in place."""
    figures: Figures


class Assembler:
    """A process that carries out orders, one at a time; a new one when it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._channel: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def assemble(self, order: Order) -> Assembled:
        """Carry out an order; see assemble.py. Raises LostError, PublishError, OSError."""
        with self._lock:
            try:
                told = {name: getattr(order, name) for name in Order.__slots__}
                kind, told = self._asked(json.dumps(told).encode())
            except BaseException:  # interrupted, or it is gone: nobody waits for it any more
                self.close()
                raise
            if kind == OVER:
                self.close()
        if kind == FAILURE:
            _raise(told)
        figures = Figures(**told["figures"])
        return Assembled(names=tuple(told["names"]), files=told["files"], figures=figures)

    def _asked(self, order: bytes) -> tuple[bytes, Any]:
        try:
            channel, process = self._started()
        except ConnectionError as error:
            raise PublishError(
                "The process that writes the tables cannot be started: is there memory for it?"
            ) from error
        with suppress(ConnectionError):  # it is gone: it will not answer either
            send(channel, READ, order)
        try:
            answer = receive(channel, MOST)
        except ConnectionError:
            answer = None
        if answer is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LAST_MOMENT)
            raise PublishError(
                "The process that writes the tables was ended from outside or could not start "
                f"(status {process.returncode}): is there memory for it? Everything that was read "
                "is kept; run it again."
            )
        return answer[:1], json.loads(answer[1:])

    def _started(self) -> tuple[socket.socket, subprocess.Popen[bytes]]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._channel is None or self._process is None:
            self._channel, self._process = start(f"{__package__}.assemble", str(os.getpid()))
        return self._channel, self._process

    @property
    def process_id(self) -> int | None:
        """Of the process that is kept, if one is."""
        return None if self._process is None else self._process.pid

    def close(self) -> None:
        """End the process."""
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            self._process.kill()  # what it has staged, the next run clears away
            self._process.wait()
        self._channel = self._process = None

    def let_go(self) -> None:
        """In a process that was forked off: the other one stays with its parent."""
        self._lock = threading.Lock()
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            self._process.returncode = 0  # not ours to wait for
        self._channel = self._process = None


def _raise(told: Mapping[str, Any]) -> None:
    """Raise here what was raised there."""
    match told:
        case {"lost": names}:
            raise LostError(tuple(names))
        case {"message": message}:
            raise PublishError(message)
        case {"os": [number, text, place]}:
            raise OSError(number, text, place)
        case {"defect": trace}:
            raise RuntimeError(f"a defect was met while the tables were written:\n{trace}")
    raise AssertionError(told)  # pragma: no cover -- both ends are ours


ASSEMBLER = Assembler()
"""The one of this process."""


def assembled(store: Store, order: Order) -> Assembled:
    """Carry out an order on a store, in the other process where that can reach it.

    Raises LostError, PublishError, OSError.
    """
    if store.shared:
        return ASSEMBLER.assemble(order)
    from batch.tables.assemble import assemble  # noqa: PLC0415 -- it loads Arrow

    return assemble(order)


atexit.register(ASSEMBLER.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=ASSEMBLER.let_go)

"""The supervisors of this process: one for each thread that reads, kept while the process lives."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from batch.supervise import Supervisor

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

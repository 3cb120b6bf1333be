"""The supervisors of this process: one for each thread that reads, kept while the process lives."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from batch.children.supervisor import Stopped, Supervisor

_IDLE: list[Supervisor] = []
_ALL: set[Supervisor] = set()
_LOCK = threading.Lock()


class _Floor:
    """Who reads: many at once, or one alone, for whom the others end and no new one begins."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._reading = self._waiting = 0
        self._alone = False
        self.closed = False

    @contextmanager
    def shared(self) -> Iterator[None]:
        """A place among many."""
        with self._changed:
            self._changed.wait_for(lambda: not (self._alone or self._waiting) or self.closed)
            self._reading += 1
        try:
            yield
        finally:
            with self._changed:
                self._reading -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The only place; raises Stopped where the run is ended meanwhile."""
        with self._changed:
            self._waiting += 1
            self._changed.wait_for(lambda: not (self._alone or self._reading) or self.closed)
            self._waiting -= 1
            if self.closed:
                raise Stopped
            self._alone = True
        try:
            yield
        finally:
            with self._changed:
                self._alone = False
                self._changed.notify_all()

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()


_FLOOR = _Floor()


@contextmanager
def supervisor(reader: str) -> Iterator[Supervisor]:
    """A supervisor for the thread that asks: one that is idle, or a new one.

    They stay for the life of this process, since loading everything takes a second.
    """
    with _FLOOR.shared(), _lent(reader) as mine:
        yield mine


@contextmanager
def alone_supervisor(reader: str) -> Iterator[Supervisor]:
    """The same, while no other thread of this process reads."""
    with _FLOOR.alone(), _lent(reader) as mine:
        yield mine


@contextmanager
def _lent(reader: str) -> Iterator[Supervisor]:
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
    _FLOOR.close()
    with _LOCK:
        for each in _ALL:
            each.stop()


@atexit.register
def close_all() -> None:
    """End every child of this process, when no thread reads any more."""
    global _FLOOR  # noqa: PLW0603 -- the next run of this process has a floor of its own
    _FLOOR = _Floor()
    with _LOCK:
        for each in _ALL:
            each.close()
        _ALL.clear()
        _IDLE.clear()


def _let_go_all() -> None:
    """Start without supervisors in a forked process, such as a worker of a process pool."""
    global _LOCK, _FLOOR
    _LOCK, _FLOOR = threading.Lock(), _Floor()
    for each in _ALL:
        each.let_go()
    _ALL.clear()
    _IDLE.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go_all)

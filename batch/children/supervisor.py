"""Outside the child process: send it a document, watch its time, and say what became of it.

A supervisor belongs to one thread and keeps one child. The document in work when a child dies is
the culprit; where the child had served others before, the verdict counts only when a fresh child
gives it too, since memory that others left behind is no fault of this one.
"""

from __future__ import annotations

import selectors
import time
from contextlib import suppress
from dataclasses import dataclass

from batch.children.child import order
from batch.children.messages import FAILURE, OVER, PAGES, READ, RESULT, Inbox, send
from batch.children.nursery import StartError, nursery
from batch.children.refusal import DEFECT
from batch.children.verdict import Verdict, failure, fault, of_death, overgrown, timeout
from batch.raw.discover import Found
from batch.task import Limits
from extract.model import Reason

_LOOK = 0.2
"""Seconds between two looks at the memory of a child that no kernel caps."""
_LONG = 3600.0
_Selector = getattr(selectors, "PollSelector", selectors.DefaultSelector)
"""For two sockets, anew for each document: one call of the system in place of epoll's five."""
_MOST_PAGES = 20_000
"""Whatever a child claims, it gets no more time than for so many."""


class Stopped(Exception):  # noqa: N818 -- an outcome: the run is being interrupted
    """The supervisor was closed while a document was in work: nothing is known of it."""


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
        self._nursery = nursery(reader)

    def read(self, found: Found, limits: Limits) -> Verdict:
        """Read one document in the child.

        Raises Stopped where the supervisor is closed meanwhile, StartError where no child starts.
        """
        try:
            verdict, served = self._attempt(found, limits)
            if verdict.fault and served:
                verdict, _ = self._attempt(found, limits)
        except (ConnectionError, EOFError) as error:  # the nursery itself is gone
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
        self._child = None
        self._nursery = nursery(self.reader)

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
        """A fresh child, once one can be had."""
        self.wait()
        self._child = _Child(inbox=Inbox(self._nursery.child()))
        return self._child

    def wait(self) -> None:
        """Wait until a child can be had, unless there is one.

        What ended its nursery while that was loading, as the kernel does where memory is short, may
        let the next one be: another is started, once.
        """
        if self._child is not None:
            return
        try:
            self._wait()
        except StartError:
            self._restart()
            self._wait()

    def _wait(self) -> None:
        try:
            self._nursery.wait()
        except StartError as error:
            if self.closed:
                raise Stopped from error
            raise

    def _watch(self, child: _Child, found: Found, limits: Limits) -> tuple[Verdict, bool]:
        """Wait for the child's word, its death or the deadline; and whether the child lives on."""
        started = time.monotonic()
        pages: int | None = None
        inbox, channel = child.inbox, child.inbox.channel
        channel.settimeout(limits.seconds)
        with suppress(OSError):  # it is dead: the nursery will say how
            send(channel, READ, order(found, limits))
        channel.setblocking(False)
        news = self._nursery.news or channel
        look = _LOOK if self._nursery.news is None else _LONG
        with _Selector() as selector:
            for each in {channel, news}:
                selector.register(each, selectors.EVENT_READ)
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
                ready = {key.fileobj for key, _ in selector.select(min(left, look))}
                if news in ready and not inbox.has_more():
                    death = self._nursery.death()
                    return of_death(death.signal, death.kilobytes, limits, pages), False
                if inbox.over_full(limits.result):
                    return fault(Reason.CRASHED, DEFECT, pages=pages), False
                if self._nursery.memory() > limits.memory:
                    return overgrown(limits, pages), False

    def _bury(self, child: _Child) -> None:
        """Make sure that a child is dead and reaped, with all that it started."""
        child.inbox.channel.close()
        self._child = None
        self._nursery.bury()

    def stop(self) -> None:
        """End the child at once; a thread that waits for it gets Stopped."""
        self.closed = True
        self._nursery.stop()

    def close(self) -> None:
        """Stop, when no thread waits any more."""
        self.stop()
        self._nursery.close()
        if self._child is not None:
            self._child.inbox.channel.close()

    def let_go(self) -> None:
        """In a process that was forked off: the nursery stays with the one it was forked off."""
        self.closed = True
        self._nursery.let_go()
        if self._child is not None:
            self._child.inbox.channel.close()

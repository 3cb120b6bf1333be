"""What a reader tells before it is done: how many pages lie before it.

Whoever gives a document its time learns its length this way; without a listener nothing happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_LISTENER: ContextVar[Callable[[int], None] | None] = ContextVar("pages_found", default=None)


def announce(pages: int) -> None:
    """A reader has opened a document of so many pages."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(pages)


@contextmanager
def listening(listener: Callable[[int], None]) -> Iterator[None]:
    """Within the block `listener` hears of every document that is opened."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)
